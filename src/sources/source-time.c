/* source-time.c - how senders write a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "sources/fill.h"

#define TIME_BYTES_MAX 48

/* Which unit a count since the epoch is in, its digits say until the year 5138. */
static gboolean
read_epoch (MusterText text, gint64 *out_us)
{
  gsize whole = 0;
  guint64 count = 0, fraction = 0;

  for (; whole < text.n && g_ascii_isdigit (text.bytes[whole]); whole++)
    if (whole < 19)
      count = count * 10 + (guint64) g_ascii_digit_value (text.bytes[whole]);
  if (whole < 9 || whole > 19)
    return FALSE;
  if (whole < text.n)
    {
      gsize i = whole + 1, scale = 100000;

      if (text.bytes[whole] != '.' || whole > 11)
        return FALSE;
      for (; i < text.n && g_ascii_isdigit (text.bytes[i]); i++, scale /= 10)
        fraction += (guint64) g_ascii_digit_value (text.bytes[i]) * scale;
      if (i < text.n)
        return FALSE;
    }
  if (whole <= 11)
    *out_us = (gint64) (count * 1000000 + fraction);
  else if (whole <= 14)
    *out_us = (gint64) (count * 1000);
  else
    *out_us = (gint64) (whole <= 17 ? count : count / 1000);
  return TRUE;
}

static gboolean
is_date_time (const char *text)
{
  static const char shape[] = "dddd-dd-ddTdd:dd:dd";

  for (gsize i = 0; i < sizeof shape - 1; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i])
        : shape[i] == '-'
            ? text[i] != '-' && text[i] != '.' && text[i] != '/'
            : (shape[i] == 'T' ? text[i] != 'T' && text[i] != ' ' : text[i] != shape[i]))
      return FALSE;
  return TRUE;
}

/* "Z", "+01:00" of "", "Z", " UTC", " GMT", "+0100", " +0100", "+01:00"; no zone is UTC. */
static const char *
read_zone (const char *zone, char out[8])
{
  while (*zone == ' ')
    zone++;
  if (*zone == '\0' || g_str_equal (zone, "Z") || g_str_equal (zone, "UTC") ||
      g_str_equal (zone, "GMT"))
    return "Z";
  if ((*zone != '+' && *zone != '-') || strlen (zone) < 5)
    return NULL;
  if (zone[3] == ':')
    return strlen (zone) == 6 ? zone : NULL;
  if (strlen (zone) != 5)
    return NULL;
  g_snprintf (out, 8, "%.3s:%.2s", zone, zone + 3);
  return out;
}

static gboolean
read_loose (MusterText text, gint64 *out_us)
{
  char copy[TIME_BYTES_MAX + 1], zone_room[8];
  g_autofree char *strict = NULL;
  const char *zone;
  gsize n = 19;

  if (text.n < n || text.n > TIME_BYTES_MAX)
    return FALSE;
  memcpy (copy, text.bytes, text.n);
  copy[text.n] = '\0';
  if (!is_date_time (copy))
    return FALSE;
  copy[4] = copy[7] = '-';
  copy[10] = 'T';
  if (copy[n] == '.')
    n += 1 + strspn (copy + n + 1, "0123456789");
  zone = read_zone (copy + n, zone_room);
  if (zone == NULL)
    return FALSE;
  strict = g_strdup_printf ("%.*s%s", (int) n, copy, zone);
  return muster_instant_parse (strict, -1, out_us);
}

/**
 * muster_source_time:
 * @arena: for a time that is written anew
 * @text: a time as sent
 *
 * Senders write times in as many ways as there are senders. A time without a zone is taken for UTC.
 *
 * Returns: it as RFC 3339 has it; @text where it is no time
 */
MusterText
muster_source_time (MusterArena *arena, MusterText text)
{
  char strict[MUSTER_INSTANT_TEXT_BYTES];
  gint64 at_us;
  gsize n;

  if (text.n == 0 || muster_instant_parse (text.bytes, (gssize) text.n, &at_us) ||
      (!read_epoch (text, &at_us) && !read_loose (text, &at_us)))
    return text;
  n = muster_instant_format (at_us, strict);
  return (MusterText){ muster_arena_strndup (arena, strict, n), n };
}
