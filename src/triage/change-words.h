/* change-words.h - which changes say the same as what fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/change-ranking.h"
G_BEGIN_DECLS

typedef struct _MusterChangeWords MusterChangeWords;

MusterChangeWords *
muster_change_words_new (const MusterChangeFacts *changes, guint n, const MusterTrouble *trouble);
void muster_change_words_free (MusterChangeWords *self);
/* How rare the words are that a change shares with what fails, all told; 0: none. @shared: (out)
 * (nullable): the rarest of them. */
double muster_change_words_overlap (const MusterChangeWords *self, guint change, char **shared);

G_END_DECLS
