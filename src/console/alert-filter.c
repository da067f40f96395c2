/* alert-filter.c - which alerts are shown: words that are looked for, and matchers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-filter.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MusterAlertFilter
{
  MusterMatchers *matchers;
  GPtrArray *words; /* folded */
};

/**
 * muster_alert_filter_free:
 * @self: (nullable): a filter
 */
void
muster_alert_filter_free (MusterAlertFilter *self)
{
  if (!self)
    return;
  muster_matchers_free (self->matchers);
  g_ptr_array_unref (self->words);
  g_free (self);
}

/* --- reading --- */

static gboolean
is_gap (char c)
{
  return c == ',' || g_ascii_isspace (c);
}

/* How long the name and operator are that stand there, with the blanks behind; 0: it is a word. */
static gsize
match_operator (const char *text)
{
  gsize n = 0;

  if (!g_ascii_isalpha (text[0]) && text[0] != '_' && text[0] != ':')
    return 0;
  while (g_ascii_isalnum (text[n]) || text[n] == '_' || text[n] == ':')
    n++;
  while (text[n] == ' ')
    n++;
  if (text[n] == '!' && (text[n + 1] == '=' || text[n + 1] == '~'))
    n += 2;
  else if (text[n] == '=')
    n += text[n + 1] == '~' ? 2 : 1;
  else
    return 0;
  while (text[n] == ' ')
    n++;
  return n;
}

/* A quoted text goes to its other quote, or to the end; anything else to the next gap. */
static gsize
measure_value (const char *text)
{
  gsize n = 0;

  if (text[0] == '"')
    for (n = 1; text[n] != '\0' && text[n] != '"'; n++)
      n += text[n] == '\\' && text[n + 1] != '\0';
  while (text[n] != '\0' && !is_gap (text[n]))
    n++;
  return n;
}

/* (nullable): why what is typed of a matcher is none yet, where that is plain to see */
static char *
tell_gap (const char *token, const char *value)
{
  gsize n = strlen (value);

  if (n == 0)
    /* TRANSLATORS: %s is the beginning of a condition, as in service= */
    return g_strdup_printf (_ ("A value follows after %s, or \"\" for alerts without the label"),
                            token);
  if (value[0] == '"' && (n == 1 || value[n - 1] != '"'))
    /* TRANSLATORS: %s is the beginning of a condition, as in service="a */
    return g_strdup_printf (_ ("The quote of %s is open still"), token);
  return NULL;
}

static gboolean
add_matcher (MusterAlertFilter *self, const char *text, gsize head_n, gsize value_n, GError **error)
{
  g_autofree char *token = g_strndup (text, head_n + value_n);
  g_autofree char *gap = tell_gap (token, token + head_n);

  if (!gap)
    return muster_matchers_parse (self->matchers, token, error);
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, gap);
  return FALSE;
}

static void
add_word (MusterAlertFilter *self, const char *text, gsize n)
{
  gboolean is_quoted = text[0] == '"';
  gsize skip = is_quoted ? 1 : 0;
  gsize end = is_quoted && n > 1 && text[n - 1] == '"' ? 1 : 0;
  g_autofree char *word = g_strndup (text + skip, n - skip - end);

  if (*word)
    g_ptr_array_add (self->words, g_utf8_casefold (word, -1));
}

/* The text between the braces that may stand around all of it. */
static char *
strip_braces (const char *text)
{
  char *copy = g_strstrip (g_strdup (text));
  gsize n = strlen (copy);

  if (n > 0 && copy[0] == '{')
    {
      copy[0] = ' ';
      if (copy[n - 1] == '}')
        copy[n - 1] = ' ';
    }
  return copy;
}

/**
 * muster_alert_filter_new:
 * @text: what was typed: words, "words in quotes" and matchers, with gaps or commas between
 * @error: return location; MUSTER_BASE_ERROR: a matcher is none, or none yet
 *
 * Returns: (transfer full) (nullable): the filter; an empty text lets every alert pass
 */
MusterAlertFilter *
muster_alert_filter_new (const char *text, GError **error)
{
  g_autoptr (MusterAlertFilter) self = g_new0 (MusterAlertFilter, 1);
  g_autofree char *list = strip_braces (text);

  self->matchers = muster_matchers_new ();
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (const char *at = list; *at != '\0';)
    {
      gsize head_n, n;

      if (is_gap (*at))
        {
          at++;
          continue;
        }
      head_n = match_operator (at);
      n = measure_value (at + head_n);
      if (head_n == 0)
        add_word (self, at, n);
      else if (!add_matcher (self, at, head_n, n, error))
        return NULL;
      at += head_n + n;
    }
  return g_steal_pointer (&self);
}

/**
 * muster_alert_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether every alert passes
 */
gboolean
muster_alert_filter_is_empty (const MusterAlertFilter *self)
{
  return self->matchers->items->len == 0 && self->words->len == 0;
}

/**
 * muster_alert_filter_has_words:
 * @self: a filter
 *
 * Returns: whether it is more than matchers can say
 */
gboolean
muster_alert_filter_has_words (const MusterAlertFilter *self)
{
  return self->words->len > 0;
}

/**
 * muster_alert_filter_dup_matchers:
 * @self: a filter
 *
 * Returns: (transfer full) (nullable): its matchers, as muster_matchers_parse() reads them
 */
char *
muster_alert_filter_dup_matchers (const MusterAlertFilter *self)
{
  GString *text;

  if (self->matchers->items->len == 0)
    return NULL;
  text = g_string_new (NULL);
  muster_matchers_append_text (self->matchers, text);
  return g_string_free (text, FALSE);
}

/* --- asking --- */

/**
 * muster_alert_filter_fold:
 * @title: (nullable): an alert's title
 * @labels: its labels
 *
 * Returns: (transfer full): a line for the title and for each label, without upper case
 */
char *
muster_alert_filter_fold (const char *title, const MusterLabelSet *labels)
{
  g_autoptr (GString) all = g_string_new (title);

  for (guint i = 0; i < labels->n; i++)
    {
      const MusterLabel *label = &labels->items[i];

      g_string_append_c (all, '\n');
      g_string_append_len (all, label->name, label->name_n);
      g_string_append_c (all, '=');
      g_string_append_len (all, label->value, label->value_n);
    }
  return g_utf8_casefold (all->str, (gssize) all->len);
}

/**
 * muster_alert_filter_matches:
 * @self: a filter
 * @folded: what words are looked for in
 * @labels: the alert's labels
 *
 * Returns: whether the alert is shown; not, if a pattern is too costly to be asked of it
 */
gboolean
muster_alert_filter_matches (const MusterAlertFilter *self,
                             const char *folded,
                             const MusterLabelSet *labels)
{
  for (guint i = 0; i < self->words->len; i++)
    if (strstr (folded, g_ptr_array_index (self->words, i)) == NULL)
      return FALSE;
  return self->matchers->items->len == 0 ||
         muster_matchers_match (self->matchers, labels) == MUSTER_PATTERN_YES;
}

/* --- adding --- */

/* a="b", as matchers are written, without the braces */
static char *
write_equal (const char *name, const char *value)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (!muster_matchers_add (matchers, MUSTER_MATCH_EQUAL, name, value, NULL))
    return NULL;
  muster_matchers_append_text (matchers, text);
  return g_strndup (text->str + 1, text->len - 2);
}

/**
 * muster_alert_filter_add:
 * @text: what is typed so far
 * @name: a label's name
 * @value: its value
 *
 * Returns: (transfer full): @text with name="value" added; as it was, if it has that already or
 *   the label is none
 */
char *
muster_alert_filter_add (const char *text, const char *name, const char *value)
{
  g_autofree char *more = write_equal (name, value);
  g_autofree char *before = g_strstrip (g_strdup (text));

  if (!more || strstr (before, more) != NULL)
    return g_steal_pointer (&before);
  if (*before == '\0')
    return g_steal_pointer (&more);
  if (before[0] == '{' && g_str_has_suffix (before, "}"))
    {
      before[strlen (before) - 1] = '\0';
      return g_strdup_printf ("%s,%s}", before, more);
    }
  return g_strdup_printf ("%s %s", before, more);
}

/**
 * muster_alert_filter_write:
 * @labels: of an alert
 *
 * Returns: (transfer full): matchers that ask for each of them; a label that no matcher can name
 *   is left out
 */
char *
muster_alert_filter_write (const MusterLabelSet *labels)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < labels->n; i++)
    {
      g_autofree char *name = g_strndup (labels->items[i].name, labels->items[i].name_n);
      g_autofree char *value = g_strndup (labels->items[i].value, labels->items[i].value_n);

      muster_matchers_add (matchers, MUSTER_MATCH_EQUAL, name, value, NULL);
    }
  muster_matchers_append_text (matchers, text);
  return g_string_free (text, FALSE);
}
