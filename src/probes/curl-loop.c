/* curl-loop.c - one transfer of libcurl's on the main context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/curl-loop.h"
#include <glib-unix.h>

struct _MusterCurlLoop
{
  CURLM *multi;
  CURL *easy; /* not owned */
  MusterCurlDoneFunc done;
  gpointer user_data;
  GMainContext *context;
  GSource *timer;
  GHashTable *sockets; /* descriptor → GSource */
};

static void
source_free (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
stop_timer (MusterCurlLoop *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* Lets libcurl act, then looks whether the transfer is over: @self may be gone after that. */
static void
act (MusterCurlLoop *self, curl_socket_t fd, int events)
{
  int running, left;
  CURLMsg *message;

  curl_multi_socket_action (self->multi, fd, events, &running);
  message = curl_multi_info_read (self->multi, &left);
  if (message != NULL && message->msg == CURLMSG_DONE)
    self->done (message->data.result, self->user_data);
}

static gboolean
ready_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  int events = 0;

  if (condition & G_IO_IN)
    events |= CURL_CSELECT_IN;
  if (condition & G_IO_OUT)
    events |= CURL_CSELECT_OUT;
  if (condition & (G_IO_ERR | G_IO_HUP))
    events |= CURL_CSELECT_ERR;
  act (user_data, fd, events);
  return G_SOURCE_CONTINUE; /* of no meaning if the source was destroyed meanwhile */
}

static gboolean
timer_cb (gpointer user_data)
{
  MusterCurlLoop *self = user_data;

  stop_timer (self);
  act (self, CURL_SOCKET_TIMEOUT, 0);
  return G_SOURCE_REMOVE;
}

static int
watch_cb (CURL *easy, curl_socket_t fd, int what, void *user_data, void *unused)
{
  MusterCurlLoop *self = user_data;
  GIOCondition condition = 0;
  GSource *source;

  g_hash_table_remove (self->sockets, GINT_TO_POINTER (fd));
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
    condition |= G_IO_IN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
    condition |= G_IO_OUT;
  if (condition == 0)
    return 0;
  source = g_unix_fd_source_new (fd, condition);
  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), self, NULL);
  g_source_attach (source, self->context);
  g_hash_table_insert (self->sockets, GINT_TO_POINTER (fd), source);
  return 0;
}

static int
timeout_cb (CURLM *multi, long timeout_ms, void *user_data)
{
  MusterCurlLoop *self = user_data;

  stop_timer (self);
  if (timeout_ms < 0)
    return 0;
  self->timer = g_timeout_source_new ((guint) MIN (timeout_ms, G_MAXINT));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
  return 0;
}

/**
 * muster_curl_loop_new:
 * @easy: what to transfer, with every option set; its host's addresses must be known already
 *   (CURLOPT_RESOLVE), because giving up one of libcurl's own look-ups waits for its thread
 * @done: called when it is over
 * @user_data: for @done
 *
 * Begins the transfer; nothing happens before the main context runs.
 *
 * Returns: (transfer full): the loop
 */
MusterCurlLoop *
muster_curl_loop_new (CURL *easy, MusterCurlDoneFunc done, gpointer user_data)
{
  MusterCurlLoop *self = g_new0 (MusterCurlLoop, 1);

  self->easy = easy;
  self->done = done;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, source_free);
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, watch_cb);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, timeout_cb);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_add_handle (self->multi, easy); /* sets the first timer */
  return self;
}

/**
 * muster_curl_loop_free:
 * @self: (transfer full): a loop
 */
void
muster_curl_loop_free (MusterCurlLoop *self)
{
  curl_multi_remove_handle (self->multi, self->easy);
  curl_multi_cleanup (self->multi);
  stop_timer (self);
  g_hash_table_unref (self->sockets);
  g_main_context_unref (self->context);
  g_free (self);
}
