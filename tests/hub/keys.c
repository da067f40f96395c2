/* keys.c - integration keys: rotated, revoked, and how each does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

/* The id of the only key, or of the last. */
static char *
key_id (LiveHub *hub)
{
  const GPtrArray *objects =
      muster_directory_objects (muster_world_get_directory (live_hub_world (hub)));
  MusterUlid id = { 0, 0 };

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (g_str_equal (object->type, MUSTER_OBJECT_KEY) && !object->removed)
        id = object->id;
    }
  return muster_ulid_to_string (id);
}

static LiveAnswer *
post_to_key (LiveHub *hub, const char *action, const char *body)
{
  g_autofree char *id = key_id (hub);
  g_autofree char *path = g_strdup_printf ("/v1/keys/%s/%s", id, action);

  return live_post (hub, NULL, path, body);
}

/* Both tokens are in force until the old one ends by itself. */
static void
test_rotate (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *old = live_key (hub, "api");
  g_autoptr (LiveAnswer) rotated = NULL, list = NULL, ended = NULL;
  g_autofree char *new = NULL;

  g_assert_cmpuint (live_alert (hub, old, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 202);
  rotated = post_to_key (hub, "rotate", "{\"overlap\":\"1h\"}");
  g_assert_cmpuint (rotated->status, ==, 200);
  new = live_answer_string (rotated, "key");
  g_assert_nonnull (new);
  g_assert_cmpstr (new, !=, old);
  g_assert_cmpuint (live_alert (hub, new, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 202);
  g_assert_cmpuint (live_alert (hub, old, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 202);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (hub)), ==, 1);
  live_hub_restart_without_snapshot (hub);
  g_assert_cmpuint (live_alert (hub, old, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 202);
  list = live_get (hub, NULL, "/v1/keys");
  g_assert_nonnull (strstr (list->body, "\"oldTokenEndsAt\":\"2026-03-06T15:00:00Z\""));
  g_assert_null (strstr (list->body, new));
  live_hub_advance (hub, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (live_alert (hub, old, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 401);
  g_assert_cmpuint (live_alert (hub, new, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 202);
  ended = post_to_key (hub, "revoke", "{}");
  g_assert_cmpuint (ended->status, ==, 200);
  g_assert_cmpuint (live_alert (hub, new, "{\"summary\":\"a\",\"dedupKey\":\"d\"}"), ==, 401);
}

static void
test_retire (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *old = live_key (hub, "api");
  g_autoptr (LiveAnswer) rotated = post_to_key (hub, "rotate", "{}"), twice = NULL, retired = NULL;

  twice = post_to_key (hub, "rotate", "{}");
  g_assert_cmpuint (twice->status, ==, 400);
  retired = post_to_key (hub, "retire", "{}");
  g_assert_cmpuint (retired->status, ==, 200);
  g_assert_cmpuint (live_alert (hub, old, "{\"summary\":\"a\"}"), ==, 401);
}

static void
test_roles (void)
{
  static const char *const actions[] = { "rotate", "retire", "revoke", "configure" };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *id = key_id (hub);
  g_autofree char *manager = live_token (hub, "max", MUSTER_ACCESS_MANAGER);
  g_autoptr (LiveAnswer) list = live_get (hub, manager, "/v1/keys");

  g_assert_cmpuint (list->status, ==, 403);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/keys/%s/%s", id, actions[i]);
      g_autoptr (LiveAnswer) answer = live_post (hub, manager, path, "{}");

      g_assert_cmpuint (answer->status, ==, 403);
    }
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"a\"}"), ==, 202);
}

/* What repeats costs no event, and is seen all the same; a body that is refused is too. */
static void
test_health (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/alertmanager", key);
  g_autoptr (LiveAnswer) never = live_get (hub, NULL, "/v1/keys"), refused = NULL, list = NULL;
  g_autoptr (LiveAnswer) after = NULL, crashed = NULL;

  g_assert_nonnull (strstr (never->body, "\"lastEventAt\":null"));
  live_alert (hub, key, "{\"summary\":\"a\",\"dedupKey\":\"d\"}");
  live_hub_advance (hub, G_TIME_SPAN_MINUTE);
  live_alert (hub, key, "{\"summary\":\"a\",\"dedupKey\":\"d\"}");
  list = live_get (hub, NULL, "/v1/keys");
  g_assert_nonnull (strstr (list->body, "\"lastEventAt\":\"2026-03-06T14:01:00Z\","
                                        "\"lastSource\":\"generic\",\"alerts\":1,\"requests\":2,"
                                        "\"refused\":0"));
  live_hub_advance (hub, G_TIME_SPAN_MINUTE);
  refused = live_post (hub, NULL, path, "{");
  g_assert_cmpuint (refused->status, ==, 400);
  live_hub_restart (hub);
  after = live_get (hub, NULL, "/v1/keys");
  g_assert_nonnull (strstr (after->body, "\"lastEventAt\":\"2026-03-06T14:02:00Z\","
                                         "\"lastSource\":\"alertmanager\",\"alerts\":2,"
                                         "\"requests\":3,\"refused\":1"));
  live_hub_restart_without_snapshot (hub); /* what cost no event is as it was */
  crashed = live_get (hub, NULL, "/v1/keys");
  g_assert_nonnull (strstr (crashed->body, "\"lastEventAt\":\"2026-03-06T14:02:00Z\""));
  g_assert_nonnull (strstr (crashed->body, "\"alerts\":2"));
  g_assert_nonnull (strstr (crashed->body, "\"refused\":1"));
}

/* It falls silent, is told, and is heard again, across a restart. */
static void
test_silent (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) configured = post_to_key (hub, "configure", "{\"silence\":\"10m\"}");
  g_autoptr (LiveAnswer) silent = NULL, alerts = NULL, heard = NULL;

  g_assert_cmpuint (configured->status, ==, 200);
  live_alert (hub, key, "{\"summary\":\"a\",\"dedupKey\":\"d\"}");
  live_hub_advance (hub, 10 * G_TIME_SPAN_MINUTE);
  silent = live_get (hub, NULL, "/v1/keys");
  g_assert_nonnull (strstr (silent->body, "\"silentSince\":\"2026-03-06T14:00:00Z\""));
  live_hub_restart (hub);
  alerts = live_get (hub, NULL, "/v1/alerts?filter=alertname%3DIntakeSilent");
  g_assert_nonnull (strstr (alerts->body, "\"status\":\"firing\""));
  g_assert_nonnull (strstr (alerts->body, "configured to be told after 10 min of silence"));
  live_alert (hub, key, "{\"summary\":\"a\",\"dedupKey\":\"d\"}");
  heard = live_get (hub, NULL, "/v1/keys");
  g_assert_nonnull (strstr (heard->body, "\"silentSince\":null"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/keys/rotate", test_rotate);
  g_test_add_func ("/hub/keys/retire", test_retire);
  g_test_add_func ("/hub/keys/roles", test_roles);
  g_test_add_func ("/hub/keys/health", test_health);
  g_test_add_func ("/hub/keys/silent", test_silent);
  return g_test_run ();
}
