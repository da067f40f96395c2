/* roster-outlook.h - a year of a schedule: who is on call, and when nobody is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/roster-lanes.h"
G_BEGIN_DECLS

#define MUSTER_OUTLOOK_WEEKS  52
#define MUSTER_OUTLOOK_MONTHS 12

typedef struct
{
  gint64 start_s, end_s; /* of the week */
  gint64 open_s;         /* how much of it nobody is on call though somebody has to be */
} MusterOutlookWeek;

/* From the Monday of the present week on. */
typedef struct
{
  gint64 from_s;
  MusterRoster *roster;
  GArray *gaps; /* of MusterGap, that end after now */
  MusterOutlookWeek weeks[MUSTER_OUTLOOK_WEEKS];
} MusterRosterOutlook;

/* Weeks are of the schedule's zone. NULL, with MUSTER_MODEL_ERROR_INVALID: it is too much. */
MusterRosterOutlook *
muster_roster_outlook_new (const MusterRosterSubject *subject, gint64 now_s, GError **error);
void muster_roster_outlook_free (MusterRosterOutlook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRosterOutlook, muster_roster_outlook_free)

/* FALSE: a gap is over by now, or another week began. */
gboolean muster_roster_outlook_is_fresh (const MusterRosterOutlook *self, gint64 now_s);
/* The next one, or the one that is; NULL: there is none. */
const MusterGap *muster_roster_outlook_get_gap (const MusterRosterOutlook *self);
/* "3 gaps: 72 h in March, 14 h in June, 24 h in December"; "No gap" */
char *muster_roster_outlook_describe (const MusterRosterOutlook *self, GTimeZone *zone);
/* Of MusterGap: when the person is on call from now on; @most of them. */
GArray *muster_roster_outlook_list_shifts (const MusterRosterOutlook *self,
                                           guint person,
                                           gint64 now_s,
                                           guint most);

G_END_DECLS
