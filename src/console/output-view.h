/* output-view.h - what a command printed, folded away until asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Lines that are shown before "Show all". */
#define MUSTER_OUTPUT_LINES 200

/* Where the cut falls: bytes of the first @lines lines; *n_lines is how many there are. */
gsize muster_output_head (const char *text, guint lines, guint *n_lines);

#define MUSTER_TYPE_OUTPUT_VIEW (muster_output_view_get_type ())
G_DECLARE_FINAL_TYPE (MusterOutputView, muster_output_view, MUSTER, OUTPUT_VIEW, GtkWidget)

GtkWidget *muster_output_view_new (void);
void muster_output_view_set_text (MusterOutputView *self, const char *text);

G_END_DECLS
