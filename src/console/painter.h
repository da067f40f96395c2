/* painter.h - draws words and pictures at places counted from the leading edge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/style.h"
G_BEGIN_DECLS

/* For widgets that draw themselves: x runs from the edge where reading begins. */
typedef struct
{
  GtkWidget *widget;
  GtkSnapshot *snapshot;
  float width; /* of the widget */
  gboolean is_mirrored;
} MusterPainter;

/* One line of text. */
typedef struct
{
  const char *text;
  MusterTextStyle style;
  const char *color; /* (nullable): the widget's own */
  float x;           /* the leading edge; with @align_end the trailing edge */
  float middle;      /* of the line, from the top */
  float room;        /* what does not fit is replaced by an ellipsis; 0: as much as it needs */
  gboolean align_end;
} MusterLine;

MusterPainter muster_painter_new (GtkWidget *widget, GtkSnapshot *snapshot);
graphene_rect_t muster_painter_place (const MusterPainter *self, graphene_rect_t box);
float muster_painter_text (const MusterPainter *self, const MusterLine *line);
float muster_painter_chip (const MusterPainter *self, const MusterLine *line);
void muster_painter_avatar (const MusterPainter *self, const char *name, graphene_rect_t box);
void muster_painter_icon (const MusterPainter *self,
                          const char *name,
                          const char *color,
                          graphene_rect_t box);

G_END_DECLS
