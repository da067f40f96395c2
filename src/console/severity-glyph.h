/* severity-glyph.h - a severity as shape and digit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/severity.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_SEVERITY_GLYPH (muster_severity_glyph_get_type ())
G_DECLARE_FINAL_TYPE (MusterSeverityGlyph, muster_severity_glyph, MUSTER, SEVERITY_GLYPH, GtkWidget)

GtkWidget *muster_severity_glyph_new (MusterSeverity severity, int size);
void muster_severity_glyph_set_severity (MusterSeverityGlyph *self, MusterSeverity severity);
void muster_severity_glyph_set_size (MusterSeverityGlyph *self, int size);
void muster_severity_glyph_set_zoom (MusterSeverityGlyph *self, double zoom);

char *muster_severity_label (MusterSeverity severity);

G_END_DECLS
