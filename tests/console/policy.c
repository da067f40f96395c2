/* policy.c - whom a policy would tell, and a policy while it is edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-draft.h"
#include "console/policy-plan.h"
#include "console/policy-usage.h"
#include "console/policy-words.h"
#include "console/readiness.h"
#include "small-hub.h"

#include <string.h>

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)

static SmallHub *
make_hub (void)
{
  SmallHub *hub = small_hub_new (1);

  small_hub_configure (hub, "person", "ben", "{}");
  small_hub_configure (hub, "person", "cho", "{}");
  small_hub_configure (hub, "team", "all", "{\"people\":[\"ben\",\"cho\"]}");
  small_hub_configure (hub, "schedule", "rota",
                       "{\"layers\":[{\"name\":\"always\",\"members\":[\"ben\"]}]}");
  small_hub_configure (hub, "schedule", "nobody",
                       "{\"layers\":[{\"name\":\"always\",\"members\":[null]}]}");
  return hub;
}

static MusterPolicyPlan *
plan_of (SmallHub *hub, const char *body, gboolean critical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterPolicy) policy = muster_policy_read (body, &error);

  g_assert_no_error (error);
  return muster_policy_plan_new (hub->world, policy, (MusterUlid){ 0, 0 }, hub->context.now_us,
                                 critical);
}

static void
assert_plan (SmallHub *hub, const char *body, gboolean critical, const char *expected)
{
  g_autoptr (MusterPolicyPlan) plan = plan_of (hub, body, critical);
  g_autofree char *words = muster_policy_plan_describe (plan);

  g_assert_cmpstr (words, ==, expected);
}

/* What on-call.md §4.7 works out, and what differs from it. */
static void
test_plan (void)
{
  g_autoptr (SmallHub) hub = make_hub ();

  assert_plan (hub,
               "{\"repeat\":2,\"steps\":[{\"notify\":[{\"schedule\":\"rota\"}]},"
               "{\"after\":\"10m\",\"notify\":[{\"person\":\"cho\"}]},"
               "{\"after\":\"20m\",\"notify\":[{\"team\":\"all\"}]}]}",
               FALSE,
               "0 min ben, 10 min cho, 20 min ben and cho, 30 min ben, 40 min cho, "
               "50 min ben and cho, 60 min ben, 70 min cho, 80 min ben and cho, "
               "unanswered from 90 min");
  /* a gap is not waited for */
  assert_plan (hub,
               "{\"steps\":[{\"notify\":[{\"schedule\":\"nobody\"}]},"
               "{\"after\":\"10m\",\"notify\":[{\"person\":\"cho\"}]}]}",
               FALSE, "0 min Nobody is on call, 0 min cho, unanswered from 20 min");
  /* each round another one */
  assert_plan (hub,
               "{\"repeat\":1,\"wait\":\"5m\",\"steps\":[{\"strategy\":\"round-robin\","
               "\"notify\":[{\"person\":\"ben\"},{\"person\":\"cho\"}]}]}",
               FALSE, "0 min ben, 5 min cho, unanswered from 10 min");
  assert_plan (hub, "{\"steps\":[]}", FALSE, "unanswered from 0 min");
}

static void
test_critical (void)
{
  static const char body[] = "{\"critical\":\"all\",\"steps\":[{\"notify\":[{\"person\":\"ben\"}]},"
                             "{\"after\":\"10m\",\"notify\":[{\"person\":\"cho\"}]}]}";
  g_autoptr (SmallHub) hub = make_hub ();

  assert_plan (hub, body, FALSE, "0 min ben, 10 min cho, unanswered from 20 min");
  assert_plan (hub, body, TRUE, "0 min ben, 0 min cho, unanswered from 20 min");
}

/* Of many rounds the first are looked at, and the end is still right. */
static void
test_many_rounds (void)
{
  g_autoptr (SmallHub) hub = make_hub ();
  g_autoptr (MusterPolicyPlan) plan =
      plan_of (hub, "{\"repeat\":100,\"steps\":[{\"notify\":[{\"person\":\"ben\"}]}]}", FALSE);

  g_assert_cmpuint (plan->n_rounds, ==, 101);
  g_assert_cmpuint (plan->moments->len, ==, MUSTER_PLAN_ROUNDS_MAX + 1);
  g_assert_cmpint (muster_policy_plan_get_end_us (plan), ==, 1010 * MINUTE);
}

static void
test_vacancy (void)
{
  g_autoptr (SmallHub) hub = make_hub ();
  g_autoptr (MusterPolicyPlan) plan = plan_of (
      hub, "{\"steps\":[{\"notify\":[{\"schedule\":\"nobody\"},{\"team\":\"gone\"}]}]}", FALSE);
  const MusterPlanMoment *moment = g_ptr_array_index (plan->moments, 0);
  g_autoptr (MusterPolicy) policy =
      muster_policy_read ("{\"steps\":[{\"notify\":[{\"person\":\"ben\"}]},"
                          "{\"notify\":[{\"schedule\":\"nobody\"}]}]}",
                          NULL);

  g_assert_cmpstr (moment->vacant, ==, "nobody");
  g_assert_cmpint (moment->vacant_until_s, ==, MUSTER_NO_TIME);
  g_assert_cmpstr (moment->missing, ==, "gone");
  g_assert_cmpuint (muster_policy_find_unreachable (hub->world, policy, hub->context.now_us), ==,
                    2);
}

/* --- a draft --- */

static void
test_keeps (void)
{
  static const char body[] =
      "{\"steps\":[{\"after\":\"5m\",\"later\":{\"a\":[1,2]},\"notify\":[{\"person\":\"ben\","
      "\"note\":\"x\"}]}],\"repeat\":3,\"other\":[true]}";
  g_autoptr (MusterPolicyDraft) draft = muster_policy_draft_new (body);
  g_autofree char *same = muster_policy_draft_write (draft);
  g_autofree char *changed = NULL;

  g_assert_cmpstr (same, ==, body);
  muster_policy_draft_set (draft, MUSTER_POLICY_ITSELF, "repeat", "4");
  muster_policy_draft_set (draft, 0, "after", "");
  g_assert_true (muster_policy_draft_add_target (draft, 0, MUSTER_TARGET_TEAM, "a \"b\""));
  g_assert_false (muster_policy_draft_add_target (draft, 0, MUSTER_TARGET_PERSON, "ben"));
  changed = muster_policy_draft_write (draft);
  g_assert_cmpstr (changed, ==,
                   "{\"steps\":[{\"later\":{\"a\":[1,2]},\"notify\":[{\"person\":\"ben\","
                   "\"note\":\"x\"},{\"team\":\"a \\\"b\\\"\"}]}],\"repeat\":4,\"other\":[true]}");
}

static void
test_new (void)
{
  g_autoptr (MusterPolicyDraft) draft = muster_policy_draft_new (NULL);
  MusterPolicyFault fault;
  g_autoptr (MusterPolicy) policy = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpuint (muster_policy_draft_count (draft), ==, 3);
  g_assert_null (muster_policy_draft_read (draft, &fault, NULL));
  g_assert_cmpuint (fault.step, ==, 0);
  g_assert_cmpstr (fault.field, ==, "notify");
  muster_policy_draft_add_step (draft);
  after = muster_policy_draft_dup (draft, 3, "after");
  g_assert_cmpstr (after, ==, "30m");
  for (guint i = 0; i < 4; i++)
    muster_policy_draft_add_target (draft, i, MUSTER_TARGET_PERSON, "ben");
  policy = muster_policy_draft_read (draft, &fault, NULL);
  g_assert_nonnull (policy);
  g_assert_cmpuint (policy->repeat, ==, 2);
  g_assert_cmpint (policy->wait_us, ==, 10 * MINUTE);
}

static void
test_faults (void)
{
  static const struct
  {
    guint step;
    const char *field, *value;
  } wrong[] = {
    { 0, "after", "soon" },
    { MUSTER_POLICY_ITSELF, "repeat", "101" },
    { MUSTER_POLICY_ITSELF, "repeat", "-1" },
    { MUSTER_POLICY_ITSELF, "repeat", "007" },
    { MUSTER_POLICY_ITSELF, "wait", "10" },
    { MUSTER_POLICY_ITSELF, "ack_timeout", "\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (MusterPolicyDraft) draft =
          muster_policy_draft_new ("{\"steps\":[{\"notify\":[{\"person\":\"ben\"}]}]}");
      g_autoptr (GError) error = NULL;
      MusterPolicyFault fault;

      muster_policy_draft_set (draft, wrong[i].step, wrong[i].field, wrong[i].value);
      g_assert_null (muster_policy_draft_read (draft, &fault, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (fault.step, ==, wrong[i].step);
      g_assert_cmpstr (fault.field, ==, wrong[i].field);
    }
}

/* --- what leads to it --- */

static void
test_usage (void)
{
  g_autoptr (SmallHub) hub = make_hub ();
  const MusterDirectory *directory = muster_world_get_directory (hub->world);
  g_autoptr (MusterPolicyUsage) usage = NULL;
  g_autofree char *words = NULL, *service = NULL, *routes = NULL;

  small_hub_configure (hub, "policy", "one", "{\"steps\":[]}");
  small_hub_configure (hub, "service", "shop", "{\"policy\":\"one\",\"team\":\"all\"}");
  small_hub_configure (hub, "rules", "routes",
                       "{\"rules\":[{\"name\":\"night\",\"match\":[\"a=\\\"b\\\"\"],"
                       "\"to\":{\"policy\":\"one\"}},{\"to\":{\"team\":\"all\"}}]}");
  usage = muster_policy_usage_new (directory, "one");
  words = muster_policy_usage_describe (usage);
  g_assert_cmpstr (words, ==, "1 service and 1 route");
  g_assert_cmpstr (g_ptr_array_index (usage->routes, 0), ==, "night");
  service = muster_policy_rename_in_service (g_ptr_array_index (usage->services, 0), "two");
  g_assert_cmpstr (service, ==, "{\"policy\":\"two\",\"team\":\"all\"}");
  routes = muster_policy_rename_in_routes (muster_directory_resolve (directory, "rules", "routes"),
                                           "one", "two");
  g_assert_nonnull (strstr (routes, "{\"policy\":\"two\"}"));
  g_assert_null (muster_policy_rename_in_routes (
      muster_directory_resolve (directory, "rules", "routes"), "other", "two"));
}

/* --- who can be reached --- */

static void
test_readiness (void)
{
  static const char body[] =
      "{\"people\":["
      "{\"person\":{\"id\":\"01JDNP9V5Q0000000000000001\",\"name\":\"ana\",\"fullName\":\"Ana\"},"
      "\"ready\":\"yes\",\"paged\":true,\"problems\":[],\"later\":1,\"channels\":[{\"channel\":"
      "\"email\",\"by\":\"mail\",\"state\":\"works\",\"test\":\"01JDNP9V5Q0000000000000009\","
      "\"testedAt\":\"2026-11-24T03:00:00Z\",\"waiting\":false,\"workedAt\":"
      "\"2026-11-24T03:00:01Z\",\"confirmedAt\":null,\"failedAt\":null,\"reason\":null}]},"
      "{\"person\":{\"id\":\"01JDNP9V5Q0000000000000002\",\"name\":\"ben\",\"fullName\":\"\"},"
      "\"ready\":\"no\",\"paged\":true,\"problems\":[{\"kind\":\"no-channel\",\"channel\":null,"
      "\"text\":\"x\"},{\"kind\":\"new\",\"channel\":null,\"text\":\"Some\\u202ething\"},"
      "{\"kind\":\"untested\",\"channel\":\"sms\",\"text\":\"x\"}],\"channels\":null},"
      "{\"person\":{\"id\":\"01JDNP9V5Q0000000000000003\",\"name\":\"cho\",\"fullName\":\"Cho\"},"
      "\"ready\":\"no\",\"paged\":false,\"problems\":[],\"channels\":[]}],"
      "\"policies\":[{\"name\":\"one\",\"problems\":[\"a\",\"b\"]}],\"schedules\":[]}";
  g_autoptr (GBytes) answer = g_bytes_new_static (body, sizeof body - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterReadiness) readiness = muster_readiness_read (answer, &error);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *words = NULL;
  const MusterReadyPerson *person;
  MusterReadyWay *way;
  const MusterReadyNote *note;

  g_assert_no_error (error);
  g_assert_cmpuint (readiness->people->len, ==, 3);
  person = g_ptr_array_index (readiness->people, 0);
  g_assert_cmpstr (person->title, ==, "ben");
  g_assert_cmpint (person->ready, ==, MUSTER_READY_NO);
  g_assert_null (person->ways);
  g_assert_cmpuint (person->problems->len, ==, 2); /* the other is a channel's */
  g_assert_null (strstr (g_ptr_array_index (person->problems, 1), "\u202e"));
  person = g_ptr_array_index (readiness->people, 2);
  g_assert_cmpint (person->ready, ==, MUSTER_READY_UNPAGED);
  person = g_ptr_array_index (readiness->people, 1);
  way = g_ptr_array_index (person->ways, 0);
  g_assert_true (muster_ready_way_is_unconfirmed (way));
  words = muster_ready_way_describe (way, way->worked_us, utc);
  g_assert_cmpstr (words, ==, "e-mail: took a page Tue 24 Nov 03:00");
  way->confirmed_us = way->worked_us + 5;
  g_assert_false (muster_ready_way_is_unconfirmed (way));
  note = g_ptr_array_index (readiness->notes, 0);
  g_assert_cmpstr (note->words, ==, "a · b");
}

/* Whatever answers: no more than an error. */
static void
test_readiness_wrong (void)
{
  static const char *const wrong[] = { "",
                                       "[]",
                                       "{\"people\":{}}",
                                       "{\"people\":[1]}",
                                       "{\"people\":[{\"person\":3}]}",
                                       "{\"people\":[{\"channels\":[[]]}]}",
                                       "{\"policies\":[{\"problems\":\"\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) answer = g_bytes_new_static (wrong[i], strlen (wrong[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_readiness_read (answer, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/policy/plan", test_plan);
  g_test_add_func ("/console/policy/critical", test_critical);
  g_test_add_func ("/console/policy/many-rounds", test_many_rounds);
  g_test_add_func ("/console/policy/vacancy", test_vacancy);
  g_test_add_func ("/console/policy/draft-keeps", test_keeps);
  g_test_add_func ("/console/policy/draft-new", test_new);
  g_test_add_func ("/console/policy/draft-faults", test_faults);
  g_test_add_func ("/console/policy/usage", test_usage);
  g_test_add_func ("/console/policy/readiness", test_readiness);
  g_test_add_func ("/console/policy/readiness-wrong", test_readiness_wrong);
  return g_test_run ();
}
