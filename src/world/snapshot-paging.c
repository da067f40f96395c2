/* snapshot-paging.c - who is told of what, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-paging.h"

#define M(record, name, field, type)                                                               \
  {                                                                                                \
    name, MUSTER_MEMBER_##type, G_STRUCT_OFFSET (record, field)                                    \
  }

static const MusterMember paging_members[] = {
  M (MusterPaging, "incident", incident, UINT),
  M (MusterPaging, "held", held, BOOL),
  M (MusterPaging, "snoozed", snoozed, BOOL),
  M (MusterPaging, "shift", shift_us, INT64),
};
/* As long as it lasts follows from notes, which not everybody reads. */
static const MusterMember lapse_members[] = {
  M (MusterPaging, "lapsesAt", lapses_us, TIME),
};
static const MusterMember escalating_members[] = {
  M (MusterEscalating, "seq", seq, UINT64),
  M (MusterEscalating, "policy", policy, ULID),
  M (MusterEscalating, "name", name, TEXT),
  M (MusterEscalating, "body", body, TEXT),
  M (MusterEscalating, "roundAt", at.round_us, INT64),
  M (MusterEscalating, "earlyAt", at.early_us, TIME),
  M (MusterEscalating, "round", at.round, UINT),
  M (MusterEscalating, "lastRound", at.last_round, UINT),
  M (MusterEscalating, "step", at.step, UINT),
  M (MusterEscalating, "heard", at.heard, BOOL),
  M (MusterEscalating, "atOnce", at.at_once, BOOL),
  M (MusterEscalating, "byHand", by_hand, BOOL),
};
static const MusterMember telling_members[] = {
  M (MusterEscalating, "told", told, UINT),
  M (MusterEscalating, "unheard", unheard, UINT),
  M (MusterEscalating, "low", low, BOOL),
};
/* Who answers pages only people see. */
static const MusterMember answering_members[] = {
  M (MusterEscalating, "unheld", unheld, BOOL),
};
static const MusterMember turn_members[] = {
  M (MusterPersonTurn, "of", of, UINT64),
  M (MusterPersonTurn, "person", person, ULID),
  M (MusterPersonTurn, "round", round, UINT),
  M (MusterPersonTurn, "step", step, UINT),
  M (MusterPersonTurn, "rule", rule, UINT),
  M (MusterPersonTurn, "start", start_us, INT64),
  M (MusterPersonTurn, "wait", wait, UINT),
  M (MusterPersonTurn, "dueAt", due_us, TIME),
  M (MusterPersonTurn, "shownBy", shown_by_us, TIME),
  M (MusterPersonTurn, "reached", reached, BOOL),
};

typedef struct
{
  MusterUlid policy;
  guint step;
  guint turn;
} PolicyTurn;

static const MusterMember policy_turn_members[] = {
  M (PolicyTurn, "policy", policy, ULID),
  M (PolicyTurn, "step", step, UINT),
  M (PolicyTurn, "turn", turn, UINT),
};

/* --- saving --- */

typedef struct
{
  const MusterScope *scope;
  GString *out;
  MusterJsonWriter writer;
} Saving;

static void
begin (Saving *self, const char *part)
{
  muster_json_writer_init (&self->writer, self->out);
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "part", part);
}

static void
end (Saving *self)
{
  muster_json_end_object (&self->writer);
  g_string_append_c (self->out, '\n');
}

static gboolean
may_read (const Saving *self, MusterEventKind kind)
{
  return self->scope->hub || (muster_event_spec (kind)->full & self->scope->access) != 0;
}

static void
save_escalating (Saving *self, guint incident, const MusterEscalating *one)
{
  begin (self, "escalating");
  muster_json_member_int (&self->writer, "incident", incident);
  muster_record_write (escalating_members, G_N_ELEMENTS (escalating_members), one, &self->writer);
  if (may_read (self, MUSTER_EVENT_PAGE_ANSWERED))
    muster_record_write (answering_members, G_N_ELEMENTS (answering_members), one, &self->writer);
  if (self->scope->hub)
    muster_record_write (telling_members, G_N_ELEMENTS (telling_members), one, &self->writer);
  end (self);
}

static void
save_turn (Saving *self, guint incident, const MusterPersonTurn *turn)
{
  begin (self, "personTurn");
  muster_json_member_int (&self->writer, "incident", incident);
  muster_record_write (turn_members, G_N_ELEMENTS (turn_members), turn, &self->writer);
  muster_json_name (&self->writer, "pages");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < turn->pages->len; i++)
    muster_json_ulid (&self->writer, g_array_index (turn->pages, MusterUlid, i));
  muster_json_end_array (&self->writer);
  end (self);
}

/* What waits to begin follows from the incident. */
static void
save_paging (Saving *self, const MusterPaging *paging)
{
  if (paging->escalating->len > 0 || paging->snoozed || paging->held || paging->shift_us != 0)
    {
      begin (self, "paging");
      muster_record_write (paging_members, G_N_ELEMENTS (paging_members), paging, &self->writer);
      if (may_read (self, MUSTER_EVENT_NOTE_ADDED))
        muster_record_write (lapse_members, G_N_ELEMENTS (lapse_members), paging, &self->writer);
      end (self);
    }
  for (guint i = 0; i < paging->escalating->len; i++)
    save_escalating (self, paging->incident, g_ptr_array_index (paging->escalating, i));
  for (guint i = 0; self->scope->hub && i < paging->turns->len; i++)
    save_turn (self, paging->incident, g_ptr_array_index (paging->turns, i));
}

static void
save_policy_turn (MusterUlid policy, guint step, guint turn, gpointer user_data)
{
  Saving *self = user_data;
  const PolicyTurn record = { policy, step, turn };

  begin (self, "policyTurn");
  muster_record_write (policy_turn_members, G_N_ELEMENTS (policy_turn_members), &record,
                       &self->writer);
  end (self);
}

/**
 * muster_snapshot_save_paging:
 * @world: a world
 * @scope: who reads it
 * @out: where to
 *
 * Writes which incidents tell people, and how far that has got.
 */
void
muster_snapshot_save_paging (const MusterWorld *world, const MusterScope *scope, GString *out)
{
  const MusterPagings *pagings = muster_world_get_pagings (world);
  g_autoptr (GPtrArray) list = muster_pagings_list (pagings);
  Saving self = { .scope = scope, .out = out };

  if (!may_read (&self, MUSTER_EVENT_ESCALATION_STARTED))
    return;
  for (guint i = 0; i < list->len; i++)
    save_paging (&self, g_ptr_array_index (list, i));
  muster_pagings_foreach_turn (pagings, save_policy_turn, &self);
  muster_snapshot_save_limits (muster_pagings_get_limits (pagings), scope, out);
}

/* --- loading --- */

static gboolean
is_known (const MusterLoading *self, gint64 incident)
{
  return incident > 0 && incident <= MUSTER_INCIDENTS_MAX &&
         muster_world_get_incident (self->world, (guint) incident) != NULL;
}

static MusterPaging *
find_paging (MusterLoading *self, gint64 incident)
{
  if (is_known (self, incident) && !muster_json_reader_failed (self->reader))
    return muster_pagings_ensure (muster_world_get_pagings (self->world), (guint) incident);
  muster_json_reader_fail (self->reader, "who is told of an incident that is not there");
  return NULL;
}

static void
load_paging (MusterLoading *self)
{
  MusterPaging loaded = { .lapses_us = MUSTER_NO_TIME };
  MusterPaging *paging;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (!muster_record_read (paging_members, G_N_ELEMENTS (paging_members), &loaded, name,
                             self->reader) &&
        !muster_record_read (lapse_members, G_N_ELEMENTS (lapse_members), &loaded, name,
                             self->reader))
      muster_json_reader_skip (self->reader);
  paging = find_paging (self, loaded.incident);
  if (paging == NULL)
    return;
  paging->held = loaded.held;
  paging->snoozed = loaded.snoozed;
  paging->lapses_us = loaded.lapses_us;
  paging->shift_us = loaded.shift_us;
}

static void
load_escalating (MusterLoading *self)
{
  MusterEscalating *one = muster_escalating_new (0, NULL);
  gint64 incident = 0;
  MusterPaging *paging;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &incident);
    else if (!muster_record_read (escalating_members, G_N_ELEMENTS (escalating_members), one, name,
                                  self->reader) &&
             !muster_record_read (answering_members, G_N_ELEMENTS (answering_members), one, name,
                                  self->reader) &&
             !muster_record_read (telling_members, G_N_ELEMENTS (telling_members), one, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  muster_escalating_read_plan (one);
  if (!muster_escalation_is_unanswered (&one->at, one->plan) &&
      one->at.step >= one->plan->steps->len)
    muster_json_reader_fail (self->reader, "a step that its policy has not");
  paging = find_paging (self, incident);
  if (paging != NULL)
    g_ptr_array_add (paging->escalating, one);
  else
    muster_escalating_free (one);
}

static void
read_pages (MusterJsonReader *reader, GArray *pages)
{
  MusterText text;
  MusterUlid page;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
    if (muster_ulid_parse (text.bytes, (gssize) text.n, &page))
      g_array_append_val (pages, page);
}

static void
load_turn (MusterLoading *self)
{
  MusterPersonTurn *turn = muster_person_turn_new ();
  gint64 incident = 0;
  MusterPaging *paging;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &incident);
    else if (muster_text_equal (name, "pages"))
      read_pages (self->reader, turn->pages);
    else if (!muster_record_read (turn_members, G_N_ELEMENTS (turn_members), turn, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (turn->wait >= MUSTER_N_WAITS)
    muster_json_reader_fail (self->reader, "a wait for what there is not");
  paging = find_paging (self, incident);
  if (paging != NULL)
    g_ptr_array_add (paging->turns, turn);
  else
    muster_person_turn_free (turn);
}

static void
load_policy_turn (MusterLoading *self)
{
  PolicyTurn turn = { { 0, 0 }, 0, 0 };
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (!muster_record_read (policy_turn_members, G_N_ELEMENTS (policy_turn_members), &turn, name,
                             self->reader))
      muster_json_reader_skip (self->reader);
  if (!muster_json_reader_failed (self->reader))
    muster_pagings_set_turn (muster_world_get_pagings (self->world), turn.policy, turn.step,
                             turn.turn);
}

const MusterLoadingPart muster_loading_paging[] = {
  { "paging", load_paging },
  { "escalating", load_escalating },
  { "personTurn", load_turn },
  { "policyTurn", load_policy_turn },
  { "pageCount", muster_snapshot_load_page_count },
  { "pageBundle", muster_snapshot_load_page_bundle },
  { NULL },
};
