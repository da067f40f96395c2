/* goalert.c - GoAlert's schedules, rotations and escalation policies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of its GraphQL API, {"data": {"schedules": {"nodes": […]}, …}}, with members named as its
 * schema has them. All rules of a schedule that are active count together. Where a rotation is, it
 * remembers: activeUserIndex says who is on call at the time of the answer.
 */
#include "importers/import-layer.h"
#include "importers/importer.h"

#include "base/wall-time.h"

static const char *const start_end[] = { "start", "end" };

static gboolean
has (const MusterValue *value, const char *name)
{
  return muster_import_member (value, name) != NULL;
}

/* --- people --- */

static MusterImportPerson *
read_user (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autofree char *name = muster_import_text (value, "name");
  MusterImportPerson *person = muster_import_person (self, id, name);

  if (person == NULL || !has (value, "email"))
    return person;
  person->is_known = TRUE;
  if (person->email == NULL)
    person->email = muster_import_text (value, "email");
  return person;
}

/* A member that is an id, beside one that may be all of the user. */
static MusterImportPerson *
read_user_of (MusterImport *self, const MusterValue *value, const char *id_name, const char *name)
{
  g_autofree char *id = muster_import_text (value, id_name);

  if (has (value, name))
    read_user (self, muster_import_member (value, name));
  return muster_import_person (self, id, NULL);
}

/* --- rotations --- */

static const char *
read_unit (const MusterValue *value)
{
  if (muster_import_text_is (value, "type", "hourly"))
    return "hour";
  if (muster_import_text_is (value, "type", "daily"))
    return "day";
  if (muster_import_text_is (value, "type", "weekly"))
    return "week";
  return muster_import_text_is (value, "type", "monthly") ? "month" : NULL;
}

static void
read_users (MusterImport *self, MusterImportLayer *layer, const MusterValue *value)
{
  const MusterValue *item = muster_import_items (value, "users");

  if (item != NULL)
    for (; item != NULL; item = item->next)
      muster_import_join (self, muster_import_layer_add_member (layer), read_user (self, item),
                          item);
  else
    for (item = muster_import_items (value, "userIDs"); item != NULL; item = item->next)
      {
        g_autofree char *id = muster_import_own_text (item);

        muster_import_join (self, muster_import_layer_add_member (layer),
                            muster_import_person (self, id, NULL), item);
      }
}

/* Who is on call now tells who begins. */
static void
turn_members (MusterImport *self, MusterImportLayer *layer, const MusterValue *value)
{
  gint64 active, now_s = muster_import_wall (layer->zone, self->at_s);

  if (!muster_import_int (value, "activeUserIndex", &active) || active < 0)
    muster_import_note (self, value,
                        "it does not say activeUserIndex: its first user is taken to "
                        "have been the first");
  else if (strcmp (layer->unit, "month") == 0)
    muster_import_note (self, value, "who begins is not known of months: its first user is taken");
  else
    muster_import_layer_turn_members (layer, active - muster_import_layer_turn_at (layer, now_s));
}

/* A layer of that rotation, on the wall of the schedule's zone where it has hours. */
static gboolean
set_rotation (MusterImport *self,
              MusterImportLayer *layer,
              const MusterValue *value,
              const char *hours_zone)
{
  g_autofree char *zone = muster_import_zone (self, value, "timeZone");
  gint64 length = 1, start_s;

  if (has (value, "shiftLength") && !muster_import_int (value, "shiftLength", &length))
    length = 0;
  if (!muster_import_instant (self, value, "start", &start_s) ||
      !muster_import_layer_set_every (layer, length, read_unit (value)))
    {
      muster_import_leave_out (self, value,
                               "a rotation has a start, and a type and shiftLength of "
                               "1 to 999 hours, days, weeks or months: it is left out");
      return FALSE;
    }
  if (hours_zone != NULL && strcmp (hours_zone, zone) != 0)
    {
      muster_import_leave_out (self, value,
                               "it hands over in the zone %s and its hours are of %s: "
                               "here both are of the latter",
                               zone, hours_zone);
      g_free (zone);
      zone = g_strdup (hours_zone);
    }
  layer->zone = g_steal_pointer (&zone);
  layer->start_s = muster_import_wall (layer->zone, start_s);
  read_users (self, layer, value);
  turn_members (self, layer, value);
  return TRUE;
}

/* --- rules --- */

/* Seven of true and false, from Sunday on. */
static guint8
read_days (const MusterValue *value)
{
  const MusterValue *item = muster_import_items (value, "weekdayFilter");
  guint8 days = 0;

  if (item == NULL)
    return 0x7f;
  for (guint i = 0; item != NULL && i < 7; item = item->next, i++)
    if (muster_text_equal (muster_value_text (item), "true"))
      days |= (guint8) (1u << (i + 6) % 7);
  return days;
}

static gboolean
read_hours (MusterImport *self, MusterImportLayer *layer, const MusterValue *rule)
{
  gint32 from_s = 0, to_s = 0;
  guint8 days = read_days (rule);

  if ((has (rule, "start") && !muster_import_time_of_day (rule, "start", &from_s)) ||
      (has (rule, "end") && !muster_import_time_of_day (rule, "end", &to_s)))
    {
      muster_import_leave_out (self, rule,
                               "“start” and “end” are times of day: the rule is left "
                               "out");
      return FALSE;
    }
  if (days == 0)
    {
      muster_import_note (self, rule, "it is of no day: it is left out");
      return FALSE;
    }
  muster_import_layer_add_window (layer, days, from_s,
                                  to_s > from_s ? to_s - from_s : to_s - from_s + 86400);
  muster_import_layer_settle_windows (layer);
  return TRUE;
}

typedef struct
{
  MusterImport *import;
  MusterImportSchedule *schedule;
  GHashTable *rotations; /* id → MusterValue */
} Reading;

/* Whom a rule puts on call: a rotation by its id, or a user. */
static gboolean
set_target (Reading *self, MusterImportLayer *layer, const MusterValue *target)
{
  g_autofree char *id = muster_import_text (target, "id");
  const MusterValue *rotation = id != NULL ? g_hash_table_lookup (self->rotations, id) : NULL;

  if (id != NULL && muster_import_text_is (target, "type", "user"))
    {
      muster_import_join (self->import, muster_import_layer_add_member (layer),
                          read_user (self->import, target), target);
      return TRUE;
    }
  if (rotation != NULL)
    return set_rotation (self->import, layer, rotation,
                         layer->windows->len > 0 ? self->schedule->zone : NULL);
  muster_import_leave_out (self->import, target, "no file has this rotation");
  return FALSE;
}

static void
read_target (Reading *self, const MusterValue *value)
{
  const MusterValue *target = muster_import_member (value, "target");
  const MusterValue *rule = muster_import_items (value, "rules");

  for (; rule != NULL; rule = rule->next)
    {
      g_autofree char *name = muster_import_text (target, "name");
      g_autoptr (MusterImportLayer) layer = muster_import_layer_new (rule, name);

      if (read_hours (self->import, layer, rule) && set_target (self, layer, target))
        g_ptr_array_add (self->schedule->layers, g_steal_pointer (&layer));
    }
}

/* What replaces a schedule for a while: each shift covers it, or adds to one that does. */
static void
read_temporary (Reading *self, const MusterValue *value)
{
  gint64 start_s, end_s, covered_s = G_MININT64, shifts_s = 0;

  for (const MusterValue *item = muster_import_items (value, "shifts"); item != NULL;
       item = item->next)
    {
      MusterImportChange change = { MUSTER_IMPORT_COVER };

      if (!muster_import_instant (self->import, item, "start", &start_s) ||
          !muster_import_instant (self->import, item, "end", &end_s))
        start_s = end_s = G_MININT64; /* told below */
      if (start_s < covered_s)
        change.kind = MUSTER_IMPORT_ADD;
      change.who = read_user_of (self->import, item, "userID", "user");
      muster_import_add_change (self->import, self->schedule, change, item, start_end);
      shifts_s += MAX (end_s - MAX (start_s, covered_s), 0);
      covered_s = MAX (covered_s, end_s);
    }
  if (!muster_import_instant (self->import, value, "start", &start_s) ||
      !muster_import_instant (self->import, value, "end", &end_s) || shifts_s < end_s - start_s)
    muster_import_leave_out (self->import, value,
                             "where no shift of a temporary schedule is, the "
                             "usual ones stay here");
}

static void
read_schedule (MusterImport *self, const MusterValue *value, GHashTable *rotations)
{
  g_autofree char *id = muster_import_text (value, "id");
  MusterImportSchedule *schedule = muster_import_schedule (self, value, id);
  Reading reading = { self, schedule, rotations };

  if (schedule == NULL)
    return;
  schedule->is_union = TRUE;
  schedule->zone = muster_import_zone (self, value, "timeZone");
  for (const MusterValue *item = muster_import_items (value, "targets"); item != NULL;
       item = item->next)
    read_target (&reading, item);
  for (const MusterValue *item = muster_import_items (value, "temporarySchedules"); item != NULL;
       item = item->next)
    read_temporary (&reading, item);
}

static void
read_final (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  MusterImportSchedule *schedule = muster_import_find_schedule (self, id);

  for (const MusterValue *item = muster_import_items (value, "shifts"); item != NULL;
       item = item->next)
    muster_import_add_final (self, schedule, read_user_of (self, item, "userID", "user"), item,
                             start_end);
}

/* Who comes, who goes, or who for whom. */
static void
read_override (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (muster_import_member (value, "target"), "id");
  MusterImportPerson *in = read_user_of (self, value, "addUserID", "addUser");
  MusterImportPerson *out = read_user_of (self, value, "removeUserID", "removeUser");
  MusterImportChange change = { MUSTER_IMPORT_REPLACE, out, in, 0, 0 };

  if (out == NULL)
    change = (MusterImportChange){ MUSTER_IMPORT_ADD, in, NULL, 0, 0 };
  else if (in == NULL)
    change = (MusterImportChange){ MUSTER_IMPORT_REMOVE, out, NULL, 0, 0 };
  muster_import_add_change (self, muster_import_find_schedule (self, id), change, value, start_end);
}

/* --- escalation policies --- */

/* A rotation that a policy tells is a schedule here. */
static void
need_schedule (MusterImport *self, const char *id, GHashTable *rotations)
{
  const MusterValue *rotation = g_hash_table_lookup (rotations, id);
  g_autoptr (MusterImportLayer) layer = NULL;
  MusterImportSchedule *schedule;

  if (rotation == NULL || muster_import_find_schedule (self, id) != NULL)
    return;
  layer = muster_import_layer_new (rotation, NULL);
  if (!set_rotation (self, layer, rotation, NULL))
    return;
  schedule = muster_import_schedule (self, rotation, id);
  schedule->zone = g_strdup (layer->zone);
  g_ptr_array_add (schedule->layers, g_steal_pointer (&layer));
}

static void
read_policy_target (Reading *self, MusterImportStep *step, const MusterValue *target)
{
  g_autofree char *id = muster_import_text (target, "id");
  g_autofree char *type = muster_import_text (target, "type");

  if (id != NULL && g_strcmp0 (type, "user") == 0)
    {
      read_user (self->import, target);
      muster_import_step_add_target (step, target, "person", id);
    }
  else if (id != NULL && (g_strcmp0 (type, "schedule") == 0 || g_strcmp0 (type, "rotation") == 0))
    {
      need_schedule (self->import, id, self->rotations);
      muster_import_step_add_target (step, target, "schedule", id);
    }
  else
    muster_import_leave_out (self->import, target,
                             "a step tells users, schedules and rotations, "
                             "not “%s”",
                             type != NULL ? type : "");
}

/* A step's delay is until the next one. */
static void
read_policy (MusterImport *self, const MusterValue *value, GHashTable *rotations)
{
  MusterImportPolicy *policy = muster_import_policy (self, value);
  Reading reading = { self, NULL, rotations };
  gint64 after_s = 0;

  muster_import_int (value, "repeat", &policy->repeat);
  policy->repeat = CLAMP (policy->repeat, 0, 100);
  for (const MusterValue *item = muster_import_items (value, "steps"); item != NULL;
       item = item->next)
    {
      MusterImportStep *step = muster_import_policy_add_step (policy, after_s);
      gint64 delay;

      if (!muster_import_int (item, "delayMinutes", &delay) || delay < 1 || delay > 60 * 24 * 30)
        {
          muster_import_leave_out (self, item, "delayMinutes is 1 to 43200: 15 is taken");
          delay = 15;
        }
      for (const MusterValue *target = muster_import_items (item, "targets"); target != NULL;
           target = target->next)
        read_policy_target (&reading, step, target);
      if (muster_import_items (item, "targets") == NULL)
        muster_import_leave_out (self, item, "it says no targets: ask the API for them");
      after_s += delay * 60;
      policy->wait_s = delay * 60;
    }
}

/* --- what a file is --- */

typedef void (*NodeFunc) (MusterImport *self, const MusterValue *value, gpointer user_data);

typedef struct
{
  const char *one, *many;
  gboolean of_final; /* also of what is only compared */
  NodeFunc func;
} Kind;

static void
go_through (MusterImport *self, const MusterValue *data, const Kind *kind, gpointer user_data)
{
  const MusterValue *many = muster_import_member (data, kind->many);
  const MusterValue *item = muster_import_items (many, "nodes");

  if (has (data, kind->one))
    kind->func (self, muster_import_member (data, kind->one), user_data);
  if (many != NULL && many->type == MUSTER_JSON_ARRAY)
    item = many->first;
  for (; item != NULL; item = item->next)
    kind->func (self, item, user_data);
}

static void
user_cb (MusterImport *self, const MusterValue *value, gpointer user_data G_GNUC_UNUSED)
{
  read_user (self, value);
}

static void
rotation_cb (MusterImport *self G_GNUC_UNUSED, const MusterValue *value, gpointer user_data)
{
  char *id = muster_import_text (value, "id");

  if (id != NULL)
    g_hash_table_replace (user_data, id, (gpointer) value);
}

static void
schedule_cb (MusterImport *self, const MusterValue *value, gpointer user_data)
{
  read_schedule (self, value, user_data);
}

static void
final_cb (MusterImport *self, const MusterValue *value, gpointer user_data G_GNUC_UNUSED)
{
  read_final (self, value);
}

static void
override_cb (MusterImport *self, const MusterValue *value, gpointer user_data G_GNUC_UNUSED)
{
  read_override (self, value);
}

static void
policy_cb (MusterImport *self, const MusterValue *value, gpointer user_data)
{
  read_policy (self, value, user_data);
}

static void
convert (MusterImport *self)
{
  static const Kind kinds[] = {
    { "user", "users", FALSE, user_cb },
    { "rotation", "rotations", FALSE, rotation_cb },
    { "schedule", "schedules", FALSE, schedule_cb },
    { "userOverride", "userOverrides", FALSE, override_cb },
    { "escalationPolicy", "escalationPolicies", FALSE, policy_cb },
    { "schedule", "schedules", TRUE, final_cb },
  };
  g_autoptr (GHashTable) rotations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < self->files->len; i++)
      {
        const MusterImportFile *file = g_ptr_array_index (self->files, i);
        gboolean list = file->root->type == MUSTER_JSON_ARRAY;
        const MusterValue *answer = list ? file->root->first : file->root;

        for (; answer != NULL && (kinds[k].of_final || !file->is_final);
             answer = list ? answer->next : NULL)
          go_through (self, has (answer, "data") ? muster_import_member (answer, "data") : answer,
                      &kinds[k], rotations);
      }
}

const MusterImporter muster_importer_goalert = {
  .name = "goalert",
  .title = "GoAlert",
  .convert = convert,
};
