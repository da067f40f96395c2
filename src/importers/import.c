/* import.c - people, schedules and policies as another system had them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/import.h"

#include "importers/import-layer.h"

enum
{
  PEOPLE,
  TEAMS,
  SCHEDULES,
};

#define ARENA_BLOCK_BYTES 65536

static void
person_free (gpointer data)
{
  MusterImportPerson *self = data;

  g_free (self->name);
  g_free (self->full_name);
  g_free (self->email);
  g_free (self->zone);
  g_free (self);
}

static void
team_free (gpointer data)
{
  MusterImportTeam *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->people);
  g_free (self);
}

static void
schedule_free (gpointer data)
{
  MusterImportSchedule *self = data;

  g_free (self->name);
  g_free (self->zone);
  g_ptr_array_unref (self->layers);
  g_array_unref (self->changes);
  g_array_unref (self->final);
  g_free (self);
}

static void
target_free (gpointer data)
{
  MusterImportTarget *self = data;

  g_free (self->id);
  g_free (self);
}

static void
step_free (gpointer data)
{
  MusterImportStep *self = data;

  g_ptr_array_unref (self->targets);
  g_free (self);
}

static void
policy_free (gpointer data)
{
  MusterImportPolicy *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

static void
line_free (gpointer data)
{
  MusterImportLine *self = data;

  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

static void
file_free (gpointer data)
{
  MusterImportFile *self = data;

  g_free (self->name);
  g_free (self);
}

/**
 * muster_import_new:
 * @at_s: now, an instant
 *
 * Returns: (transfer full): nobody and nothing
 */
MusterImport *
muster_import_new (gint64 at_s)
{
  MusterImport *self = g_new0 (MusterImport, 1);

  self->at_s = at_s;
  self->arena = muster_arena_new (ARENA_BLOCK_BYTES);
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->teams = g_ptr_array_new_with_free_func (team_free);
  self->schedules = g_ptr_array_new_with_free_func (schedule_free);
  self->policies = g_ptr_array_new_with_free_func (policy_free);
  self->report = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->by_id); i++)
    self->by_id[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * muster_import_free:
 * @self: an import
 *
 * Frees it, and all that was found.
 */
void
muster_import_free (MusterImport *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->by_id); i++)
    g_hash_table_unref (self->by_id[i]);
  g_ptr_array_unref (self->report);
  g_ptr_array_unref (self->policies);
  g_ptr_array_unref (self->schedules);
  g_ptr_array_unref (self->teams);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->texts);
  muster_arena_free (self->arena);
  g_free (self);
}

/**
 * muster_import_add_file:
 * @self: an import
 * @name: the file's
 * @text: its bytes
 * @n: how many
 * @is_final: whether only what the other system made of its schedules is looked for
 * @error: %MUSTER_BASE_ERROR
 *
 * Returns: whether it is JSON as security R7 has it, and no larger than a file may be
 */
gboolean
muster_import_add_file (MusterImport *self,
                        const char *name,
                        const char *text,
                        gsize n,
                        gboolean is_final,
                        GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  const MusterValue *root;
  MusterImportFile *file;
  char *copy;

  if (n > MUSTER_IMPORT_BYTES_MAX)
    {
      g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT, "%s: it is over %d bytes",
                   name, MUSTER_IMPORT_BYTES_MAX);
      return FALSE;
    }
  copy = g_memdup2 (n > 0 ? text : "", MAX (n, 1));
  g_ptr_array_add (self->texts, copy);
  muster_json_reader_begin (reader, copy, n, self->arena);
  root = muster_value_read (reader, self->arena);
  if (!muster_json_reader_finish (reader, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  file = g_new (MusterImportFile, 1);
  *file = (MusterImportFile){ g_strdup (name), root, is_final };
  g_ptr_array_add (self->files, file);
  return TRUE;
}

/* --- the report --- */

/* Finds a value in the tree that it is of, and writes the way there. */
static gboolean
append_path (const MusterValue *tree, const MusterValue *value, GString *path)
{
  guint i = 0;

  if (tree == value)
    return TRUE;
  for (const MusterValue *item = tree->first; item != NULL; item = item->next, i++)
    {
      gsize before = path->len;

      if (tree->type == MUSTER_JSON_ARRAY)
        g_string_append_printf (path, "[%u]", i);
      else
        g_string_append_printf (path, ".%.*s", (int) MIN (item->name.n, 64),
                                item->name.n > 0 ? item->name.bytes : "");
      if (append_path (item, value, path))
        return TRUE;
      g_string_truncate (path, before);
    }
  return FALSE;
}

static void
add_line (MusterImport *self, const MusterValue *value, char *text, gboolean is_left_out)
{
  MusterImportLine *line = g_new0 (MusterImportLine, 1);

  line->text = text;
  line->is_left_out = is_left_out;
  self->n_left_out += is_left_out ? 1 : 0;
  if (self->report->len >= MUSTER_IMPORT_REPORT_MAX)
    {
      self->n_unsaid++;
      line_free (line);
      return;
    }
  for (guint i = 0; value != NULL && line->path == NULL && i < self->files->len; i++)
    {
      const MusterImportFile *file = g_ptr_array_index (self->files, i);
      g_autoptr (GString) path = g_string_new ("$");

      if (!append_path (file->root, value, path))
        continue;
      line->file = file->name;
      line->path = g_string_free (g_steal_pointer (&path), FALSE);
    }
  g_ptr_array_add (self->report, line);
}

/**
 * muster_import_leave_out:
 * @self: an import
 * @value: (nullable): what does not map
 * @format: what is so, a clause
 * @...: for @format
 *
 * Reports something that the result lacks.
 */
void
muster_import_leave_out (MusterImport *self, const MusterValue *value, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_line (self, value, g_strdup_vprintf (format, arguments), TRUE);
  va_end (arguments);
}

/**
 * muster_import_note:
 * @self: an import
 * @value: (nullable): what it is about
 * @format: what is so, a clause
 * @...: for @format
 *
 * Reports something that is worth knowing.
 */
void
muster_import_note (MusterImport *self, const MusterValue *value, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_line (self, value, g_strdup_vprintf (format, arguments), FALSE);
  va_end (arguments);
}

/* --- going through files --- */

static void
each_of (MusterImport *self, const MusterValue *value, const char *member, MusterImportFunc func)
{
  const MusterValue *found = muster_import_member (value, member);

  if (found != NULL && found->type == MUSTER_JSON_OBJECT)
    func (self, found);
  else if (found != NULL && found->type == MUSTER_JSON_ARRAY)
    for (const MusterValue *item = found->first; item != NULL; item = item->next)
      if (item->type == MUSTER_JSON_OBJECT)
        func (self, item);
}

static void
each_in (MusterImport *self,
         const MusterValue *answer,
         const char *const *names,
         MusterImportFunc func)
{
  each_of (self, answer, names[0], func);
  if (names[1] != NULL)
    each_of (self, answer, names[1], func);
}

/**
 * muster_import_each:
 * @self: an import
 * @one: the member that has one object, or a list of them
 * @many: (nullable): another such
 * @func: (scope call): called for each
 *
 * Goes through the answers that the files have: a file is one, or a list of them. Those of final
 * schedules come last.
 */
void
muster_import_each (MusterImport *self, const char *one, const char *many, MusterImportFunc func)
{
  const char *const names[] = { one, many };

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->files->len; i++)
      {
        const MusterImportFile *file = g_ptr_array_index (self->files, i);

        if (file->is_final != (pass == 1))
          continue;
        self->is_final = file->is_final;
        if (file->root->type == MUSTER_JSON_ARRAY)
          for (const MusterValue *item = file->root->first; item != NULL; item = item->next)
            each_in (self, item, names, func);
        else
          each_in (self, file->root, names, func);
      }
  self->is_final = FALSE;
}

/* --- what is found --- */

/**
 * muster_import_person:
 * @self: an import
 * @id: (nullable): the person's, there
 * @name: (nullable): what they are called
 *
 * Returns: (transfer none) (nullable): the person; %NULL without an id
 */
MusterImportPerson *
muster_import_person (MusterImport *self, const char *id, const char *name)
{
  MusterImportPerson *person = id != NULL ? g_hash_table_lookup (self->by_id[PEOPLE], id) : NULL;

  if (id == NULL)
    return NULL;
  if (person == NULL)
    {
      person = g_new0 (MusterImportPerson, 1);
      g_ptr_array_add (self->people, person);
      g_hash_table_insert (self->by_id[PEOPLE], g_strdup (id), person);
    }
  if (person->name == NULL)
    person->name = g_strdup (name);
  return person;
}

/**
 * muster_import_join:
 * @self: an import
 * @group: (element-type MusterImportPerson): who is on together
 * @person: (nullable): one more; %NULL: nobody
 * @value: where that is said
 *
 * Adds somebody to a turn.
 */
void
muster_import_join (MusterImport *self,
                    GPtrArray *group,
                    MusterImportPerson *person,
                    const MusterValue *value)
{
  if (person == NULL)
    return;
  if (!person->is_gone)
    g_ptr_array_add (group, person);
  else
    muster_import_leave_out (self, value, "this person was deleted: the turn is vacant");
}

static gboolean
read_span (MusterImport *self,
           const MusterValue *value,
           const char *const names[2],
           gint64 *from_s,
           gint64 *to_s)
{
  return muster_import_instant (self, value, names[0], from_s) &&
         muster_import_instant (self, value, names[1], to_s) && *from_s < *to_s;
}

/**
 * muster_import_add_final:
 * @self: an import
 * @schedule: (nullable): a schedule; %NULL: there is none of those that are imported
 * @person: (nullable): who is on call
 * @value: where that is said
 * @names: of its members that say from when to when
 *
 * Adds to what the other system made of the schedule.
 */
void
muster_import_add_final (MusterImport *self,
                         MusterImportSchedule *schedule,
                         MusterImportPerson *person,
                         const MusterValue *value,
                         const char *const names[2])
{
  MusterImportSpan span = { person, 0, 0 };

  if (person == NULL)
    return;
  if (schedule == NULL)
    muster_import_note (self, value, "it is not known which schedule this is of");
  else if (!read_span (self, value, names, &span.start_s, &span.end_s))
    muster_import_note (self, value, "it is not compared: “%s” and “%s” are no span of time",
                        names[0], names[1]);
  else
    g_array_append_val (schedule->final, span);
}

static gboolean
is_there (const MusterImportPerson *person)
{
  return person != NULL && !person->is_gone;
}

/**
 * muster_import_add_change:
 * @self: an import
 * @schedule: (nullable): a schedule; %NULL: none of those that are imported
 * @change: what changes; its times are read
 * @value: where that is said
 * @names: of its members that say from when to when
 *
 * Adds a change, or reports why it cannot be.
 */
void
muster_import_add_change (MusterImport *self,
                          MusterImportSchedule *schedule,
                          MusterImportChange change,
                          const MusterValue *value,
                          const char *const names[2])
{
  if (schedule == NULL)
    muster_import_leave_out (self, value, "it is not known which schedule this changes");
  else if (!is_there (change.who) ||
           (change.kind == MUSTER_IMPORT_REPLACE && !is_there (change.other)))
    muster_import_leave_out (self, value, "it names nobody who is still there");
  else if (!read_span (self, value, names, &change.from_s, &change.to_s))
    muster_import_leave_out (self, value, "“%s” and “%s” are no span of time", names[0], names[1]);
  else
    g_array_append_val (schedule->changes, change);
}

/**
 * muster_import_team:
 * @self: an import
 * @id: the team's, there
 * @name: (nullable): what it is called
 *
 * Returns: (transfer none): the team
 */
MusterImportTeam *
muster_import_team (MusterImport *self, const char *id, const char *name)
{
  MusterImportTeam *team = g_hash_table_lookup (self->by_id[TEAMS], id);

  if (team == NULL)
    {
      team = g_new0 (MusterImportTeam, 1);
      team->people = g_ptr_array_new ();
      g_ptr_array_add (self->teams, team);
      g_hash_table_insert (self->by_id[TEAMS], g_strdup (id), team);
    }
  if (team->name == NULL)
    team->name = g_strdup (name);
  return team;
}

/**
 * muster_import_find_schedule:
 * @self: an import
 * @id: (nullable): a schedule's, there
 *
 * Returns: (transfer none) (nullable): it; without an id the only one that there is
 */
MusterImportSchedule *
muster_import_find_schedule (MusterImport *self, const char *id)
{
  if (id != NULL)
    return g_hash_table_lookup (self->by_id[SCHEDULES], id);
  return self->schedules->len == 1 ? g_ptr_array_index (self->schedules, 0) : NULL;
}

/**
 * muster_import_schedule:
 * @self: an import
 * @value: the schedule, there; its name is its member "name"
 * @id: (nullable): what it is known by
 *
 * Returns: (transfer none) (nullable): a new schedule; %NULL, and the report says so, where there
 *   is one of that id
 */
MusterImportSchedule *
muster_import_schedule (MusterImport *self, const MusterValue *value, const char *id)
{
  MusterImportSchedule *schedule;

  if (id != NULL && g_hash_table_contains (self->by_id[SCHEDULES], id))
    {
      muster_import_note (self, value, "this schedule is there twice: the first is taken");
      return NULL;
    }
  schedule = g_new0 (MusterImportSchedule, 1);
  schedule->value = value;
  schedule->name = muster_import_text (value, "name");
  schedule->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_import_layer_free);
  schedule->changes = g_array_new (FALSE, FALSE, sizeof (MusterImportChange));
  schedule->final = g_array_new (FALSE, FALSE, sizeof (MusterImportSpan));
  g_ptr_array_add (self->schedules, schedule);
  if (id != NULL)
    g_hash_table_insert (self->by_id[SCHEDULES], g_strdup (id), schedule);
  return schedule;
}

/**
 * muster_import_policy:
 * @self: an import
 * @value: the policy, there; its name is its member "name"
 *
 * Returns: (transfer none): a new policy
 */
MusterImportPolicy *
muster_import_policy (MusterImport *self, const MusterValue *value)
{
  MusterImportPolicy *policy = g_new0 (MusterImportPolicy, 1);

  policy->value = value;
  policy->name = muster_import_text (value, "name");
  policy->steps = g_ptr_array_new_with_free_func (step_free);
  g_ptr_array_add (self->policies, policy);
  return policy;
}

/**
 * muster_import_policy_add_step:
 * @self: a policy
 * @after_s: since its round began
 *
 * Returns: (transfer none): a step without a target
 */
MusterImportStep *
muster_import_policy_add_step (MusterImportPolicy *self, gint64 after_s)
{
  MusterImportStep *step = g_new0 (MusterImportStep, 1);

  step->after_s = after_s;
  step->targets = g_ptr_array_new_with_free_func (target_free);
  g_ptr_array_add (self->steps, step);
  return step;
}

/**
 * muster_import_step_add_target:
 * @self: a step
 * @value: the target, there
 * @kind: "schedule", "person" or "team"
 * @id: its id, there
 *
 * Adds whom it tells.
 */
void
muster_import_step_add_target (MusterImportStep *self,
                               const MusterValue *value,
                               const char *kind,
                               const char *id)
{
  MusterImportTarget *target = g_new (MusterImportTarget, 1);

  *target = (MusterImportTarget){ value, kind, g_strdup (id), NULL };
  g_ptr_array_add (self->targets, target);
}
