/* room-list.c - the open incidents that you have a role in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-list.h"

#include "base/safe-text.h"
#include "console/clock-label.h"
#include "console/severity-glyph.h"

#include <glib/gi18n.h>
#include <string.h>

#define LIST_KEY   "muster-room-list"
#define MOST_ROOMS 12

/* What a row shows; made anew when that is another one. */
typedef struct
{
  guint number;
  MusterSeverity severity;
  gint64 since_us;
  guint title_hash;
} Room;

struct _MusterRoomList
{
  GtkListBox *box; /* owns this */
  GtkWidget *title;
  MusterSession *session; /* (nullable) */
  GHashTable *mine;       /* numbers of incidents */
  GArray *shown;          /* of Room */
  guint selected;
  guint idle;
};

static gboolean
is_mine (MusterRoomList *self, const MusterIncident *incident)
{
  const MusterUlid me = muster_replica_get_me (muster_session_get_replica (self->session));

  if (!incident || !muster_incident_is_open (incident) || muster_ulid_is_null (me))
    return FALSE;
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    if (muster_ulid_equal (incident->roles[i], me))
      return TRUE;
  return muster_incident_has_observer (incident, me);
}

static int
compare_rooms (gconstpointer a, gconstpointer b)
{
  const Room *left = a, *right = b;

  if (left->severity != right->severity)
    return left->severity < right->severity ? -1 : 1;
  return left->number < right->number ? 1 : -1;
}

static GtkWidget *
make_row (const MusterIncident *incident)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *safe = muster_safe_text (incident->title ? incident->title : "", -1, FALSE);
  GtkWidget *title = gtk_label_new (safe);
  GtkWidget *clock = muster_clock_label_new (MUSTER_CLOCK_ELAPSED);
  g_autofree char *id = g_strdup_printf ("INC-%u", incident->number);
  GtkWidget *number = gtk_label_new (id);
  g_autofree char *severity = muster_severity_label (incident->severity);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", severity, safe, id);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 14); /* the side bar does not grow */
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_widget_set_hexpand (number, TRUE);
  gtk_widget_add_css_class (number, "caption");
  gtk_widget_add_css_class (number, "muster-dim");
  gtk_widget_add_css_class (clock, "caption-heading");
  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (clock),
                                  muster_incident_clock_start_us (incident));
  gtk_box_append (GTK_BOX (line), number);
  gtk_box_append (GTK_BOX (line), clock);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), line);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), muster_severity_glyph_new (incident->severity, 24));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (row, "room");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
show_selected (MusterRoomList *self)
{
  gtk_list_box_unselect_all (self->box);
  for (guint i = 0; i < self->shown->len; i++)
    if (g_array_index (self->shown, Room, i).number == self->selected)
      gtk_list_box_select_row (self->box, gtk_list_box_get_row_at_index (self->box, (int) i));
}

static GArray *
collect (MusterRoomList *self)
{
  GArray *rooms = g_array_new (FALSE, TRUE, sizeof (Room));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->mine);
  while (self->session && g_hash_table_iter_next (&iter, &key, NULL))
    {
      const MusterIncident *incident = muster_world_get_incident (
          muster_session_get_world (self->session), GPOINTER_TO_UINT (key));
      Room room;

      if (!incident)
        continue;
      memset (&room, 0, sizeof room); /* they are compared as bytes */
      room.number = incident->number;
      room.severity = incident->severity;
      room.since_us = muster_incident_clock_start_us (incident);
      room.title_hash = g_str_hash (incident->title ? incident->title : "");
      g_array_append_val (rooms, room);
    }
  g_array_sort (rooms, compare_rooms);
  if (rooms->len > MOST_ROOMS)
    g_array_set_size (rooms, MOST_ROOMS);
  return rooms;
}

static void
show (MusterRoomList *self)
{
  g_autoptr (GArray) rooms = collect (self);
  GtkListBoxRow *row;

  if (rooms->len == self->shown->len &&
      (rooms->len == 0 || memcmp (rooms->data, self->shown->data, rooms->len * sizeof (Room)) == 0))
    return;
  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  for (guint i = 0; i < rooms->len; i++)
    gtk_list_box_append (
        self->box, make_row (muster_world_get_incident (muster_session_get_world (self->session),
                                                        g_array_index (rooms, Room, i).number)));
  g_array_unref (self->shown);
  self->shown = g_steal_pointer (&rooms);
  gtk_widget_set_visible (GTK_WIDGET (self->box), self->shown->len > 0);
  gtk_widget_set_visible (self->title, self->shown->len > 0);
  show_selected (self);
}

static gboolean
idle_cb (gpointer user_data)
{
  MusterRoomList *self = user_data;

  self->idle = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
look_at (MusterRoomList *self, guint number)
{
  const MusterIncident *incident =
      muster_world_get_incident (muster_session_get_world (self->session), number);
  const gboolean was_mine = g_hash_table_contains (self->mine, GUINT_TO_POINTER (number));
  const gboolean is = is_mine (self, incident);

  if (is)
    g_hash_table_add (self->mine, GUINT_TO_POINTER (number));
  else if (was_mine)
    g_hash_table_remove (self->mine, GUINT_TO_POINTER (number));
  if ((is || was_mine) && self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

static void
changed_cb (MusterRoomList *self, guint incident)
{
  if (incident != 0)
    look_at (self, incident);
}

/* The hub may have said who we are only now. */
static void
state_changed_cb (MusterRoomList *self)
{
  const guint last = muster_world_last_incident (muster_session_get_world (self->session));

  for (guint number = 1; number <= last; number++)
    look_at (self, number);
}

static void
row_activated_cb (GtkListBox *box, GtkListBoxRow *row, MusterRoomList *self)
{
  const guint index = (guint) gtk_list_box_row_get_index (row);

  if (index < self->shown->len)
    gtk_widget_activate_action (GTK_WIDGET (box), "win.open-room", "u",
                                g_array_index (self->shown, Room, index).number);
}

static void
forget_session (MusterRoomList *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  g_hash_table_remove_all (self->mine);
}

static void
room_list_free (gpointer data)
{
  MusterRoomList *self = data;

  forget_session (self);
  g_hash_table_unref (self->mine);
  g_array_unref (self->shown);
  g_free (self);
}

/**
 * muster_room_list_attach:
 * @box: where the rooms are shown
 * @title: shown while there is one
 *
 * Returns: (transfer none): what fills @box, and goes with it
 */
MusterRoomList *
muster_room_list_attach (GtkListBox *box, GtkWidget *title)
{
  MusterRoomList *self = g_new0 (MusterRoomList, 1);

  self->box = box;
  self->title = title;
  self->mine = g_hash_table_new (NULL, NULL);
  self->shown = g_array_new (FALSE, TRUE, sizeof (Room));
  g_signal_connect (box, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_object_set_data_full (G_OBJECT (box), LIST_KEY, self, room_list_free);
  return self;
}

/**
 * muster_room_list_set_session:
 * @self: the rooms
 * @session: (nullable): the hub
 */
void
muster_room_list_set_session (MusterRoomList *self, MusterSession *session)
{
  MusterReplica *replica;

  forget_session (self);
  if (session)
    {
      self->session = g_object_ref (session);
      replica = muster_session_get_replica (session);
      g_signal_connect_swapped (replica, "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (state_changed_cb), self);
      state_changed_cb (self);
    }
  show (self);
}

/**
 * muster_room_list_select:
 * @self: the rooms
 * @incident: n of INC-n whose room is open; 0: none
 */
void
muster_room_list_select (MusterRoomList *self, guint incident)
{
  self->selected = incident;
  show_selected (self);
}

/**
 * muster_room_list_next:
 * @self: the rooms
 * @incident: n of INC-n whose room is open; 0: none
 *
 * Returns: n of the room after it, around the end; 0: there is none
 */
guint
muster_room_list_next (MusterRoomList *self, guint incident)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (g_array_index (self->shown, Room, i).number == incident)
      return g_array_index (self->shown, Room, (i + 1) % self->shown->len).number;
  return self->shown->len > 0 ? g_array_index (self->shown, Room, 0).number : 0;
}
