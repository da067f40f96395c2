/* alert-marks.h - which alerts of a list somebody chose, to do one thing with all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib-object.h>
G_BEGIN_DECLS

/* signals: "changed" */
#define MUSTER_TYPE_ALERT_MARKS (muster_alert_marks_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertMarks, muster_alert_marks, MUSTER, ALERT_MARKS, GObject)

MusterAlertMarks *muster_alert_marks_new (void);
gboolean muster_alert_marks_has (MusterAlertMarks *self, const char *id);
void muster_alert_marks_toggle (MusterAlertMarks *self, const char *id);
void muster_alert_marks_clear (MusterAlertMarks *self);
guint muster_alert_marks_count (MusterAlertMarks *self);
char *muster_alert_marks_dup_ids (MusterAlertMarks *self); /* with commas, in order */

G_END_DECLS
