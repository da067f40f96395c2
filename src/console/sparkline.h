/* sparkline.h - the last hour of an incident's alerts, small
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/severity.h"
G_BEGIN_DECLS

/* Counts by minute, the present last. */
#define MUSTER_MOST_BARS 60
typedef struct
{
  guint n;
  guint counts[MUSTER_MOST_BARS];
} MusterBars;

/* The scale never ends below this, so that three alerts do not look like a storm. */
#define MUSTER_BARS_LEAST_TOP 10

guint muster_bars_peak (const MusterBars *self);
gboolean muster_bars_equal (const MusterBars *a, const MusterBars *b);
void muster_bars_draw (GtkSnapshot *snapshot,
                       const MusterBars *self,
                       const graphene_rect_t *bounds,
                       const GdkRGBA *past,
                       const GdkRGBA *last);

#define MUSTER_TYPE_SPARKLINE (muster_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (MusterSparkline, muster_sparkline, MUSTER, SPARKLINE, GtkWidget)

GtkWidget *muster_sparkline_new (void);
void muster_sparkline_set_bars (MusterSparkline *self, const MusterBars *bars);
void muster_sparkline_set_severity (MusterSparkline *self, MusterSeverity severity);

G_END_DECLS
