/* shift-candidates.c - who had best take a shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/rebalance.h"

#include "oncall/roster-change.h"
#include "oncall/roster.h"

#define DAY_S G_GINT64_CONSTANT (86400)

/* A letter a day, from day 0 on: 'a' is person 0, '.' nobody. */
static MusterRoster *
make_roster (const char *days)
{
  MusterRoster *roster = muster_roster_new_empty (0, (gint64) strlen (days) * DAY_S);

  for (guint i = 0; days[i] != '\0'; i++)
    {
      guint person = (guint) (days[i] - 'a');
      guint set =
          days[i] == '.' ? MUSTER_NOBODY : muster_member_sets_add (roster->sets, &person, 1);

      if (i == 0)
        roster->timeline->stretches->len = 0;
      muster_timeline_append (roster->timeline, i * DAY_S, set);
    }
  return roster;
}

static void
test_rest (void)
{
  static const struct
  {
    const char *days;
    gint64 from, to, before, after;
  } cases[] = {
    { "aa....aa......a", 6, 8, 4, 6 },
    { "......aa.......", 6, 8, -1, -1 },
    { "aa..aaaa...a...", 6, 8, 2, 3 }, /* all of the shift that it is a part of */
    { "aaaaaaaaaaaaaaa", 6, 8, -1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterRoster) roster = make_roster (cases[i].days);
      g_autoptr (GPtrArray) duties = muster_roster_list_duties (roster, 1);
      MusterRest rest = muster_rest_around (g_ptr_array_index (duties, 0), cases[i].from * DAY_S,
                                            cases[i].to * DAY_S);

      g_assert_cmpint (rest.before_s, ==, cases[i].before < 0 ? -1 : cases[i].before * DAY_S);
      g_assert_cmpint (rest.after_s, ==, cases[i].after < 0 ? -1 : cases[i].after * DAY_S);
    }
}

/* b was on call eleven days before, c long before, d has it already; a has never been. */
static void
test_rank (void)
{
  g_autoptr (MusterRoster) roster =
      make_roster ("ccc......bbbb...........ddd.................................");
  g_autoptr (GArray) ranked = muster_shift_candidates_rank (roster, 4, 24 * DAY_S, 27 * DAY_S);
  const MusterShiftCandidate *first = &g_array_index (ranked, MusterShiftCandidate, 0);
  const MusterShiftCandidate *second = &g_array_index (ranked, MusterShiftCandidate, 1);
  const MusterShiftCandidate *third = &g_array_index (ranked, MusterShiftCandidate, 2);
  const MusterShiftCandidate *last = &g_array_index (ranked, MusterShiftCandidate, 3);
  g_auto (GStrv) fine = muster_shift_candidate_describe_broken (second);
  g_auto (GStrv) b = NULL, d = NULL;

  g_assert_cmpuint (first->person, ==, 0);
  g_assert_cmpint (first->load_s, ==, 0);
  g_assert_cmpint (first->added_s, ==, 3 * DAY_S);
  g_assert_cmpuint (second->person, ==, 2);
  g_assert_cmpint (second->rest.before_s, ==, 21 * DAY_S);
  g_assert_cmpuint (g_strv_length (fine), ==, 0);
  for (guint i = 2; i < 4; i++)
    {
      const MusterShiftCandidate *one = &g_array_index (ranked, MusterShiftCandidate, i);

      if (one->person == 1)
        b = muster_shift_candidate_describe_broken (one);
      else
        d = muster_shift_candidate_describe_broken (one);
    }
  g_assert_cmpstr (b[0], ==, "11 days of rest before, the rule asks for 14");
  g_assert_cmpstr (d[0], ==, "is on call then already");
  g_assert_cmpuint (third->n_broken, ==, 1);
  g_assert_cmpuint (last->n_broken, ==, 1);
}

static void
test_long_shift (void)
{
  g_autoptr (MusterRoster) roster = make_roster ("aaaaa...........................");
  g_autoptr (GArray) ranked = muster_shift_candidates_rank (roster, 1, 5 * DAY_S, 9 * DAY_S);
  g_auto (GStrv) broken =
      muster_shift_candidate_describe_broken (&g_array_index (ranked, MusterShiftCandidate, 0));

  g_assert_cmpstr (broken[0], ==, "9 days without a day's pause, the rule allows 7");
  g_assert_null (broken[1]);
}

/* Weeks as letters: what is suggested, "a>b 3" for the shift of week 3. */
static void
test_rebalance (void)
{
  static const struct
  {
    const char *weeks, *suggested;
  } cases[] = {
    { "abcabcabcabc", "" },                        /* it is even */
    { "b...a...a...a...c", "a>c 4 a>b 8 a>b 12" }, /* whoever rests longest around it */
    { "abaacbacabaa", "a>b 6 a>b 8 a>b 10" },      /* without any rest, as there is none */
    { "aaaaaaaaaaaa", "" },                        /* nobody else is there */
    { "abab........", "" },                        /* none of these is to come */
    { "....ba.a....", "" } /* then b would have as much as a has now */,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) days = g_string_new (NULL), told = g_string_new (NULL);
      g_autoptr (MusterRoster) roster = NULL;
      g_autoptr (GArray) found = NULL;

      for (const char *week = cases[i].weeks; *week != '\0'; week++)
        for (guint day = 0; day < 7; day++)
          g_string_append_c (days, *week);
      roster = make_roster (days->str);
      found = muster_rebalance_suggest (roster, 4, 0, 28 * DAY_S, (gint64) days->len * DAY_S);
      for (guint j = 0; j < found->len; j++)
        {
          const MusterRebalance *one = &g_array_index (found, MusterRebalance, j);

          g_assert_cmpint (one->other_s + one->end_s - one->start_s, <, one->person_s);
          g_string_append_printf (told, "%s%c>%c %d", j > 0 ? " " : "", (int) ('a' + one->person),
                                  (int) ('a' + one->other), (int) (one->start_s / DAY_S / 7));
        }
      g_assert_cmpstr (told->str, ==, cases[i].suggested);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/candidates/rest", test_rest);
  g_test_add_func ("/candidates/rank", test_rank);
  g_test_add_func ("/candidates/long-shift", test_long_shift);
  g_test_add_func ("/candidates/rebalance", test_rebalance);
  return g_test_run ();
}
