/* shift-news.c - what is new about shifts: handovers, requests, notices, and who stands in for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/shift-news.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/roster-words.h"

#define NOTICES_MOST 5
#define CHANGES_MOST 4
#define RECENT_US    (14 * G_TIME_SPAN_DAY)

typedef struct
{
  const MusterNewsView *view;
  MusterShiftBook *book;
  GPtrArray *out;
} Listing;

static void
news_free (gpointer data)
{
  MusterShiftNews *self = data;

  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

static MusterShiftNews *
add (Listing *self, MusterShiftNewsKind kind, MusterUlid id)
{
  MusterShiftNews *news = g_new0 (MusterShiftNews, 1);

  news->kind = kind;
  news->id = id;
  g_ptr_array_add (self->out, news);
  return news;
}

/* --- words --- */

static gboolean
is_me (const MusterNewsView *view, MusterUlid person)
{
  return !muster_ulid_is_null (view->me) && muster_ulid_equal (view->me, person);
}

static char *
dup_name (const MusterNewsView *view, MusterUlid person)
{
  return muster_safe_text (
      muster_directory_title (muster_world_get_directory (view->world), person), -1, FALSE);
}

static char *
format_span (const MusterNewsView *view, gint64 starts_us, gint64 ends_us)
{
  return muster_roster_format_span (starts_us / G_USEC_PER_SEC, ends_us / G_USEC_PER_SEC,
                                    view->now_us / G_USEC_PER_SEC, view->zone);
}

static char *
format_instant (const MusterNewsView *view, gint64 at_us)
{
  return muster_roster_format_instant (at_us / G_USEC_PER_SEC, view->now_us / G_USEC_PER_SEC,
                                       view->zone);
}

/* "rota · 24 h · I move house": what of it there is. */
static char *
join (const char *a, const char *b, const char *c)
{
  const char *const parts[] = { a, b, c };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] && *parts[i] != '\0')
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", parts[i]);
  return g_string_free (words, FALSE);
}

/* Which schedule, where it is not the one that is looked at. */
static char *
dup_other_schedule (const MusterNewsView *view, MusterUlid schedule)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (view->world), schedule);

  if (!object || !object->name || muster_ulid_equal (schedule, view->schedule))
    return NULL;
  return muster_safe_text (object->name, -1, FALSE);
}

/* --- handovers --- */

static gboolean
is_on_call (const MusterNewsView *view, MusterUlid schedule)
{
  const MusterDirectory *directory = muster_world_get_directory (view->world);
  const MusterObject *object = muster_directory_get (directory, schedule);
  const MusterObject *me = muster_directory_get (directory, view->me);
  const MusterScheduleBody *body = object && me && me->name && !object->removed
                                       ? muster_world_get_schedule (view->world, object)
                                       : NULL;
  const gint64 now_s = view->now_us / G_USEC_PER_SEC;
  g_autoptr (MusterRoster) roster =
      body ? muster_schedule_resolve (body->schedule, now_s, now_s + 1, NULL) : NULL;
  MusterRosterSpan span;

  if (!roster)
    return FALSE;
  span = muster_roster_get_span (roster, 0);
  for (guint i = 0; i < span.n; i++)
    if (g_str_equal (g_ptr_array_index (body->people, span.people[i]), me->name))
      return TRUE;
  return FALSE;
}

/**
 * muster_shift_news_may_confirm:
 * @view: who looks
 * @handover: one that is open
 *
 * Returns: whether the hub would let them confirm it, as far as is known here
 */
gboolean
muster_shift_news_may_confirm (const MusterNewsView *view, const MusterHandover *handover)
{
  if (!muster_access_allows (view->access, MUSTER_ACCESS_RESPONDER))
    return FALSE;
  return is_me (view, handover->other) ||
         (view->access & (MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN)) != 0 ||
         is_on_call (view, handover->schedule);
}

static gboolean
is_newest (const Listing *self, const GPtrArray *handovers, guint n)
{
  const MusterHandover *handover = g_ptr_array_index (handovers, n);

  for (guint i = n + 1; i < handovers->len; i++)
    if (muster_ulid_equal (((const MusterHandover *) g_ptr_array_index (handovers, i))->schedule,
                           handover->schedule))
      return FALSE;
  return handover->confirmed_us == MUSTER_NO_TIME &&
         (muster_ulid_equal (handover->schedule, self->view->schedule) ||
          is_me (self->view, handover->other));
}

static void
add_handover (Listing *self, const MusterHandover *handover)
{
  const MusterNewsView *view = self->view;
  MusterShiftNews *news = add (self, MUSTER_NEWS_HANDOVER, handover->id);
  g_autofree char *went = dup_name (view, handover->person);
  g_autofree char *came = dup_name (view, handover->other);
  g_autofree char *at = format_instant (view, handover->starts_us);
  g_autofree char *schedule = dup_other_schedule (view, handover->schedule);

  news->deeds = MUSTER_DEED_READ;
  /* TRANSLATORS: what somebody tells you whose shift is over */
  news->title = is_me (view, handover->other)
                    ? g_strdup_printf (_ ("%s hands over to you"), went)
                    : g_strdup_printf (_ ("%s has not read what %s handed over"), came, went);
  news->detail = join (schedule, at, NULL);
}

static void
add_handovers (Listing *self)
{
  const GPtrArray *handovers = muster_handovers_list (self->book->handovers);

  for (guint i = handovers->len; i-- > 0;)
    if (is_newest (self, handovers, i))
      add_handover (self, g_ptr_array_index (handovers, i));
}

/* --- requests --- */

/* What told me that, not confirmed; null: nothing did. */
static MusterUlid
find_notice (const Listing *self, const MusterShiftRequest *request, gboolean *was_told)
{
  const GQueue *notices = muster_shift_notices_list (self->book->notices);

  *was_told = FALSE;
  for (const GList *link = notices->tail; link; link = link->prev)
    {
      const MusterShiftNotice *notice = link->data;

      if (notice->at_us < request->at_us)
        break;
      if (!is_me (self->view, notice->person) ||
          g_strcmp0 (notice->kind, MUSTER_NOTICE_SWAP_ASKED) != 0 ||
          !muster_ulid_equal (notice->schedule, request->schedule) ||
          notice->starts_us != request->starts_us || notice->ends_us != request->ends_us)
        continue;
      *was_told = TRUE;
      if (notice->confirmed_us == MUSTER_NO_TIME)
        return notice->id;
    }
  return (MusterUlid){ 0, 0 };
}

static char *
describe_offers (const MusterShiftRequest *request)
{
  if (request->offers->len == 0)
    return g_strdup (_ ("nobody has offered yet"));
  return g_strdup_printf (ngettext ("%u offer", "%u offers", request->offers->len),
                          request->offers->len);
}

static char *
describe_request (const MusterNewsView *view, const MusterShiftRequest *request)
{
  const gboolean is_to_all = muster_ulid_is_null (request->other);
  g_autofree char *who = dup_name (view, request->person);
  g_autofree char *other = is_to_all ? NULL : dup_name (view, request->other);
  g_autofree char *span = format_span (view, request->starts_us, request->ends_us);

  if (is_me (view, request->person))
    return is_to_all
               /* TRANSLATORS: you ask everybody; the placeholder is a span of time */
               ? g_strdup_printf (_ ("You ask who takes %s"), span)
               /* TRANSLATORS: you ask a person to take a span of time */
               : g_strdup_printf (_ ("You ask %s to take %s"), other, span);
  if (is_me (view, request->other))
    return g_strdup_printf (_ ("%s asks you to take %s"), who, span);
  return is_to_all ? g_strdup_printf (_ ("%s asks who takes %s"), who, span)
                   : g_strdup_printf (_ ("%s asks %s to take %s"), who, other, span);
}

static void
add_offer (Listing *self, const MusterShiftRequest *request, const MusterShiftOffer *offer)
{
  const MusterNewsView *view = self->view;
  MusterShiftNews *news = add (self, MUSTER_NEWS_OFFER, request->id);
  g_autofree char *who = dup_name (view, offer->person);
  g_autofree char *span = format_span (view, request->starts_us, request->ends_us);
  g_autofree char *back = offer->starts_us != MUSTER_NO_TIME
                              ? format_span (view, offer->starts_us, offer->ends_us)
                              : NULL;

  news->person = offer->person;
  news->deeds = MUSTER_DEED_ACCEPT;
  news->title = g_strdup_printf (_ ("%s offers to take %s"), who, span);
  /* TRANSLATORS: what somebody wants for taking a shift */
  news->detail =
      back ? g_strdup_printf (_ ("if you take %s"), back) : g_strdup (_ ("for nothing in return"));
}

static void
add_request (Listing *self, const MusterShiftRequest *request)
{
  const MusterNewsView *view = self->view;
  const gboolean is_mine = is_me (view, request->person);
  const gboolean has_offered = muster_shift_request_find_offer (request, view->me) != NULL;
  gboolean was_told;
  const MusterUlid notice = find_notice (self, request, &was_told);
  g_autofree char *schedule = dup_other_schedule (view, request->schedule);
  g_autofree char *state = NULL, *note = NULL;
  MusterShiftNews *news;

  if (!is_mine && !has_offered && was_told && muster_ulid_is_null (notice))
    return; /* I said that I do not */
  news = add (self, MUSTER_NEWS_REQUEST, request->id);
  news->is_to_all = muster_ulid_is_null (request->other);
  news->notice = notice;
  if (is_mine)
    news->deeds = MUSTER_DEED_WITHDRAW;
  else if (!has_offered && (was_told || is_me (view, request->other)))
    news->deeds = MUSTER_DEED_TAKE | MUSTER_DEED_DECLINE;
  state = has_offered ? g_strdup (_ ("you have offered to")) : describe_offers (request);
  note = muster_safe_text (request->note ? request->note : "", -1, FALSE);
  news->title = describe_request (view, request);
  news->detail = join (schedule, state, note);
  for (guint i = 0; is_mine && i < request->offers->len; i++)
    add_offer (self, request, &g_array_index (request->offers, MusterShiftOffer, i));
}

static void
add_requests (Listing *self)
{
  const GPtrArray *requests = muster_shift_requests_list (self->book->requests);

  for (guint i = 0; i < requests->len; i++)
    {
      const MusterShiftRequest *request = g_ptr_array_index (requests, i);

      if (!request->ended &&
          (muster_ulid_equal (request->schedule, self->view->schedule) ||
           is_me (self->view, request->person) || is_me (self->view, request->other)))
        add_request (self, request);
    }
}

/* --- notices --- */

/* Is it in the list already, in other words? */
static gboolean
is_told (const Listing *self, const MusterShiftNotice *notice)
{
  const GPtrArray *requests = muster_shift_requests_list (self->book->requests);
  const GPtrArray *handovers = muster_handovers_list (self->book->handovers);

  if (g_strcmp0 (notice->kind, MUSTER_NOTICE_SWAP_ASKED) == 0)
    return TRUE;
  for (guint i = 0; i < requests->len; i++)
    {
      const MusterShiftRequest *request = g_ptr_array_index (requests, i);

      if (!request->ended && g_strcmp0 (notice->kind, MUSTER_NOTICE_SWAP_ANSWERED) == 0 &&
          is_me (self->view, request->person) && request->starts_us == notice->starts_us &&
          request->offers->len > 0 && muster_ulid_equal (request->schedule, notice->schedule))
        return TRUE;
    }
  for (guint i = 0; i < handovers->len; i++)
    {
      const MusterHandover *handover = g_ptr_array_index (handovers, i);

      if (g_strcmp0 (notice->kind, MUSTER_NOTICE_HANDOVER) == 0 &&
          is_me (self->view, handover->other) && handover->starts_us == notice->starts_us &&
          muster_ulid_equal (handover->schedule, notice->schedule))
        return TRUE;
    }
  return FALSE;
}

static void
add_notices (Listing *self)
{
  const GQueue *notices = muster_shift_notices_list (self->book->notices);
  guint n = 0;

  if (muster_ulid_is_null (self->view->me))
    return;
  for (const GList *link = notices->tail; link && n < NOTICES_MOST; link = link->prev)
    {
      const MusterShiftNotice *notice = link->data;
      MusterShiftNews *news;

      if (!is_me (self->view, notice->person) || notice->confirmed_us != MUSTER_NO_TIME ||
          is_told (self, notice))
        continue;
      news = add (self, MUSTER_NEWS_NOTICE, notice->id);
      news->deeds = MUSTER_DEED_CONFIRM;
      news->title = muster_safe_text (notice->title ? notice->title : "", -1, FALSE);
      news->detail = muster_safe_text (notice->text ? notice->text : "", -1, FALSE);
      n++;
    }
}

/* --- who stands in for whom --- */

static char *
describe_change (const MusterNewsView *view, const MusterShiftChange *change)
{
  g_autofree char *who = dup_name (view, change->person);
  g_autofree char *other =
      muster_ulid_is_null (change->other) ? g_strdup ("") : dup_name (view, change->other);
  g_autofree char *span = format_span (view, change->starts_us, change->ends_us);

  switch (change->kind)
    {
    case MUSTER_MODIFIER_REPLACE:
      /* TRANSLATORS: somebody takes a span of time from somebody */
      return g_strdup_printf (_ ("%s takes %s from %s"), other, span, who);
    case MUSTER_MODIFIER_SWAP:
      /* TRANSLATORS: two people swap what they have in a span of time */
      return g_strdup_printf (_ ("%s and %s swap %s"), who, other, span);
    case MUSTER_MODIFIER_ADD:
      return g_strdup_printf (_ ("%s is on call, too, %s"), who, span);
    case MUSTER_MODIFIER_REMOVE:
      return g_strdup_printf (_ ("%s is not on call %s"), who, span);
    case MUSTER_MODIFIER_COVER:
    default:
      return g_strdup_printf (_ ("%s covers %s"), who, span);
    }
}

/* "Omar has not confirmed", "2 of 4 have confirmed"; NULL: nobody was told. */
static char *
describe_told (const Listing *self, const MusterShiftChange *change)
{
  const GQueue *notices = muster_shift_notices_list (self->book->notices);
  guint n = 0, n_confirmed = 0;
  MusterUlid missing = { 0, 0 };

  for (const GList *link = notices->tail; link; link = link->prev)
    {
      const MusterShiftNotice *notice = link->data;

      if (notice->at_us < change->at_us)
        break;
      if (notice->at_us != change->at_us ||
          !muster_ulid_equal (notice->schedule, change->schedule) ||
          g_strcmp0 (notice->kind, MUSTER_NOTICE_SHIFT_MOVED) != 0)
        continue;
      n++;
      if (notice->confirmed_us != MUSTER_NO_TIME)
        n_confirmed++;
      else
        missing = notice->person;
    }
  if (n == 0)
    return NULL;
  if (n == n_confirmed)
    return g_strdup (
        ngettext ("who was told has confirmed", "all who were told have confirmed", n));
  if (n - n_confirmed == 1)
    {
      g_autofree char *name = dup_name (self->view, missing);

      return is_me (self->view, missing) ? g_strdup (_ ("you have not confirmed"))
                                         : g_strdup_printf (_ ("%s has not confirmed"), name);
    }
  return g_strdup_printf (_ ("%u of %u have confirmed"), n_confirmed, n);
}

static void
add_change (Listing *self, const MusterShiftChange *change)
{
  const MusterNewsView *view = self->view;
  MusterShiftNews *news = add (self, MUSTER_NEWS_CHANGE, change->id);
  g_autofree char *by = dup_name (view, change->actor.id);
  g_autofree char *at = format_instant (view, change->at_us);
  /* TRANSLATORS: by whom, and when */
  g_autofree char *made = change->actor.type == MUSTER_ACTOR_PERSON
                              ? g_strdup_printf (_ ("by %s, %s"), by, at)
                              : g_strdup (at);
  g_autofree char *told = describe_told (self, change);
  g_autofree char *reason = muster_safe_text (change->reason ? change->reason : "", -1, FALSE);

  news->title = describe_change (view, change);
  news->detail = join (made, told, reason);
}

static void
add_changes (Listing *self)
{
  const GPtrArray *changes =
      muster_shift_changes_list_of (self->book->changes, self->view->schedule);
  guint n = 0;

  for (guint i = changes->len; i-- > 0 && n < CHANGES_MOST;)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      if (change->ends_us <= change->starts_us ||
          (change->ends_us <= self->view->now_us && change->at_us < self->view->now_us - RECENT_US))
        continue;
      add_change (self, change);
      n++;
    }
}

/**
 * muster_shift_news_list:
 * @view: who looks at what
 *
 * Returns: (transfer full) (element-type MusterShiftNews): what is new, what waits for them first
 */
GPtrArray *
muster_shift_news_list (const MusterNewsView *view)
{
  Listing self = { view, muster_world_get_shifts (view->world),
                   g_ptr_array_new_with_free_func (news_free) };

  add_handovers (&self);
  add_requests (&self);
  add_notices (&self);
  add_changes (&self);
  if (!muster_access_allows (view->access, MUSTER_ACCESS_RESPONDER)) /* who may only look */
    for (guint i = 0; i < self.out->len; i++)
      ((MusterShiftNews *) g_ptr_array_index (self.out, i))->deeds &= MUSTER_DEED_READ;
  return self.out;
}
