/* secrets.c - tokens of remote hubs, in the person's keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/secrets.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  "org.muster.Console.Hub",
  SECRET_SCHEMA_NONE,
  { { "hub", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* Held by the caller's task until it is answered, and by the keyring's call until that ends, which
 * may be never: libsecret does not end a prompt that it cancelled before the service agrees. */
typedef struct
{
  GTask *task; /* NULL: answered */
  GCancellable *cancellable;
  GCancellable *outer; /* nullable: the caller's */
  gulong cancelled;
  guint timeout;
} Asking;

static void
asking_clear (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->cancellable);
}

static void
asking_unref (Asking *asking)
{
  g_rc_box_release_full (asking, asking_clear);
}

/* The first to come answers; it owns the task then. */
static GTask *
take_task (Asking *asking)
{
  GTask *task = g_steal_pointer (&asking->task);

  if (task == NULL)
    return NULL;
  g_clear_handle_id (&asking->timeout, g_source_remove);
  if (asking->outer != NULL)
    g_signal_handler_disconnect (asking->outer, asking->cancelled);
  g_clear_object (&asking->outer);
  return task;
}

static gboolean
timeout_cb (gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GTask) task = NULL;

  asking->timeout = 0;
  task = take_task (asking);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _ ("The keyring did not answer in %d s. Unlock it and try again, or "
                              "go on without keeping the token"),
                           MUSTER_SECRETS_TIMEOUT_S);
  g_cancellable_cancel (asking->cancellable);
  asking_unref (asking);
  return G_SOURCE_REMOVE;
}

/* An idle, as nothing of a cancellable may be undone from within its own signal. */
static gboolean
give_up_cb (gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GTask) task = take_task (asking);

  if (task != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
      asking_unref (asking);
    }
  asking_unref (asking);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, Asking *asking)
{
  g_cancellable_cancel (asking->cancellable);
  g_idle_add (give_up_cb, g_rc_box_acquire (asking));
}

static Asking *
ask (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  Asking *asking = g_rc_box_new0 (Asking);

  asking->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (asking->task, tag);
  asking->cancellable = g_cancellable_new ();
  asking->timeout = g_timeout_add_seconds (MUSTER_SECRETS_TIMEOUT_S, timeout_cb, asking);
  if (cancellable != NULL)
    {
      asking->outer = g_object_ref (cancellable);
      asking->cancelled =
          g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), asking);
      if (g_cancellable_is_cancelled (cancellable))
        cancelled_cb (cancellable, asking);
    }
  return g_rc_box_acquire (asking);
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* In words that say what to do next. */
static void
fail (GTask *task, GError *error /* transfer full */)
{
  g_autoptr (GError) cause = error;

  g_dbus_error_strip_remote_error (cause);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else if (is_missing (cause))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("There is no keyring on this computer. Go on without keeping the "
                                "token, or install one"));
  else
    /* TRANSLATORS: the placeholder is what the keyring said */
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("The keyring refused: %s. Go on without keeping the token"),
                             cause->message);
}

/* FALSE: it was answered before, and nobody waits. */
static gboolean
end_asking (Asking *asking, GTask **task)
{
  *task = take_task (asking);
  if (*task != NULL)
    asking_unref (asking); /* the task's */
  asking_unref (asking);   /* the call's */
  return *task != NULL;
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  gboolean ok = secret_password_store_finish (result, &error);

  if (!end_asking (user_data, &task))
    g_clear_error (&error);
  else if (ok)
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

/**
 * muster_secrets_store_async:
 * @hub: the hub's address
 * @token: its token
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is kept, or cannot be
 * @user_data: for @callback
 *
 * Keeps a token over restarts, in place of the one before.
 */
void
muster_secrets_store_async (const char *hub,
                            const char *token,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *label = NULL;
  Asking *asking;

  g_return_if_fail (hub != NULL && token != NULL);

  asking = ask (cancellable, callback, user_data, muster_secrets_store_async);
  /* TRANSLATORS: how the keyring lists it; the placeholder is a hub's address */
  label = g_strdup_printf (_ ("Muster token for %s"), hub);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, asking->cancellable,
                         stored_cb, asking, "hub", hub, NULL);
}

/**
 * muster_secrets_store_finish:
 * @result: what the callback got
 * @error: return location: see secrets.h
 *
 * Returns: whether the token is kept
 */
gboolean
muster_secrets_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A keyring that nobody unlocked answers as if it were empty. Where there are no collections (in a
 * sandbox the keyring is a file), it is. */
static void
collection_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, NULL);

  if (!end_asking (user_data, &task))
    return;
  if (collection != NULL && secret_collection_get_locked (collection))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             _ ("The keyring is locked. Unlock it and try again, or go on without "
                                "keeping the token"));
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (asking->task != NULL && token == NULL && error == NULL)
    {
      secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                   asking->cancellable, collection_cb, asking);
      return;
    }
  if (!end_asking (asking, &task))
    {
      g_clear_error (&error);
      secret_password_free (token);
    }
  else if (error == NULL)
    g_task_return_pointer (task, token, (GDestroyNotify) secret_password_free);
  else
    fail (task, error);
}

/**
 * muster_secrets_lookup_async:
 * @hub: the hub's address
 * @cancellable: (nullable): ends the waiting
 * @callback: called when the keyring answered, or did not
 * @user_data: for @callback
 *
 * Asks for the token that was kept for a hub.
 */
void
muster_secrets_lookup_async (const char *hub,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Asking *asking;

  g_return_if_fail (hub != NULL);

  asking = ask (cancellable, callback, user_data, muster_secrets_lookup_async);
  secret_password_lookup (&schema, asking->cancellable, looked_up_cb, asking, "hub", hub, NULL);
}

/**
 * muster_secrets_lookup_finish:
 * @result: what the callback got
 * @error: return location: see secrets.h
 *
 * Returns: (transfer full) (nullable): the token, to be freed with secret_password_free()
 */
char *
muster_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (!end_asking (user_data, &task))
    g_clear_error (&error);
  else if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

/**
 * muster_secrets_clear_async:
 * @hub: the hub's address
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is gone, or cannot be taken away
 * @user_data: for @callback
 *
 * Takes the token of a hub out of the keyring, if there is one.
 */
void
muster_secrets_clear_async (const char *hub,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Asking *asking;

  g_return_if_fail (hub != NULL);

  asking = ask (cancellable, callback, user_data, muster_secrets_clear_async);
  secret_password_clear (&schema, asking->cancellable, cleared_cb, asking, "hub", hub, NULL);
}

/**
 * muster_secrets_clear_finish:
 * @result: what the callback got
 * @error: return location: see secrets.h
 *
 * Returns: whether there is no token of that hub any more
 */
gboolean
muster_secrets_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
