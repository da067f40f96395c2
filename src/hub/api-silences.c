/* api-silences.c - GET /v1/silences, and what one would hold back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/problem.h"
#include "hub/query.h"
#include "world/silence-preview.h"

#define PREVIEW_ALERTS_MAX 20 /* told in full; the rest is a number */

/**
 * muster_query_get_silences:
 * @self: GET /v1/silences
 * @committer: whose silences
 *
 * Lists them, the newest first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_silences (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GPtrArray *silences = muster_silences_list (muster_world_get_silences (world));
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = silences->len; i > 0; i--)
    muster_json_silence (&writer, world, g_ptr_array_index (silences, i - 1));
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}

static void
write_counts (const MusterQuery *self, MusterJsonWriter *writer)
{
  muster_json_member_int (writer, "alerts", self->preview_alerts_n);
  muster_json_member_int (writer, "incidents", self->preview_incidents_n);
}

/**
 * muster_query_preview_silence:
 * @self: GET /v1/silences/preview?matchers=…
 * @committer: whose alerts
 *
 * Answers {"items":[…],"alerts":n,"incidents":n}: how many alerts that fire and that nothing holds
 * back yet a silence would hold back, of how many incidents, and the oldest of them. Refuses what
 * making the silence would refuse.
 *
 * Returns: %MUSTER_WORK_PENDING; %MUSTER_WORK_DONE: it is refused
 */
MusterWorkResult
muster_query_preview_silence (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const char *text = muster_query_parameter (self, "matchers");
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterMatchers) matchers = muster_silence_parse_matchers (text ? text : "", &error);
  g_autoptr (GPtrArray) alerts = NULL;
  MusterSilencePreview preview;

  if (matchers == NULL)
    {
      self->work.answer = muster_problem_from_error (error);
      return MUSTER_WORK_DONE;
    }
  preview = muster_silence_preview (world, matchers, muster_committer_now_us (committer));
  alerts = preview.alerts;
  self->preview_alerts_n = alerts->len;
  self->preview_incidents_n = preview.incidents_n;
  self->tail = write_counts;
  self->alerts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MIN (alerts->len, PREVIEW_ALERTS_MAX); i++)
    {
      const MusterAlert *alert = g_ptr_array_index (alerts, i);

      g_ptr_array_add (self->alerts, g_memdup2 (&alert->id, sizeof alert->id));
    }
  return muster_query_tell_alerts (self, committer);
}
