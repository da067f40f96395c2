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

#include "hub/problem.h"
#include "world/alerts-joined.h"
#include "world/commands.h"
#include "world/due.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define STEP_US        G_USEC_PER_SEC /* less is drift */
#define RETRY_US       G_USEC_PER_SEC
#define RETRY_AFTER_S  2
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
  int wake_fd;
  guint wake_source;

  GMutex lock; /* all below */
  GCond drained;
  MusterWork *inbox;   /* newest first */
  GQueue waiters;      /* of MusterWork, by wait_seq */
  guint64 committed;   /* on disk up to here */
  guint n_appends;     /* handed over and not called back */
  guint n_storing;     /* of these, not on disk yet */
  gboolean is_held;    /* the open batch waits until they are */
  gboolean is_failed;  /* an append failed; the main thread has not refolded yet */
  gboolean is_failing; /* no append has succeeded since */
  gboolean wants_effects;
};

static void
wake (MusterCommitter *self)
{
  const guint64 one = 1;

  if (write (self->wake_fd, &one, sizeof one) < 0 && errno != EAGAIN)
    g_critical ("cannot wake the main thread: %s", g_strerror (errno));
}

/* --- answering --- */

static void
answer_work (MusterWork *work, const MusterSha256 *chain)
{
  MusterRequest *request = work->request;
  MusterAnswer *answer;

  if (work->funcs->committed != NULL && chain != NULL)
    work->funcs->committed (work, chain);
  answer = g_steal_pointer (&work->answer);
  if (work->funcs->answered != NULL)
    work->funcs->answered (work, answer);
  work->funcs->free (work);
  if (request != NULL && answer != NULL)
    muster_request_answer (request, answer);
  else
    g_clear_pointer (&answer, muster_answer_unref);
}

static void
answer_busy (MusterWork *work)
{
  g_clear_pointer (&work->answer, muster_answer_unref);
  work->answer = muster_problem_busy (RETRY_AFTER_S);
  answer_work (work, NULL);
}

static void
answer_busy_list (MusterWork *list)
{
  MusterWork *next;

  for (MusterWork *work = list; work != NULL; work = next)
    {
      next = work->next;
      answer_busy (work);
    }
}

/* Takes the works whose seq is on disk off the queue, as a list in order. Locked. */
static MusterWork *
take_ready (MusterCommitter *self)
{
  MusterWork *first = NULL, **last = &first;
  MusterWork *work;

  while ((work = g_queue_peek_head (&self->waiters)) != NULL && work->wait_seq <= self->committed)
    {
      g_queue_pop_head (&self->waiters);
      work->next = NULL;
      *last = work;
      last = &work->next;
    }
  return first;
}

static void
answer_list (MusterWork *list, const MusterSha256 *chain, guint64 chain_seq)
{
  MusterWork *next;

  for (MusterWork *work = list; work != NULL; work = next)
    {
      next = work->next;
      answer_work (work, work->wait_seq == chain_seq ? chain : NULL);
    }
}

/* Before anybody can read of it: who sees on the stream that the hub is back is taken in. And while
 * that is published and answered, the batch that was held back may come. */
static gboolean
note_stored (MusterCommitter *self, gboolean succeeded)
{
  gboolean recovered;

  g_mutex_lock (&self->lock);
  self->n_storing--;
  if (self->is_held)
    wake (self);
  recovered = succeeded && self->is_failing;
  if (succeeded)
    self->is_failing = FALSE;
  g_mutex_unlock (&self->lock);
  return recovered;
}

/* On the journal's thread. */
static void
appended_cb (const MusterCommit *commit, const GError *error, gpointer user_data)
{
  MusterCommitter *self = user_data;
  gboolean recovered = note_stored (self, commit != NULL);
  MusterWork *ready = NULL;

  if (commit != NULL)
    self->settings.published (commit, self->settings.user_data);
  g_mutex_lock (&self->lock);
  self->n_appends--;
  if (commit != NULL)
    {
      self->committed = commit->first_seq + commit->n - 1;
      ready = take_ready (self);
    }
  else
    {
      g_warning ("the journal cannot be written: %s", error->message);
      self->is_failed = self->is_failing = TRUE;
    }
  /* Recovered: a deadline may have passed while nothing could be decided. */
  if (self->is_failed || self->wants_effects || recovered)
    wake (self); /* before who waits for the append goes on */
  g_cond_broadcast (&self->drained);
  g_mutex_unlock (&self->lock);
  if (commit != NULL)
    answer_list (ready, &commit->chain, commit->first_seq + commit->n - 1);
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
  g_mutex_lock (&self->lock);
  self->n_appends++;
  self->n_storing++;
  self->wants_effects = self->effects.length > 0;
  g_mutex_unlock (&self->lock);
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
  gboolean is_held;

  g_mutex_lock (&self->lock);
  is_held = self->is_held = may_wait && self->n_storing > 0;
  g_mutex_unlock (&self->lock);
  return is_held;
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
fail_waiters (MusterCommitter *self)
{
  GQueue failed;
  MusterWork *inbox, *work;

  g_mutex_lock (&self->lock);
  while (self->n_appends > 0) /* the journal fails those that were queued behind */
    g_cond_wait (&self->drained, &self->lock);
  failed = self->waiters;
  g_queue_init (&self->waiters);
  inbox = g_steal_pointer (&self->inbox);
  g_mutex_unlock (&self->lock);
  while ((work = g_queue_pop_head (&failed)) != NULL)
    answer_busy (work);
  answer_busy_list (inbox);
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

  fail_waiters (self);
  g_clear_pointer (&self->batch, muster_batch_unref);
  while ((effect = g_queue_pop_head (&self->effects)) != NULL)
    effect_free (effect);
  muster_world_free (self->world);
  self->world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ self->ids.last.lo, 1 });
  if (!muster_journal_replay (self->settings.journal, 0, refold_cb, self->world, &error))
    g_warning ("the journal cannot be read: %s", error->message);
  tell_refolded (self);
  g_mutex_lock (&self->lock);
  self->is_failed = FALSE;
  g_mutex_unlock (&self->lock);
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

static MusterWork *
take_inbox (MusterCommitter *self)
{
  MusterWork *newest, *oldest = NULL;

  g_mutex_lock (&self->lock);
  newest = g_steal_pointer (&self->inbox);
  g_mutex_unlock (&self->lock);
  while (newest != NULL) /* turn it round: first come, first decided */
    {
      MusterWork *next = newest->next;

      newest->next = oldest;
      oldest = newest;
      newest = next;
    }
  return oldest;
}

static void
run_inbox (MusterCommitter *self)
{
  MusterWork *next;

  for (MusterWork *work = take_inbox (self); work != NULL; work = next)
    {
      next = work->next;
      work->next = NULL;
      if (work->funcs->run (work, self) == MUSTER_WORK_DONE)
        muster_committer_finish (self, work);
      if (self->batch != NULL && muster_batch_length (self->batch) >= HELD_EVENTS_MAX)
        muster_committer_flush (self);
    }
}

static gboolean
take_failed (MusterCommitter *self)
{
  gboolean failed;

  g_mutex_lock (&self->lock);
  failed = self->is_failed;
  g_mutex_unlock (&self->lock);
  return failed;
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
  guint64 count;

  if (read (fd, &count, sizeof count) < 0)
    return G_SOURCE_CONTINUE;
  if (take_failed (self))
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
  self->committed = muster_world_get_seq (world);
  g_mutex_init (&self->lock);
  g_cond_init (&self->drained);
  g_queue_init (&self->waiters);
  g_queue_init (&self->effects);
  self->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->wake_fd < 0)
    g_error ("eventfd: %s", g_strerror (errno));
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
  self->wake_source = g_unix_fd_add (self->wake_fd, G_IO_IN, wake_cb, self);
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
  g_mutex_lock (&self->lock);
  while (self->n_appends > 0)
    g_cond_wait (&self->drained, &self->lock);
  g_mutex_unlock (&self->lock);
  if (take_failed (self))
    fail_waiters (self);
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
  close (self->wake_fd);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->drained);
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
  gboolean was_empty, failing;

  g_mutex_lock (&self->lock);
  failing = self->is_failing && !work->is_read;
  was_empty = self->inbox == NULL;
  if (!failing)
    {
      work->next = self->inbox;
      self->inbox = work;
    }
  g_mutex_unlock (&self->lock);
  if (failing)
    answer_busy (work);
  else if (was_empty)
    wake (self);
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
  gboolean failing;

  g_mutex_lock (&self->lock);
  failing = self->is_failing;
  g_mutex_unlock (&self->lock);
  return failing;
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
  guint64 committed;

  g_mutex_lock (&self->lock);
  committed = self->committed;
  g_mutex_unlock (&self->lock);
  return committed;
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
  g_mutex_lock (&self->lock);
  if (self->n_appends > 0)
    g_cond_wait (&self->drained, &self->lock);
  g_mutex_unlock (&self->lock);
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
  const MusterWork *last;
  MusterSha256 chain;
  gboolean is_ready;

  g_mutex_lock (&self->lock);
  is_ready = work->wait_seq <= self->committed;
  if (!is_ready)
    {
      /* In order of seq: one that rests on less waits for those before it. */
      last = g_queue_peek_tail (&self->waiters);
      if (last != NULL)
        work->wait_seq = MAX (work->wait_seq, last->wait_seq);
      g_queue_push_tail (&self->waiters, work);
    }
  g_mutex_unlock (&self->lock);
  if (!is_ready)
    return;
  if (work->funcs->committed != NULL &&
      muster_journal_get_head (self->settings.journal, &chain) == work->wait_seq)
    answer_work (work, &chain);
  else
    answer_work (work, NULL);
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

static gboolean
find_repeat (const MusterCommitter *self, const MusterCommand *command, MusterDecided *out)
{
  const MusterCommandAnswer *before =
      muster_ulid_is_null (command->id)
          ? NULL
          : muster_answers_get (muster_world_get_answers (self->world), command->id);

  if (before == NULL)
    return FALSE;
  *out = (MusterDecided){
    .first_seq = before->first_seq, .n = before->n, .incident = before->incident, .is_repeat = TRUE
  };
  return TRUE;
}

/* The key, token, drill, silence, override, request or object that the events tell of. */
static MusterUlid
made_by (const MusterBatch *batch, guint first)
{
  MusterUlid made = { 0, 0 };

  for (guint i = first; i < muster_batch_length (batch); i++)
    {
      const MusterEvent *event = muster_batch_get (batch, i);

      if (event->kind == MUSTER_EVENT_DRILL_STARTED)
        return muster_event_ulid (event, MUSTER_FACT_DRILL);
      if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_ACCESS_GRANTED ||
          event->kind == MUSTER_EVENT_SILENCE_SET || event->kind == MUSTER_EVENT_SHIFT_COVERED ||
          event->kind == MUSTER_EVENT_SHIFT_SWAPPED || event->kind == MUSTER_EVENT_SHIFT_ASKED)
        made = muster_event_ulid (event, MUSTER_FACT_ID);
    }
  return made;
}

/**
 * muster_committer_decide:
 * @self: a committer
 * @command: what somebody wants
 * @out: (out): what happened
 * @error: return location for a #MusterModelError
 *
 * Decides and folds a command; one that was decided before is found again by its id.
 *
 * Returns: whether it may happen, or did
 */
gboolean
muster_committer_decide (MusterCommitter *self,
                         const MusterCommand *command,
                         MusterDecided *out,
                         GError **error)
{
  MusterBatch *batch = muster_committer_get_batch (self);
  guint before;

  if (find_repeat (self, command, out))
    return TRUE;
  tell_joined (self); /* before what somebody decides on it */
  before = muster_batch_length (batch);
  *out = (MusterDecided){ 0 };
  if (!muster_world_decide (self->world, &self->settings.context, command, batch, &out->incident,
                            error))
    return FALSE;
  out->n = muster_batch_length (batch) - before;
  muster_world_apply (self->world, batch, before);
  if (out->n > 0)
    {
      out->first_seq = muster_batch_get (batch, before)->seq;
      out->made = made_by (batch, before);
    }
  return TRUE;
}

/**
 * muster_committer_report:
 * @self: a committer
 * @reports: a decoded body
 * @key: the id of its integration key
 * @summary: (out): what became of it
 *
 * Decides and folds what a monitor reports.
 */
void
muster_committer_report (MusterCommitter *self,
                         const MusterReports *reports,
                         MusterUlid key,
                         MusterReportSummary *summary)
{
  muster_world_report (self->world, &self->settings.context, reports, key,
                       muster_committer_get_batch (self), summary);
}

/**
 * muster_committer_refuse_body:
 * @self: a committer
 * @refused: what was refused
 *
 * Journals a refusal and its alert.
 */
void
muster_committer_refuse_body (MusterCommitter *self, const MusterRefusedBody *refused)
{
  muster_world_refuse_body (self->world, &self->settings.context, refused,
                            muster_committer_get_batch (self));
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
