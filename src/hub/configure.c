/* configure.c - a world of its own as a team file says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/configure.h"

#include "wire/team-file.h"
#include "world/commands.h"

/**
 * muster_world_put_object:
 * @world: a hub's world
 * @context: time and chance
 * @object: what is configured
 * @error: return location
 *
 * Configures one thing, as the command for it would, by an administrator.
 *
 * Returns: whether it may be so
 */
gboolean
muster_world_put_object (MusterWorld *world,
                         const MusterDecideContext *context,
                         const MusterConfigured *object,
                         GError **error)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("config.put"));
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  guint incident;

  command->access = MUSTER_ACCESS_ADMIN;
  muster_command_set_text (command, "object", object->type);
  muster_command_set_text (command, "name", object->name);
  muster_command_set_text (command, "body", object->body);
  if (!muster_world_decide (world, context, command, batch, &incident, error))
    return FALSE;
  muster_world_apply (world, batch, 0);
  return TRUE;
}

/**
 * muster_world_configure:
 * @world: a hub's world
 * @context: time and chance
 * @objects: (element-type MusterTeamObject): what is configured
 * @error: return location
 *
 * Returns: whether all of it may be
 */
gboolean
muster_world_configure (MusterWorld *world,
                        const MusterDecideContext *context,
                        const GPtrArray *objects,
                        GError **error)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (objects, i);

      if (!muster_world_put_object (world, context,
                                    &(MusterConfigured){ object->type, object->name, object->body },
                                    error))
        {
          g_prefix_error (error, "the team file, line %u, column %u: ", object->line,
                          object->column);
          return FALSE;
        }
    }
  return TRUE;
}
