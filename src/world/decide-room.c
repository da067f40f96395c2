/* decide-room.c - commands that add to an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"

#include <string.h>

gboolean
muster_decide_note (MusterDeciding *self, GError **error)
{
  muster_batch_set_text (self->batch, muster_deciding_emit (self, MUSTER_EVENT_NOTE_ADDED),
                         MUSTER_FIELD_TEXT, muster_command_text (self->command, "text"), -1);
  return TRUE;
}

gboolean
muster_decide_pin (MusterDeciding *self, GError **error)
{
  guint64 seq = (guint64) muster_command_int (self->command, "seq");
  gboolean on =
      !muster_command_has (self->command, "on") || muster_command_int (self->command, "on") != 0;
  const MusterEntry *entry = muster_incident_find_entry (self->incident, seq);
  MusterEvent *event;

  if (entry == NULL)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such line in the timeline");
      return FALSE;
    }
  if (entry->pinned == on)
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_ENTRY_PINNED);
  muster_event_set_int (event, MUSTER_FACT_OF, (gint64) entry->seq);
  muster_event_set_int (event, MUSTER_FACT_ON, on);
  return TRUE;
}

gboolean
muster_decide_task (MusterDeciding *self, GError **error)
{
  const MusterObject *owner = NULL;
  MusterEvent *event;

  if (muster_command_has (self->command, "owner"))
    {
      owner = muster_deciding_person (self, "owner", error);
      if (owner == NULL)
        return FALSE;
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_TASK_ADDED);
  muster_event_set_ulid (event, MUSTER_FACT_TASK, muster_deciding_new_id (self));
  if (owner != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_OWNER, owner->id);
  muster_event_set_int (event, MUSTER_FACT_DUE, muster_command_int (self->command, "due"));
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT,
                         muster_command_text (self->command, "text"), -1);
  return TRUE;
}

gboolean
muster_decide_task_done (MusterDeciding *self, GError **error)
{
  MusterUlid id = muster_command_ulid (self->command, "task");
  const MusterTask *task = muster_incident_find_task (self->incident, id);
  gboolean done = !muster_command_has (self->command, "done") ||
                  muster_command_int (self->command, "done") != 0;
  MusterEvent *event;

  if (task == NULL)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such task");
      return FALSE;
    }
  if (task->done == done)
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_TASK_CHANGED);
  muster_event_set_ulid (event, MUSTER_FACT_TASK, id);
  muster_event_set_int (event, MUSTER_FACT_DONE, done);
  return TRUE;
}

/* --- runs --- */

/* The arguments as labels: names and values, at most 64. */
static gboolean
set_arguments (MusterDeciding *self, MusterEvent *event, const char *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterLabel items[64];
  MusterLabelSet labels = { items, 0 };
  MusterText name, value;

  muster_json_reader_begin (reader, json, strlen (json), self->batch->arena);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (!muster_json_reader_string (reader, &value))
        break;
      if (labels.n == G_N_ELEMENTS (items) || name.n > 128 || value.n > 4096)
        {
          muster_json_reader_fail (reader, "too many or too long arguments");
          break;
        }
      items[labels.n++] =
          (MusterLabel){ name.bytes, value.bytes, (guint16) name.n, (guint16) value.n };
    }
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_ARGUMENTS, &labels);
  return TRUE;
}

gboolean
muster_decide_run (MusterDeciding *self, GError **error)
{
  const char *name = muster_command_text (self->command, "template");
  const char *arguments = muster_command_text (self->command, "arguments");
  MusterEvent *event;

  if (muster_command_has (self->command, "node"))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "There are no nodes yet: leave “node” out to run a built-in check");
      return FALSE;
    }
  if (arguments == NULL)
    arguments = "{}";
  if (self->context->check_run == NULL || !self->context->check_run (name, arguments, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                     "There is no check “%s”", name);
      return FALSE;
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_RUN_ASKED);
  muster_event_set_ulid (event, MUSTER_FACT_RUN, muster_deciding_new_id (self));
  muster_event_set_token (event, MUSTER_FACT_TEMPLATE,
                          muster_arena_strndup (self->batch->arena, name, strlen (name)));
  return set_arguments (self, event, arguments, error);
}
