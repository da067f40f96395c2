/* entry-row.c - lines of an incident as a timeline shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/entry-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "response/timeline-entry.h"

#define MOST_RUNS   6
#define MOST_EMPHAS 3

/* A piece of the sentence that stands out. */
typedef struct
{
  char *text; /* owned, as shown */
  MusterRunStyle style;
} Emphasis;

/**
 * muster_entry_row_id:
 * @seq: of an entry
 *
 * Returns: (transfer full): the name of its row
 */
char *
muster_entry_row_id (guint64 seq)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "u", seq); /* rows of one instant sort by it */
}

/**
 * muster_entry_row_seq:
 * @id: the name of a row
 *
 * Returns: the seq of its entry; 0 if it has none, as what waits to be sent
 */
guint64
muster_entry_row_seq (const char *id)
{
  guint64 seq = 0;

  if (!g_ascii_string_to_unsigned (id, 10, 1, G_MAXINT64, &seq, NULL))
    return 0;
  return seq;
}

static MusterTimelineKind
kind_of (const MusterEntry *entry)
{
  static const guint8 kinds[MUSTER_N_EVENT_KINDS] = {
    [MUSTER_EVENT_ALERT_FIRED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_ALERT_RESOLVED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_ALERT_SUPPRESSED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_ALERT_RELEASED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_ALERT_FLAPPING] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_ALERT_CALMED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_INCIDENT_ALERT_JOINED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_INCIDENT_ALERT_LEFT] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_INCIDENT_DECLARED] = MUSTER_TIMELINE_OPENED,
    [MUSTER_EVENT_INCIDENT_OPENED] = MUSTER_TIMELINE_OPENED,
    [MUSTER_EVENT_INCIDENT_REOPENED] = MUSTER_TIMELINE_OPENED,
    [MUSTER_EVENT_INCIDENT_MERGED] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_INCIDENT_SPLIT] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_INCIDENT_KEPT_APART] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_INCIDENT_STORM_ENDED] = MUSTER_TIMELINE_STORM,
    [MUSTER_EVENT_INCIDENT_ABOUT_SET] = MUSTER_TIMELINE_ALERT,
    [MUSTER_EVENT_INCIDENT_TITLED] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_INCIDENT_SEVERITY_SET] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_INCIDENT_STAGE_SET] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_INCIDENT_IMPACT_SET] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_INCIDENT_ACKNOWLEDGED] = MUSTER_TIMELINE_TICK,
    [MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED] = MUSTER_TIMELINE_TICK,
    [MUSTER_EVENT_ROLE_ASSIGNED] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_ROLE_RELEASED] = MUSTER_TIMELINE_PERSON,
    [MUSTER_EVENT_NOTE_ADDED] = MUSTER_TIMELINE_NOTE,
    [MUSTER_EVENT_TASK_ADDED] = MUSTER_TIMELINE_TICK,
    [MUSTER_EVENT_TASK_CHANGED] = MUSTER_TIMELINE_TICK,
    [MUSTER_EVENT_ESCALATION_STEP_DUE] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_ESCALATION_STARTED] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_ESCALATION_PERSON_DUE] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_ESCALATION_HASTENED] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_ESCALATION_SNOOZED] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_ESCALATION_RESUMED] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_PAGE_INTENDED] = MUSTER_TIMELINE_PAGE,
    [MUSTER_EVENT_RUN_ASKED] = MUSTER_TIMELINE_COMMAND,
  };
  MusterTimelineKind kind = (MusterTimelineKind) kinds[entry->kind];

  if (entry->kind == MUSTER_EVENT_INCIDENT_STAGE_SET && entry->number >= MUSTER_STAGE_RESOLVED)
    return MUSTER_TIMELINE_TICK;
  if (kind == MUSTER_TIMELINE_PERSON && entry->actor.type != MUSTER_ACTOR_PERSON)
    return MUSTER_TIMELINE_OPENED; /* a severity that alerts raised has nobody's face */
  return kind;
}

/* Appends @from, cut at @emphases where they are found, in their order. */
static void
split_sentence (const char *from, const Emphasis *emphases, MusterTextRun *runs)
{
  guint n = 0;

  for (guint i = 0; i < MOST_EMPHAS && emphases[i].text; i++)
    {
      const char *at = *emphases[i].text ? strstr (from, emphases[i].text) : NULL;

      if (!at)
        continue;
      if (at > from)
        runs[n++] = (MusterTextRun){ g_strndup (from, (gsize) (at - from)), MUSTER_RUN_PLAIN };
      runs[n++] = (MusterTextRun){ g_strdup (emphases[i].text), emphases[i].style };
      from = at + strlen (emphases[i].text);
    }
  if (*from)
    runs[n++] = (MusterTextRun){ g_strdup (from), MUSTER_RUN_PLAIN };
}

static char *
safe (const char *text, gboolean lines)
{
  return text ? muster_safe_text (text, -1, lines) : NULL;
}

static void
add_emphasis (Emphasis *emphases, const char *text, MusterRunStyle style)
{
  guint n = 0;

  while (n < MOST_EMPHAS && emphases[n].text)
    n++;
  if (n < MOST_EMPHAS && text)
    emphases[n] = (Emphasis){ safe (text, TRUE), style };
}

/* Who did it, or what it is about, in the order in which sentences name them. */
static void
find_emphases (const MusterEntry *entry, const MusterNames *names, Emphasis *emphases)
{
  if (entry->kind == MUSTER_EVENT_NOTE_ADDED)
    return;
  if (entry->kind == MUSTER_EVENT_RUN_ASKED)
    {
      if (entry->number != MUSTER_RUN_ENDED)
        add_emphasis (emphases, muster_actor_name (entry->actor, names), MUSTER_RUN_STRONG);
      add_emphasis (emphases, entry->word, MUSTER_RUN_MONO);
      return;
    }
  if (muster_entry_is_of_alerts (entry))
    add_emphasis (emphases, entry->detail, MUSTER_RUN_STRONG);
  else if (entry->kind == MUSTER_EVENT_ROLE_ASSIGNED || entry->kind == MUSTER_EVENT_ROLE_RELEASED ||
           entry->kind == MUSTER_EVENT_PAGE_INTENDED ||
           entry->kind == MUSTER_EVENT_ESCALATION_PERSON_DUE)
    add_emphasis (emphases, names->person (names->user_data, entry->id), MUSTER_RUN_STRONG);
  else if (entry->actor.type == MUSTER_ACTOR_PERSON)
    add_emphasis (emphases, muster_actor_name (entry->actor, names), MUSTER_RUN_STRONG);
  if (entry->kind == MUSTER_EVENT_INCIDENT_OPENED || entry->kind == MUSTER_EVENT_INCIDENT_DECLARED)
    {
      g_autofree char *severity = g_strdup_printf ("SEV-%d", (int) entry->number);

      add_emphasis (emphases, severity, MUSTER_RUN_STRONG);
    }
}

static char *
describe_run (const MusterEntry *entry, const MusterNames *names)
{
  g_autofree char *who = NULL;

  if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED && entry->count > 1)
    return safe (entry->text, TRUE);
  if (entry->kind != MUSTER_EVENT_RUN_ASKED || entry->number != MUSTER_RUN_ENDED)
    return NULL;
  who = safe (muster_actor_name (entry->actor, names), FALSE);
  /* TRANSLATORS: under the result of a check: who ran it, and for how many seconds */
  return g_strdup_printf (_ ("%s ran it · %.1f s"), who, (double) entry->was_number / 1e6);
}

/* A face, where a person did it and the icon would not say more. */
static const char *
face_of (const MusterEntry *entry, MusterTimelineKind kind, const MusterNames *names)
{
  if (kind == MUSTER_TIMELINE_PERSON &&
      (entry->kind == MUSTER_EVENT_ROLE_ASSIGNED || entry->kind == MUSTER_EVENT_ROLE_RELEASED))
    return names->person (names->user_data, entry->id);
  if ((kind == MUSTER_TIMELINE_PERSON || kind == MUSTER_TIMELINE_NOTE) &&
      entry->actor.type == MUSTER_ACTOR_PERSON)
    return muster_actor_name (entry->actor, names);
  return NULL;
}

/**
 * muster_entry_row_new:
 * @entry: a line of a timeline
 * @names: gives people's names
 *
 * Makes what the timeline shows of a line; everything in it is fit to be shown (security R9).
 *
 * Returns: (transfer full): the row
 */
MusterTimelineRowData *
muster_entry_row_new (const MusterEntry *entry, const MusterNames *names)
{
  g_autofree char *sentence = muster_entry_sentence (entry, names);
  g_autofree char *shown = safe (sentence, TRUE);
  Emphasis emphases[MOST_EMPHAS] = { { NULL, MUSTER_RUN_PLAIN } };
  MusterTimelineRowData *row = g_new0 (MusterTimelineRowData, 1);
  MusterTextRun *runs = g_new0 (MusterTextRun, 2 * MOST_EMPHAS + 2);

  find_emphases (entry, names, emphases);
  split_sentence (shown, emphases, runs);
  for (guint i = 0; i < MOST_EMPHAS; i++)
    g_free (emphases[i].text);
  row->id = muster_entry_row_id (entry->seq);
  row->at_us = entry->claimed_us != MUSTER_NO_TIME ? entry->claimed_us : entry->at_us;
  row->entered_us = entry->at_us;
  row->kind = kind_of (entry);
  row->person = safe (face_of (entry, row->kind, names), FALSE);
  row->runs = runs;
  row->detail = describe_run (entry, names);
  row->output = entry->kind == MUSTER_EVENT_RUN_ASKED ? safe (entry->detail, TRUE) : NULL;
  row->is_pinned = entry->pinned;
  row->is_undone = entry->undone;
  return row;
}

static char *
tell_command (const MusterCommand *command)
{
  g_autoptr (GString) text = g_string_new (_ (command->spec->title));

  if (strcmp (command->spec->name, "incident.note") == 0)
    return g_strdup (muster_command_text (command, "text"));
  for (guint i = 0; command->spec->arguments[i].name; i++)
    {
      const MusterArgumentSpec *argument = &command->spec->arguments[i];

      if (!muster_command_has (command, argument->name))
        continue;
      if (argument->type == MUSTER_ARGUMENT_TEXT)
        g_string_append_printf (text, ": %s", muster_command_text (command, argument->name));
      else if (argument->type == MUSTER_ARGUMENT_SEVERITY)
        g_string_append_printf (text, ": SEV-%d",
                                (int) muster_command_int (command, argument->name));
      else if (argument->type == MUSTER_ARGUMENT_STAGE)
        g_string_append_printf (
            text, ": %s",
            _ (muster_stage_title ((MusterStage) muster_command_int (command, argument->name))));
      else if (argument->type == MUSTER_ARGUMENT_ROLE)
        g_string_append_printf (
            text, ": %s",
            _ (muster_role_title ((MusterRole) muster_command_int (command, argument->name))));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * muster_pending_row_new:
 * @item: a command that waits in the outbox
 * @person: (nullable): who gave it
 *
 * Returns: (transfer full): a row that says what will happen when the link is back
 */
MusterTimelineRowData *
muster_pending_row_new (const MusterOutboxItem *item, const char *person)
{
  const MusterCommand *command = item->command;
  gboolean is_note = strcmp (command->spec->name, "incident.note") == 0;
  g_autofree char *text = tell_command (command);
  g_autofree char *id = muster_ulid_to_string (command->id);
  MusterTimelineRowData *row = g_new0 (MusterTimelineRowData, 1);
  MusterTextRun *runs = g_new0 (MusterTextRun, 3);

  runs[0] = (MusterTextRun){ safe (text, TRUE), MUSTER_RUN_PLAIN };
  /* TRANSLATORS: after something written without a link to the hub, with the dot before it */
  runs[1] = (MusterTextRun){ g_strdup (_ (" · will sync")), MUSTER_RUN_DIM };
  row->id = g_strconcat ("pending-", id, NULL);
  row->at_us = row->entered_us = item->made_us;
  row->kind = is_note ? MUSTER_TIMELINE_NOTE : MUSTER_TIMELINE_PERSON;
  row->person = safe (person, FALSE);
  row->runs = runs;
  row->is_pending = TRUE;
  return row;
}
