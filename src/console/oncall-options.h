/* oncall-options.h - how a schedule is shown: how many weeks, in which zone; and how much is
 * covered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "oncall/roster.h"
G_BEGIN_DECLS

/* Its buttons activate "roster.weeks" and "roster.zone". */
#define MUSTER_TYPE_ONCALL_OPTIONS (muster_oncall_options_get_type ())
G_DECLARE_FINAL_TYPE (MusterOncallOptions, muster_oncall_options, MUSTER, ONCALL_OPTIONS, GtkWidget)

/* @roster: of the weeks that are shown. */
void muster_oncall_options_set_coverage (MusterOncallOptions *self,
                                         const MusterSchedule *schedule,
                                         const MusterRoster *roster);
void muster_oncall_options_set_zone (MusterOncallOptions *self, GTimeZone *zone);

G_END_DECLS
