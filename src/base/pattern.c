/* pattern.c - a regular expression from outside, held to a budget (security R44)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pattern.h"

#include <string.h>

/* PCRE counts what it tries. On a slow core this many are under 5 ms, and a pattern that is fit
 * for a label's value of 1 KiB needs a few thousand. */
#define BUDGET "(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=5000)(*LIMIT_HEAP=1024)"

struct _MusterPattern
{
  char **words; /* what most people write is a choice of words, and needs no expression */
  GRegex *regex;
};

static gboolean
is_choice_of_words (const char *source)
{
  return strpbrk (source, "\\.+*?()[]{}^$") == NULL;
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
    self->words = g_strsplit (source, "|", -1);
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
  g_free (self);
}

static gboolean
is_a_word (const MusterPattern *self, const char *bytes, gsize n)
{
  if (self->words[0] == NULL) /* g_strsplit() makes nothing of an empty text */
    return n == 0;
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strlen (self->words[i]) == n && memcmp (self->words[i], bytes, n) == 0)
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
  if (g_regex_match_full (self->regex, bytes, (gssize) n, 0, 0, NULL, &error))
    return MUSTER_PATTERN_YES;
  return error == NULL ? MUSTER_PATTERN_NO : MUSTER_PATTERN_TOO_COSTLY;
}
