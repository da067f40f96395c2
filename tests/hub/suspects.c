/* suspects.c - which change may have begun an incident, and which other may be the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

static void
do_it (LiveHub *hub, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
put_service (LiveHub *hub, const char *name, const char *body)
{
  g_autofree char *command =
      g_strdup_printf ("{\"object\":\"service\",\"name\":\"%s\",\"body\":%s}", name, body);

  do_it (hub, "/v1/config", command);
}

static LiveHub *
new_hub (char **key)
{
  LiveHub *hub = live_hub_new (FALSE);

  *key = live_key (hub, "blog");
  put_service (hub, "db", "{}");
  put_service (hub, "shop", "{\"depends_on\":[\"db\"]}");
  return hub;
}

/* The titles in the order of the answer. */
static char *
titles_of (const char *json)
{
  GString *titles = g_string_new (NULL);

  for (const char *at = json; (at = strstr (at, "\"title\":\"")) != NULL;)
    {
      at += strlen ("\"title\":\"");
      g_string_append_printf (titles, "%.*s; ", (int) strcspn (at, "\""), at);
    }
  return g_string_free (titles, FALSE);
}

static void
record (LiveHub *hub, const char *title, const char *service, const char *start, const char *kind)
{
  g_autofree char *body =
      g_strdup_printf ("{\"title\":\"%s\",\"service\":\"%s\",\"start\":\"%s\",\"kind\":\"%s\"}",
                       title, service, start, kind);

  do_it (hub, "/v1/changes", body);
}

static void
test_ranks (void)
{
  g_autofree char *key = NULL, *titles = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) answer = NULL, missing = NULL;

  record (hub, "New theme", "blog", "2026-03-06T13:58:00Z", "deploy");
  record (hub, "Fewer connections", "db", "2026-03-06T13:54:00Z", "deploy");
  record (hub, "Of last week", "db", "2026-02-27T13:54:00Z", "deploy");
  live_alert (hub, key,
              "{\"summary\":\"connections refused\",\"service\":\"shop\","
              "\"startsAt\":\"2026-03-06T13:59:00Z\",\"labels\":{\"alertname\":\"Refused\"}}");
  record (hub, "Mended", "db", "2026-03-06T14:00:30Z", "deploy");
  answer = live_get (hub, NULL, "/v1/incidents/INC-1/changes");
  missing = live_get (hub, NULL, "/v1/incidents/INC-9/changes");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (missing->status, ==, 404);
  titles = titles_of (answer->body);
  g_assert_cmpstr (titles, ==, "Fewer connections; New theme; ");
  g_assert_nonnull (strstr (answer->body, "\"onset\":\"2026-03-06T13:59:00Z\""));
  g_assert_nonnull (strstr (answer->body, "\"later\":1,\"suspects\":2"));
  g_assert_nonnull (strstr (answer->body, "shop, which fails, depends on db, 1 hop"));
  g_assert_nonnull (strstr (answer->body, "says the same as what fails: connections"));
  g_assert_nonnull (strstr (answer->body, "nothing that fails depends on blog"));
  g_assert_nonnull (strstr (answer->body, "took effect 5 min before it began"));
  g_assert_nonnull (strstr (answer->body, "\"outside\":null"));
}

/* The postmortem has them, too. */
static void
test_export (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) markdown = NULL, json = NULL;
  const char *first, *second;

  record (hub, "New theme", "blog", "2026-03-06T13:58:00Z", "deploy");
  record (hub, "Fewer [connections](x)", "db", "2026-03-06T13:54:00Z", "deploy");
  live_alert (hub, key,
              "{\"summary\":\"connections refused\",\"service\":\"shop\","
              "\"startsAt\":\"2026-03-06T13:59:00Z\",\"labels\":{\"alertname\":\"Refused\"}}");
  markdown = live_get (hub, NULL, "/v1/incidents/INC-1/export");
  json = live_get (hub, NULL, "/v1/incidents/INC-1/export?format=json");
  g_assert_cmpuint (markdown->status, ==, 200);
  g_test_message ("%s", markdown->body);
  first = strstr (markdown->body, "\n1. 13:54:00 - db: Fewer \\[connections\\](x)\n   - Reasons: ");
  second = strstr (markdown->body, "\n2. 13:58:00 - blog: New theme\n   - Reasons: ");
  g_assert_nonnull (first);
  g_assert_true (second > first);
  g_assert_nonnull (strstr (first, "took effect 5 min before it began"));
  g_assert_nonnull (strstr (first, "\n   - Would be refuted: "));
  g_assert_cmpuint (json->status, ==, 200);
}

static void
test_no_change_is_to_blame (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) answer = NULL;

  live_alert (hub, key,
              "{\"summary\":\"x509: certificate has expired\",\"service\":\"shop\","
              "\"labels\":{\"alertname\":\"Calls\"}}");
  answer = live_get (hub, NULL, "/v1/incidents/INC-1/changes");
  g_assert_nonnull (strstr (answer->body, "\"outside\":\"a certificate is out of date: "));
  g_assert_nonnull (strstr (answer->body, "\"items\":[]"));
}

/* A push and the deployment of its commit are one suspect; details of these names are read. */
static void
test_reads_pushes (void)
{
  g_autofree char *key = NULL, *path = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) pushed = NULL, answer = NULL;

  path = g_strdup_printf ("/v1/intake/%s/v2/change/enqueue", key);
  pushed = live_post (hub, NULL, path,
                      "{\"payload\":{\"summary\":\"Tune\",\"timestamp\":\"2026-03-06T13:50:00Z\","
                      "\"custom_details\":{\"service\":\"db\",\"files\":\"db.yaml\","
                      "\"diff\":\"-pool: 100\\n+pool: 10\"}}}");
  g_assert_cmpuint (pushed->status, ==, 202);
  live_alert (hub, key,
              "{\"summary\":\"slow\",\"service\":\"db\",\"labels\":{\"alertname\":\"Slow\"}}");
  answer = live_get (hub, NULL, "/v1/incidents/INC-1/changes");
  g_test_message ("%s", answer->body);
  g_assert_nonnull (strstr (answer->body, "changes pool: 100 → 10"));
}

/* Open incidents that say the same are suggested as one, and stay two. */
static void
test_similar (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) answer = NULL, other = NULL, apart = NULL, after = NULL, again = NULL;

  live_alert (hub, key, "{\"summary\":\"Ledger writes stall in eu\",\"service\":\"mail\"}");
  live_hub_advance (hub, 20 * G_USEC_PER_SEC);
  live_alert (hub, key, "{\"summary\":\"Ledger writes stall in us\",\"service\":\"chat\"}");
  live_alert (hub, key, "{\"summary\":\"Login page is blank\",\"service\":\"login\"}");
  answer = live_get (hub, NULL, "/v1/incidents/INC-2/similar");
  other = live_get (hub, NULL, "/v1/incidents/INC-3/similar");
  g_test_message ("%s", answer->body);
  g_assert_nonnull (strstr (answer->body, "{\"items\":[{\"incident\":\"INC-1\""));
  g_assert_nonnull (strstr (answer->body, "looks like INC-1: same words 1.0, arrived within 20 s"));
  g_assert_nonnull (strstr (answer->body, "\"parts\":{\"words\":1,\"arrival\":0.85}"));
  g_assert_nonnull (strstr (other->body, "\"items\":[]"));
  do_it (hub, "/v1/incidents/INC-1/resolve", "{}");
  after = live_get (hub, NULL, "/v1/incidents/INC-2/similar");
  g_assert_nonnull (strstr (after->body, "\"items\":[]"));
  do_it (hub, "/v1/incidents/INC-1/reopen", "{}");
  again = live_get (hub, NULL, "/v1/incidents/INC-2/similar");
  g_assert_nonnull (strstr (again->body, "\"incident\":\"INC-1\""));
  do_it (hub, "/v1/incidents/INC-1/apart", "{\"from\":\"INC-2\"}");
  apart = live_get (hub, NULL, "/v1/incidents/INC-2/similar");
  g_assert_nonnull (strstr (apart->body, "\"items\":[]"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suspects/ranks", test_ranks);
  g_test_add_func ("/suspects/export", test_export);
  g_test_add_func ("/suspects/outside", test_no_change_is_to_blame);
  g_test_add_func ("/suspects/pushes", test_reads_pushes);
  g_test_add_func ("/suspects/similar", test_similar);
  return g_test_run ();
}
