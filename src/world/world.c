/* world.c - the whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/world.h"

#include "response/incident-fold.h"
#include "world/alert-fold.h"
#include "world/changes.h"
#include "world/disabled-rules.h"
#include "world/escalating.h"
#include "world/intake-keys.h"
#include "world/members.h"
#include "world/shift-due.h"
#include "world/similar.h"
#include "world/suppression-fold.h"
#include "world/world-private.h"

#include <string.h>

#define DEAD_LETTERS_MAX 200
/* Alerts of an incident stay in the index for a day after it is resolved. */
#define KEEP_CLOSED_US G_TIME_SPAN_DAY
/* Numbers are dense; one far beyond the last is nothing that decide minted. */
#define NUMBER_GAP_MAX 100000

/* A resolved incident whose alerts are let go of when the journal's time has moved on. */
typedef struct
{
  gint64 at_us;
  guint64 seq; /* of the event that resolved it: the order of the queue */
  guint incident;
} Closed;

static void
free_incident (gpointer incident)
{
  if (incident != NULL)
    muster_incident_free (incident);
}

/**
 * muster_world_new:
 * @parts: whose world it is
 * @seed: of its hash tables; not part of what is folded
 *
 * Returns: (transfer full): the world before the first event
 */
MusterWorld *
muster_world_new (MusterWorldParts parts, MusterHashSeed seed)
{
  MusterWorld *self = g_new0 (MusterWorld, 1);

  self->incidents = g_ptr_array_new_with_free_func (free_incident);
  self->directory = muster_directory_new ();
  self->pagings = muster_pagings_new ();
  self->shifts = muster_shift_book_new ();
  self->reaches = muster_page_reaches_new ();
  g_queue_init (&self->closed);
  g_queue_init (&self->dead_letters);
  g_queue_init (&self->changes);
  if (parts == MUSTER_WORLD_HUB)
    {
      self->answers = muster_answers_new ();
      self->alerts = muster_alert_index_new (seed);
      self->heartbeats = muster_heartbeats_new ();
      self->intake = muster_intake_watch_new ();
      self->groups = muster_groups_new (seed);
      self->services = muster_service_map_new (self->directory);
      self->rules = muster_rule_book_new ();
      self->silences = muster_silences_new ();
      self->maintenance = muster_maintenance_new ();
      self->suppressions = muster_suppressions_new ();
      self->durations = muster_durations_new ();
      self->flaps = muster_flaps_new ();
      self->correlator = muster_correlator_new ();
      self->texts = muster_text_index_new ();
    }
  return self;
}

/**
 * muster_world_free:
 * @self: a world
 *
 * Frees it.
 */
void
muster_world_free (MusterWorld *self)
{
  g_ptr_array_unref (self->incidents);
  g_clear_pointer (&self->services, muster_service_map_free);
  g_clear_pointer (&self->texts, muster_text_index_free);
  g_clear_pointer (&self->correlator, muster_correlator_free);
  muster_directory_free (self->directory);
  muster_pagings_free (self->pagings);
  muster_shift_book_free (self->shifts);
  muster_page_reaches_free (self->reaches);
  g_clear_pointer (&self->answers, muster_answers_free);
  g_clear_pointer (&self->alerts, muster_alert_index_free);
  g_clear_pointer (&self->heartbeats, muster_heartbeats_free);
  g_clear_pointer (&self->intake, muster_intake_watch_free);
  g_clear_pointer (&self->groups, muster_groups_free);
  g_clear_pointer (&self->rules, muster_rule_book_free);
  g_clear_pointer (&self->silences, muster_silences_free);
  g_clear_pointer (&self->maintenance, muster_maintenance_free);
  g_clear_pointer (&self->suppressions, muster_suppressions_free);
  g_clear_pointer (&self->durations, muster_durations_free);
  g_clear_pointer (&self->flaps, muster_flaps_free);
  g_queue_clear_full (&self->closed, g_free);
  g_queue_clear_full (&self->dead_letters, (GDestroyNotify) muster_dead_letter_free);
  g_queue_clear_full (&self->changes, (GDestroyNotify) muster_recorded_change_free);
  g_free (self);
}

/* --- fold --- */

static MusterIncident *
incident_for (MusterWorld *self, const MusterEvent *event)
{
  MusterIncident *incident = muster_world_get_incident (self, event->incident);

  if (incident == NULL && event->incident <= self->incidents->len + NUMBER_GAP_MAX &&
      (event->kind == MUSTER_EVENT_INCIDENT_OPENED ||
       event->kind == MUSTER_EVENT_INCIDENT_DECLARED))
    {
      incident = muster_incident_new (event->incident);
      muster_world_restore_incident (self, incident);
    }
  return incident;
}

static void
fold_heartbeat (MusterWorld *self, const MusterEvent *event)
{
  const MusterObject *object =
      muster_directory_get (self->directory, muster_event_ulid (event, MUSTER_FACT_ID));

  if (object != NULL && strcmp (object->type, MUSTER_OBJECT_HEARTBEAT) == 0)
    muster_heartbeats_put (self->heartbeats, object, event->at_us);
}

static void
fold_triage (MusterWorld *self, const MusterEvent *event)
{
  muster_world_fold_key (self, event);
  muster_world_fold_alert (self, event);
  if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    {
      fold_heartbeat (self, event);
      muster_world_fold_suppression (self, event);
    }
  else if (event->kind == MUSTER_EVENT_CHANGE_RECORDED)
    muster_changes_add (&self->changes, muster_recorded_change_new (event));
  else if (event->kind == MUSTER_EVENT_INTAKE_REFUSED)
    {
      self->n_refused++;
      muster_world_restore_dead_letter (self, muster_dead_letter_new (event));
    }
  else if (event->kind == MUSTER_EVENT_INTAKE_REPLAYED)
    muster_world_fold_replayed (self, event);
  else if (event->kind == MUSTER_EVENT_INCIDENT_MERGED ||
           event->kind == MUSTER_EVENT_INCIDENT_SPLIT)
    muster_world_fold_joint (self, event);
  else
    muster_world_fold_suppression (self, event);
}

static void
forget_incident (MusterWorld *self, guint number)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));

  muster_world_list_members (self, number, members);
  for (guint i = 0; i < members->len; i++)
    {
      guint member = g_array_index (members, guint, i);

      muster_alert_index_forget_incident (self->alerts, member);
      muster_groups_forget_incident (self->groups, member);
      muster_correlator_forget (self->correlator, member);
    }
}

static void
forget_closed (MusterWorld *self)
{
  Closed *closed;

  while ((closed = g_queue_peek_head (&self->closed)) != NULL &&
         closed->at_us < self->at_us - KEEP_CLOSED_US)
    {
      const MusterIncident *incident = muster_world_get_incident (self, closed->incident);

      /* what was merged into another goes with that one */
      if (incident == NULL ||
          (incident->resolved_us == closed->at_us && incident->merged_into == 0))
        forget_incident (self, closed->incident);
      g_free (g_queue_pop_head (&self->closed));
    }
}

/* What waits for a time to pass waits as long as before (security R39). */
static void
fold_clock (MusterWorld *self, gint64 by_us)
{
  g_autoptr (GPtrArray) list = muster_pagings_list (self->pagings);

  muster_pagings_shift (self->pagings, by_us);
  for (guint i = 0; i < list->len; i++)
    {
      const MusterPaging *paging = g_ptr_array_index (list, i);

      muster_pagings_settle (self->pagings, muster_world_get_incident (self, paging->incident));
    }
}

static void
note_closed (MusterWorld *self, const MusterIncident *incident)
{
  Closed *closed = g_new (Closed, 1);

  *closed = (Closed){ incident->resolved_us, incident->resolved_seq, incident->number };
  g_queue_push_tail (&self->closed, closed);
}

/**
 * muster_world_evolve:
 * @self: a world
 * @event: the event after the last one it saw
 *
 * Moves the world on. Total: kinds that this version does not know change nothing, and neither do
 * events about what is not there. Expected O(1) an event, whatever the size of the world.
 */
void
muster_world_evolve (MusterWorld *self, const MusterEvent *event)
{
  MusterIncident *incident = NULL;
  gint64 was_resolved_us;

  self->seq = event->seq;
  self->at_us = MAX (self->at_us, event->at_us);
  if (event->incident > 0)
    incident = incident_for (self, event);
  if (incident != NULL)
    {
      was_resolved_us = incident->resolved_us;
      if (event->kind == MUSTER_EVENT_INCIDENT_SPLIT)
        muster_world_fold_leaving (self, event);
      muster_incident_fold (incident, event);
      muster_pagings_fold (self->pagings, incident, event);
      muster_world_fold_bundle (self, event);
      muster_page_reaches_fold_page (self->reaches, incident, event);
      if (self->correlator != NULL)
        muster_correlator_set_open (self->correlator, incident->number,
                                    muster_incident_is_open (incident));
      if (self->texts != NULL && muster_event_changes_text (event))
        muster_world_note_text (self, incident);
      if (self->alerts != NULL && incident->resolved_us != MUSTER_NO_TIME &&
          incident->resolved_us != was_resolved_us)
        {
          note_closed (self, incident);
          muster_correlator_learn (self->correlator, incident->number);
        }
    }
  else
    {
      muster_directory_fold (self->directory, event);
      muster_shift_book_fold (self->shifts, self->directory, event);
      muster_page_reaches_fold (self->reaches, event);
    }
  if (event->kind == MUSTER_EVENT_CLOCK_STEPPED)
    fold_clock (self, muster_event_int (event, MUSTER_FACT_DURATION));
  if (self->alerts == NULL)
    return;
  muster_answers_fold (self->answers, event);
  fold_triage (self, event);
  forget_closed (self);
  muster_changes_forget (&self->changes, self->at_us);
}

/**
 * muster_world_skip:
 * @self: a world
 * @seq: of a withheld event
 *
 * Moves past an event that this reader may not read.
 */
void
muster_world_skip (MusterWorld *self, guint64 seq)
{
  self->seq = seq;
}

/**
 * muster_world_next_deadline:
 * @self: a hub's world
 *
 * Returns: the instant, µs UTC, when muster_world_run_due() next has something to do
 */
gint64
muster_world_next_deadline (const MusterWorld *self)
{
  const MusterPaging *paging = muster_pagings_first (self->pagings);
  const MusterPageBundle *bundle =
      muster_page_limits_first (muster_pagings_get_limits (self->pagings));
  gint64 missing_us, calm_us;

  if (self->alerts == NULL)
    return G_MAXINT64;
  if (muster_suppressions_peek_orphan (self->suppressions) != NULL ||
      muster_world_has_given_up (self))
    return self->at_us;
  muster_heartbeats_first (self->heartbeats, &missing_us);
  muster_flaps_first_calm (self->flaps, &calm_us);
  missing_us = MIN (missing_us, MIN (calm_us, muster_intake_watch_next (self->intake)));
  missing_us = MIN (missing_us, MAX (muster_maintenance_next_change (self->maintenance), 0));
  missing_us = MIN (missing_us, MAX (muster_override_spells_next_change (self->rules->spells), 0));
  if (paging != NULL)
    missing_us = MIN (missing_us, MAX (paging->due_us, 0));
  missing_us = MIN (missing_us, MAX (muster_world_next_shift_due (self), 0));
  if (bundle != NULL)
    missing_us = MIN (missing_us, MAX (bundle->due_us, 0));
  return MIN (MIN (missing_us, muster_suppressions_next_end (self->suppressions)),
              MIN (muster_alert_index_next_end (self->alerts),
                   muster_silences_next_change (self->silences)));
}

/* --- snapshots --- */

/**
 * muster_world_restore_seq:
 * @self: an empty world
 * @seq: of the last event in a snapshot
 * @at_us: the latest time of an event in it
 *
 * Says how far a snapshot goes.
 */
void
muster_world_restore_seq (MusterWorld *self, guint64 seq, gint64 at_us)
{
  self->seq = seq;
  self->at_us = at_us;
}

/**
 * muster_world_restore_incident:
 * @self: a world
 * @incident: (transfer full): an incident whose number is not taken
 *
 * Takes an incident in.
 */
void
muster_world_restore_incident (MusterWorld *self, MusterIncident *incident)
{
  if (incident->number > self->incidents->len)
    g_ptr_array_set_size (self->incidents, (gint) incident->number);
  free_incident (g_ptr_array_index (self->incidents, incident->number - 1));
  g_ptr_array_index (self->incidents, incident->number - 1) = incident;
  if (self->alerts != NULL && incident->resolved_us != MUSTER_NO_TIME)
    note_closed (self, incident);
}

static int
compare_closed (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Closed *x = a, *y = b;

  return (x->seq > y->seq) - (x->seq < y->seq);
}

/* Heartbeats as if each had just been heard: when it was, no snapshot says. */
static void
restore_expected (MusterWorld *self)
{
  const GPtrArray *objects = muster_directory_objects (self->directory);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->type, MUSTER_OBJECT_HEARTBEAT) == 0)
        muster_heartbeats_put (self->heartbeats, object, self->at_us);
      else if (strcmp (object->type, MUSTER_OBJECT_KEY) == 0)
        muster_intake_watch_put (self->intake, object);
    }
}

/**
 * muster_world_restored:
 * @self: a world that all parts of a snapshot were put into
 *
 * Makes what follows from the parts: the order of closing, the groups.
 */
void
muster_world_restored (MusterWorld *self)
{
  g_autoptr (MusterJsonReader) reader = NULL;

  for (guint i = 1; i <= self->incidents->len; i++)
    {
      const MusterIncident *incident = muster_world_get_incident (self, i);

      if (incident != NULL)
        muster_pagings_settle (self->pagings, incident);
    }
  if (self->alerts == NULL)
    return;
  muster_shift_book_restored (self->shifts, self->directory);
  reader = muster_json_reader_new ();
  g_queue_sort (&self->closed, compare_closed, NULL);
  muster_world_restore_suppression (self);
  restore_expected (self);
  for (guint i = 1; i <= self->incidents->len; i++)
    {
      const MusterIncident *incident = muster_world_get_incident (self, i);

      if (incident != NULL)
        muster_correlator_set_open (self->correlator, i, muster_incident_is_open (incident));
      if (incident != NULL)
        muster_world_note_text (self, incident);
      if (incident != NULL)
        {
          const MusterIncident *root = muster_world_get_root (self, i);

          if (root == NULL || (root->resolved_us != MUSTER_NO_TIME &&
                               root->resolved_us < self->at_us - KEEP_CLOSED_US))
            continue;
          muster_world_restore_group (self, incident, reader);
        }
    }
}

/**
 * muster_world_restore_dead_letter:
 * @self: a world
 * @letter: (transfer full): newer than those it has
 *
 * Takes a dead letter in, and lets go of the oldest when there are too many.
 */
void
muster_world_restore_dead_letter (MusterWorld *self, MusterDeadLetter *letter)
{
  g_queue_push_tail (&self->dead_letters, letter);
  if (self->dead_letters.length > DEAD_LETTERS_MAX)
    muster_dead_letter_free (g_queue_pop_head (&self->dead_letters));
}

/**
 * muster_world_restore_change:
 * @self: a world
 * @change: (transfer full): told after those that it has
 *
 * Takes a change in.
 */
void
muster_world_restore_change (MusterWorld *self, MusterRecordedChange *change)
{
  muster_changes_add (&self->changes, change);
}

/**
 * muster_world_restore_refused:
 * @self: a world
 * @n: how many bodies were refused before the snapshot
 *
 * Sets the count.
 */
void
muster_world_restore_refused (MusterWorld *self, guint64 n)
{
  self->n_refused = n;
}
