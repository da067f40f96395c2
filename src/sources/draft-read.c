/* draft-read.c - reads the values of one alert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/clean.h"

#define IS(text, constant)                                                                         \
  ((text).n == sizeof (constant) - 1 && memcmp ((text).bytes, constant, sizeof (constant) - 1) == 0)

/**
 * muster_pairs_get:
 * @self: pairs
 * @name: a name
 *
 * Returns: its value, or the empty text
 */
MusterText
muster_pairs_get (const MusterPairs *self, const char *name)
{
  gsize n = strlen (name);

  for (guint i = 0; i < self->n; i++)
    if (self->items[i].name.n == n && memcmp (self->items[i].name.bytes, name, n) == 0)
      return self->items[i].value;
  return (MusterText){ 0 };
}

/**
 * muster_pairs_add:
 * @self: pairs
 * @name: a name, static
 * @value: its value; empty: nothing is added
 *
 * Adds a pair, unless there is one of that name, or no room.
 */
void
muster_pairs_add (MusterPairs *self, const char *name, MusterText value)
{
  if (value.n == 0 || self->n == G_N_ELEMENTS (self->items) || muster_pairs_get (self, name).n > 0)
    return;
  self->items[self->n++] = (MusterPair){ muster_text (name), value };
}

/**
 * muster_draft_read_text:
 * @self: an element; its reader is at a value
 * @name: the value's name, for the flaw
 * @out: the text; untouched if null
 *
 * Reads a string.
 */
void
muster_draft_read_text (MusterDraft *self, const char *name, MusterText *out)
{
  MusterJsonType type = muster_json_reader_peek (self->reader);

  if (G_LIKELY (type == MUSTER_JSON_STRING))
    {
      muster_json_reader_string (self->reader, out);
      return;
    }
  if (type != MUSTER_JSON_NULL)
    muster_draft_flaw (self, "%s is not text", name);
  muster_json_reader_skip (self->reader);
}

/**
 * muster_draft_read_loose:
 * @self: an element; its reader is at a value
 * @out: its text; empty if null
 *
 * Reads what a person may want to see of a value of any type.
 */
void
muster_draft_read_loose (MusterDraft *self, MusterText *out)
{
  MusterJsonType type = muster_json_reader_peek (self->reader);

  *out = (MusterText){ 0 };
  if (type == MUSTER_JSON_STRING)
    muster_json_reader_string (self->reader, out);
  else if (type == MUSTER_JSON_NULL)
    muster_json_reader_null (self->reader);
  else
    muster_json_reader_raw (self->reader, out);
}

/**
 * muster_draft_read_pairs:
 * @self: an element; its reader is at a value
 * @name: the value's name, for the flaw
 * @out: its members; an older reading is forgotten
 *
 * Reads an object of strings, or null.
 */
void
muster_draft_read_pairs (MusterDraft *self, const char *name, MusterPairs *out)
{
  MusterJsonReader *reader = self->reader;
  MusterJsonType type = muster_json_reader_peek (reader);
  MusterPair pair = { 0 };

  if (G_UNLIKELY (type != MUSTER_JSON_OBJECT))
    {
      if (type != MUSTER_JSON_NULL)
        muster_draft_flaw (self, "%s is not an object", name);
      muster_json_reader_skip (reader);
      return;
    }
  muster_json_reader_enter_object (reader);
  out->n = 0;
  while (muster_json_reader_next_member (reader, &pair.name))
    {
      if (G_LIKELY (muster_json_reader_peek (reader) == MUSTER_JSON_STRING))
        muster_json_reader_string (reader, &pair.value);
      else
        {
          muster_draft_flaw (self, "%s has a value that is not text", name);
          muster_json_reader_skip (reader);
        }
      if (G_LIKELY (out->n < G_N_ELEMENTS (out->items)))
        out->items[out->n++] = pair;
    }
}

/**
 * muster_draft_read_member:
 * @self: an element; its reader is at a value
 * @name: the value's name
 *
 * Reads what the formats after Alertmanager's have in common.
 *
 * Returns: FALSE, and reads nothing, if it is another member
 */
gboolean
muster_draft_read_member (MusterDraft *self, MusterText name)
{
  if (IS (name, "labels"))
    muster_draft_read_pairs (self, "labels", &self->labels);
  else if (IS (name, "annotations"))
    muster_draft_read_pairs (self, "annotations", &self->annotations);
  else if (IS (name, "startsAt"))
    muster_draft_read_text (self, "startsAt", &self->starts);
  else if (IS (name, "endsAt"))
    muster_draft_read_text (self, "endsAt", &self->ends);
  else if (IS (name, "generatorURL"))
    muster_draft_read_text (self, "generatorURL", &self->report.url);
  else
    return FALSE;
  return TRUE;
}
