/* api-fairness.c - GET /v1/schedules/{id}/fairness: what each has of a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "base/wall-time.h"
#include "hub/oncall-report.h"
#include "hub/schedule-json.h"
#include "model/error.h"
#include "oncall/coverage.h"
#include "world/shift-words.h"

#define DAYS_DEFAULT 84
#define DAYS_MAX     400
#define SLEEP_FROM_H 23 /* to 7, where they live */
#define SLEEP_TO_H   7

typedef struct
{
  const MusterWorld *world;
  const MusterObject *schedule;
  const MusterScheduleBody *body;
  MusterRoster *roster;
  gint64 from_s, to_s;
} Measuring;

typedef struct
{
  guint pages, asleep;
} Interrupts;

static const MusterObject *
find_person (const Measuring *self, guint person)
{
  return muster_directory_find (muster_world_get_directory (self->world), MUSTER_OBJECT_PERSON,
                                g_ptr_array_index (self->body->people, person), -1);
}

static GPtrArray *
ref_zones (const Measuring *self)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_time_zone_unref);

  for (guint i = 0; i < self->body->people->len; i++)
    g_ptr_array_add (zones,
                     muster_person_ref_zone (find_person (self, i), self->body->schedule->zone));
  return zones;
}

static gboolean
is_asleep (GTimeZone *zone, gint64 at_us)
{
  gint64 hour =
      muster_floor_mod (muster_wall_time_at (zone, at_us / G_USEC_PER_SEC), MUSTER_DAY_S) / 3600;

  return hour >= SLEEP_FROM_H || hour < SLEEP_TO_H;
}

/* By person, of all incidents that the hub knows, not only of this schedule's: how many pages, and
 * how many of them while they sleep. */
static Interrupts *
count_interrupts (const Measuring *self, const GPtrArray *zones)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  Interrupts *counts = g_new0 (Interrupts, self->body->people->len + 1);

  for (guint i = 0; i < self->body->people->len; i++)
    {
      const MusterObject *person = find_person (self, i);

      if (person != NULL)
        g_hash_table_insert (numbers, (gpointer) &person->id, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 1; i <= muster_world_last_incident (self->world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (self->world, i);

      for (guint j = 0; incident != NULL && j < incident->pages->len; j++)
        {
          const MusterPage *page = g_ptr_array_index (incident->pages, j);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &page->person));

          if (n == 0 || page->at_us < self->from_s * G_USEC_PER_SEC ||
              page->at_us >= self->to_s * G_USEC_PER_SEC)
            continue;
          counts[n - 1].pages++;
          counts[n - 1].asleep += is_asleep (g_ptr_array_index (zones, n - 1), page->at_us);
        }
    }
  return counts;
}

/* Their own holidays, else the schedule's. */
static void
write_holidays (const Measuring *self,
                MusterJsonWriter *writer,
                const MusterObject *person,
                const GArray *duties,
                GTimeZone *zone)
{
  g_autoptr (GArray) own = person != NULL ? muster_holidays_read (person->body) : NULL;
  g_autoptr (GArray) of_schedule = own == NULL ? muster_holidays_read (self->schedule->body) : NULL;

  muster_json_holiday_members (writer, own != NULL ? own : of_schedule, duties, zone);
}

static void
write_people (const Measuring *self,
              MusterJsonWriter *writer,
              const GArray *workloads,
              const GPtrArray *zones)
{
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (self->roster, self->body->people->len);
  g_autofree Interrupts *interrupts = count_interrupts (self, zones);

  muster_json_name (writer, "people");
  muster_json_begin_array (writer);
  for (guint i = 0; i < workloads->len; i++)
    {
      const MusterObject *person = find_person (self, i);
      GTimeZone *zone = g_ptr_array_index (zones, i);

      muster_json_begin_object (writer);
      muster_json_workload_members (writer, g_ptr_array_index (self->body->people, i),
                                    &g_array_index (workloads, MusterWorkload, i));
      write_holidays (self, writer, person, g_ptr_array_index (duties, i), zone);
      muster_json_member_int (writer, "pages", interrupts[i].pages);
      muster_json_member_int (writer, "sleepPages", interrupts[i].asleep);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

static void
write_fairness (const Measuring *self, GString *out)
{
  g_autoptr (GPtrArray) zones = ref_zones (self);
  g_autoptr (GArray) workloads =
      muster_fairness_measure (self->body->schedule, self->roster,
                               (GTimeZone *const *) zones->pdata, self->body->people->len);
  MusterQuality quality =
      muster_fairness_judge (workloads, muster_coverage_share (self->body->schedule, self->roster));
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "schedule", self->schedule->name);
  muster_json_member_second (&writer, "from", self->from_s);
  muster_json_member_second (&writer, "to", self->to_s);
  muster_json_member_int (&writer, "coverage", quality.coverage);
  muster_json_member_int (&writer, "balance", quality.balance);
  muster_json_member_int (&writer, "score", quality.score);
  write_people (self, &writer, workloads, zones);
  muster_json_end_object (&writer);
}

static MusterRoster *
resolve (const Measuring *self, GError **error)
{
  if (self->body != NULL && self->from_s < self->to_s &&
      self->to_s - self->from_s <= DAYS_MAX * MUSTER_DAY_S)
    return muster_schedule_resolve (self->body->schedule, self->from_s, self->to_s, error);
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "Ask for up to 400 days at once, “from” before “to”");
  return NULL;
}

/**
 * muster_query_get_fairness:
 * @self: GET /v1/schedules/{id or name}/fairness?from=&to=
 * @committer: whose schedule
 *
 * Says what each has of it, where they live: hours, nights, weekends, holidays, pages, and those
 * between 23:00 and 7:00. Without times: of the last twelve weeks.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_fairness (MusterQuery *self, MusterCommitter *committer)
{
  gint64 now_s = muster_committer_now_us (committer) / G_USEC_PER_SEC;
  Measuring measuring = { .world = muster_committer_get_world (committer) };
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  GString *out;

  measuring.schedule = muster_query_find_schedule (self, measuring.world);
  if (measuring.schedule == NULL || !muster_query_second (self, "to", now_s, &measuring.to_s) ||
      !muster_query_second (self, "from", measuring.to_s - DAYS_DEFAULT * MUSTER_DAY_S,
                            &measuring.from_s))
    return MUSTER_WORK_DONE;
  measuring.body = muster_world_get_schedule (measuring.world, measuring.schedule);
  roster = resolve (&measuring, &error);
  if (roster == NULL)
    return muster_query_refuse (self, error);
  measuring.roster = roster;
  out = g_string_new (NULL);
  write_fairness (&measuring, out);
  return muster_query_answer_json (self, committer, out);
}
