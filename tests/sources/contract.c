/* contract.c - every source against its recorded bodies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contract FIXTURES: FIXTURES/NAME/CASE.in is a body, CASE.head (if there is one) what its request
 * says beside it, CASE.out what comes of it, after a first line that says when it is received. With
 * MUSTER_UPDATE_FIXTURES set, the .out files are written anew: read the difference before you
 * commit it.
 */
#include "base/instant.h"
#include "dump.h"

static const char *fixtures;

#define RECEIVED_DEFAULT "received 2026-03-06T14:26:00Z\n"

static gint64
read_received (const char *expected)
{
  const char *end = strchr (expected, '\n');
  gint64 received_us = 0;

  g_assert_true (g_str_has_prefix (expected, "received "));
  g_assert_nonnull (end);
  expected += strlen ("received ");
  g_assert_true (muster_instant_parse (expected, end - expected, &received_us));
  return received_us;
}

static void
check_case (const MusterSource *source, const char *in_path)
{
  g_autofree char *stem = g_strndup (in_path, strlen (in_path) - strlen (".in"));
  g_autofree char *out_path = g_strconcat (stem, ".out", NULL);
  g_autofree char *head_path = g_strconcat (stem, ".head", NULL);
  g_autofree char *body = NULL, *head = NULL, *expected = NULL, *got = NULL;
  g_autoptr (GError) error = NULL;
  DumpBody in = { 0 };

  g_test_message ("%s", in_path);
  g_file_get_contents (in_path, &body, &in.body_n, &error);
  g_assert_no_error (error);
  if (!g_file_get_contents (out_path, &expected, NULL, NULL))
    expected = g_strdup (RECEIVED_DEFAULT);
  if (g_file_get_contents (head_path, &head, NULL, NULL))
    in.head = head;
  in.body = body;
  in.received_us = read_received (expected);
  got = dump_body (source, &in);
  if (g_getenv ("MUSTER_UPDATE_FIXTURES") != NULL)
    g_assert_true (g_file_set_contents (out_path, got, -1, NULL));
  else
    g_assert_cmpstr (got, ==, expected);
}

static void
test_fixtures (gconstpointer data)
{
  const MusterSource *source = data;
  g_autofree char *folder = g_build_filename (fixtures, source->name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".in"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        check_case (source, path);
        n++;
      }
  g_assert_cmpuint (n, >=, 2);
}

static void
test_table (void)
{
  for (gsize i = 0; muster_sources[i] != NULL; i++)
    {
      const MusterSource *source = muster_sources[i];

      g_assert_nonnull (source->title);
      g_assert_nonnull (source->decode);
      g_assert_nonnull (source->reply);
      g_assert_true (muster_source_find (source->name) == source);
      if (i > 0)
        g_assert_cmpstr (muster_sources[i - 1]->name, <, source->name);
    }
  g_assert_null (muster_source_find (""));
  g_assert_null (muster_source_find ("Alertmanager"));
}

/* Each own path leads to its source, as it stands, behind a key, and behind the source's name. */
static void
test_own_paths (void)
{
  for (gsize i = 0; muster_sources[i] != NULL; i++)
    for (gsize p = 0; muster_sources[i]->paths != NULL && muster_sources[i]->paths[p] != NULL; p++)
      {
        const char *path = muster_sources[i]->paths[p];
        g_autofree char *named = g_strconcat (muster_sources[i]->name, path, NULL);
        g_auto (GStrv) segments = g_strsplit (named, "/", -1);
        const char *const *parts = (const char *const *) segments;
        guint n = g_strv_length (segments);
        MusterSourceRoute route;

        g_test_message ("%s", path);
        g_assert_true (muster_source_route_path (parts + 1, n - 1, FALSE, &route));
        g_assert_true (route.source == muster_sources[i] && route.path == path && !route.asks);
        g_assert_cmpint (route.key != NULL, ==, strstr (path, "{key}") != NULL);
        g_assert_true (muster_source_route_path (parts + 1, n - 1, TRUE, &route));
        g_assert_true (route.source == muster_sources[i] && route.path == path);
        g_assert_null (route.key);
        g_assert_cmpint (*route.part != '\0', ==, strchr (path, '{') != NULL);
        g_assert_true (muster_source_route_name (parts, n, &route));
        g_assert_true (route.source == muster_sources[i] && route.path == path);
        g_assert_false (muster_source_route_path (parts + 1, n - 2, FALSE, &route) &&
                        route.path == path);
      }
}

/* Where it is asked what became of a request: with its id, and of no other path. */
static void
test_question_paths (void)
{
  for (gsize i = 0; muster_sources[i] != NULL; i++)
    {
      const char *path = muster_sources[i]->question_path;
      MusterSourceRoute route;

      g_assert_cmpint (path != NULL, ==, muster_sources[i]->tell != NULL);
      if (path == NULL)
        continue;
      for (guint named = 0; named <= 1; named++)
        {
          g_autofree char *text = g_strconcat (muster_sources[i]->name, path, NULL);
          g_auto (GStrv) segments = g_strsplit (text, "/", -1);
          const char *const *parts = (const char *const *) segments;
          guint n = g_strv_length (segments);

          g_assert_true (named ? muster_source_route_name (parts, n, &route)
                               : muster_source_route_path (parts + 1, n - 1, named, &route));
          g_assert_true (route.source == muster_sources[i] && route.path == path && route.asks);
          g_assert_cmpint (*route.part, ==, '{');
          g_assert_null (route.key);
        }
    }
}

static void
test_no_paths (void)
{
  static const char *const paths[] = { "api/v2", "api/v2/alerts/x", "v2/enqueues", "v2/enqueu",
                                       "x",      "v2/enqueue/x" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (GStrv) segments = g_strsplit (paths[i], "/", -1);
      const char *const *parts = (const char *const *) segments;
      MusterSourceRoute route;

      g_assert_false (muster_source_route_path (parts, g_strv_length (segments), FALSE, &route));
      g_assert_false (muster_source_route_name (parts, g_strv_length (segments), &route));
      g_assert_false (muster_source_route_path (parts, 0, FALSE, &route));
      g_assert_false (muster_source_route_name (parts, 0, &route));
    }
}

static void
test_parts_by_name (void)
{
  static const char *const segments[] = { "generic", "part", "more" };
  MusterSourceRoute route;

  g_assert_true (muster_source_route_name (segments, 1, &route));
  g_assert_cmpstr (route.part, ==, "");
  g_assert_true (muster_source_route_name (segments, 2, &route));
  g_assert_cmpstr (route.part, ==, "part");
  g_assert_null (route.path);
  g_assert_false (muster_source_route_name (segments, 3, &route));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixtures = argv[1];
  g_test_add_func ("/sources/table", test_table);
  g_test_add_func ("/sources/own-paths", test_own_paths);
  g_test_add_func ("/sources/question-paths", test_question_paths);
  g_test_add_func ("/sources/no-paths", test_no_paths);
  g_test_add_func ("/sources/parts-by-name", test_parts_by_name);
  for (gsize i = 0; muster_sources[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/sources/fixtures/", muster_sources[i]->name, NULL);

      g_test_add_data_func (path, muster_sources[i], test_fixtures);
    }
  return g_test_run ();
}
