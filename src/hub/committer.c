/* committer.c - the only writer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/*   HTTP threads --submit--> inbox --main thread decides and folds--> open batch --append-->
 * journal ^                                                                                      |
 *        +--------------- answer, from the journal's thread, after the commit ------------------+
 *
 * While the journal syncs, the next batch fills: group commit without a timer. What fills it may be
 * many turns of the inbox. */
#include "hub/committer.h"

#include "hub/inbox.h"
#include "world/alerts-joined.h"
#include "world/due.h"

#include <gio/gio.h>
#include <glib-unix.h>

#define STEP_US        G_USEC_PER_SEC /* less is drift */
#define RETRY_US       G_USEC_PER_SEC
#define DUE_EVENTS_MAX 10000

/* A batch as large as this does not wait for more: who reads of a row reads all of it. */
#define HELD_EVENTS_MAX 4096

struct _MusterCommitter
{
  MusterCommitterSettings settings;
  MusterUlidSource ids;
  MusterWorld *world;
  MusterBatch *batch;   /* open; NULL: empty */
  gint64 wall_ahead_us; /* how far the wall clock is ahead of the boot clock */
  guint batch_first;    /* its events before this were looked at for effects */
  MusterAlarm *deadline;
  MusterAlarm *retry;
  GQueue effects; /* of MusterEffect, by seq */
  MusterInbox *inbox;
  guint wake_source;
};

/* On the journal's thread. */
static void
appended_cb (const MusterCommit *commit, const GError *error, gpointer user_data)
{
  MusterCommitter *self = user_data;
  gboolean recovered = muster_inbox_note_stored (self->inbox, commit != NULL);

  if (commit != NULL)
    self->settings.published (commit, self->settings.user_data);
  else
    g_warning ("the journal cannot be written: %s", error->message);
  muster_inbox_note_appended (self->inbox, commit, recovered);
}

/* --- the open batch --- */

/**
 * muster_committer_get_batch:
 * @self: a committer
 *
 * Returns: (transfer none): the open batch
 */
MusterBatch *
muster_committer_get_batch (MusterCommitter *self)
{
  if (self->batch == NULL)
    {
      self->batch = muster_batch_new ();
      self->batch_first = 0;
    }
  return self->batch;
}

/* Looks through what was folded since the last time: effects to come, access that changed. */
static void
note_events (MusterCommitter *self)
{
  gboolean access = FALSE;

  for (guint i = self->batch_first; i < muster_batch_length (self->batch); i++)
    {
      const MusterEvent *event = muster_batch_get (self->batch, i);
      MusterEffectType type = muster_world_react (event);

      access |= muster_world_changes_access (event);
      if (type != MUSTER_EFFECT_NONE)
        {
          MusterEffect *effect = g_new (MusterEffect, 1);

          *effect = (MusterEffect){ type, muster_batch_ref (self->batch), event };
          g_queue_push_tail (&self->effects, effect);
        }
    }
  self->batch_first = muster_batch_length (self->batch);
  if (access)
    self->settings.access_changed (self->world, self->settings.user_data);
}

static void
tell_joined (MusterCommitter *self)
{
  muster_world_tell_joined (self->world, &self->settings.context,
                            muster_committer_get_batch (self));
}

/**
 * muster_committer_flush:
 * @self: a committer
 *
 * Hands the open batch over; whoever rests on it waits until it is on disk.
 */
void
muster_committer_flush (MusterCommitter *self)
{
  g_autoptr (MusterBatch) batch = NULL;

  if (self->batch == NULL)
    return;
  muster_world_tell_joined_due (self->world, &self->settings.context, self->batch);
  if (muster_batch_length (self->batch) == 0)
    {
      g_clear_pointer (&self->batch, muster_batch_unref);
      return;
    }
  note_events (self);
  batch = g_steal_pointer (&self->batch);
  muster_inbox_note_append (self->inbox, self->effects.length > 0);
  muster_journal_append (self->settings.journal, muster_batch_get (batch, 0)->seq, batch,
                         appended_cb, self);
}

/**
 * muster_committer_settle:
 * @self: a committer
 *
 * Tells what joined and was to wait, and hands the open batch over: the world's seq is the end of
 * an append, and its incidents count every alert.
 */
void
muster_committer_settle (MusterCommitter *self)
{
  tell_joined (self);
  muster_committer_flush (self);
}

/* Whether the open batch had better wait: the journal would only queue it. */
static gboolean
hold_back (MusterCommitter *self)
{
  gboolean may_wait = self->batch != NULL && muster_batch_length (self->batch) < HELD_EVENTS_MAX;

  return muster_inbox_hold_back (self->inbox, may_wait);
}

static void
arm_deadline (MusterCommitter *self)
{
  gint64 next_us =
      MIN (muster_world_next_deadline (self->world), muster_world_next_joined (self->world));

  if (muster_alarm_get (self->deadline) != next_us)
    muster_alarm_set (self->deadline, next_us);
}

static void
set_time (MusterCommitter *self)
{
  self->settings.context.now_us = muster_clock_now_us (self->settings.clock);
}

/* The wall clock was set: said in the journal, since every time after it is another's (P5). */
static void
note_step (MusterCommitter *self)
{
  gint64 ahead_us = self->settings.context.now_us - muster_clock_boot_us (self->settings.clock);
  gint64 by_us = ahead_us - self->wall_ahead_us;
  MusterBatch *batch;
  MusterEvent *event;

  if (self->settings.is_story || ABS (by_us) < STEP_US)
    return;
  self->wall_ahead_us = ahead_us;
  batch = muster_committer_get_batch (self);
  event = muster_batch_add (batch, MUSTER_EVENT_CLOCK_STEPPED);
  event->at_us = self->settings.context.now_us;
  muster_event_set_int (event, MUSTER_FACT_DURATION, by_us);
  muster_world_apply (self->world, batch, muster_batch_length (batch) - 1);
}

/* --- effects --- */

static void
effect_free (MusterEffect *effect)
{
  muster_batch_unref (effect->batch);
  g_free (effect);
}

static void
run_effects (MusterCommitter *self)
{
  guint64 committed = muster_committer_get_committed (self);
  MusterEffect *effect;

  while ((effect = g_queue_peek_head (&self->effects)) != NULL && effect->event->seq <= committed)
    {
      g_queue_pop_head (&self->effects);
      self->settings.act (effect, self->settings.user_data);
      effect_free (effect);
    }
}

/* --- failure --- */

static gboolean
refold_cb (const MusterWritten *written, gpointer world)
{
  muster_world_evolve (world, written->event);
  return TRUE;
}

static void
try_again (MusterCommitter *self)
{
  set_time (self);
  muster_world_decide_started (self->world, &self->settings.context,
                               muster_committer_get_batch (self));
  muster_world_apply (self->world, self->batch, 0);
  muster_world_restore_joined (self->world);
  muster_committer_flush (self);
}

static void
tell_refolded (MusterCommitter *self)
{
  self->settings.access_changed (self->world, self->settings.user_data);
  if (self->settings.refolded != NULL)
    self->settings.refolded (self->settings.user_data);
}

/* What was folded ahead of the journal never happened: every waiter gets 503, the world is had anew
 * from the journal, and an append is tried until one succeeds (protocol §9). */
static void
recover (MusterCommitter *self)
{
  g_autoptr (GError) error = NULL;
  MusterEffect *effect;

  muster_inbox_fail_waiters (self->inbox);
  g_clear_pointer (&self->batch, muster_batch_unref);
  while ((effect = g_queue_pop_head (&self->effects)) != NULL)
    effect_free (effect);
  muster_world_free (self->world);
  self->world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ self->ids.last.lo, 1 });
  if (!muster_journal_replay (self->settings.journal, 0, refold_cb, self->world, &error))
    g_warning ("the journal cannot be read: %s", error->message);
  tell_refolded (self);
  muster_inbox_forgive (self->inbox);
  muster_alarm_set (self->retry, muster_clock_now_us (self->settings.clock) + RETRY_US);
}

static void
retry_cb (gpointer user_data)
{
  MusterCommitter *self = user_data;

  muster_journal_resume (self->settings.journal);
  try_again (self);
}

/* --- the inbox --- */

static void
run_inbox (MusterCommitter *self)
{
  MusterWork *next;

  for (MusterWork *work = muster_inbox_take (self->inbox); work != NULL; work = next)
    {
      next = work->next;
      work->next = NULL;
      if (work->funcs->run (work, self) == MUSTER_WORK_DONE)
        muster_committer_finish (self, work);
      if (self->batch != NULL && muster_batch_length (self->batch) >= HELD_EVENTS_MAX)
        muster_committer_flush (self);
    }
}

/* What time makes happen by now, in the batch of what was just decided: whom a new incident is to
 * wake is on disk with it. */
static void
run_due (MusterCommitter *self)
{
  if (muster_world_next_deadline (self->world) > self->settings.context.now_us)
    return;
  tell_joined (self); /* none may leave before it is told of */
  muster_world_run_due (self->world, &self->settings.context, muster_committer_get_batch (self),
                        DUE_EVENTS_MAX);
}

static gboolean
wake_cb (int fd, GIOCondition condition, gpointer user_data)
{
  MusterCommitter *self = user_data;

  if (!muster_inbox_clear_fd (self->inbox))
    return G_SOURCE_CONTINUE;
  if (muster_inbox_has_failed (self->inbox))
    {
      recover (self);
      return G_SOURCE_CONTINUE;
    }
  set_time (self);
  note_step (self);
  run_inbox (self);
  run_due (self);
  run_effects (self);
  if (!hold_back (self))
    muster_committer_flush (self);
  arm_deadline (self);
  muster_journal_idle (self->settings.journal);
  return G_SOURCE_CONTINUE;
}

static void
deadline_cb (gpointer user_data)
{
  MusterCommitter *self = user_data;

  if (muster_committer_is_failing (self))
    return;
  set_time (self);
  note_step (self);
  run_due (self);
  muster_committer_get_batch (self); /* for what joined and is to be told */
  muster_committer_flush (self);
  arm_deadline (self);
}

/**
 * muster_committer_new:
 * @settings: with what it works; copied, its objects are referenced
 * @world: (transfer full): folded to the journal's head
 *
 * Returns: (transfer full): a committer that does nothing yet
 */
MusterCommitter *
muster_committer_new (const MusterCommitterSettings *settings, MusterWorld *world)
{
  MusterCommitter *self = g_new0 (MusterCommitter, 1);

  self->settings = *settings;
  g_object_ref (settings->clock);
  g_object_ref (settings->journal);
  muster_ulid_source_init (&self->ids, muster_random_fill, NULL);
  self->settings.context.ids = &self->ids;
  self->world = world;
  self->inbox = muster_inbox_new (muster_world_get_seq (world));
  g_queue_init (&self->effects);
  self->deadline = muster_alarm_new (settings->clock, deadline_cb, self);
  self->retry = muster_alarm_new (settings->clock, retry_cb, self);
  return self;
}

/**
 * muster_committer_start:
 * @self: a committer
 * @serves: whether it is a hub's, which journals that it started; not a tool's
 *
 * Takes work from now on, on the default main context.
 */
void
muster_committer_start (MusterCommitter *self, gboolean serves)
{
  self->wake_source = g_unix_fd_add (muster_inbox_get_fd (self->inbox), G_IO_IN, wake_cb, self);
  set_time (self);
  self->wall_ahead_us = self->settings.context.now_us - muster_clock_boot_us (self->settings.clock);
  if (serves)
    try_again (self);
  arm_deadline (self);
  tell_refolded (self);
}

/**
 * muster_committer_stop:
 * @self: a committer that gets no more work
 *
 * Decides what was submitted and waits until all of it is on disk and answered.
 */
void
muster_committer_stop (MusterCommitter *self)
{
  set_time (self);
  run_inbox (self);
  muster_committer_settle (self);
  muster_inbox_drain (self->inbox);
  if (muster_inbox_has_failed (self->inbox))
    muster_inbox_fail_waiters (self->inbox);
}

/**
 * muster_committer_free:
 * @self: a committer that was stopped
 *
 * Frees it and its world.
 */
void
muster_committer_free (MusterCommitter *self)
{
  MusterEffect *effect;

  g_clear_handle_id (&self->wake_source, g_source_remove);
  while ((effect = g_queue_pop_head (&self->effects)) != NULL)
    effect_free (effect);
  g_clear_pointer (&self->batch, muster_batch_unref);
  muster_alarm_free (self->deadline);
  muster_alarm_free (self->retry);
  muster_world_free (self->world);
  muster_inbox_free (self->inbox);
  g_object_unref (self->settings.clock);
  g_object_unref (self->settings.journal);
  g_free (self);
}

/**
 * muster_committer_submit:
 * @self: a committer
 * @work: (transfer full): something to decide or to read
 *
 * Puts it in the inbox; while the journal fails it is answered 503 at once, unless it only reads.
 */
void
muster_committer_submit (MusterCommitter *self, MusterWork *work)
{
  muster_inbox_submit (self->inbox, work);
}

/**
 * muster_committer_is_failing:
 * @self: a committer
 *
 * Returns: whether appends fail since the last one that did not
 */
gboolean
muster_committer_is_failing (MusterCommitter *self)
{
  return muster_inbox_is_failing (self->inbox);
}

/**
 * muster_committer_get_committed:
 * @self: a committer
 *
 * Returns: the seq up to which everything is on disk
 */
guint64
muster_committer_get_committed (MusterCommitter *self)
{
  return muster_inbox_get_committed (self->inbox);
}

/**
 * muster_committer_wait:
 * @self: a committer
 *
 * Waits until the journal called back.
 */
void
muster_committer_wait (MusterCommitter *self)
{
  muster_inbox_wait (self->inbox);
}

/**
 * muster_committer_finish:
 * @self: a committer
 * @work: (transfer full): with its answer, and its wait_seq
 *
 * Answers it when that seq is on disk; at once if it is.
 */
void
muster_committer_finish (MusterCommitter *self, MusterWork *work)
{
  MusterSha256 chain;

  if (muster_inbox_wait_for_disk (self->inbox, work))
    return;
  if (work->funcs->committed != NULL &&
      muster_journal_get_head (self->settings.journal, &chain) == work->wait_seq)
    muster_work_answer (work, &chain);
  else
    muster_work_answer (work, NULL);
}

/**
 * muster_committer_get_clock_us:
 * @self: a committer
 *
 * Returns: the time, µs UTC; on any thread
 */
gint64
muster_committer_get_clock_us (MusterCommitter *self)
{
  return muster_clock_now_us (self->settings.clock);
}

/* --- deciding, on the main thread --- */

/**
 * muster_committer_get_world:
 * @self: a committer
 *
 * Returns: (transfer none): the world, ahead of the disk by the open batch; not to be kept, as a
 *   failing journal takes it away
 */
MusterWorld *
muster_committer_get_world (MusterCommitter *self)
{
  return self->world;
}

/**
 * muster_committer_get_journal:
 * @self: a committer
 *
 * Returns: (transfer none): the journal
 */
MusterJournal *
muster_committer_get_journal (MusterCommitter *self)
{
  return self->settings.journal;
}

/**
 * muster_committer_now_us:
 * @self: a committer
 *
 * Returns: the time of what is decided now
 */
gint64
muster_committer_now_us (MusterCommitter *self)
{
  return self->settings.context.now_us;
}

/**
 * muster_committer_get_context:
 * @self: a committer
 *
 * Returns: (transfer none): time and chance, for what decides into the open batch
 */
const MusterDecideContext *
muster_committer_get_context (MusterCommitter *self)
{
  return &self->settings.context;
}

/**
 * muster_committer_emit:
 * @self: a committer
 * @kind: what happened
 * @incident: the incident it is of, or 0
 *
 * Returns: (transfer none): an event by the hub, in the open batch, to be filled in
 */
MusterEvent *
muster_committer_emit (MusterCommitter *self, MusterEventKind kind, guint incident)
{
  MusterEvent *event = muster_batch_add (muster_committer_get_batch (self), kind);

  set_time (self);
  event->at_us = self->settings.context.now_us;
  event->incident = incident;
  return event;
}

/**
 * muster_committer_commit_event:
 * @self: a committer
 * @event: the last event of the open batch
 *
 * Folds it and hands the batch over.
 */
void
muster_committer_commit_event (MusterCommitter *self, MusterEvent *event)
{
  event->seq = muster_world_get_seq (self->world) + 1;
  muster_world_evolve (self->world, event);
  muster_committer_flush (self);
}
