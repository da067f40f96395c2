/* storm-figures.h - reads what the hub tells of storms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>

#include "console/sparkline.h"
G_BEGIN_DECLS

/* One storm that goes on. */
typedef struct
{
  char *id;    /* of its incident; never NULL */
  char *label; /* what most of its alerts share, fit to be shown; nullable */
  guint share; /* percent of them */
  guint64 n_folded;
  guint64 n_outside;
  guint rate; /* new alerts a minute, now */
  MusterBars bars;
} MusterStormFigures;

void muster_storm_figures_free (MusterStormFigures *self);
/* An answer to GET /v1/storms: of MusterStormFigures. */
GPtrArray *muster_storm_figures_read (GBytes *json, GError **error);

G_END_DECLS
