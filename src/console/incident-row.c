/* incident-row.c - an incident of the world as a row of the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/incident-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
/* What is looked at of a timeline for the one fact of a row. */
#define NEWEST_ENTRIES 64
#define NOTE_BYTES_MAX 240 /* more than a row has room for */

/* The alerts of a run came one after another: spread evenly they are at most a minute off where a
 * run is short, and never more than they were. */
static void
add_run (MusterBars *bars, const MusterEntry *entry, gint64 first_minute)
{
  const gint64 from = entry->at_us / MINUTE_US;
  const gint64 minutes = MAX (entry->last_at_us / MINUTE_US, from) - from + 1;
  guint64 before = 0;

  for (gint64 i = 0; i < minutes; i++)
    {
      const guint64 until = (guint64) entry->count * (guint64) (i + 1) / (guint64) minutes;
      const gint64 at = from + i - first_minute;

      if (at >= 0 && at < MUSTER_MOST_BARS)
        bars->counts[at] += (guint) (until - before);
      before = until;
    }
}

/**
 * muster_incident_bars:
 * @incident: an incident
 * @now_us: the present, µs UTC
 *
 * Counts the alerts that joined in each minute of the last hour, from the runs of its timeline.
 *
 * Returns: sixty counts, the present minute last
 */
MusterBars
muster_incident_bars (const MusterIncident *incident, gint64 now_us)
{
  const gint64 first_minute = now_us / MINUTE_US - (MUSTER_MOST_BARS - 1);
  MusterBars bars = { .n = MUSTER_MOST_BARS };

  for (guint i = incident->entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      /* a run of an hour ends before what began after it, and alerts come throughout */
      if (entry->last_at_us / MINUTE_US < first_minute)
        break;
      if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED &&
          entry->last_at_us - entry->at_us < 24 * 60 * MINUTE_US)
        add_run (&bars, entry, first_minute);
    }
  return bars;
}

/* What a person or a monitor wrote, in one line that hides nothing. */
static const char *
keep (MusterIncidentRow *self, const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');

  g_assert (self->n_texts < G_N_ELEMENTS (self->texts));
  return self->texts[self->n_texts++] = muster_safe_text (line, -1, FALSE);
}

/* (nullable): the newest note of a person, or who opened it */
static const char *
keep_note (MusterIncidentRow *self,
           const MusterIncident *incident,
           const MusterDirectory *directory)
{
  const guint n = incident->entries->len;
  const MusterEntry *first = n > 0 ? g_ptr_array_index (incident->entries, 0) : NULL;
  g_autofree char *opened = NULL;

  for (guint i = 0; i < MIN (n, NEWEST_ENTRIES); i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, n - 1 - i);

      if (entry->kind == MUSTER_EVENT_NOTE_ADDED && !entry->undone && entry->text &&
          entry->actor.type == MUSTER_ACTOR_PERSON)
        {
          g_autofree char *cut =
              muster_cut_text (entry->text, strlen (entry->text), NOTE_BYTES_MAX);

          return keep (self, cut ? cut : entry->text);
        }
    }
  if (!first || !incident->declared || first->actor.type != MUSTER_ACTOR_PERSON)
    return NULL;
  /* TRANSLATORS: the placeholder is the person who declared the incident */
  opened =
      g_strdup_printf (_ ("opened by %s"), muster_directory_title (directory, first->actor.id));
  return keep (self, opened);
}

/* Nobody has answered yet: that weighs more than a note. */
static void
add_next (MusterIncidentRow *self, const MusterIncident *incident, const MusterWorld *world)
{
  MusterNextStep next;
  g_autofree char *who = NULL;

  if (incident->acknowledged)
    return;
  muster_next_step_find (&next, world, incident);
  if (next.kind == MUSTER_NEXT_NONE)
    return;
  who = muster_next_step_who (&next, muster_world_get_directory (world));
  self->data.fact = MUSTER_ROW_FACT_NEXT;
  self->data.fact_next = next.kind;
  self->data.fact_us = next.at_us;
  self->data.fact_note = keep (self, who);
}

static void
add_services (MusterIncidentRow *self,
              const MusterIncident *incident,
              const MusterDirectory *directory)
{
  guint n = 0;

  if (!muster_ulid_is_null (incident->service))
    self->services[n++] = keep (self, muster_directory_title (directory, incident->service));
  if (!muster_ulid_is_null (incident->drill))
    /* TRANSLATORS: marks an incident that is not real but an exercise */
    self->services[n++] = _ ("drill");
  self->data.services = n > 0 ? self->services : NULL;
}

/**
 * muster_incident_row_init:
 * @self: (out): the row; clear it with muster_incident_row_clear()
 * @incident: an incident of the world
 * @context: what a row says beside it
 */
void
muster_incident_row_init (MusterIncidentRow *self,
                          const MusterIncident *incident,
                          const MusterRowContext *context)
{
  const MusterDirectory *directory = muster_world_get_directory (context->world);
  const MusterUlid commander = incident->roles[MUSTER_ROLE_COMMANDER];
  const char *note;

  *self = (MusterIncidentRow){ 0 };
  g_snprintf (self->id, sizeof self->id, "INC-%u", incident->number);
  note = keep_note (self, incident, directory);
  self->data = (MusterBoardRowData){
    .id = self->id,
    .title = incident->title ? keep (self, incident->title) : self->id,
    .severity = incident->severity,
    .stage = incident->stage,
    .fact = note ? MUSTER_ROW_FACT_NOTE : MUSTER_ROW_FACT_NONE,
    .fact_note = note,
    .bars = muster_incident_bars (incident, context->now_us),
    .n_alerts = (guint64) incident->firing + incident->resolved + incident->suppressed,
    .since_us = muster_incident_clock_start_us (incident),
  };
  if (!muster_ulid_is_null (commander))
    {
      self->data.commander = keep (self, muster_directory_title (directory, commander));
      self->data.is_yours = muster_ulid_equal (commander, context->me);
    }
  add_next (self, incident, context->world);
  add_services (self, incident, directory);
}

/**
 * muster_incident_row_clear:
 * @self: a row
 */
void
muster_incident_row_clear (MusterIncidentRow *self)
{
  while (self->n_texts > 0)
    g_free (self->texts[--self->n_texts]);
}
