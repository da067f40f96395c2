/* pattern.c - a regular expression from outside, held to a budget (security R44)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pattern.h"

#include "base/text-scan.h"

#include <string.h>

/* PCRE counts what it tries. On a slow core this many are under 5 ms, and a pattern that is fit
 * for a label's value of 1 KiB needs a few thousand. */
#define BUDGET "(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=5000)(*LIMIT_HEAP=1024)"

/* What most people write needs no expression, or seldom: a choice of words, and "prefix.*". */
struct _MusterPattern
{
  char **words;
  gsize *words_n;      /* bytes of each */
  char *prefix;        /* that what matches begins with; "" if none is known */
  gsize prefix_n;      /* bytes */
  gboolean is_a_start; /* whatever plain text follows the prefix matches */
  GRegex *regex;
};

static gboolean
is_choice_of_words (const char *source)
{
  return strpbrk (source, "\\.+*?()[]{}^$") == NULL;
}

/* How many bytes of @source stand for themselves and before all else. Not looked into is what has
 * a choice outside of brackets, or so many kinds of them that it is not plain where that is. */
static gsize
find_prefix (const char *source)
{
  gsize n = strcspn (source, "\\.+*?()[]{}^$|");
  gboolean is_plain = strpbrk (source, "[\\") == NULL;
  gint depth = 0;

  for (const char *c = source; *c != '\0'; c++)
    {
      depth += (*c == '(') - (*c == ')');
      if (*c == '|' && (!is_plain || depth == 0))
        return 0;
    }
  if (n > 0 && source[n] != '\0' && strchr ("*?+{\\(", source[n]) != NULL)
    n = (gsize) (g_utf8_prev_char (source + n) -
                 source); /* the last may be repeated, or not there */
  return n;
}

/* By itself, so that nothing in it reaches out of the brackets that are put around it. */
static gboolean
check_alone (const char *source, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (strlen (source) > MUSTER_PATTERN_BYTES_MAX)
    {
      g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                   "the pattern is over %d bytes", MUSTER_PATTERN_BYTES_MAX);
      return FALSE;
    }
  if (!g_utf8_validate (source, -1, NULL) || g_str_has_prefix (source, "(*"))
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                           "this is no pattern");
      return FALSE;
    }
  regex = g_regex_new (source, 0, 0, &why);
  if (regex == NULL)
    g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "the pattern: %s",
                 why->message);
  return regex != NULL;
}

static void
set_words (MusterPattern *self, const char *source)
{
  guint n;

  self->words = g_strsplit (source, "|", -1);
  n = g_strv_length (self->words);
  self->words_n = g_new (gsize, n);
  for (guint i = 0; i < n; i++)
    self->words_n[i] = strlen (self->words[i]);
}

/**
 * muster_pattern_new:
 * @source: a regular expression as Prometheus and Alertmanager take them, in PCRE's syntax, of
 *   which theirs is nearly all a part
 * @error: return location; MUSTER_BASE_ERROR
 *
 * It must match a text from end to end.
 *
 * Returns: (transfer full) (nullable): the pattern; %NULL: it is none, or over 1 KiB
 */
MusterPattern *
muster_pattern_new (const char *source, GError **error)
{
  MusterPattern *self;
  g_autoptr (GRegex) regex = NULL;
  g_autofree char *whole = NULL;

  if (!check_alone (source, error))
    return NULL;
  if (!is_choice_of_words (source))
    {
      whole = g_strdup_printf (BUDGET "^(?:%s)$", source);
      regex = g_regex_new (whole, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
      if (regex == NULL) /* an open \Q or comment takes the closing bracket in */
        {
          g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                               "the pattern has no end");
          return NULL;
        }
    }
  self = g_new0 (MusterPattern, 1);
  self->regex = g_steal_pointer (&regex);
  if (self->regex == NULL)
    set_words (self, source);
  else
    {
      self->prefix_n = find_prefix (source);
      self->prefix = g_strndup (source, self->prefix_n);
      self->is_a_start = strcmp (source + self->prefix_n, ".*") == 0;
    }
  return self;
}

/**
 * muster_pattern_free:
 * @self: a pattern
 *
 * Frees it.
 */
void
muster_pattern_free (MusterPattern *self)
{
  g_clear_pointer (&self->regex, g_regex_unref);
  g_strfreev (self->words);
  g_free (self->words_n);
  g_free (self->prefix);
  g_free (self);
}

static gboolean
is_a_word (const MusterPattern *self, const char *bytes, gsize n)
{
  if (self->words[0] == NULL) /* g_strsplit() makes nothing of an empty text */
    return n == 0;
  for (guint i = 0; self->words[i] != NULL; i++)
    if (self->words_n[i] == n && memcmp (self->words[i], bytes, n) == 0)
      return TRUE;
  return FALSE;
}

/**
 * muster_pattern_match:
 * @self: a pattern
 * @bytes: UTF-8
 * @n: how many
 *
 * Returns: whether the whole text matches, if that can be told within the budget
 */
MusterPatternResult
muster_pattern_match (const MusterPattern *self, const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;

  if (n == 0)
    bytes = "";
  if (self->words != NULL)
    return is_a_word (self, bytes, n) ? MUSTER_PATTERN_YES : MUSTER_PATTERN_NO;
  if (n < self->prefix_n || memcmp (bytes, self->prefix, self->prefix_n) != 0)
    return MUSTER_PATTERN_NO;
  if (self->is_a_start && muster_is_all_plain (bytes + self->prefix_n, n - self->prefix_n))
    return MUSTER_PATTERN_YES; /* no line ends in it, which a dot does not match */
  if (g_regex_match_full (self->regex, bytes, (gssize) n, 0, 0, NULL, &error))
    return MUSTER_PATTERN_YES;
  return error == NULL ? MUSTER_PATTERN_NO : MUSTER_PATTERN_TOO_COSTLY;
}
