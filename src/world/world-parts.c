/* world-parts.c - what a world is made of, for those who read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/similar.h"
#include "world/world-private.h"

/**
 * muster_world_get_seq:
 * @self: a world
 *
 * Returns: the seq of the last event folded; 0 before the first
 */
guint64
muster_world_get_seq (const MusterWorld *self)
{
  return self->seq;
}

/**
 * muster_world_get_time:
 * @self: a world
 *
 * Returns: the latest time of an event folded, µs UTC
 */
gint64
muster_world_get_time (const MusterWorld *self)
{
  return self->at_us;
}

/**
 * muster_world_get_incident:
 * @self: a world
 * @number: n of INC-n
 *
 * Returns: (nullable) (transfer none): the incident
 */
MusterIncident *
muster_world_get_incident (const MusterWorld *self, guint number)
{
  if (number == 0 || number > self->incidents->len)
    return NULL;
  return g_ptr_array_index (self->incidents, number - 1);
}

/**
 * muster_world_last_incident:
 * @self: a world
 *
 * Returns: the highest number given to an incident; 0: none yet
 */
guint
muster_world_last_incident (const MusterWorld *self)
{
  return self->incidents->len;
}

/**
 * muster_world_get_directory:
 * @self: a world
 *
 * Returns: (transfer none): what is configured
 */
MusterDirectory *
muster_world_get_directory (const MusterWorld *self)
{
  return self->directory;
}

/**
 * muster_world_get_pagings:
 * @self: a world
 *
 * Returns: (transfer none): which incidents tell people, and how far that has got
 */
MusterPagings *
muster_world_get_pagings (const MusterWorld *self)
{
  return self->pagings;
}

/**
 * muster_world_get_shifts:
 * @self: a world
 *
 * Returns: (transfer none): what people did about who is on call
 */
MusterShiftBook *
muster_world_get_shifts (const MusterWorld *self)
{
  return self->shifts;
}

/**
 * muster_world_get_page_reaches:
 * @self: a world
 *
 * Returns: (transfer none): whether pages have reached people, by each of their channels
 */
MusterPageReaches *
muster_world_get_page_reaches (const MusterWorld *self)
{
  return self->reaches;
}

/**
 * muster_world_get_schedule:
 * @self: a world
 * @schedule: an object of type "schedule" in its directory
 *
 * It is made once, and again after it changed.
 *
 * Returns: (transfer none) (nullable): the schedule as it holds; %NULL: it cannot be read
 */
const MusterScheduleBody *
muster_world_get_schedule (const MusterWorld *self, const MusterObject *schedule)
{
  const MusterLiveSources sources = { self->directory, self->shifts->changes, self->at_us };

  return muster_live_schedules_get (self->shifts->schedules, &sources, schedule);
}

/**
 * muster_world_get_answers:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): what a hub answered to commands
 */
MusterAnswers *
muster_world_get_answers (const MusterWorld *self)
{
  return self->answers;
}

/**
 * muster_world_get_alerts:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): the triage index of a hub
 */
MusterAlertIndex *
muster_world_get_alerts (const MusterWorld *self)
{
  return self->alerts;
}

/**
 * muster_world_get_groups:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): the groups of a hub
 */
MusterGroups *
muster_world_get_groups (const MusterWorld *self)
{
  return self->groups;
}

/**
 * muster_world_get_services:
 * @self: a hub's world
 *
 * Returns: (transfer none): its services as a graph, until the next event of configuration
 */
const MusterServiceGraph *
muster_world_get_services (const MusterWorld *self)
{
  return muster_service_map_get_graph (self->services);
}

/**
 * muster_world_get_rules:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): the rules of a hub's triage
 */
MusterRuleBook *
muster_world_get_rules (const MusterWorld *self)
{
  return self->rules;
}

/**
 * muster_world_get_silences:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): the silences of a hub
 */
MusterSilences *
muster_world_get_silences (const MusterWorld *self)
{
  return self->silences;
}

/**
 * muster_world_get_maintenance:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): the maintenance windows of a hub
 */
MusterMaintenance *
muster_world_get_maintenance (const MusterWorld *self)
{
  return self->maintenance;
}

/**
 * muster_world_get_suppressions:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): which alerts of a hub are held back
 */
MusterSuppressions *
muster_world_get_suppressions (const MusterWorld *self)
{
  return self->suppressions;
}

/**
 * muster_world_get_durations:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): how long alerts of a hub usually last
 */
MusterDurations *
muster_world_get_durations (const MusterWorld *self)
{
  return self->durations;
}

/**
 * muster_world_get_flaps:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): which alerts of a hub come and go
 */
MusterFlaps *
muster_world_get_flaps (const MusterWorld *self)
{
  return self->flaps;
}

/**
 * muster_world_get_texts:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): what its open incidents say; %NULL on a console
 */
MusterTextIndex *
muster_world_get_texts (const MusterWorld *self)
{
  return self->texts;
}

/**
 * muster_world_get_correlator:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): what fails in a hub's incidents
 */
MusterCorrelator *
muster_world_get_correlator (const MusterWorld *self)
{
  return self->correlator;
}

/**
 * muster_world_get_dead_letters:
 * @self: a world
 *
 * Returns: (transfer none): the newest bodies that could not be read, oldest first
 */
const GQueue *
muster_world_get_dead_letters (const MusterWorld *self)
{
  return &self->dead_letters;
}

/**
 * muster_world_get_heartbeats:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): who has to say that it is alive
 */
MusterHeartbeats *
muster_world_get_heartbeats (const MusterWorld *self)
{
  return self->heartbeats;
}

/**
 * muster_world_get_intake:
 * @self: a world
 *
 * Returns: (nullable) (transfer none): what a hub knows of its integration keys
 */
MusterIntakeWatch *
muster_world_get_intake (const MusterWorld *self)
{
  return self->intake;
}

/**
 * muster_world_get_changes:
 * @self: a world
 *
 * Returns: (transfer none) (element-type MusterRecordedChange): what was changed lately, in the
 *   order in which it was told
 */
const GQueue *
muster_world_get_changes (const MusterWorld *self)
{
  return &self->changes;
}

/**
 * muster_world_count_refused:
 * @self: a world
 *
 * Returns: how many bodies were refused, ever
 */
guint64
muster_world_count_refused (const MusterWorld *self)
{
  return self->n_refused;
}

static const char *
name_person (gpointer directory, MusterUlid person)
{
  return muster_directory_title (directory, person);
}

/**
 * muster_world_get_names:
 * @self: a world
 *
 * Returns: who gives people's names to muster_entry_sentence()
 */
MusterNames
muster_world_get_names (const MusterWorld *self)
{
  return (MusterNames){ name_person, self->directory };
}

static const char *
name_handle (gpointer directory, MusterUlid person)
{
  const MusterObject *object = muster_directory_get (directory, person);

  return object != NULL ? object->name : "?";
}

/**
 * muster_world_get_handles:
 * @self: a world
 *
 * Returns: who gives the names by which people are mentioned
 */
MusterNames
muster_world_get_handles (const MusterWorld *self)
{
  return (MusterNames){ name_handle, self->directory };
}
