/* shift-words.c - shifts in words, for people to read where they live
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-words.h"

#include "base/civil-date.h"
#include "base/wall-time.h"
#include "world/recipients.h"

static gint64
day_of (gint64 wall_s)
{
  return muster_floor_div (wall_s, MUSTER_DAY_S);
}

/**
 * muster_person_ref_zone:
 * @person: (nullable): somebody
 * @otherwise: for whom has none
 *
 * Returns: (transfer full): the zone to tell them times in
 */
GTimeZone *
muster_person_ref_zone (const MusterObject *person, GTimeZone *otherwise)
{
  g_autofree char *name = person != NULL ? muster_directory_dup_member (person, "zone") : NULL;
  GTimeZone *zone = name != NULL ? muster_time_zone_new (name) : NULL;

  return zone != NULL ? zone : g_time_zone_ref (otherwise);
}

static void
append_time (GString *out, gint64 wall_s)
{
  gint64 minute = muster_floor_mod (wall_s, MUSTER_DAY_S) / 60;

  g_string_append_printf (out, "%02d:%02d", (int) (minute / 60), (int) (minute % 60));
}

/**
 * muster_shift_words_append:
 * @out: where to
 * @zone: where the reader lives
 * @at_s: an instant
 * @now_s: the time
 *
 * Writes when it is, to the minute.
 */
void
muster_shift_words_append (GString *out, GTimeZone *zone, gint64 at_s, gint64 now_s)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  gint64 wall_s = muster_wall_time_at (zone, at_s);
  MusterCivilDate date = muster_civil_date_from_days (day_of (wall_s));
  MusterCivilDate today = muster_civil_date_from_days (day_of (muster_wall_time_at (zone, now_s)));

  g_string_append_printf (out, "%s %u %s ", days[muster_weekday_of_days (day_of (wall_s))],
                          date.day, months[date.month - 1]);
  if (date.year != today.year)
    g_string_append_printf (out, "%" G_GINT64_FORMAT " ", date.year);
  append_time (out, wall_s);
}

/**
 * muster_shift_words_append_span:
 * @out: where to
 * @zone: where the reader lives
 * @span: from when to when
 * @now_s: the time
 *
 * Writes it; a day that both have is there once.
 */
void
muster_shift_words_append_span (GString *out, GTimeZone *zone, MusterShiftSpan span, gint64 now_s)
{
  gint64 start_s = muster_wall_time_at (zone, span.start_s);
  gint64 end_s = muster_wall_time_at (zone, span.end_s);

  muster_shift_words_append (out, zone, span.start_s, now_s);
  g_string_append (out, " to ");
  if (day_of (start_s) == day_of (end_s) && end_s > start_s)
    append_time (out, end_s);
  else
    muster_shift_words_append (out, zone, span.end_s, now_s);
}
