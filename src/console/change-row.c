/* change-row.c - one change that may have begun an incident, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/change-row.h"

#include <glib/gi18n.h>

struct _MusterChangeRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *details; /* reasons, what would refute it, where to look */
  GtkWidget *arrow;
  char *id;
};

G_DEFINE_FINAL_TYPE (MusterChangeRow, muster_change_row, GTK_TYPE_LIST_BOX_ROW)

static void
finalize (GObject *object)
{
  g_free (MUSTER_CHANGE_ROW (object)->id);
  G_OBJECT_CLASS (muster_change_row_parent_class)->finalize (object);
}

static void
muster_change_row_class_init (MusterChangeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
muster_change_row_init (MusterChangeRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "change-row");
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);

  if (class)
    gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_head (MusterChangeRow *self, const MusterSuspectItem *item, guint rank, const char *line)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *number = g_strdup_printf ("%u", rank);
  GtkWidget *label = gtk_label_new (number);

  gtk_widget_add_css_class (label, "muster-dim");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts),
                  make_label (*item->title ? item->title : _ ("Change without a title"), NULL));
  gtk_box_append (GTK_BOX (texts), make_label (line, "muster-dim"));
  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  gtk_widget_set_valign (self->arrow, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_box_append (GTK_BOX (head), self->arrow);
  return head;
}

static GtkWidget *
make_details (const MusterSuspectItem *item)
{
  GtkWidget *details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  /* TRANSLATORS: what would show that a change did not begin an incident: "if it goes on …" */
  g_autofree char *refuted = g_strdup_printf (_ ("Refuted %s"), item->refuted_by);

  gtk_widget_set_margin_top (details, 6);
  gtk_widget_set_margin_start (details, 18);
  for (guint i = 0; i < item->reasons->len; i++)
    gtk_box_append (GTK_BOX (details), make_label (g_ptr_array_index (item->reasons, i), NULL));
  if (*item->refuted_by)
    gtk_box_append (GTK_BOX (details), make_label (refuted, "muster-dim"));
  if (*item->url)
    {
      GtkWidget *link = gtk_link_button_new (item->url);
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (link));

      if (GTK_IS_LABEL (label))
        gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_widget_set_halign (link, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (details), link);
    }
  return details;
}

/**
 * muster_change_row_new:
 * @item: a suspect; only looked at
 * @rank: from 1
 * @onset_us: when the incident began, µs UTC
 *
 * Returns: (transfer floating): its row, closed
 */
GtkWidget *
muster_change_row_new (const MusterSuspectItem *item, guint rank, gint64 onset_us)
{
  MusterChangeRow *self = g_object_new (MUSTER_TYPE_CHANGE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *line = muster_suspect_item_tell (item, onset_us);
  g_autofree char *name = g_strdup_printf ("%u. %s, %s", rank, item->title, line);

  self->id = g_strdup (item->id);
  self->details = make_details (item);
  gtk_box_append (GTK_BOX (box), make_head (self, item, rank, line));
  gtk_box_append (GTK_BOX (box), self->details);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  muster_change_row_set_open (self, FALSE);
  return GTK_WIDGET (self);
}

/**
 * muster_change_row_get_id:
 * @self: a row
 *
 * Returns: the change's id
 */
const char *
muster_change_row_get_id (MusterChangeRow *self)
{
  return self->id;
}

/**
 * muster_change_row_is_open:
 * @self: a row
 *
 * Returns: whether it says why
 */
gboolean
muster_change_row_is_open (MusterChangeRow *self)
{
  return gtk_widget_get_visible (self->details);
}

/**
 * muster_change_row_set_open:
 * @self: a row
 * @is_open: whether it says why
 */
void
muster_change_row_set_open (MusterChangeRow *self, gboolean is_open)
{
  g_return_if_fail (MUSTER_IS_CHANGE_ROW (self));

  gtk_widget_set_visible (self->details, is_open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
}
