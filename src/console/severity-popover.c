/* severity-popover.c - choose a severity, and say why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/severity-popover.h"

#include <glib/gi18n.h>

#include "console/severity-glyph.h"

struct _MusterSeverityPopover
{
  GtkPopover parent_instance;
  GtkWidget *list;
  GtkWidget *reason;
  GtkWidget *marks[MUSTER_SEVERITY_INFO + 1]; /* a tick on the row of the present one */
  MusterSeverity severity;
};

G_DEFINE_FINAL_TYPE (MusterSeverityPopover, muster_severity_popover, GTK_TYPE_POPOVER)

static void
activated_cb (MusterSeverityPopover *self, GtkListBoxRow *row)
{
  int severity = gtk_list_box_row_get_index (row) + MUSTER_SEVERITY_CRITICAL;
  g_autofree char *reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "room.severity", "(is)", severity,
                              g_strstrip (reason));
}

static void
shown_cb (MusterSeverityPopover *self)
{
  GtkListBoxRow *row =
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) self->severity - 1);

  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  if (row)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
muster_severity_popover_class_init (MusterSeverityPopoverClass *klass)
{
}

static GtkWidget *
make_row (MusterSeverityPopover *self, MusterSeverity severity)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *text = muster_severity_label (severity);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  self->marks[severity] = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_box_append (GTK_BOX (box), muster_severity_glyph_new (severity, 24));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->marks[severity]);
  gtk_widget_add_css_class (row, "popover-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void
muster_severity_popover_init (MusterSeverityPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Severity"), -1);
  for (int i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, (MusterSeverity) i));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  self->reason = gtk_entry_new ();
  /* TRANSLATORS: why the severity changes */
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _ ("Reason, if you like"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  gtk_box_append (GTK_BOX (box), self->reason);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

/**
 * muster_severity_popover_new:
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
muster_severity_popover_new (void)
{
  return g_object_new (MUSTER_TYPE_SEVERITY_POPOVER, NULL);
}

/**
 * muster_severity_popover_set:
 * @self: a popover
 * @severity: the one that the incident has
 */
void
muster_severity_popover_set (MusterSeverityPopover *self, MusterSeverity severity)
{
  g_return_if_fail (MUSTER_IS_SEVERITY_POPOVER (self));

  self->severity = severity;
  for (guint i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    gtk_widget_set_opacity (self->marks[i], i == severity ? 1 : 0);
}
