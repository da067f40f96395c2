/* letters.c - what could not be read is read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

#define OURS "{\"summary\":\"It fires\",\"service\":\"api\",\"labels\":{\"pod\":\"p1\"}}"

/* Posts what is refused; the id of the letter. */
static char *
refuse (LiveHub *hub, const char *key, const char *source, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/%s", key, source);
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);
  const GQueue *letters = muster_world_get_dead_letters (live_hub_world (hub));

  g_assert_cmpuint (answer->status, ==, 400);
  return muster_ulid_to_string (((MusterDeadLetter *) letters->tail->data)->id);
}

static LiveAnswer *
preview (LiveHub *hub, const char *letter, const char *as)
{
  g_autofree char *path = g_strdup_printf ("/v1/dead-letters/preview?letter=%s%s", letter, as);

  return live_get (hub, NULL, path);
}

static LiveAnswer *
replay (LiveHub *hub, const char *letter, const char *arguments)
{
  g_autofree char *path = g_strdup_printf ("/v1/dead-letters/%s/replay", letter);

  return live_post (hub, NULL, path, arguments);
}

static void
assert_has (const LiveAnswer *answer, const char *text)
{
  if (strstr (answer->body, text) == NULL)
    g_error ("%s is not in %s", text, answer->body);
}

/* After everything that the hub has to do by itself. */
static guint64
settled_seq (LiveHub *hub)
{
  live_hub_settle (hub);
  return live_hub_seq (hub);
}

/* Sent to the wrong address: what it would be, then that it is; and the list says who and when. */
static void
test_another_source (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *letter = refuse (hub, key, "alertmanager", OURS);
  guint64 before = settled_seq (hub);
  g_autoptr (LiveAnswer) same = preview (hub, letter, "");
  g_autoptr (LiveAnswer) other = preview (hub, letter, "&source=generic");
  g_autoptr (LiveAnswer) refused = NULL, done = NULL, list = NULL, alerts = NULL, again = NULL;
  guint n = muster_world_last_incident (live_hub_world (hub));

  assert_has (same, "\"items\":[],\"error\":\"");
  assert_has (other, "\"becomes\":\"new\",\"incident\":null,\"title\":\"It fires\"");
  assert_has (other, "\"error\":null,\"source\":\"generic\",\"mapping\":null,\"alerts\":1");
  g_assert_cmpuint (live_hub_seq (hub), ==, before); /* nothing happened */
  refused = replay (hub, letter, "{}");
  g_assert_cmpuint (refused->status, ==, 400);
  live_hub_advance (hub, G_TIME_SPAN_HOUR);
  done = replay (hub, letter, "{\"source\":\"generic\"}");
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (hub)), ==, n + 1);
  alerts = live_get (hub, NULL, "/v1/alerts?filter=pod%3Dp1");
  assert_has (alerts, "\"startsAt\":\"2026-03-06T14:00:00Z\""); /* when it came */
  live_hub_restart_without_snapshot (hub);
  list = live_get (hub, NULL, "/v1/dead-letters");
  assert_has (list, "\"whole\":true,\"replayedAt\":\"2026-03-06T15:00:00Z\",\"replayedBy\":\"");
  assert_has (list, "\"replayedAs\":\"generic\",\"replayedWith\":null");
  again = preview (hub, letter, "&source=generic");
  assert_has (again, "\"becomes\":\"repeated\"");
}

static void
test_mapping (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *letter = refuse (hub, key, "mapped/acme", "{\"n\":\"Disk is full\"}");
  g_autoptr (LiveAnswer) without = preview (hub, letter, ""), with = NULL, put = NULL, done = NULL;

  assert_has (without, "the address names no mapping");
  put = live_post (hub, NULL, "/v1/config",
                   "{\"object\":\"mapping\",\"name\":\"acme\",\"body\":{\"title\":\"$.n\"}}");
  g_assert_cmpuint (put->status, ==, 200);
  with = preview (hub, letter, ""); /* its own address names it */
  assert_has (with, "\"title\":\"Disk is full\"");
  assert_has (with, "\"mapped/acme\"");
  done = replay (hub, letter, "{\"mapping\":\"acme\"}");
  g_assert_cmpuint (done->status, ==, 200);
}

/* A sender's own path and its query are a part of what it said. */
static void
test_path (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *open = g_strdup_printf ("/v2/alerts?apiKey=%s", key);
  g_autofree char *close =
      g_strdup_printf ("/v2/alerts/db%%2Fdisk/close?identifierType=alias&apiKey=%s", key);
  g_autoptr (LiveAnswer) opened =
      live_post (hub, NULL, open, "{\"message\":\"m\",\"alias\":\"db/disk\"}");
  g_autoptr (LiveAnswer) closed = live_post (hub, NULL, close, "{\"user\":5");
  const GQueue *letters = muster_world_get_dead_letters (live_hub_world (hub));
  const MusterDeadLetter *letter = letters->tail->data;
  g_autofree char *id = muster_ulid_to_string (letter->id);
  g_autoptr (LiveAnswer) looked = NULL;

  g_assert_cmpuint (opened->status, ==, 202);
  g_assert_cmpuint (closed->status, ==, 422);
  g_assert_null (strstr (letter->target, key));
  g_assert_nonnull (strstr (letter->target, "/v2/alerts/db%2Fdisk/close?identifierType=alias"));
  looked = preview (hub, id, "");
  assert_has (looked, "\"items\":[],\"error\":\""); /* it is no JSON as before */
}

static void
test_what_was_cut (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *pad = g_strnfill (70000, 'x');
  g_autofree char *big = g_strdup_printf ("{\"summary\":\"%s\"}", pad);
  g_autofree char *letter = refuse (hub, key, "alertmanager", big);
  g_autoptr (LiveAnswer) looked = preview (hub, letter, "&source=generic");
  g_autoptr (LiveAnswer) done = replay (hub, letter, "{\"source\":\"generic\"}"), list = NULL;

  assert_has (looked, "Only its first bytes were kept");
  g_assert_cmpuint (done->status, ==, 400);
  list = live_get (hub, NULL, "/v1/dead-letters");
  assert_has (list, "\"whole\":false,\"replayedAt\":null");
}

static void
test_refusals (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *letter = refuse (hub, key, "alertmanager", OURS);
  g_autofree char *responder = live_token (hub, "ben", MUSTER_ACCESS_RESPONDER);
  g_autofree char *path = g_strdup_printf ("/v1/dead-letters/%s/replay", letter);
  g_autoptr (LiveAnswer) forbidden = live_post (hub, responder, path, "{}");
  g_autoptr (LiveAnswer) hidden = live_get (hub, responder, "/v1/dead-letters/preview");
  g_autoptr (LiveAnswer) none = replay (hub, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "{}");
  g_autoptr (LiveAnswer) pigeon = replay (hub, letter, "{\"source\":\"carrier-pigeon\"}");
  g_autoptr (LiveAnswer) nameless = live_get (hub, NULL, "/v1/dead-letters/preview");

  g_assert_cmpuint (forbidden->status, ==, 403);
  g_assert_cmpuint (hidden->status, ==, 403);
  g_assert_cmpuint (none->status, ==, 404);
  g_assert_cmpuint (pigeon->status, ==, 400);
  g_assert_cmpuint (nameless->status, ==, 404);
}

/* The same command twice takes it in once. */
static void
test_once (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *letter = refuse (hub, key, "alertmanager", OURS);
  const char *command = "{\"id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"source\":\"generic\"}";
  g_autoptr (LiveAnswer) first = replay (hub, letter, command), second = NULL;
  guint64 seq = live_hub_seq (hub);

  second = replay (hub, letter, command);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (second->body, ==, first->body);
  g_assert_cmpuint (live_hub_seq (hub), ==, seq);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/letters/another-source", test_another_source);
  g_test_add_func ("/hub/letters/mapping", test_mapping);
  g_test_add_func ("/hub/letters/path", test_path);
  g_test_add_func ("/hub/letters/what-was-cut", test_what_was_cut);
  g_test_add_func ("/hub/letters/refusals", test_refusals);
  g_test_add_func ("/hub/letters/once", test_once);
  return g_test_run ();
}
