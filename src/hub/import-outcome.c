/* import-outcome.c - what comes of an import, and how it does beside the other system
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/import-outcome.h"

#include "wire/team-file.h"

#include <string.h>

static void
clear (MusterImportOutcome *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->team, muster_oncall_team_free);
  g_clear_pointer (&self->comparisons, g_ptr_array_unref);
}

/**
 * muster_import_outcome_free:
 * @self: an outcome
 *
 * Frees it; the import stays.
 */
void
muster_import_outcome_free (MusterImportOutcome *self)
{
  clear (self);
  g_free (self);
}

static gboolean
read_back (MusterImportOutcome *self, GError **error)
{
  static const char name[] = "team.yaml";
  g_autoptr (MusterYaml) root = muster_yaml_parse (name, self->text, strlen (self->text), error);
  g_autoptr (GPtrArray) objects =
      root != NULL ? muster_team_file_read (name, root, NULL, error) : NULL;

  if (objects != NULL)
    self->team = muster_oncall_team_read (name, root, objects, error);
  return self->team != NULL;
}

static gboolean
compare_all (MusterImportOutcome *self, GError **error)
{
  self->comparisons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_import_comparison_free);
  for (guint i = 0; i < self->import->schedules->len; i++)
    {
      const MusterImportSchedule *schedule = g_ptr_array_index (self->import->schedules, i);
      MusterImportComparison *comparison = muster_import_compare (
          schedule, muster_oncall_team_find (self->team, schedule->name), error);

      if (comparison == NULL)
        return FALSE;
      g_ptr_array_add (self->comparisons, comparison);
    }
  return TRUE;
}

static gboolean
make (MusterImportOutcome *self, GError **error)
{
  self->text = muster_import_write (self->import);
  return read_back (self, error) && compare_all (self, error);
}

static void
turn_layers (MusterImportSchedule *schedule)
{
  for (guint i = 0, j = schedule->layers->len; i + 1 < j; i++)
    {
      gpointer layer = schedule->layers->pdata[i];

      schedule->layers->pdata[i] = schedule->layers->pdata[--j];
      schedule->layers->pdata[j] = layer;
    }
}

static gint64
differing_of (const MusterImportOutcome *self, guint schedule)
{
  return ((MusterImportComparison *) g_ptr_array_index (self->comparisons, schedule))->differing_s;
}

/* Where it is not sure which layer is the topmost, what the other system made of them tells. */
static gboolean
try_other_order (MusterImportOutcome *self, guint i, GError **error)
{
  MusterImportSchedule *schedule = g_ptr_array_index (self->import->schedules, i);
  MusterImportOutcome other = { self->import }, kept = *self;
  gboolean good = TRUE;

  if (!schedule->is_order_unsure || differing_of (self, i) == 0)
    return TRUE;
  turn_layers (schedule);
  good = make (&other, error);
  if (good && differing_of (&other, i) < differing_of (self, i))
    {
      *self = other;
      other = kept;
      muster_import_note (self->import, schedule->value,
                          "the first layer is the topmost one: so it fits the final schedule "
                          "better");
    }
  else
    turn_layers (schedule);
  clear (&other);
  return good;
}

/**
 * muster_import_outcome_new:
 * @import: what an importer found; it is finished here
 * @error: return location
 *
 * Writes it as a team file, and compares with what the other system made of its schedules.
 *
 * Returns: (transfer full) (nullable): that; %NULL: it cannot be
 */
MusterImportOutcome *
muster_import_outcome_new (MusterImport *import, GError **error)
{
  g_autoptr (MusterImportOutcome) self = g_new0 (MusterImportOutcome, 1);

  self->import = import;
  muster_import_finish (import);
  if (!make (self, error))
    return NULL;
  for (guint i = 0; i < import->schedules->len; i++)
    if (!try_other_order (self, i, error))
      return NULL;
  return g_steal_pointer (&self);
}
