/* hub-list.c - reads what the hub lists: silences, keys, letters that nobody could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/hub-list.h"

#include "base/instant.h"
#include "base/safe-text.h"
#include "model/event.h"

static void
read_member (MusterJsonReader *reader, MusterHubThing *thing, MusterText name)
{
  g_autofree char *copy = muster_text_dup (name);
  MusterText text;

  switch (muster_json_reader_peek (reader))
    {
    case MUSTER_JSON_STRING:
      if (muster_json_reader_string (reader, &text))
        g_hash_table_replace (thing, g_steal_pointer (&copy), muster_text_dup (text));
      break;
    case MUSTER_JSON_NUMBER:
    case MUSTER_JSON_BOOL:
      if (muster_json_reader_raw (reader, &text))
        g_hash_table_replace (thing, g_steal_pointer (&copy), muster_text_dup (text));
      break;
    case MUSTER_JSON_NONE:
    case MUSTER_JSON_NULL:
    case MUSTER_JSON_ARRAY:
    case MUSTER_JSON_OBJECT:
    default:
      muster_json_reader_skip (reader);
    }
}

/**
 * muster_hub_thing_read:
 * @reader: at an object
 *
 * Reads its texts, numbers and truths.
 *
 * Returns: (transfer full) (type MusterHubThing): the thing
 */
gpointer
muster_hub_thing_read (MusterJsonReader *reader)
{
  MusterHubThing *thing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_member (reader, thing, name);
  return thing;
}

/**
 * muster_hub_list_read_items:
 * @json: {"items":[…],…}
 * @read: reads one of them
 * @free_func: frees what @read returned
 * @error: why it is none
 *
 * Reads the items of a list; what stands beside them is left out.
 *
 * Returns: (transfer full) (nullable): what @read returned, in order
 */
GPtrArray *
muster_hub_list_read_items (GBytes *json,
                            MusterHubReadFunc read,
                            GDestroyNotify free_func,
                            GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (free_func);
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "items") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        g_ptr_array_add (items, read (reader));
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, error) ? g_steal_pointer (&items) : NULL;
}

/**
 * muster_hub_list_read:
 * @json: {"items":[{…}],…}
 * @error: why it is none
 *
 * Reads the texts, numbers and truths of each thing; what else it has is left out.
 *
 * Returns: (transfer full) (nullable) (element-type MusterHubThing): the things, in order
 */
GPtrArray *
muster_hub_list_read (GBytes *json, GError **error)
{
  return muster_hub_list_read_items (json, muster_hub_thing_read,
                                     (GDestroyNotify) g_hash_table_unref, error);
}

/**
 * muster_hub_thing_get:
 * @self: a thing
 * @name: of a member
 *
 * Returns: (nullable): its text as it came: not fit to be shown
 */
const char *
muster_hub_thing_get (MusterHubThing *self, const char *name)
{
  return g_hash_table_lookup (self, name);
}

/**
 * muster_hub_thing_dup_safe:
 * @self: a thing
 * @name: of a member
 *
 * Returns: (transfer full): its text for people (security R9); "" for none
 */
char *
muster_hub_thing_dup_safe (MusterHubThing *self, const char *name)
{
  const char *text = g_hash_table_lookup (self, name);

  return muster_safe_text (text ? text : "", -1, FALSE);
}

/**
 * muster_hub_thing_get_time_us:
 * @self: a thing
 * @name: of a member
 *
 * Returns: the instant, µs UTC; MUSTER_NO_TIME: it is none
 */
gint64
muster_hub_thing_get_time_us (MusterHubThing *self, const char *name)
{
  const char *text = g_hash_table_lookup (self, name);
  gint64 at_us;

  return text && muster_instant_parse (text, -1, &at_us) ? at_us : MUSTER_NO_TIME;
}

/**
 * muster_hub_thing_get_count:
 * @self: a thing
 * @name: of a member
 *
 * Returns: the number; 0 for none
 */
guint64
muster_hub_thing_get_count (MusterHubThing *self, const char *name)
{
  const char *text = g_hash_table_lookup (self, name);
  guint64 n;

  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &n, NULL) ? n : 0;
}
