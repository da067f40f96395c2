/* oncall-lint.c - what had better not be in a team's schedules and policies, in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/lint.h"

#include "base/json-writer.h"
#include "hub/oncall-report.h"
#include "oncall/coverage.h"

#include <string.h>

/* All the schedules, as far as is looked ahead, to look into again for policies. */
typedef struct
{
  const MusterOncallQuestion *question;
  GHashTable *rosters; /* MusterScheduleBody → MusterRoster */
  MusterJsonWriter writer;
  MusterOncallVerdict verdict;
} Linting;

typedef struct
{
  const char *code, *severity;
  const char *schedule, *policy, *layer, *person; /* nullable */
  gint64 at_s;                                    /* G_MININT64: at no time */
  const char *text;
} Item;

static void
write_item (Linting *self, const Item *item)
{
  MusterJsonWriter *writer = &self->writer;

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "code", item->code);
  muster_json_member_string (writer, "severity", item->severity);
  muster_json_member_string (writer, "schedule", item->schedule);
  muster_json_member_string (writer, "policy", item->policy);
  muster_json_member_string (writer, "layer", item->layer);
  muster_json_member_string (writer, "person", item->person);
  muster_json_name (writer, "at");
  if (item->at_s != G_MININT64)
    muster_json_instant (writer, item->at_s * G_USEC_PER_SEC);
  else
    muster_json_null (writer);
  muster_json_member_string (writer, "text", item->text);
  muster_json_end_object (writer);
  if (strcmp (item->severity, "info") != 0)
    self->verdict = MUSTER_ONCALL_WRONG;
}

static const char *
severity_of (const MusterLintFinding *finding, gint64 now_s)
{
  const MusterGap gap = { finding->at_s, finding->at_s + finding->length_s };

  switch (finding->code)
    {
    case MUSTER_LINT_GAP:
      /* however far away it is */
      return muster_gap_get_severity (&gap, now_s) == MUSTER_GAP_CRITICAL ? "critical" : "warning";
    case MUSTER_LINT_NO_CHANNEL:
      return "critical";
    case MUSTER_LINT_SHORT_REST:
    case MUSTER_LINT_SHIFTS_NOT_RESTRICTED:
      return "info";
    case MUSTER_LINT_HANDOFF_IN_WINDOW:
    case MUSTER_LINT_LONG_SHIFT:
    case MUSTER_LINT_EMPTY_LAYER:
    case MUSTER_LINT_HIDDEN_LAYER:
    default:
      return "warning";
    }
}

/* --- people's own hours and rules --- */

/* Whether they may be told of what can wait at some time of one of their shifts. */
static gboolean
is_ever_awake (const MusterRoster *roster, guint number, const MusterPersonalHours *hours)
{
  gboolean has_shift = FALSE;

  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      for (guint j = 0; j < span.n; j++)
        {
          if (span.people[j] != number)
            continue;
          has_shift = TRUE;
          if (muster_personal_hours_next (hours, (MusterPatience){ TRUE, TRUE },
                                          span.start_s * G_USEC_PER_SEC,
                                          NULL) < span.end_s * G_USEC_PER_SEC)
            return TRUE;
        }
    }
  return !has_shift;
}

static void
lint_hours (Linting *self, const MusterScheduleBody *body, const MusterRoster *roster)
{
  for (guint i = 0; i < body->people->len; i++)
    {
      const char *name = g_ptr_array_index (body->people, i);
      const MusterOncallPerson *person = g_hash_table_lookup (self->question->team->people, name);
      g_autofree char *text = NULL;

      if (person == NULL || person->hours == NULL || is_ever_awake (roster, i, person->hours))
        continue;
      text = g_strdup_printf ("What is not urgent never reaches %s within a shift: their quiet or "
                              "working hours leave no time in any",
                              name);
      write_item (self, &(Item){ .code = "quiet-shift",
                                 .severity = "warning",
                                 .schedule = body->schedule->name,
                                 .person = name,
                                 .at_s = G_MININT64,
                                 .text = text });
    }
}

static gint64
get_delay_us (const MusterPolicy *plan, guint step)
{
  if (step + 1 == plan->steps->len)
    return plan->wait_us;
  return muster_policy_get_step (plan, step + 1)->after_us -
         muster_policy_get_step (plan, step)->after_us;
}

/* The next are told before these have been told by all they have. */
static void
lint_chains (Linting *self, const MusterOncallPolicy *policy)
{
  for (guint i = 0; i < policy->plan->steps->len; i++)
    {
      const MusterPolicyStep *step = muster_policy_get_step (policy->plan, i);

      for (guint j = 0; j < step->targets->len; j++)
        {
          const MusterPolicyTarget *target = g_ptr_array_index (step->targets, j);
          const MusterOncallPerson *person =
              target->kind == MUSTER_TARGET_PERSON
                  ? g_hash_table_lookup (self->question->team->people, target->name)
                  : NULL;
          g_autofree char *text = NULL;

          if (person == NULL || person->chain_us <= get_delay_us (policy->plan, i))
            continue;
          text = g_strdup_printf ("The rules of %s last longer than step %u waits for the next",
                                  person->name, i + 1);
          write_item (self, &(Item){ .code = "long-chain",
                                     .severity = "info",
                                     .policy = policy->name,
                                     .person = person->name,
                                     .at_s = G_MININT64,
                                     .text = text });
        }
    }
}

/* --- schedules --- */

static gboolean
is_reachable (const MusterOncallTeam *team, const char *name)
{
  const MusterOncallPerson *person = g_hash_table_lookup (team->people, name);

  return person != NULL && person->has_channel;
}

static void
lint_schedule (Linting *self, const MusterScheduleBody *body, const MusterRoster *roster)
{
  guint n = body->people->len;
  g_autofree gboolean *unreachable = g_new (gboolean, n + 1);
  const char *const *names = (const char *const *) body->people->pdata;
  const MusterLint lint = { body->schedule, roster, n, unreachable };
  g_autoptr (GArray) findings = NULL;

  for (guint i = 0; i < n; i++)
    unreachable[i] = !is_reachable (self->question->team, names[i]);
  findings = muster_lint_run (&lint);
  for (guint i = 0; i < findings->len; i++)
    {
      const MusterLintFinding *finding = &g_array_index (findings, MusterLintFinding, i);
      g_autofree char *text = muster_lint_finding_describe (finding, names);
      const Item item = { muster_lint_code_to_string (finding->code),
                          severity_of (finding, self->question->at_s),
                          body->schedule->name,
                          NULL,
                          finding->layer,
                          finding->person != G_MAXUINT ? names[finding->person] : NULL,
                          finding->at_s,
                          text };

      write_item (self, &item);
    }
}

static gboolean
lint_schedules (Linting *self, GError **error)
{
  const GPtrArray *schedules = self->question->team->schedules;
  gint64 at_s = self->question->at_s;

  for (guint i = 0; i < schedules->len; i++)
    {
      const MusterScheduleBody *body = g_ptr_array_index (schedules, i);
      gint64 to_s =
          muster_coverage_months_later (body->schedule->zone, at_s, self->question->months);
      MusterRoster *roster = muster_schedule_resolve (body->schedule, at_s, to_s, error);

      if (roster == NULL)
        {
          g_prefix_error (error, "The schedule “%s”: ", body->schedule->name);
          return FALSE;
        }
      g_hash_table_insert (self->rosters, (gpointer) body, roster);
      if (self->question->only == NULL || self->question->only == body)
        {
          lint_schedule (self, body, roster);
          lint_hours (self, body, roster);
        }
    }
  return TRUE;
}

/* --- policies --- */

static gboolean
schedule_reaches (const Linting *self, const char *name)
{
  const MusterScheduleBody *body = muster_oncall_team_find (self->question->team, name);
  const MusterRoster *roster = body != NULL ? g_hash_table_lookup (self->rosters, body) : NULL;

  for (guint i = 0; roster != NULL && i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      for (guint j = 0; j < span.n; j++)
        if (is_reachable (self->question->team, g_ptr_array_index (body->people, span.people[j])))
          return TRUE;
    }
  return FALSE;
}

static gboolean
team_reaches (const Linting *self, const char *name)
{
  const GPtrArray *people = g_hash_table_lookup (self->question->team->teams, name);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (is_reachable (self->question->team, g_ptr_array_index (people, i)))
      return TRUE;
  return FALSE;
}

static gboolean
reaches_somebody (const Linting *self, const GPtrArray *targets)
{
  for (guint i = 0; i < targets->len; i++)
    {
      const MusterOncallTarget *target = g_ptr_array_index (targets, i);

      if (strcmp (target->kind, "schedule") == 0 ? schedule_reaches (self, target->name)
          : strcmp (target->kind, "team") == 0   ? team_reaches (self, target->name)
                                               : is_reachable (self->question->team, target->name))
        return TRUE;
    }
  return FALSE;
}

static void
lint_policy (Linting *self, const MusterOncallPolicy *policy)
{
  Item item = { .code = "policy-without-step",
                .severity = "critical",
                .policy = policy->name,
                .at_s = G_MININT64,
                .text = "The policy has no step" };

  if (policy->steps->len == 0)
    write_item (self, &item);
  item.code = "unreachable-step";
  for (guint i = 0; i < policy->steps->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("Nobody can be reached by step %u", i + 1);

      item.text = text;
      if (!reaches_somebody (self, g_ptr_array_index (policy->steps, i)))
        write_item (self, &item);
    }
}

/**
 * muster_oncall_lint:
 * @question: from when on
 * @out: where to
 * @error: return location
 *
 * Writes what had better not be: in the schedule that is asked about, or in all, and in policies.
 *
 * Returns: whether there is anything, other than what is just to be known
 */
MusterOncallVerdict
muster_oncall_lint (const MusterOncallQuestion *question, GString *out, GError **error)
{
  g_autoptr (GHashTable) rosters =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) muster_roster_free);
  Linting self = { .question = question, .rosters = rosters, .verdict = MUSTER_ONCALL_FINE };
  const GPtrArray *policies = question->team->policies;

  muster_json_writer_init (&self.writer, out);
  muster_json_begin_array (&self.writer);
  if (!lint_schedules (&self, error))
    return MUSTER_ONCALL_FAILED;
  for (guint i = 0; question->only == NULL && i < policies->len; i++)
    {
      lint_policy (&self, g_ptr_array_index (policies, i));
      lint_chains (&self, g_ptr_array_index (policies, i));
    }
  muster_json_end_array (&self.writer);
  return self.verdict;
}
