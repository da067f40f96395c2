/* fetch.c - a snapshot, fetched and made into a world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/fetch.h"

#include "replica/hub-answer.h"
#include "world/snapshot.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * muster_fetched_free:
 * @self: (nullable): what was fetched
 */
void
muster_fetched_free (MusterFetched *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->world, muster_world_free);
  g_free (self->journal);
  g_free (self);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: %s says what is wrong, for whoever knows the format */
               _ ("The hub sent a snapshot that cannot be read (%s)"), what);
  return FALSE;
}

/* On any thread. */
static gboolean
load (MusterFetched *self, const MusterHubReply *reply, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  MusterHashSeed seed;
  MusterUlid journal;
  const char *bytes;
  gsize n;

  if (reply->seq < 0 || reply->chain == NULL || reply->journal == NULL)
    return fail (error, "headers are missing");
  if (!muster_from_hex (reply->chain, strlen (reply->chain), self->chain.bytes,
                        sizeof self->chain.bytes) ||
      !muster_ulid_parse (reply->journal, -1, &journal))
    return fail (error, "its headers are none");
  muster_random_bytes ((guchar *) &seed, sizeof seed);
  self->world = muster_world_new (MUSTER_WORLD_CONSOLE, seed);
  bytes = g_bytes_get_data (reply->body, &n);
  if (!muster_world_load (self->world, bytes, n, &wrong))
    return fail (error, wrong->message);
  if (muster_world_get_seq (self->world) != (guint64) reply->seq)
    return fail (error, "its number is another one");
  self->journal = g_strdup (reply->journal);
  return TRUE;
}

static void
load_thread (GTask *task, gpointer link, gpointer reply, GCancellable *cancellable)
{
  g_autoptr (MusterFetched) fetched = g_new0 (MusterFetched, 1);
  GError *error = NULL;

  if (load (fetched, reply, &error))
    g_task_return_pointer (task, g_steal_pointer (&fetched), (GDestroyNotify) muster_fetched_free);
  else
    g_task_return_error (task, error);
}

static void
replied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (MusterHubReply) reply = NULL;
  GError *error = NULL;

  reply = muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &error);
  if (reply != NULL && reply->status != 200)
    error = muster_hub_problem_read (reply->status, reply->body);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&reply), (GDestroyNotify) muster_hub_reply_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * muster_fetch_snapshot_async:
 * @link: a link; it need not be open
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is a world, or an error
 * @user_data: for @callback
 *
 * Asks for a snapshot and decodes it off the main thread.
 */
void
muster_fetch_snapshot_async (MusterHubLink *link,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (link, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_fetch_snapshot_async);
  muster_hub_link_get_async (link, "/v1/snapshot", cancellable, replied_cb, task);
}

/**
 * muster_fetch_snapshot_finish:
 * @link: the link
 * @result: what the callback got
 * @error: return location, in words for people
 *
 * Returns: (nullable) (transfer full): what was fetched
 */
MusterFetched *
muster_fetch_snapshot_finish (MusterHubLink *link, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, link), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
