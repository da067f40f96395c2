/* snapshot-reaches.c - whether pages have reached people, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-reaches.h"

#define M(name, field, type)                                                                       \
  {                                                                                                \
    name, MUSTER_MEMBER_##type, G_STRUCT_OFFSET (MusterPageReach, field)                           \
  }

static const MusterMember members[] = {
  M ("person", person, ULID),
  M ("channel", channel, TEXT),
  M ("test", test, ULID),
  M ("testedAt", tested_us, TIME),
  M ("waiting", is_waiting, BOOL),
  M ("workedAt", worked_us, TIME),
  M ("workedSeq", worked_seq, UINT64),
  M ("failedAt", failed_us, TIME),
  M ("why", why, TEXT),
  M ("confirmedAt", confirmed_us, TIME),
};

static const MusterRecordTable record = { members, G_N_ELEMENTS (members) };

/**
 * muster_snapshot_save_reaches:
 * @world: a world
 * @scope: who reads it
 * @out: where to
 *
 * Writes how pages to each went, by each channel.
 */
void
muster_snapshot_save_reaches (const MusterWorld *world, const MusterScope *scope, GString *out)
{
  const GPtrArray *list = muster_page_reaches_list (muster_world_get_page_reaches (world));
  MusterJsonWriter writer;

  if (!scope->hub && (muster_event_spec (MUSTER_EVENT_TEST_PAGE_SENT)->full & scope->access) == 0)
    return; /* as little as of pages */
  for (guint i = 0; i < list->len; i++)
    {
      muster_json_writer_init (&writer, out);
      muster_json_begin_object (&writer);
      muster_json_member_string (&writer, "part", "reach");
      muster_record_write (record.members, record.n, g_ptr_array_index (list, i), &writer);
      muster_json_end_object (&writer);
      g_string_append_c (out, '\n');
    }
}

static void
load_reach (MusterLoading *self)
{
  MusterPageReach *reach = muster_page_reach_new ();

  muster_loading_read_record (self, &record, reach);
  if (reach->channel == NULL)
    muster_json_reader_fail (self->reader, "pages that went by no channel");
  if (muster_json_reader_failed (self->reader))
    muster_page_reach_free (reach);
  else
    muster_page_reaches_add (muster_world_get_page_reaches (self->world), reach);
}

const MusterLoadingPart muster_loading_reaches[] = { { "reach", load_reach }, { NULL } };
