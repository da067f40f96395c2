/* roster-words.c - what is said of schedules: spans, layers, overrides, who is on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/roster-words.h"

#include <glib/gi18n.h>

#include "console/format.h"

/**
 * muster_roster_format_instant:
 * @at_s: an instant, seconds
 * @now_s: the present
 * @zone: where it is shown
 *
 * Returns: (transfer full): "Mon 2 Mar 09:00"
 */
char *
muster_roster_format_instant (gint64 at_s, gint64 now_s, GTimeZone *zone)
{
  g_autofree char *date = muster_format_date (at_s * G_USEC_PER_SEC, now_s * G_USEC_PER_SEC, zone);
  g_autofree char *time = muster_format_time_of_day (at_s * G_USEC_PER_SEC, zone);

  /* TRANSLATORS: a date and a time of day */
  return g_strdup_printf (_ ("%s %s"), date, time);
}

/**
 * muster_roster_format_span:
 * @start_s: an instant, seconds
 * @end_s: a later one
 * @now_s: the present
 * @zone: where it is shown
 *
 * Returns: (transfer full): "Mon 2 Mar 09:00 to Sat 7 Mar 09:00"
 */
char *
muster_roster_format_span (gint64 start_s, gint64 end_s, gint64 now_s, GTimeZone *zone)
{
  g_autofree char *start = muster_roster_format_instant (start_s, now_s, zone);
  g_autofree char *end = muster_roster_format_instant (end_s, now_s, zone);

  /* TRANSLATORS: from when to when */
  return g_strdup_printf (_ ("%s to %s"), start, end);
}

/**
 * muster_roster_format_hours:
 * @length_s: a length of time, seconds
 *
 * Returns: (transfer full): "72 h", also where that is many; below an hour "30 min"
 */
char *
muster_roster_format_hours (gint64 length_s)
{
  g_autofree char *hours = NULL;

  if (length_s < 3600)
    return muster_format_span (length_s * G_USEC_PER_SEC);
  hours = muster_format_count ((guint64) (length_s + 1800) / 3600);
  /* TRANSLATORS: a number of hours, abbreviated */
  return g_strdup_printf (_ ("%s h"), hours);
}

static char *
format_day (gint64 day, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * MUSTER_DAY_S);
  char *text = date ? g_date_time_format (date, format) : NULL;

  return text ? text : g_strdup ("");
}

/**
 * muster_roster_format_month:
 * @day: counted from 1970-01-01
 *
 * Returns: (transfer full): "March 2026"
 */
char *
muster_roster_format_month (gint64 day)
{
  /* TRANSLATORS: a month with its year, in the notation of strftime(3) */
  return format_day (day, _ ("%B %Y"));
}

/**
 * muster_roster_format_range:
 * @scale: days
 *
 * Returns: (transfer full): "2 to 29 March 2026", "30 March to 26 April 2026"
 */
char *
muster_roster_format_range (const MusterGanttScale *scale)
{
  const gint64 last_day = scale->first_day + scale->n_days - 1;
  MusterCivilDate first = muster_civil_date_from_days (scale->first_day);
  MusterCivilDate last = muster_civil_date_from_days (last_day);
  gboolean same_year = first.year == last.year;
  /* TRANSLATORS: the first day of a range of dates, where the month, the year or neither is the
   * same as that of the last one; in the notation of strftime(3) */
  const char *format = same_year && first.month == last.month ? _ ("%-d")
                       : same_year                            ? _ ("%-d %B")
                                                              : _ ("%-d %B %Y");
  g_autofree char *start = format_day (scale->first_day, format);
  /* TRANSLATORS: the last day of a range of dates, in the notation of strftime(3) */
  g_autofree char *end = format_day (last_day, _ ("%-d %B %Y"));

  /* TRANSLATORS: from one date to another: "2 to 29 March 2026" */
  return g_strdup_printf (_ ("%s to %s"), start, end);
}

/* --- layers --- */

static char *
format_time_of_day (gint64 second)
{
  return g_strdup_printf ("%02d:%02d", (int) (second / 3600), (int) (second % 3600 / 60));
}

/* "Mon"; 0 is Monday, the first day of 1970's second week was one. */
static char *
format_weekday (guint day)
{
  return format_day (4 + (gint64) day, "%a");
}

/* The days, where they follow one another: "Mon to Fri". */
static char *
describe_days (guint8 days)
{
  guint first = 0, n = 0;
  g_autofree char *from = NULL, *to = NULL;

  if ((days & MUSTER_EVERY_DAY) == MUSTER_EVERY_DAY)
    return g_strdup (_ ("every day"));
  while ((days & (1 << first)) == 0)
    first++;
  while (first + n < 7 && (days & (1 << (first + n))) != 0)
    n++;
  if ((days >> (first + n)) != 0)
    return NULL;
  from = format_weekday (first);
  to = format_weekday (first + n - 1);
  return n == 1 ? g_steal_pointer (&from) : g_strdup_printf (_ ("%s to %s"), from, to);
}

static char *
describe_hours (const MusterDutyHours *hours)
{
  g_autofree char *days = describe_days (hours->days);
  g_autofree char *from = format_time_of_day (hours->from_s);
  g_autofree char *to = format_time_of_day (hours->to_s);

  if (!days)
    return NULL;
  /* TRANSLATORS: hours of some days: "Mon to Fri 09:00–17:00" */
  return g_strdup_printf (_ ("%s %s–%s"), days, from, to);
}

static char *
describe_turns (const MusterRotation *rotation)
{
  gint64 day = muster_floor_div (rotation->anchor_s, MUSTER_DAY_S);
  g_autofree char *time = format_time_of_day (muster_floor_mod (rotation->anchor_s, MUSTER_DAY_S));
  g_autofree char *weekday = NULL;

  switch (rotation->unit)
    {
    case MUSTER_TURN_HOURS:
      /* TRANSLATORS: how often the next one takes over */
      return g_strdup_printf (ngettext ("every hour", "every %u hours", rotation->n), rotation->n);
    case MUSTER_TURN_DAYS:
      if (rotation->n > 1)
        /* TRANSLATORS: how often the next one takes over */
        return g_strdup_printf (ngettext ("every day", "every %u days", rotation->n), rotation->n);
      /* TRANSLATORS: when the next one takes over, each day */
      return g_strdup_printf (_ ("handoff %s"), time);
    case MUSTER_TURN_WEEKS:
      weekday = format_weekday (muster_weekday_of_days (day));
      /* TRANSLATORS: when the next one takes over, as "handoff Mon 09:00" */
      return g_strdup_printf (_ ("handoff %s %s"), weekday, time);
    case MUSTER_TURN_MONTHS:
    default:
      /* TRANSLATORS: when the next one takes over: the day of a month, and the time */
      return g_strdup_printf (_ ("handoff on day %u, %s"), muster_civil_date_from_days (day).day,
                              time);
    }
}

/**
 * muster_roster_describe_layer:
 * @layer: a layer
 *
 * Returns: (transfer full) (nullable): its hours, else when it changes hands
 */
char *
muster_roster_describe_layer (const MusterLayer *layer)
{
  if (layer->hours->len == 1)
    {
      char *hours = describe_hours (&g_array_index (layer->hours, MusterDutyHours, 0));

      if (hours)
        return hours;
    }
  if (layer->hours->len > 0)
    return g_strdup (_ ("at its hours"));
  /* TRANSLATORS: a layer whose people do not take turns */
  return layer->rotates ? describe_turns (&layer->rotation) : g_strdup (_ ("always"));
}

/**
 * muster_roster_describe_modifier:
 * @kind: what it does
 * @other: (nullable): who is replaced, or swapped with
 *
 * Returns: (transfer full): what the person does who is shown, as "covers"
 */
char *
muster_roster_describe_modifier (MusterModifierKind kind, const char *other)
{
  switch (kind)
    {
    case MUSTER_MODIFIER_REPLACE:
      /* TRANSLATORS: what somebody does in an override: "Priya, instead of Sarah" */
      return g_strdup_printf (_ ("instead of %s"), other);
    case MUSTER_MODIFIER_ADD:
      /* TRANSLATORS: what somebody does in an override: they are on call, too */
      return g_strdup (_ ("too"));
    case MUSTER_MODIFIER_REMOVE:
      /* TRANSLATORS: what somebody does in an override: they are not on call */
      return g_strdup (_ ("off"));
    case MUSTER_MODIFIER_SWAP:
      /* TRANSLATORS: what somebody does in an override: "Tomas, swap with Sarah" */
      return g_strdup_printf (_ ("swap with %s"), other);
    case MUSTER_MODIFIER_COVER:
    default:
      /* TRANSLATORS: what somebody does in an override: they alone are on call */
      return g_strdup (_ ("covers"));
    }
}

/* --- blocks --- */

/**
 * muster_roster_describe_block:
 * @block: a block
 * @lane: where it is
 * @now_s: the present
 * @zone: where it is shown
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *
muster_roster_describe_block (const MusterRosterBlock *block,
                              const MusterRosterLane *lane,
                              gint64 now_s,
                              GTimeZone *zone)
{
  g_autofree char *span = muster_roster_format_span (block->start_s, block->end_s, now_s, zone);
  g_autofree char *length = NULL;

  switch (block->kind)
    {
    case MUSTER_BLOCK_GAP:
      length = muster_format_span_spoken (MIN (block->end_s - block->start_s, 95 * 3600) *
                                          G_USEC_PER_SEC);
      if (block->end_s - block->start_s > 95 * 3600)
        {
          g_free (length);
          length = g_strdup_printf (
              ngettext ("%d hour", "%d hours", (gulong) ((block->end_s - block->start_s) / 3600)),
              (int) ((block->end_s - block->start_s) / 3600));
        }
      /* TRANSLATORS: read aloud: nobody is on call, from when to when, how long */
      return g_strdup_printf (_ ("Nobody, %s, %s"), span, length);
    case MUSTER_BLOCK_VACANT:
      /* TRANSLATORS: read aloud: a turn that is nobody's, which layer, from when to when */
      return g_strdup_printf (_ ("Vacant slot, %s, %s"), lane->title, span);
    case MUSTER_BLOCK_CHANGE:
      /* TRANSLATORS: read aloud: an override: who, what ("covers"), from when to when */
      return g_strdup_printf (_ ("Override: %s, %s, %s"), block->who, block->what, span);
    case MUSTER_BLOCK_ASKED:
      /* TRANSLATORS: read aloud: somebody is asked to take a shift: who, from when to when */
      return g_strdup_printf (_ ("%s is asked, %s"), block->who, span);
    case MUSTER_BLOCK_DUTY:
    default:
      if (lane->kind == MUSTER_LANE_FINAL)
        /* TRANSLATORS: read aloud: who is on call, from when to when */
        return g_strdup_printf (_ ("%s, on call, %s"), block->who, span);
      /* TRANSLATORS: read aloud: who, in which layer of a schedule, from when to when */
      return g_strdup_printf (_ ("%s, %s, %s"), block->who, lane->title, span);
    }
}

static const MusterRosterBlock *
find_at (const MusterRosterLane *lane, gint64 at_s)
{
  for (guint i = 0; i < lane->blocks->len; i++)
    {
      const MusterRosterBlock *block = &g_array_index (lane->blocks, MusterRosterBlock, i);

      if (block->start_s <= at_s && at_s < block->end_s)
        return block;
    }
  return NULL;
}

/**
 * muster_roster_describe_now:
 * @final: who is on call around now
 * @now_s: the present
 * @zone: where it is shown
 *
 * Returns: (transfer full): who is, until when, and who then
 */
char *
muster_roster_describe_now (const MusterRosterLane *final, gint64 now_s, GTimeZone *zone)
{
  const MusterRosterBlock *now = find_at (final, now_s);
  const MusterRosterBlock *then = now ? find_at (final, now->end_s) : NULL;
  /* TRANSLATORS: nobody is on call */
  const char *who = now && now->who ? now->who : _ ("Nobody");
  const char *next = then && then->who ? then->who : _ ("nobody");
  g_autofree char *until = NULL;

  if (!now)
    /* TRANSLATORS: nobody has to be on call at this time */
    return g_strdup (_ ("Nobody has to be on call now"));
  until = muster_roster_format_instant (now->end_s, now_s, zone);
  /* TRANSLATORS: who is on call, until when, and who then: "Mike until Sat 7 Mar 09:00, then Priya"
   */
  return g_strdup_printf (_ ("%s until %s, then %s"), who, until, next);
}

/**
 * muster_roster_describe_shift:
 * @scale: days
 * @day: one on which clocks change
 *
 * Returns: (transfer full): what happens then
 */
char *
muster_roster_describe_shift (const MusterGanttScale *scale, guint day)
{
  gint64 shift_s = muster_gantt_scale_get_shift (scale, day);
  /* TRANSLATORS: a day, in the notation of strftime(3): "Sun 29" */
  g_autofree char *date = format_day (scale->first_day + day, _ ("%a %-d"));
  g_autofree char *length = muster_format_span (ABS (shift_s) * G_USEC_PER_SEC);

  if (shift_s < 0)
    /* TRANSLATORS: summer time begins: a day, and "1 h" */
    return g_strdup_printf (_ ("%s: clocks go forward, night is %s shorter"), date, length);
  /* TRANSLATORS: summer time ends: a day, and "1 h" */
  return g_strdup_printf (_ ("%s: clocks go back, night is %s longer"), date, length);
}
