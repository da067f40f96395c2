/* json-string.c - strings as JSON writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-string.h"
#include "base/text-scan.h"

#define ESCAPE_N 6 /* \uXXXX */

/* Four hexadecimal digits, or a number below 0. */
static gint32
hex_unit (const char *p, const char *end)
{
  gint32 unit = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit << 4 | digit;
    }
  return unit;
}

static gboolean
is_high_surrogate (gint32 unit)
{
  return unit >= 0xd800 && unit <= 0xdbff;
}

static gboolean
is_low_surrogate (gint32 unit)
{
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/* The character that two surrogates stand for. */
static gunichar
join_surrogates (gint32 high, gint32 low)
{
  return (gunichar) (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
}

static gsize
utf8_bytes (gint32 unit)
{
  return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
}

/* "\uXXXX", or two for what UTF-16 writes as two. */
static const char *
scan_unicode_escape (const char **p, const char *end, gsize *saved)
{
  gint32 unit = hex_unit (*p + 2, end);
  gint32 low;

  if (unit < 0)
    return "\\u wants four hexadecimal digits";
  if (unit == 0)
    return "a string may not hold NUL";
  if (is_low_surrogate (unit))
    return "a low surrogate stands alone";
  if (!is_high_surrogate (unit))
    {
      *p += ESCAPE_N;
      *saved += ESCAPE_N - utf8_bytes (unit);
      return NULL;
    }
  low = end - *p >= 2 * ESCAPE_N && (*p)[6] == '\\' && (*p)[7] == 'u' ? hex_unit (*p + 8, end) : -1;
  if (!is_low_surrogate (low))
    return "a high surrogate stands alone";
  *p += 2 * ESCAPE_N;
  *saved += 2 * ESCAPE_N - 4;
  return NULL;
}

static const char *
scan_escape (const char **p, const char *end, gsize *saved)
{
  if (end - *p < 2)
    return "a string has no end";
  if ((*p)[1] == 'u')
    return scan_unicode_escape (p, end, saved);
  if ((*p)[1] == '\0' || strchr ("\"\\/bfnrt", (*p)[1]) == NULL)
    return "no such escape";
  *p += 2;
  *saved += 1;
  return NULL;
}

/**
 * muster_json_string_scan:
 * @p: (inout): a place inside a string; moved behind the closing quote, or to where it goes wrong
 * @end: what may not be read
 * @out: (inout): bytes is where the string begins; the rest is filled in
 *
 * Checks the rest of a string: RFC 8259 §7, UTF-8, no NUL, no lone surrogates.
 *
 * Returns: (nullable): NULL, or what is wrong in words
 */
const char *
muster_json_string_scan (const char **p, const char *end, MusterJsonString *out)
{
  const char *problem = NULL;
  gsize saved = 0;

  while (problem == NULL)
    {
      guint n;

      *p = muster_scan_plain (*p, end);
      if (*p == end)
        return "a string has no end";
      if (**p == '"')
        break;
      if (**p == '\\')
        problem = scan_escape (p, end, &saved);
      else if ((guchar) * *p < 0x20)
        problem = "a string holds a control character";
      else if ((n = muster_utf8_length (*p, end)) == 0)
        problem = "not UTF-8";
      else
        do /* text in one script goes on in it */
          *p += n;
        while (*p < end && (guchar) * *p >= 0x80 && (n = muster_utf8_length (*p, end)) > 0);
    }
  if (problem != NULL)
    return problem;
  out->n = (gsize) (*p - out->bytes);
  out->decoded_n = out->n - saved;
  ++*p;
  return NULL;
}

/* Reads the escape at *p, which was found sound, and appends what it means. */
static void
decode_escape (const char **p, const char *end, char **out)
{
  static const char names[] = "bfnrt";
  static const char values[] = "\b\f\n\r\t";
  const char *found;
  gint32 unit;

  if ((*p)[1] != 'u')
    {
      found = strchr (names, (*p)[1]);
      *(*out)++ = found != NULL ? values[found - names] : (*p)[1];
      *p += 2;
      return;
    }
  unit = hex_unit (*p + 2, end);
  if (is_high_surrogate (unit))
    {
      *out += g_unichar_to_utf8 (join_surrogates (unit, hex_unit (*p + 8, end)), *out);
      *p += 2 * ESCAPE_N;
      return;
    }
  *out += g_unichar_to_utf8 ((gunichar) unit, *out);
  *p += ESCAPE_N;
}

/**
 * muster_json_string_decode:
 * @self: a string that muster_json_string_scan() accepted
 * @out: (out): room for its decoded_n bytes; no zero is written
 */
void
muster_json_string_decode (const MusterJsonString *self, char *out)
{
  const char *p = self->bytes;
  const char *end = p + self->n;

  while (p < end)
    {
      const char *escape = memchr (p, '\\', (gsize) (end - p));
      gsize n = (gsize) ((escape != NULL ? escape : end) - p);

      memcpy (out, p, n);
      out += n;
      p += n;
      if (p < end)
        decode_escape (&p, end, &out);
    }
}
