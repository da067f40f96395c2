/* drills.c - the drills we ship, played to their end through intake and commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "exporters/exporter.h"
#include "small-hub.h"
#include "sources/source.h"
#include "wire/command-codec.h"
#include "wire/drill-file.h"

#include <string.h>

typedef struct
{
  SmallHub *hub;
  MusterDrill *drill;
  MusterUlid key;
  guint64 *seqs; /* of each step's first event */
} Stage;

static gint64
instant (const char *text)
{
  gint64 at_us;

  g_assert_true (muster_instant_parse (text, -1, &at_us));
  return at_us;
}

static void
configure (Stage *stage)
{
  for (guint i = 0; i < stage->drill->team->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (stage->drill->team, i);
      MusterCommand *command = small_hub_command (stage->hub, "config.put", 0);
      g_autoptr (GError) error = NULL;

      muster_command_set_text (command, "object", object->type);
      muster_command_set_text (command, "name", object->name);
      muster_command_set_text (command, "body", object->body);
      if (object->access != MUSTER_ACCESS_NONE)
        muster_command_set_int (command, "access", object->access);
      small_hub_do (stage->hub, command, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
play_post (Stage *stage, const MusterDrillStep *step)
{
  const MusterSource *source = muster_source_find (step->source);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (GError) error = NULL;
  MusterBatch *batch = muster_batch_new ();
  MusterReportSummary summary;
  MusterIntake intake = {
    .method = "POST",
    .part = "",
    .query = "",
    .content_type = "application/json",
    .body = step->body,
    .body_n = strlen (step->body),
    .received_us = step->at_us,
    .unique = "",
  };

  g_assert_true (source->decode (&intake, reader, reports, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (reports->refusals->len, ==, 0);
  muster_world_report (stage->hub->world, &stage->hub->context, reports, stage->key, batch,
                       &summary);
  muster_world_tell_joined (stage->hub->world, &stage->hub->context, batch);
  g_ptr_array_add (stage->hub->batches, batch);
}

static void
play_command (Stage *stage, const MusterDrillStep *step)
{
  g_autofree char *id = g_strdup_printf ("INC-%u", step->incident);
  g_autoptr (GString) path = g_string_new (step->path);
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  const MusterCommandSpec *spec;
  MusterCommand *command;
  MusterUlid object;
  guint incident = 0;

  g_string_replace (path, "{id}", id, 1);
  spec = muster_command_by_path (path->str, &incident, &object);
  g_assert_nonnull (spec);
  if (step->of == MUSTER_DRILL_NONE)
    body = g_strdup (step->arguments);
  else
    body = g_strdup_printf ("{\"seq\":%" G_GUINT64_FORMAT "}", stage->seqs[step->of]);
  command = muster_command_decode_json (spec, body, strlen (body), &error);
  g_assert_no_error (error);
  command->incident = incident;
  command->access = MUSTER_ACCESS_RESPONDER;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (stage->hub, step->as) };
  g_assert_false (muster_ulid_is_null (command->actor.id));
  small_hub_do (stage->hub, command, NULL, &error);
  g_assert_no_error (error);
}

/* As a hub of the drill's own with a manual clock would. */
static void
play (Stage *stage, const char *name)
{
  MusterDrillPlay when = { instant ("2026-03-06T14:24:50Z"), 1 }; /* bad-deploy began at 14:23 */
  g_autoptr (GError) error = NULL;

  stage->drill = muster_drill_load (name, &when, &error);
  g_assert_no_error (error);
  stage->hub = small_hub_new (7);
  stage->hub->context.now_us = stage->drill->start_us;
  stage->seqs = g_new0 (guint64, stage->drill->steps->len);
  configure (stage);
  stage->key = small_hub_key (stage->hub, "drill", (MusterUlid){ 0, 0 });
  for (guint i = 0; i < stage->drill->steps->len; i++)
    {
      const MusterDrillStep *step = g_ptr_array_index (stage->drill->steps, i);
      guint64 before = muster_world_get_seq (stage->hub->world);

      small_hub_advance (stage->hub, step->at_us - stage->hub->context.now_us);
      if (step->type == MUSTER_DRILL_POST)
        play_post (stage, step);
      else if (step->type == MUSTER_DRILL_COMMAND)
        play_command (stage, step);
      stage->seqs[i] = before + 1;
    }
}

static void
stage_clear (Stage *stage)
{
  small_hub_free (stage->hub);
  muster_drill_free (stage->drill);
  g_free (stage->seqs);
}

static const MusterIncident *
get_incident (const Stage *stage, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (stage->hub->world, number);

  g_assert_nonnull (incident);
  return incident;
}

static const char *
handle_cb (gpointer user_data, MusterUlid person)
{
  return muster_directory_get (user_data, person)->name;
}

static char *export(const Stage *stage, guint number)
{
  MusterDirectory *directory = muster_world_get_directory (stage->hub->world);
  const MusterIncident *incident = get_incident (stage, number);
  MusterExport in = {
    .incident = incident,
    .names = muster_world_get_names (stage->hub->world),
    .handles = { handle_cb, directory },
    .service = muster_directory_title (directory, incident->service),
  };
  GString *out = g_string_new (NULL);

  g_assert_true (muster_exporter_find ("markdown")->write (&in, out, NULL));
  return g_string_free (out, FALSE);
}

static void
assert_lines (const char *text, const char *const *lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s\n", lines[i]);

      if (strstr (text, line) == NULL)
        g_test_message ("missing: %s\nin: %s", lines[i], text);
      g_assert_nonnull (strstr (text, line));
    }
}

static void
test_bad_deploy (void)
{
  static const char *const lines[] = {
    "# Incident Postmortem: INC-1 user-service errors after v1.2.4",
    "- **Date/Time:** 2026-03-06 14:23 UTC",
    "- **Duration:** impact 24 minutes, open 45 minutes",
    "- **Severity:** SEV-2 (Major)",
    "- **Impact:** 23% of user requests failing, 15000 people affected",
    "- **Service:** user-service",
    "- 14:23:00 - Deployment of user-service v1.2.4 to production (note by Jonas Weber, entered "
    "14:30:00)",
    "- 14:28:00 - Mike Brandt acknowledged",
    "- 14:28:40 - Sarah Chen took Commander",
    "- 14:35:00 - Database connection pool exhausted: 100 of 100 in use, 93 idle from v1.2.4 (note "
    "by Mike Brandt, pinned)",
    "- The first alert fired 2 minutes after the impact began",
    "- [ ] Add load testing to the CI/CD pipeline (Owner: @mike, Due: 2026-03-20)",
    NULL,
  };
  Stage stage = { 0 };
  g_autofree char *text = NULL;

  play (&stage, "bad-deploy");
  g_assert_cmpuint (muster_world_last_incident (stage.hub->world), ==, 1);
  g_assert_cmpint (get_incident (&stage, 1)->stage, ==, MUSTER_STAGE_RESOLVED);
  g_assert_cmpuint (get_incident (&stage, 1)->firing, ==, 0);
  g_assert_cmpuint (get_incident (&stage, 1)->resolved, ==, 18);
  text = export(&stage, 1);
  assert_lines (text, lines);
  stage_clear (&stage);
}

static void
test_pod_crash (void)
{
  Stage stage = { 0 };

  play (&stage, "pod-crash");
  g_assert_cmpuint (muster_world_last_incident (stage.hub->world), ==, 2);
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_cmpint (get_incident (&stage, i)->stage, ==, MUSTER_STAGE_RESOLVED);
      g_assert_cmpuint (get_incident (&stage, i)->firing, ==, 0);
    }
  g_assert_cmpint (get_incident (&stage, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
  stage_clear (&stage);
}

/* What the pictures of the board show. */
static void
test_mockup (void)
{
  static const struct
  {
    guint number;
    const char *title, *service, *commander, *since;
    MusterSeverity severity;
    MusterStage stage;
    guint alerts;
  } cases[] = {
    { 317, "Checkout payments declined in EU", "checkout", "lena", "2026-03-06T13:52:00Z",
      MUSTER_SEVERITY_CRITICAL, MUSTER_STAGE_MONITOR, 38 },
    { 318, "user-service errors after v1.2.4", "user-service", "sarah", "2026-03-06T14:23:00Z",
      MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE, 4812 },
    { 319, "Nightly export has not finished", "export-worker", NULL, "2026-03-06T14:29:00Z",
      MUSTER_SEVERITY_MINOR, MUSTER_STAGE_TRIAGE, 12 },
    { 315, "payment-svc canary cannot pull its image", "payment-svc", "tomas",
      "2026-03-06T10:33:00Z", MUSTER_SEVERITY_MINOR, MUSTER_STAGE_MITIGATE, 6 },
    { 312, "node-2 memory at 76%", "node-2", "priya", "2026-03-06T08:12:40Z", MUSTER_SEVERITY_LOW,
      MUSTER_STAGE_MONITOR, 3 },
    { 314, "another-app cannot reach its database", "another-app", "omar", "2026-03-06T10:27:00Z",
      MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_RESOLVED, 0 },
  };
  Stage stage = { 0 };
  const MusterDirectory *directory;
  guint open = 0;

  play (&stage, "mockup");
  directory = muster_world_get_directory (stage.hub->world);
  g_assert_cmpuint (muster_world_last_incident (stage.hub->world), ==, 319);
  for (guint i = 1; i <= 319; i++)
    open += muster_incident_is_open (get_incident (&stage, i));
  g_assert_cmpuint (open, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MusterIncident *incident = get_incident (&stage, cases[i].number);
      MusterUlid commander = incident->roles[MUSTER_ROLE_COMMANDER];

      g_assert_cmpstr (incident->title, ==, cases[i].title);
      g_assert_cmpstr (muster_directory_title (directory, incident->service), ==, cases[i].service);
      g_assert_cmpint (muster_ulid_is_null (commander), ==, cases[i].commander == NULL);
      if (cases[i].commander != NULL)
        g_assert_cmpstr (muster_directory_get (directory, commander)->name, ==, cases[i].commander);
      g_assert_cmpint (muster_incident_clock_start_us (incident), ==, instant (cases[i].since));
      g_assert_cmpint (incident->severity, ==, cases[i].severity);
      g_assert_cmpint (incident->stage, ==, cases[i].stage);
      g_assert_cmpuint (incident->firing, ==, cases[i].alerts);
    }
  g_assert_cmpint (get_incident (&stage, 318)->opened_us, ==, instant ("2026-03-06T14:25:02Z"));
  g_assert_cmpint (get_incident (&stage, 318)->users, ==, 15000);
  g_assert_cmpuint (get_incident (&stage, 318)->tasks->len, ==, 3);
  g_assert_cmpint (stage.hub->context.now_us, ==, instant ("2026-03-06T14:41:08Z"));
  stage_clear (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drills/bad-deploy", test_bad_deploy);
  g_test_add_func ("/drills/pod-crash", test_pod_crash);
  g_test_add_func ("/drills/mockup", test_mockup);
  return g_test_run ();
}
