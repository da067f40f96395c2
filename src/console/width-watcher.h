/* width-watcher.h - tells the window how wide it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS

/* The smallest window. */
#define MUSTER_LEAST_WIDTH  360
#define MUSTER_LEAST_HEIGHT 480

#define MUSTER_WIDE_FROM   1200
#define MUSTER_MEDIUM_FROM 760

typedef enum
{
  MUSTER_WIDTH_NARROW, /* one column and a bar at the bottom */
  MUSTER_WIDTH_MEDIUM, /* side panes lie over the content */
  MUSTER_WIDTH_WIDE,   /* three columns */
} MusterWidth;

MusterWidth muster_width_of (int pixels);

/* Its one child fills it. */
#define MUSTER_TYPE_WIDTH_WATCHER (muster_width_watcher_get_type ())
G_DECLARE_FINAL_TYPE (MusterWidthWatcher, muster_width_watcher, MUSTER, WIDTH_WATCHER, AdwBin)

GtkWidget *muster_width_watcher_new (void);
MusterWidth muster_width_watcher_get_width (MusterWidthWatcher *self);
void muster_width_watcher_fold_flap (MusterWidthWatcher *self, AdwFlap *flap, int below);
void muster_width_watcher_fold_leaflet (MusterWidthWatcher *self, AdwLeaflet *leaflet, int below);

G_END_DECLS
