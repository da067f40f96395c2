/* live-schedule.c - a schedule as it holds: what it says, and who stands in for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/live-schedule.h"

#include <string.h>

struct _MusterLiveSchedules
{
  GHashTable *known; /* MusterUlid *, within → Known, owned */
};

typedef struct
{
  MusterUlid schedule;
  guint64 seq;              /* of the object that it was read of */
  MusterScheduleBody *body; /* nullable: it cannot be read */
} Known;

static void
known_free (gpointer data)
{
  Known *self = data;

  g_clear_pointer (&self->body, muster_schedule_body_free);
  g_free (self);
}

/* A person's place among those that a schedule names; another one where it does not. */
static guint
place_of (MusterScheduleBody *body, const MusterDirectory *directory, MusterUlid person)
{
  const MusterObject *object = muster_directory_get (directory, person);
  const char *name = object != NULL ? object->name : "?";

  for (guint i = 0; i < body->people->len; i++)
    if (strcmp (g_ptr_array_index (body->people, i), name) == 0)
      return i;
  g_ptr_array_add (body->people, g_strdup (name));
  return body->people->len - 1;
}

static void
add_change (MusterScheduleBody *body,
            const MusterDirectory *directory,
            const MusterShiftChange *change)
{
  MusterModifier modifier = { change->kind, 0, 0, change->starts_us / G_USEC_PER_SEC,
                              change->ends_us / G_USEC_PER_SEC };

  modifier.who = place_of (body, directory, change->person);
  if (!muster_ulid_is_null (change->other))
    modifier.other = place_of (body, directory, change->other);
  g_array_append_val (body->schedule->modifiers, modifier);
}

/**
 * muster_live_schedule_new:
 * @directory: who is who
 * @name: the schedule's
 * @body: (nullable): what it says, JSON
 * @changes: (element-type MusterShiftChange): who stands in for whom, in order
 * @since_us: an instant, µs UTC; what ended before is left out
 *
 * People who come in by a change alone stand behind those that the schedule names, so the same body
 * gives its people the same numbers, whatever changes there are.
 *
 * Returns: (transfer full) (nullable): all of it; %NULL: the body cannot be read
 */
MusterScheduleBody *
muster_live_schedule_new (const MusterDirectory *directory,
                          const char *name,
                          const char *body,
                          const GPtrArray *changes,
                          gint64 since_us)
{
  MusterScheduleBody *self = muster_schedule_body_read (name, body, NULL);

  if (self == NULL)
    return NULL;
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      if (change->ends_us > since_us)
        add_change (self, directory, change);
    }
  return self;
}

/**
 * muster_live_schedules_new:
 *
 * Returns: (transfer full): none is known yet
 */
MusterLiveSchedules *
muster_live_schedules_new (void)
{
  MusterLiveSchedules *self = g_new (MusterLiveSchedules, 1);

  self->known =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL, known_free);
  return self;
}

/**
 * muster_live_schedules_free:
 * @self: schedules
 *
 * Frees them.
 */
void
muster_live_schedules_free (MusterLiveSchedules *self)
{
  g_hash_table_unref (self->known);
  g_free (self);
}

/**
 * muster_live_schedules_forget:
 * @self: schedules
 * @schedule: of which something changed
 *
 * Has it read again when it is asked for.
 */
void
muster_live_schedules_forget (MusterLiveSchedules *self, MusterUlid schedule)
{
  g_hash_table_remove (self->known, &schedule);
}

/**
 * muster_live_schedules_get:
 * @self: schedules
 * @sources: what they are made of
 * @schedule: an object of type "schedule"
 *
 * Returns: (transfer none) (nullable): it, as it holds
 */
const MusterScheduleBody *
muster_live_schedules_get (MusterLiveSchedules *self,
                           const MusterLiveSources *sources,
                           const MusterObject *schedule)
{
  Known *known = g_hash_table_lookup (self->known, &schedule->id);

  if (known != NULL && known->seq == schedule->seq)
    return known->body;
  known = g_new (Known, 1);
  known->schedule = schedule->id;
  known->seq = schedule->seq;
  known->body =
      muster_live_schedule_new (sources->directory, schedule->name, schedule->body,
                                muster_shift_changes_list_of (sources->changes, schedule->id),
                                sources->now_us - MUSTER_LIVE_SCHEDULE_PAST_US);
  g_hash_table_replace (self->known, &known->schedule, known);
  return known->body;
}
