/* import-outcome.c - imported schedules beside what the other systems made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The final schedules of the fixtures were reckoned by Python's zoneinfo from what the vendors say
 * of their rotations, instant by instant, over the autumn's change of the clock.
 */
#include "hub/import-outcome.h"

#include "importers/importer.h"

#include <string.h>

#define AT_S G_GINT64_CONSTANT (1793491200) /* 2026-11-01T00:00:00Z */

static const struct
{
  const char *importer, *folder, *files, *schedule;
  gint64 hours;
} cases[] = {
  { "pagerduty", "pagerduty", "schedules users policies", "Primary", 960 },
  { "pagerduty", "pagerduty-v3", "schedule users", "Support", 672 },
  { "opsgenie", "opsgenie", "schedules timeline others", "Platform", 672 },
  { "grafana-oncall", "grafana-oncall", "users shifts schedules chains final", "Payments", 672 },
  { "goalert", "goalert", "answer", "Web", 672 },
};

static char *
read_fixture (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (MUSTER_FIXTURES, "import", folder, file, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
add_text (MusterImport *import, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  muster_import_add_file (import, name, text, strlen (text), strcmp (name, "final") == 0, &error);
  g_assert_no_error (error);
}

static const MusterImportComparison *
find_comparison (const MusterImportOutcome *outcome, const char *schedule)
{
  for (guint i = 0; i < outcome->comparisons->len; i++)
    {
      const MusterImportComparison *comparison = g_ptr_array_index (outcome->comparisons, i);

      if (strcmp (comparison->schedule, schedule) == 0)
        return comparison;
    }
  g_assert_not_reached ();
}

static void
test_equal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) files = g_strsplit (cases[i].files, " ", -1);
      g_autoptr (MusterImport) import = muster_import_new (AT_S);
      g_autoptr (MusterImportOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;
      const MusterImportComparison *comparison;

      g_test_message ("%s", cases[i].folder);
      for (guint j = 0; files[j] != NULL; j++)
        {
          g_autofree char *text = read_fixture (cases[i].folder, files[j]);

          add_text (import, files[j], text);
        }
      muster_importer_find (cases[i].importer)->convert (import);
      outcome = muster_import_outcome_new (import, &error);
      g_assert_no_error (error);
      comparison = find_comparison (outcome, cases[i].schedule);
      g_assert_cmpint (comparison->to_s - comparison->from_s, ==, cases[i].hours * 3600);
      g_assert_cmpint (comparison->differing_s, ==, 0);
      g_assert_cmpuint (comparison->differences->len, ==, 0);
    }
}

/* Ana by day and Ben by week, in either order, and Ana alone for the first of two days. */
static char *
make_schedule (gboolean turned)
{
  static const char days[] =
      "{\"name\":\"days\",\"rotation_virtual_start\":\"2026-03-02T00:00:00Z\","
      "\"rotation_turn_length_seconds\":86400,\"users\":[{\"user\":{\"id\":"
      "\"A\",\"summary\":\"Ana\"}}],\"restrictions\":[{\"type\":"
      "\"daily_restriction\",\"start_time_of_day\":\"08:00:00\","
      "\"duration_seconds\":43200}]}";
  static const char weeks[] =
      "{\"name\":\"weeks\",\"rotation_virtual_start\":\"2026-03-02T00:00:00Z\","
      "\"rotation_turn_length_seconds\":604800,\"users\":[{\"user\":{\"id\":\"B\","
      "\"summary\":\"Ben\"}}]}";

  return g_strdup_printf ("{\"schedule\":{\"id\":\"S\",\"name\":\"s\",\"time_zone\":\"UTC\","
                          "\"schedule_layers\":[%s,%s],"
                          "\"final_schedule\":{\"rendered_schedule_entries\":["
                          "{\"start\":\"2026-11-02T00:00:00Z\",\"end\":\"2026-11-02T08:00:00Z\","
                          "\"user\":{\"id\":\"B\"}},"
                          "{\"start\":\"2026-11-02T08:00:00Z\",\"end\":\"2026-11-02T20:00:00Z\","
                          "\"user\":{\"id\":\"A\"}},"
                          "{\"start\":\"2026-11-02T20:00:00Z\",\"end\":\"2026-11-03T04:00:00Z\","
                          "\"user\":{\"id\":\"B\"}},"
                          "{\"start\":\"2026-11-03T06:00:00Z\",\"end\":\"2026-11-03T08:00:00Z\","
                          "\"user\":{\"id\":\"A\"}}"
                          "]}}}",
                          turned ? days : weeks, turned ? weeks : days);
}

/* Which layer is on top the final schedule tells; what differs after that is told. */
static void
test_order (void)
{
  for (guint turned = 0; turned < 2; turned++)
    {
      g_autoptr (MusterImport) import = muster_import_new (AT_S);
      g_autofree char *text = make_schedule (turned == 1);
      g_autoptr (MusterImportOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;
      const MusterImportComparison *comparison;
      const MusterImportDifference *difference;

      add_text (import, "f", text);
      muster_importer_find ("pagerduty")->convert (import);
      outcome = muster_import_outcome_new (import, &error);
      g_assert_no_error (error);
      comparison = find_comparison (outcome, "s");
      g_assert_cmpint (comparison->differing_s, ==, 4 * 3600);
      g_assert_cmpuint (comparison->differences->len, ==, 2);
      difference = g_ptr_array_index (comparison->differences, 0);
      g_assert_cmpint (difference->start_s, ==, 1793678400); /* 2026-11-03T04:00Z */
      g_assert_cmpstr (difference->there, ==, "");
      g_assert_cmpstr (difference->here, ==, "Ben");
      difference = g_ptr_array_index (comparison->differences, 1);
      g_assert_cmpstr (difference->there, ==, "Ana");
      g_assert_cmpint (difference->end_s - difference->start_s, ==, 2 * 3600);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-outcome/equal", test_equal);
  g_test_add_func ("/import-outcome/order", test_order);
  return g_test_run ();
}
