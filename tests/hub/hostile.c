/* hostile.c - hostile inputs against a whole hub: what comes of each, and the hub is well after it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The numbers are those of the list of hostile inputs. 50, 54 and 55 are about time and numbers of
 * connections: deadlines, stream and limits have them; 53 is in follow.
 */
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "live-hub.h"

#include <string.h>

typedef struct
{
  LiveHub *hub;
  char *key;
} Target;

static void
target_init (Target *self)
{
  self->hub = live_hub_new (TRUE);
  self->key = live_key (self->hub, "api");
}

static guint
n_incidents (const Target *self)
{
  return muster_world_last_incident (live_hub_world (self->hub));
}

/* It takes alerts, tells what it has in good JSON, and its journal tells the same again. */
static void
target_clear (Target *self)
{
  g_autoptr (LiveAnswer) health = live_get (self->hub, NULL, "/healthz");
  g_autoptr (LiveAnswer) list = NULL, alerts = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_cmpuint (health->status, ==, 200);
  g_assert_cmpuint (live_alert (self->hub, self->key, "{\"summary\":\"well\"}"), ==, 202);
  list = live_get (self->hub, NULL, "/v1/incidents?state=all&limit=1000");
  g_assert_true (muster_json_check (list->body, list->body_n, &error));
  alerts = live_get (self->hub, NULL, "/v1/alerts?limit=1000");
  g_assert_true (muster_json_check (alerts->body, alerts->body_n, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (alerts->body, "\"title\":\"well\""));
  n = n_incidents (self);
  live_hub_restart_without_snapshot (self->hub);
  g_assert_cmpuint (n_incidents (self), ==, n);
  live_hub_free (self->hub);
  g_free (self->key);
}

static LiveAnswer *
post (Target *self, const char *source, const char *body, gsize n)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/%s", self->key, source);

  return live_ask (self->hub, &(LiveRequest){ .path = path, .body = body, .body_n = n });
}

static char *
repeat (const char *piece, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);
  return g_string_free (out, FALSE);
}

static char *
with_hole (const char *hole)
{
  return g_strconcat ("{\"summary\":\"hole\",\"more\":", hole, "}", NULL);
}

/* --- 23 to 27: what is no strict JSON --- */

static void
test_json (void)
{
  g_autofree char *deep = repeat ("[", 200000);
  GString *members = g_string_new ("{\"m\":1");
  Target target;
  guint64 before;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (members, ",\"m%u\":1", i);
  g_string_append_c (members, '}');
  {
    const struct
    {
      guint number;
      const char *hole;
    } holes[] = {
      { 23, deep },          { 24, members->str },  { 25, "{\"a\":1,\"a\":2}" },
      { 26, "\"\\ud800\"" }, { 26, "\"\\u0000\"" }, { 26, "\"\xc0\xaf\"" },
      { 27, "NaN" },         { 27, "Infinity" },    { 27, "01" },
      { 27, "0x10" },        { 27, "'a'" },         { 27, "1//c" },
      { 27, "[1,]" },        { 27, "{\"a\":1,}" },
    };

    target_init (&target);
    for (guint i = 0; i < G_N_ELEMENTS (holes); i++)
      {
        g_autofree char *body = with_hole (holes[i].hole);
        g_autoptr (LiveAnswer) alert = post (&target, "generic", body, 0);
        g_autoptr (LiveAnswer) command = NULL;

        g_test_message ("%u", holes[i].number);
        g_assert_cmpuint (alert->status, ==, 400);
        live_hub_settle (target.hub);
        before = live_hub_seq (target.hub);
        command = live_post (target.hub, NULL, "/v1/incidents", body);
        g_assert_true (command->status == 400 || command->status == 413); /* 24 is over 1 MiB */
        g_assert_cmpuint (live_hub_seq (target.hub), ==, before);
      }
  }
  /* One alert of the hub about the lot of them, and nothing of what they said. */
  g_assert_cmpuint (n_incidents (&target), ==, 1);
  target_clear (&target);
  g_string_free (members, TRUE);
}

/* --- 28 --- */

static void
test_sizes (void)
{
  const gsize intake_n = 16 * 1024 * 1024 + 1, other_n = 1024 * 1024 + 1;
  g_autofree char *body = g_malloc (intake_n);
  g_autoptr (LiveAnswer) alert = NULL, command = NULL;
  Target target;

  memset (body, ' ', intake_n);
  target_init (&target);
  alert = post (&target, "alertmanager", body, intake_n);
  g_assert_cmpuint (alert->status, ==, 413);
  live_hub_settle (target.hub);
  g_assert_cmpuint (n_incidents (&target), ==, 1);
  command = live_ask (target.hub,
                      &(LiveRequest){ .path = "/v1/config", .body = body, .body_n = other_n });
  g_assert_cmpuint (command->status, ==, 413);
  g_assert_cmpuint (n_incidents (&target), ==, 1);
  target_clear (&target);
}

/* --- 29 --- */

static void
test_cuts (void)
{
  static const char *const body =
      "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":"
      "{\"alertname\":\"Cut\"},\"startsAt\":\"2026-03-06T14:00:00Z\"}]}";
  Target target;
  g_autoptr (LiveAnswer) whole = NULL;

  target_init (&target);
  for (gsize n = 1; n < strlen (body); n++)
    {
      g_autoptr (LiveAnswer) answer = post (&target, "alertmanager", body, n);

      g_assert_cmpuint (answer->status, ==, 400);
    }
  g_assert_cmpuint (n_incidents (&target), ==, 1);
  whole = post (&target, "alertmanager", body, 0);
  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_cmpuint (n_incidents (&target), ==, 2);
  target_clear (&target);
}

/* --- 30 to 32: labels --- */

static void
test_label_budgets (void)
{
  GString *many = g_string_new ("{\"summary\":\"many\",\"labels\":{\"l\":\"v\"");
  g_autofree char *long_name = repeat ("n", 129);
  g_autofree char *name =
      g_strdup_printf ("{\"summary\":\"name\",\"labels\":{\"%s\":\"v\"}}", long_name);
  g_autofree char *long_value = repeat ("v", 1024 * 1024);
  g_autofree char *value =
      g_strdup_printf ("{\"summary\":\"value\",\"labels\":{\"l\":\"%s\"}}", long_value);
  g_autofree char *batch = NULL;
  g_autoptr (LiveAnswer) answer = NULL, alerts = NULL, list = NULL;
  Target target;

  for (guint i = 0; i < 64; i++)
    g_string_append_printf (many, ",\"l%u\":\"v\"", i);
  g_string_append (many, "}}");
  batch = g_strdup_printf ("[%s,%s,%s,{\"summary\":\"good\"}]", many->str, name, value);
  target_init (&target);
  answer = post (&target, "generic", batch, 0);
  g_assert_cmpuint (answer->status, ==, 202);
  list = live_get (target.hub, NULL, "/v1/incidents");
  g_assert_nonnull (strstr (list->body, "\"title\":\"good\""));
  g_assert_nonnull (strstr (list->body, "\"title\":\"value\""));
  g_assert_null (strstr (list->body, "\"title\":\"many\"")); /* in the overflow alert */
  alerts = live_get (target.hub, NULL, "/v1/alerts");
  g_assert_cmpuint (alerts->body_n, <, 64 * 1024); /* the value is cut */
  target_clear (&target);
  g_string_free (many, TRUE);
}

static void
test_many_values (void)
{
  Target target;

  target_init (&target);
  for (guint post_n = 0; post_n < 5; post_n++)
    {
      GString *body = g_string_new ("[");
      g_autoptr (LiveAnswer) answer = NULL;

      for (guint i = 0; i < 4000; i++)
        g_string_append_printf (body,
                                "%s{\"labels\":{\"alertname\":\"Storm\",\"user\":\"u%u-%u\"}}",
                                i > 0 ? "," : "", post_n, i);
      g_string_append_c (body, ']');
      answer = post (&target, "prometheus", body->str, body->len);
      g_assert_cmpuint (answer->status, ==, 200);
      g_string_free (body, TRUE);
      live_hub_advance (target.hub, 30 * G_USEC_PER_SEC);
    }
  g_assert_cmpuint (n_incidents (&target), ==, 1);
  g_assert_cmpuint (muster_world_get_incident (live_hub_world (target.hub), 1)->firing, ==, 20000);
  target_clear (&target);
}

static void
test_label_names (void)
{
  static const char *const names[] = {
    "__proto__", "constructor", "", "a-b", "s\xd0\xb5verity", " ", "hasOwnProperty", "\xe2\x80\xae"
  };
  Target target;

  target_init (&target);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("[{\"summary\":\"named %u\",\"labels\":{\"%s\":\"critical\"}},"
                           "{\"summary\":\"beside %u\"}]",
                           i, names[i], i);
      g_autofree char *beside = g_strdup_printf ("\"title\":\"beside %u\"", i);
      g_autoptr (LiveAnswer) answer = post (&target, "generic", body, 0), list = NULL;

      g_test_message ("32: %s: %s", names[i], answer->body);
      g_assert_cmpuint (answer->status, ==, 202);
      list = live_get (target.hub, NULL, "/v1/incidents");
      g_assert_nonnull (strstr (list->body, beside));
    }
  target_clear (&target);
}

/* --- 33 to 35: names that want to be more than text --- */

static void
test_names (void)
{
  static const struct
  {
    guint number;
    const char *json; /* in the body */
    const char *raw;  /* nowhere in what people read */
  } names[] = {
    { 33, "a\\u202eb", "\xe2\x80\xae" },
    { 33,
      "a\xe2\x80\xae"
      "b",
      "\xe2\x80\xae" },
    { 33, "a\\u2066b\\u2069", "\xe2\x81\xa6" },
    { 34, "a\\u001b]0;x\\u0007", "\x1b" },
    { 34, "a\\u001b[2J", "\x1b" },
    { 34, "a\\u009b2J", "\xc2\x9b" },
    { 35, "<b>x", NULL },
    { 35, "&amp", NULL },
    { 35, "<a href='javascript:1'>", "\n<a href" },
  };
  Target target;

  target_init (&target);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"summary\":\"%s %u\",\"description\":\"%s\"}",
                                               names[i].json, i, names[i].json);
      g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/export", i + 1);
      g_autofree char *timeline = g_strdup_printf ("/v1/incidents/INC-%u/timeline", i + 1);
      g_autoptr (LiveAnswer) answer = post (&target, "generic", body, 0), document = NULL,
                             lines = NULL;

      g_test_message ("%u: %s: %s", names[i].number, names[i].json, answer->body);
      g_assert_cmpuint (answer->status, ==, 202);
      document = live_get (target.hub, NULL, path);
      lines = live_get (target.hub, NULL, timeline);
      g_assert_cmpuint (document->status, ==, 200);
      if (names[i].raw == NULL)
        continue;
      g_assert_null (strstr (document->body, names[i].raw));
      if (names[i].number != 35)
        g_assert_null (strstr (lines->body, names[i].raw));
    }
  target_clear (&target);
}

/* --- 49, 51, 52: HTTP --- */

static guint
first_status (const GString *answer)
{
  return answer->len > 12 ? (guint) g_ascii_strtoull (answer->str + 9, NULL, 10) : 0;
}

static void
test_framing (void)
{
  static const struct
  {
    const char *bytes;
    guint status; /* 0: any, but of one request only */
  } requests[] = {
    { "POST /v1/incidents HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: h\r\n\r\n",
      400 },
    { "POST /v1/incidents HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
      400 },
    { "GET /v1/me HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n", 400 },
    { "POST /v1/incidents HTTP/1.1\r\nHost: h\r\nContent-Length : 3\r\n\r\nabc", 400 },
    { "POST /v1/incidents HTTP/1.1\r\nHost: h\r\nContent-Length: -3\r\n\r\n", 400 },
    { "POST /v1/incidents HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\n", 400 },
    { "GET /v1/me HTTP/9.9\r\nHost: h\r\n\r\n", 0 },
    { "BREW /v1/me HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "GET http://evil.example/v1/me HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "nonsense\r\n\r\n", 0 },
    { "\x16\x03\x01\x02", 0 }, /* a TLS greeting */
  };
  Target target;

  target_init (&target);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GString) answer = NULL;

      g_test_message ("49: %s", requests[i].bytes);
      if (requests[i].status == 0)
        continue; /* framing has them: what ends only by a deadline is not waited for */
      answer = live_raw (target.hub, FALSE, requests[i].bytes, strlen (requests[i].bytes));
      g_assert_cmpuint (first_status (answer), ==, requests[i].status);
      g_assert_null (strstr (answer->str + 9, "HTTP/1.1 200")); /* no second request */
    }
  g_assert_cmpuint (n_incidents (&target), ==, 0);
  target_clear (&target);
}

static void
test_ranges (void)
{
  GString *header = g_string_new ("Range: bytes=0-");
  g_autoptr (LiveAnswer) answer = NULL;
  Target target;

  for (guint i = 0; i < 1000; i++)
    g_string_append (header, ",0-");
  g_string_append (header, "\r\n");
  target_init (&target);
  answer = live_ask (target.hub, &(LiveRequest){ .path = "/v1/me", .headers = header->str });
  g_assert_cmpuint (answer->status, ==, 200);
  target_clear (&target);
  g_string_free (header, TRUE);
}

static void
test_paths (void)
{
  g_autofree char *query = repeat ("q", 10 * 1024);
  g_autofree char *long_query = g_strconcat ("/v1/incidents?", query, NULL);
  const char *const paths[] = { "/%2e%2e/etc/passwd",
                                "/../etc/passwd",
                                "//etc/passwd",
                                "//v1//me",
                                "/v1/me%00",
                                "/v1/incidents/INC-1%00/note",
                                "/v1/%2fme",
                                "/v1/incidents/%",
                                "/v1/incidents/%zz",
                                "/v1/./me",
                                "/v1/intake/%2e%2e/generic",
                                "/v1/incidents/INC-99999999999999999999",
                                "/v1/incidents/INC-+1" };
  g_autoptr (LiveAnswer) long_answer = NULL;
  Target target;

  target_init (&target);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (LiveAnswer) got = live_get (target.hub, NULL, paths[i]);
      g_autoptr (LiveAnswer) posted = live_post (target.hub, NULL, paths[i], "{}");

      g_test_message ("52: %s: %u, %u", paths[i], got->status, posted->status);
      g_assert_true (got->status == 400 || got->status == 404);
      g_assert_true (posted->status == 400 || posted->status == 404 || posted->status == 401);
      g_assert_null (strstr (got->body, "root:"));
    }
  long_answer = live_get (target.hub, NULL, long_query);
  g_test_message ("52: long: %u", long_answer->status);
  g_assert_cmpuint (long_answer->status, ==, 400);
  target_clear (&target);
}

/* --- 57, 58: time --- */

static void
test_times (void)
{
  static const char *const times[] = { "0001-01-01T00:00:00Z",
                                       "9999-12-31T23:59:59Z",
                                       "10000-01-01T00:00:00Z",
                                       "2026-03-06T24:00:00Z",
                                       "2026-03-06T12:00:00+99:99",
                                       "2026-W10-5T00:00:00Z",
                                       "yesterday" };
  Target target;

  target_init (&target);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"summary\":\"time %u\",\"startsAt\":\"%s\"}", i, times[i]);
      g_autofree char *title = g_strdup_printf ("\"title\":\"time %u\"", i);
      g_autoptr (LiveAnswer) answer = post (&target, "generic", body, 0), list = NULL,
                             alerts = NULL;
      const MusterIncident *incident;

      g_test_message ("57: %s: %s", times[i], answer->body);
      g_assert_cmpuint (answer->status, ==, 202);
      list = live_get (target.hub, NULL, "/v1/incidents");
      if (strstr (list->body, title) == NULL) /* refused, which its sender was told */
        {
          g_assert_nonnull (strstr (answer->body, "\"refused\""));
          continue;
        }
      incident = muster_world_get_incident (live_hub_world (target.hub), n_incidents (&target));
      g_assert_cmpint (incident->opened_us, ==, LIVE_START_US);
      g_assert_true (incident->impact_start_us == MUSTER_NO_TIME ||
                     incident->impact_start_us <= LIVE_START_US);
      alerts = live_get (target.hub, NULL, "/v1/alerts?limit=1");
      g_assert_nonnull (strstr (alerts->body, "\"startsAt\":\"2026-03-06T14:00:00Z\""));
    }
  target_clear (&target);
}

static void
test_ends (void)
{
  static const char *const bodies[] = {
    "{\"summary\":\"inverted\",\"startsAt\":\"2026-03-06T14:00:00Z\",\"endsAt\":"
    "\"2026-03-06T13:00:00Z\"}",
    "{\"summary\":\"inverted\",\"status\":\"resolved\",\"startsAt\":\"2026-03-06T14:00:00Z\","
    "\"endsAt\":\"2026-03-06T13:00:00Z\"}",
  };
  Target target;

  target_init (&target);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (LiveAnswer) answer = post (&target, "generic", bodies[i], 0);

      g_test_message ("58: %s", answer->body);
      g_assert_cmpuint (answer->status, ==, 202);
    }
  live_hub_advance (target.hub, G_TIME_SPAN_HOUR);
  for (guint i = 1; i <= n_incidents (&target); i++)
    g_assert_cmpuint (muster_world_get_incident (live_hub_world (target.hub), i)->firing, <=, 1);
  target_clear (&target);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/23-27-json", test_json);
  g_test_add_func ("/hostile/28-sizes", test_sizes);
  g_test_add_func ("/hostile/29-cuts", test_cuts);
  g_test_add_func ("/hostile/30-label-budgets", test_label_budgets);
  g_test_add_func ("/hostile/31-many-values", test_many_values);
  g_test_add_func ("/hostile/32-label-names", test_label_names);
  g_test_add_func ("/hostile/33-35-names", test_names);
  g_test_add_func ("/hostile/49-framing", test_framing);
  g_test_add_func ("/hostile/51-ranges", test_ranges);
  g_test_add_func ("/hostile/52-paths", test_paths);
  g_test_add_func ("/hostile/57-times", test_times);
  g_test_add_func ("/hostile/58-ends", test_ends);
  return g_test_run ();
}
