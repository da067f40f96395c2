/* shift-warnings.c - what had better be known of who stands in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/shift-preview.h"

#include <string.h>

static gboolean
has_channel (const MusterObject *person)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gboolean found = FALSE;
  MusterText name;

  if (person->contact == NULL)
    return FALSE;
  muster_json_reader_begin (reader, person->contact, strlen (person->contact), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "channels") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        {
          found = TRUE;
          muster_json_reader_skip (reader);
        }
    else
      muster_json_reader_skip (reader);
  return found;
}

static gboolean
has_argument (const MusterCommand *command, const char *name)
{
  for (guint i = 0; command->spec->arguments[i].name != NULL; i++)
    if (strcmp (command->spec->arguments[i].name, name) == 0)
      return muster_command_has (command, name);
  return FALSE;
}

static void
warn_of (MusterJsonWriter *writer,
         const MusterWorld *world,
         const MusterCommand *command,
         const char *argument)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *person = NULL;
  g_autofree char *text = NULL;

  if (has_argument (command, argument))
    person = muster_directory_resolve (directory, MUSTER_OBJECT_PERSON,
                                       muster_command_text (command, argument));
  else if (strcmp (argument, "person") == 0 && command->actor.type == MUSTER_ACTOR_PERSON)
    person = muster_directory_get (directory, command->actor.id);
  if (person == NULL || has_channel (person))
    return;
  text = g_strdup_printf ("%s has no channel: nothing but a console of theirs tells them",
                          muster_directory_title (directory, person->id));
  muster_json_string (writer, text);
}

static gboolean
is_kind (const MusterCommand *command, const char *kind)
{
  return has_argument (command, "kind") &&
         strcmp (muster_command_text (command, "kind"), kind) == 0;
}

/**
 * muster_json_shift_warnings:
 * @writer: in an object
 * @world: where people are
 * @command: schedule.override or schedule.swap
 *
 * Writes what had better be known of it.
 */
void
muster_json_shift_warnings (MusterJsonWriter *writer,
                            const MusterWorld *world,
                            const MusterCommand *command)
{
  muster_json_name (writer, "warnings");
  muster_json_begin_array (writer);
  if (!is_kind (command, "replace") && !is_kind (command, "remove"))
    warn_of (writer, world, command, "person");
  warn_of (writer, world, command, "other");
  muster_json_end_array (writer);
}
