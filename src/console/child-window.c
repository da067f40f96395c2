/* child-window.c - what the windows have in common that list what a hub keeps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/child-window.h"

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        GtkWindow *window)
{
  if (key == GDK_KEY_Escape)
    gtk_window_close (window);
  return key == GDK_KEY_Escape;
}

/**
 * muster_child_window_close_on_escape:
 * @window: a window in which Escape is for nothing else
 *
 * Closes it on Escape, before a toast takes that.
 */
void
muster_child_window_close_on_escape (GtkWindow *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

/**
 * muster_child_window_section_new:
 * @title: translated
 *
 * Returns: (transfer floating): a box under that heading
 */
GtkWidget *
muster_child_window_section_new (const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  return box;
}
