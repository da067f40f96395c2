/* markdown.c - a postmortem in Markdown, with the sections of the guide's template
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exporters/exporter.h"
#include "exporters/facts.h"

#include "base/safe-text.h"
#include "model/command.h"

#include <glib/gi18n.h>

/* --- text --- */

/* Text from outside, in one line, fit for people and without markup (security R9, R28). */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (text), "\r\n\t", ' '));
  g_autofree char *safe = muster_safe_text (line, -1, FALSE);
  g_autofree char *escaped = muster_markdown_escape (safe);

  g_string_append (out, escaped);
}

static void
append_heading (GString *out, const char *title)
{
  g_string_append_printf (out, "\n## %s\n\n", title);
}

/* What a person is asked to write here. */
static void
append_prompt (GString *out, const char *prompt)
{
  g_string_append_printf (out, "*%s*\n", prompt);
}

static void
append_time (GString *out, gint64 at_us, const char *format)
{
  gint64 seconds = at_us / G_USEC_PER_SEC - (at_us % G_USEC_PER_SEC < 0);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = time != NULL ? g_date_time_format (time, format) : NULL;

  g_string_append (out, text != NULL ? text : "?");
}

/* The time of day, with the date before it on another day than the incident began on. */
static void
append_moment (GString *out, gint64 at_us, const MusterIncident *incident)
{
  gint64 day_us = muster_incident_clock_start_us (incident) / G_TIME_SPAN_DAY;

  append_time (out, at_us, at_us / G_TIME_SPAN_DAY == day_us ? "%H:%M:%S" : "%Y-%m-%d %H:%M:%S");
}

/* --- summary --- */

static const char *
say_impact_end (MusterRecovery recovery)
{
  static const char *const words[] = {
    [MUSTER_RECOVERY_NONE] = "",
    [MUSTER_RECOVERY_ALERTS] = N_ ("the last alert resolved"),
    [MUSTER_RECOVERY_MONITOR] = N_ ("the incident moved to Monitor"),
    [MUSTER_RECOVERY_RESOLVED] = N_ ("the incident was resolved"),
  };

  return recovery == MUSTER_RECOVERY_NONE ? "" : _ (words[recovery]);
}

/* "impact 24 minutes", or what to say while it goes on */
static void
append_span (GString *out, const gint64 bounds_us[2], const char *name, const char *going_on)
{
  g_autofree char *words = NULL;

  if (bounds_us[1] == MUSTER_NO_TIME)
    {
      g_string_append (out, going_on);
      return;
    }
  words = muster_span_in_words (bounds_us[1] - bounds_us[0]);
  g_string_append_printf (out, "%s %s", name, words);
}

/* What a length counts from and to, as a point of its own below it. */
static void
append_bounds (GString *out,
               const MusterIncident *incident,
               const gint64 bounds_us[2],
               const char *const reasons[2])
{
  append_moment (out, bounds_us[0], incident);
  g_string_append_printf (out, " UTC (%s)", reasons[0]);
  if (bounds_us[1] == MUSTER_NO_TIME)
    {
      g_string_append_c (out, '\n');
      return;
    }
  /* Translators: between two times, as in "14:23 to 14:47" */
  g_string_append_printf (out, " %s ", C_ ("span", "to"));
  append_moment (out, bounds_us[1], incident);
  g_string_append_printf (out, " UTC (%s)\n", reasons[1]);
}

static void
append_duration (GString *out, const MusterIncident *incident)
{
  static const char *const onsets[] = {
    [MUSTER_ONSET_OPENING] = N_ ("start not known, counted from the opening"),
    [MUSTER_ONSET_ALERT] = N_ ("the first alert's own start"),
    [MUSTER_ONSET_PEOPLE] = N_ ("the impact began"),
  };
  MusterIncidentSpans spans;
  const char *impact_reasons[2], *open_reasons[2];
  gint64 impact_us[2], open_us[2];

  muster_incident_spans (incident, &spans);
  impact_us[0] = spans.impact_start_us, impact_us[1] = spans.impact_end_us;
  open_us[0] = spans.opened_us, open_us[1] = spans.resolved_us;
  impact_reasons[0] = _ (onsets[spans.onset]);
  impact_reasons[1] = say_impact_end (spans.recovery);
  open_reasons[0] = incident->declared ? _ ("the incident was declared")
                                       : _ ("the first alert opened the incident");
  open_reasons[1] = _ ("the incident was resolved");

  g_string_append_printf (out, "- **%s:** ", _ ("Duration"));
  /* Translators: a length of time follows: how long people were affected */
  append_span (out, impact_us, _ ("impact"), _ ("impact not over yet"));
  g_string_append (out, ", ");
  /* Translators: a length of time follows: how long the incident was open */
  append_span (out, open_us, _ ("open"), _ ("still open"));
  g_string_append_printf (out, "\n  - %s: ", _ ("Impact"));
  append_bounds (out, incident, impact_us, impact_reasons);
  /* Translators: label before two times: how long the incident was open */
  g_string_append_printf (out, "  - %s: ", C_ ("duration", "Open"));
  append_bounds (out, incident, open_us, open_reasons);
}

static void
append_impact (GString *out, const MusterIncident *incident)
{
  gboolean text = incident->impact != NULL && *incident->impact != '\0';

  g_string_append_printf (out, "- **%s:** ", _ ("Impact"));
  if (text)
    append_text (out, incident->impact);
  if (incident->users > 0)
    g_string_append_printf (
        out,
        ngettext ("%s%lld person affected", "%s%lld people affected", (gulong) incident->users),
        text ? ", " : "", (long long) incident->users);
  if (text || incident->users > 0)
    g_string_append_c (out, '\n');
  else
    append_prompt (out, _ ("Who noticed what, and how many of them?"));
}

static void
append_roles (GString *out, const MusterExport *in)
{
  gboolean first = TRUE;

  for (guint role = 0; role < MUSTER_N_SINGLE_ROLES; role++)
    {
      MusterUlid person = in->incident->roles[role];

      if (muster_ulid_is_null (person))
        continue;
      if (first)
        g_string_append_printf (out, "- **%s:** ", _ ("Roles"));
      g_string_append_printf (out, "%s%s ", first ? "" : ", ", _ (muster_role_title (role)));
      append_text (out, in->names.person (in->names.user_data, person));
      first = FALSE;
    }
  if (!first)
    g_string_append_c (out, '\n');
}

static void
append_summary (GString *out, const MusterExport *in)
{
  const MusterIncident *incident = in->incident;

  append_heading (out, _ ("Incident Summary"));
  g_string_append_printf (out, "- **%s:** ", _ ("Date/Time"));
  append_time (out, muster_incident_clock_start_us (incident), "%Y-%m-%d %H:%M UTC\n");
  append_duration (out, incident);
  g_string_append_printf (out, "- **%s:** SEV-%d (%s)\n", _ ("Severity"), (int) incident->severity,
                          _ (muster_severity_word (incident->severity)));
  append_impact (out, incident);
  if (in->service != NULL)
    {
      g_string_append_printf (out, "- **%s:** ", _ ("Service"));
      append_text (out, in->service);
      g_string_append_c (out, '\n');
    }
  append_roles (out, in);
}

/* --- timeline --- */

static gint64
happened_us (const MusterEntry *entry)
{
  return entry->claimed_us != MUSTER_NO_TIME ? entry->claimed_us : entry->at_us;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const MusterEntry *x = *(const MusterEntry *const *) a, *y = *(const MusterEntry *const *) b;
  gint64 x_us = happened_us (x), y_us = happened_us (y);

  if (x_us != y_us)
    return x_us < y_us ? -1 : 1;
  return (x->seq > y->seq) - (x->seq < y->seq);
}

static gboolean
is_pinned (const MusterEntry *entry)
{
  return entry->pinned;
}

static gboolean
is_any (const MusterEntry *entry)
{
  return TRUE;
}

/* In the order in which things happened, which people may have told later. */
static GPtrArray *
choose_entries (const MusterIncident *incident, gboolean (*wanted) (const MusterEntry *))
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < incident->entries->len; i++)
    {
      MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (!entry->undone && wanted (entry))
        g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/* "note by Mike", "entered 14:29:10", "pinned", in one pair of brackets */
static void
append_remarks (GString *out, const MusterExport *in, const MusterEntry *entry)
{
  gboolean note = entry->kind == MUSTER_EVENT_NOTE_ADDED;
  gboolean later = entry->claimed_us != MUSTER_NO_TIME &&
                   entry->claimed_us / G_USEC_PER_SEC != entry->at_us / G_USEC_PER_SEC;
  const char *comma = "";

  if (!note && !later && !entry->pinned)
    return;
  g_string_append (out, " (");
  if (note)
    {
      /* Translators: a name follows, as in "note by Mike" */
      g_string_append_printf (out, "%s ", _ ("note by"));
      append_text (out, muster_actor_name (entry->actor, &in->names));
      comma = ", ";
    }
  if (later)
    {
      /* Translators: a time follows: when somebody told of what had happened earlier */
      g_string_append_printf (out, "%s%s ", comma, _ ("entered"));
      append_moment (out, entry->at_us, in->incident);
      comma = ", ";
    }
  if (entry->pinned)
    /* Translators: of a line of the timeline that somebody marked as important */
    g_string_append_printf (out, "%s%s", comma, _ ("pinned"));
  g_string_append_c (out, ')');
}

static void
append_entry (GString *out, const MusterExport *in, const MusterEntry *entry)
{
  g_autofree char *sentence = muster_entry_sentence (entry, &in->names);

  g_string_append (out, "- ");
  append_moment (out, happened_us (entry), in->incident);
  g_string_append (out, " - ");
  append_text (out, sentence);
  append_remarks (out, in, entry);
  g_string_append_c (out, '\n');
}

static void
append_timeline (GString *out, const MusterExport *in)
{
  g_autoptr (GPtrArray) entries = choose_entries (in->incident, is_any);

  append_heading (out, _ ("Timeline"));
  for (guint i = 0; i < entries->len; i++)
    append_entry (out, in, g_ptr_array_index (entries, i));
}

/* --- changes --- */

/* A point below a change. */
static void
append_point (GString *out, const char *label, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (out, "   - %s: ", label);
  append_text (out, text);
  g_string_append_c (out, '\n');
}

static void
append_suspect (GString *out, const MusterExport *in, guint i)
{
  const MusterExportSuspect *suspect = &in->suspects[i];

  g_string_append_printf (out, "%u. ", i + 1);
  append_moment (out, suspect->at_us, in->incident);
  g_string_append (out, " - ");
  if (suspect->service != NULL)
    {
      append_text (out, suspect->service);
      g_string_append (out, ": ");
    }
  append_text (out, suspect->title != NULL ? suspect->title : "");
  g_string_append_c (out, '\n');
  /* Translators: before the reasons why a change may have begun an incident */
  append_point (out, _ ("Reasons"), suspect->reason);
  /* Translators: before "if …": what would show that a change did not begin an incident */
  append_point (out, _ ("Would be refuted"), suspect->refuted_by);
}

static void
append_changes (GString *out, const MusterExport *in)
{
  if (in->n_suspects == 0 && in->outside == NULL)
    return;
  append_heading (out, _ ("Changes Before It"));
  append_prompt (out, _ ("Suspects, likeliest first: ranked, not proven. Say under the root "
                         "cause what was found."));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < in->n_suspects; i++)
    append_suspect (out, in, i);
  if (in->n_more_suspects > 0)
    g_string_append_printf (
        out, ngettext ("\nAnd %u more change.\n", "\nAnd %u more changes.\n", in->n_more_suspects),
        in->n_more_suspects);
  if (in->outside == NULL)
    return;
  g_string_append_printf (out, "%s%s ", in->n_suspects > 0 ? "\n" : "",
                          /* Translators: the reason for that follows */
                          _ ("Maybe no change began it:"));
  append_text (out, in->outside);
  g_string_append_c (out, '\n');
}

/* --- what people write --- */

static void
append_root_cause (GString *out, const MusterExport *in)
{
  g_autoptr (GPtrArray) pinned = choose_entries (in->incident, is_pinned);

  append_heading (out, _ ("Root Cause"));
  append_prompt (out, _ ("What did the system allow to happen, and why? Ask why again until the "
                         "answer is something that can be changed."));
  if (pinned->len == 0)
    return;
  g_string_append_printf (out, "\n%s\n\n", _ ("Pinned during the response:"));
  for (guint i = 0; i < pinned->len; i++)
    append_entry (out, in, g_ptr_array_index (pinned, i));
}

static void
append_facts (GString *out, const MusterIncident *incident, MusterFactSide side)
{
  g_autoptr (GPtrArray) facts = muster_incident_facts (incident, side);

  if (facts->len > 0)
    g_string_append_c (out, '\n');
  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (out, "- %s\n", (const char *) g_ptr_array_index (facts, i));
}

static void
append_task (GString *out, const MusterExport *in, const MusterTask *task)
{
  g_string_append_printf (out, "- [%c] ", task->done ? 'x' : ' ');
  append_text (out, task->text);
  /* Translators: who has a task; a name follows */
  g_string_append_printf (out, " (%s: ", _ ("Owner"));
  if (muster_ulid_is_null (task->owner))
    /* Translators: nobody has the task */
    g_string_append (out, _ ("nobody yet"));
  else
    {
      g_string_append_c (out, '@');
      append_text (out, in->handles.person (in->handles.user_data, task->owner));
    }
  /* Translators: when a task is to be done; a date follows */
  g_string_append_printf (out, ", %s: ", _ ("Due"));
  if (task->due_us == MUSTER_NO_TIME)
    /* Translators: the task has no date */
    g_string_append (out, _ ("not set"));
  else
    append_time (out, task->due_us, "%Y-%m-%d");
  g_string_append (out, ")\n");
}

static void
append_actions (GString *out, const MusterExport *in)
{
  const GPtrArray *tasks = in->incident->tasks;

  append_heading (out, _ ("Action Items"));
  append_prompt (out, _ ("Each with one owner, a date, and a result that can be checked."));
  if (tasks->len > 0)
    g_string_append_c (out, '\n');
  for (guint i = 0; i < tasks->len; i++)
    append_task (out, in, g_ptr_array_index (tasks, i));
}

static void
append_title (GString *out, const MusterExport *in)
{
  const MusterIncident *incident = in->incident;

  g_string_append_printf (out, "# %s: ", _ ("Incident Postmortem"));
  muster_incident_append_id (incident->number, out);
  g_string_append_c (out, ' ');
  append_text (out, incident->title != NULL ? incident->title : "");
  g_string_append_c (out, '\n');
  if (muster_incident_is_open (incident))
    g_string_append_printf (out, "\n> %s\n",
                            _ ("Draft: the incident is still open. What follows is what the "
                               "journal knows so far."));
  if (!muster_ulid_is_null (incident->drill))
    g_string_append_printf (out, "\n> %s\n", _ ("This was a drill."));
}

static gboolean
write_markdown (const MusterExport *in, GString *out, GError **error)
{
  append_title (out, in);
  append_summary (out, in);
  append_timeline (out, in);
  append_changes (out, in);
  append_root_cause (out, in);
  append_heading (out, _ ("What Went Well"));
  append_prompt (out, _ ("What helped, and would help again?"));
  append_facts (out, in->incident, MUSTER_FACT_WENT_WELL);
  append_heading (out, _ ("What Went Wrong"));
  append_prompt (out, _ ("What made it worse or slower? Name the tool, the gap or the surprise."));
  append_facts (out, in->incident, MUSTER_FACT_WENT_WRONG);
  append_actions (out, in);
  return TRUE;
}

const MusterExporter muster_exporter_markdown = {
  .name = "markdown",
  .title = N_ ("Markdown"),
  .suffix = ".md",
  .type = "text/markdown; charset=utf-8",
  .write = write_markdown,
};
