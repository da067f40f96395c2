/* replay-bench.c - from a journal to the world (PERF-5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay-bench STATE: reads all of STATE/journal.db, checks it, decodes and folds it, as a hub does
 * that has no snapshot. One line of JSON.
 */
#include "journal/sqlite-journal.h"
#include "process-usage.h"
#include "world/world.h"
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  MusterWorld *world;
  guint64 n;
} Fold;

static gboolean
fold_cb (const MusterWritten *written, gpointer user_data)
{
  Fold *fold = user_data;

  muster_world_evolve (fold->world, written->event);
  fold->n++;
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterJournal) journal = NULL;
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 3, 4 });
  Fold fold = { world, 0 };
  ProcessUsage before, after;
  gint64 began_us, span_us;

  if (argc != 2)
    g_error ("see the head of replay-bench.c");
  journal = muster_sqlite_journal_open (argv[1], (MusterUlid){ 0, 0 }, &error);
  if (journal == NULL)
    g_error ("%s", error->message);
  before = process_usage_of (getpid ());
  began_us = g_get_monotonic_time ();
  if (!muster_journal_replay (journal, 0, fold_cb, &fold, &error))
    g_error ("%s", error->message);
  span_us = g_get_monotonic_time () - began_us;
  after = process_usage_of (getpid ());
  printf ("{\"events\":%" G_GUINT64_FORMAT ",\"events_per_s\":%.0f,\"cpu_us\":%.3f,"
          "\"rss_bytes\":%" G_GINT64_FORMAT "}\n",
          fold.n, (double) fold.n * G_USEC_PER_SEC / (double) span_us,
          (double) (after.cpu_us - before.cpu_us) / (double) fold.n, after.resident_bytes);
  muster_journal_close (journal);
  return 0;
}
