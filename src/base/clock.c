/* clock.c - the time, as an argument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/clock.h"
#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define US_PER_SECOND G_GINT64_CONSTANT (1000000)

/* A manual clock's machine has been up for a while: 0 looks like "never" to too many. */
#define MANUAL_BOOT_US (3600 * US_PER_SECOND)

struct _MusterClock
{
  GObject parent_instance;
  gboolean manual;
  gint64 now_us;  /* manual only */
  gint64 boot_us; /* manual only */
  guint64 n_sets;
  GQueue alarms; /* manual only: of MusterAlarm, not owned */
};
G_DEFINE_FINAL_TYPE (MusterClock, muster_clock, G_TYPE_OBJECT)

struct _MusterAlarm
{
  MusterClock *clock;
  MusterAlarmFunc func;
  gpointer user_data;
  gboolean boot; /* at_us is boot time, else wall time */
  gint64 at_us;
  guint64 set_no;  /* manual only: of two for one instant, the one set first goes first */
  GList link;      /* manual only: in the clock's alarms */
  GSource *source; /* the timer's; of a manual clock, one that catches up */
  int timer_fd;    /* -1 for manual */
};

static void
muster_clock_dispose (GObject *object)
{
  /* alarms hold their clock */
  g_assert (g_queue_is_empty (&MUSTER_CLOCK (object)->alarms));
  G_OBJECT_CLASS (muster_clock_parent_class)->dispose (object);
}

static void
muster_clock_class_init (MusterClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_clock_dispose;
}

static void
muster_clock_init (MusterClock *self)
{
  g_queue_init (&self->alarms);
}

/**
 * muster_clock_new_system:
 *
 * Returns: (transfer full): the machine's clock
 */
MusterClock *
muster_clock_new_system (void)
{
  return g_object_new (MUSTER_TYPE_CLOCK, NULL);
}

/**
 * muster_clock_new_manual:
 * @now_us: the wall time it begins at, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): a clock that stands still until it is advanced
 */
MusterClock *
muster_clock_new_manual (gint64 now_us)
{
  MusterClock *self = g_object_new (MUSTER_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->now_us = now_us;
  self->boot_us = MANUAL_BOOT_US;
  return self;
}

static gint64
system_time_us (clockid_t id)
{
  struct timespec now;

  if (clock_gettime (id, &now) != 0)
    g_error ("clock_gettime: %s", g_strerror (errno));
  return now.tv_sec * US_PER_SECOND + now.tv_nsec / 1000;
}

/**
 * muster_clock_now_us:
 * @self: a clock
 *
 * Returns: wall time, µs since the Unix epoch, UTC; may go back
 */
gint64
muster_clock_now_us (MusterClock *self)
{
  g_return_val_if_fail (MUSTER_IS_CLOCK (self), 0);

  return self->manual ? self->now_us : system_time_us (CLOCK_REALTIME);
}

/**
 * muster_clock_boot_us:
 * @self: a clock
 *
 * Returns: µs since the machine started, those it slept counted; never goes back
 */
gint64
muster_clock_boot_us (MusterClock *self)
{
  g_return_val_if_fail (MUSTER_IS_CLOCK (self), 0);

  return self->manual ? self->boot_us : system_time_us (CLOCK_BOOTTIME);
}

/* Calls what the alarm is for; @self may be gone afterwards. */
static void
ring (MusterAlarm *self)
{
  self->at_us = G_MAXINT64;
  self->func (self->user_data);
}

static gint64
time_of_alarm_us (const MusterAlarm *self)
{
  return self->boot ? muster_clock_boot_us (self->clock) : muster_clock_now_us (self->clock);
}

/* How long until it rings; G_MAXINT64: never. */
static gint64
wait_us (const MusterAlarm *self)
{
  return self->at_us != G_MAXINT64 ? self->at_us - time_of_alarm_us (self) : G_MAXINT64;
}

/* The earliest alarm due within @within_us; NULL if there is none. */
static MusterAlarm *
find_due (MusterClock *self, gint64 within_us)
{
  MusterAlarm *first = NULL;

  for (GList *link = self->alarms.head; link != NULL; link = link->next)
    {
      MusterAlarm *alarm = link->data;

      if (wait_us (alarm) > within_us || alarm->at_us == G_MAXINT64)
        continue;
      if (first == NULL || wait_us (alarm) < wait_us (first) ||
          (wait_us (alarm) == wait_us (first) && alarm->set_no < first->set_no))
        first = alarm;
    }
  return first;
}

/**
 * muster_clock_advance:
 * @self: a manual clock
 * @by_us: how far, >= 0
 *
 * Moves wall and boot time on, and rings what comes due on the way, in order, each with the clock
 * at its instant. What a ringing sets within the way rings, too.
 */
void
muster_clock_advance (MusterClock *self, gint64 by_us)
{
  g_autoptr (MusterClock) held = NULL;
  gint64 target_us;
  MusterAlarm *alarm;

  g_return_if_fail (MUSTER_IS_CLOCK (self) && self->manual && by_us >= 0);

  held = g_object_ref (self);
  target_us = self->now_us + by_us;
  while ((alarm = find_due (self, MAX (target_us - self->now_us, 0))) != NULL)
    {
      gint64 step_us = MAX (wait_us (alarm), 0);

      self->now_us += step_us;
      self->boot_us += step_us;
      ring (alarm);
    }
  self->boot_us += MAX (target_us - self->now_us, 0);
  self->now_us = MAX (self->now_us, target_us);
}

/**
 * muster_clock_step:
 * @self: a manual clock
 * @by_us: how far, either way
 *
 * Moves the wall time alone, and rings what is due then, in order, with the clock where it is now.
 */
void
muster_clock_step (MusterClock *self, gint64 by_us)
{
  g_return_if_fail (MUSTER_IS_CLOCK (self) && self->manual);

  self->now_us += by_us;
  muster_clock_advance (self, 0);
}

/* Arms the timer for at_us. If that is wall time the kernel ends the wait early when somebody sets
 * the clock (also while waking from sleep), and late is right away. */
static void
arm_timer (MusterAlarm *self)
{
  struct itimerspec when = { 0 };

  if (self->at_us != G_MAXINT64)
    {
      gint64 at_us = MAX (self->at_us, 1); /* 0 would disarm */

      when.it_value.tv_sec = at_us / US_PER_SECOND;
      when.it_value.tv_nsec = at_us % US_PER_SECOND * 1000;
    }
  /* ECANCELED tells of a clock set since we last looked; the call that tells is not to be relied on
   */
  while (timerfd_settime (self->timer_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when,
                          NULL) != 0)
    if (errno != ECANCELED)
      g_error ("timerfd_settime: %s", g_strerror (errno));
}

static gboolean
timer_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  MusterAlarm *self = user_data;
  guint64 n_times;

  /* ECANCELED: the clock was set. EAGAIN: the alarm was moved just now. Both are looked into. */
  if (read (fd, &n_times, sizeof n_times) < 0 && errno != ECANCELED && errno != EAGAIN)
    g_error ("timerfd: %s", g_strerror (errno));
  if (self->at_us == G_MAXINT64)
    return G_SOURCE_CONTINUE;
  if (time_of_alarm_us (self) >= self->at_us)
    ring (self);
  else
    arm_timer (self);
  return G_SOURCE_CONTINUE;
}

static void
open_timer (MusterAlarm *self)
{
  self->timer_fd =
      timerfd_create (self->boot ? CLOCK_BOOTTIME : CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer_fd < 0)
    g_error ("timerfd_create: %s", g_strerror (errno));
  self->source = g_unix_fd_source_new (self->timer_fd, G_IO_IN);
  g_source_set_callback (self->source, G_SOURCE_FUNC (timer_cb), self, NULL);
  g_source_attach (self->source, NULL);
}

static MusterAlarm *
new_alarm (MusterClock *clock, gboolean boot, MusterAlarmFunc func, gpointer user_data)
{
  MusterAlarm *self = g_new0 (MusterAlarm, 1);

  self->clock = g_object_ref (clock);
  self->boot = boot;
  self->func = func;
  self->user_data = user_data;
  self->at_us = G_MAXINT64;
  self->timer_fd = -1;
  self->link.data = self;
  if (clock->manual)
    g_queue_push_tail_link (&clock->alarms, &self->link);
  else
    open_timer (self);
  return self;
}

/**
 * muster_alarm_new:
 * @clock: whose wall time it follows; the alarm holds it
 * @func: called on the default main context, or inside muster_clock_advance() and _step(); it may
 *   set the alarm again, and free it
 * @user_data: for @func
 *
 * Aborts if the system has no more timers (descriptors): without them no page goes out.
 *
 * Returns: (transfer full): an alarm, set for never
 */
MusterAlarm *
muster_alarm_new (MusterClock *clock, MusterAlarmFunc func, gpointer user_data)
{
  g_return_val_if_fail (MUSTER_IS_CLOCK (clock) && func != NULL, NULL);

  return new_alarm (clock, FALSE, func, user_data);
}

/**
 * muster_alarm_new_boot:
 * @clock: whose boot time it follows; the alarm holds it
 * @func: as for muster_alarm_new()
 * @user_data: for @func
 *
 * For deadlines and waits: a wall clock that is set, either way, neither hastens nor delays it.
 *
 * Returns: (transfer full): an alarm whose instants are those of muster_clock_boot_us()
 */
MusterAlarm *
muster_alarm_new_boot (MusterClock *clock, MusterAlarmFunc func, gpointer user_data)
{
  g_return_val_if_fail (MUSTER_IS_CLOCK (clock) && func != NULL, NULL);

  return new_alarm (clock, TRUE, func, user_data);
}

static void
drop_source (MusterAlarm *self)
{
  if (self->source == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static gboolean
catch_up_cb (gpointer user_data)
{
  MusterAlarm *self = user_data;

  drop_source (self);
  if (wait_us (self) <= 0)
    ring (self);
  return G_SOURCE_REMOVE;
}

/* A manual clock does not move by itself, so what is set for now or the past would wait for ever.
 */
static void
catch_up (MusterAlarm *self)
{
  if (wait_us (self) > 0 || self->source != NULL)
    return;
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, catch_up_cb, self, NULL);
  g_source_attach (self->source, NULL);
}

/**
 * muster_alarm_set:
 * @self: an alarm
 * @at_us: time to ring at; G_MAXINT64: never. What has passed rings from the main loop at once
 *
 * Moves the alarm; it rings once.
 */
void
muster_alarm_set (MusterAlarm *self, gint64 at_us)
{
  g_return_if_fail (self != NULL);

  self->at_us = MAX (at_us, 0); /* keeps the arithmetic of waits in range */
  self->set_no = self->clock->n_sets++;
  if (self->clock->manual)
    catch_up (self);
  else
    arm_timer (self);
}

/**
 * muster_alarm_get:
 * @self: an alarm
 *
 * Returns: when it will ring; G_MAXINT64: never, or it has
 */
gint64
muster_alarm_get (const MusterAlarm *self)
{
  g_return_val_if_fail (self != NULL, G_MAXINT64);

  return self->at_us;
}

/**
 * muster_alarm_free:
 * @self: (nullable): an alarm
 *
 * Ends it. It does not ring any more.
 */
void
muster_alarm_free (MusterAlarm *self)
{
  if (self == NULL)
    return;
  drop_source (self);
  if (self->timer_fd >= 0)
    close (self->timer_fd);
  else
    g_queue_unlink (&self->clock->alarms, &self->link);
  g_object_unref (self->clock);
  g_free (self);
}
