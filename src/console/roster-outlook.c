/* roster-outlook.c - a year of a schedule: who is on call, and when nobody is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/roster-outlook.h"

#include <glib/gi18n.h>

#include "base/wall-time.h"
#include "console/gantt-scale.h"
#include "console/roster-words.h"

#define TOLD_GAPS 3 /* one by one; of more the number */

static void
place_weeks (MusterRosterOutlook *self, GTimeZone *zone, gint64 monday)
{
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    {
      MusterOutlookWeek *week = &self->weeks[i];

      week->start_s = muster_wall_time_to_utc (zone, (monday + 7 * i) * MUSTER_DAY_S);
      week->end_s = muster_wall_time_to_utc (zone, (monday + 7 * i + 7) * MUSTER_DAY_S);
    }
}

static void
add_gap (MusterRosterOutlook *self, const MusterGap *gap, gint64 now_s)
{
  gint64 from_s = MAX (gap->start_s, now_s);

  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    {
      MusterOutlookWeek *week = &self->weeks[i];

      week->open_s += MAX (MIN (gap->end_s, week->end_s) - MAX (from_s, week->start_s), 0);
    }
}

/**
 * muster_roster_outlook_new:
 * @subject: a schedule
 * @now_s: the present
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): its next 52 weeks, from Monday on
 */
MusterRosterOutlook *
muster_roster_outlook_new (const MusterRosterSubject *subject, gint64 now_s, GError **error)
{
  g_autoptr (MusterRosterOutlook) self = g_new0 (MusterRosterOutlook, 1);
  const MusterSchedule *schedule = subject->body->schedule;
  g_autoptr (GArray) gaps = NULL;

  self->gaps = g_array_new (FALSE, FALSE, sizeof (MusterGap));
  place_weeks (self, schedule->zone, muster_gantt_week_of (schedule->zone, now_s));
  self->from_s = self->weeks[0].start_s;
  self->roster = muster_schedule_resolve (schedule, self->from_s,
                                          self->weeks[MUSTER_OUTLOOK_WEEKS - 1].end_s, error);
  if (!self->roster)
    return NULL;
  gaps = muster_coverage_find_gaps (schedule, self->roster);
  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

      if (gap->end_s <= now_s)
        continue;
      g_array_append_val (self->gaps, *gap);
      add_gap (self, gap, now_s);
    }
  return g_steal_pointer (&self);
}

/**
 * muster_roster_outlook_free:
 * @self: a year
 *
 * Frees it.
 */
void
muster_roster_outlook_free (MusterRosterOutlook *self)
{
  g_clear_pointer (&self->roster, muster_roster_free);
  g_clear_pointer (&self->gaps, g_array_unref);
  g_free (self);
}

/**
 * muster_roster_outlook_is_fresh:
 * @self: a year
 * @now_s: the present
 *
 * Returns: whether it says the same as one that is made now
 */
gboolean
muster_roster_outlook_is_fresh (const MusterRosterOutlook *self, gint64 now_s)
{
  const MusterGap *gap = muster_roster_outlook_get_gap (self);

  return now_s < self->weeks[0].end_s && (!gap || now_s < gap->end_s);
}

/**
 * muster_roster_outlook_get_gap:
 * @self: a year
 *
 * Returns: (transfer none) (nullable): the gap that is, or that comes next
 */
const MusterGap *
muster_roster_outlook_get_gap (const MusterRosterOutlook *self)
{
  return self->gaps->len > 0 ? &g_array_index (self->gaps, MusterGap, 0) : NULL;
}

static char *
describe_gap (const MusterGap *gap, GTimeZone *zone)
{
  g_autofree char *hours = muster_roster_format_hours (gap->end_s - gap->start_s);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (gap->start_s);
  g_autoptr (GDateTime) start = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *month = start ? g_date_time_format (start, "%B") : g_strdup ("");

  /* TRANSLATORS: how long nobody is on call, in which month */
  return g_strdup_printf (_ ("%s in %s"), hours, month);
}

/**
 * muster_roster_outlook_describe:
 * @self: a year
 * @zone: where it is shown
 *
 * Returns: (transfer full): what gaps it has, in words
 */
char *
muster_roster_outlook_describe (const MusterRosterOutlook *self, GTimeZone *zone)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = self->gaps->len;

  if (n == 0)
    /* TRANSLATORS: somebody is always on call */
    return g_strdup (_ ("No gap"));
  g_string_append_printf (words, ngettext ("%u gap", "%u gaps", n), n);
  for (guint i = 0; i < MIN (n, TOLD_GAPS); i++)
    {
      g_autofree char *gap = describe_gap (&g_array_index (self->gaps, MusterGap, i), zone);

      g_string_append_printf (words, "%s %s", i == 0 ? ":" : ",", gap);
    }
  if (n > TOLD_GAPS)
    {
      g_string_append (words, ", ");
      /* TRANSLATORS: after some gaps: how many more there are */
      g_string_append_printf (words, ngettext ("%u more", "%u more", n - TOLD_GAPS), n - TOLD_GAPS);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
is_on (MusterRosterSpan span, guint person)
{
  for (guint i = 0; i < span.n; i++)
    if (span.people[i] == person)
      return TRUE;
  return FALSE;
}

/**
 * muster_roster_outlook_list_shifts:
 * @self: a year
 * @person: one of the schedule's
 * @now_s: the present
 * @most: how many
 *
 * Returns: (transfer full) (element-type MusterGap): when they are on call, earliest first
 */
GArray *
muster_roster_outlook_list_shifts (const MusterRosterOutlook *self,
                                   guint person,
                                   gint64 now_s,
                                   guint most)
{
  GArray *shifts = g_array_new (FALSE, FALSE, sizeof (MusterGap));

  for (guint i = 0; i < muster_roster_get_n_spans (self->roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (self->roster, i);
      MusterGap *last =
          shifts->len > 0 ? &g_array_index (shifts, MusterGap, shifts->len - 1) : NULL;
      MusterGap shift = { span.start_s, span.end_s };

      if (span.end_s <= now_s || !is_on (span, person))
        continue;
      if (last && last->end_s == span.start_s) /* only who else is changed */
        last->end_s = span.end_s;
      else if (shifts->len == most)
        break;
      else
        g_array_append_val (shifts, shift);
    }
  return shifts;
}
