/* contract.c - what every journal promises, of each kind of journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/memory-journal.h"
#include "state.h"
#include "wire/event-codec.h"

typedef struct
{
  char *dir;
  MusterJournal *journal;
} Fixture;

static void
set_up (Fixture *self, gconstpointer kind)
{
  if (g_str_equal (kind, "memory"))
    {
      self->journal = muster_memory_journal_new (state_journal_id ());
      return;
    }
  self->dir = state_new ();
  self->journal = state_open (self->dir);
}

static void
tear_down (Fixture *self, gconstpointer kind)
{
  muster_journal_close (self->journal);
  g_assert_finalize_object (self->journal);
  g_clear_pointer (&self->dir, state_free);
}

static void
test_empty (Fixture *self, gconstpointer kind)
{
  g_autoptr (MusterBatch) all = replay_all (self->journal, 0);
  MusterSha256 chain, zeros = { 0 };

  g_assert_cmpuint (muster_batch_length (all), ==, 0);
  g_assert_cmpuint (muster_journal_get_head (self->journal, &chain), ==, 0);
  g_assert_cmpmem (chain.bytes, 32, zeros.bytes, 32);
  g_assert_true (muster_ulid_equal (muster_journal_get_id (self->journal), state_journal_id ()));
}

/* What is replayed is what was appended, wherever one begins: also in the middle of a row. */
static void
test_replay_is_append (Fixture *self, gconstpointer kind)
{
  g_autoptr (GPtrArray) batches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_batch_unref);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint round = 0; round < 20; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 8);
      MusterBatch *batch = random_batch (events->len + 1, n);
      Outcome outcome = append_and_wait (self->journal, events->len + 1, batch);

      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.first_seq, ==, events->len + 1);
      g_assert_cmpuint (outcome.n, ==, n);
      g_ptr_array_add (batches, batch);
      g_ptr_array_extend (events, batch->events, NULL, NULL);
    }
  for (guint after = 0; after <= events->len; after++)
    {
      g_autoptr (MusterBatch) replayed = replay_all (self->journal, after);

      g_assert_cmpuint (muster_batch_length (replayed), ==, events->len - after);
      for (guint i = after; i < events->len; i++)
        g_assert_true (muster_event_equal (muster_batch_get (replayed, i - after),
                                           g_ptr_array_index (events, i)));
    }
}

static gboolean
chain_cb (const MusterWritten *written, gpointer user_data)
{
  muster_chain_step (user_data, &written->leaf);
  return TRUE;
}

static void
test_chain_of_replay_is_head (Fixture *self, gconstpointer kind)
{
  MusterSha256 chain = { 0 }, head;
  g_autoptr (GError) error = NULL;

  append_random (self->journal, 5);
  append_random (self->journal, 3);
  muster_journal_replay (self->journal, 0, chain_cb, &chain, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (muster_journal_get_head (self->journal, &head), ==, 8);
  g_assert_cmpmem (chain.bytes, 32, head.bytes, 32);
}

static gboolean
stop_at_third_cb (const MusterWritten *written, gpointer user_data)
{
  guint *n = user_data;

  return ++*n < 3;
}

static void
test_replay_stops (Fixture *self, gconstpointer kind)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  append_random (self->journal, 7);
  g_assert_true (muster_journal_replay (self->journal, 0, stop_at_third_cb, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
}

/* --- many appends at once --- */

typedef struct
{
  GMutex lock;
  GString *log; /* "1:ok 2:failed " … */
  MusterSha256 chain;
} Log;

static void
log_cb (const MusterCommit *commit, const GError *error, gpointer user_data)
{
  Log *log = user_data;

  g_mutex_lock (&log->lock);
  if (error != NULL)
    g_string_append_printf (
        log->log, "%s ",
        g_error_matches (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_CONFLICT) ? "conflict"
                                                                                     : "failed");
  else
    g_string_append_printf (log->log, "%" G_GUINT64_FORMAT "+%u ", commit->first_seq, commit->n);
  for (guint i = 0; commit != NULL && i < commit->n; i++)
    {
      const MusterWritten *written = &commit->written[i];
      const MusterEvent *event = written->event;
      MusterSha256 leaf, digest;
      char hex[65] = "null";

      g_assert_true (event == muster_batch_get (commit->batch, i));
      muster_event_leaf (written->head, written->head_n, &leaf);
      g_assert_cmpmem (leaf.bytes, 32, written->leaf.bytes, 32);
      muster_chain_step (&log->chain, &leaf);
      g_assert_true ((written->body != NULL) == (event->payload != MUSTER_PAYLOAD_NONE));
      if (written->body == NULL)
        continue;
      muster_hmac_sha256 (written->salt, MUSTER_SALT_BYTES, written->body, written->body_n,
                          &digest);
      muster_to_hex (digest.bytes, 32, hex);
      g_assert_nonnull (g_strstr_len (written->head, (gssize) written->head_n, hex));
    }
  if (commit != NULL)
    g_assert_cmpmem (commit->chain.bytes, 32, log->chain.bytes, 32);
  g_mutex_unlock (&log->lock);
}

static void
append_later (MusterJournal *journal, guint64 first_seq, guint n, Log *log)
{
  g_autoptr (MusterBatch) batch = random_batch (first_seq, n);

  muster_journal_append (journal, first_seq, batch, log_cb, log);
}

/* A batch without events comes back in its turn: by then all before it is on disk. */
static void
wait_for_all (MusterJournal *journal, guint64 next_seq)
{
  g_autoptr (MusterBatch) none = muster_batch_new ();
  Outcome outcome = append_and_wait (journal, next_seq, none);

  outcome_clear (&outcome);
}

static void
test_order (Fixture *self, gconstpointer kind)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .log = text };
  guint64 seq = 1;

  g_mutex_init (&log.lock);
  for (guint i = 0; i < 300; i++)
    {
      guint n = i % 4;

      append_later (self->journal, seq, n, &log);
      g_string_append_printf (expected, "%" G_GUINT64_FORMAT "+%u ", seq, n);
      seq += n;
    }
  wait_for_all (self->journal, seq);
  g_assert_cmpstr (text->str, ==, expected->str);
  g_assert_cmpuint (muster_journal_get_head (self->journal, NULL), ==, seq - 1);
  g_mutex_clear (&log.lock);
}

static void
test_close_commits_what_is_queued (Fixture *self, gconstpointer kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .log = text };

  g_mutex_init (&log.lock);
  for (guint i = 0; i < 50; i++)
    append_later (self->journal, 1 + 2 * (guint64) i, 2, &log);
  muster_journal_close (self->journal);
  g_assert_true (g_str_has_suffix (text->str, " 99+2 "));
  g_assert_cmpuint (muster_journal_get_head (self->journal, NULL), ==, 100);
  g_mutex_clear (&log.lock);
}

static void
test_conflict (Fixture *self, gconstpointer kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .log = text };

  g_mutex_init (&log.lock);
  append_later (self->journal, 1, 3, &log);
  append_later (self->journal, 5, 1, &log); /* 4 is next */
  append_later (self->journal, 4, 1, &log);
  wait_for_all (self->journal, 4);
  g_assert_cmpstr (text->str, ==, "1+3 conflict failed ");
  append_later (self->journal, 4, 1, &log);
  muster_journal_resume (self->journal);
  append_later (self->journal, 4, 2, &log);
  wait_for_all (self->journal, 6);
  g_assert_cmpstr (text->str, ==, "1+3 conflict failed failed 4+2 ");
  g_assert_cmpuint (muster_journal_get_head (self->journal, NULL), ==, 5);
  g_mutex_clear (&log.lock);
}

static void
test_events_must_have_their_seqs (Fixture *self, gconstpointer kind)
{
  g_autoptr (MusterBatch) batch = random_batch (1, 3);
  Outcome outcome;

  muster_batch_get (batch, 1)->seq = 9;
  outcome = append_and_wait (self->journal, 1, batch);
  g_assert_error (outcome.error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_CONFLICT);
  outcome_clear (&outcome);
  g_assert_cmpuint (muster_journal_get_head (self->journal, NULL), ==, 0);
}

static void
test_resume_of_nothing (Fixture *self, gconstpointer kind)
{
  muster_journal_resume (self->journal);
  append_random (self->journal, 2);
  muster_journal_resume (self->journal);
  append_random (self->journal, 2);
}

/* Housekeeping changes nothing that can be seen. */
static void
test_idle (Fixture *self, gconstpointer kind)
{
  g_autoptr (MusterBatch) before = NULL, after = NULL;

  for (guint i = 0; i < 20; i++)
    {
      append_random (self->journal, 100);
      muster_journal_idle (self->journal);
    }
  before = replay_all (self->journal, 0);
  muster_journal_idle (self->journal);
  wait_for_all (self->journal, 2001);
  after = replay_all (self->journal, 0);
  assert_equal_batches (before, after);
}

/* --- reading single events --- */

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static MusterBatch *
read_seqs (MusterJournal *journal,
           const guint64 *seqs,
           guint n,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  muster_journal_read_async (journal, seqs, n, cancellable, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return muster_journal_read_finish (journal, result, error);
}

static void
test_read (Fixture *self, gconstpointer kind)
{
  g_autoptr (MusterBatch) all = NULL;

  for (guint i = 0; i < 12; i++)
    append_random (self->journal, 1 + i % 5);
  all = replay_all (self->journal, 0);
  for (guint round = 0; round < 60; round++)
    {
      guint64 seqs[64];
      guint n = 0;
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterBatch) some = NULL;

      for (guint i = 0; i < muster_batch_length (all); i++)
        if (g_test_rand_int_range (0, 4) == 0)
          seqs[n++] = i + 1;
      some = read_seqs (self->journal, seqs, n, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (muster_batch_length (some), ==, n);
      for (guint i = 0; i < n; i++)
        g_assert_true (muster_event_equal (muster_batch_get (some, i),
                                           muster_batch_get (all, (guint) seqs[i] - 1)));
    }
}

/* --- reading what was reported of alerts --- */

typedef struct
{
  const MusterBatch *all;
  const guint64 *seqs;
  guint n;
} Reading;

static void
assert_text_cb (MusterUlid alert, MusterText payload, gpointer user_data)
{
  Reading *self = user_data;
  const MusterEvent *event = muster_batch_get (self->all, (guint) self->seqs[self->n++] - 1);
  g_autoptr (GString) expected = g_string_new (NULL);

  g_assert_true (muster_ulid_equal (alert, muster_event_ulid (event, MUSTER_FACT_ALERT)));
  if (event->payload != MUSTER_PAYLOAD_NONE)
    muster_event_append_payload (event, expected);
  g_assert_cmpmem (payload.bytes, payload.n, expected->str, expected->len);
}

/* In calls of a few, each beginning anywhere, also before the one before it. */
static void
test_reader (Fixture *self, gconstpointer kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterBatch) all = NULL;
  g_autoptr (MusterJournalReader) reader = NULL;

  for (guint i = 0; i < 12; i++)
    append_random (self->journal, 1 + i % 5);
  all = replay_all (self->journal, 0);
  reader = muster_journal_open_reader (self->journal, &error);
  g_assert_no_error (error);
  for (guint round = 0; round < 200; round++)
    {
      guint64 seqs[64],
          at = (guint64) g_test_rand_int_range (1, (gint32) muster_batch_length (all));
      Reading reading = { all, seqs, 0 };
      guint n = 0;

      for (; at <= muster_batch_length (all) && n < 6; at++)
        if (g_test_rand_int_range (0, 3) != 0)
          seqs[n++] = at;
      g_assert_true (
          muster_journal_reader_read (reader, seqs, n, assert_text_cb, &reading, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (reading.n, ==, n);
      if (round == 100)
        {
          append_random (self->journal, 9); /* a reader sees what came after it */
          g_clear_pointer (&all, muster_batch_unref);
          all = replay_all (self->journal, 0);
        }
    }
}

static void
test_reader_of_what_is_not_there (Fixture *self, gconstpointer kind)
{
  static const guint64 seqs[] = { 0, 4, G_MAXINT64 };
  g_autoptr (MusterJournalReader) reader = NULL;

  append_random (self->journal, 3);
  reader = muster_journal_open_reader (self->journal, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (seqs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (muster_journal_reader_read (reader, &seqs[i], 1, NULL, NULL, &error));
      g_assert_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
    }
}

static void
test_read_what_is_not_there (Fixture *self, gconstpointer kind)
{
  static const guint64 cases[][2] = { { 1, 4 }, { 0, 1 }, { 4, 5 }, { 2, G_MAXINT64 } };

  append_random (self->journal, 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_seqs (self->journal, cases[i], 2, NULL, &error));
      g_assert_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
    }
}

static void
test_read_cancelled (Fixture *self, gconstpointer kind)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const guint64 seq = 1;

  append_random (self->journal, 3);
  g_cancellable_cancel (cancellable);
  g_assert_null (read_seqs (self->journal, &seq, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- failing --- */

static void
test_failure (Fixture *self, gconstpointer kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Log log = { .log = text };

  g_mutex_init (&log.lock);
  append_later (self->journal, 1, 2, &log);
  wait_for_all (self->journal, 3);
  muster_memory_journal_fail_next (MUSTER_MEMORY_JOURNAL (self->journal), 1);
  append_later (self->journal, 3, 2, &log);
  wait_for_all (self->journal, 5);
  append_later (self->journal, 5, 2, &log);
  muster_journal_resume (self->journal);
  append_later (self->journal, 3, 1, &log);
  wait_for_all (self->journal, 4);
  g_assert_cmpstr (text->str, ==, "1+2 failed failed 3+1 ");
  g_assert_cmpuint (muster_journal_get_head (self->journal, NULL), ==, 3);
  g_mutex_clear (&log.lock);
}

static const struct
{
  const char *name;
  void (*func) (Fixture *self, gconstpointer kind);
} tests[] = {
  { "empty", test_empty },
  { "replay-is-append", test_replay_is_append },
  { "chain-of-replay-is-head", test_chain_of_replay_is_head },
  { "replay-stops", test_replay_stops },
  { "order", test_order },
  { "close-commits-what-is-queued", test_close_commits_what_is_queued },
  { "conflict", test_conflict },
  { "events-must-have-their-seqs", test_events_must_have_their_seqs },
  { "resume-of-nothing", test_resume_of_nothing },
  { "idle", test_idle },
  { "read", test_read },
  { "read-what-is-not-there", test_read_what_is_not_there },
  { "read-cancelled", test_read_cancelled },
  { "reader", test_reader },
  { "reader-of-what-is-not-there", test_reader_of_what_is_not_there },
};

int
main (int argc, char **argv)
{
  static const char *const kinds[] = { "memory", "sqlite" };

  g_test_init (&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/journal/%s/%s", kinds[k], tests[i].name);

        g_test_add (path, Fixture, kinds[k], set_up, tests[i].func, tear_down);
      }
  g_test_add ("/journal/memory/failure", Fixture, "memory", set_up, test_failure, tear_down);
  return g_test_run ();
}
