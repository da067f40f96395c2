/* alertmanager-file.c - what becomes of an alertmanager.yml, and what is said of the rest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/alertmanager-file.h"

#include "wire/team-file.h"

#include <string.h>

static const char config[] =
    "global: {resolve_timeout: 5m}\n"
    "route:\n"
    "  receiver: default\n"
    "  group_by: [alertname, cluster]\n"
    "  group_wait: 30s\n"
    "  routes:\n"
    "    - matchers: [service=~\"db.*\", severity!=info]\n"
    "      receiver: dba\n"
    "      active_time_intervals: [office]\n"
    "      continue: true\n"
    "      routes:\n"
    "        - match: {tier: 1}\n"
    "          match_re: {zone: eu|us}\n"
    "          group_by: [zone]\n"
    "          mute_time_intervals: [office]\n"
    "    - matchers: ['x=~\"(\"']\n"
    "      receiver: dba\n"
    "    - match: {team: \"qu\\\"ote\"}\n"
    "      active_time_intervals: [monthly]\n"
    "      group_by: [pod]\n"
    "time_intervals:\n"
    "  - name: office\n"
    "    time_intervals:\n"
    "      - weekdays: ['monday:friday', saturday]\n"
    "        times: [{start_time: '09:00', end_time: '12:00'}, {start_time: '13:00', end_time: "
    "'17:00'}]\n"
    "        location: Europe/Berlin\n"
    "  - name: monthly\n"
    "    time_intervals: [{days_of_month: ['1']}]\n"
    "inhibit_rules:\n"
    "  - source_matchers: [severity=critical]\n"
    "    target_match: {severity: warning}\n"
    "    equal: [alertname, cluster]\n"
    "  - source_matchers: [severity=critical]\n"
    "receivers:\n"
    "  - name: default\n"
    "  - name: dba\n"
    "    slack_configs: [{channel: x}]\n"
    "    webhook_configs: [{url: x}]\n";

static const char wanted[] =
    "teams:\n"
    "  - {name: \"default\"}\n"
    "  - {name: \"dba\"}\n"
    "routes:\n"
    "  - to: {team: \"default\"}\n"
    "    routes:\n"
    "      - match: \"{service=~\\\"db.*\\\",severity!=\\\"info\\\"}\"\n"
    "        to: {team: \"dba\"}\n"
    "        hours: {zone: \"Europe/Berlin\", windows: [{days: [mo, tu, we, th, fr, sa], from: "
    "\"09:00\", "
    "to: \"12:00\"}, {days: [mo, tu, we, th, fr, sa], from: \"13:00\", to: \"17:00\"}]}\n"
    "        continue: true\n"
    "        routes:\n"
    "          - match: \"{tier=\\\"1\\\",zone=~\\\"eu|us\\\"}\"\n"
    "      - match: \"{team=\\\"qu\\\\\\\"ote\\\"}\"\n"
    "grouping:\n"
    "  by: [\"alertname\", \"cluster\"]\n"
    "  rules:\n"
    "    - {name: \"route in line 12\", match: "
    "[\"{service=~\\\"db.*\\\",severity!=\\\"info\\\"}\", "
    "\"{tier=\\\"1\\\",zone=~\\\"eu|us\\\"}\"], by: [\"zone\"]}\n"
    "    - {name: \"route in line 18\", match: [\"{team=\\\"qu\\\\\\\"ote\\\"}\"], by: [\"pod\"]}\n"
    "inhibit:\n"
    "  - source: \"{severity=\\\"critical\\\"}\"\n"
    "    target: \"{severity=\\\"warning\\\"}\"\n"
    "    equal: [\"alertname\", \"cluster\"]\n";

/* Words of the report, in order. */
static const char *const told[] = {
  "am.yml:35: receiver default became a team",
  "am.yml:36: receiver dba became a team: say its people; left out: slack_configs, webhook_configs",
  "am.yml:5: group_wait",
  "am.yml:15: mute_time_intervals",
  "am.yml:16: these matchers are left out",
  "am.yml:16: this route is left out",
  "am.yml:19: these time intervals are left out",
  "am.yml:33: this rule of inhibition is left out",
  "am.yml:1: global is left out",
};

static void
test_convert (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      muster_alertmanager_file_convert ("am.yml", config, strlen (config), out, report, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, wanted);
  for (guint i = 0; i < report->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report, i));
  g_assert_cmpuint (report->len, ==, G_N_ELEMENTS (told));
  for (guint i = 0; i < report->len; i++)
    g_assert_true (g_str_has_prefix (g_ptr_array_index (report, i), told[i]));
  objects = muster_team_file_parse ("team.yaml", out->str, out->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (objects);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "route: x\n",
    "route: {}\n",
    "route: {receiver: a}\n",
    "route: {receiver: a}\nreceivers: []\n",
    "route: [\n",
    "route: {receiver: [a]}\nreceivers: [{name: a}]\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_false (muster_alertmanager_file_convert ("am.yml", texts[i], strlen (texts[i]), out,
                                                        report, &error));
      g_assert_nonnull (error);
    }
}

/* Odd kinds of nodes everywhere: nothing is lost of the rest, and nothing breaks. */
static void
test_odd (void)
{
  static const char *const odd[] = { "x",     "[]",         "{}", "[x]", "{x: y}",
                                     "[[x]]", "[{x: [y]}]", "~",  "7" };
  static const char *const keys[] = { "match",    "match_re", "matchers",
                                      "routes",   "continue", "active_time_intervals",
                                      "group_by", "receiver", "mute_time_intervals" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
      {
        g_autoptr (GString) out = g_string_new (NULL);
        g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
        g_autofree char *text = g_strdup_printf (
            "route: {receiver: a, routes: [{%s: %s}]}\nreceivers: [{name: a}]\n"
            "inhibit_rules: [{source_%s: %s}]\ntime_intervals: [{name: x, time_intervals: %s}]\n",
            keys[k], odd[i], keys[k], odd[i], odd[i]);

        g_assert_true (
            muster_alertmanager_file_convert ("am.yml", text, strlen (text), out, report, NULL));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alertmanager-file/convert", test_convert);
  g_test_add_func ("/alertmanager-file/refused", test_refused);
  g_test_add_func ("/alertmanager-file/odd", test_odd);
  return g_test_run ();
}
