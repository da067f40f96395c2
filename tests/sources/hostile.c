/* hostile.c - what a hostile or broken sender may post, and what comes of it (security §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hostile FIXTURES: the good bodies are also cut at every byte.
 */
#include "decoded.h"

static const char *fixtures;

static const Frame value_frames[] = {
  { "alertmanager", "{\"version\":\"4\",\"alerts\":[],\"more\":", "}" },
  { "generic", "{\"summary\":\"s\",\"more\":", "}" },
  { "aws-sns", "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"m\",\"more\":", "}" },
  { "azure",
    "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{\"alertId\":\"1\","
    "\"alertRule\":\"r\",\"monitorCondition\":\"Fired\"},\"alertContext\":",
    "}}" },
  { "datadog", "{\"title\":\"t\",\"more\":", "}" },
  { "gcp", "{\"incident\":{\"incident_id\":\"1\",\"state\":\"open\",\"more\":", "}}" },
  { "icinga", "{\"NOTIFICATIONTYPE\":\"PROBLEM\",\"HOSTNAME\":\"h\",\"more\":", "}" },
  { "nagios", "{\"NOTIFICATIONTYPE\":\"PROBLEM\",\"HOSTNAME\":\"h\",\"more\":", "}" },
  { "newrelic", "{\"id\":\"1\",\"state\":\"CLOSED\",\"more\":", "}" },
  { "zabbix", "{\"event_id\":\"1\",\"event_name\":\"n\",\"more\":", "}" },
  { "sentry", "{\"id\":\"1\",\"message\":\"m\",\"more\":", "}" },
  { "gitlab", "{\"object_kind\":\"issue\",\"more\":", "}" },
  { "jenkins", "{\"name\":\"x\",\"build\":{\"phase\":\"STARTED\"},\"more\":", "}" },
  { "goalert", "{\"summary\":\"s\",\"more\":", "}" },
  { "grafana", "{\"version\":\"1\",\"orgId\":1,\"alerts\":[],\"more\":", "}" },
  { "opsgenie", "{\"message\":\"m\",\"more\":", "}" },
  { "pagerduty",
    "{\"event_action\":\"trigger\",\"payload\":{\"summary\":\"s\",\"source\":\"x\","
    "\"severity\":\"info\",\"custom_details\":",
    "}}" },
  { "prometheus", "[{\"labels\":{\"a\":\"b\"},\"more\":", "}]" },
  { "splunk", "{\"message_type\":\"INFO\",\"entity_id\":\"e\",\"more\":", "}" },
};

/* 23, 24, 25, 26, 27: not what R7 calls JSON, wherever it stands. */
static char *
make_members (guint n)
{
  GString *out = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s\"m%u\":1", i > 0 ? "," : "", i);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
test_not_strict_json (void)
{
  g_autofree char *deep = repeat ("[", 200000);
  g_autofree char *wide = make_members (100000);
  const char *holes[] = {
    deep,
    wide,
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"\xc0\xaf\"",
    "NaN",
    "Infinity",
    "-Infinity",
    "01",
    "0x10",
    "'a'",
    "1//c",
    "[1,]",
    "{\"a\":1,}",
    "9007199254740993",
    "1e999",
    "\"\xff\"",
    "\"a\nb\"",
    "tru",
    "",
    "{}{}",
  };

  for (gsize f = 0; f < G_N_ELEMENTS (value_frames); f++)
    for (gsize i = 0; i < G_N_ELEMENTS (holes); i++)
      {
        g_auto (Decoded) decoded = { 0 };

        assert_refused (&decoded,
                        decode_framed (&decoded, &value_frames[f], holes[i], strlen (holes[i])));
      }
}

/* The frames are good with a good hole: what is refused above is refused for its hole. */
static void
test_frames_are_good (void)
{
  const char *holes[] = { "1", "{\"a\":1,\"b\":2}", "\"\\ud83d\\ude00\"", "[[[]]]", "null" };

  for (gsize f = 0; f < G_N_ELEMENTS (value_frames); f++)
    for (gsize i = 0; i < G_N_ELEMENTS (holes); i++)
      {
        g_auto (Decoded) decoded = { 0 };

        g_assert_true (decode_framed (&decoded, &value_frames[f], holes[i], strlen (holes[i])));
        g_assert_no_error (decoded.error);
      }
}

/* 29 */
static void
check_cuts (const char *source, const char *path)
{
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  g_file_get_contents (path, &body, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (body);
  for (gsize n = 0; n < strlen (body); n++)
    {
      g_auto (Decoded) decoded = { 0 };

      assert_refused (&decoded, decode (&decoded, source, g_memdup2 (body, MAX (n, 1)), n));
    }
}

static void
test_cut_at_every_byte (void)
{
  static const char *const names[] = { "recorded-firing-two.in",
                                       "recorded-resolve.in",
                                       "everything.in",
                                       "array.in",
                                       "smallest.in",
                                       "firing.in",
                                       "critical.in",
                                       "json.in",
                                       "recorded-create.in",
                                       "deployment.in",
                                       "alarm.in",
                                       "plugin.in",
                                       "problem.in",
                                       "service-problem.in",
                                       "completed.in" };
  guint n = 0;

  for (gsize s = 0; muster_sources[s] != NULL; s++)
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autofree char *path =
            g_build_filename (fixtures, muster_sources[s]->name, names[i], NULL);

        if (!g_file_test (path, G_FILE_TEST_EXISTS))
          continue;
        check_cuts (muster_sources[s]->name, path);
        n++;
      }
  g_assert_cmpuint (n, >=, 10);
}

static void
test_too_many_alerts (void)
{
  for (guint n = 10000; n <= 10001; n++)
    {
      g_autofree char *alerts = repeat ("{\"labels\":{\"a\":\"b\"}},", n - 1);
      char *body = g_strdup_printf ("[%s{\"labels\":{\"a\":\"b\"}}]", alerts);
      g_auto (Decoded) decoded = { 0 };
      gboolean ok = decode (&decoded, "prometheus", body, strlen (body));

      if (n == 10000)
        g_assert_cmpuint (decoded.reports->reports->len, ==, n);
      else
        assert_refused (&decoded, ok);
    }
}

/* Nothing that is refused comes back in the words of the refusal. */
static void
test_errors_echo_nothing (void)
{
  static const char *const bodies[] = {
    "{\"MARKER\":",
    "[{\"labels\":{\"\":\"MARKER\"}}]",
    "{\"version\":\"MARKER\",\"alerts\":[]}",
    "{\"summary\":\"s\",\"status\":\"MARKER\"}",
    "{\"routing_key\":\"MARKER\",\"event_action\":\"MARKER\"}",
    "\"MARKER\"",
    "MARKER",
  };

  for (gsize s = 0; muster_sources[s] != NULL; s++)
    for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
      {
        const char *source = muster_sources[s]->name;
        g_auto (Decoded) decoded = { 0 };

        if (!decode (&decoded, source, g_strdup (bodies[i]), strlen (bodies[i])))
          g_assert_null (strstr (decoded.error->message, "MARKER"));
        for (guint r = 0; r < decoded.reports->refusals->len; r++)
          g_assert_null (strstr (g_array_index (decoded.reports->refusals, MusterRefusal, r).reason,
                                 "MARKER"));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixtures = argv[1];
  g_test_add_func ("/sources/hostile/not-strict-json", test_not_strict_json);
  g_test_add_func ("/sources/hostile/frames-are-good", test_frames_are_good);
  g_test_add_func ("/sources/hostile/cut-at-every-byte", test_cut_at_every_byte);
  g_test_add_func ("/sources/hostile/too-many-alerts", test_too_many_alerts);
  g_test_add_func ("/sources/hostile/errors-echo-nothing", test_errors_echo_nothing);
  return g_test_run ();
}
