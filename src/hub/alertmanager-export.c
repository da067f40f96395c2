/* alertmanager-export.c - Alertmanager's lists of alerts, however long, written while they are sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread a list. It asks the main thread, in slices of about a millisecond, which alerts fire,
 * and keeps of each the seq of its journal entry; then, page by page, it reads what the journal has
 * of them, asks the main thread what they are now, and writes. It waits for its reader; nobody else
 * does. So the world may change meanwhile, and this is what a list promises: no alert is in it
 * twice; one that fires from its beginning to its end is in it; each is as it was at one moment in
 * between; and nothing in it can be taken back by a crash.
 */
#include "hub/alertmanager-export.h"

#include "base/number-set.h"
#include "hub/alertmanager-json.h"
#include "hub/api-json.h"
#include "hub/body.h"
#include "model/event-kind.h"

#define EXPORTS_MAX   4 /* at a time */
#define RETRY_AFTER_S 1
#define WALK_PLACES   16384 /* of the index a slice */
#define PAGE_N        256
#define GROUPS_PAGE_N 4096 /* a page goes once through the journal */
#define SEQ_BITS      36   /* of a number with the incident above: for 69 billion events */
#define SEQ_MASK      ((G_GUINT64_CONSTANT (1) << SEQ_BITS) - 1)
#define ALERT_BYTES   1024 /* about, in JSON */

typedef struct
{
  guint64 number; /* its incident, and its seq */
  MusterAmAlert alert;
  gboolean is_shown;
  gboolean is_first; /* of its group */
  char *group;       /* the group's labels as its incident has them; nullable */
} Row;

typedef struct _Export Export;
typedef void (*AskFunc) (Export *self, MusterCommitter *committer);

struct _Export
{
  MusterWork work; /* first: what the main thread is asked */
  AskFunc func;
  guint64 wait_seq; /* what it saw must be on disk up to here */
  GMutex lock;
  GCond answered;
  gboolean is_asking; /* by the lock */

  MusterApi *api;
  MusterCommitter *committer;
  MusterAmWanted wanted;
  MusterIdentity who;
  MusterMatchers *filter;
  MusterRequest *request; /* NULL once it is answered */
  MusterBody *body;

  MusterAlertWalk walk;
  gboolean has_more;
  MusterNumberSet *numbers;
  MusterJournalReader *reader;
  MusterJsonReader *json;
  MusterArena *arena; /* of the page */
  guint page_n;
  guint64 *page;
  GArray *rows; /* of Row */
  guint *order; /* of the rows, by seq */
  guint n_read;
  guint64 group;
  gboolean in_group;
  MusterJsonWriter writer;
  GString *piece;
};

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->group);
}

static Export *
export_new (MusterAmWork *work, MusterCommitter *committer, const MusterAmWanted *wanted)
{
  Export *self = g_new0 (Export, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->answered);
  self->api = work->call.api;
  self->committer = committer;
  self->wanted = *wanted;
  self->who = work->call.who;
  self->filter = g_steal_pointer (&work->filter);
  self->request = g_steal_pointer (&work->work.request);
  self->body = muster_body_new (self->request);
  self->numbers = muster_number_set_new ();
  self->json = muster_json_reader_new ();
  self->arena = muster_arena_new (64 * 1024);
  self->page_n = wanted->in_groups ? GROUPS_PAGE_N : PAGE_N;
  self->page = g_new (guint64, self->page_n);
  self->order = g_new (guint, self->page_n);
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  return self;
}

static void
export_free (Export *self)
{
  MusterBody *body = self->body;

  muster_matchers_free (self->filter);
  muster_number_set_free (self->numbers);
  g_clear_pointer (&self->reader, muster_journal_reader_free);
  muster_json_reader_free (self->json);
  muster_arena_free (self->arena);
  g_free (self->page);
  g_free (self->order);
  g_array_unref (self->rows);
  if (self->piece != NULL)
    g_string_free (self->piece, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->answered);
  g_atomic_int_add (&self->api->exports_n, -1);
  g_free (self);
  muster_body_free (body); /* from here on the hub may stop */
}

/* --- asking the main thread --- */

static MusterWorkResult
run_ask (MusterWork *work, MusterCommitter *committer)
{
  Export *self = (Export *) work;

  self->func (self, committer);
  work->wait_seq = self->wait_seq;
  return MUSTER_WORK_DONE;
}

/* What was seen is on disk, or the journal failed. */
static void
end_ask (MusterWork *work)
{
  Export *self = (Export *) work;

  g_mutex_lock (&self->lock);
  self->is_asking = FALSE;
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->lock);
}

/* Has @func run there; fails if what it saw was taken back. */
static gboolean
ask (Export *self, AskFunc func, GError **error)
{
  static const MusterWorkFuncs funcs = { run_ask, NULL, end_ask };

  self->work = (MusterWork){ .funcs = &funcs, .is_read = TRUE };
  self->func = func;
  self->is_asking = TRUE;
  muster_committer_submit (self->committer, &self->work);
  g_mutex_lock (&self->lock);
  while (self->is_asking)
    g_cond_wait (&self->answered, &self->lock);
  g_mutex_unlock (&self->lock);
  if (muster_committer_get_committed (self->committer) >= self->wait_seq)
    return TRUE;
  g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED,
                       "the journal failed meanwhile");
  return FALSE;
}

typedef struct
{
  MusterNumberSet *numbers;
  const MusterWorld *world; /* NULL: groups are not wanted */
} Collecting;

static void
collect_cb (MusterAlert *alert, gpointer user_data)
{
  const Collecting *self = user_data;
  guint64 number = alert->seq;

  if (alert->status != MUSTER_ALERT_FIRING)
    return;
  if (self->world != NULL)
    number = (guint64) muster_world_number_of (self->world, alert) << SEQ_BITS | number;
  muster_number_set_add (self->numbers, number);
}

static void
collect (Export *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  Collecting collecting = { self->numbers, self->wanted.in_groups ? world : NULL };

  self->has_more = muster_alert_index_walk (muster_world_get_alerts (world), &self->walk,
                                            WALK_PLACES, collect_cb, &collecting);
  self->wait_seq = muster_world_get_seq (world); /* only then has the journal all of them */
}

static gboolean
passes_flags (const MusterAmWanted *wanted, MusterSuppressedBy held_by)
{
  if (held_by == MUSTER_SUPPRESSED_BY_NONE)
    return wanted->active;
  return held_by == MUSTER_SUPPRESSED_BY_INHIBITION ? wanted->inhibited : wanted->silenced;
}

static gboolean
may_see (const Export *self, const MusterWorld *world, const MusterAlert *alert)
{
  const MusterObject *key;

  if (self->who.access != MUSTER_ACCESS_INTAKE)
    return TRUE;
  key = muster_directory_get (muster_world_get_directory (world),
                              muster_alert_index_key (muster_world_get_alerts (world), alert));
  return muster_ulid_equal (key != NULL ? key->service : (MusterUlid){ 0, 0 }, self->who.service);
}

/* Of what was erased the labels are known all the same. */
static void
stand_in_for_payload (const Export *self,
                      const MusterWorld *world,
                      const MusterAlert *alert,
                      Row *row)
{
  g_autoptr (GString) json = g_string_new (NULL);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterJsonWriter writer;

  muster_alert_get_labels (muster_world_get_alerts (world), alert, &labels);
  muster_json_writer_init (&writer, json);
  muster_json_begin_object (&writer);
  muster_json_labels (&writer, muster_field_name (MUSTER_FIELD_LABELS), &labels);
  muster_json_end_object (&writer);
  row->alert.payload =
      (MusterText){ muster_arena_strndup (self->arena, json->str, json->len), json->len };
}

static void
look_at (const Export *self, const MusterWorld *world, Row *row)
{
  const MusterAlert *alert =
      muster_alert_index_get (muster_world_get_alerts (world), row->alert.id);
  const MusterSuppression *held;

  if (alert == NULL || alert->status != MUSTER_ALERT_FIRING || !may_see (self, world, alert))
    return;
  held = muster_suppressions_get (muster_world_get_suppressions (world), alert->id);
  if (held != NULL && !muster_suppressed_by_gate (held->suppressor.by))
    row->alert.held = held->suppressor;
  row->is_shown = passes_flags (&self->wanted, row->alert.held.by);
  row->alert.starts_us = alert->starts_us;
  row->alert.last_seen_us = alert->last_seen_us;
  row->alert.ends_us = alert->ends_us;
  if (row->alert.payload.n == 0)
    stand_in_for_payload (self, world, alert, row);
}

/* What the alerts of a page are now. */
static void
look (Export *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      const MusterIncident *incident;

      look_at (self, world, row);
      if (!row->is_first)
        continue;
      incident = muster_world_get_incident (world, (guint) (row->number >> SEQ_BITS));
      row->group = incident != NULL ? g_strdup (incident->group) : NULL;
    }
  self->wait_seq = muster_world_get_seq (world);
}

/* --- reading a page --- */

static guint64
seq_of (const Export *self, guint i)
{
  guint64 number = g_array_index (self->rows, Row, i).number;

  return self->wanted.in_groups ? number & SEQ_MASK : number;
}

static int
compare_seqs (gconstpointer a, gconstpointer b, gpointer data)
{
  guint64 x = seq_of (data, *(const guint *) a), y = seq_of (data, *(const guint *) b);

  return (x > y) - (x < y);
}

static void
read_cb (MusterUlid alert, MusterText payload, gpointer user_data)
{
  Export *self = user_data;
  Row *row = &g_array_index (self->rows, Row, self->order[self->n_read++]);

  row->alert.id = alert;
  row->alert.payload =
      (MusterText){ muster_arena_strndup (self->arena, payload.bytes, payload.n), payload.n };
}

/* FALSE: there is no more, or with @error it cannot be read. */
static gboolean
read_page (Export *self, GError **error)
{
  guint n = muster_number_set_take (self->numbers, self->page, self->page_n);

  g_array_set_size (self->rows, 0);
  g_array_set_size (self->rows, n);
  muster_arena_reset (self->arena);
  for (guint i = 0; i < n; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      row->number = self->page[i];
      row->is_first = self->wanted.in_groups &&
                      (i == 0 || self->page[i] >> SEQ_BITS != self->page[i - 1] >> SEQ_BITS);
      self->order[i] = i;
    }
  if (self->wanted.in_groups)
    g_qsort_with_data (self->order, (gint) n, sizeof *self->order, compare_seqs, self);
  for (guint i = 0; i < n; i++)
    self->page[i] = seq_of (self, self->order[i]);
  self->n_read = 0;
  return n > 0 && muster_journal_reader_read (self->reader, self->page, n, read_cb, self, error);
}

/* --- writing --- */

/* ["alertname","A",…] as the incident keeps it */
static void
write_group_labels (Export *self, const char *group)
{
  MusterText name, value;

  muster_json_begin_object (&self->writer);
  if (group != NULL)
    {
      muster_json_reader_begin (self->json, group, strlen (group), self->arena);
      muster_json_reader_enter_array (self->json);
      while (muster_json_reader_next_item (self->json) &&
             muster_json_reader_string (self->json, &name) &&
             muster_json_reader_next_item (self->json) &&
             muster_json_reader_string (self->json, &value))
        {
          g_autofree char *label = muster_text_dup (name);

          if (*label == '-') /* ours, not the sender's */
            continue;
          muster_json_name (&self->writer, label);
          muster_json_text (&self->writer, value.bytes, value.n);
        }
    }
  muster_json_end_object (&self->writer);
}

static void
end_group (Export *self)
{
  if (!self->in_group)
    return;
  muster_json_end_array (&self->writer);
  muster_json_end_object (&self->writer);
  self->in_group = FALSE;
}

static void
begin_group (Export *self, const char *group)
{
  muster_json_begin_object (&self->writer);
  muster_json_name (&self->writer, "labels");
  write_group_labels (self, group);
  muster_json_name (&self->writer, "receiver");
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "name", MUSTER_AM_RECEIVER);
  muster_json_end_object (&self->writer);
  muster_json_name (&self->writer, "alerts");
  muster_json_begin_array (&self->writer);
  self->in_group = TRUE;
}

static void
write_page (Export *self)
{
  const char *group = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      guint64 incident = row->number >> SEQ_BITS;
      MusterAmText text;

      if (row->is_first)
        group = row->group;
      if (!row->is_shown ||
          !muster_am_read_payload (row->alert.payload, self->json, self->arena, &text) ||
          muster_matchers_match (self->filter, &text.labels) != MUSTER_PATTERN_YES)
        continue;
      if (self->wanted.in_groups && (!self->in_group || incident != self->group))
        {
          end_group (self);
          begin_group (self, group);
          self->group = incident;
        }
      if (self->writer.comma)
        g_string_append_c (self->piece, ',');
      self->writer.comma = TRUE;
      muster_am_append_alert (self->piece, &row->alert, &text);
    }
}

/* --- the whole --- */

static void
begin_piece (Export *self)
{
  self->piece = g_string_sized_new (PAGE_N * ALERT_BYTES);
  self->writer.out = self->piece;
}

/* FALSE: nobody reads it any more. */
static gboolean
send_piece (Export *self)
{
  if (self->request != NULL)
    muster_request_answer_body (g_steal_pointer (&self->request), self->body);
  return muster_body_write (self->body, g_steal_pointer (&self->piece));
}

static void
finish (Export *self)
{
  end_group (self);
  muster_json_end_array (&self->writer);
  if (self->request != NULL) /* short: as any other answer */
    muster_request_answer (
        g_steal_pointer (&self->request),
        muster_answer_new_take (200, "application/json", g_steal_pointer (&self->piece)));
  else if (send_piece (self))
    muster_body_end (self->body);
}

static gboolean
write_all (Export *self, GError **error)
{
  self->reader = muster_journal_open_reader (muster_committer_get_journal (self->committer), error);
  if (self->reader == NULL)
    return FALSE;
  self->has_more = !self->wanted.nothing;
  while (self->has_more)
    if (!ask (self, collect, error))
      return FALSE;
  begin_piece (self);
  muster_json_writer_init (&self->writer, self->piece);
  muster_json_begin_array (&self->writer);
  for (gboolean is_sent = FALSE; read_page (self, error); is_sent = TRUE)
    {
      if (is_sent && !send_piece (self))
        return TRUE;
      if (is_sent)
        begin_piece (self);
      if (!ask (self, look, error))
        return FALSE;
      write_page (self);
    }
  if (*error != NULL)
    return FALSE;
  finish (self);
  return TRUE;
}

static gpointer
export_cb (gpointer data)
{
  Export *self = data;
  g_autoptr (GError) error = NULL;

  if (!write_all (self, &error))
    {
      g_warning ("a list of alerts ends early: %s", error->message);
      if (self->request != NULL)
        muster_request_answer (g_steal_pointer (&self->request),
                               muster_am_refusal (503, "the journal cannot be read"));
    }
  export_free (self);
  return NULL;
}

static MusterWorkResult
refuse (MusterAmWork *work)
{
  work->work.answer = muster_am_refusal (503, "too many lists of alerts at once, try again later");
  muster_answer_add_retry_after (work->work.answer, RETRY_AFTER_S);
  return MUSTER_WORK_DONE;
}

/**
 * muster_am_export:
 * @work: a request that is deferred
 * @committer: whose alerts
 * @wanted: which
 *
 * Has a thread answer the request; as many at a time as there may be, else it is refused.
 *
 * Returns: %MUSTER_WORK_DONE; the request is the thread's
 */
MusterWorkResult
muster_am_export (MusterAmWork *work, MusterCommitter *committer, const MusterAmWanted *wanted)
{
  if (g_atomic_int_add (&work->call.api->exports_n, 1) >= EXPORTS_MAX)
    {
      g_atomic_int_add (&work->call.api->exports_n, -1);
      return refuse (work);
    }
  g_thread_unref (g_thread_new ("alerts", export_cb, export_new (work, committer, wanted)));
  return MUSTER_WORK_DONE;
}
