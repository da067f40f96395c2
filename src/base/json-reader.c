/* json-reader.c - a strict pull reader for JSON from outside (RFC 8259, security R7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-reader.h"
#include "base/json-names.h"
#include "base/json-number.h"
#include "base/json-string.h"
#include "base/text-scan.h"

#define OWN_ARENA_BYTES (16 * 1024)

/* Cost: each byte is looked at once by the scanner of its token, once more if its string has
 * escapes and is wanted, and once by the hash if it is in a member's name; json-names.c counts what
 * names can cost beyond that. There is no step back and no recursion. */
struct _MusterJsonReader
{
  const char *begin;
  const char *end;
  const char *p;
  const char *token; /* where the last one began: what a decoder complains about */
  MusterArena *arena;
  MusterArena *own_arena;
  MusterJsonNames *names;
  GError *error;
  guint n_values;
  guint depth;
  gboolean value_due; /* a value must come next, and nothing else may */
  gboolean first;     /* the innermost container was only just entered */
  gboolean is_object[MUSTER_JSON_DEPTH_MAX];
};

/**
 * muster_json_reader_new:
 *
 * Returns: (transfer full): a reader for one document after another
 */
MusterJsonReader *
muster_json_reader_new (void)
{
  MusterJsonReader *self = g_new0 (MusterJsonReader, 1);

  self->own_arena = muster_arena_new (OWN_ARENA_BYTES);
  self->names = muster_json_names_new ();
  muster_json_reader_begin (self, "", 0, NULL);
  return self;
}

/**
 * muster_json_reader_free:
 * @self: (nullable): a reader
 */
void
muster_json_reader_free (MusterJsonReader *self)
{
  if (self == NULL)
    return;
  g_clear_error (&self->error);
  muster_json_names_free (self->names);
  muster_arena_free (self->own_arena);
  g_free (self);
}

/* Says what is wrong at @where and ends all reading. Never quotes the input: the message goes back
 * to whoever sent it, and into logs (security §1, B1). */
static void
refuse (MusterJsonReader *self, MusterBaseError code, const char *where, const char *problem)
{
  if (self->error == NULL)
    g_set_error (&self->error, MUSTER_BASE_ERROR, code, "byte %" G_GSIZE_FORMAT ": %s",
                 (gsize) (where - self->begin), problem);
  self->value_due = FALSE;
  self->depth = 0;
  self->p = self->end;
}

static gboolean
syntax_error (MusterJsonReader *self, const char *problem)
{
  refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->p, problem);
  return FALSE;
}

static gboolean
limit_error (MusterJsonReader *self, const char *problem)
{
  refuse (self, MUSTER_BASE_ERROR_LIMIT, self->token, problem);
  return FALSE;
}

/**
 * muster_json_reader_begin:
 * @self: a reader, at any place of an older document
 * @bytes: one document in UTF-8, without a byte order mark; must outlive what is read from it
 * @n: its bytes
 * @arena: (nullable): where strings with escapes go; NULL: one of the reader's own, which is reset
 *   by the next begin. Whoever gives one resets it
 */
void
muster_json_reader_begin (MusterJsonReader *self, const char *bytes, gsize n, MusterArena *arena)
{
  g_return_if_fail (self != NULL && (bytes != NULL || n == 0));

  g_clear_error (&self->error);
  muster_arena_reset (self->own_arena);
  muster_json_names_clear (self->names);
  self->begin = self->p = self->token = bytes != NULL ? bytes : "";
  self->end = self->begin + n;
  self->arena = arena != NULL ? arena : self->own_arena;
  self->n_values = 0;
  self->depth = 0;
  self->value_due = TRUE;
  self->first = FALSE;
  if (n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    syntax_error (self, "a byte order mark");
}

/**
 * muster_json_reader_failed:
 * @self: a reader
 *
 * Returns: whether anything was wrong so far
 */
gboolean
muster_json_reader_failed (const MusterJsonReader *self)
{
  return self->error != NULL;
}

/**
 * muster_json_reader_fail:
 * @self: a reader
 * @format: printf format: what the last token should have been. Not the input's text
 *
 * Makes a decoder's own complaint the reader's error, MUSTER_BASE_ERROR_SYNTAX, at the token read
 * last; keeps an older one.
 */
void
muster_json_reader_fail (MusterJsonReader *self, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  g_return_if_fail (self != NULL && format != NULL);

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->token, problem);
}

static inline void
skip_space (MusterJsonReader *self)
{
  const char *p = self->p;

  while (p < self->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;
  self->p = p;
}

/**
 * muster_json_reader_finish:
 * @self: a reader
 * @error: MUSTER_BASE_ERROR_SYNTAX or _LIMIT; begins with "byte N: ", N from 0
 *
 * Returns: whether one document was read to its end, with nothing but white space behind it, and
 *   nothing was wrong
 */
gboolean
muster_json_reader_finish (MusterJsonReader *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->error == NULL && (self->value_due || self->depth > 0))
    syntax_error (self, "the document was not read to its end");
  if (self->error == NULL)
    {
      skip_space (self);
      if (self->p < self->end)
        syntax_error (self, "more than one document");
    }
  if (self->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->error);
  return FALSE;
}

/* Goes to the first byte of the value that is due. */
static inline gboolean
seek_value (MusterJsonReader *self)
{
  if (G_UNLIKELY (!self->value_due))
    return self->error == NULL ? syntax_error (self, "no value is due here") : FALSE;
  skip_space (self);
  self->token = self->p;
  if (G_UNLIKELY (self->p == self->end))
    return syntax_error (self, "the document ends where a value should be");
  return TRUE;
}

/* seek_value() for who takes the value. */
static inline gboolean
take_value (MusterJsonReader *self)
{
  if (!seek_value (self))
    return FALSE;
  if (G_UNLIKELY (++self->n_values > MUSTER_JSON_VALUES_MAX))
    return limit_error (self, "more than 500000 values");
  self->value_due = FALSE;
  return TRUE;
}

static MusterJsonType
type_of (char c)
{
  switch (c)
    {
    case '{':
      return MUSTER_JSON_OBJECT;
    case '[':
      return MUSTER_JSON_ARRAY;
    case '"':
      return MUSTER_JSON_STRING;
    case 't':
    case 'f':
      return MUSTER_JSON_BOOL;
    case 'n':
      return MUSTER_JSON_NULL;
    default:
      return c == '-' || g_ascii_isdigit (c) ? MUSTER_JSON_NUMBER : MUSTER_JSON_NONE;
    }
}

/**
 * muster_json_reader_peek:
 * @self: a reader
 *
 * Returns: what comes next by its first byte, without reading it; MUSTER_JSON_NONE where no value
 *   is due, which is no error, and where something else stands, which is one
 */
MusterJsonType
muster_json_reader_peek (MusterJsonReader *self)
{
  MusterJsonType type;

  g_return_val_if_fail (self != NULL, MUSTER_JSON_NONE);

  if (!self->value_due || !seek_value (self))
    return MUSTER_JSON_NONE;
  type = type_of (*self->p);
  if (type == MUSTER_JSON_NONE)
    syntax_error (self, "no JSON value begins like this");
  return type;
}

static gboolean
wrong_type (MusterJsonReader *self, const char *wanted)
{
  return syntax_error (
      self, type_of (*self->p) == MUSTER_JSON_NONE ? "no JSON value begins like this" : wanted);
}

static inline gboolean
enter (MusterJsonReader *self, char opening, const char *wanted)
{
  if (!take_value (self))
    return FALSE;
  if (G_UNLIKELY (*self->p != opening))
    return wrong_type (self, wanted);
  if (G_UNLIKELY (self->depth == MUSTER_JSON_DEPTH_MAX))
    return limit_error (self, "nested deeper than 64");
  self->p++;
  self->is_object[self->depth++] = opening == '{';
  self->first = TRUE;
  if (opening == '{')
    muster_json_names_open (self->names);
  return TRUE;
}

/**
 * muster_json_reader_enter_object:
 * @self: a reader
 *
 * Returns: whether the next value is an object; its opening was read
 */
gboolean
muster_json_reader_enter_object (MusterJsonReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return enter (self, '{', "an object should stand here");
}

/**
 * muster_json_reader_enter_array:
 * @self: a reader
 *
 * Returns: whether the next value is an array; its opening was read
 */
gboolean
muster_json_reader_enter_array (MusterJsonReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return enter (self, '[', "an array should stand here");
}

/* Reads up to the next item or member of the innermost container; FALSE at its end, too. */
static inline gboolean
next (MusterJsonReader *self, char closing)
{
  if (G_UNLIKELY (self->error != NULL))
    return FALSE;
  if (G_UNLIKELY (self->value_due))
    return syntax_error (self, "a value was neither read nor skipped");
  skip_space (self);
  self->token = self->p;
  if (G_UNLIKELY (self->p == self->end))
    return syntax_error (self, "the document ends inside an object or array");
  if (*self->p == closing)
    {
      self->p++;
      self->depth--;
      self->first = FALSE;
      return FALSE;
    }
  if (!self->first)
    {
      if (*self->p != ',')
        return syntax_error (self, closing == '}' ? "a comma or } should stand here"
                                                  : "a comma or ] should stand here");
      self->p++;
    }
  self->first = FALSE;
  return TRUE;
}

/**
 * muster_json_reader_next_item:
 * @self: a reader, inside an array
 *
 * Returns: whether there is another item, which must then be read or skipped
 */
gboolean
muster_json_reader_next_item (MusterJsonReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->error != NULL)
    return FALSE;
  g_return_val_if_fail (self->depth > 0 && !self->is_object[self->depth - 1], FALSE);

  self->value_due = next (self, ']');
  return self->value_due;
}

/* Reads the string that begins at the cursor. @out NULL: only checks it. */
static inline gboolean
read_string (MusterJsonReader *self, MusterText *out)
{
  MusterJsonString string = { .bytes = self->p + 1 };
  const char *p = muster_scan_plain (string.bytes, self->end);
  const char *problem;
  char *decoded;

  if (G_LIKELY (p < self->end && *p == '"')) /* no escapes and only ASCII: most strings */
    {
      self->p = p + 1;
      if (out != NULL)
        *out = (MusterText){ .bytes = string.bytes, .n = (gsize) (p - string.bytes) };
      return TRUE;
    }
  problem = muster_json_string_scan (&p, self->end, &string);
  self->p = p;
  if (problem != NULL)
    return syntax_error (self, problem);
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

static inline gboolean
add_name (MusterJsonReader *self, MusterText name)
{
  switch (muster_json_names_add (self->names, name))
    {
    case MUSTER_JSON_NAME_NEW:
      return TRUE;
    case MUSTER_JSON_NAME_REPEATED:
      refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->token, "a member's name stands twice");
      return FALSE;
    case MUSTER_JSON_NAME_TOO_MANY:
    default:
      return limit_error (self, "more than 256 members in one object");
    }
}

/**
 * muster_json_reader_next_member:
 * @self: a reader, inside an object
 * @name: (out): the member's name, unescaped; untouched on FALSE
 *
 * Returns: whether there is another member, whose value must then be read or skipped
 */
gboolean
muster_json_reader_next_member (MusterJsonReader *self, MusterText *name)
{
  MusterText text;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  if (self->error != NULL)
    return FALSE;
  g_return_val_if_fail (self->depth > 0 && self->is_object[self->depth - 1], FALSE);

  if (!next (self, '}'))
    {
      if (self->error == NULL)
        muster_json_names_close (self->names);
      return FALSE;
    }
  skip_space (self);
  self->token = self->p;
  if (self->p == self->end || *self->p != '"')
    return syntax_error (self, "a member's name should stand here");
  if (!read_string (self, &text) || !add_name (self, text))
    return FALSE;
  skip_space (self);
  if (self->p == self->end || *self->p != ':')
    return syntax_error (self, "a colon should stand here");
  self->p++;
  self->value_due = TRUE;
  *name = text;
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

  if (!take_value (self))
    return FALSE;
  if (*self->p != '"')
    return wrong_type (self, "a string should stand here");
  return read_string (self, out);
}

static gboolean
read_number (MusterJsonReader *self, MusterJsonNumber *out)
{
  const char *problem = muster_json_number_scan (&self->p, self->end, out);

  if (problem != NULL)
    return syntax_error (self, problem);
  if (!muster_json_number_in_range (out, self->own_arena))
    return limit_error (self, out->whole ? "a whole number beyond 2^53"
                                         : "a number too large for a double");
  return TRUE;
}

static gboolean
take_number (MusterJsonReader *self, MusterJsonNumber *out)
{
  if (!take_value (self))
    return FALSE;
  if (type_of (*self->p) != MUSTER_JSON_NUMBER)
    return wrong_type (self, "a number should stand here");
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
    {
      refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->token, "a whole number should stand here");
      return FALSE;
    }
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
    return syntax_error (self, "no JSON value begins like this");
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

  if (!take_value (self))
    return FALSE;
  if (type_of (*self->p) != MUSTER_JSON_BOOL)
    return wrong_type (self, "true or false should stand here");
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

  if (!take_value (self))
    return FALSE;
  if (type_of (*self->p) != MUSTER_JSON_NULL)
    return wrong_type (self, "null should stand here");
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
      return take_value (self) && read_string (self, NULL);
    case MUSTER_JSON_NUMBER:
      return take_value (self) && read_number (self, &number);
    case MUSTER_JSON_BOOL:
      return take_value (self) && read_word (self, *self->p == 't' ? "true" : "false");
    case MUSTER_JSON_NULL:
      return muster_json_reader_null (self);
    case MUSTER_JSON_NONE:
    default:
      return self->error == NULL ? syntax_error (self, "no value is due here") : FALSE;
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

  if (!seek_value (self))
    return FALSE;
  start = self->p;
  if (!muster_json_reader_skip (self))
    return FALSE;
  *out = (MusterText){ .bytes = start, .n = (gsize) (self->p - start) };
  return TRUE;
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
