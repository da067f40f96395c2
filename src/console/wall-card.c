/* wall-card.c - another incident, in one line of the war-room screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/wall-card.h"

#include <glib/gi18n.h>

#include "console/clock-label.h"
#include "console/severity-glyph.h"

struct _MusterWallCard
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *glyph;
  GtkWidget *title;
  GtkWidget *note;
  GtkWidget *since;
};

G_DEFINE_FINAL_TYPE (MusterWallCard, muster_wall_card, GTK_TYPE_WIDGET)

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_WALL_CARD);
  G_OBJECT_CLASS (muster_wall_card_parent_class)->dispose (object);
}

static void
muster_wall_card_class_init (MusterWallCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_CLOCK_LABEL);
  g_type_ensure (MUSTER_TYPE_SEVERITY_GLYPH);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/wall-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterWallCard, box);
  gtk_widget_class_bind_template_child (widget_class, MusterWallCard, glyph);
  gtk_widget_class_bind_template_child (widget_class, MusterWallCard, title);
  gtk_widget_class_bind_template_child (widget_class, MusterWallCard, note);
  gtk_widget_class_bind_template_child (widget_class, MusterWallCard, since);
}

static void
muster_wall_card_init (MusterWallCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_wall_card_new:
 *
 * Returns: (transfer floating): a card of no incident yet
 */
GtkWidget *
muster_wall_card_new (void)
{
  return g_object_new (MUSTER_TYPE_WALL_CARD, NULL);
}

/**
 * muster_wall_card_set:
 * @self: a card
 * @data: the incident
 */
void
muster_wall_card_set (MusterWallCard *self, const MusterWallCardData *data)
{
  g_autofree char *severity = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (MUSTER_IS_WALL_CARD (self));
  g_return_if_fail (data && data->title);

  muster_severity_glyph_set_severity (MUSTER_SEVERITY_GLYPH (self->glyph), data->severity);
  gtk_label_set_text (GTK_LABEL (self->title), data->title);
  gtk_label_set_text (GTK_LABEL (self->note), data->note ? data->note : "");
  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->since), data->since_us);
  severity = muster_severity_label (data->severity);
  label = g_strdup_printf ("%s, %s%s%s", severity, data->title, data->note ? ", " : "",
                           data->note ? data->note : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * muster_wall_card_set_zoom:
 * @self: a card
 * @zoom: how much larger it is shown
 */
void
muster_wall_card_set_zoom (MusterWallCard *self, double zoom)
{
  g_return_if_fail (MUSTER_IS_WALL_CARD (self));
  muster_severity_glyph_set_zoom (MUSTER_SEVERITY_GLYPH (self->glyph), zoom);
}

/**
 * muster_wall_card_set_approximate:
 * @self: a card
 * @approximate: whether the link is lost
 */
void
muster_wall_card_set_approximate (MusterWallCard *self, gboolean approximate)
{
  g_return_if_fail (MUSTER_IS_WALL_CARD (self));
  muster_clock_label_set_approximate (MUSTER_CLOCK_LABEL (self->since), approximate);
}
