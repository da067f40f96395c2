/* export.c - the journal as lines of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/export.h"
#include "wire/event-codec.h"

#define FLUSH_BYTES (64 * 1024)

typedef struct
{
  GOutputStream *out;
  GString *lines;
  guint64 seq;
  MusterSha256 chain;
  GError **error;
  gboolean failed;
} Export;

static gboolean
flush (Export *self)
{
  self->failed = !g_output_stream_write_all (self->out, self->lines->str, self->lines->len, NULL,
                                             NULL, self->error);
  g_string_truncate (self->lines, 0);
  return !self->failed;
}

static gboolean
export_cb (const MusterWritten *written, gpointer user_data)
{
  Export *self = user_data;

  if (written->body != NULL)
    muster_line_append_full (self->lines, written->head, written->head_n, written->event->payload,
                             written->salt, written->body, written->body_n);
  else
    g_string_append_len (self->lines, written->head, (gssize) written->head_n);
  g_string_append_c (self->lines, '\n');
  self->seq = written->event->seq;
  muster_chain_step (&self->chain, &written->leaf);
  return self->lines->len < FLUSH_BYTES || flush (self);
}

static gboolean
export_from (MusterJournal *journal, guint64 after_seq, Export *export, GError **error)
{
  export->lines = g_string_new (NULL);
  if (!muster_journal_replay (journal, after_seq, export_cb, export, error) || export->failed)
    return FALSE;
  return TRUE;
}

static void
append_end (Export *self, MusterUlid id)
{
  g_string_append (self->lines, "{\"journal\":\"");
  muster_ulid_append (id, self->lines);
  g_string_append_printf (self->lines, "\",\"seq\":%" G_GUINT64_FORMAT ",\"chain\":\"", self->seq);
  muster_append_hex (self->lines, self->chain.bytes, MUSTER_SHA256_BYTES);
  g_string_append (self->lines, "\"}\n");
}

/**
 * muster_journal_export:
 * @journal: a journal
 * @out: gets the lines
 * @error: of @journal's replay or of @out
 *
 * Writes the whole journal.
 *
 * Returns: whether all of it was written
 */
gboolean
muster_journal_export (MusterJournal *journal, GOutputStream *out, GError **error)
{
  Export export = { .out = out, .error = error };
  gboolean done = export_from (journal, 0, &export, error);

  if (done)
    append_end (&export, muster_journal_get_id (journal));
  done = done && flush (&export);
  g_string_free (export.lines, TRUE);
  return done;
}

/**
 * muster_journal_tail:
 * @journal: a journal
 * @n: how many events
 * @out: gets the lines
 * @error: of @journal's replay or of @out
 *
 * Writes the last events.
 *
 * Returns: whether they were written
 */
gboolean
muster_journal_tail (MusterJournal *journal, guint64 n, GOutputStream *out, GError **error)
{
  guint64 head = muster_journal_get_head (journal, NULL);
  Export export = { .out = out, .error = error };
  gboolean done = export_from (journal, head - MIN (n, head), &export, error) && flush (&export);

  g_string_free (export.lines, TRUE);
  return done;
}
