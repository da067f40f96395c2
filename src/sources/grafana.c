/* grafana.c - Grafana alerting's webhook (wire-formats 2.5; Grafana's documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is Alertmanager's webhook with version "1" and an orgId; what Grafana adds to an alert, its
 * values and links, becomes annotations.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

/* Each alert's own status counts, never the group's. */
static void
settle_status (MusterDraft *draft, MusterText status)
{
  if (muster_text_equal (status, "resolved"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else if (!muster_text_equal (status, "firing"))
    muster_draft_flaw (draft, "status is neither firing nor resolved");
}

static void
fill (MusterDraft *draft, const MusterValue *alert)
{
  static const char *const links[] = { "dashboardURL", "panelURL", "silenceURL", "imageURL" };

  if (alert->type != MUSTER_JSON_OBJECT)
    {
      muster_draft_flaw (draft, "it is not an object");
      return;
    }
  settle_status (draft, muster_value_text_at (alert, "status"));
  draft->starts = muster_value_text_at (alert, "startsAt");
  draft->ends = muster_value_text_at (alert, "endsAt");
  muster_draft_set_url (draft, muster_value_text_at (alert, "generatorURL"));
  muster_draft_add_members (draft, &draft->labels, "labels", muster_value_at (alert, "labels"));
  muster_draft_add_members (draft, &draft->annotations, "annotations",
                            muster_value_at (alert, "annotations"));
  muster_pairs_add (&draft->annotations, "values",
                    muster_value_to_text (muster_value_at (alert, "values"), draft->out->arena));
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    muster_pairs_add (&draft->annotations, links[i], muster_value_text_at (alert, links[i]));
}

static void
read_alerts (MusterDraft *draft, const MusterValue *whole)
{
  const MusterValue *alerts = muster_value_at (whole, "alerts");
  MusterText truncated = muster_value_text_at (whole, "truncatedAlerts");
  guint i = 0;

  if (!muster_text_equal (muster_value_text_at (whole, "version"), "1") ||
      muster_value_at (whole, "orgId") == NULL)
    muster_json_reader_fail (draft->reader, "version is not \"1\", or there is no orgId");
  else if (alerts == NULL || alerts->type != MUSTER_JSON_ARRAY)
    muster_json_reader_fail (draft->reader, "alerts is missing");
  if (muster_json_reader_failed (draft->reader))
    return;
  for (const MusterValue *alert = alerts->first; alert != NULL; alert = alert->next, i++)
    if (muster_draft_begin (draft, i))
      {
        fill (draft, alert);
        muster_draft_end (draft);
      }
  if (truncated.n > 0 && truncated.n < 10)
    {
      g_autofree char *text = muster_text_dup (truncated);

      draft->out->truncated = (guint) CLAMP (g_ascii_strtoll (text, NULL, 10), 0, G_MAXINT32);
    }
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "grafana", in, reader, out);

  if (whole != NULL)
    read_alerts (&draft, whole);
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_grafana = {
  .name = "grafana",
  /* Translators: a program's name */
  .title = N_ ("Grafana"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
