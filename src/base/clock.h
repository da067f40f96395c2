/* clock.h - the time, as an argument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib-object.h>
G_BEGIN_DECLS

/* The only place that asks the machine for the time. Wall time is µs since the Unix epoch, UTC;
 * boot time is µs of CLOCK_BOOTTIME, which goes on while the machine sleeps and never steps. */
#define MUSTER_TYPE_CLOCK (muster_clock_get_type ())
G_DECLARE_FINAL_TYPE (MusterClock, muster_clock, MUSTER, CLOCK, GObject)

/* Called on the default main context, at or after the instant it was set for. */
typedef void (*MusterAlarmFunc) (gpointer user_data);

/* One wake-up that can be moved. */
typedef struct _MusterAlarm MusterAlarm;

MusterClock *muster_clock_new_system (void);
MusterClock *muster_clock_new_manual (gint64 now_us);
gint64 muster_clock_now_us (MusterClock *self);
gint64 muster_clock_boot_us (MusterClock *self);

/* Manual clocks only. advance() moves both times and fires what is due, in order, each with the
 * clock at its instant; step() moves the wall alone, as an administrator or NTP would. */
void muster_clock_advance (MusterClock *self, gint64 by_us);
void muster_clock_step (MusterClock *self, gint64 by_us);

MusterAlarm *muster_alarm_new (MusterClock *clock, MusterAlarmFunc func, gpointer user_data);
MusterAlarm *muster_alarm_new_boot (MusterClock *clock, MusterAlarmFunc func, gpointer user_data);
/* In the time it was made for, wall or boot; G_MAXINT64: never. */
void muster_alarm_set (MusterAlarm *self, gint64 at_us);
gint64 muster_alarm_get (const MusterAlarm *self);
void muster_alarm_free (MusterAlarm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAlarm, muster_alarm_free)

G_END_DECLS
