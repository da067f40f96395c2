/* verify.c - is the journal what was written? (protocol §3, security R33)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every row says the chain after it, so a part of the journal can be checked without what is before
 * it: the parts are checked at once, one thread each. The first row of a part is looked at twice:
 * in its own part for what it holds, with the part before for what it hangs on.
 *
 * No check of the journal alone can find that its last rows are gone, or that all of it was written
 * anew: both look like a shorter or another journal that was never touched. A checkpoint kept
 * elsewhere (security R32) finds both.
 */
#include "journal/verify.h"
#include "journal/row-cursor.h"
#include "journal/state-lock.h"

/* A thread and a connection are not worth it for less. */
#define PART_EVENTS_MIN 20000
#define PARTS_MAX       8

typedef struct
{
  const char *path;
  gint64 from;      /* first_seq of the first row */
  gint64 to;        /* of the first row of the next part; G_MAXINT64: to the end */
  guint64 expected; /* the next row's */
  MusterVerifyReport report;
  GError *error;
} Part;

/**
 * muster_verify_report_add:
 * @self: a report
 * @fault: something found
 *
 * A changed byte outweighs a missing one; of several places the first is named.
 */
void
muster_verify_report_add (MusterVerifyReport *self, const MusterFault *fault)
{
  MusterVerifyOutcome outcome = fault->code == MUSTER_JOURNAL_ERROR_INCOMPLETE
                                    ? MUSTER_VERIFY_INCOMPLETE
                                    : MUSTER_VERIFY_TAMPERED;

  if (self->outcome == MUSTER_VERIFY_CLEAN || outcome < self->outcome)
    {
      self->outcome = outcome;
      self->reason = fault->reason;
    }
  if (self->first_bad_seq == 0 || fault->seq < self->first_bad_seq)
    {
      self->first_bad_seq = fault->seq;
      self->last_bad_seq = fault->last_seq;
    }
}

static void
add (MusterVerifyReport *report, MusterJournalError code, guint64 seq, const char *reason)
{
  muster_verify_report_add (report, &(MusterFault){ reason, code, seq, seq });
}

static void
count (MusterVerifyReport *report, const MusterUnpacked *unpacked)
{
  report->n_events += unpacked->events->len;
  for (guint i = 0; i < unpacked->events->len; i++)
    {
      const MusterRowEvent *event = &g_array_index (unpacked->events, MusterRowEvent, i);

      if (event->body.bytes != NULL)
        report->n_payloads++;
      else if (event->digest.n > 0)
        report->n_erased++;
    }
}

/* Is the row where it must be, behind @expected - 1? After a gap, reading goes on: what is missing
 * may have been taken away, or the row that should be here has been given another place. */
static gboolean
check_place (const MusterRow *row, guint64 *expected, MusterVerifyReport *report)
{
  guint64 own_seq = muster_row_own_seq (row);

  if (own_seq != (guint64) row->first_seq || row->first_seq < 1 ||
      (guint64) row->first_seq < *expected)
    {
      add (report, MUSTER_JOURNAL_ERROR_TAMPERED,
           own_seq == 0 || (guint64) row->first_seq == *expected ? *expected
                                                                 : MIN (own_seq, *expected),
           "a batch is not where it was");
      return FALSE;
    }
  if ((guint64) row->first_seq > *expected)
    add (report, MUSTER_JOURNAL_ERROR_INCOMPLETE, *expected, "events are missing");
  *expected = (guint64) row->first_seq;
  return TRUE;
}

/* Behind a gap there is nothing to hang the row on: its own link is taken for true. */
static gboolean
adopt_row (const MusterRow *row,
           const MusterUnpacked *unpacked,
           MusterSha256 *chain,
           MusterFault *out)
{
  if (row->hash.n == MUSTER_SHA256_BYTES)
    memcpy (chain->bytes, row->hash.bytes, MUSTER_SHA256_BYTES);
  *out = unpacked->head_fault.reason != NULL ? unpacked->head_fault : unpacked->payload_fault;
  return out->reason == NULL;
}

/* Returns whether to go on. */
static gboolean
check_row (Part *self, const MusterRow *row, MusterUnpacked *unpacked)
{
  guint64 wanted = self->expected;
  MusterFault fault;
  gboolean good;

  if (!check_place (row, &self->expected, &self->report))
    return FALSE;
  muster_row_unpack (row, unpacked);
  if (self->expected != wanted || row->first_seq == self->from)
    good = adopt_row (row, unpacked, &self->report.chain, &fault);
  else
    good = muster_row_link (row, unpacked, &self->report.chain, &fault);
  if (!good)
    muster_verify_report_add (&self->report, &fault);
  if (row->first_seq == self->to)
    return FALSE;
  count (&self->report, unpacked);
  self->expected += MAX ((guint64) row->n, unpacked->events->len);
  return good || fault.code == MUSTER_JOURNAL_ERROR_INCOMPLETE;
}

/* A row that was taken away leaves its payloads. That it is one, the row behind it will tell: with
 * none behind, a payload has been given another place. */
static gboolean
may_be_of_gap (const Part *self, const MusterRow *row)
{
  return row->n_payloads == 0 && row->first_seq > 0 && (guint64) row->first_seq >= self->expected;
}

static void
check_rows (Part *self, MusterRowSource *source)
{
  g_autoptr (MusterUnpacked) unpacked = muster_unpacked_new ();
  gint64 strayed = 0; /* the first payload since the last row that has none; 0: there is none */
  MusterRowResult result;
  MusterRow row;

  self->expected = self->from > 0 ? (guint64) self->from : 1;
  while ((result = source->next (source, &row, &self->error)) == MUSTER_ROW_FOUND ||
         (result == MUSTER_ROW_ORPHAN && may_be_of_gap (self, &row)))
    if (result == MUSTER_ROW_ORPHAN)
      strayed = strayed > 0 ? strayed : row.first_seq;
    else if (!check_row (self, &row, unpacked))
      return;
    else
      strayed = 0;
  if (result == MUSTER_ROW_ORPHAN || (result == MUSTER_ROW_END && strayed > 0))
    add (&self->report, MUSTER_JOURNAL_ERROR_TAMPERED,
         MIN (self->expected, (guint64) MAX (strayed > 0 ? strayed : row.first_seq, 1)),
         "a payload belongs to no batch");
  else if (g_error_matches (self->error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED))
    {
      add (&self->report, MUSTER_JOURNAL_ERROR_TAMPERED, self->expected,
           "the file's pages were changed");
      g_clear_error (&self->error);
    }
}

static gpointer
check_part (gpointer data)
{
  Part *self = data;
  g_autoptr (sqlite3) db = muster_database_open_reader (self->path, &self->error);
  MusterRowSource *source = db != NULL ? muster_row_cursor_new (db, &self->error) : NULL;

  if (source != NULL &&
      source->seek (source, (guint64) MAX (self->from, 0), &self->report.chain, &self->error))
    check_rows (self, source);
  muster_row_cursor_free (source);
  return NULL;
}

/* Cuts the journal at rows: parts[0] begins before all of them. */
static guint
cut_into_parts (sqlite3 *db, Part *parts, GError **error)
{
  g_autoptr (sqlite3_stmt) last = muster_database_prepare (
      db, "SELECT max(first_seq) FROM journal WHERE first_seq <= ?", error);
  guint wanted = MIN (g_get_num_processors (), PARTS_MAX);
  gint64 end;
  guint n = 1;

  if (last == NULL)
    return 0;
  sqlite3_bind_int64 (last, 1, G_MAXINT64);
  end = sqlite3_step (last) == SQLITE_ROW ? sqlite3_column_int64 (last, 0) : 0;
  for (guint i = 1; i < wanted && end / wanted >= PART_EVENTS_MIN; i++)
    {
      sqlite3_reset (last);
      sqlite3_bind_int64 (last, 1, end / wanted * i);
      if (sqlite3_step (last) != SQLITE_ROW ||
          sqlite3_column_int64 (last, 0) <= MAX (parts[n - 1].from, 1))
        continue;
      parts[n].from = sqlite3_column_int64 (last, 0);
      parts[n - 1].to = parts[n].from;
      n++;
    }
  return n;
}

static gboolean
join_parts (Part *parts, guint n, MusterVerifyReport *out, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n; i++)
    {
      const MusterVerifyReport *part = &parts[i].report;

      if (parts[i].error != NULL && done)
        {
          g_propagate_error (error, g_steal_pointer (&parts[i].error));
          done = FALSE;
        }
      g_clear_error (&parts[i].error);
      out->n_events += part->n_events;
      out->n_payloads += part->n_payloads;
      out->n_erased += part->n_erased;
      out->chain = part->chain;
      if (part->outcome != MUSTER_VERIFY_CLEAN)
        muster_verify_report_add (out, &(MusterFault){ part->reason,
                                                       part->outcome == MUSTER_VERIFY_INCOMPLETE
                                                           ? MUSTER_JOURNAL_ERROR_INCOMPLETE
                                                           : MUSTER_JOURNAL_ERROR_TAMPERED,
                                                       part->first_bad_seq, part->last_bad_seq });
    }
  return done;
}

static gboolean
verify_rows (sqlite3 *db, const char *path, MusterVerifyReport *out, GError **error)
{
  GThread *threads[PARTS_MAX] = { NULL };
  Part parts[PARTS_MAX];
  guint n;

  for (guint i = 0; i < PARTS_MAX; i++)
    parts[i] = (Part){ .path = path, .to = G_MAXINT64 };
  parts[0].from = G_MININT64;
  n = cut_into_parts (db, parts, error);
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("verify", check_part, &parts[i]);
  if (n > 0)
    check_part (&parts[0]);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
  return n > 0 && join_parts (parts, n, out, error);
}

/* What is wrong with the file as a whole is an outcome, too. */
static gboolean
take_error (MusterVerifyReport *out, GError **inner, GError **error)
{
  if (g_error_matches (*inner, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED))
    {
      out->outcome = MUSTER_VERIFY_TAMPERED;
      out->reason = "the file's pages, name or format were changed";
    }
  else if (g_error_matches (*inner, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_INCOMPLETE))
    {
      out->outcome = MUSTER_VERIFY_INCOMPLETE;
      out->reason = "the file is empty";
    }
  if (out->outcome == MUSTER_VERIFY_CLEAN)
    {
      g_propagate_error (error, g_steal_pointer (inner));
      return FALSE;
    }
  g_clear_error (inner);
  return TRUE;
}

/**
 * muster_journal_verify:
 * @state_dir: a state folder
 * @out: (out): what was found
 * @error: %MUSTER_JOURNAL_ERROR_BUSY while a hub runs on it; _FAILED where it cannot be read, or is
 *   of a newer format
 *
 * Checks every byte of the stored columns, without changing any: heads, hash, n and first_seq by
 * the chain and by what heads say of themselves, payloads by their digests. Reads and hashes in
 * place; nothing is decoded unless something is wrong.
 *
 * Returns: whether there is an outcome
 */
gboolean
muster_journal_verify (const char *state_dir, MusterVerifyReport *out, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "journal.db", NULL);
  g_autoptr (MusterStateLock) lock = NULL;
  g_autoptr (GError) inner = NULL;
  g_autoptr (sqlite3) db = NULL;

  *out = (MusterVerifyReport){ MUSTER_VERIFY_CLEAN };
  lock = muster_state_lock_new (state_dir, TRUE, error);
  if (lock == NULL)
    return FALSE;
  db = muster_database_open_reader (path, &inner);
  if (db != NULL && muster_database_read_id (db, &out->id, &inner) &&
      verify_rows (db, path, out, &inner))
    return TRUE;
  return take_error (out, &inner, error);
}
