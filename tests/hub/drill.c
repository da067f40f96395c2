/* drill.c - drills played over HTTP into a whole hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "hub/drill-runner.h"
#include "hub/drill-stage.h"
#include "live-hub.h"

#include <string.h>

typedef struct
{
  LiveHub *hub;
  MusterDrill *drill;
  MusterHubLink *link;
  char *key;
  char *id;
  MusterDrillRun run;
  GString *hints;
} Show;

static MusterDrill *
load (const char *name)
{
  const MusterDrillPlay when = { LIVE_START_US, 1 };
  g_autoptr (GError) error = NULL;
  MusterDrill *drill = muster_drill_load (name, &when, &error);

  g_assert_no_error (error);
  return drill;
}

static void
hint_cb (const char *text, gpointer user_data)
{
  g_string_append_printf (user_data, "%s\n", text);
}

/* A drill as a guest on a hub that is not its own. */
static void
show_init (Show *self, const char *name)
{
  g_autoptr (LiveAnswer) started = NULL;
  g_autoptr (GError) error = NULL;

  self->hub = live_hub_new (FALSE);
  self->drill = load (name);
  self->hints = g_string_new (NULL);
  self->link = muster_hub_link_new (&(MusterHubLinkOptions){ .url = self->hub->local,
                                                             .clock = self->hub->clock,
                                                             .fill = muster_random_fill },
                                    &error);
  g_assert_no_error (error);
  started = live_post (self->hub, NULL, "/v1/drills", "{\"name\":\"test\",\"speed\":1}");
  g_assert_cmpuint (started->status, ==, 200);
  self->key = live_answer_string (started, "key");
  self->id = live_answer_string (started, "drill");
  self->run = (MusterDrillRun){
    .drill = self->drill,
    .clock = self->hub->clock,
    .sets_clock = TRUE,
    .intake = self->link,
    .caller = self->link,
    .key = self->key,
    .id = self->id,
    .drops_people = TRUE,
    .is_lenient = TRUE,
    .user_data = self->hints,
  };
}

static void
show_clear (Show *self)
{
  g_object_unref (self->link);
  live_hub_free (self->hub);
  muster_drill_free (self->drill);
  g_string_free (self->hints, TRUE);
  g_free (self->key);
  g_free (self->id);
}

static void
test_guest_acts (void)
{
  Show show;
  MusterDrillOutcome outcome;
  g_autoptr (GError) error = NULL;
  const MusterIncident *incident;

  show_init (&show, "pod-crash");
  show.run.acts = TRUE;
  muster_drill_run (&show.run, &error);
  g_assert_no_error (error);
  g_assert_true (muster_drill_get_outcome (&show.run, &outcome, &error));
  g_assert_cmpuint (outcome.incident, ==, 1);
  g_assert_true (outcome.is_resolved);
  incident = muster_world_get_incident (live_hub_world (show.hub), 1);
  g_assert_false (muster_ulid_is_null (incident->drill));
  g_assert_cmpuint (incident->tasks->len, >, 0);
  show_clear (&show);
}

/* Who plays for themselves gets the alerts and the hints, and the room is theirs. */
static void
test_interactive (void)
{
  Show show;
  MusterDrillOutcome outcome;
  g_autoptr (GError) error = NULL;

  show_init (&show, "pod-crash");
  show.run.hint = hint_cb;
  muster_drill_run (&show.run, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (show.hints->str, "press A to acknowledge"));
  g_assert_true (muster_drill_get_outcome (&show.run, &outcome, &error));
  g_assert_cmpuint (outcome.incident, ==, 1);
  g_assert_false (outcome.is_resolved);
  g_assert_false (muster_world_get_incident (live_hub_world (show.hub), 1)->acknowledged);
  show_clear (&show);
}

/* Incidents of others, before and beside it, are none of the drill's. */
static void
test_others (void)
{
  Show show;
  MusterDrillOutcome outcome;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;

  show_init (&show, "pod-crash");
  key = live_key (show.hub, "real");
  g_assert_cmpuint (live_alert (show.hub, key, "{\"summary\":\"real\"}"), ==, 202);
  show.run.acts = TRUE;
  muster_drill_run (&show.run, &error);
  g_assert_no_error (error);
  g_assert_true (muster_drill_get_outcome (&show.run, &outcome, &error));
  g_assert_cmpuint (outcome.incident, ==, 2);
  g_assert_cmpint (muster_world_get_incident (live_hub_world (show.hub), 1)->stage, ==,
                   MUSTER_STAGE_DETECT);
  show_clear (&show);
}

/* A drill's alert never groups with a real one, whatever its labels. */
static void
test_isolated (void)
{
  static const char *const alert = "{\"summary\":\"s\",\"labels\":{\"alertname\":\"A\"}}";
  Show show;
  g_autofree char *key = NULL;

  show_init (&show, "pod-crash");
  key = live_key (show.hub, "real");
  live_alert (show.hub, key, alert);
  live_alert (show.hub, show.key, alert);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (show.hub)), ==, 2);
  show_clear (&show);
}

static void
test_key_ends_with_drill (void)
{
  Show show;
  g_autofree char *path = NULL;
  g_autoptr (LiveAnswer) ended = NULL;

  show_init (&show, "pod-crash");
  path = g_strdup_printf ("/v1/drills/%s/end", show.id);
  ended = live_post (show.hub, NULL, path, "{}");
  g_assert_cmpuint (ended->status, ==, 200);
  g_assert_cmpuint (live_alert (show.hub, show.key, "{\"summary\":\"late\"}"), ==, 401);
  show_clear (&show);
}

/* At four minutes into bad-deploy: everything fires, and nobody has acted. */
static void
cancel_cb (const char *text, gpointer cancellable)
{
  if (g_str_has_prefix (text, "Press Enter"))
    g_cancellable_cancel (cancellable);
}

/* Cut off while alerts fire: nothing of it goes on, and nothing of others ends. */
static void
test_end (gconstpointer data)
{
  const gboolean closes = GPOINTER_TO_INT (data);
  Show show;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *key = NULL;
  MusterWorld *world;
  MusterDrillOutcome outcome;
  guint last;

  show_init (&show, "bad-deploy");
  world = live_hub_world (show.hub);
  key = live_key (show.hub, "real");
  g_assert_cmpuint (live_alert (show.hub, key, "{\"summary\":\"real\"}"), ==, 202);
  show.run.after = 1;
  show.run.cancellable = cancellable;
  show.run.hint = cancel_cb;
  show.run.user_data = cancellable;
  g_assert_false (muster_drill_run (&show.run, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  last = muster_world_last_incident (world);
  g_assert_cmpuint (last, >=, 3);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world)), >, last);

  for (guint times = 0; times < 2; times++) /* the second changes nothing */
    {
      g_assert_true (muster_drill_end (&show.run, closes, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world)), ==, 1);
      g_assert_true (muster_incident_is_open (muster_world_get_incident (world, 1)));
      for (guint i = 2; i <= last; i++)
        {
          const MusterIncident *incident = muster_world_get_incident (world, i);

          g_assert_cmpuint (incident->firing, ==, 0);
          g_assert_true (muster_incident_is_open (incident) == !closes);
        }
      g_assert_true (muster_drill_get_outcome (&show.run, &outcome, &error));
      g_assert_cmpuint (outcome.incident, ==, 2);
      g_assert_true (outcome.is_resolved == closes);
    }
  show_clear (&show);
}

static void
test_cancel (void)
{
  Show show;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  show_init (&show, "pod-crash");
  g_cancellable_cancel (cancellable);
  show.run.cancellable = cancellable;
  g_assert_false (muster_drill_run (&show.run, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  show_clear (&show);
}

/* The hub that `musterd drill mockup` makes, with all of the story in it. */
static void
test_stage (void)
{
  g_autoptr (MusterDrill) drill = load ("mockup");
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDrillStage) stage = muster_drill_stage_new (drill, NULL, &error);
  MusterDrillRun run = { .acts = TRUE };
  MusterDrillOutcome outcome;
  guint newest = 0;

  g_assert_no_error (error);
  muster_drill_stage_set (stage, &run, &error);
  g_assert_no_error (error);
  muster_drill_run (&run, &error);
  g_assert_no_error (error);
  g_assert_true (muster_drill_get_outcome (&run, &outcome, &error));
  g_assert_cmpuint (outcome.incident, ==, 1);
  g_assert_true (outcome.is_resolved);
  g_assert_true (muster_drill_get_newest (run.caller, &newest, &error));
  g_assert_cmpuint (newest, ==, 319);
  g_assert_null (run.id); /* the pictures show no drill */
  g_assert_cmpint (muster_clock_now_us (run.clock), ==,
                   G_GINT64_CONSTANT (1772808068) * G_USEC_PER_SEC); /* 14:41:08 */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drill/guest-acts", test_guest_acts);
  g_test_add_func ("/drill/interactive", test_interactive);
  g_test_add_func ("/drill/others", test_others);
  g_test_add_func ("/drill/isolated", test_isolated);
  g_test_add_func ("/drill/key-ends-with-drill", test_key_ends_with_drill);
  g_test_add_func ("/drill/cancel", test_cancel);
  g_test_add_data_func ("/drill/end-closes", GINT_TO_POINTER (TRUE), test_end);
  g_test_add_data_func ("/drill/end-leaves-to-people", GINT_TO_POINTER (FALSE), test_end);
  g_test_add_func ("/drill/stage", test_stage);
  return g_test_run ();
}
