/* maintenance-section.c - the maintenance windows, as cards under one heading
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/maintenance-section.h"

#include <glib/gi18n.h>

#include "console/child-window.h"
#include "console/maintenance-list.h"
#include "console/tick.h"

struct _MusterMaintenanceSection
{
  GtkWidget parent_instance;
  GtkWidget *box;   /* the heading, and the cards */
  GBytes *shown;    /* (nullable) */
  GPtrArray *items; /* (nullable): of MusterMaintenanceItem, as the cards stand */
  GPtrArray *whens; /* of GtkLabel, not owned: of the same */
};

G_DEFINE_FINAL_TYPE (MusterMaintenanceSection, muster_maintenance_section, GTK_TYPE_WIDGET)

static void
tick_cb (GtkWidget *widget, gint64 now_us)
{
  MusterMaintenanceSection *self = MUSTER_MAINTENANCE_SECTION (widget);
  GTimeZone *zone = muster_tick_zone (muster_tick_get (widget));

  for (guint i = 0; i < self->whens->len; i++)
    {
      GtkLabel *label = g_ptr_array_index (self->whens, i);
      g_autofree char *when =
          muster_maintenance_item_tell_when (g_ptr_array_index (self->items, i), now_us, zone);

      if (g_strcmp0 (gtk_label_get_text (label), when) != 0)
        gtk_label_set_text (label, when);
    }
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "label", text, NULL);

  if (class)
    gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
add_card (MusterMaintenanceSection *self, const MusterMaintenanceItem *item)
{
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                  3, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *when = make_label ("", "caption");

  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, item->name,
                                  -1);
  gtk_box_append (GTK_BOX (card), make_label (item->name, NULL));
  gtk_box_append (GTK_BOX (card), make_label (item->about, "mono"));
  if (*item->reason)
    gtk_box_append (GTK_BOX (card), make_label (item->reason, NULL));
  gtk_box_append (GTK_BOX (card), when);
  gtk_widget_add_css_class (when, "muster-dim");
  g_ptr_array_add (self->whens, when);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "hub-card");
  gtk_box_append (GTK_BOX (self->box), card);
}

/**
 * muster_maintenance_section_show:
 * @self: a section
 * @json: what the hub answered
 *
 * Shows its windows.
 */
void
muster_maintenance_section_show (MusterMaintenanceSection *self, GBytes *json)
{
  GtkWidget *heading = gtk_widget_get_first_child (self->box);
  GtkWidget *card;

  g_return_if_fail (MUSTER_IS_MAINTENANCE_SECTION (self));

  if (self->shown && g_bytes_equal (self->shown, json))
    return;
  g_clear_pointer (&self->shown, g_bytes_unref);
  self->shown = g_bytes_ref (json);
  g_ptr_array_set_size (self->whens, 0);
  while ((card = gtk_widget_get_next_sibling (heading)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), card);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = muster_maintenance_list_read (json, NULL);
  for (guint i = 0; self->items && i < self->items->len; i++)
    add_card (self, g_ptr_array_index (self->items, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->whens->len > 0);
  tick_cb (GTK_WIDGET (self), muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
}

static void
dispose (GObject *object)
{
  MusterMaintenanceSection *self = MUSTER_MAINTENANCE_SECTION (object);

  g_ptr_array_set_size (self->whens, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_bytes_unref);
  G_OBJECT_CLASS (muster_maintenance_section_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (MUSTER_MAINTENANCE_SECTION (object)->whens);
  G_OBJECT_CLASS (muster_maintenance_section_parent_class)->finalize (object);
}

static void
muster_maintenance_section_class_init (MusterMaintenanceSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
muster_maintenance_section_init (MusterMaintenanceSection *self)
{
  self->whens = g_ptr_array_new ();
  /* TRANSLATORS: over windows of time in which alerts are held back */
  self->box = muster_child_window_section_new (_ ("Maintenance"));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  muster_tick_follow (GTK_WIDGET (self), tick_cb);
}

/**
 * muster_maintenance_section_new:
 *
 * Returns: (transfer floating): a section without windows
 */
GtkWidget *
muster_maintenance_section_new (void)
{
  return g_object_new (MUSTER_TYPE_MAINTENANCE_SECTION, NULL);
}
