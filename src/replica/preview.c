/* preview.c - would the hub say yes?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/preview.h"

#include "response/undo-fold.h"

#include <string.h>

/* Which diagnostic checks there are is known to the hub alone. */
static gboolean
any_run (const char *template_name, const char *arguments, GError **error)
{
  return TRUE;
}

/* A console has no alerts: what needs them the hub alone can say. */
static gboolean
needs_alerts (const MusterWorld *world, const MusterCommand *command)
{
  const MusterIncident *incident = muster_world_get_incident (world, command->incident);
  const MusterEntry *entry;

  if (strcmp (command->spec->name, "incident.split") == 0)
    return TRUE;
  if (strcmp (command->spec->name, "incident.undo") != 0 || incident == NULL)
    return FALSE;
  entry = muster_incident_find_entry (incident, (guint64) muster_command_int (command, "seq"));
  return entry != NULL && muster_entry_is_joint (entry);
}

/**
 * muster_preview:
 * @world: a console's world
 * @command: with id, basis, actor and access
 * @now_us: the time, µs UTC
 * @ids: for what the command would make
 * @error: return location for a #MusterModelError
 *
 * Decides a command on what the console knows, and throws the events away (protocol §5).
 *
 * Returns: whether it is worth sending
 */
gboolean
muster_preview (const MusterWorld *world,
                const MusterCommand *command,
                gint64 now_us,
                MusterUlidSource *ids,
                GError **error)
{
  const MusterDecideContext context = { now_us, ids, any_run };
  g_autoptr (MusterBatch) batch = NULL;
  g_autoptr (GError) wrong = NULL;
  guint incident;

  /* the secret is made by the hub, and what is silenced is known to it alone */
  if (command->spec->makes_secret || g_str_has_prefix (command->spec->name, "silence.") ||
      needs_alerts (world, command))
    return TRUE;
  batch = muster_batch_new ();
  if (muster_world_decide (world, &context, command, batch, &incident, &wrong) ||
      (!g_error_matches (wrong, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND) &&
       !g_error_matches (wrong, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID) &&
       !g_error_matches (wrong, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_STATE)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&wrong));
  return FALSE;
}
