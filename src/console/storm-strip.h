/* storm-strip.h - an alert storm, folded into one line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/sparkline.h"
G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* the incident it went into, "INC-318" */
  const char *label; /* what most alerts share, "service=user-service" */
  guint share;       /* percent of them */
  MusterSeverity severity;
  MusterBars bars;
  guint rate; /* new alerts a minute, now */
  guint64 n_folded;
  guint n_pages;
  guint64 n_outside;
} MusterStormData;

/* Its button activates "board.review-storm" with the id. */
#define MUSTER_TYPE_STORM_STRIP (muster_storm_strip_get_type ())
G_DECLARE_FINAL_TYPE (MusterStormStrip, muster_storm_strip, MUSTER, STORM_STRIP, GtkWidget)

GtkWidget *muster_storm_strip_new (void);
void muster_storm_strip_set (MusterStormStrip *self, const MusterStormData *data);
void muster_storm_strip_set_narrow (MusterStormStrip *self, gboolean narrow);

G_END_DECLS
