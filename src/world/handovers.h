/* handovers.h - what goes from one shift to the next, and whether somebody has read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
G_BEGIN_DECLS

#define MUSTER_HANDOVERS_KEEP_US    (60 * G_TIME_SPAN_DAY)
#define MUSTER_HANDOVER_OVERDUE_US  (30 * G_TIME_SPAN_MINUTE)
#define MUSTER_HANDOVER_REMARKS_MAX 50 /* of a schedule */

/* What somebody wants the next shift to look after. */
typedef struct
{
  MusterUlid id;
  guint64 seq;
  gint64 at_us;
  MusterUlid schedule;
  MusterActor actor;
  char *text;
} MusterHandoverRemark;

typedef struct
{
  MusterUlid id;
  guint64 seq;
  gint64 at_us; /* when it was told */
  MusterUlid schedule;
  MusterUlid person, other; /* who goes, and who comes */
  gint64 starts_us;         /* the instant at which the shift changes */
  gint64 confirmed_us;      /* MUSTER_NO_TIME: nobody has */
  MusterUlid confirmed_by;
  gboolean is_overdue; /* and who went was told so */
  char *text;          /* the note, lines */
} MusterHandover;

MusterHandoverRemark *muster_handover_remark_new (void);
void muster_handover_remark_free (MusterHandoverRemark *self);
MusterHandover *muster_handover_new (void);
void muster_handover_free (MusterHandover *self);

typedef struct _MusterHandovers MusterHandovers;

MusterHandovers *muster_handovers_new (void);
void muster_handovers_free (MusterHandovers *self);
void muster_handovers_fold (MusterHandovers *self, const MusterEvent *event);
void muster_handovers_add (MusterHandovers *self, MusterHandover *handover /* transfer full */);
void muster_handovers_add_remark (MusterHandovers *self,
                                  MusterHandoverRemark *remark /* transfer full */);
MusterHandover *muster_handovers_get (const MusterHandovers *self, MusterUlid id);
/* Of MusterHandover and of MusterHandoverRemark, oldest first. */
const GPtrArray *muster_handovers_list (const MusterHandovers *self);
const GPtrArray *muster_handovers_list_remarks (const MusterHandovers *self);
guint muster_handovers_count_remarks (const MusterHandovers *self, MusterUlid schedule);
/* When the shift last changed with something to tell; G_MININT64: never. */
gint64 muster_handovers_last_start (const MusterHandovers *self, MusterUlid schedule);
/* The one that is overdue first; NULL: none will be. */
const MusterHandover *muster_handovers_first (const MusterHandovers *self);

G_END_DECLS
