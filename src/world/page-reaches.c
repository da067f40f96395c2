/* page-reaches.c - whether pages have reached people, by each of their channels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/page-reaches.h"

#include "oncall/personal-rules.h"
#include "response/timeline-entry.h"

#include <string.h>

struct _MusterPageReaches
{
  GPtrArray *all;      /* of MusterPageReach, owned, in the order in which they came up */
  GHashTable *by_what; /* MusterPageReach → itself, by person and channel */
  GHashTable *by_test; /* MusterUlid * of its last test page → MusterPageReach */
};

/* --- one --- */

/**
 * muster_page_reach_new:
 *
 * Returns: (transfer full): one of which nothing is known
 */
MusterPageReach *
muster_page_reach_new (void)
{
  MusterPageReach *self = g_new0 (MusterPageReach, 1);

  self->tested_us = self->worked_us = self->failed_us = self->confirmed_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_page_reach_free:
 * @self: (transfer full): one
 */
void
muster_page_reach_free (MusterPageReach *self)
{
  g_free (self->channel);
  g_free (self->why);
  g_free (self);
}

/**
 * muster_page_reach_is_failing:
 * @self: one
 *
 * Returns: whether the last page that it is known of did not come
 */
gboolean
muster_page_reach_is_failing (const MusterPageReach *self)
{
  return self->failed_us != MUSTER_NO_TIME &&
         (self->worked_us == MUSTER_NO_TIME || self->failed_us > self->worked_us);
}

static guint
hash_reach (gconstpointer key)
{
  const MusterPageReach *self = key;

  return muster_ulid_hash (&self->person) ^ g_str_hash (self->channel);
}

static gboolean
equal_reach (gconstpointer a, gconstpointer b)
{
  const MusterPageReach *x = a, *y = b;

  return muster_ulid_equal (x->person, y->person) && strcmp (x->channel, y->channel) == 0;
}

/* --- all --- */

/**
 * muster_page_reaches_new:
 *
 * Returns: (transfer full): none
 */
MusterPageReaches *
muster_page_reaches_new (void)
{
  MusterPageReaches *self = g_new (MusterPageReaches, 1);

  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_page_reach_free);
  self->by_what = g_hash_table_new (hash_reach, equal_reach);
  self->by_test = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  return self;
}

/**
 * muster_page_reaches_free:
 * @self: (transfer full): what is known
 */
void
muster_page_reaches_free (MusterPageReaches *self)
{
  g_hash_table_unref (self->by_test);
  g_hash_table_unref (self->by_what);
  g_ptr_array_unref (self->all);
  g_free (self);
}

static MusterPageReach *
find (const MusterPageReaches *self, MusterUlid person, const char *channel)
{
  const MusterPageReach key = { .person = person, .channel = (char *) channel };

  return g_hash_table_lookup (self->by_what, &key);
}

static MusterPageReach *
find_test (const MusterPageReaches *self, MusterUlid test)
{
  return g_hash_table_lookup (self->by_test, &test);
}

/**
 * muster_page_reaches_get:
 * @self: what is known
 * @person: a person's id
 * @channel: a type of channel
 *
 * Returns: (transfer none) (nullable): how pages to them by it went; %NULL: there was none
 */
const MusterPageReach *
muster_page_reaches_get (const MusterPageReaches *self, MusterUlid person, const char *channel)
{
  return find (self, person, channel);
}

/**
 * muster_page_reaches_find_test:
 * @self: what is known
 * @test: a test page's id
 *
 * Returns: (transfer none) (nullable): what it is the last test of; %NULL: it is not
 */
const MusterPageReach *
muster_page_reaches_find_test (const MusterPageReaches *self, MusterUlid test)
{
  return find_test (self, test);
}

/**
 * muster_page_reaches_list:
 * @self: what is known
 *
 * Returns: (transfer none) (element-type MusterPageReach): all, in the order in which they came up
 */
const GPtrArray *
muster_page_reaches_list (const MusterPageReaches *self)
{
  return self->all;
}

/**
 * muster_page_reaches_add:
 * @self: what is known
 * @reach: (transfer full): with person and channel
 *
 * Takes one in that it has not.
 */
void
muster_page_reaches_add (MusterPageReaches *self, MusterPageReach *reach)
{
  if (find (self, reach->person, reach->channel) != NULL)
    {
      muster_page_reach_free (reach);
      return;
    }
  g_ptr_array_add (self->all, reach);
  g_hash_table_add (self->by_what, reach);
  if (!muster_ulid_is_null (reach->test))
    g_hash_table_insert (self->by_test, &reach->test, reach);
}

static MusterPageReach *
ensure (MusterPageReaches *self, MusterUlid person, const char *channel)
{
  MusterPageReach *reach = find (self, person, channel);

  if (reach != NULL)
    return reach;
  reach = muster_page_reach_new ();
  reach->person = person;
  reach->channel = g_strdup (channel);
  muster_page_reaches_add (self, reach);
  return reach;
}

static void
forget_test (MusterPageReaches *self, const MusterPageReach *reach)
{
  if (!muster_ulid_is_null (reach->test))
    g_hash_table_remove (self->by_test, &reach->test);
}

/* Somebody is gone for good. O(all); people seldom go. */
static void
forget_person (MusterPageReaches *self, MusterUlid person)
{
  for (guint i = self->all->len; i > 0; i--)
    {
      const MusterPageReach *reach = g_ptr_array_index (self->all, i - 1);

      if (!muster_ulid_equal (reach->person, person))
        continue;
      forget_test (self, reach);
      g_hash_table_remove (self->by_what, reach);
      g_ptr_array_remove_index (self->all, i - 1);
    }
}

/* --- fold --- */

static void
note_worked (MusterPageReach *self, const MusterEvent *event)
{
  self->worked_us = event->at_us;
  self->worked_seq = event->seq;
}

static void
note_failed (MusterPageReach *self, const MusterEvent *event)
{
  self->failed_us = event->at_us;
  g_free (self->why);
  self->why = muster_event_dup_field (event, MUSTER_FIELD_REASON);
}

static void
fold_asked (MusterPageReaches *self, const MusterEvent *event)
{
  const char *channel = muster_event_token (event, MUSTER_FACT_CHANNEL);
  MusterPageReach *reach;

  if (channel == NULL)
    return;
  reach = ensure (self, muster_event_ulid (event, MUSTER_FACT_PERSON), channel);
  forget_test (self, reach);
  reach->test = muster_event_ulid (event, MUSTER_FACT_ID);
  reach->tested_us = event->at_us;
  reach->is_waiting = TRUE;
  g_hash_table_insert (self->by_test, &reach->test, reach);
}

static void
fold_outcome (MusterPageReach *reach, const MusterEvent *event)
{
  reach->is_waiting = FALSE;
  if (event->kind == MUSTER_EVENT_TEST_PAGE_REFUSED)
    {
      note_failed (reach, event);
      return;
    }
  note_worked (reach, event);
  if (event->kind == MUSTER_EVENT_TEST_PAGE_CONFIRMED)
    reach->confirmed_us = event->at_us;
}

/**
 * muster_page_reaches_fold:
 * @self: what is known
 * @event: the next event that is about no incident
 *
 * Moves it on; events of other things change nothing.
 */
void
muster_page_reaches_fold (MusterPageReaches *self, const MusterEvent *event)
{
  MusterPageReach *reach;

  if (event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    forget_person (self, muster_event_ulid (event, MUSTER_FACT_ID));
  else if (event->kind == MUSTER_EVENT_TEST_PAGE_ASKED)
    fold_asked (self, event);
  else if (event->kind == MUSTER_EVENT_TEST_PAGE_SENT ||
           event->kind == MUSTER_EVENT_TEST_PAGE_REFUSED ||
           event->kind == MUSTER_EVENT_TEST_PAGE_CONFIRMED)
    {
      reach = find_test (self, muster_event_ulid (event, MUSTER_FACT_ID));
      if (reach != NULL)
        fold_outcome (reach, event);
    }
}

/* A page to the desktop is sent by being on the stream: that it came its console says. */
static gboolean
says_that_it_came (const MusterEvent *event, const MusterPage *page)
{
  return event->kind == MUSTER_EVENT_PAGE_SHOWN || event->kind == MUSTER_EVENT_PAGE_ANSWERED ||
         (event->kind == MUSTER_EVENT_PAGE_SENT &&
          strcmp (page->channel, MUSTER_CHANNEL_DESKTOP) != 0);
}

static gboolean
says_that_it_did_not (const MusterEvent *event)
{
  return event->kind == MUSTER_EVENT_PAGE_REFUSED &&
         g_strcmp0 (muster_event_token (event, MUSTER_FACT_BY), MUSTER_PAGE_IS_MOOT) != 0;
}

/**
 * muster_page_reaches_fold_page:
 * @self: what is known
 * @incident: that the event is about
 * @event: the next event
 *
 * What is known of real pages is as good as a test.
 */
void
muster_page_reaches_fold_page (MusterPageReaches *self,
                               const MusterIncident *incident,
                               const MusterEvent *event)
{
  const MusterPage *page;

  if (event->kind < MUSTER_EVENT_PAGE_SENT || event->kind > MUSTER_EVENT_PAGE_ANSWERED ||
      !muster_ulid_is_null (incident->drill))
    return;
  page = muster_incident_find_page (incident, muster_event_ulid (event, MUSTER_FACT_PAGE));
  if (page == NULL || page->channel == NULL)
    return;
  if (says_that_it_came (event, page))
    note_worked (ensure (self, page->person, page->channel), event);
  else if (says_that_it_did_not (event))
    note_failed (ensure (self, page->person, page->channel), event);
  if (event->kind == MUSTER_EVENT_PAGE_ANSWERED)
    ensure (self, page->person, page->channel)->confirmed_us = event->at_us;
}
