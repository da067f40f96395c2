/* alert-digest.h - an incident's alerts in short, from its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/sparkline.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Alerts of one name. */
typedef struct
{
  char *name; /* as it came; "" if they have none */
  guint64 n;
  gint64 first_us;
  gint64 last_us;
  MusterSeverity worst; /* MUSTER_SEVERITY_NONE: it was not told */
} MusterAlertGroup;

/* An incident, and those that were merged into it. */
GPtrArray *muster_alert_incidents (const MusterWorld *world, const MusterIncident *incident);
/* Of MusterAlertGroup. @incidents: of MusterIncident: one, and those that were merged into it. */
GPtrArray *muster_alert_groups (const GPtrArray *incidents);
void muster_alert_group_free (MusterAlertGroup *self);
/* Alerts a minute in the hour before @now_us. */
void muster_alert_bars (const GPtrArray *incidents, gint64 now_us, MusterBars *out);

G_END_DECLS
