/* takers.c - who had best take a shift, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/takers.h"

#include <glib/gi18n.h>

#include "console/roster-words.h"
#include "oncall/lint.h"
#include "oncall/shift-candidates.h"

static void
candidate_free (gpointer data)
{
  MusterTaker *self = data;

  g_free (self->name);
  g_free (self->title);
  g_free (self->words);
  g_free (self->figure);
  g_free (self);
}

/* The shorter of both; -1: there is no other shift. */
static gint64
get_rest_s (const MusterRest *rest)
{
  if (rest->before_s < 0 || rest->after_s < 0)
    return MAX (rest->before_s, rest->after_s);
  return MIN (rest->before_s, rest->after_s);
}

static char *
describe (const MusterShiftCandidate *candidate)
{
  const gint64 rest_s = get_rest_s (&candidate->rest);
  const guint days = (guint) (MAX (rest_s, 0) / MUSTER_DAY_S);

  if (!candidate->is_free)
    return g_strdup (_ ("is on call then already"));
  if (candidate->shift_s > MUSTER_LINT_SHIFT_DAYS_MAX * MUSTER_DAY_S)
    return g_strdup_printf (_ ("%u days without a pause, the rule allows %d"),
                            (guint) (candidate->shift_s / MUSTER_DAY_S),
                            MUSTER_LINT_SHIFT_DAYS_MAX);
  if (rest_s < 0)
    return g_strdup (_ ("no other shift around it"));
  if (candidate->n_broken > 0)
    return g_strdup_printf (ngettext ("%u day of rest, the rule asks for %d",
                                      "%u days of rest, the rule asks for %d", days),
                            days, MUSTER_LINT_REST_DAYS_MIN);
  return g_strdup_printf (ngettext ("%u day of rest", "%u days of rest", days), days);
}

static MusterTaker *
candidate_new (const MusterRosterSubject *subject, const MusterShiftCandidate *candidate)
{
  MusterTaker *self = g_new0 (MusterTaker, 1);
  g_autofree char *has = muster_roster_format_hours (candidate->load_s);
  g_autofree char *would_have = muster_roster_format_hours (candidate->load_s + candidate->added_s);

  self->name = g_strdup (g_ptr_array_index (subject->body->people, candidate->person));
  self->title = g_strdup (g_ptr_array_index (subject->titles, candidate->person));
  self->words = describe (candidate);
  self->figure = g_strdup_printf ("%s → %s", candidate->load_s == 0 ? "0 h" : has, would_have);
  self->is_warning = candidate->n_broken > 0;
  return self;
}

/**
 * muster_takers_list:
 * @subject: a schedule
 * @but: (nullable): who is not among them
 * @from_s: from when
 * @to_s: to when
 *
 * Returns: (transfer full) (element-type MusterTaker): its people, who had best take it first
 */
GPtrArray *
muster_takers_list (const MusterRosterSubject *subject, const char *but, gint64 from_s, gint64 to_s)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (subject->body->schedule, from_s - MUSTER_CANDIDATES_AROUND_S,
                               to_s + MUSTER_CANDIDATES_AROUND_S, NULL);
  g_autoptr (GArray) ranked =
      roster ? muster_shift_candidates_rank (roster, subject->body->people->len, from_s, to_s)
             : NULL;

  for (guint i = 0; ranked && i < ranked->len; i++)
    {
      const MusterShiftCandidate *candidate = &g_array_index (ranked, MusterShiftCandidate, i);

      if (g_strcmp0 (g_ptr_array_index (subject->body->people, candidate->person), but) != 0)
        g_ptr_array_add (list, candidate_new (subject, candidate));
    }
  return list;
}
