/* facts.c - what the journal knows for a postmortem: spans, and what went how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exporters/facts.h"

#include <glib/gi18n.h>

/* What is called quick: alerts and acknowledgement as in on-call practice, first command as on the
 * board, which asks for a commander after this long. */
#define QUICK_US (5 * G_TIME_SPAN_MINUTE)

/* --- spans --- */

/* When the last alert resolved; MUSTER_NO_TIME if some fire or none ever did. */
static gint64
last_alert_resolved_us (const MusterIncident *incident)
{
  if (incident->firing > 0)
    return MUSTER_NO_TIME;
  for (guint i = incident->entries->len; i > 0; i--)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i - 1);

      if (entry->kind == MUSTER_EVENT_ALERT_RESOLVED)
        return entry->last_at_us;
    }
  return MUSTER_NO_TIME;
}

static gint64
monitored_us (const MusterIncident *incident)
{
  return incident->stage >= MUSTER_STAGE_MONITOR ? incident->stage_at_us[MUSTER_STAGE_MONITOR]
                                                 : MUSTER_NO_TIME;
}

static guint
count_entries (const MusterIncident *incident, MusterEventKind kind)
{
  guint n = 0;

  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      n += entry->kind == kind && !entry->undone;
    }
  return n;
}

static MusterOnset
get_onset (const MusterIncident *incident)
{
  if (incident->impact_start_us == MUSTER_NO_TIME)
    return MUSTER_ONSET_OPENING;
  if (incident->declared || count_entries (incident, MUSTER_EVENT_INCIDENT_IMPACT_SET) > 0)
    return MUSTER_ONSET_PEOPLE;
  return MUSTER_ONSET_ALERT;
}

/**
 * muster_incident_spans:
 * @incident: an incident
 * @out: (out): its spans
 *
 * Tells impact time from open time. The impact ends when the last alert resolves; where no alert
 * tells, when people moved on to Monitor, else when the incident was resolved.
 */
void
muster_incident_spans (const MusterIncident *incident, MusterIncidentSpans *out)
{
  const gint64 ends[] = {
    [MUSTER_RECOVERY_NONE] = MUSTER_NO_TIME,
    [MUSTER_RECOVERY_ALERTS] = last_alert_resolved_us (incident),
    [MUSTER_RECOVERY_MONITOR] = monitored_us (incident),
    [MUSTER_RECOVERY_RESOLVED] = incident->resolved_us,
  };

  out->opened_us = incident->opened_us;
  out->resolved_us = incident->resolved_us;
  out->onset = get_onset (incident);
  out->impact_start_us = muster_incident_clock_start_us (incident);
  out->impact_end_us = MUSTER_NO_TIME;
  out->recovery = MUSTER_RECOVERY_NONE;
  for (guint i = MUSTER_RECOVERY_ALERTS; i <= MUSTER_RECOVERY_RESOLVED; i++)
    if (ends[i] != MUSTER_NO_TIME && ends[i] >= out->impact_start_us)
      {
        out->impact_end_us = ends[i];
        out->recovery = (MusterRecovery) i;
        return;
      }
}

static char *
one_unit (guint unit, guint64 n)
{
  gulong count = (gulong) n;

  if (unit == 0)
    return g_strdup_printf (ngettext ("%lu day", "%lu days", count), count);
  if (unit == 1)
    return g_strdup_printf (ngettext ("%lu hour", "%lu hours", count), count);
  if (unit == 2)
    return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", count), count);
  return g_strdup_printf (ngettext ("%lu second", "%lu seconds", count), count);
}

/**
 * muster_span_in_words:
 * @length_us: a length of time, µs; below zero counts as zero
 *
 * Returns: (transfer full): it in words: its greatest unit and the next one, whole, rounded down
 */
char *
muster_span_in_words (gint64 length_us)
{
  static const guint64 seconds_in[] = { 86400, 3600, 60, 1 };
  guint64 seconds = (guint64) (MAX (length_us, 0) / G_USEC_PER_SEC);
  guint unit = 0;
  g_autofree char *great = NULL, *small = NULL;

  while (unit < G_N_ELEMENTS (seconds_in) - 1 && seconds < seconds_in[unit])
    unit++;
  great = one_unit (unit, seconds / seconds_in[unit]);
  seconds %= seconds_in[unit];
  if (unit + 1 == G_N_ELEMENTS (seconds_in) || seconds < seconds_in[unit + 1])
    return g_steal_pointer (&great);
  small = one_unit (unit + 1, seconds / seconds_in[unit + 1]);
  return g_strdup_printf ("%s %s", great, small);
}

/* --- facts --- */

typedef struct
{
  const MusterIncident *incident;
  MusterFactSide side;
  GPtrArray *sentences;
} Facts;

static void
tell (Facts *facts, MusterFactSide side, char *sentence /* transfer full */)
{
  g_autofree char *told = sentence;

  if (side == facts->side)
    g_ptr_array_add (facts->sentences, g_steal_pointer (&told));
}

static MusterFactSide
judge (gint64 length_us)
{
  return length_us <= QUICK_US ? MUSTER_FACT_WENT_WELL : MUSTER_FACT_WENT_WRONG;
}

static gint64
first_commander_us (const MusterIncident *incident)
{
  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_ROLE_ASSIGNED && !entry->undone &&
          entry->number == MUSTER_ROLE_COMMANDER)
        return entry->at_us;
    }
  return MUSTER_NO_TIME;
}

static void
tell_detection (Facts *facts)
{
  const MusterIncident *incident = facts->incident;
  gint64 length_us;
  g_autofree char *words = NULL;

  /* an alert's own start says nothing of how late the alert was */
  if (get_onset (incident) != MUSTER_ONSET_PEOPLE ||
      incident->impact_start_us >= incident->opened_us)
    return;
  length_us = incident->opened_us - incident->impact_start_us;
  words = muster_span_in_words (length_us);
  if (incident->declared)
    tell (facts, judge (length_us),
          /* Translators: %s is a length of time */
          g_strdup_printf (_ ("The incident was declared %s after the impact began"), words));
  else
    tell (facts, judge (length_us),
          /* Translators: %s is a length of time */
          g_strdup_printf (_ ("The first alert fired %s after the impact began"), words));
}

static void
tell_acknowledgement (Facts *facts)
{
  const MusterIncident *incident = facts->incident;
  gint64 length_us = incident->acknowledged_us - incident->opened_us;
  g_autofree char *words = NULL;

  if (incident->declared)
    return;
  if (incident->acknowledged_us == MUSTER_NO_TIME)
    {
      if (!muster_incident_is_open (incident))
        tell (facts, MUSTER_FACT_WENT_WRONG,
              g_strdup (_ ("The incident was closed without an acknowledgement")));
      return;
    }
  words = muster_span_in_words (length_us);
  /* Translators: %s is a length of time */
  tell (facts, judge (length_us),
        g_strdup_printf (_ ("It was acknowledged %s after it opened"), words));
}

static void
tell_command (Facts *facts)
{
  const MusterIncident *incident = facts->incident;
  gint64 since_us = first_commander_us (incident);
  g_autofree char *words = NULL;

  if (since_us == MUSTER_NO_TIME)
    {
      if (!muster_incident_is_open (incident))
        tell (facts, MUSTER_FACT_WENT_WRONG,
              g_strdup (_ ("The incident had no commander from its opening to its end")));
      return;
    }
  words = muster_span_in_words (since_us - incident->opened_us);
  if (judge (since_us - incident->opened_us) == MUSTER_FACT_WENT_WELL)
    tell (facts, MUSTER_FACT_WENT_WELL,
          /* Translators: %s is a length of time */
          g_strdup_printf (_ ("A commander was there %s after it opened"), words));
  else
    tell (facts, MUSTER_FACT_WENT_WRONG,
          /* Translators: %s is a length of time */
          g_strdup_printf (_ ("The incident had no commander for its first %s"), words));
}

static void
tell_pages (Facts *facts)
{
  const GPtrArray *pages = facts->incident->pages;
  guint refused = 0;

  for (guint i = 0; i < pages->len; i++)
    refused += ((const MusterPage *) g_ptr_array_index (pages, i))->state == MUSTER_PAGE_REFUSED;
  if (refused > 0)
    tell (facts, MUSTER_FACT_WENT_WRONG,
          g_strdup_printf (ngettext ("%u page could not be delivered",
                                     "%u pages could not be delivered", refused),
                           refused));
  else if (pages->len > 0)
    tell (facts, MUSTER_FACT_WENT_WELL, g_strdup (_ ("No page was refused by its channel")));
}

static void
tell_reopening (Facts *facts)
{
  guint n = count_entries (facts->incident, MUSTER_EVENT_INCIDENT_REOPENED);

  if (n > 0)
    tell (facts, MUSTER_FACT_WENT_WRONG,
          g_strdup_printf (
              ngettext ("The incident was reopened %u time: the recovery did not last",
                        "The incident was reopened %u times: the recovery did not last", n),
              n));
}

/**
 * muster_incident_facts:
 * @incident: an incident
 * @side: of which side
 *
 * Tells what the journal knows of how the response went, without a person in it: what the system
 * did and allowed, as numbers.
 *
 * Returns: (transfer full) (element-type utf8): sentences without a full stop
 */
GPtrArray *
muster_incident_facts (const MusterIncident *incident, MusterFactSide side)
{
  Facts facts = { incident, side, g_ptr_array_new_with_free_func (g_free) };

  tell_detection (&facts);
  tell_acknowledgement (&facts);
  tell_command (&facts);
  tell_pages (&facts);
  tell_reopening (&facts);
  return facts.sentences;
}
