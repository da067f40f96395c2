/* decide-calendars.c - commands about the addresses of calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has an address reads it without any token. It is one's own, or a manager's to give.
 */
#include "model/error.h"
#include "world/commands.h"
#include "world/shift-deciding.h"

#include <string.h>

#define CALENDARS_MAX 1000

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, code, message);
  return FALSE;
}

static guint
count_calendars (const MusterDirectory *directory)
{
  const GPtrArray *objects = muster_directory_objects (directory);
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      n += !object->removed && strcmp (object->type, MUSTER_OBJECT_CALENDAR) == 0;
    }
  return n;
}

/* Whose shifts it shows, or which schedule's. */
static const MusterObject *
find_holder (const MusterDeciding *self, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const char *person = muster_command_text (self->command, "person");
  const char *schedule = muster_command_text (self->command, "schedule");
  const MusterObject *object = NULL;

  if ((person == NULL) == (schedule == NULL))
    {
      fail (error, MUSTER_MODEL_ERROR_INVALID, "A calendar is of a “person” or of a “schedule”");
      return NULL;
    }
  if (person != NULL)
    object = muster_directory_resolve (directory, MUSTER_OBJECT_PERSON, person);
  else
    object = muster_directory_resolve (directory, MUSTER_OBJECT_SCHEDULE, schedule);
  if (object == NULL)
    fail (error, MUSTER_MODEL_ERROR_NOT_FOUND,
          person != NULL ? "There is no such person" : "There is no such schedule");
  return object;
}

static gboolean
may (const MusterDeciding *self, MusterUlid holder, GError **error)
{
  return muster_deciding_is_manager (self) || muster_deciding_is_me (self, holder) ||
         fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
               "Only the access role manager may share the shifts of others");
}

gboolean
muster_decide_calendar_add (MusterDeciding *self, GError **error)
{
  const MusterObject *holder = find_holder (self, error);
  MusterEvent *event;

  if (holder == NULL || !may (self, holder->id, error))
    return FALSE;
  if (self->command->secret == NULL)
    return fail (error, MUSTER_MODEL_ERROR_INVALID,
                 "This can be asked of a hub only: it makes a secret");
  if (count_calendars (muster_world_get_directory (self->world)) >= CALENDARS_MAX)
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "There are 1,000 calendars: revoke what is not read any more");
  event = muster_deciding_emit (self, MUSTER_EVENT_CONFIG_PUT);
  muster_event_set_token (event, MUSTER_FACT_OBJECT, MUSTER_OBJECT_CALENDAR);
  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_token (event, MUSTER_FACT_HASH, muster_deciding_hash_secret (self));
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE, holder->id);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, holder->name, -1);
  return TRUE;
}

gboolean
muster_decide_calendar_revoke (MusterDeciding *self, GError **error)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (self->world), self->command->object);
  MusterEvent *event;

  if (object == NULL || strcmp (object->type, MUSTER_OBJECT_CALENDAR) != 0)
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no such calendar");
  if (!may (self, object->service, error))
    return FALSE;
  if (object->removed)
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_CONFIG_REMOVED);
  muster_event_set_token (event, MUSTER_FACT_OBJECT, MUSTER_OBJECT_CALENDAR);
  muster_event_set_ulid (event, MUSTER_FACT_ID, object->id);
  return TRUE;
}
