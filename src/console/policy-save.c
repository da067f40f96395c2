/* policy-save.c - a policy is put into force, also under another name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-save.h"

#include <string.h>

#include "console/policy-usage.h"
#include "world/rules.h"

typedef struct
{
  MusterSession *session;
  GPtrArray *commands; /* of MusterCommand, in order */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->session);
  g_ptr_array_unref (self->commands);
  g_free (self);
}

static void
put (Saving *self, const char *type, const char *name, const char *body)
{
  MusterCommand *command = muster_session_command (self->session, "config.put", 0);

  muster_command_set_text (command, "object", type);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  g_ptr_array_add (self->commands, command);
}

/* Whatever names it names the new one, before the old one goes. */
static void
rename_all (Saving *self, const char *old, const char *name)
{
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));
  g_autoptr (MusterPolicyUsage) usage = muster_policy_usage_new (directory, old);
  g_autofree char *routes = muster_policy_rename_in_routes (
      muster_directory_resolve (directory, MUSTER_OBJECT_RULES, MUSTER_RULES_ROUTES), old, name);
  const MusterObject *former = muster_directory_find (directory, MUSTER_OBJECT_POLICY, old, -1);
  MusterCommand *command;

  for (guint i = 0; i < usage->services->len; i++)
    {
      const MusterObject *service = g_ptr_array_index (usage->services, i);
      g_autofree char *body = muster_policy_rename_in_service (service, name);

      put (self, MUSTER_OBJECT_SERVICE, service->name, body);
    }
  if (routes)
    put (self, MUSTER_OBJECT_RULES, MUSTER_RULES_ROUTES, routes);
  if (!former)
    return;
  command = muster_session_command (self->session, "config.remove", 0);
  command->object = former->id;
  g_ptr_array_add (self->commands, command);
}

static void send_next (GTask *task);

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error))
    g_task_return_error (task, error);
  else
    send_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
send_next (GTask *task)
{
  Saving *self = g_task_get_task_data (task);

  if (self->commands->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  muster_replica_send_async (muster_session_get_replica (self->session),
                             g_ptr_array_steal_index (self->commands, 0),
                             g_task_get_cancellable (task), sent_cb, task);
}

/**
 * muster_policy_save_async:
 * @session: the hub
 * @old: (nullable): its name before
 * @name: its name
 * @body: what it says
 * @cancellable: (nullable): stops it
 * @callback: what then
 * @user_data: for @callback
 *
 * Puts a policy into force.
 */
void
muster_policy_save_async (MusterSession *session,
                          const char *old,
                          const char *name,
                          const char *body,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Saving *self = g_new0 (Saving, 1);

  self->session = g_object_ref (session);
  self->commands = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_command_free);
  g_task_set_task_data (task, self, saving_free);
  put (self, MUSTER_OBJECT_POLICY, name, body);
  if (old && strcmp (old, name) != 0)
    rename_all (self, old, name);
  send_next (task);
}

/**
 * muster_policy_save_finish:
 * @result: what the callback was given
 * @error: what the hub refused
 *
 * Returns: whether all of it was done
 */
gboolean
muster_policy_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
