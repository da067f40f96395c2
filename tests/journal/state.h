/* state.h - a state folder for one test, and appending to it as one waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/journal.h"
#include "journal/verify.h"
G_BEGIN_DECLS

char *state_new (void);
void state_free (char *dir);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (char, state_free)
MusterJournal *state_open (const char *dir); /* asserts that it opens */
MusterUlid state_journal_id (void);          /* what state_open() gives new journals */

/* @n random events from @first_seq on. */
MusterBatch *random_batch (guint64 first_seq, guint n);

/* What one append came to. */
typedef struct
{
  GError *error; /* NULL: committed */
  guint64 first_seq;
  guint n;
  MusterSha256 chain;
  guint order; /* 0 for the first callback of the process, and so on */
} Outcome;

Outcome append_and_wait (MusterJournal *journal, guint64 first_seq, MusterBatch *batch);
void outcome_clear (Outcome *self);
/* Asserts that it is committed. */
void append_random (MusterJournal *journal, guint n);

/* Makes a batch of every event after @after_seq, by replay; asserts that replay is content. */
MusterBatch *replay_all (MusterJournal *journal, guint64 after_seq);
void assert_equal_batches (const MusterBatch *a, const MusterBatch *b);
MusterVerifyReport verify_state (const char *dir);

G_END_DECLS
