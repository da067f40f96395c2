/* checkup.c - damage to the journal's file is found within a week, and its hub is never in the way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/checkup.h"

#include "base/instant.h"
#include "live-hub.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 16384 /* bytes of SQLite's in our file */

typedef struct
{
  LiveHub *hub;
  char *journal;
  char *note;
  MusterClock *clock; /* not the hub's, which has a checkup of its own */
  MusterCheckup *checkup;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *key = NULL;

  self->hub = live_hub_new (TRUE);
  self->journal = g_build_filename (self->hub->state, "journal.db", NULL);
  self->note = g_build_filename (self->hub->state, "checked", NULL);
  key = live_key (self->hub, "api");
  for (guint i = 0; i < 20; i++)
    live_alert (self->hub, key, "{\"summary\":\"s\"}");
  live_hub_restart (self->hub); /* all of it is in the file */
  self->clock = muster_clock_new_manual (LIVE_START_US);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_clear_pointer (&self->checkup, muster_checkup_free);
  g_unlink (self->note);
  live_hub_free (self->hub);
  g_object_unref (self->clock);
  g_free (self->journal);
  g_free (self->note);
}

static void
begin (Fixture *self)
{
  self->checkup = muster_checkup_new (self->hub->state, self->clock);
}

static void
wait_for_it (Fixture *self)
{
  while (muster_checkup_is_running (self->checkup))
    g_main_context_iteration (NULL, TRUE);
}

static gint64
noted (const Fixture *self)
{
  g_autofree char *text = NULL;
  gint64 at_us = 0;

  if (g_file_get_contents (self->note, &text, NULL, NULL))
    g_assert_true (muster_instant_parse (g_strchomp (text), -1, &at_us));
  return at_us;
}

static void
test_once_a_week (Fixture *self, gconstpointer unused)
{
  begin (self);
  g_assert_false (muster_checkup_is_running (self->checkup));
  muster_clock_advance (self->clock, G_TIME_SPAN_MINUTE);
  g_assert_true (muster_checkup_is_running (self->checkup));
  wait_for_it (self);
  g_assert_false (muster_checkup_is_damaged (self->checkup));
  g_assert_cmpint (noted (self), ==, muster_clock_now_us (self->clock));
  /* Also across a restart. */
  muster_checkup_free (self->checkup);
  begin (self);
  muster_clock_advance (self->clock, 7 * G_TIME_SPAN_DAY - 1);
  g_assert_false (muster_checkup_is_running (self->checkup));
  muster_clock_advance (self->clock, 1);
  g_assert_true (muster_checkup_is_running (self->checkup));
  wait_for_it (self);
  g_assert_cmpint (noted (self), ==, muster_clock_now_us (self->clock));
}

/* A note that says nothing, or is of a clock that was wrong. */
static void
test_notes (Fixture *self, gconstpointer unused)
{
  static const char *const notes[] = { "", "yesterday\n", "1970-01-01T00:00:00Z\n",
                                       "9999-12-31T00:00:00Z\n" };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      gboolean is_future = notes[i][0] == '9';

      g_assert_true (g_file_set_contents (self->note, notes[i], -1, NULL));
      begin (self);
      muster_clock_advance (self->clock, is_future ? 7 * G_TIME_SPAN_DAY : G_TIME_SPAN_MINUTE);
      g_assert_true (muster_checkup_is_running (self->checkup));
      wait_for_it (self);
      g_clear_pointer (&self->checkup, muster_checkup_free);
    }
}

/* Ended while it runs: at once, and it is not done. */
static void
test_ended (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < 50; i++)
    {
      begin (self);
      muster_clock_advance (self->clock, G_TIME_SPAN_MINUTE);
      g_assert_true (muster_checkup_is_running (self->checkup));
      g_clear_pointer (&self->checkup, muster_checkup_free);
    }
  live_hub_settle (self->hub);
  g_assert_cmpint (noted (self), ==, 0);
}

/* As a disk would that loses a page. */
static void
lose_page (const Fixture *self, off_t at)
{
  static const char nothing[PAGE];
  int fd = g_open (self->journal, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (pwrite (fd, nothing, sizeof nothing, at), ==, sizeof nothing);
  g_assert_cmpint (close (fd), ==, 0);
}

static void
test_damage (Fixture *self, gconstpointer unused)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (self->journal, &info), ==, 0);
  begin (self);
  lose_page (self, info.st_size - PAGE);
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "the journal in * is damaged: *");
  muster_clock_advance (self->clock, G_TIME_SPAN_MINUTE);
  wait_for_it (self);
  g_test_assert_expected_messages ();
  g_assert_true (muster_checkup_is_damaged (self->checkup));
  g_assert_cmpint (noted (self), ==, 0);
}

static void
test_figure (Fixture *self, gconstpointer unused)
{
  g_autoptr (LiveAnswer) figures = live_get (self->hub, NULL, "/metrics");

  g_assert_nonnull (strstr (figures->body, "\nmuster_journal_damaged 0\n"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer unused);
  } cases[] = {
    { "/checkup/once-a-week", test_once_a_week },
    { "/checkup/notes", test_notes },
    { "/checkup/ended", test_ended },
    { "/checkup/damage", test_damage },
    { "/checkup/figure", test_figure },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
