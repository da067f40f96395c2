/* pagerduty.c - PagerDuty's schedules and escalation policies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of its REST API: GET /users, /schedules/{id}, /schedules/{id}/overrides,
 * /escalation_policies, and GET /v3/schedules/{id}. A later layer wins. Turns are so many seconds
 * long, but hand over at the same time on the wall.
 */
#include "importers/pagerduty.h"

#include "base/wall-time.h"
#include "importers/importer.h"

static const char *const start_end[] = { "start", "end" };

/* --- users --- */

static void
read_user (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autofree char *name = muster_import_text (value, "name");
  g_autofree char *email = muster_import_text (value, "email");
  g_autofree char *zone = muster_import_text (value, "time_zone");
  g_autoptr (GTimeZone) known = zone != NULL ? muster_time_zone_new (zone) : NULL;
  MusterImportPerson *person;

  if (id == NULL || self->is_final)
    return;
  person = muster_import_person (self, id, name);
  person->is_known = TRUE;
  person->is_gone = muster_import_member (value, "deleted_at") != NULL;
  if (person->email == NULL)
    person->email = g_steal_pointer (&email);
  if (person->zone == NULL && known != NULL)
    person->zone = g_steal_pointer (&zone);
}

/* {"id": …, "summary": "Earline Greenholt"} */
static MusterImportPerson *
read_reference (MusterImport *self, const MusterValue *user)
{
  g_autofree char *id = muster_import_text (user, "id");
  g_autofree char *name = muster_import_text (user, "summary");
  MusterImportPerson *person = muster_import_person (self, id, name);

  if (person != NULL && muster_import_member (user, "deleted_at") != NULL)
    person->is_gone = TRUE;
  return person;
}

/* --- layers --- */

static gboolean
read_restriction (MusterImportLayer *layer, const MusterValue *value)
{
  gboolean weekly = muster_import_text_is (value, "type", "weekly_restriction");
  gint64 length_s, day = 1;
  gint32 from_s;

  if (!weekly && !muster_import_text_is (value, "type", "daily_restriction"))
    return FALSE;
  if (!muster_import_time_of_day (value, "start_time_of_day", &from_s) ||
      !muster_import_int (value, "duration_seconds", &length_s) ||
      (weekly && (!muster_import_int (value, "start_day_of_week", &day) || day < 1 || day > 7)) ||
      (!weekly && length_s > 86400))
    return FALSE;
  return muster_import_layer_add_window (layer, weekly ? (guint8) (1u << (day - 1)) : 0x7f, from_s,
                                         length_s);
}

static gboolean
read_restrictions (MusterImport *self, MusterImportLayer *layer, const MusterValue *value)
{
  const MusterValue *item = muster_import_items (value, "restrictions");

  for (; item != NULL; item = item->next)
    if (!read_restriction (layer, item))
      {
        muster_import_leave_out (self, item,
                                 "a restriction has a type, a time of day, and a length "
                                 "of up to a day or a week: its layer is left out");
        return FALSE;
      }
  muster_import_layer_settle_windows (layer);
  return TRUE;
}

static gboolean
read_turns (MusterImport *self,
            MusterImportLayer *layer,
            const MusterValue *value,
            const char *zone)
{
  gint64 start_s, length_s;

  if (!muster_import_instant (self, value, "rotation_virtual_start", &start_s))
    {
      muster_import_leave_out (self, value,
                               "it does not say when its rotation starts: it is left "
                               "out");
      return FALSE;
    }
  if (!muster_import_int (value, "rotation_turn_length_seconds", &length_s) ||
      !muster_import_layer_set_turn (layer, length_s))
    {
      muster_import_leave_out (
          self, muster_import_member (value, "rotation_turn_length_seconds"),
          "turns are 1 to 999 whole hours, days or weeks here: its layer is left out");
      return FALSE;
    }
  layer->start_s = muster_import_wall (zone, start_s);
  return TRUE;
}

static void
read_layer (MusterImport *self, MusterImportSchedule *schedule, const MusterValue *value)
{
  g_autofree char *name = muster_import_text (value, "name");
  g_autoptr (MusterImportLayer) layer = muster_import_layer_new (value, name);
  const MusterValue *user = muster_import_items (value, "users");

  if (!read_turns (self, layer, value, schedule->zone) || !read_restrictions (self, layer, value))
    return;
  muster_import_instant (self, value, "start", &layer->from_s);
  muster_import_instant (self, value, "end", &layer->until_s);
  for (; user != NULL; user = user->next)
    muster_import_join (self, muster_import_layer_add_member (layer),
                        read_reference (self, muster_import_member (user, "user")), user);
  g_ptr_array_add (schedule->layers, g_steal_pointer (&layer));
}

/* --- schedules --- */

static void
read_cover (MusterImport *self, MusterImportSchedule *schedule, const MusterValue *value)
{
  MusterImportChange change = { MUSTER_IMPORT_COVER };

  change.who = read_reference (self, muster_import_member (value, "user"));
  muster_import_add_change (self, schedule, change, value, start_end);
}

static void
read_final (MusterImport *self, MusterImportSchedule *schedule, const MusterValue *value)
{
  const MusterValue *final = muster_import_member (value, "final_schedule");
  const MusterValue *item = muster_import_items (final, "rendered_schedule_entries");

  for (; item != NULL; item = item->next)
    muster_import_add_final (self, schedule,
                             read_reference (self, muster_import_member (item, "user")), item,
                             start_end);
  muster_pagerduty_read_assignments (self, schedule, final);
}

static void
read_layers (MusterImport *self, MusterImportSchedule *schedule, const MusterValue *value)
{
  const MusterValue *first = muster_import_items (value, "schedule_layers");
  const MusterValue *overrides = muster_import_member (value, "overrides_subschedule");
  const MusterValue *cover = muster_import_items (overrides, "rendered_schedule_entries");

  for (const MusterValue *item = first; item != NULL; item = item->next)
    read_layer (self, schedule, item);
  /* its API has listed them the other way round for years (public-support-scripts #60) */
  schedule->is_order_unsure = first != NULL && first->next != NULL;
  for (; cover != NULL; cover = cover->next)
    read_cover (self, schedule, cover);
}

static void
read_schedule (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  MusterImportSchedule *schedule;

  if (self->is_final)
    {
      read_final (self, muster_import_find_schedule (self, id), value);
      return;
    }
  if (muster_import_member (value, "schedule_layers") == NULL &&
      muster_import_member (value, "rotations") == NULL)
    {
      muster_import_note (self, value,
                          "it says nothing but a schedule's name: ask the API for the "
                          "schedule itself");
      return;
    }
  schedule = muster_import_schedule (self, value, id);
  if (schedule == NULL)
    return;
  schedule->zone = muster_import_zone (self, value, "time_zone");
  if (muster_import_member (value, "rotations") != NULL)
    muster_pagerduty_read_rotations (self, schedule, value);
  else
    read_layers (self, schedule, value);
  read_final (self, schedule, value);
}

static void
read_override (MusterImport *self, const MusterValue *value)
{
  if (self->is_final)
    return;
  if (muster_import_member (value, "start_time") != NULL)
    muster_pagerduty_read_override_shift (self, muster_import_find_schedule (self, NULL), value);
  else
    read_cover (self, muster_import_find_schedule (self, NULL), value);
}

static void
read_custom_shift (MusterImport *self, const MusterValue *value)
{
  if (!self->is_final)
    muster_pagerduty_read_custom_shift (self, muster_import_find_schedule (self, NULL), value);
}

/* --- escalation policies --- */

static void
read_target (MusterImport *self, MusterImportStep *step, const MusterValue *value)
{
  g_autofree char *type = muster_import_text (value, "type");
  g_autofree char *id = muster_import_text (value, "id");

  if (type == NULL || id == NULL)
    muster_import_leave_out (self, value, "a target has a type and an id");
  else if (g_str_has_prefix (type, "schedule"))
    muster_import_step_add_target (step, value, "schedule", id);
  else if (g_str_has_prefix (type, "user"))
    {
      read_reference (self, value);
      muster_import_step_add_target (step, value, "person", id);
    }
  else
    muster_import_leave_out (self, value, "a target is a user or a schedule, not “%s”", type);
}

/* Rules wait for the next one; steps say when they come (on-call.md, 4). */
static gboolean
read_rules (MusterImport *self, MusterImportPolicy *policy, const MusterValue *value)
{
  const MusterValue *rule = muster_import_items (value, "escalation_rules");
  gint64 after_s = 0;

  for (; rule != NULL; rule = rule->next)
    {
      const MusterValue *target = muster_import_items (rule, "targets");
      MusterImportStep *step;
      gint64 delay;

      if (!muster_import_int (rule, "escalation_delay_in_minutes", &delay) || delay < 1 ||
          delay > 60 * 24 * 30)
        {
          muster_import_leave_out (self, rule,
                                   "escalation_delay_in_minutes is 1 to 43200: its "
                                   "policy is left out");
          return FALSE;
        }
      step = muster_import_policy_add_step (policy, after_s);
      step->in_turn =
          muster_import_text_is (muster_import_member (rule, "escalation_rule_assignment_strategy"),
                                 "type", "round_robin");
      for (; target != NULL; target = target->next)
        read_target (self, step, target);
      after_s += delay * 60;
      policy->wait_s = delay * 60;
    }
  return TRUE;
}

static void
read_policy (MusterImport *self, const MusterValue *value)
{
  MusterImportPolicy *policy;

  if (self->is_final)
    return;
  policy = muster_import_policy (self, value);
  muster_import_int (value, "num_loops", &policy->repeat);
  if (policy->repeat < 0 || policy->repeat > 100)
    {
      muster_import_leave_out (self, muster_import_member (value, "num_loops"),
                               "a policy repeats up to 100 times: 100 is taken");
      policy->repeat = 100;
    }
  if (!read_rules (self, policy, value))
    g_ptr_array_remove (self->policies, policy);
}

static void
convert (MusterImport *self)
{
  muster_import_each (self, "user", "users", read_user);
  muster_import_each (self, "schedule", "schedules", read_schedule);
  muster_import_each (self, "override", "overrides", read_override);
  muster_import_each (self, "custom_shift", "custom_shifts", read_custom_shift);
  muster_import_each (self, "escalation_policy", "escalation_policies", read_policy);
}

const MusterImporter muster_importer_pagerduty = {
  .name = "pagerduty",
  .title = "PagerDuty",
  .convert = convert,
};
