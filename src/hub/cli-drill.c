/* cli-drill.c - musterd drill: plays a made-up outage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-writer.h"
#include "hub/ask.h"
#include "hub/cli.h"
#include "hub/drill-runner.h"
#include "hub/drill-stage.h"
#include "model/error.h"
#include "world/commands.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define SPEED_MAX 1000

typedef struct
{
  MusterCliPlace place;
  char **listen;
  int speed;
  gboolean json;
  gboolean interactive;
  gboolean team;
  gboolean keep;
  const char *name;
  GCancellable *cancellable;
} Options;

static gboolean
interrupted_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* --- what is printed --- */

static void
print_line (GString *line)
{
  printf ("%s\n", line->str);
  fflush (stdout);
}

static void
print_hint (const char *text, gpointer user_data)
{
  g_autoptr (GString) line = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, line);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "hint", text);
  muster_json_end_object (&writer);
  print_line (line);
}

/* {"incident":"INC-1","state":"open"}; both null where none opened */
static void
print_outcome (const MusterDrillOutcome *outcome)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) id = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_incident_append_id (outcome->incident, id);
  muster_json_writer_init (&writer, line);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "incident", outcome->incident > 0 ? id->str : NULL);
  muster_json_member_string (&writer, "state",
                             outcome->incident == 0 ? NULL
                             : outcome->is_resolved ? "resolved"
                                                    : "open");
  muster_json_end_object (&writer);
  print_line (line);
}

static void
say_title (const Options *options, const MusterDrill *drill)
{
  if (options->json || options->interactive)
    return;
  fprintf (stderr, "%s\n", drill->title);
  if (drill->about != NULL)
    fprintf (stderr, "%s\n", drill->about);
}

/* --- playing --- */

/* Where it is cancelled, it was played as far as was wanted. */
static gboolean
play (const Options *options, MusterDrillRun *run, GError **error)
{
  g_autoptr (GError) ended = NULL;

  run->cancellable = options->cancellable;
  run->hint = options->interactive ? print_hint : NULL;
  if (muster_drill_run (run, &ended) || g_error_matches (ended, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&ended));
  return FALSE;
}

static int
finish (const Options *options, const MusterDrillOutcome *outcome)
{
  print_outcome (outcome);
  if (outcome->incident == 0 && !options->interactive)
    return MUSTER_EXIT_INCOMPLETE;
  return g_cancellable_is_cancelled (options->cancellable) && !options->interactive
             ? MUSTER_EXIT_INCOMPLETE
             : MUSTER_EXIT_DONE;
}

/* On a hub of its own, with a state folder that goes away with it. */
static int
play_alone (const Options *options, const MusterDrill *drill)
{
  MusterDrillRun run = { .acts = drill->always || !options->interactive };
  MusterDrillOutcome outcome;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDrillStage) stage = NULL;

  muster_cli_speak_to_all ();
  stage = muster_drill_stage_new (drill, (const char *const *) options->listen, &error);
  if (stage == NULL || !muster_drill_stage_set (stage, &run, &error) ||
      !play (options, &run, &error) || !muster_drill_get_outcome (&run, &outcome, &error))
    return muster_cli_fail (&muster_verb_drill, error);
  if (options->keep && !g_cancellable_is_cancelled (options->cancellable))
    {
      print_outcome (&outcome);
      muster_drill_stage_keep (stage, options->cancellable);
      return MUSTER_EXIT_DONE;
    }
  return finish (options, &outcome);
}

/* The answer of drill.start: {…,"key":"…","drill":"01J…"} */
static char *
start_drill (MusterCliHub *hub, const Options *options, GError **error)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("drill.start"));

  muster_command_set_text (command, "name", options->name);
  muster_command_set_int (command, "speed", options->speed);
  return muster_cli_hub_command (hub, command, error);
}

static gboolean
play_guest (const Options *options,
            const MusterDrill *drill,
            MusterDrillOutcome *outcome,
            GError **error)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (MusterCliHub) hub = muster_cli_hub_open (&options->place, error);
  g_autofree char *started = NULL, *key = NULL, *id = NULL;
  gboolean played, closes, ended;
  MusterDrillRun run = {
    .drill = drill,
    .clock = clock,
    .acts = drill->always || !options->interactive,
    .drops_people = !options->team,
    .is_lenient = TRUE,
  };

  if (hub == NULL || (options->team && !muster_cli_apply_objects (hub, drill->team, TRUE, error)) ||
      !muster_drill_get_newest (muster_cli_hub_link (hub), &run.after, error) ||
      (started = start_drill (hub, options, error)) == NULL)
    return FALSE;
  key = muster_answer_dup_member (started, -1, "key");
  id = muster_answer_dup_member (started, -1, "drill");
  if (key == NULL || id == NULL)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "The hub gave no key for the drill");
      return FALSE;
    }
  run.intake = run.caller = muster_cli_hub_link (hub);
  run.key = key;
  run.id = id;
  played = play (options, &run, error);
  closes = !options->interactive || g_cancellable_is_cancelled (options->cancellable);
  ended = muster_drill_end (&run, closes, played ? error : NULL);
  return played && ended && muster_drill_get_outcome (&run, outcome, error);
}

static int
play_on_hub (const Options *options, const MusterDrill *drill)
{
  MusterDrillOutcome outcome;
  g_autoptr (GError) error = NULL;

  if (drill->fixed)
    return muster_cli_usage (&muster_verb_drill,
                             _ ("this drill has times of its own: it wants a hub of its own"));
  if (!play_guest (options, drill, &outcome, &error))
    return muster_cli_fail (&muster_verb_drill, error);
  return finish (options, &outcome);
}

/* --- the command line --- */

static char *
dup_names (void)
{
  g_auto (GStrv) names = muster_drill_list ();
  g_autofree char *list = g_strjoinv (", ", names);

  return g_strconcat ("say which one: ", list, NULL);
}

static gboolean
is_drill (const char *name)
{
  g_auto (GStrv) names = muster_drill_list ();

  return g_strv_contains ((const char *const *) names, name);
}

static int
run_drill (Options *options)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  const MusterDrillPlay when = { muster_clock_now_us (clock), (guint) options->speed };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDrill) drill = muster_drill_load (options->name, &when, &error);

  if (drill == NULL)
    return muster_cli_fail (&muster_verb_drill, error);
  options->cancellable = cancellable;
  g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);
  g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  if (options->place.hub == NULL || !drill->fixed)
    say_title (options, drill);
  return options->place.hub != NULL ? play_on_hub (options, drill) : play_alone (options, drill);
}

static int
check_options (Options *options, int argc, char **argv)
{
  if (argc > 2)
    return muster_cli_surplus (&muster_verb_drill, argv[2]);
  if (argc < 2 || !is_drill (argv[1]))
    {
      g_autofree char *problem = dup_names ();

      return muster_cli_usage (&muster_verb_drill, problem);
    }
  options->name = argv[1];
  if (options->speed < 1 || options->speed > SPEED_MAX)
    return muster_cli_usage (&muster_verb_drill, _ ("--speed is a whole number from 1 to 1000"));
  if (options->place.hub != NULL && (options->keep || options->listen != NULL))
    return muster_cli_usage (&muster_verb_drill,
                             _ ("--keep and --listen are for a hub of its own"));
  if (!muster_cli_check_listen (&muster_verb_drill, (const char *const *) options->listen))
    return MUSTER_EXIT_USAGE;
  if (options->place.hub == NULL && options->team)
    return muster_cli_usage (&muster_verb_drill, _ ("--team is for a hub that is there already"));
  return run_drill (options);
}

static int
run (int argc, char **argv)
{
  Options options = { .speed = 1 };
  const GOptionEntry entries[] = {
    { "speed", 0, 0, G_OPTION_ARG_INT, &options.speed, N_ ("That many times faster"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON only"), NULL },
    { "interactive", 0, 0, G_OPTION_ARG_NONE, &options.interactive,
      N_ ("Leave acting to people; print hints for them"), NULL },
    { "team", 0, 0, G_OPTION_ARG_NONE, &options.team,
      N_ ("Add the story’s people and services to the hub"), NULL },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &options.keep, N_ ("Serve its hub until ended"), NULL },
    { "listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.listen, N_ ("Its hub listens there, too"),
      "ADDRESS" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result;

  if (!muster_cli_parse (&muster_verb_drill, entries, &options.place, &argc, &argv))
    result = MUSTER_EXIT_USAGE;
  else
    result = check_options (&options, argc, argv);
  muster_cli_place_clear (&options.place);
  g_strfreev (options.listen);
  return result;
}

const MusterVerb muster_verb_drill = {
  .name = "drill",
  .places = MUSTER_CLI_HUB,
  .usage = "NAME [--hub URL [--team]] [--speed N] [--json] [--interactive] "
           "[--keep [--listen ADDRESS]…]",
  .help = N_ ("Play a made-up outage"),
  .run = run,
};
