/* page-resolved.c - who was paged hears that it is over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desktop takes its notification away by itself; what went elsewhere is still there in the
 * morning.
 */
#include "oncall/personal-rules.h"
#include "world/escalating.h"

#include <string.h>

static gboolean
has_reached (const MusterPage *page)
{
  return (page->state == MUSTER_PAGE_SENT || page->state == MUSTER_PAGE_SHOWN ||
          page->state == MUSTER_PAGE_ANSWERED) &&
         g_strcmp0 (page->channel, MUSTER_CHANNEL_DESKTOP) != 0;
}

/* Who has resolved it knows. */
static MusterUlid
find_resolver (const MusterIncident *incident)
{
  for (guint i = incident->entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_STAGE_SET && entry->number == MUSTER_STAGE_RESOLVED)
        return entry->actor.type == MUSTER_ACTOR_PERSON ? entry->actor.id : (MusterUlid){ 0, 0 };
    }
  return (MusterUlid){ 0, 0 };
}

/* It is not worth a page too many. */
static gboolean
takes_one (const MusterEscalatingOf *self, const MusterPage *page)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterObject *person = muster_directory_get (directory, page->person);
  const MusterPersonalLimit limit =
      muster_personal_limit_read (person != NULL ? person->contact : NULL, page->channel);
  gint64 now_us = self->context->now_us;

  return muster_page_limits_next (
             muster_pagings_get_limits (muster_world_get_pagings (self->world)), page->person,
             page->channel, &limit, now_us) == now_us;
}

static void
tell (const MusterEscalatingOf *self, const MusterPage *page)
{
  MusterEvent *event = muster_escalating_emit (self, MUSTER_EVENT_PAGE_INTENDED);

  muster_event_set_ulid (event, MUSTER_FACT_PAGE,
                         muster_ulid_source_next (self->context->ids, self->context->now_us));
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, page->person);
  muster_event_set_token (
      event, MUSTER_FACT_CHANNEL,
      muster_arena_strndup (self->batch->arena, page->channel, strlen (page->channel)));
  muster_event_set_token (event, MUSTER_FACT_RULE, "resolved");
}

/**
 * muster_escalating_tell_resolved:
 * @self: an incident that is resolved
 *
 * Pages, once, each person whom a page has reached by another way than their desktop, by the last
 * that did. Whoever has resolved it, or heard already that it was over and nothing since, hears
 * nothing.
 */
void
muster_escalating_tell_resolved (const MusterEscalatingOf *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  const GPtrArray *pages = self->incident->pages;
  MusterUlid resolver = find_resolver (self->incident);

  for (guint i = pages->len; i-- > 0;)
    {
      const MusterPage *page = g_ptr_array_index (pages, i);

      if (!has_reached (page) || !g_hash_table_add (seen, (gpointer) &page->person))
        continue;
      if (!page->is_notice && !muster_ulid_equal (page->person, resolver) && takes_one (self, page))
        tell (self, page);
    }
}
