/* shift-due.c - what time alone makes happen to shifts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each schedule is looked at after it changed, when a shift of it changes, when a gap of it comes
 * near, and once a day. What was told is known from the journal; when to look is not in it.
 */
#include "world/shift-due.h"

#include "world/gap-feed.h"
#include "world/handover-note.h"
#include "world/shift-deciding.h"

#define DAILY_US  G_TIME_SPAN_DAY
#define ASKED_MAX 100  /* people whom a request asks */
#define LATE_S    3600 /* a shift that changed before that while the hub was away is over */

typedef struct
{
  MusterWorld *world;
  const MusterDecideContext *context;
  MusterBatch *batch;
} Running;

static MusterShiftBook *
book_of (const Running *self)
{
  return muster_world_get_shifts (self->world);
}

static const MusterDirectory *
directory_of (const Running *self)
{
  return muster_world_get_directory (self->world);
}

static const char *
title_of (const Running *self, MusterUlid person)
{
  return muster_directory_title (directory_of (self), person);
}

static MusterEvent *
emit (const Running *self, MusterEventKind kind)
{
  MusterEvent *event = muster_batch_add (self->batch, kind);

  event->at_us = self->context->now_us;
  return event;
}

/* --- requests --- */

static void
expire (const Running *self, const MusterShiftRequest *request)
{
  const MusterObject *schedule = muster_directory_get (directory_of (self), request->schedule);
  MusterEvent *event = emit (self, MUSTER_EVENT_SHIFT_ASK_ENDED);
  g_autofree char *title =
      g_strdup_printf ("Nobody took your shift of %s", schedule != NULL ? schedule->name : "?");
  const MusterNoticeDraft draft = { request->person,
                                    MUSTER_NOTICE_SWAP_ANSWERED,
                                    request->schedule,
                                    request->starts_us,
                                    request->ends_us,
                                    title,
                                    "It begins now, and you are on call" };

  muster_event_set_ulid (event, MUSTER_FACT_REQUEST, request->id);
  muster_event_set_token (event, MUSTER_FACT_BY, MUSTER_REQUEST_EXPIRED);
  muster_notice_emit (self->batch, self->context, &draft);
}

static void
remind_one (const Running *self,
            const MusterShiftRequest *request,
            const MusterObject *schedule /* nullable: of a damaged journal */,
            MusterUlid person,
            const char *text)
{
  g_autofree char *title =
      g_strdup_printf ("A shift of %s begins in a day, and %s has found nobody yet", schedule->name,
                       title_of (self, request->person));
  const MusterNoticeDraft draft = { person,
                                    MUSTER_NOTICE_SWAP_ASKED,
                                    request->schedule,
                                    request->starts_us,
                                    request->ends_us,
                                    title,
                                    text };

  muster_notice_emit (self->batch, self->context, &draft);
}

/* Whoever asked, and whoever was asked where nobody has offered anything. */
static void
remind_of_request (const Running *self, const MusterShiftRequest *request)
{
  const MusterObject *schedule = muster_directory_get (directory_of (self), request->schedule);
  const MusterScheduleBody *body =
      schedule != NULL ? muster_world_get_schedule (self->world, schedule) : NULL;
  gboolean offered = request->offers->len > 0;

  remind_one (self, request, schedule, request->person,
              offered ? "There are offers: accept one" : "Nobody has offered to take it");
  for (guint i = 0; !offered && body != NULL && i < MIN (body->people->len, ASKED_MAX); i++)
    {
      const MusterObject *person = muster_directory_find (directory_of (self), MUSTER_OBJECT_PERSON,
                                                          g_ptr_array_index (body->people, i), -1);

      if (person != NULL && !muster_ulid_equal (person->id, request->person) &&
          (muster_ulid_is_null (request->other) || muster_ulid_equal (request->other, person->id)))
        remind_one (self, request, schedule, person->id, "Who takes it?");
    }
}

/* --- handovers --- */

static void
remind (const Running *self, const MusterHandover *handover)
{
  const MusterObject *schedule = muster_directory_get (directory_of (self), handover->schedule);
  g_autofree char *title = g_strdup_printf ("Nobody has confirmed your handover of %s",
                                            schedule != NULL ? schedule->name : "?");
  g_autofree char *text = g_strdup_printf ("%s is on call now and has not confirmed it for half an "
                                           "hour. See that they know",
                                           title_of (self, handover->other));
  const MusterNoticeDraft draft = { handover->person,
                                    MUSTER_NOTICE_HANDOVER,
                                    handover->schedule,
                                    handover->starts_us,
                                    MUSTER_NO_TIME,
                                    title,
                                    text };

  muster_notice_emit (self->batch, self->context, &draft);
}

/* The first of @a who is not in @b; else the first of @a. */
static MusterUlid
choose_person (const Running *self,
               const MusterScheduleBody *body,
               MusterRosterSpan a,
               MusterRosterSpan b)
{
  const MusterObject *person;
  guint chosen = a.people[0];

  for (guint i = a.n; i-- > 0;)
    {
      gboolean stays = FALSE;

      for (guint j = 0; j < b.n; j++)
        stays |= a.people[i] == b.people[j];
      chosen = stays ? chosen : a.people[i];
    }
  person = muster_directory_find (directory_of (self), MUSTER_OBJECT_PERSON,
                                  g_ptr_array_index (body->people, chosen), -1);
  return person != NULL ? person->id : (MusterUlid){ 0, 0 };
}

static void
hand_over (const Running *self,
           const MusterObject *schedule,
           MusterRosterSpan before,
           MusterRosterSpan after)
{
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, schedule);
  MusterUlid person = choose_person (self, body, before, after);
  MusterUlid other = choose_person (self, body, after, before);
  g_autofree char *note = NULL, *title = NULL;
  MusterNoticeDraft draft = { .person = other,
                              .kind = MUSTER_NOTICE_HANDOVER,
                              .schedule = schedule->id,
                              .starts_us = after.start_s * G_USEC_PER_SEC,
                              .ends_us = MUSTER_NO_TIME };
  MusterEvent *event;

  if (muster_ulid_is_null (person) || muster_ulid_is_null (other) ||
      muster_ulid_equal (person, other) || !muster_schedule_is_used (self->world, schedule))
    return;
  note = muster_handover_note_write (self->world, schedule, self->context->now_us);
  if (note == NULL)
    return;
  event = emit (self, MUSTER_EVENT_HANDOVER_DUE);
  muster_event_set_ulid (event, MUSTER_FACT_ID,
                         muster_ulid_source_next (self->context->ids, self->context->now_us));
  muster_event_set_ulid (event, MUSTER_FACT_SCHEDULE, schedule->id);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, person);
  muster_event_set_ulid (event, MUSTER_FACT_OTHER, other);
  muster_event_set_int (event, MUSTER_FACT_STARTS, draft.starts_us);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, note, -1);
  title = g_strdup_printf ("You take over %s from %s: confirm that you have read this",
                           schedule->name, title_of (self, person));
  draft.title = title;
  draft.text = note;
  muster_notice_emit (self->batch, self->context, &draft);
}

/* The last change of shifts since it was looked, and when the next one is. What comes in the same
 * second may be a change then. */
static gint64
mind_changes (const Running *self,
              const MusterObject *schedule,
              const MusterRoster *roster,
              gint64 since_s)
{
  gint64 now_s = self->context->now_us / G_USEC_PER_SEC, next_us = G_MAXINT64;
  gint64 told_us = muster_handovers_last_start (book_of (self)->handovers, schedule->id);
  guint last = 0;

  for (guint i = 1; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      if (span.n == 0 || muster_roster_get_span (roster, i - 1).n == 0)
        continue;
      if (span.start_s > now_s)
        {
          next_us = span.start_s * G_USEC_PER_SEC;
          break;
        }
      last = span.start_s >= since_s && span.start_s * G_USEC_PER_SEC > told_us ? i : last;
    }
  if (last > 0)
    hand_over (self, schedule, muster_roster_get_span (roster, last - 1),
               muster_roster_get_span (roster, last));
  return next_us;
}

/* --- all --- */

static void
look_at (const Running *self, MusterScheduleLook *look)
{
  const MusterObject *schedule = muster_directory_get (directory_of (self), look->schedule);
  const MusterScheduleBody *body =
      schedule != NULL ? muster_world_get_schedule (self->world, schedule) : NULL;
  gint64 now_s = self->context->now_us / G_USEC_PER_SEC;
  gint64 since_us = MAX (look->looked_us, schedule != NULL ? schedule->at_us : 0);
  gint64 since_s = MAX (since_us / G_USEC_PER_SEC, now_s - LATE_S);
  g_autoptr (MusterRoster) roster = NULL;
  gint64 next_us = self->context->now_us + DAILY_US;

  if (body != NULL)
    roster = muster_schedule_resolve (body->schedule, since_s - 1,
                                      now_s + MUSTER_GAP_FEED_US / G_USEC_PER_SEC, NULL);
  if (roster != NULL)
    {
      gint64 change_us = mind_changes (self, schedule, roster, since_s);
      gint64 gap_us =
          muster_world_mind_gaps (self->world, self->context, schedule, roster, self->batch);

      next_us = MIN (next_us, MIN (change_us, gap_us));
    }
  muster_schedule_watch_set (book_of (self)->watch, look, self->context->now_us, next_us);
}

/**
 * muster_world_run_shifts:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Does the first thing that is due.
 *
 * Returns: whether something was
 */
gboolean
muster_world_run_shifts (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch)
{
  const Running self = { world, context, batch };
  const MusterShiftBook *book = muster_world_get_shifts (world);
  const MusterShiftRequest *request = muster_shift_requests_first (book->requests);
  const MusterHandover *handover = muster_handovers_first (book->handovers);
  MusterScheduleLook *look = muster_schedule_watch_first (book->watch);
  guint first = muster_batch_length (batch);

  if (request != NULL && request->starts_us <= context->now_us)
    expire (&self, request);
  else if (request != NULL && muster_shift_request_get_due (request) <= context->now_us)
    remind_of_request (&self, request);
  else if (handover != NULL && handover->at_us + MUSTER_HANDOVER_OVERDUE_US <= context->now_us)
    remind (&self, handover);
  else if (look != NULL && look->due_us <= context->now_us)
    look_at (&self, look);
  else
    return FALSE;
  muster_world_apply (world, batch, first);
  return TRUE;
}

/**
 * muster_world_next_shift_due:
 * @world: a hub's world
 *
 * Returns: when muster_world_run_shifts() has something to do
 */
gint64
muster_world_next_shift_due (const MusterWorld *world)
{
  const MusterShiftBook *book = muster_world_get_shifts (world);
  const MusterShiftRequest *request = muster_shift_requests_first (book->requests);
  const MusterHandover *handover = muster_handovers_first (book->handovers);
  const MusterScheduleLook *look = muster_schedule_watch_first (book->watch);
  gint64 due_us = G_MAXINT64;

  if (request != NULL)
    due_us = MIN (due_us, muster_shift_request_get_due (request));
  if (handover != NULL)
    due_us = MIN (due_us, handover->at_us + MUSTER_HANDOVER_OVERDUE_US);
  if (look != NULL)
    due_us = MIN (due_us, look->due_us);
  return due_us;
}
