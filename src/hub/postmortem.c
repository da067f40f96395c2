/* postmortem.c - an incident of a world, written by an exporter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/postmortem.h"

#include "world/suspects.h"

#define SUSPECTS_SHOWN 5
#define REASONS_SHOWN  3

static const char *
title_of (const MusterWorld *world, MusterUlid service)
{
  return muster_ulid_is_null (service)
             ? NULL
             : muster_directory_title (muster_world_get_directory (world), service);
}

/* The weightiest come first. */
static char *
dup_reasons (const MusterSuspect *suspect)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (suspect->parts->len, REASONS_SHOWN); i++)
    {
      const MusterSuspicion *part = &g_array_index (suspect->parts, MusterSuspicion, i);

      g_string_append_printf (text, "%s%s%.2f %s", i > 0 ? "; " : "", part->points < 0 ? "−" : "+",
                              ABS (part->points), part->text);
    }
  return g_string_free (text, FALSE);
}

static void
add_suspect (const MusterWorld *world, const MusterSuspects *suspects, guint i, GArray *out)
{
  const MusterSuspect *suspect = g_ptr_array_index (suspects->ranking->suspects, i);
  const MusterRecordedChange *change = g_ptr_array_index (suspects->changes, suspect->change);
  const MusterRecordedChange *pushed = g_ptr_array_index (suspects->changes, suspect->source);
  const MusterExportSuspect shown = {
    .at_us = change->start_us,
    .service = title_of (world, change->service),
    .title = pushed->title,
    .reason = dup_reasons (suspect),
    .refuted_by = suspect->refuted_by,
  };

  g_array_append_val (out, shown);
}

static void
clear_suspect (gpointer data)
{
  g_free ((char *) ((MusterExportSuspect *) data)->reason);
}

/**
 * muster_postmortem_write:
 * @world: a hub's world
 * @incident: one of it
 * @exporter: the format
 * @out: where to
 * @error: the exporter's
 *
 * Writes all that is known of an incident.
 *
 * Returns: whether it could be written
 */
gboolean
muster_postmortem_write (const MusterWorld *world,
                         const MusterIncident *incident,
                         const MusterExporter *exporter,
                         GString *out,
                         GError **error)
{
  g_autoptr (MusterSuspects) suspects = muster_world_find_suspects (world, incident);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (MusterExportSuspect));
  MusterExport in = {
    .incident = incident,
    .names = muster_world_get_names (world),
    .handles = muster_world_get_handles (world),
    .service = title_of (world, incident->service),
    .outside = suspects->ranking->outside,
  };

  g_array_set_clear_func (shown, clear_suspect);
  for (guint i = 0; i < MIN (suspects->ranking->suspects->len, SUSPECTS_SHOWN); i++)
    add_suspect (world, suspects, i, shown);
  in.suspects = (const MusterExportSuspect *) (gpointer) shown->data;
  in.n_suspects = shown->len;
  in.n_more_suspects = suspects->ranking->suspects->len - shown->len;
  return exporter->write (&in, out, error);
}
