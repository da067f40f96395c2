/* cli-test-page.c - musterd oncall test: whether pages reach somebody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "hub/cli-shifts.h"
#include "sources/value.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define ASK_AGAIN_US (500 * G_TIME_SPAN_MILLISECOND)
#define ASKS_MAX     240 /* two minutes: a mail server may be slow to greet, three times */

/* What comes from a hub may be anything. */
static char *
take_text (const MusterValue *value, const char *path)
{
  MusterText text = muster_value_text_at (value, path);

  return muster_safe_text (text.n > 0 ? text.bytes : "", (gssize) text.n, FALSE);
}

static char *
get (MusterCliHub *hub, const char *path, GError **error)
{
  g_autoptr (GBytes) body = muster_cli_hub_get (hub, path, error);

  return body != NULL ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)) : NULL;
}

/* Who is asked about: as said, else whose token it is. */
static char *
find_person (const MusterCliShifts *asked, MusterCliHub *hub, GError **error)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1 << 10);
  g_autofree char *json = NULL;

  if (asked->person != NULL)
    return g_strdup (asked->person);
  json = get (hub, "/v1/me", error);
  if (json == NULL)
    return NULL;
  return take_text (muster_value_parse ((MusterText){ json, strlen (json) }, arena), "name");
}

static gboolean
is_waiting (const MusterValue *channels)
{
  for (const MusterValue *channel = channels != NULL ? channels->first : NULL; channel != NULL;
       channel = channel->next)
    {
      if (muster_text_equal (muster_value_text_at (channel, "waiting"), "true"))
        return TRUE;
    }
  return FALSE;
}

/* TRUE: by each of them, or that one, pages come. */
static gboolean
print_channels (const MusterValue *channels, const char *only)
{
  gboolean all_work = TRUE;

  for (const MusterValue *channel = channels != NULL ? channels->first : NULL; channel != NULL;
       channel = channel->next)
    {
      g_autofree char *type = take_text (channel, "channel"), *state = take_text (channel, "state");
      g_autofree char *reason = take_text (channel, "reason");

      if (only != NULL && strcmp (only, type) != 0)
        continue;
      all_work &= strcmp (state, "works") == 0;
      printf ("%s: %s%s%s\n", type, state, *reason != '\0' ? ": " : "", reason);
    }
  return all_work;
}

static MusterCommand *
make_command (const char *person, const char *channel)
{
  MusterCommand *command = muster_command_new (muster_command_by_name ("person.test-page"));

  command->name = g_strdup (person);
  if (channel != NULL)
    muster_command_set_text (command, "channel", channel);
  return command;
}

/* FALSE: nothing can be said. */
static gboolean
wait_for_all (const MusterCliShifts *asked, MusterCliHub *hub, const char *person, int *result)
{
  g_autofree char *escaped = g_uri_escape_string (person, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/readiness?person=", escaped, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ASKS_MAX; i++)
    {
      g_autoptr (MusterArena) arena = muster_arena_new (1 << 14);
      g_autofree char *json = get (hub, path, &error);
      const MusterValue *whole, *channels;

      if (json == NULL)
        {
          *result = muster_cli_fail (&muster_verb_oncall, error);
          return FALSE;
        }
      whole = muster_value_parse ((MusterText){ json, strlen (json) }, arena);
      channels = muster_value_at (whole, "people[0].channels");
      if (is_waiting (channels) && i + 1 < ASKS_MAX)
        {
          g_usleep (ASK_AGAIN_US);
          continue;
        }
      if (asked->json)
        printf ("%s", json);
      *result = (asked->json ? TRUE : print_channels (channels, asked->channel))
                    ? MUSTER_EXIT_DONE
                    : MUSTER_EXIT_WRONG;
      return TRUE;
    }
  return FALSE;
}

/**
 * muster_cli_test_page_run:
 * @asked: what was said
 * @hub: a running hub
 *
 * Has test pages sent, and waits for what becomes of them.
 *
 * Returns: the exit code
 */
int
muster_cli_test_page_run (const MusterCliShifts *asked, MusterCliHub *hub)
{
  g_autoptr (MusterCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *person = find_person (asked, hub, &error);
  g_autofree char *answer = NULL;
  int result = MUSTER_EXIT_WRONG;

  if (person == NULL)
    return muster_cli_fail (&muster_verb_oncall, error);
  command = make_command (person, asked->channel);
  answer = muster_cli_hub_command (hub, command, &error);
  if (answer == NULL)
    return muster_cli_fail (&muster_verb_oncall, error);
  wait_for_all (asked, hub, person, &result);
  return result;
}
