/* hub-request.c - one request of a hub and its answer, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/hub-request.h"
#include <glib/gi18n.h>

#define CHUNK_BYTES ((gsize) 64 * 1024)
#define SEQ_MAX     (G_GUINT64_CONSTANT (1) << 53)

typedef struct
{
  SoupMessage *message;
  const MusterHubAddress *address; /* the link's, which the task holds */
  GInputStream *stream;
  GByteArray *body;
} Request;

static void read_more (GTask *task);

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

/**
 * muster_hub_reply_free:
 * @self: (transfer full): an answer
 */
void
muster_hub_reply_free (MusterHubReply *self)
{
  g_free (self->content_type);
  g_free (self->journal);
  g_free (self->chain);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * muster_hub_request_parse_seq:
 * @text: (nullable): a journal's sequence number, from outside
 *
 * Returns: the number, from 0 to 2^53, else -1
 */
gint64
muster_hub_request_parse_seq (const char *text)
{
  guint64 seq;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, SEQ_MAX, &seq, NULL))
    return -1;
  return (gint64) seq;
}

static MusterHubReply *
make_reply (Request *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  MusterHubReply *reply = g_new0 (MusterHubReply, 1);

  reply->status = soup_message_get_status (self->message);
  reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  reply->journal = g_strdup (soup_message_headers_get_one (headers, "Muster-Journal"));
  reply->chain = g_strdup (soup_message_headers_get_one (headers, "Muster-Chain"));
  reply->seq = muster_hub_request_parse_seq (soup_message_headers_get_one (headers, "Muster-Seq"));
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  return reply;
}

/* The error keeps its domain and code, for those who look at them. */
static void
fail (GTask *task, const GError *error)
{
  Request *self = g_task_get_task_data (task);
  g_autofree char *words = muster_hub_address_words (self->address, error);

  g_task_return_new_error (task, error->domain, error->code, "%s", words);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  Request *self = g_task_get_task_data (task);
  gsize n;

  if (bytes == NULL)
    {
      fail (task, error);
      return;
    }
  n = g_bytes_get_size (bytes);
  if (n == 0)
    {
      g_task_return_pointer (task, make_reply (self), (GDestroyNotify) muster_hub_reply_free);
      return;
    }
  if (n > MUSTER_LINK_BODY_BYTES_MAX - self->body->len)
    {
      g_task_return_new_error (task, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_LIMIT,
                               _ ("The hub’s answer is longer than 64 MiB"));
      return;
    }
  g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), (guint) n);
  read_more (g_steal_pointer (&task));
}

static void
read_more (GTask *task)
{
  Request *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Request *self = g_task_get_task_data (task);

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL)
    {
      fail (task, error);
      return;
    }
  read_more (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
send (GTask *task, SoupMessage *message)
{
  const MusterHubClient *client = muster_hub_link_get_client (g_task_get_source_object (task));
  Request *self;

  if (message == NULL)
    {
      g_task_return_new_error (task, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS,
                               _ ("That is no path on a hub"));
      g_object_unref (task);
      return;
    }
  self = g_new0 (Request, 1);
  self->message = g_object_ref (message);
  self->address = client->address;
  self->body = g_byte_array_new ();
  g_task_set_task_data (task, self, request_free);
  soup_session_send_async (client->requests, message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), sent_cb, task);
}

/**
 * muster_hub_link_get_async:
 * @self: a link
 * @path: what to get, with its query
 * @cancellable: (nullable): ends it
 * @callback: called on the main context
 * @user_data: for @callback
 */
void
muster_hub_link_get_async (MusterHubLink *self,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message =
      muster_hub_client_new_message (muster_hub_link_get_client (self), "GET", path);

  g_task_set_source_tag (task, muster_hub_link_request_finish);
  send (g_steal_pointer (&task), message);
}

/**
 * muster_hub_link_post_async:
 * @self: a link
 * @path: where to
 * @json: the body
 * @cancellable: (nullable): ends it; the hub may have done it all the same
 * @callback: called on the main context
 * @user_data: for @callback
 */
void
muster_hub_link_post_async (MusterHubLink *self,
                            const char *path,
                            GBytes *json,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message =
      muster_hub_client_new_message (muster_hub_link_get_client (self), "POST", path);

  g_task_set_source_tag (task, muster_hub_link_request_finish);
  if (message != NULL)
    {
      soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
      soup_message_set_request_body_from_bytes (message, "application/json", json);
    }
  send (g_steal_pointer (&task), message);
}

/**
 * muster_hub_link_request_finish:
 * @self: a link
 * @result: what the callback got
 * @error: G_IO_ERROR, SOUP_… or MUSTER_LINK_ERROR: there is no answer; the message is fit to show
 *
 * Returns: (transfer full) (nullable): the answer, of whatever status
 */
MusterHubReply *
muster_hub_link_request_finish (MusterHubLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, muster_hub_link_request_finish), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
