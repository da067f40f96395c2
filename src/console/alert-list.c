/* alert-list.c - each alert of an incident, as far as a filter lets it pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-list.h"

#include <glib/gi18n.h>

#include "console/alert-line.h"
#include "console/alert-menu.h"
#include "console/focus.h"
#include "console/format.h"
#include "console/scroller.h"

struct _MusterAlertList
{
  GtkWidget parent_instance;
  MusterAlertListModel *model;
  MusterAlertMarks *marks;
  GtkWidget *box;
  GtkWidget *view;
  GtkWidget *status;
  GtkWidget *chosen; /* is seen while alerts are chosen */
  GtkWidget *detach;
  char *reason; /* (nullable): to be scrolled to */
};

G_DEFINE_FINAL_TYPE (MusterAlertList, muster_alert_list, GTK_TYPE_WIDGET)

/* --- what is said above the rows --- */

static char *
tell_count (MusterAlertListModel *model)
{
  guint n = muster_alert_list_model_count_passing (model);
  guint all_n = muster_alert_list_model_count_all (model);
  g_autofree char *shown = muster_format_count (n);
  g_autofree char *all = muster_format_count (all_n);

  if (muster_alert_list_model_is_cut (model))
    /* TRANSLATORS: how many alerts pass the filter, of how many that are looked at */
    return g_strdup_printf (_ ("%s of the newest %s alerts"), shown, all);
  if (n == 0)
    return g_strdup (_ ("No alert matches"));
  /* TRANSLATORS: how many alerts pass the filter, of how many */
  return g_strdup_printf (ngettext ("%s of %s alert", "%s of %s alerts", all_n), shown, all);
}

static void
show_status (MusterAlertList *self)
{
  const char *trouble = muster_alert_list_model_get_trouble (self->model);
  g_autofree char *words = NULL;

  if (trouble)
    words = g_strdup (trouble);
  else if (muster_alert_list_model_is_loading (self->model) &&
           muster_alert_list_model_count_all (self->model) == 0)
    words = g_strdup (_ ("Asking the hub for alerts"));
  else
    words = tell_count (self->model);
  gtk_label_set_text (GTK_LABEL (self->status), words);
}

static void
go_to_reason (MusterAlertList *self)
{
  guint position =
      self->reason ? muster_alert_list_model_find_reason (self->model, self->reason) : G_MAXUINT;

  if (position == G_MAXUINT)
    return;
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
  g_clear_pointer (&self->reason, g_free);
}

static void
shown_cb (MusterAlertList *self)
{
  show_status (self);
  go_to_reason (self);
}

/* --- rows --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, MusterAlertList *self)
{
  gtk_list_item_set_child (list_item, muster_alert_line_new (self->marks));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  MusterAlertItem *item = gtk_list_item_get_item (list_item);

  gtk_list_item_set_activatable (list_item, !muster_alert_item_is_heading (item));
  muster_alert_line_set (MUSTER_ALERT_LINE (gtk_list_item_get_child (list_item)), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  muster_alert_line_set (MUSTER_ALERT_LINE (gtk_list_item_get_child (list_item)), NULL);
}

static void
activate_cb (MusterAlertList *self, guint position)
{
  muster_alert_list_model_toggle (self->model, position);
}

/* --- what is done with those that are chosen --- */

static void
marked_cb (MusterAlertList *self)
{
  guint n = muster_alert_marks_count (self->marks);
  /* TRANSLATORS: verb on a button: take alerts out of an incident, into one of their own */
  g_autofree char *words =
      g_strdup_printf (ngettext ("_Detach %u alert", "_Detach %u alerts", n), n);

  gtk_button_set_label (GTK_BUTTON (self->detach), words);
  gtk_widget_set_visible (self->chosen, n > 0);
}

static void
clear_cb (MusterAlertList *self)
{
  muster_alert_marks_clear (self->marks);
  gtk_widget_grab_focus (self->view);
}

static void
add_chosen (MusterAlertList *self)
{
  /* TRANSLATORS: verb on a button: choose nothing */
  GtkWidget *clear = gtk_button_new_with_mnemonic (_ ("Select _none"));

  self->chosen = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->detach = gtk_button_new_with_mnemonic ("");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->detach), "alerts.detach");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->detach), "s", "");
  gtk_widget_set_tooltip_text (self->detach, _ ("Take them out, into an incident of their own"));
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_box_append (GTK_BOX (self->chosen), self->detach);
  gtk_box_append (GTK_BOX (self->chosen), clear);
  gtk_widget_set_visible (self->chosen, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->chosen);
}

/* --- the widget --- */

static void
dispose (GObject *object)
{
  MusterAlertList *self = MUSTER_ALERT_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->marks);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (muster_alert_list_parent_class)->dispose (object);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_ALERT_LIST (widget)->view);
}

static void
muster_alert_list_class_init (MusterAlertListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
muster_alert_list_init (MusterAlertList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "side-page");
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->status, "muster-dim");
  gtk_widget_add_css_class (self->status, "caption");
  gtk_widget_add_css_class (self->status, "numeric");
  gtk_box_append (GTK_BOX (self->box), self->status);
  add_chosen (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_view (MusterAlertList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  g_signal_connect_swapped (view, "activate", G_CALLBACK (activate_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Alerts"), -1);
  gtk_widget_add_css_class (view, "alerts");
  return view;
}

/**
 * muster_alert_list_new:
 * @model: the alerts
 * @marks: which of them are chosen
 *
 * Returns: (transfer floating): their list
 */
GtkWidget *
muster_alert_list_new (MusterAlertListModel *model, MusterAlertMarks *marks)
{
  MusterAlertList *self = g_object_new (MUSTER_TYPE_ALERT_LIST, NULL);
  GtkWidget *scroller = muster_scroller_new ();

  self->model = g_object_ref (model);
  self->marks = g_object_ref (marks);
  g_signal_connect_object (marks, "changed", G_CALLBACK (marked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  self->view = make_view (self);
  muster_alert_menu_attach (self->view, marks);
  g_object_set (scroller, "vexpand", TRUE, "child", self->view, NULL);
  gtk_box_append (GTK_BOX (self->box), scroller);
  show_status (self);
  return GTK_WIDGET (self);
}

/**
 * muster_alert_list_go_to:
 * @self: a list
 * @reason: what holds alerts back
 *
 * Scrolls to the heading over them, now or when it is there.
 */
void
muster_alert_list_go_to (MusterAlertList *self, const char *reason)
{
  g_return_if_fail (MUSTER_IS_ALERT_LIST (self));

  g_free (self->reason);
  self->reason = g_strdup (reason);
  go_to_reason (self);
}
