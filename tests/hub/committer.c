/* committer.c - what comes while the journal stores is one batch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/committer.h"
#include "base/crypto.h"

#define NOW_US ((gint64) 1700000000 * G_USEC_PER_SEC)

/* A journal that stores an append when the test says so. */
#define SLOW_TYPE_JOURNAL (slow_journal_get_type ())
G_DECLARE_FINAL_TYPE (SlowJournal, slow_journal, SLOW, JOURNAL, GObject)

typedef struct
{
  MusterBatch *batch;
  guint64 first_seq;
  MusterCommitFunc committed;
  gpointer user_data;
} Append;

struct _SlowJournal
{
  GObject parent_instance;
  GQueue appends; /* of Append */
};

static void slow_journal_iface_init (MusterJournalInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (SlowJournal,
                               slow_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_JOURNAL, slow_journal_iface_init))

static void
slow_append (MusterJournal *journal,
             guint64 first_seq,
             MusterBatch *batch,
             MusterCommitFunc committed,
             gpointer user_data)
{
  Append *append = g_new (Append, 1);

  *append = (Append){ muster_batch_ref (batch), first_seq, committed, user_data };
  g_queue_push_tail (&SLOW_JOURNAL (journal)->appends, append);
}

static void
ignore (MusterJournal *journal)
{
}

static void
slow_journal_iface_init (MusterJournalInterface *iface)
{
  iface->append = slow_append;
  iface->idle = ignore;
}

static void
slow_journal_class_init (SlowJournalClass *klass)
{
}

static void
slow_journal_init (SlowJournal *self)
{
  g_queue_init (&self->appends);
}

/* How many events the oldest append has; it is on disk then. */
static guint
store_one (SlowJournal *self)
{
  Append *append = g_queue_pop_head (&self->appends);
  guint n = muster_batch_length (append->batch);
  MusterCommit commit = { .batch = append->batch, .first_seq = append->first_seq, .n = n };

  append->committed (&commit, NULL, append->user_data);
  muster_batch_unref (append->batch);
  g_free (append);
  return n;
}

/* --- a committer on it --- */

typedef struct
{
  SlowJournal *journal;
  MusterClock *clock;
  MusterCommitter *committer;
  guint n_published; /* events */
} Fixture;

static void
published (const MusterCommit *commit, gpointer user_data)
{
  ((Fixture *) user_data)->n_published += commit->n;
}

static void
access_changed (const MusterWorld *world, gpointer user_data)
{
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  MusterCommitterSettings settings = { .published = published,
                                       .access_changed = access_changed,
                                       .user_data = self };

  settings.journal = MUSTER_JOURNAL (g_object_new (SLOW_TYPE_JOURNAL, NULL));
  settings.clock = muster_clock_new_manual (NOW_US);
  self->journal = SLOW_JOURNAL (settings.journal);
  self->clock = settings.clock;
  self->committer = muster_committer_new (
      &settings, muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 }));
  muster_committer_start (self->committer, FALSE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  muster_committer_stop (self->committer);
  muster_committer_free (self->committer);
  g_object_unref (self->journal);
  g_object_unref (self->clock);
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static MusterWorkResult
run_work (MusterWork *work, MusterCommitter *committer)
{
  MusterWorld *world = muster_committer_get_world (committer);
  MusterEvent *event = muster_committer_emit (committer, MUSTER_EVENT_CLOCK_STEPPED, 0);

  event->seq = work->wait_seq = muster_world_get_seq (world) + 1;
  muster_world_evolve (world, event);
  return MUSTER_WORK_DONE;
}

static void
free_work (MusterWork *work)
{
  g_free (work);
}

/* One event, decided in a turn of its own. */
static void
submit (Fixture *self)
{
  static const MusterWorkFuncs funcs = { run_work, NULL, free_work };
  MusterWork *work = g_new0 (MusterWork, 1);

  work->funcs = &funcs;
  muster_committer_submit (self->committer, work);
  turn ();
}

static void
test_what_comes_meanwhile (Fixture *self, gconstpointer unused)
{
  submit (self);
  g_assert_cmpuint (self->journal->appends.length, ==, 1); /* alone: it waits for nobody */
  for (guint i = 0; i < 3; i++)
    submit (self);
  g_assert_cmpuint (self->journal->appends.length, ==, 1);
  g_assert_cmpuint (store_one (self->journal), ==, 1);
  turn (); /* without work: the committer was woken */
  g_assert_cmpuint (self->journal->appends.length, ==, 1);
  g_assert_cmpuint (store_one (self->journal), ==, 3);
  turn ();
  g_assert_cmpuint (self->journal->appends.length, ==, 0);
  g_assert_cmpuint (self->n_published, ==, 4);
  g_assert_cmpuint (muster_committer_get_committed (self->committer), ==, 4);
}

/* A batch that would be a row of its own does not wait. */
static void
test_large_batch (Fixture *self, gconstpointer unused)
{
  submit (self);
  for (guint i = 0; i < 4095; i++)
    submit (self);
  g_assert_cmpuint (self->journal->appends.length, ==, 1);
  submit (self);
  g_assert_cmpuint (self->journal->appends.length, ==, 2);
  g_assert_cmpuint (store_one (self->journal), ==, 1);
  g_assert_cmpuint (store_one (self->journal), ==, 4096);
}

/* What waits when the hub ends is handed over all the same. */
static void
test_flush (Fixture *self, gconstpointer unused)
{
  submit (self);
  submit (self);
  muster_committer_flush (self->committer);
  g_assert_cmpuint (self->journal->appends.length, ==, 2);
  g_assert_cmpuint (store_one (self->journal) + store_one (self->journal), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/committer/what-comes-meanwhile", Fixture, NULL, set_up, test_what_comes_meanwhile,
              tear_down);
  g_test_add ("/committer/large-batch", Fixture, NULL, set_up, test_large_batch, tear_down);
  g_test_add ("/committer/flush", Fixture, NULL, set_up, test_flush, tear_down);
  return g_test_run ();
}
