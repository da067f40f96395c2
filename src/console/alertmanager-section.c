/* alertmanager-section.c - the Alertmanagers that the hub asks, and how that goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alertmanager-section.h"

#include <glib/gi18n.h>

#include "console/alertmanager-list.h"
#include "console/child-window.h"
#include "console/intake-card.h"

#define ASK_EVERY_S 10

struct _MusterAlertmanagerSection
{
  GtkWidget parent_instance;
  MusterSession *session;
  GtkWidget *box; /* the heading, and the cards */
  GCancellable *cancellable;
  guint timer; /* 0: nobody looks */
};

G_DEFINE_FINAL_TYPE (MusterAlertmanagerSection, muster_alertmanager_section, GTK_TYPE_WIDGET)

static void
add_member (GtkWidget *card, MusterHubThing *member, gint64 now_us)
{
  g_autofree char *url = muster_hub_thing_dup_safe (member, "url");
  g_autofree char *state = muster_alertmanager_tell (member, now_us);
  g_autoptr (GPtrArray) faults = muster_alertmanager_list_faults (member, now_us);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, url, -1);
  gtk_widget_set_margin_top (box, 6);
  muster_intake_card_add (box, url, "mono");
  for (guint i = 0; i < faults->len; i++)
    muster_intake_card_add (box, g_ptr_array_index (faults, i), "numeric due-soon");
  muster_intake_card_add (box, state, "caption numeric muster-dim");
  gtk_box_append (GTK_BOX (card), box);
}

static void
add_card (MusterAlertmanagerSection *self, const MusterAlertmanagers *source, gint64 now_us)
{
  GtkWidget *card = muster_intake_card_new (source->name);
  g_autofree char *cluster = muster_alertmanagers_tell (source);

  muster_intake_card_add (card, source->name, "heading");
  if (cluster)
    muster_intake_card_add (card, cluster, "numeric");
  for (guint i = 0; i < source->members->len; i++)
    add_member (card, g_ptr_array_index (source->members, i), now_us);
  gtk_box_append (GTK_BOX (self->box), card);
}

static void
show (MusterAlertmanagerSection *self, const GPtrArray *sources)
{
  GtkWidget *heading = gtk_widget_get_first_child (self->box);
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));

  for (GtkWidget *card; (card = gtk_widget_get_next_sibling (heading));)
    gtk_box_remove (GTK_BOX (self->box), card);
  for (guint i = 0; i < sources->len; i++)
    add_card (self, g_ptr_array_index (sources, i), now_us);
  gtk_widget_set_visible (self->box, sources->len > 0);
}

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterAlertmanagerSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (GPtrArray) sources = json ? muster_alertmanager_list_read (json, &error) : NULL;

  if (!sources)
    g_debug ("no Alertmanagers: %s", error->message); /* who may not see them has none here */
  else if (!g_cancellable_is_cancelled (self->cancellable))
    show (self, sources);
}

static void
ask (MusterAlertmanagerSection *self)
{
  if (muster_session_is_online (self->session))
    muster_replica_get_async (muster_session_get_replica (self->session), "/v1/alertmanagers",
                              self->cancellable, got_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  ask (user_data);
  return G_SOURCE_CONTINUE;
}

static void
map (GtkWidget *widget)
{
  MusterAlertmanagerSection *self = MUSTER_ALERTMANAGER_SECTION (widget);

  GTK_WIDGET_CLASS (muster_alertmanager_section_parent_class)->map (widget);
  ask (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (ASK_EVERY_S, timer_cb, self);
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MUSTER_ALERTMANAGER_SECTION (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (muster_alertmanager_section_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  MusterAlertmanagerSection *self = MUSTER_ALERTMANAGER_SECTION (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_alertmanager_section_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&MUSTER_ALERTMANAGER_SECTION (object)->cancellable);
  G_OBJECT_CLASS (muster_alertmanager_section_parent_class)->finalize (object);
}

static void
muster_alertmanager_section_class_init (MusterAlertmanagerSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
muster_alertmanager_section_init (MusterAlertmanagerSection *self)
{
  self->cancellable = g_cancellable_new ();
  /* TRANSLATORS: over Alertmanagers that the hub asks for their alerts */
  self->box = muster_child_window_section_new (_ ("Alertmanagers that are asked"));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (self->box, FALSE);
}

/**
 * muster_alertmanager_section_new:
 * @session: the hub
 *
 * Returns: (transfer floating): a section; the hub is asked while somebody looks
 */
GtkWidget *
muster_alertmanager_section_new (MusterSession *session)
{
  MusterAlertmanagerSection *self = g_object_new (MUSTER_TYPE_ALERTMANAGER_SECTION, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (muster_session_get_replica (session), "state-changed", G_CALLBACK (ask),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
