/* drill-schema.c - the keys of a drill
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/drill-schema.h"

#include "wire/team-schema.h"

#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

static gboolean
is_when (const char *text)
{
  return muster_is_duration (text) || muster_is_instant (text);
}

/**
 * muster_is_drill_time_argument:
 * @name: the name of an argument
 *
 * Returns: whether its value is a time
 */
gboolean
muster_is_drill_time_argument (const char *name)
{
  return muster_shape_has_word ("at start due", name);
}

static const MusterShape when = { MUSTER_SHAPE_TEXT,
                                  .what = "a duration since the start such as 2m, or a time with Z",
                                  .good = is_when };
static const MusterShape duration = { MUSTER_SHAPE_TEXT, .what = "a duration such as 30s",
                                      .good = muster_is_duration };
static const MusterShape instant = { MUSTER_SHAPE_TEXT,
                                     .what = "a time with Z, as in 2026-03-06T14:23:00Z",
                                     .good = muster_is_instant };
static const MusterShape text = { MUSTER_SHAPE_TEXT, .what = "text of 1 to 1,024 bytes", .min = 1 };
static const MusterShape hint = { MUSTER_SHAPE_TEXT, .what = "text of 1 to 160 bytes", .min = 1,
                                  .max = 160 };
static const MusterShape a_person = { MUSTER_SHAPE_REFERENCE, .what = "a person's name",
                                      .words = "person" };
static const MusterShape a_service = { MUSTER_SHAPE_REFERENCE, .what = "a service's name",
                                       .words = "service" };
static const MusterShape name = { MUSTER_SHAPE_NAME, .what = "a name" };

/* --- posts --- */

static const MusterShape alerts_n = { MUSTER_SHAPE_INT, .what = "a whole number from 1 to 10,000",
                                      .min = 1, .max = 10000 };
static const MusterShape alerts_per_post = { MUSTER_SHAPE_LIST,
                                             .what = "a list of at most 1,440 numbers",
                                             .item = &alerts_n, .min = 1, .max = 1440 };
static const MusterShape repeat_n = { MUSTER_SHAPE_INT, .what = "a whole number from 1 to 10,000",
                                      .min = 1, .max = 10000, .other = &alerts_per_post };
static const MusterShape label_name = { MUSTER_SHAPE_TEXT, .what = "a label's name",
                                        .good = muster_is_label_name };
static const MusterShapeKey repeat_keys[] = {
  { "label", &label_name, MUSTER_KEY_REQUIRED },
  { "n", &repeat_n, MUSTER_KEY_REQUIRED },
  { "every", &duration },
  END,
};
static const MusterShape repeat = { MUSTER_SHAPE_MAPPING, .what = "a repetition",
                                    .keys = repeat_keys };
static const MusterShape status = { MUSTER_SHAPE_WORD, .what = "firing or resolved",
                                    .words = "firing resolved" };
static const MusterShape labels = { MUSTER_SHAPE_LABELS, .what = "a set of labels", .min = 1 };
static const MusterShapeKey alert_keys[] = {
  { "status", &status },
  { "labels", &labels, MUSTER_KEY_REQUIRED },
  { "annotations", &labels },
  { "startsAt", &when },
  { "endsAt", &when },
  { "generatorURL", &text },
  END,
};
static const MusterShape alert = { MUSTER_SHAPE_MAPPING, .what = "an alert", .keys = alert_keys };
static const MusterShape alerts = { MUSTER_SHAPE_LIST, .what = "a list of 1 to 1,000 alerts",
                                    .item = &alert, .min = 1, .max = 1000 };
static const MusterShapeKey post_keys[] = {
  { "alerts", &alerts, MUSTER_KEY_REQUIRED },
  { "repeat", &repeat },
  END,
};
static const MusterShape post = { MUSTER_SHAPE_MAPPING, .what = "a post", .keys = post_keys };

/* --- commands --- */

static const MusterShape word = { MUSTER_SHAPE_TEXT, .what = "a word", .min = 1, .max = 64 };
static const MusterShape users = { MUSTER_SHAPE_INT, .what = "a number of people", .min = 0,
                                   .max = 8000000000 };
static const MusterShape severity = { MUSTER_SHAPE_INT, .what = "a whole number from 1 to 5",
                                      .min = 1, .max = 5 };
static const MusterShape role = { MUSTER_SHAPE_WORD,
                                  .what = "commander, communications, technicalLead, scribe or "
                                          "observer",
                                  .words = "commander communications technicalLead scribe "
                                           "observer" };
static const MusterShape stage = { MUSTER_SHAPE_WORD, .what = "a stage such as diagnose",
                                   .words = "detect triage mobilise diagnose mitigate monitor "
                                            "resolved reviewed" };
static const MusterShapeKey argument_keys[] = {
  { "at", &when },
  { "title", &text },
  { "severity", &severity },
  { "description", &text },
  { "service", &a_service },
  { "impact", &text },
  { "users", &users },
  { "needs", &text },
  { "reason", &text },
  { "stage", &stage },
  { "role", &role },
  { "person", &a_person },
  { "text", &text },
  { "start", &when },
  { "owner", &a_person },
  { "due", &when },
  { "target", &text },
  { "template", &word },
  END,
};
static const MusterShape arguments = { MUSTER_SHAPE_MAPPING, .what = "a command's arguments",
                                       .keys = argument_keys };
static const MusterShape command = {
  MUSTER_SHAPE_WORD,
  .what = "a command such as acknowledge",
  .words = "declare acknowledge unacknowledge severity stage title resolve reopen assign hand-over "
           "release note pin impact task undo page run",
};
static const MusterShape incident = { MUSTER_SHAPE_INT, .what = "a whole number from 1 to 100,000",
                                      .min = 1, .max = 100000 };
static const MusterShape times_n = { MUSTER_SHAPE_INT, .what = "a whole number from 1 to 1,000",
                                     .min = 1, .max = 1000 };
static const MusterShapeKey times_keys[] = {
  { "n", &times_n, MUSTER_KEY_REQUIRED },
  { "every", &duration, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape times = { MUSTER_SHAPE_MAPPING, .what = "a number of times",
                                   .keys = times_keys };

/* --- the drill --- */

static const MusterShapeKey step_keys[] = {
  { "at", &when, MUSTER_KEY_REQUIRED },
  { "post", &post, MUSTER_KEY_CHOICE },
  { "hint", &hint, MUSTER_KEY_CHOICE },
  { "command", &command, MUSTER_KEY_CHOICE, .with = "as" },
  { "as", &a_person, 0, .with = "command" },
  { "incident", &incident, 0, .with = "command" },
  { "arguments", &arguments, 0, .with = "command" },
  { "name", &name, 0, .with = "command" },
  { "of", &name, 0, .with = "command" },
  { "times", &times, 0, .with = "command" },
  END,
};
static const MusterShape step = { MUSTER_SHAPE_MAPPING, .what = "a step", .keys = step_keys,
                                  .choice = MUSTER_CHOICE_ONE };
static const MusterShape steps = { MUSTER_SHAPE_LIST, .what = "a list of 1 to 1,000 steps",
                                   .item = &step, .min = 1, .max = 1000 };
static const MusterShape acts = { MUSTER_SHAPE_WORD, .what = "simulated or always",
                                  .words = "simulated always" };
static const MusterShapeKey drill_keys[] = {
  { "title", &text, MUSTER_KEY_REQUIRED },
  { "about", &text },
  { "start", &instant },
  { "begin", &duration },
  { "acts", &acts },
  { "team", &muster_team_schema },
  { "steps", &steps, MUSTER_KEY_REQUIRED },
  END,
};

const MusterShape muster_drill_schema = { MUSTER_SHAPE_MAPPING, .what = "a drill",
                                          .keys = drill_keys };
