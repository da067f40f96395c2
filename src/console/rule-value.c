/* rule-value.c - what is said of a rule: as JSON, and as a person writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-value.h"

#include <string.h>

#include "base/json-reader.h"
#include "base/json-writer.h"

/* {"team":"platform"} as "team:platform" */
static char *
tell_target (MusterJsonReader *reader)
{
  MusterText kind, name;

  muster_json_reader_enter_object (reader);
  if (!muster_json_reader_next_member (reader, &kind))
    return g_strdup ("");
  {
    g_autofree char *of = muster_text_dup (kind);
    g_autofree char *called =
        muster_json_reader_string (reader, &name) ? muster_text_dup (name) : NULL;

    return g_strdup_printf ("%s:%s", of, called ? called : "");
  }
}

static char *
tell_list (MusterJsonReader *reader)
{
  GString *out = g_string_new (NULL);
  MusterText text;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
    g_string_append_printf (out, "%s%.*s", out->len > 0 ? ", " : "", (int) text.n, text.bytes);
  return g_string_free (out, FALSE);
}

static char *
tell_any (const char *raw)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText text;

  muster_json_reader_begin (reader, raw, strlen (raw), NULL);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
      muster_json_reader_string (reader, &text))
    return muster_text_dup (text);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_ARRAY)
    return tell_list (reader);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
    return tell_target (reader);
  return g_strdup (raw);
}

/* --- windows of a week --- */

static const char *const days[] = { "mo", "tu", "we", "th", "fr", "sa", "su" };

static int
find_day (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (strcmp (days[i], text) == 0)
      return (int) i;
  return -1;
}

/* "mo-we" for three or more that follow each other. */
static void
append_days (GString *out, const GPtrArray *names)
{
  for (guint i = 0, n; i < names->len; i += n)
    {
      int first = find_day (names->pdata[i]);

      for (n = 1; first >= 0 && i + n < names->len; n++)
        if (find_day (names->pdata[i + n]) != first + (int) n)
          break;
      n = n < 3 ? 1 : n;
      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", (char *) names->pdata[i]);
      if (n > 1)
        g_string_append_printf (out, "-%s", (char *) names->pdata[i + n - 1]);
    }
}

static void
tell_window (MusterJsonReader *reader, GString *out)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *from = g_strdup (""), *to = g_strdup ("");
  MusterText member, text;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &member))
    if (muster_text_equal (member, "days") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
        g_ptr_array_add (names, muster_text_dup (text));
    else if (muster_json_reader_string (reader, &text))
      {
        char **edge = muster_text_equal (member, "from") ? &from : &to;

        g_free (*edge);
        *edge = muster_text_dup (text);
      }
  if (out->len > 0)
    g_string_append (out, "; ");
  append_days (out, names);
  if (*from || *to)
    g_string_append_printf (out, "%s%s-%s", names->len > 0 ? " " : "", from, to);
}

static char *
tell_windows (const char *raw)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GString *out = g_string_new (NULL);

  muster_json_reader_begin (reader, raw, strlen (raw), NULL);
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    tell_window (reader, out);
  return g_string_free (out, FALSE);
}

/* What is no range of days is one day; the hub's check says whether it is. */
static void
write_days (MusterJsonWriter *writer, const char *text)
{
  g_auto (GStrv) edges = g_strsplit (text, "-", 2);
  int first = find_day (edges[0]), last = edges[1] ? find_day (edges[1]) : -1;

  if (first < 0 || last < first)
    muster_json_string (writer, text);
  for (int i = first; first >= 0 && i <= last; i++)
    muster_json_string (writer, days[i]);
}

static void
write_edges (MusterJsonWriter *writer, const char *text)
{
  g_auto (GStrv) edges = g_strsplit (text, "-", 2);

  if (*edges[0])
    muster_json_member_string (writer, "from", edges[0]);
  if (edges[1] && *edges[1])
    muster_json_member_string (writer, "to", edges[1]);
}

static void
write_window (MusterJsonWriter *writer, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  gboolean has_days = FALSE;

  muster_json_begin_object (writer);
  for (guint i = 0; words[i]; i++)
    {
      if (*words[i] == '\0' || strchr (words[i], ':'))
        continue;
      if (!has_days)
        {
          muster_json_name (writer, "days");
          muster_json_begin_array (writer);
        }
      has_days = TRUE;
      write_days (writer, words[i]);
    }
  if (has_days)
    muster_json_end_array (writer);
  for (guint i = 0; words[i]; i++)
    if (strchr (words[i], ':'))
      {
        write_edges (writer, words[i]);
        break;
      }
  muster_json_end_object (writer);
}

static char *
write_windows (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_array (&writer);
  for (guint i = 0; parts[i]; i++)
    if (*g_strstrip (parts[i]))
      write_window (&writer, parts[i]);
  muster_json_end_array (&writer);
  return g_string_free (out, FALSE);
}

/**
 * muster_rule_value_tell:
 * @field: what it is of
 * @raw: (nullable): it as JSON
 *
 * Returns: (transfer full): it as a person writes it; "" for none
 */
char *
muster_rule_value_tell (const MusterRuleField *field, const char *raw)
{
  if (field->type == MUSTER_RULE_FIELD_SWITCH)
    return g_strdup (g_strcmp0 (raw, "true") == 0 ? "yes" : "");
  if (!raw)
    return g_strdup ("");
  return field->type == MUSTER_RULE_FIELD_WINDOWS ? tell_windows (raw) : tell_any (raw);
}

/* --- writing --- */

static char *
write_list (const char *value)
{
  g_auto (GStrv) names = g_strsplit_set (value, ", ", -1);
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_array (&writer);
  for (guint i = 0; names[i]; i++)
    if (*names[i])
      muster_json_string (&writer, names[i]);
  muster_json_end_array (&writer);
  return g_string_free (out, FALSE);
}

static char *
write_target (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, parts[1] ? g_strstrip (parts[0]) : "team",
                             g_strstrip (parts[parts[1] ? 1 : 0]));
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

static char *
write_string (const char *value)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, value);
  return g_string_free (out, FALSE);
}

/**
 * muster_rule_value_write:
 * @field: what it is of
 * @value: as a person writes it; not ""
 *
 * Returns: (transfer full): it as JSON
 */
char *
muster_rule_value_write (const MusterRuleField *field, const char *value)
{
  guint64 number;

  if (field->type == MUSTER_RULE_FIELD_SWITCH)
    return g_strdup ("true");
  if (field->type == MUSTER_RULE_FIELD_WINDOWS)
    return write_windows (value);
  if (field->type == MUSTER_RULE_FIELD_LABELS)
    return write_list (value);
  if (field->type == MUSTER_RULE_FIELD_TARGET)
    return write_target (value);
  if ((field->type == MUSTER_RULE_FIELD_NUMBER || field->type == MUSTER_RULE_FIELD_SEVERITY) &&
      g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &number, NULL))
    return g_strdup_printf ("%u", (guint) number);
  return write_string (value);
}
