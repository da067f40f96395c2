/* coverage.c - when nobody is on call though somebody has to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/coverage.h"

#include "base/civil-date.h"

/* What is to be covered, and is (combine's values). */
enum
{
  NOT_REQUIRED,
  COVERED,
  OPEN,
};

static guint
judge (guint set, guint required, gpointer user_data G_GNUC_UNUSED)
{
  if (required == 0)
    return NOT_REQUIRED;
  return set != MUSTER_NOBODY ? COVERED : OPEN;
}

static MusterTimeline *
judge_all (const MusterSchedule *schedule, const MusterRoster *roster)
{
  g_autoptr (MusterTimeline) required = NULL;
  const MusterTimeline *timeline = roster->timeline;
  MusterWallClock clock;
  gint64 from_s;

  if (timeline->stretches->len == 0)
    return muster_timeline_new (timeline->end_s);
  from_s = muster_timeline_get (timeline, 0)->start_s;
  muster_wall_clock_init (&clock, schedule->zone);
  if (schedule->coverage->len > 0)
    required = muster_restriction_resolve (schedule->coverage, &clock, from_s, timeline->end_s);
  else
    {
      required = muster_timeline_new (timeline->end_s);
      muster_timeline_append (required, from_s, 1);
    }
  return muster_timeline_combine (timeline, required, judge, NULL);
}

/**
 * muster_coverage_find_gaps:
 * @schedule: a schedule
 * @roster: what was resolved of it
 *
 * A gap is as long as can be: on-call rule 9.
 *
 * Returns: (transfer full) (element-type MusterGap): all of them, in order
 */
GArray *
muster_coverage_find_gaps (const MusterSchedule *schedule, const MusterRoster *roster)
{
  g_autoptr (MusterTimeline) judged = judge_all (schedule, roster);
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (MusterGap));

  for (guint i = 0; i < judged->stretches->len; i++)
    {
      const MusterStretch *stretch = muster_timeline_get (judged, i);
      MusterGap gap = { stretch->start_s, muster_timeline_get_end (judged, i) };

      if (stretch->value == OPEN)
        g_array_append_val (gaps, gap);
    }
  return gaps;
}

/**
 * muster_coverage_share:
 * @schedule: a schedule
 * @roster: what was resolved of it
 *
 * Returns: the part of the time to be covered that is, from 0 to 1
 */
double
muster_coverage_share (const MusterSchedule *schedule, const MusterRoster *roster)
{
  g_autoptr (MusterTimeline) judged = judge_all (schedule, roster);
  gint64 length_s[OPEN + 1] = { 0 };

  for (guint i = 0; i < judged->stretches->len; i++)
    {
      const MusterStretch *stretch = muster_timeline_get (judged, i);

      length_s[stretch->value] += muster_timeline_get_end (judged, i) - stretch->start_s;
    }
  if (length_s[COVERED] + length_s[OPEN] == 0)
    return 1;
  return (double) length_s[COVERED] / (double) (length_s[COVERED] + length_s[OPEN]);
}

/**
 * muster_gap_get_severity:
 * @self: a gap
 * @now_s: an instant
 *
 * Returns: by how long there is until it begins
 */
MusterGapSeverity
muster_gap_get_severity (const MusterGap *self, gint64 now_s)
{
  if (self->start_s - now_s < 7 * MUSTER_DAY_S)
    return MUSTER_GAP_CRITICAL;
  return self->start_s - now_s < 30 * MUSTER_DAY_S ? MUSTER_GAP_WARNING : MUSTER_GAP_INFO;
}

/**
 * muster_gap_severity_to_string:
 * @self: a severity
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
muster_gap_severity_to_string (MusterGapSeverity self)
{
  static const char *const names[] = { "info", "warning", "critical" };

  return names[self];
}

/**
 * muster_coverage_months_later:
 * @zone: where a wall stands
 * @from_s: an instant
 * @months: how many
 *
 * Returns: the instant at which it shows the same day and time so many months later, or the last
 *   day of a month that has not so many
 */
gint64
muster_coverage_months_later (GTimeZone *zone, gint64 from_s, guint months)
{
  gint64 wall_s = muster_wall_time_at (zone, from_s);
  gint64 day = muster_floor_div (wall_s, MUSTER_DAY_S);
  MusterCivilDate date =
      muster_civil_date_add_months (muster_civil_date_from_days (day), (gint64) months);

  return muster_wall_time_to_utc (zone, muster_civil_date_to_days (date) * MUSTER_DAY_S +
                                            muster_floor_mod (wall_s, MUSTER_DAY_S));
}
