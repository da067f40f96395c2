/* alert-row.c - a folded group of alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/format.h"

struct _MusterAlertRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *mark;
  GtkWidget *title;
  GtkWidget *reason;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (MusterAlertRow, muster_alert_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *style;
  const char *word;
} levels[] = {
  /* TRANSLATORS: how loud an alert is */
  [MUSTER_LEVEL_INFO] = { "info", N_ ("info") },
  [MUSTER_LEVEL_WARNING] = { "warning", N_ ("warning") },
  [MUSTER_LEVEL_CRITICAL] = { "critical", N_ ("critical") },
};

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_ALERT_ROW);
  G_OBJECT_CLASS (muster_alert_row_parent_class)->dispose (object);
}

static void
muster_alert_row_class_init (MusterAlertRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/alert-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterAlertRow, mark);
  gtk_widget_class_bind_template_child (widget_class, MusterAlertRow, title);
  gtk_widget_class_bind_template_child (widget_class, MusterAlertRow, reason);
  gtk_widget_class_bind_template_child (widget_class, MusterAlertRow, count);
}

static void
muster_alert_row_init (MusterAlertRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_alert_row_new:
 *
 * Returns: (transfer floating): a row of no group yet, for a boxed list
 */
GtkWidget *
muster_alert_row_new (void)
{
  return g_object_new (MUSTER_TYPE_ALERT_ROW, NULL);
}

static void
set_title (MusterAlertRow *self, const MusterAlertRowData *data)
{
  g_autofree char *text =
      g_strconcat (data->name, data->service ? " " : "", data->service ? data->service : "", NULL);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = (guint) strlen (data->name);
  pango_attr_list_insert (attrs, bold);
  gtk_label_set_text (GTK_LABEL (self->title), text);
  gtk_label_set_attributes (GTK_LABEL (self->title), attrs);
}

/**
 * muster_alert_row_set:
 * @self: a row
 * @data: the group
 */
void
muster_alert_row_set (MusterAlertRow *self, const MusterAlertRowData *data)
{
  g_autofree char *reason = NULL;
  g_autofree char *count = NULL;
  g_autofree char *alerts = NULL;
  g_autofree char *label = NULL;
  const char *word;

  g_return_if_fail (MUSTER_IS_ALERT_ROW (self));
  g_return_if_fail (data && data->name && data->level < G_N_ELEMENTS (levels));

  /* TRANSLATORS: an alert that is over */
  word = data->is_resolved ? _ ("resolved") : _ (levels[data->level].word);
  reason = data->reason ? g_strdup_printf ("%s · %s", word, data->reason) : g_strdup (word);
  count = muster_format_count (data->n_alerts);
  alerts = g_strdup_printf (ngettext ("%s alert", "%s alerts", (gulong) data->n_alerts), count);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    gtk_widget_remove_css_class (self->mark, levels[i].style);
  gtk_widget_add_css_class (self->mark, data->is_resolved ? "info" : levels[data->level].style);
  set_title (self, data);
  gtk_label_set_text (GTK_LABEL (self->reason), reason);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  label =
      g_strdup_printf ("%s, %s, %s", gtk_label_get_text (GTK_LABEL (self->title)), reason, alerts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
