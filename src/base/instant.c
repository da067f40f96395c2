/* instant.c - RFC 3339 instants and durations in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "base/error.h"
#include <string.h>

#define US_PER_SECOND   G_GINT64_CONSTANT (1000000)
#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
#define DURATION_MAX_US (366 * SECONDS_PER_DAY * US_PER_SECOND)

/* 0001-01-01T00:00:00Z and the last µs of 9999: what four digits can write. */
#define FIRST_US (G_GINT64_CONSTANT (-62135596800) * US_PER_SECOND)
#define LAST_US  (G_GINT64_CONSTANT (253402300800) * US_PER_SECOND - 1)

/* Days since 1970-01-01 in the proleptic Gregorian calendar: years begin in March, so that the day
 * that comes and goes is the last (Hinnant, "chrono-compatible low-level date algorithms"). */
static gint64
days_from_civil (int year, int month, int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return (gint64) era * 146097 + day_of_era - 719468;
}

static void
civil_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = (int) (z - era * 146097);
  int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = (int) (year_of_era + era * 400) + (*month <= 2);
}

static int
days_of_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
    return 29;
  return days[month - 1];
}

/* Two digits, or a number below 0 if they are not. */
static inline int
two_digits (const char *text)
{
  guint tens = (guchar) text[0] - (guint) '0';
  guint ones = (guchar) text[1] - (guint) '0';

  return tens <= 9 && ones <= 9 ? (int) (tens * 10 + ones) : -10000;
}

static gboolean
parse_date (const char *text, gint64 *days)
{
  int year = two_digits (text) * 100 + two_digits (text + 2);
  int month = two_digits (text + 5);
  int day = two_digits (text + 8);

  if (text[4] != '-' || text[7] != '-' || year < 1 || month < 1 || month > 12)
    return FALSE;
  if (day < 1 || day > days_of_month (year, month))
    return FALSE;
  *days = days_from_civil (year, month, day);
  return TRUE;
}

/* ".digits" at *text, if there is one; what is finer than a µs is cut off. */
static gboolean
parse_fraction (const char **text, const char *end, int *us)
{
  const char *p = *text;
  int unit = 100000;

  *us = 0;
  if (p == end || *p != '.')
    return TRUE;
  for (p++; p < end && g_ascii_isdigit (*p); p++, unit /= 10)
    *us += (*p - '0') * unit;
  if (p - *text < 2 || p - *text > 10)
    return FALSE;
  *text = p;
  return TRUE;
}

/* "Z" or "+hh:mm", and nothing after it. */
static gboolean
parse_offset (const char *text, gsize n, int *minutes)
{
  int hour, minute;

  *minutes = 0;
  if (n == 1)
    return *text == 'Z' || *text == 'z';
  if (n != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
    return FALSE;
  hour = two_digits (text + 1);
  minute = two_digits (text + 4);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return FALSE;
  *minutes = (text[0] == '-' ? -1 : 1) * (hour * 60 + minute);
  return TRUE;
}

/**
 * muster_instant_parse:
 * @text: an instant as of RFC 3339: "2026-03-06T14:25:02.000123Z"; T and Z of either case, Z or an
 *   offset up to ±23:59, up to 9 digits of fraction, of which 6 are read; years 0001 to 9999
 * @n: bytes of @text, or -1 if it ends with a zero
 * @out_us: (out): µs since the Unix epoch, untouched on failure
 *
 * A leap second, :60 in the last minute of a day in UTC, is read as the last µs before midnight, so
 * that order is kept; elsewhere :60 is refused, as is 24:00. Only the arithmetic of the calendar:
 * no zone, locale or environment. Allocates nothing.
 *
 * Returns: whether it was one
 */
gboolean
muster_instant_parse (const char *text, gssize n, gint64 *out_us)
{
  gsize length = n < 0 ? (text != NULL ? strlen (text) : 0) : (gsize) n;
  const char *p, *end;
  gint64 days, seconds;
  int hour, minute, second, us, offset;

  if (length < 20 || length > 35 || !parse_date (text, &days))
    return FALSE;
  hour = two_digits (text + 11);
  minute = two_digits (text + 14);
  second = two_digits (text + 17);
  if ((text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return FALSE;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return FALSE;
  p = text + 19;
  end = text + length;
  if (!parse_fraction (&p, end, &us) || !parse_offset (p, (gsize) (end - p), &offset))
    return FALSE;

  seconds = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - offset * 60;
  if (second == 60)
    {
      if (seconds % SECONDS_PER_DAY != 0)
        return FALSE;
      seconds--;
      us = US_PER_SECOND - 1;
    }
  *out_us = seconds * US_PER_SECOND + us;
  return TRUE;
}

static inline char *
put_two (char *out, int value)
{
  out[0] = (char) ('0' + value / 10);
  out[1] = (char) ('0' + value % 10);
  return out + 2;
}

/**
 * muster_instant_format:
 * @at_us: µs since the Unix epoch; what lies outside the years 0001 to 9999 is written as the
 *   nearest instant inside them
 * @out: (out): RFC 3339 in UTC with the fewest digits of fraction that say it, and a zero
 *
 * Returns: bytes written without the zero
 */
gsize
muster_instant_format (gint64 at_us, char out[MUSTER_INSTANT_TEXT_BYTES])
{
  gint64 clamped = CLAMP (at_us, FIRST_US, LAST_US);
  gint64 from_first = clamped - FIRST_US;
  gint64 from_first_s = from_first / US_PER_SECOND;
  int us = (int) (from_first % US_PER_SECOND);
  int second = (int) (from_first_s % SECONDS_PER_DAY);
  int year, month, day;
  char *p = out;

  civil_from_days (from_first_s / SECONDS_PER_DAY + FIRST_US / US_PER_SECOND / SECONDS_PER_DAY,
                   &year, &month, &day);
  p = put_two (put_two (p, year / 100), year % 100);
  *p++ = '-';
  p = put_two (p, month);
  *p++ = '-';
  p = put_two (p, day);
  *p++ = 'T';
  p = put_two (p, second / 3600);
  *p++ = ':';
  p = put_two (p, second / 60 % 60);
  *p++ = ':';
  p = put_two (p, second % 60);
  if (us != 0)
    {
      *p++ = '.';
      p = put_two (put_two (put_two (p, us / 10000), us / 100 % 100), us % 100);
      while (p[-1] == '0')
        p--;
    }
  *p++ = 'Z';
  *p = '\0';
  return (gsize) (p - out);
}

/**
 * muster_instant_append:
 * @at_us: µs since the Unix epoch
 * @out: where muster_instant_format()'s text goes
 */
void
muster_instant_append (gint64 at_us, GString *out)
{
  char text[MUSTER_INSTANT_TEXT_BYTES];
  gsize n = muster_instant_format (at_us, text);

  g_string_append_len (out, text, (gssize) n);
}

/**
 * muster_instant_to_string:
 * @at_us: µs since the Unix epoch
 *
 * Returns: (transfer full): muster_instant_format()'s text
 */
char *
muster_instant_to_string (gint64 at_us)
{
  char text[MUSTER_INSTANT_TEXT_BYTES];
  gsize n = muster_instant_format (at_us, text);

  return g_strndup (text, n);
}

/* The unit of @c in seconds, and its place in the order in which they may stand; 0 if none. */
static gint64
unit_seconds (char c, int *place)
{
  static const struct
  {
    char name;
    gint64 seconds;
  } units[] = {
    { 'w', 7 * SECONDS_PER_DAY }, { 'd', SECONDS_PER_DAY }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].name == c)
      {
        *place = (int) i;
        return units[i].seconds;
      }
  return 0;
}

static gboolean
refuse_duration (GError **error)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                       "not a duration: write it as 90s, 15m, 1h30m or 7d");
  return FALSE;
}

/**
 * muster_duration_parse:
 * @text: numbers with the units w, d, h, m, s, the larger first and each at most once: "1h30m";
 *   "0m" is no time at all
 * @out_us: (out): µs in [0, 366 days], untouched on failure
 * @error: MUSTER_BASE_ERROR_SYNTAX, or _LIMIT beyond 366 days (security R10)
 *
 * Returns: whether it was one
 */
gboolean
muster_duration_parse (const char *text, gint64 *out_us, GError **error)
{
  gint64 total_us = 0;
  int last_place = -1;

  g_return_val_if_fail (text != NULL, FALSE);

  if (*text == '\0')
    return refuse_duration (error);
  while (*text != '\0')
    {
      gint64 number = 0, seconds;
      int place = -1;

      if (!g_ascii_isdigit (*text))
        return refuse_duration (error);
      for (; g_ascii_isdigit (*text); text++)
        number = MIN (number * 10 + (*text - '0'), DURATION_MAX_US);
      seconds = unit_seconds (*text, &place);
      if (seconds == 0 || place <= last_place)
        return refuse_duration (error);
      last_place = place;
      text++;
      if (number > DURATION_MAX_US / US_PER_SECOND / seconds)
        total_us = DURATION_MAX_US + 1;
      else
        total_us = MIN (total_us + number * seconds * US_PER_SECOND, DURATION_MAX_US + 1);
    }
  if (total_us > DURATION_MAX_US)
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                           "a duration is at most 366 days");
      return FALSE;
    }
  *out_us = total_us;
  return TRUE;
}
