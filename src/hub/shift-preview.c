/* shift-preview.c - what a change of shifts would change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command is decided as if it were given, and its events are thrown away.
 */
#include "hub/shift-preview.h"

#include "base/civil-date.h"
#include "hub/schedule-json.h"
#include "oncall/coverage.h"
#include "oncall/rest.h"
#include "world/commands.h"
#include "world/shift-moves.h"

#include <math.h>
#include <string.h>

#define AROUND_S (90 * MUSTER_DAY_S) /* that is looked at for rest */

typedef struct
{
  MusterWork work; /* first */
  MusterCommand *command;
} PreviewWork;

/* What a command would change. */
typedef struct
{
  const MusterWorld *world;
  const MusterObject *schedule; /* NULL: it changes none */
  const MusterScheduleBody *before;
  MusterScheduleBody *after;
  MusterShiftDiff *diff;
  gint64 from_s, to_s; /* within that */
  gint64 now_s;
} Preview;

static void
preview_clear (Preview *self)
{
  g_clear_pointer (&self->after, muster_schedule_body_free);
  g_clear_pointer (&self->diff, muster_shift_diff_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Preview, preview_clear)

/* --- what would change --- */

static void
include (Preview *self, const MusterShiftChange *change)
{
  self->from_s = MIN (self->from_s, change->starts_us / G_USEC_PER_SEC);
  self->to_s = MAX (self->to_s, change->ends_us / G_USEC_PER_SEC);
}

/* Which schedule the events are about, and when. */
static MusterUlid
look_through (Preview *self, const MusterBatch *batch)
{
  const MusterShiftChanges *changes = muster_world_get_shifts (self->world)->changes;
  MusterUlid schedule = { 0, 0 };

  for (guint i = 0; i < muster_batch_length (batch); i++)
    {
      const MusterEvent *event = muster_batch_get (batch, i);
      const MusterShiftChange *ended = NULL;
      MusterShiftChange *made = NULL;

      if (event->kind == MUSTER_EVENT_SHIFT_RESTORED)
        ended = muster_shift_changes_get (changes, muster_event_ulid (event, MUSTER_FACT_ID));
      else if (event->kind == MUSTER_EVENT_SHIFT_COVERED ||
               event->kind == MUSTER_EVENT_SHIFT_SWAPPED)
        ended = made = muster_shift_change_new (event);
      if (ended == NULL)
        continue;
      include (self, ended);
      schedule = ended->schedule;
      g_clear_pointer (&made, muster_shift_change_free);
    }
  return schedule;
}

static gboolean
preview_find (Preview *self, const MusterBatch *batch, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  g_autoptr (GPtrArray) changes = NULL;
  MusterShiftPair pair;

  self->from_s = G_MAXINT64;
  self->to_s = G_MININT64;
  self->schedule = muster_directory_get (directory, look_through (self, batch));
  if (self->schedule == NULL)
    return TRUE;
  changes = muster_shift_changes_foresee (muster_world_get_shifts (self->world)->changes,
                                          self->schedule->id, batch, 0);
  self->before = muster_world_get_schedule (self->world, self->schedule);
  self->after =
      muster_live_schedule_new (directory, self->schedule->name, self->schedule->body, changes,
                                muster_world_get_time (self->world) - MUSTER_LIVE_SCHEDULE_PAST_US);
  pair = (MusterShiftPair){ self->schedule->name, self->before, self->after,
                            self->from_s - AROUND_S, self->to_s + AROUND_S };
  self->diff = self->after != NULL ? muster_shift_diff_new (&pair, error) : NULL;
  return self->diff != NULL;
}

/* --- telling it --- */

static gboolean
same_people (MusterRosterSpan a, MusterRosterSpan b)
{
  return a.n == b.n && memcmp (a.people, b.people, a.n * sizeof a.people[0]) == 0;
}

static void
write_changes (const Preview *self, MusterJsonWriter *writer)
{
  guint i = 0, j = 0;

  muster_json_name (writer, "changes");
  muster_json_begin_array (writer);
  while (i < muster_roster_get_n_spans (self->diff->was) &&
         j < muster_roster_get_n_spans (self->diff->is))
    {
      MusterRosterSpan was = muster_roster_get_span (self->diff->was, i);
      MusterRosterSpan is = muster_roster_get_span (self->diff->is, j);

      if (!same_people (was, is))
        {
          muster_json_begin_object (writer);
          muster_json_member_second (writer, "start", MAX (was.start_s, is.start_s));
          muster_json_member_second (writer, "end", MIN (was.end_s, is.end_s));
          muster_json_member_names (writer, "before", self->diff->people, was);
          muster_json_member_names (writer, "after", self->diff->people, is);
          muster_json_end_object (writer);
        }
      i += was.end_s <= is.end_s;
      j += is.end_s <= was.end_s;
    }
  muster_json_end_array (writer);
}

/* What of @gaps is none of @others. */
static void
write_gaps (MusterJsonWriter *writer, const char *name, const GArray *gaps, const GArray *others)
{
  muster_json_name (writer, name);
  muster_json_begin_array (writer);
  for (guint i = 0; i < gaps->len; i++)
    {
      MusterGap left = g_array_index (gaps, MusterGap, i);

      for (guint j = 0; j <= others->len && left.start_s < left.end_s; j++)
        {
          MusterGap other = j < others->len ? g_array_index (others, MusterGap, j)
                                            : (MusterGap){ left.end_s, left.end_s };

          if (other.end_s <= left.start_s && j < others->len)
            continue;
          if (other.start_s > left.start_s || j == others->len)
            {
              muster_json_begin_object (writer);
              muster_json_member_second (writer, "start", left.start_s);
              muster_json_member_second (writer, "end", MIN (left.end_s, other.start_s));
              muster_json_end_object (writer);
            }
          left.start_s = other.end_s;
        }
    }
  muster_json_end_array (writer);
}

static void
write_all_gaps (const Preview *self, MusterJsonWriter *writer)
{
  g_autoptr (GArray) was = muster_coverage_find_gaps (self->after->schedule, self->diff->was);
  g_autoptr (GArray) is = muster_coverage_find_gaps (self->after->schedule, self->diff->is);

  write_gaps (writer, "gapsMade", is, was);
  write_gaps (writer, "gapsClosed", was, is);
}

static void
write_days (MusterJsonWriter *writer, const char *name, gint64 length_s)
{
  muster_json_name (writer, name);
  if (length_s < 0)
    muster_json_null (writer);
  else
    muster_json_double (writer, floor ((double) length_s * 10 / MUSTER_DAY_S) / 10);
}

/* How much more or less somebody has, and how they rest around what they get. */
static void
write_person (const Preview *self, MusterJsonWriter *writer, guint person, const GArray *duties)
{
  gint64 sum_s = 0, start_s = G_MAXINT64, end_s = G_MININT64;
  MusterRest rest = { -1, -1 };

  for (guint i = 0; i < self->diff->changes->len; i++)
    {
      const MusterRosterChange *change =
          &g_array_index (self->diff->changes, MusterRosterChange, i);

      if (change->person != person)
        continue;
      sum_s += (change->gained ? 1 : -1) * (change->end_s - change->start_s);
      start_s = change->gained ? MIN (start_s, change->start_s) : start_s;
      end_s = change->gained ? MAX (end_s, change->end_s) : end_s;
    }
  if (end_s > start_s)
    rest = muster_rest_around (duties, start_s, end_s);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "name", g_ptr_array_index (self->diff->people, person));
  muster_json_name (writer, "hours");
  muster_json_double (writer, round ((double) sum_s / 36) / 100);
  write_days (writer, "restBefore", rest.before_s);
  write_days (writer, "restAfter", rest.after_s);
  muster_json_end_object (writer);
}

static gboolean
is_touched (const Preview *self, guint person)
{
  for (guint i = 0; i < self->diff->changes->len; i++)
    if (g_array_index (self->diff->changes, MusterRosterChange, i).person == person)
      return TRUE;
  return FALSE;
}

static void
write_people (const Preview *self, MusterJsonWriter *writer)
{
  g_autoptr (GPtrArray) duties =
      muster_roster_list_duties (self->diff->is, self->diff->people->len);

  muster_json_name (writer, "people");
  muster_json_begin_array (writer);
  for (guint i = 0; i < self->diff->people->len; i++)
    if (is_touched (self, i))
      write_person (self, writer, i, g_ptr_array_index (duties, i));
  muster_json_end_array (writer);
}

static void
write_preview (const Preview *self, const MusterCommand *command, GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "schedule",
                             self->schedule != NULL ? self->schedule->name : NULL);
  if (self->diff != NULL)
    {
      muster_json_member_second (&writer, "from", self->from_s);
      muster_json_member_second (&writer, "to", self->to_s);
      write_changes (self, &writer);
      write_all_gaps (self, &writer);
      write_people (self, &writer);
    }
  muster_json_shift_warnings (&writer, self->world, command);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}

/* --- the request --- */

static MusterWorkResult
run_preview (MusterWork *work, MusterCommitter *committer)
{
  const PreviewWork *self = (const PreviewWork *) work;
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_auto (Preview) preview = { .world = muster_committer_get_world (committer) };
  g_autoptr (GError) error = NULL;
  GString *body;
  guint incident;

  if (!muster_world_decide (preview.world, muster_committer_get_context (committer), self->command,
                            batch, &incident, &error) ||
      !preview_find (&preview, batch, &error))
    {
      work->answer = muster_problem_from_error (error);
      return MUSTER_WORK_DONE;
    }
  body = g_string_new (NULL);
  write_preview (&preview, self->command, body);
  work->answer = muster_answer_new_take (200, "application/json", body);
  work->wait_seq = muster_world_get_seq (preview.world);
  return MUSTER_WORK_DONE;
}

static void
work_free (MusterWork *work)
{
  PreviewWork *self = (PreviewWork *) work;

  muster_command_free (self->command);
  g_free (self);
}

static const MusterWorkFuncs preview_funcs = { run_preview, NULL, work_free, NULL };

/**
 * muster_is_shift_preview:
 * @call: a POST
 * @spec: of its command
 *
 * Returns: whether it asks what the command would change
 */
gboolean
muster_is_shift_preview (const MusterCall *call, const MusterCommandSpec *spec)
{
  return muster_target_get (call->target, "preview") != NULL &&
         g_str_has_prefix (spec->name, "schedule.");
}

/**
 * muster_shift_preview_handle:
 * @call: a POST that muster_is_shift_preview() knows
 * @command: (transfer full): what it asks for
 *
 * Answers {"changes":[{"start","end","before","after"}],"gapsMade","gapsClosed","people":[{"name",
 * "hours","restBefore","restAfter"}],"warnings"}, rest in days; or why the command would be
 * refused.
 */
void
muster_shift_preview_handle (MusterCall *call, MusterCommand *command)
{
  PreviewWork *work = g_new0 (PreviewWork, 1);

  work->work.funcs = &preview_funcs;
  work->work.is_read = TRUE;
  work->command = command;
  muster_call_submit (call, &work->work);
}
