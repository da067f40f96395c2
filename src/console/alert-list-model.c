/* alert-list-model.c - the alerts of an incident, by state, as far as a filter lets them pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-list-model.h"

#include "console/alert-page.h"
#include "console/alert-sections.h"
#include "console/list-splice.h"

#define PAGE_N       1000u /* the hub gives no more at once */
#define SLICE_N      250u  /* alerts looked at between two frames: under a millisecond */
#define REST_MS      2000
#define LONG_REST_MS 10000
#define FEW_N        2000u /* so many are got anew often */

struct _MusterAlertListModel
{
  GObject parent_instance;
  MusterReplica *replica; /* (nullable) */
  guint incident;
  GPtrArray *all;      /* of MusterAlertItem: every alert that was got */
  GPtrArray *former;   /* (nullable): what the rows are of until others are shown */
  GPtrArray *rows;     /* what is shown: of @all or @former, and @headings */
  GPtrArray *headings; /* of MusterAlertItem */
  MusterAlertFilter *filter;
  guint passing_n;
  MusterAlertItem *open; /* (nullable): whose labels are seen */

  /* asking each alert */
  guint job;              /* 0: the rows are as the filter wants them */
  guint looked_at;        /* of @all */
  gboolean is_refiltered; /* since the rows were shown */
  GPtrArray *passing;     /* (nullable) */

  /* getting them */
  gboolean is_begun; /* somebody wants to see them */
  gboolean is_whole; /* they were all here once */
  gboolean is_cut;
  gboolean is_stale;
  GPtrArray *incoming;   /* (nullable): what replaces all, when it is whole */
  GCancellable *loading; /* (nullable) */
  guint rest;            /* 0: they may be got anew now */
  char *trouble;         /* (nullable) */
};

static guint signal_shown;

static void list_model_init (GListModelInterface *iface);
static void ask_page (MusterAlertListModel *self, const char *cursor);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterAlertListModel,
                               muster_alert_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return MUSTER_TYPE_ALERT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MUSTER_ALERT_LIST_MODEL (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *rows = MUSTER_ALERT_LIST_MODEL (model)->rows;

  return position < rows->len ? g_object_ref (g_ptr_array_index (rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- asking each alert --- */

/* Another filter changes rows everywhere: to say so once is many times cheaper for the list than
 * to say which rows could stay. */
static void
replace_rows (MusterAlertListModel *self, const GPtrArray *wanted)
{
  GPtrArray *rows = self->rows;
  guint start = 0, end = 0; /* rows that stay, at either end */
  guint least = MIN (rows->len, wanted->len);
  guint removed;

  while (start < least && rows->pdata[start] == wanted->pdata[start])
    start++;
  while (end < least - start &&
         rows->pdata[rows->len - 1 - end] == wanted->pdata[wanted->len - 1 - end])
    end++;
  removed = rows->len - start - end;
  g_ptr_array_set_size (rows, 0);
  g_ptr_array_extend (rows, (GPtrArray *) wanted, NULL, NULL);
  if (removed > 0 || wanted->len > start + end)
    g_list_model_items_changed (G_LIST_MODEL (self), start, removed, wanted->len - start - end);
}

static void
show_passing (MusterAlertListModel *self)
{
  g_autoptr (GPtrArray) passing = g_steal_pointer (&self->passing);
  g_autoptr (GPtrArray) old = self->headings;
  g_autoptr (GPtrArray) rows = NULL;

  self->headings = g_ptr_array_new_with_free_func (g_object_unref);
  self->passing_n = passing->len;
  rows = muster_alert_sections (passing, old, self->headings);
  if (self->is_refiltered)
    replace_rows (self, rows);
  else
    muster_list_splice (G_LIST_MODEL (self), self->rows, rows);
  self->is_refiltered = FALSE;
  g_clear_pointer (&self->former, g_ptr_array_unref);
  g_signal_emit (self, signal_shown, 0);
}

static gboolean
job_cb (gpointer user_data)
{
  MusterAlertListModel *self = user_data;
  guint end = MIN (self->looked_at + SLICE_N, self->all->len);

  for (; self->looked_at < end; self->looked_at++)
    {
      MusterAlertItem *item = g_ptr_array_index (self->all, self->looked_at);

      if (muster_alert_item_passes (item, self->filter))
        g_ptr_array_add (self->passing, item);
    }
  if (self->looked_at < self->all->len)
    return G_SOURCE_CONTINUE;
  self->job = 0;
  show_passing (self);
  return G_SOURCE_REMOVE;
}

/* Behind the frame: whoever types sees the letter first. */
static void
ask_all (MusterAlertListModel *self)
{
  g_clear_pointer (&self->passing, g_ptr_array_unref);
  self->passing = g_ptr_array_new ();
  self->looked_at = 0;
  if (self->job == 0)
    self->job = g_idle_add (job_cb, self);
}

/**
 * muster_alert_list_model_set_filter:
 * @self: a list
 * @filter: (transfer full): which alerts are shown
 *
 * Asks each alert, a few between two frames; the rows change at once when all were asked.
 */
void
muster_alert_list_model_set_filter (MusterAlertListModel *self, MusterAlertFilter *filter)
{
  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));

  muster_alert_filter_free (self->filter);
  self->filter = filter;
  self->is_refiltered = TRUE;
  ask_all (self);
}

/* --- getting them --- */

/* An alert that tells the same stays the item that it was, so that its row stays. */
static void
merge (MusterAlertListModel *self, GPtrArray *fresh)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->all);

  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (by_id, (char *) muster_alert_item_get_id (g_ptr_array_index (old, i)),
                         g_ptr_array_index (old, i));
  for (guint i = 0; i < fresh->len; i++)
    {
      MusterAlertItem *item = g_ptr_array_index (fresh, i);
      MusterAlertItem *was = g_hash_table_lookup (by_id, muster_alert_item_get_id (item));

      if (!was)
        continue;
      if (!muster_alert_item_equal (was, item))
        {
          if (muster_alert_item_is_open (was))
            g_set_object (&self->open, item);
          muster_alert_item_set_open (item, muster_alert_item_is_open (was));
          continue;
        }
      g_object_unref (item);
      fresh->pdata[i] = g_object_ref (was);
    }
  self->all = g_ptr_array_ref (fresh);
  if (!self->former)
    self->former = g_steal_pointer (&old);
  ask_all (self);
}

static gboolean
rest_cb (gpointer user_data)
{
  MusterAlertListModel *self = user_data;

  self->rest = 0;
  if (self->is_stale)
    muster_alert_list_model_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
finish_load (MusterAlertListModel *self)
{
  g_autoptr (GPtrArray) incoming = g_steal_pointer (&self->incoming);

  if (incoming)
    merge (self, incoming);
  self->is_whole = TRUE;
  if (self->rest == 0)
    self->rest = g_timeout_add (self->all->len > FEW_N ? LONG_REST_MS : REST_MS, rest_cb, self);
}

static void
take_page (MusterAlertListModel *self, MusterAlertPage *page)
{
  GPtrArray *to = self->incoming ? self->incoming : self->all;

  g_ptr_array_extend (to, page->items, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  self->is_cut = to->len >= MUSTER_ALERTS_KEPT_MAX && page->cursor;
  if (!self->incoming)
    ask_all (self);
  if (page->cursor && to->len < MUSTER_ALERTS_KEPT_MAX)
    ask_page (self, page->cursor);
  else
    finish_load (self);
}

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterAlertListModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterAlertPage) page =
      muster_alert_page_get_finish (MUSTER_REPLICA (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  g_free (self->trouble);
  self->trouble = page ? NULL : g_strdup (error->message);
  if (page)
    {
      take_page (self, page);
      return;
    }
  g_clear_pointer (&self->incoming, g_ptr_array_unref);
  self->is_begun = self->is_whole; /* else whoever looks again asks again */
  g_signal_emit (self, signal_shown, 0);
}

static void
ask_page (MusterAlertListModel *self, const char *cursor)
{
  g_autofree char *escaped = cursor ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autofree char *path =
      g_strdup_printf ("/v1/alerts?incident=INC-%u&limit=%u%s%s", self->incident, PAGE_N,
                       escaped ? "&cursor=" : "", escaped ? escaped : "");

  self->loading = g_cancellable_new ();
  muster_alert_page_get_async (self->replica, path, self->loading, got_cb, g_object_ref (self));
}

/**
 * muster_alert_list_model_load:
 * @self: a list
 *
 * Gets the alerts from the hub, the newest first, if that was not begun yet.
 */
void
muster_alert_list_model_load (MusterAlertListModel *self)
{
  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));

  if (self->is_begun || !self->replica)
    return;
  self->is_begun = TRUE;
  if (self->all->len > 0) /* some came, and then no more did */
    self->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  ask_page (self, NULL);
}

/**
 * muster_alert_list_model_refresh:
 * @self: a list
 *
 * Gets them anew, if anybody looked at them, and not more often than is good for hub and reader.
 */
void
muster_alert_list_model_refresh (MusterAlertListModel *self)
{
  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));

  self->is_stale = self->is_begun;
  if (!self->is_whole || self->loading || self->rest != 0)
    return;
  self->is_stale = FALSE;
  self->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  ask_page (self, NULL);
}

/**
 * muster_alert_list_model_add:
 * @self: a list
 * @items: (element-type MusterAlertItem): alerts
 *
 * Adds them at the end.
 */
void
muster_alert_list_model_add (MusterAlertListModel *self, GPtrArray *items)
{
  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));

  g_ptr_array_extend (self->all, items, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  ask_all (self);
}

/* --- the object --- */

static void
dispose (GObject *object)
{
  MusterAlertListModel *self = MUSTER_ALERT_LIST_MODEL (object);

  if (self->loading)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->job, g_source_remove);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->open);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (muster_alert_list_model_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterAlertListModel *self = MUSTER_ALERT_LIST_MODEL (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->headings);
  g_ptr_array_unref (self->all);
  g_clear_pointer (&self->former, g_ptr_array_unref);
  g_clear_pointer (&self->passing, g_ptr_array_unref);
  g_clear_pointer (&self->incoming, g_ptr_array_unref);
  muster_alert_filter_free (self->filter);
  g_free (self->trouble);
  G_OBJECT_CLASS (muster_alert_list_model_parent_class)->finalize (object);
}

static void
muster_alert_list_model_class_init (MusterAlertListModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_shown = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
muster_alert_list_model_init (MusterAlertListModel *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->headings = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new ();
  self->filter = muster_alert_filter_new ("", NULL);
}

/**
 * muster_alert_list_model_new:
 * @replica: (nullable): the hub's
 * @incident: n of INC-n
 *
 * Returns: (transfer full): an empty list; load() fills it
 */
MusterAlertListModel *
muster_alert_list_model_new (MusterReplica *replica, guint incident)
{
  MusterAlertListModel *self = g_object_new (MUSTER_TYPE_ALERT_LIST_MODEL, NULL);

  g_set_object (&self->replica, replica);
  self->incident = incident;
  return self;
}

/* --- what it knows --- */

/**
 * muster_alert_list_model_get_open:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the alert whose labels are seen
 */
MusterAlertItem *
muster_alert_list_model_get_open (MusterAlertListModel *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (muster_alert_item_is_open (g_ptr_array_index (self->rows, i)))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/**
 * muster_alert_list_model_toggle:
 * @self: a list
 * @position: of a row
 *
 * Shows or hides the labels of the alert there; those of another one are hidden.
 */
void
muster_alert_list_model_toggle (MusterAlertListModel *self, guint position)
{
  MusterAlertItem *item;
  gboolean is_open;

  g_return_if_fail (MUSTER_IS_ALERT_LIST_MODEL (self));
  g_return_if_fail (position < self->rows->len);

  item = g_ptr_array_index (self->rows, position);
  if (muster_alert_item_is_heading (item))
    return;
  is_open = muster_alert_item_is_open (item);
  if (self->open)
    muster_alert_item_set_open (self->open, FALSE);
  muster_alert_item_set_open (item, !is_open);
  g_clear_object (&self->open);
  if (!is_open)
    self->open = g_object_ref (item);
}

/**
 * muster_alert_list_model_find_reason:
 * @self: a list
 * @reason: what holds alerts back
 *
 * Returns: the row of the heading over them; %G_MAXUINT: there is none
 */
guint
muster_alert_list_model_find_reason (MusterAlertListModel *self, const char *reason)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      MusterAlertItem *item = g_ptr_array_index (self->rows, i);

      if (muster_alert_item_is_heading (item) &&
          g_strcmp0 (muster_alert_item_get_reason (item), reason) == 0)
        return i;
    }
  return G_MAXUINT;
}

/**
 * muster_alert_list_model_is_loading:
 * @self: a list
 *
 * Returns: whether the first answer is awaited still
 */
gboolean
muster_alert_list_model_is_loading (MusterAlertListModel *self)
{
  return (self->loading != NULL && !self->is_whole) || self->job != 0;
}

/**
 * muster_alert_list_model_is_cut:
 * @self: a list
 *
 * Returns: whether the incident has more alerts than are kept here
 */
gboolean
muster_alert_list_model_is_cut (MusterAlertListModel *self)
{
  return self->is_cut;
}

/**
 * muster_alert_list_model_count_passing:
 * @self: a list
 *
 * Returns: how many alerts are shown
 */
guint
muster_alert_list_model_count_passing (MusterAlertListModel *self)
{
  return self->passing_n;
}

/**
 * muster_alert_list_model_count_all:
 * @self: a list
 *
 * Returns: how many alerts were got
 */
guint
muster_alert_list_model_count_all (MusterAlertListModel *self)
{
  return self->all->len;
}

/**
 * muster_alert_list_model_get_trouble:
 * @self: a list
 *
 * Returns: (nullable): why they did not come
 */
const char *
muster_alert_list_model_get_trouble (MusterAlertListModel *self)
{
  return self->trouble;
}
