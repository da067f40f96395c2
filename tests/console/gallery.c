/* gallery.c - shows each widget with the data of the mockups, for pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <locale.h>

#include "console/board-list.h"
#include "console/style.h"
#include "console/tick.h"
#include "console/width-watcher.h"
#include "gallery-data.h"
#include "gallery-pages.h"

typedef struct
{
  char *page;
  char *save; /* (nullable): write a picture and end */
  int width;
  int height;
  gboolean is_dark;
  gboolean is_mirrored;
  double text_scale;
  GtkWidget *window;
  guint frames;
} Gallery;

static void
save_picture (Gallery *gallery)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (gallery->window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int scale = gtk_widget_get_scale_factor (gallery->window);

  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gdk_paintable_snapshot (paintable, snapshot, gallery->width, gallery->height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (gallery->window)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) (gallery->width * scale),
                                                        (float) (gallery->height * scale)));
  if (!gdk_texture_save_to_png (texture, gallery->save))
    g_printerr ("cannot write %s\n", gallery->save);
}

/* The second frame has what the first one only asked for (folds, classes). */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Gallery *gallery = user_data;

  if (++gallery->frames < 8)
    {
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }
  save_picture (gallery);
  gtk_window_destroy (GTK_WINDOW (gallery->window));
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *app, Gallery *gallery)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (GALLERY_NOW_US);
  AdwStyleManager *style = adw_style_manager_get_default ();

  if (gallery->is_mirrored)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (gallery->text_scale > 0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  (int) (gallery->text_scale * 96 * 1024), NULL);
  adw_style_manager_set_color_scheme (style, gallery->is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                              : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gallery->window = gallery_window (app, gallery->page, clock);
  gtk_window_set_default_size (GTK_WINDOW (gallery->window), gallery->width, gallery->height);
  gtk_window_present (GTK_WINDOW (gallery->window));
  gtk_widget_remove_css_class (gallery->window, "solid-csd"); /* no frame in the picture */
  if (gallery->save)
    gtk_widget_add_tick_callback (gallery->window, tick_cb, gallery, NULL);
}

int
main (int argc, char **argv)
{
  Gallery gallery = { .width = 1440, .height = 900 };
  const GOptionEntry entries[] = {
    { "page", 0, 0, G_OPTION_ARG_STRING, &gallery.page, "board, room, widgets, …", "NAME" },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &gallery.save, "write a picture and end", "FILE" },
    { "width", 0, 0, G_OPTION_ARG_INT, &gallery.width, "of the window", "N" },
    { "height", 0, 0, G_OPTION_ARG_INT, &gallery.height, "of the window", "N" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &gallery.is_dark, "dark scheme", NULL },
    { "mirror", 0, 0, G_OPTION_ARG_NONE, &gallery.is_mirrored, "right to left", NULL },
    { "text", 0, 0, G_OPTION_ARG_DOUBLE, &gallery.text_scale, "text scale", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AdwApplication) app = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  muster_style_register ();
  app = adw_application_new ("org.muster.Console", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), &gallery);
  status = g_application_run (G_APPLICATION (app), 1, argv);
  g_free (gallery.page);
  g_free (gallery.save);
  return status;
}
