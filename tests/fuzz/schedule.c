/* schedule.c - fuzzes world/schedule-body and oncall/roster
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The input is the JSON of a schedule.
 */
#include "oncall/coverage.h"
#include "oncall/lint.h"
#include "oncall/shifts.h"
#include "planted.h"
#include "world/schedule-body.h"

#define FROM_S G_GINT64_CONSTANT (1772323200) /* 2026-03-01, before walls are put forward */
#define DAY_S  G_GINT64_CONSTANT (86400)

static gboolean
is_same (MusterRosterSpan a, MusterRosterSpan b)
{
  if (a.n != b.n)
    return FALSE;
  for (guint i = 0; i < a.n; i++)
    if (a.people[i] != b.people[i])
      return FALSE;
  return TRUE;
}

/* Spans touch, differ from their neighbours, and are the same when asked for alone. */
static void
demand_whole (const MusterScheduleBody *body, const MusterRoster *roster)
{
  gint64 at_s = FROM_S;

  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      if (span.start_s != at_s || span.end_s <= span.start_s)
        g_error ("spans touch");
      if (i > 0 && is_same (span, muster_roster_get_span (roster, i - 1)))
        g_error ("neighbours differ");
      for (guint j = 0; j < span.n; j++)
        if (span.people[j] >= body->people->len)
          g_error ("people are those of the body");
      at_s = span.end_s;
    }
  if (at_s != roster->timeline->end_s)
    g_error ("all of it is told");
}

static void
demand_parts (const MusterScheduleBody *body, const MusterRoster *roster, gint64 at_s)
{
  g_autoptr (MusterRoster) part = muster_schedule_resolve (body->schedule, at_s, at_s + 1, NULL);

  if (part != NULL &&
      !is_same (muster_roster_get_span (part, 0), muster_roster_get_at (roster, at_s)))
    g_error ("a part is as the whole");
}

/* As a calendar tells them: in order, each at some time of what was asked for. */
static void
demand_shifts (const MusterScheduleBody *body)
{
  const gint64 to_s = FROM_S + 10 * DAY_S;
  g_autoptr (GArray) shifts =
      muster_schedule_list_shifts (body->schedule, body->people->len, FROM_S, to_s, NULL);

  for (guint i = 0; shifts != NULL && i < shifts->len; i++)
    {
      const MusterShift *shift = &g_array_index (shifts, MusterShift, i);

      if (shift->person >= body->people->len || shift->start_s >= shift->end_s ||
          shift->start_s >= to_s || shift->end_s <= FROM_S)
        g_error ("a shift is of somebody, at a time that was asked for");
      if (i > 0 && shift->start_s < shift[-1].start_s)
        g_error ("shifts are in order");
    }
}

#ifdef MUSTER_PLANTED_BUG
static void
look_for_long_turns (const MusterSchedule *schedule)
{
  for (guint i = 0; i < schedule->versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (schedule->versions, i);

      for (guint j = 0; j < version->layers->len; j++)
        {
          const MusterLayer *layer = g_ptr_array_index (version->layers, j);

          if (layer->rotates && layer->rotation.unit == MUSTER_TURN_WEEKS && layer->rotation.n > 1)
            muster_planted_bug ();
        }
    }
}
#endif

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (MusterScheduleBody) body = muster_schedule_body_read ("fuzzed", text, NULL);
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GArray) findings = NULL;
  MusterLint lint;

  if (body == NULL)
    return 0;
#ifdef MUSTER_PLANTED_BUG
  look_for_long_turns (body->schedule);
#endif
  roster = muster_schedule_resolve (body->schedule, FROM_S, FROM_S + 20 * DAY_S, NULL);
  if (roster == NULL)
    return 0;
  demand_whole (body, roster);
  for (guint i = 0; i < 8; i++)
    demand_parts (body, roster, FROM_S + i * 2 * DAY_S + i * i * 2741);
  demand_shifts (body);
  lint = (MusterLint){ body->schedule, roster, body->people->len, NULL };
  findings = muster_lint_run (&lint);
  for (guint i = 0; i < findings->len; i++)
    g_free (muster_lint_finding_describe (&g_array_index (findings, MusterLintFinding, i),
                                          (const char *const *) body->people->pdata));
  return 0;
}
