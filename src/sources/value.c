/* value.c - a body read whole, for formats whose members hang together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the reader refuses is refused here, so depth, number of values and members are bounded (R7).
 */
#include "sources/value.h"
#include "base/json-writer.h"
#include "sources/form.h"

static MusterValue *read_value (MusterJsonReader *reader, MusterArena *arena);

static void
append (MusterValue *self, MusterValue **last, MusterValue *value)
{
  if (*last == NULL)
    self->first = value;
  else
    (*last)->next = value;
  *last = value;
  self->n++;
}

static void
read_object (MusterValue *self, MusterJsonReader *reader, MusterArena *arena)
{
  MusterValue *value, *last = NULL;
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      value = read_value (reader, arena);
      value->name = name;
      append (self, &last, value);
    }
}

static void
read_array (MusterValue *self, MusterJsonReader *reader, MusterArena *arena)
{
  MusterValue *last = NULL;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    append (self, &last, read_value (reader, arena));
}

static MusterValue *
new_value (MusterArena *arena, MusterJsonType type)
{
  MusterValue *self = muster_arena_alloc (arena, sizeof *self);

  *self = (MusterValue){ .type = type };
  return self;
}

/* Recursion as deep as the reader allows documents to be. */
static MusterValue *
read_value (MusterJsonReader *reader, MusterArena *arena)
{
  MusterValue *self = new_value (arena, muster_json_reader_peek (reader));

  if (self->type == MUSTER_JSON_OBJECT)
    read_object (self, reader, arena);
  else if (self->type == MUSTER_JSON_ARRAY)
    read_array (self, reader, arena);
  else if (self->type == MUSTER_JSON_STRING)
    muster_json_reader_string (reader, &self->text);
  else if (self->type == MUSTER_JSON_NUMBER || self->type == MUSTER_JSON_BOOL)
    muster_json_reader_raw (reader, &self->text);
  else
    muster_json_reader_skip (reader);
  return self;
}

/**
 * muster_value_read:
 * @reader: at the beginning of a document
 * @arena: for the values
 *
 * Reads it to its end.
 *
 * Returns: (nullable) (transfer none): the whole; %NULL with the reader's error
 */
const MusterValue *
muster_value_read (MusterJsonReader *reader, MusterArena *arena)
{
  const MusterValue *self = read_value (reader, arena);

  return muster_json_reader_failed (reader) ? NULL : self;
}

/**
 * muster_value_parse:
 * @text: what may be a document
 * @arena: for the values
 *
 * Reads a document out of a text that stands in another; both stay bounded, as each is.
 *
 * Returns: (nullable) (transfer none): the whole; %NULL if it is not JSON as R7 allows it
 */
const MusterValue *
muster_value_parse (MusterText text, MusterArena *arena)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  const MusterValue *self;

  muster_json_reader_begin (reader, text.n > 0 ? text.bytes : "", text.n, arena);
  self = muster_value_read (reader, arena);
  return muster_json_reader_finish (reader, NULL) ? self : NULL;
}

/**
 * muster_value_get:
 * @self: (nullable): a value
 * @name: a member's name
 *
 * Returns: (nullable): that member
 */
const MusterValue *
muster_value_get (const MusterValue *self, MusterText name)
{
  if (self == NULL || self->type != MUSTER_JSON_OBJECT)
    return NULL;
  for (const MusterValue *member = self->first; member != NULL; member = member->next)
    if (member->name.n == name.n && memcmp (member->name.bytes, name.bytes, name.n) == 0)
      return member;
  return NULL;
}

/**
 * muster_value_from_form:
 * @form: a form
 * @arena: for the values
 *
 * Returns: (nullable) (transfer none): an object of strings
 */
const MusterValue *
muster_value_from_form (MusterText form, MusterArena *arena)
{
  MusterValue *self = new_value (arena, MUSTER_JSON_OBJECT);
  MusterValue *last = NULL;
  MusterText name, text;

  for (guint i = 0; muster_form_next (&form, arena, &name, &text); i++)
    {
      MusterValue *value;

      if (i == MUSTER_JSON_MEMBERS_MAX)
        return NULL;
      if (muster_value_get (self, name) != NULL)
        continue;
      value = new_value (arena, MUSTER_JSON_STRING);
      value->name = name;
      value->text = text;
      append (self, &last, value);
    }
  return form.n == 0 ? self : NULL;
}

/**
 * muster_value_text:
 * @self: (nullable): a value
 *
 * Returns: its text, empty where it has none
 */
MusterText
muster_value_text (const MusterValue *self)
{
  return self != NULL ? self->text : (MusterText){ 0 };
}

/**
 * muster_value_text_at:
 * @self: (nullable): a value
 * @path: from it
 *
 * Returns: the text of what is there
 */
MusterText
muster_value_text_at (const MusterValue *self, const char *path)
{
  return muster_value_text (muster_value_at (self, path));
}

/**
 * muster_value_text_of:
 * @self: (nullable): a value
 * @paths: from it, the best first, %NULL at the end
 *
 * Returns: the first text there is
 */
MusterText
muster_value_text_of (const MusterValue *self, const char *const *paths)
{
  MusterText text = { 0 };

  for (gsize i = 0; text.n == 0 && paths[i] != NULL; i++)
    text = muster_value_text_at (self, paths[i]);
  return text;
}

static void
write_value (const MusterValue *self, MusterJsonWriter *writer)
{
  if (self->type == MUSTER_JSON_STRING)
    muster_json_text (writer, self->text.bytes, self->text.n);
  else if (self->type == MUSTER_JSON_OBJECT)
    {
      muster_json_begin_object (writer);
      for (const MusterValue *member = self->first; member != NULL; member = member->next)
        {
          g_autofree char *name = muster_text_dup (member->name);

          muster_json_name (writer, name);
          write_value (member, writer);
        }
      muster_json_end_object (writer);
    }
  else if (self->type == MUSTER_JSON_ARRAY)
    {
      muster_json_begin_array (writer);
      for (const MusterValue *item = self->first; item != NULL; item = item->next)
        write_value (item, writer);
      muster_json_end_array (writer);
    }
  else if (self->text.n > 0)
    muster_json_raw (writer, self->text.bytes, self->text.n);
  else
    muster_json_null (writer);
}

/**
 * muster_value_to_text:
 * @self: (nullable): a value
 * @arena: for what has to be written
 *
 * Returns: what a person may want to see of it
 */
MusterText
muster_value_to_text (const MusterValue *self, MusterArena *arena)
{
  g_autoptr (GString) text = NULL;
  MusterJsonWriter writer;

  if (self == NULL || (self->type != MUSTER_JSON_OBJECT && self->type != MUSTER_JSON_ARRAY))
    return muster_value_text (self);
  text = g_string_new (NULL);
  muster_json_writer_init (&writer, text);
  write_value (self, &writer);
  return (MusterText){ muster_arena_strndup (arena, text->str, text->len), text->len };
}
