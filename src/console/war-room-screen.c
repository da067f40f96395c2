/* war-room-screen.c - the full-screen window for the screen on the wall
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/war-room-screen.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "console/tick.h"
#include "console/wall-rota.h"
#include "console/wall-words.h"
#include "console/war-room.h"

#define FOOT_US (5 * (gint64) G_USEC_PER_SEC) /* the bottom line changes no more often */

struct _MusterWarRoomScreen
{
  GtkApplicationWindow parent_instance;
  MusterSession *session;
  MusterWallRota *rota;
  GtkWidget *wall;
  gint64 begun_us;
  gint64 foot_at_us; /* when the bottom line was last changed */
  guint64 foot_seq;  /* of the line that it tells */
  guint foot_of;     /* n of INC-n */
  gboolean stale;    /* the world changed since it was drawn */
};

G_DEFINE_FINAL_TYPE (MusterWarRoomScreen, muster_war_room_screen, GTK_TYPE_APPLICATION_WINDOW)

/* What a MusterWarRoomData points to. */
typedef struct
{
  MusterWarRoomData data;
  MusterWallCardData cards[MUSTER_WALL_MOST_CARDS];
  GPtrArray *texts; /* to be freed */
} Picture;

static const char *
keep (Picture *picture, char *text /* transfer full, nullable */)
{
  if (text != NULL)
    g_ptr_array_add (picture->texts, text);
  return text;
}

static const MusterWorld *
get_world (MusterWarRoomScreen *self)
{
  return muster_session_get_world (self->session);
}

/* --- what is in the picture --- */

static void
paint_lead (MusterWarRoomScreen *self, Picture *picture, const MusterIncident *incident)
{
  const MusterWorld *world = get_world (self);
  MusterWarRoomData *data = &picture->data;
  MusterNextStep next = { .kind = MUSTER_NEXT_NONE };

  data->id = keep (picture, g_strdup_printf ("INC-%u", incident->number));
  data->title = keep (picture, muster_wall_title (incident));
  data->impact = keep (picture, muster_wall_impact (incident));
  data->severity = incident->severity;
  data->stage = incident->stage;
  data->since_us = muster_incident_clock_start_us (incident);
  data->commander =
      keep (picture, muster_wall_person (world, incident->roles[MUSTER_ROLE_COMMANDER]));
  data->helpers = keep (picture, muster_wall_helpers (world, incident));
  if (!incident->acknowledged)
    muster_next_step_find (&next, world, incident);
  data->next = next.kind;
  data->next_us = next.at_us;
  data->next_who = keep (picture, muster_next_step_who (&next, muster_world_get_directory (world)));
}

static void
paint_card (MusterWarRoomScreen *self, Picture *picture, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (get_world (self), number);

  picture->cards[picture->data.n_cards++] = (MusterWallCardData){
    .severity = incident->severity,
    .title = keep (picture, muster_wall_title (incident)),
    .note = muster_wall_note (incident),
    .since_us = muster_incident_clock_start_us (incident),
  };
}

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  const MusterWallCardData *x = a, *y = b;

  return (int) x->severity - (int) y->severity;
}

static void
paint_live (MusterWarRoomScreen *self, Picture *picture)
{
  guint lead = muster_wall_rota_get_lead (self->rota);
  guint n;
  const guint *order = muster_wall_rota_get_order (self->rota, &n);

  paint_lead (self, picture, muster_world_get_incident (get_world (self), lead));
  picture->data.cards = picture->cards;
  picture->data.n_dots = n;
  for (guint i = 0; i < n; i++)
    if (order[i] == lead)
      picture->data.dot = i;
    else if (picture->data.n_cards < MUSTER_WALL_MOST_CARDS)
      paint_card (self, picture, order[i]);
  qsort (picture->cards, picture->data.n_cards, sizeof picture->cards[0], compare_cards);
}

static gint64
find_quiet_since (const MusterWorld *world)
{
  gint64 since_us = 0;

  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      if (incident != NULL && incident->resolved_us != MUSTER_NO_TIME)
        since_us = MAX (since_us, incident->resolved_us);
    }
  return since_us;
}

/* The latest line of all; it stays for 5 s at least. */
static void
choose_foot (MusterWarRoomScreen *self, gint64 now_us)
{
  const MusterWorld *world = get_world (self);
  guint64 latest_seq = 0;
  guint latest_of = 0;

  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);
      const MusterEntry *entry = incident != NULL ? muster_wall_latest (incident) : NULL;

      if (entry == NULL || entry->last_seq <= latest_seq)
        continue;
      latest_seq = entry->last_seq;
      latest_of = i;
    }
  if (latest_seq == self->foot_seq ||
      (self->foot_at_us != 0 && now_us >= self->foot_at_us && now_us - self->foot_at_us < FOOT_US))
    return;
  self->foot_seq = latest_seq;
  self->foot_of = latest_of;
  self->foot_at_us = now_us;
}

static void
paint_foot (MusterWarRoomScreen *self, Picture *picture)
{
  const MusterWorld *world = get_world (self);
  const MusterIncident *incident = muster_world_get_incident (world, self->foot_of);
  const MusterEntry *entry = incident != NULL ? muster_wall_latest (incident) : NULL;
  g_autofree char *sentence = NULL;

  if (entry == NULL)
    return;
  sentence = muster_wall_sentence (world, entry);
  picture->data.foot_us = entry->last_at_us;
  picture->data.foot_icon = muster_wall_icon (entry);
  /* TRANSLATORS: an incident's id, and what happened: "INC-7 Sarah acknowledged" */
  picture->data.foot = keep (picture, g_strdup_printf (_ ("INC-%u %s"), self->foot_of, sentence));
}

static void
paint (MusterWarRoomScreen *self, gint64 now_us)
{
  Picture picture = { .texts = g_ptr_array_new_with_free_func (g_free) };
  MusterReplica *replica = muster_session_get_replica (self->session);

  self->stale = FALSE;
  choose_foot (self, now_us);
  if (muster_wall_rota_get_lead (self->rota) != 0)
    paint_live (self, &picture);
  else if (muster_replica_get_state (replica) == MUSTER_REPLICA_CONNECTING ||
           muster_world_get_seq (get_world (self)) == 0)
    picture.data.waiting = _ ("Waiting for the hub");
  else
    picture.data.quiet_since_us = find_quiet_since (get_world (self));
  paint_foot (self, &picture);
  muster_war_room_set (MUSTER_WAR_ROOM (self->wall), &picture.data);
  g_ptr_array_unref (picture.texts);
}

/* --- when it changes --- */

static void
paint_link (MusterWarRoomScreen *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  gint64 live_at_us = muster_replica_get_live_at_us (replica);

  if (muster_replica_get_state (replica) == MUSTER_REPLICA_LIVE)
    live_at_us = 0;
  else if (live_at_us == MUSTER_NO_TIME)
    live_at_us = self->begun_us;
  muster_war_room_set_link (MUSTER_WAR_ROOM (self->wall), live_at_us,
                            muster_replica_get_tries (replica));
}

static void
tick (GtkWidget *widget, gint64 now_us)
{
  MusterWarRoomScreen *self = MUSTER_WAR_ROOM_SCREEN (widget);
  const guint64 foot_seq = self->foot_seq;
  gboolean turned = muster_wall_rota_turn (self->rota, now_us);

  choose_foot (self, now_us);
  if (turned || self->stale || self->foot_seq != foot_seq)
    paint (self, now_us);
}

/* All that a turn of the main loop brings is painted once, before the next frame. */
static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  MusterWarRoomScreen *self = MUSTER_WAR_ROOM_SCREEN (widget);
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));

  muster_wall_rota_update (self->rota, get_world (self), now_us);
  paint (self, now_us);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (MusterWarRoomScreen *self)
{
  if (self->stale)
    return;
  self->stale = TRUE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_cb, NULL, NULL);
}

static void
state_changed_cb (MusterWarRoomScreen *self)
{
  paint_link (self);
  changed_cb (self);
}

/* --- actions --- */

static void
exit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static void
pin_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  MusterWarRoomScreen *self = user_data;

  muster_wall_rota_set_pinned (self->rota, g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
add_actions (MusterWarRoomScreen *self)
{
  static const GActionEntry entries[] = {
    { .name = "exit", .activate = exit_cb },
    { .name = "pin", .state = "false", .change_state = pin_cb },
    { .name = "settings" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "settings")), FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "war-room", G_ACTION_GROUP (group));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("war-room.exit")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F11, 0),
                                                          gtk_named_action_new ("war-room.exit")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
dispose (GObject *object)
{
  MusterWarRoomScreen *self = MUSTER_WAR_ROOM_SCREEN (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_war_room_screen_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterWarRoomScreen *self = MUSTER_WAR_ROOM_SCREEN (object);

  muster_wall_rota_free (self->rota);
  G_OBJECT_CLASS (muster_war_room_screen_parent_class)->finalize (object);
}

static void
muster_war_room_screen_class_init (MusterWarRoomScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

/* A screen on a wall may have no window manager that makes it full-screen. */
static void
set_size (MusterWarRoomScreen *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle whole = { 0 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &whole);
  if (whole.width > 0 && whole.height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), whole.width, whole.height);
  gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
muster_war_room_screen_init (MusterWarRoomScreen *self)
{
  self->rota = muster_wall_rota_new ();
  self->wall = muster_war_room_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Muster war room"));
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);
  gtk_window_set_child (GTK_WINDOW (self), self->wall);
  gtk_window_set_focus (GTK_WINDOW (self), self->wall);
  set_size (self);
  add_actions (self);
  muster_tick_follow (GTK_WIDGET (self), tick);
}

/**
 * muster_war_room_screen_new:
 * @session: what it shows; it needs no person, a screen's token will do
 *
 * Returns: (transfer none): a window that is full-screen once it is presented
 */
GtkWidget *
muster_war_room_screen_new (MusterSession *session)
{
  MusterWarRoomScreen *self;
  MusterReplica *replica;

  g_return_val_if_fail (MUSTER_IS_SESSION (session), NULL);

  self = g_object_new (MUSTER_TYPE_WAR_ROOM_SCREEN, NULL);
  replica = muster_session_get_replica (session);
  self->session = g_object_ref (session);
  self->begun_us = muster_clock_now_us (muster_session_get_clock (session));
  g_signal_connect_swapped (replica, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (state_changed_cb), self);
  muster_wall_rota_update (self->rota, get_world (self), self->begun_us);
  paint_link (self);
  paint (self, self->begun_us);
  return GTK_WIDGET (self);
}
