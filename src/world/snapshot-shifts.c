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
static const MusterMember request_members[] = {
  M (MusterShiftRequest, "id", id, ULID),
  M (MusterShiftRequest, "seq", seq, UINT64),
  M (MusterShiftRequest, "at", at_us, INT64),
  M (MusterShiftRequest, "schedule", schedule, ULID),
  M (MusterShiftRequest, "person", person, ULID),
  M (MusterShiftRequest, "other", other, ULID),
  M (MusterShiftRequest, "starts", starts_us, INT64),
  M (MusterShiftRequest, "ends", ends_us, INT64),
  M (MusterShiftRequest, "endedAt", ended_us, TIME),
  M (MusterShiftRequest, "ended", ended, TEXT),
  M (MusterShiftRequest, "reminded", reminded, BOOL),
  M (MusterShiftRequest, "note", note, TEXT),
};
static const MusterMember handover_members[] = {
  M (MusterHandover, "id", id, ULID),
  M (MusterHandover, "seq", seq, UINT64),
  M (MusterHandover, "at", at_us, INT64),
  M (MusterHandover, "schedule", schedule, ULID),
  M (MusterHandover, "person", person, ULID),
  M (MusterHandover, "other", other, ULID),
  M (MusterHandover, "starts", starts_us, INT64),
  M (MusterHandover, "confirmedAt", confirmed_us, TIME),
  M (MusterHandover, "confirmedBy", confirmed_by, ULID),
  M (MusterHandover, "overdue", is_overdue, BOOL),
  M (MusterHandover, "text", text, TEXT),
};
static const MusterMember remark_members[] = {
  M (MusterHandoverRemark, "id", id, ULID),
  M (MusterHandoverRemark, "seq", seq, UINT64),
  M (MusterHandoverRemark, "at", at_us, INT64),
  M (MusterHandoverRemark, "schedule", schedule, ULID),
  M (MusterHandoverRemark, "actorType", actor.type, UINT),
  M (MusterHandoverRemark, "actor", actor.id, ULID),
  M (MusterHandoverRemark, "text", text, TEXT),
};

static const MusterMember zone_members[] = {
  M (MusterZoneNote, "zone", zone, TEXT),
  M (MusterZoneNote, "starts", starts_us, INT64),
  M (MusterZoneNote, "ends", ends_us, INT64),
  M (MusterZoneNote, "offsets", offsets, TEXT),
};

static const MusterMember mark_members[] = {
  M (MusterShiftMark, "seq", seq, UINT64),
  M (MusterShiftMark, "at", at_us, INT64),
};

static const MusterRecordTable mark_record = { mark_members, G_N_ELEMENTS (mark_members) };
static const MusterRecordTable change_record = { change_members, G_N_ELEMENTS (change_members) };
static const MusterRecordTable request_record = { request_members, G_N_ELEMENTS (request_members) };
static const MusterRecordTable handover_record = { handover_members,
                                                   G_N_ELEMENTS (handover_members) };
static const MusterRecordTable zone_record = { zone_members, G_N_ELEMENTS (zone_members) };
static const MusterRecordTable remark_record = { remark_members, G_N_ELEMENTS (remark_members) };
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

static void
save_time (MusterJsonWriter *writer, gint64 at_us)
{
  if (at_us == MUSTER_NO_TIME)
    muster_json_null (writer);
  else
    muster_json_int (writer, at_us);
}

/* "offers": [person, at, starts, ends, …] */
static void
save_request (const MusterShiftRequest *request, GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "part", "shiftRequest");
  muster_record_write (request_record.members, request_record.n, request, &writer);
  muster_json_name (&writer, "offers");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < request->offers->len; i++)
    {
      const MusterShiftOffer *offer = &g_array_index (request->offers, MusterShiftOffer, i);

      muster_json_ulid (&writer, offer->person);
      muster_json_int (&writer, offer->at_us);
      save_time (&writer, offer->starts_us);
      save_time (&writer, offer->ends_us);
    }
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
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
  const GPtrArray *requests = muster_shift_requests_list (book->requests);

  if (!scope->hub && (muster_event_spec (MUSTER_EVENT_SHIFT_COVERED)->full & scope->access) == 0)
    return; /* all of it has the same readers */
  save_all ("shiftChange", &change_record, muster_shift_changes_list (book->changes), out);
  for (const GList *link = muster_shift_notices_list (book->notices)->head; link != NULL;
       link = link->next)
    save_line ("notice", &notice_record, link->data, out);
  for (guint i = 0; i < requests->len; i++)
    save_request (g_ptr_array_index (requests, i), out);
  save_all ("handover", &handover_record, muster_handovers_list (book->handovers), out);
  save_all ("handoverRemark", &remark_record, muster_handovers_list_remarks (book->handovers), out);
  save_all ("zone", &zone_record, book->zones, out);
  save_line ("shiftMark", &mark_record, &book->mark, out);
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

static gint64
load_time (MusterJsonReader *reader)
{
  gint64 at_us = MUSTER_NO_TIME;

  if (!muster_json_reader_next_item (reader))
    muster_json_reader_fail (reader, "an offer that is cut");
  else if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
    muster_json_reader_null (reader);
  else
    muster_json_reader_int (reader, &at_us);
  return at_us;
}

static void
load_offers (MusterJsonReader *reader, GArray *offers)
{
  MusterText text;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      MusterShiftOffer offer = { { 0, 0 }, 0, 0, 0 };

      if (!muster_json_reader_string (reader, &text) ||
          !muster_ulid_parse (text.bytes, (gssize) text.n, &offer.person))
        muster_json_reader_fail (reader, "an offer of nobody");
      offer.at_us = load_time (reader);
      offer.starts_us = load_time (reader);
      offer.ends_us = load_time (reader);
      g_array_append_val (offers, offer);
    }
}

static void
load_request (MusterLoading *self)
{
  MusterShiftRequest *request = muster_shift_request_new ();
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "offers"))
      load_offers (self->reader, request->offers);
    else if (!muster_record_read (request_record.members, request_record.n, request, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (muster_json_reader_failed (self->reader))
    muster_shift_request_free (request);
  else
    muster_shift_requests_add (muster_world_get_shifts (self->world)->requests, request);
}

static void
load_handover (MusterLoading *self)
{
  MusterHandover *handover = muster_handover_new ();

  muster_loading_read_record (self, &handover_record, handover);
  if (muster_json_reader_failed (self->reader))
    muster_handover_free (handover);
  else
    muster_handovers_add (muster_world_get_shifts (self->world)->handovers, handover);
}

static void
load_remark (MusterLoading *self)
{
  MusterHandoverRemark *remark = muster_handover_remark_new ();

  muster_loading_read_record (self, &remark_record, remark);
  if (remark->actor.type > MUSTER_ACTOR_SCREEN)
    muster_json_reader_fail (self->reader, "a remark by what is not known");
  if (muster_json_reader_failed (self->reader))
    muster_handover_remark_free (remark);
  else
    muster_handovers_add_remark (muster_world_get_shifts (self->world)->handovers, remark);
}

static void
load_zone (MusterLoading *self)
{
  MusterZoneNote *note = g_new0 (MusterZoneNote, 1);

  muster_loading_read_record (self, &zone_record, note);
  if (note->zone == NULL || note->offsets == NULL)
    muster_json_reader_fail (self->reader, "a zone of no name or no data");
  if (muster_json_reader_failed (self->reader))
    muster_zone_note_free (note);
  else
    muster_zone_notes_put (muster_world_get_shifts (self->world)->zones, note);
}

static void
load_mark (MusterLoading *self)
{
  muster_loading_read_record (self, &mark_record, &muster_world_get_shifts (self->world)->mark);
}

const MusterLoadingPart muster_loading_shifts[] = {
  { "shiftChange", load_change },    { "notice", load_notice },
  { "shiftRequest", load_request },  { "handover", load_handover },
  { "handoverRemark", load_remark }, { "zone", load_zone },
  { "shiftMark", load_mark },        { NULL },
};
