/* json-writer.c - writes compact JSON onto a GString
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-writer.h"
#include "base/instant.h"
#include "base/text-scan.h"
#include <math.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* A double that is whole and beyond this would look like an integer that R7 refuses. */
#define WHOLE_MAX 9007199254740992.0

/**
 * muster_json_writer_init:
 * @self: (out): a writer
 * @out: where it writes; what is there stays
 */
void
muster_json_writer_init (MusterJsonWriter *self, GString *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  *self = (MusterJsonWriter){ .out = out };
}

/* Readies the place for a value or a name. */
static inline void
separate (MusterJsonWriter *self)
{
  if (self->comma)
    g_string_append_c (self->out, ',');
  self->comma = TRUE;
}

static void
append (MusterJsonWriter *self, const char *text, gsize n)
{
  g_string_append_len (self->out, text, (gssize) n);
}

static void
open_container (MusterJsonWriter *self, char opening)
{
  separate (self);
  g_string_append_c (self->out, opening);
  self->comma = FALSE;
}

static void
close_container (MusterJsonWriter *self, char closing)
{
  g_string_append_c (self->out, closing);
  self->comma = TRUE;
}

/**
 * muster_json_begin_object:
 * @self: a writer
 */
void
muster_json_begin_object (MusterJsonWriter *self)
{
  open_container (self, '{');
}

/**
 * muster_json_end_object:
 * @self: a writer, inside an object
 */
void
muster_json_end_object (MusterJsonWriter *self)
{
  close_container (self, '}');
}

/**
 * muster_json_begin_array:
 * @self: a writer
 */
void
muster_json_begin_array (MusterJsonWriter *self)
{
  open_container (self, '[');
}

/**
 * muster_json_end_array:
 * @self: a writer, inside an array
 */
void
muster_json_end_array (MusterJsonWriter *self)
{
  close_container (self, ']');
}

static void
append_control (MusterJsonWriter *self, guchar c)
{
  static const char hex[] = "0123456789abcdef";
  static const char values[] = "\b\f\n\r\t";
  const char *found = c != 0 ? strchr (values, c) : NULL;
  char text[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

  if (found == NULL)
    {
      append (self, text, sizeof text);
      return;
    }
  text[1] = "bfnrt"[found - values];
  append (self, text, 2);
}

/* One character that is not plain; returns where the next one begins. */
static const char *
append_special (MusterJsonWriter *self, const char *p, const char *end)
{
  guint n = muster_utf8_length (p, end);

  if (n > 1)
    append (self, p, n);
  else if (n == 0 || *p == '\0') /* no reader of ours takes a NUL, escaped or not */
    append (self, REPLACEMENT, 3);
  else if (*p == '"' || *p == '\\')
    {
      g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *p);
    }
  else
    append_control (self, (guchar) *p);
  return p + MAX (n, 1);
}

static void
append_quoted (MusterJsonWriter *self, const char *bytes, gsize n)
{
  const char *p = bytes;
  const char *end = bytes + n;

  g_string_append_c (self->out, '"');
  while (p < end)
    {
      const char *stop = muster_scan_plain (p, end);

      if (stop > p)
        append (self, p, (gsize) (stop - p));
      p = stop < end ? append_special (self, stop, end) : end;
    }
  g_string_append_c (self->out, '"');
}

/**
 * muster_json_name:
 * @self: a writer, inside an object
 * @name: the next member's name
 */
void
muster_json_name (MusterJsonWriter *self, const char *name)
{
  g_return_if_fail (name != NULL);

  separate (self);
  append_quoted (self, name, strlen (name));
  g_string_append_c (self->out, ':');
  self->comma = FALSE;
}

/**
 * muster_json_text:
 * @self: a writer
 * @bytes: @n bytes of UTF-8. What is not UTF-8, and NUL, is written as U+FFFD
 * @n: how many
 *
 * Writes a string.
 */
void
muster_json_text (MusterJsonWriter *self, const char *bytes, gsize n)
{
  separate (self);
  append_quoted (self, bytes, n);
}

/**
 * muster_json_string:
 * @self: a writer
 * @text: (nullable): as of muster_json_text(), ended by a zero; NULL writes null
 */
void
muster_json_string (MusterJsonWriter *self, const char *text)
{
  if (text != NULL)
    muster_json_text (self, text, strlen (text));
  else
    muster_json_null (self);
}

/**
 * muster_json_int:
 * @self: a writer
 * @value: within ±2^53 if a strict reader is to take it
 */
void
muster_json_int (MusterJsonWriter *self, gint64 value)
{
  char text[20];
  char *p = text + sizeof text;
  guint64 left = value < 0 ? -(guint64) value : (guint64) value;

  separate (self);
  do
    *--p = (char) ('0' + left % 10);
  while ((left /= 10) > 0);
  if (value < 0)
    *--p = '-';
  append (self, p, (gsize) (text + sizeof text - p));
}

/**
 * muster_json_double:
 * @self: a writer
 * @value: finite; null is written for what is not
 *
 * Writes the fewest of 15 to 17 digits that read back as the same double.
 */
void
muster_json_double (MusterJsonWriter *self, double value)
{
  static const char *const plain[] = { "%.15g", "%.16g", "%.17g" };
  static const char *const scientific[] = { "%.14e", "%.15e", "%.16e" };
  const char *const *formats = fabs (value) < WHOLE_MAX ? plain : scientific;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      muster_json_null (self);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  separate (self);
  append (self, text, strlen (text));
}

/**
 * muster_json_bool:
 * @self: a writer
 * @value: what to write
 */
void
muster_json_bool (MusterJsonWriter *self, gboolean value)
{
  separate (self);
  append (self, value ? "true" : "false", value ? 4 : 5);
}

/**
 * muster_json_null:
 * @self: a writer
 */
void
muster_json_null (MusterJsonWriter *self)
{
  separate (self);
  append (self, "null", 4);
}

/**
 * muster_json_ulid:
 * @self: a writer
 * @value: an id; null is written for the null id
 */
void
muster_json_ulid (MusterJsonWriter *self, MusterUlid value)
{
  if (muster_ulid_is_null (value))
    {
      muster_json_null (self);
      return;
    }
  separate (self);
  g_string_append_c (self->out, '"');
  muster_ulid_append (value, self->out);
  g_string_append_c (self->out, '"');
}

/**
 * muster_json_instant:
 * @self: a writer
 * @at_us: µs since the Unix epoch
 */
void
muster_json_instant (MusterJsonWriter *self, gint64 at_us)
{
  separate (self);
  g_string_append_c (self->out, '"');
  muster_instant_append (at_us, self->out);
  g_string_append_c (self->out, '"');
}

/**
 * muster_json_raw:
 * @self: a writer
 * @bytes: a whole value, which is not looked at
 * @n: its bytes
 */
void
muster_json_raw (MusterJsonWriter *self, const char *bytes, gsize n)
{
  separate (self);
  append (self, bytes, n);
}

/**
 * muster_json_label_list:
 * @self: a writer, where a value may stand
 * @labels: some labels
 *
 * Writes them as one list of names and values by turns.
 */
void
muster_json_label_list (MusterJsonWriter *self, const MusterLabelSet *labels)
{
  muster_json_begin_array (self);
  for (guint i = 0; i < labels->n; i++)
    {
      muster_json_text (self, labels->items[i].name, labels->items[i].name_n);
      muster_json_text (self, labels->items[i].value, labels->items[i].value_n);
    }
  muster_json_end_array (self);
}

/**
 * muster_json_dup_labels:
 * @labels: some labels
 *
 * Returns: (transfer full): what muster_json_label_list() writes of them
 */
char *
muster_json_dup_labels (const MusterLabelSet *labels)
{
  GString *json = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, json);
  muster_json_label_list (&writer, labels);
  return g_string_free (json, FALSE);
}

/**
 * muster_json_member_string:
 * @self: a writer, inside an object
 * @name: the member's name
 * @text: (nullable): its value; NULL writes null
 */
void
muster_json_member_string (MusterJsonWriter *self, const char *name, const char *text)
{
  muster_json_name (self, name);
  muster_json_string (self, text);
}

/**
 * muster_json_member_int:
 * @self: a writer, inside an object
 * @name: the member's name
 * @value: its value
 */
void
muster_json_member_int (MusterJsonWriter *self, const char *name, gint64 value)
{
  muster_json_name (self, name);
  muster_json_int (self, value);
}

/**
 * muster_json_member_bool:
 * @self: a writer, inside an object
 * @name: the member's name
 * @value: its value
 */
void
muster_json_member_bool (MusterJsonWriter *self, const char *name, gboolean value)
{
  muster_json_name (self, name);
  muster_json_bool (self, value);
}

/**
 * muster_json_member_ulid:
 * @self: a writer, inside an object
 * @name: the member's name
 * @value: its value; null is written for the null id
 */
void
muster_json_member_ulid (MusterJsonWriter *self, const char *name, MusterUlid value)
{
  muster_json_name (self, name);
  muster_json_ulid (self, value);
}

/**
 * muster_json_member_instant:
 * @self: a writer, inside an object
 * @name: the member's name
 * @at_us: its value, µs since the Unix epoch
 */
void
muster_json_member_instant (MusterJsonWriter *self, const char *name, gint64 at_us)
{
  muster_json_name (self, name);
  muster_json_instant (self, at_us);
}
