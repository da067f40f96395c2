/* text-scan.h - runs of plain text, and one UTF-8 character at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
G_BEGIN_DECLS

/* Bytes that need no thought in a JSON string: ASCII, no control, not '"', not '\'. */
static inline gboolean
muster_is_plain (guchar c)
{
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Of eight bytes a byte's high bit is set where it is below 0x20, equal to one of the two, or not
 * ASCII; a borrow may set more, but only above a byte that is rightly set. */
static inline guint64
muster_marks_of_word (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 quote = word ^ ones * '"';
  guint64 backslash = word ^ ones * '\\';

  return ((word - ones * 0x20) | (quote - ones) | (backslash - ones) | word) & highs;
}

static inline guint64
muster_marks8 (const char *p)
{
  guint64 word;

  memcpy (&word, p, sizeof word);
  return muster_marks_of_word (word);
}

/* The first byte in [p, end) that is not plain, or @end; eight bytes at a time. */
static inline const char *
muster_scan_plain_words (const char *p, const char *end)
{
  while (end - p >= 8 && muster_marks8 (p) == 0)
    p += 8;
  while (p < end && muster_is_plain ((guchar) *p))
    p++;
  return p;
}

#ifdef __SSE2__
/* A bit for each of sixteen bytes that is not plain. */
static inline guint
muster_marks16 (const char *p)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) (gconstpointer) p);
  __m128i marks = _mm_or_si128 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"')),
                                _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\\')));

  /* signed: what is not ASCII is below a space, too */
  marks = _mm_or_si128 (marks, _mm_cmplt_epi8 (bytes, _mm_set1_epi8 (0x20)));
  return (guint) _mm_movemask_epi8 (marks);
}
#endif

/* The same, sixteen at a time where the machine can. Never reads at or beyond @end. */
static inline const char *
muster_scan_plain (const char *p, const char *end)
{
#ifdef __SSE2__
  while (end - p >= 16)
    {
      guint mask = muster_marks16 (p);

      if (mask != 0)
        return p + __builtin_ctz (mask);
      p += 16;
    }
#endif
  return muster_scan_plain_words (p, end);
}

/* Are all @n bytes plain? The last are looked at twice rather than one by one. */
static inline gboolean
muster_is_all_plain (const char *p, gsize n)
{
  const char *end = p + n;

#ifdef __SSE2__
  if (n >= 16)
    {
      for (; end - p > 16; p += 16)
        if (muster_marks16 (p) != 0)
          return FALSE;
      return muster_marks16 (end - 16) == 0;
    }
#endif
  if (n >= 8)
    {
      for (; end - p > 8; p += 8)
        if (muster_marks8 (p) != 0)
          return FALSE;
      return muster_marks8 (end - 8) == 0;
    }
  return muster_scan_plain_words (p, end) == end;
}

static inline gboolean
muster_is_continuation (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

/* Bytes of the UTF-8 character at @p, 1 to 4 (Unicode 15, table 3-7: no overlongs, surrogates or
 * anything beyond U+10FFFF); 0 if there is none. A NUL is a character here. */
static inline guint
muster_utf8_length (const char *p, const char *end)
{
  guchar lead = p < end ? (guchar) p[0] : 0xff;
  guchar second = end - p >= 2 ? (guchar) p[1] : 0;

  if (lead < 0x80)
    return 1;
  if (lead < 0xc2 || lead > 0xf4 || (second & 0xc0) != 0x80)
    return 0;
  if (lead < 0xe0)
    return 2;
  if (end - p < 3 || !muster_is_continuation (p[2]))
    return 0;
  if (lead < 0xf0)
    return (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second >= 0xa0) ? 0 : 3;
  if (end - p < 4 || !muster_is_continuation (p[3]))
    return 0;
  return (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second >= 0x90) ? 0 : 4;
}

G_END_DECLS
