/* inbox.h - where threads hand in work for the one writer, and where it waits for the disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/work.h"
G_BEGIN_DECLS

/* Between the HTTP threads that submit, the main thread that decides and the journal's thread that
 * stores. Knows nothing of what is decided. */
typedef struct _MusterInbox MusterInbox;

MusterInbox *muster_inbox_new (guint64 committed);
void muster_inbox_free (MusterInbox *self);

/* --- any thread --- */
void muster_inbox_submit (MusterInbox *self, MusterWork *work /* transfer full */);
gboolean muster_inbox_is_failing (MusterInbox *self);
guint64 muster_inbox_get_committed (MusterInbox *self);

/* --- main thread --- */
/* Readable while there is something to do. */
int muster_inbox_get_fd (MusterInbox *self);
gboolean muster_inbox_clear_fd (MusterInbox *self);
MusterWork *muster_inbox_take (MusterInbox *self);
/* FALSE: nobody waits for it, as it is on disk already; its owner answers it. */
gboolean muster_inbox_wait_for_disk (MusterInbox *self, MusterWork *work);
void muster_inbox_note_append (MusterInbox *self, gboolean wants_effects);
gboolean muster_inbox_hold_back (MusterInbox *self, gboolean may_wait);
gboolean muster_inbox_has_failed (MusterInbox *self);
void muster_inbox_fail_waiters (MusterInbox *self);
void muster_inbox_forgive (MusterInbox *self);
/* Until an append was called back; until all were. */
void muster_inbox_wait (MusterInbox *self);
void muster_inbox_drain (MusterInbox *self);

/* --- the journal's thread --- */
gboolean muster_inbox_note_stored (MusterInbox *self, gboolean succeeded);
void muster_inbox_note_appended (MusterInbox *self, const MusterCommit *commit, gboolean recovered);

/* Answers it, and frees it. */
void muster_work_answer (MusterWork *work, const MusterSha256 *chain /* nullable */);

G_END_DECLS
