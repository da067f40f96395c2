/* json-reader.c - a strict pull reader for JSON from outside (RFC 8259, security R7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-reader.h"
#include "base/json-reader-private.h"

#define OWN_ARENA_BYTES (16 * 1024)

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

/**
 * muster_json_refuse:
 * @self: a reader
 * @code: what kind of error
 * @where: the byte at which it is
 * @problem: what is wrong
 *
 * Ends all reading; keeps an older error.
 *
 * Returns: FALSE
 */
gboolean
muster_json_refuse (MusterJsonReader *self,
                    MusterBaseError code,
                    const char *where,
                    const char *problem)
{
  if (self->error == NULL)
    g_set_error (&self->error, MUSTER_BASE_ERROR, code, "byte %" G_GSIZE_FORMAT ": %s",
                 (gsize) (where - self->begin), problem);
  self->value_due = FALSE;
  self->depth = 0;
  self->p = self->end;
  return FALSE;
}

/**
 * muster_json_syntax_error:
 * @self: a reader
 * @problem: what is wrong at the cursor
 *
 * Returns: FALSE
 */
gboolean
muster_json_syntax_error (MusterJsonReader *self, const char *problem)
{
  return muster_json_refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->p, problem);
}

/**
 * muster_json_limit_error:
 * @self: a reader
 * @problem: of what there is too much at the token read last
 *
 * Returns: FALSE
 */
gboolean
muster_json_limit_error (MusterJsonReader *self, const char *problem)
{
  return muster_json_refuse (self, MUSTER_BASE_ERROR_LIMIT, self->token, problem);
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
    muster_json_syntax_error (self, "a byte order mark");
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
  muster_json_refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->token, problem);
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
    muster_json_syntax_error (self, "the document was not read to its end");
  if (self->error == NULL)
    {
      muster_json_skip_space (self);
      if (self->p < self->end)
        muster_json_syntax_error (self, "more than one document");
    }
  if (self->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->error);
  return FALSE;
}

/**
 * muster_json_type_of:
 * @c: a value's first byte
 *
 * Returns: the type of what begins like this; MUSTER_JSON_NONE if nothing does
 */
MusterJsonType
muster_json_type_of (char c)
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

  if (!self->value_due || !muster_json_seek_value (self))
    return MUSTER_JSON_NONE;
  type = muster_json_type_of (*self->p);
  if (type == MUSTER_JSON_NONE)
    muster_json_syntax_error (self, "no JSON value begins like this");
  return type;
}

/**
 * muster_json_wrong_type:
 * @self: a reader
 * @wanted: what should stand at the cursor instead of what does
 *
 * Returns: FALSE
 */
gboolean
muster_json_wrong_type (MusterJsonReader *self, const char *wanted)
{
  return muster_json_syntax_error (self, muster_json_type_of (*self->p) == MUSTER_JSON_NONE
                                             ? "no JSON value begins like this"
                                             : wanted);
}

static inline gboolean
enter (MusterJsonReader *self, char opening, const char *wanted)
{
  if (!muster_json_take_value (self))
    return FALSE;
  if (G_UNLIKELY (*self->p != opening))
    return muster_json_wrong_type (self, wanted);
  if (G_UNLIKELY (self->depth == MUSTER_JSON_DEPTH_MAX))
    return muster_json_limit_error (self, "nested deeper than 64");
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
    return muster_json_syntax_error (self, "a value was neither read nor skipped");
  muster_json_skip_space (self);
  self->token = self->p;
  if (G_UNLIKELY (self->p == self->end))
    return muster_json_syntax_error (self, "the document ends inside an object or array");
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
        return muster_json_syntax_error (self, closing == '}' ? "a comma or } should stand here"
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

static inline gboolean
add_name (MusterJsonReader *self, MusterText name)
{
  switch (muster_json_names_add (self->names, name))
    {
    case MUSTER_JSON_NAME_NEW:
      return TRUE;
    case MUSTER_JSON_NAME_REPEATED:
      return muster_json_refuse (self, MUSTER_BASE_ERROR_SYNTAX, self->token,
                                 "a member's name stands twice");
    case MUSTER_JSON_NAME_TOO_MANY:
    default:
      return muster_json_limit_error (self, "more than 256 members in one object");
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
  muster_json_skip_space (self);
  self->token = self->p;
  if (self->p == self->end || *self->p != '"')
    return muster_json_syntax_error (self, "a member's name should stand here");
  if (!muster_json_read_string (self, &text) || !add_name (self, text))
    return FALSE;
  muster_json_skip_space (self);
  if (self->p == self->end || *self->p != ':')
    return muster_json_syntax_error (self, "a colon should stand here");
  self->p++;
  self->value_due = TRUE;
  *name = text;
  return TRUE;
}
