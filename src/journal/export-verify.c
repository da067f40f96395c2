/* export-verify.c - checks an export without the journal it is of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/export.h"
#include "wire/event-codec.h"

#define END_PREFIX "{\"journal\":"

typedef struct
{
  MusterVerifyReport *report;
  MusterJsonReader *reader;
  guint64 expected;
  guint64 skipped_to; /* a line had this seq where expected stood; 0: none */
  gboolean ended;
} Check;

static gboolean
add (Check *self, MusterJournalError code, guint64 seq, const char *reason)
{
  muster_verify_report_add (self->report, &(MusterFault){ reason, code, seq, seq });
  return FALSE;
}

static gboolean
read_end (MusterJsonReader *reader,
          MusterText line,
          MusterUlid *id,
          gint64 *seq,
          MusterSha256 *chain)
{
  gboolean good = TRUE;
  MusterText name, text;

  *seq = -1;
  muster_json_reader_begin (reader, line.bytes, line.n, NULL);
  if (!muster_json_reader_enter_object (reader))
    return FALSE;
  while (good && muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "journal"))
      good = muster_json_reader_string (reader, &text) &&
             muster_ulid_parse (text.bytes, (gssize) text.n, id);
    else if (muster_text_equal (name, "seq"))
      good = muster_json_reader_int (reader, seq);
    else if (muster_text_equal (name, "chain"))
      good = muster_json_reader_string (reader, &text) &&
             muster_from_hex (text.bytes, text.n, chain->bytes, MUSTER_SHA256_BYTES);
    else
      good = FALSE;
  return good && muster_json_reader_finish (reader, NULL);
}

static gboolean
check_end (Check *self, MusterText line)
{
  MusterSha256 chain = { 0 };
  gint64 seq;

  self->ended = TRUE;
  if (!read_end (self->reader, line, &self->report->id, &seq, &chain))
    return add (self, MUSTER_JOURNAL_ERROR_TAMPERED, self->expected, "the last line was changed");
  if (seq > (gint64) self->expected - 1)
    return add (self, MUSTER_JOURNAL_ERROR_INCOMPLETE, self->expected, "events are missing");
  if (seq == (gint64) self->expected - 1 &&
      memcmp (chain.bytes, self->report->chain.bytes, sizeof chain.bytes) == 0)
    return TRUE;
  muster_verify_report_add (self->report,
                            &(MusterFault){ "the chain does not hold",
                                            MUSTER_JOURNAL_ERROR_TAMPERED, 1, self->expected - 1 });
  return FALSE;
}

/* A line with another seq than expected was changed if the next goes on as if it had not been. */
static gboolean
check_gap (Check *self, guint64 seq)
{
  if (self->skipped_to != 0 && seq == self->expected + 1)
    return add (self, MUSTER_JOURNAL_ERROR_TAMPERED, self->expected, "a head was changed");
  if (self->skipped_to != 0 || seq < self->expected)
    return add (self, MUSTER_JOURNAL_ERROR_INCOMPLETE, self->expected, "events are missing");
  self->skipped_to = seq;
  return TRUE;
}

/* Returns whether to go on. */
static gboolean
check_line (Check *self, MusterText line, gboolean whole)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterLine decoded;

  if (line.n >= sizeof END_PREFIX - 1 &&
      memcmp (line.bytes, END_PREFIX, sizeof END_PREFIX - 1) == 0)
    return check_end (self, line);
  if (!muster_line_decode (line.bytes, line.n, self->reader, batch, &decoded, NULL))
    return add (self, whole ? MUSTER_JOURNAL_ERROR_TAMPERED : MUSTER_JOURNAL_ERROR_INCOMPLETE,
                self->expected, whole ? "a line was changed" : "the file is cut");
  if (self->skipped_to != 0 || decoded.seq != self->expected)
    return check_gap (self, decoded.seq);
  muster_chain_step (&self->report->chain, &decoded.leaf);
  self->report->n_events++;
  self->report->n_payloads += decoded.type == MUSTER_LINE_FULL;
  self->report->n_erased += decoded.type == MUSTER_LINE_HEAD && decoded.event != NULL &&
                            decoded.event->payload != MUSTER_PAYLOAD_NONE;
  self->expected++;
  return TRUE;
}

/* The next line without its newline; @whole: it had one. FALSE at the end, or with @error. */
static gboolean
read_line (GDataInputStream *in, char **line, gsize *n, gboolean *whole, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gboolean newline;

  *line = g_data_input_stream_read_upto (in, "\n", 1, n, NULL, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  g_data_input_stream_read_byte (in, NULL, &inner); /* fails at the end */
  newline = inner == NULL;
  if (*line == NULL && !newline)
    return FALSE;
  if (*line == NULL)
    *line = g_strdup ("");
  *whole = newline;
  return TRUE;
}

/**
 * muster_export_verify:
 * @in: an export
 * @out: (out): what was found
 * @error: of @in
 *
 * Checks an export by itself: every payload by its head's digest, all heads by the chain in the
 * last line. An export without that line is cut. Who writes all of it anew is found by no such
 * check.
 *
 * Returns: whether there is an outcome
 */
gboolean
muster_export_verify (GInputStream *in, MusterVerifyReport *out, GError **error)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (in);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  Check check = { .report = out, .reader = reader, .expected = 1 };
  GError *inner = NULL;
  gboolean goes_on = TRUE, whole = FALSE;
  gsize n;

  *out = (MusterVerifyReport){ MUSTER_VERIFY_CLEAN };
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (goes_on)
    {
      g_autofree char *line = NULL;

      if (!read_line (lines, &line, &n, &whole, &inner))
        break;
      if (check.ended)
        goes_on = add (&check, MUSTER_JOURNAL_ERROR_TAMPERED, check.expected,
                       "something stands behind the last line");
      else
        goes_on = check_line (&check, (MusterText){ line, n }, whole);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (goes_on && (!check.ended || !whole))
    add (&check, MUSTER_JOURNAL_ERROR_INCOMPLETE, check.expected, "the file is cut");
  return TRUE;
}
