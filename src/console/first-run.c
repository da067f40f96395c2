/* first-run.c - three ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/first-run.h"

struct _MusterFirstRun
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *drill;
};

G_DEFINE_FINAL_TYPE (MusterFirstRun, muster_first_run, GTK_TYPE_WIDGET)

static gboolean
grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  /* Enter starts the drill: whoever opens Muster for the first time shall see that */
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  return gtk_widget_grab_focus (MUSTER_FIRST_RUN (widget)->drill);
}

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_FIRST_RUN);
  G_OBJECT_CLASS (muster_first_run_parent_class)->dispose (object);
}

static void
muster_first_run_class_init (MusterFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_css_name (widget_class, "first-run");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, scroller);
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, drill);
}

static void
muster_first_run_init (MusterFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_first_run_new:
 *
 * Returns: (transfer floating): a page; gtk_widget_grab_focus() goes to the drill
 */
GtkWidget *
muster_first_run_new (void)
{
  return g_object_new (MUSTER_TYPE_FIRST_RUN, NULL);
}
