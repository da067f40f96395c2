/* catch-up.c - gets level with a hub and stays so: snapshot, stream, and both again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetching: a snapshot is asked for, again and again until there is one. Streaming: the link is
 * open from there on and comes back by itself; the hub is asked who we are each time, and when that
 * is answered and no line waits, we are level with it. Whatever cannot be right (a gap, bytes that
 * are no line, another chain) and whatever the hub asks for leads back to fetching.
 */
#include "replica/catch-up.h"

#include "link/backoff.h"
#include "replica/fetch.h"

#include <glib/gi18n.h>
#include <string.h>

/* After a redraw (GTK's is G_PRIORITY_HIGH_IDLE + 20), before what can wait. */
#define FOLD_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

typedef enum
{
  PHASE_STOPPED,
  PHASE_FETCHING,
  PHASE_STREAMING,
} Phase;

struct _MusterCatchUp
{
  GObject parent_instance;
  MusterHubLink *link;
  MusterClock *clock;
  const MusterCatchUpFuncs *funcs;
  gpointer user_data;
  MusterFollower *follower;
  GSource *fold; /* NULL: nothing waits */
  gulong link_handler;

  Phase phase;
  GCancellable *call; /* the one question that is on its way: a snapshot, or who we are */
  MusterBackoff backoff;
  MusterAlarm *again;
  MusterReplicaState state;
  char *trouble; /* of now */
  char *warning; /* kept: what nobody may miss */

  gboolean has_world;
  gboolean failing;   /* the last question was not answered */
  gboolean knows_me;  /* since the link came back */
  gboolean level;     /* since the link came back */
  gboolean was_level; /* ever */
  gint64 level_boot_us;
  guint64 target_seq; /* where the hub was when it said who we are */
  MusterMe me;
};

G_DEFINE_FINAL_TYPE (MusterCatchUp, muster_catch_up, G_TYPE_OBJECT)

static void fetch (MusterCatchUp *self);
static void ask_me (MusterCatchUp *self);

/* --- questions on their way --- */

/* Whoever asks does not keep us alive, and hears only the answer to the last question. */
typedef struct
{
  GWeakRef replica;
  GCancellable *call;
} Call;

static Call *
begin_call (MusterCatchUp *self)
{
  Call *call = g_new0 (Call, 1);

  g_cancellable_cancel (self->call);
  g_clear_object (&self->call);
  self->call = g_cancellable_new ();
  g_weak_ref_init (&call->replica, self);
  call->call = g_object_ref (self->call);
  return call;
}

/* Returns: (nullable) (transfer full): who asked, if the answer is still wanted */
static MusterCatchUp *
end_call (Call *call)
{
  g_autoptr (MusterCatchUp) self = g_weak_ref_get (&call->replica);
  const gboolean wanted = self != NULL && self->call == call->call;

  if (wanted)
    g_clear_object (&self->call);
  g_weak_ref_clear (&call->replica);
  g_object_unref (call->call);
  g_free (call);
  return wanted ? g_steal_pointer (&self) : NULL;
}

/* --- the state --- */

static MusterReplicaState
state_of_link (const MusterCatchUp *self)
{
  switch (muster_hub_link_get_state (self->link))
    {
    case MUSTER_LINK_LIVE:
      return self->level ? MUSTER_REPLICA_LIVE : MUSTER_REPLICA_CATCHING_UP;
    case MUSTER_LINK_STALE:
      return MUSTER_REPLICA_STALE;
    case MUSTER_LINK_CONNECTING:
      return self->was_level ? MUSTER_REPLICA_OFFLINE : MUSTER_REPLICA_CATCHING_UP;
    case MUSTER_LINK_OFFLINE:
    default:
      return MUSTER_REPLICA_OFFLINE;
    }
}

static MusterReplicaState
derive_state (const MusterCatchUp *self)
{
  if (!self->has_world)
    return MUSTER_REPLICA_CONNECTING;
  if (self->phase == PHASE_STREAMING)
    return state_of_link (self);
  return self->failing || self->phase == PHASE_STOPPED ? MUSTER_REPLICA_OFFLINE
                                                       : MUSTER_REPLICA_CATCHING_UP;
}

static void
set_words (char **words, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*words);
  *words = copy;
}

/* Tells of the state if it, or @told, is another one. */
static void
update_state (MusterCatchUp *self, gboolean told)
{
  const MusterReplicaState state = derive_state (self);

  if (state == self->state && !told)
    return;
  self->state = state;
  self->funcs->state_changed (self->user_data);
}

static void
set_trouble (MusterCatchUp *self, const char *words)
{
  const gboolean is_other = g_strcmp0 (self->trouble, words) != 0;

  set_words (&self->trouble, words);
  update_state (self, is_other);
}

/* --- beginning again --- */

static void
wait_and_try (MusterCatchUp *self)
{
  muster_alarm_set (self->again,
                    muster_clock_boot_us (self->clock) +
                        muster_backoff_next_us (&self->backoff, muster_random_fill, NULL));
}

static void
again_cb (gpointer user_data)
{
  MusterCatchUp *self = user_data;

  muster_alarm_set (self->again, G_MAXINT64);
  if (self->phase == PHASE_FETCHING)
    fetch (self);
  else if (self->phase == PHASE_STREAMING && !self->knows_me)
    ask_me (self);
}

static void
lose_level (MusterCatchUp *self)
{
  if (self->level &&
      muster_clock_boot_us (self->clock) - self->level_boot_us >= MUSTER_LINK_GOOD_US)
    muster_backoff_reset (&self->backoff);
  self->level = FALSE;
  self->knows_me = FALSE;
}

/* Only a snapshot helps. Never at once: a hub that sends nonsense would keep both of us busy. */
static void
begin_again (MusterCatchUp *self, const char *words)
{
  G_GNUC_UNUSED g_autoptr (MusterCatchUp) held = g_object_ref (self);

  lose_level (self);
  self->phase = PHASE_FETCHING;
  self->failing = FALSE;
  g_cancellable_cancel (self->call);
  g_clear_object (&self->call);
  muster_follower_drop (self->follower);
  muster_hub_link_close (self->link);
  wait_and_try (self);
  set_trouble (self, words);
}

/* What nobody may miss, though it may heal by itself. */
static void
begin_again_warned (MusterCatchUp *self, const char *words)
{
  set_words (&self->warning, words);
  g_warning ("replica begins again: %s", words);
  begin_again (self, words);
}

/* --- level with the hub --- */

static void
check_level (MusterCatchUp *self)
{
  if (self->level || !self->knows_me || self->phase != PHASE_STREAMING ||
      muster_hub_link_get_state (self->link) != MUSTER_LINK_LIVE ||
      muster_follower_count_waiting (self->follower) > 0 ||
      muster_world_get_seq (muster_catch_up_get_world (self)) < self->target_seq)
    return;
  self->level = self->was_level = TRUE;
  self->level_boot_us = muster_clock_boot_us (self->clock);
  set_trouble (self, NULL);
}

/* An answer that says how far the hub is may say what the chain is, too. */
static gboolean
check_reply (MusterCatchUp *self, const MusterHubReply *reply)
{
  MusterSha256 chain;

  return reply->seq < 0 || reply->chain == NULL ||
         !muster_from_hex (reply->chain, strlen (reply->chain), chain.bytes, sizeof chain.bytes) ||
         muster_follower_agrees (self->follower, (guint64) reply->seq, &chain);
}

static void
told_me_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterCatchUp) self = end_call (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterHubReply) reply =
      muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &error);
  MusterMe me;

  if (self == NULL)
    return;
  if (reply != NULL && reply->status != 200)
    error = muster_hub_problem_read (reply->status, reply->body);
  if (error != NULL || !muster_me_read (reply->body, &me, &error))
    {
      wait_and_try (self);
      set_trouble (self, error->message);
      return;
    }
  if (!check_reply (self, reply))
    {
      begin_again_warned (self, _ ("What the hub sent is not what its journal holds"));
      return;
    }
  self->me = me;
  self->knows_me = TRUE;
  self->target_seq = (guint64) MAX (reply->seq, 0);
  check_level (self);
}

static void
ask_me (MusterCatchUp *self)
{
  Call *call = begin_call (self);

  muster_hub_link_get_async (self->link, "/v1/me", call->call, told_me_cb, call);
}

static void
link_changed_cb (MusterCatchUp *self)
{
  G_GNUC_UNUSED g_autoptr (MusterCatchUp) held = g_object_ref (self);
  const MusterLinkState state = muster_hub_link_get_state (self->link);

  if (self->phase != PHASE_STREAMING)
    return;
  if (state == MUSTER_LINK_OFFLINE || state == MUSTER_LINK_CONNECTING)
    {
      lose_level (self);
      muster_alarm_set (self->again, G_MAXINT64);
      g_cancellable_cancel (self->call);
      g_clear_object (&self->call);
    }
  else if (!self->knows_me && self->call == NULL && muster_alarm_get (self->again) == G_MAXINT64)
    ask_me (self);
  check_level (self);
  set_trouble (self, muster_hub_link_get_error (self->link));
}

/* --- the snapshot --- */

static void
tell_all_changed (MusterCatchUp *self, guint n)
{
  for (guint i = 0; i <= n; i++)
    self->funcs->lines.changed (i, self->user_data);
}

static void
begin_stream (MusterCatchUp *self, MusterFetched *fetched)
{
  const MusterWorld *world = fetched->world;
  const guint64 seq = muster_world_get_seq (world);
  const guint n = MAX (muster_world_last_incident (world),
                       muster_world_last_incident (muster_catch_up_get_world (self)));

  muster_follower_begin (self->follower, g_steal_pointer (&fetched->world), &fetched->chain);
  self->funcs->folded (seq, self->user_data);
  self->has_world = TRUE;
  self->failing = FALSE;
  self->phase = PHASE_STREAMING;
  muster_hub_link_open (self->link, (gint64) seq, fetched->journal);
  set_trouble (self, NULL);
  tell_all_changed (self, n);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterCatchUp) self = end_call (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterFetched) fetched =
      muster_fetch_snapshot_finish (MUSTER_HUB_LINK (object), result, &error);

  if (self == NULL)
    return;
  if (fetched == NULL)
    {
      self->failing = TRUE;
      wait_and_try (self);
      set_trouble (self, error->message);
      return;
    }
  begin_stream (self, fetched);
}

static void
fetch (MusterCatchUp *self)
{
  Call *call = begin_call (self);

  muster_alarm_set (self->again, G_MAXINT64);
  muster_fetch_snapshot_async (self->link, call->call, fetched_cb, call);
}

/* --- lines --- */

static void
stop_folding (MusterCatchUp *self)
{
  if (self->fold == NULL)
    return;
  g_source_destroy (self->fold);
  g_clear_pointer (&self->fold, g_source_unref);
}

/* One slice; FALSE if it led back to fetching. */
static gboolean
fold_slice (MusterCatchUp *self)
{
  /* Who is told may let go of us. */
  G_GNUC_UNUSED g_autoptr (MusterCatchUp) held = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  if (!muster_follower_fold (self->follower, &error))
    {
      if (self->phase == PHASE_STREAMING)
        begin_again_warned (self, error->message);
      return FALSE;
    }
  self->funcs->folded (muster_world_get_seq (muster_catch_up_get_world (self)), self->user_data);
  check_level (self);
  return TRUE;
}

static gboolean
fold_cb (gpointer user_data)
{
  g_autoptr (MusterCatchUp) self = g_object_ref (user_data);

  if (fold_slice (self) && self->fold != NULL && muster_follower_count_waiting (self->follower) > 0)
    return G_SOURCE_CONTINUE;
  stop_folding (self);
  return G_SOURCE_REMOVE;
}

static void
fold_soon (MusterCatchUp *self)
{
  if (muster_follower_is_full (self->follower) && !fold_slice (self))
    return;
  if (self->fold != NULL)
    return;
  self->fold = g_idle_source_new ();
  g_source_set_priority (self->fold, FOLD_PRIORITY);
  g_source_set_static_name (self->fold, "muster-replica-fold");
  g_source_set_callback (self->fold, fold_cb, self, NULL);
  g_source_attach (self->fold, NULL);
}

static void
line_cb (gint64 seq, const char *bytes, gsize n, gpointer user_data)
{
  MusterCatchUp *self = user_data;

  muster_follower_push_line (self->follower, seq, bytes, n);
  fold_soon (self);
}

static void
pulse_cb (const char *bytes, gsize n, gpointer user_data)
{
  MusterCatchUp *self = user_data;

  muster_follower_push_pulse (self->follower, bytes, n);
  fold_soon (self);
}

static void
reset_cb (const char *bytes, gsize n, gpointer user_data)
{
  begin_again (user_data, NULL);
}

static const MusterLinkListener listener = { line_cb, pulse_cb, reset_cb };

static void
tell_event (const MusterEvent *event, gpointer user_data)
{
  MusterCatchUp *self = user_data;

  if (self->was_level)
    self->funcs->lines.event (event, self->user_data);
}

static void
tell_pulse (const char *json, gpointer user_data)
{
  MusterCatchUp *self = user_data;

  self->funcs->lines.pulse (json, self->user_data);
}

static void
tell_changed (guint incident, gpointer user_data)
{
  MusterCatchUp *self = user_data;

  self->funcs->lines.changed (incident, self->user_data);
}

static const MusterFollowerFuncs follower_funcs = { tell_event, tell_pulse, tell_changed };

/* --- what others see --- */

/**
 * muster_catch_up_new:
 * @link: a link that nobody else listens to
 * @clock: a clock
 * @funcs: what to call; must outlive the object
 * @user_data: for @funcs
 *
 * Returns: (transfer full): an object that is not started
 */
MusterCatchUp *
muster_catch_up_new (MusterHubLink *link,
                     MusterClock *clock,
                     const MusterCatchUpFuncs *funcs,
                     gpointer user_data)
{
  MusterCatchUp *self = g_object_new (MUSTER_TYPE_CATCH_UP, NULL);

  self->link = g_object_ref (link);
  self->clock = g_object_ref (clock);
  self->funcs = funcs;
  self->user_data = user_data;
  self->follower = muster_follower_new (clock, &follower_funcs, self);
  self->again = muster_alarm_new_boot (clock, again_cb, self);
  return self;
}

/**
 * muster_catch_up_start:
 * @self: not started
 *
 * Begins to follow the hub, and never gives up.
 */
void
muster_catch_up_start (MusterCatchUp *self)
{
  if (self->phase != PHASE_STOPPED)
    return;
  self->phase = PHASE_FETCHING;
  muster_hub_link_set_listener (self->link, &listener, self);
  self->link_handler =
      g_signal_connect_swapped (self->link, "state-changed", G_CALLBACK (link_changed_cb), self);
  fetch (self);
  update_state (self, FALSE);
}

/**
 * muster_catch_up_stop:
 * @self: any
 *
 * Ends it for good, and closes the link.
 */
void
muster_catch_up_stop (MusterCatchUp *self)
{
  self->phase = PHASE_STOPPED;
  g_cancellable_cancel (self->call);
  g_clear_object (&self->call);
  muster_alarm_set (self->again, G_MAXINT64);
  stop_folding (self);
  muster_follower_drop (self->follower);
  if (self->link_handler == 0)
    return;
  g_clear_signal_handler (&self->link_handler, self->link);
  muster_hub_link_set_listener (self->link, NULL, NULL);
  muster_hub_link_close (self->link);
}

/**
 * muster_catch_up_reconnect:
 * @self: any
 *
 * Tries again now, whatever the back-off says.
 */
void
muster_catch_up_reconnect (MusterCatchUp *self)
{
  muster_backoff_reset (&self->backoff);
  if (self->phase == PHASE_FETCHING && self->call == NULL)
    fetch (self);
  else if (self->phase == PHASE_STREAMING && !self->level)
    muster_hub_link_retry_now (self->link);
}

/**
 * muster_catch_up_get_world:
 * @self: any
 *
 * Returns: (transfer none): the world; an empty one until there is a snapshot
 */
const MusterWorld *
muster_catch_up_get_world (MusterCatchUp *self)
{
  return muster_follower_get_world (self->follower);
}

/**
 * muster_catch_up_has_world:
 * @self: any
 *
 * Returns: whether there was a snapshot
 */
gboolean
muster_catch_up_has_world (MusterCatchUp *self)
{
  return self->has_world;
}

/**
 * muster_catch_up_get_state:
 * @self: any
 *
 * Returns: how old the world may be
 */
MusterReplicaState
muster_catch_up_get_state (MusterCatchUp *self)
{
  return self->state;
}

/**
 * muster_catch_up_get_trouble:
 * @self: any
 *
 * Returns: (nullable): what is wrong, in words: of now, else what nobody may miss since the start
 */
const char *
muster_catch_up_get_trouble (MusterCatchUp *self)
{
  return self->trouble != NULL ? self->trouble : self->warning;
}

/**
 * muster_catch_up_get_tries:
 * @self: any
 *
 * Returns: how often it tried to reach the hub in vain since it last did
 */
guint
muster_catch_up_get_tries (MusterCatchUp *self)
{
  return self->phase == PHASE_FETCHING ? self->backoff.n_failures
                                       : muster_hub_link_get_tries (self->link);
}

/**
 * muster_catch_up_get_me:
 * @self: any
 *
 * Returns: who the hub says that we are; nobody, with no access, before
 */
MusterMe
muster_catch_up_get_me (MusterCatchUp *self)
{
  return self->me;
}

/* --- the object --- */

static void
muster_catch_up_dispose (GObject *object)
{
  MusterCatchUp *self = MUSTER_CATCH_UP (object);

  if (self->again != NULL)
    muster_catch_up_stop (self);
  g_clear_pointer (&self->again, muster_alarm_free);
  G_OBJECT_CLASS (muster_catch_up_parent_class)->dispose (object);
}

static void
muster_catch_up_finalize (GObject *object)
{
  MusterCatchUp *self = MUSTER_CATCH_UP (object);

  g_clear_pointer (&self->follower, muster_follower_free);
  g_clear_object (&self->link);
  g_clear_object (&self->clock);
  g_free (self->trouble);
  g_free (self->warning);
  G_OBJECT_CLASS (muster_catch_up_parent_class)->finalize (object);
}

static void
muster_catch_up_class_init (MusterCatchUpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = muster_catch_up_dispose;
  object_class->finalize = muster_catch_up_finalize;
}

static void
muster_catch_up_init (MusterCatchUp *self)
{
}
