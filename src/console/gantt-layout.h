/* gantt-layout.h - where lanes and blocks stand in the picture of a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/gantt-scale.h"
#include "console/roster-lanes.h"
G_BEGIN_DECLS

/* All in pixels; x from the edge where reading begins. */
typedef struct
{
  double label_width;
  double day_width;
  double days_height; /* the letters and numbers of the days */
  double *tops;       /* of each lane's blocks */
  double *heights;
  guint n_lanes;
  double line;  /* over the final schedule; 0: there is none */
  double notes; /* the middle of the line of notes; 0: there are none */
  double height;
} MusterGanttLayout;

typedef struct
{
  const GPtrArray *lanes; /* of MusterRosterLane */
  guint n_days;
  double text_scale;
  gboolean has_notes;
} MusterGanttContent;

/* @width 0: the least that it needs. */
MusterGanttLayout *muster_gantt_layout_new (const MusterGanttContent *content, double width);
void muster_gantt_layout_free (MusterGanttLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGanttLayout, muster_gantt_layout_free)

double muster_gantt_layout_get_width (const MusterGanttLayout *self, guint n_days);
double
muster_gantt_layout_x (const MusterGanttLayout *self, const MusterGanttScale *scale, gint64 at_s);
gint64
muster_gantt_layout_at (const MusterGanttLayout *self, const MusterGanttScale *scale, double x);
/* The lane at @y; G_MAXUINT: there is none. */
guint muster_gantt_layout_lane (const MusterGanttLayout *self, double y);

G_END_DECLS
