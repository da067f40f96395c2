/* group-replay.c - what recorded alerts would have become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/group-replay.h"
#include "wire/team-file.h"

#include <string.h>

static const char team[] = "services:\n"
                           "  - {name: db}\n"
                           "  - {name: checkout}\n";

static MusterGroupReplay *
new_replay (const char *yaml)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects =
      muster_team_file_parse ("team.yaml", yaml, strlen (yaml), NULL, &error);
  MusterGroupReplay *replay;

  g_assert_no_error (error);
  replay = muster_group_replay_new (objects, &error);
  g_assert_no_error (error);
  return replay;
}

static char *
replay_with (const char *yaml, const char *record)
{
  g_autoptr (MusterGroupReplay) self = new_replay (yaml);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  muster_group_replay_read (self, record, strlen (record), &error);
  g_assert_no_error (error);
  muster_group_replay_run (self);
  muster_group_replay_write (self, out);
  return g_string_free (out, FALSE);
}

static char *
replay (const char *record)
{
  return replay_with (team, record);
}

static void
test_groups_as_live (void)
{
  g_autofree char *out = replay (
      /* not in order: played by the time of receipt */
      "{\"id\":\"b\",\"receivedAt\":\"2026-03-06T14:26:00Z\",\"alert\":{\"labels\":{\"alertname\":"
      "\"X\",\"service\":\"checkout\",\"pod\":\"2\"}}}\n"
      "\n"
      "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":{\"alertname\":"
      "\"X\",\"service\":\"checkout\",\"pod\":\"1\"}}}\n"
      "{\"id\":\"c\",\"receivedAt\":\"2026-03-06T14:27:00Z\",\"more\":[],\"alert\":{\"labels\":{"
      "\"alertname\":\"Y\",\"service\":\"db\"}}}");

  g_assert_nonnull (strstr (out, "\"alerts\":[\"a\",\"b\"]"));
  g_assert_nonnull (strstr (out, "\"alerts\":[\"c\"]"));
  g_assert_nonnull (strstr (out, "\"about\":\"checkout\""));
  g_assert_nonnull (strstr (out, "\"title\":\"Y on db\""));
}

/* By what depends on what, also where only a pod is named. */
static void
test_connected_services (void)
{
  g_autofree char *out = replay_with (
      "services:\n"
      "  - {name: db}\n"
      "  - {name: checkout, depends_on: [db]}\n",
      "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":{\"alertname\":"
      "\"X\",\"pod\":\"checkout-6d4b75cb6d-hf2xk\"}}}\n"
      "{\"id\":\"b\",\"receivedAt\":\"2026-03-06T14:25:40Z\",\"alert\":{\"labels\":{\"alertname\":"
      "\"Y\",\"service\":\"db\"}}}\n");

  g_assert_nonnull (strstr (out, "\"alerts\":[\"a\",\"b\"]"));
  g_assert_nonnull (strstr (out, "\"title\":\"Y on db\",\"about\":\"db\""));
  g_assert_nonnull (strstr (out, "\"ranking\":[{\"service\":\"db\",\"score\":"));
  g_assert_nonnull (strstr (out, "\"a\":\"checkout → db: depends on, 1 hop, 40 s earlier\""));
}

static void
test_same_record_same_answer (void)
{
  static const char record[] = "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{"
                               "\"labels\":{\"alertname\":\"X\"}}}";
  g_autofree char *first = replay (record), *second = replay (record), *none = replay ("");

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (none, ==, "{\"incidents\":[]}");
}

static void
test_bad_lines_are_named (void)
{
#define GOOD                                                                                       \
  "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":{\"a\":\"b\"}}}\n"
  static const char *const bad[] = {
    "nonsense",
    "{\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":{\"a\":\"b\"}}}",
    "{\"id\":1,\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":{\"a\":\"b\"}}}",
    "{\"id\":\"a\",\"alert\":{\"labels\":{\"a\":\"b\"}}}",
    "{\"id\":\"a\",\"receivedAt\":\"soon\",\"alert\":{\"labels\":{\"a\":\"b\"}}}",
    "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\"}",
    "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":[]}",
    "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":7}}",
    "{\"id\":\"a\",\"receivedAt\":\"2026-03-06T14:25:00Z\",\"alert\":{\"labels\":{}}}",
    "{\"id\":\"a\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (MusterGroupReplay) self = new_replay (team);
      g_autofree char *record = g_strconcat (GOOD "\n", bad[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (muster_group_replay_read (self, record, strlen (record), &error));
      if (error == NULL || !g_str_has_prefix (error->message, "line 3: "))
        g_error ("%s: %s", bad[i], error != NULL ? error->message : "no error");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/group-replay/groups-as-live", test_groups_as_live);
  g_test_add_func ("/hub/group-replay/connected", test_connected_services);
  g_test_add_func ("/hub/group-replay/same-answer", test_same_record_same_answer);
  g_test_add_func ("/hub/group-replay/bad-lines", test_bad_lines_are_named);
  return g_test_run ();
}
