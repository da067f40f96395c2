/* snapshot-limits.c - how many pages people got lately, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-paging.h"

#define M(record, name, field, type)                                                               \
  {                                                                                                \
    name, MUSTER_MEMBER_##type, G_STRUCT_OFFSET (record, field)                                    \
  }

static const MusterMember count_members[] = {
  M (MusterPageCount, "person", person, ULID),
  M (MusterPageCount, "channel", channel, TEXT),
  M (MusterPageCount, "lowAt", low_us, TIME),
};
static const MusterMember bundle_members[] = {
  M (MusterPageBundle, "page", page, ULID),         M (MusterPageBundle, "person", person, ULID),
  M (MusterPageBundle, "channel", channel, TEXT),   M (MusterPageBundle, "dueAt", due_us, INT64),
  M (MusterPageBundle, "intended", intended, BOOL),
};

/* --- saving --- */

static void
save_count (const MusterPageCount *count, GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "part", "pageCount");
  muster_record_write (count_members, G_N_ELEMENTS (count_members), count, &writer);
  muster_json_name (&writer, "recent");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < count->recent->len; i++)
    muster_json_int (&writer, g_array_index (count->recent, gint64, i));
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}

static void
save_bundle (const MusterPageBundle *bundle, GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "part", "pageBundle");
  muster_record_write (bundle_members, G_N_ELEMENTS (bundle_members), bundle, &writer);
  muster_json_name (&writer, "incidents");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < bundle->incidents->len; i++)
    muster_json_int (&writer, g_array_index (bundle->incidents, guint, i));
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}

/**
 * muster_snapshot_save_limits:
 * @limits: how many pages people got lately
 * @scope: who reads it
 * @out: where to
 *
 * Writes for a hub how many; for whoever reads about pages, which go out together.
 */
void
muster_snapshot_save_limits (const MusterPageLimits *limits, const MusterScope *scope, GString *out)
{
  g_autoptr (GPtrArray) counts = muster_page_limits_list_counts (limits);
  g_autoptr (GPtrArray) bundles = muster_page_limits_list_bundles (limits);
  guint full = muster_event_spec (MUSTER_EVENT_PAGE_FOLDED)->full;

  for (guint i = 0; scope->hub && i < counts->len; i++)
    if (((const MusterPageCount *) g_ptr_array_index (counts, i))->recent->len > 0)
      save_count (g_ptr_array_index (counts, i), out);
  if (!scope->hub && (full & scope->access) == 0)
    return;
  for (guint i = 0; i < bundles->len; i++)
    save_bundle (g_ptr_array_index (bundles, i), out);
}

/* --- loading --- */

static void
read_recent (MusterJsonReader *reader, MusterPageCount *count)
{
  gint64 at_us;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &at_us))
    if (count->recent->len < MUSTER_LIMIT_PAGES_MAX)
      g_array_append_val (count->recent, at_us);
}

/**
 * muster_snapshot_load_page_count:
 * @self: a snapshot, within a part "pageCount"
 *
 * Reads it.
 */
void
muster_snapshot_load_page_count (MusterLoading *self)
{
  MusterPageLimits *limits = muster_pagings_get_limits (muster_world_get_pagings (self->world));
  g_autoptr (GArray) recent = g_array_new (FALSE, FALSE, sizeof (gint64));
  MusterPageCount loaded = { .low_us = MUSTER_NO_TIME, .recent = recent };
  MusterPageCount *count;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "recent"))
      read_recent (self->reader, &loaded);
    else if (!muster_record_read (count_members, G_N_ELEMENTS (count_members), &loaded, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  count = muster_page_limits_ensure (limits, loaded.person,
                                     loaded.channel != NULL ? loaded.channel : "");
  count->low_us = loaded.low_us;
  g_array_set_size (count->recent, 0);
  g_array_append_vals (count->recent, recent->data, recent->len);
  g_free (loaded.channel);
}

static void
read_incidents (MusterLoading *self, MusterPageBundle *bundle)
{
  gint64 incident, before = 0;

  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader) &&
         muster_json_reader_int (self->reader, &incident))
    {
      guint number = (guint) CLAMP (incident, 0, MUSTER_INCIDENTS_MAX);

      if (incident <= before || incident > MUSTER_INCIDENTS_MAX)
        muster_json_reader_fail (self->reader, "a bundle of incidents that are not in order");
      else
        g_array_append_val (bundle->incidents, number);
      before = incident;
    }
}

/**
 * muster_snapshot_load_page_bundle:
 * @self: a snapshot, within a part "pageBundle"
 *
 * Reads it.
 */
void
muster_snapshot_load_page_bundle (MusterLoading *self)
{
  MusterPageLimits *limits = muster_pagings_get_limits (muster_world_get_pagings (self->world));
  MusterPageBundle *bundle = muster_page_bundle_new ();
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incidents"))
      read_incidents (self, bundle);
    else if (!muster_record_read (bundle_members, G_N_ELEMENTS (bundle_members), bundle, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (bundle->incidents->len == 0 && !bundle->intended)
    muster_json_reader_fail (self->reader, "a bundle of nothing");
  if (bundle->channel == NULL)
    bundle->channel = g_strdup ("");
  if (muster_json_reader_failed (self->reader))
    muster_page_bundle_free (bundle);
  else
    muster_page_limits_restore (limits, bundle);
}
