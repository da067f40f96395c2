/* grouping.c - which labels name a group, and which incident a group has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/grouping.h"
#include "triage/groups.h"

#include <string.h>

static MusterLabel
label (const char *name, const char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

/* The chosen labels as "a=b,c=d". */
static char *
choose (const MusterGroupingRule *rule, MusterLabelSet labels, const char *service)
{
  MusterLabel items[MUSTER_GROUP_LABELS_MAX];
  MusterLabelSet chosen = { items, 0 };
  GString *text = g_string_new (NULL);

  muster_grouping_rule_choose (rule, &labels, (MusterText){ service, strlen (service) }, &chosen);
  for (guint i = 0; i < chosen.n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      g_string_append_len (text, chosen.items[i].name, chosen.items[i].name_n);
      g_string_append_c (text, '=');
      g_string_append_len (text, chosen.items[i].value, chosen.items[i].value_n);
    }
  return g_string_free (text, FALSE);
}

static void
test_default_rule (void)
{
  g_autoptr (MusterGroupingRule) rule = muster_grouping_rule_new ();
  MusterLabel full[] = { label ("job", "node"), label ("service", "api"),
                         label ("alertname", "A") };
  MusterLabel jobless[] = { label ("alertname", "A"), label ("job", "node") };
  MusterLabel other[] = { label ("host", "h") };
  g_autofree char *by_service = choose (rule, (MusterLabelSet){ full, 3 }, "");
  g_autofree char *by_job = choose (rule, (MusterLabelSet){ jobless, 2 }, "");
  g_autofree char *by_field = choose (rule, (MusterLabelSet){ jobless, 2 }, "shop");
  g_autofree char *none = choose (rule, (MusterLabelSet){ other, 1 }, "");

  g_assert_cmpstr (by_service, ==, "alertname=A,service=api");
  g_assert_cmpstr (by_job, ==, "alertname=A,job=node");
  g_assert_cmpstr (by_field, ==, "alertname=A,service=shop");
  g_assert_cmpstr (none, ==, "");
}

static MusterGroupingRule *
make_rule (const char *name, const char *matchers, const char *by)
{
  MusterGroupingRule *rule = muster_grouping_rule_new ();
  g_auto (GStrv) names = g_strsplit (by, " ", -1);

  rule->name = g_strdup (name);
  g_assert_true (muster_matchers_parse (rule->matchers, matchers, NULL));
  while (names[rule->n_names] != NULL)
    {
      rule->names[rule->n_names] = g_strdup (names[rule->n_names]);
      rule->n_names++;
    }
  return rule;
}

static void
test_configured_rule (void)
{
  g_autoptr (MusterGroupingRule) rule = make_rule (NULL, "", "cluster team");
  g_autoptr (MusterGroupingRule) named = make_rule ("disks", "", "team");
  MusterLabel labels[] = { label ("team", "t"), label ("alertname", "A") };
  g_autofree char *chosen = choose (rule, (MusterLabelSet){ labels, 2 }, "shop");
  g_autofree char *own = choose (named, (MusterLabelSet){ labels, 2 }, "shop");

  g_assert_cmpstr (chosen, ==, "team=t");
  g_assert_cmpstr (own, ==, "team=t,-rule=disks");
}

/* The first that matches; the last takes the rest, whatever it says. */
static void
test_first_rule_that_matches (void)
{
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_grouping_rule_free);
  MusterLabel disk[] = { label ("alertname", "DiskFull") };
  MusterLabel other[] = { label ("alertname", "Cpu") };

  g_ptr_array_add (rules, make_rule ("disks", "alertname=~\"Disk.*\"", "cluster"));
  g_ptr_array_add (rules, make_rule ("full", "alertname=\"DiskFull\"", "node"));
  g_ptr_array_add (rules, muster_grouping_rule_new ());
  g_assert_cmpstr (muster_grouping_find (rules, &(MusterLabelSet){ disk, 1 })->name, ==, "disks");
  g_assert_null (muster_grouping_find (rules, &(MusterLabelSet){ other, 1 })->name);
}

/* An incident that a later one of the same labels follows goes on counting its own. */
static void
test_a_later_incident (void)
{
  MusterGroups *groups = muster_groups_new ((MusterHashSeed){ 1, 2 });
  MusterLabel labels[] = { label ("alertname", "A") };
  MusterLabelSet set = { labels, 1 };
  const MusterUlid real = { 0, 0 };

  muster_groups_put (groups, &set, real, 1);
  muster_groups_put (groups, &set, real, 2);
  g_assert_cmpuint (muster_groups_get (groups, &set, real)->incident, ==, 2);
  g_assert_cmpuint (muster_groups_of_incident (groups, 1)->incident, ==, 1);
  muster_groups_forget_incident (groups, 1);
  g_assert_null (muster_groups_of_incident (groups, 1));
  g_assert_cmpuint (muster_groups_get (groups, &set, real)->incident, ==, 2);
  muster_groups_forget_incident (groups, 2);
  g_assert_null (muster_groups_get (groups, &set, real));
  muster_groups_free (groups);
}

/* The same labels in a drill, or in another drill, are another group. */
static void
test_drills_are_apart (void)
{
  MusterGroups *groups = muster_groups_new ((MusterHashSeed){ 1, 2 });
  MusterLabel labels[] = { label ("alertname", "A") };
  MusterLabelSet set = { labels, 1 };
  MusterUlid real = { 0, 0 }, drill = { 5, 5 }, other = { 5, 6 };

  g_assert_null (muster_groups_get (groups, &set, real));
  muster_groups_put (groups, &set, real, 1);
  muster_groups_put (groups, &set, drill, 2);
  muster_groups_put (groups, &set, other, 3);
  g_assert_cmpuint (muster_groups_get (groups, &set, real)->incident, ==, 1);
  g_assert_cmpuint (muster_groups_get (groups, &set, drill)->incident, ==, 2);
  g_assert_cmpuint (muster_groups_get (groups, &set, other)->incident, ==, 3);
  muster_groups_put (groups, &set, real, 4);
  g_assert_cmpuint (muster_groups_get (groups, &set, real)->incident, ==, 4);
  muster_groups_forget_incident (groups, 4);
  g_assert_null (muster_groups_get (groups, &set, real));
  muster_groups_free (groups);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/grouping/default-rule", test_default_rule);
  g_test_add_func ("/triage/grouping/configured-rule", test_configured_rule);
  g_test_add_func ("/triage/grouping/first-rule-that-matches", test_first_rule_that_matches);
  g_test_add_func ("/triage/groups/a-later-incident", test_a_later_incident);
  g_test_add_func ("/triage/groups/drills-are-apart", test_drills_are_apart);
  return g_test_run ();
}
