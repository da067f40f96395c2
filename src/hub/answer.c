/* answer.c - what a request is answered with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/answer.h"

struct _MusterAnswer
{
  gatomicrefcount refs;
  guint status;
  GBytes *body;
  struct MHD_Response *response; /* shares the bytes of body */
};

static struct MHD_Response *
wrap (GBytes *body)
{
  gsize n;
  gconstpointer bytes = g_bytes_get_data (body, &n);

  /* The library reads the buffer only; its signature has no const. */
  return MHD_create_response_from_buffer_with_free_callback_cls (
      n, (gpointer) (n > 0 ? bytes : ""), (MHD_ContentReaderFreeCallback) g_bytes_unref,
      g_bytes_ref (body));
}

/**
 * muster_answer_new:
 * @status: an HTTP status, 200 to 599
 * @content_type: (nullable): a media type; %NULL for none
 * @body: (nullable): the content, shared and not copied; %NULL for an empty one
 *
 * Returns: (transfer full): an answer without further headers
 */
MusterAnswer *
muster_answer_new (guint status, const char *content_type, GBytes *body)
{
  MusterAnswer *self;

  g_return_val_if_fail (status >= 200 && status <= 599, NULL);
  self = g_new0 (MusterAnswer, 1);
  g_atomic_ref_count_init (&self->refs);
  self->status = status;
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("", 0);
  self->response = wrap (self->body);
  if (content_type != NULL)
    muster_answer_add_header (self, MHD_HTTP_HEADER_CONTENT_TYPE, content_type);
  return self;
}

/**
 * muster_answer_new_take:
 * @body: (transfer full): the content
 *
 * As muster_answer_new().
 *
 * Returns: (transfer full): an answer
 */
MusterAnswer *
muster_answer_new_take (guint status, const char *content_type, GString *body)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (body);

  return muster_answer_new (status, content_type, bytes);
}

/**
 * muster_answer_new_static:
 * @body: text that is never freed
 *
 * As muster_answer_new().
 *
 * Returns: (transfer full): an answer
 */
MusterAnswer *
muster_answer_new_static (guint status, const char *content_type, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));

  return muster_answer_new (status, content_type, bytes);
}

/**
 * muster_answer_add_header:
 * @name: a field name
 * @value: its value, without line ends; text from outside must have been checked
 *
 * Adds a header. Only before the answer is given away.
 */
void
muster_answer_add_header (MusterAnswer *self, const char *name, const char *value)
{
  enum MHD_Result added = MHD_add_response_header (self->response, name, value);

  g_return_if_fail (added == MHD_YES);
}

/**
 * muster_answer_add_retry_after:
 * @seconds: when the sender should come back, ≥ 1
 */
void
muster_answer_add_retry_after (MusterAnswer *self, guint seconds)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", MAX (seconds, 1));
  muster_answer_add_header (self, MHD_HTTP_HEADER_RETRY_AFTER, text);
}

guint
muster_answer_get_status (const MusterAnswer *self)
{
  return self->status;
}

/**
 * muster_answer_get_body:
 *
 * Returns: (transfer none): the content, never %NULL
 */
GBytes *
muster_answer_get_body (const MusterAnswer *self)
{
  return self->body;
}

MusterAnswer *
muster_answer_ref (MusterAnswer *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_answer_unref (MusterAnswer *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  MHD_destroy_response (self->response);
  g_bytes_unref (self->body);
  g_free (self);
}

static enum MHD_Result
copy_header_cb (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  return MHD_add_response_header (data, name, value);
}

/**
 * muster_answer_queue:
 * @connection: one whose access handler is running
 * @close: whether to close after it
 *
 * Gives the answer to the library. "Connection: close" is part of a response there, so closing
 * takes a copy of its own; the bytes are shared all the same.
 *
 * Returns: %MHD_NO if the library did not take it, which closes the connection
 */
enum MHD_Result
muster_answer_queue (const MusterAnswer *self, struct MHD_Connection *connection, gboolean close)
{
  struct MHD_Response *response;
  enum MHD_Result result;

  if (!close)
    return MHD_queue_response (connection, self->status, self->response);
  response = wrap (self->body);
  MHD_get_response_headers (self->response, copy_header_cb, response);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONNECTION, "close");
  result = MHD_queue_response (connection, self->status, response);
  MHD_destroy_response (response);
  return result;
}
