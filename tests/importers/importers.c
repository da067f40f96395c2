/* importers.c - what comes of other systems' files, against files of the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/importer.h"

#include <string.h>

#define AT_S G_GINT64_CONSTANT (1793491200) /* 2026-11-01T00:00:00Z */

/* A folder of fixtures, and whose files they are. */
static const struct
{
  const char *folder, *importer;
} cases[] = {
  { "goalert", "goalert" },     { "grafana-oncall", "grafana-oncall" }, { "opsgenie", "opsgenie" },
  { "pagerduty", "pagerduty" }, { "pagerduty-v3", "pagerduty" },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static MusterImport *
read_folder (const char *folder, const MusterImporter *importer)
{
  g_autoptr (GPtrArray) names = list_files (folder);
  MusterImport *import = muster_import_new (AT_S);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gsize n;

      g_assert_true (g_file_get_contents (path, &text, &n, &error));
      muster_import_add_file (import, name, text, n, strcmp (name, "final.json") == 0, &error);
      g_assert_no_error (error);
    }
  importer->convert (import);
  muster_import_finish (import);
  return import;
}

static char *
write_report (const MusterImport *import)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < import->report->len; i++)
    {
      const MusterImportLine *line = g_ptr_array_index (import->report, i);

      g_string_append_printf (out, "%s %s %s: %s\n", line->is_left_out ? "-" : "=",
                              line->path != NULL ? line->file : "*",
                              line->path != NULL ? line->path : "$", line->text);
    }
  return g_string_free (out, FALSE);
}

static void
demand_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *wanted = NULL;

  if (g_getenv ("MUSTER_WRITE_FIXTURES") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_get_contents (path, &wanted, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_fixtures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_build_filename (MUSTER_FIXTURES, "import", cases[i].folder, NULL);
      g_autoptr (MusterImport) import =
          read_folder (folder, muster_importer_find (cases[i].importer));
      g_autofree char *text = muster_import_write (import);
      g_autofree char *report = write_report (import);

      g_test_message ("%s", cases[i].folder);
      demand_file (folder, "team.yaml", text);
      demand_file (folder, "report", report);
    }
}

static void
test_table (void)
{
  for (guint i = 0; muster_importers[i] != NULL; i++)
    {
      const MusterImporter *importer = muster_importers[i];

      g_assert_nonnull (importer->convert);
      g_assert_cmpstr (importer->title, !=, "");
      g_assert_true (muster_importer_find (importer->name) == importer);
      if (i > 0)
        g_assert_cmpstr (muster_importers[i - 1]->name, <, importer->name);
    }
  g_assert_null (muster_importer_find ("carrier-pigeon"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/table", test_table);
  g_test_add_func ("/importers/fixtures", test_fixtures);
  return g_test_run ();
}
