/* snapshot-shifts.c - what people did about who is on call, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-shifts.h"

#define M(record, name, field, type)                                                               \
  {                                                                                                \
    name, MUSTER_MEMBER_##type, G_STRUCT_OFFSET (record, field)                                    \
  }

static const MusterMember change_members[] = {
  M (MusterShiftChange, "id", id, ULID),
  M (MusterShiftChange, "seq", seq, UINT64),
  M (MusterShiftChange, "at", at_us, INT64),
  M (MusterShiftChange, "actorType", actor.type, UINT),
  M (MusterShiftChange, "actor", actor.id, ULID),
  M (MusterShiftChange, "schedule", schedule, ULID),
  M (MusterShiftChange, "person", person, ULID),
  M (MusterShiftChange, "other", other, ULID),
  M (MusterShiftChange, "request", request, ULID),
  M (MusterShiftChange, "kind", kind, UINT),
  M (MusterShiftChange, "starts", starts_us, INT64),
  M (MusterShiftChange, "ends", ends_us, INT64),
  M (MusterShiftChange, "reason", reason, TEXT),
};
static const MusterMember notice_members[] = {
  M (MusterShiftNotice, "id", id, ULID),
  M (MusterShiftNotice, "seq", seq, UINT64),
  M (MusterShiftNotice, "at", at_us, INT64),
  M (MusterShiftNotice, "person", person, ULID),
  M (MusterShiftNotice, "schedule", schedule, ULID),
  M (MusterShiftNotice, "starts", starts_us, TIME),
  M (MusterShiftNotice, "ends", ends_us, TIME),
  M (MusterShiftNotice, "confirmed", confirmed_us, TIME),
  M (MusterShiftNotice, "kind", kind, TEXT),
  M (MusterShiftNotice, "title", title, TEXT),
  M (MusterShiftNotice, "text", text, TEXT),
};

static const MusterRecordTable change_record = { change_members, G_N_ELEMENTS (change_members) };
static const MusterRecordTable notice_record = { notice_members, G_N_ELEMENTS (notice_members) };

/* --- saving --- */

static void
save_line (const char *part, const MusterRecordTable *table, gconstpointer record, GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "part", part);
  muster_record_write (table->members, table->n, record, &writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}

static void
save_all (const char *part, const MusterRecordTable *table, const GPtrArray *list, GString *out)
{
  for (guint i = 0; i < list->len; i++)
    save_line (part, table, g_ptr_array_index (list, i), out);
}

/**
 * muster_snapshot_save_shifts:
 * @world: a world
 * @scope: who reads it
 * @out: where to
 *
 * Writes who stands in for whom, and who was told what of it.
 */
void
muster_snapshot_save_shifts (const MusterWorld *world, const MusterScope *scope, GString *out)
{
  const MusterShiftBook *book = muster_world_get_shifts (world);

  if (!scope->hub && (muster_event_spec (MUSTER_EVENT_SHIFT_COVERED)->full & scope->access) == 0)
    return; /* all of it has the same readers */
  save_all ("shiftChange", &change_record, muster_shift_changes_list (book->changes), out);
  for (const GList *link = muster_shift_notices_list (book->notices)->head; link != NULL;
       link = link->next)
    save_line ("notice", &notice_record, link->data, out);
}

/* --- loading --- */

static void
load_change (MusterLoading *self)
{
  MusterShiftChange *change = g_new0 (MusterShiftChange, 1);

  muster_loading_read_record (self, &change_record, change);
  if (change->kind > MUSTER_MODIFIER_SWAP || change->actor.type > MUSTER_ACTOR_SCREEN)
    muster_json_reader_fail (self->reader, "a change of shifts of a kind that is not known");
  if (muster_json_reader_failed (self->reader))
    muster_shift_change_free (change);
  else
    muster_shift_changes_add (muster_world_get_shifts (self->world)->changes, change);
}

static void
load_notice (MusterLoading *self)
{
  MusterShiftNotice *notice = muster_shift_notice_new ();

  muster_loading_read_record (self, &notice_record, notice);
  if (muster_json_reader_failed (self->reader))
    muster_shift_notice_free (notice);
  else
    muster_shift_notices_add (muster_world_get_shifts (self->world)->notices, notice);
}

const MusterLoadingPart muster_loading_shifts[] = {
  { "shiftChange", load_change },
  { "notice", load_notice },
  { NULL },
};
