/* metrics.c - the hub's figures for Prometheus
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/metrics.h"

#include "hub/pager.h"

static void
append (GString *out, const char *name, const char *type, const char *help, guint64 value)
{
  g_string_append_printf (
      out, "# HELP muster_%s %s\n# TYPE muster_%s %s\nmuster_%s %" G_GUINT64_FORMAT "\n", name,
      help, name, type, name, value);
}

static guint
count_open (const MusterWorld *world)
{
  guint n = 0;

  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      n += incident != NULL && muster_incident_is_open (incident);
    }
  return n;
}

/**
 * muster_metrics_append:
 * @api: the hub's parts
 * @out: where to
 *
 * Writes what the hub counts.
 */
void
muster_metrics_append (const MusterApi *api, GString *out)
{
  const MusterWorld *world = muster_committer_get_world (api->committer);
  const MusterAlertIndex *alerts = muster_world_get_alerts (world);
  MusterServerStats stats;

  muster_server_get_stats (api->server, &stats);
  append (out, "journal_seq", "counter", "Events in the journal.", muster_world_get_seq (world));
  append (out, "journal_committed_seq", "counter", "Events that are on disk.",
          muster_committer_get_committed (api->committer));
  append (out, "journal_failing", "gauge", "1 while appends fail.",
          muster_committer_is_failing (api->committer));
  append (out, "journal_damaged", "gauge", "1 if the weekly look at its file found damage.",
          api->checkup != NULL && muster_checkup_is_damaged (api->checkup));
  append (out, "incidents_open", "gauge", "Incidents that are not resolved.", count_open (world));
  append (out, "incidents_total", "counter", "Incidents ever.", muster_world_last_incident (world));
  append (out, "alerts", "gauge", "Alerts in the index.", muster_alert_index_size (alerts));
  append (out, "alerts_firing", "gauge", "Alerts that fire.", muster_alert_index_firing (alerts));
  if (api->canary != NULL)
    {
      append (out, "canary_total", "counter", "Alerts of its own that came through the hub.",
              muster_canary_get_n (api->canary));
      append (out, "canary_microseconds", "gauge",
              "How long the last of them took, until its effect.",
              (guint64) MAX (muster_canary_get_took (api->canary), 0));
      append (out, "canary_well", "gauge", "1 if one came through lately.",
              muster_canary_is_well (api->canary));
    }
  append (out, "intake_refused_total", "counter", "Bodies that no source could read.",
          muster_world_count_refused (world));
  append (out, "http_requests_total", "counter", "Requests.", stats.requests);
  append (out, "http_connections", "gauge", "Connections.", stats.connections);
  append (out, "http_streams", "gauge", "Live streams.", stats.streams);
  append (out, "http_deferred", "gauge", "Requests that wait for the disk.", stats.deferred);
  append (out, "http_bad_framing_total", "counter", "Ambiguous heads.", stats.bad_framing);
  append (out, "http_big_bodies_total", "counter", "Bodies over the limit.", stats.big_bodies);
  append (out, "http_late_total", "counter", "Connections closed at a deadline.", stats.late);
  if (api->pager != NULL)
    muster_pager_append_metrics (api->pager, out);
}
