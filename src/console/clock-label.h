/* clock-label.h - a clock face: since, until, or the time of day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_CLOCK_ELAPSED,     /* since an instant */
  MUSTER_CLOCK_REMAINING,   /* until an instant; past it "-5:08" and class "overdue" */
  MUSTER_CLOCK_DUE,         /* "in 19:52", "overdue 5:08", "not required", with their classes */
  MUSTER_CLOCK_TIME,        /* "14:41:08", no instant */
  MUSTER_CLOCK_TIME_OF_DAY, /* "14:41" */
} MusterClockKind;

#define MUSTER_TYPE_CLOCK_LABEL (muster_clock_label_get_type ())
G_DECLARE_FINAL_TYPE (MusterClockLabel, muster_clock_label, MUSTER, CLOCK_LABEL, GtkWidget)

GtkWidget *muster_clock_label_new (MusterClockKind kind);
void muster_clock_label_set_instant (MusterClockLabel *self, gint64 at_us);
void muster_clock_label_set_caption (MusterClockLabel *self, const char *caption);
void muster_clock_label_set_approximate (MusterClockLabel *self, gboolean approximate);
const char *muster_clock_label_get_text (MusterClockLabel *self);

G_END_DECLS
