/* exporters.c - the contract that every exporter keeps, against files of the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "story.h"

#include <locale.h>
#include <string.h>

/* The guide's incident: 24 minutes of impact, 45 minutes open. */
static Story *
make_bad_deploy (void)
{
  Story *story = story_new (7);
  MusterEvent *event;
  guint64 seq;

  story_open (story, "14:25:02", "user-service errors after v1.2.4", MUSTER_SEVERITY_MAJOR);
  story_fire (story, "14:25:02", "HighErrorRate", 1);
  story_fire (story, "14:25:50", "HighErrorRate", 11);
  story_fire (story, "14:26:10", "LatencyP95High", 3);
  story_plain (story, "14:28:00", MUSTER_EVENT_INCIDENT_ACKNOWLEDGED, STORY_MIKE);
  story_role (story, "14:28:40", MUSTER_ROLE_COMMANDER, STORY_SARAH);
  story_role (story, "14:29:10", MUSTER_ROLE_COMMUNICATIONS, STORY_ANA);
  story_role (story, "14:29:10", MUSTER_ROLE_TECHNICAL_LEAD, STORY_MIKE);
  story_role (story, "14:29:10", MUSTER_ROLE_SCRIBE, STORY_JONAS);
  event = story_event (story, "14:29:40", MUSTER_EVENT_INCIDENT_IMPACT_SET, STORY_SARAH);
  muster_event_set_int (event, MUSTER_FACT_START, story_time ("14:23:00"));
  muster_event_set_int (event, MUSTER_FACT_USERS, 15000);
  muster_batch_set_text (story->batch, event, MUSTER_FIELD_TEXT, "23% of user requests failing",
                         -1);
  story_fold (story, event);
  event = story_event (story, "14:30:00", MUSTER_EVENT_NOTE_ADDED, STORY_JONAS);
  event->claimed_us = story_time ("14:23:00");
  muster_batch_set_text (story->batch, event, MUSTER_FIELD_TEXT,
                         "Deployment of user-service v1.2.4 to production", -1);
  story_fold (story, event);
  story_note (story, "14:30:20", STORY_MIKE,
              "Connections have climbed since the deploy.\nLooking at the pool.");
  seq = story_note (story, "14:33:00", STORY_MIKE, "It is the cache");
  story_of (story, "14:33:30", MUSTER_EVENT_UNDONE, seq);
  seq = story_note (story, "14:35:00", STORY_MIKE,
                    "Root cause identified: database connection pool exhaustion");
  story_of (story, "14:35:20", MUSTER_EVENT_ENTRY_PINNED, seq);
  story_stage (story, "14:42:00", MUSTER_STAGE_MITIGATE, STORY_SARAH);
  story_resolve (story, "14:47:00", 15);
  story_stage (story, "14:48:00", MUSTER_STAGE_MONITOR, STORY_SARAH);
  story_task (story, "15:05:00", "Add load testing to the CI/CD pipeline", STORY_MIKE,
              story_time ("+9 00:00:00"));
  story_task (story, "15:06:00", "Watch the pool's limits", STORY_ANA, MUSTER_NO_TIME);
  story_task (story, "15:07:00", "Evaluate automated rollback", STORY_NOBODY, MUSTER_NO_TIME);
  story_stage (story, "15:10:00", MUSTER_STAGE_RESOLVED, STORY_SARAH);
  return story;
}

/* Open, as a drill, and nobody has seen it yet. */
static Story *
make_draft (void)
{
  Story *story = story_new (8);

  story_open (story, "23:58:30", "node-2 memory at 76%", MUSTER_SEVERITY_LOW);
  story_fire (story, "23:58:30", "NodeMemoryHigh", 1);
  story->incident->drill = story_id (99);
  return story;
}

/* Closed, but badly: late, nobody in charge, reopened, over midnight. */
static Story *
make_slow (void)
{
  Story *story = story_new (9);
  MusterEvent *event;

  story_open (story, "23:50:00", "Nightly export has not finished", MUSTER_SEVERITY_MINOR);
  event = story_event (story, "23:50:10", MUSTER_EVENT_INCIDENT_IMPACT_SET, STORY_JONAS);
  muster_event_set_int (event, MUSTER_FACT_START, story_time ("20:00:00"));
  story_fold (story, event);
  story_plain (story, "+1 00:20:00", MUSTER_EVENT_INCIDENT_ACKNOWLEDGED, STORY_JONAS);
  story_stage (story, "+1 00:30:00", MUSTER_STAGE_RESOLVED, STORY_JONAS);
  story_plain (story, "+1 01:00:00", MUSTER_EVENT_INCIDENT_REOPENED, STORY_NOBODY);
  story_stage (story, "+2 03:00:00", MUSTER_STAGE_RESOLVED, STORY_JONAS);
  return story;
}

static const struct
{
  const char *name;
  const char *service;
  Story *(*make) (void);
} stories[] = {
  { "bad-deploy", "user-service", make_bad_deploy },
  { "draft", NULL, make_draft },
  { "slow", "export-worker", make_slow },
};

/* Exports, and compares with the file; MUSTER_WRITE_FIXTURES=1 writes the file instead. */
static void
check_file (const MusterExporter *exporter, const char *name, const MusterExport *in)
{
  g_autofree char *path = g_strdup_printf ("%s/exporters/%s/%s%s", MUSTER_FIXTURES, exporter->name,
                                           name, exporter->suffix);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *wanted = NULL;

  g_test_message ("%s", path);
  g_assert_true (exporter->write (in, out, &error));
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (out->str, (gssize) out->len, NULL));
  if (g_getenv ("MUSTER_WRITE_FIXTURES") != NULL)
    g_file_set_contents (path, out->str, (gssize) out->len, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, wanted);
}

static void
test_files (void)
{
  for (guint i = 0; muster_exporters[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (stories); j++)
      {
        g_autoptr (Story) story = stories[j].make ();
        MusterExport in = story_export (story, stories[j].service);

        check_file (muster_exporters[i], stories[j].name, &in);
      }
}

static void
test_same_bytes (void)
{
  for (guint i = 0; muster_exporters[i] != NULL; i++)
    {
      g_autoptr (Story) a = make_bad_deploy (), b = make_bad_deploy ();
      g_autoptr (GString) x = g_string_new (NULL), y = g_string_new (NULL);
      MusterExport in_a = story_export (a, "s"), in_b = story_export (b, "s");

      g_assert_true (muster_exporters[i]->write (&in_a, x, NULL));
      g_assert_true (muster_exporters[i]->write (&in_b, y, NULL));
      g_assert_cmpstr (x->str, ==, y->str);
    }
}

static void
test_table (void)
{
  for (guint i = 0; muster_exporters[i] != NULL; i++)
    {
      const MusterExporter *exporter = muster_exporters[i];

      g_assert_true (muster_exporter_find (exporter->name) == exporter);
      g_assert_true (exporter->suffix[0] == '.' && exporter->suffix[1] != '\0');
      g_assert_nonnull (exporter->title);
      g_assert_nonnull (exporter->type);
      if (i > 0)
        g_assert_cmpstr (muster_exporters[i - 1]->name, <, exporter->name);
    }
  g_assert_nonnull (muster_exporter_find ("markdown"));
  g_assert_null (muster_exporter_find ("docx2"));
}

static void
test_file_names (void)
{
  static const struct
  {
    const char *title, *name;
  } cases[] = {
    { "user-service errors after v1.2.4", "INC-7-user-service-errors-after-v1.2.4.md" },
    { "../../x", NULL },
    { "a\"; filename=\"b", NULL },
    { "\xe2\x80\xae"
      "con\n.bashrc",
      NULL },
    { "", "INC-7.md" },
  };
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autofree char *endless_name = NULL;
  g_autoptr (MusterIncident) incident = muster_incident_new (7);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = NULL;

      g_free (incident->title);
      incident->title = g_strdup (cases[i].title);
      name = muster_export_file_name (incident, ".md");
      g_test_message ("%s", name);
      g_assert_true (g_str_has_prefix (name, "INC-7"));
      g_assert_true (g_str_has_suffix (name, ".md"));
      g_assert_true (strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") == strlen (name));
      if (cases[i].name != NULL)
        g_assert_cmpstr (name, ==, cases[i].name);
    }
  g_free (incident->title);
  incident->title = g_steal_pointer (&endless);
  endless_name = muster_export_file_name (incident, ".json");
  g_assert_cmpuint (strlen (endless_name), ==, 100);
  g_assert_true (g_str_has_suffix (endless_name, "x.json"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exporters/table", test_table);
  g_test_add_func ("/exporters/files", test_files);
  g_test_add_func ("/exporters/same-bytes", test_same_bytes);
  g_test_add_func ("/exporters/file-names", test_file_names);
  return g_test_run ();
}
