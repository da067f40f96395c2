/* shifts.c - what each has of a schedule, piece by piece
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/shifts.h"

#include "base/civil-date.h"
#include "base/instant.h"
#include "oncall/duty.h"
#include "plan.h"

#define PEOPLE 5

#define END_OF_LAYERS                                                                              \
  {                                                                                                \
    NULL, NULL, NULL, NULL, NULL, FALSE                                                            \
  }

static GArray *
list (const MusterSchedule *schedule, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  GArray *shifts = muster_schedule_list_shifts (schedule, PEOPLE, plan_instant (from),
                                                plan_instant (to), &error);

  g_assert_no_error (error);
  return shifts;
}

/* "A 06-01T09-06-08T09 w#0", without the number of the period */
static char *
tell (const GArray *shifts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterShift *shift = &g_array_index (shifts, MusterShift, i);
      g_autofree char *start = muster_instant_to_string (shift->start_s * G_USEC_PER_SEC);
      g_autofree char *end = muster_instant_to_string (shift->end_s * G_USEC_PER_SEC);

      g_string_append_printf (out, "%s%c %.8s-%.8s %c%u", i > 0 ? " " : "",
                              (int) ('A' + shift->person), start + 5, end + 5, shift->unit,
                              shift->nth);
    }
  return g_string_free (out, FALSE);
}

static void
test_worked (void)
{
  static const struct
  {
    MusterScheduleMode mode;
    PlanLayer layers[3];
    const char *modifiers, *from, *to, *told;
  } cases[] = {
    /* whole, though more was not asked for; a stand-in parts one */
    { MUSTER_SCHEDULE_STACK,
      { { "UTC", "1 week", "2026-06-01T09:00", "A,B", NULL, FALSE }, END_OF_LAYERS },
      "cover C 2026-06-03T00:00Z 2026-06-04T00:00Z",
      "2026-06-04T00:00Z",
      "2026-06-09T00:00Z",
      "A 06-04T00-06-08T09 w1 B 06-08T09-06-15T09 w0" },
    /* one person has one shift after the other, and who does not rotate one a month */
    { MUSTER_SCHEDULE_STACK,
      { { "UTC", "1 week", "2026-06-01T09:00", "A", NULL, FALSE }, END_OF_LAYERS },
      NULL,
      "2026-06-02T00:00Z",
      "2026-06-09T00:00Z",
      "A 06-01T09-06-08T09 w0 A 06-08T09-06-15T09 w0" },
    { MUSTER_SCHEDULE_STACK,
      { { "America/New_York", NULL, NULL, "A", NULL, FALSE }, END_OF_LAYERS },
      NULL,
      "2026-06-02T00:00Z",
      "2026-07-02T00:00Z",
      "A 06-01T04-07-01T04 m0 A 07-01T04-08-01T04 m0" },
    /* hours are counted by the day; one over the end of a month is one */
    { MUSTER_SCHEDULE_STACK,
      { { "UTC", NULL, NULL, "A", "1111111 20:00-08:00", FALSE }, END_OF_LAYERS },
      NULL,
      "2026-06-30T12:00Z",
      "2026-07-01T12:00Z",
      "A 06-30T20-07-01T08 d0" },
    /* who is on call of two layers in turn has a shift of each */
    { MUSTER_SCHEDULE_STACK,
      { { "UTC", "1 week", "2026-06-01T00:00", "A,B", NULL, FALSE },
        { "UTC", NULL, NULL, "A", "1000000 10:00-12:00", FALSE },
        END_OF_LAYERS },
      NULL,
      "2026-06-01T00:00Z",
      "2026-06-01T13:00Z",
      "A 06-01T00-06-01T10 w0 A 06-01T10-06-01T12 d0 A 06-01T12-06-08T00 w1" },
    /* together, and with nobody else there */
    { MUSTER_SCHEDULE_UNION,
      { { "UTC", "1 day", "2026-06-01T00:00", "A+B,-", NULL, FALSE }, END_OF_LAYERS },
      "add D 2026-06-02T06:00Z 2026-06-02T07:00Z",
      "2026-06-01T00:00Z",
      "2026-06-03T00:00Z",
      "A 06-01T00-06-02T00 d0 B 06-01T00-06-02T00 d0 D 06-02T06-06-02T07 d0" },
    { MUSTER_SCHEDULE_STACK,
      { END_OF_LAYERS },
      NULL,
      "2026-06-01T00:00Z",
      "2026-06-03T00:00Z",
      "" },
    { MUSTER_SCHEDULE_STACK,
      { { "UTC", "1 week", "2026-06-01T09:00", "A,B", NULL, FALSE }, END_OF_LAYERS },
      NULL,
      "2026-06-04T00:00Z",
      "2026-06-04T00:00Z",
      "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterSchedule) schedule =
          plan_new (cases[i].mode, cases[i].layers, cases[i].modifiers);
      g_autoptr (GArray) shifts = list (schedule, cases[i].from, cases[i].to);
      g_autofree char *told = tell (shifts);

      g_assert_cmpstr (told, ==, cases[i].told);
    }
}

static const MusterShift *
find (const GArray *shifts, const MusterShift *like)
{
  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterShift *shift = &g_array_index (shifts, MusterShift, i);

      if (shift->person == like->person && shift->unit == like->unit &&
          shift->period == like->period && shift->nth == like->nth &&
          g_strcmp0 (shift->layer, like->layer) == 0)
        return shift;
    }
  return NULL;
}

/* A handoff at another hour, on another day, from another anchor: the same shifts, moved. */
static void
test_moved (void)
{
  static const char *const starts[] = { "2026-06-01T10:00", "2026-06-02T09:00", "2026-03-09T09:00",
                                        "2026-06-05T17:00" };
  const PlanLayer before[] = {
    { "Europe/Berlin", "1 week", "2026-06-01T09:00", "A,B", NULL, FALSE }, END_OF_LAYERS
  };
  g_autoptr (MusterSchedule) one = plan_new (MUSTER_SCHEDULE_STACK, before, NULL);
  g_autoptr (GArray) was = list (one, "2026-06-10T00:00Z", "2026-12-01T00:00Z");

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      const PlanLayer after[] = { { "Europe/Berlin", "1 week", starts[i], "A,B", NULL, FALSE },
                                  END_OF_LAYERS };
      g_autoptr (MusterSchedule) other = plan_new (MUSTER_SCHEDULE_STACK, after, NULL);
      g_autoptr (GArray) is = list (other, "2026-06-01T00:00Z", "2026-12-09T00:00Z");

      for (guint j = 0; j < was->len; j++)
        {
          const MusterShift *shift = &g_array_index (was, MusterShift, j);
          const MusterShift *moved = find (is, shift);

          g_assert_nonnull (moved);
          g_assert_cmpint (ABS (moved->start_s - shift->start_s), <, 7 * MUSTER_DAY_S);
        }
    }
}

/* Who stands in while a turn is nobody's, and one after the other: whole, however late one asks. */
static void
test_stand_in (void)
{
  const PlanLayer layers[] = {
    { "UTC", "2 weeks", "2026-02-28T09:30", "A+B,-,C", "1111100 09:00-17:00", FALSE }, END_OF_LAYERS
  };
  g_autoptr (MusterSchedule) schedule =
      plan_new (MUSTER_SCHEDULE_STACK, layers,
                "add D 2026-03-15T05:00Z 2026-03-20T05:00Z;"
                "cover D 2026-03-20T05:00Z 2026-03-27T09:00Z;add D 2026-03-27T09:00Z "
                "2026-04-02T07:00Z");
  g_autoptr (GArray) early = list (schedule, "2026-03-14T00:00Z", "2026-03-30T00:00Z");
  g_autoptr (GArray) late = list (schedule, "2026-03-28T18:00Z", "2026-03-29T00:00Z");
  g_autofree char *of_late = tell (late);

  g_assert_cmpstr (of_late, ==, "D 03-15T05-03-30T09 d0");
  g_assert_nonnull (find (early, &g_array_index (late, MusterShift, 0)));
}

/* --- properties, of schedules made by chance --- */

static MusterSchedule *
random_schedule (GRand *chance)
{
  static const char *const every[] = { "5 hours", "12 hours", "1 day", "1 week",
                                       "2 weeks", "1 month",  NULL };
  static const char *const members[] = { "A,B,C", "A", "A+B,-,C", "B,A,A" };
  static const char *const hours[] = { NULL, NULL, "1111100 09:00-17:00",
                                       "1111111 20:00-08:00;0000011 12:00-14:00",
                                       "1111111 00:00-00:00" };
  static const char *const zones[] = { "UTC", "America/New_York", "Australia/Lord_Howe" };
  static const char *const modifiers[] = { NULL, "cover D 2026-03-20T05:00Z 2026-04-02T07:00Z",
                                           "swap A B 2026-03-01T05:00Z 2026-04-12T07:00Z;"
                                           "remove C 2026-03-28T00:00Z 2026-03-29T00:00Z;"
                                           "add E 2026-03-30T00:00Z 2026-03-30T02:00Z" };
  PlanLayer layers[3] = { END_OF_LAYERS, END_OF_LAYERS, END_OF_LAYERS };

  for (gint i = 0; i < g_rand_int_range (chance, 1, 3); i++)
    {
      PlanLayer layer = { zones[g_rand_int_range (chance, 0, 3)],
                          every[g_rand_int_range (chance, 0, 7)],
                          "2026-02-28T09:30",
                          members[g_rand_int_range (chance, 0, 4)],
                          hours[g_rand_int_range (chance, 0, 5)],
                          FALSE };

      if (layer.every == NULL)
        layer.members = "A";
      layer.shift = layer.hours != NULL && g_strcmp0 (layer.every, "1 day") == 0;
      layers[i] = layer;
    }
  return plan_new (g_rand_boolean (chance) ? MUSTER_SCHEDULE_STACK : MUSTER_SCHEDULE_UNION, layers,
                   modifiers[g_rand_int_range (chance, 0, 3)]);
}

/* Put together, and cut to what was asked for, a person's shifts are their duties. */
static void
check_duties (const MusterSchedule *schedule, const GArray *shifts, gint64 from_s, gint64 to_s)
{
  g_autoptr (MusterRoster) roster = muster_schedule_resolve (schedule, from_s, to_s, NULL);
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (roster, PEOPLE);

  for (guint person = 0; person < PEOPLE; person++)
    {
      g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (MusterDuty));
      g_autoptr (GArray) joined = NULL;
      const GArray *expected = g_ptr_array_index (duties, person);

      for (guint i = 0; i < shifts->len; i++)
        {
          const MusterShift *shift = &g_array_index (shifts, MusterShift, i);
          MusterDuty duty = { MAX (shift->start_s, from_s), MIN (shift->end_s, to_s) };

          g_assert_cmpint (duty.start_s, <, duty.end_s);
          if (shift->person == person)
            g_array_append_val (own, duty);
        }
      joined = muster_duties_join (own, 1);
      g_assert_cmpmem (joined->data, joined->len * sizeof (MusterDuty), expected->data,
                       expected->len * sizeof (MusterDuty));
    }
}

/* Each is told of once, and who asks later is told the same of it. */
static void
check_same (const GArray *shifts, const GArray *later)
{
  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterShift *shift = &g_array_index (shifts, MusterShift, i);

      g_assert_true (find (shifts, shift) == shift);
    }
  for (guint i = 0; i < later->len; i++)
    {
      const MusterShift *shift = &g_array_index (later, MusterShift, i);
      const MusterShift *before = find (shifts, shift);

      if (before == NULL)
        continue; /* it is after what was asked for first */
      g_assert_cmpint (before->start_s, ==, shift->start_s);
      g_assert_cmpint (before->end_s, ==, shift->end_s);
    }
}

static void
test_properties (void)
{
  const guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (MusterSchedule) schedule = random_schedule (chance);
      gint64 from_s = plan_instant ("2026-03-15T00:00Z") + g_rand_int_range (chance, 0, 864000);
      gint64 to_s = from_s + g_rand_int_range (chance, 1, 50 * 86400);
      gint64 later_s = from_s + g_rand_int_range (chance, 0, 20 * 86400);
      g_autoptr (GArray) shifts =
          muster_schedule_list_shifts (schedule, PEOPLE, from_s, to_s, NULL);
      g_autoptr (GArray) later =
          muster_schedule_list_shifts (schedule, PEOPLE, later_s, to_s + 86400, NULL);

      if (later == NULL) /* it would end before it begins */
        continue;
      check_duties (schedule, shifts, from_s, to_s);
      check_same (shifts, later);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shifts/worked", test_worked);
  g_test_add_func ("/shifts/moved", test_moved);
  g_test_add_func ("/shifts/stand-in", test_stand_in);
  g_test_add_func ("/shifts/properties", test_properties);
  return g_test_run ();
}
