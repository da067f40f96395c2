/* oncall-report.c - what is asked of schedules, answered in JSON (files-and-commands.md)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/oncall-report.h"

#include "base/json-writer.h"
#include "oncall/coverage.h"
#include "oncall/fairness.h"
#include "oncall/holidays.h"

#include <math.h>
#include <string.h>

static void
write_instant (MusterJsonWriter *writer, const char *name, gint64 at_s)
{
  muster_json_member_instant (writer, name, at_s * G_USEC_PER_SEC);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A set has no order of its own: names stand in theirs. */
static void
write_members (MusterJsonWriter *writer, const MusterScheduleBody *body, MusterRosterSpan span)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < span.n; i++)
    g_ptr_array_add (names, g_ptr_array_index (body->people, span.people[i]));
  g_ptr_array_sort (names, compare_names);
  muster_json_name (writer, "members");
  muster_json_begin_array (writer);
  for (guint i = 0; i < names->len; i++)
    muster_json_string (writer, g_ptr_array_index (names, i));
  muster_json_end_array (writer);
}

/**
 * muster_oncall_resolve:
 * @body: a schedule
 * @from_s: an instant
 * @to_s: a later one, or the same
 * @out: where to
 * @error: return location
 *
 * Writes who is on call from when to when.
 *
 * Returns: whether it can be told
 */
MusterOncallVerdict
muster_oncall_resolve (const MusterScheduleBody *body,
                       gint64 from_s,
                       gint64 to_s,
                       GString *out,
                       GError **error)
{
  g_autoptr (MusterRoster) roster = muster_schedule_resolve (body->schedule, from_s, to_s, error);
  MusterJsonWriter writer;

  if (roster == NULL)
    return MUSTER_ONCALL_FAILED;
  muster_json_writer_init (&writer, out);
  muster_json_begin_array (&writer);
  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      muster_json_begin_object (&writer);
      write_instant (&writer, "start", span.start_s);
      write_instant (&writer, "end", span.end_s);
      write_members (&writer, body, span);
      muster_json_end_object (&writer);
    }
  muster_json_end_array (&writer);
  return MUSTER_ONCALL_FINE;
}

/* --- questions to every schedule, or to one --- */

/* One schedule, as far as was asked for. */
typedef struct
{
  const MusterOncallQuestion *question;
  const MusterScheduleBody *body;
  MusterRoster *roster;
  gint64 to_s;
  MusterJsonWriter *writer;
} Asked;

typedef MusterOncallVerdict (*AskFunc) (const Asked *asked);

static MusterOncallVerdict
ask_one (const MusterOncallQuestion *question,
         const MusterScheduleBody *body,
         MusterJsonWriter *writer,
         AskFunc ask,
         GError **error)
{
  gint64 to_s =
      muster_coverage_months_later (body->schedule->zone, question->at_s, question->months);
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (body->schedule, question->at_s, to_s, error);
  const Asked asked = { question, body, roster, to_s, writer };

  if (roster != NULL)
    return ask (&asked);
  g_prefix_error (error, "The schedule “%s”: ", body->schedule->name);
  return MUSTER_ONCALL_FAILED;
}

static MusterOncallVerdict
ask_all (const MusterOncallQuestion *question, GString *out, AskFunc ask, GError **error)
{
  MusterOncallVerdict worst = MUSTER_ONCALL_FINE;
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_array (&writer);
  for (guint i = 0; i < question->team->schedules->len && worst != MUSTER_ONCALL_FAILED; i++)
    {
      const MusterScheduleBody *body = g_ptr_array_index (question->team->schedules, i);

      MusterOncallVerdict verdict = MUSTER_ONCALL_FINE;

      if (question->only == NULL || question->only == body)
        verdict = ask_one (question, body, &writer, ask, error);
      worst = MAX (worst, verdict);
    }
  muster_json_end_array (&writer);
  return worst;
}

static MusterOncallVerdict
tell_who (const Asked *asked)
{
  MusterRosterSpan span = muster_roster_get_span (asked->roster, 0);

  muster_json_begin_object (asked->writer);
  muster_json_member_string (asked->writer, "schedule", asked->body->schedule->name);
  write_instant (asked->writer, "at", asked->question->at_s);
  write_members (asked->writer, asked->body, span);
  if (muster_roster_get_n_spans (asked->roster) > 1)
    write_instant (asked->writer, "until", span.end_s);
  else
    {
      muster_json_name (asked->writer, "until");
      muster_json_null (asked->writer);
    }
  muster_json_end_object (asked->writer);
  return MUSTER_ONCALL_FINE;
}

/**
 * muster_oncall_who:
 * @question: when
 * @out: where to
 * @error: return location
 *
 * Writes who is on call, and until when that is so.
 *
 * Returns: whether it can be told
 */
MusterOncallVerdict
muster_oncall_who (const MusterOncallQuestion *question, GString *out, GError **error)
{
  return ask_all (question, out, tell_who, error);
}

static MusterOncallVerdict
tell_gaps (const Asked *asked)
{
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (asked->body->schedule, asked->roster);

  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);
      MusterGapSeverity severity = muster_gap_get_severity (gap, asked->question->at_s);

      muster_json_begin_object (asked->writer);
      muster_json_member_string (asked->writer, "schedule", asked->body->schedule->name);
      write_instant (asked->writer, "start", gap->start_s);
      write_instant (asked->writer, "end", gap->end_s);
      muster_json_member_string (asked->writer, "severity",
                                 muster_gap_severity_to_string (severity));
      muster_json_end_object (asked->writer);
    }
  return gaps->len > 0 ? MUSTER_ONCALL_WRONG : MUSTER_ONCALL_FINE;
}

/**
 * muster_oncall_gaps:
 * @question: from when on
 * @out: where to
 * @error: return location
 *
 * Writes when nobody is on call though somebody has to be.
 *
 * Returns: whether there is such a time
 */
MusterOncallVerdict
muster_oncall_gaps (const MusterOncallQuestion *question, GString *out, GError **error)
{
  return ask_all (question, out, tell_gaps, error);
}

/* --- fairness --- */

/**
 * muster_json_member_hours:
 * @writer: in an object
 * @name: the member's
 * @length_s: seconds
 *
 * Writes how many hours it is, to a hundredth.
 */
void
muster_json_member_hours (MusterJsonWriter *writer, const char *name, gint64 length_s)
{
  muster_json_name (writer, name);
  muster_json_double (writer, round ((double) length_s / 36) / 100);
}

/**
 * muster_json_workload_members:
 * @writer: in an object
 * @name: a person's
 * @workload: what they have
 *
 * Writes it as members.
 */
void
muster_json_workload_members (MusterJsonWriter *writer,
                              const char *name,
                              const MusterWorkload *workload)
{
  muster_json_member_string (writer, "name", name);
  muster_json_member_hours (writer, "hours", workload->total_s);
  muster_json_member_int (writer, "overload", workload->overload);
  muster_json_member_int (writer, "shifts", workload->n_duties);
  muster_json_member_hours (writer, "nightHours", workload->night_s);
  muster_json_member_int (writer, "nights", workload->n_nights);
  muster_json_member_hours (writer, "weekendHours", workload->weekend_s);
  muster_json_member_int (writer, "weekends", workload->n_weekends);
  muster_json_member_hours (writer, "longestHours", workload->longest_s);
  if (workload->least_rest_s >= 0)
    muster_json_member_hours (writer, "leastRestHours", workload->least_rest_s);
  else
    {
      muster_json_name (writer, "leastRestHours");
      muster_json_null (writer);
    }
}

/**
 * muster_json_holiday_members:
 * @writer: in an object
 * @days: (nullable): holidays
 * @duties: (element-type MusterDuty): a person's
 * @zone: where they live
 *
 * Writes what they have of them as members.
 */
void
muster_json_holiday_members (MusterJsonWriter *writer,
                             const GArray *days,
                             const GArray *duties,
                             GTimeZone *zone)
{
  guint n = 0;
  gint64 sum_s = muster_holidays_measure (days, duties, zone, &n);

  muster_json_member_hours (writer, "holidayHours", sum_s);
  muster_json_member_int (writer, "holidays", n);
}

/* Where each of a schedule's people lives. */
static GTimeZone **
find_zones (const MusterOncallTeam *team, const MusterScheduleBody *body)
{
  GTimeZone **zones = g_new0 (GTimeZone *, body->people->len + 1);

  for (guint i = 0; i < body->people->len; i++)
    {
      const MusterOncallPerson *person =
          g_hash_table_lookup (team->people, g_ptr_array_index (body->people, i));

      zones[i] = person != NULL ? person->zone : NULL;
    }
  return zones;
}

/* Their own holidays, else the schedule's. */
static const GArray *
find_holidays (const Asked *asked, const char *name)
{
  const MusterOncallTeam *team = asked->question->team;
  const MusterOncallPerson *person = g_hash_table_lookup (team->people, name);

  return person != NULL && person->holidays != NULL
             ? person->holidays
             : g_hash_table_lookup (team->holidays, asked->body->schedule->name);
}

static MusterOncallVerdict
tell_fairness (const Asked *asked)
{
  const MusterScheduleBody *body = asked->body;
  g_autofree GTimeZone **zones = find_zones (asked->question->team, body);
  g_autoptr (GArray) workloads =
      muster_fairness_measure (body->schedule, asked->roster, zones, body->people->len);
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (asked->roster, body->people->len);
  MusterQuality quality =
      muster_fairness_judge (workloads, muster_coverage_share (body->schedule, asked->roster));

  muster_json_begin_object (asked->writer);
  muster_json_member_string (asked->writer, "schedule", body->schedule->name);
  write_instant (asked->writer, "from", asked->question->at_s);
  write_instant (asked->writer, "to", asked->to_s);
  muster_json_member_int (asked->writer, "coverage", quality.coverage);
  muster_json_member_int (asked->writer, "balance", quality.balance);
  muster_json_member_int (asked->writer, "score", quality.score);
  muster_json_name (asked->writer, "people");
  muster_json_begin_array (asked->writer);
  for (guint i = 0; i < workloads->len; i++)
    {
      const char *name = g_ptr_array_index (body->people, i);

      muster_json_begin_object (asked->writer);
      muster_json_workload_members (asked->writer, name,
                                    &g_array_index (workloads, MusterWorkload, i));
      muster_json_holiday_members (asked->writer, find_holidays (asked, name),
                                   g_ptr_array_index (duties, i),
                                   zones[i] != NULL ? zones[i] : body->schedule->zone);
      muster_json_end_object (asked->writer);
    }
  muster_json_end_array (asked->writer);
  muster_json_end_object (asked->writer);
  return MUSTER_ONCALL_FINE;
}

/**
 * muster_oncall_fairness:
 * @question: from when on
 * @out: where to
 * @error: return location
 *
 * Writes what each person has of a schedule, and how good it is.
 *
 * Returns: whether it can be told
 */
MusterOncallVerdict
muster_oncall_fairness (const MusterOncallQuestion *question, GString *out, GError **error)
{
  return ask_all (question, out, tell_fairness, error);
}
