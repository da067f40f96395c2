/* append-loop.c - appends until it is killed, and prints every seq that it was promised
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * append-loop STATE-DIR SEED
 */
#include "journal/sqlite-journal.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* So many appends may be under way at once. */
#define WINDOW 8

typedef struct
{
  GMutex lock;
  GCond room;
  guint under_way;
} Loop;

static void
committed_cb (const MusterCommit *commit, const GError *error, gpointer user_data)
{
  Loop *loop = user_data;
  char line[32];
  int n;

  if (error != NULL)
    exit (3);
  n = g_snprintf (line, sizeof line, "%" G_GUINT64_FORMAT "\n", commit->first_seq + commit->n - 1);
  if (write (STDOUT_FILENO, line, (gsize) n) != n)
    _exit (0); /* nobody listens any more */
  g_mutex_lock (&loop->lock);
  loop->under_way--;
  g_cond_signal (&loop->room);
  g_mutex_unlock (&loop->lock);
}

static MusterBatch *
next_batch (guint64 first_seq, GRand *random)
{
  MusterBatch *batch = muster_batch_new ();
  gint32 n = g_rand_int_range (random, 1, g_rand_int_range (random, 2, 60));

  for (gint32 i = 0; i < n; i++)
    {
      MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_NOTE_ADDED);

      event->seq = first_seq + (guint64) i;
      event->at_us = g_rand_int (random);
      muster_batch_set_text (batch, event, MUSTER_FIELD_TEXT, "the disk is still there", -1);
    }
  return batch;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = NULL;
  MusterJournal *journal;
  Loop loop = { .under_way = 0 };
  guint64 seq;

  if (argc != 3)
    return 2;
  random = g_rand_new_with_seed ((guint32) g_ascii_strtoull (argv[2], NULL, 10));
  journal = muster_sqlite_journal_open (argv[1], (MusterUlid){ 1, 1 }, &error);
  if (journal == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  g_mutex_init (&loop.lock);
  g_cond_init (&loop.room);
  for (seq = muster_journal_get_head (journal, NULL) + 1;;)
    {
      g_autoptr (MusterBatch) batch = next_batch (seq, random);

      g_mutex_lock (&loop.lock);
      while (loop.under_way >= WINDOW)
        g_cond_wait (&loop.room, &loop.lock);
      loop.under_way++;
      g_mutex_unlock (&loop.lock);
      muster_journal_append (journal, seq, batch, committed_cb, &loop);
      seq += muster_batch_length (batch);
      if (g_rand_int_range (random, 0, 10) == 0)
        muster_journal_idle (journal);
    }
}
