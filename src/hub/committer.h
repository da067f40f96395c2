/* committer.h - the only writer: decides, folds, journals, answers (architecture §1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "hub/work.h"
#include "world/alerts-report.h"
#include "world/decide.h"
#include "world/react.h"
G_BEGIN_DECLS

typedef struct
{
  MusterClock *clock;
  MusterJournal *journal;
  gboolean is_story;           /* steps of the clock are not told */
  MusterDecideContext context; /* its time and ids are filled in by the committer */
  /* On the journal's thread, in order: what is on disk now, for the publisher. */
  void (*published) (const MusterCommit *commit, gpointer user_data);
  /* On the main thread, once the event is on disk. */
  void (*act) (const MusterEffect *effect, gpointer user_data);
  /* On the main thread, after events about keys, tokens and people were folded. */
  void (*access_changed) (const MusterWorld *world, gpointer user_data);
  /* Nullable. On the main thread: the world was folded from the journal, at the start or after an
   * append failed; effects of what is in it may never have been acted on. */
  void (*refolded) (gpointer user_data);
  gpointer user_data;
} MusterCommitterSettings;

/* Takes the world, which must be folded to the journal's head. */
MusterCommitter *muster_committer_new (const MusterCommitterSettings *settings,
                                       MusterWorld *world /* transfer full */);
/* Takes work and minds deadlines; a hub that serves journals first that it started. */
void muster_committer_start (MusterCommitter *self, gboolean serves);
/* Drains: what was submitted is decided, committed and answered. Then the journal can be closed. */
void muster_committer_stop (MusterCommitter *self);
void muster_committer_free (MusterCommitter *self);

/* Any thread. A work whose request was deferred. */
void muster_committer_submit (MusterCommitter *self, MusterWork *work /* transfer full */);
/* The time of the settings' clock. */
gint64 muster_committer_get_clock_us (MusterCommitter *self);
/* Is there a point in decoding a body at all? While the journal fails there is none. */
gboolean muster_committer_is_failing (MusterCommitter *self);

/* --- main thread, within a work's run() or on the hub's own behalf --- */
MusterWorld *muster_committer_get_world (MusterCommitter *self);
gint64 muster_committer_now_us (MusterCommitter *self);
MusterJournal *muster_committer_get_journal (MusterCommitter *self);

typedef struct
{
  guint64 first_seq;
  guint n; /* events */
  guint incident;
  gboolean is_repeat;
  MusterUlid made; /* the first object it configured or started; null: none */
} MusterDecided;

/* Decides and folds a command, or finds what it was answered before. */
gboolean muster_committer_decide (MusterCommitter *self,
                                  const MusterCommand *command,
                                  MusterDecided *out,
                                  GError **error);
void muster_committer_report (MusterCommitter *self,
                              const MusterReports *reports,
                              MusterUlid key,
                              MusterReportSummary *summary);
void muster_committer_refuse_body (MusterCommitter *self, const MusterRefusedBody *refused);
/* An event by the hub itself, in the open batch: fill it in, then commit_event(). */
MusterEvent *muster_committer_emit (MusterCommitter *self, MusterEventKind kind, guint incident);
MusterBatch *muster_committer_get_batch (MusterCommitter *self);
const MusterDecideContext *muster_committer_get_context (MusterCommitter *self);
void muster_committer_commit_event (MusterCommitter *self, MusterEvent *event);
/* Hands the open batch to the journal, so that the world's seq is the end of an append. */
void muster_committer_flush (MusterCommitter *self);
/* The same, and nothing waits to be told. */
void muster_committer_settle (MusterCommitter *self);
/* The seq up to which everything is on disk. */
guint64 muster_committer_get_committed (MusterCommitter *self);
/* Waits until an append was called back: for tools, never while serving. */
void muster_committer_wait (MusterCommitter *self);
/* Answers a work now or when its wait_seq is on disk. */
void muster_committer_finish (MusterCommitter *self, MusterWork *work /* transfer full */);

G_END_DECLS
