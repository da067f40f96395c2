/* sidebar.c - the places, the rooms you have a role in, and the hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/sidebar.h"

#include "console/format.h"
#include "console/outbox-tray.h"
#include "console/places.h"
#include "console/room-list.h"
#include "console/tick.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define COUNT_KEY "muster-count"

struct _MusterSidebar
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *header;
  GtkWidget *menu;
  GtkWidget *places;
  GtkWidget *rooms_title;
  GtkWidget *rooms;
  GtkWidget *foot;
  GtkWidget *link_icon;
  GtkWidget *hub_title;
  GtkWidget *hub_state;
  GtkWidget *unapplied;
  GtkWidget *me;
  MusterRoomList *room_list;
  MusterSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterSidebar, muster_sidebar, GTK_TYPE_WIDGET)

static GtkWidget *
make_place_row (const MusterPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_ (place->title));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place->icon));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "muster-dim");
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (place->title), -1);
  g_object_set_data (G_OBJECT (row), COUNT_KEY, count);
  return row;
}

static void
place_activated_cb (MusterSidebar *self, GtkListBoxRow *row)
{
  guint n;
  const MusterPlace *places = muster_places (&n);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.place", "s",
                              places[gtk_list_box_row_get_index (row)].name);
}

/* --- the hub --- */

static char *
describe_link (MusterSidebar *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  const gint64 live_at_us = muster_replica_get_live_at_us (replica);
  g_autofree char *at = NULL;

  switch (muster_replica_get_state (replica))
    {
    case MUSTER_REPLICA_LIVE:
      /* TRANSLATORS: what is shown is what the hub knows now */
      return g_strdup (_ ("Live"));
    case MUSTER_REPLICA_CATCHING_UP:
      return g_strdup (_ ("Catching up"));
    case MUSTER_REPLICA_CONNECTING:
      return g_strdup (_ ("Connecting"));
    case MUSTER_REPLICA_STALE:
    case MUSTER_REPLICA_OFFLINE:
    default:
      if (live_at_us == MUSTER_NO_TIME)
        return g_strdup (_ ("No link yet"));
      at = muster_format_time (live_at_us, zone);
      /* TRANSLATORS: the placeholder is a time, "14:32:10" */
      return g_strdup_printf (_ ("No link since %s"), at);
    }
}

static void
show_link (MusterSidebar *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const gboolean is_live = muster_replica_get_state (replica) == MUSTER_REPLICA_LIVE;
  const guint waiting = muster_replica_get_outbox (replica)->len;
  const guint unapplied = muster_replica_get_unapplied (replica)->len;
  g_autofree char *link = describe_link (self);
  g_autofree char *queue = g_strdup_printf (
      /* TRANSLATORS: how many of your commands wait for the hub */
      ngettext ("%u waits", "%u wait", waiting), waiting);
  g_autofree char *words = waiting > 0 ? g_strdup_printf ("%s · %s", link, queue) : g_strdup (link);
  g_autofree char *refused = g_strdup_printf ("%u", unapplied);
  g_autofree char *spoken =
      g_strdup_printf ("%s, %s", muster_session_get_title (self->session), words);

  gtk_label_set_text (GTK_LABEL (self->hub_title), muster_session_get_title (self->session));
  gtk_label_set_text (GTK_LABEL (self->hub_state), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->link_icon),
                                is_live ? "network-transmit-receive-symbolic"
                                        : "network-offline-symbolic");
  gtk_label_set_text (GTK_LABEL (self->unapplied), refused);
  gtk_widget_set_visible (self->unapplied, unapplied > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->foot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
show_me (MusterSidebar *self)
{
  const MusterUlid me = muster_replica_get_me (muster_session_get_replica (self->session));
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));

  gtk_widget_set_visible (self->me, !muster_ulid_is_null (me));
  if (!muster_ulid_is_null (me))
    adw_avatar_set_text (ADW_AVATAR (self->me), muster_directory_title (directory, me));
}

static void
state_changed_cb (MusterSidebar *self)
{
  show_link (self);
  show_me (self);
}

static void
changed_cb (MusterSidebar *self, guint incident)
{
  if (incident == 0)
    show_me (self);
}

/* --- the widget --- */

static void
forget_session (MusterSidebar *self)
{
  if (!self->session)
    return;
  g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
}

static void
dispose (GObject *object)
{
  MusterSidebar *self = MUSTER_SIDEBAR (object);

  forget_session (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_SIDEBAR);
  G_OBJECT_CLASS (muster_sidebar_parent_class)->dispose (object);
}

static void
muster_sidebar_class_init (MusterSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "muster-sidebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, rooms_title);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, rooms);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, foot);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, link_icon);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, hub_title);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, hub_state);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, unapplied);
  gtk_widget_class_bind_template_child (widget_class, MusterSidebar, me);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
}

static void
muster_sidebar_init (MusterSidebar *self)
{
  guint n;
  const MusterPlace *places = muster_places (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->places), make_place_row (&places[i]));
  /* a menu button puts what it shows into the middle */
  for (GtkWidget *at = gtk_menu_button_get_child (GTK_MENU_BUTTON (self->foot));
       at && at != self->foot; at = gtk_widget_get_parent (at))
    gtk_widget_set_halign (at, GTK_ALIGN_FILL);
  self->room_list = muster_room_list_attach (GTK_LIST_BOX (self->rooms), self->rooms_title);
}

/**
 * muster_sidebar_set_session:
 * @self: a side bar
 * @session: (nullable): the hub that it tells of
 */
void
muster_sidebar_set_session (MusterSidebar *self, MusterSession *session)
{
  MusterReplica *replica;

  g_return_if_fail (MUSTER_IS_SIDEBAR (self));

  forget_session (self);
  muster_room_list_set_session (self->room_list, session);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->foot),
                               session ? muster_outbox_tray_new (session) : NULL);
  if (!session)
    return;
  self->session = g_object_ref (session);
  replica = muster_session_get_replica (session);
  g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (replica, "outbox-changed", G_CALLBACK (show_link), self);
  g_signal_connect_swapped (replica, "changed", G_CALLBACK (changed_cb), self);
  state_changed_cb (self);
}

/**
 * muster_sidebar_set_menu:
 * @self: a side bar
 * @menu: the main menu
 */
void
muster_sidebar_set_menu (MusterSidebar *self, GMenuModel *menu)
{
  g_return_if_fail (MUSTER_IS_SIDEBAR (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
}

/**
 * muster_sidebar_popup_menu:
 * @self: a side bar
 */
void
muster_sidebar_popup_menu (MusterSidebar *self)
{
  g_return_if_fail (MUSTER_IS_SIDEBAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

/**
 * muster_sidebar_set_folded:
 * @self: a side bar
 * @folded: whether it fills the window, which then needs its close button
 */
void
muster_sidebar_set_folded (MusterSidebar *self, gboolean folded)
{
  g_return_if_fail (MUSTER_IS_SIDEBAR (self));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (self->header), folded);
}

/**
 * muster_sidebar_show_place:
 * @self: a side bar
 * @name: (nullable): the place that is shown; %NULL: a room is
 */
void
muster_sidebar_show_place (MusterSidebar *self, const char *name)
{
  guint n;
  const MusterPlace *places = muster_places (&n);

  g_return_if_fail (MUSTER_IS_SIDEBAR (self));
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->places));
  for (guint i = 0; name && i < n; i++)
    if (g_str_equal (places[i].name, name))
      gtk_list_box_select_row (
          GTK_LIST_BOX (self->places),
          gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->places), (int) i));
}

/**
 * muster_sidebar_set_count:
 * @self: a side bar
 * @place: a place
 * @count: of what is live there or needs attention; 0 shows nothing
 */
void
muster_sidebar_set_count (MusterSidebar *self, const char *place, guint count)
{
  guint n;
  const MusterPlace *places = muster_places (&n);

  g_return_if_fail (MUSTER_IS_SIDEBAR (self) && place);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (places[i].name, place))
      {
        GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->places), (int) i);
        g_autofree char *words = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");

        gtk_label_set_text (g_object_get_data (G_OBJECT (row), COUNT_KEY), words);
      }
}

/**
 * muster_sidebar_show_room:
 * @self: a side bar
 * @incident: n of INC-n whose room is shown; 0: none
 */
void
muster_sidebar_show_room (MusterSidebar *self, guint incident)
{
  g_return_if_fail (MUSTER_IS_SIDEBAR (self));
  if (incident != 0)
    muster_sidebar_show_place (self, NULL);
  muster_room_list_select (self->room_list, incident);
}

/**
 * muster_sidebar_get_room_after:
 * @self: a side bar
 * @incident: n of INC-n whose room is shown; 0: none
 *
 * Returns: n of the next of your rooms; 0: there is none
 */
guint
muster_sidebar_get_room_after (MusterSidebar *self, guint incident)
{
  g_return_val_if_fail (MUSTER_IS_SIDEBAR (self), 0);
  return muster_room_list_next (self->room_list, incident);
}
