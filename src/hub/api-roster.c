/* api-roster.c - GET /v1/schedules/{id}/roster and /gaps: who is on call when, and when nobody is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "hub/problem.h"
#include "hub/schedule-json.h"
#include "model/error.h"
#include "oncall/coverage.h"

#define DAYS_DEFAULT 28
#define DAYS_MAX     100
#define SPANS_MAX    20000 /* of a layer, or of all */
#define MONTHS_MAX   24

/* One schedule, over a time. */
typedef struct
{
  const MusterWorld *world;
  const MusterObject *schedule;
  const MusterScheduleBody *body; /* as it holds */
  gint64 from_s, to_s;
  MusterJsonWriter writer;
} Showing;

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

/* --- layers, as lanes --- */

/* What of the time a version holds. */
static gboolean
clip_version (const Showing *self, guint i, gint64 *from_s, gint64 *to_s)
{
  const GPtrArray *versions = self->body->schedule->versions;
  const MusterScheduleVersion *version = g_ptr_array_index (versions, i);

  *from_s = MAX (self->from_s, version->from_s);
  *to_s = self->to_s;
  if (i + 1 < versions->len)
    *to_s =
        MIN (*to_s, ((const MusterScheduleVersion *) g_ptr_array_index (versions, i + 1))->from_s);
  return *from_s < *to_s;
}

static void
write_layer (Showing *self, const MusterLayer *layer, gint64 from_s, gint64 to_s)
{
  g_autoptr (MusterRoster) roster = g_new (MusterRoster, 1);

  roster->sets = muster_member_sets_new ();
  roster->timeline = muster_layer_resolve (layer, roster->sets, from_s, to_s);
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "name", layer->name);
  muster_json_member_string (&self->writer, "zone", g_time_zone_get_identifier (layer->zone));
  muster_json_member_second (&self->writer, "from", from_s);
  muster_json_member_second (&self->writer, "to", to_s);
  muster_json_member_roster (&self->writer, "spans", self->body->people, roster, FALSE);
  muster_json_end_object (&self->writer);
}

/* Bottom first; of several versions one after the other. */
static void
write_layers (Showing *self)
{
  const GPtrArray *versions = self->body->schedule->versions;

  muster_json_name (&self->writer, "layers");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (versions, i);
      gint64 from_s, to_s;

      if (!clip_version (self, i, &from_s, &to_s))
        continue;
      for (guint j = 0; j < version->layers->len; j++)
        write_layer (self, g_ptr_array_index (version->layers, j), from_s, to_s);
    }
  muster_json_end_array (&self->writer);
}

/* --- changes, gaps --- */

static void
write_changes (Showing *self)
{
  const GPtrArray *changes = muster_shift_changes_list_of (
      muster_world_get_shifts (self->world)->changes, self->schedule->id);

  muster_json_name (&self->writer, "overrides");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      if (change->ends_us > self->from_s * G_USEC_PER_SEC &&
          change->starts_us < self->to_s * G_USEC_PER_SEC)
        muster_json_shift_change (&self->writer, self->world, change);
    }
  muster_json_end_array (&self->writer);
}

/* Those that are open. */
static void
write_requests (Showing *self)
{
  const GPtrArray *list =
      muster_shift_requests_list (muster_world_get_shifts (self->world)->requests);

  muster_json_name (&self->writer, "requests");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < list->len; i++)
    {
      const MusterShiftRequest *request = g_ptr_array_index (list, i);

      if (request->ended == NULL && muster_ulid_equal (request->schedule, self->schedule->id) &&
          request->ends_us > self->from_s * G_USEC_PER_SEC &&
          request->starts_us < self->to_s * G_USEC_PER_SEC)
        muster_json_shift_request (&self->writer, self->world, request);
    }
  muster_json_end_array (&self->writer);
}

/* What the file itself changes. */
static void
write_modifiers (Showing *self)
{
  g_autoptr (MusterScheduleBody) own =
      muster_schedule_body_read (self->schedule->name, self->schedule->body, NULL);
  const GArray *modifiers = own != NULL ? own->schedule->modifiers : NULL;

  muster_json_name (&self->writer, "modifiers");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; modifiers != NULL && i < modifiers->len; i++)
    {
      const MusterModifier *one = &g_array_index (modifiers, MusterModifier, i);
      gboolean pair = one->kind == MUSTER_MODIFIER_REPLACE || one->kind == MUSTER_MODIFIER_SWAP;

      if (one->to_s <= self->from_s || one->from_s >= self->to_s)
        continue;
      muster_json_begin_object (&self->writer);
      muster_json_member_string (&self->writer, "kind", muster_modifier_kind_to_string (one->kind));
      muster_json_member_string (&self->writer, "person",
                                 g_ptr_array_index (own->people, one->who));
      muster_json_member_string (&self->writer, "other",
                                 pair ? g_ptr_array_index (own->people, one->other) : NULL);
      muster_json_member_second (&self->writer, "from", one->from_s);
      muster_json_member_second (&self->writer, "to", one->to_s);
      muster_json_end_object (&self->writer);
    }
  muster_json_end_array (&self->writer);
}

static void
write_gaps (Showing *self, const char *name, const MusterRoster *roster, gint64 now_s)
{
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (self->body->schedule, roster);

  muster_json_name (&self->writer, name);
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

      muster_json_begin_object (&self->writer);
      muster_json_member_second (&self->writer, "start", gap->start_s);
      muster_json_member_second (&self->writer, "end", gap->end_s);
      muster_json_member_string (
          &self->writer, "severity",
          muster_gap_severity_to_string (muster_gap_get_severity (gap, now_s)));
      muster_json_end_object (&self->writer);
    }
  muster_json_end_array (&self->writer);
}

static void
begin (Showing *self, GString *out)
{
  muster_json_writer_init (&self->writer, out);
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "schedule", self->schedule->name);
  muster_json_member_ulid (&self->writer, "id", self->schedule->id);
  muster_json_member_string (&self->writer, "zone",
                             g_time_zone_get_identifier (self->body->schedule->zone));
  muster_json_member_second (&self->writer, "from", self->from_s);
  muster_json_member_second (&self->writer, "to", self->to_s);
}

static gboolean
find (MusterQuery *query, MusterCommitter *committer, Showing *self)
{
  g_autoptr (GError) error = NULL;

  self->world = muster_committer_get_world (committer);
  self->schedule = muster_query_find_schedule (query, self->world);
  if (self->schedule == NULL)
    return FALSE;
  self->body = muster_world_get_schedule (self->world, self->schedule);
  if (self->body != NULL)
    return TRUE;
  fail (&error, "The schedule cannot be read");
  muster_query_refuse (query, error);
  return FALSE;
}

/* --- the roster --- */

/* Too much to show is refused before it is written. */
static gboolean
check_size (const Showing *self, const MusterRoster *roster, GError **error)
{
  const GPtrArray *versions = self->body->schedule->versions;
  gint64 n = muster_roster_get_n_spans (roster);

  for (guint i = 0; i < versions->len && n <= SPANS_MAX; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (versions, i);
      gint64 from_s, to_s;

      for (guint j = 0; clip_version (self, i, &from_s, &to_s) && j < version->layers->len; j++)
        n += muster_layer_count_most (g_ptr_array_index (version->layers, j), from_s, to_s);
    }
  return n <= SPANS_MAX || fail (error, "That is too long a time at once for this schedule");
}

static MusterRoster *
resolve (const Showing *self, GError **error)
{
  g_autoptr (MusterRoster) roster = NULL;

  if (self->to_s <= self->from_s || self->to_s - self->from_s > DAYS_MAX * MUSTER_DAY_S)
    {
      fail (error, "Ask for up to 100 days at once, “from” before “to”");
      return NULL;
    }
  roster = muster_schedule_resolve (self->body->schedule, self->from_s, self->to_s, error);
  return roster != NULL && check_size (self, roster, error) ? g_steal_pointer (&roster) : NULL;
}

/**
 * muster_query_get_roster:
 * @self: GET /v1/schedules/{id or name}/roster?from=&to=
 * @committer: whose schedule
 *
 * Answers {"layers":[{"name","spans":[…]}],"modifiers","overrides","requests","final","gaps"}: each
 * layer as a lane, what stands in for what, and who is on call after all of it. Without times: four
 * weeks.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_roster (MusterQuery *self, MusterCommitter *committer)
{
  gint64 now_s = muster_committer_now_us (committer) / G_USEC_PER_SEC;
  Showing showing = { NULL };
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  GString *out;

  if (!find (self, committer, &showing) ||
      !muster_query_second (self, "from", now_s, &showing.from_s) ||
      !muster_query_second (self, "to", showing.from_s + DAYS_DEFAULT * MUSTER_DAY_S,
                            &showing.to_s))
    return MUSTER_WORK_DONE;
  roster = resolve (&showing, &error);
  if (roster == NULL)
    return muster_query_refuse (self, error);
  out = g_string_new (NULL);
  begin (&showing, out);
  write_layers (&showing);
  write_modifiers (&showing);
  write_changes (&showing);
  write_requests (&showing);
  muster_json_member_roster (&showing.writer, "final", showing.body->people, roster, TRUE);
  write_gaps (&showing, "gaps", roster, now_s);
  muster_json_end_object (&showing.writer);
  return muster_query_answer_json (self, committer, out);
}

/**
 * muster_query_get_gaps:
 * @self: GET /v1/schedules/{id or name}/gaps?months=12
 * @committer: whose schedule
 *
 * Says when nobody is on call though somebody has to be.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_gaps (MusterQuery *self, MusterCommitter *committer)
{
  const char *text = muster_query_parameter (self, "months");
  Showing showing = { .from_s = muster_committer_now_us (committer) / G_USEC_PER_SEC };
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  guint64 months = 12;
  GString *out;

  if (!find (self, committer, &showing))
    return MUSTER_WORK_DONE;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MONTHS_MAX, &months, NULL))
    {
      fail (&error, "“months” is a number of 1 to 24");
      return muster_query_refuse (self, error);
    }
  showing.to_s =
      muster_coverage_months_later (showing.body->schedule->zone, showing.from_s, (guint) months);
  roster = muster_schedule_resolve (showing.body->schedule, showing.from_s, showing.to_s, &error);
  if (roster == NULL)
    return muster_query_refuse (self, error);
  out = g_string_new (NULL);
  begin (&showing, out);
  write_gaps (&showing, "items", roster, showing.from_s);
  muster_json_end_object (&showing.writer);
  return muster_query_answer_json (self, committer, out);
}
