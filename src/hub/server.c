/* server.c - the hub's HTTP server: listeners, limits, deadlines, an orderly end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One libmicrohttpd daemon and so one HTTP thread a listener, with its own accept loop. Everything
 * that it leaves open is closed here: framing by hub/framing, deadlines and addresses by
 * hub/watchdog, the life of a request by hub/exchange.
 */
#include "hub/server.h"
#include "hub/edge.h"
#include "hub/problem.h"
#include <sys/resource.h>
#include <unistd.h>

#define HEAD_CEILING_BYTES  (16 * 1024) /* what POOL_BYTES holds with 100 fields */
#define FIELDS_CEILING      100
#define POOL_BYTES          (32 * 1024) /* of a connection; more would be mapped, not allocated */
#define DESCRIPTORS_RESERVE 64          /* for the journal, channels and probes */
#define SURPLUS_CONNECTIONS 64          /* over the limit, only to be told so */
#define BEAT_US             (5 * G_USEC_PER_SEC)
#define TICK_MS             1000
#define STOP_TICK_MS        5
#define STOP_PATIENCE_MS    2000 /* for answers on their way to senders that may be gone */
#define RETRY_AFTER_S       5

/**
 * muster_server_settings_init:
 * @self: (out caller-allocates): gets the defaults of security R5, and no handler
 */
void
muster_server_settings_init (MusterServerSettings *self)
{
  *self = (MusterServerSettings){
    .head_bytes = HEAD_CEILING_BYTES,
    .head_fields = FIELDS_CEILING,
    .body_bytes = 1024 * 1024,
    .head_us = 5 * G_USEC_PER_SEC,
    .body_us = 15 * G_USEC_PER_SEC,
    .write_us = 30 * G_USEC_PER_SEC,
    .idle_us = 60 * G_USEC_PER_SEC,
    .connections = 1024,
    .strangers_per_address = 8,
    .strangers_per_loopback = 256,
  };
}

/* As many descriptors as the system allows, and no more connections than leave the reserve. */
static void
raise_descriptors (MusterServerSettings *settings)
{
  const guint kept = DESCRIPTORS_RESERVE + SURPLUS_CONNECTIONS;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_warning ("cannot raise the limit of open files");
  getrlimit (RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= (rlim_t) settings->connections + kept)
    return;
  settings->connections = limit.rlim_cur > kept ? (guint) limit.rlim_cur - kept : 1;
  g_warning ("the limit of open files leaves room for %u connections only", settings->connections);
}

static gboolean
tick_cb (gpointer user_data)
{
  muster_server_tick (user_data);
  return G_SOURCE_CONTINUE;
}

static void
free_listener (gpointer data)
{
  MusterListener *listener = data;

  muster_listen_socket_close (&listener->socket);
  g_free (listener);
}

/**
 * muster_server_new:
 * @settings: limits and handler; copied
 * @clock: for deadlines, by boot time
 *
 * Makes a server that listens nowhere yet. Once a second, from the default main context, it closes
 * what is late; by the real second also where @clock is manual, so tests call muster_server_tick().
 *
 * Returns: (transfer full): the server
 */
MusterServer *
muster_server_new (const MusterServerSettings *settings, MusterClock *clock)
{
  MusterServer *self;

  g_return_val_if_fail (settings->handler.route != NULL && settings->handler.handle != NULL, NULL);
  self = g_new0 (MusterServer, 1);
  self->settings = *settings;
  self->settings.head_bytes = MIN (settings->head_bytes, HEAD_CEILING_BYTES);
  self->settings.head_fields = MIN (settings->head_fields, FIELDS_CEILING);
  raise_descriptors (&self->settings);
  self->base_url = g_strdup (settings->base_url);
  self->clock = g_object_ref (clock);
  self->beat_us = muster_clock_boot_us (clock);
  self->listeners = g_ptr_array_new_with_free_func (free_listener);
  self->watchdog = muster_watchdog_new (&self->settings);
  self->busy = muster_problem_busy (RETRY_AFTER_S);
  g_mutex_init (&self->streams_lock);
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  return self;
}

/* --- daemons --- */

static enum MHD_Result
accept_cb (void *data, const struct sockaddr *address, socklen_t n)
{
  MusterListener *listener = data;
  MusterServer *server = listener->server;

  if (listener->socket.is_unix ||
      muster_watchdog_may_connect (server->watchdog, address, muster_clock_boot_us (server->clock)))
    return MHD_YES;
  muster_count (&server->stats.refused_connects);
  return MHD_NO;
}

/* What senders do wrong is for debugging only: they must not be able to fill a log. */
G_GNUC_PRINTF (2, 0)
static void
log_cb (void *data, const char *format, va_list args)
{
  g_logv (G_LOG_DOMAIN, G_LOG_LEVEL_DEBUG, format, args);
}

/* Routing is by the raw target: the library's idea of unescaping is not asked for. */
static size_t
unescape_cb (void *data, struct MHD_Connection *mhd, char *text)
{
  return strlen (text);
}

static struct MHD_Daemon *
start_daemon (MusterListener *listener)
{
  const MusterServerSettings *settings = &listener->server->settings;
  guint connections = settings->connections + SURPLUS_CONNECTIONS;
  guint idle_s = (guint) (settings->idle_us / G_USEC_PER_SEC) + 30; /* a back-stop */
  struct MHD_OptionItem options[] = {
    { MHD_OPTION_LISTEN_SOCKET, listener->socket.fd, NULL },
    { MHD_OPTION_CONNECTION_LIMIT, connections, NULL },
    { MHD_OPTION_CONNECTION_TIMEOUT, idle_s, NULL },
    { MHD_OPTION_CONNECTION_MEMORY_LIMIT, POOL_BYTES, NULL },
    { MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL },
    { MHD_OPTION_END, 0, NULL },
  };

  return MHD_start_daemon (
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, accept_cb,
      listener, muster_exchange_access_cb, listener, MHD_OPTION_EXTERNAL_LOGGER, log_cb,
      NULL, /* must be first */
      MHD_OPTION_URI_LOG_CALLBACK, muster_exchange_target_cb, NULL, MHD_OPTION_UNESCAPE_CALLBACK,
      unescape_cb, NULL, MHD_OPTION_NOTIFY_COMPLETED, muster_exchange_completed_cb, NULL,
      MHD_OPTION_NOTIFY_CONNECTION, muster_exchange_connection_cb, listener, MHD_OPTION_ARRAY,
      options, MHD_OPTION_END);
}

/**
 * muster_server_listen:
 * @spec: "unix:PATH", "ADDRESS:PORT" or "[ADDRESS]:PORT"; port 0 picks one
 * @tag: what requests are to know about the listener they came in by; not owned
 *
 * Listens there and serves at once.
 *
 * Returns: %FALSE with a #GIOErrorEnum, as muster_listen_socket_open()
 */
gboolean
muster_server_listen (MusterServer *self, const char *spec, gpointer tag, GError **error)
{
  MusterListener *listener;
  MusterListenSocket socket;

  g_return_val_if_fail (!g_atomic_int_get (&self->stopping), FALSE);
  if (!muster_listen_socket_open (&socket, spec, self->settings.allow_remote, error))
    return FALSE;
  listener = g_new0 (MusterListener, 1);
  listener->server = self;
  listener->socket = socket;
  listener->tag = tag;
  listener->daemon = start_daemon (listener);
  if (listener->daemon != NULL)
    {
      g_ptr_array_add (self->listeners, listener);
      return TRUE;
    }
  free_listener (listener);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: cannot start the HTTP server", spec);
  return FALSE;
}

/**
 * muster_server_get_addresses:
 *
 * Returns: (transfer full): where it listens, in the form of --listen and in the order of the calls
 */
char **
muster_server_get_addresses (const MusterServer *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->listeners->len; i++)
    {
      const MusterListener *listener = g_ptr_array_index (self->listeners, i);
      g_strv_builder_add (builder, listener->socket.address);
    }
  return g_strv_builder_end (builder);
}

/**
 * muster_server_get_stats:
 * @out: (out caller-allocates): counters, each right by itself
 */
void
muster_server_get_stats (MusterServer *self, MusterServerStats *out)
{
  *out = self->stats;
  out->connections = muster_watchdog_get_n (self->watchdog);
  out->deferred = (guint) g_atomic_int_get (&self->n_deferred);
  g_mutex_lock (&self->streams_lock);
  out->streams = self->streams.length;
  g_mutex_unlock (&self->streams_lock);
}

/**
 * muster_server_tick:
 *
 * Closes what is late by the clock, and beats the log when 5 s are over. Main thread.
 */
void
muster_server_tick (MusterServer *self)
{
  gint64 now_us = muster_clock_boot_us (self->clock);
  guint late = muster_watchdog_close_late (self->watchdog, now_us);

  g_atomic_int_add (&self->stats.late, (gint) late);
  if (self->settings.log == NULL || now_us - self->beat_us < BEAT_US)
    return;
  self->beat_us = now_us;
  muster_event_log_beat (self->settings.log);
}

/* --- stopping --- */

static gboolean
count_down_cb (gpointer user_data)
{
  guint *ticks = user_data;

  if (*ticks > 0)
    (*ticks)--;
  return G_SOURCE_CONTINUE;
}

/* The committer, which answers what is deferred, lives on this main context. */
static void
wait_for_answers (MusterServer *self)
{
  guint ticks = STOP_PATIENCE_MS / STOP_TICK_MS;
  guint id = g_timeout_add (STOP_TICK_MS, count_down_cb, &ticks);

  while (g_atomic_int_get (&self->n_deferred) > 0 || g_atomic_int_get (&self->n_written) > 0)
    g_main_context_iteration (NULL, TRUE);
  while (ticks > 0 && muster_watchdog_has_unsent (self->watchdog))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static void
quiesce (MusterListener *listener)
{
  MHD_quiesce_daemon (listener->daemon);
}

/**
 * muster_server_is_stopping:
 * @self: a server
 *
 * Returns: whether it waits for the last answers
 */
gboolean
muster_server_is_stopping (const MusterServer *self)
{
  return g_atomic_int_get (&self->stopping);
}

/**
 * muster_server_stop:
 *
 * Ends in the one order in which libmicrohttpd does not abort, which it does if a connection is
 * suspended when its daemon stops: no new connections; no new waits; streams end; what is deferred
 * is waited for, however long its commit takes; answers on their way are sent, within 2 s; then the
 * daemons stop. Iterates the default main context meanwhile. May be called twice.
 */
void
muster_server_stop (MusterServer *self)
{
  if (g_atomic_int_get (&self->stopping))
    return;
  for (guint i = 0; i < self->listeners->len; i++)
    quiesce (g_ptr_array_index (self->listeners, i));
  g_atomic_int_set (&self->stopping, TRUE);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  muster_streams_end (self);
  muster_bodies_end (self);
  wait_for_answers (self);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      MusterListener *listener = g_ptr_array_index (self->listeners, i);
      MHD_stop_daemon (g_steal_pointer (&listener->daemon));
      muster_listen_socket_close (&listener->socket);
    }
}

void
muster_server_free (MusterServer *self)
{
  muster_server_stop (self);
  g_ptr_array_unref (self->listeners);
  muster_watchdog_free (self->watchdog);
  muster_answer_unref (self->busy);
  g_mutex_clear (&self->streams_lock);
  g_object_unref (self->clock);
  g_free (self->base_url);
  g_free (self);
}
