/* faults.c - a full or failing disk loses nothing that was promised
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault-vfs.h"
#include "state.h"
#include "wire/event-codec.h"

/* Sizes of the appends of the script; the large one makes the WAL worth a checkpoint. */
static const guint lengths[] = { 1, 40, 2, 900, 1, 300, 3, 1 };

/* What was promised: after this event, this chain. */
typedef struct
{
  guint64 seq;
  MusterSha256 chain;
} Promise;

static void
append_one (MusterJournal *journal, guint n, GArray *promises)
{
  guint64 first_seq = muster_journal_get_head (journal, NULL) + 1;
  g_autoptr (MusterBatch) batch = random_batch (first_seq, n);
  Outcome outcome = append_and_wait (journal, first_seq, batch);
  Promise promise = { outcome.first_seq + outcome.n - 1, outcome.chain };

  if (outcome.error == NULL)
    {
      g_array_append_val (promises, promise);
      return;
    }
  g_assert_error (outcome.error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
  outcome_clear (&outcome);
  /* until resume() nothing is taken, whatever the disk does */
  fault_vfs_disarm ();
  outcome = append_and_wait (journal, first_seq, batch);
  g_assert_error (outcome.error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
  outcome_clear (&outcome);
  muster_journal_resume (journal);
}

static void
wait_for_housekeeping (MusterJournal *journal)
{
  g_autoptr (MusterBatch) none = muster_batch_new ();
  Outcome outcome;

  muster_journal_idle (journal);
  outcome = append_and_wait (journal, muster_journal_get_head (journal, NULL) + 1, none);
  outcome_clear (&outcome);
  muster_journal_resume (journal);
}

typedef struct
{
  const GArray *promises;
  guint next;
  guint64 seq;
  MusterSha256 chain;
} Check;

static gboolean
check_cb (const MusterWritten *written, gpointer user_data)
{
  Check *check = user_data;

  muster_chain_step (&check->chain, &written->leaf);
  check->seq++;
  g_assert_cmpuint (written->event->seq, ==, check->seq);
  if (check->next < check->promises->len)
    {
      const Promise *promise = &g_array_index (check->promises, Promise, check->next);

      if (promise->seq != check->seq)
        return TRUE;
      g_assert_cmpmem (promise->chain.bytes, 32, check->chain.bytes, 32);
      check->next++;
    }
  return TRUE;
}

static void
check_promises (const char *dir, const GArray *promises)
{
  MusterJournal *journal;
  g_autoptr (GError) error = NULL;
  Check check = { .promises = promises };

  g_assert_cmpint (verify_state (dir).outcome, ==, MUSTER_VERIFY_CLEAN);
  journal = state_open (dir);
  muster_journal_replay (journal, 0, check_cb, &check, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check.next, ==, promises->len);
  append_random (journal, 2);
  muster_journal_close (journal);
  g_assert_finalize_object (journal);
}

/* One run of the script with the @at-th operation failing. Returns whether it came to that. */
static gboolean
run_script (FaultKind kind, guint at, gboolean stays)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (Promise));
  g_autoptr (char) dir = state_new ();
  MusterJournal *journal = state_open (dir);
  gboolean hit;

  append_one (journal, 3, promises);
  fault_vfs_arm (kind, at, stays);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      append_one (journal, lengths[i], promises);
      wait_for_housekeeping (journal);
    }
  hit = fault_vfs_disarm ();
  /* one fault costs one append at most: a checkpoint that fails costs none */
  g_assert_cmpuint (promises->len, >=, G_N_ELEMENTS (lengths) + (hit ? 0 : 1));
  append_one (journal, 5, promises);
  muster_journal_close (journal);
  g_assert_finalize_object (journal);
  check_promises (dir, promises);
  return hit;
}

static void
test_every_operation (gconstpointer kind)
{
  guint n = 0;

  for (guint stays = 0; stays < 2; stays++)
    for (guint at = 1; run_script (GPOINTER_TO_INT (kind), at, stays);
         at += at < 40 ? 1 : 1 + at / 8)
      n++;
  g_test_message ("%u operations failed", n);
  g_assert_cmpuint (n, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  fault_vfs_install ();
  g_test_add_data_func ("/faults/no-space", GINT_TO_POINTER (FAULT_NO_SPACE), test_every_operation);
  g_test_add_data_func ("/faults/write", GINT_TO_POINTER (FAULT_WRITE), test_every_operation);
  g_test_add_data_func ("/faults/sync", GINT_TO_POINTER (FAULT_SYNC), test_every_operation);
  return g_test_run ();
}
