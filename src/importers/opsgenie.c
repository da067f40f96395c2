/* opsgenie.c - Opsgenie's schedules, escalations, teams and users
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of its API, {"data": …}: GET /v2/users, /v2/teams/{id}, /v2/schedules?expand=rotation,
 * /v2/schedules/{id}/overrides, /v2/schedules/{id}/timeline and /v2/escalations. All rotations of a
 * schedule count together. A rule's delay counts from the alert on.
 */
#include "importers/import-layer.h"
#include "importers/importer.h"

#include "base/civil-date.h"
#include "base/wall-time.h"

static const char *const start_end[] = { "startDate", "endDate" };

/* {"id": …, "username": "ana@example.org", "fullName": …}; the timeline's "name" is the username.
 */
static MusterImportPerson *
read_person (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autofree char *username = muster_import_text (value, "username");
  g_autofree char *name = muster_import_text (value, "name");
  MusterImportPerson *person = muster_import_person (self, id, username != NULL ? username : name);

  if (person != NULL && person->email == NULL && person->name != NULL &&
      strchr (person->name, '@') != NULL)
    person->email = g_strdup (person->name);
  return person;
}

static void
read_user (MusterImport *self, const MusterValue *value)
{
  g_autofree char *full_name = muster_import_text (value, "fullName");
  g_autofree char *zone = muster_import_text (value, "timeZone");
  g_autoptr (GTimeZone) known = zone != NULL ? muster_time_zone_new (zone) : NULL;
  MusterImportPerson *person = read_person (self, value);

  if (person == NULL)
    return;
  person->is_known = TRUE;
  if (person->full_name == NULL)
    person->full_name = g_steal_pointer (&full_name);
  if (known != NULL && person->zone == NULL)
    person->zone = g_steal_pointer (&zone);
  if (muster_import_text_is (value, "blocked", "true"))
    muster_import_note (self, value, "this user is blocked");
}

static void
read_team (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autofree char *name = muster_import_text (value, "name");
  MusterImportTeam *team = id != NULL ? muster_import_team (self, id, name) : NULL;

  for (const MusterValue *item = muster_import_items (value, "members");
       team != NULL && item != NULL; item = item->next)
    {
      MusterImportPerson *person = read_person (self, muster_import_member (item, "user"));

      if (person != NULL)
        g_ptr_array_add (team->people, person);
    }
}

/* --- rotations --- */

static void
read_participant (MusterImport *self, MusterImportLayer *layer, const MusterValue *value)
{
  GPtrArray *group = muster_import_layer_add_member (layer);

  if (muster_import_text_is (value, "type", "user"))
    muster_import_join (self, group, read_person (self, value), value);
  else if (!muster_import_text_is (value, "type", "none"))
    muster_import_leave_out (self, value,
                             "only people take turns here, not teams or escalations: "
                             "the turn is vacant");
}

static int
read_day (const MusterValue *value, const char *name)
{
  static const char *const days[] = { "monday", "tuesday",  "wednesday", "thursday",
                                      "friday", "saturday", "sunday" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (muster_import_text_is (value, name, days[i]))
      return (int) i;
  return -1;
}

static gboolean
read_clock (const MusterValue *value, const char *hour, const char *minute, gint64 *out_s)
{
  gint64 hours, minutes = 0;

  if (!muster_import_int (value, hour, &hours) || hours < 0 || hours > 24)
    return FALSE;
  if (muster_import_member (value, minute) != NULL &&
      (!muster_import_int (value, minute, &minutes) || minutes < 0 || minutes > 59))
    return FALSE;
  *out_s = hours * 3600 + minutes * 60;
  return *out_s <= MUSTER_DAY_S;
}

/* From a day's time to another's; on every day where it names none. */
static gboolean
read_restriction (MusterImportLayer *layer, const MusterValue *value, gboolean weekly)
{
  int first = weekly ? read_day (value, "startDay") : 0;
  int last = weekly ? read_day (value, "endDay") : 0;
  gint64 from_s, to_s, length_s, period_s = weekly ? MUSTER_IMPORT_WEEK_S : MUSTER_DAY_S;

  if (first < 0 || last < 0 || !read_clock (value, "startHour", "startMin", &from_s) ||
      !read_clock (value, "endHour", "endMin", &to_s) || from_s >= MUSTER_DAY_S)
    return FALSE;
  length_s = muster_floor_mod ((last - first) * MUSTER_DAY_S + to_s - from_s, period_s);
  return muster_import_layer_add_window (layer, weekly ? (guint8) (1u << first) : 0x7f, from_s,
                                         length_s > 0 ? length_s : period_s);
}

static gboolean
read_restrictions (MusterImport *self, MusterImportLayer *layer, const MusterValue *value)
{
  const MusterValue *restriction = muster_import_member (value, "timeRestriction");
  gboolean weekly = muster_import_text_is (restriction, "type", "weekday-and-time-of-day");
  const MusterValue *item = weekly ? muster_import_items (restriction, "restrictions")
                                   : muster_import_member (restriction, "restriction");

  if (restriction == NULL)
    return TRUE;
  for (; item != NULL; item = weekly ? item->next : NULL)
    if (!read_restriction (layer, item, weekly))
      {
        muster_import_leave_out (self, item,
                                 "it is no time of a day or week: its rotation is left "
                                 "out");
        return FALSE;
      }
  if (layer->windows->len == 0)
    {
      muster_import_leave_out (self, restriction, "it names no time: its rotation is left out");
      return FALSE;
    }
  muster_import_layer_settle_windows (layer);
  return TRUE;
}

static const char *
read_unit (const MusterValue *value)
{
  if (muster_import_text_is (value, "type", "hourly"))
    return "hour";
  if (muster_import_text_is (value, "type", "daily"))
    return "day";
  return muster_import_text_is (value, "type", "weekly") ? "week" : NULL;
}

static void
read_rotation (MusterImport *self, MusterImportSchedule *schedule, const MusterValue *value)
{
  g_autofree char *name = muster_import_text (value, "name");
  g_autoptr (MusterImportLayer) layer = muster_import_layer_new (value, name);
  const MusterValue *item = muster_import_items (value, "participants");
  gint64 length = 1;

  if (muster_import_member (value, "length") != NULL &&
      !muster_import_int (value, "length", &length))
    length = 0;
  if (!muster_import_instant (self, value, "startDate", &layer->from_s) ||
      !muster_import_layer_set_every (layer, length, read_unit (value)))
    {
      muster_import_leave_out (self, value,
                               "a rotation has a startDate, and a type and length of 1 "
                               "to 999 hours, days or weeks: it is left out");
      return;
    }
  muster_import_instant (self, value, "endDate", &layer->until_s);
  layer->start_s = muster_import_wall (schedule->zone, layer->from_s);
  if (!read_restrictions (self, layer, value))
    return;
  for (; item != NULL; item = item->next)
    read_participant (self, layer, item);
  g_ptr_array_add (schedule->layers, g_steal_pointer (&layer));
}

static void
read_schedule (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  const MusterValue *item = muster_import_items (value, "rotations");
  MusterImportSchedule *schedule;

  if (muster_import_text_is (value, "enabled", "false"))
    {
      muster_import_leave_out (self, value, "this schedule is disabled: it is left out");
      return;
    }
  schedule = muster_import_schedule (self, value, id);
  if (schedule == NULL)
    return;
  schedule->is_union = TRUE;
  schedule->zone = muster_import_zone (self, value, "timezone");
  for (; item != NULL; item = item->next)
    read_rotation (self, schedule, item);
}

/* --- overrides, timelines --- */

static MusterImportSchedule *
find_parent (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (muster_import_member (value, "_parent"), "id");

  return muster_import_find_schedule (self, id);
}

static void
read_override (MusterImport *self, const MusterValue *value)
{
  MusterImportSchedule *schedule = find_parent (self, value);
  MusterImportChange change = { MUSTER_IMPORT_COVER };

  change.who = read_person (self, muster_import_member (value, "user"));
  if (schedule != NULL && schedule->layers->len > 1 &&
      muster_import_items (value, "rotations") != NULL)
    muster_import_leave_out (self, value,
                             "it is of some rotations and not of others: it is left "
                             "out");
  else
    muster_import_add_change (self, schedule, change, value, start_end);
}

static void
read_timeline (MusterImport *self, const MusterValue *value)
{
  MusterImportSchedule *schedule = find_parent (self, value);
  const MusterValue *timeline = muster_import_member (value, "finalTimeline");
  const MusterValue *rotation = muster_import_items (timeline, "rotations");

  for (; rotation != NULL; rotation = rotation->next)
    for (const MusterValue *item = muster_import_items (rotation, "periods"); item != NULL;
         item = item->next)
      muster_import_add_final (self, schedule,
                               read_person (self, muster_import_member (item, "recipient")), item,
                               start_end);
}

/* --- escalations --- */

static gboolean
read_delay (const MusterValue *rule, gint64 *out_s)
{
  const MusterValue *delay = muster_import_member (rule, "delay");
  gint64 unit_s = muster_import_text_is (delay, "timeUnit", "hours")  ? 3600
                  : muster_import_text_is (delay, "timeUnit", "days") ? MUSTER_DAY_S
                                                                      : 60;
  gint64 amount = 0;

  if (delay != NULL && (!muster_import_int (delay, "timeAmount", &amount) || amount < 0 ||
                        amount > 366 * MUSTER_DAY_S / unit_s))
    return FALSE;
  *out_s = amount * unit_s;
  return TRUE;
}

/* Rules of the same delay are one step. */
static MusterImportStep *
find_step (MusterImportPolicy *policy, gint64 after_s)
{
  guint i = 0;

  for (; i < policy->steps->len; i++)
    {
      MusterImportStep *step = g_ptr_array_index (policy->steps, i);

      if (step->after_s == after_s)
        return step;
      if (step->after_s > after_s)
        break;
    }
  muster_import_policy_add_step (policy, after_s);
  g_ptr_array_insert (policy->steps, (gint) i,
                      g_ptr_array_steal_index (policy->steps, policy->steps->len - 1));
  return g_ptr_array_index (policy->steps, i);
}

static void
read_recipient (MusterImport *self, MusterImportStep *step, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autofree char *name = muster_import_text (value, "name");

  if (id != NULL && muster_import_text_is (value, "type", "schedule"))
    muster_import_step_add_target (step, value, "schedule", id);
  else if (id != NULL && muster_import_text_is (value, "type", "team"))
    {
      muster_import_team (self, id, name);
      muster_import_step_add_target (step, value, "team", id);
    }
  else if (id != NULL && muster_import_text_is (value, "type", "user"))
    {
      read_person (self, value);
      muster_import_step_add_target (step, value, "person", id);
    }
  else
    muster_import_leave_out (self, value,
                             "a rule tells a schedule, a user or a team that has an "
                             "id");
}

static void
read_rule (MusterImport *self, MusterImportPolicy *policy, const MusterValue *rule)
{
  g_autofree char *type = muster_import_text (rule, "notifyType");
  MusterImportStep *step;
  gint64 after_s;

  if (!read_delay (rule, &after_s))
    {
      muster_import_leave_out (self, rule, "a delay is 0 to 366 days: the rule is left out");
      return;
    }
  if (type != NULL && strcmp (type, "default") != 0 && strcmp (type, "all") != 0)
    muster_import_leave_out (self, rule,
                             "notifyType “%s” has no like here: all that are on call, or "
                             "of the team, are told",
                             type);
  if (muster_import_text_is (rule, "condition", "if-not-closed"))
    muster_import_leave_out (self, rule,
                             "an acknowledgement ends all steps here, also those for "
                             "what is not closed");
  step = find_step (policy, after_s);
  read_recipient (self, step, muster_import_member (rule, "recipient"));
}

static void
read_escalation (MusterImport *self, const MusterValue *value)
{
  MusterImportPolicy *policy = muster_import_policy (self, value);
  const MusterValue *repeat = muster_import_member (value, "repeat");
  gint64 wait = 0;

  for (const MusterValue *item = muster_import_items (value, "rules"); item != NULL;
       item = item->next)
    read_rule (self, policy, item);
  if (repeat == NULL)
    return;
  muster_import_int (repeat, "count", &policy->repeat);
  policy->repeat = CLAMP (policy->repeat, 0, 100);
  if (muster_import_int (repeat, "waitInterval", &wait) && wait > 0 && wait <= 60 * 24 * 366)
    policy->wait_s = wait * 60;
  if (muster_import_text_is (repeat, "closeAlertAfterAll", "true"))
    muster_import_leave_out (self, repeat,
                             "nothing is closed because nobody answered: it stays "
                             "unanswered, and goes on telling");
}

/* --- what a file is --- */

static gboolean
has (const MusterValue *value, const char *name)
{
  return muster_import_member (value, name) != NULL;
}

static void
read_who (MusterImport *self, const MusterValue *value)
{
  if (self->is_final)
    return;
  if (has (value, "username"))
    read_user (self, value);
  else if (has (value, "members"))
    read_team (self, value);
}

static void
read_what (MusterImport *self, const MusterValue *value)
{
  if (self->is_final)
    return;
  if (has (value, "rotations") && !has (value, "user"))
    read_schedule (self, value);
  else if (has (value, "rules"))
    read_escalation (self, value);
}

static void
read_when (MusterImport *self, const MusterValue *value)
{
  if (has (value, "finalTimeline"))
    read_timeline (self, value);
  else if (!self->is_final && has (value, "user") && has (value, "startDate"))
    read_override (self, value);
}

static void
convert (MusterImport *self)
{
  muster_import_each (self, "data", NULL, read_who);
  muster_import_each (self, "data", NULL, read_what);
  muster_import_each (self, "data", NULL, read_when);
}

const MusterImporter muster_importer_opsgenie = {
  .name = "opsgenie",
  .title = "Opsgenie",
  .convert = convert,
};
