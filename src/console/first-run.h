/* first-run.h - three ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Activates "first-run.drill", "first-run.here" and "first-run.connect". Property "speed": how many
 * times as fast as the story tells it the drill is to be. */
#define MUSTER_TYPE_FIRST_RUN (muster_first_run_get_type ())
G_DECLARE_FINAL_TYPE (MusterFirstRun, muster_first_run, MUSTER, FIRST_RUN, GtkWidget)

GtkWidget *muster_first_run_new (void);
guint muster_first_run_get_speed (MusterFirstRun *self);
guint muster_first_run_drill_minutes (guint speed);

G_END_DECLS
