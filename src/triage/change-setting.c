/* change-setting.c - a line before and after: the same setting, another value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/change-setting.h"

#include "base/safe-text.h"

#include <math.h>
#include <string.h>

#define LITTLE    1.5 /* times as much, or less: a trim */
#define MUCH      4.0
#define WORDS_MAX 120 /* bytes that are told */

/* "  DefaultTTL: 15m," → "DefaultTTL", "15m"; FALSE: no such line. */
static gboolean
split (const char *line, char **name, char **value)
{
  const char *begin = line + strspn (line, " \t\"'-"), *end = begin;
  gsize n;

  while (g_ascii_isalnum (*end) || (*end != '\0' && strchr ("_.-", *end) != NULL))
    end++;
  if (end == begin)
    return FALSE;
  *name = g_strndup (begin, (gsize) (end - begin));
  begin = end + strspn (end, " \t\"'");
  /* "CHART_TTL: int = 30": its type is no value */
  if (*begin == ':' && strchr (begin, '=') != NULL && begin[1] != '=')
    begin = strchr (begin, '=');
  n = strspn (begin, ":=");
  if (n == 0)
    {
      g_clear_pointer (name, g_free);
      return FALSE;
    }
  *value = g_strstrip (g_strdup (begin + n));
  n = strlen (*value);
  while (n > 0 && strchr (",;", (*value)[n - 1]) != NULL)
    (*value)[--n] = '\0';
  return TRUE;
}

/* The first number of a text; FALSE: none. */
static gboolean
find_number (const char *text, double *number, const char **rest)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      {
        char *end;

        *number = g_ascii_strtod (p, &end);
        *rest = end;
        return isfinite (*number);
      }
  return FALSE;
}

/* How much one number is of another, either way. */
static double
compare_numbers (double was, double is)
{
  double times;

  if (was <= 0 || is <= 0)
    return was == is ? 0 : 1;
  times = MAX (was, is) / MIN (was, is);
  return CLAMP ((log (times) - log (LITTLE)) / (log (MUCH) - log (LITTLE)), 0, 1);
}

/* What is no number, or is of another unit, is all that can be. */
static double
weigh (const char *before, const char *after)
{
  const char *rest = NULL, *other_rest = NULL;
  double was, is;

  if (!find_number (before, &was, &rest) || !find_number (after, &is, &other_rest) ||
      strcmp (rest, other_rest) != 0)
    return 1;
  return compare_numbers (was, is);
}

/* One line with another number in it? Then how much of a change that is; else 0. */
static double
weigh_numbers (const char *before, const char *after)
{
  double weight = 0;

  while (*before == *after || (g_ascii_isdigit (*before) && g_ascii_isdigit (*after)))
    {
      if (*before == '\0')
        return weight;
      if (g_ascii_isdigit (*before))
        {
          char *end, *other_end;
          double was = g_ascii_strtod (before, &end), is = g_ascii_strtod (after, &other_end);

          weight = MAX (weight, compare_numbers (was, is));
          before = end;
          after = other_end;
        }
      else
        {
          before++;
          after++;
        }
    }
  return 0;
}

static gboolean
is_value (const char *text)
{
  /* an expression is code, whose words are compared elsewhere; a value with a unit is not */
  return *text != '\0' && strpbrk (text, "(){}[]&|<>?") == NULL;
}

static char *
tell (const char *name, const char *before, const char *after)
{
  g_autofree char *text = g_strdup_printf ("%s: %s → %s", name, before, after);
  char *cut = muster_cut_text (text, strlen (text), WORDS_MAX);

  return cut != NULL ? cut : g_steal_pointer (&text);
}

/**
 * muster_change_setting:
 * @before: a line that was taken away, without its sign
 * @after: one that was put there
 * @words: (out) (transfer full) (nullable): what is different, for people
 *
 * Compares two lines. "level: info" and "level: debug" are one setting, and so is what differs by a
 * number alone. A number that is half as much again, or less, is a trim; four times as much is all
 * a number can do.
 *
 * Returns: 0 to 1; 0: these lines have nothing to do with each other, or the same value
 */
double
muster_change_setting (const char *before, const char *after, char **words)
{
  g_autofree char *name = NULL, *value = NULL, *other = NULL, *other_value = NULL;
  double weight = 0;

  *words = NULL;
  if (split (before, &name, &value) && split (after, &other, &other_value) &&
      strcmp (name, other) == 0)
    {
      if (strcmp (value, other_value) == 0 || !is_value (value) || !is_value (other_value))
        return 0;
      weight = weigh (value, other_value);
      *words = tell (name, value, other_value);
    }
  else if ((weight = weigh_numbers (before, after)) > 0)
    *words = tell ("number", before + strspn (before, " \t"), after + strspn (after, " \t"));
  return weight;
}
