/* style.c - the stylesheet's resources and its named colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/style.h"

#include <adwaita.h>

#include "muster-console-resources.h"

/**
 * muster_style_register:
 *
 * Makes the stylesheets, the icons and the descriptions of the windows known to GTK. Call it
 * before the application starts; again does nothing.
 */
void
muster_style_register (void)
{
  g_resources_register (muster_console_get_resource ());
}

static gboolean
is_on_wall (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root && gtk_widget_has_css_class (GTK_WIDGET (root), "wall");
}

/**
 * muster_style_scheme:
 * @widget: a widget
 *
 * Returns: the set of colours that @widget shows now
 */
MusterScheme
muster_style_scheme (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), MUSTER_SCHEME_LIGHT);

  if (is_on_wall (widget))
    return MUSTER_SCHEME_WALL;
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? MUSTER_SCHEME_DARK
                                                                       : MUSTER_SCHEME_LIGHT;
}

/**
 * muster_style_high_contrast:
 *
 * Returns: whether the person asked the desktop for high contrast
 */
gboolean
muster_style_high_contrast (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
}

/**
 * muster_style_color:
 * @widget: the widget that draws
 * @name: a colour that the stylesheets define
 * @out: (out): the colour; the widget's text colour when no stylesheet knows @name
 *
 * Widgets that draw by themselves ask here, so that every colour is written in one file a scheme.
 * On the war-room screen "wall_" and @name comes first.
 */
void
muster_style_color (GtkWidget *widget, const char *name, GdkRGBA *out)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  char wall[64];

  g_return_if_fail (name && out);

  g_snprintf (wall, sizeof wall, "wall_%s", name);
  if (is_on_wall (widget) && gtk_style_context_lookup_color (context, wall, out))
    return;
  if (!gtk_style_context_lookup_color (context, name, out))
    gtk_style_context_get_color (context, out);
}

/**
 * muster_style_text_scale:
 * @widget: a widget
 *
 * Returns: how much larger than 96 dpi the person wants text; columns of a fixed width are
 *   multiplied by it
 */
double
muster_style_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / (96.0 * 1024) : 1.0;
}

/**
 * muster_style_set_class:
 * @widget: a widget
 * @name: a class of the stylesheets
 * @on: whether @widget is of that class
 */
void
muster_style_set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/**
 * muster_style_name_item:
 * @widget: what a list shows of an item
 * @label: what a screen reader says
 *
 * The name goes to @widget and to the list item around it, which has the keyboard's focus.
 */
void
muster_style_name_item (GtkWidget *widget, const char *label)
{
  for (GtkWidget *at = widget; at; at = gtk_widget_get_parent (at))
    {
      GtkAccessible *accessible = GTK_ACCESSIBLE (at);
      gboolean is_item =
          gtk_accessible_get_accessible_role (accessible) == GTK_ACCESSIBLE_ROLE_LIST_ITEM;

      if (is_item || at == widget)
        gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      if (is_item)
        break;
    }
}

/**
 * muster_style_layout:
 * @widget: the widget that draws
 * @text: (nullable): one line of text
 * @style: how it looks
 *
 * Returns: (transfer full): a layout of @text in the widget's font with the changes of @style
 */
PangoLayout *
muster_style_layout (GtkWidget *widget, const char *text, MusterTextStyle style)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();

  if (style.size_pt > 0)
    pango_attr_list_insert (attrs, pango_attr_size_new ((int) (style.size_pt * PANGO_SCALE)));
  if (style.weight > 0)
    pango_attr_list_insert (attrs, pango_attr_weight_new ((PangoWeight) style.weight));
  if (style.numeric)
    pango_attr_list_insert (attrs, pango_attr_font_features_new ("tnum=1"));
  if (style.monospace)
    pango_attr_list_insert (attrs, pango_attr_family_new ("monospace"));
  pango_layout_set_attributes (layout, attrs);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}
