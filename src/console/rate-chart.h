/* rate-chart.h - alerts per minute, with what changed meanwhile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/sparkline.h"
G_BEGIN_DECLS

/* A change that may have been the cause. */
typedef struct
{
  gint64 at_us;
  const char *label; /* "v1.2.4, 14:23" */
} MusterRateMark;

typedef struct
{
  MusterBars bars;         /* a bar a minute */
  gint64 end_us;           /* the minute of the last bar */
  MusterSeverity severity; /* gives the colour; NONE: the colour of text */
  const MusterRateMark *marks;
  guint n_marks;
} MusterRateChartData;

guint muster_rate_chart_step (guint peak);

#define MUSTER_TYPE_RATE_CHART (muster_rate_chart_get_type ())
G_DECLARE_FINAL_TYPE (MusterRateChart, muster_rate_chart, MUSTER, RATE_CHART, GtkWidget)

GtkWidget *muster_rate_chart_new (void);
void muster_rate_chart_set (MusterRateChart *self, const MusterRateChartData *data);

G_END_DECLS
