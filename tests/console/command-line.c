/* command-line.c - lines of the command bar and the commands they stand for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/command-completion.h"
#include "model/error.h"
#include "small-hub.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1772808068) * G_USEC_PER_SEC) /* 2026-03-06 14:41:08 UTC */

typedef struct
{
  SmallHub *hub;
  MusterCommandLine line;
  guint number;
} Fixture;

static void
put (SmallHub *hub, const char *type, const char *name, const char *body)
{
  MusterCommand *command = small_hub_command (hub, "config.put", 0);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", type);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  g_assert_true (small_hub_do (hub, command, NULL, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  MusterCommand *command;
  g_autoptr (GError) error = NULL;

  fixture->hub = small_hub_new (1);
  put (fixture->hub, "service", "api", "{}");
  put (fixture->hub, "person", "mike", "{\"full_name\":\"Mike Okafor\"}");
  put (fixture->hub, "team", "platform", "{\"people\":[\"mike\",\"ana\"]}");
  command = small_hub_command (fixture->hub, "incident.declare", 0);
  muster_command_set_text (command, "title", "Errors");
  g_assert_true (small_hub_do (fixture->hub, command, &fixture->number, &error));
  fixture->line.world = fixture->hub->world;
  fixture->line.incident = muster_world_get_incident (fixture->hub->world, fixture->number);
  fixture->line.me = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (fixture->hub, "ana") };
  fixture->line.now_us = NOW_US;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  small_hub_free (fixture->hub);
}

/* A command in words: its name, then what is given, people by their names. */
static char *
describe (Fixture *fixture, const MusterCommand *command)
{
  const MusterDirectory *directory = muster_world_get_directory (fixture->line.world);
  g_autoptr (GString) out = g_string_new (command->spec->name);

  for (guint i = 0; command->spec->arguments[i].name != NULL; i++)
    {
      const MusterArgumentSpec *argument = &command->spec->arguments[i];
      const char *text, *colon;
      MusterUlid id;

      if (!muster_command_has (command, argument->name))
        continue;
      g_string_append_printf (out, " %s=", argument->name);
      if (argument->type == MUSTER_ARGUMENT_INSTANT)
        g_string_append_printf (
            out, "+%ds",
            (int) ((muster_command_int (command, argument->name) - NOW_US) / G_USEC_PER_SEC));
      else if (argument->type == MUSTER_ARGUMENT_TEXT || argument->type == MUSTER_ARGUMENT_NAME ||
               argument->type == MUSTER_ARGUMENT_TOKEN || argument->type == MUSTER_ARGUMENT_STRINGS)
        {
          text = muster_command_text (command, argument->name);
          colon = strchr (text, ':');
          if (muster_ulid_parse (text, -1, &id))
            g_string_append (out, muster_directory_get (directory, id)->name);
          else if (colon != NULL && muster_ulid_parse (colon + 1, -1, &id))
            g_string_append_printf (out, "%.*s%s", (int) (colon + 1 - text), text,
                                    muster_directory_get (directory, id)->name);
          else
            g_string_append (out, text);
        }
      else
        g_string_append_printf (out, "%d", (int) muster_command_int (command, argument->name));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_commands (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *command;
  } cases[] = {
    { "Looking at the pool.", "incident.note text=Looking at the pool." },
    { "  two\nlines  ", "incident.note text=two\nlines" },
    { "//etc is full", "incident.note text=/etc is full" },
    { "/note  a  b ", "incident.note text=a  b" },
    { "/snooze 30m", "incident.snooze until=+1800s" },
    { "/escalate", "incident.escalate" },
    { "/sev 2", "incident.severity severity=2" },
    { "/sev SEV-1 half of the users", "incident.severity severity=1 reason=half of the users" },
    { "/sev crit", "incident.severity severity=1" },
    { "/role commander", "incident.assign role=0" },
    { "/role comms @mike", "incident.assign role=1 person=mike" },
    { "/role tech Mike Okafor", "incident.assign role=2 person=mike" },
    { "/release scribe", "incident.release role=3" },
    { "/task Check the pool", "incident.task text=Check the pool" },
    { "/task @mike Check it", "incident.task text=Check it owner=mike" },
    { "/task @mike due:30m Check it", "incident.task text=Check it owner=mike due=+1800s" },
    { "/task due:14:42 Check", "incident.task text=Check due=+52s" },
    { "/task due:14:41 Check", "incident.task text=Check due=+86392s" },
    { "/stage mitigate", "incident.stage stage=4" },
    { "/stage mon since the rollback", "incident.stage stage=5 reason=since the rollback" },
    { "/stage resolved it is over", "incident.resolve reason=it is over" },
    { "/ack", "incident.acknowledge" },
    { "/resolve", "incident.resolve" },
    { "/resolve the pool is back", "incident.resolve reason=the pool is back" },
    { "/page mike", "incident.page target=person:mike" },
    { "/page @platform", "incident.page target=team:platform" },
    { "/page Mike Okafor", "incident.page target=person:mike" },
    { "/title Sign-in is down", "incident.title title=Sign-in is down" },
    { "/impact Nobody can sign in", "incident.impact text=Nobody can sign in" },
    { "/run disk", "incident.run template=disk arguments={}" },
    { "/run tcp db.internal 5432",
      "incident.run template=tcp arguments={\"host\":\"db.internal\",\"port\":\"5432\"}" },
    { "/run tcp port=1 host=a",
      "incident.run template=tcp arguments={\"host\":\"a\",\"port\":\"1\"}" },
    { "/run http https://a.example/?q=1",
      "incident.run template=http arguments={\"url\":\"https://a.example/?q=1\"}" },
    { "/merge INC-1 one fault", "incident.merge into=INC-1 reason=one fault" },
    { "/merge inc-1", "incident.merge into=INC-1" },
    { "/merge 1", "incident.merge into=INC-1" },
    { "/about api", "incident.about service=api" },
    { "/pin 7", "incident.pin seq=7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterCommand) command =
          muster_command_line_parse (&fixture->line, cases[i].line, &error);
      g_autofree char *words = NULL;

      g_assert_no_error (error);
      words = describe (fixture, command);
      g_assert_cmpstr (words, ==, cases[i].command);
      g_assert_cmpuint (command->incident, ==, fixture->number);
      g_assert_true (muster_ulid_equal (command->actor.id, fixture->line.me.id));
    }
}

/* Without a number the newest line is pinned. */
static void
test_pin_newest (Fixture *fixture, gconstpointer data)
{
  const GPtrArray *entries = fixture->line.incident->entries;
  const MusterEntry *last = g_ptr_array_index (entries, entries->len - 1);
  g_autoptr (MusterCommand) command = muster_command_line_parse (&fixture->line, "/pin", NULL);

  g_assert_cmpint (muster_command_int (command, "seq"), ==, (gint64) last->seq);
}

static void
test_complaints (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *word; /* that the complaint must have */
  } cases[] = {
    { "", "nothing to send" },
    { "   ", "nothing to send" },
    { "//", NULL }, /* a note of one slash */
    { "/", "no command" },
    { "/frobnicate now", "“/frobnicate”" },
    { "/sev", "/sev severity [reason]" },
    { "/sev 9", "“9”" },
    { "/sev <b>bold</b>", "“<b>bold</b>”" },
    { "/stage somewhere", "“somewhere”" },
    { "/role king", "“king”" },
    { "/role commander nobody", "“nobody”" },
    { "/task", "/task [owner] [due] text" },
    { "/task @nobody x", "“@nobody”" },
    { "/task due:soon x", "“soon”" },
    { "/page", "/page target" },
    { "/page nobody", "“nobody”" },
    { "/merge", "/merge into [reason]" },
    { "/merge INC-99", "“INC-99”" },
    { "/merge that", "“that”" },
    { "/about", "/about service" },
    { "/about nothing", "“nothing”" },
    { "/run", "/run template [arguments]" },
    { "/run rm", "“rm”" },
    { "/run dns", "Host name" },
    { "/run memory all of it", "“all”" },
    { "/ack now", "“now”" },
    { "/pin first", "“first”" },
    { "/sev \xe2\x80\xae"
      "2",
      "<U+202E>2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterCommand) command =
          muster_command_line_parse (&fixture->line, cases[i].line, &error);

      if (cases[i].word == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
      g_assert_null (command);
      if (strstr (error->message, cases[i].word) == NULL)
        g_error ("“%s”: %s", cases[i].line, error->message);
    }
}

/* A word names a command of the table, and only arguments that this command has. */
static void
test_table (void)
{
  const MusterCommandWord *words;
  guint n;

  words = muster_command_words (&n);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpint (strcmp (words[i - 1].word, words[i].word), <, 0);
      for (guint k = 0; words[i].arguments[k] != NULL; k++)
        g_assert_cmpstr (muster_command_word_argument (&words[i], k)->name, ==,
                         words[i].arguments[k]);
    }
}

static void
test_completions (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *lines; /* of the completions, by bars */
  } cases[] = {
    { "note", "" },
    { "/re", "/release |/reopen |/resolve " },
    { "/s", "/sev |/snooze |/stage " },
    { "/sev ma", "/sev 2 " },
    { "/sev 2 because", "" },
    { "/role comm", "/role commander |/role communications " },
    { "/role scribe mi", "/role scribe @mike " },
    { "/role scribe Oka", "/role scribe @mike " },
    { "/stage mi", "/stage mitigate " },
    { "/page pl", "/page @platform " },
    { "/task @mi", "/task @mike " },
    { "/task @mike check", "" },
    { "/run t", "/run tcp " },
    { "/run tcp ", "/run tcp host=|/run tcp port=" },
    { "/run tcp host=a p", "/run tcp host=a port=" },
    { "/nothing here", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = muster_command_line_complete (&fixture->line, cases[i].line);
      g_autoptr (GString) lines = g_string_new (NULL);

      for (guint k = 0; k < found->len; k++)
        g_string_append_printf (lines, "%s%s", k > 0 ? "|" : "",
                                ((MusterCompletion *) g_ptr_array_index (found, k))->line);
      g_assert_cmpstr (lines->str, ==, cases[i].lines);
    }
}

/* Any text is a command or a complaint in words, and whatever is offered can be typed. */
static void
test_any_text (Fixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = { "/",     "sev",   " ",    "@",    "mike", "due:", "=",
                                        "task",  "run",   "tcp",  "\n",   "2",    "é",    "\xff",
                                        "role ", "stage", "page", "host", ":",    "//" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) line = g_string_new (g_test_rand_bit () ? "/" : NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterCommand) command = NULL;
      g_autoptr (GPtrArray) found = NULL;

      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (line, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      command = muster_command_line_parse (&fixture->line, line->str, &error);
      g_assert_true ((command == NULL) == (error != NULL));
      g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
      found = muster_command_line_complete (&fixture->line, line->str);
      g_assert_cmpuint (found->len, <=, MUSTER_COMPLETIONS_MAX);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-line/table", test_table);
  ADD ("/command-line/commands", test_commands);
  ADD ("/command-line/pin-newest", test_pin_newest);
  ADD ("/command-line/complaints", test_complaints);
  ADD ("/command-line/completions", test_completions);
  ADD ("/command-line/any-text", test_any_text);
  return g_test_run ();
}
