/* import-finish.c - what was imported gets its names, and loses what it cannot have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/import.h"

#include "base/safe-text.h"

#define WINDOWS_MAX    100
#define EVENTS_MAX     2000 /* of a calendar */
#define NAME_CUT_BYTES 200  /* leaves room for a number */

/* --- names --- */

static char *
clean_name (const char *text, const char *otherwise)
{
  g_autofree char *composed = NULL;
  g_autofree char *safe = NULL;

  if (text != NULL && muster_is_name (text, -1))
    return g_strdup (text);
  composed = text != NULL ? muster_compose_text (text, -1) : NULL;
  safe = muster_safe_text (composed != NULL ? composed : text != NULL ? text : "", -1, FALSE);
  if (strlen (safe) > NAME_CUT_BYTES)
    *g_utf8_find_prev_char (safe, safe + NAME_CUT_BYTES) = '\0';
  g_strstrip (safe);
  return muster_is_name (safe, -1) ? g_steal_pointer (&safe) : g_strdup (otherwise);
}

/* Makes a name that is none of @taken, each with the last number that it was given. */
static void
settle_name (MusterImport *self, GHashTable *taken, char **name, const char *otherwise)
{
  g_autofree char *clean = clean_name (*name, otherwise);
  g_autofree char *unique = g_strdup (clean);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (taken, clean));

  if (strlen (clean) > NAME_CUT_BYTES && n > 0)
    *g_utf8_find_prev_char (clean, clean + NAME_CUT_BYTES) = '\0';
  while (g_hash_table_contains (taken, unique))
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", clean, ++n);
    }
  g_hash_table_replace (taken, g_strdup (clean), GUINT_TO_POINTER (MAX (n, 1)));
  if (n > 0)
    g_hash_table_replace (taken, g_strdup (unique), GUINT_TO_POINTER (1));
  if (*name != NULL && strcmp (*name, unique) != 0)
    muster_import_note (self, NULL, "“%s” is called “%s” here", *name, unique);
  g_free (*name);
  *name = g_steal_pointer (&unique);
}

static void
settle_people (MusterImport *self, GHashTable *taken)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      MusterImportPerson *person = g_ptr_array_index (self->people, i);

      if (person->is_gone)
        continue;
      settle_name (self, taken, &person->name, person->email != NULL ? person->email : "unnamed");
      if (!person->is_known)
        muster_import_note (self, NULL,
                            "no file describes %s: without channels, nothing reaches "
                            "this person",
                            person->name);
      else if (person->email == NULL)
        muster_import_note (self, NULL,
                            "%s has no e-mail address: without channels, nothing "
                            "reaches this person",
                            person->name);
    }
}

/* --- schedules --- */

/* Takes away what no layer may be, or what is over, and says so. */
static void
settle_layers (MusterImport *self, MusterImportSchedule *schedule)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = schedule->layers->len; i-- > 0;)
    {
      const MusterImportLayer *layer = g_ptr_array_index (schedule->layers, i);

      if (layer->windows->len > WINDOWS_MAX)
        muster_import_leave_out (self, layer->value,
                                 "a layer has at most %d windows: it is left "
                                 "out",
                                 WINDOWS_MAX);
      else if (layer->every > 0 && layer->start_s < 0)
        muster_import_leave_out (self, layer->value, "it starts before 1970: it is left out");
      else if (layer->events->len > EVENTS_MAX)
        muster_import_leave_out (self, layer->value, "its shifts are over %d: it is left out",
                                 EVENTS_MAX);
      else if (layer->until_s <= self->at_s)
        muster_import_note (self, layer->value, "it has ended: it is left out");
      else
        continue;
      g_ptr_array_remove_index (schedule->layers, i);
    }
  for (guint i = 0; i < schedule->layers->len; i++)
    {
      MusterImportLayer *layer = g_ptr_array_index (schedule->layers, i);
      g_autofree char *otherwise = g_strdup_printf ("layer %u", i + 1);

      settle_name (self, taken, &layer->name, otherwise);
    }
}

/* --- policies --- */

/* NULL: there is none, and the report says so. */
static const char *
find_name (MusterImport *self, const MusterImportTarget *target)
{
  const MusterImportSchedule *schedule;
  const MusterImportPerson *person;

  if (strcmp (target->kind, "team") == 0)
    return muster_import_team (self, target->id, NULL)->name;
  if (strcmp (target->kind, "schedule") == 0)
    {
      schedule = muster_import_find_schedule (self, target->id);
      if (schedule != NULL)
        return schedule->name;
      muster_import_leave_out (self, target->value, "no file has this schedule");
      return NULL;
    }
  person = muster_import_person (self, target->id, NULL);
  if (!person->is_gone)
    return person->name;
  muster_import_leave_out (self, target->value, "this person was deleted");
  return NULL;
}

/* Takes away whom nobody knows, and steps that tell nobody. */
static void
settle_steps (MusterImport *self, const MusterImportPolicy *policy)
{
  for (guint i = policy->steps->len; i-- > 0;)
    {
      const MusterImportStep *step = g_ptr_array_index (policy->steps, i);

      for (guint j = step->targets->len; j-- > 0;)
        {
          MusterImportTarget *target = g_ptr_array_index (step->targets, j);

          target->name = find_name (self, target);
          if (target->name == NULL)
            g_ptr_array_remove_index (step->targets, j);
        }
      if (step->targets->len == 0)
        g_ptr_array_remove_index (policy->steps, i);
    }
}

/**
 * muster_import_finish:
 * @self: an import whose importer is done
 *
 * Gives people, teams, schedules and policies the names that they have here.
 */
void
muster_import_finish (MusterImport *self)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) teams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) schedules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) policies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  settle_people (self, people);
  for (guint i = 0; i < self->teams->len; i++)
    settle_name (self, teams, &((MusterImportTeam *) self->teams->pdata[i])->name, "team");
  for (guint i = 0; i < self->schedules->len; i++)
    {
      settle_name (self, schedules, &((MusterImportSchedule *) self->schedules->pdata[i])->name,
                   "schedule");
      settle_layers (self, g_ptr_array_index (self->schedules, i));
    }
  for (guint i = 0; i < self->policies->len; i++)
    {
      settle_name (self, policies, &((MusterImportPolicy *) self->policies->pdata[i])->name,
                   "policy");
      settle_steps (self, g_ptr_array_index (self->policies, i));
    }
}
