/* next-label.c - a line that counts down to whom an incident tells next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/next-label.h"

#include "console/next-words.h"
#include "console/tick.h"

struct _MusterNextLabel
{
  GtkWidget parent_instance;
  GtkWidget *label;
  MusterNextKind kind;
  gint64 at_us;
  char *who;
};

G_DEFINE_FINAL_TYPE (MusterNextLabel, muster_next_label, GTK_TYPE_WIDGET)

static void
show (MusterNextLabel *self, gint64 now_us)
{
  g_autofree char *words = NULL;

  if (self->kind != MUSTER_NEXT_NONE)
    words = muster_next_step_words (self->kind, self->who, self->at_us, now_us);
  gtk_label_set_text (GTK_LABEL (self->label), words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

static void
second_cb (GtkWidget *widget, gint64 now_us)
{
  MusterNextLabel *self = MUSTER_NEXT_LABEL (widget);

  if (self->kind != MUSTER_NEXT_NONE)
    show (self, now_us);
}

static void
dispose (GObject *object)
{
  MusterNextLabel *self = MUSTER_NEXT_LABEL (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->who, g_free);
  G_OBJECT_CLASS (muster_next_label_parent_class)->dispose (object);
}

static void
muster_next_label_class_init (MusterNextLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "next-label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
muster_next_label_init (MusterNextLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  muster_tick_follow (GTK_WIDGET (self), second_cb);
}

/**
 * muster_next_label_new:
 *
 * Returns: (transfer floating): a line that says nothing yet
 */
GtkWidget *
muster_next_label_new (void)
{
  return g_object_new (MUSTER_TYPE_NEXT_LABEL, NULL);
}

/**
 * muster_next_label_set:
 * @self: a line
 * @world: the world; only looked at
 * @incident: (nullable): an incident of it
 */
void
muster_next_label_set (MusterNextLabel *self,
                       const MusterWorld *world,
                       const MusterIncident *incident)
{
  MusterNextStep next = { .kind = MUSTER_NEXT_NONE };

  g_return_if_fail (MUSTER_IS_NEXT_LABEL (self));

  if (incident)
    muster_next_step_find (&next, world, incident);
  g_free (self->who);
  self->who = muster_next_step_who (&next, muster_world_get_directory (world));
  self->kind = next.kind;
  self->at_us = next.at_us;
  show (self, muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
}
