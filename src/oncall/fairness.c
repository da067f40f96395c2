/* fairness.c - how much each is on call, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/fairness.h"

#include "oncall/duty.h"

#include <math.h>

#define HOUR_S       3600
#define NEARLY_EQUAL 95 /* percent that count as all */

static const MusterDutyHours night = { MUSTER_EVERY_DAY, 22 * HOUR_S, 6 * HOUR_S };
static const MusterDutyHours weekend = { 0x60, 0, 0 };

/* The nights and weekends of a zone, found once for all who live there. */
typedef struct
{
  GTimeZone *zone; /* borrowed */
  MusterTimeline *nights, *weekends;
} Calendar;

static void
calendar_free (gpointer data)
{
  Calendar *self = data;

  muster_timeline_free (self->nights);
  muster_timeline_free (self->weekends);
  g_free (self);
}

static MusterTimeline *
find_hours (GTimeZone *zone, MusterDutyHours hours, const MusterTimeline *of)
{
  g_autoptr (GArray) list = muster_restriction_new ();
  MusterWallClock clock;

  muster_restriction_add (list, hours);
  muster_wall_clock_init (&clock, zone);
  return muster_restriction_resolve (list, &clock, muster_timeline_get (of, 0)->start_s, of->end_s);
}

static const Calendar *
get_calendar (GHashTable *calendars, GTimeZone *zone, const MusterTimeline *of)
{
  Calendar *calendar = g_hash_table_lookup (calendars, zone);

  if (calendar != NULL)
    return calendar;
  calendar = g_new (Calendar, 1);
  *calendar = (Calendar){ zone, find_hours (zone, night, of), find_hours (zone, weekend, of) };
  g_hash_table_insert (calendars, zone, calendar);
  return calendar;
}

/* How long @duties are within stretches of 1, and of how many of these they have a part. */
static gint64
sum_within (const GArray *duties, const MusterTimeline *hours, guint *out_n)
{
  guint counted = G_MAXUINT;
  gint64 sum_s = 0;

  for (guint i = 0; i < duties->len; i++)
    {
      const MusterDuty *duty = &g_array_index (duties, MusterDuty, i);

      for (guint j = muster_timeline_find (hours, duty->start_s);
           j < hours->stretches->len && muster_timeline_get (hours, j)->start_s < duty->end_s; j++)
        {
          if (muster_timeline_get (hours, j)->value == 0)
            continue;
          sum_s += MIN (duty->end_s, muster_timeline_get_end (hours, j)) -
                   MAX (duty->start_s, muster_timeline_get (hours, j)->start_s);
          *out_n += counted != j;
          counted = j;
        }
    }
  return sum_s;
}

static void
measure (MusterWorkload *self, const GArray *duties, const Calendar *calendar)
{
  self->n_duties = duties->len;
  self->least_rest_s = -1;
  for (guint i = 0; i < duties->len; i++)
    {
      const MusterDuty *duty = &g_array_index (duties, MusterDuty, i);
      gint64 rest_s = i > 0 ? duty->start_s - (duty - 1)->end_s : -1;

      self->total_s += duty->end_s - duty->start_s;
      self->longest_s = MAX (self->longest_s, duty->end_s - duty->start_s);
      if (i > 0 && (self->least_rest_s < 0 || rest_s < self->least_rest_s))
        self->least_rest_s = rest_s;
    }
  self->night_s = sum_within (duties, calendar->nights, &self->n_nights);
  self->weekend_s = sum_within (duties, calendar->weekends, &self->n_weekends);
}

/**
 * muster_fairness_measure:
 * @schedule: a schedule
 * @roster: what was resolved of it
 * @zones: (array length=n_people): where people live; a %NULL: in the schedule's zone
 * @n_people: people are below that
 *
 * Returns: (transfer full) (element-type MusterWorkload): what each has
 */
GArray *
muster_fairness_measure (const MusterSchedule *schedule,
                         const MusterRoster *roster,
                         GTimeZone *const *zones,
                         guint n_people)
{
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (roster, n_people);
  g_autoptr (GHashTable) calendars = g_hash_table_new_full (NULL, NULL, NULL, calendar_free);
  GArray *workloads = g_array_new (FALSE, TRUE, sizeof (MusterWorkload));

  g_array_set_size (workloads, n_people);
  for (guint i = 0; i < n_people; i++)
    {
      MusterWorkload *workload = &g_array_index (workloads, MusterWorkload, i);
      GTimeZone *zone = zones[i] != NULL ? zones[i] : schedule->zone;
      const GArray *of_person = g_ptr_array_index (duties, i);

      workload->person = i;
      workload->least_rest_s = -1;
      if (of_person->len > 0)
        measure (workload, of_person, get_calendar (calendars, zone, roster->timeline));
    }
  return workloads;
}

/* --- the score --- */

static int
to_percent (double share)
{
  int percent = (int) lround (share * 100);

  return percent >= NEARLY_EQUAL && percent < 100 ? 100 : percent;
}

/* The mean over all pairs of those who are on call at all: the less by the more. */
static double
balance_of (const GArray *workloads)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < workloads->len; i++)
    for (guint j = i + 1; j < workloads->len; j++)
      {
        gint64 a = g_array_index (workloads, MusterWorkload, i).total_s;
        gint64 b = g_array_index (workloads, MusterWorkload, j).total_s;

        if (a == 0 || b == 0)
          continue;
        sum += (double) MIN (a, b) / (double) MAX (a, b);
        n++;
      }
  return n > 0 ? sum / n : 1;
}

/**
 * muster_fairness_judge:
 * @workloads: (element-type MusterWorkload): what each has; .overload is set
 * @covered_share: 0 to 1 (muster_coverage_share())
 *
 * The score of Grafana OnCall: the mean of how much is covered and how alike people's hours are,
 * where 95 percent are taken for all.
 *
 * Returns: the score and what it is made of
 */
MusterQuality
muster_fairness_judge (GArray *workloads, double covered_share)
{
  MusterQuality quality = { to_percent (covered_share), to_percent (balance_of (workloads)), 0 };
  gint64 sum_s = 0;
  guint n = 0;

  for (guint i = 0; i < workloads->len; i++)
    {
      sum_s += g_array_index (workloads, MusterWorkload, i).total_s;
      n += g_array_index (workloads, MusterWorkload, i).total_s > 0;
    }
  for (guint i = 0; i < workloads->len; i++)
    {
      MusterWorkload *workload = &g_array_index (workloads, MusterWorkload, i);
      double of_mean = n > 0 ? (double) workload->total_s * n / (double) sum_s : 0;

      workload->overload = MAX (to_percent (of_mean) - 100, 0);
    }
  quality.score = (int) lround ((quality.coverage + quality.balance) / 2.0);
  return quality;
}
