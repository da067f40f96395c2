/* roster-view.c - the schedule that is looked at, read once and kept until it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/roster-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/format.h"
#include "console/gantt-scale.h"
#include "oncall/policy.h"

/**
 * muster_roster_view_new:
 *
 * Returns: (transfer full): a look at nothing yet
 */
MusterRosterView *
muster_roster_view_new (void)
{
  return g_new0 (MusterRosterView, 1);
}

static void
clear (MusterRosterView *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->subject, muster_roster_subject_free);
  g_clear_pointer (&self->outlook, muster_roster_outlook_free);
  g_clear_pointer (&self->second, muster_roster_subject_free);
  g_clear_pointer (&self->second_detail, g_free);
}

/**
 * muster_roster_view_free:
 * @self: a look
 *
 * Frees it.
 */
void
muster_roster_view_free (MusterRosterView *self)
{
  clear (self);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const MusterObject *x = *(const MusterObject *const *) a, *y = *(const MusterObject *const *) b;

  return strcmp (x->name, y->name);
}

/**
 * muster_roster_view_list:
 * @directory: what is configured
 *
 * Returns: (transfer container) (element-type MusterObject): the schedules, by name
 */
GPtrArray *
muster_roster_view_list (const MusterDirectory *directory)
{
  const GPtrArray *objects = muster_directory_objects (directory);
  GPtrArray *schedules = g_ptr_array_new ();

  for (guint i = 0; i < objects->len; i++)
    {
      MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_SCHEDULE) == 0 && object->name)
        g_ptr_array_add (schedules, object);
    }
  g_ptr_array_sort (schedules, compare_names);
  return schedules;
}

/* --- who is told later --- */

static const char *
schedule_of (const MusterPolicyStep *step)
{
  for (guint i = 0; i < step->targets->len; i++)
    {
      const MusterPolicyTarget *target = g_ptr_array_index (step->targets, i);

      if (target->kind == MUSTER_TARGET_SCHEDULE)
        return target->name;
    }
  return NULL;
}

/* Another schedule that a policy tells after this one. */
static gboolean
find_second (const MusterPolicy *policy, const char *name, char **second, gint64 *later_us)
{
  gint64 first_us = -1;

  for (guint i = 0; i < policy->steps->len; i++)
    {
      const MusterPolicyStep *step = g_ptr_array_index (policy->steps, i);
      const char *schedule = schedule_of (step);

      if (!schedule)
        continue;
      if (first_us < 0 && g_str_equal (schedule, name))
        first_us = step->after_us;
      else if (first_us >= 0 && !g_str_equal (schedule, name))
        {
          *second = g_strdup (schedule);
          *later_us = step->after_us - first_us;
          return TRUE;
        }
    }
  return FALSE;
}

static void
read_second (MusterRosterView *self, const MusterWorld *world, const char *name)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const GPtrArray *objects = muster_directory_objects (directory);
  g_autofree char *second = NULL;
  gint64 later_us = 0;

  for (guint i = 0; i < objects->len && !second; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      g_autoptr (MusterPolicy) policy = NULL;

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_POLICY) != 0)
        continue;
      policy = muster_policy_read (object->body, NULL);
      if (policy && find_second (policy, name, &second, &later_us))
        {
          const MusterObject *other =
              muster_directory_find (directory, MUSTER_OBJECT_SCHEDULE, second, -1);
          g_autofree char *later = muster_format_span (later_us);

          if (other)
            self->second = muster_roster_subject_read (world, other->id, NULL);
          if (!self->second)
            return;
          muster_roster_subject_tint_like (self->second, self->subject);
          /* TRANSLATORS: below a schedule whose people are told after others: "10 min" */
          self->second_detail = g_strdup_printf (_ ("paged %s later"), later);
        }
    }
}

/* --- reading --- */

static void
read_schedule (MusterRosterView *self,
               const MusterWorld *world,
               const MusterObject *schedule,
               gint64 now_s)
{
  g_autoptr (GError) error = NULL;

  clear (self);
  self->name = muster_safe_text (schedule->name, -1, FALSE);
  self->subject = muster_roster_subject_read (world, schedule->id, &error);
  if (self->subject)
    self->outlook = muster_roster_outlook_new (self->subject, now_s, &error);
  if (!self->outlook)
    self->trouble = muster_safe_text (error->message, -1, FALSE);
  else
    read_second (self, world, schedule->name);
}

/* Another number whenever any of what is looked at was configured. */
static guint64
stamp_of (const MusterWorld *world)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  const GPtrArray *changes = muster_shift_changes_list (muster_world_get_shifts (world)->changes);
  const GPtrArray *requests =
      muster_shift_requests_list (muster_world_get_shifts (world)->requests);
  guint64 latest = 0;

  for (guint i = 0; i < objects->len; i++)
    latest = MAX (latest, ((const MusterObject *) g_ptr_array_index (objects, i))->seq);
  for (guint i = 0; i < changes->len; i++) /* one that is ended keeps its seq */
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      latest = latest * 31 + change->seq + (guint64) (change->ends_us / G_USEC_PER_SEC);
    }
  for (guint i = 0; i < requests->len; i++)
    {
      const MusterShiftRequest *request = g_ptr_array_index (requests, i);

      latest = latest * 31 + request->seq + (request->ended != NULL);
    }
  return latest;
}

static const MusterObject *
choose (const MusterDirectory *directory, MusterUlid wanted)
{
  g_autoptr (GPtrArray) schedules = muster_roster_view_list (directory);

  for (guint i = 0; i < schedules->len; i++)
    {
      const MusterObject *schedule = g_ptr_array_index (schedules, i);

      if (muster_ulid_equal (schedule->id, wanted))
        return schedule;
    }
  return schedules->len > 0 ? g_ptr_array_index (schedules, 0) : NULL;
}

/**
 * muster_roster_view_update:
 * @self: a look
 * @world: what is known
 * @schedule: the one that is to be looked at; none of that id: any
 * @now_s: the present
 *
 * Reads it where it changed, or where another week began.
 *
 * Returns: whether there is any schedule
 */
gboolean
muster_roster_view_update (MusterRosterView *self,
                           const MusterWorld *world,
                           MusterUlid schedule,
                           gint64 now_s)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *object = choose (directory, schedule);
  guint64 stamp = stamp_of (world);

  if (!object)
    {
      clear (self);
      self->stamp = 0;
      return FALSE;
    }
  if (self->name && muster_ulid_equal (self->schedule, object->id) && self->stamp == stamp &&
      (!self->outlook || muster_roster_outlook_is_fresh (self->outlook, now_s)))
    return TRUE;
  self->schedule = object->id;
  self->stamp = stamp;
  read_schedule (self, world, object, now_s);
  return TRUE;
}

/**
 * muster_roster_view_list_lanes:
 * @self: a look
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: (transfer full) (nullable) (element-type MusterRosterLane): what is shown of that time
 */
GPtrArray *
muster_roster_view_list_lanes (MusterRosterView *self, gint64 from_s, gint64 to_s)
{
  GPtrArray *lanes =
      self->subject ? muster_roster_lanes_new (self->subject, from_s, to_s, NULL) : NULL;
  MusterRosterLane *second = lanes && self->second
                                 ? muster_roster_lane_new_final (self->second, from_s, to_s, NULL)
                                 : NULL;

  if (second)
    {
      g_free (second->title);
      g_free (second->detail);
      second->kind = MUSTER_LANE_SECONDARY;
      second->title = g_strdup (self->second->body->schedule->name);
      second->detail = g_strdup (self->second_detail);
      g_ptr_array_add (lanes, second);
    }
  return lanes;
}
