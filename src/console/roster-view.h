/* roster-view.h - the schedule that is looked at, read once and kept until it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/roster-outlook.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  MusterUlid schedule;
  char *name;                   /* fit to be shown; nullable */
  char *trouble;                /* why it cannot be shown; nullable: it can */
  MusterRosterSubject *subject; /* nullable */
  MusterRosterOutlook *outlook; /* nullable */
  MusterRosterSubject *second;  /* whom a policy tells later; nullable */
  char *second_detail;          /* "paged 10 min later" */
  guint64 stamp;                /* of what it was read from */
} MusterRosterView;

MusterRosterView *muster_roster_view_new (void);
void muster_roster_view_free (MusterRosterView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRosterView, muster_roster_view_free)

/* Of MusterObject, by name: the schedules that there are. */
GPtrArray *muster_roster_view_list (const MusterDirectory *directory);
/* Reads what changed; another schedule, the one that people are paged by first if there is none of
 * that id. FALSE: there is none at all. */
gboolean muster_roster_view_update (MusterRosterView *self,
                                    const MusterWorld *world,
                                    MusterUlid schedule,
                                    gint64 now_s);
/* The lanes of a time, with those who are told later; NULL: see trouble. */
GPtrArray *muster_roster_view_list_lanes (MusterRosterView *self, gint64 from_s, gint64 to_s);

G_END_DECLS
