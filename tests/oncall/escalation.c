/* escalation.c - when the steps of a policy are due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/escalation.h"

#include "model/event.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define OPENED G_GINT64_CONSTANT (1772807100000000) /* 2026-03-06T14:25:00Z */

/* What every incident begins with: the guide's. */
#define GUIDE                                                                                      \
  "{\"repeat\":2,\"steps\":[{\"notify\":[{\"person\":\"a\"}]},"                                    \
  "{\"after\":\"10m\",\"notify\":[{\"person\":\"b\"}]},"                                           \
  "{\"after\":\"20m\",\"notify\":[{\"person\":\"c\"}]}]}"

typedef struct
{
  MusterPolicy *policy;
  MusterEscalation at;
} Fixture;

static Fixture
begin (const char *body)
{
  Fixture self = { muster_policy_read (body, NULL), { 0 } };

  g_assert_nonnull (self.policy);
  muster_escalation_start (&self.at, self.policy, 0, OPENED);
  return self;
}

/* Takes the next step when it is due. Returns: the minute after the opening. */
static gint64
take (Fixture *self, gboolean heard)
{
  gint64 due_us = muster_escalation_get_due (&self->at, self->policy);

  muster_escalation_advance (&self->at, self->policy, heard, due_us);
  return (due_us - OPENED) / MINUTE;
}

/* on-call.md §4.7 */
static void
test_worked_case (void)
{
  static const gint64 due[] = { 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110 };
  Fixture self = begin (GUIDE);

  for (guint i = 0; i < G_N_ELEMENTS (due); i++)
    {
      g_assert_cmpint (muster_escalation_is_unanswered (&self.at, self.policy), ==, i >= 9);
      g_assert_cmpuint (self.at.round, ==, i < 9 ? i / 3 + 1 : i - 5);
      g_assert_cmpint (take (&self, TRUE), ==, due[i]);
    }
  muster_policy_free (self.policy);
}

/* Without a policy it is unanswered from the beginning, and told every ten minutes. */
static void
test_no_policy (void)
{
  Fixture self = begin ("{}");

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (muster_escalation_is_unanswered (&self.at, self.policy));
      g_assert_cmpint (take (&self, TRUE), ==, 10 * i);
    }
  muster_policy_free (self.policy);
}

static void
test_nobody_is_on_call (void)
{
  Fixture self = begin (GUIDE);

  g_assert_cmpint (take (&self, FALSE), ==, 0);
  g_assert_cmpint (take (&self, TRUE), ==, 0);  /* the second does not wait */
  g_assert_cmpint (take (&self, TRUE), ==, 20); /* the third has its own time */
  g_assert_cmpint (take (&self, TRUE), ==, 30); /* and the next round, too */
  g_assert_cmpint (take (&self, TRUE), ==, 40);
  g_assert_cmpint (take (&self, FALSE), ==, 50); /* somebody was told in this round */
  g_assert_cmpint (take (&self, TRUE), ==, 60);
  muster_policy_free (self.policy);
}

/* Where there is nobody in any step, it is unanswered at once. */
static void
test_nobody_at_all (void)
{
  Fixture self = begin (GUIDE);

  for (guint i = 0; i < 9; i++)
    g_assert_cmpint (take (&self, FALSE), ==, 0);
  g_assert_true (muster_escalation_is_unanswered (&self.at, self.policy));
  g_assert_cmpint (take (&self, FALSE), ==, 0);
  g_assert_cmpint (take (&self, FALSE), ==, 10);
  muster_policy_free (self.policy);
}

static void
test_hasten (void)
{
  Fixture self = begin (GUIDE);

  g_assert_cmpint (take (&self, TRUE), ==, 0);
  muster_escalation_hasten (&self.at, self.policy, FALSE, OPENED + 2 * MINUTE);
  g_assert_cmpint (take (&self, TRUE), ==, 2);
  g_assert_cmpint (take (&self, TRUE), ==, 20);
  muster_escalation_hasten (&self.at, self.policy, FALSE, OPENED + 21 * MINUTE);
  g_assert_cmpint (take (&self, TRUE), ==, 30); /* all were told already */
  muster_escalation_hasten (&self.at, self.policy, TRUE, OPENED + 31 * MINUTE);
  g_assert_cmpint (take (&self, TRUE), ==, 31);
  g_assert_cmpint (take (&self, TRUE), ==, 50);
  muster_escalation_hasten (&self.at, self.policy, TRUE, OPENED + 51 * MINUTE);
  g_assert_cmpint (take (&self, TRUE), ==, 51); /* a person may want the next round */
  muster_policy_free (self.policy);
}

static void
test_all_at_once (void)
{
  Fixture self = begin (GUIDE);

  self.at.at_once = TRUE;
  for (guint round = 0; round < 3; round++)
    for (guint step = 0; step < 3; step++)
      g_assert_cmpint (take (&self, TRUE), ==, 30 * round);
  g_assert_cmpint (take (&self, TRUE), ==, 90);
  muster_policy_free (self.policy);
}

/* An acknowledgement that lapses starts as many rounds again, whose numbers are new. */
static void
test_again (void)
{
  Fixture self = begin (GUIDE);

  take (&self, TRUE);
  muster_escalation_start (&self.at, self.policy, self.at.round, OPENED + 45 * MINUTE);
  g_assert_cmpuint (self.at.round, ==, 2);
  for (guint i = 0; i < 9; i++)
    {
      g_assert_false (muster_escalation_is_unanswered (&self.at, self.policy));
      g_assert_cmpint (take (&self, TRUE), ==, 45 + 10 * i);
    }
  g_assert_true (muster_escalation_is_unanswered (&self.at, self.policy));
  muster_policy_free (self.policy);
}

/* The machine slept: what was due meanwhile is taken once, and then as ever. */
static void
test_slept (void)
{
  Fixture self = begin (GUIDE);

  take (&self, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (muster_escalation_get_due (&self.at, self.policy), <=,
                       OPENED + 480 * MINUTE);
      muster_escalation_advance (&self.at, self.policy, TRUE, OPENED + 480 * MINUTE);
    }
  g_assert_cmpint (take (&self, TRUE), ==, 480);
  g_assert_cmpint (take (&self, TRUE), ==, 490);
  muster_policy_free (self.policy);
}

static MusterPolicy *
random_policy (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  gint32 n = g_test_rand_int_range (0, 6);

  g_string_printf (body, "{\"repeat\":%d,\"wait\":\"%dm\",\"steps\":[",
                   g_test_rand_int_range (0, 4), g_test_rand_int_range (0, 20));
  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (body, "%s{\"after\":\"%dm\",\"notify\":[{\"person\":\"p\"}]}",
                            i > 0 ? "," : "", g_test_rand_int_range (0, 30));
  g_string_append (body, "]}");
  return muster_policy_read (body->str, NULL);
}

/* Whatever happens, something is always due, never long before what was, and after all rounds it
 * is unanswered for good; as many steps were taken as the policy says. */
static void
test_never_stops (void)
{
  for (guint run = 0; run < 2000; run++)
    {
      g_autoptr (MusterPolicy) policy = random_policy ();
      MusterEscalation at;
      gint64 now_us = OPENED;
      guint taken = 0;

      muster_escalation_start (&at, policy, 0, now_us);
      for (guint i = 0; i < 60; i++)
        {
          gint64 due_us = muster_escalation_get_due (&at, policy);

          g_assert_cmpint (due_us - now_us, <=, 50 * MINUTE);
          now_us = MAX (now_us, due_us);
          taken += !muster_escalation_is_unanswered (&at, policy);
          if (g_test_rand_int_range (0, 10) == 0)
            muster_escalation_hasten (&at, policy, FALSE, now_us);
          muster_escalation_advance (&at, policy, g_test_rand_int_range (0, 3) > 0, now_us);
        }
      g_assert_cmpuint (taken, ==, policy->steps->len * (1 + policy->repeat));
      g_assert_true (muster_escalation_is_unanswered (&at, policy));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oncall/escalation/worked-case", test_worked_case);
  g_test_add_func ("/oncall/escalation/no-policy", test_no_policy);
  g_test_add_func ("/oncall/escalation/nobody-is-on-call", test_nobody_is_on_call);
  g_test_add_func ("/oncall/escalation/nobody-at-all", test_nobody_at_all);
  g_test_add_func ("/oncall/escalation/hasten", test_hasten);
  g_test_add_func ("/oncall/escalation/all-at-once", test_all_at_once);
  g_test_add_func ("/oncall/escalation/again", test_again);
  g_test_add_func ("/oncall/escalation/slept", test_slept);
  g_test_add_func ("/oncall/escalation/never-stops", test_never_stops);
  return g_test_run ();
}
