/* recurrence-rule.c - the text of an RRULE, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 5545, 3.3.10, without what no rota and no maintenance needs: seconds, minutes, weeks by
 * number, days of the year, and times of day, which the start says.
 */
#include "base/recurrence-rule.h"

#include "base/instant.h"

#include <string.h>

typedef struct
{
  MusterRecurrenceRule *rule;
  guint n_values; /* of all lists */
  guint seen;     /* bits of parts[] */
  GError **error;
} Reading;

static gboolean fail (const Reading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (const Reading *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "the recurrence: %s",
               message);
  return FALSE;
}

/* --- values --- */

static gboolean
read_number (const char *text, gint64 min, gint64 max, gint64 *out)
{
  return g_ascii_string_to_signed (*text == '+' ? text + 1 : text, 10, min, max, out, NULL);
}

static gboolean
read_weekday (const char *text, guint8 *out)
{
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

  for (guint8 i = 0; i < G_N_ELEMENTS (days); i++)
    if (strcmp (days[i], text) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_freq (Reading *self, const char *text)
{
  static const char *const names[] = { [MUSTER_FREQ_HOURLY] = "HOURLY",
                                       [MUSTER_FREQ_DAILY] = "DAILY",
                                       [MUSTER_FREQ_WEEKLY] = "WEEKLY",
                                       [MUSTER_FREQ_MONTHLY] = "MONTHLY",
                                       [MUSTER_FREQ_YEARLY] = "YEARLY" };

  for (guint i = MUSTER_FREQ_HOURLY; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], text) == 0)
      {
        self->rule->freq = (MusterFreq) i;
        return TRUE;
      }
  return fail (self, "FREQ is HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY");
}

static gboolean
read_interval (Reading *self, const char *text)
{
  gint64 number;

  if (!read_number (text, 1, MUSTER_RECURRENCE_INTERVAL_MAX, &number))
    return fail (self, "INTERVAL is 1 to %d", MUSTER_RECURRENCE_INTERVAL_MAX);
  self->rule->interval = (guint) number;
  return TRUE;
}

static gboolean
read_count (Reading *self, const char *text)
{
  gint64 number;

  if (!read_number (text, 1, MUSTER_RECURRENCE_COUNT_MAX, &number))
    return fail (self, "COUNT is 1 to %d", MUSTER_RECURRENCE_COUNT_MAX);
  self->rule->count = (guint) number;
  return TRUE;
}

/* 20261231, 20261231T235959 or, in UTC, 20261231T235959Z */
static gboolean
read_until (Reading *self, const char *text)
{
  gsize n = strlen (text);
  g_autofree char *instant = NULL;
  gint64 at_us;

  if (n == 8)
    instant = g_strdup_printf ("%.4s-%.2s-%.2sT23:59:59Z", text, text + 4, text + 6);
  else if (n == 15 || (n == 16 && text[15] == 'Z'))
    instant = g_strdup_printf ("%.4s-%.2s-%.2s%c%.2s:%.2s:%.2sZ", text, text + 4, text + 6, text[8],
                               text + 9, text + 11, text + 13);
  if (instant == NULL || instant[10] != 'T' || !muster_instant_parse (instant, -1, &at_us))
    return fail (self, "UNTIL is a date or a time such as 20261231 or 20261231T220000Z");
  self->rule->until_s = at_us / G_USEC_PER_SEC;
  self->rule->until_utc = n == 16;
  return TRUE;
}

static gboolean
read_week_start (Reading *self, const char *text)
{
  return read_weekday (text, &self->rule->week_start) || fail (self, "WKST is a day such as MO");
}

static gboolean
read_month (Reading *self, const char *text)
{
  gint64 number;

  if (!read_number (text, 1, 12, &number))
    return fail (self, "BYMONTH is a list of months from 1 to 12");
  self->rule->months |= (guint16) (1u << number);
  return TRUE;
}

static gboolean
read_month_day (Reading *self, const char *text)
{
  gint64 number;

  if (!read_number (text, -31, 31, &number) || number == 0)
    return fail (self, "BYMONTHDAY is a list of days from 1 to 31, or from -31 to -1");
  if (number > 0)
    self->rule->month_days |= 1u << number;
  else
    self->rule->days_to_end |= 1u << -number;
  return TRUE;
}

static gboolean
read_day (Reading *self, const char *text)
{
  gsize n = strlen (text);
  g_autofree char *number = g_strndup (text, n < 2 ? 0 : n - 2);
  gint64 nth = 0;
  guint8 weekday;

  if (n < 2 || !read_weekday (text + n - 2, &weekday) ||
      (n > 2 && (!read_number (number, -53, 53, &nth) || nth == 0)))
    return fail (self, "BYDAY is a list of days such as MO, 2TU or -1FR");
  if (nth == 0)
    self->rule->weekdays |= (guint8) (1u << weekday);
  else
    self->rule->nth_days[self->rule->n_nth_days++] = (MusterNthDay){ (gint8) nth, weekday };
  return TRUE;
}

static gboolean
read_position (Reading *self, const char *text)
{
  gint64 number;

  if (!read_number (text, -366, 366, &number) || number == 0)
    return fail (self, "BYSETPOS is a list of positions from 1 to 366, or from -366 to -1");
  self->rule->positions[self->rule->n_positions++] = (gint16) number;
  return TRUE;
}

/* --- parts --- */

static const struct
{
  const char *name;
  gboolean is_list;
  gboolean (*read) (Reading *self, const char *text);
} parts[] = {
  { "FREQ", FALSE, read_freq },           { "INTERVAL", FALSE, read_interval },
  { "COUNT", FALSE, read_count },         { "UNTIL", FALSE, read_until },
  { "WKST", FALSE, read_week_start },     { "BYMONTH", TRUE, read_month },
  { "BYMONTHDAY", TRUE, read_month_day }, { "BYDAY", TRUE, read_day },
  { "BYSETPOS", TRUE, read_position },
};

static gboolean
read_list (Reading *self, guint part, const char *text)
{
  g_auto (GStrv) values = g_strsplit (text, ",", -1);

  if (values[0] == NULL) /* g_strsplit() makes nothing of an empty text */
    return parts[part].read (self, "");
  for (guint i = 0; values[i] != NULL; i++)
    {
      if (++self->n_values > MUSTER_RECURRENCE_VALUES_MAX)
        return fail (self, "its lists have over %d values", MUSTER_RECURRENCE_VALUES_MAX);
      if (!parts[part].read (self, values[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_part (Reading *self, const char *text)
{
  const char *value = strchr (text, '=');
  gsize n = value != NULL ? (gsize) (value - text) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strlen (parts[i].name) != n || memcmp (parts[i].name, text, n) != 0)
        continue;
      if ((self->seen & 1u << i) != 0)
        return fail (self, "%s is there twice", parts[i].name);
      self->seen |= 1u << i;
      return parts[i].is_list ? read_list (self, i, value + 1) : parts[i].read (self, value + 1);
    }
  return fail (self, "of rules such as FREQ=WEEKLY;BYDAY=SU, FREQ, INTERVAL, COUNT, UNTIL, WKST, "
                     "BYDAY, BYMONTHDAY, BYMONTH and BYSETPOS are understood; the time of day is "
                     "that of the start");
}

/* What RFC 5545 forbids, and what its readers do not agree on. */
static gboolean
check_whole (const Reading *self)
{
  const MusterRecurrenceRule *rule = self->rule;
  gboolean has_month_days = rule->month_days != 0 || rule->days_to_end != 0;
  gboolean is_long = rule->freq == MUSTER_FREQ_MONTHLY || rule->freq == MUSTER_FREQ_YEARLY;

  if (rule->freq == MUSTER_FREQ_NONE)
    return fail (self, "FREQ is missing");
  if (rule->count > 0 && rule->until_s != G_MAXINT64)
    return fail (self, "say COUNT or UNTIL, not both");
  if (rule->n_nth_days > 0 && (!is_long || has_month_days))
    return fail (self, "BYDAY with a number, such as 2TU, is for a MONTHLY or YEARLY rule without "
                       "BYMONTHDAY");
  if (rule->freq == MUSTER_FREQ_WEEKLY && has_month_days)
    return fail (self, "BYMONTHDAY is not for a WEEKLY rule");
  if (rule->n_positions > 0 &&
      (rule->freq < MUSTER_FREQ_WEEKLY ||
       (rule->weekdays == 0 && rule->n_nth_days == 0 && !has_month_days && rule->months == 0)))
    return fail (self, "BYSETPOS chooses among days of a week, a month or a year that another list "
                       "gives");
  return TRUE;
}

/**
 * muster_recurrence_rule_parse:
 * @text: "FREQ=MONTHLY;BYDAY=-1FR"
 * @out: (out): what it says
 * @error: %MUSTER_BASE_ERROR_SYNTAX
 *
 * Returns: whether it is a rule that we follow
 */
gboolean
muster_recurrence_rule_parse (const char *text, MusterRecurrenceRule *out, GError **error)
{
  Reading self = { .rule = out, .error = error };
  g_auto (GStrv) texts = NULL;

  *out = (MusterRecurrenceRule){ .interval = 1, .until_s = G_MAXINT64 };
  if (strlen (text) > MUSTER_RECURRENCE_BYTES_MAX)
    return fail (&self, "it is over %d bytes", MUSTER_RECURRENCE_BYTES_MAX);
  if (!g_str_is_ascii (text))
    return fail (&self, "it is no rule such as FREQ=WEEKLY;BYDAY=SU");
  texts = g_strsplit (text, ";", -1);
  for (guint i = 0; texts[i] != NULL; i++)
    if (!read_part (&self, texts[i]))
      return FALSE;
  return check_whole (&self);
}
