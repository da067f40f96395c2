/* matcher-text.c - matchers read and written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quotes, braces, commas and what a backslash does are Alertmanager 0.25's, oddities included:
 * what amtool takes means the same here.
 */
#include "base/matcher.h"

#include <string.h>

static const char *const operators[] = {
  [MUSTER_MATCH_EQUAL] = "=",
  [MUSTER_MATCH_NOT_EQUAL] = "!=",
  [MUSTER_MATCH_REGEX] = "=~",
  [MUSTER_MATCH_NOT_REGEX] = "!~",
};

static gboolean
fail (GError **error, const char *what, const char *token)
{
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "%s: %s", what, token);
  return FALSE;
}

/* The longest operator that stands there, or -1. */
static int
find_operator (const char *text)
{
  static const MusterMatch by_length[] = { MUSTER_MATCH_REGEX, MUSTER_MATCH_NOT_REGEX,
                                           MUSTER_MATCH_NOT_EQUAL, MUSTER_MATCH_EQUAL };

  for (guint i = 0; i < G_N_ELEMENTS (by_length); i++)
    if (g_str_has_prefix (text, operators[by_length[i]]))
      return (int) by_length[i];
  return -1;
}

/* A quote may stand at both ends or nowhere; \" \\ and \n mean what they say, and before anything
 * else a backslash is a backslash. */
static char *
unquote (const char *raw, GError **error)
{
  GString *value = g_string_new (NULL);
  gboolean is_open = raw[0] == '"';
  const char *c = is_open ? raw + 1 : raw;

  for (; *c != '\0'; c++)
    if (*c == '\\' && (c[1] == '"' || c[1] == '\\'))
      g_string_append_c (value, *++c);
    else if (*c == '\\' && c[1] == 'n')
      {
        g_string_append_c (value, '\n');
        c++;
      }
    else if (*c != '"')
      g_string_append_c (value, *c);
    else if (is_open && c[1] == '\0')
      is_open = FALSE;
    else
      break;
  if (*c == '\0' && !is_open)
    return g_string_free (value, FALSE);
  fail (error, "a quote in a matcher's value is not escaped, or has no other", raw);
  g_string_free (value, TRUE);
  return NULL;
}

static gboolean
parse_one (MusterMatchers *self, const char *token, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (token));
  gsize name_n = strcspn (text, "=!");
  g_autofree char *name = g_strchomp (g_strndup (text, name_n));
  int match = find_operator (text + name_n);
  g_autofree char *value = NULL;

  if (match < 0 || name_n == 0)
    return fail (error, "a matcher is written name=\"value\", with =, !=, =~ or !~", token);
  value = unquote (g_strchug (text + name_n + strlen (operators[match])), error);
  return value != NULL && muster_matchers_add (self, (MusterMatch) match, name, value, error);
}

static gsize
token_length (const char *text)
{
  gboolean is_quoted = FALSE, is_escaped = FALSE;
  gsize n = 0;

  for (; text[n] != '\0' && (text[n] != ',' || is_quoted); n++)
    {
      if (text[n] == '"' && !is_escaped)
        is_quoted = !is_quoted;
      is_escaped = text[n] == '\\' && !is_escaped;
    }
  return n;
}

/**
 * muster_matchers_parse:
 * @self: matchers
 * @text: of a person
 * @error: return location; MUSTER_BASE_ERROR
 *
 * Adds what @text says: a="b",c=~"d|e" with or without braces around all.
 *
 * Returns: %FALSE: one of them is none; those before it are added
 */
gboolean
muster_matchers_parse (MusterMatchers *self, const char *text, GError **error)
{
  g_autofree char *list = NULL;
  gsize n;

  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, "matchers are UTF-8", "these are not");
  if (text[0] == '{')
    text++;
  n = strlen (text);
  if (n > 0 && text[n - 1] == '}')
    n--;
  list = g_strndup (text, n);
  for (const char *at = list; *at != '\0';)
    {
      g_autofree char *token = g_strndup (at, token_length (at));

      if (!parse_one (self, token, error))
        return FALSE;
      at += strlen (token);
      if (*at == ',')
        at++;
    }
  return TRUE;
}

static void
read_member (MusterJsonReader *reader, MusterText member, char **name, char **value, guint *match)
{
  MusterText text;
  gboolean is_set = FALSE;

  if (muster_text_equal (member, "name") && muster_json_reader_string (reader, &text))
    {
      g_free (*name);
      *name = muster_text_dup (text);
    }
  else if (muster_text_equal (member, "value") && muster_json_reader_string (reader, &text))
    {
      g_free (*value);
      *value = muster_text_dup (text);
    }
  else if (muster_text_equal (member, "isRegex") && muster_json_reader_bool (reader, &is_set))
    *match |= is_set ? MUSTER_MATCH_REGEX : 0;
  else if (muster_text_equal (member, "isEqual"))
    {
      if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_null (reader);
      else if (muster_json_reader_bool (reader, &is_set) && !is_set)
        *match |= MUSTER_MATCH_NOT_EQUAL;
    }
  else
    muster_json_reader_skip (reader);
}

/**
 * muster_matchers_read_json:
 * @self: matchers
 * @reader: before an array of {"name","value","isRegex","isEqual"}
 * @error: return location; MUSTER_BASE_ERROR for what is no matcher
 *
 * Adds them. What is no such JSON is the reader's error.
 *
 * Returns: %FALSE: one of them is no matcher; the reader is not at the array's end then
 */
gboolean
muster_matchers_read_json (MusterMatchers *self, MusterJsonReader *reader, GError **error)
{
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      g_autofree char *name = NULL, *value = NULL;
      MusterText member;
      guint match = 0; /* the bits of negation and pattern make up MusterMatch */

      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &member))
        read_member (reader, member, &name, &value, &match);
      if (muster_json_reader_failed (reader))
        return TRUE;
      if (name == NULL || value == NULL)
        return fail (error, "a matcher lacks", name == NULL ? "its name" : "its value");
      if (!muster_matchers_add (self, (MusterMatch) match, name, value, error))
        return FALSE;
    }
  return TRUE;
}

static void
append_quoted (GString *out, const char *value)
{
  g_string_append_c (out, '"');
  for (const char *c = value; *c != '\0'; c++)
    if (*c == '\n')
      g_string_append (out, "\\n");
    else
      {
        if (*c == '"' || *c == '\\')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *c);
      }
  g_string_append_c (out, '"');
}

/**
 * muster_matchers_append_text:
 * @self: matchers
 * @out: where to
 *
 * Writes {a="b",c=~"d|e"}, which muster_matchers_parse() reads back.
 */
void
muster_matchers_append_text (const MusterMatchers *self, GString *out)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < self->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (self->items, i);

      g_string_append (out, i > 0 ? "," : "");
      g_string_append (out, matcher->name);
      g_string_append (out, operators[matcher->match]);
      append_quoted (out, matcher->value);
    }
  g_string_append_c (out, '}');
}

/**
 * muster_matchers_write_json:
 * @self: matchers
 * @writer: where a value may stand
 *
 * Writes the array that muster_matchers_read_json() reads.
 */
void
muster_matchers_write_json (const MusterMatchers *self, MusterJsonWriter *writer)
{
  muster_json_begin_array (writer);
  for (guint i = 0; i < self->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (self->items, i);

      muster_json_begin_object (writer);
      muster_json_member_string (writer, "name", matcher->name);
      muster_json_member_string (writer, "value", matcher->value);
      muster_json_member_bool (writer, "isRegex", matcher->pattern != NULL);
      muster_json_member_bool (writer, "isEqual",
                               matcher->match == MUSTER_MATCH_EQUAL ||
                                   matcher->match == MUSTER_MATCH_REGEX);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}
