/* drill-file.c - drills: how they are read, and that those we ship can be played
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/drill-file.h"

#include "base/instant.h"
#include "base/json-reader.h"
#include "wire/command-codec.h"
#include "world/commands.h"

#include <gio/gio.h>
#include <string.h>

static MusterDrill *
parse (const char *text, gint64 start_us, guint speed, GError **error)
{
  MusterDrillPlay play = { start_us, speed };

  return muster_drill_parse ("d.yaml", text, strlen (text), &play, error);
}

static const MusterDrillStep *
get_step (const MusterDrill *drill, guint i)
{
  g_assert_cmpuint (i, <, drill->steps->len);
  return g_ptr_array_index (drill->steps, i);
}

static gint64
instant (const char *text)
{
  gint64 at_us;

  g_assert_true (muster_instant_parse (text, -1, &at_us));
  return at_us;
}

#define TEAM "title: x\nteam: {people: [{name: mike}], services: [{name: s}]}\nsteps:\n"

static void
test_steps (void)
{
  static const char text[] = TEAM
      "  - {at: 3m, command: note, as: mike, name: n, arguments: {text: hi, at: 1m}}\n"
      "  - {at: 1m, post: {alerts: [{labels: {alertname: A, pod: p}, startsAt: 30s}]}}\n"
      "  - {at: 3m, command: pin, as: mike, of: n}\n"
      "  - {at: 0s, hint: Wait}\n"
      "  - {at: 4m, command: declare, as: mike, arguments: {title: T, severity: 2, service: s}}\n"
      "  - {at: 5m, command: task, as: mike, incident: 2, arguments: {text: t, due: 7d}}\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDrill) drill = parse (text, instant ("2026-03-06T14:00:00Z"), 1, &error);
  const MusterDrillStep *step;

  g_assert_no_error (error);
  g_assert_false (drill->always || drill->fixed);
  g_assert_cmpuint (drill->team->len, ==, 2);
  g_assert_cmpuint (drill->steps->len, ==, 6);
  step = get_step (drill, 0);
  g_assert_cmpint (step->type, ==, MUSTER_DRILL_HINT);
  g_assert_cmpstr (step->text, ==, "Wait");
  step = get_step (drill, 1);
  g_assert_cmpint (step->type, ==, MUSTER_DRILL_POST);
  g_assert_cmpint (step->offset_us, ==, G_TIME_SPAN_MINUTE);
  g_assert_cmpstr (step->source, ==, "alertmanager");
  g_assert_cmpstr (step->body, ==,
                   "{\"version\":\"4\",\"groupKey\":\"{}:{}\",\"truncatedAlerts\":0,"
                   "\"status\":\"firing\",\"receiver\":\"drill\",\"groupLabels\":{},"
                   "\"commonLabels\":{},\"commonAnnotations\":{},\"externalURL\":\"\",\"alerts\":["
                   "{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\",\"pod\":\"p\"},"
                   "\"annotations\":{},\"startsAt\":\"2026-03-06T14:00:30Z\","
                   "\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"\"}]}");
  step = get_step (drill, 2);
  g_assert_cmpstr (step->path, ==, "/v1/incidents/{id}/note");
  g_assert_cmpstr (step->as, ==, "mike");
  g_assert_cmpstr (step->arguments, ==, "{\"text\":\"hi\",\"at\":\"2026-03-06T14:01:00Z\"}");
  g_assert_cmpuint (step->incident, ==, 1);
  g_assert_cmpuint (step->of, ==, MUSTER_DRILL_NONE);
  step = get_step (drill, 3);
  g_assert_cmpstr (step->path, ==, "/v1/incidents/{id}/pin");
  g_assert_cmpstr (step->arguments, ==, "{}");
  g_assert_cmpuint (step->of, ==, 2);
  step = get_step (drill, 4);
  g_assert_cmpstr (step->path, ==, "/v1/incidents");
  g_assert_cmpstr (step->arguments, ==, "{\"title\":\"T\",\"severity\":2,\"service\":\"s\"}");
  g_assert_cmpuint (step->incident, ==, 0);
  step = get_step (drill, 5);
  g_assert_cmpuint (step->incident, ==, 2);
  g_assert_cmpstr (step->arguments, ==, "{\"text\":\"t\",\"due\":\"2026-03-13T14:00:00Z\"}");
}

/* Faster: what happens and what is told of it come nearer, a date that is due stays. */
static void
test_speed (void)
{
  static const char text[] =
      TEAM "  - {at: 10m, command: note, as: mike, arguments: {text: hi, at: 5m}}\n"
           "  - {at: 20m, command: task, as: mike, arguments: {text: t, due: 7d}}\n";
  g_autoptr (MusterDrill) drill = parse (text, instant ("2026-03-06T14:00:00Z"), 10, NULL);

  g_assert_cmpint (get_step (drill, 0)->offset_us, ==, 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_step (drill, 0)->at_us, ==, instant ("2026-03-06T14:01:00Z"));
  g_assert_cmpstr (get_step (drill, 0)->arguments, ==,
                   "{\"text\":\"hi\",\"at\":\"2026-03-06T14:00:30Z\"}");
  g_assert_cmpstr (get_step (drill, 1)->arguments, ==,
                   "{\"text\":\"t\",\"due\":\"2026-03-13T14:00:00Z\"}");
}

/* What has passed when it is played: the story began before, at its own speed. */
static void
test_begin (void)
{
  static const char text[] =
      "begin: 2m\n" TEAM "  - {at: 1m, hint: before}\n"
      "  - {at: 12m, command: note, as: mike, arguments: {text: hi, at: 0s}}\n";
  static const char both[] =
      "start: 2026-03-06T14:00:00Z\nbegin: 2m\n" TEAM "  - {at: 1m, hint: before}\n";
  g_autoptr (MusterDrill) drill = parse (text, instant ("2026-03-06T14:00:00Z"), 2, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (drill->start_us, ==, instant ("2026-03-06T13:59:00Z"));
  g_assert_cmpint (get_step (drill, 0)->at_us, ==, instant ("2026-03-06T13:59:30Z"));
  g_assert_cmpint (get_step (drill, 1)->at_us, ==, instant ("2026-03-06T14:05:00Z"));
  g_assert_cmpstr (get_step (drill, 1)->arguments, ==,
                   "{\"text\":\"hi\",\"at\":\"2026-03-06T13:59:00Z\"}");
  g_assert_null (parse (both, 0, 1, &error));
  g_assert_cmpstr (error->message, ==,
                   "d.yaml:2:8: a story of fixed times is played from its start");
}

/* Who plays one at its own speed has something to command within a quarter of a minute. */
static void
test_drills_begin_soon (void)
{
  static const char *const names[] = { "bad-deploy", "pod-crash" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      MusterDrillPlay play = { instant ("2026-03-06T14:00:00Z"), 1 };
      g_autoptr (MusterDrill) drill = muster_drill_load (names[i], &play, NULL);
      guint first = 0;

      while (get_step (drill, first)->type != MUSTER_DRILL_POST)
        first++;
      g_assert_cmpint (get_step (drill, first)->at_us, >, play.start_us);
      g_assert_cmpint (get_step (drill, first)->at_us - play.start_us, <=, 15 * G_TIME_SPAN_SECOND);
    }
}

static void
test_fixed (void)
{
  static const char text[] = "title: x\nstart: 2026-03-06T14:00:00Z\nacts: always\nsteps:\n"
                             "  - {at: 2026-03-06T14:41:08Z, hint: now}\n"
                             "  - {at: 1m, hint: early}\n";
  g_autoptr (MusterDrill) drill = parse (text, 12345, 100, NULL);

  g_assert_true (drill->fixed && drill->always);
  g_assert_cmpint (drill->start_us, ==, instant ("2026-03-06T14:00:00Z"));
  g_assert_cmpstr (get_step (drill, 0)->text, ==, "early");
  g_assert_cmpint (get_step (drill, 1)->at_us, ==, instant ("2026-03-06T14:41:08Z"));
  g_assert_cmpint (get_step (drill, 1)->offset_us, ==,
                   41 * G_TIME_SPAN_MINUTE + 8 * G_TIME_SPAN_SECOND);
}

static guint
count (const char *text, const char *piece)
{
  guint n = 0;

  for (const char *at = strstr (text, piece); at != NULL; at = strstr (at + 1, piece))
    n++;
  return n;
}

static void
test_repetition (void)
{
  static const char text[] =
      TEAM "  - at: 1m\n"
           "    post:\n"
           "      alerts: [{labels: {alertname: A, pod: p}}, {labels: {alertname: B, pod: q}}]\n"
           "      repeat: {label: pod, n: [2, 3], every: 30s}\n"
           "  - {at: 1h, command: resolve, as: mike, incident: 4, times: {n: 3, every: 1h}}\n"
           "  - {at: 2h, post: {alerts: [{status: resolved, labels: {pod: p}}], repeat: {label: "
           "pod, n: 5}}}\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDrill) drill = parse (text, 0, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (drill->steps->len, ==, 6);
  g_assert_cmpuint (count (get_step (drill, 0)->body, "\"firing\",\"labels\""), ==, 4);
  g_assert_nonnull (strstr (get_step (drill, 0)->body, "\"pod\":\"p-00001\""));
  g_assert_nonnull (strstr (get_step (drill, 0)->body, "\"pod\":\"q-00002\""));
  g_assert_null (strstr (get_step (drill, 0)->body, "00003"));
  g_assert_cmpint (get_step (drill, 1)->offset_us, ==, 90 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (count (get_step (drill, 1)->body, "\"firing\",\"labels\""), ==, 6);
  g_assert_nonnull (strstr (get_step (drill, 1)->body, "\"pod\":\"p-00005\""));
  g_assert_cmpuint (get_step (drill, 2)->incident, ==, 4);
  g_assert_cmpuint (get_step (drill, 3)->incident, ==, 5); /* of one instant: as in the file */
  g_assert_cmpuint (count (get_step (drill, 4)->body, "\"resolved\",\"labels\""), ==, 5);
  g_assert_cmpuint (get_step (drill, 5)->incident, ==, 6);
  g_assert_cmpint (get_step (drill, 5)->offset_us, ==, 3 * G_TIME_SPAN_HOUR);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    const char *error; /* begins the message */
  } cases[] = {
    { "title: x\n", "d.yaml:1:1: a drill needs “steps”" },
    { "title: x\nsteps: []\n", "d.yaml:2:8: “steps” must be a list of 1 to 1,000 steps" },
    { "title: x\nsepts: []\n", "d.yaml:2:1: unknown key “septs”" },
    { "title: x\nteam: {people: [{name: a, b: c}]}\nsteps: [{at: 1m, hint: x}]\n",
      "d.yaml:2:27: unknown key “b”; a person has" },
    { TEAM "  - {hint: x}\n", "d.yaml:4:5: a step needs “at”" },
    { TEAM "  - {at: 1m}\n", "d.yaml:4:5: a step needs one of these: post, hint, command" },
    { TEAM "  - {at: 1m, hint: x, command: note, as: mike}\n",
      "d.yaml:4:5: a step has only one of these" },
    { TEAM "  - {at: 1m, command: note}\n", "d.yaml:4:5: “command” needs “as” beside it" },
    { TEAM "  - {at: 1m, hint: x, as: mike}\n", "d.yaml:4:5: “as” needs “command” beside it" },
    { TEAM "  - {at: 1m, command: shell, as: mike}\n", "d.yaml:4:23: “command” must be a command" },
    { TEAM "  - {at: 1m, command: note, as: ana}\n", "d.yaml:4:33: there is no person “ana”" },
    { TEAM "  - {at: 1m, command: note, as: mike, arguments: {txt: a}}\n",
      "d.yaml:4:51: unknown key “txt”" },
    { TEAM "  - {at: 1m, command: assign, as: mike, arguments: {person: ana}}\n",
      "d.yaml:4:61: there is no person “ana”" },
    { TEAM "  - {at: soon, hint: x}\n", "d.yaml:4:10: “at” must be a duration" },
    { TEAM "  - {at: 2026-03-06T14:41:08Z, hint: x}\n", "d.yaml:4:10: a drill without “start”" },
    { "title: x\nstart: 2026-03-06T14:00:00Z\nsteps: [{at: 2026-03-06T13:59:59Z, hint: x}]\n",
      "d.yaml:3:14: this is before the start" },
    { "title: x\nstart: 2026-03-06T14:00:00Z\nsteps: [{at: 2028-03-06T13:59:59Z, hint: x}]\n",
      "d.yaml:3:14: this is more than a year" },
    { TEAM "  - {at: 1m, command: pin, as: mike, of: n}\n",
      "d.yaml:4:42: no earlier step is called “n”" },
    { TEAM "  - {at: 2m, command: note, as: mike, name: n}\n"
           "  - {at: 1m, command: pin, as: mike, of: n}\n",
      "d.yaml:5:42: no earlier step is called “n”" },
    { TEAM "  - {at: 2m, command: note, as: mike, name: n}\n"
           "  - {at: 2m, command: note, as: mike, name: n}\n",
      "d.yaml:5:45: more than one step would be called “n”" },
    { TEAM "  - {at: 1m, post: {alerts: []}}\n", "d.yaml:4:29: “alerts” must be a list of 1" },
    { TEAM "  - {at: 1m, post: {alerts: [{status: firing}]}}\n", "d.yaml:4:30: an alert needs" },
    { TEAM "  - {at: 1m, post: {alerts: [{labels: {code: 500}}]}}\n",
      "d.yaml:4:46: “code” must be text; quote" },
    { TEAM "  - {at: 1m, post: {alerts: [{labels: {a: b}}], repeat: {label: pod, n: 3}}}\n",
      "d.yaml:4:30: this alert has no label “pod”" },
    { TEAM "  - {at: 1m, post: {alerts: [{labels: {a: b}}], repeat: {label: a, n: 10001}}}\n",
      "d.yaml:4:71: “n” must be" },
    { TEAM "  - {at: 1m, post: {alerts: [{labels: {a: b}}, {labels: {a: c}}, {labels: {a: d}}],"
           " repeat: {label: a, n: [10000, 10000, 10000, 10000]}}}\n",
      "d.yaml:4:20: with this the drill has more than" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterDrill) drill = parse (cases[i].text, 0, 1, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (drill);
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, cases[i].error))
        {
          g_test_message ("not “%s”: %s", cases[i].error, error->message);
          g_test_fail ();
        }
    }
}

/* --- those we ship --- */

static MusterDrill *
load (const char *name)
{
  MusterDrillPlay play = { instant ("2026-03-06T14:23:00Z"), 1 };
  g_autoptr (GError) error = NULL;
  MusterDrill *drill = muster_drill_load (name, &play, &error);

  g_assert_no_error (error);
  return drill;
}

static void
check_command (const MusterDrillStep *step)
{
  guint n_rows;
  const MusterCommandRow *rows = muster_command_rows (&n_rows);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_rows; i++)
    if (strcmp (rows[i].spec.path, step->path) == 0)
      {
        g_autofree char *body =
            step->of == MUSTER_DRILL_NONE ? g_strdup (step->arguments) : g_strdup ("{\"seq\":1}");
        g_autoptr (MusterCommand) command =
            muster_command_decode_json (&rows[i].spec, body, strlen (body), &error);

        g_test_message ("%s %s", step->path, step->arguments);
        g_assert_no_error (error);
        g_assert_nonnull (command);
        return;
      }
  g_error ("no command has the path %s", step->path);
}

static void
test_shipped (void)
{
  g_auto (GStrv) names = muster_drill_list ();
  const char *const wanted[] = { "bad-deploy", "mockup", "pod-crash", NULL };

  g_assert_true (g_strv_equal ((const char *const *) names, wanted));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (MusterDrill) drill = load (names[i]);
      gint64 before_us = G_MININT64;

      g_assert_nonnull (drill->about);
      for (guint j = 0; j < drill->steps->len; j++)
        {
          const MusterDrillStep *step = get_step (drill, j);
          g_autoptr (GError) error = NULL;

          g_assert_cmpint (step->at_us, >=, before_us);
          before_us = step->at_us;
          if (step->type == MUSTER_DRILL_COMMAND)
            check_command (step);
          else if (step->type == MUSTER_DRILL_POST)
            g_assert_true (muster_json_check (step->body, strlen (step->body), &error));
        }
    }
}

/* What fires in a drill that is played without people resolves, and every incident is closed. */
static void
test_drills_end_well (void)
{
  static const char *const names[] = { "bad-deploy", "pod-crash" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (MusterDrill) drill = load (names[i]);
      const MusterDrillStep *last = get_step (drill, drill->steps->len - 1);
      guint firing = 0, resolved = 0;

      for (guint j = 0; j < drill->steps->len; j++)
        if (get_step (drill, j)->type == MUSTER_DRILL_POST)
          {
            firing += count (get_step (drill, j)->body, "{\"status\":\"firing\"");
            resolved += count (get_step (drill, j)->body, "{\"status\":\"resolved\"");
          }
      g_assert_cmpuint (firing, >, 2);
      g_assert_cmpuint (firing, ==, resolved);
      g_assert_cmpstr (last->path, ==, "/v1/incidents/{id}/resolve");
      g_assert_cmpuint (last->incident, ==, 1);
    }
}

/* The figures of the pictures: alerts of INC-318 by rule, and how many incidents come before. */
static void
test_mockup_figures (void)
{
  static const struct
  {
    const char *alert;
    guint n;
  } cases[] = {
    { "HighErrorRate", 3904 }, { "LatencyP95High", 512 },  { "CheckoutSlow", 211 },
    { "LoginFailures", 173 },  { "ExportLate", 12 },       { "ImagePullBackOff", 6 },
    { "NodeMemoryHigh", 3 },   { "CheckoutDeclined", 30 }, { "PaymentErrors", 8 },
  };
  g_autoptr (MusterDrill) drill = load ("mockup");
  guint found[G_N_ELEMENTS (cases)] = { 0 }, declared = 0, storm = 0;

  for (guint i = 0; i < drill->steps->len; i++)
    {
      const MusterDrillStep *step = get_step (drill, i);

      declared += g_strcmp0 (step->path, "/v1/incidents") == 0;
      if (step->type != MUSTER_DRILL_POST)
        continue;
      storm += count (step->body, "\"problem\":\"user-service\"");
      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        found[j] += count (step->body, cases[j].alert);
    }
  for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
    g_assert_cmpuint (found[j], ==, cases[j].n);
  g_assert_cmpuint (storm, ==, 4812);
  g_assert_cmpuint (declared, ==, 311);
  g_assert_true (drill->fixed && drill->always);
  g_assert_cmpint (get_step (drill, drill->steps->len - 1)->at_us, ==,
                   instant ("2026-03-06T14:41:08Z"));
}

static void
test_no_such_drill (void)
{
  MusterDrillPlay play = { 0, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (muster_drill_load ("../bad-deploy", &play, &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drill-file/steps", test_steps);
  g_test_add_func ("/drill-file/speed", test_speed);
  g_test_add_func ("/drill-file/fixed", test_fixed);
  g_test_add_func ("/drill-file/begin", test_begin);
  g_test_add_func ("/drill-file/repetition", test_repetition);
  g_test_add_func ("/drill-file/refusals", test_refusals);
  g_test_add_func ("/drill-file/shipped", test_shipped);
  g_test_add_func ("/drill-file/drills-end-well", test_drills_end_well);
  g_test_add_func ("/drill-file/begin-soon", test_drills_begin_soon);
  g_test_add_func ("/drill-file/mockup-figures", test_mockup_figures);
  g_test_add_func ("/drill-file/no-such-drill", test_no_such_drill);
  return g_test_run ();
}
