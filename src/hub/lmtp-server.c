/* lmtp-server.c - takes mail for alert+KEY@… in by LMTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread of its own reads, decodes and answers: mail is slow, and a message may be long. It
 * owns the connections; the committer answers it by a source on its context.
 */
#include "hub/lmtp-server.h"

#include "hub/listener.h"
#include "hub/lmtp-connection.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONNECTIONS_MAX 32
#define SEEN_MAX        4096 /* messages that are known by their Message-ID */
#define TICK_MS         1000

typedef struct
{
  MusterLmtpServer *server;
  MusterListenSocket socket;
  GSource *source; /* NULL: not watched until the next tick */
} Listener;

struct _MusterLmtpServer
{
  MusterLmtpShared shared; /* the thread's own */
  GMainLoop *loop;
  GThread *thread;
  GMutex lock; /* of the listeners */
  GPtrArray *listeners;
};

/* --- accepting --- */

/* Of those that have named no key, the oldest makes room for another. */
static gboolean
make_room (MusterLmtpShared *shared)
{
  for (GList *l = shared->connections.head; l != NULL; l = l->next)
    if (muster_lmtp_connection_is_stranger (l->data))
      {
        muster_lmtp_connection_end (l->data, "Others want to send");
        return TRUE;
      }
  return FALSE;
}

static void
open_connection (MusterLmtpShared *shared, int fd)
{
  static const char full[] = "421 4.3.2 Too many connections\r\n";

  if (shared->connections.length < CONNECTIONS_MAX || make_room (shared))
    {
      muster_lmtp_connection_open (shared, fd);
      return;
    }
  if (send (fd, full, sizeof full - 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
    g_debug ("lmtp: %s", g_strerror (errno));
  close (fd);
}

static gboolean
accept_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  Listener *listener = user_data;
  int connection = accept4 (fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (connection >= 0)
    open_connection (&listener->server->shared, connection);
  else if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
    {
      g_warning ("lmtp: cannot accept: %s", g_strerror (errno));
      g_clear_pointer (&listener->source, g_source_unref); /* until the next tick */
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static void
watch_listener (MusterLmtpServer *self, Listener *listener)
{
  listener->source = g_unix_fd_source_new (listener->socket.fd, G_IO_IN);
  g_source_set_callback (listener->source, G_SOURCE_FUNC (accept_cb), listener, NULL);
  g_source_attach (listener->source, self->shared.context);
}

static void
listener_free (gpointer data)
{
  Listener *self = data;

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  muster_listen_socket_close (&self->socket);
  g_free (self);
}

/* --- the thread --- */

static gboolean
tick_cb (gpointer user_data)
{
  MusterLmtpServer *self = user_data;
  gint64 now_us = muster_clock_boot_us (self->shared.clock);

  for (GList *l = self->shared.connections.head, *next; l != NULL; l = next)
    {
      next = l->next;
      if (muster_lmtp_connection_is_late (l->data, now_us))
        muster_lmtp_connection_end (l->data, "Too slow");
    }
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      Listener *listener = g_ptr_array_index (self->listeners, i);

      if (listener->source == NULL)
        watch_listener (self, listener);
    }
  g_mutex_unlock (&self->lock);
  return G_SOURCE_CONTINUE;
}

static gboolean
tick_once_cb (gpointer user_data)
{
  tick_cb (user_data);
  return G_SOURCE_REMOVE;
}

/* The journal's thread may still be answering. */
static void
end_connections (MusterLmtpShared *shared)
{
  while (shared->n_waiting > 0)
    g_main_context_iteration (shared->context, TRUE);
  while (!g_queue_is_empty (&shared->connections))
    muster_lmtp_connection_end (g_queue_peek_head (&shared->connections), "The hub ends");
}

static gpointer
thread_func (gpointer data)
{
  MusterLmtpServer *self = data;
  GSource *tick = g_timeout_source_new (TICK_MS);

  g_main_context_push_thread_default (self->shared.context);
  g_source_set_callback (tick, tick_cb, self, NULL);
  g_source_attach (tick, self->shared.context);
  g_main_loop_run (self->loop);
  end_connections (&self->shared);
  g_source_destroy (tick);
  g_source_unref (tick);
  g_main_context_pop_thread_default (self->shared.context);
  return NULL;
}

/**
 * muster_lmtp_server_new:
 * @settings: what it works with; copied
 *
 * Returns: (transfer full): a server that listens nowhere yet
 */
MusterLmtpServer *
muster_lmtp_server_new (const MusterLmtpSettings *settings)
{
  MusterLmtpServer *self = g_new0 (MusterLmtpServer, 1);

  self->shared.door = (MusterMailDoor){ settings->committer, settings->access, settings->decoders,
                                        settings->poison, settings->offers };
  self->shared.clock = settings->clock;
  self->shared.context = g_main_context_new ();
  self->loop = g_main_loop_new (self->shared.context, FALSE);
  self->listeners = g_ptr_array_new_with_free_func (listener_free);
  self->shared.seen = muster_recent_set_new (SEEN_MAX);
  g_queue_init (&self->shared.connections);
  g_mutex_init (&self->lock);
  self->thread = g_thread_new ("lmtp", thread_func, self);
  return self;
}

/**
 * muster_lmtp_server_listen:
 * @self: a server
 * @spec: "unix:PATH", "ADDRESS:PORT" or "[ADDRESS]:PORT", on loopback; port 0 picks one
 * @error: a #GIOErrorEnum, as muster_listen_socket_open()
 *
 * Listens there. A Unix socket is for every account that may reach its folder: mail servers have
 * accounts of their own, and what lets a message in is the key in its address.
 *
 * Returns: whether it listens
 */
gboolean
muster_lmtp_server_listen (MusterLmtpServer *self, const char *spec, GError **error)
{
  g_autofree Listener *listener = g_new0 (Listener, 1);

  listener->server = self;
  if (!muster_listen_socket_open (&listener->socket, spec, FALSE, error))
    return FALSE;
  if (listener->socket.is_unix && chmod (listener->socket.address + strlen ("unix:"), 0666) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                   "%s: cannot open it to other accounts: %s", spec, g_strerror (errno));
      muster_listen_socket_close (&listener->socket);
      return FALSE;
    }
  g_mutex_lock (&self->lock);
  watch_listener (self, listener);
  g_ptr_array_add (self->listeners, g_steal_pointer (&listener));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/**
 * muster_lmtp_server_get_addresses:
 *
 * Returns: (transfer full): where it listens, in the form of --lmtp and in the order of the calls
 */
char **
muster_lmtp_server_get_addresses (MusterLmtpServer *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      const Listener *listener = g_ptr_array_index (self->listeners, i);

      g_strv_builder_add (builder, listener->socket.address);
    }
  g_mutex_unlock (&self->lock);
  return g_strv_builder_end (builder);
}

/**
 * muster_lmtp_server_tick:
 *
 * Closes what is late by the clock, soon: for tests, whose clock does not go by itself.
 */
void
muster_lmtp_server_tick (MusterLmtpServer *self)
{
  muster_lmtp_shared_run (&self->shared, tick_once_cb, self, NULL);
}

/* --- stopping --- */

typedef struct
{
  MusterLmtpServer *server;
  GMutex lock;
  GCond done_cond;
  gboolean done;
} Wait;

static void
wait_done (Wait *self)
{
  g_mutex_lock (&self->lock);
  self->done = TRUE;
  g_cond_signal (&self->done_cond);
  g_mutex_unlock (&self->lock);
}

static gboolean
quiesce_cb (gpointer user_data)
{
  Wait *wait = user_data;
  MusterLmtpServer *self = wait->server;

  self->shared.is_quiet = TRUE;
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->listeners, 0);
  g_mutex_unlock (&self->lock);
  wait_done (wait);
  return G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer user_data)
{
  MusterLmtpServer *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/**
 * muster_lmtp_server_quiesce:
 *
 * Listens no longer, and gives nothing more to the committer, which can be stopped now: messages
 * are answered that they are to be sent again. Those that it has are answered as they end.
 */
void
muster_lmtp_server_quiesce (MusterLmtpServer *self)
{
  Wait wait = { .server = self };

  g_mutex_init (&wait.lock);
  g_cond_init (&wait.done_cond);
  muster_lmtp_shared_run (&self->shared, quiesce_cb, &wait, NULL);
  g_mutex_lock (&wait.lock);
  while (!wait.done)
    g_cond_wait (&wait.done_cond, &wait.lock);
  g_mutex_unlock (&wait.lock);
  g_mutex_clear (&wait.lock);
  g_cond_clear (&wait.done_cond);
}

/**
 * muster_lmtp_server_free:
 * @self: (transfer full): a server that was quiesced, after its committer was stopped
 *
 * Ends its connections and its thread.
 */
void
muster_lmtp_server_free (MusterLmtpServer *self)
{
  muster_lmtp_shared_run (&self->shared, end_cb, self, NULL);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->listeners);
  muster_recent_set_free (self->shared.seen);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->shared.context);
  g_mutex_clear (&self->lock);
  g_free (self);
}
