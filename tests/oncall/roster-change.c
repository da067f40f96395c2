/* roster-change.c - whose duty moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/roster-change.h"

#include "base/instant.h"
#include "plan.h"

static const PlanLayer days[] = {
  { "UTC", "1 day", "2026-06-01T00:00", "A,B+C,-", NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static MusterRoster *
resolve (const PlanLayer *layers, const char *modifiers)
{
  g_autoptr (MusterSchedule) schedule = plan_new (MUSTER_SCHEDULE_STACK, layers, modifiers);

  return muster_schedule_resolve (schedule, plan_instant ("2026-06-01T00:00Z"),
                                  plan_instant ("2026-06-07T00:00Z"), NULL);
}

/* "+A 01T06:00-01T12:00 -B …" */
static char *
tell (const GArray *changes)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const MusterRosterChange *change = &g_array_index (changes, MusterRosterChange, i);
      g_autofree char *start = muster_instant_to_string (change->start_s * G_USEC_PER_SEC);
      g_autofree char *end = muster_instant_to_string (change->end_s * G_USEC_PER_SEC);

      g_string_append_printf (out, "%s%c%c %.8s-%.8s", i > 0 ? " " : "", change->gained ? '+' : '-',
                              (int) ('A' + change->person), start + 8, end + 8);
    }
  return g_string_free (out, FALSE);
}

static void
test_worked (void)
{
  static const struct
  {
    const char *modifiers, *changes;
  } cases[] = {
    { NULL, "" },
    { "cover A 2026-06-01T06:00Z 2026-06-01T12:00Z", "" }, /* they are on call anyway */
    { "cover B 2026-06-01T06:00Z 2026-06-02T06:00Z",
      "-A 01T06:00-02T00:00 +B 01T06:00-02T00:00 -C 02T00:00-02T06:00" },
    { "swap A B 2026-06-01T00:00Z 2026-06-07T00:00Z",
      "-A 01T00:00-02T00:00 +B 01T00:00-02T00:00 -B 02T00:00-03T00:00 +A 02T00:00-03T00:00 "
      "-A 04T00:00-05T00:00 +B 04T00:00-05T00:00 -B 05T00:00-06T00:00 +A 05T00:00-06T00:00" },
    /* one change, though who else is on call changes within it */
    { "add D 2026-06-01T06:00Z 2026-06-04T06:00Z", "+D 01T06:00-04T06:00" },
  };
  g_autoptr (MusterRoster) before = resolve (days, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterRoster) after = resolve (days, cases[i].modifiers);
      g_autoptr (GArray) changes = muster_roster_compare (before, after);
      g_autofree char *told = tell (changes);

      g_assert_cmpstr (told, ==, cases[i].changes);
    }
}

/* What one way is gained, the other way is lost. */
static void
test_both_ways (void)
{
  const PlanLayer weeks[] = { { "America/New_York", "5 hours", "2026-06-01T00:00", "C,A,B", NULL,
                                FALSE },
                              { NULL, NULL, NULL, NULL, NULL, FALSE } };
  g_autoptr (MusterRoster) one = resolve (days, NULL), other = resolve (weeks, NULL);
  g_autoptr (GArray) there = muster_roster_compare (one, other);
  g_autoptr (GArray) back = muster_roster_compare (other, one);
  gint64 balance_s = 0;

  g_assert_cmpuint (there->len, >, 10);
  g_assert_cmpuint (there->len, ==, back->len);
  for (guint i = 0; i < there->len; i++)
    {
      const MusterRosterChange *a = &g_array_index (there, MusterRosterChange, i);
      const MusterRosterChange *b = &g_array_index (back, MusterRosterChange, i);

      g_assert_cmpint (a->start_s, ==, b->start_s);
      balance_s += (a->end_s - a->start_s) * (a->gained ? 1 : -1);
      balance_s += (b->end_s - b->start_s) * (b->gained ? 1 : -1);
    }
  g_assert_cmpint (balance_s, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster-change/worked", test_worked);
  g_test_add_func ("/roster-change/both-ways", test_both_ways);
  return g_test_run ();
}
