/* service-select.c - which service a label set selects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/service-select.h"

#include "base/json-reader.h"

#include <string.h>

/* One label set of one service, found by its first label. */
typedef struct
{
  MusterObject *service;
  MusterArena *arena;
  MusterLabelSet labels;
} Selector;

struct _MusterServiceSelect
{
  GHashTable *by_label; /* hash of the first label → GPtrArray of Selector */
  GHashTable *aliases;  /* char * → MusterObject */
};

static const MusterHashSeed seed = { 0x6d75737465723031u, 0x73656c6563743031u };

static guint64
hash_label (const MusterLabel *label)
{
  return muster_hash_bytes (seed, label->name, label->name_n) * 31 +
         muster_hash_bytes (seed, label->value, label->value_n);
}

static void
selector_free (Selector *self)
{
  muster_arena_free (self->arena);
  g_free (self);
}

/**
 * muster_service_select_new:
 *
 * Returns: (transfer full): one that matches nothing
 */
MusterServiceSelect *
muster_service_select_new (void)
{
  MusterServiceSelect *self = g_new0 (MusterServiceSelect, 1);

  self->by_label = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * muster_service_select_free:
 * @self: a selection
 *
 * Frees it.
 */
void
muster_service_select_free (MusterServiceSelect *self)
{
  g_hash_table_unref (self->by_label);
  g_hash_table_unref (self->aliases);
  g_free (self);
}

static void
add_selector (MusterServiceSelect *self, Selector *selector /* transfer full */)
{
  GPtrArray *list;
  gint64 hash;

  if (selector->labels.n == 0) /* would match everything */
    {
      selector_free (selector);
      return;
    }
  hash = (gint64) hash_label (&selector->labels.items[0]);
  list = g_hash_table_lookup (self->by_label, &hash);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) selector_free);
      g_hash_table_insert (self->by_label, g_memdup2 (&hash, sizeof hash), list);
    }
  g_ptr_array_add (list, selector);
}

static Selector *
read_selector (MusterJsonReader *reader, MusterObject *service)
{
  Selector *selector = g_new0 (Selector, 1);
  MusterLabel items[64];
  MusterText name, value;
  guint n = 0;

  selector->service = service;
  selector->arena = muster_arena_new (256);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_json_reader_string (reader, &value) && n < G_N_ELEMENTS (items) &&
        name.n <= G_MAXUINT16 && value.n <= G_MAXUINT16)
      items[n++] = (MusterLabel){ muster_arena_strndup (selector->arena, name.bytes, name.n),
                                  muster_arena_strndup (selector->arena, value.bytes, value.n),
                                  (guint16) name.n, (guint16) value.n };
  selector->labels.n = n;
  if (n == 0)
    return selector;
  selector->labels.items = muster_arena_alloc (selector->arena, n * sizeof (MusterLabel));
  memcpy (selector->labels.items, items, n * sizeof (MusterLabel));
  return selector;
}

/**
 * muster_service_select_add:
 * @self: a selection
 * @service: a service; its body's `select` and `aliases` are read
 *
 * Takes it in.
 */
void
muster_service_select_add (MusterServiceSelect *self, MusterObject *service)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  if (service->body == NULL)
    return;
  muster_json_reader_begin (reader, service->body, strlen (service->body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      gboolean is_select = muster_text_equal (name, "select");

      if (!is_select && !muster_text_equal (name, "aliases"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        if (is_select)
          add_selector (self, read_selector (reader, service));
        else if (muster_json_reader_string (reader, &name))
          g_hash_table_insert (self->aliases, muster_text_dup (name), service);
    }
}

static gboolean
is_value (gpointer key, gpointer value, gpointer service)
{
  return value == service;
}

/**
 * muster_service_select_remove:
 * @self: a selection
 * @service: a service that was added, or not
 *
 * Takes it out.
 */
void
muster_service_select_remove (MusterServiceSelect *self, const MusterObject *service)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_foreach_remove (self->aliases, is_value, (gpointer) service);
  g_hash_table_iter_init (&iter, self->by_label);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    {
      GPtrArray *selectors = list;

      for (guint i = selectors->len; i-- > 0;)
        if (((Selector *) g_ptr_array_index (selectors, i))->service == service)
          g_ptr_array_remove_index (selectors, i);
      if (selectors->len == 0)
        g_hash_table_iter_remove (&iter);
    }
}

static gboolean
selects (const Selector *selector, const MusterLabelSet *labels)
{
  for (guint i = 0; i < selector->labels.n; i++)
    {
      const MusterLabel *wanted = &selector->labels.items[i];
      gboolean found = FALSE;

      for (guint k = 0; k < labels->n && !found; k++)
        found = labels->items[k].name_n == wanted->name_n &&
                labels->items[k].value_n == wanted->value_n &&
                memcmp (labels->items[k].name, wanted->name, wanted->name_n) == 0 &&
                memcmp (labels->items[k].value, wanted->value, wanted->value_n) == 0;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_service_select_match:
 * @self: a selection
 * @labels: an alert's labels
 *
 * Of several that match, the one that asks for most labels; of equals, the older service.
 *
 * Returns: (nullable) (transfer none): the service
 */
MusterObject *
muster_service_select_match (const MusterServiceSelect *self, const MusterLabelSet *labels)
{
  const Selector *best = NULL;

  if (g_hash_table_size (self->by_label) == 0)
    return NULL;
  for (guint i = 0; i < labels->n; i++)
    {
      gint64 hash = (gint64) hash_label (&labels->items[i]);
      const GPtrArray *list = g_hash_table_lookup (self->by_label, &hash);

      for (guint k = 0; list != NULL && k < list->len; k++)
        {
          const Selector *selector = g_ptr_array_index (list, k);

          if (selects (selector, labels) &&
              (best == NULL || selector->labels.n > best->labels.n ||
               (selector->labels.n == best->labels.n &&
                muster_ulid_compare (selector->service->id, best->service->id) < 0)))
            best = selector;
        }
    }
  return best != NULL ? best->service : NULL;
}

/**
 * muster_service_select_alias:
 * @self: a selection
 * @name: another name of a service
 * @n: its bytes
 *
 * Returns: (nullable) (transfer none): the service
 */
MusterObject *
muster_service_select_alias (const MusterServiceSelect *self, const char *name, gsize n)
{
  g_autofree char *alias = NULL;

  if (g_hash_table_size (self->aliases) == 0)
    return NULL;
  alias = g_strndup (name, n);
  return g_hash_table_lookup (self->aliases, alias);
}
