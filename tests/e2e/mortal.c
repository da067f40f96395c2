/* mortal.c - a musterd that ends as by kill -9 where it is told to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MUSTER_DIES=POINT:N ends it when it comes to that point for the Nth time. The linker puts what is
 * here around the functions that a page passes on its way; musterd itself knows nothing of it.
 * MUSTER_DIES=? lists the points.
 */
#include "hub/event-log.h"
#include "hub/pager-parts.h"
#include "hub/pager-try.h"
#include "hub/publisher.h"
#include "journal/journal.h"
#include "world/due.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const points[] = {
  "due-begins",     "due-decided",       "append-begins",
  "append-queued",  "commit-on-disk",    "commit-published",
  "page-on-disk",   "page-queued",       "page-enqueues",
  "page-enqueued",  "try-begins",        "try-has-settings",
  "message-begins", "message-ready",     "request-begins",
  "request-sent",   "answer-came",       "answer-judged",
  "outcome-begins", "outcome-submitted", "end-begins",
  "end-told",       "retry-begins",      "retry-planned",
  "lane-worked",    "lane-worked-noted", "pump-begins",
  "pump-ended",     "resume-begins",     "resume-ended",
  "drop-begins",    "drop-ended",        NULL,
};

/* How often there was one; threads count for themselves together. */
static int passed;

static void
pass (const char *point)
{
  const char *dies = g_getenv ("MUSTER_DIES");
  gsize n = strlen (point);

  if (dies == NULL || strncmp (dies, point, n) != 0 || dies[n] != ':')
    return;
  if (g_atomic_int_add (&passed, 1) + 1 == atoi (dies + n + 1))
    raise (SIGKILL);
}

__attribute__ ((constructor)) static void
list_points (void)
{
  if (g_strcmp0 (g_getenv ("MUSTER_DIES"), "?") != 0)
    return;
  for (guint i = 0; points[i] != NULL; i++)
    printf ("%s\n", points[i]);
  exit (0);
}

/* What is called instead of a function, and what it is called by then. */
#define AROUND(type, name, parameters, arguments, before, after)                                   \
  type __wrap_##name parameters;                                                                   \
  extern type __real_##name parameters;                                                            \
  type __wrap_##name parameters                                                                    \
  {                                                                                                \
    type result;                                                                                   \
                                                                                                   \
    pass (before);                                                                                 \
    result = __real_##name arguments;                                                              \
    pass (after);                                                                                  \
    return result;                                                                                 \
  }

#define AROUND_VOID(name, parameters, arguments, before, after)                                    \
  void __wrap_##name parameters;                                                                   \
  extern void __real_##name parameters;                                                            \
  void __wrap_##name parameters                                                                    \
  {                                                                                                \
    pass (before);                                                                                 \
    __real_##name arguments;                                                                       \
    pass (after);                                                                                  \
  }

AROUND_VOID (
    muster_world_run_due,
    (MusterWorld * world, const MusterDecideContext *context, MusterBatch *batch, guint max),
    (world, context, batch, max),
    "due-begins",
    "due-decided")
AROUND_VOID (muster_journal_append,
             (MusterJournal * self,
              guint64 first_seq,
              MusterBatch *batch,
              MusterCommitFunc committed,
              gpointer user_data),
             (self, first_seq, batch, committed, user_data),
             "append-begins",
             "append-queued")
AROUND_VOID (muster_publish,
             (MusterEventLog * log, const MusterWritten *written, GString *buffer),
             (log, written, buffer),
             "commit-on-disk",
             "commit-published")
AROUND_VOID (muster_pager_take,
             (MusterPager * self, const MusterEvent *intended),
             (self, intended),
             "page-on-disk",
             "page-queued")
AROUND_VOID (muster_lane_add,
             (MusterLane * self, MusterPageJob *job),
             (self, job),
             "page-enqueues",
             "page-enqueued")
AROUND_VOID (muster_pager_message_init,
             (MusterPagerMessage * self, const MusterPagerSubject *subject),
             (self, subject),
             "message-begins",
             "message-ready")
AROUND_VOID (muster_try_judge,
             (const MusterChannel *channel,
              GAsyncResult *result,
              const GPtrArray *words,
              gint64 now_us,
              MusterTryResult *out),
             (channel, result, words, now_us, out),
             "answer-came",
             "answer-judged")
AROUND_VOID (muster_page_outcome_submit,
             (const MusterPageOutcome *self,
              MusterCommitter *committer,
              MusterPageToldFunc told,
              gpointer user_data),
             (self, committer, told, user_data),
             "outcome-begins",
             "outcome-submitted")
AROUND_VOID (muster_pager_end_page,
             (MusterPager * self, const MusterPageOutcome *outcome),
             (self, outcome),
             "end-begins",
             "end-told")
AROUND_VOID (
    muster_lane_put_off,
    (const MusterLane *self, MusterPageJob *job, guint wait_s, double random, gint64 now_us),
    (self, job, wait_s, random, now_us),
    "retry-begins",
    "retry-planned")
AROUND_VOID (muster_pager_note_worked,
             (MusterPager * self, MusterLane *lane),
             (self, lane),
             "lane-worked",
             "lane-worked-noted")
AROUND_VOID (muster_pager_pump, (MusterPager * self), (self), "pump-begins", "pump-ended")
AROUND_VOID (muster_pager_resume, (MusterPager * self), (self), "resume-begins", "resume-ended")
AROUND_VOID (muster_pager_drop,
             (MusterPager * self, guint incident),
             (self, incident),
             "drop-begins",
             "drop-ended")

AROUND (gboolean,
        muster_try_settings_init,
        (MusterTrySettings * self,
         const MusterLane *lane,
         const MusterContact *reach,
         const char *state,
         GError **error),
        (self, lane, reach, state, error),
        "try-begins",
        "try-has-settings")
AROUND (gboolean,
        muster_try_ask,
        (const MusterTry *self,
         const MusterOutbound *outbound,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data,
         GError **error),
        (self, outbound, cancellable, callback, user_data, error),
        "request-begins",
        "request-sent")
