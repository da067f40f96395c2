/* hostile.c - files that mean no good, and what is reported of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/importer.h"

#include <string.h>

#define AT_S G_GINT64_CONSTANT (1793491200) /* 2026-11-01T00:00:00Z */

static MusterImport *
read_text (const char *importer, const char *text)
{
  MusterImport *import = muster_import_new (AT_S);
  g_autoptr (GError) error = NULL;

  muster_import_add_file (import, "f", text, strlen (text), FALSE, &error);
  g_assert_no_error (error);
  muster_importer_find (importer)->convert (import);
  muster_import_finish (import);
  return import;
}

static gboolean
is_told (const MusterImport *import, const char *path)
{
  for (guint i = 0; i < import->report->len; i++)
    {
      const MusterImportLine *line = g_ptr_array_index (import->report, i);

      if (line->is_left_out && g_strcmp0 (line->path, path) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A layer of PagerDuty's that has something wrong, and the place that the report names. */
static const struct
{
  const char *layer, *path;
} layers[] = {
#define START "\"rotation_virtual_start\":\"2026-03-02T09:00:00Z\","
#define WEEK  START "\"rotation_turn_length_seconds\":604800,"
#define TURN  ".rotation_turn_length_seconds"
  { START "\"rotation_turn_length_seconds\":0", TURN },
  { START "\"rotation_turn_length_seconds\":-604800", TURN },
  { START "\"rotation_turn_length_seconds\":1000000000000", TURN },
  { START "\"rotation_turn_length_seconds\":604801", TURN },
  { START "\"rotation_turn_length_seconds\":\"week\"", TURN },
  { START "\"rotation_turn_length_seconds\":[]", TURN },
  { "\"rotation_turn_length_seconds\":604800", "" },
  { "\"rotation_virtual_start\":\"soon\",\"rotation_turn_length_seconds\":604800", "" },
  { WEEK "\"restrictions\":[{\"type\":\"daily_restriction\",\"start_time_of_day\":\"08:00:00\","
         "\"duration_seconds\":0}]",
    ".restrictions[0]" },
  { WEEK "\"restrictions\":[{\"type\":\"daily_restriction\",\"start_time_of_day\":\"08:00:00\","
         "\"duration_seconds\":86401}]",
    ".restrictions[0]" },
  { WEEK "\"restrictions\":[{\"type\":\"weekly_restriction\",\"start_time_of_day\":\"08:00:00\","
         "\"start_day_of_week\":8,\"duration_seconds\":60}]",
    ".restrictions[0]" },
  { WEEK "\"restrictions\":[{\"type\":\"weekly_restriction\",\"start_time_of_day\":\"25:00:00\","
         "\"start_day_of_week\":1,\"duration_seconds\":60}]",
    ".restrictions[0]" },
  { WEEK "\"restrictions\":[{\"type\":\"moon_phase\"}]", ".restrictions[0]" },
};

static void
test_layers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"schedule\":{\"id\":\"S\",\"name\":\"s\","
                                               "\"time_zone\":\"UTC\",\"schedule_layers\":[{%s}]}}",
                                               layers[i].layer);
      g_autofree char *path = g_strconcat ("$.schedule.schedule_layers[0]", layers[i].path, NULL);
      g_autoptr (MusterImport) import = read_text ("pagerduty", text);
      const MusterImportSchedule *schedule = g_ptr_array_index (import->schedules, 0);

      g_test_message ("%s", layers[i].layer);
      g_assert_cmpuint (schedule->layers->len, ==, 0);
      g_assert_true (is_told (import, path));
    }
}

static void
test_bounds (void)
{
  g_autoptr (MusterImport) import = muster_import_new (AT_S);
  g_autofree char *large = g_strnfill (MUSTER_IMPORT_BYTES_MAX + 1, ' ');
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_false (muster_import_add_file (import, "f", large, strlen (large), FALSE, &error));
  g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT);
  g_assert_true (g_str_has_prefix (error->message, "f: "));
  g_clear_error (&error);
  g_assert_false (muster_import_add_file (import, "f", deep, strlen (deep), FALSE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (muster_import_add_file (import, "f", "{\"a\":1}x", 8, FALSE, &error));
  g_assert_true (g_str_has_prefix (error->message, "f: "));
}

/* Ten thousand people, all of one name, and a rotation of all of them. */
static void
test_crowd (void)
{
  g_autoptr (GString) text = g_string_new ("{\"users\":[");
  g_autoptr (MusterImport) import = NULL;
  g_autofree char *written = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "%s{\"id\":\"P%u\",\"name\":\"Smith\"}", i > 0 ? "," : "", i);
  g_string_append (text, "],\"schedule\":{\"id\":\"S\",\"name\":\"s\",\"time_zone\":\"UTC\","
                         "\"schedule_layers\":[{" WEEK "\"users\":[");
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "%s{\"user\":{\"id\":\"P%u\"}}", i > 0 ? "," : "", i);
  g_string_append (text, "]}]}}");
  import = read_text ("pagerduty", text->str);
  g_assert_cmpuint (import->people->len, ==, 10000);
  g_assert_cmpuint (import->report->len, ==, MUSTER_IMPORT_REPORT_MAX);
  g_assert_cmpuint (import->n_unsaid, >, 0);
  written = muster_import_write (import);
  g_assert_nonnull (strstr (written, "\"Smith (10000)\""));
}

static void
test_names (void)
{
  g_autoptr (MusterImport) import =
      read_text ("pagerduty", "{\"users\":["
                              "{\"id\":\"1\",\"name\":\"A\\u202Eb\\u0007\"},"
                              "{\"id\":\"2\",\"name\":\"  \"},"
                              "{\"id\":\"3\",\"name\":\"x\\ny: [\\\"\"},"
                              "{\"id\":\"4\"}],"
                              "\"schedule\":{\"id\":\"S\",\"schedule_layers\":[]}}");
  const char *const names[] = { "A<U+202E>b<U+0007>", "unnamed", "x<U+000A>y: [\"", "unnamed (2)" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (((MusterImportPerson *) import->people->pdata[i])->name, ==, names[i]);
  g_assert_cmpstr (((MusterImportSchedule *) import->schedules->pdata[0])->name, ==, "schedule");
}

/* Values of other types than theirs, everywhere. */
static void
test_other_types (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "null",
    "0",
    "\"x\"",
    "[[[]]]",
    "{\"users\":3,\"schedules\":{},\"schedule\":[[]],\"escalation_policies\":[{}],"
    "\"overrides\":[{\"start\":1}],\"data\":[{\"rotations\":1,\"rules\":1}],\"results\":[{}]}",
    "{\"data\":{\"schedules\":{\"nodes\":[{\"targets\":[{\"rules\":[{}]}]}]},"
    "\"escalationPolicies\":[{\"steps\":[{}]}],\"rotation\":{}}}",
    "{\"schedule\":{\"rotations\":[{\"events\":[{\"recurrence\":[\"RRULE:\",1,\"EXDATE\"]}]}]}}",
    "{\"results\":[{\"start\":\"x\",\"duration\":1e9},{\"name\":\"s\",\"shifts\":[1,null,{}]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; muster_importers[j] != NULL; j++)
      {
        g_autoptr (MusterImport) import = read_text (muster_importers[j]->name, texts[i]);
        g_autofree char *written = muster_import_write (import);

        g_assert_true (g_utf8_validate (written, -1, NULL));
      }
}

static void
test_delays (void)
{
  static const char *const delays[] = { "0", "-5", "1000000000000", "\"soon\"" };

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"escalation_policy\":{\"name\":\"p\",\"num_loops\":1e9,"
                           "\"escalation_rules\":[{\"escalation_delay_in_minutes\":%s}]}}",
                           delays[i]);
      g_autoptr (MusterImport) import = read_text ("pagerduty", text);

      g_assert_cmpuint (import->policies->len, ==, 0);
      g_assert_true (is_told (import, "$.escalation_policy.escalation_rules[0]"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/hostile/layers", test_layers);
  g_test_add_func ("/import/hostile/bounds", test_bounds);
  g_test_add_func ("/import/hostile/crowd", test_crowd);
  g_test_add_func ("/import/hostile/names", test_names);
  g_test_add_func ("/import/hostile/other-types", test_other_types);
  g_test_add_func ("/import/hostile/delays", test_delays);
  return g_test_run ();
}
