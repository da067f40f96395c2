/* checkup.c - looks through the whole journal's file once a week (security R35)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that lost a page long ago is noticed while backups of that page still exist, and not when
 * somebody needs the incident that was on it.
 */
#include "hub/checkup.h"

#include "base/instant.h"
#include "journal/sqlite-journal.h"

#define FIRST_US (1 * G_TIME_SPAN_MINUTE) /* after a start, which has enough to do */
#define EVERY_US (7 * G_TIME_SPAN_DAY)

struct _MusterCheckup
{
  char *state;
  char *note; /* when it was last in order */
  MusterClock *clock;
  MusterAlarm *alarm;
  GCancellable *cancellable;
  GThread *thread; /* nullable: while it runs */
  GError *error;   /* the thread's, until it has ended */
  gboolean is_damaged;
};

static gint64
read_note (const MusterCheckup *self)
{
  g_autofree char *text = NULL;
  gint64 at_us;

  if (!g_file_get_contents (self->note, &text, NULL, NULL) ||
      !muster_instant_parse (g_strchomp (text), -1, &at_us))
    return 0;
  return at_us;
}

static void
write_note (const MusterCheckup *self)
{
  char text[MUSTER_INSTANT_TEXT_BYTES];
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  muster_instant_format (muster_clock_now_us (self->clock), text);
  line = g_strconcat (text, "\n", NULL);
  if (!g_file_set_contents_full (self->note, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("the journal was looked through, but that cannot be noted: %s", error->message);
}

/* A note from the future is of a clock that was wrong: it puts nothing off for more than a week. */
static void
plan (MusterCheckup *self)
{
  gint64 due_in_us = read_note (self) + EVERY_US - muster_clock_now_us (self->clock);

  muster_alarm_set (self->alarm,
                    muster_clock_boot_us (self->clock) + CLAMP (due_in_us, FIRST_US, EVERY_US));
}

static void
end_thread (MusterCheckup *self)
{
  g_thread_join (g_steal_pointer (&self->thread));
  g_idle_remove_by_data (self);
}

static gboolean
checked_cb (gpointer user_data)
{
  MusterCheckup *self = user_data;
  g_autoptr (GError) error = NULL;

  end_thread (self);
  error = g_steal_pointer (&self->error);
  self->is_damaged = g_error_matches (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED);
  if (self->is_damaged)
    g_warning ("the journal in %s is damaged: %s. Keep the backups that you have, and run musterd "
               "journal verify",
               self->state, error->message);
  else if (error != NULL)
    g_warning ("the journal in %s cannot be looked through: %s", self->state, error->message);
  else
    write_note (self);
  muster_alarm_set (self->alarm, muster_clock_boot_us (self->clock) + EVERY_US);
  return G_SOURCE_REMOVE;
}

static gpointer
check_thread (gpointer user_data)
{
  MusterCheckup *self = user_data;

  muster_sqlite_journal_check (self->state, self->cancellable, &self->error);
  g_idle_add_full (G_PRIORITY_DEFAULT, checked_cb, self, NULL);
  return NULL;
}

static void
due_cb (gpointer user_data)
{
  MusterCheckup *self = user_data;

  if (self->thread == NULL)
    self->thread = g_thread_new ("checkup", check_thread, self);
}

/**
 * muster_checkup_new:
 * @state: a state folder
 * @clock: a clock
 *
 * Looks through its journal when the last time is a week ago, but not in the first minute. What it
 * finds it says in the log.
 *
 * Returns: (transfer full): a checkup
 */
MusterCheckup *
muster_checkup_new (const char *state, MusterClock *clock)
{
  MusterCheckup *self = g_new0 (MusterCheckup, 1);

  self->state = g_strdup (state);
  self->note = g_build_filename (state, "checked", NULL);
  self->clock = g_object_ref (clock);
  self->cancellable = g_cancellable_new ();
  self->alarm = muster_alarm_new_boot (clock, due_cb, self);
  plan (self);
  return self;
}

/**
 * muster_checkup_free:
 * @self: a checkup
 *
 * Ends it, also one that runs; the next start begins it anew.
 */
void
muster_checkup_free (MusterCheckup *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->thread != NULL)
    end_thread (self);
  muster_alarm_free (self->alarm);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_free (self->note);
  g_free (self->state);
  g_free (self);
}

/**
 * muster_checkup_is_damaged:
 * @self: a checkup
 *
 * Returns: whether the last look found damage
 */
gboolean
muster_checkup_is_damaged (const MusterCheckup *self)
{
  return self->is_damaged;
}

/**
 * muster_checkup_is_running:
 * @self: a checkup
 *
 * Returns: whether it looks just now
 */
gboolean
muster_checkup_is_running (const MusterCheckup *self)
{
  return self->thread != NULL;
}
