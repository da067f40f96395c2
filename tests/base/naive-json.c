/* naive-json.c - what R7 accepts, said once more and slowly: an oracle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "naive-json.h"
#include <math.h>

/* Straight down the grammar of RFC 8259, by recursion and GLib: nothing of it is shared with the
 * reader. A function moves on and returns TRUE, or returns FALSE for good. */
typedef struct
{
  const char *p; /* ends with a zero, and holds no other */
  guint depth;
  guint n_values;
} Naive;

static gboolean naive_value (Naive *self);

static void
naive_space (Naive *self)
{
  self->p += strspn (self->p, " \t\r\n");
}

static gboolean
naive_token (Naive *self, const char *token)
{
  if (!g_str_has_prefix (self->p, token))
    return FALSE;
  self->p += strlen (token);
  return TRUE;
}

static gboolean
naive_number (Naive *self)
{
  const char *start = self->p;
  g_autofree char *text = NULL;
  gsize n_digits;

  if (*self->p == '-')
    self->p++;
  n_digits = strspn (self->p, "0123456789");
  if (n_digits == 0 || (n_digits > 1 && *self->p == '0'))
    return FALSE;
  self->p += n_digits;
  if (strchr (".eE", *self->p) == NULL || *self->p == '\0')
    {
      text = g_strndup (start, (gsize) (self->p - start));
      return n_digits <= 16 &&
             ABS (g_ascii_strtoll (text, NULL, 10)) <= G_GINT64_CONSTANT (9007199254740992);
    }
  if (*self->p == '.')
    {
      n_digits = strspn (++self->p, "0123456789");
      if (n_digits == 0)
        return FALSE;
      self->p += n_digits;
    }
  if (*self->p == 'e' || *self->p == 'E')
    {
      self->p++;
      if (*self->p == '+' || *self->p == '-')
        self->p++;
      n_digits = strspn (self->p, "0123456789");
      if (n_digits == 0)
        return FALSE;
      self->p += n_digits;
    }
  text = g_strndup (start, (gsize) (self->p - start));
  return isfinite (g_ascii_strtod (text, NULL));
}

static gboolean
naive_unit (Naive *self, gunichar *unit)
{
  *unit = 0;
  if (!naive_token (self, "\\u"))
    return FALSE;
  for (guint i = 0; i < 4; i++, self->p++)
    {
      if (!g_ascii_isxdigit (*self->p))
        return FALSE;
      *unit = *unit * 16 + (gunichar) g_ascii_xdigit_value (*self->p);
    }
  return TRUE;
}

static gboolean
naive_escape (Naive *self, GString *out)
{
  static const char *const escapes[] = { "\\\"\"", "\\\\\\", "\\//",  "\\b\b",
                                         "\\f\f",  "\\n\n",  "\\r\r", "\\t\t" };
  gunichar unit, low;

  for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (strncmp (self->p, escapes[i], 2) == 0)
      {
        g_string_append_c (out, escapes[i][2]);
        self->p += 2;
        return TRUE;
      }
  if (!naive_unit (self, &unit) || unit == 0 || (unit >= 0xdc00 && unit < 0xe000))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (!naive_unit (self, &low) || low < 0xdc00 || low >= 0xe000)
        return FALSE;
      unit = 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00);
    }
  g_string_append_unichar (out, unit);
  return TRUE;
}

/* NULL on failure. */
static char *
naive_string (Naive *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!naive_token (self, "\""))
    return NULL;
  while (*self->p != '"')
    if (*self->p == '\\')
      {
        if (!naive_escape (self, out))
          return NULL;
      }
    else if ((guchar) *self->p < 0x20) /* the end, too */
      return NULL;
    else
      g_string_append_c (out, *self->p++);
  self->p++;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
naive_object (Naive *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  naive_token (self, "{");
  naive_space (self);
  if (naive_token (self, "}"))
    return TRUE;
  do
    {
      char *name;

      naive_space (self);
      name = naive_string (self);
      if (name == NULL || !g_hash_table_add (names, name) || g_hash_table_size (names) > 256)
        return FALSE;
      naive_space (self);
      if (!naive_token (self, ":") || !naive_value (self))
        return FALSE;
    }
  while (naive_token (self, ","));
  return naive_token (self, "}");
}

static gboolean
naive_array (Naive *self)
{
  naive_token (self, "[");
  naive_space (self);
  if (naive_token (self, "]"))
    return TRUE;
  do
    if (!naive_value (self))
      return FALSE;
  while (naive_token (self, ","));
  return naive_token (self, "]");
}

/* A value and the space around it. */
static gboolean
naive_value (Naive *self)
{
  gboolean good;

  naive_space (self);
  if (++self->n_values > 500000)
    return FALSE;
  if (*self->p == '{' || *self->p == '[')
    {
      good = ++self->depth <= 64 && (*self->p == '{' ? naive_object (self) : naive_array (self));
      self->depth--;
    }
  else if (*self->p == '"')
    {
      g_autofree char *text = naive_string (self);

      good = text != NULL;
    }
  else if (*self->p == '-' || g_ascii_isdigit (*self->p))
    good = naive_number (self);
  else
    good = naive_token (self, "true") || naive_token (self, "false") || naive_token (self, "null");
  naive_space (self);
  return good;
}

/**
 * naive_json_accepts:
 * @bytes: @n bytes
 * @n: how many
 *
 * Returns: whether they are one document that security R7 accepts
 */
gboolean
naive_json_accepts (const char *bytes, gsize n)
{
  g_autofree char *copy = NULL;
  Naive self = { 0 };

  if (n == 0 || !g_utf8_validate_len (bytes, n, NULL)) /* refuses NUL, too */
    return FALSE;
  copy = g_strndup (bytes, n);
  self.p = copy;
  return naive_value (&self) && *self.p == '\0';
}

/**
 * naive_json_copy:
 * @reader: a reader of which a value is due
 * @writer: where it goes; what follows an error is left out
 *
 * Reads the value by the calls for its type and writes it again.
 */
void
naive_json_copy (MusterJsonReader *reader, MusterJsonWriter *writer)
{
  MusterText text = { 0 };
  double number = 0;
  gboolean truth = FALSE;

  switch (muster_json_reader_peek (reader))
    {
    case MUSTER_JSON_OBJECT:
      muster_json_reader_enter_object (reader);
      muster_json_begin_object (writer);
      while (muster_json_reader_next_member (reader, &text))
        {
          g_autofree char *name = muster_text_dup (text);

          muster_json_name (writer, name);
          naive_json_copy (reader, writer);
        }
      muster_json_end_object (writer);
      break;
    case MUSTER_JSON_ARRAY:
      muster_json_reader_enter_array (reader);
      muster_json_begin_array (writer);
      while (muster_json_reader_next_item (reader))
        naive_json_copy (reader, writer);
      muster_json_end_array (writer);
      break;
    case MUSTER_JSON_STRING:
      if (muster_json_reader_string (reader, &text))
        muster_json_text (writer, text.bytes, text.n);
      break;
    case MUSTER_JSON_NUMBER:
      if (muster_json_reader_number (reader, &number))
        muster_json_double (writer, number);
      break;
    case MUSTER_JSON_BOOL:
      if (muster_json_reader_bool (reader, &truth))
        muster_json_bool (writer, truth);
      break;
    case MUSTER_JSON_NULL:
      if (muster_json_reader_null (reader))
        muster_json_null (writer);
      break;
    case MUSTER_JSON_NONE:
    default:
      break;
    }
}
