/* tick.h - the one second hand of all clocks on a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "base/clock.h"
G_BEGIN_DECLS

/* @now_us is the present, rounded down to the second, so that all clocks change together. */
typedef void (*MusterTickFunc) (GtkWidget *widget, gint64 now_us);

#define MUSTER_TYPE_TICK (muster_tick_get_type ())
G_DECLARE_FINAL_TYPE (MusterTick, muster_tick, MUSTER, TICK, GObject)

MusterTick *muster_tick_get (GtkWidget *widget);
void muster_tick_set_clock (MusterTick *self, MusterClock *clock);
void muster_tick_set_zone (MusterTick *self, GTimeZone *zone);
gint64 muster_tick_now_us (MusterTick *self);
GTimeZone *muster_tick_zone (MusterTick *self);

void muster_tick_follow (GtkWidget *widget, MusterTickFunc func);

G_END_DECLS
