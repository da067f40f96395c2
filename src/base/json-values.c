/* json-values.c - the values that a JSON reader reads one by one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-number.h"
#include "base/json-reader-private.h"
#include "base/json-string.h"

/**
 * muster_json_read_hard_string:
 * @self: a reader whose cursor is at a string's opening
 * @p: the first byte in it that is not plain
 * @out: (out) (optional): the string, unescaped; NULL: only checks it
 *
 * Returns: whether it was sound; it was read
 */
gboolean
muster_json_read_hard_string (MusterJsonReader *self, const char *p, MusterText *out)
{
  MusterJsonString string = { .bytes = self->p + 1 };
  const char *problem = muster_json_string_scan (&p, self->end, &string);
  char *decoded;

  self->p = p;
  if (problem != NULL)
    return muster_json_syntax_error (self, problem);
  if (out == NULL)
    return TRUE;
  *out = (MusterText){ .bytes = string.bytes, .n = string.n };
  if (string.decoded_n == string.n)
    return TRUE;
  decoded = muster_arena_alloc (self->arena, string.decoded_n);
  muster_json_string_decode (&string, decoded);
  *out = (MusterText){ .bytes = decoded, .n = string.decoded_n };
  return TRUE;
}

/**
 * muster_json_reader_string:
 * @self: a reader
 * @out: (out): the string, unescaped: into the input, or into the arena; untouched on failure
 *
 * Returns: whether the next value was a string
 */
gboolean
muster_json_reader_string (MusterJsonReader *self, MusterText *out)
{
  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  if (!muster_json_take_value (self))
    return FALSE;
  if (*self->p != '"')
    return muster_json_wrong_type (self, "a string should stand here");
  return muster_json_read_string (self, out);
}

static gboolean
read_number (MusterJsonReader *self, MusterJsonNumber *out)
{
  const char *problem = muster_json_number_scan (&self->p, self->end, out);

  if (problem != NULL)
    return muster_json_syntax_error (self, problem);
  if (!muster_json_number_in_range (out, self->own_arena))
    return muster_json_limit_error (self, out->whole ? "a whole number beyond 2^53"
                                                     : "a number too large for a double");
  return TRUE;
}

static gboolean
take_number (MusterJsonReader *self, MusterJsonNumber *out)
{
  if (!muster_json_take_value (self))
    return FALSE;
  if (muster_json_type_of (*self->p) != MUSTER_JSON_NUMBER)
    return muster_json_wrong_type (self, "a number should stand here");
  return read_number (self, out);
}

/**
 * muster_json_reader_int:
 * @self: a reader
 * @out: (out): a whole number within ±2^53; "5.0" and "1e3" are whole, too. Untouched on failure
 *
 * Returns: whether the next value was one
 */
gboolean
muster_json_reader_int (MusterJsonReader *self, gint64 *out)
{
  MusterJsonNumber number;

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  if (!take_number (self, &number))
    return FALSE;
  if (!muster_json_number_to_int (&number, self->own_arena, out))
    return muster_json_refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->token,
                               "a whole number should stand here");
  return TRUE;
}

/**
 * muster_json_reader_number:
 * @self: a reader
 * @out: (out): the nearest double, always finite; untouched on failure
 *
 * Returns: whether the next value was a number
 */
gboolean
muster_json_reader_number (MusterJsonReader *self, double *out)
{
  MusterJsonNumber number;

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  if (!take_number (self, &number))
    return FALSE;
  *out = muster_json_number_value (&number, self->own_arena);
  return TRUE;
}

static gboolean
read_word (MusterJsonReader *self, const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (self->end - self->p) < n || memcmp (self->p, word, n) != 0)
    return muster_json_syntax_error (self, "no JSON value begins like this");
  self->p += n;
  return TRUE;
}

/**
 * muster_json_reader_bool:
 * @self: a reader
 * @out: (out): the value; untouched on failure
 *
 * Returns: whether the next value was true or false
 */
gboolean
muster_json_reader_bool (MusterJsonReader *self, gboolean *out)
{
  gboolean value;

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  if (!muster_json_take_value (self))
    return FALSE;
  if (muster_json_type_of (*self->p) != MUSTER_JSON_BOOL)
    return muster_json_wrong_type (self, "true or false should stand here");
  value = *self->p == 't';
  if (!read_word (self, value ? "true" : "false"))
    return FALSE;
  *out = value;
  return TRUE;
}

/**
 * muster_json_reader_null:
 * @self: a reader
 *
 * Returns: whether the next value was null; it was read
 */
gboolean
muster_json_reader_null (MusterJsonReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!muster_json_take_value (self))
    return FALSE;
  if (muster_json_type_of (*self->p) != MUSTER_JSON_NULL)
    return muster_json_wrong_type (self, "null should stand here");
  return read_word (self, "null");
}

/* Reads a value, or only the opening of an object or array, and forgets it. */
static gboolean
skip_one (MusterJsonReader *self)
{
  MusterJsonNumber number;

  switch (muster_json_reader_peek (self))
    {
    case MUSTER_JSON_OBJECT:
      return muster_json_reader_enter_object (self);
    case MUSTER_JSON_ARRAY:
      return muster_json_reader_enter_array (self);
    case MUSTER_JSON_STRING:
      return muster_json_take_value (self) && muster_json_read_string (self, NULL);
    case MUSTER_JSON_NUMBER:
      return muster_json_take_value (self) && read_number (self, &number);
    case MUSTER_JSON_BOOL:
      return muster_json_take_value (self) && read_word (self, *self->p == 't' ? "true" : "false");
    case MUSTER_JSON_NULL:
      return muster_json_reader_null (self);
    case MUSTER_JSON_NONE:
    default:
      return self->error == NULL ? muster_json_syntax_error (self, "no value is due here") : FALSE;
    }
}

/**
 * muster_json_reader_skip:
 * @self: a reader
 *
 * Reads the next value and forgets it. It is checked as strictly as one that is read.
 *
 * Returns: whether there was one
 */
gboolean
muster_json_reader_skip (MusterJsonReader *self)
{
  guint depth;
  MusterText name;

  g_return_val_if_fail (self != NULL, FALSE);

  depth = self->depth;
  if (!skip_one (self))
    return FALSE;
  while (self->depth > depth)
    {
      gboolean more = self->is_object[self->depth - 1]
                          ? muster_json_reader_next_member (self, &name)
                          : muster_json_reader_next_item (self);

      if (more)
        skip_one (self);
    }
  return self->error == NULL;
}

/**
 * muster_json_reader_raw:
 * @self: a reader
 * @out: (out): where the next value stood in the input, without the space around it; untouched on
 *   failure
 *
 * Skips a value.
 *
 * Returns: whether there was one
 */
gboolean
muster_json_reader_raw (MusterJsonReader *self, MusterText *out)
{
  const char *start;

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  if (!muster_json_seek_value (self))
    return FALSE;
  start = self->p;
  if (!muster_json_reader_skip (self))
    return FALSE;
  *out = (MusterText){ .bytes = start, .n = (gsize) (self->p - start) };
  return TRUE;
}

/**
 * muster_json_reader_get_place:
 * @self: a reader
 *
 * With muster_json_reader_peek() before it and once more after it, a value that is read can be had
 * as written, too.
 *
 * Returns: a place in the input
 */
const char *
muster_json_reader_get_place (const MusterJsonReader *self)
{
  return self->p;
}

/**
 * muster_json_check:
 * @bytes: @n bytes
 * @n: how many
 * @error: as of muster_json_reader_finish()
 *
 * Returns: whether they are one document that R7 accepts
 */
gboolean
muster_json_check (const char *bytes, gsize n, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, error);
}
