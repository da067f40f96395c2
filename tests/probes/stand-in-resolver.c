/* stand-in-resolver.c - a resolver that says what the test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stand-in-resolver.h"

#define STAND_IN_TYPE_RESOLVER (stand_in_resolver_get_type ())
G_DECLARE_FINAL_TYPE (StandInResolver, stand_in_resolver, STAND_IN, RESOLVER, GResolver)

struct _StandInResolver
{
  GResolver parent_instance;
};
G_DEFINE_FINAL_TYPE (StandInResolver, stand_in_resolver, G_TYPE_RESOLVER)

static const struct
{
  const char *prefix;
  GResolverError code;
} failures[] = {
  { "gone", G_RESOLVER_ERROR_NOT_FOUND },
  { "later", G_RESOLVER_ERROR_TEMPORARY_FAILURE },
  { "broken", G_RESOLVER_ERROR_INTERNAL },
};

static gboolean
hung_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
hang (GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_source_set_callback (source, G_SOURCE_FUNC (hung_cb), task, NULL);
  g_source_attach (source, NULL);
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static GList *
make_addresses (const char *name)
{
  g_autofree char *text = g_strdup ("127.0.0.1");

  if (g_str_has_prefix (name, "at-"))
    {
      g_auto (GStrv) parts = g_strsplit (name + 3, ".", 2);

      g_free (text);
      text = g_strdelimit (g_strdup (parts[0]), "-", '.');
    }
  return g_list_append (NULL, g_inet_address_new_from_string (text));
}

static void
lookup_async (GResolver *resolver,
              const char *name,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (g_str_has_prefix (name, "hang"))
    {
      hang (g_steal_pointer (&task));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_str_has_prefix (name, failures[i].prefix))
      {
        g_task_return_new_error (task, G_RESOLVER_ERROR, (int) failures[i].code, "as asked");
        return;
      }
  g_task_return_pointer (task, make_addresses (name), free_addresses);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stand_in_resolver_class_init (StandInResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = lookup_async;
  resolver_class->lookup_by_name_finish = lookup_finish;
}

static void
stand_in_resolver_init (StandInResolver *self)
{
}

void
stand_in_resolver_install (void)
{
  g_autoptr (GResolver) resolver = g_object_new (STAND_IN_TYPE_RESOLVER, NULL);

  g_resolver_set_default (resolver);
}
