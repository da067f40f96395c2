/* stream-reader.c - one connection of a Server-Sent Events stream, from request to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/stream-reader.h"
#include "link/hub-address.h"
#include <glib/gi18n.h>
#include <string.h>

#define BUFFER_BYTES ((gsize) 64 * 1024)

/* Its owner's, until dropped; the operation under way keeps it until that has come back. */
struct _MusterStreamReader
{
  const MusterStreamReaderFuncs *funcs;
  gpointer user_data;
  SoupMessage *message;
  GCancellable *cancellable;
  GInputStream *body;
  MusterSseParser *parser;
  gboolean dropped;
  gboolean busy; /* an operation or a call of ours is under way */
  char buffer[BUFFER_BYTES];
};

static void read_more (MusterStreamReader *self);

static void
reader_free (MusterStreamReader *self)
{
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->body); /* the last reference closes the connection */
  g_clear_pointer (&self->parser, muster_sse_parser_free);
  g_free (self);
}

/* Ends what was under way. FALSE: @self is gone. */
static gboolean
settle (MusterStreamReader *self)
{
  self->busy = FALSE;
  if (!self->dropped)
    return TRUE;
  reader_free (self);
  return FALSE;
}

/* Nothing more will come; the owner still has to drop it, now or later. */
static void
end (MusterStreamReader *self, const GError *error)
{
  g_clear_object (&self->body);
  if (!self->dropped)
    self->funcs->ended (error, self->user_data);
  settle (self);
}

static void
end_with (MusterStreamReader *self, MusterLinkError code, const char *words)
{
  g_autoptr (GError) error = g_error_new_literal (MUSTER_LINK_ERROR, (gint) code, words);

  end (self, error);
}

static gboolean
event_cb (const MusterSseEvent *event, gpointer user_data)
{
  MusterStreamReader *self = user_data;

  if (!self->dropped)
    self->funcs->event (event, self->user_data);
  return !self->dropped;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  MusterStreamReader *self = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n < 0)
    {
      end (self, error);
      return;
    }
  if (n == 0)
    {
      end_with (self, MUSTER_LINK_ERROR_REFUSED, _ ("The hub closed the connection"));
      return;
    }
  if (!self->dropped)
    self->funcs->heard (self->user_data);
  if (!self->dropped && !muster_sse_parser_feed (self->parser, self->buffer, (gsize) n))
    {
      end_with (self, MUSTER_LINK_ERROR_LIMIT, _ ("The hub sent a line that is too long"));
      return;
    }
  if (settle (self))
    read_more (self);
}

static void
read_more (MusterStreamReader *self)
{
  self->busy = TRUE;
  g_input_stream_read_async (self->body, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, self);
}

static char *
describe_refusal (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_UNAUTHORIZED)
    return g_strdup (_ ("The hub does not know this console’s token (401)"));
  if (status == SOUP_STATUS_FORBIDDEN)
    return g_strdup (_ ("This console’s token may not read the stream (403)"));
  if (status == SOUP_STATUS_OK)
    return g_strdup (_ ("What answers there is not a hub"));
  /* Translators: %u is the status of an HTTP answer, such as 503 */
  return g_strdup_printf (_ ("The hub refuses to send its stream (%u)"), status);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *refusal = NULL;
  MusterStreamReader *self = user_data;
  SoupMessageHeaders *headers;

  self->body = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->body == NULL)
    {
      end (self, error);
      return;
    }
  headers = soup_message_get_response_headers (self->message);
  if (soup_message_get_status (self->message) != SOUP_STATUS_OK ||
      g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "text/event-stream") != 0)
    {
      refusal = describe_refusal (self->message);
      end_with (self, MUSTER_LINK_ERROR_REFUSED, refusal);
      return;
    }
  if (!self->dropped)
    self->funcs->opened (headers, self->user_data);
  if (settle (self))
    read_more (self);
}

/**
 * muster_stream_reader_start:
 * @session: with neither decoder nor sniffer, which would hold bytes back
 * @message: the request
 * @funcs: what to call, from the main context; must outlive the reader
 * @user_data: for @funcs
 *
 * Returns: (transfer full): a reader, to be dropped, also after it has ended
 */
MusterStreamReader *
muster_stream_reader_start (SoupSession *session,
                            SoupMessage *message,
                            const MusterStreamReaderFuncs *funcs,
                            gpointer user_data)
{
  MusterStreamReader *self = g_new0 (MusterStreamReader, 1);

  self->funcs = funcs;
  self->user_data = user_data;
  self->message = g_object_ref (message);
  self->cancellable = g_cancellable_new ();
  self->parser = muster_sse_parser_new (event_cb, self);
  self->busy = TRUE;
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb, self);
  return self;
}

/**
 * muster_stream_reader_drop:
 * @self: (transfer full): a reader
 */
void
muster_stream_reader_drop (MusterStreamReader *self)
{
  self->dropped = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (!self->busy)
    reader_free (self);
}
