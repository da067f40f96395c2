/* schedule.c - who is to be on call: layers, their versions, and modifiers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/schedule.h"

#include "model/error.h"

static void
version_free (gpointer data)
{
  MusterScheduleVersion *self = data;

  g_ptr_array_unref (self->layers);
  g_free (self);
}

/**
 * muster_schedule_new:
 * @name: its name
 * @zone: where its wall stands
 *
 * Returns: (transfer full): a stack without a version, to be covered always
 */
MusterSchedule *
muster_schedule_new (const char *name, GTimeZone *zone)
{
  MusterSchedule *self = g_new0 (MusterSchedule, 1);

  self->name = g_strdup (name);
  self->zone = g_time_zone_ref (zone);
  self->coverage = muster_restriction_new ();
  self->versions = g_ptr_array_new_with_free_func (version_free);
  self->modifiers = g_array_new (FALSE, FALSE, sizeof (MusterModifier));
  return self;
}

/**
 * muster_schedule_free:
 * @self: a schedule
 *
 * Frees it.
 */
void
muster_schedule_free (MusterSchedule *self)
{
  g_free (self->name);
  g_time_zone_unref (self->zone);
  g_array_unref (self->coverage);
  g_ptr_array_unref (self->versions);
  g_array_unref (self->modifiers);
  g_free (self);
}

/**
 * muster_schedule_add_version:
 * @self: a schedule
 * @from_s: when it begins to be so; %G_MININT64: it was ever so
 *
 * Returns: (transfer none): a version without a layer
 */
MusterScheduleVersion *
muster_schedule_add_version (MusterSchedule *self, gint64 from_s)
{
  MusterScheduleVersion *version = g_new (MusterScheduleVersion, 1);
  guint i = self->versions->len;

  version->from_s = from_s;
  version->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_layer_free);
  while (i > 0 &&
         ((MusterScheduleVersion *) g_ptr_array_index (self->versions, i - 1))->from_s > from_s)
    i--;
  g_ptr_array_insert (self->versions, (int) i, version);
  return version;
}

static gboolean
fail_over (GError **error, const char *what, guint n, guint max)
{
  if (n <= max)
    return TRUE;
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, "There are %u %s, over %u", n,
               what, max);
  return FALSE;
}

static gboolean
check_version (const MusterScheduleVersion *self, GError **error)
{
  if (!fail_over (error, "layers", self->layers->len, MUSTER_SCHEDULE_LAYERS_MAX))
    return FALSE;
  for (guint i = 0; i < self->layers->len; i++)
    {
      const MusterLayer *layer = g_ptr_array_index (self->layers, i);

      if (!fail_over (error, "members", layer->members->len, MUSTER_SCHEDULE_MEMBERS_MAX) ||
          !fail_over (error, "windows", layer->hours->len, MUSTER_SCHEDULE_HOURS_MAX) ||
          !muster_layer_check (layer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_modifiers (const MusterSchedule *self, GError **error)
{
  for (guint i = 0; i < self->modifiers->len; i++)
    {
      const MusterModifier *modifier = &g_array_index (self->modifiers, MusterModifier, i);

      if (modifier->from_s < modifier->to_s)
        continue;
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                   "A modifier ends before it begins");
      return FALSE;
    }
  return TRUE;
}

/**
 * muster_schedule_check:
 * @self: a schedule
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * What passes can be resolved, so that nothing fails when somebody is to be paged.
 *
 * Returns: whether it may be
 */
gboolean
muster_schedule_check (const MusterSchedule *self, GError **error)
{
  if (!fail_over (error, "windows", self->coverage->len, MUSTER_SCHEDULE_HOURS_MAX) ||
      !fail_over (error, "modifiers", self->modifiers->len, MUSTER_SCHEDULE_MODIFIERS_MAX) ||
      !fail_over (error, "versions", self->versions->len, MUSTER_SCHEDULE_VERSIONS_MAX))
    return FALSE;
  for (guint i = 0; i < self->versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (self->versions, i);

      if (i > 0 &&
          version->from_s ==
              ((MusterScheduleVersion *) g_ptr_array_index (self->versions, i - 1))->from_s)
        {
          g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "Two versions begin at the same time");
          return FALSE;
        }
      if (!check_version (version, error))
        return FALSE;
    }
  return check_modifiers (self, error);
}
