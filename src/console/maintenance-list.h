/* maintenance-list.h - the maintenance windows: of what, why, and when they come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/span.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/* One of them, in words fit to be shown. */
typedef struct
{
  char *name;
  char *about;  /* matchers and services */
  char *reason; /* "" where none is said */
  gboolean is_open;
  gint64 alerts_n;   /* that it holds back */
  GArray *occasions; /* of MusterSpan: the one at hand, and what comes */
} MusterMaintenanceItem;

/* What GET /v1/maintenance answered: of MusterMaintenanceItem. */
GPtrArray *muster_maintenance_list_read (GBytes *json, GError **error);
/* "open until 16:05 · holds back 3 alerts · next …", "next 02:00–04:00, Sat 7 Mar 02:00–04:00" */
char *muster_maintenance_item_tell_when (const MusterMaintenanceItem *self,
                                         gint64 now_us,
                                         GTimeZone *zone);

G_END_DECLS
