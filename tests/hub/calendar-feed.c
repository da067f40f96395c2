/* calendar-feed.c - shifts for calendar programs, by a secret address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

static void
configure (LiveHub *hub)
{
  static const char *const bodies[] = {
    "{\"object\":\"person\",\"name\":\"ana\",\"access\":\"responder\"}",
    "{\"object\":\"person\",\"name\":\"ben\",\"access\":\"responder\"}",
    "{\"object\":\"schedule\",\"name\":\"payments\",\"body\":{\"zone\":\"UTC\",\"layers\":[{"
    "\"name\":\"weekly\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\","
    "\"members\":[\"ana\",\"ben\"]}]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, "/v1/config", bodies[i]);

      g_assert_cmpuint (answer->status, ==, 200);
    }
}

/* @out_id (nullable): by which it is revoked. */
static char *
add (LiveHub *hub, const char *body, char **out_id)
{
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, "/v1/calendars", body);
  char *path = live_answer_string (answer, "path");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (g_str_has_prefix (path, "/calendar/"));
  if (out_id != NULL)
    *out_id = live_answer_string (answer, "calendar");
  return path;
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *c = text; (c = strstr (c, what)) != NULL; c++)
    n++;
  return n;
}

/* Of one person and of all; also after a restart, and not after it is revoked. */
static void
test_life (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autoptr (LiveAnswer) all = NULL, one = NULL, list = NULL, again = NULL, ended = NULL,
                         gone = NULL;
  g_autofree char *of_all = NULL, *of_one = NULL, *id = NULL, *revoke = NULL;

  configure (hub);
  of_all = add (hub, "{\"schedule\":\"payments\"}", NULL);
  all = live_get (hub, NULL, of_all);
  g_assert_cmpuint (all->status, ==, 200);
  g_assert_nonnull (strstr (all->head, "text/calendar"));
  g_assert_nonnull (strstr (all->body, "SUMMARY:On call: ben (payments)"));
  of_one = add (hub, "{\"person\":\"ana\"}", &id);
  one = live_get (hub, NULL, of_one);
  g_assert_null (strstr (one->body, "ben"));
  g_assert_cmpuint (count (one->body, "BEGIN:VEVENT"), <, count (all->body, "BEGIN:VEVENT"));
  g_assert_cmpuint (count (one->body, "BEGIN:VEVENT"), >=, 13);
  list = live_get (hub, NULL, "/v1/calendars");
  g_assert_cmpuint (count (list->body, "\"object\":\"calendar\""), ==, 2);
  g_assert_null (strstr (list->body, of_one + strlen ("/calendar/")));
  live_hub_restart_without_snapshot (hub);
  again = live_get (hub, NULL, of_one);
  g_assert_cmpstr (again->body, ==, one->body);
  revoke = g_strdup_printf ("/v1/calendars/%s/revoke", id);
  ended = live_post (hub, NULL, revoke, "{}");
  g_assert_cmpuint (ended->status, ==, 200);
  gone = live_get (hub, NULL, of_one);
  g_assert_cmpuint (gone->status, ==, 404);
}

static char *
line_after (const char *text, const char *head)
{
  const char *found = strstr (text, head);

  g_assert_nonnull (found);
  return g_strndup (found, strcspn (found, "\r\n"));
}

static int
sequence_of (const LiveAnswer *answer)
{
  g_autofree char *line = line_after (answer->body, "SEQUENCE:");

  return atoi (line + strlen ("SEQUENCE:"));
}

static char *
first_override (const LiveAnswer *made)
{
  g_autofree char *id = live_answer_string (made, "override");

  g_assert_cmpuint (made->status, ==, 200);
  return g_strdup_printf ("/v1/overrides/%s/end", id);
}

/* Who stands in for whom is there, and what moved has a higher sequence and the same name: also
 * what is as it was again, which no change says any more. */
static void
test_moves (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *path = NULL, *uid = NULL, *uid_then = NULL, *end = NULL;
  g_autoptr (LiveAnswer) before = NULL, changed = NULL, after = NULL, ended = NULL, then = NULL,
                         again = NULL;

  configure (hub);
  path = add (hub, "{\"person\":\"ana\"}", NULL);
  before = live_get (hub, NULL, path);
  g_assert_null (strstr (before->body, "DTEND:20260308T120000Z"));
  changed = live_post (hub, NULL, "/v1/schedules/payments/override",
                       "{\"kind\":\"cover\",\"person\":\"ben\",\"from\":\"2026-03-08T12:00:00Z\","
                       "\"to\":\"2026-03-09T09:00:00Z\"}");
  end = first_override (changed);
  after = live_get (hub, NULL, path);
  g_assert_nonnull (strstr (after->body, "DTEND:20260308T120000Z"));
  uid = line_after (strstr (before->body, "DTSTART:20260302T090000Z") - 90, "UID:");
  uid_then = line_after (strstr (after->body, "DTSTART:20260302T090000Z") - 90, "UID:");
  g_assert_cmpstr (uid, ==, uid_then);
  g_assert_cmpint (sequence_of (after), >, sequence_of (before));
  ended = live_post (hub, NULL, end, "{}");
  g_assert_cmpuint (ended->status, ==, 200);
  then = live_get (hub, NULL, path);
  g_assert_null (strstr (then->body, "DTEND:20260308T120000Z"));
  g_assert_cmpint (sequence_of (then), >, sequence_of (after));
  live_hub_restart (hub);
  again = live_get (hub, NULL, path);
  g_assert_cmpstr (again->body, ==, then->body);
}

static LiveAnswer *
get_unless (LiveHub *hub, const char *path, const char *tag)
{
  g_autofree char *headers = g_strdup_printf ("If-None-Match: \"x\", %s\r\n", tag);
  const LiveRequest request = { .path = path, .headers = headers, .by_tcp = TRUE };

  return live_ask (hub, &request);
}

/* Who has it already is told so, until it is another one: by an alert it is not. */
static void
test_tags (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *path = NULL, *tag = NULL, *tag_then = NULL, *key = NULL;
  g_autoptr (LiveAnswer) first = NULL, known = NULL, swapped = NULL, changed = NULL, next = NULL;

  configure (hub);
  path = add (hub, "{\"person\":\"ana\"}", NULL);
  first = live_get (hub, NULL, path);
  tag = live_answer_header (first, "ETag");
  key = live_key (hub, "payments");
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"S\"}"), <, 300);
  known = get_unless (hub, path, tag);
  g_assert_cmpuint (known->status, ==, 304);
  g_assert_cmpuint (known->body_n, ==, 0);
  swapped = live_post (hub, NULL, "/v1/schedules/payments/override",
                       "{\"kind\":\"cover\",\"person\":\"ben\",\"from\":\"2026-03-08T12:00:00Z\","
                       "\"to\":\"2026-03-09T09:00:00Z\"}");
  g_assert_cmpuint (swapped->status, ==, 200);
  changed = get_unless (hub, path, tag);
  g_assert_cmpuint (changed->status, ==, 200);
  tag_then = live_answer_header (changed, "ETag");
  live_hub_advance (hub, G_TIME_SPAN_DAY); /* it looks a day further */
  next = get_unless (hub, path, tag_then);
  g_assert_cmpuint (next->status, ==, 200);
}

/* One secret opens one door: this is no token, and a token is no calendar. */
static void
test_doors (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *path = NULL, *secret = NULL, *token = NULL, *wrong = NULL;
  g_autoptr (LiveAnswer) in = NULL, out = NULL;

  configure (hub);
  path = add (hub, "{\"person\":\"ana\"}", NULL);
  secret = g_strndup (path + strlen ("/calendar/"), strcspn (path + strlen ("/calendar/"), "/"));
  in = live_get (hub, secret, "/v1/me");
  g_assert_cmpuint (in->status, ==, 401);
  token = live_token (hub, "ben", MUSTER_ACCESS_MANAGER);
  wrong = g_strdup_printf ("/calendar/%s/oncall.ics", token);
  out = live_get (hub, NULL, wrong);
  g_assert_cmpuint (out->status, ==, 404);
}

static void
test_refused (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"person\":\"ana\",\"schedule\":\"payments\"}",
    "{\"person\":\"nobody\"}",
    "{\"schedule\":\"none\"}",
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autoptr (LiveAnswer) unknown = NULL;

  configure (hub);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, "/v1/calendars", bodies[i]);

      g_assert_cmpuint (answer->status, >=, 400);
    }
  unknown = live_get (hub, NULL, "/calendar/rqapp3rp4mm8kh961b7kds9vxbreab6a/oncall.ics");
  g_assert_cmpuint (unknown->status, ==, 404);
}

/* One's own shifts are one's own to share; a manager's are everybody's. */
static void
test_roles (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *token = NULL;
  g_autoptr (LiveAnswer) own = NULL, other = NULL, schedule = NULL, list = NULL;

  configure (hub);
  token = live_token (hub, "ana", MUSTER_ACCESS_RESPONDER);
  own = live_post (hub, token, "/v1/calendars", "{\"person\":\"ana\"}");
  g_assert_cmpuint (own->status, ==, 200);
  other = live_post (hub, token, "/v1/calendars", "{\"person\":\"ben\"}");
  g_assert_cmpuint (other->status, ==, 403);
  schedule = live_post (hub, token, "/v1/calendars", "{\"schedule\":\"payments\"}");
  g_assert_cmpuint (schedule->status, ==, 403);
  g_free (add (hub, "{\"person\":\"ben\"}", NULL));
  list = live_get (hub, token, "/v1/calendars");
  g_assert_cmpuint (count (list->body, "\"object\":\"calendar\""), ==, 1);
  g_assert_nonnull (strstr (list->body, "\"name\":\"ana\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-feed/life", test_life);
  g_test_add_func ("/calendar-feed/moves", test_moves);
  g_test_add_func ("/calendar-feed/tags", test_tags);
  g_test_add_func ("/calendar-feed/doors", test_doors);
  g_test_add_func ("/calendar-feed/refused", test_refused);
  g_test_add_func ("/calendar-feed/roles", test_roles);
  return g_test_run ();
}
