/* cli-shifts.c - musterd oncall … --hub: who is on call at a running hub, and who stands in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli-shifts.h"

#include "base/instant.h"
#include "base/safe-text.h"
#include "sources/value.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* --- who --- */

/* What comes from a hub may be anything. */
static char *
take_text (const MusterValue *value, const char *path)
{
  MusterText text = muster_value_text_at (value, path);

  return muster_safe_text (text.n > 0 ? text.bytes : "", (gssize) text.n, FALSE);
}

static char *
take_names (const MusterValue *value, const char *path)
{
  const MusterValue *people = muster_value_at (value, path);
  GString *names = g_string_new (NULL);

  for (const MusterValue *person = people != NULL ? people->first : NULL; person != NULL;
       person = person->next)
    {
      g_autofree char *name = take_text (person, "name");

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  if (names->len == 0)
    g_string_append (names, _ ("nobody"));
  return g_string_free (names, FALSE);
}

static void
print_schedule (const MusterValue *item)
{
  g_autofree char *name = take_text (item, "schedule"), *until = take_text (item, "until");
  g_autofree char *now = take_names (item, "onCall"), *next = take_names (item, "next.people");

  printf ("%s: %s", name, now);
  if (*until != '\0')
    /* TRANSLATORS: who is on call, until a time, and who is next */
    printf (_ (", until %s, then %s"), until, next);
  printf ("\n");
}

static gboolean
print_who (const char *json)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1 << 14);
  const MusterValue *whole = muster_value_parse ((MusterText){ json, strlen (json) }, arena);
  const MusterValue *items = muster_value_at (whole, "items");

  for (const MusterValue *item = items != NULL ? items->first : NULL; item != NULL;
       item = item->next)
    print_schedule (item);
  return items != NULL;
}

static int
who (const MusterCliShifts *asked, MusterCliHub *hub)
{
  g_autofree char *escaped =
      asked->at != NULL ? g_uri_escape_string (asked->at, NULL, FALSE) : NULL;
  g_autofree char *path =
      g_strconcat ("/v1/oncall", escaped != NULL ? "?at=" : NULL, escaped, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = muster_cli_hub_get (hub, path, &error);
  g_autofree char *json = NULL;
  gsize n;

  if (body == NULL)
    return muster_cli_fail (&muster_verb_oncall, error);
  json = g_strndup (g_bytes_get_data (body, &n), g_bytes_get_size (body));
  if (asked->json)
    printf ("%s", json);
  else if (!print_who (json))
    return MUSTER_EXIT_WRONG;
  return MUSTER_EXIT_DONE;
}

/* --- standing in --- */

static gboolean
set_instant (MusterCommand *command, const char *name, const char *text)
{
  gint64 at_us;

  if (text == NULL)
    return TRUE;
  if (!muster_instant_parse (text, -1, &at_us))
    return FALSE;
  muster_command_set_int (command, name, at_us);
  return TRUE;
}

static MusterCommand *
make_command (const MusterCliShifts *asked, gboolean swaps)
{
  MusterCommand *command =
      muster_command_new (muster_command_by_name (swaps ? "schedule.swap" : "schedule.override"));

  command->name = g_strdup (asked->schedule);
  if (swaps)
    muster_command_set_text (command, "other", asked->with);
  else
    muster_command_set_text (command, "kind", "cover");
  if (asked->person != NULL)
    muster_command_set_text (command, "person", asked->person);
  if (asked->reason != NULL)
    muster_command_set_text (command, "reason", asked->reason);
  return command;
}

static int
stand_in (const MusterCliShifts *asked, MusterCliHub *hub, gboolean swaps)
{
  g_autoptr (MusterCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  if (asked->schedule == NULL || asked->to == NULL || (swaps && asked->with == NULL))
    return muster_cli_usage (&muster_verb_oncall, swaps ? _ ("say --schedule, --with and --to")
                                                        : _ ("say --schedule and --to"));
  command = make_command (asked, swaps);
  if (!set_instant (command, "from", asked->from) || !set_instant (command, "to", asked->to))
    return muster_cli_usage (&muster_verb_oncall,
                             _ ("--from and --to are times, such as 2026-06-01T00:00:00Z"));
  answer = muster_cli_hub_command (hub, command, &error);
  if (answer == NULL)
    return muster_cli_fail (&muster_verb_oncall, error);
  printf ("%s", answer);
  return MUSTER_EXIT_DONE;
}

/**
 * muster_cli_shifts_run:
 * @asked: what was said
 * @verb: "who", "cover", "swap" or "test"
 *
 * Returns: the exit code
 */
int
muster_cli_shifts_run (const MusterCliShifts *asked, const char *verb)
{
  static const char *const verbs[] = { "who", "cover", "swap", "test", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterCliHub) hub = NULL;

  if (!g_strv_contains (verbs, verb))
    return muster_cli_usage (
        &muster_verb_oncall,
        _ ("a running hub is asked who is on call, and told cover, swap or test"));

  hub = muster_cli_hub_open (asked->place, &error);
  if (hub == NULL)
    return muster_cli_fail (&muster_verb_oncall, error);
  if (strcmp (verb, "who") == 0)
    return who (asked, hub);
  if (strcmp (verb, "test") == 0)
    return muster_cli_test_page_run (asked, hub);
  return stand_in (asked, hub, strcmp (verb, "swap") == 0);
}
