/* page-outcome.h - what became of pages and of channels, told to the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/committer.h"
G_BEGIN_DECLS

typedef struct
{
  MusterEventKind kind; /* page.sent, page.refused or page.retried */
  MusterUlid page;
  guint incident;     /* 0: it is a test page */
  gboolean is_repeat; /* sent */
  gint64 duration_us; /* sent: of the last try; -1: not known */
  gboolean is_moot;   /* refused */
  gint64 attempt;     /* retried: how often so far */
  gint64 due_us;      /* retried: UTC */
  char *reason;       /* nullable */
} MusterPageOutcome;

MusterPageOutcome *muster_page_outcome_copy (const MusterPageOutcome *self);
void muster_page_outcome_free (MusterPageOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPageOutcome, muster_page_outcome_free)

/* On the main thread: it is event @seq of the open batch. Not called while the journal fails, nor
 * where the page has had its outcome, when @seq is 0. */
typedef void (*MusterPageToldFunc) (MusterUlid page, guint64 seq, gpointer user_data);

void muster_page_outcome_submit (const MusterPageOutcome *self,
                                 MusterCommitter *committer,
                                 MusterPageToldFunc told,
                                 gpointer user_data);
/* An alert that pages do not leave by a channel; @words NULL: they do again. */
void
muster_channel_trouble_submit (MusterCommitter *committer, MusterUlid channel, const char *words);

G_END_DECLS
