/* maintenance-json.h - maintenance windows in JSON: what they are about, and when they come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_MAINTENANCE_DAYS     14 /* ahead, unless somebody says otherwise */
#define MUSTER_MAINTENANCE_DAYS_MAX 731

typedef struct
{
  const MusterWorld *world;
  gint64 now_us;
  guint days; /* how far ahead */
} MusterMaintenanceView;

/* All windows, in an open list. */
void muster_json_maintenance_list (MusterJsonWriter *writer, const MusterMaintenanceView *view);
/* One, and how many alerts it would hold back now: @window is a name or an id, or else @body what
 * one would say. FALSE: there is none, or none may say so. */
gboolean muster_json_maintenance_preview (MusterJsonWriter *writer,
                                          const MusterMaintenanceView *view,
                                          const char *window,
                                          const char *body,
                                          GError **error);

G_END_DECLS
