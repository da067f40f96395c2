/* stub-hub.c - a hub's end of the wire, byte by byte as a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stub-hub.h"
#include <gio/gunixsocketaddress.h>
#include <string.h>

static void read_more (StubGuest *self);

static void
guest_free (gpointer data)
{
  StubGuest *self = data;

  g_clear_object (&self->connection);
  g_string_free (self->request, TRUE);
  g_free (self);
}

static gboolean
is_whole (const StubGuest *self)
{
  const char *end = strstr (self->request->str, "\r\n\r\n");
  const char *length = strstr (self->request->str, "Content-Length: ");
  guint64 body_n = length != NULL ? g_ascii_strtoull (length + 16, NULL, 10) : 0;

  return end != NULL && self->request->len >= (gsize) (end + 4 - self->request->str) + body_n;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  StubGuest *self = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n <= 0)
    {
      self->gone = TRUE;
      return;
    }
  if (is_whole (self)) /* the next one on this connection */
    g_string_truncate (self->request, 0);
  g_string_append_len (self->request, self->buffer, n);
  if (is_whole (self))
    g_queue_push_tail (&self->hub->waiting, self);
  read_more (self);
}

static void
read_more (StubGuest *self)
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
  StubHub *hub = user_data;
  StubGuest *self = g_new0 (StubGuest, 1);

  self->hub = hub;
  self->connection = g_object_ref (connection);
  self->request = g_string_new (NULL);
  g_ptr_array_add (hub->guests, self);
  hub->n_connections++;
  read_more (self);
  return TRUE;
}

static GSocketAddress *
start (StubHub *self, GSocketAddress *address)
{
  g_autoptr (GError) error = NULL;
  GSocketAddress *bound = NULL;

  memset (self, 0, sizeof *self);
  g_queue_init (&self->waiting);
  self->guests = g_ptr_array_new_with_free_func (guest_free);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return bound;
}

void
stub_hub_start_tcp (StubHub *self)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = start (self, address);

  self->url = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
}

void
stub_hub_start_unix (StubHub *self, const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketAddress) bound = start (self, address);

  self->url = g_strconcat ("unix:", path, NULL);
}

/* Every read is ended by closing what it reads from, so that nothing is left behind. */
void
stub_hub_stop (StubHub *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->guests->len; i++)
    {
      StubGuest *guest = g_ptr_array_index (self->guests, i);

      stub_guest_close (guest);
      while (!guest->gone || guest->n_writes > 0)
        g_main_context_iteration (NULL, TRUE);
    }
  stub_settle ();
  g_clear_object (&self->service);
  g_queue_clear (&self->waiting);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_pointer (&self->url, g_free);
}

StubGuest *
stub_hub_next (StubHub *self)
{
  while (g_queue_is_empty (&self->waiting))
    g_main_context_iteration (NULL, TRUE);
  return g_queue_pop_head (&self->waiting);
}

typedef struct
{
  StubGuest *guest;
  char *bytes;
} Write;

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Write *self = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  self->guest->n_writes--;
  g_free (self->bytes);
  g_free (self);
}

/* One after another: what is sent while another write is under way waits for it. */
void
stub_guest_send (StubGuest *self, const char *bytes, gssize n)
{
  gsize bytes_n = n < 0 ? strlen (bytes) : (gsize) n;
  Write *write = g_new0 (Write, 1);

  while (self->n_writes > 0)
    g_main_context_iteration (NULL, TRUE);
  write->guest = self;
  write->bytes = g_memdup2 (bytes, bytes_n);
  self->n_writes++;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)),
                                   write->bytes, bytes_n, G_PRIORITY_DEFAULT, NULL, written_cb,
                                   write);
}

void
stub_guest_close (StubGuest *self)
{
  while (self->n_writes > 0 && !self->gone)
    g_main_context_iteration (NULL, TRUE);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
}

void
stub_guest_wait_gone (StubGuest *self)
{
  while (!self->gone)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
stub_guest_said (StubGuest *self, const char *text)
{
  return strstr (self->request->str, text) != NULL;
}

void
stub_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}
