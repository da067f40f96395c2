/* clock.c - alarms ring at their instants, also when the wall clock is set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/clock.h"

#define START_US G_GINT64_CONSTANT (1772807102000000)
#define SECOND   G_GINT64_CONSTANT (1000000)

/* What rang, and when it believed to ring. */
typedef struct
{
  MusterClock *clock;
  GString *log;
} Log;

typedef struct
{
  Log *log;
  MusterAlarm *alarm;
  char name;
  gint64 again_us; /* set once more, so much later, if not 0 */
  guint n_times;
} Bell;

static void
rang (gpointer user_data)
{
  Bell *self = user_data;
  gint64 now_us = muster_clock_now_us (self->log->clock);

  self->n_times++;
  g_string_append_printf (self->log->log, "%c%" G_GINT64_FORMAT " ", self->name,
                          (now_us - START_US) / SECOND);
  if (self->again_us != 0)
    muster_alarm_set (self->alarm, now_us + self->again_us);
}

static void
bell_init (Bell *self, Log *log, char name, gint64 at_s)
{
  *self = (Bell){ .log = log, .name = name };
  self->alarm = muster_alarm_new (log->clock, rang, self);
  muster_alarm_set (self->alarm, START_US + at_s * SECOND);
}

static void
assert_log (Log *log, const char *expected)
{
  g_assert_cmpstr (log->log->str, ==, expected);
  g_string_truncate (log->log, 0);
}

static void
test_manual_stands_still (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  gint64 boot_us = muster_clock_boot_us (clock);

  g_assert_cmpint (muster_clock_now_us (clock), ==, START_US);
  muster_clock_advance (clock, 5);
  g_assert_cmpint (muster_clock_now_us (clock), ==, START_US + 5);
  g_assert_cmpint (muster_clock_boot_us (clock), ==, boot_us + 5);
  muster_clock_step (clock, -SECOND);
  g_assert_cmpint (muster_clock_now_us (clock), ==, START_US + 5 - SECOND);
  g_assert_cmpint (muster_clock_boot_us (clock), ==, boot_us + 5);
}

static void
test_rings_in_order (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .clock = clock, .log = text };
  Bell a, b, c, d;

  bell_init (&a, &log, 'a', 30);
  bell_init (&b, &log, 'b', 10);
  bell_init (&c, &log, 'c', 30); /* as a, but set later */
  bell_init (&d, &log, 'd', 100);
  muster_clock_advance (clock, 9 * SECOND);
  assert_log (&log, "");
  muster_clock_advance (clock, SECOND);
  assert_log (&log, "b10 ");
  g_assert_cmpint (muster_alarm_get (b.alarm), ==, G_MAXINT64);
  muster_clock_advance (clock, 50 * SECOND);
  assert_log (&log, "a30 c30 ");
  g_assert_cmpint (muster_clock_now_us (clock), ==, START_US + 60 * SECOND);
  muster_alarm_set (d.alarm, G_MAXINT64);
  muster_clock_advance (clock, 100 * SECOND);
  assert_log (&log, "");
  muster_alarm_free (a.alarm);
  muster_alarm_free (b.alarm);
  muster_alarm_free (c.alarm);
  muster_alarm_free (d.alarm);
}

static void
test_set_again_while_ringing (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .clock = clock, .log = text };
  Bell every_ten, once;

  bell_init (&every_ten, &log, 'e', 10);
  bell_init (&once, &log, 'o', 25);
  every_ten.again_us = 10 * SECOND;
  muster_clock_advance (clock, 35 * SECOND);
  assert_log (&log, "e10 e20 o25 e30 ");
  muster_alarm_free (every_ten.alarm);
  muster_alarm_free (once.alarm);
}

static void
free_alarms (gpointer user_data)
{
  MusterAlarm **alarms = user_data;

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&alarms[i], muster_alarm_free);
}

/* Freed by its own ringing, along with another that was due. */
static void
test_freed_while_ringing (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  MusterAlarm *alarms[2];

  for (guint i = 0; i < 2; i++)
    {
      alarms[i] = muster_alarm_new (clock, free_alarms, alarms);
      muster_alarm_set (alarms[i], START_US + SECOND);
    }
  muster_clock_advance (clock, 2 * SECOND);
  g_assert_null (alarms[0]);
  g_assert_null (alarms[1]);
}

static void
test_step_of_the_wall (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .clock = clock, .log = text };
  Bell a, b, c;

  bell_init (&a, &log, 'a', 20);
  bell_init (&b, &log, 'b', 10);
  bell_init (&c, &log, 'c', 3600);
  muster_clock_step (clock, 60 * SECOND);
  assert_log (&log, "b60 a60 ");
  muster_clock_step (clock, -3600 * SECOND); /* c is an hour further away */
  muster_clock_advance (clock, 3600 * SECOND);
  assert_log (&log, "");
  muster_clock_advance (clock, 3540 * SECOND);
  assert_log (&log, "c3600 ");
  muster_alarm_free (a.alarm);
  muster_alarm_free (b.alarm);
  muster_alarm_free (c.alarm);
}

/* By boot time neither way of setting the wall clock matters. */
static void
test_boot_alarm (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .clock = clock, .log = text };
  Bell wall, boot = { .log = &log, .name = 'b' };

  bell_init (&wall, &log, 'w', 30);
  boot.alarm = muster_alarm_new_boot (clock, rang, &boot);
  muster_alarm_set (boot.alarm, muster_clock_boot_us (clock) + 20 * SECOND);
  muster_clock_step (clock, 29 * SECOND);
  assert_log (&log, "");
  muster_clock_advance (clock, 19 * SECOND);
  assert_log (&log, "w30 ");
  muster_clock_step (clock, -48 * SECOND);
  muster_clock_advance (clock, SECOND);
  assert_log (&log, "b1 ");
  muster_alarm_free (wall.alarm);
  muster_alarm_free (boot.alarm);
}

/* An alarm for what has passed does not wait for a clock that stands still. */
static void
test_manual_catches_up (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (START_US);
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .clock = clock, .log = text };
  Bell a, b;

  bell_init (&a, &log, 'a', -5);
  assert_log (&log, "");
  while (a.n_times == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_log (&log, "a0 ");
  bell_init (&b, &log, 'b', 0);
  muster_clock_advance (clock, 0);
  assert_log (&log, "b0 ");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_log (&log, "");
  muster_alarm_set (a.alarm, START_US);
  muster_alarm_set (a.alarm, G_MAXINT64);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_log (&log, "");
  muster_alarm_free (a.alarm);
  muster_alarm_free (b.alarm);
}

static void
test_system_time (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  gint64 boot_us = muster_clock_boot_us (clock);

  g_assert_cmpint (ABS (muster_clock_now_us (clock) - g_get_real_time ()), <, 60 * SECOND);
  g_assert_cmpint (boot_us, >, 0);
  g_assert_cmpint (muster_clock_boot_us (clock), >=, boot_us);
}

static void
system_rang (gpointer user_data)
{
  guint *n_times = user_data;

  (*n_times)++;
}

static void
test_system_alarms (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  guint n_times = 0, n_others = 0;
  g_autoptr (MusterAlarm) alarm = muster_alarm_new (clock, system_rang, &n_times);
  g_autoptr (MusterAlarm) later = muster_alarm_new (clock, system_rang, &n_others);
  g_autoptr (MusterAlarm) cancelled = muster_alarm_new (clock, system_rang, &n_others);
  gint64 at_us = muster_clock_now_us (clock) + 20000;

  muster_alarm_set (later, at_us + 3600 * SECOND);
  muster_alarm_set (cancelled, at_us - SECOND);
  muster_alarm_set (cancelled, G_MAXINT64);
  muster_alarm_set (alarm, at_us);
  g_assert_cmpint (muster_alarm_get (alarm), ==, at_us);
  while (n_times == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (muster_clock_now_us (clock), >=, at_us);
  g_assert_cmpint (muster_alarm_get (alarm), ==, G_MAXINT64);

  muster_alarm_set (alarm, G_MININT64); /* passed long ago */
  while (n_times == 1)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n_times, ==, 2);
  g_assert_cmpuint (n_others, ==, 0);
}

static void
test_system_boot_alarm (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  guint n_times = 0;
  g_autoptr (MusterAlarm) alarm = muster_alarm_new_boot (clock, system_rang, &n_times);
  gint64 at_us = muster_clock_boot_us (clock) + 20000;

  muster_alarm_set (alarm, at_us);
  while (n_times == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (muster_clock_boot_us (clock), >=, at_us);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/manual-stands-still", test_manual_stands_still);
  g_test_add_func ("/clock/rings-in-order", test_rings_in_order);
  g_test_add_func ("/clock/set-again-while-ringing", test_set_again_while_ringing);
  g_test_add_func ("/clock/freed-while-ringing", test_freed_while_ringing);
  g_test_add_func ("/clock/step-of-the-wall", test_step_of_the_wall);
  g_test_add_func ("/clock/boot-alarm", test_boot_alarm);
  g_test_add_func ("/clock/manual-catches-up", test_manual_catches_up);
  g_test_add_func ("/clock/system-time", test_system_time);
  g_test_add_func ("/clock/system-alarms", test_system_alarms);
  g_test_add_func ("/clock/system-boot-alarm", test_system_boot_alarm);
  return g_test_run ();
}
