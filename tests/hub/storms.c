/* storms.c - a storm by one key, and what the hub tells of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

/* One body of @n alerts that have a cluster in common. */
static void
rain (LiveHub *hub, const char *key, guint from, guint n)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/generic", key);
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (LiveAnswer) answer = NULL;

  for (guint i = from; i < from + n; i++)
    g_string_append_printf (body,
                            "%s{\"summary\":\"A%u\",\"labels\":{\"alertname\":\"A%u\","
                            "\"host\":\"h%u\",\"cluster\":\"%s\"}}",
                            i > from ? "," : "", i, i, i, i % 4 == 0 ? "us" : "eu");
  g_string_append_c (body, ']');
  answer = live_post (hub, NULL, path, body->str);
  g_assert_cmpuint (answer->status, ==, 202);
}

static void
assert_has (const LiveAnswer *answer, const char *text)
{
  if (strstr (answer->body, text) == NULL)
    g_error ("%s is not in %s", text, answer->body);
}

static void
test_figures (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "shop");
  g_autoptr (LiveAnswer) none = live_get (hub, NULL, "/v1/storms"), some = NULL, again = NULL;
  g_autoptr (LiveAnswer) incident = NULL, over = NULL, after = NULL;

  g_assert_cmpstr (none->body, ==, "{\"items\":[],\"cursor\":null}\n");
  for (guint i = 0; i < 5; i++)
    rain (hub, key, i * 1000, 1000);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (hub)), ==, 301);
  some = live_get (hub, NULL, "/v1/storms");
  assert_has (some, "\"incident\":\"INC-301\"");
  assert_has (some, "\"service\":\"shop\",\"startsAt\":\"2026-03-06T14:00:00Z\","
                    "\"overAt\":\"2026-03-06T14:11:00Z\",\"folded\":5000,\"perMinute\":5000,"
                    "\"peak\":5000,\"outside\":0,\"labels\":[{\"name\":\"cluster\","
                    "\"value\":\"eu\",\"alerts\":3750}");
  live_hub_restart_without_snapshot (hub);
  again = live_get (hub, NULL, "/v1/storms");
  assert_has (again, "\"folded\":5000,\"perMinute\":5000,\"peak\":5000,\"outside\":0");
  live_hub_advance (hub, 11 * G_TIME_SPAN_MINUTE);
  over = live_get (hub, NULL, "/v1/storms");
  g_assert_cmpstr (over->body, ==, none->body);
  incident = live_get (hub, NULL, "/v1/incidents/INC-301");
  assert_has (incident, "\"storm\":\"over\"");
  after = live_get (hub, NULL, "/v1/incidents/INC-301/timeline");
  assert_has (after, "Storm over, 5000 alerts in 1 min");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/storms/figures", test_figures);
  return g_test_run ();
}
