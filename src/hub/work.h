/* work.h - one request on its way through the main thread and the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/request.h"
#include "journal/journal.h"
G_BEGIN_DECLS

typedef struct _MusterCommitter MusterCommitter;
typedef struct _MusterWork MusterWork;

typedef enum
{
  MUSTER_WORK_DONE,    /* its answer is set, and wait_seq if it rests on what is not on disk yet */
  MUSTER_WORK_PENDING, /* it goes on by itself and calls muster_committer_finish() */
} MusterWorkResult;

typedef struct
{
  MusterWorkResult (*run) (MusterWork *self, MusterCommitter *committer); /* main thread */
  /* Nullable. On the journal's thread, when wait_seq is on disk, before the answer goes out; with
   * the chain after that seq if the work asked for it to be the end of an append. */
  void (*committed) (MusterWork *self, const MusterSha256 *chain);
  void (*free) (MusterWork *self); /* any thread; the answer is released by the committer */
  /* Nullable. Any thread: for who waits for an answer without a request. 503: it is not on disk. */
  void (*answered) (MusterWork *self, const MusterAnswer *answer);
} MusterWorkFuncs;

/* Owned by one at a time: the HTTP thread, the committer's inbox, the main thread, the waiters,
 * then the thread that answers. */
struct _MusterWork
{
  const MusterWorkFuncs *funcs;
  MusterWork *next;
  MusterRequest *request; /* deferred; NULL: nobody waits */
  MusterAnswer *answer;   /* owned */
  guint64 wait_seq;       /* 0: nothing to wait for */
  gboolean is_read;       /* done also while the journal fails */
};

G_END_DECLS
