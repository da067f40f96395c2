/* alertmanager-list.h - reads how it goes with the Alertmanagers that the hub asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/hub-list.h"
G_BEGIN_DECLS

/* Those that are one source: one that stands alone, or a cluster. */
typedef struct
{
  char *name;         /* fit to be shown */
  GPtrArray *members; /* of MusterHubThing */
} MusterAlertmanagers;

/* GET /v1/alertmanagers: of MusterAlertmanagers. */
GPtrArray *muster_alertmanager_list_read (GBytes *json, GError **error);
/* "A cluster of 2, 1 answers"; NULL: it is no cluster */
char *muster_alertmanagers_tell (const MusterAlertmanagers *self);

gboolean muster_alertmanager_is_up (MusterHubThing *member);
/* "Answered 12 s ago · 41 alerts · 3 held back there" */
char *muster_alertmanager_tell (MusterHubThing *member, gint64 now_us);
/* What went wrong, a line each. */
GPtrArray *muster_alertmanager_list_faults (MusterHubThing *member, gint64 now_us);

G_END_DECLS
