/* matcher.c - what is asked of labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/matcher.h"

#include <string.h>

static void
matcher_free (MusterMatcher *self)
{
  g_free (self->name);
  g_free (self->value);
  g_clear_pointer (&self->pattern, muster_pattern_free);
  g_free (self);
}

/**
 * muster_matchers_new:
 *
 * Returns: (transfer full): no matchers, which match everything
 */
MusterMatchers *
muster_matchers_new (void)
{
  MusterMatchers *self = g_new0 (MusterMatchers, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) matcher_free);
  return self;
}

/**
 * muster_matchers_free:
 * @self: matchers
 *
 * Frees them.
 */
void
muster_matchers_free (MusterMatchers *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

static gboolean
is_name (const char *name)
{
  if (!g_ascii_isalpha (name[0]) && name[0] != '_' && name[0] != ':')
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != ':')
      return FALSE;
  return TRUE;
}

static gboolean
check (const MusterMatchers *self, const char *name, const char *value, GError **error)
{
  const char *why = NULL;

  if (self->items->len >= MUSTER_MATCHERS_MAX)
    why = "there are too many matchers";
  else if (strlen (value) > MUSTER_MATCHER_VALUE_BYTES_MAX)
    why = "the value of a matcher is over 1,024 bytes";
  else if (!is_name (name))
    why = "a matcher names no label: letters, digits, _ and : do";
  if (why != NULL)
    g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, why);
  return why == NULL;
}

/**
 * muster_matchers_add:
 * @self: matchers
 * @match: how the value is compared
 * @name: a label's name
 * @value: its value, or a pattern of MUSTER_PATTERN
 * @error: return location; MUSTER_BASE_ERROR
 *
 * Returns: %FALSE: there are too many, or this one is none
 */
gboolean
muster_matchers_add (MusterMatchers *self,
                     MusterMatch match,
                     const char *name,
                     const char *value,
                     GError **error)
{
  g_autoptr (MusterPattern) pattern = NULL;
  MusterMatcher *matcher;

  if (!check (self, name, value, error))
    return FALSE;
  if (match == MUSTER_MATCH_REGEX || match == MUSTER_MATCH_NOT_REGEX)
    {
      pattern = muster_pattern_new (value, error);
      if (pattern == NULL)
        {
          g_prefix_error (error, "label %s: ", name);
          return FALSE;
        }
    }
  matcher = g_new0 (MusterMatcher, 1);
  matcher->match = match;
  matcher->name = g_strdup (name);
  matcher->name_n = (guint) strlen (name);
  matcher->value = g_strdup (value);
  matcher->value_n = (guint) strlen (value);
  matcher->pattern = g_steal_pointer (&pattern);
  g_ptr_array_add (self->items, matcher);
  return TRUE;
}

static MusterPatternResult
match_value (MusterMatcher *self, const char *bytes, gsize n)
{
  gboolean is_negative =
      self->match == MUSTER_MATCH_NOT_EQUAL || self->match == MUSTER_MATCH_NOT_REGEX;
  MusterPatternResult result;

  if (self->gave_up)
    return MUSTER_PATTERN_TOO_COSTLY;
  if (self->pattern != NULL)
    result = muster_pattern_match (self->pattern, bytes, n);
  else
    result = self->value_n == n && (n == 0 || memcmp (self->value, bytes, n) == 0)
                 ? MUSTER_PATTERN_YES
                 : MUSTER_PATTERN_NO;
  self->gave_up = result == MUSTER_PATTERN_TOO_COSTLY;
  if (self->gave_up || !is_negative)
    return result;
  return result == MUSTER_PATTERN_YES ? MUSTER_PATTERN_NO : MUSTER_PATTERN_YES;
}

/* NULL: there is no such label, which is as if it were empty. */
static const MusterLabel *
find_label (const MusterMatcher *self, const MusterLabelSet *labels)
{
  for (guint i = 0; i < labels->n; i++)
    if (labels->items[i].name_n == self->name_n &&
        memcmp (labels->items[i].name, self->name, self->name_n) == 0)
      return &labels->items[i];
  return NULL;
}

/**
 * muster_matchers_match:
 * @self: matchers
 * @labels: of an alert
 *
 * A pattern that exceeds its budget is given up for good: it would cost as much on every alert.
 *
 * Returns: whether all hold; that one is too costly is told only where none of the others fails
 */
MusterPatternResult
muster_matchers_match (const MusterMatchers *self, const MusterLabelSet *labels)
{
  MusterPatternResult worst = MUSTER_PATTERN_YES;

  for (guint i = 0; i < self->items->len; i++)
    {
      MusterMatcher *matcher = g_ptr_array_index (self->items, i);
      gboolean gave_up = matcher->gave_up;
      const MusterLabel *label = find_label (matcher, labels);
      MusterPatternResult result = label != NULL
                                       ? match_value (matcher, label->value, label->value_n)
                                       : match_value (matcher, NULL, 0);

      if (matcher->gave_up && !gave_up && self->watch != NULL)
        self->watch->given_up = TRUE;
      if (result == MUSTER_PATTERN_NO)
        return MUSTER_PATTERN_NO;
      if (result == MUSTER_PATTERN_TOO_COSTLY)
        worst = MUSTER_PATTERN_TOO_COSTLY;
    }
  return worst;
}

/**
 * muster_matchers_gave_up:
 * @self: matchers
 *
 * Returns: whether a pattern of them was too costly once
 */
gboolean
muster_matchers_gave_up (const MusterMatchers *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((const MusterMatcher *) g_ptr_array_index (self->items, i))->gave_up)
      return TRUE;
  return FALSE;
}

/**
 * muster_matchers_give_up:
 * @self: matchers
 *
 * Tries none of their patterns any more.
 */
void
muster_matchers_give_up (MusterMatchers *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      MusterMatcher *matcher = g_ptr_array_index (self->items, i);

      matcher->gave_up = matcher->pattern != NULL;
    }
}

/**
 * muster_matchers_match_nothing:
 * @self: matchers
 *
 * Returns: whether each of them matches the empty value, so that together they match about
 *   everything
 */
gboolean
muster_matchers_match_nothing (const MusterMatchers *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (match_value (g_ptr_array_index (self->items, i), NULL, 0) == MUSTER_PATTERN_NO)
      return FALSE;
  return TRUE;
}

/**
 * muster_matchers_find_equal:
 * @self: matchers
 *
 * Returns: (nullable) (transfer none): one that wants one value of a label, for an index
 */
const MusterMatcher *
muster_matchers_find_equal (const MusterMatchers *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (self->items, i);

      if (matcher->match == MUSTER_MATCH_EQUAL && matcher->value[0] != '\0')
        return matcher;
    }
  return NULL;
}

/**
 * muster_matchers_equal:
 * @a: matchers
 * @b: others
 *
 * Returns: whether they are the same, in the same order
 */
gboolean
muster_matchers_equal (const MusterMatchers *a, const MusterMatchers *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    {
      const MusterMatcher *x = g_ptr_array_index (a->items, i);
      const MusterMatcher *y = g_ptr_array_index (b->items, i);

      if (x->match != y->match || strcmp (x->name, y->name) != 0 ||
          strcmp (x->value, y->value) != 0)
        return FALSE;
    }
  return TRUE;
}
