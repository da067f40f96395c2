/* format.c - numbers, times and durations as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/format.h"

#include <glib/gi18n.h>

#define SECOND_US ((gint64) G_USEC_PER_SEC)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)

/* Hours are easier to compare than days up to here ("72 h" of a gap in the roster). */
#define PROSE_HOURS_US (96 * HOUR_US)

/**
 * muster_format_clock:
 * @span_us: a length of time, µs; below zero counts as zero
 *
 * The face of a clock: "m:ss" below one hour, "h:mm:ss" below a day, then "2 d 4 h". Parts of a
 * second are dropped, so that two clocks of one instant agree.
 *
 * Returns: (transfer full): the text
 */
char *
muster_format_clock (gint64 span_us)
{
  gint64 span = MAX (span_us, 0);

  if (span < HOUR_US)
    return g_strdup_printf ("%d:%02d", (int) (span / MINUTE_US),
                            (int) (span % MINUTE_US / SECOND_US));
  if (span < DAY_US)
    return g_strdup_printf ("%d:%02d:%02d", (int) (span / HOUR_US),
                            (int) (span % HOUR_US / MINUTE_US),
                            (int) (span % MINUTE_US / SECOND_US));
  /* TRANSLATORS: a clock face from one day on: days and hours, as short as they can be */
  return g_strdup_printf (_ ("%d d %d h"), (int) (span / DAY_US), (int) (span % DAY_US / HOUR_US));
}

/**
 * muster_format_clock_reserve:
 * @span_us: a length of time, µs
 *
 * Returns: (transfer full): the widest face that a clock of this magnitude can show, so that
 *   room can be kept for it
 */
char *
muster_format_clock_reserve (gint64 span_us)
{
  gint64 span = MAX (span_us, 0);

  if (span < HOUR_US)
    return g_strdup ("00:00");
  if (span < DAY_US)
    return g_strdup ("00:00:00");
  /* TRANSLATORS: the widest clock face from one day on, only measured and never shown */
  return g_strdup (_ ("00 d 00 h"));
}

/**
 * muster_format_span:
 * @span_us: a length of time, µs
 *
 * A length of time inside a sentence: "3 s", "24 min", "72 h", "5 d".
 *
 * Returns: (transfer full): the text
 */
char *
muster_format_span (gint64 span_us)
{
  gint64 span = MAX (span_us, 0);

  if (span < MINUTE_US)
    /* TRANSLATORS: a number of seconds, abbreviated */
    return g_strdup_printf (_ ("%d s"), (int) (span / SECOND_US));
  if (span < HOUR_US)
    /* TRANSLATORS: a number of minutes, abbreviated */
    return g_strdup_printf (_ ("%d min"), (int) (span / MINUTE_US));
  if (span < PROSE_HOURS_US)
    /* TRANSLATORS: a number of hours, abbreviated */
    return g_strdup_printf (_ ("%d h"), (int) (span / HOUR_US));
  /* TRANSLATORS: a number of days, abbreviated */
  return g_strdup_printf (_ ("%d d"), (int) (span / DAY_US));
}

static char *
count_minutes (int n)
{
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) n), n);
}

static char *
count_hours (int n)
{
  return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
}

static char *
count_days (int n)
{
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n), n);
}

/**
 * muster_format_span_spoken:
 * @span_us: a length of time, µs
 *
 * The same for a screen reader, to the minute: "18 minutes", "4 hours 8 minutes", "2 days".
 *
 * Returns: (transfer full): the text
 */
char *
muster_format_span_spoken (gint64 span_us)
{
  gint64 span = MAX (span_us, 0);
  g_autofree char *large = NULL;
  g_autofree char *small = NULL;

  if (span < HOUR_US)
    return count_minutes ((int) (span / MINUTE_US));
  if (span >= PROSE_HOURS_US)
    return count_days ((int) (span / DAY_US));
  large = count_hours ((int) (span / HOUR_US));
  if (span % HOUR_US < MINUTE_US)
    return g_steal_pointer (&large);
  small = count_minutes ((int) (span % HOUR_US / MINUTE_US));
  /* TRANSLATORS: a length of time read aloud: "4 hours" and "8 minutes" */
  return g_strdup_printf (_ ("%s %s"), large, small);
}

/**
 * muster_format_count:
 * @n: a number of things
 *
 * Returns: (transfer full): @n with the separators of the locale, "4,812"
 */
char *
muster_format_count (guint64 n)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, n);
}

static GDateTime *
date_time_at (gint64 at_us, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / SECOND_US);

  if (!utc || !zone)
    return g_steal_pointer (&utc);
  return g_date_time_to_timezone (utc, zone);
}

static char *
format_date_time (gint64 at_us, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) when = date_time_at (at_us, zone);
  char *text = when ? g_date_time_format (when, format) : NULL;

  /* TRANSLATORS: stands for an instant that no calendar can show */
  return text ? text : g_strdup (_ ("unknown"));
}

/**
 * muster_format_time:
 * @at_us: an instant, µs since the Unix epoch, UTC
 * @zone: (nullable): the zone to show it in; %NULL is UTC
 *
 * Returns: (transfer full): "14:41:08", for places where the order matters
 */
char *
muster_format_time (gint64 at_us, GTimeZone *zone)
{
  return format_date_time (at_us, zone, "%H:%M:%S");
}

/**
 * muster_format_time_of_day:
 * @at_us: an instant, µs since the Unix epoch, UTC
 * @zone: (nullable): the zone to show it in; %NULL is UTC
 *
 * Returns: (transfer full): "14:41"
 */
char *
muster_format_time_of_day (gint64 at_us, GTimeZone *zone)
{
  return format_date_time (at_us, zone, "%H:%M");
}

/**
 * muster_format_date:
 * @at_us: an instant, µs since the Unix epoch, UTC
 * @now_us: the present, which decides whether the year has to be said
 * @zone: (nullable): the zone to show it in; %NULL is UTC
 *
 * Returns: (transfer full): "Fri 6 Mar", or "Fri 6 Mar 2026" in another year
 */
char *
muster_format_date (gint64 at_us, gint64 now_us, GTimeZone *zone)
{
  g_autoptr (GDateTime) when = date_time_at (at_us, zone);
  g_autoptr (GDateTime) now = date_time_at (now_us, zone);
  gboolean same = when && now && g_date_time_get_year (when) == g_date_time_get_year (now);

  /* TRANSLATORS: a date of this year, then of another year, in the notation of strftime(3) */
  return format_date_time (at_us, zone, same ? _ ("%a %-d %b") : _ ("%a %-d %b %Y"));
}

/**
 * muster_due_at:
 * @due_us: when the next update is due, µs; 0 if none is
 * @now_us: the present, µs
 *
 * Returns: how near it is
 */
MusterDue
muster_due_at (gint64 due_us, gint64 now_us)
{
  if (due_us == 0)
    return MUSTER_DUE_NONE;
  if (due_us < now_us)
    return MUSTER_DUE_OVERDUE;
  return due_us - now_us < MUSTER_DUE_SOON_US ? MUSTER_DUE_SOON : MUSTER_DUE_LATER;
}

/**
 * muster_format_due:
 * @due_us: when the next update is due, µs; 0 if none is
 * @now_us: the present, µs
 *
 * Returns: (transfer full): "in 19:52", "overdue 5:08" or "not required"
 */
char *
muster_format_due (gint64 due_us, gint64 now_us)
{
  g_autofree char *clock = muster_format_clock (ABS (due_us - now_us));

  switch (muster_due_at (due_us, now_us))
    {
    case MUSTER_DUE_NONE:
      /* TRANSLATORS: no further update of the people outside is required */
      return g_strdup (_ ("not required"));
    case MUSTER_DUE_OVERDUE:
      /* TRANSLATORS: how long ago an update should have been sent */
      return g_strdup_printf (_ ("overdue %s"), clock);
    case MUSTER_DUE_LATER:
    case MUSTER_DUE_SOON:
    default:
      /* TRANSLATORS: in how much time an update is due */
      return g_strdup_printf (_ ("in %s"), clock);
    }
}

/**
 * muster_format_due_spoken:
 * @due_us: when the next update is due, µs; 0 if none is
 * @now_us: the present, µs
 *
 * Returns: (transfer full): "next update in 19 minutes", for a screen reader
 */
char *
muster_format_due_spoken (gint64 due_us, gint64 now_us)
{
  g_autofree char *span = muster_format_span_spoken (ABS (due_us - now_us));

  switch (muster_due_at (due_us, now_us))
    {
    case MUSTER_DUE_NONE:
      return g_strdup (_ ("no update required"));
    case MUSTER_DUE_OVERDUE:
      /* TRANSLATORS: the placeholder is a length of time, "5 minutes" */
      return g_strdup_printf (_ ("next update overdue by %s"), span);
    case MUSTER_DUE_LATER:
    case MUSTER_DUE_SOON:
    default:
      /* TRANSLATORS: the placeholder is a length of time, "19 minutes" */
      return g_strdup_printf (_ ("next update in %s"), span);
    }
}
