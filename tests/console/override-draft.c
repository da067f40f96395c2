/* override-draft.c - overrides before they are made: typed times, what is moved, what it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include "base/wall-time.h"
#include "console/gantt-grip.h"
#include "console/override-draft.h"
#include "console/roster-words.h"

#define HOUR_S   3600
#define MONDAY_S G_GINT64_CONSTANT (1772409600) /* 2026-03-02T00:00:00Z */
#define DAY(n)   (MONDAY_S + (gint64) (n) *86400)

/* --- typed times --- */

static void
test_typed (void)
{
  static const struct
  {
    const char *text;
    gboolean is_second;
    MusterTyped typed;
    gint64 at_s; /* 0: any */
  } cases[] = {
    { "2026-03-25 09:00", FALSE, MUSTER_TYPED_TIME, 1774425600 },
    { " 2026-03-25T09:00 ", FALSE, MUSTER_TYPED_TIME, 1774425600 },
    { "2026-03-25T08:00:00Z", FALSE, MUSTER_TYPED_TIME, 1774425600 },
    { "2026-03-29 02:30", FALSE, MUSTER_TYPED_SKIPPED, 1774746000 },
    { "2026-03-29 03:00", FALSE, MUSTER_TYPED_TIME, 1774746000 },
    { "2026-10-25 02:30", FALSE, MUSTER_TYPED_TWICE, 1792888200 },
    { "2026-10-25 02:30", TRUE, MUSTER_TYPED_TWICE, 1792888200 + HOUR_S },
    { "2026-10-25 03:00", FALSE, MUSTER_TYPED_TIME, 1792893600 },
    { "15:00", FALSE, MUSTER_TYPED_TIME, MONDAY_S + 14 * HOUR_S },
    { "", FALSE, MUSTER_TYPED_NOTHING, 0 },
    { "tomorrow", FALSE, MUSTER_TYPED_NOTHING, 0 },
    { "2026-02-30 09:00", FALSE, MUSTER_TYPED_NOTHING, 0 },
    { "2026-03-25 25:00", FALSE, MUSTER_TYPED_NOTHING, 0 },
  };
  g_autoptr (GTimeZone) zone = muster_time_zone_new ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at_s;

      g_assert_cmpint (muster_typed_time_read (cases[i].text, zone, MONDAY_S + HOUR_S,
                                               cases[i].is_second, &at_s),
                       ==, cases[i].typed);
      if (cases[i].at_s != 0)
        g_assert_cmpint (at_s, ==, cases[i].at_s);
    }
}

/* 44 of on-call.md: how long it is that somebody types on a day on which clocks change */
static void
test_worked_case (void)
{
  g_autoptr (GTimeZone) zone = muster_time_zone_new ("America/New_York");
  gint64 from_s, to_s;

  muster_typed_time_read ("2026-03-08 01:00", zone, MONDAY_S, FALSE, &from_s);
  muster_typed_time_read ("2026-03-08 04:00", zone, MONDAY_S, FALSE, &to_s);
  g_assert_cmpint (from_s, ==, 1772949600); /* 06:00Z */
  g_assert_cmpint (to_s - from_s, ==, 2 * HOUR_S);
  muster_typed_time_read ("2026-11-01 00:30", zone, MONDAY_S, FALSE, &from_s);
  g_assert_cmpint (muster_typed_time_read ("2026-11-01 01:30", zone, MONDAY_S, FALSE, &to_s), ==,
                   MUSTER_TYPED_TWICE);
  g_assert_cmpint (from_s, ==, 1793507400); /* 04:30Z */
  g_assert_cmpint (to_s - from_s, ==, HOUR_S);
}

/* What is written is read as the same instant, of both that the wall shows alike. */
static void
test_written (void)
{
  static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                       "Africa/Cairo" };

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (zones[i % G_N_ELEMENTS (zones)]);
      gint64 at_s = MONDAY_S + g_test_rand_int_range (0, 365 * 24 * 4) * (gint64) 900;
      g_autofree char *text = muster_typed_time_write (at_s, zone);
      gint64 read_s;
      MusterTyped typed = muster_typed_time_read (
          text, zone, MONDAY_S, muster_typed_time_is_second (at_s, zone), &read_s);

      g_assert_true (typed == MUSTER_TYPED_TIME || typed == MUSTER_TYPED_TWICE);
      g_assert_cmpint (read_s, ==, at_s);
    }
}

/* --- what it changes --- */

static MusterRosterSubject *
make_subject (void)
{
  static const char body[] =
      "{\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T00:00\",\"every\":\"1 week\","
      "\"members\":[\"ana\",\"ben\"]}],\"modifiers\":[{\"remove\":\"ana\",\"from\":"
      "\"2026-03-04T00:00:00Z\",\"to\":\"2026-03-05T00:00:00Z\"}]}";

  return muster_roster_subject_new (muster_schedule_body_read ("S", body, NULL), NULL);
}

static void
test_effect (void)
{
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  const guint cho = muster_roster_subject_add_person (subject, NULL, "cho");
  const MusterModifier cover = { MUSTER_MODIFIER_COVER, cho, 0, DAY (2), DAY (4) };
  const MusterModifier nothing = { MUSTER_MODIFIER_COVER, 0, 0, DAY (5), DAY (6) };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (MusterOverrideEffect) effect = muster_override_effect_new (subject, &cover);
  g_autoptr (MusterOverrideEffect) none = muster_override_effect_new (subject, &nothing);
  g_autofree char *words = muster_override_effect_describe (effect, subject);
  g_autofree char *still = muster_override_effect_describe (none, subject);
  g_autofree char *line =
      muster_override_effect_describe_short (effect, subject, &cover, DAY (0), utc);

  g_assert_cmpuint (muster_roster_subject_add_person (subject, NULL, "ana"), ==, 0);
  g_assert_cmpuint (effect->n_people, ==, 2);
  g_assert_cmpint (effect->closed_s, ==, 24 * HOUR_S);
  g_assert_cmpstr (words, ==,
                   "2 people see a change, both will be told; closes a gap of 24 h\n"
                   "ana −24 h, cho +48 h");
  g_assert_cmpstr (still, ==, "Nobody sees a change");
  g_assert_cmpstr (line, ==, "cho, Wed 4 Mar 00:00 to Fri 6 Mar 00:00, 48 h, closes a gap of 24 h");
  g_assert_cmpuint (subject->body->schedule->modifiers->len, ==, 1); /* nothing is left of it */
}

static void
test_rest (void)
{
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  const MusterModifier cover = { MUSTER_MODIFIER_COVER, 1, 0, DAY (2), DAY (4) };
  g_autoptr (MusterOverrideEffect) effect = muster_override_effect_new (subject, &cover);

  g_assert_cmpuint (effect->gainer, ==, 1);
  g_assert_cmpint (effect->rest_s, ==, 2 * 86400); /* since his week ended on Monday */
}

/* --- what is moved --- */

static void
test_moves (void)
{
  /* ana 0-2, nobody 2-3, ana 3-7, ben 7-14 */
  static const struct
  {
    const char *what;
    guint block;
    MusterGanttGrip grip;
    double at;
    int kind; /* -1: nothing comes of it */
    guint who, other;
    double from, to;
  } cases[] = {
    { "a later end covers", 2, MUSTER_GRIP_END, 8, MUSTER_MODIFIER_COVER, 0, 0, 7, 8 },
    { "an earlier end gives to the next", 2, MUSTER_GRIP_END, 6, MUSTER_MODIFIER_COVER, 1, 0, 6,
      7 },
    { "an end where a gap begins leaves open", 0, MUSTER_GRIP_END, 1.5, MUSTER_MODIFIER_REMOVE, 0,
      0, 1.5, 2 },
    { "a later end closes the gap", 0, MUSTER_GRIP_END, 3, MUSTER_MODIFIER_COVER, 0, 0, 2, 3 },
    { "an earlier start covers", 3, MUSTER_GRIP_START, 5, MUSTER_MODIFIER_COVER, 1, 0, 5, 7 },
    { "a later start gives to the one before", 3, MUSTER_GRIP_START, 9, MUSTER_MODIFIER_COVER, 0, 0,
      7, 9 },
    { "a gap's edge is its neighbour's", 1, MUSTER_GRIP_START, 2.5, MUSTER_MODIFIER_COVER, 0, 0, 2,
      2.5 },
    { "so is the other one", 1, MUSTER_GRIP_END, 2.5, MUSTER_MODIFIER_COVER, 0, 0, 2.5, 3 },
    { "nothing was moved", 2, MUSTER_GRIP_END, 7, -1, 0, 0, 0, 0 },
    { "onto another one they swap", 2, MUSTER_GRIP_BODY, 10, MUSTER_MODIFIER_SWAP, 0, 1, 3, 14 },
    { "onto the gap it is covered", 3, MUSTER_GRIP_BODY, 2.5, MUSTER_MODIFIER_COVER, 1, 0, 2, 3 },
    { "onto itself nothing", 2, MUSTER_GRIP_BODY, 5, -1, 0, 0, 0, 0 },
    { "the same person's nothing", 2, MUSTER_GRIP_BODY, 1, -1, 0, 0, 0, 0 },
    { "what is past stays", 0, MUSTER_GRIP_START, 0.2, -1, 0, 0, 0, 0 },
    { "what has begun moves from now on", 2, MUSTER_GRIP_START, 0.2, MUSTER_MODIFIER_COVER, 0, 0,
      0.5, 3 },
  };
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  MusterRosterLane *final = muster_roster_lane_new_final (subject, DAY (0), DAY (14), NULL);

  g_assert_cmpuint (final->blocks->len, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MusterGanttMove move = { final,
                                     cases[i].block,
                                     cases[i].grip,
                                     MONDAY_S + (gint64) (cases[i].at * 86400),
                                     MONDAY_S + 12 * HOUR_S,
                                     FALSE };
      MusterModifier got;
      gboolean is_any = muster_gantt_move_propose (&move, &got);

      g_test_message ("%s", cases[i].what);
      g_assert_cmpint (is_any ? (int) got.kind : -1, ==, cases[i].kind);
      if (!is_any)
        continue;
      g_assert_cmpuint (got.who, ==, cases[i].who);
      g_assert_cmpint (got.from_s, ==, MONDAY_S + (gint64) (cases[i].from * 86400));
      g_assert_cmpint (got.to_s, ==, MONDAY_S + (gint64) (cases[i].to * 86400));
      if (got.kind == MUSTER_MODIFIER_SWAP)
        g_assert_cmpuint (got.other, ==, cases[i].other);
    }
  muster_roster_lane_free (final);
}

static void
test_grip (void)
{
  g_assert_cmpint (muster_gantt_grip_at (2, 100), ==, MUSTER_GRIP_START);
  g_assert_cmpint (muster_gantt_grip_at (50, 100), ==, MUSTER_GRIP_BODY);
  g_assert_cmpint (muster_gantt_grip_at (97, 100), ==, MUSTER_GRIP_END);
  g_assert_cmpint (muster_gantt_grip_at (4.5, 9), ==, MUSTER_GRIP_BODY);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/override-draft/typed", test_typed);
  g_test_add_func ("/override-draft/worked-case", test_worked_case);
  g_test_add_func ("/override-draft/written", test_written);
  g_test_add_func ("/override-draft/effect", test_effect);
  g_test_add_func ("/override-draft/rest", test_rest);
  g_test_add_func ("/override-draft/moves", test_moves);
  g_test_add_func ("/override-draft/grip", test_grip);
  return g_test_run ();
}
