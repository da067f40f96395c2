/* inbox.c - where threads hand in work for the one writer, and where it waits for the disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/inbox.h"

#include "hub/problem.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define RETRY_AFTER_S 2

struct _MusterInbox
{
  int wake_fd;

  GMutex lock; /* all below */
  GCond drained;
  MusterWork *submitted; /* newest first */
  GQueue waiters;        /* of MusterWork, by wait_seq */
  guint64 committed;     /* on disk up to here */
  guint n_appends;       /* handed over and not called back */
  guint n_storing;       /* of these, not on disk yet */
  gboolean is_held;      /* the open batch waits until they are */
  gboolean is_failed;    /* an append failed; the main thread has not refolded yet */
  gboolean is_failing;   /* no append has succeeded since */
  gboolean wants_effects;
};

static void
wake (MusterInbox *self)
{
  const guint64 one = 1;

  if (write (self->wake_fd, &one, sizeof one) < 0 && errno != EAGAIN)
    g_critical ("cannot wake the main thread: %s", g_strerror (errno));
}

/* --- answering --- */

/**
 * muster_work_answer:
 * @work: (transfer full): a work that has its answer
 * @chain: (nullable): the chain after its wait_seq, if that was the end of an append
 *
 * Answers whoever waits for it.
 */
void
muster_work_answer (MusterWork *work, const MusterSha256 *chain)
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
  muster_work_answer (work, NULL);
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
take_ready (MusterInbox *self)
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
      muster_work_answer (work, work->wait_seq == chain_seq ? chain : NULL);
    }
}

/* --- the journal's thread --- */

/**
 * muster_inbox_note_stored:
 * @self: an inbox
 * @succeeded: whether an append is on disk
 *
 * To be called before anybody can read of it: who sees on the stream that the hub is back is taken
 * in. And while that is published and answered, the batch that was held back may come.
 *
 * Returns: whether appends failed before this one
 */
gboolean
muster_inbox_note_stored (MusterInbox *self, gboolean succeeded)
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

/**
 * muster_inbox_note_appended:
 * @self: an inbox
 * @commit: (nullable): what is on disk and published now; %NULL: it could not be written
 * @recovered: as muster_inbox_note_stored() said
 *
 * Answers who waited for it.
 */
void
muster_inbox_note_appended (MusterInbox *self, const MusterCommit *commit, gboolean recovered)
{
  MusterWork *ready = NULL;

  g_mutex_lock (&self->lock);
  self->n_appends--;
  if (commit != NULL)
    {
      self->committed = commit->first_seq + commit->n - 1;
      ready = take_ready (self);
    }
  else
    self->is_failed = self->is_failing = TRUE;
  /* Recovered: a deadline may have passed while nothing could be decided. */
  if (self->is_failed || self->wants_effects || recovered)
    wake (self); /* before who waits for the append goes on */
  g_cond_broadcast (&self->drained);
  g_mutex_unlock (&self->lock);
  if (commit != NULL)
    answer_list (ready, &commit->chain, commit->first_seq + commit->n - 1);
}

/* --- the main thread --- */

/**
 * muster_inbox_get_fd:
 * @self: an inbox
 *
 * Returns: a descriptor that is readable while the main thread has something to do
 */
int
muster_inbox_get_fd (MusterInbox *self)
{
  return self->wake_fd;
}

/**
 * muster_inbox_clear_fd:
 * @self: an inbox
 *
 * Has the descriptor wait for what comes next.
 *
 * Returns: whether something had come
 */
gboolean
muster_inbox_clear_fd (MusterInbox *self)
{
  guint64 count;

  return read (self->wake_fd, &count, sizeof count) >= 0;
}

/**
 * muster_inbox_take:
 * @self: an inbox
 *
 * Returns: (transfer full) (nullable): what was submitted, as a list: first come, first
 */
MusterWork *
muster_inbox_take (MusterInbox *self)
{
  MusterWork *newest, *oldest = NULL;

  g_mutex_lock (&self->lock);
  newest = g_steal_pointer (&self->submitted);
  g_mutex_unlock (&self->lock);
  while (newest != NULL)
    {
      MusterWork *next = newest->next;

      newest->next = oldest;
      oldest = newest;
      newest = next;
    }
  return oldest;
}

/**
 * muster_inbox_wait_for_disk:
 * @self: an inbox
 * @work: (transfer full): a work with its answer; taken if it has to wait
 *
 * Has it answered once its wait_seq is on disk.
 *
 * Returns: whether it has to wait
 */
gboolean
muster_inbox_wait_for_disk (MusterInbox *self, MusterWork *work)
{
  const MusterWork *last;
  gboolean waits;

  g_mutex_lock (&self->lock);
  waits = work->wait_seq > self->committed;
  if (waits)
    {
      /* In order of seq: one that rests on less waits for those before it. */
      last = g_queue_peek_tail (&self->waiters);
      if (last != NULL)
        work->wait_seq = MAX (work->wait_seq, last->wait_seq);
      g_queue_push_tail (&self->waiters, work);
    }
  g_mutex_unlock (&self->lock);
  return waits;
}

/**
 * muster_inbox_note_append:
 * @self: an inbox
 * @wants_effects: whether the main thread has something to do once it is on disk
 *
 * A batch is handed to the journal.
 */
void
muster_inbox_note_append (MusterInbox *self, gboolean wants_effects)
{
  g_mutex_lock (&self->lock);
  self->n_appends++;
  self->n_storing++;
  self->wants_effects = wants_effects;
  g_mutex_unlock (&self->lock);
}

/**
 * muster_inbox_hold_back:
 * @self: an inbox
 * @may_wait: whether there is an open batch that can grow
 *
 * Returns: whether it had better: the journal would only queue it. The descriptor tells when not
 */
gboolean
muster_inbox_hold_back (MusterInbox *self, gboolean may_wait)
{
  gboolean is_held;

  g_mutex_lock (&self->lock);
  is_held = self->is_held = may_wait && self->n_storing > 0;
  g_mutex_unlock (&self->lock);
  return is_held;
}

/**
 * muster_inbox_has_failed:
 * @self: an inbox
 *
 * Returns: whether an append failed since muster_inbox_forgive()
 */
gboolean
muster_inbox_has_failed (MusterInbox *self)
{
  gboolean failed;

  g_mutex_lock (&self->lock);
  failed = self->is_failed;
  g_mutex_unlock (&self->lock);
  return failed;
}

/**
 * muster_inbox_fail_waiters:
 * @self: an inbox
 *
 * Answers 503 to everybody, once the journal has called back for all it was handed.
 */
void
muster_inbox_fail_waiters (MusterInbox *self)
{
  GQueue failed;
  MusterWork *submitted, *work;

  g_mutex_lock (&self->lock);
  while (self->n_appends > 0) /* the journal fails those that were queued behind */
    g_cond_wait (&self->drained, &self->lock);
  failed = self->waiters;
  g_queue_init (&self->waiters);
  submitted = g_steal_pointer (&self->submitted);
  g_mutex_unlock (&self->lock);
  while ((work = g_queue_pop_head (&failed)) != NULL)
    answer_busy (work);
  answer_busy_list (submitted);
}

/**
 * muster_inbox_forgive:
 * @self: an inbox
 *
 * The main thread has what is on disk again; nothing is taken in until an append succeeds.
 */
void
muster_inbox_forgive (MusterInbox *self)
{
  g_mutex_lock (&self->lock);
  self->is_failed = FALSE;
  g_mutex_unlock (&self->lock);
}

/**
 * muster_inbox_wait:
 * @self: an inbox
 *
 * Waits until the journal called back once more, if it is to.
 */
void
muster_inbox_wait (MusterInbox *self)
{
  g_mutex_lock (&self->lock);
  if (self->n_appends > 0)
    g_cond_wait (&self->drained, &self->lock);
  g_mutex_unlock (&self->lock);
}

/**
 * muster_inbox_drain:
 * @self: an inbox
 *
 * Waits until the journal called back for all it was handed.
 */
void
muster_inbox_drain (MusterInbox *self)
{
  g_mutex_lock (&self->lock);
  while (self->n_appends > 0)
    g_cond_wait (&self->drained, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* --- any thread --- */

/**
 * muster_inbox_submit:
 * @self: an inbox
 * @work: (transfer full): something to decide or to read
 *
 * Puts it in; while the journal fails it is answered 503 at once, unless it only reads.
 */
void
muster_inbox_submit (MusterInbox *self, MusterWork *work)
{
  gboolean was_empty, failing;

  g_mutex_lock (&self->lock);
  failing = self->is_failing && !work->is_read;
  was_empty = self->submitted == NULL;
  if (!failing)
    {
      work->next = self->submitted;
      self->submitted = work;
    }
  g_mutex_unlock (&self->lock);
  if (failing)
    answer_busy (work);
  else if (was_empty)
    wake (self);
}

/**
 * muster_inbox_is_failing:
 * @self: an inbox
 *
 * Returns: whether appends fail since the last one that did not
 */
gboolean
muster_inbox_is_failing (MusterInbox *self)
{
  gboolean failing;

  g_mutex_lock (&self->lock);
  failing = self->is_failing;
  g_mutex_unlock (&self->lock);
  return failing;
}

/**
 * muster_inbox_get_committed:
 * @self: an inbox
 *
 * Returns: the seq up to which everything is on disk
 */
guint64
muster_inbox_get_committed (MusterInbox *self)
{
  guint64 committed;

  g_mutex_lock (&self->lock);
  committed = self->committed;
  g_mutex_unlock (&self->lock);
  return committed;
}

/**
 * muster_inbox_new:
 * @committed: the seq up to which everything is on disk
 *
 * Returns: (transfer full): an empty inbox
 */
MusterInbox *
muster_inbox_new (guint64 committed)
{
  MusterInbox *self = g_new0 (MusterInbox, 1);

  self->committed = committed;
  g_mutex_init (&self->lock);
  g_cond_init (&self->drained);
  g_queue_init (&self->waiters);
  self->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->wake_fd < 0)
    g_error ("eventfd: %s", g_strerror (errno));
  return self;
}

/**
 * muster_inbox_free:
 * @self: an inbox that nobody uses any more
 *
 * Frees it.
 */
void
muster_inbox_free (MusterInbox *self)
{
  close (self->wake_fd);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->drained);
  g_free (self);
}
