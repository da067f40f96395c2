/* state.c - a state folder for one test, and appending to it as one waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "state.h"
#include "journal/sqlite-journal.h"
#include "random-event.h"
#include "wire/event-codec.h"
#include <glib/gstdio.h>

char *
state_new (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("muster-journal-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
state_free (char *dir)
{
  static const char *const names[] = { "journal.db", "journal.db-wal", "journal.db-shm", "lock" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
  g_free (dir);
}

MusterUlid
state_journal_id (void)
{
  return (MusterUlid){ 0x0190000000000000, 0x1234567890abcdef };
}

MusterJournal *
state_open (const char *dir)
{
  g_autoptr (GError) error = NULL;
  MusterJournal *journal = muster_sqlite_journal_open (dir, state_journal_id (), &error);

  g_assert_no_error (error);
  g_assert_nonnull (journal);
  return journal;
}

MusterBatch *
random_batch (guint64 first_seq, guint n)
{
  MusterBatch *batch = muster_batch_new ();

  for (guint i = 0; i < n; i++)
    random_event (batch, first_seq + i);
  return batch;
}

typedef struct
{
  GMutex lock;
  GCond done;
  gboolean is_done;
  Outcome outcome;
} Waiting;

static void
committed_cb (const MusterCommit *commit, const GError *error, gpointer user_data)
{
  static gint order;
  Waiting *waiting = user_data;

  g_mutex_lock (&waiting->lock);
  g_assert_true ((commit == NULL) != (error == NULL));
  if (error != NULL)
    waiting->outcome.error = g_error_copy (error);
  else
    waiting->outcome =
        (Outcome){ .first_seq = commit->first_seq, .n = commit->n, .chain = commit->chain };
  waiting->outcome.order = (guint) g_atomic_int_add (&order, 1);
  waiting->is_done = TRUE;
  g_cond_signal (&waiting->done);
  g_mutex_unlock (&waiting->lock);
}

Outcome
append_and_wait (MusterJournal *journal, guint64 first_seq, MusterBatch *batch)
{
  Waiting waiting = { .is_done = FALSE };

  g_mutex_init (&waiting.lock);
  g_cond_init (&waiting.done);
  muster_journal_append (journal, first_seq, batch, committed_cb, &waiting);
  g_mutex_lock (&waiting.lock);
  while (!waiting.is_done)
    g_cond_wait (&waiting.done, &waiting.lock);
  g_mutex_unlock (&waiting.lock);
  g_mutex_clear (&waiting.lock);
  g_cond_clear (&waiting.done);
  return waiting.outcome;
}

void
outcome_clear (Outcome *self)
{
  g_clear_error (&self->error);
}

void
append_random (MusterJournal *journal, guint n)
{
  guint64 first_seq = muster_journal_get_head (journal, NULL) + 1;
  g_autoptr (MusterBatch) batch = random_batch (first_seq, n);
  Outcome outcome = append_and_wait (journal, first_seq, batch);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (muster_journal_get_head (journal, NULL), ==, first_seq + n - 1);
}

/* Copies by decoding what was written: so that is seen to be what the event says, too. */
static gboolean
copy_cb (const MusterWritten *written, gpointer user_data)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterBatch *batch = user_data;
  MusterDecodedHead head;

  g_assert_true (
      muster_event_decode_head (written->head, written->head_n, reader, batch, &head, NULL));
  head.event->payload = written->event->payload;
  if (written->body != NULL)
    g_assert_true (muster_event_decode_payload (head.event, written->body, written->body_n, reader,
                                                batch, NULL));
  g_assert_true (muster_event_equal (head.event, written->event));
  return TRUE;
}

MusterBatch *
replay_all (MusterJournal *journal, guint64 after_seq)
{
  MusterBatch *batch = muster_batch_new ();
  g_autoptr (GError) error = NULL;

  muster_journal_replay (journal, after_seq, copy_cb, batch, &error);
  g_assert_no_error (error);
  return batch;
}

void
assert_equal_batches (const MusterBatch *a, const MusterBatch *b)
{
  g_assert_cmpuint (muster_batch_length (a), ==, muster_batch_length (b));
  for (guint i = 0; i < muster_batch_length (a); i++)
    g_assert_true (muster_event_equal (muster_batch_get (a, i), muster_batch_get (b, i)));
}

MusterVerifyReport
verify_state (const char *dir)
{
  g_autoptr (GError) error = NULL;
  MusterVerifyReport report;

  muster_journal_verify (dir, &report, &error);
  g_assert_no_error (error);
  return report;
}
