/* takers.h - who had best take a shift, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/roster-subject.h"
G_BEGIN_DECLS

typedef struct
{
  char *name;          /* as the schedule has it */
  char *title;         /* fit to be shown */
  char *words;         /* "21 days of rest", or the rules that it would break */
  char *figure;        /* what they have, and would have: "96 h → 120 h" */
  gboolean is_warning; /* it would break a rule */
} MusterTaker;

/* Of MusterTaker, best first: people of the schedule. @but (nullable): a name that is not
 * among them */
GPtrArray *muster_takers_list (const MusterRosterSubject *subject,
                               const char *but,
                               gint64 from_s,
                               gint64 to_s);

G_END_DECLS
