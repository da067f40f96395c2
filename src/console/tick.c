/* tick.c - the one second hand of all clocks on a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/tick.h"

#define SECOND_US    ((gint64) G_USEC_PER_SEC)
#define TICK_KEY     "muster-tick"
#define FOLLOWER_KEY "muster-tick-follower"

typedef struct
{
  GtkWidget *widget; /* not owned: it owns this */
  MusterTickFunc func;
  MusterTick *tick; /* (owned) (nullable): while mapped */
} Follower;

struct _MusterTick
{
  GObject parent_instance;
  MusterClock *clock;
  MusterAlarm *alarm;
  GTimeZone *zone;      /* (nullable): UTC */
  GPtrArray *followers; /* mapped ones, not owned */
};

G_DEFINE_FINAL_TYPE (MusterTick, muster_tick, G_TYPE_OBJECT)

static void
arm (MusterTick *self)
{
  if (self->followers->len == 0)
    muster_alarm_set (self->alarm, G_MAXINT64);
  else
    muster_alarm_set (self->alarm, muster_tick_now_us (self) + SECOND_US);
}

/* A follower may come or go meanwhile: one that goes is replaced by a later one, already told. */
static void
tell_followers (MusterTick *self)
{
  gint64 now_us = muster_tick_now_us (self);

  for (guint i = self->followers->len; i-- > 0;)
    {
      Follower *follower;

      if (i >= self->followers->len)
        continue;
      follower = g_ptr_array_index (self->followers, i);
      follower->func (follower->widget, now_us);
    }
}

static void
second_passed_cb (gpointer user_data)
{
  g_autoptr (MusterTick) self = g_object_ref (user_data);

  tell_followers (self);
  arm (self);
}

static void
use_clock (MusterTick *self, MusterClock *clock)
{
  g_clear_pointer (&self->alarm, muster_alarm_free);
  g_set_object (&self->clock, clock);
  self->alarm = muster_alarm_new (self->clock, second_passed_cb, self);
}

static void
finalize (GObject *object)
{
  MusterTick *self = MUSTER_TICK (object);

  g_clear_pointer (&self->alarm, muster_alarm_free);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_ptr_array_unref (self->followers);
  G_OBJECT_CLASS (muster_tick_parent_class)->finalize (object);
}

static void
muster_tick_class_init (MusterTickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
muster_tick_init (MusterTick *self)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();

  self->followers = g_ptr_array_new ();
  use_clock (self, clock);
}

/**
 * muster_tick_get:
 * @widget: a widget
 *
 * Returns: (transfer none): the second hand of @widget's display
 */
MusterTick *
muster_tick_get (GtkWidget *widget)
{
  GObject *display = G_OBJECT (gtk_widget_get_display (widget));
  MusterTick *self = g_object_get_data (display, TICK_KEY);

  if (self)
    return self;
  self = g_object_new (MUSTER_TYPE_TICK, NULL);
  g_object_set_data_full (display, TICK_KEY, self, g_object_unref);
  return self;
}

/**
 * muster_tick_set_clock:
 * @self: a second hand
 * @clock: where the time comes from; a manual one stops all clocks of the display, for tests
 */
void
muster_tick_set_clock (MusterTick *self, MusterClock *clock)
{
  g_return_if_fail (MUSTER_IS_TICK (self));
  g_return_if_fail (MUSTER_IS_CLOCK (clock));

  if (self->clock == clock)
    return;
  use_clock (self, clock);
  tell_followers (self);
  arm (self);
}

/**
 * muster_tick_set_zone:
 * @self: a second hand
 * @zone: (nullable): the zone in which people want to read times; %NULL is UTC
 */
void
muster_tick_set_zone (MusterTick *self, GTimeZone *zone)
{
  g_return_if_fail (MUSTER_IS_TICK (self));

  if (zone)
    g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  tell_followers (self);
}

/**
 * muster_tick_now_us:
 * @self: a second hand
 *
 * Returns: the present, rounded down to the second, µs since the Unix epoch
 */
gint64
muster_tick_now_us (MusterTick *self)
{
  gint64 now_us;

  g_return_val_if_fail (MUSTER_IS_TICK (self), 0);

  now_us = muster_clock_now_us (self->clock);
  return now_us - now_us % SECOND_US;
}

/**
 * muster_tick_zone:
 * @self: a second hand
 *
 * Returns: (transfer none) (nullable): the zone in which people want to read times, %NULL is UTC
 */
GTimeZone *
muster_tick_zone (MusterTick *self)
{
  g_return_val_if_fail (MUSTER_IS_TICK (self), NULL);
  return self->zone;
}

static void
unmapped_cb (GtkWidget *widget, Follower *follower)
{
  g_autoptr (MusterTick) tick = g_steal_pointer (&follower->tick);

  if (tick && g_ptr_array_remove_fast (tick->followers, follower) && tick->followers->len == 0)
    arm (tick);
}

static void
mapped_cb (GtkWidget *widget, Follower *follower)
{
  if (follower->tick)
    return;
  follower->tick = g_object_ref (muster_tick_get (widget));
  g_ptr_array_add (follower->tick->followers, follower);
  if (follower->tick->followers->len == 1)
    arm (follower->tick);
  follower->func (widget, muster_tick_now_us (follower->tick));
}

static void
follower_free (Follower *follower)
{
  unmapped_cb (follower->widget, follower);
  g_free (follower);
}

/**
 * muster_tick_follow:
 * @widget: a widget that shows time; once is enough
 * @func: called each second while @widget is mapped, and at once when it becomes mapped
 *
 * A clock that nobody sees costs nothing.
 */
void
muster_tick_follow (GtkWidget *widget, MusterTickFunc func)
{
  Follower *follower;

  g_return_if_fail (GTK_IS_WIDGET (widget) && func);
  g_return_if_fail (!g_object_get_data (G_OBJECT (widget), FOLLOWER_KEY));

  follower = g_new0 (Follower, 1);
  follower->widget = widget;
  follower->func = func;
  g_object_set_data_full (G_OBJECT (widget), FOLLOWER_KEY, follower,
                          (GDestroyNotify) follower_free);
  g_signal_connect (widget, "map", G_CALLBACK (mapped_cb), follower);
  g_signal_connect (widget, "unmap", G_CALLBACK (unmapped_cb), follower);
  if (gtk_widget_get_mapped (widget))
    mapped_cb (widget, follower);
}
