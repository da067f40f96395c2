/* sender.c - gives commands to the hub, one after another, now or when the link is back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands that may wait go one at a time, so that the hub has them in the order in which the
 * person gave them: first what is in the outbox, then what was given while live. Commands that may
 * not wait go at once. An id is never changed on the way, so the hub knows a command that it has
 * answered before, and a lost answer does no harm.
 */
#include "replica/sender.h"

#include "base/crypto.h"
#include "link/backoff.h"
#include "replica/hub-answer.h"
#include "wire/command-codec.h"
#include "world/commands.h"

#include <glib/gi18n.h>

/* A command that somebody waits for. */
typedef struct
{
  GTask *task;
  MusterCommand *command;
  gint64 made_us;
  guint64 last_seq; /* of what it made */
  MusterSent *sent;
} Send;

/* A request on its way: of a command that somebody waits for, or of the first in the outbox. */
typedef struct
{
  MusterSender *sender;
  MusterUlid id;
  gboolean in_turn; /* one of those that go one at a time */
  Send *send;       /* NULL: the outbox has it */
} Posting;

struct _MusterSender
{
  GObject parent_instance;
  MusterHubLink *link;
  MusterClock *clock;
  MusterOutbox *outbox;
  GCancellable *cancellable;
  gboolean stopped;
  gboolean live;
  Posting *posting; /* of those that go one at a time, the one that is on its way */
  gboolean resting; /* until the alarm rings: the hub could not take the last one */
  guint64 seq;
  GQueue lined_up; /* of Send: given while live, behind the outbox */
  GQueue answered; /* of Send: until the world shows what they did */
  MusterBackoff backoff;
  MusterAlarm *retry;
};

enum
{
  SIGNAL_OUTBOX_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterSender, muster_sender, G_TYPE_OBJECT)

static void pump (MusterSender *self);

/**
 * muster_sent_free:
 * @self: (nullable): what a hub answered
 */
void
muster_sent_free (MusterSent *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self);
}

static void
send_free (Send *send)
{
  g_clear_object (&send->task);
  g_clear_pointer (&send->command, muster_command_free);
  muster_sent_free (send->sent);
  g_free (send);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Send, send_free)

static void
tell_outbox_changed (MusterSender *self)
{
  if (!self->stopped)
    g_signal_emit (self, signals[SIGNAL_OUTBOX_CHANGED], 0);
}

/* --- the outbox --- */

static void
synced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What is not gone from the disk is sent once more, with its old id: no harm. */
  if (!muster_outbox_sync_finish (result, &error))
    g_warning ("outbox not written: %s", error->message);
}

static void
outbox_changed (MusterSender *self)
{
  muster_outbox_sync_async (self->outbox, synced_cb, NULL);
  tell_outbox_changed (self);
}

typedef struct
{
  MusterSender *sender;
  GTask *task;
  MusterUlid id;
} Keeping;

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Keeping *keeping = user_data;
  g_autoptr (MusterSender) self = keeping->sender;
  g_autoptr (GTask) task = keeping->task;
  g_autoptr (MusterOutboxItem) item = NULL;
  GError *error = NULL;

  if (!muster_outbox_sync_finish (result, &error))
    item = muster_outbox_take (self->outbox, keeping->id);
  if (item == NULL) /* on disk, or sent before the disk said no */
    {
      g_clear_error (&error);
      g_task_return_pointer (task, g_new0 (MusterSent, 1), (GDestroyNotify) muster_sent_free);
      return;
    }
  g_prefix_error (&error, "%s: ", _ ("This cannot be kept until the link is back"));
  g_task_return_error (task, error);
  tell_outbox_changed (self);
}

/* The person is told once it is on disk, not before. */
static void
keep (MusterSender *self, Send *send /* full */, gboolean first)
{
  G_GNUC_UNUSED g_autoptr (Send) owned = send;
  Keeping *keeping = g_new0 (Keeping, 1);

  *keeping = (Keeping){ g_object_ref (self), g_steal_pointer (&send->task), send->command->id };
  if (send->command->claimed_us == MUSTER_NO_TIME)
    send->command->claimed_us = send->made_us;
  if (first)
    muster_outbox_add_first (self->outbox, g_steal_pointer (&send->command), send->made_us);
  else
    muster_outbox_add (self->outbox, g_steal_pointer (&send->command), send->made_us);
  muster_outbox_sync_async (self->outbox, kept_cb, keeping);
  tell_outbox_changed (self);
}

static void
keep_lined_up (MusterSender *self)
{
  while (!g_queue_is_empty (&self->lined_up))
    keep (self, g_queue_pop_head (&self->lined_up), FALSE);
}

/* --- answers --- */

static void
finish (Send *send /* full */)
{
  G_GNUC_UNUSED g_autoptr (Send) owned = send;

  g_task_return_pointer (send->task, g_steal_pointer (&send->sent),
                         (GDestroyNotify) muster_sent_free);
}

/* Those that the world shows by now; all of them where it will not soon. */
static void
finish_answered (MusterSender *self)
{
  /* Who is told may let go of us. */
  G_GNUC_UNUSED g_autoptr (MusterSender) held = g_object_ref (self);
  GQueue left = G_QUEUE_INIT;
  Send *send;

  while ((send = g_queue_pop_head (&self->answered)) != NULL)
    if (self->live && send->last_seq > self->seq)
      g_queue_push_tail (&left, send);
    else
      finish (send);
  while ((send = g_queue_pop_tail (&left)) != NULL)
    g_queue_push_head (&self->answered, send);
}

typedef enum
{
  VERDICT_APPLIED,
  VERDICT_REFUSED,
  VERDICT_LATER, /* nobody knows whether the hub has it */
} Verdict;

static Verdict
judge (const MusterHubReply *reply, MusterHubAnswer *answer, GError **error)
{
  if (reply == NULL)
    return VERDICT_LATER;
  if (reply->status != 200)
    {
      g_propagate_error (error, muster_hub_problem_read (reply->status, reply->body));
      return muster_hub_status_is_passing (reply->status) ? VERDICT_LATER : VERDICT_REFUSED;
    }
  if (muster_hub_answer_read (reply->body, answer, error))
    return VERDICT_APPLIED;
  g_prefix_error (error, "%s: ", _ ("The hub’s answer cannot be read"));
  return VERDICT_REFUSED;
}

/* The first command of the outbox was answered. */
static void
settle_kept (MusterSender *self, MusterUlid id, Verdict verdict, const GError *error)
{
  if (verdict == VERDICT_LATER)
    return;
  muster_outbox_answer (self->outbox, id, verdict == VERDICT_REFUSED ? error->message : NULL);
  outbox_changed (self);
}

/* A command that somebody waits for was not applied. */
static void
settle_failed (MusterSender *self, Posting *posting, Verdict verdict, const GError *error)
{
  Send *send = g_steal_pointer (&posting->send);

  if (verdict == VERDICT_LATER && posting->in_turn)
    {
      keep (self, send, TRUE);
      keep_lined_up (self); /* they stay behind it */
      return;
    }
  g_task_return_error (send->task, g_error_copy (error));
  send_free (send);
}

static void
settle_applied (MusterSender *self, Posting *posting, const MusterHubAnswer *answer, GBytes *body)
{
  Send *send = g_steal_pointer (&posting->send);

  send->last_seq = answer->last_seq;
  send->sent = g_new0 (MusterSent, 1);
  send->sent->incident = answer->incident;
  send->sent->answer = g_bytes_ref (body);
  g_queue_push_tail (&self->answered, send);
  finish_answered (self);
}

/* --- sending --- */

static void
retry_cb (gpointer user_data)
{
  MusterSender *self = user_data;

  self->resting = FALSE;
  pump (self);
}

/* The hub is there, and could not take it: not again at once. */
static void
rest (MusterSender *self)
{
  if (self->stopped)
    return;
  self->resting = TRUE;
  muster_alarm_set (self->retry,
                    muster_clock_boot_us (self->clock) +
                        muster_backoff_next_us (&self->backoff, muster_random_fill, NULL));
}

static void
posted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Posting *posting = user_data;
  g_autoptr (MusterSender) self = posting->sender;
  g_autoptr (MusterHubReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  MusterHubAnswer answer = { 0 };
  const gboolean of_outbox = posting->send == NULL;
  Verdict verdict;

  reply = muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &error);
  verdict = judge (reply, &answer, &error);
  if (self->posting == posting)
    self->posting = NULL;
  if (verdict != VERDICT_LATER)
    muster_backoff_reset (&self->backoff);
  else if (posting->in_turn)
    rest (self);
  if (of_outbox)
    settle_kept (self, posting->id, verdict, error);
  else if (verdict == VERDICT_APPLIED)
    settle_applied (self, posting, &answer, reply->body);
  else
    settle_failed (self, posting, verdict, error);
  pump (self);
}

static Posting *
post (MusterSender *self, const MusterCommand *command, Send *send /* full, nullable */)
{
  g_autofree char *path = muster_command_dup_path (command);
  GString *json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  Posting *posting = g_new0 (Posting, 1);

  muster_command_append_json (command, json);
  body = g_string_free_to_bytes (json);
  posting->sender = g_object_ref (self);
  posting->id = command->id;
  posting->in_turn = command->spec->class != MUSTER_COMMAND_ONLINE;
  posting->send = send;
  muster_hub_link_post_async (self->link, path, body, self->cancellable, posted_cb, posting);
  return posting;
}

/* Sends the next of those that go one at a time. */
static void
pump (MusterSender *self)
{
  const GPtrArray *waiting = muster_outbox_get_waiting (self->outbox);

  if (self->stopped || !self->live || self->resting || self->posting != NULL)
    return;
  if (waiting->len > 0)
    {
      const MusterOutboxItem *item = g_ptr_array_index (waiting, 0);

      self->posting = post (self, item->command, NULL);
    }
  else if (!g_queue_is_empty (&self->lined_up))
    {
      Send *send = g_queue_pop_head (&self->lined_up);

      self->posting = post (self, send->command, send);
    }
}

/* Would the hub take its bytes, and we, back from the disk? What a person typed may be too long. */
static gboolean
check_bytes (const MusterCommand *command, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (MusterCommand) again = NULL;

  muster_command_append_json (command, json);
  again = muster_command_decode_json (command->spec, json->str, json->len, error);
  return again != NULL;
}

static void
fail_offline (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "%s",
                           /* Translators: why a button does nothing while the link is down */
                           _ ("This needs the hub, and there is no link to it. It is not kept for "
                              "later: look again when the link is back"));
}

static void
line_up (MusterSender *self, Send *send /* full */)
{
  if (!self->live || muster_outbox_get_waiting (self->outbox)->len > 0)
    keep (self, send, FALSE);
  else
    g_queue_push_tail (&self->lined_up, send);
  pump (self);
}

/**
 * muster_sender_send_async:
 * @self: a sender
 * @command: (transfer full): a command with id, basis, actor and access
 * @cancellable: (nullable): only ends the waiting; the command goes its way
 * @callback: called when the hub has answered and the world shows it, or it is safe in the outbox
 * @user_data: for @callback
 *
 * Sends a command, or keeps it. Errors: #MusterModelError as the hub says; G_IO_ERROR_NOT_CONNECTED
 * for a command that may not wait; those of the network and the disk.
 */
void
muster_sender_send_async (MusterSender *self,
                          MusterCommand *command,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (Send) send = g_new0 (Send, 1);
  GError *error = NULL;

  send->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (send->task, muster_sender_send_async);
  send->command = command;
  send->made_us = muster_clock_now_us (self->clock);
  if (!check_bytes (command, &error))
    g_task_return_error (send->task, error);
  else if (command->spec->class != MUSTER_COMMAND_ONLINE)
    line_up (self, g_steal_pointer (&send));
  else if (self->live)
    post (self, command, g_steal_pointer (&send));
  else
    fail_offline (send->task);
}

/**
 * muster_sender_send_finish:
 * @self: a sender
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (nullable) (transfer full): the answer
 */
MusterSent *
muster_sender_send_finish (MusterSender *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * muster_sender_queue:
 * @self: a sender
 * @command: (transfer full): a command that may wait
 * @made_us: when the person gave it, µs UTC
 *
 * Puts a command at the end of the outbox and sends it when it is its turn.
 */
void
muster_sender_queue (MusterSender *self, MusterCommand *command, gint64 made_us)
{
  muster_outbox_add (self->outbox, command, made_us);
  outbox_changed (self);
  pump (self);
}

/**
 * muster_sender_discard:
 * @self: a sender
 * @command: the id of a command in either list
 *
 * Throws a command away. One that is on its way may still be applied.
 */
void
muster_sender_discard (MusterSender *self, MusterUlid command)
{
  g_autoptr (MusterOutboxItem) item = muster_outbox_take (self->outbox, command);

  if (item != NULL)
    outbox_changed (self);
}

/**
 * muster_sender_set_live:
 * @self: a sender
 * @live: whether the hub is there
 *
 * Begins to send what waits, or to keep what comes.
 */
void
muster_sender_set_live (MusterSender *self, gboolean live)
{
  if (self->live == live)
    return;
  self->live = live;
  if (live)
    {
      muster_backoff_reset (&self->backoff);
      muster_alarm_set (self->retry, G_MAXINT64);
      self->resting = FALSE;
    }
  else
    {
      keep_lined_up (self);
      finish_answered (self);
    }
  pump (self);
}

/**
 * muster_sender_set_seq:
 * @self: a sender
 * @seq: of the last event folded
 *
 * Lets go of the answers whose events the world shows now.
 */
void
muster_sender_set_seq (MusterSender *self, guint64 seq)
{
  self->seq = seq;
  if (!g_queue_is_empty (&self->answered))
    finish_answered (self);
}

/**
 * muster_sender_get_outbox:
 * @self: a sender
 *
 * Returns: (transfer none): the outbox
 */
MusterOutbox *
muster_sender_get_outbox (MusterSender *self)
{
  return self->outbox;
}

/**
 * muster_sender_new:
 * @link: a link
 * @clock: a clock
 * @outbox: (transfer full): what waits
 *
 * Returns: (transfer full): a sender that is not live yet
 */
MusterSender *
muster_sender_new (MusterHubLink *link, MusterClock *clock, MusterOutbox *outbox)
{
  MusterSender *self = g_object_new (MUSTER_TYPE_SENDER, NULL);

  self->link = g_object_ref (link);
  self->clock = g_object_ref (clock);
  self->outbox = outbox;
  self->retry = muster_alarm_new_boot (clock, retry_cb, self);
  return self;
}

/**
 * muster_sender_stop:
 * @self: a sender
 *
 * Ends it. Commands that somebody waits for are kept for the next start.
 */
void
muster_sender_stop (MusterSender *self)
{
  if (self->stopped)
    return;
  muster_sender_set_live (self, FALSE);
  if (self->posting != NULL && self->posting->send != NULL)
    keep (self, g_steal_pointer (&self->posting->send), TRUE);
  self->stopped = TRUE;
  muster_alarm_set (self->retry, G_MAXINT64);
  g_cancellable_cancel (self->cancellable);
  muster_outbox_flush (self->outbox);
}

static void
muster_sender_finalize (GObject *object)
{
  MusterSender *self = MUSTER_SENDER (object);

  muster_alarm_free (self->retry);
  muster_outbox_free (self->outbox);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_object_unref (self->link);
  G_OBJECT_CLASS (muster_sender_parent_class)->finalize (object);
}

static void
muster_sender_class_init (MusterSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_sender_finalize;
  signals[SIGNAL_OUTBOX_CHANGED] = g_signal_new (
      "outbox-changed", MUSTER_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_sender_init (MusterSender *self)
{
  self->cancellable = g_cancellable_new ();
}
