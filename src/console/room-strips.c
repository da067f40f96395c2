/* room-strips.c - under a room's header: where it goes on, and what looks like it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-strips.h"

#include "console/room-joint.h"
#include "console/similar-strip.h"
#include "console/strip.h"

struct _MusterRoomStrips
{
  GtkBox parent_instance;
  MusterSession *session;
  guint incident;
  gboolean was_apart; /* when it was shown last, it was merged into no other */
  GtkWidget *merged;
  GtkWidget *similar;
};

G_DEFINE_FINAL_TYPE (MusterRoomStrips, muster_room_strips, GTK_TYPE_BOX)

static void
dispose (GObject *object)
{
  g_clear_object (&MUSTER_ROOM_STRIPS (object)->session);
  G_OBJECT_CLASS (muster_room_strips_parent_class)->dispose (object);
}

static void
muster_room_strips_class_init (MusterRoomStripsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
muster_room_strips_init (MusterRoomStrips *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * muster_room_strips_new:
 * @session: the hub
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): strips that are not there yet
 */
GtkWidget *
muster_room_strips_new (MusterSession *session, guint incident)
{
  MusterRoomStrips *self = g_object_new (MUSTER_TYPE_ROOM_STRIPS, NULL);

  self->session = g_object_ref (session);
  self->incident = incident;
  self->merged = muster_strip_new ();
  self->similar = muster_similar_strip_new (session, incident);
  gtk_box_append (GTK_BOX (self), self->merged);
  gtk_box_append (GTK_BOX (self), self->similar);
  return GTK_WIDGET (self);
}

static gboolean
follow_cb (gpointer user_data)
{
  MusterRoomStrips *self = user_data;
  const MusterIncident *incident =
      self->session
          ? muster_world_get_incident (muster_session_get_world (self->session), self->incident)
          : NULL;

  if (incident && incident->merged_into > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-room", "u", incident->merged_into);
  return G_SOURCE_REMOVE;
}

/**
 * muster_room_strips_update:
 * @self: the strips of a room
 * @incident: its incident as it is now
 *
 * Whoever merges it goes on where it does; everybody else is told where that is.
 */
void
muster_room_strips_update (MusterRoomStrips *self, const MusterIncident *incident)
{
  MusterUlid me = muster_replica_get_me (muster_session_get_replica (self->session));
  gboolean was_apart = self->was_apart;

  g_return_if_fail (MUSTER_IS_ROOM_STRIPS (self));

  muster_joint_show (self->merged, muster_session_get_world (self->session), incident);
  muster_similar_strip_update (MUSTER_SIMILAR_STRIP (self->similar));
  self->was_apart = incident->merged_into == 0;
  if (was_apart && muster_joint_is_by (incident, me))
    g_idle_add_full (G_PRIORITY_DEFAULT, follow_cb, g_object_ref (self), g_object_unref);
}

/**
 * muster_room_strips_set_narrow:
 * @self: the strips of a room
 * @is_narrow: whether there is one column
 */
void
muster_room_strips_set_narrow (MusterRoomStrips *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_ROOM_STRIPS (self));
  muster_similar_strip_set_narrow (MUSTER_SIMILAR_STRIP (self->similar), is_narrow);
}
