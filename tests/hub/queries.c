/* queries.c - what GET answers (files-and-commands, HTTP)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-reader.h"
#include "live-hub.h"

#include <string.h>

/* The ids of a list's items, in order, by a member of theirs; its cursor. */
static GPtrArray *
read_list (const LiveAnswer *answer, const char *member, char **cursor)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  MusterText name, raw;

  *cursor = live_answer_string (answer, "cursor");
  muster_json_reader_begin (reader, answer->body, answer->body_n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (!muster_text_equal (name, "items"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        {
          muster_json_reader_enter_object (reader);
          while (muster_json_reader_next_member (reader, &name))
            if (muster_text_equal (name, member) && muster_json_reader_raw (reader, &raw))
              g_ptr_array_add (ids, muster_text_dup (raw));
            else
              muster_json_reader_skip (reader);
        }
    }
  muster_json_reader_finish (reader, &error);
  g_assert_no_error (error);
  return ids;
}

/* Every page of a list, one after another: "a b c". */
static char *
walk (LiveHub *hub, const char *path, const char *member, guint limit)
{
  GString *all = g_string_new (NULL);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *page =
          g_strdup_printf ("%s%climit=%u%s%s", path, strchr (path, '?') != NULL ? '&' : '?', limit,
                           cursor != NULL ? "&cursor=" : "", cursor != NULL ? cursor : "");
      g_autoptr (LiveAnswer) answer = live_get (hub, NULL, page);
      g_autoptr (GPtrArray) ids = NULL;

      g_assert_cmpuint (answer->status, ==, 200);
      g_clear_pointer (&cursor, g_free);
      ids = read_list (answer, member, &cursor);
      g_assert_cmpuint (ids->len, <=, limit);
      g_assert_true (cursor == NULL || ids->len > 0); /* it ends */
      for (guint i = 0; i < ids->len; i++)
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "",
                                (char *) g_ptr_array_index (ids, i));
    }
  while (cursor != NULL);
  return g_string_free (all, FALSE);
}

static void
do_it (LiveHub *hub, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

  g_assert_cmpuint (answer->status, ==, 200);
}

static LiveHub *
new_hub (char **key)
{
  LiveHub *hub = live_hub_new (FALSE);

  *key = live_key (hub, "api");
  return hub;
}

static void
test_incidents (void)
{
  static const struct
  {
    const char *path, *ids;
  } lists[] = {
    { "/v1/incidents", "\"INC-5\" \"INC-4\" \"INC-2\"" },
    { "/v1/incidents?state=open", "\"INC-5\" \"INC-4\" \"INC-2\"" },
    { "/v1/incidents?state=resolved", "\"INC-3\" \"INC-1\"" },
    { "/v1/incidents?state=all", "\"INC-5\" \"INC-4\" \"INC-3\" \"INC-2\" \"INC-1\"" },
  };
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) wrong = NULL;

  for (guint i = 0; i < 5; i++)
    do_it (hub, "/v1/incidents", "{\"title\":\"T\"}");
  do_it (hub, "/v1/incidents/INC-1/resolve", "{}");
  do_it (hub, "/v1/incidents/INC-1/stage", "{\"stage\":\"reviewed\"}");
  do_it (hub, "/v1/incidents/INC-3/resolve", "{}");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint limit = 1; limit <= 6; limit++)
      {
        g_autofree char *ids = walk (hub, lists[i].path, "id", limit);

        g_assert_cmpstr (ids, ==, lists[i].ids);
      }
  wrong = live_get (hub, NULL, "/v1/incidents?state=nonsense");
  g_assert_cmpuint (wrong->status, ==, 400);
}

static void
test_incident (void)
{
  static const char *const members[] = { "id",           "title",   "severity", "stage",
                                         "acknowledged", "service", "openedAt", "resolvedAt",
                                         "roles",        "alerts",  "drill" };
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) answer = NULL;
  g_autofree char *ben = live_token (hub, "ben", MUSTER_ACCESS_RESPONDER);

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\",\"severity\":\"high\"}"), ==, 202);
  do_it (hub, "/v1/incidents/INC-1/assign", "{\"role\":\"commander\",\"person\":\"ben\"}");
  answer = live_get (hub, NULL, "/v1/incidents/INC-1");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *name = g_strdup_printf ("\"%s\":", members[i]);
      g_assert_nonnull (strstr (answer->body, name));
    }
  g_assert_nonnull (strstr (answer->body, "\"stage\":\"detect\""));
  g_assert_nonnull (strstr (answer->body, "\"acknowledged\":false"));
  g_assert_nonnull (strstr (answer->body, "\"service\":\"api\""));
  g_assert_nonnull (strstr (answer->body, "\"openedAt\":\"2026-03-06T14:00:00Z\""));
  g_assert_nonnull (strstr (answer->body, "\"resolvedAt\":null"));
  g_assert_nonnull (strstr (answer->body, "\"name\":\"ben\""));
  g_assert_nonnull (strstr (answer->body, "\"alerts\":{\"firing\":1,\"resolved\":0,"
                                          "\"suppressed\":0}"));
  g_assert_nonnull (strstr (answer->body, "\"drill\":false"));
}

static void
test_timeline (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *whole = NULL;
  g_autoptr (LiveAnswer) answer = NULL;

  do_it (hub, "/v1/incidents", "{\"title\":\"T\"}");
  for (guint i = 0; i < 7; i++)
    do_it (hub, "/v1/incidents/INC-1/note", "{\"text\":\"N\",\"at\":\"2026-03-06T13:59:00Z\"}");
  whole = walk (hub, "/v1/incidents/INC-1/timeline", "seq", 1000);
  for (guint limit = 1; limit <= 9; limit++)
    {
      g_autofree char *seqs = walk (hub, "/v1/incidents/INC-1/timeline", "seq", limit);

      g_assert_cmpstr (seqs, ==, whole);
    }
  answer = live_get (hub, NULL, "/v1/incidents/INC-1/timeline");
  g_assert_nonnull (strstr (answer->body, "\"kind\":\"note.added\""));
  g_assert_nonnull (strstr (answer->body, "\"claimed\":\"2026-03-06T13:59:00Z\""));
  g_assert_nonnull (strstr (answer->body, "\"at\":\"2026-03-06T14:00:00Z\""));
  g_assert_nonnull (strstr (answer->body, "\"actor\":\"person:"));
}

static void
test_alerts (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *whole = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (LiveAnswer) answer = NULL, none = NULL;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"summary\":\"s%u\",\"labels\":{\"pod\":\"p%u\",\"equal\":\"a=b\"},"
                           "\"annotations\":{\"why\":\"because %u\"}}",
                           i % 3, i, i);
      g_assert_cmpuint (live_alert (hub, key, body), ==, 202);
    }
  whole = walk (hub, "/v1/alerts", "id", 1000);
  ids = g_strsplit (whole, " ", -1);
  g_assert_cmpuint (g_strv_length (ids), ==, 10);
  for (guint limit = 1; limit <= 11; limit++)
    {
      g_autofree char *paged = walk (hub, "/v1/alerts", "id", limit);
      g_autofree char *filtered = walk (hub, "/v1/alerts?filter=equal%3Da%3Db", "id", limit);
      g_autofree char *one = walk (hub, "/v1/alerts?filter=pod%3Dp4", "annotations", limit);
      g_autofree char *part = walk (hub, "/v1/alerts?filter=p4", "annotations", limit);

      g_assert_cmpstr (paged, ==, whole);
      g_assert_cmpstr (filtered, ==, whole);
      g_assert_cmpstr (one, ==, "{\"why\":\"because 4\"}");
      g_assert_cmpstr (part, ==, "{\"why\":\"because 4\"}");
    }
  for (guint incident = 1; incident <= 3; incident++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/alerts?incident=INC-%u", incident);
      g_autofree char *of = walk (hub, path, "incident", 2);
      g_auto (GStrv) words = g_strsplit (of, " ", -1);
      g_autofree char *id = g_strdup_printf ("\"INC-%u\"", incident);

      g_assert_cmpuint (g_strv_length (words), ==, incident == 1 ? 4 : 3);
      for (guint i = 0; words[i] != NULL; i++)
        g_assert_cmpstr (words[i], ==, id);
    }
  answer = live_get (hub, NULL, "/v1/alerts?limit=1");
  g_assert_nonnull (strstr (answer->body, "\"status\":\"firing\""));
  g_assert_nonnull (strstr (answer->body, "\"startsAt\":\"2026-03-06T14:00:00Z\""));
  g_assert_nonnull (strstr (answer->body, "\"endsAt\":null"));
  g_assert_nonnull (strstr (answer->body, "\"lastSeenAt\":"));
  none = live_get (hub, NULL, "/v1/alerts?incident=INC-99");
  g_assert_nonnull (strstr (none->body, "\"items\":[]"));
}

static void
test_me (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *token = live_token (hub, "ben", MUSTER_ACCESS_VIEWER);
  g_autofree char *screen = live_token (hub, "wall", MUSTER_ACCESS_SCREEN);
  g_autoptr (LiveAnswer) ben = live_get (hub, token, "/v1/me");
  g_autoptr (LiveAnswer) owner = live_get (hub, NULL, "/v1/me");
  g_autoptr (LiveAnswer) wall = live_get (hub, screen, "/v1/me");

  g_assert_nonnull (strstr (ben->body, "\"name\":\"ben\""));
  g_assert_nonnull (strstr (ben->body, "\"access\":\"viewer\""));
  g_assert_nonnull (strstr (ben->body, "\"listen\":[]"));
  g_assert_nonnull (strstr (owner->body, "\"name\":\"owner\""));
  g_assert_nonnull (strstr (owner->body, "\"access\":\"admin\""));
  g_assert_nonnull (strstr (owner->body, hub->tcp));
  g_assert_nonnull (strstr (wall->body, "\"person\":null"));
  g_assert_nonnull (strstr (wall->body, "\"access\":\"screen\""));
}

static void
assert_titles (LiveHub *hub, const char *query, const char *titles)
{
  g_autofree char *path = g_strconcat ("/v1/changes", query, NULL);
  g_autoptr (LiveAnswer) answer = live_get (hub, NULL, path);
  g_autoptr (GString) got = g_string_new (NULL);
  const char *at = answer->body;

  g_assert_cmpuint (answer->status, ==, 200);
  while ((at = strstr (at, "\"title\":\"")) != NULL)
    {
      at += strlen ("\"title\":\"");
      g_string_append_len (got, at, (gssize) strcspn (at, "\""));
      g_string_append_c (got, ' ');
    }
  g_test_message ("%s: %s", query, answer->body);
  g_assert_cmpstr (got->str, ==, titles);
}

#define CHANGE(title, time, more)                                                                  \
  "{\"payload\":{\"summary\":\"" title "\",\"source\":\"ci\",\"timestamp\":\"2026-03-06T" time     \
  "Z\","                                                                                           \
  "\"custom_details\":{" more "}},\"links\":[{\"href\":\"https://ci/1\"}]}"

/* By machines and by people; what comes twice is told once. */
static void
test_changes (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/v2/change/enqueue", key);
  g_autofree char *viewer = live_token (hub, "vic", MUSTER_ACCESS_VIEWER);
  g_autoptr (LiveAnswer) one = NULL, again = NULL, two = NULL, person = NULL, all = NULL;
  g_autoptr (LiveAnswer) no_service = NULL, no_url = NULL, forbidden = NULL, bad = NULL,
                         page = NULL;
  g_autofree char *cursor = NULL, *next = NULL;

  one = live_post (hub, NULL, path, CHANGE ("one", "13:00:00", "\"version\":\"1.2\""));
  again = live_post (hub, NULL, path, CHANGE ("one", "13:00:00", "\"version\":\"1.2\""));
  two = live_post (hub, NULL, path, CHANGE ("two", "13:30:00", "\"service\":\"elsewhere\""));
  g_assert_cmpuint (one->status, ==, 202);
  g_assert_cmpstr (one->body, ==, again->body);
  g_assert_cmpstr (one->body, ==,
                   "{\"status\":\"success\",\"message\":\"Change event processed\"}");
  g_assert_cmpuint (two->status, ==, 202);
  person = live_post (hub, NULL, "/v1/changes",
                      "{\"title\":\"three\",\"kind\":\"flag\",\"service\":\"api\","
                      "\"start\":\"2026-03-06T13:15:00Z\",\"url\":\"https://flags/1\"}");
  g_assert_cmpuint (person->status, ==, 200);
  no_service = live_post (hub, NULL, "/v1/changes", "{\"title\":\"x\",\"service\":\"nonsense\"}");
  no_url = live_post (hub, NULL, "/v1/changes", "{\"title\":\"x\",\"url\":\"javascript:1\"}");
  forbidden = live_post (hub, viewer, "/v1/changes", "{\"title\":\"x\"}");
  g_assert_cmpuint (no_service->status, ==, 400);
  g_assert_cmpuint (no_url->status, ==, 400);
  g_assert_cmpuint (forbidden->status, ==, 403);

  assert_titles (hub, "", "three two one ");
  assert_titles (hub, "?limit=2", "three two ");
  assert_titles (hub, "?since=2026-03-06T13:10:00Z", "three two ");
  assert_titles (hub, "?since=2026-03-06T13:30:00.000001Z", "");
  assert_titles (hub, "?service=api", "three two one "); /* an unknown name: the key's */
  page = live_get (hub, NULL, "/v1/changes?limit=1");
  cursor = live_answer_string (page, "cursor");
  next = g_strconcat ("?cursor=", cursor, NULL);
  assert_titles (hub, next, "two one ");
  all = live_get (hub, viewer, "/v1/changes?limit=1");
  g_assert_nonnull (strstr (all->body, "\"kind\":\"flag\",\"service\":\"api\",\"version\":null"));
  g_assert_nonnull (strstr (all->body, "\"start\":\"2026-03-06T13:15:00Z\""));
  g_assert_nonnull (strstr (all->body, "\"person\":{\"id\":"));
  bad = live_get (hub, NULL, "/v1/changes?since=yesterday");
  g_assert_cmpuint (bad->status, ==, 400);
}

static void
test_silences (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *held = NULL, *held_ids = NULL, *incidents = NULL, *listed = NULL;

  do_it (hub, "/v1/silences",
         "{\"matchers\":\"service=api\",\"endsAt\":\"2026-03-06T15:00:00Z\",\"comment\":\"x\"}");
  g_assert_cmpuint (
      live_alert (hub, key,
                  "[{\"summary\":\"a\",\"service\":\"api\",\"labels\":{\"service\":"
                  "\"api\",\"n\":\"1\"}},{\"summary\":\"b\",\"labels\":{\"service\":"
                  "\"api\",\"n\":\"2\"}},{\"summary\":\"c\",\"labels\":{\"n\":\"3\"}}]"),
      ==, 202);
  incidents = walk (hub, "/v1/incidents", "title", 10);
  g_assert_cmpstr (incidents, ==, "\"c\"");
  held = walk (hub, "/v1/alerts?status=suppressed", "status", 1);
  g_assert_cmpstr (held, ==, "\"suppressed\" \"suppressed\"");
  held_ids = walk (hub, "/v1/alerts?status=suppressed&filter=n=2", "title", 1);
  g_assert_cmpstr (held_ids, ==, "\"b\"");
  listed = walk (hub, "/v1/silences", "alerts", 10);
  g_assert_cmpstr (listed, ==, "2");
}

static void
test_silence_preview (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) answer = NULL, refused = NULL, none = NULL;
  g_autoptr (GString) alerts = g_string_new ("[");
  g_autofree char *titles = NULL, *of_none = NULL, *of_one = NULL;

  for (guint i = 0; i < 25; i++)
    g_string_append_printf (alerts,
                            "%s{\"summary\":\"a%u\",\"labels\":{\"service\":\"api\",\"n\":\"%u\"}}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (alerts, ']');
  g_assert_cmpint (live_alert (hub, key, alerts->str), ==, 202);
  answer = live_get (hub, NULL, "/v1/silences/preview?matchers=service%3D%22api%22");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->body, "\"alerts\":25,\"incidents\":"));
  g_assert_nonnull (strstr (answer->body, "\"title\":\"a0\""));
  g_assert_nonnull (strstr (answer->body, "\"n\":\"19\""));
  g_assert_null (strstr (answer->body, "\"n\":\"20\"")); /* the first twenty */
  none = live_get (hub, NULL, "/v1/silences/preview?matchers=service%3Dx");
  g_assert_nonnull (strstr (none->body, "{\"items\":[],\"alerts\":0,\"incidents\":0}"));
  refused = live_get (hub, NULL, "/v1/silences/preview?matchers=service%3D~%22(%22");
  g_assert_cmpuint (refused->status, ==, 400);

  /* what is held back of one incident, and of none */
  do_it (hub, "/v1/silences", "{\"matchers\":\"n=3\",\"endsAt\":\"2026-03-06T15:00:00Z\"}");
  titles = walk (hub, "/v1/alerts?status=suppressed", "title", 1);
  g_assert_cmpstr (titles, ==, "\"a3\"");
  of_one = walk (hub, "/v1/alerts?status=suppressed&incident=INC-1", "incident", 10);
  of_none = walk (hub, "/v1/alerts?status=suppressed&incident=INC-99", "title", 10);
  g_assert_cmpstr (of_none, ==, "");
}

#define WINDOW                                                                                     \
  "{\"match\":\"service=api\",\"start\":\"2026-03-01T14:00\",\"duration\":\"1h\","                 \
  "\"rrule\":\"FREQ=DAILY\",\"reason\":\"backup\"}"

static void
test_maintenance (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *body = g_uri_escape_string (WINDOW, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/maintenance/preview?body=%s", body);
  g_autoptr (LiveAnswer) before = NULL, listed = NULL, one = NULL, held = NULL, bad = NULL;
  g_autoptr (LiveAnswer) none = NULL, days = NULL;

  live_alert (hub, key, "{\"summary\":\"a\",\"labels\":{\"service\":\"api\"}}");
  before = live_get (hub, NULL, path);
  g_assert_cmpuint (before->status, ==, 200);
  g_assert_nonnull (strstr (before->body, "\"wouldHold\":1}"));
  g_assert_nonnull (strstr (before->body, "\"occasions\":[{\"startsAt\":\"2026-03-06T14:00:00Z\","
                                          "\"endsAt\":\"2026-03-06T15:00:00Z\"},"));
  do_it (hub, "/v1/config",
         "{\"object\":\"maintenance\",\"name\":\"nightly\",\"body\":" WINDOW "}");
  live_hub_advance (hub, 0);
  held = live_get (hub, NULL, "/v1/alerts?status=suppressed");
  g_assert_nonnull (strstr (held->body, "\"suppressedBy\":{\"kind\":\"maintenance\",\"id\":\""));
  g_assert_nonnull (strstr (held->body, "\"rule\":\"nightly\",\"endsAt\":\"2026-03-06T15:00:00Z\","
                                        "\"comment\":\"backup\"}"));
  listed = live_get (hub, NULL, "/v1/maintenance?days=2");
  g_assert_nonnull (strstr (
      listed->body, "\"name\":\"nightly\",\"state\":\"open\","
                    "\"endsAt\":\"2026-03-06T15:00:00Z\",\"alerts\":1,"
                    "\"matchers\":\"{service=\\\"api\\\"}\",\"services\":[],\"zone\":\"UTC\","
                    "\"rrule\":\"FREQ=DAILY\",\"reason\":\"backup\",\"occasions\":[{\"startsAt\":"
                    "\"2026-03-06T14:00:00Z\",\"endsAt\":\"2026-03-06T15:00:00Z\"},{\"startsAt\":"
                    "\"2026-03-07T14:00:00Z\",\"endsAt\":\"2026-03-07T15:00:00Z\"}]}"));
  one = live_get (hub, NULL, "/v1/maintenance/preview?window=nightly");
  g_assert_nonnull (strstr (one->body, "\"wouldHold\":0}")); /* it does so already */
  none = live_get (hub, NULL, "/v1/maintenance/preview?window=weekly");
  g_assert_cmpuint (none->status, ==, 404);
  bad = live_get (hub, NULL, "/v1/maintenance/preview?body=%7B%7D");
  g_assert_cmpuint (bad->status, ==, 400);
  days = live_get (hub, NULL, "/v1/maintenance?days=732");
  g_assert_cmpuint (days->status, ==, 400);
}

static void
test_disabled_rule (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *many = g_strnfill (1000, 'a');
  g_autofree char *alert = g_strdup_printf ("{\"summary\":\"h\",\"labels\":{\"x\":\"%s!\"}}", many);
  g_autofree char *titles = NULL;
  g_autoptr (LiveAnswer) config = NULL, after = NULL;

  do_it (hub, "/v1/config",
         "{\"object\":\"rules\",\"name\":\"severity_map\",\"body\":{\"rules\":["
         "{\"match\":\"x=~\\\"(a+)+$\\\"\",\"severity\":1}]}}");
  g_assert_cmpint (live_alert (hub, key, alert), ==, 202);
  live_hub_advance (hub, 0);
  titles = walk (hub, "/v1/incidents", "title", 10);
  g_assert_cmpstr (
      titles, ==,
      "\"The rule severity_map[0] of severity_map is disabled: it takes too long\" \"h\"");
  config = live_get (hub, NULL, "/v1/config");
  g_assert_nonnull (strstr (config->body, "\"disabled\":[\"severity_map[0]\"]"));
  do_it (hub, "/v1/config",
         "{\"object\":\"rules\",\"name\":\"severity_map\",\"body\":{\"rules\":[]}}");
  live_hub_advance (hub, 0);
  after = live_get (hub, NULL, "/v1/config");
  g_assert_null (strstr (after->body, "\"disabled\""));
}

static void
test_openapi (void)
{
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autoptr (LiveAnswer) answer = live_get (hub, NULL, "/v1/openapi");
  g_autoptr (GError) error = NULL;
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);

  g_assert_true (muster_json_check (answer->body, answer->body_n, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("\"%s\":{", rows[i].spec.path);
      g_autofree char *name = g_strdup_printf ("\"%s\"", rows[i].spec.name);

      g_assert_nonnull (strstr (answer->body, path));
      g_assert_nonnull (strstr (answer->body, name));
    }
}

/* Who may read what: by route and role. */
static void
test_access (void)
{
  static const struct
  {
    const char *path;
    guint may; /* bits of MusterAccess */
  } routes[] = {
    { "/v1/me", MUSTER_ACCESS_PEOPLE | MUSTER_ACCESS_SCREEN },
    { "/v1/snapshot", MUSTER_ACCESS_PEOPLE | MUSTER_ACCESS_SCREEN },
    { "/v1/incidents", MUSTER_ACCESS_PEOPLE },
    { "/v1/incidents/INC-1", MUSTER_ACCESS_PEOPLE },
    { "/v1/incidents/INC-1/timeline", MUSTER_ACCESS_PEOPLE },
    { "/v1/incidents/INC-1/export?format=markdown", MUSTER_ACCESS_PEOPLE },
    { "/v1/alerts", MUSTER_ACCESS_PEOPLE },
    { "/v1/config", MUSTER_ACCESS_PEOPLE },
    { "/v1/drills", MUSTER_ACCESS_PEOPLE },
    { "/v1/openapi", MUSTER_ACCESS_PEOPLE },
    { "/metrics", MUSTER_ACCESS_PEOPLE },
    { "/v1/dead-letters", MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN },
    { "/v1/keys", MUSTER_ACCESS_ADMIN },
    { "/v1/tokens", MUSTER_ACCESS_ADMIN },
  };
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);

  do_it (hub, "/v1/incidents", "{\"title\":\"T\"}");
  for (guint access = MUSTER_ACCESS_VIEWER; access <= MUSTER_ACCESS_SCREEN; access <<= 1)
    {
      g_autofree char *token = live_token (hub, "cho", (MusterAccess) access);

      for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
        {
          g_autoptr (LiveAnswer) answer = live_get (hub, token, routes[i].path);

          g_test_message ("%s as %s", routes[i].path, muster_access_name ((MusterAccess) access));
          g_assert_cmpuint (answer->status, ==, (routes[i].may & access) != 0 ? 200 : 403);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (LiveAnswer) answer =
          live_ask (hub, &(LiveRequest){ .path = routes[i].path, .by_tcp = TRUE });

      live_hub_advance (hub, G_TIME_SPAN_MINUTE);
      g_assert_cmpuint (answer->status, ==, 401);
    }
}

/* Secrets are in no answer but the first. */
static void
test_no_secrets (void)
{
  static const char *const paths[] = { "/v1/config", "/v1/keys", "/v1/tokens", "/v1/snapshot",
                                       "/v1/drills" };
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);
  g_autofree char *token = live_token (hub, "ben", MUSTER_ACCESS_VIEWER);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (LiveAnswer) answer = live_get (hub, NULL, paths[i]);

      g_assert_null (strstr (answer->body, key));
      g_assert_null (strstr (answer->body, token));
    }
}

static void
test_not_found (void)
{
  static const char *const paths[] = { "/",
                                       "/v1",
                                       "/v1/nonsense",
                                       "/v1/incidents/INC-9",
                                       "/v1/incidents/INC-0",
                                       "/v1/incidents/nonsense",
                                       "/v1/incidents/INC-9/timeline",
                                       "/v1/incidents/INC-1/nonsense",
                                       "/v1/incidents/INC-9/export" };
  g_autofree char *key = NULL;
  g_autoptr (LiveHub) hub = new_hub (&key);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (LiveAnswer) answer = live_get (hub, NULL, paths[i]);

      g_test_message ("%s", paths[i]);
      g_assert_cmpuint (answer->status, ==, 404);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queries/incidents", test_incidents);
  g_test_add_func ("/queries/incident", test_incident);
  g_test_add_func ("/queries/timeline", test_timeline);
  g_test_add_func ("/queries/alerts", test_alerts);
  g_test_add_func ("/queries/me", test_me);
  g_test_add_func ("/queries/changes", test_changes);
  g_test_add_func ("/queries/silences", test_silences);
  g_test_add_func ("/queries/silence-preview", test_silence_preview);
  g_test_add_func ("/queries/maintenance", test_maintenance);
  g_test_add_func ("/queries/disabled-rule", test_disabled_rule);
  g_test_add_func ("/queries/openapi", test_openapi);
  g_test_add_func ("/queries/access", test_access);
  g_test_add_func ("/queries/no-secrets", test_no_secrets);
  g_test_add_func ("/queries/not-found", test_not_found);
  return g_test_run ();
}
