/* session.c - one hub as the console works with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/session.h"

#include "base/crypto.h"
#include "console/toast.h"
#include "replica/hub-answer.h"
#include "response/undo-fold.h"

#include <glib/gi18n.h>

struct _MusterSession
{
  GObject parent_instance;
  MusterReplica *replica;
  MusterHubLink *link;
  MusterClock *clock;
  char *trouble; /* (nullable) */
  char *title;
  char *drill; /* (nullable): its title */
  char *hint;  /* (nullable): what to do now */
};

enum
{
  SIGNAL_DRILL_CHANGED,
  SIGNAL_TROUBLE_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterSession, muster_session, G_TYPE_OBJECT)

static void
dispose (GObject *object)
{
  MusterSession *self = MUSTER_SESSION (object);

  if (self->replica)
    muster_replica_stop (self->replica);
  g_clear_object (&self->replica);
  g_clear_object (&self->link);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (muster_session_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterSession *self = MUSTER_SESSION (object);

  g_free (self->title);
  g_free (self->drill);
  g_free (self->hint);
  g_free (self->trouble);
  G_OBJECT_CLASS (muster_session_parent_class)->finalize (object);
}

static void
muster_session_class_init (MusterSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_DRILL_CHANGED] =
      g_signal_new ("drill-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TROUBLE_CHANGED] =
      g_signal_new ("trouble-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
muster_session_init (MusterSession *self)
{
}

/* "hub.internal" of an address; a socket is always on this machine. */
static char *
name_hub (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (g_str_has_prefix (url, "unix:") || !uri || !g_uri_get_host (uri))
    /* TRANSLATORS: the name of a hub that runs on the same machine */
    return g_strdup (_ ("This computer"));
  return g_strdup (g_uri_get_host (uri));
}

/**
 * muster_session_new:
 * @url: where the hub listens: "unix:PATH" or "http://127.0.0.1:PORT"
 * @token: (nullable): says who we are; a socket needs none
 * @folder: where commands are kept that wait for the hub
 * @clock: a clock
 * @error: #MusterLinkError: the address is none
 *
 * Returns: (transfer full) (nullable): a session that is not started
 */
MusterSession *
muster_session_new (const char *url,
                    const char *token,
                    const char *folder,
                    MusterClock *clock,
                    GError **error)
{
  const MusterHubLinkOptions options = {
    .url = url, .token = token, .clock = clock, .fill = muster_random_fill
  };
  g_autoptr (MusterHubLink) link = NULL;
  MusterSession *self;

  g_return_val_if_fail (url && folder && MUSTER_IS_CLOCK (clock), NULL);

  link = muster_hub_link_new (&options, error);
  if (!link)
    return NULL;
  self = g_object_new (MUSTER_TYPE_SESSION, NULL);
  self->clock = g_object_ref (clock);
  self->title = name_hub (url);
  self->replica = muster_replica_new (link, clock, folder);
  self->link = g_steal_pointer (&link);
  return self;
}

/**
 * muster_session_start:
 * @self: a session
 *
 * Begins to follow the hub.
 */
void
muster_session_start (MusterSession *self)
{
  g_return_if_fail (MUSTER_IS_SESSION (self));
  muster_replica_start (self->replica);
}

/**
 * muster_session_get_replica:
 * @self: a session
 *
 * Returns: (transfer none): what it knows of the hub
 */
MusterReplica *
muster_session_get_replica (MusterSession *self)
{
  return self->replica;
}

/**
 * muster_session_get_clock:
 * @self: a session
 *
 * Returns: (transfer none): its clock
 */
MusterClock *
muster_session_get_clock (MusterSession *self)
{
  return self->clock;
}

/**
 * muster_session_get_world:
 * @self: a session
 *
 * Returns: (transfer none): the world of its replica; another one after a snapshot
 */
const MusterWorld *
muster_session_get_world (MusterSession *self)
{
  return muster_replica_get_world (self->replica);
}

/**
 * muster_session_get_title:
 * @self: a session
 *
 * Returns: the hub's name for people
 */
const char *
muster_session_get_title (MusterSession *self)
{
  return self->title;
}

/**
 * muster_session_is_drill:
 * @self: a session
 *
 * Returns: whether its hub plays a drill: nothing on it is real
 */
gboolean
muster_session_is_drill (MusterSession *self)
{
  return self->drill != NULL;
}

/**
 * muster_session_set_drill:
 * @self: a session
 * @title: (nullable): the drill's name for people; %NULL: it is none
 * @hint: (nullable): what the person may do now
 */
void
muster_session_set_drill (MusterSession *self, const char *title, const char *hint)
{
  g_return_if_fail (MUSTER_IS_SESSION (self));

  if (g_strcmp0 (self->drill, title) == 0 && g_strcmp0 (self->hint, hint) == 0)
    return;
  if (self->drill != title)
    {
      g_free (self->drill);
      self->drill = g_strdup (title);
    }
  if (self->hint != hint)
    {
      g_free (self->hint);
      self->hint = g_strdup (hint);
    }
  g_signal_emit (self, signals[SIGNAL_DRILL_CHANGED], 0);
}

/**
 * muster_session_get_drill:
 * @self: a session
 *
 * Returns: (nullable): the drill's name for people; %NULL: it is none
 */
const char *
muster_session_get_drill (MusterSession *self)
{
  return self->drill;
}

/**
 * muster_session_get_drill_hint:
 * @self: a session
 *
 * Returns: (nullable): what the person may do now
 */
const char *
muster_session_get_drill_hint (MusterSession *self)
{
  return self->hint;
}

/**
 * muster_session_set_trouble:
 * @self: a session
 * @trouble: (nullable): why its hub does not run, in words
 */
void
muster_session_set_trouble (MusterSession *self, const char *trouble)
{
  g_return_if_fail (MUSTER_IS_SESSION (self));

  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_signal_emit (self, signals[SIGNAL_TROUBLE_CHANGED], 0);
}

/**
 * muster_session_get_trouble:
 * @self: a session
 *
 * Returns: (nullable): why there is no link, in words
 */
const char *
muster_session_get_trouble (MusterSession *self)
{
  g_return_val_if_fail (MUSTER_IS_SESSION (self), NULL);
  return self->trouble ? self->trouble : muster_replica_get_trouble (self->replica);
}

/**
 * muster_session_get_link:
 * @self: a session
 *
 * Returns: (transfer none): the way to its hub
 */
MusterHubLink *
muster_session_get_link (MusterSession *self)
{
  g_return_val_if_fail (MUSTER_IS_SESSION (self), NULL);
  return self->link;
}

/* --- commands --- */

/**
 * muster_session_command:
 * @self: a session
 * @name: a command of the table in world/commands, as "incident.acknowledge"
 * @incident: n of INC-n that it is about; 0: none
 *
 * Returns: (transfer full): the command, to be given its arguments
 */
MusterCommand *
muster_session_command (MusterSession *self, const char *name, guint incident)
{
  const MusterCommandSpec *spec = muster_command_by_name (name);
  MusterCommand *command;

  g_return_val_if_fail (spec, NULL);

  command = muster_command_new (spec);
  command->incident = incident;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, muster_replica_get_me (self->replica) };
  return command;
}

/* What is on its way. */
typedef struct
{
  MusterSession *session;
  GtkWidget *from;
  char *done;       /* (nullable) */
  guint incident;   /* that it is about */
  guint64 seen_seq; /* before it */
  gboolean is_undo;
  gboolean is_split;
} Sending;

static void
sending_free (Sending *self)
{
  g_object_unref (self->session);
  g_object_unref (self->from);
  g_free (self->done);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

/* What was split off has its number only now. */
static void
name_split (Sending *sending, guint number)
{
  if (!sending->is_split)
    return;
  g_free (sending->done);
  /* TRANSLATORS: alerts were taken out of an incident: the one that they are in now */
  sending->done = g_strdup_printf (_ ("Detached into INC-%u"), number);
}

typedef struct
{
  MusterSession *session;
  GtkWidget *from;
  guint incident;
  guint64 seq;
} Undoing;

static void
undoing_free (gpointer data, GClosure *closure)
{
  Undoing *self = data;

  g_object_unref (self->session);
  g_object_unref (self->from);
  g_free (self);
}

static void
undo_cb (AdwToast *toast, Undoing *undoing)
{
  MusterCommand *command =
      muster_session_command (undoing->session, "incident.undo", undoing->incident);

  muster_command_set_int (command, "seq", (gint64) undoing->seq);
  muster_session_send (undoing->session, command, undoing->from,
                       /* TRANSLATORS: after Undo was pressed: it was taken back */
                       _ ("Undone"));
}

/* The first event that the command made and that can be taken back; 0: there is none. */
static guint64
find_undoable (MusterSession *self, guint number, guint64 after_seq, guint64 last_seq)
{
  const MusterIncident *incident =
      muster_world_get_incident (muster_session_get_world (self), number);
  guint64 found = 0;

  for (guint i = incident ? incident->entries->len : 0; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->last_seq <= after_seq)
        break;
      if (entry->seq > after_seq && entry->last_seq <= last_seq && muster_entry_can_undo (entry))
        found = entry->seq;
    }
  return found;
}

static void
tell_done (Sending *sending, guint64 last_seq)
{
  guint64 seq =
      sending->is_undo || last_seq == 0
          ? 0
          : find_undoable (sending->session, sending->incident, sending->seen_seq, last_seq);
  AdwToast *toast;
  Undoing *undoing;

  if (seq == 0)
    {
      muster_toast_show (sending->from, sending->done);
      return;
    }
  toast = muster_toast_show_undo (sending->from, sending->done);
  if (!toast)
    return;
  undoing = g_new0 (Undoing, 1);
  undoing->session = g_object_ref (sending->session);
  undoing->from = g_object_ref (sending->from);
  undoing->incident = sending->incident;
  undoing->seq = seq;
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undoing, undoing_free, 0);
}

/* What happened, and what to do next (ui.md §16). */
static char *
explain (const GError *error)
{
  if (g_error_matches (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_CONFLICT))
    /* TRANSLATORS: the placeholder is a sentence without its full stop: what was changed */
    return g_strdup_printf (_ ("%s. Look at it again, then decide"), error->message);
  if (g_error_matches (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN))
    /* TRANSLATORS: the placeholder is a sentence without its full stop: what is not allowed */
    return g_strdup_printf (_ ("%s. An admin of the hub can change that"), error->message);
  return g_strdup (error->message);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  MusterReplica *replica = MUSTER_REPLICA (object);
  g_autoptr (GError) error = NULL;
  MusterHubAnswer answer = { 0 };
  guint number = 0;
  GBytes *body;

  if (!muster_replica_send_finish (replica, result, &number, &error))
    {
      g_autofree char *words = explain (error);

      muster_toast_show (sending->from, words);
      return;
    }
  body = muster_replica_send_get_answer (replica, result);
  if (!body)
    {
      muster_toast_show (sending->from,
                         _ ("Waits for the hub, will be sent when the link is back"));
      return;
    }
  if (!sending->done)
    return;
  if (number != 0)
    {
      sending->incident = number;
      name_split (sending, number);
    }
  if (!muster_hub_answer_read (body, &answer, &error))
    g_debug ("answer of the hub: %s", error->message);
  tell_done (sending, answer.last_seq);
}

/**
 * muster_session_send:
 * @self: a session
 * @command: (transfer full): what the person wants
 * @from: a widget of the window that is told
 * @done: (nullable): what to say when it happened, with Undo where that can be taken back
 *
 * Sends a command, or queues it while there is no link. What goes wrong is told in a toast.
 */
void
muster_session_send (MusterSession *self, MusterCommand *command, GtkWidget *from, const char *done)
{
  Sending *sending;
  GtkWidget *overlay;

  g_return_if_fail (MUSTER_IS_SESSION (self));
  g_return_if_fail (command && GTK_IS_WIDGET (from));

  overlay = muster_toast_find_overlay (from); /* @from may be gone when the answer comes */
  sending = g_new0 (Sending, 1);
  sending->session = g_object_ref (self);
  sending->from = g_object_ref (overlay ? overlay : from);
  sending->done = g_strdup (done);
  sending->incident = command->incident;
  sending->seen_seq = muster_world_get_seq (muster_session_get_world (self));
  sending->is_undo = g_str_equal (command->spec->name, "incident.undo");
  sending->is_split = g_str_equal (command->spec->name, "incident.split");
  muster_replica_send_async (self->replica, command, NULL, sent_cb, sending);
}

/**
 * muster_session_is_online:
 * @self: a session
 *
 * Returns: whether what may not be queued can be done now
 */
gboolean
muster_session_is_online (MusterSession *self)
{
  MusterReplicaState state = muster_replica_get_state (self->replica);

  return state == MUSTER_REPLICA_LIVE || state == MUSTER_REPLICA_STALE;
}
