/* journal.h - the log: the one asynchronous interface (protocol §9)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
#include "base/json-reader.h"
#include "model/batch.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/**
 * MusterJournalError:
 * @MUSTER_JOURNAL_ERROR_FAILED: nothing of the append is there; it may be tried again
 * @MUSTER_JOURNAL_ERROR_CONFLICT: first_seq is not what the journal expects: someone else appended
 * @MUSTER_JOURNAL_ERROR_BUSY: another process has the state folder
 * @MUSTER_JOURNAL_ERROR_TAMPERED: a stored byte differs from what was written
 * @MUSTER_JOURNAL_ERROR_INCOMPLETE: a batch is cut or a seq is missing
 */
typedef enum
{
  MUSTER_JOURNAL_ERROR_FAILED,
  MUSTER_JOURNAL_ERROR_CONFLICT,
  MUSTER_JOURNAL_ERROR_BUSY,
  MUSTER_JOURNAL_ERROR_TAMPERED,
  MUSTER_JOURNAL_ERROR_INCOMPLETE,
} MusterJournalError;
#define MUSTER_JOURNAL_ERROR (muster_journal_error_quark ())
GQuark muster_journal_error_quark (void);

/* What was written for one event; views into the commit. */
typedef struct
{
  const MusterEvent *event;
  const char *head; /* without the newline */
  gsize head_n;
  const char *body; /* NULL if the event has no payload */
  gsize body_n;
  const guchar *salt; /* MUSTER_SALT_BYTES */
  MusterSha256 leaf;
} MusterWritten;

/* One append on disk, in order. */
typedef struct
{
  MusterBatch *batch;
  guint64 first_seq;
  const MusterWritten *written; /* one an event of the batch */
  guint n;
  MusterSha256 chain; /* after the last */
} MusterCommit;

/* Called on the journal's own thread, once an append, in order of append. Either @commit or @error.
 * After an error every append that was queued behind it fails too, until resume() is called. */
typedef void (*MusterCommitFunc) (const MusterCommit *commit,
                                  const GError *error,
                                  gpointer user_data);

/* Called once an event, in order; the event lives as long as the call. FALSE stops. */
typedef gboolean (*MusterReplayFunc) (const MusterWritten *written, gpointer user_data);

/* Reads what was reported of many alerts, a few at a time, on whichever one thread calls it. */
typedef struct _MusterJournalReader MusterJournalReader;
typedef void (*MusterAlertTextFunc) (MusterUlid alert, MusterText payload, gpointer user_data);

#define MUSTER_TYPE_JOURNAL (muster_journal_get_type ())
G_DECLARE_INTERFACE (MusterJournal, muster_journal, MUSTER, JOURNAL, GObject)

struct _MusterJournalInterface
{
  GTypeInterface parent_iface;

  void (*append) (MusterJournal *self,
                  guint64 first_seq,
                  MusterBatch *batch,
                  MusterCommitFunc committed,
                  gpointer user_data);
  void (*resume) (MusterJournal *self);
  gboolean (*replay) (MusterJournal *self,
                      guint64 after_seq,
                      MusterReplayFunc func,
                      gpointer user_data,
                      GError **error);
  void (*read_async) (MusterJournal *self,
                      const guint64 *seqs,
                      guint n,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  MusterJournalReader *(*open_reader) (MusterJournal *self, GError **error);
  void (*idle) (MusterJournal *self);
  void (*close) (MusterJournal *self);
  guint64 (*get_head) (MusterJournal *self, MusterSha256 *chain);
  MusterUlid (*get_id) (MusterJournal *self);
};

/* Hands a batch over; its events have their seqs, from @first_seq on. The caller goes on deciding;
 * everything queued while one transaction syncs goes into the next (group commit). */
void muster_journal_append (MusterJournal *self,
                            guint64 first_seq,
                            MusterBatch *batch,
                            MusterCommitFunc committed,
                            gpointer user_data);
/* After a failed append and a refold: appends are taken again. */
void muster_journal_resume (MusterJournal *self);
/* Every event after @after_seq, head and payload, checked against leaf, chain and digest as it
 * goes. Synchronous: at start, and for tools. */
gboolean muster_journal_replay (MusterJournal *self,
                                guint64 after_seq,
                                MusterReplayFunc func,
                                gpointer user_data,
                                GError **error);
/* The events with these seqs (sorted), with their payloads, on another thread. */
void muster_journal_read_async (MusterJournal *self,
                                const guint64 *seqs,
                                guint n,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
MusterBatch *muster_journal_read_finish (MusterJournal *self, GAsyncResult *result, GError **error);
/* A reader for one thread, which need not be the caller's; freed before the journal is closed. */
MusterJournalReader *muster_journal_open_reader (MusterJournal *self, GError **error);
gboolean muster_journal_reader_read (MusterJournalReader *self,
                                     const guint64 *seqs,
                                     guint n,
                                     MusterAlertTextFunc func,
                                     gpointer user_data,
                                     GError **error);
void muster_journal_reader_free (MusterJournalReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterJournalReader, muster_journal_reader_free)
/* The inbox is empty: a good moment for a small step of housekeeping (checkpoint). */
void muster_journal_idle (MusterJournal *self);
/* Commits what is queued, then ends the thread. */
void muster_journal_close (MusterJournal *self);
guint64 muster_journal_get_head (MusterJournal *self,
                                 MusterSha256 *chain); /* last committed seq; 0: none */
MusterUlid muster_journal_get_id (MusterJournal *self);

G_END_DECLS
