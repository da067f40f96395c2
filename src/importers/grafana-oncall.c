/* grafana-oncall.c - Grafana OnCall's schedules, shifts and escalation chains
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of its API, {"results": […]}: GET /api/v1/users, /schedules, /on_call_shifts,
 * /escalation_chains, /escalation_policies, and /schedules/{id}/final_shifts. Of shifts that
 * overlap, those of the highest level count; of one level, all do.
 */
#include "importers/import-layer.h"
#include "importers/importer.h"

#include "base/civil-date.h"
#include "base/wall-time.h"
#include "importers/import-recurrence.h"

#define WAIT_S 300 /* between steps that name no time */

static gboolean
has (const MusterValue *value, const char *name)
{
  return muster_import_member (value, name) != NULL;
}

static MusterImportPerson *
read_person (MusterImport *self, const MusterValue *id)
{
  g_autofree char *text = muster_import_own_text (id);

  return muster_import_person (self, *text != '\0' ? text : NULL, text);
}

static void
read_user (MusterImport *self, const MusterValue *value)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autofree char *name = muster_import_text (value, "username");
  g_autofree char *zone = muster_import_text (value, "timezone");
  g_autoptr (GTimeZone) known = zone != NULL ? muster_time_zone_new (zone) : NULL;
  MusterImportPerson *person = muster_import_person (self, id, name);

  if (person == NULL)
    return;
  person->is_known = TRUE;
  if (person->email == NULL)
    person->email = muster_import_text (value, "email");
  if (known != NULL && person->zone == NULL)
    person->zone = g_steal_pointer (&zone);
}

/* --- shifts --- */

typedef struct
{
  MusterImport *import;
  MusterImportSchedule *schedule;
  GHashTable *shifts; /* id → MusterValue */
  GArray *levels;     /* of gint64, of the schedule's layers */
} Reading;

static gboolean
read_wall (const MusterValue *value, const char *name, gint64 *out_s)
{
  g_autofree char *text = muster_import_text (value, name);

  if (text != NULL && g_str_has_suffix (text, "Z"))
    text[strlen (text) - 1] = '\0';
  return text != NULL && muster_wall_time_parse (text, out_s);
}

static void
append_list (const MusterValue *value, const char *name, const char *part, GString *rule)
{
  guint n = 0;

  for (const MusterValue *item = muster_import_items (value, name); item != NULL; item = item->next)
    {
      MusterText text = muster_value_text (item);

      g_string_append (rule, n++ > 0 ? "," : part);
      g_string_append_len (rule, text.bytes, (gssize) text.n);
    }
}

/* The shift's own words, as a rule of RFC 5545; NULL: it is only once. */
static char *
read_rule (const MusterValue *value)
{
  g_autofree char *frequency = muster_import_text (value, "frequency");
  g_autofree char *week_start = muster_import_text (value, "week_start");
  g_autofree char *upper = frequency != NULL ? g_ascii_strup (frequency, -1) : NULL;
  g_autoptr (GString) rule = g_string_new (NULL);
  gint64 interval = 1, until_s;

  if (upper == NULL || muster_import_text_is (value, "type", "single_event"))
    return NULL;
  muster_import_int (value, "interval", &interval);
  g_string_append_printf (rule, "FREQ=%s;INTERVAL=%" G_GINT64_FORMAT ";WKST=%s", upper, interval,
                          week_start != NULL ? week_start : "SU");
  append_list (value, "by_day", ";BYDAY=", rule);
  append_list (value, "by_month", ";BYMONTH=", rule);
  append_list (value, "by_monthday", ";BYMONTHDAY=", rule);
  if (read_wall (value, "until", &until_s))
    {
      MusterCivilDate date = muster_civil_date_from_days (muster_floor_div (until_s, MUSTER_DAY_S));
      gint64 second = muster_floor_mod (until_s, MUSTER_DAY_S);

      g_string_append_printf (rule, ";UNTIL=%04d%02u%02uT%02d%02d%02d", (int) date.year, date.month,
                              date.day, (int) (second / 3600), (int) (second / 60 % 60),
                              (int) (second % 60));
    }
  return g_string_free (g_steal_pointer (&rule), FALSE);
}

static void
join_all (MusterImport *self, GPtrArray *group, const MusterValue *first)
{
  for (; first != NULL; first = first->next)
    muster_import_join (self, group, read_person (self, first), first);
}

static void
read_members (MusterImport *self, MusterImportLayer *layer, const MusterValue *value)
{
  const MusterValue *item = muster_import_items (value, "rolling_users");
  gint64 first = 0;

  if (!muster_import_text_is (value, "type", "rolling_users"))
    {
      join_all (self, muster_import_layer_add_member (layer), muster_import_items (value, "users"));
      return;
    }
  for (; item != NULL; item = item->next)
    join_all (self, muster_import_layer_add_member (layer),
              item->type == MUSTER_JSON_ARRAY ? item->first : NULL);
  muster_import_int (value, "start_rotation_from_user_index", &first);
  muster_import_layer_turn_members (layer, first);
}

/* Daily shifts on some days pass those on which there are none; weekly ones are a week's. */
static gboolean
set_shift (MusterImport *self, MusterImportLayer *layer, const MusterValue *value, const char *zone)
{
  g_autofree char *rule = read_rule (value);
  MusterImportRecurrence said = {
    .zone = zone, .rrule = rule, .from_s = G_MININT64, .per_member = 1, .by_period = TRUE
  };
  gint64 since_s;

  if (!read_wall (value, "start", &said.start_s) ||
      !muster_import_int (value, "duration", &said.length_s) || said.length_s <= 0 ||
      said.length_s > 366 * MUSTER_DAY_S)
    {
      muster_import_leave_out (self, value,
                               "a shift has a start and a duration of up to a year: it "
                               "is left out");
      return FALSE;
    }
  if (read_wall (value, "rotation_start", &since_s))
    muster_import_instant (self, value, "rotation_start", &said.from_s);
  if (rule != NULL)
    {
      said.by_period = !muster_import_text_is (value, "frequency", "daily");
      return muster_import_layer_recur (self, layer, &said);
    }
  for (guint i = 0; i < layer->members->len; i++)
    {
      const GPtrArray *group = g_ptr_array_index (layer->members, i);

      for (guint j = 0; j < group->len; j++)
        muster_import_layer_add_event (layer, g_ptr_array_index (group, j), said.start_s,
                                       said.start_s + said.length_s, NULL);
    }
  g_ptr_array_set_size (layer->members, 0);
  return TRUE;
}

static void
add_shift (Reading *self, const MusterValue *value)
{
  g_autofree char *name = muster_import_text (value, "name");
  g_autofree char *zone = muster_import_text (value, "time_zone");
  g_autoptr (GTimeZone) known = zone != NULL ? muster_time_zone_new (zone) : NULL;
  g_autoptr (MusterImportLayer) layer = muster_import_layer_new (value, name);
  gint64 level = 0;
  guint at = 0;

  if (known != NULL && strcmp (zone, self->schedule->zone) != 0)
    layer->zone = g_steal_pointer (&zone);
  if (!muster_import_int (value, "level", &level))
    muster_import_int (value, "priority_level", &level);
  read_members (self->import, layer, value);
  if (!set_shift (self->import, layer, value,
                  layer->zone != NULL ? layer->zone : self->schedule->zone))
    return;
  while (at < self->levels->len && g_array_index (self->levels, gint64, at) <= level)
    at++;
  g_array_insert_val (self->levels, at, level);
  g_ptr_array_insert (self->schedule->layers, (gint) at, g_steal_pointer (&layer));
}

/* --- schedules --- */

/* A shift by its id, or one that stands there whole. */
static void
read_shifts (Reading *self, const MusterValue *value)
{
  for (const MusterValue *item = muster_import_items (value, "shifts"); item != NULL;
       item = item->next)
    {
      g_autofree char *id = muster_import_own_text (item);
      const MusterValue *shift =
          item->type == MUSTER_JSON_OBJECT ? item : g_hash_table_lookup (self->shifts, id);

      if (shift != NULL)
        add_shift (self, shift);
      else
        muster_import_leave_out (self->import, item, "no file has this shift");
    }
}

static void
settle_levels (Reading *self, const MusterValue *value)
{
  guint n_same = 0;

  for (guint i = 1; i < self->levels->len; i++)
    n_same +=
        g_array_index (self->levels, gint64, i) == g_array_index (self->levels, gint64, i - 1);
  self->schedule->is_union = self->levels->len == n_same + 1;
  if (n_same > 0 && !self->schedule->is_union)
    muster_import_note (self->import, value,
                        "shifts of one level are a stack here where there are "
                        "several levels: of those that overlap, the last one counts");
}

static void
read_schedule (MusterImport *self, const MusterValue *value, GHashTable *shifts)
{
  g_autofree char *id = muster_import_text (value, "id");
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (gint64));
  MusterImportSchedule *schedule = muster_import_schedule (self, value, id);
  Reading reading = { self, schedule, shifts, levels };

  if (schedule == NULL)
    return;
  schedule->zone = muster_import_zone (self, value, "time_zone");
  if (muster_import_text_is (value, "type", "ical"))
    muster_import_leave_out (self, value,
                             "it is a calendar elsewhere: import that file with "
                             "“musterd import calendar”");
  read_shifts (&reading, value);
  settle_levels (&reading, value);
  if (has (value, "ical_url_overrides"))
    muster_import_leave_out (self, muster_import_member (value, "ical_url_overrides"),
                             "overrides that are a calendar elsewhere are left out");
}

static void
read_final_shift (MusterImport *self, const MusterValue *value)
{
  static const char *const start_end[] = { "shift_start", "shift_end" };
  g_autofree char *id = muster_import_text (value, "user_pk");
  g_autofree char *name = muster_import_text (value, "user_username");
  g_autofree char *schedule = muster_import_text (value, "schedule");

  muster_import_add_final (self, muster_import_find_schedule (self, schedule),
                           muster_import_person (self, id, name), value, start_end);
}

/* --- escalation chains --- */

typedef struct
{
  MusterImport *import;
  MusterImportPolicy *policy;
  MusterImportStep *step; /* that goes on until there is a wait */
  gint64 after_s;
} Chain;

static MusterImportStep *
need_step (Chain *self)
{
  if (self->step == NULL)
    self->step = muster_import_policy_add_step (self->policy, self->after_s);
  return self->step;
}

static void
add_persons (Chain *self, const MusterValue *value, const char *list)
{
  MusterImportStep *step = need_step (self);

  for (const MusterValue *item = muster_import_items (value, list); item != NULL; item = item->next)
    {
      g_autofree char *id = muster_import_own_text (item);

      if (read_person (self->import, item) != NULL)
        muster_import_step_add_target (step, item, "person", id);
    }
}

/* One person each time is a step of its own. */
static void
add_in_turn (Chain *self, const MusterValue *value)
{
  self->step = NULL;
  need_step (self)->in_turn = TRUE;
  add_persons (self, value, "persons_to_notify_next_each_time");
  self->step = NULL;
}

static void
read_wait (Chain *self, const MusterValue *value)
{
  gint64 duration_s = WAIT_S;

  if (has (value, "duration") && (!muster_import_int (value, "duration", &duration_s) ||
                                  duration_s < 1 || duration_s > 366 * MUSTER_DAY_S))
    {
      muster_import_leave_out (self->import, value,
                               "a wait is up to 366 days: five minutes are "
                               "taken");
      duration_s = WAIT_S;
    }
  self->after_s += duration_s;
  self->policy->wait_s = duration_s;
  self->step = NULL;
}

static void
read_step (Chain *self, const MusterValue *value)
{
  g_autofree char *type = muster_import_text (value, "type");
  g_autofree char *schedule = muster_import_text (value, "notify_on_call_from_schedule");
  g_autofree char *team = muster_import_text (value, "team_to_notify");

  if (g_strcmp0 (type, "wait") == 0)
    read_wait (self, value);
  else if (g_strcmp0 (type, "notify_persons") == 0)
    add_persons (self, value, "persons_to_notify");
  else if (g_strcmp0 (type, "notify_person_next_each_time") == 0)
    add_in_turn (self, value);
  else if (schedule != NULL)
    muster_import_step_add_target (need_step (self), value, "schedule", schedule);
  else if (team != NULL)
    {
      muster_import_team (self->import, team, team);
      muster_import_step_add_target (need_step (self), value, "team", team);
    }
  else if (g_strcmp0 (type, "repeat_escalation") == 0)
    self->policy->repeat = 5;
  else
    muster_import_leave_out (self->import, value, "a step of type “%s” has no like here",
                             type != NULL ? type : "");
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 one = 0, other = 0;

  muster_import_int (*(const MusterValue *const *) a, "position", &one);
  muster_import_int (*(const MusterValue *const *) b, "position", &other);
  return (one > other) - (one < other);
}

static void
read_chain (MusterImport *self, const MusterValue *value, const GPtrArray *steps)
{
  g_autofree char *id = muster_import_text (value, "id");
  Chain chain = { self, muster_import_policy (self, value), NULL, 0 };

  for (guint i = 0; i < steps->len; i++)
    if (id != NULL &&
        muster_import_text_is (g_ptr_array_index (steps, i), "escalation_chain_id", id))
      read_step (&chain, g_ptr_array_index (steps, i));
  /* what waits at the end of a chain waits for nothing */
  if (chain.after_s == 0)
    chain.policy->wait_s = 0;
}

/* --- what a file is --- */

typedef struct
{
  GPtrArray *schedules, *shifts, *chains, *steps;
} Found;

static void
sort_out (MusterImport *self, const MusterValue *value, Found *found)
{
  if (has (value, "escalation_chain_id"))
    g_ptr_array_add (found->steps, (gpointer) value);
  else if (has (value, "duration") && has (value, "start"))
    g_ptr_array_add (found->shifts, (gpointer) value);
  else if (has (value, "username"))
    read_user (self, value);
  else if (has (value, "on_call_now") || has (value, "shifts") || has (value, "ical_url_primary"))
    g_ptr_array_add (found->schedules, (gpointer) value);
  else if (has (value, "name"))
    g_ptr_array_add (found->chains, (gpointer) value);
  else if (!has (value, "shift_start"))
    muster_import_note (self, value, "it is nothing that is imported");
}

static void
collect (MusterImport *self, Found *found)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const MusterImportFile *file = g_ptr_array_index (self->files, i);
      const MusterValue *answer =
          file->root->type == MUSTER_JSON_ARRAY ? file->root->first : file->root;

      for (; answer != NULL && !file->is_final;
           answer = file->root->type == MUSTER_JSON_ARRAY ? answer->next : NULL)
        {
          const MusterValue *item = muster_import_items (answer, "results");

          if (!has (answer, "results") && answer->type == MUSTER_JSON_OBJECT)
            sort_out (self, answer, found);
          for (; item != NULL; item = item->next)
            sort_out (self, item, found);
        }
    }
}

static void
read_results (MusterImport *self, const MusterValue *value)
{
  if (has (value, "shift_start"))
    read_final_shift (self, value);
}

static void
convert (MusterImport *self)
{
  g_autoptr (GPtrArray) schedules = g_ptr_array_new (), shifts = g_ptr_array_new ();
  g_autoptr (GPtrArray) chains = g_ptr_array_new (), steps = g_ptr_array_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Found found = { schedules, shifts, chains, steps };

  collect (self, &found);
  for (guint i = 0; i < shifts->len; i++)
    {
      char *id = muster_import_text (g_ptr_array_index (shifts, i), "id");

      if (id != NULL)
        g_hash_table_replace (by_id, id, g_ptr_array_index (shifts, i));
    }
  for (guint i = 0; i < schedules->len; i++)
    read_schedule (self, g_ptr_array_index (schedules, i), by_id);
  g_ptr_array_sort (steps, compare_positions);
  for (guint i = 0; i < chains->len; i++)
    read_chain (self, g_ptr_array_index (chains, i), steps);
  muster_import_each (self, "results", NULL, read_results);
}

const MusterImporter muster_importer_grafana_oncall = {
  .name = "grafana-oncall",
  .title = "Grafana OnCall",
  .convert = convert,
};
