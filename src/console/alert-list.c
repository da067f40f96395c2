/* alert-list.c - every alert of a group, with a search
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-list.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/alert-list-model.h"
#include "console/scroller.h"
#include "console/style.h"

#define LOAD_WITHIN 400.0 /* pixels from the end: the next page is asked for */

struct _MusterAlertList
{
  GtkWidget parent_instance;
  MusterAlertListModel *model;
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *chip; /* the group's name; pressing it shows every alert */
  GtkWidget *chip_label;
  GtkWidget *scroller;
  GtkWidget *status;
  char *name; /* of the group; "" for all */
};

G_DEFINE_FINAL_TYPE (MusterAlertList, muster_alert_list, GTK_TYPE_WIDGET)

static guint signal_back;

static void
show_status (MusterAlertList *self)
{
  const char *words = NULL;
  const char *trouble = muster_alert_list_model_get_trouble (self->model);

  if (trouble)
    words = trouble;
  else if (muster_alert_list_model_is_loading (self->model))
    words = _ ("Asking the hub for alerts");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    words = _ ("No alert matches");
  gtk_label_set_text (GTK_LABEL (self->status), words ? words : "");
  gtk_widget_set_visible (self->status, words != NULL);
}

/* What is typed wins; "name=value" is a label, as the hub reads it. */
static void
search (MusterAlertList *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *by_name = *self->name ? g_strconcat ("alertname=", self->name, NULL) : NULL;

  gtk_widget_set_visible (self->chip, *self->name && *typed == '\0');
  muster_alert_list_model_search (self->model, *typed || !by_name ? typed : by_name);
  show_status (self);
}

static void
chip_cb (MusterAlertList *self)
{
  muster_alert_list_open (self, "");
}

static void
back_cb (MusterAlertList *self)
{
  g_signal_emit (self, signal_back, 0);
}

/* Near the end, the next page is asked for. */
static void
scrolled_cb (MusterAlertList *self)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  if (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) +
          LOAD_WITHIN >=
      gtk_adjustment_get_upper (adjustment))
    muster_alert_list_model_load_more (self->model);
}

/* --- rows --- */

static GtkWidget *
new_label (const char *class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *labels = new_label ("caption");
  GtkWidget *seen = new_label ("caption");

  g_object_set (labels, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 2, NULL);
  gtk_widget_add_css_class (labels, "mono");
  gtk_widget_add_css_class (seen, "muster-dim");
  gtk_box_append (GTK_BOX (box), new_label ("heading"));
  gtk_box_append (GTK_BOX (box), labels);
  gtk_box_append (GTK_BOX (box), seen);
  gtk_widget_add_css_class (box, "alert-line");
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  MusterAlertItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *labels = gtk_widget_get_next_sibling (title);
  GtkWidget *times = gtk_widget_get_next_sibling (labels);
  g_autofree char *state = NULL;
  g_autofree char *name = NULL;

  state = g_strdup_printf ("%s · %s",
                           /* TRANSLATORS: the state of an alert */
                           muster_alert_item_is_firing (item) ? _ ("firing") : _ ("resolved"),
                           muster_alert_item_get_times (item));
  name = g_strdup_printf ("%s, %s, %s", muster_alert_item_get_title (item),
                          muster_alert_item_get_labels (item), state);
  gtk_label_set_text (GTK_LABEL (title), muster_alert_item_get_title (item));
  gtk_label_set_text (GTK_LABEL (labels), muster_alert_item_get_labels (item));
  gtk_label_set_text (GTK_LABEL (times), state);
  gtk_widget_set_tooltip_text (box, muster_alert_item_get_labels (item));
  muster_style_name_item (box, name);
}

/* --- the widget --- */

static void
dispose (GObject *object)
{
  MusterAlertList *self = MUSTER_ALERT_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (muster_alert_list_parent_class)->dispose (object);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_ALERT_LIST (widget)->search);
}

static void
muster_alert_list_class_init (MusterAlertListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signal_back = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_top (MusterAlertList *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_widget_set_tooltip_text (back, _ ("Back to the groups"));
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text",
                /* TRANSLATORS: in an empty search; name=value is typed as it stands */
                _ ("Find alerts, or name=value"), "hexpand", TRUE, "search-delay", 200, NULL);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search), self);
  gtk_box_append (GTK_BOX (top), back);
  gtk_box_append (GTK_BOX (top), self->search);
  return top;
}

static GtkWidget *
make_chip (MusterAlertList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chip_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->chip_label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), self->chip_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  self->chip = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->chip), box);
  gtk_widget_set_halign (self->chip, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->chip, _ ("Show every alert"));
  gtk_widget_add_css_class (self->chip, "pill-filter");
  g_signal_connect_swapped (self->chip, "clicked", G_CALLBACK (chip_cb), self);
  return self->chip;
}

static void
muster_alert_list_init (MusterAlertList *self)
{
  self->name = g_strdup ("");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->box, "side-page");
  gtk_box_append (GTK_BOX (self->box), make_top (self));
  gtk_box_append (GTK_BOX (self->box), make_chip (self));
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->status, "muster-dim");
  gtk_box_append (GTK_BOX (self->box), self->status);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_alert_list_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): a list that is not opened
 */
GtkWidget *
muster_alert_list_new (MusterSession *session, guint incident)
{
  MusterAlertList *self = g_object_new (MUSTER_TYPE_ALERT_LIST, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;
  GtkWidget *view;

  self->model = muster_alert_list_model_new (muster_session_get_replica (session), incident);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Alerts"), -1);
  gtk_widget_add_css_class (view, "alerts");
  self->scroller = muster_scroller_new ();
  g_object_set (self->scroller, "vexpand", TRUE, "child", view, NULL);
  g_signal_connect_object (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "value-changed",
      G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  return GTK_WIDGET (self);
}

/**
 * muster_alert_list_open:
 * @self: a list
 * @name: the alerts of that name, as it came; "" for all
 *
 * Asks the hub anew, and forgets what was searched for.
 */
void
muster_alert_list_open (MusterAlertList *self, const char *name)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (MUSTER_IS_ALERT_LIST (self));

  shown = muster_safe_text (name, -1, FALSE);
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_label_set_text (GTK_LABEL (self->chip_label), shown);
  g_signal_handlers_block_by_func (self->search, search, self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_signal_handlers_unblock_by_func (self->search, search, self);
  search (self);
}
