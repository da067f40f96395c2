/* json-number.c - numbers as JSON writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-number.h"
#include <float.h>
#include <math.h>

#define DIGITS_MAX   G_GUINT64_CONSTANT (1000000000000000000) /* one more digit still fits */
#define EXPONENT_FAR G_GINT64_CONSTANT (1000000000000)
#define POWERS_MAX   22 /* 10^22 is the last power of ten that a double holds exactly */

static inline gboolean
is_digit (const char *p, const char *end)
{
  return p < end && (guchar) *p - (guint) '0' <= 9;
}

/* Takes one digit in; returns whether it found room. */
static inline gboolean
add_digit (MusterJsonNumber *self, char c)
{
  guint64 digit = (guint64) (c - '0');

  if (G_LIKELY (self->digits < DIGITS_MAX))
    {
      self->digits = self->digits * 10 + digit;
      return TRUE;
    }
  return FALSE;
}

static const char *
scan_fraction (const char **p, const char *end, MusterJsonNumber *out)
{
  out->whole = FALSE;
  ++*p;
  if (!is_digit (*p, end))
    return "a fraction has no digits";
  for (; is_digit (*p, end); ++*p)
    if (add_digit (out, **p))
      out->exponent--;
  return NULL;
}

static const char *
scan_exponent (const char **p, const char *end, MusterJsonNumber *out)
{
  gint64 exponent = 0;
  gboolean negative;

  out->whole = FALSE;
  ++*p;
  negative = *p < end && **p == '-';
  if (*p < end && (**p == '-' || **p == '+'))
    ++*p;
  if (!is_digit (*p, end))
    return "an exponent has no digits";
  for (; is_digit (*p, end); ++*p)
    exponent = MIN (exponent * 10 + (**p - '0'), EXPONENT_FAR);
  out->exponent += negative ? -exponent : exponent;
  return NULL;
}

/**
 * muster_json_number_scan:
 * @p: (inout): where it begins; moved behind it, or to where it goes wrong
 * @end: what may not be read
 * @out: (out): the number
 *
 * Reads what RFC 8259 §6 calls a number.
 *
 * Returns: (nullable): NULL, or what is wrong in words
 */
const char *
muster_json_number_scan (const char **p, const char *end, MusterJsonNumber *out)
{
  const char *problem = NULL;

  *out = (MusterJsonNumber){ .bytes = *p, .whole = TRUE };
  if (**p == '-')
    {
      out->negative = TRUE;
      ++*p;
    }
  if (!is_digit (*p, end))
    return "a number has no digits";
  if (**p == '0')
    {
      ++*p;
      if (is_digit (*p, end))
        return "a number begins with 0";
    }
  else
    for (; is_digit (*p, end); ++*p)
      if (!add_digit (out, **p))
        out->exponent++;
  if (*p < end && **p == '.')
    problem = scan_fraction (p, end, out);
  if (problem == NULL && *p < end && (**p | 0x20) == 'e')
    problem = scan_exponent (p, end, out);
  out->n = (gsize) (*p - out->bytes);
  return problem;
}

/* glibc reads a text of any length in time linear in it, and looks at fewer than 1,100 digits. */
static double
value_by_library (const MusterJsonNumber *self, MusterArena *arena)
{
  return g_ascii_strtod (muster_arena_strndup (arena, self->bytes, self->n), NULL);
}

static int
count_digits (guint64 digits)
{
  int n = 0;

  for (; digits != 0; digits /= 10)
    n++;
  return n;
}

/**
 * muster_json_number_in_range:
 * @self: a number
 * @arena: for a copy, in rare cases
 *
 * Returns: whether R7 accepts it: a whole one within ±2^53, any other finite
 */
gboolean
muster_json_number_in_range (const MusterJsonNumber *self, MusterArena *arena)
{
  gint64 magnitude;

  if (self->whole)
    return self->exponent == 0 && self->digits <= (guint64) MUSTER_JSON_INT_MAX;
  if (self->digits == 0)
    return TRUE;
  /* It is at least 10^(magnitude - 1) and below 10^magnitude; the largest double is 1.8 × 10^308.
   */
  magnitude = self->exponent + count_digits (self->digits);
  if (magnitude <= DBL_MAX_10_EXP)
    return TRUE;
  if (magnitude > DBL_MAX_10_EXP + 1)
    return FALSE;
  return isfinite (value_by_library (self, arena));
}

/**
 * muster_json_number_value:
 * @self: a number in range
 * @arena: for a copy, in rare cases
 *
 * Returns: the nearest double
 */
double
muster_json_number_value (const MusterJsonNumber *self, MusterArena *arena)
{
  static const double powers[POWERS_MAX + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  };
  double value = (double) self->digits;

  /* Both are exact, so that the one operation rounds rightly (Clinger, 1990). Where digits did not
   * fit there are 19, and those are too many, too. */
  if (FLT_EVAL_METHOD != 0 || self->digits > (guint64) MUSTER_JSON_INT_MAX ||
      self->exponent < -POWERS_MAX || self->exponent > POWERS_MAX)
    return value_by_library (self, arena);
  value = self->exponent < 0 ? value / powers[-self->exponent] : value * powers[self->exponent];
  return self->negative ? -value : value;
}

/**
 * muster_json_number_to_int:
 * @self: a number in range
 * @arena: for a copy, in rare cases
 * @out: (out): its value; also of 5.0 and 1e3, which some senders write for whole numbers
 *
 * Returns: whether its value is whole and within ±2^53
 */
gboolean
muster_json_number_to_int (const MusterJsonNumber *self, MusterArena *arena, gint64 *out)
{
  double value;

  if (self->whole)
    {
      *out = self->negative ? -(gint64) self->digits : (gint64) self->digits;
      return TRUE;
    }
  value = muster_json_number_value (self, arena);
  if (fabs (value) > (double) MUSTER_JSON_INT_MAX || value != trunc (value))
    return FALSE;
  *out = (gint64) value;
  return TRUE;
}
