/* ulid.c - names that sort by time: 48 bits of ms, 80 of chance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/ulid.h"
#include <string.h>

#define MS_MAX       ((G_GUINT64_CONSTANT (1) << 48) - 1)
#define CHANCE_BYTES 10

/* Crockford's base 32: no I, L, O, U. */
static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * muster_ulid_source_init:
 * @self: (out): a source
 * @fill: gives chance
 * @user_data: for @fill
 *
 * Readies a source; it holds nothing to free.
 */
void
muster_ulid_source_init (MusterUlidSource *self, MusterRandomFunc fill, gpointer user_data)
{
  g_return_if_fail (self != NULL && fill != NULL);

  *self = (MusterUlidSource){ .fill = fill, .user_data = user_data };
}

/**
 * muster_ulid_source_next:
 * @self: a source
 * @now_us: the time, µs since the Unix epoch; before it counts as 0
 *
 * Makes an id. One made in the same millisecond as the last is the last plus one (the ULID
 * specification's monotonic form); after a clock that went back, ids are of the clock's time again.
 *
 * Returns: an id, never the null id
 */
MusterUlid
muster_ulid_source_next (MusterUlidSource *self, gint64 now_us)
{
  guint64 ms = MIN ((guint64) MAX (now_us, 0) / 1000, MS_MAX);
  guchar chance[CHANCE_BYTES];
  MusterUlid next = { 0 };

  if (!muster_ulid_is_null (self->last) && self->last.hi >> 16 == ms)
    {
      next.lo = self->last.lo + 1;
      next.hi = self->last.hi + (next.lo == 0);
    }
  else
    {
      self->fill (self->user_data, chance, sizeof chance);
      next.hi = ms << 16 | (guint64) chance[0] << 8 | chance[1];
      for (guint i = 2; i < CHANCE_BYTES; i++)
        next.lo = next.lo << 8 | chance[i];
    }
  if (muster_ulid_is_null (next))
    next.lo = 1;
  self->last = next;
  return next;
}

/* One more than a digit's value, of either case; 0: no digit. */
static const guint8 digit_values[256] = {
  ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
  ['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
  ['R'] = 25, ['S'] = 26, ['T'] = 27, ['V'] = 28, ['W'] = 29, ['X'] = 30, ['Y'] = 31, ['Z'] = 32,
  ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['g'] = 17, ['h'] = 18,
  ['j'] = 19, ['k'] = 20, ['m'] = 21, ['n'] = 22, ['p'] = 23, ['q'] = 24, ['r'] = 25, ['s'] = 26,
  ['t'] = 27, ['v'] = 28, ['w'] = 29, ['x'] = 30, ['y'] = 31, ['z'] = 32,
};

/* 13 digits, of which only the first may be cut; FALSE if one is none. */
static inline gboolean
parse_half (const char *text, guint64 *out)
{
  guint64 value = 0;

  for (guint i = 0; i < MUSTER_ULID_TEXT_BYTES / 2; i++)
    {
      guint digit = digit_values[(guchar) text[i]];

      if (digit == 0)
        return FALSE;
      value = value << 5 | (digit - 1);
    }
  *out = value;
  return TRUE;
}

/**
 * muster_ulid_parse:
 * @text: 26 digits of Crockford's base 32, of either case; the look-alikes I, L, O are refused, so
 *   that an id has one spelling but for case
 * @n: bytes of @text, or -1 if it ends with a zero
 * @out: (out): the id, untouched on failure
 *
 * Returns: whether it was one
 */
gboolean
muster_ulid_parse (const char *text, gssize n, MusterUlid *out)
{
  const char *lower;
  guint64 hi, lo;

  if (text == NULL || (n < 0 ? strlen (text) : (gsize) n) != MUSTER_ULID_TEXT_BYTES)
    return FALSE;
  if (text[0] > '7') /* 26 × 5 bits are two more than there are */
    return FALSE;
  lower = text + MUSTER_ULID_TEXT_BYTES / 2;
  if (!parse_half (text, &hi) || !parse_half (lower, &lo))
    return FALSE;
  /* the lower half's digits are 65 bits: the first of them is the upper half's last */
  *out = (MusterUlid){ hi << 1 | (guint64) (digit_values[(guchar) *lower] - 1) >> 4, lo };
  return TRUE;
}

/**
 * muster_ulid_format:
 * @self: an id
 * @out: (out): 26 digits in upper case and a zero
 */
void
muster_ulid_format (MusterUlid self, char out[MUSTER_ULID_TEXT_BYTES + 1])
{
  /* 12 digits of 5 bits from the lower half, one from both, 13 from the upper */
  for (int i = 0; i < 12; i++)
    out[25 - i] = digits[self.lo >> (5 * i) & 31];
  out[13] = digits[(self.lo >> 60 | self.hi << 4) & 31];
  for (int i = 0; i < 13; i++)
    out[12 - i] = digits[self.hi >> (5 * i + 1) & 31];
  out[MUSTER_ULID_TEXT_BYTES] = '\0';
}

/**
 * muster_ulid_append:
 * @self: an id
 * @out: where its 26 digits go
 */
void
muster_ulid_append (MusterUlid self, GString *out)
{
  char text[MUSTER_ULID_TEXT_BYTES + 1];

  muster_ulid_format (self, text);
  g_string_append_len (out, text, MUSTER_ULID_TEXT_BYTES);
}

/**
 * muster_ulid_to_string:
 * @self: an id
 *
 * Returns: (transfer full): its 26 digits
 */
char *
muster_ulid_to_string (MusterUlid self)
{
  char *text = g_malloc (MUSTER_ULID_TEXT_BYTES + 1);

  muster_ulid_format (self, text);
  return text;
}

/**
 * muster_ulid_compare:
 * @a: an id
 * @b: another
 *
 * Returns: below, at or above 0, in the order of time and of the texts
 */
int
muster_ulid_compare (MusterUlid a, MusterUlid b)
{
  if (a.hi != b.hi)
    return a.hi < b.hi ? -1 : 1;
  return (a.lo > b.lo) - (a.lo < b.lo);
}

/**
 * muster_ulid_hash:
 * @ulid: a pointer to a MusterUlid
 *
 * Returns: a hash. Ids from outside may be chosen, but a person's own ids only hurt that person.
 */
guint
muster_ulid_hash (gconstpointer ulid)
{
  const MusterUlid *self = ulid;
  guint64 mixed =
      (self->lo ^ self->hi << 29 ^ self->hi >> 35) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (mixed >> 32);
}

/**
 * muster_ulid_equal_pointers:
 * @a: a pointer to a MusterUlid
 * @b: another
 *
 * Returns: whether they are the same id
 */
gboolean
muster_ulid_equal_pointers (gconstpointer a, gconstpointer b)
{
  return muster_ulid_equal (*(const MusterUlid *) a, *(const MusterUlid *) b);
}
