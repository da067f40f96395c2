/* replica.c - the console's fold of its hub's stream, and what waits to be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes in is catch-up.c's business, what goes out sender.c's.
 */
#include "replica/replica.h"

#include "replica/catch-up.h"
#include "replica/preview.h"
#include "replica/sender.h"

struct _MusterReplica
{
  GObject parent_instance;
  MusterHubLink *link;
  MusterClock *clock;
  MusterCatchUp *catch_up;
  MusterSender *sender;
  MusterUlidSource ids;
  char *outbox_trouble; /* nullable */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_EVENT,
  SIGNAL_STATE_CHANGED,
  SIGNAL_OUTBOX_CHANGED,
  SIGNAL_PULSE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterReplica, muster_replica, G_TYPE_OBJECT)

/* --- what the parts tell --- */

static void
event_cb (const MusterEvent *event, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_EVENT], 0, event);
}

static void
pulse_cb (const char *json, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_PULSE], 0, json);
}

static void
changed_cb (guint incident, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_CHANGED], 0, incident);
}

static void
state_changed_cb (gpointer user_data)
{
  MusterReplica *self = user_data;

  muster_sender_set_live (self->sender,
                          muster_catch_up_get_state (self->catch_up) == MUSTER_REPLICA_LIVE);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
folded_cb (guint64 seq, gpointer user_data)
{
  MusterReplica *self = user_data;

  muster_sender_set_seq (self->sender, seq);
}

static const MusterCatchUpFuncs catch_up_funcs = { { event_cb, pulse_cb, changed_cb },
                                                   state_changed_cb,
                                                   folded_cb };

static void
outbox_changed_cb (MusterReplica *self)
{
  g_signal_emit (self, signals[SIGNAL_OUTBOX_CHANGED], 0);
}

/* --- what others see --- */

/**
 * muster_replica_new:
 * @link: a link that nobody else listens to
 * @clock: a clock
 * @folder: where commands are kept that wait; made if it is not there
 *
 * Returns: (transfer full): a replica that is not started
 */
MusterReplica *
muster_replica_new (MusterHubLink *link, MusterClock *clock, const char *folder)
{
  MusterReplica *self = g_object_new (MUSTER_TYPE_REPLICA, NULL);

  self->link = g_object_ref (link);
  self->clock = g_object_ref (clock);
  self->catch_up = muster_catch_up_new (link, clock, &catch_up_funcs, self);
  self->sender =
      muster_sender_new (link, clock, muster_outbox_open (folder, &self->outbox_trouble));
  g_signal_connect_swapped (self->sender, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  return self;
}

/**
 * muster_replica_start:
 * @self: a replica
 *
 * Begins to follow the hub, and never gives up.
 */
void
muster_replica_start (MusterReplica *self)
{
  g_return_if_fail (MUSTER_IS_REPLICA (self));
  muster_catch_up_start (self->catch_up);
}

/**
 * muster_replica_stop:
 * @self: a replica
 *
 * Ends it for good: commands that are on their way are on disk when this returns.
 */
void
muster_replica_stop (MusterReplica *self)
{
  g_return_if_fail (MUSTER_IS_REPLICA (self));

  muster_catch_up_stop (self->catch_up);
  g_signal_handlers_disconnect_by_data (self->sender, self);
  muster_sender_stop (self->sender);
}

/**
 * muster_replica_reconnect:
 * @self: a replica
 *
 * Tries again now, whatever the back-off says.
 */
void
muster_replica_reconnect (MusterReplica *self)
{
  g_return_if_fail (MUSTER_IS_REPLICA (self));
  muster_catch_up_reconnect (self->catch_up);
}

/**
 * muster_replica_get_world:
 * @self: a replica
 *
 * Returns: (transfer none): the world; an empty one until there is a snapshot
 */
const MusterWorld *
muster_replica_get_world (MusterReplica *self)
{
  return muster_catch_up_get_world (self->catch_up);
}

/**
 * muster_replica_get_state:
 * @self: a replica
 *
 * Returns: how old what it shows may be
 */
MusterReplicaState
muster_replica_get_state (MusterReplica *self)
{
  return muster_catch_up_get_state (self->catch_up);
}

/**
 * muster_replica_get_live_at_us:
 * @self: a replica
 *
 * Returns: when the hub was last heard, µs UTC; %MUSTER_NO_TIME if it never was
 */
gint64
muster_replica_get_live_at_us (MusterReplica *self)
{
  const gint64 at_us = muster_hub_link_get_last_contact_us (self->link);

  return at_us != 0 ? at_us : MUSTER_NO_TIME;
}

/**
 * muster_replica_get_trouble:
 * @self: a replica
 *
 * Returns: (nullable): what is wrong, in words: of now, else what nobody may miss since the start
 */
const char *
muster_replica_get_trouble (MusterReplica *self)
{
  const char *trouble = muster_catch_up_get_trouble (self->catch_up);

  return trouble != NULL ? trouble : self->outbox_trouble;
}

/**
 * muster_replica_get_tries:
 * @self: a replica
 *
 * Returns: how often it tried to reach the hub in vain since it last did
 */
guint
muster_replica_get_tries (MusterReplica *self)
{
  return muster_catch_up_get_tries (self->catch_up);
}

/**
 * muster_replica_get_me:
 * @self: a replica
 *
 * Returns: who the hub says that we are; the null id before, or for what is no person
 */
MusterUlid
muster_replica_get_me (MusterReplica *self)
{
  return muster_catch_up_get_me (self->catch_up).person;
}

/**
 * muster_replica_get_access:
 * @self: a replica
 *
 * Returns: what the hub says that we may do; %MUSTER_ACCESS_NONE before
 */
MusterAccess
muster_replica_get_access (MusterReplica *self)
{
  return muster_catch_up_get_me (self->catch_up).access;
}

/* --- commands --- */

static void
stamp (MusterReplica *self, MusterCommand *command)
{
  const MusterMe me = muster_catch_up_get_me (self->catch_up);
  const gboolean is_person = !muster_ulid_is_null (me.person);

  command->id = muster_ulid_source_next (&self->ids, muster_clock_now_us (self->clock));
  command->basis = muster_world_get_seq (muster_replica_get_world (self));
  command->access = me.access;
  command->actor =
      (MusterActor){ is_person ? MUSTER_ACTOR_PERSON : MUSTER_ACTOR_SCREEN, me.person };
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  MusterSent *sent = muster_sender_send_finish (MUSTER_SENDER (object), result, &error);

  if (sent == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, sent, (GDestroyNotify) muster_sent_free);
  g_task_return_boolean (task, TRUE);
}

/**
 * muster_replica_send_async:
 * @self: a replica
 * @command: (transfer full): what the person wants; its id, basis, actor and access are filled in
 * @cancellable: (nullable): only ends the waiting
 * @callback: called when the hub has answered, or the command is safe in the outbox
 * @user_data: for @callback
 *
 * Sends a command, or keeps it until the link is back (protocol §5).
 */
void
muster_replica_send_async (MusterReplica *self,
                           MusterCommand *command,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, muster_replica_send_async);
  stamp (self, command);
  if (muster_catch_up_has_world (self->catch_up) && command->access != MUSTER_ACCESS_NONE &&
      !muster_preview (muster_replica_get_world (self), command, muster_clock_now_us (self->clock),
                       &self->ids, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      muster_command_free (command);
      return;
    }
  muster_sender_send_async (self->sender, command, NULL, sent_cb, task);
}

/**
 * muster_replica_send_finish:
 * @self: a replica
 * @result: what the callback got
 * @incident: (out) (optional): the number that the hub answered; 0: none, or it waits
 * @error: return location: a #MusterModelError with the hub's words, or why it cannot be sent
 *
 * Returns: whether the hub did it, or will be asked
 */
gboolean
muster_replica_send_finish (MusterReplica *self,
                            GAsyncResult *result,
                            guint *incident,
                            GError **error)
{
  const MusterSent *sent;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  sent = g_task_get_task_data (G_TASK (result));
  if (incident != NULL)
    *incident = sent != NULL ? sent->incident : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * muster_replica_send_get_answer:
 * @self: a replica
 * @result: what the callback got
 *
 * Returns: (nullable) (transfer none): the hub's answer, JSON; %NULL if it has not answered yet
 */
GBytes *
muster_replica_send_get_answer (MusterReplica *self, GAsyncResult *result)
{
  const MusterSent *sent;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  sent = g_task_get_task_data (G_TASK (result));
  return sent != NULL ? sent->answer : NULL;
}

/**
 * muster_replica_get_outbox:
 * @self: a replica
 *
 * Returns: (transfer none) (element-type MusterOutboxItem): what waits, in the order of sending
 */
const GPtrArray *
muster_replica_get_outbox (MusterReplica *self)
{
  return muster_outbox_get_waiting (muster_sender_get_outbox (self->sender));
}

/**
 * muster_replica_get_unapplied:
 * @self: a replica
 *
 * Returns: (transfer none) (element-type MusterOutboxItem): what the hub did not apply
 */
const GPtrArray *
muster_replica_get_unapplied (MusterReplica *self)
{
  return muster_outbox_get_unapplied (muster_sender_get_outbox (self->sender));
}

/**
 * muster_replica_retry:
 * @self: a replica
 * @command: the id of a command that the hub did not apply
 *
 * The person has looked again and still wants it. That is a new decision, for the hub gives the
 * same answer to the same id; what is only added keeps the time at which it was first said.
 */
void
muster_replica_retry (MusterReplica *self, MusterUlid command)
{
  const GPtrArray *tray = muster_replica_get_unapplied (self);
  g_autoptr (MusterOutboxItem) item = NULL;

  g_return_if_fail (MUSTER_IS_REPLICA (self));

  for (guint i = 0; i < tray->len && item == NULL; i++)
    if (muster_ulid_equal (((MusterOutboxItem *) g_ptr_array_index (tray, i))->command->id,
                           command))
      item = muster_outbox_take (muster_sender_get_outbox (self->sender), command);
  if (item == NULL)
    return;
  stamp (self, item->command);
  if (item->command->spec->class == MUSTER_COMMAND_STATE)
    item->made_us = item->command->claimed_us = muster_clock_now_us (self->clock);
  muster_sender_queue (self->sender, g_steal_pointer (&item->command), item->made_us);
}

/**
 * muster_replica_discard:
 * @self: a replica
 * @command: the id of a command that waits or was not applied
 *
 * Throws it away.
 */
void
muster_replica_discard (MusterReplica *self, MusterUlid command)
{
  g_return_if_fail (MUSTER_IS_REPLICA (self));
  muster_sender_discard (self->sender, command);
}

/* --- questions --- */

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (MusterHubReply) reply =
      muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &error);

  if (reply != NULL && reply->status == 200)
    g_task_return_pointer (task, g_bytes_ref (reply->body), (GDestroyNotify) g_bytes_unref);
  else if (reply != NULL)
    g_task_return_error (task, muster_hub_problem_read (reply->status, reply->body));
  else
    g_task_return_error (task, error);
}

/**
 * muster_replica_get_async:
 * @self: a replica
 * @path: "/v1/…" with its query
 * @cancellable: (nullable): ends it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks the hub for what is not on the stream.
 */
void
muster_replica_get_async (MusterReplica *self,
                          const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_replica_get_async);
  muster_hub_link_get_async (self->link, path, cancellable, got_cb, task);
}

/**
 * muster_replica_get_finish:
 * @self: a replica
 * @result: what the callback got
 * @error: return location: the hub's words, or the link's
 *
 * Returns: (nullable) (transfer full): the body of an answer with status 200
 */
GBytes *
muster_replica_get_finish (MusterReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the object --- */

static void
muster_replica_dispose (GObject *object)
{
  MusterReplica *self = MUSTER_REPLICA (object);

  if (self->sender != NULL)
    muster_replica_stop (self);
  g_clear_object (&self->sender);
  G_OBJECT_CLASS (muster_replica_parent_class)->dispose (object);
}

static void
muster_replica_finalize (GObject *object)
{
  MusterReplica *self = MUSTER_REPLICA (object);

  g_clear_object (&self->catch_up);
  g_clear_object (&self->link);
  g_clear_object (&self->clock);
  g_free (self->outbox_trouble);
  G_OBJECT_CLASS (muster_replica_parent_class)->finalize (object);
}

static void
muster_replica_class_init (MusterReplicaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = MUSTER_TYPE_REPLICA;

  object_class->dispose = muster_replica_dispose;
  object_class->finalize = muster_replica_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_EVENT] = g_signal_new ("event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_STATE_CHANGED] =
      g_signal_new ("state-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OUTBOX_CHANGED] =
      g_signal_new ("outbox-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PULSE] = g_signal_new ("pulse", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_replica_init (MusterReplica *self)
{
  muster_ulid_source_init (&self->ids, muster_random_fill, NULL);
}
