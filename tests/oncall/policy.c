/* policy.c - what a policy's object says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/policy.h"

#include "base/error.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterPolicy) self = muster_policy_read (
      "{\"repeat\":2,\"wait\":\"5m\",\"ack_timeout\":\"30m\",\"critical\":\"all\",\"later\":[{}],"
      "\"steps\":[{\"after\":\"10m\",\"notify\":[{\"person\":\"ben\"},{\"person\":\"cho\"}],"
      "\"strategy\":\"round-robin\"},{\"after\":\"0m\",\"notify\":[{\"schedule\":\"payments\"}]},"
      "{\"after\":\"10m\",\"notify\":[{\"team\":\"payments\"}],\"strategy\":\"all\"}]}",
      &error);
  const MusterPolicyStep *step;
  const MusterPolicyTarget *target;

  g_assert_no_error (error);
  g_assert_cmpuint (self->repeat, ==, 2);
  g_assert_cmpint (self->wait_us, ==, 5 * MINUTE);
  g_assert_cmpint (self->ack_timeout_us, ==, 30 * MINUTE);
  g_assert_true (self->critical_all);
  g_assert_cmpuint (self->steps->len, ==, 3);
  step = muster_policy_get_step (self, 0);
  target = g_ptr_array_index (step->targets, 0);
  g_assert_cmpint (step->after_us, ==, 0);
  g_assert_cmpint (target->kind, ==, MUSTER_TARGET_SCHEDULE);
  g_assert_cmpstr (target->name, ==, "payments");
  step = muster_policy_get_step (self, 1);
  g_assert_true (step->in_turn);
  g_assert_cmpuint (step->targets->len, ==, 2);
  g_assert_false (muster_policy_get_step (self, 2)->in_turn);
  g_assert_cmpint (muster_policy_get_round_us (self), ==, 15 * MINUTE);
}

static void
test_nothing_said (void)
{
  g_autoptr (MusterPolicy) none = muster_policy_read (NULL, NULL);
  g_autoptr (MusterPolicy) empty = muster_policy_read ("{}", NULL);

  g_assert_cmpuint (none->steps->len + empty->steps->len, ==, 0);
  g_assert_cmpint (empty->wait_us, ==, 10 * MINUTE);
  g_assert_cmpint (empty->ack_timeout_us, ==, 0);
  g_assert_false (empty->critical_all);
}

static void
test_of_one_target (void)
{
  g_autofree char *body = muster_target_dup_policy (MUSTER_TARGET_TEAM, "\"shop\"\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterPolicy) self = muster_policy_read (body, &error);
  const MusterPolicyTarget *target;

  g_assert_no_error (error);
  g_assert_cmpuint (self->steps->len, ==, 1);
  target = g_ptr_array_index (muster_policy_get_step (self, 0)->targets, 0);
  g_assert_cmpint (target->kind, ==, MUSTER_TARGET_TEAM);
  g_assert_cmpstr (target->name, ==, "\"shop\"\n");
  g_assert_cmpint (muster_policy_get_step (self, 0)->after_us, ==, 0);
}

static void
test_wrong (void)
{
  static const char *const wrong[] = {
    "",
    "[]",
    "{\"steps\":{}}",
    "{\"steps\":[1]}",
    "{\"steps\":[{\"after\":10}]}",
    "{\"steps\":[{\"after\":\"soon\"}]}",
    "{\"steps\":[{\"after\":\"-1m\"}]}",
    "{\"steps\":[{\"strategy\":\"some\"}]}",
    "{\"steps\":[{\"notify\":[{\"person\":1}]}]}",
    "{\"steps\":[{\"notify\":\"ana\"}]}",
    "{\"repeat\":101}",
    "{\"repeat\":-1}",
    "{\"wait\":\"\"}",
    "{\"critical\":\"some\"}",
    "{\"steps\":[{\"when\":\"sometimes\"}]}",
    "{\"ack_timeout\":null}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      if (muster_policy_read (wrong[i], &error) != NULL)
        g_error ("%s was taken", wrong[i]);
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
    }
}

/* More than a hundred steps, or targets, are a mistake or worse. */
static void
test_too_much (void)
{
  g_autoptr (GString) steps = g_string_new ("{\"steps\":[{}");
  g_autoptr (GString) targets = g_string_new ("{\"steps\":[{\"notify\":[{\"team\":\"t\"}");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_string_append (steps, ",{}");
      g_string_append (targets, ",{\"team\":\"t\"}");
    }
  g_string_append (steps, "]}");
  g_string_append (targets, "]}]}");
  g_assert_null (muster_policy_read (steps->str, &error));
  g_assert_nonnull (strstr (error->message, "at most 100 steps"));
  g_clear_error (&error);
  g_assert_null (muster_policy_read (targets->str, &error));
  g_assert_nonnull (strstr (error->message, "at most 100 targets"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oncall/policy/read", test_read);
  g_test_add_func ("/oncall/policy/nothing-said", test_nothing_said);
  g_test_add_func ("/oncall/policy/of-one-target", test_of_one_target);
  g_test_add_func ("/oncall/policy/wrong", test_wrong);
  g_test_add_func ("/oncall/policy/too-much", test_too_much);
  return g_test_run ();
}
