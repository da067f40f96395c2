/* shift-requests.c - who asks others to take their shifts, and who offers to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-requests.h"

#include "world/shift-notices.h"

struct _MusterShiftRequests
{
  GPtrArray *all;                  /* of MusterShiftRequest, owned, oldest first */
  const MusterShiftRequest *first; /* of the open ones; NULL: none */
};

/**
 * muster_shift_request_new:
 *
 * Returns: (transfer full): one that asks nothing yet
 */
MusterShiftRequest *
muster_shift_request_new (void)
{
  MusterShiftRequest *self = g_new0 (MusterShiftRequest, 1);

  self->ended_us = MUSTER_NO_TIME;
  self->offers = g_array_new (FALSE, FALSE, sizeof (MusterShiftOffer));
  return self;
}

/**
 * muster_shift_request_free:
 * @self: a request
 *
 * Frees it.
 */
void
muster_shift_request_free (MusterShiftRequest *self)
{
  g_array_unref (self->offers);
  g_free (self->ended);
  g_free (self->note);
  g_free (self);
}

/**
 * muster_shift_request_find_offer:
 * @self: a request
 * @person: somebody
 *
 * Returns: (nullable): what they offer
 */
const MusterShiftOffer *
muster_shift_request_find_offer (const MusterShiftRequest *self, MusterUlid person)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      const MusterShiftOffer *offer = &g_array_index (self->offers, MusterShiftOffer, i);

      if (muster_ulid_equal (offer->person, person))
        return offer;
    }
  return NULL;
}

/**
 * muster_shift_request_get_due:
 * @self: an open request
 *
 * Returns: when there is something to do about it, µs UTC
 */
gint64
muster_shift_request_get_due (const MusterShiftRequest *self)
{
  return self->reminded ? self->starts_us : self->starts_us - MUSTER_SHIFT_REQUEST_REMIND_US;
}

/**
 * muster_shift_requests_new:
 *
 * Returns: (transfer full): none
 */
MusterShiftRequests *
muster_shift_requests_new (void)
{
  MusterShiftRequests *self = g_new0 (MusterShiftRequests, 1);

  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_shift_request_free);
  return self;
}

/**
 * muster_shift_requests_free:
 * @self: requests
 *
 * Frees them.
 */
void
muster_shift_requests_free (MusterShiftRequests *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

/* There are never many. */
static void
find_first (MusterShiftRequests *self)
{
  self->first = NULL;
  for (guint i = 0; i < self->all->len; i++)
    {
      const MusterShiftRequest *request = g_ptr_array_index (self->all, i);

      if (request->ended == NULL &&
          (self->first == NULL ||
           muster_shift_request_get_due (request) < muster_shift_request_get_due (self->first)))
        self->first = request;
    }
}

/**
 * muster_shift_requests_add:
 * @self: requests
 * @request: (transfer full): asked after them
 *
 * Takes one in, and lets go of those that ended long before.
 */
void
muster_shift_requests_add (MusterShiftRequests *self, MusterShiftRequest *request)
{
  if (muster_shift_requests_get (self, request->id) != NULL)
    {
      muster_shift_request_free (request);
      return;
    }
  for (guint i = self->all->len; i-- > 0;)
    {
      const MusterShiftRequest *old = g_ptr_array_index (self->all, i);

      if (old->ended != NULL && old->ended_us < request->at_us - MUSTER_SHIFT_REQUESTS_KEEP_US)
        g_ptr_array_remove_index (self->all, i);
    }
  g_ptr_array_add (self->all, request);
  find_first (self);
}

/* --- fold --- */

static void
fold_asked (MusterShiftRequests *self, const MusterEvent *event)
{
  MusterShiftRequest *request = muster_shift_request_new ();

  request->id = muster_event_ulid (event, MUSTER_FACT_ID);
  request->seq = event->seq;
  request->at_us = event->at_us;
  request->schedule = muster_event_ulid (event, MUSTER_FACT_SCHEDULE);
  request->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  request->other = muster_event_ulid (event, MUSTER_FACT_OTHER);
  request->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  request->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  request->note = muster_event_dup_field (event, MUSTER_FIELD_TEXT);
  request->reminded = event->at_us >= request->starts_us - MUSTER_SHIFT_REQUEST_REMIND_US;
  muster_shift_requests_add (self, request);
}

/* The last one of a person counts. */
static void
fold_offered (MusterShiftRequest *request, const MusterEvent *event)
{
  const MusterShiftOffer offer = { muster_event_ulid (event, MUSTER_FACT_PERSON), event->at_us,
                                   muster_event_int (event, MUSTER_FACT_STARTS),
                                   muster_event_int (event, MUSTER_FACT_ENDS) };

  for (guint i = 0; i < request->offers->len; i++)
    if (muster_ulid_equal (g_array_index (request->offers, MusterShiftOffer, i).person,
                           offer.person))
      {
        g_array_remove_index (request->offers, i);
        break;
      }
  g_array_append_val (request->offers, offer);
}

/* Of what somebody was told: is it a request, and does it begin soon? */
static void
fold_notice (MusterShiftRequests *self, const MusterEvent *event)
{
  const char *kind = muster_event_token (event, MUSTER_FACT_KIND);

  if (g_strcmp0 (kind, MUSTER_NOTICE_SWAP_ASKED) != 0 &&
      g_strcmp0 (kind, MUSTER_NOTICE_SWAP_ANSWERED) != 0)
    return;
  for (guint i = 0; i < self->all->len; i++)
    {
      MusterShiftRequest *request = g_ptr_array_index (self->all, i);

      if (request->starts_us == muster_event_int (event, MUSTER_FACT_STARTS) &&
          event->at_us >= request->starts_us - MUSTER_SHIFT_REQUEST_REMIND_US &&
          muster_ulid_equal (request->schedule, muster_event_ulid (event, MUSTER_FACT_SCHEDULE)))
        request->reminded = TRUE;
    }
  find_first (self);
}

/**
 * muster_shift_requests_fold:
 * @self: requests
 * @event: the next event
 *
 * Moves them on; events of other things change nothing.
 */
void
muster_shift_requests_fold (MusterShiftRequests *self, const MusterEvent *event)
{
  MusterShiftRequest *request;

  if (event->kind == MUSTER_EVENT_SHIFT_ASKED)
    fold_asked (self, event);
  else if (event->kind == MUSTER_EVENT_NOTICE_TOLD)
    fold_notice (self, event);
  if (event->kind != MUSTER_EVENT_SHIFT_OFFERED && event->kind != MUSTER_EVENT_SHIFT_ASK_ENDED)
    return;
  request = muster_shift_requests_get (self, muster_event_ulid (event, MUSTER_FACT_REQUEST));
  if (request == NULL || request->ended != NULL)
    return;
  if (event->kind == MUSTER_EVENT_SHIFT_OFFERED)
    {
      fold_offered (request, event);
      return;
    }
  request->ended = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
  if (request->ended == NULL)
    request->ended = g_strdup (MUSTER_REQUEST_WITHDRAWN);
  request->ended_us = event->at_us;
  find_first (self);
}

/**
 * muster_shift_requests_get:
 * @self: requests
 * @id: of one
 *
 * Returns: (transfer none) (nullable): it
 */
MusterShiftRequest *
muster_shift_requests_get (const MusterShiftRequests *self, MusterUlid id)
{
  for (guint i = self->all->len; i-- > 0;)
    {
      MusterShiftRequest *request = g_ptr_array_index (self->all, i);

      if (muster_ulid_equal (request->id, id))
        return request;
    }
  return NULL;
}

/**
 * muster_shift_requests_list:
 * @self: requests
 *
 * Returns: (transfer none) (element-type MusterShiftRequest): all that are kept
 */
const GPtrArray *
muster_shift_requests_list (const MusterShiftRequests *self)
{
  return self->all;
}

/**
 * muster_shift_requests_first:
 * @self: requests
 *
 * Returns: (transfer none) (nullable): the open one about which there is something to do first
 */
const MusterShiftRequest *
muster_shift_requests_first (const MusterShiftRequests *self)
{
  return self->first;
}
