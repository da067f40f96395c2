/* alertmanager-alerts.c - Alertmanager's lists of alerts: heads from the index, the rest from the
 * journal, a page at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/alertmanager-json.h"
#include "hub/alertmanager.h"

#include <string.h>

#define PAGE_N 500

typedef struct
{
  MusterUlid id;
  guint incident;
} MusterAmItem;

typedef struct
{
  const MusterAmWork *work;
  const MusterWorld *world;
  gboolean active, silenced, inhibited;
} Search;

static gboolean
get_flag (const MusterAmWork *self, const char *name)
{
  return g_strcmp0 (muster_target_get (self->call.target, name), "false") != 0;
}

static gboolean
passes_flags (const Search *self, const MusterAlert *alert)
{
  const MusterSuppression *held =
      muster_suppressions_get (muster_world_get_suppressions (self->world), alert->id);

  if (held == NULL || muster_suppressed_by_gate (held->suppressor.by))
    return self->active;
  return held->suppressor.by == MUSTER_SUPPRESSED_BY_INHIBITION ? self->inhibited : self->silenced;
}

static void
consider (MusterAlert *alert, gpointer user_data)
{
  const Search *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterAmItem item = { alert->id, muster_world_number_of (self->world, alert) };
  const MusterObject *key;

  if (alert->status != MUSTER_ALERT_FIRING || !passes_flags (self, alert))
    return;
  key = muster_directory_get (muster_world_get_directory (self->world),
                              muster_alert_index_key (alerts, alert));
  if (!muster_am_may_see (self->work, key != NULL ? key->service : (MusterUlid){ 0, 0 }))
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  if (muster_matchers_match (self->work->filter, &labels) == MUSTER_PATTERN_YES)
    g_array_append_val (self->work->alerts, item);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return muster_ulid_compare (((const MusterAmItem *) a)->id, ((const MusterAmItem *) b)->id);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const MusterAmItem *x = a, *y = b;

  return x->incident != y->incident ? (x->incident > y->incident) - (x->incident < y->incident)
                                    : compare_ids (a, b);
}

/* There is one receiver; a pattern that leaves it out leaves everything out. */
static gboolean
wants_receiver (const MusterAmWork *self)
{
  const char *receiver = muster_target_get (self->call.target, "receiver");
  g_autoptr (MusterPattern) pattern = NULL;

  if (receiver == NULL)
    return TRUE;
  pattern = muster_pattern_new (receiver, NULL);
  return pattern != NULL &&
         muster_pattern_match (pattern, MUSTER_AM_RECEIVER, strlen (MUSTER_AM_RECEIVER)) ==
             MUSTER_PATTERN_YES;
}

/* --- writing --- */

/* ["alertname","A",…] as the incident keeps it */
static void
write_group_labels (MusterJsonWriter *writer, const MusterIncident *incident)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, value;

  muster_json_begin_object (writer);
  if (incident != NULL && incident->group != NULL)
    {
      muster_json_reader_begin (reader, incident->group, strlen (incident->group), NULL);
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &name) &&
             muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &value))
        {
          g_autofree char *label = muster_text_dup (name);

          if (*label == '-') /* ours, not the sender's */
            continue;
          muster_json_name (writer, label);
          muster_json_text (writer, value.bytes, value.n);
        }
    }
  muster_json_end_object (writer);
}

static void
begin_group (MusterAmWork *self, const MusterWorld *world, guint incident)
{
  muster_json_begin_object (&self->writer);
  muster_json_name (&self->writer, "labels");
  write_group_labels (&self->writer, muster_world_get_incident (world, incident));
  muster_json_name (&self->writer, "receiver");
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "name", MUSTER_AM_RECEIVER);
  muster_json_end_object (&self->writer);
  muster_json_name (&self->writer, "alerts");
  muster_json_begin_array (&self->writer);
}

static void
end_group (MusterAmWork *self)
{
  muster_json_end_array (&self->writer);
  muster_json_end_object (&self->writer);
}

static const MusterAmItem *
get_item (const MusterAmWork *self, guint i)
{
  return &g_array_index (self->alerts, MusterAmItem, i);
}

static void
write_item (MusterAmWork *self, const MusterWorld *world, guint i, const MusterEvent *event)
{
  const MusterAmItem *item = get_item (self, i);
  const MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (world), item->id);
  gboolean in_groups = self->func == muster_am_get_groups;

  if (in_groups && (i == 0 || get_item (self, i - 1)->incident != item->incident))
    {
      if (i > 0)
        end_group (self);
      begin_group (self, world, item->incident);
    }
  if (alert != NULL && alert->status == MUSTER_ALERT_FIRING)
    muster_am_write_alert (&self->writer, world, alert, event);
}

static void
finish (MusterAmWork *self)
{
  if (self->func == muster_am_get_groups && self->alerts->len > 0)
    end_group (self);
  muster_json_end_array (&self->writer);
  muster_am_answer (self, self->committer, g_steal_pointer (&self->body));
  muster_committer_finish (self->committer, &self->work);
}

static void read_page (MusterAmWork *self);

static const MusterEvent *
find_event (const MusterBatch *events, guint64 seq)
{
  guint low = 0, high = events != NULL ? muster_batch_length (events) : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MusterEvent *event = muster_batch_get (events, middle);

      if (event->seq == seq)
        return event;
      if (event->seq < seq)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MusterAmWork *self = user_data;
  const MusterWorld *world = muster_committer_get_world (self->committer);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterBatch) events =
      muster_journal_read_finish (MUSTER_JOURNAL (source), result, &error);
  guint end = MIN (self->written + PAGE_N, self->alerts->len);

  if (events == NULL)
    g_warning ("annotations cannot be read: %s", error->message);
  for (; self->written < end; self->written++)
    {
      const MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (world),
                                                         get_item (self, self->written)->id);

      write_item (self, world, self->written,
                  alert != NULL ? find_event (events, alert->seq) : NULL);
    }
  if (self->written < self->alerts->len)
    read_page (self);
  else
    finish (self);
}

static int
compare_seqs (gconstpointer a, gconstpointer b)
{
  const guint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
read_page (MusterAmWork *self)
{
  const MusterWorld *world = muster_committer_get_world (self->committer);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint end = MIN (self->written + PAGE_N, self->alerts->len);

  for (guint i = self->written; i < end; i++)
    {
      const MusterAlert *alert =
          muster_alert_index_get (muster_world_get_alerts (world), get_item (self, i)->id);

      if (alert != NULL)
        g_array_append_val (seqs, alert->seq);
    }
  g_array_sort (seqs, compare_seqs);
  muster_journal_read_async (muster_committer_get_journal (self->committer),
                             (const guint64 *) (gpointer) seqs->data, seqs->len, NULL, page_read_cb,
                             self);
}

static MusterWorkResult
list_alerts (MusterAmWork *self, MusterCommitter *committer, GCompareFunc order)
{
  Search search = { self, muster_committer_get_world (committer), get_flag (self, "active"),
                    get_flag (self, "silenced"), get_flag (self, "inhibited") };

  self->committer = committer;
  self->alerts = g_array_new (FALSE, FALSE, sizeof (MusterAmItem));
  if (wants_receiver (self))
    muster_alert_index_foreach (muster_world_get_alerts (search.world), consider, &search);
  g_array_sort (self->alerts, order);
  self->body = g_string_new (NULL);
  muster_json_writer_init (&self->writer, self->body);
  muster_json_begin_array (&self->writer);
  read_page (self);
  return MUSTER_WORK_PENDING;
}

/**
 * muster_am_get_alerts:
 * @self: GET /api/v2/alerts
 * @committer: whose alerts
 *
 * Lists what fires, the oldest first.
 *
 * Returns: %MUSTER_WORK_PENDING
 */
MusterWorkResult
muster_am_get_alerts (MusterAmWork *self, MusterCommitter *committer)
{
  return list_alerts (self, committer, compare_ids);
}

/**
 * muster_am_get_groups:
 * @self: GET /api/v2/alerts/groups
 * @committer: whose alerts
 *
 * Lists what fires by incident; what has none is the first group.
 *
 * Returns: %MUSTER_WORK_PENDING
 */
MusterWorkResult
muster_am_get_groups (MusterAmWork *self, MusterCommitter *committer)
{
  return list_alerts (self, committer, compare_groups);
}
