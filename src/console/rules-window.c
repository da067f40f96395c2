/* rules-window.c - the rules of triage: who hears, how bad, what stands for what, what is one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rules-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/child-window.h"
#include "console/rule-section.h"
#include "console/scroller.h"

/**
 * muster_rules_window_new:
 * @session: the hub
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
muster_rules_window_new (MusterSession *session, GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "destroy-with-parent",
                                    TRUE, "title", _ ("Rules"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 30);
  GtkWidget *scroller = muster_scroller_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();
  guint n;
  const MusterRuleKind *kinds = muster_rule_kinds (&n);

  muster_child_window_close_on_escape (GTK_WINDOW (window));
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (list), muster_rule_section_new (session, &kinds[i]));
  gtk_widget_add_css_class (list, "hub-page");
  g_object_set (scroller, "child", list, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  adw_window_set_content (ADW_WINDOW (window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 680);
  gtk_widget_set_size_request (window, 360, -1);
  return window;
}
