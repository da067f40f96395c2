/* outbox-item.c - a command that waits, or that its hub did not apply, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/outbox-item.h"

#include "base/instant.h"
#include "wire/command-codec.h"
#include "world/commands.h"

/**
 * muster_outbox_item_new:
 * @command: (transfer full): a command with an id
 * @made_us: when the person gave it, µs UTC
 * @problem: (nullable): why it was not applied
 *
 * Returns: (transfer full): an item
 */
MusterOutboxItem *
muster_outbox_item_new (MusterCommand *command, gint64 made_us, const char *problem)
{
  MusterOutboxItem *self = g_new0 (MusterOutboxItem, 1);

  self->command = command;
  self->made_us = made_us;
  self->problem = g_strdup (problem);
  return self;
}

/**
 * muster_outbox_item_free:
 * @self: (nullable): an item
 */
void
muster_outbox_item_free (MusterOutboxItem *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->command, muster_command_free);
  g_free (self->problem);
  g_free (self);
}

/**
 * muster_outbox_item_write:
 * @self: an item
 * @writer: where to
 *
 * Writes {"command":NAME,"incident":N,"object":ID,"made":TIME,"problem":TEXT,"body":{…}}; what is
 * not set is left out. The body is what is posted.
 */
void
muster_outbox_item_write (const MusterOutboxItem *self, MusterJsonWriter *writer)
{
  g_autoptr (GString) body = g_string_new (NULL);

  muster_command_append_json (self->command, body);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "command", self->command->spec->name);
  if (self->command->incident > 0)
    muster_json_member_int (writer, "incident", self->command->incident);
  if (!muster_ulid_is_null (self->command->object))
    muster_json_member_ulid (writer, "object", self->command->object);
  muster_json_member_instant (writer, "made", self->made_us);
  if (self->problem != NULL)
    muster_json_member_string (writer, "problem", self->problem);
  muster_json_name (writer, "body");
  muster_json_raw (writer, body->str, body->len);
  muster_json_end_object (writer);
}

/* What stands in an item, before it is known to be one. */
typedef struct
{
  const MusterCommandSpec *spec;
  gint64 incident;
  MusterUlid object;
  gint64 made_us;
  char *problem;
  MusterText body;
} Parts;

static void
read_part (MusterJsonReader *reader, MusterText name, Parts *out)
{
  MusterText text;

  if (muster_text_equal (name, "incident"))
    muster_json_reader_int (reader, &out->incident);
  else if (muster_text_equal (name, "body"))
    muster_json_reader_raw (reader, &out->body);
  else if (!muster_json_reader_string (reader, &text))
    return;
  else if (muster_text_equal (name, "command"))
    {
      g_autofree char *word = muster_text_dup (text);

      out->spec = muster_command_by_name (word);
    }
  else if (muster_text_equal (name, "problem"))
    {
      g_free (out->problem);
      out->problem = muster_text_dup (text);
    }
  else if (muster_text_equal (name, "object"))
    {
      if (!muster_ulid_parse (text.bytes, (gssize) text.n, &out->object))
        muster_json_reader_fail (reader, "the id of an object");
    }
  else if (!muster_text_equal (name, "made") ||
           !muster_instant_parse (text.bytes, (gssize) text.n, &out->made_us))
    muster_json_reader_fail (reader, "a member of a waiting command");
}

/* Only what may wait at all: a file cannot make the console page or configure. */
static MusterCommand *
make_command (const Parts *parts)
{
  g_autoptr (MusterCommand) command = NULL;
  const gboolean wants_incident =
      parts->spec != NULL && muster_command_row (parts->spec)->wants_incident;

  if (parts->spec == NULL || parts->spec->class == MUSTER_COMMAND_ONLINE ||
      parts->made_us == MUSTER_NO_TIME || parts->body.n == 0 || parts->incident < 0 ||
      parts->incident > MUSTER_INCIDENTS_MAX || wants_incident != (parts->incident > 0))
    return NULL;
  command = muster_command_decode_json (parts->spec, parts->body.bytes, parts->body.n, NULL);
  if (command == NULL || muster_ulid_is_null (command->id))
    return NULL;
  command->incident = (guint) parts->incident;
  command->object = parts->object;
  return g_steal_pointer (&command);
}

/**
 * muster_outbox_item_read:
 * @reader: a reader before an item
 *
 * Returns: (nullable) (transfer full): the item; on %NULL the reader has failed
 */
MusterOutboxItem *
muster_outbox_item_read (MusterJsonReader *reader)
{
  Parts parts = { .made_us = MUSTER_NO_TIME };
  MusterCommand *command = NULL;
  MusterOutboxItem *self = NULL;
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_part (reader, name, &parts);
  if (!muster_json_reader_failed (reader))
    command = make_command (&parts);
  if (command != NULL)
    self = muster_outbox_item_new (command, parts.made_us, parts.problem);
  else
    muster_json_reader_fail (reader, "no command that may wait");
  g_free (parts.problem);
  return self;
}
