/* schedule.c - who is on call, by the worked cases of the rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/schedule.h"

#include "plan.h"
#include "wall-reading.h"

#define NY    "America/New_York"
#define UNION MUSTER_SCHEDULE_UNION

/* Numbers are those of on-call.md, section 3. */
typedef struct
{
  guint number;
  MusterScheduleMode mode;
  PlanLayer layers[4];
  const char *modifiers;
  const char *from, *to, *expected;
} Case;

static const Case rotations[] = {
  { 1,
    0,
    { { "UTC", "1 week", "2026-06-01T09:00", "A,B" } },
    NULL,
    "2026-06-01T00:00Z",
    "2026-06-22T00:00Z",
    "B>2026-06-01T09:00 A>2026-06-08T09:00 B>2026-06-15T09:00 A>2026-06-22T00:00" },
  { 2,
    0,
    { { "UTC", "1 week", "2026-06-01T09:00", "A,B,C" } },
    NULL,
    "2026-05-11T09:00Z",
    "2026-06-08T09:00Z",
    "A>2026-05-18T09:00 B>2026-05-25T09:00 C>2026-06-01T09:00 A>2026-06-08T09:00" },
  { 3,
    0,
    { { NY, "1 day", "2026-03-06T09:00", "A,B,C" } },
    NULL,
    "2026-03-06T14:00Z",
    "2026-03-10T13:00Z",
    "A>2026-03-07T14:00 B>2026-03-08T13:00 C>2026-03-09T13:00 A>2026-03-10T13:00" },
  { 18,
    0,
    { { NY, "1 hour", "2026-03-08T00:00", "A,B,C" } },
    NULL,
    "2026-03-08T05:00Z",
    "2026-03-08T09:00Z",
    "A>2026-03-08T06:00 B>2026-03-08T07:00 A>2026-03-08T08:00 B>2026-03-08T09:00" },
  { 19,
    0,
    { { NY, "1 hour", "2026-11-01T00:00", "A,B,C" } },
    NULL,
    "2026-11-01T04:00Z",
    "2026-11-01T09:00Z",
    "A>2026-11-01T05:00 B>2026-11-01T07:00 C>2026-11-01T08:00 A>2026-11-01T09:00" },
  { 26,
    0,
    { { "UTC", "1 week", "2026-12-21T00:00", "A,B" } },
    NULL,
    "2026-12-21T00:00Z",
    "2027-01-05T00:00Z",
    "A>2026-12-28T00:00 B>2027-01-04T00:00 A>2027-01-05T00:00" },
  /* a group, and a turn that is nobody's */
  { 0,
    0,
    { { "UTC", "1 day", "2026-06-01T00:00", "A,C+B,-" } },
    NULL,
    "2026-05-31T00:00Z",
    "2026-06-05T00:00Z",
    "->2026-06-01T00:00 A>2026-06-02T00:00 B+C>2026-06-03T00:00 ->2026-06-04T00:00 "
    "A>2026-06-05T00:00" },
  /* one alone: no border shows */
  { 0,
    0,
    { { "UTC", "1 day", "2026-06-01T00:00", "A,A" } },
    NULL,
    "2026-05-31T00:00Z",
    "2026-06-05T00:00Z",
    "A>2026-06-05T00:00" },
  { 0,
    0,
    { { "UTC", NULL, NULL, "A" } },
    NULL,
    "0001-01-01T00:00Z",
    "9999-12-31T00:00Z",
    "A>9999-12-31T00:00" },
  { 0, 0, { { NULL } }, NULL, "2026-05-31T00:00Z", "2026-06-05T00:00Z", "->2026-06-05T00:00" },
  { 0, 0, { { "UTC", NULL, NULL, "A" } }, NULL, "2026-05-31T00:00Z", "2026-05-31T00:00Z", "" },
};

static const Case restrictions[] = {
  { 27,
    0,
    { { NY, "1 day", "2026-06-01T00:00", "A,B", "1111111 20:00-08:00" } },
    NULL,
    "2026-06-01T16:00Z",
    "2026-06-03T16:00Z",
    "->2026-06-02T00:00 A>2026-06-02T04:00 B>2026-06-02T12:00 ->2026-06-03T00:00 "
    "B>2026-06-03T04:00 A>2026-06-03T12:00 ->2026-06-03T16:00" },
  { 28,
    0,
    { { NY, "1 day", "2026-06-01T20:00", "A,B", "1111111 20:00-08:00" } },
    NULL,
    "2026-06-01T16:00Z",
    "2026-06-04T16:00Z",
    "->2026-06-02T00:00 A>2026-06-02T12:00 ->2026-06-03T00:00 B>2026-06-03T12:00 "
    "->2026-06-04T00:00 A>2026-06-04T12:00 ->2026-06-04T16:00" },
  { 29,
    0,
    { { NY, "1 day", "2026-03-06T20:00", "A,B", "1111111 20:00-08:00" } },
    NULL,
    "2026-03-07T20:00Z",
    "2026-03-08T20:00Z",
    "->2026-03-08T01:00 B>2026-03-08T12:00 ->2026-03-08T20:00" },
  { 29,
    0,
    { { NY, "1 day", "2026-10-30T20:00", "A,B", "1111111 20:00-08:00" } },
    NULL,
    "2026-10-31T20:00Z",
    "2026-11-01T20:00Z",
    "->2026-11-01T00:00 B>2026-11-01T13:00 ->2026-11-01T20:00" },
  { 31,
    0,
    { { NY, "1 day", "2026-06-01T09:00", "A,B,C", "1111100 09:00-17:00" } },
    NULL,
    "2026-06-04T13:00Z",
    "2026-06-10T21:00Z",
    "A>2026-06-04T21:00 ->2026-06-05T13:00 B>2026-06-05T21:00 ->2026-06-08T13:00 "
    "B>2026-06-08T21:00 ->2026-06-09T13:00 C>2026-06-09T21:00 ->2026-06-10T13:00 "
    "A>2026-06-10T21:00" },
  { 31,
    0,
    { { NY, "1 day", "2026-06-01T09:00", "A,B,C", "1111100 09:00-17:00", TRUE } },
    NULL,
    "2026-06-04T13:00Z",
    "2026-06-10T21:00Z",
    "A>2026-06-04T21:00 ->2026-06-05T13:00 B>2026-06-05T21:00 ->2026-06-08T13:00 "
    "C>2026-06-08T21:00 ->2026-06-09T13:00 A>2026-06-09T21:00 ->2026-06-10T13:00 "
    "B>2026-06-10T21:00" },
  /* 31 before its anchor, and two shifts a turn */
  { 31,
    0,
    { { NY, "1 day", "2026-06-01T09:00", "A,B,C", "1111100 09:00-17:00", TRUE } },
    NULL,
    "2026-05-28T13:00Z",
    "2026-06-01T21:00Z",
    "B>2026-05-28T21:00 ->2026-05-29T13:00 C>2026-05-29T21:00 ->2026-06-01T13:00 "
    "A>2026-06-01T21:00" },
  { 31,
    0,
    { { NY, "2 days", "2026-06-01T09:00", "A,B,C", "1111100 09:00-17:00", TRUE } },
    NULL,
    "2026-06-04T13:00Z",
    "2026-06-08T21:00Z",
    "B>2026-06-04T21:00 ->2026-06-05T13:00 C>2026-06-05T21:00 ->2026-06-08T13:00 "
    "C>2026-06-08T21:00" },
  { 32,
    0,
    { { NY, NULL, NULL, "A", "1111111 01:30-02:30" } },
    NULL,
    "2026-03-08T00:00Z",
    "2026-03-09T00:00Z",
    "->2026-03-08T06:30 A>2026-03-08T07:00 ->2026-03-09T00:00" },
  { 32,
    0,
    { { NY, NULL, NULL, "A", "1111111 02:00-03:00" } },
    NULL,
    "2026-03-08T00:00Z",
    "2026-03-09T00:00Z",
    "->2026-03-09T00:00" },
  /* a night that begins the week and one that ends it; hours that touch are one */
  { 0,
    0,
    { { "UTC", NULL, NULL, "A", "0000001 22:00-06:00;1000000 06:00-07:00" } },
    NULL,
    "2026-06-07T00:00Z",
    "2026-06-10T00:00Z",
    "->2026-06-07T22:00 A>2026-06-08T07:00 ->2026-06-10T00:00" },
  { 0,
    0,
    { { "UTC", NULL, NULL, "A", "1111111 08:00-08:00" } },
    NULL,
    "2026-06-07T00:00Z",
    "2026-06-10T00:00Z",
    "A>2026-06-10T00:00" },
  /* asked when the wall shows the day before again */
  { 0,
    0,
    { { "America/St_Johns", NULL, NULL, "A", "1111111 00:00-00:30" } },
    NULL,
    "2010-11-07T02:00Z",
    "2010-11-07T02:45Z",
    "->2010-11-07T02:30 A>2010-11-07T02:45" },
  /* one that overlaps, one that is inside */
  { 0,
    0,
    { { "UTC", NULL, NULL, "A", "1111111 08:00-12:00;1111111 09:00-10:00;1111111 11:00-13:00" } },
    NULL,
    "2026-06-07T00:00Z",
    "2026-06-08T00:00Z",
    "->2026-06-07T08:00 A>2026-06-07T13:00 ->2026-06-08T00:00" },
};

static const Case stacks[] = {
  { 34,
    UNION,
    { { "Australia/Sydney", NULL, NULL, "A", "1111111 08:00-18:00" },
      { "Europe/London", NULL, NULL, "B", "1111111 07:00-14:00" },
      { NY, NULL, NULL, "C", "1111111 09:00-17:00" } },
    NULL,
    "2026-03-11T08:00Z",
    "2026-03-11T21:00Z",
    "B>2026-03-11T13:00 B+C>2026-03-11T14:00 C>2026-03-11T21:00" },
  { 37,
    0,
    { { "UTC", NULL, NULL, "A" }, { "UTC", NULL, NULL, "B", "1000000 08:00-20:00" } },
    NULL,
    "2026-06-01T00:00Z",
    "2026-06-02T00:00Z",
    "A>2026-06-01T08:00 B>2026-06-01T20:00 A>2026-06-02T00:00" },
  { 37,
    UNION,
    { { "UTC", NULL, NULL, "A" }, { "UTC", NULL, NULL, "B", "1000000 08:00-20:00" } },
    NULL,
    "2026-06-01T00:00Z",
    "2026-06-02T00:00Z",
    "A>2026-06-01T08:00 A+B>2026-06-01T20:00 A>2026-06-02T00:00" },
  { 38,
    0,
    { { "UTC", NULL, NULL, "B", "1000000 08:00-20:00" },
      { "UTC", NULL, NULL, "-", "1000000 12:00-14:00" } },
    NULL,
    "2026-06-01T00:00Z",
    "2026-06-02T00:00Z",
    "->2026-06-01T08:00 B>2026-06-01T20:00 ->2026-06-02T00:00" },
};

#define A_ALWAYS                                                                                   \
  {                                                                                                \
    {                                                                                              \
      "UTC", NULL, NULL, "A"                                                                       \
    }                                                                                              \
  }
#define A_BY_DAY                                                                                   \
  {                                                                                                \
    {                                                                                              \
      "UTC", NULL, NULL, "A", "1111111 09:00-17:00"                                                \
    }                                                                                              \
  }
#define JUNE_1 "2026-06-01T00:00Z", "2026-06-02T00:00Z"

static const Case modified[] = {
  { 39, 0, A_ALWAYS,
    "cover B 2026-06-01T08:00Z 2026-06-01T18:00Z;"
    "cover C 2026-06-01T12:00Z 2026-06-02T00:00Z",
    JUNE_1, "A>2026-06-01T08:00 B>2026-06-01T12:00 C>2026-06-02T00:00" },
  { 39, 0, A_ALWAYS,
    "cover C 2026-06-01T12:00Z 2026-06-02T00:00Z;"
    "cover B 2026-06-01T08:00Z 2026-06-01T18:00Z",
    JUNE_1, "A>2026-06-01T08:00 B>2026-06-01T18:00 C>2026-06-02T00:00" },
  { 40, 0, A_ALWAYS,
    "replace A B 2026-06-01T08:00Z 2026-06-01T12:00Z;"
    "replace B C 2026-06-01T10:00Z 2026-06-01T14:00Z",
    JUNE_1, "A>2026-06-01T08:00 B>2026-06-01T10:00 C>2026-06-01T12:00 A>2026-06-02T00:00" },
  { 42, 0, A_BY_DAY, "replace A B 2026-06-01T16:00Z 2026-06-01T20:00Z", JUNE_1,
    "->2026-06-01T09:00 A>2026-06-01T16:00 B>2026-06-01T17:00 ->2026-06-02T00:00" },
  { 42, 0, A_BY_DAY, "cover B 2026-06-01T16:00Z 2026-06-01T20:00Z", JUNE_1,
    "->2026-06-01T09:00 A>2026-06-01T16:00 B>2026-06-01T20:00 ->2026-06-02T00:00" },
  { 43, 0, A_ALWAYS, "remove A 2026-06-01T03:00Z 2026-06-01T04:00Z", JUNE_1,
    "A>2026-06-01T03:00 ->2026-06-01T04:00 A>2026-06-02T00:00" },
  { 0, 0, A_BY_DAY,
    "add C 2026-06-01T08:00Z 2026-06-01T10:00Z;"
    "swap A C 2026-06-01T09:30Z 2026-06-01T11:00Z",
    JUNE_1,
    "->2026-06-01T08:00 C>2026-06-01T09:00 A+C>2026-06-01T10:00 C>2026-06-01T11:00 "
    "A>2026-06-01T17:00 ->2026-06-02T00:00" },
  /* a swap is simultaneous: who is on for the other is not swapped back */
  { 0,
    0,
    { { "UTC", "12 hours", "2026-06-01T00:00", "A,B" } },
    "swap A B 2026-06-01T06:00Z 2026-06-01T18:00Z",
    JUNE_1,
    "A>2026-06-01T06:00 B>2026-06-01T12:00 A>2026-06-01T18:00 B>2026-06-02T00:00" },
  /* before and after what is asked for */
  { 0, 0, A_ALWAYS,
    "cover B 2026-05-01T08:00Z 2026-06-01T01:00Z;"
    "cover C 2026-06-01T23:00Z 2027-06-02T00:00Z;"
    "remove A 2027-06-01T23:00Z 2028-06-02T00:00Z",
    JUNE_1, "B>2026-06-01T01:00 A>2026-06-01T23:00 C>2026-06-02T00:00" },
};

static void
run_cases (gconstpointer data, gsize n)
{
  const Case *cases = data;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MusterSchedule) schedule =
          plan_new (cases[i].mode, cases[i].layers, cases[i].modifiers);
      g_autofree char *told = plan_resolve (schedule, cases[i].from, cases[i].to);

      g_test_message ("%u: number %u", i, cases[i].number);
      g_assert_cmpstr (told, ==, cases[i].expected);
    }
}

static void
test_rotations (void)
{
  run_cases (rotations, G_N_ELEMENTS (rotations));
}

static void
test_restrictions (void)
{
  run_cases (restrictions, G_N_ELEMENTS (restrictions));
}

static void
test_stacks (void)
{
  run_cases (stacks, G_N_ELEMENTS (stacks));
}

static void
test_modified (void)
{
  run_cases (modified, G_N_ELEMENTS (modified));
}

/* 45: what was before a version stays as it was */
static void
test_versions (void)
{
  const PlanLayer two[] = { { "UTC", "1 week", "2026-06-01T09:00", "A,B" }, { NULL } };
  const PlanLayer three[] = { { "UTC", "1 week", "2026-06-15T09:00", "A,B,C" }, { NULL } };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (MusterSchedule) schedule = muster_schedule_new ("plan", utc);
  g_autofree char *told = NULL, *before = NULL;
  g_autoptr (GError) error = NULL;

  plan_add_layers (muster_schedule_add_version (schedule, plan_instant ("2026-06-15T09:00")),
                   three);
  plan_add_layers (muster_schedule_add_version (schedule, plan_instant ("2026-06-01T09:00")), two);
  muster_schedule_check (schedule, &error);
  g_assert_no_error (error);
  told = plan_resolve (schedule, "2026-06-01T09:00Z", "2026-07-06T09:00Z");
  g_assert_cmpstr (told, ==,
                   "A>2026-06-08T09:00 B>2026-06-15T09:00 A>2026-06-22T09:00 B>2026-06-29T09:00 "
                   "C>2026-07-06T09:00");
  before = plan_resolve (schedule, "2026-05-01T00:00Z", "2026-06-02T00:00Z");
  g_assert_cmpstr (before, ==, "->2026-06-01T09:00 A>2026-06-02T00:00");
  muster_schedule_add_version (schedule, plan_instant ("2026-06-15T09:00"));
  g_assert_false (muster_schedule_check (schedule, &error));
}

/* 46: a year of days, by hours */
static void
test_year (void)
{
  const PlanLayer layers[] = { { NY, "1 day", "2027-01-01T00:00", "A,B" }, { NULL } };
  g_autoptr (MusterSchedule) schedule = plan_new (MUSTER_SCHEDULE_STACK, layers, NULL);
  g_autoptr (MusterRoster) roster = muster_schedule_resolve (
      schedule, plan_instant ("2027-01-01T05:00Z"), plan_instant ("2028-01-01T05:00Z"), NULL);
  gint64 hours[2] = { 0 };

  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      g_assert_cmpuint (span.n, ==, 1);
      hours[span.people[0]] += (span.end_s - span.start_s) / 3600;
    }
  g_assert_cmpint (hours[0], ==, 4392);
  g_assert_cmpint (hours[1], ==, 4368);
}

static void
assert_refused (MusterSchedule *schedule, const char *from, const char *to, const char *why)
{
  g_autoptr (GError) error = NULL;

  if (muster_schedule_check (schedule, &error))
    g_assert_null (
        muster_schedule_resolve (schedule, plan_instant (from), plan_instant (to), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (g_strstr_len (error->message, -1, why));
}

/* Impossible plans, and questions that nobody has: an error, and soon. */
static void
test_hostile (void)
{
  const PlanLayer hourly[] = { { NY, "1 hour", "2026-03-08T02:30", "A,B" }, { NULL } };
  const PlanLayer shifts[] = {
    { NY, "1 day", "1970-01-01T00:00", "A,B", "1111111 02:00-03:00", TRUE }, { NULL }
  };
  g_autoptr (MusterSchedule) schedule = plan_new (MUSTER_SCHEDULE_STACK, hourly, NULL);
  g_autoptr (MusterSchedule) shifting = plan_new (MUSTER_SCHEDULE_STACK, shifts, NULL);
  MusterScheduleVersion *version = g_ptr_array_index (schedule->versions, 0);
  MusterLayer *layer = g_ptr_array_index (version->layers, 0);
  g_autofree char *early = plan_resolve (schedule, "0001-01-01T00:00Z", "0001-01-01T01:00Z");
  g_autofree char *late = plan_resolve (schedule, "9999-12-31T00:00Z", "9999-12-31T01:00Z");

  g_assert_nonnull (early);
  g_assert_nonnull (late);
  assert_refused (schedule, "0001-01-01T00:00Z", "9999-12-31T00:00Z", "too long");
  assert_refused (schedule, "2026-06-02T00:00Z", "2026-06-01T00:00Z", "before it begins");
  assert_refused (shifting, "2400-06-02T00:00Z", "2400-06-03T00:00Z", "400 years");
  layer->rotation.anchor_s = plan_instant ("9999-12-31T23:00Z");
  g_free (plan_resolve (schedule, "0001-01-01T00:00Z", "0001-01-02T00:00Z"));
  layer->advance = MUSTER_ADVANCE_SHIFT;
  assert_refused (schedule, "2026-06-01T00:00Z", "2026-06-02T00:00Z", "number of days");
  layer->advance = MUSTER_ADVANCE_CALENDAR;
  layer->rotates = FALSE;
  assert_refused (schedule, "2026-06-01T00:00Z", "2026-06-02T00:00Z", "several members");
  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (version->layers, muster_layer_new ("many", schedule->zone));
  g_ptr_array_remove_index (version->layers, 0);
  assert_refused (schedule, "2026-06-01T00:00Z", "2026-06-02T00:00Z", "10000 layers");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/rotations", test_rotations);
  g_test_add_func ("/schedule/restrictions", test_restrictions);
  g_test_add_func ("/schedule/stacks", test_stacks);
  g_test_add_func ("/schedule/modified", test_modified);
  g_test_add_func ("/schedule/versions", test_versions);
  g_test_add_func ("/schedule/year", test_year);
  g_test_add_func ("/schedule/hostile", test_hostile);
  return g_test_run ();
}
