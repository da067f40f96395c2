/* timeline-text.c - a line of the timeline as a sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/timeline-text.h"

#include "response/timeline-telling.h"

#include <glib/gi18n.h>

typedef MusterTelling Telling;

/**
 * muster_tell_reason:
 * @text: (transfer full): a sentence
 * @reason: (nullable): why
 *
 * Returns: (transfer full): "text: reason", or the text alone
 */
char *
muster_tell_reason (char *text, const char *reason)
{
  g_autofree char *sentence = text;

  if (reason == NULL || *reason == '\0')
    return g_steal_pointer (&sentence);
  return g_strdup_printf ("%s: %s", sentence, reason);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* What follows where nobody is told of it at once. */
static char *
add_quiet (char *sentence /* transfer full */, const char *why)
{
  g_autofree char *said = sentence;

  /* Translators: after "Opened as SEV-3: errors on shop"; then why, as in "db, which it depends on,
   * fails already" */
  return g_strdup_printf (_ ("%s. Nobody is told for 30 s: %s"), said, why);
}

static char *
tell_opened_at_once (const Telling *telling)
{
  if (telling->entry->was_number > 0)
    /* Translators: as in "Opened as SEV-2 after INC-7, of the same alerts: errors on api" */
    return muster_tell_reason (
        g_strdup_printf (_ ("Opened as SEV-%d after INC-%d, of the same alerts"),
                         (int) telling->entry->number, (int) telling->entry->was_number),
        telling->entry->text);
  /* Translators: %d is the severity's number, as in "Opened as SEV-2: errors on api" */
  return muster_tell_reason (g_strdup_printf (_ ("Opened as SEV-%d"), (int) telling->entry->number),
                             telling->entry->text);
}

static char *
tell_opened (const Telling *telling)
{
  char *sentence = tell_opened_at_once (telling);

  return telling->entry->detail != NULL ? add_quiet (sentence, telling->entry->detail) : sentence;
}

static char *
tell_declared (const Telling *telling)
{
  return muster_tell_reason (
      g_strdup_printf (_ ("%s declared SEV-%d"), telling->actor, (int) telling->entry->number),
      telling->entry->text);
}

static char *
tell_joined (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;
  const char *name = entry->detail != NULL ? entry->detail : _ ("alert without a name");

  if (g_strcmp0 (entry->word, "storm") == 0)
    /* Translators: taken into the incident of a storm */
    return g_strdup_printf (ngettext ("%'u alert folded", "%'u alerts folded", entry->count),
                            entry->count);
  if (g_strcmp0 (entry->word, "refired") == 0)
    return entry->count == 1
               ? g_strdup_printf (_ ("%s fired again"), name)
               : g_strdup_printf (ngettext ("%'u alert fired again, %s",
                                            "%'u alerts fired again, %s", entry->count),
                                  entry->count, name);
  if (entry->count == 1)
    return muster_tell_reason (g_strdup_printf (_ ("%s fired"), name), entry->text);
  return g_strdup_printf (ngettext ("%'u alert, %s", "%'u alerts, %s", entry->count), entry->count,
                          name);
}

static char *
tell_routed (const Telling *telling)
{
  /* Translators: whom a rule leads an incident to, as in "Routed to policy payments-standard" */
  return muster_tell_reason (g_strdup_printf (_ ("Routed to %s"), or_empty (telling->entry->text)),
                             telling->entry->detail);
}

static char *
tell_left (const Telling *telling)
{
  return muster_tell_reason (g_strdup_printf (ngettext ("%'u alert detached", "%'u alerts detached",
                                                        telling->entry->count),
                                              telling->entry->count),
                             telling->entry->text);
}

static char *
tell_storm_ended (const Telling *telling)
{
  gint64 minutes = telling->entry->number / G_TIME_SPAN_MINUTE;
  guint n = telling->entry->count;

  /* Translators: very many alerts were taken into one incident, in so many minutes */
  return g_strdup_printf (ngettext ("Storm over, %'u alert in %" G_GINT64_FORMAT " min",
                                    "Storm over, %'u alerts in %" G_GINT64_FORMAT " min", n),
                          n, MAX (minutes, 1));
}

static char *
tell_alert_resolved (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;

  if (entry->count == 1 && entry->detail != NULL)
    return g_strdup_printf (_ ("%s resolved"), entry->detail);
  return g_strdup_printf (ngettext ("%'u alert resolved", "%'u alerts resolved", entry->count),
                          entry->count);
}

/* One alert by its name where that is known, else how many. */
static char *
name_alerts (const MusterEntry *entry)
{
  if (entry->count == 1 && entry->detail != NULL)
    return g_strdup (entry->detail);
  return g_strdup_printf (ngettext ("%'u alert", "%'u alerts", entry->count), entry->count);
}

static char *
tell_suppressed (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;
  g_autofree char *alerts = name_alerts (entry);

  if (g_strcmp0 (entry->word, "maintenance") == 0)
    /* Translators: "HighErrorRate held back by maintenance", or "3 alerts …" */
    return g_strdup_printf (_ ("%s held back by maintenance"), alerts);
  if (g_strcmp0 (entry->word, "inhibition") == 0)
    /* Translators: another alert, which stands for this one, fires */
    return g_strdup_printf (_ ("%s inhibited"), alerts);
  if (g_strcmp0 (entry->word, "threshold") == 0 || g_strcmp0 (entry->word, "pause") == 0)
    /* Translators: for more of its kind, or to be over by itself */
    return g_strdup_printf (_ ("%s waits"), alerts);
  return g_strdup_printf (_ ("%s silenced"), alerts);
}

static char *
tell_flapping (const Telling *telling)
{
  g_autofree char *alerts = name_alerts (telling->entry);

  /* Translators: an alert comes and goes, as in "HighErrorRate flaps: 6 changes within 15 min" */
  return muster_tell_reason (g_strdup_printf (_ ("%s flaps"), alerts), telling->entry->text);
}

static char *
tell_calmed (const Telling *telling)
{
  g_autofree char *alerts = name_alerts (telling->entry);

  if (g_strcmp0 (telling->entry->word, "firing") == 0)
    /* Translators: an alert no longer comes and goes */
    return g_strdup_printf (_ ("%s flaps no longer, and fires"), alerts);
  return g_strdup_printf (_ ("%s flaps no longer, and is over"), alerts);
}

static char *
tell_heard (const Telling *telling)
{
  g_autofree char *alerts = name_alerts (telling->entry);

  /* Translators: after a silence, as in "HighErrorRate heard again" */
  return g_strdup_printf (_ ("%s heard again"), alerts);
}

static char *
tell_merged (const Telling *telling)
{
  int other = (int) telling->entry->number;

  if (telling->entry->word != NULL)
    return g_strdup_printf (ngettext ("%'u alert that the storm began with came in",
                                      "%'u alerts that the storm began with came in",
                                      telling->entry->count),
                            telling->entry->count);
  return muster_tell_reason (telling->entry->was_number != 0
                                 ? g_strdup_printf (_ ("Merged into INC-%d"), other)
                                 : g_strdup_printf (_ ("INC-%d merged into this"), other),
                             telling->entry->text);
}

static char *
tell_split (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;
  int other = (int) entry->number;

  if (entry->was_number != 0)
    return muster_tell_reason (
        g_strdup_printf (
            ngettext ("%'u alert went to INC-%d", "%'u alerts went to INC-%d", entry->count),
            entry->count, other),
        entry->text);
  return muster_tell_reason (
      g_strdup_printf (
          ngettext ("%'u alert came from INC-%d", "%'u alerts came from INC-%d", entry->count),
          entry->count, other),
      entry->text);
}

static char *
tell_kept_apart (const Telling *telling)
{
  return muster_tell_reason (
      g_strdup_printf (_ ("INC-%d is another incident"), (int) telling->entry->number),
      telling->entry->text);
}

static char *
tell_about (const Telling *telling)
{
  if (muster_ulid_is_null (telling->entry->id))
    return muster_tell_reason (g_strdup (_ ("About no one service now")), telling->entry->text);
  /* Translators: %s is a service, as in "About payments-db now" */
  return muster_tell_reason (g_strdup_printf (_ ("About %s now"), telling->person),
                             telling->entry->text);
}

static char *
tell_titled (const Telling *telling)
{
  return muster_tell_reason (g_strdup_printf (_ ("%s renamed the incident"), telling->actor),
                             telling->entry->text);
}

static char *
tell_severity (const Telling *telling)
{
  return muster_tell_reason (
      g_strdup_printf (_ ("%s set the severity to SEV-%d %s"), telling->actor,
                       (int) telling->entry->number,
                       _ (muster_severity_word ((MusterSeverity) telling->entry->number))),
      telling->entry->text);
}

static char *
tell_stage (const Telling *telling)
{
  MusterStage stage = (MusterStage) telling->entry->number;

  if (stage == MUSTER_STAGE_RESOLVED)
    return muster_tell_reason (g_strdup_printf (_ ("%s resolved the incident"), telling->actor),
                               telling->entry->text);
  /* Translators: the second %s is a stage, as in "Sarah moved to Mitigate" */
  return muster_tell_reason (
      g_strdup_printf (_ ("%s moved to %s"), telling->actor, _ (muster_stage_title (stage))),
      telling->entry->text);
}

static char *
tell_acknowledged (const Telling *telling)
{
  return g_strdup_printf (_ ("%s acknowledged"), telling->actor);
}

static char *
tell_unacknowledged (const Telling *telling)
{
  return g_strdup_printf (_ ("%s took the acknowledgement back"), telling->actor);
}

static char *
tell_impact (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;

  return muster_tell_reason (g_strdup (_ ("Impact")), entry->text);
}

static char *
tell_reopened (const Telling *telling)
{
  return muster_tell_reason (g_strdup_printf (_ ("%s reopened the incident"), telling->actor),
                             telling->entry->text);
}

static char *
tell_assigned (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;
  const char *role = _ (muster_role_title ((MusterRole) entry->number));

  if (entry->actor.type == MUSTER_ACTOR_PERSON && muster_ulid_equal (entry->actor.id, entry->id))
    /* Translators: a person took a role, as in "Sarah took Commander" */
    return g_strdup_printf (_ ("%s took %s"), telling->person, role);
  /* Translators: a person has a role now, as in "Ana is Comms" */
  return g_strdup_printf (_ ("%s is %s"), telling->person, role);
}

static char *
tell_released (const Telling *telling)
{
  /* Translators: a person no longer has a role, as in "Sarah left Commander" */
  return g_strdup_printf (_ ("%s left %s"), telling->person,
                          _ (muster_role_title ((MusterRole) telling->entry->number)));
}

static char *
tell_text (const Telling *telling)
{
  return g_strdup (telling->entry->text != NULL ? telling->entry->text : "");
}

static char *
tell_task_added (const Telling *telling)
{
  if (muster_ulid_is_null (telling->entry->was_id))
    return muster_tell_reason (g_strdup (_ ("Task")), telling->entry->text);
  return muster_tell_reason (g_strdup_printf (_ ("Task for %s"), telling->person),
                             telling->entry->text);
}

static char *
tell_task_changed (const Telling *telling)
{
  return muster_tell_reason (
      g_strdup (telling->entry->number != 0 ? _ ("Task done") : _ ("Task open again")),
      telling->entry->text);
}

/* What became of it: "sent at try 3" */
static char *
tell_run (const Telling *telling)
{
  const MusterEntry *entry = telling->entry;

  if (entry->number != MUSTER_RUN_ENDED)
    return g_strdup_printf (_ ("%s runs %s"), telling->actor, or_empty (entry->word));
  /* Translators: the result of a diagnostic check, as in "disk: ok, 41% used" */
  return muster_tell_reason (
      g_strdup_printf ("%s: %s", or_empty (entry->word), or_empty (entry->was_text)), entry->text);
}

static char *(*const tellings[MUSTER_N_EVENT_KINDS]) (const Telling *) = {
  [MUSTER_EVENT_ALERT_RESOLVED] = tell_alert_resolved,
  [MUSTER_EVENT_ALERT_FLAPPING] = tell_flapping,
  [MUSTER_EVENT_ALERT_CALMED] = tell_calmed,
  [MUSTER_EVENT_ALERT_SUPPRESSED] = tell_suppressed,
  [MUSTER_EVENT_ALERT_RELEASED] = tell_heard,
  [MUSTER_EVENT_INCIDENT_DECLARED] = tell_declared,
  [MUSTER_EVENT_INCIDENT_OPENED] = tell_opened,
  [MUSTER_EVENT_INCIDENT_ROUTED] = tell_routed,
  [MUSTER_EVENT_INCIDENT_ALERT_JOINED] = tell_joined,
  [MUSTER_EVENT_INCIDENT_ALERT_LEFT] = tell_left,
  [MUSTER_EVENT_INCIDENT_MERGED] = tell_merged,
  [MUSTER_EVENT_INCIDENT_SPLIT] = tell_split,
  [MUSTER_EVENT_INCIDENT_KEPT_APART] = tell_kept_apart,
  [MUSTER_EVENT_INCIDENT_STORM_ENDED] = tell_storm_ended,
  [MUSTER_EVENT_INCIDENT_ABOUT_SET] = tell_about,
  [MUSTER_EVENT_INCIDENT_TITLED] = tell_titled,
  [MUSTER_EVENT_INCIDENT_SEVERITY_SET] = tell_severity,
  [MUSTER_EVENT_INCIDENT_STAGE_SET] = tell_stage,
  [MUSTER_EVENT_INCIDENT_ACKNOWLEDGED] = tell_acknowledged,
  [MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED] = tell_unacknowledged,
  [MUSTER_EVENT_INCIDENT_IMPACT_SET] = tell_impact,
  [MUSTER_EVENT_INCIDENT_REOPENED] = tell_reopened,
  [MUSTER_EVENT_ROLE_ASSIGNED] = tell_assigned,
  [MUSTER_EVENT_ROLE_RELEASED] = tell_released,
  [MUSTER_EVENT_NOTE_ADDED] = tell_text,
  [MUSTER_EVENT_TASK_ADDED] = tell_task_added,
  [MUSTER_EVENT_TASK_CHANGED] = tell_task_changed,
  [MUSTER_EVENT_ESCALATION_STARTED] = muster_tell_policy,
  [MUSTER_EVENT_ESCALATION_STEP_DUE] = muster_tell_step,
  [MUSTER_EVENT_ESCALATION_PERSON_DUE] = muster_tell_person,
  [MUSTER_EVENT_ESCALATION_HASTENED] = muster_tell_hastened,
  [MUSTER_EVENT_ESCALATION_SNOOZED] = muster_tell_snoozed,
  [MUSTER_EVENT_ESCALATION_RESUMED] = muster_tell_resumed,
  [MUSTER_EVENT_PAGE_INTENDED] = muster_tell_page,
  [MUSTER_EVENT_RUN_ASKED] = tell_run,
};

/**
 * muster_actor_name:
 * @actor: who
 * @names: gives people's names
 *
 * Returns: (transfer none): a name for people
 */
const char *
muster_actor_name (MusterActor actor, const MusterNames *names)
{
  if (actor.type == MUSTER_ACTOR_PERSON)
    return names->person (names->user_data, actor.id);
  if (actor.type == MUSTER_ACTOR_KEY)
    return _ ("Monitoring");
  return actor.type == MUSTER_ACTOR_NODE ? _ ("A node") : "Muster";
}

/**
 * muster_entry_sentence:
 * @entry: a line of a timeline
 * @names: gives people's names
 *
 * Tells in one sentence what happened, in the language of the process; text from outside is in it
 * as it came (see base/safe-text for showing it).
 *
 * Returns: (transfer full): the sentence
 */
char *
muster_entry_sentence (const MusterEntry *entry, const MusterNames *names)
{
  Telling telling = { entry, muster_actor_name (entry->actor, names), "" };
  MusterUlid person = entry->kind == MUSTER_EVENT_TASK_ADDED ? entry->was_id : entry->id;

  if (tellings[entry->kind] == NULL)
    return g_strdup (muster_event_spec (entry->kind)->name);
  if (!muster_ulid_is_null (person))
    telling.person = names->person (names->user_data, person);
  return tellings[entry->kind](&telling);
}
