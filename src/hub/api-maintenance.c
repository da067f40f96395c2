/* api-maintenance.c - GET /v1/maintenance, and what a window would hold back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/maintenance-json.h"
#include "hub/problem.h"
#include "hub/query.h"
#include "model/error.h"

static gboolean
read_view (const MusterQuery *self,
           MusterCommitter *committer,
           MusterMaintenanceView *out,
           GError **error)
{
  const char *text = muster_query_parameter (self, "days");
  guint64 days = MUSTER_MAINTENANCE_DAYS;

  if (text != NULL &&
      !g_ascii_string_to_unsigned (text, 10, 1, MUSTER_MAINTENANCE_DAYS_MAX, &days, NULL))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "“days” is a number from 1 to 731");
      return FALSE;
    }
  *out = (MusterMaintenanceView){ muster_committer_get_world (committer),
                                  muster_committer_now_us (committer), (guint) days };
  return TRUE;
}

static MusterWorkResult
refuse (MusterQuery *self, const GError *error)
{
  self->work.answer = muster_problem_from_error (error);
  return MUSTER_WORK_DONE;
}

/**
 * muster_query_get_maintenance:
 * @self: GET /v1/maintenance?days=…
 * @committer: whose windows
 *
 * Lists them with the occasions that come within so many days.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_maintenance (MusterQuery *self, MusterCommitter *committer)
{
  g_autoptr (GError) error = NULL;
  MusterMaintenanceView view;
  MusterJsonWriter writer;
  GString *body;

  if (!read_view (self, committer, &view, &error))
    return refuse (self, error);
  body = g_string_new (NULL);
  muster_query_begin_list (&writer, body);
  muster_json_maintenance_list (&writer, &view);
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}

/**
 * muster_query_preview_maintenance:
 * @self: GET /v1/maintenance/preview?window=…, or ?body=…
 * @committer: whose alerts
 *
 * Tells of one window, or of one that is not made yet, how many alerts it would hold back now.
 * Refuses what making it would refuse.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_preview_maintenance (MusterQuery *self, MusterCommitter *committer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  MusterMaintenanceView view;
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  if (!read_view (self, committer, &view, &error) ||
      !muster_json_maintenance_preview (&writer, &view, muster_query_parameter (self, "window"),
                                        muster_query_parameter (self, "body"), &error))
    return refuse (self, error);
  return muster_query_answer_json (self, committer, g_steal_pointer (&body));
}
