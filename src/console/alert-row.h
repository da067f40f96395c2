/* alert-row.h - a folded group of alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* How loud an alert itself is, whatever the incident became: shape and word, then colour. */
typedef enum
{
  MUSTER_LEVEL_INFO,     /* ring */
  MUSTER_LEVEL_WARNING,  /* square */
  MUSTER_LEVEL_CRITICAL, /* disc */
} MusterLevel;

typedef struct
{
  MusterLevel level;
  const char *name;    /* "HighErrorRate" */
  const char *service; /* (nullable) */
  const char *reason;  /* (nullable): why it is here, "user-service, 1 hop, 40 s later" */
  guint64 n_alerts;
  gboolean is_resolved;
} MusterAlertRowData;

#define MUSTER_TYPE_ALERT_ROW (muster_alert_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertRow, muster_alert_row, MUSTER, ALERT_ROW, GtkListBoxRow)

GtkWidget *muster_alert_row_new (void);
void muster_alert_row_set (MusterAlertRow *self, const MusterAlertRowData *data);

G_END_DECLS
