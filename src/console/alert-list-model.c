/* alert-list-model.c - the alerts of an incident, a page at a time from the hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-list-model.h"

#include <glib/gi18n.h>

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/format.h"

#define PAGE_N          200u
#define SHOWN_LABEL_MAX 80 /* bytes of one value */

struct _MusterAlertItem
{
  GObject parent_instance;
  char *title;
  char *labels;
  char *times;
  gboolean is_firing;
};

struct _MusterAlertListModel
{
  GObject parent_instance;
  MusterReplica *replica;
  guint incident;
  char *filter;
  GPtrArray *items; /* of MusterAlertItem */
  char *cursor;     /* (nullable): of the next page */
  gboolean is_whole;
  char *trouble;
  GCancellable *loading; /* (nullable) */
};

static guint signal_loaded;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (MusterAlertItem, muster_alert_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (MusterAlertListModel,
                               muster_alert_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- an alert --- */

static void
muster_alert_item_finalize (GObject *object)
{
  MusterAlertItem *self = MUSTER_ALERT_ITEM (object);

  g_free (self->title);
  g_free (self->labels);
  g_free (self->times);
  G_OBJECT_CLASS (muster_alert_item_parent_class)->finalize (object);
}

static void
muster_alert_item_class_init (MusterAlertItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_alert_item_finalize;
}

static void
muster_alert_item_init (MusterAlertItem *self)
{
}

const char *
muster_alert_item_get_title (MusterAlertItem *self)
{
  return self->title;
}

const char *
muster_alert_item_get_labels (MusterAlertItem *self)
{
  return self->labels;
}

const char *
muster_alert_item_get_times (MusterAlertItem *self)
{
  return self->times;
}

gboolean
muster_alert_item_is_firing (MusterAlertItem *self)
{
  return self->is_firing;
}

/* --- reading a page --- */

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

/* "pod=a · namespace=b"; the name is the title, when there is no other */
static char *
read_labels (MusterJsonReader *reader, char **alert_name)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      gboolean is_name = muster_text_equal (name, "alertname");
      g_autofree char *shown = muster_safe_text (name.bytes, (gssize) name.n, FALSE);
      g_autofree char *value = read_safe (reader);
      g_autofree char *cut =
          value != NULL ? muster_cut_text (value, strlen (value), SHOWN_LABEL_MAX) : NULL;

      if (value == NULL)
        continue;
      if (is_name)
        {
          g_free (*alert_name);
          *alert_name = g_steal_pointer (&value);
          continue;
        }
      g_string_append_printf (out, "%s%s=%s", out->len > 0 ? " · " : "", shown,
                              cut != NULL ? cut : value);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
tell_times (gint64 first_us, gint64 last_us, gint64 count)
{
  g_autofree char *first = first_us != MUSTER_NO_TIME ? muster_format_time (first_us, NULL) : NULL;
  g_autofree char *last = last_us != MUSTER_NO_TIME ? muster_format_time (last_us, NULL) : NULL;
  g_autofree char *n = muster_format_count ((guint64) MAX (count, 0));

  /* TRANSLATORS: when an alert was first and last seen, and how often */
  return g_strdup_printf (ngettext ("first seen %s, last %s, %s time",
                                    "first seen %s, last %s, %s times", (gulong) MAX (count, 0)),
                          first != NULL ? first : "–", last != NULL ? last : "–", n);
}

static MusterAlertItem *
read_alert (MusterJsonReader *reader)
{
  g_autoptr (MusterAlertItem) item = g_object_new (MUSTER_TYPE_ALERT_ITEM, NULL);
  g_autofree char *alert_name = NULL;
  gint64 first_us = MUSTER_NO_TIME, last_us = MUSTER_NO_TIME, count = 0;
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (muster_text_equal (name, "title"))
        {
          g_free (item->title);
          item->title = read_safe (reader);
        }
      else if (muster_text_equal (name, "labels"))
        {
          g_free (item->labels);
          item->labels = read_labels (reader, &alert_name);
        }
      else if (muster_text_equal (name, "status"))
        {
          g_autofree char *status = read_safe (reader);

          item->is_firing = g_strcmp0 (status, "firing") == 0;
        }
      else if (muster_text_equal (name, "startsAt"))
        first_us = read_instant (reader);
      else if (muster_text_equal (name, "lastSeenAt"))
        last_us = read_instant (reader);
      else if (muster_text_equal (name, "count"))
        muster_json_reader_int (reader, &count);
      else
        muster_json_reader_skip (reader);
    }
  item->times = tell_times (first_us, last_us, count);
  if (alert_name != NULL || item->title == NULL)
    {
      g_free (item->title);
      item->title = alert_name != NULL ? g_steal_pointer (&alert_name)
                                       : g_strdup (_ ("Alert without a name"));
    }
  return g_steal_pointer (&item);
}

/**
 * muster_alert_page_read:
 * @page: what the hub answered to GET /v1/alerts
 * @cursor: (out) (nullable): of the next page; %NULL: this is the last one
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable): of #MusterAlertItem
 */
GPtrArray *
muster_alert_page_read (GBytes *page, char **cursor, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *next = NULL;
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (page, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (muster_text_equal (name, "cursor"))
        {
          g_free (next);
          next = read_safe (reader);
        }
      else if (muster_text_equal (name, "items") && muster_json_reader_enter_array (reader))
        while (muster_json_reader_next_item (reader))
          g_ptr_array_add (items, read_alert (reader));
      else
        muster_json_reader_skip (reader);
    }
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  *cursor = g_steal_pointer (&next);
  return g_steal_pointer (&items);
}

/* --- the list --- */

static GType
get_item_type (GListModel *model)
{
  return MUSTER_TYPE_ALERT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MUSTER_ALERT_LIST_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = MUSTER_ALERT_LIST_MODEL (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
stop (MusterAlertListModel *self)
{
  if (self->loading)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
dispose (GObject *object)
{
  MusterAlertListModel *self = MUSTER_ALERT_LIST_MODEL (object);

  stop (self);
  g_clear_object (&self->replica);
  g_ptr_array_set_size (self->items, 0);
  G_OBJECT_CLASS (muster_alert_list_model_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterAlertListModel *self = MUSTER_ALERT_LIST_MODEL (object);

  g_ptr_array_unref (self->items);
  g_free (self->filter);
  g_free (self->cursor);
  g_free (self->trouble);
  G_OBJECT_CLASS (muster_alert_list_model_parent_class)->finalize (object);
}

static void
muster_alert_list_model_class_init (MusterAlertListModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_loaded = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_alert_list_model_init (MusterAlertListModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->filter = g_strdup ("");
}

/**
 * muster_alert_list_model_new:
 * @replica: the hub's
 * @incident: n of INC-n
 *
 * Returns: (transfer full): an empty list; search() or load_more() fills it
 */
MusterAlertListModel *
muster_alert_list_model_new (MusterReplica *replica, guint incident)
{
  MusterAlertListModel *self = g_object_new (MUSTER_TYPE_ALERT_LIST_MODEL, NULL);

  self->replica = g_object_ref (replica);
  self->incident = incident;
  return self;
}

static void
append (MusterAlertListModel *self, GPtrArray *page)
{
  guint before = self->items->len;

  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (page, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, page->len);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterAlertListModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (GPtrArray) page = NULL;
  g_autofree char *cursor = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (bytes)
    page = muster_alert_page_read (bytes, &cursor, &error);
  g_free (self->trouble);
  self->trouble = page ? NULL : g_strdup (error->message);
  if (page)
    {
      g_free (self->cursor);
      self->cursor = g_steal_pointer (&cursor);
      self->is_whole = self->cursor == NULL;
      append (self, page);
    }
  g_signal_emit (self, signal_loaded, 0);
}

/**
 * muster_alert_list_model_load_more:
 * @self: a list
 *
 * Asks the hub for the next page, if there is one and none is on its way.
 */
void
muster_alert_list_model_load_more (MusterAlertListModel *self)
{
  g_autofree char *filter = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));

  if (self->loading || self->is_whole)
    return;
  filter = g_uri_escape_string (self->filter, NULL, FALSE);
  cursor = self->cursor ? g_uri_escape_string (self->cursor, NULL, FALSE) : NULL;
  path = g_strdup_printf ("/v1/alerts?incident=INC-%u&limit=%u&filter=%s%s%s", self->incident,
                          PAGE_N, filter, cursor ? "&cursor=" : "", cursor ? cursor : "");
  self->loading = g_cancellable_new ();
  muster_replica_get_async (self->replica, path, self->loading, loaded_cb, g_object_ref (self));
}

/**
 * muster_alert_list_model_search:
 * @self: a list
 * @filter: "name=value", a part of any label's value, or "" for all
 *
 * Empties the list and asks for the first page of what matches.
 */
void
muster_alert_list_model_search (MusterAlertListModel *self, const char *filter)
{
  guint n = self->items->len;

  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));

  stop (self);
  g_free (self->filter);
  self->filter = g_strdup (filter);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->trouble, g_free);
  self->is_whole = FALSE;
  g_ptr_array_set_size (self->items, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  muster_alert_list_model_load_more (self);
}

/**
 * muster_alert_list_model_is_loading:
 * @self: a list
 *
 * Returns: whether a page is on its way
 */
gboolean
muster_alert_list_model_is_loading (MusterAlertListModel *self)
{
  return self->loading != NULL;
}

/**
 * muster_alert_list_model_get_trouble:
 * @self: a list
 *
 * Returns: (nullable): why the last page did not come
 */
const char *
muster_alert_list_model_get_trouble (MusterAlertListModel *self)
{
  return self->trouble;
}
