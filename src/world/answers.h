/* answers.h - what was answered to which command, for 30 days (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
G_BEGIN_DECLS

/* A command's events stand together in the journal. */
typedef struct
{
  MusterUlid command;
  gint64 at_us;
  guint64 first_seq;
  guint n;        /* events */
  guint incident; /* 0: none */
} MusterCommandAnswer;

typedef struct _MusterAnswers MusterAnswers;

MusterAnswers *muster_answers_new (void);
void muster_answers_free (MusterAnswers *self);
void muster_answers_fold (MusterAnswers *self, const MusterEvent *event);
void muster_answers_restore (MusterAnswers *self, const MusterCommandAnswer *answer);
const MusterCommandAnswer *muster_answers_get (const MusterAnswers *self, MusterUlid command);
typedef void (*MusterCommandAnswerFunc) (const MusterCommandAnswer *answer, gpointer user_data);
void muster_answers_foreach (const MusterAnswers *self,
                             MusterCommandAnswerFunc func,
                             gpointer user_data);

G_END_DECLS
