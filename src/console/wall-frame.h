/* wall-frame.h - a picture of 1920 by 1080, enlarged to fit its window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS

#define MUSTER_WALL_WIDTH  1920
#define MUSTER_WALL_HEIGHT 1080

void muster_wall_shift (gint64 minute, float *x, float *y);

/* Its one child is always laid out at that size; "zoom" tells how much larger it is shown. */
#define MUSTER_TYPE_WALL_FRAME (muster_wall_frame_get_type ())
G_DECLARE_FINAL_TYPE (MusterWallFrame, muster_wall_frame, MUSTER, WALL_FRAME, AdwBin)

GtkWidget *muster_wall_frame_new (void);
void muster_wall_frame_set_minute (MusterWallFrame *self, gint64 minute);
double muster_wall_frame_get_zoom (MusterWallFrame *self);

G_END_DECLS
