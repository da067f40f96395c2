/* journal-bench.c - how fast the journal appends, replays and verifies (PERF-1, PERF-5, PERF-14)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * journal-bench [EVENTS]: each line is one measurement. Appends are durable: the callback came.
 */
#include "journal/sqlite-journal.h"
#include "journal/verify.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* Batches under way at once, as many connections would have them. */
#define WINDOW_MAX 64

typedef struct
{
  GMutex lock;
  GCond room;
  GPtrArray *free; /* of MusterBatch */
} Pool;

typedef struct
{
  gint64 wall_us;
  gint64 cpu_us;
} Used;

static Used
used_now (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (Used){ g_get_monotonic_time (),
                 (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
                     usage.ru_utime.tv_usec + usage.ru_stime.tv_usec };
}

static void
print_used (const char *what, guint64 n, Used before)
{
  Used after = used_now ();
  double wall_us = (double) (after.wall_us - before.wall_us);

  printf ("%-34s %9.0f events/s  %5.2f us CPU an event\n", what,
          (double) n * G_USEC_PER_SEC / wall_us,
          (double) (after.cpu_us - before.cpu_us) / (double) n);
  fflush (stdout);
}

static MusterLabelSet
labels_of (MusterArena *arena, const char *const *texts)
{
  MusterLabelSet set = { muster_arena_alloc (arena, 16 * sizeof (MusterLabel)), 0 };

  for (; *texts != NULL; texts += 2)
    set.items[set.n++] = (MusterLabel){ texts[0], texts[1], (guint16) strlen (texts[0]),
                                        (guint16) strlen (texts[1]) };
  return set;
}

/* An alert as Prometheus' Kubernetes rules have it: ten labels, three annotations. */
static void
add_alert (MusterBatch *batch)
{
  static const char *const labels[] = {
    "alertname", "KubePodCrashLooping",
    "cluster",   "prod-eu-1",
    "namespace", "shop",
    "pod",       "checkout-7f8d9c6b5-x2v9q",
    "container", "checkout",
    "severity",  "critical",
    "team",      "payments",
    "instance",  "10.12.3.45:8443",
    "job",       "kube-state-metrics",
    "region",    "eu-central-1",
    NULL,
  };
  static const char *const annotations[] = {
    "summary",     "Pod is crash looping",
    "description", "Pod shop/checkout-7f8d9c6b5-x2v9q (checkout) is restarting 2.4 times / 10 min.",
    "runbook_url", "https://runbooks.example.org/KubePodCrashLooping",
    NULL,
  };
  const MusterUlid id = { 0x0190a0b0c0d0e0f0, 0x1122334455667788 };
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_ALERT_FIRED);
  MusterLabelSet set = labels_of (batch->arena, labels);

  event->at_us = G_GINT64_CONSTANT (1772807102000123);
  event->actor = (MusterActor){ MUSTER_ACTOR_KEY, id };
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, id);
  muster_event_set_ulid (event, MUSTER_FACT_KEY, id);
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE, id);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, 2);
  muster_event_set_int (event, MUSTER_FACT_STARTS, event->at_us);
  muster_batch_set_labels (batch, event, MUSTER_FIELD_LABELS, &set);
  set = labels_of (batch->arena, annotations);
  muster_batch_set_labels (batch, event, MUSTER_FIELD_ANNOTATIONS, &set);
}

static void
committed_cb (const MusterCommit *commit, const GError *error, gpointer user_data)
{
  Pool *pool = user_data;

  if (error != NULL)
    g_error ("%s", error->message);
  g_mutex_lock (&pool->lock);
  g_ptr_array_add (pool->free, commit->batch);
  g_cond_signal (&pool->room);
  g_mutex_unlock (&pool->lock);
}

static MusterBatch *
take_batch (Pool *pool, guint wanted)
{
  MusterBatch *batch;

  g_mutex_lock (&pool->lock);
  while (pool->free->len < wanted)
    g_cond_wait (&pool->room, &pool->lock);
  batch = g_ptr_array_steal_index_fast (pool->free, pool->free->len - 1);
  g_mutex_unlock (&pool->lock);
  return batch;
}

static void
fill_pool (Pool *pool, guint window, guint batch_n)
{
  g_ptr_array_set_size (pool->free, 0);
  for (guint i = 0; i < window; i++)
    {
      MusterBatch *batch = muster_batch_new ();

      for (guint j = 0; j < batch_n; j++)
        add_alert (batch);
      g_ptr_array_add (pool->free, batch);
    }
}

static void
measure_append (MusterJournal *journal, Pool *pool, guint window, guint batch_n, guint64 n)
{
  g_autofree char *what = g_strdup_printf ("append %u a batch, %u under way", batch_n, window);
  guint64 seq = muster_journal_get_head (journal, NULL) + 1;
  Used before;

  fill_pool (pool, window, batch_n);
  before = used_now ();
  for (guint64 i = 0; i < n; i += batch_n)
    {
      MusterBatch *batch = take_batch (pool, 1);

      for (guint j = 0; j < batch_n; j++)
        muster_batch_get (batch, j)->seq = seq + j;
      muster_journal_append (journal, seq, batch, committed_cb, pool);
      seq += batch_n;
    }
  for (guint i = window; i > 0; i--)
    muster_batch_unref (take_batch (pool, i));
  print_used (what, n, before);
}

static gboolean
replay_cb (const MusterWritten *written, gpointer user_data)
{
  guint64 *n = user_data;

  ++*n;
  return TRUE;
}

static void
measure_reading (const char *dir)
{
  MusterJournal *journal = muster_sqlite_journal_open (dir, (MusterUlid){ 0, 0 }, NULL);
  MusterVerifyReport report;
  Used before = used_now ();
  guint64 n = 0;

  muster_journal_replay (journal, 0, replay_cb, &n, NULL);
  print_used ("replay", n, before);
  muster_journal_close (journal);
  g_object_unref (journal);
  before = used_now ();
  muster_journal_verify (dir, &report, NULL);
  print_used (report.outcome == MUSTER_VERIFY_CLEAN ? "verify" : "verify: NOT CLEAN",
              report.n_events, before);
}

static void
print_sizes (const char *dir)
{
  static const char *const names[] = { "journal.db", "journal.db-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      GStatBuf status = { 0 };

      g_stat (path, &status);
      printf ("%-34s %9.1f MB\n", names[i], (double) status.st_size / 1e6);
    }
}

static void
remove_state (const char *dir)
{
  static const char *const names[] = { "journal.db", "journal.db-wal", "journal.db-shm", "lock" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    guint window, batch_n, share; /* of the events */
  } cases[] = { { 1, 1, 100 }, { 64, 1, 20 },  { 1, 100, 5 },
                { 4, 100, 2 }, { 64, 100, 1 }, { 4, 1000, 1 } };
  guint64 n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 300000;
  g_autofree char *dir = g_dir_make_tmp ("muster-bench-XXXXXX", NULL);
  g_autoptr (GPtrArray) free_batches = g_ptr_array_new ();
  Pool pool = { .free = free_batches };
  MusterJournal *journal = muster_sqlite_journal_open (dir, (MusterUlid){ 1, 1 }, NULL);

  g_mutex_init (&pool.lock);
  g_cond_init (&pool.room);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 share = MAX (n / cases[i].share / cases[i].batch_n, 1) * cases[i].batch_n;

      measure_append (journal, &pool, MIN (cases[i].window, WINDOW_MAX), cases[i].batch_n, share);
    }
  print_sizes (dir);
  muster_journal_close (journal);
  g_object_unref (journal);
  measure_reading (dir);
  remove_state (dir);
  return 0;
}
