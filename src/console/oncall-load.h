/* oncall-load.h - how much each has of a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/roster-lanes.h"
G_BEGIN_DECLS

/* Of which time, and who looks. */
typedef struct
{
  const MusterRosterSubject *subject;
  const MusterRoster *roster; /* of that time */
  GTimeZone *const *zones;    /* where each person lives; nullable each */
  guint weeks;
  gboolean sees_people; /* else only the whole is shown */
} MusterLoadData;

#define MUSTER_TYPE_ONCALL_LOAD (muster_oncall_load_get_type ())
G_DECLARE_FINAL_TYPE (MusterOncallLoad, muster_oncall_load, MUSTER, ONCALL_LOAD, GtkWidget)

GtkWidget *muster_oncall_load_new (void);
void muster_oncall_load_set (MusterOncallLoad *self, const MusterLoadData *data);

G_END_DECLS
