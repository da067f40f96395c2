/* alert-page.c - reads alerts as the hub lists them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/alert-item-private.h"
#include "console/format.h"

/* What the hub says of what holds an alert back. */
typedef struct
{
  char *kind;
  char *rule;
  char *by; /* who silenced it, or the alert that inhibits it */
  char *comment;
  gint64 ends_us;
} Hold;

static void
hold_clear (Hold *self)
{
  g_free (self->kind);
  g_free (self->rule);
  g_free (self->by);
  g_free (self->comment);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hold, hold_clear)

/* (nullable): a text fit to be shown (security R9) */
static char *
read_safe (MusterJsonReader *reader)
{
  MusterText text;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    {
      muster_json_reader_skip (reader);
      return NULL;
    }
  if (!muster_json_reader_string (reader, &text))
    return NULL;
  return muster_safe_text (text.bytes, (gssize) text.n, FALSE);
}

static void
set_safe (char **to, MusterJsonReader *reader)
{
  g_free (*to);
  *to = read_safe (reader);
}

static gint64
read_instant (MusterJsonReader *reader)
{
  gint64 at_us = MUSTER_NO_TIME;
  MusterText text;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    muster_json_reader_skip (reader);
  else if (muster_json_reader_string (reader, &text) &&
           !muster_instant_parse (text.bytes, (gssize) text.n, &at_us))
    return MUSTER_NO_TIME;
  return at_us;
}

/* --- what holds it back --- */

static char *
tell_silence (const Hold *hold)
{
  g_autofree char *end =
      hold->ends_us != MUSTER_NO_TIME ? muster_format_time_of_day (hold->ends_us, NULL) : NULL;
  g_autofree char *by = NULL;

  if (hold->by && *hold->by && end)
    /* TRANSLATORS: who keeps an alert back, and until which time of day */
    by = g_strdup_printf (_ ("silenced by %s until %s"), hold->by, end);
  else if (end)
    /* TRANSLATORS: until which time of day an alert is kept back */
    by = g_strdup_printf (_ ("silenced until %s"), end);
  else
    /* TRANSLATORS: an alert that nobody is told of, because somebody asked for it */
    by = g_strdup (_ ("silenced"));
  if (!hold->comment || !*hold->comment)
    return g_steal_pointer (&by);
  return g_strdup_printf ("%s: %s", by, hold->comment);
}

static char *
tell_pause (const Hold *hold)
{
  g_autofree char *until = hold->ends_us != MUSTER_NO_TIME
                               ? muster_format_time_of_day (hold->ends_us, NULL)
                               : g_strdup ("?");

  if (hold->rule)
    /* TRANSLATORS: an alert may be over soon by itself, as in
     * "waits until 14:03: 9 of 10 were over within 40 s" */
    return g_strdup_printf (_ ("waits until %s: %s"), until, hold->rule);
  /* TRANSLATORS: an alert may be over soon by itself; a time of day */
  return g_strdup_printf (_ ("waits until %s"), until);
}

static char *
tell_inhibition (const Hold *hold)
{
  if (hold->by && hold->rule)
    /* TRANSLATORS: an alert is kept back by another one, by a rule of that name */
    return g_strdup_printf (_ ("inhibited by %s (rule %s)"), hold->by, hold->rule);
  if (hold->by)
    /* TRANSLATORS: an alert is kept back by another one */
    return g_strdup_printf (_ ("inhibited by %s"), hold->by);
  if (hold->rule)
    /* TRANSLATORS: an alert is kept back by another one, by a rule of that name */
    return g_strdup_printf (_ ("inhibited (rule %s)"), hold->rule);
  /* TRANSLATORS: an alert is kept back by another one */
  return g_strdup (_ ("inhibited"));
}

static char *
tell_maintenance (const Hold *hold)
{
  g_autofree char *end =
      hold->ends_us != MUSTER_NO_TIME ? muster_format_time_of_day (hold->ends_us, NULL) : NULL;
  g_autofree char *what = NULL;

  if (hold->rule && end)
    /* TRANSLATORS: an alert is kept back by a maintenance window of that name, until a time of day
     */
    what = g_strdup_printf (_ ("maintenance %s until %s"), hold->rule, end);
  else
    /* TRANSLATORS: an alert is kept back by a maintenance window */
    what = g_strdup (_ ("maintenance"));
  if (!hold->comment || !*hold->comment)
    return g_steal_pointer (&what);
  return g_strdup_printf ("%s: %s", what, hold->comment);
}

static char *
tell_hold (const Hold *hold)
{
  if (g_strcmp0 (hold->kind, "silence") == 0)
    return tell_silence (hold);
  if (g_strcmp0 (hold->kind, "inhibition") == 0)
    return tell_inhibition (hold);
  if (g_strcmp0 (hold->kind, "maintenance") == 0)
    return tell_maintenance (hold);
  if (g_strcmp0 (hold->kind, "threshold") == 0 && hold->rule)
    /* TRANSLATORS: an alert waits for more of its kind, as in "waits: disks: until 3 fire at once"
     */
    return g_strdup_printf (_ ("waits: %s"), hold->rule);
  if (g_strcmp0 (hold->kind, "pause") == 0)
    return tell_pause (hold);
  /* TRANSLATORS: nobody is told of an alert, for a reason that this version does not know */
  return hold->rule ? g_strdup_printf (_ ("held back (rule %s)"), hold->rule)
                    : g_strdup (_ ("held back"));
}

static char *
read_reason (MusterJsonReader *reader)
{
  g_auto (Hold) hold = { .ends_us = MUSTER_NO_TIME };
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "kind"))
      set_safe (&hold.kind, reader);
    else if (muster_text_equal (name, "rule"))
      set_safe (&hold.rule, reader);
    else if (muster_text_equal (name, "createdBy") || muster_text_equal (name, "alertname"))
      set_safe (&hold.by, reader);
    else if (muster_text_equal (name, "comment"))
      set_safe (&hold.comment, reader);
    else if (muster_text_equal (name, "endsAt"))
      hold.ends_us = read_instant (reader);
    else
      muster_json_reader_skip (reader);
  return tell_hold (&hold);
}

/* --- an alert --- */

typedef struct
{
  gsize name, value; /* where they begin in the block */
  guint16 name_n, value_n;
} Place;

/* The labels' bytes go into one block, and are found in it when it no longer grows. */
static void
read_labels (MusterJsonReader *reader, MusterAlertItem *item, char **alert_name)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GString) block = g_string_new (NULL);
  MusterText name, value;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      Place place = { block->len, block->len + name.n, (guint16) name.n, 0 };

      if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING || name.n > G_MAXUINT16)
        {
          muster_json_reader_skip (reader);
          continue;
        }
      g_string_append_len (block, name.bytes, (gssize) name.n);
      if (!muster_json_reader_string (reader, &value) || value.n > G_MAXUINT16)
        continue;
      g_string_append_len (block, value.bytes, (gssize) value.n);
      place.value_n = (guint16) value.n;
      g_array_append_val (places, place);
      if (muster_text_equal ((MusterText){ block->str + place.name, place.name_n }, "alertname"))
        {
          g_free (*alert_name);
          *alert_name = muster_safe_text (value.bytes, (gssize) value.n, FALSE);
        }
    }
  g_free (item->block);
  g_free (item->labels.items);
  item->block = g_string_free (g_steal_pointer (&block), FALSE);
  item->labels = (MusterLabelSet){ g_new (MusterLabel, places->len), places->len };
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      item->labels.items[i] = (MusterLabel){ item->block + place->name, item->block + place->value,
                                             place->name_n, place->value_n };
    }
}

static MusterAlertState
read_state (MusterJsonReader *reader)
{
  g_autofree char *status = read_safe (reader);

  if (g_strcmp0 (status, "firing") == 0)
    return MUSTER_ALERT_STATE_FIRING;
  return g_strcmp0 (status, "suppressed") == 0 ? MUSTER_ALERT_STATE_HELD
                                               : MUSTER_ALERT_STATE_RESOLVED;
}

static void
finish_alert (MusterAlertItem *item, char *alert_name)
{
  if (!item->id)
    item->id = g_strdup ("");
  item->folded = muster_alert_filter_fold (item->title, &item->labels);
  if (alert_name)
    {
      g_free (item->title);
      item->title = g_strdup (alert_name);
    }
  else if (!item->title)
    item->title = g_strdup (_ ("Alert without a name"));
  if (item->state == MUSTER_ALERT_STATE_HELD && !item->reason)
    /* TRANSLATORS: nobody is told of an alert, for a reason that this version does not know */
    item->reason = g_strdup (_ ("held back"));
}

/* {"changedAt":[…]} */
static guint
count_changes (MusterJsonReader *reader)
{
  MusterText name;
  guint n = 0;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "changedAt"))
      {
        muster_json_reader_enter_array (reader);
        for (; muster_json_reader_next_item (reader); n++)
          muster_json_reader_skip (reader);
      }
    else
      muster_json_reader_skip (reader);
  return n;
}

static MusterAlertItem *
read_alert (MusterJsonReader *reader)
{
  MusterAlertItem *item = g_object_new (MUSTER_TYPE_ALERT_ITEM, NULL);
  g_autofree char *alert_name = NULL;
  MusterText name;

  item->first_us = item->last_us = MUSTER_NO_TIME;
  item->state = MUSTER_ALERT_STATE_RESOLVED;
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "id"))
      set_safe (&item->id, reader);
    else if (muster_text_equal (name, "title"))
      set_safe (&item->title, reader);
    else if (muster_text_equal (name, "labels"))
      read_labels (reader, item, &alert_name);
    else if (muster_text_equal (name, "status"))
      item->state = read_state (reader);
    else if (muster_text_equal (name, "suppressedBy") &&
             muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
      {
        g_free (item->reason);
        item->reason = read_reason (reader);
      }
    else if (muster_text_equal (name, "flapping") &&
             muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
      item->changes = count_changes (reader);
    else if (muster_text_equal (name, "reason"))
      set_safe (&item->why, reader);
    else if (muster_text_equal (name, "startsAt"))
      item->first_us = read_instant (reader);
    else if (muster_text_equal (name, "lastSeenAt"))
      item->last_us = read_instant (reader);
    else if (muster_text_equal (name, "count"))
      muster_json_reader_int (reader, &item->count);
    else
      muster_json_reader_skip (reader);
  finish_alert (item, alert_name);
  return item;
}

/* --- a page --- */

/**
 * muster_alert_page_free:
 * @self: a page
 */
void
muster_alert_page_free (MusterAlertPage *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->cursor);
  g_free (self);
}

/**
 * muster_alert_page_read:
 * @json: what the hub answered to GET /v1/alerts or /v1/silences/preview
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable): the page
 */
MusterAlertPage *
muster_alert_page_read (GBytes *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterAlertPage) page = g_new0 (MusterAlertPage, 1);
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "cursor"))
      set_safe (&page->cursor, reader);
    else if (muster_text_equal (name, "alerts"))
      muster_json_reader_int (reader, &page->alerts_n);
    else if (muster_text_equal (name, "incidents"))
      muster_json_reader_int (reader, &page->incidents_n);
    else if (muster_text_equal (name, "items") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        g_ptr_array_add (page->items, read_alert (reader));
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, error) ? g_steal_pointer (&page) : NULL;
}

/* --- from the hub --- */

static void
read_thread (GTask *task, gpointer source, gpointer json, GCancellable *cancellable)
{
  GError *error = NULL;
  MusterAlertPage *page = muster_alert_page_read (json, &error);

  if (page)
    g_task_return_pointer (task, page, (GDestroyNotify) muster_alert_page_free);
  else
    g_task_return_error (task, error);
}

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);

  if (!json)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, json, (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * muster_alert_page_get_async:
 * @replica: the hub's
 * @path: "/v1/alerts?…"
 * @cancellable: (nullable): ends it
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Gets a page from the hub; thousands of alerts are read without holding up a frame.
 */
void
muster_alert_page_get_async (MusterReplica *replica,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (replica, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_alert_page_get_async);
  muster_replica_get_async (replica, path, cancellable, got_cb, task);
}

/**
 * muster_alert_page_get_finish:
 * @replica: the hub's
 * @result: what the callback got
 * @error: return location: the hub's words, the link's, or the reader's
 *
 * Returns: (transfer full) (nullable): the page
 */
MusterAlertPage *
muster_alert_page_get_finish (MusterReplica *replica, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, replica), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
