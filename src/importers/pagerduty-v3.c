/* pagerduty-v3.c - PagerDuty's schedules of rotations and events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everybody of all rotations is on call. A custom shift adds to them; an override is of one
 * rotation.
 */
#include "importers/pagerduty.h"

#include "base/civil-date.h"
#include "base/wall-time.h"
#include "importers/import-recurrence.h"

static const char *const start_end[] = { "start_time", "end_time" };

/* {"type": "user_member", "user_id": …}; NULL: nobody is meant to be. */
static MusterImportPerson *
read_member (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "user_id");
  g_autofree char *name = muster_import_text (value, "name");

  return muster_import_text_is (value, "type", "empty_member")
             ? NULL
             : muster_import_person (self, id, name);
}

/* {"date_time": "…", "time_zone": "America/Chicago"}, or the time alone. */
static gboolean
read_zoned (MusterImport *self, const MusterValue *value, const char *name, gint64 *out_s)
{
  const MusterValue *zoned = muster_import_member (value, name);

  if (zoned != NULL && zoned->type == MUSTER_JSON_OBJECT)
    return muster_import_instant (self, zoned, "date_time", out_s);
  return muster_import_instant (self, value, name, out_s);
}

/* An event's wall may be elsewhere than the schedule's. */
static void
read_zone (MusterImportLayer *layer, const MusterValue *event, const char *usual)
{
  g_autofree char *name =
      muster_import_text (muster_import_member (event, "start_time"), "time_zone");
  g_autoptr (GTimeZone) zone = name != NULL ? muster_time_zone_new (name) : NULL;

  if (zone != NULL && strcmp (name, usual) != 0)
    layer->zone = g_steal_pointer (&name);
}

/* --- events --- */

/* The times of "EXDATE;TZID=America/Chicago:20260601T090000,…", as they are written. */
static void
append_exdates (MusterImport *self, const MusterValue *item, const char *text, GString *exdates)
{
  const char *colon = strchr (text, ':');

  if (colon == NULL || colon[strlen (colon) - 1] == 'Z')
    muster_import_leave_out (self, item,
                             "days that are left out are said in the event’s own zone "
                             "here: this one is not left out");
  else
    g_string_append_printf (exdates, "%s ", colon + 1);
}

static char *
read_recurrence (MusterImport *self, const MusterValue *event, GString *exdates)
{
  char *rrule = NULL;

  for (const MusterValue *item = muster_import_items (event, "recurrence"); item != NULL;
       item = item->next)
    {
      g_autofree char *text = muster_import_own_text (item);

      if (rrule == NULL && g_str_has_prefix (text, "RRULE:"))
        rrule = g_strdup (text + strlen ("RRULE:"));
      else if (g_str_has_prefix (text, "EXDATE"))
        append_exdates (self, item, text, exdates);
      else
        muster_import_leave_out (self, item, "of recurrences, one RRULE and EXDATE are taken over");
    }
  return rrule;
}

static void
read_members (MusterImport *self, MusterImportLayer *layer, const MusterValue *strategy)
{
  gboolean every = muster_import_text_is (strategy, "type", "every_member_assignment_strategy");
  GPtrArray *group = every ? muster_import_layer_add_member (layer) : NULL;

  for (const MusterValue *item = muster_import_items (strategy, "members"); item != NULL;
       item = item->next)
    muster_import_join (self, every ? group : muster_import_layer_add_member (layer),
                        read_member (self, item), item);
}

static gint64
read_per_member (const MusterValue *strategy)
{
  gint64 n = 1;

  if (muster_import_text_is (strategy, "type", "every_member_assignment_strategy"))
    return 0;
  return muster_import_member (strategy, "shifts_per_member") != NULL &&
                 !muster_import_int (strategy, "shifts_per_member", &n)
             ? -1
             : n;
}

static void
read_event (MusterImport *self,
            MusterImportSchedule *schedule,
            const MusterValue *event,
            const char *otherwise)
{
  const MusterValue *strategy = muster_import_member (event, "assignment_strategy");
  g_autofree char *name = muster_import_text (event, "name");
  g_autoptr (GString) exdates = g_string_new (NULL);
  g_autofree char *rrule = read_recurrence (self, event, exdates);
  g_autoptr (MusterImportLayer) layer =
      muster_import_layer_new (event, otherwise != NULL ? otherwise : name);
  MusterImportRecurrence said = { .rrule = rrule, .from_s = G_MININT64 };
  gint64 start_s, end_s;

  if (rrule == NULL || !read_zoned (self, event, "start_time", &start_s) ||
      !read_zoned (self, event, "end_time", &end_s))
    {
      muster_import_leave_out (self, event,
                               "an event has a start_time, an end_time and an RRULE: "
                               "it is left out");
      return;
    }
  read_zone (layer, event, schedule->zone);
  said.zone = layer->zone != NULL ? layer->zone : schedule->zone;
  said.start_s = muster_import_wall (said.zone, start_s);
  said.length_s = muster_import_wall (said.zone, end_s) - said.start_s;
  said.per_member = read_per_member (strategy);
  said.exdates = exdates->len > 0 ? exdates->str : NULL;
  muster_import_instant (self, event, "effective_since", &said.from_s);
  muster_import_instant (self, event, "effective_until", &layer->until_s);
  read_members (self, layer, strategy);
  if (muster_import_layer_recur (self, layer, &said))
    g_ptr_array_add (schedule->layers, g_steal_pointer (&layer));
}

/**
 * muster_pagerduty_read_rotations:
 * @self: an import
 * @schedule: a schedule
 * @value: what PagerDuty says of it
 *
 * Reads its rotations, custom shifts and overrides.
 */
void
muster_pagerduty_read_rotations (MusterImport *self,
                                 MusterImportSchedule *schedule,
                                 const MusterValue *value)
{
  const MusterValue *rotation = muster_import_items (value, "rotations");
  const MusterValue *item;

  schedule->is_union = TRUE;
  for (; rotation != NULL; rotation = rotation->next)
    {
      g_autofree char *name = muster_import_text (rotation, "name");

      if (muster_import_items (rotation, "events") == NULL)
        muster_import_leave_out (self, rotation, "it has no events: ask the API for them, too");
      for (item = muster_import_items (rotation, "events"); item != NULL; item = item->next)
        read_event (self, schedule, item, name);
    }
  for (item = muster_import_items (value, "custom_shifts"); item != NULL; item = item->next)
    muster_pagerduty_read_custom_shift (self, schedule, item);
  for (item = muster_import_items (value, "overrides"); item != NULL; item = item->next)
    muster_pagerduty_read_override_shift (self, schedule, item);
}

/**
 * muster_pagerduty_read_assignments:
 * @self: an import
 * @schedule: (nullable): a schedule
 * @value: (nullable): its final_schedule
 *
 * Reads what PagerDuty made of it.
 */
void
muster_pagerduty_read_assignments (MusterImport *self,
                                   MusterImportSchedule *schedule,
                                   const MusterValue *value)
{
  const MusterValue *item = muster_import_items (value, "computed_shift_assignments");

  for (; item != NULL; item = item->next)
    muster_import_add_final (
        self, schedule, read_member (self, muster_import_member (item, "member")), item, start_end);
}

/**
 * muster_pagerduty_read_custom_shift:
 * @self: an import
 * @schedule: (nullable): a schedule
 * @value: one of its custom shifts
 *
 * Reads who is on call, too.
 */
void
muster_pagerduty_read_custom_shift (MusterImport *self,
                                    MusterImportSchedule *schedule,
                                    const MusterValue *value)
{
  const MusterValue *item = muster_import_items (value, "assignments");

  for (; item != NULL; item = item->next)
    {
      MusterImportChange change = { MUSTER_IMPORT_ADD };

      change.who = read_member (self, muster_import_member (item, "member"));
      muster_import_add_change (self, schedule, change, value, start_end);
    }
}

/**
 * muster_pagerduty_read_override_shift:
 * @self: an import
 * @schedule: (nullable): a schedule
 * @value: one of its overrides
 *
 * Reads who stands in for whom. Whoever it replaces is said, so it does not matter of which
 * rotation it is, unless somebody is in two of them at once.
 */
void
muster_pagerduty_read_override_shift (MusterImport *self,
                                      MusterImportSchedule *schedule,
                                      const MusterValue *value)
{
  const MusterValue *in = muster_import_member (value, "overriding_member");
  const MusterValue *out = muster_import_member (value, "overridden_member");
  MusterImportPerson *stand_in = read_member (self, in);
  MusterImportPerson *absent = read_member (self, out);
  MusterImportChange change = { MUSTER_IMPORT_REPLACE, absent, stand_in, 0, 0 };

  if (absent == NULL)
    change = (MusterImportChange){ MUSTER_IMPORT_ADD, stand_in, NULL, 0, 0 };
  else if (stand_in == NULL)
    change = (MusterImportChange){ MUSTER_IMPORT_REMOVE, absent, NULL, 0, 0 };
  muster_import_add_change (self, schedule, change, value, start_end);
}
