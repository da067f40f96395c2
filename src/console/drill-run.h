/* drill-run.h - a drill on a hub of its own, which is gone afterwards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* Signals, without arguments: "ready": get_url() can be followed; "hint-changed"; "failed":
 * get_trouble() says why. Dropping it ends its hub and removes all that it wrote. */
#define MUSTER_TYPE_DRILL_RUN (muster_drill_run_get_type ())
G_DECLARE_FINAL_TYPE (MusterDrillRun, muster_drill_run, MUSTER, DRILL_RUN, GObject)

#define MUSTER_DRILL_FIRST    "bad-deploy"
#define MUSTER_DRILL_SPEED    4    /* where nobody chose one */
#define MUSTER_DRILL_OUTAGE_S 1330 /* of the first one: until its alerts have resolved */

/* @speed: 1 is the story's own */
MusterDrillRun *muster_drill_run_new (const char *name, guint speed);
gboolean muster_drill_run_start (MusterDrillRun *self, GError **error);
void muster_drill_run_stop (MusterDrillRun *self);
const char *muster_drill_run_get_name (MusterDrillRun *self);
const char *muster_drill_run_get_url (MusterDrillRun *self);
const char *muster_drill_run_get_folder (MusterDrillRun *self);
const char *muster_drill_run_get_hint (MusterDrillRun *self);    /* NULL: none */
const char *muster_drill_run_get_trouble (MusterDrillRun *self); /* NULL: none */

G_END_DECLS
