/* similar.c - open incidents that may be one: suggested, never merged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/similar.h"

#include "triage/change-ranking.h"

#include <math.h>

#define WORDS_MIN      0.4 /* of likeness: less is chance */
#define SCORE_MIN      0.5
#define WEIGHT_WORDS   0.7
#define WEIGHT_ARRIVAL 0.3
#define SOON_US        (2.0 * G_TIME_SPAN_MINUTE) /* so much later makes 1/e of arrival */

/**
 * muster_event_changes_text:
 * @event: an event
 *
 * Returns: whether what an incident says, or whether it is open, may be another after it
 */
gboolean
muster_event_changes_text (const MusterEvent *event)
{
  return event->kind == MUSTER_EVENT_INCIDENT_DECLARED ||
         event->kind == MUSTER_EVENT_INCIDENT_OPENED ||
         event->kind == MUSTER_EVENT_INCIDENT_TITLED ||
         event->kind == MUSTER_EVENT_INCIDENT_ABOUT_SET ||
         event->kind == MUSTER_EVENT_INCIDENT_STAGE_SET ||
         event->kind == MUSTER_EVENT_INCIDENT_REOPENED ||
         event->kind == MUSTER_EVENT_INCIDENT_MERGED ||
         event->kind == MUSTER_EVENT_INCIDENT_SPLIT || event->kind == MUSTER_EVENT_UNDONE;
}

/**
 * muster_world_note_text:
 * @world: a hub's world
 * @incident: an incident of it
 *
 * Lets an incident be found by what it says while it is open, and no longer.
 */
void
muster_world_note_text (MusterWorld *world, const MusterIncident *incident)
{
  g_autofree char *text = NULL;

  if (muster_incident_is_open (incident) && incident->merged_into == 0)
    text = g_strjoin (" ", incident->title != NULL ? incident->title : "",
                      incident->alert_name != NULL ? incident->alert_name : "",
                      incident->description != NULL ? incident->description : "", NULL);
  muster_text_index_put (muster_world_get_texts (world), incident->number, text);
}

static gboolean
may_be_one (const MusterIncident *incident, const MusterIncident *other)
{
  return other != NULL && muster_ulid_equal (incident->drill, other->drill) &&
         !muster_incident_is_apart (incident, other->number) &&
         !muster_incident_is_apart (other, incident->number);
}

static int
compare_similar (gconstpointer a, gconstpointer b)
{
  const MusterSimilarIncident *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return (x->incident > y->incident) - (x->incident < y->incident);
}

/**
 * muster_world_find_similar:
 * @world: a hub's world
 * @incident: an incident of it
 *
 * Finds open incidents that say much the same, the more so the sooner they began after each other.
 * What people keep apart is not among them.
 *
 * Returns: (transfer full) (element-type MusterSimilarIncident): likest first
 */
GArray *
muster_world_find_similar (const MusterWorld *world, const MusterIncident *incident)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (MusterSimilarIncident));
  MusterTextMatch matches[MUSTER_TEXT_MATCHES_MAX];
  guint n =
      muster_text_index_find (muster_world_get_texts (world), incident->number, WORDS_MIN, matches);

  for (guint i = 0; i < n; i++)
    {
      const MusterIncident *other = muster_world_get_incident (world, matches[i].id);
      MusterSimilarIncident one = { .incident = matches[i].id, .words = matches[i].likeness };

      if (!may_be_one (incident, other))
        continue;
      one.apart_us = ABS (incident->opened_us - other->opened_us);
      one.arrival = exp (-(double) one.apart_us / SOON_US);
      one.score = WEIGHT_WORDS * one.words + WEIGHT_ARRIVAL * one.arrival;
      if (one.score >= SCORE_MIN)
        g_array_append_val (out, one);
    }
  g_array_sort (out, compare_similar);
  return out;
}

/**
 * muster_similar_tell:
 * @similar: a suggestion
 *
 * Returns: (transfer full): it in words, with its parts
 */
char *
muster_similar_tell (const MusterSimilarIncident *similar)
{
  g_autofree char *apart = muster_tell_duration (similar->apart_us);

  return g_strdup_printf ("looks like INC-%u: same words %.1f, arrived within %s",
                          similar->incident, similar->words, apart);
}
