/* style.h - the stylesheet's resources and its named colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Which set of colours a widget shows; the war-room screen has its own in every scheme. */
typedef enum
{
  MUSTER_SCHEME_LIGHT,
  MUSTER_SCHEME_DARK,
  MUSTER_SCHEME_WALL,
} MusterScheme;

void muster_style_register (void);

MusterScheme muster_style_scheme (GtkWidget *widget);
gboolean muster_style_high_contrast (void);
void muster_style_color (GtkWidget *widget, const char *name, GdkRGBA *out);
double muster_style_text_scale (GtkWidget *widget);

void muster_style_set_class (GtkWidget *widget, const char *name, gboolean on);
void muster_style_name_item (GtkWidget *widget, const char *label);

/* Text that a widget draws by itself; sizes are points, as in the stylesheet. */
typedef struct
{
  double size_pt;     /* 0: the widget's own */
  int weight;         /* a PangoWeight; 0: the widget's own */
  gboolean numeric;   /* figures of one width, which a layout does not inherit */
  gboolean monospace; /* the only family that is ever set */
} MusterTextStyle;

PangoLayout *muster_style_layout (GtkWidget *widget, const char *text, MusterTextStyle style);

G_END_DECLS
