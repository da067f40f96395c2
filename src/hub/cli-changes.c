/* cli-changes.c - musterd changes: which change may have begun an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "hub/api-json.h"
#include "hub/cli.h"
#include "sources/value.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  MusterCliPlace place;
  char *incident;
  gboolean json;
} Options;

static char *
ask_state (MusterHub *hub, guint number, GError **error)
{
  const MusterWorld *world = muster_committer_get_world (muster_hub_get_committer (hub));
  const MusterIncident *incident = muster_world_get_incident (world, number);
  MusterJsonWriter writer;
  GString *out;

  if (incident == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "There is no incident INC-%u", number);
      return NULL;
    }
  out = g_string_new (NULL);
  muster_json_writer_init (&writer, out);
  muster_json_suspects (&writer, world, incident);
  return g_string_free (out, FALSE);
}

static char *
ask_hub (MusterCliHub *hub, guint number, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/changes", number);
  g_autoptr (GBytes) body = muster_cli_hub_get (hub, path, error);
  gsize n;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &n) : NULL;

  return bytes != NULL ? g_strndup (bytes, n) : NULL;
}

/* --- for people --- */

/* What comes from a hub may be anything. */
static char *
take_text (const MusterValue *value, const char *path)
{
  MusterText text = muster_value_text_at (value, path);

  return muster_safe_text (text.n > 0 ? text.bytes : "", (gssize) text.n, FALSE);
}

static void
print_suspect (const MusterValue *suspect)
{
  g_autofree char *rank = take_text (suspect, "rank"), *score = take_text (suspect, "score");
  g_autofree char *title = take_text (suspect, "change.title");
  g_autofree char *pushed = take_text (suspect, "pushed.title");
  g_autofree char *start = take_text (suspect, "change.start");
  g_autofree char *url = take_text (suspect, "change.url");
  g_autofree char *refuted = take_text (suspect, "refutedBy");
  const MusterValue *reasons = muster_value_at (suspect, "reasons");

  printf ("%s. %s  (%s, %s)\n", rank, *pushed != '\0' ? pushed : title, start, score);
  for (const MusterValue *reason = reasons != NULL ? reasons->first : NULL; reason != NULL;
       reason = reason->next)
    {
      g_autofree char *points = take_text (reason, "points"), *text = take_text (reason, "text");

      printf ("   %6s  %s\n", points, text);
    }
  /* TRANSLATORS: after it, what would show that this change did not begin the incident */
  printf ("   %s %s\n", _ ("Refuted"), refuted);
  if (*url != '\0')
    printf ("   %s\n", url);
}

static gboolean
print_suspects (const char *json)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1 << 14);
  const MusterValue *whole = muster_value_parse ((MusterText){ json, strlen (json) }, arena);
  const MusterValue *items = muster_value_at (whole, "items");
  g_autofree char *outside = take_text (whole, "outside");

  if (items == NULL)
    return FALSE;
  if (*outside != '\0')
    /* TRANSLATORS: the placeholder says what is to blame instead */
    printf (_ ("No change is to blame, most likely: %s\n"), outside);
  if (items->first == NULL)
    printf ("%s\n", _ ("No change is known of the day before it began"));
  for (const MusterValue *item = items->first; item != NULL; item = item->next)
    print_suspect (item);
  return TRUE;
}

static int
show (const Options *options, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterCliHub) hub = muster_cli_hub_open (&options->place, &error);
  g_autofree char *json = NULL;

  if (hub != NULL)
    json = muster_cli_hub_direct (hub) != NULL
               ? ask_state (muster_cli_hub_direct (hub), number, &error)
               : ask_hub (hub, number, &error);
  if (json == NULL)
    return muster_cli_fail (&muster_verb_changes, error);
  if (options->json)
    printf ("%s\n", json);
  else if (!print_suspects (json))
    return MUSTER_EXIT_WRONG;
  return MUSTER_EXIT_DONE;
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "incident", 0, 0, G_OPTION_ARG_STRING, &options.incident, N_ ("Which"), "ID" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("As JSON"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  gboolean parsed = muster_cli_parse (&muster_verb_changes, entries, &options.place, &argc, &argv);
  guint number = options.incident != NULL ? muster_incident_parse_id (options.incident, -1) : 0;
  int result;

  if (!parsed)
    result = MUSTER_EXIT_USAGE;
  else if (argc > 1)
    result = muster_cli_surplus (&muster_verb_changes, argv[1]);
  else if (number == 0)
    result = muster_cli_usage (&muster_verb_changes, _ ("say --incident INC-N"));
  else
    result = show (&options, number);
  muster_cli_place_clear (&options.place);
  g_free (options.incident);
  return result;
}

const MusterVerb muster_verb_changes = {
  .name = "changes",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "[--state DIR | --hub URL] --incident ID [--json]",
  .help = N_ ("Rank the changes that may have begun an incident"),
  .run = run,
};
