/* cli-oncall.c - musterd oncall: who is on call by the schedules of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "base/clock.h"
#include "base/instant.h"
#include "hub/cli-shifts.h"
#include "hub/oncall-calendar.h"
#include "hub/oncall-report.h"
#include "oncall/coverage.h"
#include "wire/team-file.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define UNSAID     G_MININT
#define MONTHS     12
#define MONTHS_MAX 120
/* A calendar shows what was, too (wire-formats.md, 2.9). */
#define CALENDAR_MONTHS    6
#define CALENDAR_PAST_DAYS 15

typedef struct
{
  MusterCliPlace place;
  char *config, *schedule, *person;
  char *with, *reason, *channel;
  char *from, *to, *at;
  int months;
  gboolean json;
} Options;

/* Those that look at every schedule unless one is named. */
static const struct
{
  const char *name;
  MusterOncallReportFunc report;
} reports[] = {
  { "who", muster_oncall_who },
  { "gaps", muster_oncall_gaps },
  { "lint", muster_oncall_lint },
  { "fairness", muster_oncall_fairness },
};

static MusterOncallTeam *
read_team (const Options *options, GError **error)
{
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (MusterYaml) root = NULL;
  g_autofree char *text = NULL;
  gsize n;

  if (!g_file_get_contents (options->config, &text, &n, error))
    return NULL;
  root = muster_yaml_parse (options->config, text, n, error);
  if (root != NULL)
    objects = muster_team_file_read (options->config, root, NULL, error);
  return objects != NULL ? muster_oncall_team_read (options->config, root, objects, error) : NULL;
}

/* FALSE: there is a name and no such schedule. */
static gboolean
find_schedule (const MusterOncallTeam *team,
               const char *name,
               const MusterScheduleBody **out,
               GError **error)
{
  *out = name != NULL ? muster_oncall_team_find (team, name) : NULL;
  if (name == NULL || *out != NULL)
    return TRUE;
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
               _ ("there is no schedule “%s” in the file"), name);
  return FALSE;
}

/* Schedules are of whole seconds. */
static gboolean
parse_instant (const char *text, gint64 *out_s)
{
  gint64 at_us;

  if (text == NULL || !muster_instant_parse (text, -1, &at_us) || at_us % G_USEC_PER_SEC != 0)
    return FALSE;
  *out_s = at_us / G_USEC_PER_SEC;
  return TRUE;
}

static int
print_answer (MusterOncallVerdict verdict, const GString *out, const GError *error)
{
  if (verdict == MUSTER_ONCALL_FAILED)
    return muster_cli_fail (&muster_verb_oncall, error);
  printf ("%s\n", out->str);
  return verdict == MUSTER_ONCALL_WRONG ? MUSTER_EXIT_WRONG : MUSTER_EXIT_DONE;
}

static int
resolve (const Options *options)
{
  MusterOncallVerdict verdict = MUSTER_ONCALL_FAILED;
  g_autoptr (MusterOncallTeam) team = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const MusterScheduleBody *body;
  gint64 from_s, to_s;

  if (options->schedule == NULL || !parse_instant (options->from, &from_s) ||
      !parse_instant (options->to, &to_s))
    return muster_cli_usage (&muster_verb_oncall,
                             _ ("say --schedule, and --from and --to in whole seconds, such as "
                                "2026-06-01T00:00:00Z"));
  team = read_team (options, &error);
  if (team != NULL && find_schedule (team, options->schedule, &body, &error))
    verdict = muster_oncall_resolve (body, from_s, to_s, out, &error);
  return print_answer (verdict, out, error);
}

/* --months, or as many as is usual, and --at, or now; FALSE: said to be wrong. */
static gboolean
parse_ahead (const Options *options, int usual, guint *out_months, gint64 *out_now_s)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  int months = options->months != UNSAID ? options->months : usual;

  *out_months = (guint) months;
  *out_now_s = muster_clock_now_us (clock) / G_USEC_PER_SEC;
  if (months < 1 || months > MONTHS_MAX)
    muster_cli_usage (&muster_verb_oncall, _ ("--months is 1 to 120"));
  else if (options->at != NULL && !parse_instant (options->at, out_now_s))
    muster_cli_usage (&muster_verb_oncall,
                      _ ("--at is a time in whole seconds, such as 2026-06-01T00:00:00Z"));
  else
    return TRUE;
  return FALSE;
}

static int
report (const Options *options, MusterOncallReportFunc func)
{
  MusterOncallVerdict verdict = MUSTER_ONCALL_FAILED;
  g_autoptr (MusterOncallTeam) team = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  MusterOncallQuestion question = { NULL, NULL, 0, 0 };

  if (!parse_ahead (options, MONTHS, &question.months, &question.at_s))
    return MUSTER_EXIT_USAGE;
  team = read_team (options, &error);
  question.team = team;
  if (team != NULL && find_schedule (team, options->schedule, &question.only, &error))
    verdict = func (&question, out, &error);
  return print_answer (verdict, out, error);
}

/* --- the calendar --- */

static gboolean
find_person (const MusterOncallTeam *team, const char *name, GError **error)
{
  if (name == NULL || g_hash_table_contains (team->people, name))
    return TRUE;
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
               _ ("there is no person “%s” in the file"), name);
  return FALSE;
}

static char *
write_calendar (const Options *options, MusterOncallCalendar asked, GError **error)
{
  g_autoptr (MusterOncallTeam) team = read_team (options, error);

  asked.team = team;
  if (team == NULL || !find_schedule (team, options->schedule, &asked.only, error) ||
      !find_person (team, asked.person, error))
    return NULL;
  return muster_oncall_calendar_write (&asked, NULL, error);
}

static int
calendar (const Options *options)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  MusterOncallCalendar asked = { .person = options->person };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint months;

  if (!parse_ahead (options, CALENDAR_MONTHS, &months, &asked.now_s))
    return MUSTER_EXIT_USAGE;
  asked.from_s = asked.now_s - CALENDAR_PAST_DAYS * MUSTER_DAY_S;
  asked.to_s = muster_coverage_months_later (utc, asked.now_s, months);
  if (options->from != NULL)
    {
      if (!parse_instant (options->from, &asked.from_s))
        return muster_cli_usage (&muster_verb_oncall, _ ("--from is a time in whole seconds, such "
                                                         "as 2026-06-01T00:00:00Z"));
      asked.to_s = muster_coverage_months_later (utc, asked.from_s, months);
    }
  text = write_calendar (options, asked, &error);
  if (text == NULL)
    return muster_cli_fail (&muster_verb_oncall, error);
  fputs (text, stdout);
  return MUSTER_EXIT_DONE;
}

static int
run_at_hub (const Options *options, const char *verb)
{
  const MusterCliShifts asked = { &options->place, options->schedule, options->person,
                                  options->with,   options->reason,   options->from,
                                  options->to,     options->at,       options->channel,
                                  options->json };

  return muster_cli_shifts_run (&asked, verb);
}

static int
run_verb (const Options *options, int argc, char **argv)
{
  if (argc < 2)
    return muster_cli_usage (&muster_verb_oncall,
                             _ ("say resolve, lint, gaps, who, fairness or calendar; of a running "
                                "hub who, cover, swap or test"));
  if (argc > 2)
    return muster_cli_surplus (&muster_verb_oncall, argv[2]);
  if (options->place.hub != NULL && options->config == NULL)
    return run_at_hub (options, argv[1]);
  if (options->config == NULL)
    return muster_cli_usage (&muster_verb_oncall, _ ("say --config, and the file of the team, or "
                                                     "--hub"));
  if (strcmp (argv[1], "resolve") == 0)
    return resolve (options);
  if (strcmp (argv[1], "calendar") == 0)
    return calendar (options);
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    if (strcmp (argv[1], reports[i].name) == 0)
      return report (options, reports[i].report);
  return muster_cli_surplus (&muster_verb_oncall, argv[1]);
}

static int
run (int argc, char **argv)
{
  Options options = { .months = UNSAID };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_ ("People and schedules"), "FILE" },
    { "schedule", 0, 0, G_OPTION_ARG_STRING, &options.schedule, N_ ("This one alone"), "NAME" },
    { "person", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("This one’s shifts alone"),
      "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("Where to begin"), "TIME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Where to end"), "TIME" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, N_ ("As if it were then"), "TIME" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &options.with, N_ ("Who swaps shifts with the person"),
      "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why somebody stands in"), "TEXT" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("By this one alone"), "TYPE" },
    { "months", 0, 0, G_OPTION_ARG_INT, &options.months, N_ ("How far ahead"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON, as it always does"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result = MUSTER_EXIT_USAGE;

  if (muster_cli_parse (&muster_verb_oncall, entries, &options.place, &argc, &argv))
    result = run_verb (&options, argc, argv);
  muster_cli_place_clear (&options.place);
  g_free (options.config);
  g_free (options.channel);
  g_free (options.with);
  g_free (options.reason);
  g_free (options.schedule);
  g_free (options.person);
  g_free (options.from);
  g_free (options.to);
  g_free (options.at);
  return result;
}

const MusterVerb muster_verb_oncall = {
  .name = "oncall",
  .places = MUSTER_CLI_HUB,
  .usage = "resolve --config FILE.yaml --schedule NAME --from TIME --to TIME [--json] | "
           "lint|gaps|who|fairness --config FILE.yaml [--schedule NAME] [--months N] [--at TIME] "
           "[--json] | "
           "calendar --config FILE.yaml [--schedule NAME] [--person NAME] [--from TIME] "
           "[--months N] | "
           "who --hub URL [--at TIME] [--json] | "
           "cover|swap --hub URL --schedule NAME [--person NAME] [--with NAME] [--from TIME] "
           "--to TIME [--reason TEXT] | "
           "test --hub URL [--person NAME] [--channel TYPE] [--json]",
  .help = N_ ("Say who is on call, by a file’s schedules or at a hub, and have somebody stand in"),
  .run = run,
};
