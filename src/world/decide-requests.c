/* decide-requests.c - commands by which people agree on who takes whose shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"
#include "world/shift-deciding.h"
#include "world/shift-words.h"

#define OPEN_MAX 500 /* requests at a time */
#define TOLD_MAX 100 /* people whom one asks */

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, (int) code, message);
  return FALSE;
}

static const MusterDirectory *
directory_of (const MusterDeciding *self)
{
  return muster_world_get_directory (self->world);
}

static MusterShiftRequests *
requests_of (const MusterDeciding *self)
{
  return muster_world_get_shifts (self->world)->requests;
}

/* From when to when, where somebody lives. */
static char *
describe_span (const MusterDeciding *self,
               const MusterObject *reader,
               gint64 starts_us,
               gint64 ends_us)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) zone = muster_person_ref_zone (reader, utc);
  GString *text = g_string_new (NULL);

  muster_shift_words_append_span (
      text, zone, (MusterShiftSpan){ starts_us / G_USEC_PER_SEC, ends_us / G_USEC_PER_SEC },
      self->context->now_us / G_USEC_PER_SEC);
  return g_string_free (text, FALSE);
}

/* Is somebody on call at any time of it? */
static gboolean
has_duty (const MusterDeciding *self,
          const MusterObject *schedule,
          const MusterObject *person,
          gint64 starts_us,
          gint64 ends_us)
{
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, schedule);
  g_autoptr (MusterRoster) roster =
      body != NULL ? muster_schedule_resolve (body->schedule, starts_us / G_USEC_PER_SEC,
                                              ends_us / G_USEC_PER_SEC, NULL)
                   : NULL;

  for (guint i = 0; roster != NULL && i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      for (guint j = 0; j < span.n; j++)
        if (g_str_equal (g_ptr_array_index (body->people, span.people[j]), person->name))
          return TRUE;
    }
  return FALSE;
}

/* --- asking --- */

static void
tell_asked (MusterDeciding *self,
            const MusterShiftRequest *wanted,
            const MusterObject *schedule,
            const MusterObject *reader)
{
  g_autofree char *span = describe_span (self, reader, wanted->starts_us, wanted->ends_us);
  const char *who = muster_directory_title (directory_of (self), wanted->person);
  g_autofree char *title = g_strdup_printf ("%s asks for a swap of %s", who, schedule->name);
  g_autofree char *text =
      g_strdup_printf ("Who takes the shift of %s %s?%s%s", who, span,
                       wanted->note != NULL ? " " : "", wanted->note != NULL ? wanted->note : "");
  const MusterNoticeDraft draft = {
    reader->id, MUSTER_NOTICE_SWAP_ASKED, schedule->id, wanted->starts_us, wanted->ends_us, title,
    text
  };

  muster_deciding_tell (self, &draft);
}

static void
tell_all_asked (MusterDeciding *self,
                const MusterShiftRequest *wanted,
                const MusterObject *schedule)
{
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, schedule);

  for (guint i = 0; body != NULL && i < MIN (body->people->len, TOLD_MAX); i++)
    {
      const MusterObject *person = muster_directory_find (directory_of (self), MUSTER_OBJECT_PERSON,
                                                          g_ptr_array_index (body->people, i), -1);

      if (person != NULL && !muster_ulid_equal (person->id, wanted->person))
        tell_asked (self, wanted, schedule, person);
    }
}

static void
emit_asked (MusterDeciding *self, const MusterShiftRequest *wanted)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_SHIFT_ASKED);

  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_ulid (event, MUSTER_FACT_SCHEDULE, wanted->schedule);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, wanted->person);
  if (!muster_ulid_is_null (wanted->other))
    muster_event_set_ulid (event, MUSTER_FACT_OTHER, wanted->other);
  muster_event_set_int (event, MUSTER_FACT_STARTS, wanted->starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, wanted->ends_us);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, wanted->note, -1);
}

static gboolean
check_room (const MusterDeciding *self, GError **error)
{
  const GPtrArray *all = muster_shift_requests_list (requests_of (self));
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += ((const MusterShiftRequest *) g_ptr_array_index (all, i))->ended == NULL;
  return n < OPEN_MAX ||
         fail (error, MUSTER_MODEL_ERROR_STATE, "There are 500 requests: withdraw some");
}

gboolean
muster_decide_ask (MusterDeciding *self, GError **error)
{
  const MusterObject *schedule = muster_deciding_schedule (self, error);
  const MusterObject *person, *other = NULL;
  MusterShiftRequest wanted = { .note = (char *) muster_command_text (self->command, "note") };

  if (schedule == NULL || (person = muster_deciding_person (self, "person", error)) == NULL)
    return FALSE;
  if (muster_command_has (self->command, "other") &&
      (other = muster_deciding_person (self, "other", error)) == NULL)
    return FALSE;
  if (!muster_deciding_is_me (self, person->id) && !muster_deciding_is_manager (self))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                 "Only the access role manager may ask for others");
  if (person == other)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "Say two people, not one twice");
  if (!muster_deciding_span (self, &wanted.starts_us, &wanted.ends_us, error) ||
      !check_room (self, error))
    return FALSE;
  if (!has_duty (self, schedule, person, wanted.starts_us, wanted.ends_us))
    return fail (error, MUSTER_MODEL_ERROR_STATE, "Whose shift is to be taken is not on call then");
  if (wanted.starts_us <= self->context->now_us)
    return fail (error, MUSTER_MODEL_ERROR_INVALID,
                 "A request ends when the shift starts: say a time that comes");
  wanted.schedule = schedule->id;
  wanted.person = person->id;
  wanted.other = other != NULL ? other->id : (MusterUlid){ 0, 0 };
  emit_asked (self, &wanted);
  if (other != NULL)
    tell_asked (self, &wanted, schedule, other);
  else
    tell_all_asked (self, &wanted, schedule);
  return TRUE;
}

/* --- answering --- */

/* The one of the path, while it is open. */
static const MusterShiftRequest *
find_open (const MusterDeciding *self, const MusterObject **schedule, GError **error)
{
  const MusterShiftRequest *request =
      muster_shift_requests_get (requests_of (self), self->command->object);

  if (request == NULL)
    {
      fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no request with that id");
      return NULL;
    }
  *schedule = muster_directory_get (directory_of (self), request->schedule);
  if (request->ended == NULL && request->starts_us > self->context->now_us && *schedule != NULL &&
      !(*schedule)->removed)
    return request;
  fail (error, MUSTER_MODEL_ERROR_STATE, "The request is over");
  return NULL;
}

/* What is wanted in return, if anything. */
static gboolean
read_return (const MusterDeciding *self,
             const MusterObject *schedule,
             const MusterObject *person,
             MusterShiftOffer *offer,
             GError **error)
{
  offer->starts_us = offer->ends_us = MUSTER_NO_TIME;
  if (!muster_command_has (self->command, "from") && !muster_command_has (self->command, "to"))
    return TRUE;
  if (!muster_command_has (self->command, "from") || !muster_command_has (self->command, "to"))
    return fail (error, MUSTER_MODEL_ERROR_INVALID,
                 "Say “from” and “to” of the shift that is to be taken in return");
  if (!muster_deciding_span (self, &offer->starts_us, &offer->ends_us, error))
    return FALSE;
  return has_duty (self, schedule, person, offer->starts_us, offer->ends_us) ||
         fail (error, MUSTER_MODEL_ERROR_STATE,
               "Who offers is not on call then: there is nothing to take in return");
}

static void
tell_offered (MusterDeciding *self,
              const MusterShiftRequest *request,
              const MusterObject *schedule,
              const MusterShiftOffer *offer)
{
  const MusterObject *reader = muster_directory_get (directory_of (self), request->person);
  g_autofree char *span = describe_span (self, reader, request->starts_us, request->ends_us);
  g_autofree char *back = offer->starts_us != MUSTER_NO_TIME
                              ? describe_span (self, reader, offer->starts_us, offer->ends_us)
                              : NULL;
  const char *who = muster_directory_title (directory_of (self), offer->person);
  g_autofree char *title =
      g_strdup_printf ("%s offers to take your shift of %s", who, schedule->name);
  g_autofree char *text =
      g_strdup_printf ("%s takes your shift %s%s%s. Accept it, or wait for others", who, span,
                       back != NULL ? " if you take theirs " : "", back != NULL ? back : "");
  const MusterNoticeDraft draft = { request->person,
                                    MUSTER_NOTICE_SWAP_ANSWERED,
                                    schedule->id,
                                    request->starts_us,
                                    request->ends_us,
                                    title,
                                    text };

  muster_deciding_tell (self, &draft);
}

gboolean
muster_decide_offer (MusterDeciding *self, GError **error)
{
  const MusterObject *schedule;
  const MusterShiftRequest *request = find_open (self, &schedule, error);
  const MusterObject *person;
  MusterShiftOffer offer;
  MusterEvent *event;

  if (request == NULL || (person = muster_deciding_person (self, "person", error)) == NULL)
    return FALSE;
  if (!muster_deciding_is_me (self, person->id) && !muster_deciding_is_manager (self))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                 "Only the access role manager may offer for others");
  if (muster_ulid_equal (person->id, request->person))
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "It is their own shift");
  if (!muster_ulid_is_null (request->other) && !muster_ulid_equal (request->other, person->id))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN, "Somebody else was asked");
  if (!read_return (self, schedule, person, &offer, error))
    return FALSE;
  offer.person = person->id;
  event = muster_deciding_emit (self, MUSTER_EVENT_SHIFT_OFFERED);
  muster_event_set_ulid (event, MUSTER_FACT_REQUEST, request->id);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
  if (offer.starts_us != MUSTER_NO_TIME)
    {
      muster_event_set_int (event, MUSTER_FACT_STARTS, offer.starts_us);
      muster_event_set_int (event, MUSTER_FACT_ENDS, offer.ends_us);
    }
  tell_offered (self, request, schedule, &offer);
  return TRUE;
}

/* --- ending --- */

static gboolean
is_of_me (const MusterDeciding *self, const MusterShiftRequest *request, GError **error)
{
  return muster_deciding_is_me (self, request->person) || muster_deciding_is_manager (self) ||
         fail (error, MUSTER_MODEL_ERROR_FORBIDDEN, "Only who asked may say so");
}

static void
emit_ended (MusterDeciding *self, const MusterShiftRequest *request, const char *by)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_SHIFT_ASK_ENDED);

  muster_event_set_ulid (event, MUSTER_FACT_REQUEST, request->id);
  muster_event_set_token (event, MUSTER_FACT_BY, by);
}

/* Whose offer: that of the one who is named, or the only one. */
static const MusterShiftOffer *
choose_offer (const MusterDeciding *self, const MusterShiftRequest *request, GError **error)
{
  const MusterShiftOffer *offer = NULL;
  const MusterObject *person;

  if (muster_command_has (self->command, "person"))
    {
      person = muster_deciding_person (self, "person", error);
      if (person == NULL)
        return NULL;
      offer = muster_shift_request_find_offer (request, person->id);
    }
  else if (request->offers->len == 1)
    offer = &g_array_index (request->offers, MusterShiftOffer, 0);
  if (offer == NULL)
    fail (error, MUSTER_MODEL_ERROR_STATE,
          request->offers->len > 1 ? "Say whose offer: there are several"
                                   : "There is no such offer");
  return offer;
}

/* One takes the other's shift; where something is taken in return both are swaps. */
static void
emit_taken (MusterDeciding *self,
            const MusterShiftRequest *request,
            const MusterShiftOffer *offer,
            gboolean in_return)
{
  gboolean swaps = offer->starts_us != MUSTER_NO_TIME;
  MusterEvent *event =
      muster_deciding_emit (self, swaps ? MUSTER_EVENT_SHIFT_SWAPPED : MUSTER_EVENT_SHIFT_COVERED);

  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_ulid (event, MUSTER_FACT_SCHEDULE, request->schedule);
  if (!swaps)
    muster_event_set_token (event, MUSTER_FACT_KIND,
                            muster_modifier_kind_to_string (MUSTER_MODIFIER_REPLACE));
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, request->person);
  muster_event_set_ulid (event, MUSTER_FACT_OTHER, offer->person);
  muster_event_set_int (event, MUSTER_FACT_STARTS,
                        in_return ? offer->starts_us : request->starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, in_return ? offer->ends_us : request->ends_us);
  muster_event_set_ulid (event, MUSTER_FACT_REQUEST, request->id);
}

gboolean
muster_decide_accept (MusterDeciding *self, GError **error)
{
  const MusterObject *schedule;
  const MusterShiftRequest *request = find_open (self, &schedule, error);
  const MusterShiftOffer *offer;
  g_autofree char *why = NULL;
  guint first = muster_batch_length (self->batch);

  if (request == NULL || !is_of_me (self, request, error))
    return FALSE;
  offer = choose_offer (self, request, error);
  if (offer == NULL)
    return FALSE;
  if (offer->starts_us != MUSTER_NO_TIME && offer->starts_us <= self->context->now_us)
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "What was to be taken in return has begun: ask for another offer");
  emit_taken (self, request, offer, FALSE);
  if (offer->starts_us != MUSTER_NO_TIME)
    emit_taken (self, request, offer, TRUE);
  emit_ended (self, request, MUSTER_REQUEST_ACCEPTED);
  why = g_strdup_printf ("%s accepted the offer of %s", muster_deciding_actor_title (self),
                         muster_directory_title (directory_of (self), offer->person));
  muster_deciding_tell_changed (self, schedule, first, why);
  return TRUE;
}

static void
tell_declined (MusterDeciding *self,
               const MusterShiftRequest *request,
               const MusterObject *schedule)
{
  const MusterObject *reader = muster_directory_get (directory_of (self), request->person);
  g_autofree char *span = describe_span (self, reader, request->starts_us, request->ends_us);
  const char *who = muster_directory_title (directory_of (self), request->other);
  g_autofree char *title =
      g_strdup_printf ("%s does not take your shift of %s", who, schedule->name);
  g_autofree char *text = g_strdup_printf (
      "%s cannot take your shift %s. It is yours yet: ask somebody else", who, span);
  const MusterNoticeDraft draft = { request->person,
                                    MUSTER_NOTICE_SWAP_ANSWERED,
                                    schedule->id,
                                    request->starts_us,
                                    request->ends_us,
                                    title,
                                    text };

  muster_deciding_tell (self, &draft);
}

/* Where everybody was asked, silence says the same. */
gboolean
muster_decide_decline (MusterDeciding *self, GError **error)
{
  const MusterObject *schedule;
  const MusterShiftRequest *request = find_open (self, &schedule, error);

  if (request == NULL)
    return FALSE;
  if (muster_ulid_is_null (request->other))
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "Everybody was asked: whoever does not take it need not say so");
  if (!muster_deciding_is_me (self, request->other) && !muster_deciding_is_manager (self))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN, "Somebody else was asked");
  emit_ended (self, request, MUSTER_REQUEST_DECLINED);
  tell_declined (self, request, schedule);
  return TRUE;
}

gboolean
muster_decide_withdraw (MusterDeciding *self, GError **error)
{
  const MusterObject *schedule;
  const MusterShiftRequest *request = find_open (self, &schedule, error);

  if (request == NULL || !is_of_me (self, request, error))
    return FALSE;
  emit_ended (self, request, MUSTER_REQUEST_WITHDRAWN);
  return TRUE;
}
