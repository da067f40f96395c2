/* team-file.c - what a team file configures, and how it is refused with the place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-file.h"

#include <string.h>

static GPtrArray *
parse (const char *text, GError **error)
{
  return muster_team_file_parse ("t.yaml", text, strlen (text), NULL, error);
}

static const MusterTeamObject *
find (const GPtrArray *objects, const char *type, const char *name)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (objects, i);

      if (g_str_equal (object->type, type) && g_str_equal (object->name, name))
        return object;
    }
  return NULL;
}

static char *
read_example (gsize *n)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (MUSTER_FIXTURES "/wire/team.yaml", &text, n, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_example (void)
{
  static const struct
  {
    const char *type, *name, *body, *contact;
  } cases[] = {
    { "person", "ana", "{\"zone\":\"Europe/Berlin\"}",
      "{\"channels\":[{\"type\":\"email\",\"to\":\"ana@example.org\"},{\"type\":\"desktop\"}],"
      "\"rules\":{\"high\":[{\"via\":\"desktop\",\"after\":\"0m\"},{\"via\":\"email\","
      "\"after\":\"2m\"}],\"low\":[{\"via\":\"email\",\"after\":\"0m\"}]}}" },
    { "person", "ben", "{}", NULL },
    { "person", "cho", "{}", NULL },
    { "team", "payments", "{\"people\":[\"ana\",\"ben\",\"cho\"],\"owners\":[\"ana\"]}", NULL },
    { "schedule", "payments", NULL, NULL },
    { "policy", "payments-standard", NULL, NULL },
    { "service", "payment", "{}", NULL },
    { "service", "cart", "{}", NULL },
    { "service", "checkout",
      "{\"team\":\"payments\",\"tier\":1,\"depends_on\":[\"payment\",\"cart\"],"
      "\"aliases\":[\"checkout-lb\"],\"select\":[{\"service\":\"checkout\"},"
      "{\"namespace\":\"shop\",\"deployment\":\"checkout\"}],\"policy\":\"payments-standard\","
      "\"runbook\":\"https://wiki.example.org/checkout\"}",
      NULL },
  };
  g_autoptr (GError) error = NULL;
  gsize n;
  g_autofree char *text = read_example (&n);
  g_autoptr (GPtrArray) objects = muster_team_file_parse ("t.yaml", text, n, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (objects->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (objects, i);

      g_assert_cmpstr (object->type, ==, cases[i].type);
      g_assert_cmpstr (object->name, ==, cases[i].name);
      if (cases[i].body != NULL)
        g_assert_cmpstr (object->body, ==, cases[i].body);
      g_assert_cmpstr (object->contact, ==, cases[i].contact);
      g_assert_cmpint (object->access, ==, MUSTER_ACCESS_NONE);
    }
  g_assert_nonnull (strstr (find (objects, "schedule", "payments")->body,
                            "\"members\":[\"ana\",[\"ben\",\"cho\"],null]"));
  g_assert_nonnull (strstr (find (objects, "policy", "payments-standard")->body, "\"repeat\":2,"));
}

static void
test_same_again (void)
{
  gsize n;
  g_autofree char *text = read_example (&n);
  g_autoptr (GPtrArray) a = muster_team_file_parse ("a", text, n, NULL, NULL);
  g_autoptr (GPtrArray) b = muster_team_file_parse ("b", text, n, NULL, NULL);

  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const MusterTeamObject *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, i);

      g_assert_cmpstr (x->type, ==, y->type);
      g_assert_cmpstr (x->name, ==, y->name);
      g_assert_cmpstr (x->body, ==, y->body);
      g_assert_cmpstr (x->contact, ==, y->contact);
    }
}

static void
test_people_and_grouping (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects = parse ("people:\n"
                                         "  - {name: sarah, full_name: Sarah Chen, role: manager}\n"
                                         "  - name: bot\n"
                                         "    channels: [{type: webhook, to: {secret: bot-url}}]\n"
                                         "grouping: {by: [cluster, alertname]}\n",
                                         &error);
  const MusterTeamObject *object;

  g_assert_no_error (error);
  object = find (objects, "person", "sarah");
  g_assert_cmpint (object->access, ==, MUSTER_ACCESS_MANAGER);
  g_assert_cmpstr (object->body, ==, "{\"full_name\":\"Sarah Chen\"}");
  g_assert_null (object->contact);
  g_assert_cmpuint (object->line, ==, 2);
  g_assert_cmpuint (object->column, ==, 5);
  object = find (objects, "person", "bot");
  g_assert_cmpstr (object->contact, ==,
                   "{\"channels\":[{\"type\":\"webhook\",\"to\":{\"secret\":\"bot-url\"}}]}");
  object = find (objects, "grouping", "default");
  g_assert_cmpstr (object->body, ==, "{\"by\":[\"cluster\",\"alertname\"]}");
}

static void
test_maintenance (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects = parse ("maintenance:\n"
                                         "  - name: backup\n"
                                         "    match: [service=\"db\", severity!=\"critical\"]\n"
                                         "    services: [db]\n"
                                         "    zone: Europe/Berlin\n"
                                         "    start: 2026-03-01T02:00\n"
                                         "    duration: 2h\n"
                                         "    rrule: FREQ=WEEKLY;BYDAY=SU\n"
                                         "    until: 2026-12-31T00:00\n"
                                         "    reason: The weekly dump\n"
                                         "services: [{name: db}]\n",
                                         &error);
  const MusterTeamObject *object;

  g_assert_no_error (error);
  object = find (objects, "maintenance", "backup");
  g_assert_cmpstr (object->body, ==,
                   "{\"match\":[\"service=\\\"db\\\"\",\"severity!=\\\"critical\\\"\"],"
                   "\"services\":[\"db\"],\"zone\":\"Europe/Berlin\","
                   "\"start\":\"2026-03-01T02:00\",\"duration\":\"2h\","
                   "\"rrule\":\"FREQ=WEEKLY;BYDAY=SU\",\"until\":\"2026-12-31T00:00\","
                   "\"reason\":\"The weekly dump\"}");
  g_assert_true (g_ptr_array_index (objects, objects->len - 1) == object); /* behind its service */
}

static void
test_intake (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects =
      parse ("heartbeats: [{name: backup, interval: 1d, grace: 1h, service: db}]\n"
             "mappings:\n"
             "  - name: acme\n"
             "    each: $.alerts\n"
             "    title: $.name\n"
             "    resolved: [ok, fine]\n"
             "    severity: $.level\n"
             "    severities: {very bad: 2}\n"
             "    labels: {host: $.host, env: live}\n"
             "alertmanagers:\n"
             "  - name: prod\n"
             "    urls: [http://10.0.0.1:9093, https://am.example.org/am]\n"
             "    interval: 15s\n"
             "    silences: false\n"
             "    token: {secret: am}\n"
             "severity_overrides:\n"
             "  - name: few orders\n"
             "    raise: 1\n"
             "    metric: {url: http://p:9090, query: sum(orders), below: 0.5, for: 5m}\n"
             "services: [{name: db}]\n",
             &error);

  g_assert_no_error (error);
  g_assert_cmpstr (find (objects, "severity_override", "few orders")->body, ==,
                   "{\"raise\":1,\"metric\":{\"url\":\"http://p:9090\",\"query\":"
                   "\"sum(orders)\",\"below\":0.5,\"for\":\"5m\"}}");
  g_assert_cmpstr (find (objects, "heartbeat", "backup")->body, ==,
                   "{\"interval\":\"1d\",\"grace\":\"1h\",\"service\":\"db\"}");
  g_assert_cmpstr (find (objects, "mapping", "acme")->body, ==,
                   "{\"each\":\"$.alerts\",\"title\":\"$.name\",\"resolved\":[\"ok\",\"fine\"],"
                   "\"severity\":\"$.level\",\"severities\":{\"very bad\":2},"
                   "\"labels\":{\"host\":\"$.host\",\"env\":\"live\"}}");
  g_assert_cmpstr (find (objects, "alertmanager", "prod")->body, ==,
                   "{\"urls\":[\"http://10.0.0.1:9093\",\"https://am.example.org/am\"],"
                   "\"interval\":\"15s\",\"silences\":false,\"token\":{\"secret\":\"am\"}}");
}

#define SCHEDULE "people: [{name: a}]\nschedules:\n  - name: s\n"
#define LAYER    SCHEDULE "    layers:\n      - name: l\n"
#define MODIFIER SCHEDULE "    modifiers:\n      - "
#define SPAN     ", from: 2026-06-01T08:00:00Z, to: 2026-06-01T09:00:00Z}\n"

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    const char *error; /* begins the message */
  } cases[] = {
    /* keys */
    { "wishes: []\n", "t.yaml:1:1: unknown key “wishes”; a team file has teams, people," },
    { "teams:\n  - name: a\n    lead: b\n", "t.yaml:3:5: unknown key “lead”; a team has" },
    { "people:\n  - {name: a, channels: [{type: email, addr: x}]}\n",
      "t.yaml:2:40: unknown key “addr”; a channel has" },
    { "people:\n  - {name: a, quiet: [{from: \"22:00\"}]}\n", "t.yaml:2:23: a window needs “to”" },
    { "people:\n  - {name: a, channels: [{type: sms, limit: {pages: 0, in: 15m}}]}\n",
      "t.yaml:2:53: “pages” must be a number of pages from 1 to 30" },
    { "people:\n  - {name: a, channels: [{type: sms, limit: {pages: 5, in: 25h}}]}\n",
      "t.yaml:2:60: “in” must be a duration of at most 24h" },
    { "policies:\n  - {name: a, steps: [{when: never}]}\n",
      "t.yaml:2:30: “when” must be always or working" },
    { "people:\n  - {name: a, rules: {medium: []}}\n", "t.yaml:2:23: unknown key “medium”" },
    { "services: [{nmae: x}]\n", "t.yaml:1:13: unknown key “nmae”" },
    { "services: [{tier: 1}]\n", "t.yaml:1:12: a service needs “name”" },
    { "people:\n  - {name: a, channels: [{type: email, to: {secret: x, y: 1}}]}\n",
      "t.yaml:2:56: unknown key “y”" },
    { "services: [{name: \"a\\e[2J\"}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: a, \"x\\u202e\\e[2J\": 1}]\n",
      "t.yaml:1:22: unknown key “x<U+202E><U+001B>[2J”" },
    /* types */
    { "teams: {a: b}\n", "t.yaml:1:8: “teams” must be a list of teams" },
    { "teams: [a]\n", "t.yaml:1:9: an item of “teams” must be a team" },
    { "[]\n", "t.yaml:1:1: the file must be a team file" },
    { "services: [{name: [a]}]\n", "t.yaml:1:19: “name” must be a name of 1 to 256 bytes" },
    { "services: [{name: 12}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: null}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: \"\"}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: \" a\"}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: \"a\u00a0\"}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: \"Zu\u0308rich\"}]\n", "t.yaml:1:19: “name” must be" },
    { "services: [{name: a, tier: \"1\"}]\n", "t.yaml:1:28: “tier” must be a whole number" },
    { "services: [{name: a, tier: 10}]\n", "t.yaml:1:28: “tier” must be a whole number" },
    { "services: [{name: a, select: [{code: 500}]}]\n",
      "t.yaml:1:38: “code” must be text; quote numbers" },
    { "services: [{name: a, select: [{}]}]\n", "t.yaml:1:31: an item of “select” must be" },
    { "services: [{name: a, select: [{a-b: x}]}]\n", "t.yaml:1:32: “a-b” is no label's name" },
    { "people: [{name: a, role: root}]\n", "t.yaml:1:26: “role” must be viewer, responder" },
    { "people: [{name: a, role: node}]\n", "t.yaml:1:26: “role” must be viewer, responder" },
    { "people: [{name: a, zone: ../../etc/passwd}]\n", "t.yaml:1:26: “zone” must be" },
    { "people: [{name: a, channels: [{type: email, to: {secret: ../x}}]}]\n",
      "t.yaml:1:58: “secret” must be" },
    { "people: [{name: a, channels: [{type: email, to: []}]}]\n",
      "t.yaml:1:49: “to” must be text of 1 to 1,024 bytes or {secret: NAME}" },
    { "grouping: {by: []}\n", "t.yaml:1:16: “by” must be a list of 1 to 8" },
    { "grouping: {by: [\"a b\"]}\n", "t.yaml:1:17: an item of “by” must be a label's name" },
    /* what comes in */
    { "heartbeats: [{name: b}]\n", "t.yaml:1:14: " },
    { "heartbeats: [{name: b, interval: 10s}]\n", "t.yaml:1:34: " },
    { "heartbeats: [{name: b, interval: 1h, service: x}]\n", "t.yaml:1:47: there is no service" },
    { "heartbeats: [{name: b, interval: 1h, every: 1h}]\n", "t.yaml:1:38: " },
    { "heartbeats:\n  - {name: b, interval: 1h}\n  - {name: b, interval: 1h}\n",
      "t.yaml:3:12: there is a heartbeat" },
    { "mappings: [{name: m}]\n", "t.yaml:1:12: " },
    { "mappings: [{name: m, title: '$.t['}]\n", "t.yaml:1:29: “title” must be a path" },
    { "mappings: [{name: m, title: ''}]\n", "t.yaml:1:29: “title” must be a path" },
    { "mappings: [{name: m, title: t, each: 'a..b'}]\n", "t.yaml:1:38: “each” must be a path" },
    { "mappings: [{name: m, title: t, labels: {h: '$.a[x]'}}]\n",
      "t.yaml:1:44: “h” must be a path" },
    { "mappings: [{name: m, title: $.t, severities: {bad: 6}}]\n", "t.yaml:1:52: " },
    { "mappings: [{name: m, title: $.t, severities: [bad]}]\n", "t.yaml:1:46: " },
    { "mappings: [{name: m, title: $.t, labels: {a-b: $.c}}]\n", "t.yaml:1:43: " },
    { "mappings: [{name: m, title: $.t, titel: $.c}]\n", "t.yaml:1:34: " },
    { "alertmanagers: [{name: a, urls: []}]\n", "t.yaml:1:33: " },
    { "alertmanagers: [{name: a, urls: ['ftp://x']}]\n", "t.yaml:1:34: " },
    { "alertmanagers: [{name: a, urls: ['http://u:p@x']}]\n", "t.yaml:1:34: " },
    { "alertmanagers: [{name: a, urls: ['http://x'], token: abc}]\n", "t.yaml:1:54: " },
    { "alertmanagers: [{name: a, urls: ['http://x'], key: abc}]\n", "t.yaml:1:52: " },
    /* maintenance */
    { "maintenance: [{name: w}]\n", "t.yaml:1:15: " },
    { "maintenance: [{name: w, start: 2026-03-01T02:00, duration: 1h, services: [x]}]\n",
      "t.yaml:1:75: there is no service “x”" },
    { "maintenance: [{name: w, start: 2026-03-01T02:00, duration: 1h, rrule: FREQ=SECONDLY}]\n",
      "t.yaml:1:71: “rrule” must be a rule of RFC 5545" },
    { "maintenance: [{name: w, start: 2026-03-01T02:00Z, duration: 1h}]\n",
      "t.yaml:1:32: “start” must be a wall time" },
    { "severity_overrides: [{name: s, start: 2026-03-01T02:00, duration: 1h}]\n", "t.yaml:1:22: " },
    { "severity_overrides: [{name: s, raise: 1}]\n",
      "t.yaml:1:22: an override of severities needs one of these: metric, start" },
    { "severity_overrides: [{name: s, raise: 1, start: 2026-03-01T02:00}]\n",
      "t.yaml:1:22: “start” needs “duration” beside it" },
    { "severity_overrides: [{name: s, raise: 1, metric: {url: 'http://x', query: q, above: 1}, "
      "start: 2026-03-01T02:00, duration: 1h}]\n",
      "t.yaml:1:22: an override of severities has only one of these: metric, start" },
    { "severity_overrides: [{name: s, raise: 1, metric: {url: 'http://x', query: q}}]\n",
      "t.yaml:1:50: a metric needs one of these: above, below" },
    { "severity_overrides: [{name: s, raise: 1, metric: {query: q, above: 1}}]\n",
      "t.yaml:1:50: a metric needs “url”" },
    { "severity_overrides: [{name: s, raise: 1, metric: {url: x, query: q, above: 1}}]\n",
      "t.yaml:1:56: “url” must be an address" },
    { "severity_overrides: [{name: s, raise: 1, metric: {url: 'http://x', query: q, above: "
      "'1'}}]\n",
      "t.yaml:1:85: “above” must be a number" },
    { "severity_overrides: [{name: s, raise: 1, metric: {url: 'http://x', query: q, above: "
      ".inf}}]\n",
      "t.yaml:1:85: “above” must be a number" },
    { "severity_overrides: [{name: s, raise: 1, metric: {url: 'http://x', query: q, above: 1, "
      "interval: 5s}}]\n",
      "t.yaml:1:98: “interval” must be a duration of 15s or more" },
    { "severity_overrides: [{name: s, raise: 5, start: 2026-03-01T02:00, duration: 1h}]\n",
      "t.yaml:1:39: “raise” must be a number of steps" },
    /* durations and times */
    { "policies: [{name: p, wait: 10}]\n", "t.yaml:1:28: “wait” must be a duration" },
    { "policies: [{name: p, wait: -1m}]\n", "t.yaml:1:28: “wait” must be a duration" },
    { "policies: [{name: p, wait: 367d}]\n", "t.yaml:1:28: “wait” must be a duration" },
    { LAYER "        start: 2026-03-02T09:00Z\n", "t.yaml:6:16: “start” must be a wall time" },
    { LAYER "        start: 2026-02-30T09:00\n", "t.yaml:6:16: “start” must be a wall time" },
    { LAYER "        every: 1 year\n", "t.yaml:6:16: “every” must be a number of" },
    { LAYER "        every: 0 days\n", "t.yaml:6:16: “every” must be a number of" },
    { LAYER "        windows: [{days: [monday], from: \"08:00\", to: \"09:00\"}]\n",
      "t.yaml:6:27: an item of “days” must be mo, tu" },
    { LAYER "        windows: [{from: \"08:00\", to: \"24:00\"}]\n",
      "t.yaml:6:39: “to” must be a time" },
    { LAYER "        windows: [{from: \"08:00\"}]\n", "t.yaml:6:19: a window needs “to”" },
    { MODIFIER "{cover: a, from: 2026-06-01T08:00:00, to: 2026-06-01T09:00:00Z}\n",
      "t.yaml:5:26: “from” must be a time with Z" },
    { MODIFIER "{cover: a, from: 2026-06-01T08:00:00Z, to: 2026-06-01T08:00:00Z}\n",
      "t.yaml:5:52: “to” must be after “from”" },
    /* choices */
    { MODIFIER "{cover: a, add: a" SPAN, "t.yaml:5:9: a modifier has only one of these: cover" },
    { MODIFIER "{with: a" SPAN, "t.yaml:5:9: “with” needs “replace”" },
    { MODIFIER "{replace: a" SPAN, "t.yaml:5:9: “replace” needs “with”" },
    { MODIFIER "{swap: [a]" SPAN, "t.yaml:5:16: “swap” must be a list of two" },
    { SCHEDULE "    layers: []\n    versions: []\n",
      "t.yaml:3:5: a schedule has only one of these" },
    { "policies: [{name: p, steps: [{notify: [{}]}]}]\n",
      "t.yaml:1:40: a target needs one of these: schedule, person, team" },
    { "policies: [{name: p, steps: [{notify: []}]}]\n", "t.yaml:1:39: “notify” must be" },
    /* names */
    { "people: [{name: a}, {name: b}, {name: a}]\n",
      "t.yaml:1:39: there is a person “a” already, in line 1" },
    { "teams: [{name: t, people: [ana]}]\n", "t.yaml:1:28: there is no person “ana”" },
    { "teams: [{name: t, owners: [t]}]\n", "t.yaml:1:28: there is no person “t”" },
    { "services: [{name: a, team: t}]\n", "t.yaml:1:28: there is no team “t”" },
    { "services: [{name: a, policy: p}]\n", "t.yaml:1:30: there is no policy “p”" },
    { "services: [{name: a, depends_on: [b]}]\n", "t.yaml:1:35: there is no service “b”" },
    { "policies: [{name: p, steps: [{notify: [{schedule: s}]}]}]\n",
      "t.yaml:1:51: there is no schedule “s”" },
    { LAYER "        members: [a, [a, b]]\n", "t.yaml:6:26: there is no person “b”" },
    { MODIFIER "{swap: [a, b]" SPAN, "t.yaml:5:20: there is no person “b”" },
    /* YAML itself */
    { "people: [{name: a, name: b}]\n", "t.yaml:1:" },
    { "people: [\n", "t.yaml:" },
    { "people: &x []\nteams: *x\n", "t.yaml:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) objects = parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (objects);
      g_assert_nonnull (error);
      g_assert_true (error->domain == MUSTER_BASE_ERROR);
      if (!g_str_has_prefix (error->message, cases[i].error))
        {
          g_test_message ("not “%s”: %s", cases[i].error, error->message);
          g_test_fail ();
        }
      g_assert_null (strchr (error->message, '\x1b'));
    }
}

static gboolean
known_cb (const char *type, const char *name, gpointer user_data)
{
  (*(guint *) user_data)++;
  return g_str_equal (type, "person") && g_str_equal (name, "ana");
}

static void
test_names_the_hub_knows (void)
{
  static const char text[] = "teams: [{name: t, people: [ana, ben]}]\npeople: [{name: ben}]\n";
  static const char other[] = "teams: [{name: t, people: [ana, zoe]}]\n";
  guint asked = 0;
  MusterTeamLookup lookup = { known_cb, &asked };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects =
      muster_team_file_parse ("t.yaml", text, strlen (text), &lookup, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (objects->len, ==, 2);
  g_assert_cmpuint (asked, ==, 1);
  g_assert_null (muster_team_file_parse ("t.yaml", other, strlen (other), &lookup, &error));
  g_assert_cmpstr (error->message, ==, "t.yaml:1:33: there is no person “zoe”");
}

/* Cut anywhere, the example is refused or means less; it never crashes. */
static void
test_cut_anywhere (void)
{
  gsize n;
  g_autofree char *text = read_example (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) objects = muster_team_file_parse ("t.yaml", text, i, NULL, &error);

      g_assert_true ((objects == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team-file/example", test_example);
  g_test_add_func ("/team-file/same-again", test_same_again);
  g_test_add_func ("/team-file/people-and-grouping", test_people_and_grouping);
  g_test_add_func ("/team-file/intake", test_intake);
  g_test_add_func ("/team-file/maintenance", test_maintenance);
  g_test_add_func ("/team-file/refusals", test_refusals);
  g_test_add_func ("/team-file/names-the-hub-knows", test_names_the_hub_knows);
  g_test_add_func ("/team-file/cut-anywhere", test_cut_anywhere);
  return g_test_run ();
}
