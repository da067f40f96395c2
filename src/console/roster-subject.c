/* roster-subject.c - a schedule with the names that people have here, and their colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/roster-subject.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "model/error.h"

static char *
title_of (const MusterDirectory *directory, const char *name)
{
  const MusterObject *person =
      directory ? muster_directory_find (directory, MUSTER_OBJECT_PERSON, name, -1) : NULL;
  gboolean has_title = person && person->full_name && *person->full_name;

  return muster_safe_text (has_title ? person->full_name : name, -1, FALSE);
}

static void
clear_asked (MusterRosterAsked *asked)
{
  g_free (asked->who);
}

/**
 * muster_roster_subject_new:
 * @body: (transfer full): a schedule
 * @directory: (nullable): what people are called
 *
 * Returns: (transfer full): the schedule with names and colours
 */
MusterRosterSubject *
muster_roster_subject_new (MusterScheduleBody *body, const MusterDirectory *directory)
{
  MusterRosterSubject *self = g_new (MusterRosterSubject, 1);

  self->body = body;
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->tints = g_array_new (FALSE, FALSE, sizeof (guint));
  self->changes = g_array_new (FALSE, FALSE, sizeof (MusterUlid));
  self->asked = g_array_new (FALSE, FALSE, sizeof (MusterRosterAsked));
  g_array_set_clear_func (self->asked, (GDestroyNotify) clear_asked);
  self->first_change = body->schedule->modifiers->len;
  for (guint i = 0; i < body->people->len; i++)
    {
      guint tint = i % MUSTER_N_SHIFT_TINTS;

      g_ptr_array_add (self->titles, title_of (directory, g_ptr_array_index (body->people, i)));
      g_array_append_val (self->tints, tint);
    }
  return self;
}

/**
 * muster_roster_subject_free:
 * @self: a schedule with names and colours
 *
 * Frees it.
 */
void
muster_roster_subject_free (MusterRosterSubject *self)
{
  muster_schedule_body_free (self->body);
  g_ptr_array_unref (self->titles);
  g_array_unref (self->tints);
  g_array_unref (self->changes);
  g_array_unref (self->asked);
  g_free (self);
}

static void
note_changes (MusterRosterSubject *self, const GPtrArray *changes, gint64 since_us)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      if (change->ends_us > since_us)
        g_array_append_val (self->changes, change->id);
    }
  self->first_change = self->body->schedule->modifiers->len - self->changes->len;
}

static void
note_requests (MusterRosterSubject *self, const MusterWorld *world, MusterUlid schedule)
{
  const GPtrArray *requests =
      muster_shift_requests_list (muster_world_get_shifts (world)->requests);

  for (guint i = 0; i < requests->len; i++)
    {
      const MusterShiftRequest *request = g_ptr_array_index (requests, i);
      const char *who = muster_directory_title (muster_world_get_directory (world), request->other);
      MusterRosterAsked asked = { .start_s = request->starts_us / G_USEC_PER_SEC,
                                  .end_s = request->ends_us / G_USEC_PER_SEC };

      if (request->ended || !muster_ulid_equal (request->schedule, schedule))
        continue;
      /* TRANSLATORS: who is asked to take a shift, where nobody is named */
      asked.who = muster_ulid_is_null (request->other) ? g_strdup (_ ("Anybody"))
                                                       : muster_safe_text (who, -1, FALSE);
      g_array_append_val (self->asked, asked);
    }
}

/**
 * muster_roster_subject_read:
 * @world: what is known
 * @schedule: which schedule
 * @error: %MUSTER_MODEL_ERROR, %MUSTER_BASE_ERROR
 *
 * Returns: (transfer full) (nullable): the schedule as it holds
 */
MusterRosterSubject *
muster_roster_subject_read (const MusterWorld *world, MusterUlid schedule, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *object = muster_directory_get (directory, schedule);
  const GPtrArray *changes =
      muster_shift_changes_list_of (muster_world_get_shifts (world)->changes, schedule);
  const gint64 since_us = muster_world_get_time (world) - MUSTER_LIVE_SCHEDULE_PAST_US;
  MusterScheduleBody *body = NULL;
  MusterRosterSubject *self;

  if (!object || object->removed || !object->name)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such schedule");
      return NULL;
    }
  if (!muster_schedule_body_check (object->name, object->body, error))
    return NULL;
  body = muster_live_schedule_new (directory, object->name, object->body, changes, since_us);
  self = muster_roster_subject_new (body, directory);
  note_changes (self, changes, since_us);
  note_requests (self, world, schedule);
  return self;
}

/**
 * muster_roster_subject_add_person:
 * @self: a schedule
 * @directory: what people are called
 * @name: a person's
 *
 * Returns: their number in it
 */
guint
muster_roster_subject_add_person (MusterRosterSubject *self,
                                  const MusterDirectory *directory,
                                  const char *name)
{
  guint n = self->body->people->len, tint = n % MUSTER_N_SHIFT_TINTS, at;

  if (g_ptr_array_find_with_equal_func (self->body->people, name, g_str_equal, &at))
    return at;
  g_ptr_array_add (self->body->people, g_strdup (name));
  g_ptr_array_add (self->titles, title_of (directory, name));
  g_array_append_val (self->tints, tint);
  return n;
}

/**
 * muster_roster_subject_tint_like:
 * @self: a schedule
 * @other: the one that is shown with it
 *
 * Gives people of both the colour that they have in @other.
 */
void
muster_roster_subject_tint_like (MusterRosterSubject *self, const MusterRosterSubject *other)
{
  guint next = other->body->people->len;

  for (guint i = 0; i < self->body->people->len; i++)
    {
      const char *name = g_ptr_array_index (self->body->people, i);
      guint at;

      if (!g_ptr_array_find_with_equal_func (other->body->people, name, g_str_equal, &at))
        at = next++;
      g_array_index (self->tints, guint, i) = at % MUSTER_N_SHIFT_TINTS;
    }
}

/**
 * muster_roster_subject_dup_names:
 * @self: a schedule
 * @people: some of its people
 * @n: how many
 *
 * Returns: (transfer full) (nullable): their names; %NULL: nobody
 */
char *
muster_roster_subject_dup_names (const MusterRosterSubject *self, const guint *people, guint n)
{
  GString *names;

  if (n == 0)
    return NULL;
  names = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, g_ptr_array_index (self->titles, people[i]));
    }
  return g_string_free (names, FALSE);
}
