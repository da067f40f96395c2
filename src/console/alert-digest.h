/* alert-digest.h - an incident's alerts in short, from its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/sparkline.h"
#include "model/incident.h"
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

GPtrArray *muster_alert_groups (const MusterIncident *incident); /* of MusterAlertGroup */
void muster_alert_group_free (MusterAlertGroup *self);
/* Alerts a minute in the hour before @now_us. */
void muster_alert_bars (const MusterIncident *incident, gint64 now_us, MusterBars *out);

G_END_DECLS
