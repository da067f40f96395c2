/* alert-line.c - a row of an incident's alerts: an alert, or the heading over some
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-line.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/style.h"

#define SHOWN_VALUE_MAX 200 /* bytes of a label's value on its chip */

struct _MusterAlertLine
{
  GtkWidget parent_instance;
  MusterAlertItem *item; /* (nullable) */
  MusterAlertMarks *marks;
  GtkWidget *box;
  GtkWidget *mark; /* is seen while the alert is chosen */
  GtkWidget *title;
  GtkWidget *why;
  GtkWidget *labels;
  GtkWidget *times;
  GtkWidget *details; /* (nullable): only of an alert that is open */
};

G_DEFINE_FINAL_TYPE (MusterAlertLine, muster_alert_line, GTK_TYPE_WIDGET)

/* --- what is seen of an open alert --- */

static GtkWidget *
make_chip (const MusterLabel *label)
{
  GtkWidget *chip = gtk_button_new ();
  g_autofree char *name = g_strndup (label->name, label->name_n);
  g_autofree char *value = g_strndup (label->value, label->value_n);
  g_autofree char *safe_name = muster_safe_text (name, -1, FALSE);
  g_autofree char *safe_value = muster_safe_text (value, -1, FALSE);
  g_autofree char *cut = muster_cut_text (safe_value, strlen (safe_value), SHOWN_VALUE_MAX);
  g_autofree char *words = g_strdup_printf ("%s=\"%s\"", safe_name, cut ? cut : safe_value);
  /* TRANSLATORS: a button that shows only alerts with that label, as in service="api" */
  g_autofree char *spoken = g_strdup_printf (_ ("Only alerts with %s"), words);
  GtkWidget *text = gtk_label_new (words);

  g_object_set (text, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  gtk_button_set_child (GTK_BUTTON (chip), text);
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_add_css_class (chip, "label-chip");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "alerts.add-label");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "(ss)", name, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (chip, _ ("Add to the filter"));
  return chip;
}

static GtkWidget *
make_acknowledge (MusterAlertItem *item)
{
  /* TRANSLATORS: verb on a button: somebody knows of this alert, and wants it quiet */
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Acknowledge"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "alerts.acknowledge");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", muster_alert_item_get_id (item));
  gtk_widget_set_tooltip_text (button, _ ("Tell nobody of it until it is over"));
  return button;
}

static GtkWidget *
make_details (MusterAlertItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const MusterLabelSet *labels = muster_alert_item_get_labels (item);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: verb on a button: tell nobody of an alert for a while */
  GtkWidget *silence = gtk_button_new_with_mnemonic (_ ("_Silence…"));
  /* TRANSLATORS: verb: take an alert out of an incident, into one of its own */
  GtkWidget *detach = gtk_button_new_with_mnemonic (_ ("_Detach"));

  for (guint i = 0; i < labels->n; i++)
    gtk_box_append (GTK_BOX (box), make_chip (&labels->items[i]));
  gtk_widget_set_margin_top (buttons, 6);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (silence), "alerts.silence-alert");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (detach), "alerts.detach");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (detach), "s", muster_alert_item_get_id (item));
  gtk_widget_set_tooltip_text (detach, _ ("Take it out, into an incident of its own"));
  gtk_box_append (GTK_BOX (buttons), silence);
  if (muster_alert_item_get_state (item) == MUSTER_ALERT_STATE_FIRING)
    gtk_box_append (GTK_BOX (buttons), make_acknowledge (item));
  gtk_box_append (GTK_BOX (buttons), detach);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_top (box, 6);
  return box;
}

static void
show_details (MusterAlertLine *self)
{
  gboolean is_open = self->item && muster_alert_item_is_open (self->item);

  if (self->details && !is_open)
    gtk_box_remove (GTK_BOX (self->box), self->details);
  if (!is_open)
    self->details = NULL;
  else if (!self->details)
    {
      self->details = make_details (self->item);
      gtk_box_append (GTK_BOX (self->box), self->details);
    }
  gtk_widget_set_visible (self->labels,
                          self->item && !is_open && !muster_alert_item_is_heading (self->item));
}

/* --- the row --- */

static const char *
tell_state (MusterAlertState state)
{
  if (state == MUSTER_ALERT_STATE_FIRING)
    /* TRANSLATORS: the state of an alert */
    return _ ("firing");
  if (state == MUSTER_ALERT_STATE_HELD)
    /* TRANSLATORS: the state of an alert: nobody is told of it */
    return _ ("held back");
  /* TRANSLATORS: the state of an alert */
  return _ ("resolved");
}

static char *
dup_state (MusterAlertItem *item, const char *times)
{
  const char *state = tell_state (muster_alert_item_get_state (item));
  guint n = muster_alert_item_get_changes (item);
  g_autofree char *flaps = NULL;

  if (n == 0)
    return g_strdup_printf ("%s · %s", state, times);
  /* TRANSLATORS: an alert that fires and is over again and again, as in "flaps, 8 changes lately"
   */
  flaps = g_strdup_printf (ngettext ("flaps, %u change lately", "flaps, %u changes lately", n), n);
  return g_strdup_printf ("%s · %s · %s", state, flaps, times);
}

static void
show_alert (MusterAlertLine *self)
{
  g_autofree char *labels = muster_alert_item_dup_labels (self->item);
  g_autofree char *times = muster_alert_item_dup_times (self->item);
  const char *title = muster_alert_item_get_title (self->item);
  g_autofree char *state = dup_state (self->item, times);
  const char *why = muster_alert_item_get_why (self->item);
  gboolean is_marked = muster_alert_marks_has (self->marks, muster_alert_item_get_id (self->item));
  g_autoptr (GString) name = g_string_new (NULL);

  if (is_marked)
    /* TRANSLATORS: before the name of an alert that is chosen */
    g_string_append_printf (name, "%s, ", _ ("selected"));
  g_string_append_printf (name, "%s, %s, %s", title, labels, state);
  if (why)
    g_string_append_printf (name, ", %s", why);
  gtk_label_set_text (GTK_LABEL (self->labels), labels);
  gtk_label_set_text (GTK_LABEL (self->times), state);
  gtk_label_set_text (GTK_LABEL (self->why), why ? why : "");
  gtk_widget_set_visible (self->why, why != NULL);
  gtk_widget_set_visible (self->mark, is_marked);
  muster_style_name_item (GTK_WIDGET (self), name->str);
}

static void
marked_cb (MusterAlertLine *self)
{
  if (self->item && !muster_alert_item_is_heading (self->item))
    show_alert (self);
}

/**
 * muster_alert_line_set:
 * @self: a row
 * @item: (nullable): what it shows; %NULL: nothing
 */
void
muster_alert_line_set (MusterAlertLine *self, MusterAlertItem *item)
{
  gboolean is_heading = item && muster_alert_item_is_heading (item);

  g_return_if_fail (MUSTER_IS_ALERT_LINE (self));

  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (self->details)
    gtk_box_remove (GTK_BOX (self->box), self->details);
  self->details = NULL;
  g_set_object (&self->item, item);
  if (!item)
    return;
  gtk_label_set_text (GTK_LABEL (self->title), muster_alert_item_get_title (item));
  muster_style_set_class (self->title, "muster-dim", is_heading);
  muster_style_set_class (self->title, "caption-heading", is_heading);
  muster_style_set_class (self->title, "heading", !is_heading);
  g_object_set (self->title, "wrap", is_heading, "ellipsize",
                is_heading ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_visible (self->times, !is_heading);
  if (is_heading)
    {
      gtk_widget_set_visible (self->why, FALSE);
      gtk_widget_set_visible (self->mark, FALSE);
      muster_style_name_item (GTK_WIDGET (self), muster_alert_item_get_title (item));
    }
  else
    show_alert (self);
  g_signal_connect_swapped (item, "notify::open", G_CALLBACK (show_details), self);
  show_details (self);
}

/**
 * muster_alert_line_get:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
MusterAlertItem *
muster_alert_line_get (MusterAlertLine *self)
{
  g_return_val_if_fail (MUSTER_IS_ALERT_LINE (self), NULL);
  return self->item;
}

static void
dispose (GObject *object)
{
  MusterAlertLine *self = MUSTER_ALERT_LINE (object);

  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->marks);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_alert_line_parent_class)->dispose (object);
}

static void
muster_alert_line_class_init (MusterAlertLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "alert-line");
}

static GtkWidget *
make_label (const char *class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
add_label (MusterAlertLine *self, const char *class)
{
  GtkWidget *label = make_label (class);

  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
muster_alert_line_init (MusterAlertLine *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_box_append (GTK_BOX (head), self->mark);
  gtk_box_append (GTK_BOX (self->box), head);
  self->title = make_label ("heading");
  gtk_box_append (GTK_BOX (head), self->title);
  self->labels = add_label (self, "caption");
  gtk_widget_add_css_class (self->labels, "mono");
  g_object_set (self->labels, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 2, NULL);
  self->times = add_label (self, "caption");
  gtk_widget_add_css_class (self->times, "muster-dim");
  self->why = add_label (self, "caption");
  g_object_set (self->why, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 3, NULL);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_alert_line_new:
 * @marks: which alerts are chosen
 *
 * Returns: (transfer floating): a row of nothing yet
 */
GtkWidget *
muster_alert_line_new (MusterAlertMarks *marks)
{
  MusterAlertLine *self = g_object_new (MUSTER_TYPE_ALERT_LINE, NULL);

  self->marks = g_object_ref (marks);
  g_signal_connect_object (marks, "changed", G_CALLBACK (marked_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
