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
choose (const MusterGrouping *grouping, MusterLabelSet labels, const char *service)
{
  MusterLabel items[MUSTER_GROUPING_NAMES_MAX];
  MusterLabelSet chosen = { items, 0 };
  GString *text = g_string_new (NULL);

  muster_grouping_choose (grouping, &labels, (MusterText){ service, strlen (service) }, &chosen);
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
  MusterGrouping grouping = { 0 };
  MusterLabel full[] = { label ("job", "node"), label ("service", "api"),
                         label ("alertname", "A") };
  MusterLabel jobless[] = { label ("alertname", "A"), label ("job", "node") };
  MusterLabel other[] = { label ("host", "h") };
  g_autofree char *by_service = choose (&grouping, (MusterLabelSet){ full, 3 }, "");
  g_autofree char *by_job = choose (&grouping, (MusterLabelSet){ jobless, 2 }, "");
  g_autofree char *by_field = choose (&grouping, (MusterLabelSet){ jobless, 2 }, "shop");
  g_autofree char *none = choose (&grouping, (MusterLabelSet){ other, 1 }, "");

  g_assert_cmpstr (by_service, ==, "alertname=A,service=api");
  g_assert_cmpstr (by_job, ==, "alertname=A,job=node");
  g_assert_cmpstr (by_field, ==, "alertname=A,service=shop");
  g_assert_cmpstr (none, ==, "");
}

static void
test_configured_rule (void)
{
  MusterGrouping grouping = { .n = 2, .names = { g_strdup ("cluster"), g_strdup ("team") } };
  MusterLabel labels[] = { label ("team", "t"), label ("alertname", "A") };
  g_autofree char *chosen = choose (&grouping, (MusterLabelSet){ labels, 2 }, "shop");

  g_assert_cmpstr (chosen, ==, "team=t");
  muster_grouping_clear (&grouping);
  g_assert_cmpuint (grouping.n, ==, 0);
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
  g_assert_null (muster_groups_of_incident (groups, 1));
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
  g_test_add_func ("/triage/groups/drills-are-apart", test_drills_are_apart);
  return g_test_run ();
}
