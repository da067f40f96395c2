/* api-alerts.c - GET /v1/alerts: heads from the index, annotations from the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/query.h"
#include "model/command.h"
#include "world/members.h"

#include <string.h>

/* "name=value": that label; anything else: a part of any value */
static gboolean
passes_filter (const MusterWorld *world, const MusterAlert *alert, const char *filter)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  const char *equals = filter != NULL ? strchr (filter, '=') : NULL;
  gsize filter_n = filter != NULL ? strlen (filter) : 0;

  if (filter_n == 0)
    return TRUE;
  muster_alert_get_labels (muster_world_get_alerts (world), alert, &labels);
  for (guint i = 0; i < labels.n; i++)
    {
      const MusterLabel *label = &items[i];
      gsize name_n = equals != NULL ? (gsize) (equals - filter) : 0;

      if (equals == NULL ? memmem (label->value, label->value_n, filter, filter_n) != NULL
                         : label->name_n == name_n && memcmp (label->name, filter, name_n) == 0 &&
                               label->value_n == filter_n - name_n - 1 &&
                               memcmp (label->value, equals + 1, label->value_n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The next page begins after the last alert of this one, which may be of a newer incident than the
 * first of the next. */
static void
end_page (MusterQuery *self, const MusterWorld *world, const MusterUlid *last)
{
  const MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (world), *last);
  g_autofree char *id = muster_ulid_to_string (*last);

  self->cursor = g_strdup_printf ("%u.%s", alert->incident, id);
}

/* Collects a page of an incident's alerts, newest first; FALSE when the page is full. */
static gboolean
collect_alerts (MusterQuery *self, const MusterWorld *world, guint incident, MusterUlid *after)
{
  const char *filter = muster_query_parameter (self, "filter");
  guint limit = muster_query_page_size (self);

  for (const MusterAlert *alert =
           muster_alert_index_first (muster_world_get_alerts (world), incident);
       alert != NULL; alert = alert->older)
    {
      if (!muster_ulid_is_null (*after))
        {
          if (muster_ulid_equal (alert->id, *after))
            *after = (MusterUlid){ 0, 0 };
          continue;
        }
      if (!passes_filter (world, alert, filter))
        continue;
      if (self->alerts->len == limit)
        {
          end_page (self, world, g_ptr_array_index (self->alerts, limit - 1));
          return FALSE;
        }
      g_ptr_array_add (self->alerts, g_memdup2 (&alert->id, sizeof alert->id));
    }
  *after = (MusterUlid){ 0, 0 };
  return TRUE;
}

/* What is held back, in the order of the alerts' ids; @incident: only of that one, where one is
 * named. */
static void
collect_suppressed (MusterQuery *self, const MusterWorld *world, const char *incident)
{
  g_autoptr (GPtrArray) held = muster_suppressions_list (muster_world_get_suppressions (world));
  const char *cursor = muster_query_parameter (self, "cursor");
  const char *filter = muster_query_parameter (self, "filter");
  guint limit = muster_query_page_size (self);
  guint number = incident != NULL ? muster_incident_parse_id (incident, -1) : 0;
  MusterUlid after = { 0, 0 };

  if (cursor != NULL)
    muster_ulid_parse (cursor, -1, &after);
  for (guint i = 0; i < held->len; i++)
    {
      const MusterSuppression *one = g_ptr_array_index (held, i);
      const MusterAlert *alert =
          muster_alert_index_get (muster_world_get_alerts (world), one->alert);

      if (muster_ulid_compare (one->alert, after) <= 0 || alert == NULL ||
          (incident != NULL && alert->incident != number) || !passes_filter (world, alert, filter))
        continue;
      if (self->alerts->len == limit)
        {
          self->cursor = muster_ulid_to_string (
              *(const MusterUlid *) g_ptr_array_index (self->alerts, limit - 1));
          return;
        }
      g_ptr_array_add (self->alerts, g_memdup2 (&alert->id, sizeof alert->id));
    }
}

/* The alerts of an incident, and of those merged into it; from the one that the cursor names. */
static void
collect_incident (MusterQuery *self,
                  const MusterWorld *world,
                  guint incident,
                  guint from,
                  MusterUlid *after)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean begun = muster_ulid_is_null (*after);

  muster_world_list_members (world, incident, members);
  for (guint i = 0; i < members->len; i++)
    {
      begun = begun || g_array_index (members, guint, i) == from;
      if (begun && !collect_alerts (self, world, g_array_index (members, guint, i), after))
        return;
    }
}

static void
collect_page (MusterQuery *self, const MusterWorld *world)
{
  const char *incident = muster_query_parameter (self, "incident");
  const char *cursor = muster_query_parameter (self, "cursor");
  guint number = muster_world_last_incident (world);
  MusterUlid after = { 0, 0 };
  const char *dot = cursor != NULL ? strchr (cursor, '.') : NULL;

  if (dot != NULL && muster_ulid_parse (dot + 1, -1, &after))
    number = (guint) MIN (g_ascii_strtoull (cursor, NULL, 10), number);
  if (g_strcmp0 (muster_query_parameter (self, "status"), "suppressed") == 0)
    {
      collect_suppressed (self, world, incident);
      return;
    }
  if (incident != NULL)
    {
      collect_incident (self, world, muster_incident_parse_id (incident, -1),
                        dot != NULL ? number : 0, &after);
      return;
    }
  while (number > 0 && collect_alerts (self, world, number, &after))
    number--;
}

static const MusterEvent *
find_event (const MusterBatch *events, guint64 seq)
{
  for (guint i = 0; events != NULL && i < muster_batch_length (events); i++)
    if (muster_batch_get (events, i)->seq == seq)
      return muster_batch_get (events, i);
  return NULL;
}

static void
alerts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MusterQuery *self = user_data;
  const MusterWorld *world = muster_committer_get_world (self->committer);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterBatch) events =
      muster_journal_read_finish (MUSTER_JOURNAL (source), result, &error);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  if (events == NULL)
    g_warning ("annotations cannot be read: %s", error->message);
  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < self->alerts->len; i++)
    {
      const MusterUlid *id = g_ptr_array_index (self->alerts, i);
      const MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (world), *id);

      if (alert != NULL)
        muster_json_alert (&writer, world, alert, find_event (events, alert->seq));
    }
  if (self->tail != NULL)
    {
      muster_json_end_array (&writer);
      self->tail (self, &writer);
      muster_json_end_object (&writer);
    }
  else
    muster_query_end_list (&writer, self->cursor);
  muster_query_answer_json (self, self->committer, body);
  muster_committer_finish (self->committer, &self->work);
}

static int
compare_seqs (gconstpointer a, gconstpointer b)
{
  const guint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/**
 * muster_query_tell_alerts:
 * @self: a query whose alerts are collected
 * @committer: whose alerts
 *
 * Goes on when the journal has read what it says of them.
 *
 * Returns: %MUSTER_WORK_PENDING
 */
MusterWorkResult
muster_query_tell_alerts (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (guint64));

  self->committer = committer;
  for (guint i = 0; i < self->alerts->len; i++)
    {
      const MusterUlid *id = g_ptr_array_index (self->alerts, i);
      const MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (world), *id);

      g_array_append_val (seqs, alert->seq);
    }
  g_array_sort (seqs, compare_seqs);
  muster_journal_read_async (muster_committer_get_journal (committer),
                             (const guint64 *) (gpointer) seqs->data, seqs->len, NULL,
                             alerts_read_cb, self);
  return MUSTER_WORK_PENDING;
}

/**
 * muster_query_get_alerts:
 * @self: GET /v1/alerts
 * @committer: whose alerts
 *
 * Collects a page of alerts, and tells of them.
 *
 * Returns: %MUSTER_WORK_PENDING
 */
MusterWorkResult
muster_query_get_alerts (MusterQuery *self, MusterCommitter *committer)
{
  self->alerts = g_ptr_array_new_with_free_func (g_free);
  collect_page (self, muster_committer_get_world (committer));
  return muster_query_tell_alerts (self, committer);
}
