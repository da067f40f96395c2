/* lint.c - what a schedule asks of people that it had better not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/lint.h"

#include "plan.h"

#define NY "America/New_York"

static const char *const names[] = { "ana", "ben", "cho", "dan" };
static const gboolean unreachable[] = { FALSE, FALSE, TRUE, TRUE };

/* All that is found in a quarter of a year, in words. */
static char *
find (const PlanLayer *layers, const char *modifiers)
{
  g_autoptr (MusterSchedule) schedule = plan_new (MUSTER_SCHEDULE_STACK, layers, modifiers);
  g_autoptr (MusterRoster) roster = muster_schedule_resolve (
      schedule, plan_instant ("2026-09-01T00:00Z"), plan_instant ("2026-12-01T00:00Z"), NULL);
  const MusterLint lint = { schedule, roster, G_N_ELEMENTS (names), unreachable };
  g_autoptr (GArray) findings = muster_lint_run (&lint);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const MusterLintFinding *finding = &g_array_index (findings, MusterLintFinding, i);
      g_autofree char *text = muster_lint_finding_describe (finding, names);

      g_string_append_printf (out, "%s: %s\n", muster_lint_code_to_string (finding->code), text);
    }
  return g_string_free (out, FALSE);
}

static void
test_findings (void)
{
  static const struct
  {
    PlanLayer layers[4];
    const char *modifiers, *found;
  } cases[] = {
    { { { NY, "1 week", "2026-08-31T09:00", "A,B,A,B", NULL, FALSE } },
      NULL,
      "short-rest: ana has under 14 days between two shifts, 6 times, only 7 d 0 h before "
      "2026-09-14T13:00:00Z\n"
      "short-rest: ben has under 14 days between two shifts, 6 times, only 7 d 0 h before "
      "2026-09-21T13:00:00Z\n" },
    /* a week in which the wall is set back is a week */
    { { { NY, "1 week", "2026-08-31T09:00", "A,B,-", NULL, FALSE } },
      "cover D 2026-09-14T13:00Z 2026-09-21T13:00Z",
      "gap: Nobody is on call 3 times, first for 7 d 0 h from 2026-10-05T13:00:00Z\n"
      "no-channel: dan is on call from 2026-09-14T13:00:00Z and has no channel\n" },
    { { { NY, "8 days", "2026-08-31T09:00", "A,B,C", NULL, FALSE } },
      NULL,
      "long-shift: ana is on call for over 7 days at a time, for 8 d 0 h from "
      "2026-09-24T13:00:00Z\n"
      "long-shift: ben is on call for over 7 days at a time, for 8 d 1 h from "
      "2026-10-26T13:00:00Z\n"
      "long-shift: cho is on call for over 7 days at a time, for 8 d 0 h from "
      "2026-09-16T13:00:00Z\n"
      "no-channel: cho is on call from 2026-09-16T13:00:00Z and has no channel\n" },
    /* 27: nights that are handed over at midnight; 28: and at their start */
    { { { NY, NULL, NULL, "A", NULL, FALSE },
        { NY, "1 day", "2026-09-01T00:00", "A,B", "1000000 20:00-08:00", FALSE } },
      NULL,
      "handoff-in-window: In the layer “A,B” turns end within a window, 13 times, first at "
      "2026-09-01T04:00:00Z\n"
      "long-shift: ana is on call for over 7 days at a time, for 90 d 20 h from "
      "2026-09-01T04:00:00Z\n"
      "short-rest: ben has under 14 days between two shifts, 12 times, only 6 d 12 h before "
      "2026-09-15T00:00:00Z\n" },
    { { { "UTC", NULL, NULL, "A", NULL, FALSE },
        { "UTC", NULL, NULL, "-", NULL, FALSE },
        { "UTC", "1 day", "2026-09-01T00:00", "A", NULL, TRUE } },
      NULL,
      "shifts-not-restricted: The layer “A” advances by shifts and has no windows to count\n"
      "empty-layer: Nobody is ever on call of the layer “-”\n"
      "hidden-layer: The layer “A” is under one that is always on\n"
      "long-shift: ana is on call for over 7 days at a time, for 91 d 0 h from "
      "2026-09-01T00:00:00Z\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (cases[i].layers, cases[i].modifiers);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

/* Hours that begin where others end are handed over between them; and office hours are one week. */
static void
test_borders (void)
{
  const PlanLayer half_days[] = { { NY, "12 hours", "2026-09-01T08:00", "A,B",
                                    "1111111 08:00-20:00;1111111 20:00-08:00", FALSE },
                                  { NULL, NULL, NULL, NULL, NULL, FALSE } };
  const PlanLayer office[] = { { NY, "1 week", "2026-08-31T00:00", "A,B,-", "1111100 09:00-17:00",
                                 FALSE },
                               { NULL, NULL, NULL, NULL, NULL, FALSE } };
  g_autofree char *of_half_days = find (half_days, NULL), *of_office = find (office, NULL);

  g_assert_null (g_strstr_len (of_half_days, -1, "handoff-in-window"));
  g_assert_null (g_strstr_len (of_office, -1, "rest"));
  g_assert_null (g_strstr_len (of_office, -1, "long"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lint/findings", test_findings);
  g_test_add_func ("/lint/borders", test_borders);
  return g_test_run ();
}
