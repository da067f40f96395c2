/* team-schema.c - the keys of a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-schema.h"

#include "base/matcher.h"
#include "base/recurrence-rule.h"
#include "model/severity.h"

#include <string.h>

#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

/* --- texts of a form --- */

static gboolean
has_form (const char *text, const char *form) /* d: a digit, else itself */
{
  for (; *form != '\0'; form++, text++)
    if (*form == 'd' ? !g_ascii_isdigit (*text) : *text != *form)
      return FALSE;
  return *text == '\0';
}

static guint
read_digits (const char *text, guint n)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    value = 10 * value + (guint) g_ascii_digit_value (text[i]);
  return value;
}

/* "20:00", "08:00:30" */
static gboolean
is_time_of_day (const char *text)
{
  gboolean seconds = has_form (text, "dd:dd:dd");

  if (!seconds && !has_form (text, "dd:dd"))
    return FALSE;
  return read_digits (text, 2) < 24 && read_digits (text + 3, 2) < 60 &&
         (!seconds || read_digits (text + 6, 2) < 60);
}

/* "2026-03-02T09:00": on a wall, so without an offset */
static gboolean
is_wall_time (const char *text)
{
  if (strlen (text) < 16 || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
      !is_time_of_day (text + 11))
    return FALSE;
  for (guint i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return FALSE;
  return read_digits (text, 4) >= 1970 && g_date_valid_dmy ((GDateDay) read_digits (text + 8, 2),
                                                            (GDateMonth) read_digits (text + 5, 2),
                                                            (GDateYear) read_digits (text, 4));
}

/* "1 week", "12 hours"; on-call rule 3 */
static gboolean
is_turn_length (const char *text)
{
  const char *space = strchr (text, ' ');
  gsize digits = space != NULL ? (gsize) (space - text) : 0;

  if (digits == 0 || digits > 3 || text[0] == '0')
    return FALSE;
  for (gsize i = 0; i < digits; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return muster_shape_has_word ("hour hours day days week weeks month months", space + 1);
}

/* The form of an IANA name. Whether there is such a zone the calendar knows, who reads zone files;
 * a name that left their folder would never get there. */
static gboolean
is_zone (const char *text)
{
  gsize n = strlen (text);

  if (n == 0 || n > 64 || !g_ascii_isalpha (text[0]) || text[n - 1] == '/' ||
      strstr (text, "//") != NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("_+-/", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_token (const char *text)
{
  gsize n = strlen (text);

  if (n == 0 || n > 64)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && strchr ("._-", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* The name of a secret is the name of its file. */
static gboolean
is_secret_name (const char *text)
{
  return is_token (text) && text[0] != '.';
}

/* --- values --- */

static const MusterShape name = { MUSTER_SHAPE_NAME,
                                  .what =
                                      "a name of 1 to 256 bytes, spelled with composed characters "
                                      "that all show, and without a space at its ends" };
static const MusterShape text = { MUSTER_SHAPE_TEXT, .what = "text of 1 to 1,024 bytes", .min = 1 };
static const MusterShape token = { MUSTER_SHAPE_TEXT, .what = "a word of lower-case letters",
                                   .good = is_token };
static const MusterShape duration = { MUSTER_SHAPE_TEXT, .what = "a duration such as 15m or 1h30m",
                                      .good = muster_is_duration };
static const MusterShape instant = { MUSTER_SHAPE_TEXT,
                                     .what = "a time with Z or an offset, as in "
                                             "2026-06-01T08:00:00Z",
                                     .good = muster_is_instant };
const MusterShape muster_wall_time_shape = {
  MUSTER_SHAPE_TEXT, .what = "a wall time without offset, as in 2026-03-02T09:00",
  .good = is_wall_time
};
static const MusterShape time_of_day = { MUSTER_SHAPE_TEXT,
                                         .what = "a time of day such as \"20:00\"",
                                         .good = is_time_of_day };
static const MusterShape turn_length = { MUSTER_SHAPE_TEXT,
                                         .what = "a number of hours, days, weeks or months, as in "
                                                 "1 week",
                                         .good = is_turn_length };
const MusterShape muster_zone_shape = { MUSTER_SHAPE_TEXT,
                                        .what = "a time zone such as Europe/Berlin",
                                        .good = is_zone };

static const MusterShape secret_name = { MUSTER_SHAPE_TEXT, .what = "the name of a secret",
                                         .good = is_secret_name };
static const MusterShapeKey secret_keys[] = { { "secret", &secret_name, MUSTER_KEY_REQUIRED },
                                              END };
static const MusterShape secret = { MUSTER_SHAPE_MAPPING, .what = "{secret: NAME}",
                                    .keys = secret_keys };
static const MusterShape text_or_secret = { MUSTER_SHAPE_TEXT, .what = "text of 1 to 1,024 bytes",
                                            .min = 1, .other = &secret };

static const MusterShape a_person = { MUSTER_SHAPE_REFERENCE, .what = "a person's name",
                                      .words = "person" };
static const MusterShape people = { MUSTER_SHAPE_LIST, .what = "a list of people's names",
                                    .item = &a_person };
static const MusterShape a_team = { MUSTER_SHAPE_REFERENCE, .what = "a team's name",
                                    .words = "team" };
static const MusterShape a_service = { MUSTER_SHAPE_REFERENCE, .what = "a service's name",
                                       .words = "service" };
static const MusterShape a_policy = { MUSTER_SHAPE_REFERENCE, .what = "a policy's name",
                                      .words = "policy" };
static const MusterShape a_schedule = { MUSTER_SHAPE_REFERENCE, .what = "a schedule's name",
                                        .words = "schedule" };

/* --- teams, people --- */

static const MusterShapeKey team_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "people", &people },
  { "owners", &people },
  END,
};
static const MusterShape team = { MUSTER_SHAPE_MAPPING, .what = "a team", .keys = team_keys };

static const MusterShape a_channel = { MUSTER_SHAPE_REFERENCE, .what = "a channel's name",
                                       .words = "channel" };
static const MusterShapeKey channel_keys[] = {
  { "type", &token, MUSTER_KEY_REQUIRED },
  { "to", &text_or_secret },
  { "by", &a_channel },
  { "limit", &muster_page_limit_shape },
  END,
};
static const MusterShape channel = { MUSTER_SHAPE_MAPPING, .what = "a channel",
                                     .keys = channel_keys };
static const MusterShape channels = { MUSTER_SHAPE_LIST, .what = "a list of at most 20 channels",
                                      .item = &channel, .max = 20 };
static const MusterShapeKey rule_keys[] = {
  { "via", &token, MUSTER_KEY_REQUIRED },
  { "after", &duration },
  END,
};
static const MusterShape rule = { MUSTER_SHAPE_MAPPING, .what = "a notification rule",
                                  .keys = rule_keys };
static const MusterShape rules_of_urgency = { MUSTER_SHAPE_LIST,
                                              .what = "a list of at most 20 notification rules",
                                              .item = &rule, .max = 20 };
static const MusterShapeKey rules_keys[] = {
  { "high", &rules_of_urgency },
  { "low", &rules_of_urgency },
  END,
};
static const MusterShape rules = { MUSTER_SHAPE_MAPPING, .what = "a person's notification rules",
                                   .keys = rules_keys };
static const MusterShape access_role = { MUSTER_SHAPE_WORD,
                                         .what = "viewer, responder, manager, admin or auditor",
                                         .words = "viewer responder manager admin auditor" };
static const MusterShape windows;
static const MusterShapeKey person_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "full_name", &text },
  { "role", &access_role },
  { "zone", &muster_zone_shape },
  { "holidays", &muster_holidays_shape },
  { "quiet", &windows },
  { "working", &windows },
  { "channels", &channels },
  { "rules", &rules },
  END,
};
static const MusterShape person = { MUSTER_SHAPE_MAPPING, .what = "a person", .keys = person_keys };

/* --- services --- */

static const MusterShape tier = { MUSTER_SHAPE_INT, .what = "a whole number from 0 to 9", .min = 0,
                                  .max = 9 };
const MusterShape muster_services_shape = { MUSTER_SHAPE_LIST, .what = "a list of services' names",
                                            .item = &a_service };
static const MusterShape names = { MUSTER_SHAPE_LIST, .what = "a list of names", .item = &name };
static const MusterShape labels = { MUSTER_SHAPE_LABELS,
                                    .what = "a set of labels such as {namespace: shop}", .min = 1 };
static const MusterShape label_sets = { MUSTER_SHAPE_LIST, .what = "a list of label sets",
                                        .item = &labels };
static const MusterShapeKey service_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "team", &a_team },
  { "tier", &tier },
  { "depends_on", &muster_services_shape },
  { "aliases", &names },
  { "select", &label_sets },
  { "policy", &a_policy },
  { "runbook", &text },
  END,
};
static const MusterShape service = { MUSTER_SHAPE_MAPPING, .what = "a service",
                                     .keys = service_keys };

/* --- policies --- */

static const MusterShapeKey target_keys[] = {
  { "schedule", &a_schedule, MUSTER_KEY_CHOICE },
  { "person", &a_person, MUSTER_KEY_CHOICE },
  { "team", &a_team, MUSTER_KEY_CHOICE },
  END,
};
static const MusterShape target = { MUSTER_SHAPE_MAPPING, .what = "a target", .keys = target_keys,
                                    .choice = MUSTER_CHOICE_ONE };
static const MusterShape targets = { MUSTER_SHAPE_LIST, .what = "a list of 1 to 100 targets",
                                     .item = &target, .min = 1, .max = 100 };
static const MusterShape strategy = { MUSTER_SHAPE_WORD, .what = "all or round-robin",
                                      .words = "all round-robin" };
static const MusterShapeKey step_keys[] = {
  { "after", &duration },
  { "notify", &targets },
  { "strategy", &strategy },
  { "when", &muster_step_condition_shape },
  END,
};
static const MusterShape step = { MUSTER_SHAPE_MAPPING, .what = "a step", .keys = step_keys };
static const MusterShape steps = { MUSTER_SHAPE_LIST, .what = "a list of at most 100 steps",
                                   .item = &step, .max = 100 };
static const MusterShape rounds = { MUSTER_SHAPE_INT, .what = "a whole number from 0 to 100",
                                    .min = 0, .max = 100 };
static const MusterShape critical = { MUSTER_SHAPE_WORD, .what = "all or steps",
                                      .words = "all steps" };
static const MusterShapeKey policy_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "repeat", &rounds },
  { "wait", &duration },
  { "ack_timeout", &duration },
  { "critical", &critical },
  { "steps", &steps },
  END,
};
static const MusterShape policy = { MUSTER_SHAPE_MAPPING, .what = "a policy", .keys = policy_keys };

/* --- schedules --- */

static const MusterShape day = { MUSTER_SHAPE_WORD, .what = "mo, tu, we, th, fr, sa or su",
                                 .words = "mo tu we th fr sa su" };
static const MusterShape days = { MUSTER_SHAPE_LIST, .what = "a list of 1 to 7 days", .item = &day,
                                  .min = 1, .max = 7 };
static const MusterShapeKey window_keys[] = {
  { "days", &days },
  { "from", &time_of_day, MUSTER_KEY_REQUIRED },
  { "to", &time_of_day, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape window = { MUSTER_SHAPE_MAPPING, .what = "a window", .keys = window_keys };
static const MusterShape windows = { MUSTER_SHAPE_LIST, .what = "a list of at most 100 windows",
                                     .item = &window, .max = 100 };
static const MusterShape coverage = { MUSTER_SHAPE_WORD, .what = "always", .words = "always",
                                      .other = &windows };
static const MusterShape group = { MUSTER_SHAPE_LIST, .what = "a list of people's names",
                                   .item = &a_person, .min = 1 };
static const MusterShape member = { MUSTER_SHAPE_REFERENCE, .what = "a person's name",
                                    .words = "person", .nullable = TRUE, .other = &group };
static const MusterShape members = { MUSTER_SHAPE_LIST, .what = "a list of members",
                                     .item = &member };
static const MusterShape advance = { MUSTER_SHAPE_WORD, .what = "calendar or shift",
                                     .words = "calendar shift" };
static const MusterShape calendar = { MUSTER_SHAPE_TEXT,
                                      .what = "a calendar of up to 1 MiB, from BEGIN:VCALENDAR on",
                                      .min = 1, .max = 1024 * 1024 };
static const MusterShapeKey calendar_person_keys[] = {
  { "named", &text, MUSTER_KEY_REQUIRED },
  { "person", &a_person, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape named_person = { MUSTER_SHAPE_MAPPING,
                                          .what = "what the calendar calls somebody, and who it is",
                                          .keys = calendar_person_keys };
static const MusterShape calendar_person = { MUSTER_SHAPE_REFERENCE, .what = "a person's name",
                                             .words = "person", .other = &named_person };
static const MusterShape calendar_people = { MUSTER_SHAPE_LIST,
                                             .what = "a list of at most 200 people",
                                             .item = &calendar_person, .max = 200 };
static const MusterShapeKey layer_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "calendar", &calendar },
  { "people", &calendar_people },
  { "zone", &muster_zone_shape },
  { "start", &muster_wall_time_shape },
  { "every", &turn_length },
  { "members", &members },
  { "advance", &advance },
  { "windows", &windows },
  END,
};
static const MusterShape layer = { MUSTER_SHAPE_MAPPING, .what = "a layer", .keys = layer_keys };
static const MusterShape layers = { MUSTER_SHAPE_LIST, .what = "a list of at most 100 layers",
                                    .item = &layer, .max = 100 };
static const MusterShapeKey version_keys[] = {
  { "from", &instant, MUSTER_KEY_REQUIRED },
  { "layers", &layers, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape version = { MUSTER_SHAPE_MAPPING, .what = "a version",
                                     .keys = version_keys };
static const MusterShape versions = { MUSTER_SHAPE_LIST, .what = "a list of versions",
                                      .item = &version };
static const MusterShape pair = { MUSTER_SHAPE_LIST, .what = "a list of two people's names",
                                  .item = &a_person, .min = 2, .max = 2 };
static const MusterShapeKey modifier_keys[] = {
  { "cover", &a_person, MUSTER_KEY_CHOICE },
  { "replace", &a_person, MUSTER_KEY_CHOICE, .with = "with" },
  { "add", &a_person, MUSTER_KEY_CHOICE },
  { "remove", &a_person, MUSTER_KEY_CHOICE },
  { "swap", &pair, MUSTER_KEY_CHOICE },
  { "with", &a_person, 0, .with = "replace" },
  { "from", &instant, MUSTER_KEY_REQUIRED },
  { "to", &instant, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape modifier = { MUSTER_SHAPE_MAPPING, .what = "a modifier",
                                      .keys = modifier_keys, .choice = MUSTER_CHOICE_ONE,
                                      .span = TRUE };
static const MusterShape modifiers = { MUSTER_SHAPE_LIST, .what = "a list of modifiers",
                                       .item = &modifier };
static const MusterShape mode = { MUSTER_SHAPE_WORD, .what = "stack or union",
                                  .words = "stack union" };
static const MusterShapeKey schedule_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "zone", &muster_zone_shape },
  { "mode", &mode },
  { "coverage", &coverage },
  { "holidays", &muster_holidays_shape },
  { "layers", &layers, MUSTER_KEY_CHOICE },
  { "versions", &versions, MUSTER_KEY_CHOICE },
  { "modifiers", &modifiers },
  END,
};
static const MusterShape schedule = { MUSTER_SHAPE_MAPPING, .what = "a schedule",
                                      .keys = schedule_keys, .choice = MUSTER_CHOICE_AT_MOST_ONE };

/* --- the rest --- */

static const MusterShape label_name = { MUSTER_SHAPE_TEXT, .what = "a label's name",
                                        .good = muster_is_label_name };
static const MusterShape label_names = { MUSTER_SHAPE_LIST,
                                         .what = "a list of 1 to 8 labels' names",
                                         .item = &label_name, .min = 1, .max = 8 };
/* --- rules of triage --- */

static gboolean
is_matchers (const char *value)
{
  g_autoptr (MusterMatchers) parsed = muster_matchers_new ();

  return muster_matchers_parse (parsed, value, NULL);
}

static const MusterShape matchers_text = { MUSTER_SHAPE_TEXT,
                                           .what = "matchers such as service=\"api\"",
                                           .good = is_matchers };
static const MusterShape matcher_list = { MUSTER_SHAPE_LIST, .what = "a list of 1 to 64 matchers",
                                          .item = &matchers_text, .min = 1, .max = 64 };
const MusterShape muster_matchers_shape = { MUSTER_SHAPE_TEXT,
                                            .what =
                                                "matchers such as service=\"api\",team=~\"a|b\"",
                                            .good = is_matchers, .other = &matcher_list };
static gboolean
is_severity (const char *value)
{
  MusterSeverity severity;

  return muster_severity_parse (value, -1, &severity);
}

static const MusterShape severity_number = { MUSTER_SHAPE_INT, .what = "a number from 1 to 5",
                                             .min = 1, .max = 5 };
const MusterShape muster_severity_shape = { MUSTER_SHAPE_TEXT,
                                            .what = "a severity such as SEV-2 or high",
                                            .good = is_severity, .other = &severity_number };
static const MusterShapeKey hours_keys[] = {
  { "zone", &muster_zone_shape, MUSTER_KEY_REQUIRED },
  { "windows", &windows, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape hours = { MUSTER_SHAPE_MAPPING, .what = "hours: a zone and its windows",
                                   .keys = hours_keys };
static const MusterShapeKey route_target_keys[] = {
  { "policy", &a_policy, MUSTER_KEY_CHOICE },
  { "team", &a_team, MUSTER_KEY_CHOICE },
  { "schedule", &a_schedule, MUSTER_KEY_CHOICE },
  { "person", &a_person, MUSTER_KEY_CHOICE },
  END,
};
static const MusterShape route_target = { MUSTER_SHAPE_MAPPING,
                                          .what = "a policy, a team, a schedule or a person",
                                          .keys = route_target_keys, .choice = MUSTER_CHOICE_ONE };
static const MusterShape yes_or_no = { MUSTER_SHAPE_BOOL, .what = "true or false" };
static const MusterShape routes; /* they stand in one another */
static const MusterShapeKey route_keys[] = {
  { "name", &name },       { "match", &muster_matchers_shape },
  { "hours", &hours },     { "severity", &muster_severity_shape },
  { "to", &route_target }, { "continue", &yes_or_no },
  { "routes", &routes },   END,
};
static const MusterShape route = { MUSTER_SHAPE_MAPPING, .what = "a route", .keys = route_keys };
static const MusterShape routes = { MUSTER_SHAPE_LIST, .what = "a list of at most 1,000 routes",
                                    .item = &route, .max = 1000 };
static const MusterShapeKey severity_rule_keys[] = {
  { "match", &muster_matchers_shape, MUSTER_KEY_REQUIRED },
  { "severity", &muster_severity_shape, MUSTER_KEY_REQUIRED },
  END,
};
static const MusterShape severity_rule = { MUSTER_SHAPE_MAPPING,
                                           .what = "a rule of the severity map",
                                           .keys = severity_rule_keys };
static const MusterShape severity_map = { MUSTER_SHAPE_LIST,
                                          .what = "a list of at most 1,000 rules",
                                          .item = &severity_rule, .max = 1000 };
static const MusterShapeKey inhibit_keys[] = {
  { "name", &name },
  { "source", &muster_matchers_shape, MUSTER_KEY_REQUIRED },
  { "target", &muster_matchers_shape, MUSTER_KEY_REQUIRED },
  { "equal", &label_names },
  END,
};
static const MusterShape inhibit_rule = { MUSTER_SHAPE_MAPPING, .what = "a rule of inhibition",
                                          .keys = inhibit_keys };
static const MusterShape inhibit = { MUSTER_SHAPE_LIST, .what = "a list of at most 1,000 rules",
                                     .item = &inhibit_rule, .max = 1000 };

/* --- grouping --- */

static gboolean
is_pause (const char *value)
{
  return strcmp (value, "learned") == 0 || muster_is_duration (value);
}

static const MusterShape pause_length = { MUSTER_SHAPE_TEXT,
                                          .what = "“learned”, or a duration such as 2m",
                                          .good = is_pause };
static const MusterShape at_least = { MUSTER_SHAPE_INT, .what = "a number from 1 to 1,000",
                                      .min = 1, .max = 1000 };
static const MusterShape alerts_max = { MUSTER_SHAPE_INT, .what = "a number from 1 to 1,000,000",
                                        .min = 1, .max = 1000000 };
static const MusterShape flap_changes = { MUSTER_SHAPE_INT, .what = "a number from 0 to 16",
                                          .min = 0, .max = 16 };
static const MusterShapeKey flapping_keys[] = {
  { "changes", &flap_changes },
  { "within", &duration },
  { "calm", &duration },
  END,
};
static const MusterShape flapping = { MUSTER_SHAPE_MAPPING, .what = "when an alert flaps",
                                      .keys = flapping_keys };
/* clang-format off */
#define GROUPING_KEYS                                                                              \
  { "by", &label_names },   { "window", &duration }, { "sliding", &yes_or_no, .with = "window" },  \
  { "max", &alerts_max },   { "at_least", &at_least },                                             \
  { "reopen", &duration },  { "pause", &pause_length }, { "flapping", &flapping }
/* clang-format on */
static const MusterShapeKey grouping_rule_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "match", &muster_matchers_shape, MUSTER_KEY_REQUIRED },
  GROUPING_KEYS,
  END,
};
static const MusterShape grouping_rule = { MUSTER_SHAPE_MAPPING, .what = "a rule of grouping",
                                           .keys = grouping_rule_keys };
static const MusterShape grouping_rules = { MUSTER_SHAPE_LIST,
                                            .what = "a list of at most 1,000 rules",
                                            .item = &grouping_rule, .max = 1000 };
static const MusterShapeKey grouping_keys[] = {
  { "rules", &grouping_rules },
  GROUPING_KEYS,
  END,
};
static const MusterShape grouping = { MUSTER_SHAPE_MAPPING, .what = "rules of grouping",
                                      .keys = grouping_keys };

/* --- maintenance windows --- */

static gboolean
is_recurrence (const char *value)
{
  MusterRecurrenceRule parsed;

  return muster_recurrence_rule_parse (value, &parsed, NULL);
}

const MusterShape muster_recurrence_shape = { MUSTER_SHAPE_TEXT,
                                              .what =
                                                  "a rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=SU",
                                              .good = is_recurrence };
static const MusterShapeKey maintenance_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "match", &muster_matchers_shape },
  { "services", &muster_services_shape },
  { "zone", &muster_zone_shape },
  { "start", &muster_wall_time_shape, MUSTER_KEY_REQUIRED },
  { "duration", &duration, MUSTER_KEY_REQUIRED },
  { "rrule", &muster_recurrence_shape },
  { "until", &muster_wall_time_shape },
  { "reason", &text },
  END,
};
static const MusterShape maintenance = { MUSTER_SHAPE_MAPPING, .what = "a maintenance window",
                                         .keys = maintenance_keys };

static const MusterShape team_list = { MUSTER_SHAPE_LIST, .what = "a list of teams",
                                       .item = &team };
static const MusterShape person_list = { MUSTER_SHAPE_LIST, .what = "a list of people",
                                         .item = &person };
static const MusterShape service_list = { MUSTER_SHAPE_LIST, .what = "a list of services",
                                          .item = &service };
static const MusterShape policy_list = { MUSTER_SHAPE_LIST, .what = "a list of policies",
                                         .item = &policy };
static const MusterShape schedule_list = { MUSTER_SHAPE_LIST, .what = "a list of schedules",
                                           .item = &schedule };
static const MusterShape maintenance_list = { MUSTER_SHAPE_LIST,
                                              .what = "a list of at most 1,000 maintenance windows",
                                              .item = &maintenance, .max = 1000 };
static const MusterShapeKey file_keys[] = {
  { "teams", &team_list },
  { "people", &person_list },
  { "channels", &muster_channels_schema },
  { "services", &service_list },
  { "policies", &policy_list },
  { "schedules", &schedule_list },
  { "grouping", &grouping },
  { "routes", &routes },
  { "severity_map", &severity_map },
  { "inhibit", &inhibit },
  { "maintenance", &maintenance_list },
  { "heartbeats", &muster_heartbeats_schema },
  { "mappings", &muster_mappings_schema },
  { "alertmanagers", &muster_alertmanagers_schema },
  { "dead_man_switches", &muster_dead_man_switches_schema },
  { "severity_overrides", &muster_severity_overrides_schema },
  END,
};

const MusterShape muster_team_schema = { MUSTER_SHAPE_MAPPING, .what = "a team file",
                                         .keys = file_keys };
