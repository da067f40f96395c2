/* role-card.c - who has a role of an incident, and how far they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/role-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/clock-label.h"
#include "console/vacant-avatar.h"

struct _MusterRoleCard
{
  GtkButton parent_instance;
  GtkWidget *face;
  GtkWidget *avatar;
  GtkWidget *vacant;
  GtkWidget *role;
  GtkWidget *since;
  GtkWidget *name;
  GtkWidget *you;
  GtkWidget *checklist;
  GtkWidget *done;
  GtkWidget *claim;
};

G_DEFINE_FINAL_TYPE (MusterRoleCard, muster_role_card, GTK_TYPE_BUTTON)

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_ROLE_CARD);
  G_OBJECT_CLASS (muster_role_card_parent_class)->dispose (object);
}

static void
muster_role_card_class_init (MusterRoleCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_CLOCK_LABEL);
  g_type_ensure (MUSTER_TYPE_VACANT_AVATAR);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/role-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, face);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, vacant);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, role);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, since);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, name);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, you);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, checklist);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, done);
  gtk_widget_class_bind_template_child (widget_class, MusterRoleCard, claim);
}

static void
muster_role_card_init (MusterRoleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_role_card_new:
 *
 * Returns: (transfer floating): a card of no role yet
 */
GtkWidget *
muster_role_card_new (void)
{
  return g_object_new (MUSTER_TYPE_ROLE_CARD, NULL);
}

static void
describe (MusterRoleCard *self, const MusterRoleCardData *data)
{
  const char *role = _ (muster_role_title (data->role));
  g_autofree char *done = NULL;
  g_autofree char *label = NULL;

  if (data->n_tasks > 0)
    done = g_strdup_printf (
        /* TRANSLATORS: read aloud: how much of a role's checklist is done, after a comma */
        ngettext (", %u of %u task done", ", %u of %u tasks done", data->n_tasks), data->n_done,
        data->n_tasks);
  label = g_strdup_printf (
      "%s, %s%s%s", role, data->person ? data->person : _ ("nobody yet, claim it"),
      /* TRANSLATORS: read aloud after the reader's own name */
      data->person && data->is_you ? _ (", you") : "", data->person && done ? done : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * muster_role_card_set:
 * @self: a card
 * @data: who has the role
 */
void
muster_role_card_set (MusterRoleCard *self, const MusterRoleCardData *data)
{
  g_autofree char *done = NULL;
  gboolean is_held;

  g_return_if_fail (MUSTER_IS_ROLE_CARD (self));
  g_return_if_fail (data);

  is_held = data->person != NULL;
  /* TRANSLATORS: how much of a checklist is done */
  done = g_strdup_printf (_ ("%u of %u"), data->n_done, data->n_tasks);
  gtk_label_set_text (GTK_LABEL (self->role), _ (muster_role_title (data->role)));
  gtk_label_set_text (GTK_LABEL (self->name), is_held ? data->person : _ ("Nobody yet"));
  gtk_label_set_text (GTK_LABEL (self->done), done);
  if (is_held)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), data->person);
  gtk_stack_set_visible_child (GTK_STACK (self->face), is_held ? self->avatar : self->vacant);
  muster_clock_label_set_caption (MUSTER_CLOCK_LABEL (self->since),
                                  /* TRANSLATORS: read aloud before a length of time */
                                  _ ("In role for"));
  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->since), data->since_us);
  gtk_widget_set_visible (self->since, is_held && data->since_us != 0);
  gtk_widget_set_visible (self->you, is_held && data->is_you);
  gtk_widget_set_visible (self->checklist, is_held && data->n_tasks > 0);
  gtk_widget_set_visible (self->claim, !is_held);
  if (is_held)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "vacant");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "vacant");
  describe (self, data);
}
