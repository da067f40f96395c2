/* severity-shape.h - the five shapes of severity, drawn once and kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/severity.h"
G_BEGIN_DECLS

/* What tells one picture of a severity from another. */
typedef struct
{
  MusterSeverity severity;
  int size;     /* logical pixels, square */
  double scale; /* device pixels in a logical one */
} MusterSeverityShape;

/* Below this the digit is left out; the word stands beside the shape anyway. */
#define MUSTER_SEVERITY_DIGIT_SIZE 18

GdkTexture *muster_severity_shape_texture (GtkWidget *widget, MusterSeverityShape shape);

G_END_DECLS
