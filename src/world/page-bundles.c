/* page-bundles.c - pages that go out together, and what becomes of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bundle is intended on the worst of its incidents that still tells people, so an acknowledgement
 * takes an incident out of it.
 */
#include "world/page-bundles.h"
#include "response/page-fold.h"
#include "world/escalating.h"
#include "world/world-private.h"

#include <string.h>

static gboolean
still_tells (const MusterIncident *incident)
{
  return incident != NULL && !muster_paging_is_over (incident) && !incident->acknowledged;
}

/* Worse ones first, older ones first. */
static const MusterIncident *
find_worst (const MusterWorld *world, const MusterPageBundle *bundle)
{
  const MusterIncident *worst = NULL;

  for (guint i = 0; i < bundle->incidents->len; i++)
    {
      const MusterIncident *incident =
          muster_world_get_incident (world, g_array_index (bundle->incidents, guint, i));

      if (still_tells (incident) && (worst == NULL || incident->severity < worst->severity))
        worst = incident;
    }
  return worst;
}

static guint
count_telling (const MusterWorld *world, const MusterPageBundle *bundle)
{
  guint n = 0;

  for (guint i = 0; i < bundle->incidents->len; i++)
    n += still_tells (
        muster_world_get_incident (world, g_array_index (bundle->incidents, guint, i)));
  return n;
}

static MusterEvent *
emit (const MusterDecideContext *context,
      MusterBatch *batch,
      MusterEventKind kind,
      const MusterPageBundle *bundle)
{
  MusterEvent *event = muster_batch_add (batch, kind);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_PAGE, bundle->page);
  return event;
}

/**
 * muster_world_send_bundle:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Intends the page that stands for all in the bundle that is due, or says that nobody has to hear
 * of any of them any more.
 *
 * Returns: whether one was due
 */
gboolean
muster_world_send_bundle (MusterWorld *world,
                          const MusterDecideContext *context,
                          MusterBatch *batch)
{
  const MusterPageBundle *bundle =
      muster_page_limits_first (muster_pagings_get_limits (muster_world_get_pagings (world)));
  guint first = muster_batch_length (batch);
  const MusterIncident *worst;
  MusterEvent *event;

  if (bundle == NULL || bundle->due_us > context->now_us)
    return FALSE;
  worst = find_worst (world, bundle);
  event = emit (context, batch,
                worst != NULL ? MUSTER_EVENT_PAGE_INTENDED : MUSTER_EVENT_PAGE_REFUSED, bundle);
  if (worst == NULL)
    {
      event->incident = g_array_index (bundle->incidents, guint, 0);
      muster_event_set_token (event, MUSTER_FACT_BY, "moot");
    }
  else
    {
      event->incident = worst->number;
      muster_event_set_ulid (event, MUSTER_FACT_PERSON, bundle->person);
      muster_event_set_token (
          event, MUSTER_FACT_CHANNEL,
          muster_arena_strndup (batch->arena, bundle->channel, strlen (bundle->channel)));
      muster_event_set_token (event, MUSTER_FACT_RULE, "bundle");
      muster_event_set_int (event, MUSTER_FACT_INCIDENTS, count_telling (world, bundle));
    }
  muster_world_apply (world, batch, first);
  return TRUE;
}

/* --- fold --- */

static void
fold_intended (MusterWorld *self, MusterPageLimits *limits, MusterPageBundle *bundle)
{
  for (guint i = bundle->incidents->len; i-- > 0;)
    if (!still_tells (
            muster_world_get_incident (self, g_array_index (bundle->incidents, guint, i))))
      g_array_remove_index (bundle->incidents, i);
  muster_page_limits_intend (limits, bundle);
}

static void
fold_outcome (MusterWorld *self, MusterPageBundle *bundle, const MusterEvent *event)
{
  for (guint i = 0; i < bundle->incidents->len; i++)
    {
      guint number = g_array_index (bundle->incidents, guint, i);
      MusterIncident *incident = muster_world_get_incident (self, number);

      if (incident == NULL || number == event->incident)
        continue;
      muster_incident_fold_page_moved (incident, event);
      muster_pagings_fold (self->pagings, incident, event);
    }
}

/**
 * muster_world_fold_bundle:
 * @self: a world
 * @event: that its incident has folded
 *
 * O(incidents in the bundle), and nothing where it is about no bundle.
 */
void
muster_world_fold_bundle (MusterWorld *self, const MusterEvent *event)
{
  MusterPageLimits *limits = muster_pagings_get_limits (self->pagings);
  MusterPageBundle *bundle;

  if (event->kind != MUSTER_EVENT_PAGE_INTENDED && event->kind != MUSTER_EVENT_PAGE_SENT &&
      event->kind != MUSTER_EVENT_PAGE_REFUSED)
    return;
  bundle = muster_page_limits_find (limits, muster_event_ulid (event, MUSTER_FACT_PAGE));
  if (bundle == NULL)
    return;
  if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
    {
      fold_intended (self, limits, bundle);
      return;
    }
  fold_outcome (self, bundle, event);
  muster_page_limits_drop (limits, bundle->page);
}

/* --- words --- */

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const MusterIncident *x = *(const MusterIncident *const *) a;
  const MusterIncident *y = *(const MusterIncident *const *) b;

  if (x->severity != y->severity)
    return x->severity < y->severity ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

/**
 * muster_world_list_bundle:
 * @world: a world
 * @page: a page's id
 *
 * Returns: (transfer container) (element-type MusterIncident) (nullable): what it is about, the
 * worst first; %NULL: it stands for one incident alone
 */
GPtrArray *
muster_world_list_bundle (const MusterWorld *world, MusterUlid page)
{
  const MusterPageBundle *bundle =
      muster_page_limits_find (muster_pagings_get_limits (muster_world_get_pagings (world)), page);
  GPtrArray *list;

  if (bundle == NULL)
    return NULL;
  list = g_ptr_array_new ();
  for (guint i = 0; i < bundle->incidents->len; i++)
    {
      MusterIncident *incident =
          muster_world_get_incident (world, g_array_index (bundle->incidents, guint, i));

      if (incident != NULL)
        g_ptr_array_add (list, incident);
    }
  g_ptr_array_sort (list, compare_severity);
  return list;
}

/**
 * muster_world_describe_bundle:
 * @incidents: (element-type MusterIncident): what a page is about
 *
 * Returns: (transfer full): a line for each, "INC-7 SEV-2 errors on shop", and how many more there
 * are, where they are many
 */
char *
muster_world_describe_bundle (const GPtrArray *incidents)
{
  GString *text = g_string_new (NULL);
  guint n = MIN (incidents->len, MUSTER_BUNDLE_LINES_MAX);

  for (guint i = 0; i < n; i++)
    {
      const MusterIncident *incident = g_ptr_array_index (incidents, i);

      g_string_append_printf (text, "%sINC-%u SEV-%d %s", i > 0 ? "\n" : "", incident->number,
                              (int) incident->severity,
                              incident->title != NULL ? incident->title : "");
    }
  if (n < incidents->len)
    g_string_append_printf (text, "\nand %u more", incidents->len - n);
  return g_string_free (text, FALSE);
}
