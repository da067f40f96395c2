/* responder.c - a small HTTP server that behaves as badly as a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "responder.h"
#include <string.h>

#define CHUNK_BYTES 4096

typedef struct
{
  Responder *responder;
  GSocketConnection *connection;
  const ResponderPage *page;
  GString *head;
  char buffer[CHUNK_BYTES];
} Guest;

static void read_more (Guest *self);
static void pour (Guest *self);

static void
guest_free (Guest *self)
{
  g_object_unref (self->connection);
  g_string_free (self->head, TRUE);
  g_free (self);
}

static gboolean
drip_cb (gpointer user_data)
{
  Guest *self = user_data;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));

  if (g_output_stream_write (out, "d", 1, NULL, NULL) != 1)
    {
      guest_free (self);
      return G_SOURCE_REMOVE;
    }
  muster_clock_advance (self->responder->clock, G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

static void
poured_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Guest *self = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    {
      guest_free (self);
      return;
    }
  self->responder->sent_bytes += sizeof self->buffer;
  pour (self);
}

static void
pour (Guest *self)
{
  static const char field[] = "X-F: x\r\n";
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));

  for (gsize i = 0; i < sizeof self->buffer; i++)
    self->buffer[i] = self->page->manner == RESPONDER_FIELDS ? field[i % strlen (field)] : 'x';
  g_output_stream_write_all_async (out, self->buffer, sizeof self->buffer, G_PRIORITY_LOW, NULL,
                                   poured_cb, self);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Guest *self = user_data;
  gboolean written =
      g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);

  if (!written || self->page->manner == RESPONDER_CLOSE)
    guest_free (self);
  else if (self->page->manner == RESPONDER_HOLD)
    read_more (self); /* until the other side goes */
  else if (self->page->manner == RESPONDER_DRIP)
    g_idle_add_full (G_PRIORITY_LOW, drip_cb, self, NULL);
  else
    pour (self);
}

static const ResponderPage *
find_page (const Responder *self, const char *head)
{
  g_auto (GStrv) words = g_strsplit (head, " ", 3);
  const ResponderPage *page = self->pages;

  while (page->path != NULL && g_strcmp0 (page->path, words[1]) != 0)
    page++;
  g_assert_nonnull (page->path);
  return page;
}

static void
answer (Guest *self)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));

  self->page = find_page (self->responder, self->head->str);
  g_string_append (self->responder->requests, self->head->str);
  g_output_stream_write_all_async (out, self->page->bytes, strlen (self->page->bytes),
                                   G_PRIORITY_DEFAULT, NULL, written_cb, self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Guest *self = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n <= 0)
    {
      guest_free (self);
      return;
    }
  g_string_append_len (self->head, self->buffer, n);
  if (self->page == NULL && strstr (self->head->str, "\r\n\r\n") != NULL)
    answer (self);
  else
    read_more (self);
}

static void
read_more (Guest *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)),
                             self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT, NULL, read_cb,
                             self);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *unused,
             gpointer user_data)
{
  Guest *self = g_new0 (Guest, 1);

  self->responder = user_data;
  self->responder->n_connections++;
  self->connection = g_object_ref (connection);
  self->head = g_string_new (NULL);
  read_more (self);
  return TRUE;
}

void
responder_start (Responder *self, const ResponderPage *pages, MusterClock *clock)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->pages = pages;
  self->clock = clock;
  self->requests = g_string_new (NULL);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
}

void
responder_stop (Responder *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->service);
  g_string_free (self->requests, TRUE);
}

char *
responder_url (const Responder *self, const char *host, const char *path)
{
  return g_strdup_printf ("url=http://%s:%u%s", host, self->port, path);
}
