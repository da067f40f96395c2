/* silence-draft.c - what a silence is about to be, before the hub is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/silence-draft.h"

#include <string.h>

#include "base/instant.h"

#define MORNING_HOUR 9
#define NUMBER_MAX   100000

/**
 * muster_silence_line_free:
 * @self: a line
 */
void
muster_silence_line_free (MusterSilenceLine *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * muster_label_is_volatile:
 * @name: a label's name
 *
 * Returns: whether its value is another one after the next restart, so that a silence by it holds
 *   back too little
 */
gboolean
muster_label_is_volatile (const char *name)
{
  static const char *const names[] = { "pod",          "pod_name", "instance",
                                       "container_id", "replica",  "pid",
                                       "uid",          "endpoint", "pod_template_hash",
                                       "id",           "ip",       NULL };

  return g_strv_contains (names, name);
}

static char *
write_matcher (const MusterMatcher *matcher)
{
  g_autoptr (MusterMatchers) one = muster_matchers_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (!muster_matchers_add (one, matcher->match, matcher->name, matcher->value, NULL))
    return NULL;
  muster_matchers_append_text (one, text);
  return g_strndup (text->str + 1, text->len - 2); /* without the braces */
}

/**
 * muster_silence_lines:
 * @matchers: as Alertmanager writes them
 * @is_alert: they are the labels of an alert
 *
 * Returns: (transfer full) (element-type MusterSilenceLine): a line for each that is one
 */
GPtrArray *
muster_silence_lines (const char *matchers, gboolean is_alert)
{
  GPtrArray *lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) muster_silence_line_free);
  g_autoptr (MusterMatchers) all = muster_matchers_new ();

  muster_matchers_parse (all, matchers, NULL);
  for (guint i = 0; i < all->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (all->items, i);
      MusterSilenceLine *line = g_new0 (MusterSilenceLine, 1);

      line->text = write_matcher (matcher);
      line->is_on = !is_alert || !muster_label_is_volatile (matcher->name);
      g_ptr_array_add (lines, line);
    }
  return lines;
}

/**
 * muster_silence_lines_text:
 * @lines: (element-type MusterSilenceLine): lines
 *
 * Returns: (transfer full): the matchers of those that are on, ""; none is
 */
char *
muster_silence_lines_text (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const MusterSilenceLine *line = g_ptr_array_index (lines, i);

      if (line->is_on)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "{", line->text);
    }
  if (text->len > 0)
    g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

/* --- how long --- */

/* "90m", "2h", "3d" */
static gboolean
read_span (const char *text, gint64 *span_us)
{
  guint64 n;
  gsize digits_n = strspn (text, "0123456789");
  g_autofree char *digits = g_strndup (text, digits_n);
  const char *unit = text + digits_n;

  while (*unit == ' ')
    unit++;
  if (!g_ascii_string_to_unsigned (digits, 10, 1, NUMBER_MAX, &n, NULL))
    return FALSE;
  if (g_str_equal (unit, "m") || g_str_equal (unit, "min"))
    *span_us = (gint64) n * G_TIME_SPAN_MINUTE;
  else if (g_str_equal (unit, "h"))
    *span_us = (gint64) n * G_TIME_SPAN_HOUR;
  else if (g_str_equal (unit, "d"))
    *span_us = (gint64) n * G_TIME_SPAN_DAY;
  else
    return FALSE;
  return TRUE;
}

static gint64
to_us (GDateTime *when)
{
  return g_date_time_to_unix (when) * G_USEC_PER_SEC;
}

/* "18:30": the next time that it is; "2026-03-07 09:00" */
static gboolean
read_time (const char *text, gint64 now_us, GTimeZone *zone, gint64 *end_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  gboolean is_time = strlen (text) == 5 && text[2] == ':';
  g_autofree char *iso =
      is_time ? g_strdup_printf ("%sT%s:00", date, text) : g_strdup_printf ("%s:00", text);
  g_autoptr (GDateTime) when = NULL;

  if (!is_time && (strlen (text) != 16 || (text[10] != ' ' && text[10] != 'T')))
    return FALSE;
  when = g_date_time_new_from_iso8601 (iso, zone);
  if (when && is_time && to_us (when) <= now_us)
    {
      g_autoptr (GDateTime) today = g_steal_pointer (&when);

      when = g_date_time_add_days (today, 1);
    }
  if (when)
    *end_us = to_us (when);
  return when != NULL;
}

/* 09:00 of the day after; a day may have 23 or 25 hours. */
static gint64
next_morning (gint64 now_us, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning =
      g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                       g_date_time_get_day_of_month (tomorrow), MORNING_HOUR, 0, 0);

  return to_us (morning);
}

/**
 * muster_silence_end:
 * @span: what was chosen
 * @text: (nullable): of %MUSTER_SILENCE_OTHER: "90m", "3d", "18:30", "2026-03-07 09:00" or RFC 3339
 * @now_us: the time, µs UTC
 * @zone: (nullable): of days and hours; %NULL is UTC
 * @end_us: (out): when the silence ends, µs UTC
 *
 * Returns: %FALSE: @text says no time
 */
gboolean
muster_silence_end (MusterSilenceSpan span,
                    const char *text,
                    gint64 now_us,
                    GTimeZone *zone,
                    gint64 *end_us)
{
  static const gint64 spans_us[MUSTER_N_SILENCE_SPANS] = {
    [MUSTER_SILENCE_FOR_1_H] = G_TIME_SPAN_HOUR,
    [MUSTER_SILENCE_FOR_4_H] = 4 * G_TIME_SPAN_HOUR,
    [MUSTER_SILENCE_FOR_24_H] = 24 * G_TIME_SPAN_HOUR,
  };
  g_autoptr (GTimeZone) its = zone ? g_time_zone_ref (zone) : g_time_zone_new_utc ();
  g_autofree char *written = text ? g_strstrip (g_strdup (text)) : g_strdup ("");
  gint64 span_us;

  if (span == MUSTER_SILENCE_UNTIL_MORNING)
    *end_us = next_morning (now_us, its);
  else if (span != MUSTER_SILENCE_OTHER)
    *end_us = now_us + spans_us[span];
  else if (read_span (written, &span_us))
    *end_us = now_us + span_us;
  else
    return read_time (written, now_us, its, end_us) || muster_instant_parse (written, -1, end_us);
  return TRUE;
}
