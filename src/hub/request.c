/* request.c - one HTTP request, as a handler sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/request.h"
#include "hub/edge.h"
#include <string.h>

#define BODY_KEPT_BYTES    4096 /* a connection at rest holds no more */
#define BODY_CEILING_BYTES (64 * 1024 * 1024)

const char *
muster_request_get_method (const MusterRequest *self)
{
  return self->head.method;
}

/**
 * muster_request_get_raw_target:
 *
 * Returns: the target as it was sent, neither split nor decoded: for logs, not for deciding
 */
const char *
muster_request_get_raw_target (const MusterRequest *self)
{
  return self->raw_target->str;
}

/**
 * muster_request_get_target:
 *
 * Takes the target apart when first asked.
 *
 * Returns: (transfer none): its parts; %NULL as muster_target_parse(), which deserves 400
 */
const MusterTarget *
muster_request_get_target (MusterRequest *self, GError **error)
{
  if (self->target == NULL)
    self->target = muster_target_parse (self->raw_target->str, error);
  return self->target;
}

gboolean
muster_request_is_http_10 (const MusterRequest *self)
{
  return self->head.version[strlen ("HTTP/1.")] == '0';
}

/**
 * muster_request_get_header:
 * @name: a field name, in any case
 *
 * Returns: (nullable): the value of the first such field: bytes without controls, not always UTF-8
 */
const char *
muster_request_get_header (const MusterRequest *self, const char *name)
{
  return MHD_lookup_connection_value (self->connection->mhd, MHD_HEADER_KIND, name);
}

/**
 * muster_request_get_media_type:
 *
 * Returns: (nullable) (transfer full): Content-Type in lower case without its parameters
 */
char *
muster_request_get_media_type (const MusterRequest *self)
{
  const char *value = muster_request_get_header (self, MHD_HTTP_HEADER_CONTENT_TYPE);

  if (value == NULL)
    return NULL;
  return g_strchomp (g_ascii_strdown (value, (gssize) strcspn (value, ";")));
}

/**
 * muster_request_get_body:
 * @out_n: (out): its length in bytes
 *
 * Returns: the content, also "" when there is none; not ended by a zero
 */
const guchar *
muster_request_get_body (const MusterRequest *self, gsize *out_n)
{
  *out_n = self->body != NULL ? self->body->len : 0;
  return *out_n > 0 ? self->body->data : (const guchar *) "";
}

/**
 * muster_request_has_foreign_origin:
 *
 * Says whether a web page of someone else's sent this (security R3; hostile input 53). Host is not
 * asked: a page that rebinds its own name to our address would have both agree.
 *
 * Returns: %TRUE if there is an Origin and it is neither the configured base URL nor this very
 *   listener by number
 */
gboolean
muster_request_has_foreign_origin (const MusterRequest *self)
{
  const MusterConnection *connection = self->connection;
  const char *origin = muster_request_get_header (self, MHD_HTTP_HEADER_ORIGIN);
  const char *rest = origin;

  if (origin == NULL || g_strcmp0 (origin, connection->server->base_url) == 0)
    return FALSE;
  return !g_str_has_prefix (origin, "http://") || connection->listener->socket.is_unix ||
         !g_str_equal (rest + strlen ("http://"), connection->listener->socket.address);
}

/**
 * muster_request_get_listener_tag:
 *
 * Returns: what muster_server_listen() was given for the listener it came in by
 */
gpointer
muster_request_get_listener_tag (const MusterRequest *self)
{
  return self->connection->listener->tag;
}

/**
 * muster_request_get_peer_uid:
 *
 * Returns: the user at the other end of a Unix socket; %MUSTER_NO_UID on TCP
 */
guint32
muster_request_get_peer_uid (const MusterRequest *self)
{
  return self->connection->uid;
}

/**
 * muster_request_get_peer_address:
 *
 * Returns: the numeric address of the other end; "" on a Unix socket
 */
const char *
muster_request_get_peer_address (const MusterRequest *self)
{
  return self->connection->address;
}

/**
 * muster_request_authenticated:
 *
 * Notes that the sender showed a valid key or token: its connection is no stranger's any more
 * (security R5). From whichever thread has the request.
 */
void
muster_request_authenticated (MusterRequest *self)
{
  muster_watchdog_authenticated (self->connection->server->watchdog, self->connection);
}

/**
 * muster_request_may_guess:
 * @out_retry_after_s: (out): for Retry-After when refused
 *
 * To be asked about each request without a valid key or token, before it is answered: 10/s for each
 * address (security R6). Never about one with a valid integration key. A Unix socket has no limit.
 *
 * Returns: %FALSE if the answer is to be 429
 */
gboolean
muster_request_may_guess (MusterRequest *self, guint *out_retry_after_s)
{
  MusterServer *server = self->connection->server;

  return muster_watchdog_may_guess (server->watchdog, self->connection,
                                    muster_clock_boot_us (server->clock), out_retry_after_s);
}

/**
 * muster_request_set_data:
 * @free_data: (nullable): called on the HTTP thread when the request is over, however it ends
 */
void
muster_request_set_data (MusterRequest *self, gpointer data, GDestroyNotify free_data)
{
  if (self->data != NULL && self->free_data != NULL)
    self->free_data (self->data);
  self->data = data;
  self->free_data = free_data;
}

gpointer
muster_request_get_data (const MusterRequest *self)
{
  return self->data;
}

/**
 * muster_request_set_body_max:
 * @bytes: the most its body may have (security R5); cut at 64 MiB
 *
 * Only from handler.route.
 */
void
muster_request_set_body_max (MusterRequest *self, gsize bytes)
{
  g_return_if_fail (g_atomic_int_get (&self->state) == MUSTER_REQUEST_ROUTING);
  self->body_max = MIN (bytes, BODY_CEILING_BYTES);
}

/**
 * muster_request_release:
 *
 * Lets the HTTP thread send what the request has been given, if it is waiting for that.
 */
void
muster_request_release (MusterRequest *self)
{
  MusterServer *server = self->connection->server;
  struct MHD_Connection *mhd = self->connection->mhd;

  if (!g_atomic_int_compare_and_exchange (&self->state, MUSTER_REQUEST_DEFERRED,
                                          MUSTER_REQUEST_RELEASED))
    return;
  MHD_resume_connection (mhd); /* from here on the request may be gone */
  g_atomic_int_add (&server->n_deferred, -1);
}

/**
 * muster_request_answer:
 * @answer: (transfer full): what to say
 *
 * Answers, once. From handler.route it refuses the request. After muster_request_defer() any thread
 * may do it, and must not touch the request from then on.
 */
void
muster_request_answer (MusterRequest *self, MusterAnswer *answer)
{
  g_return_if_fail (answer != NULL && self->answer == NULL && self->body_out == NULL &&
                    !self->is_stream);
  self->answer = answer;
  muster_request_release (self);
}

/**
 * muster_request_defer:
 *
 * Keeps the request for a later answer. Called in handler.handle before anything else hears of the
 * request: the connection is suspended first, and from then on can neither time out nor vanish.
 * The wait is announced before looking whether the server stops; muster_server_stop() does it the
 * other way round. So either this is refused, or the stop waits for the answer.
 *
 * Returns: %FALSE if the server is stopping: 503 has been answered, leave the request alone
 */
gboolean
muster_request_defer (MusterRequest *self)
{
  MusterServer *server = self->connection->server;

  g_return_val_if_fail (g_atomic_int_get (&self->state) == MUSTER_REQUEST_HANDLING, FALSE);
  g_atomic_int_inc (&server->n_deferred);
  if (g_atomic_int_get (&server->stopping))
    {
      g_atomic_int_add (&server->n_deferred, -1);
      muster_request_answer (self, muster_answer_ref (server->busy));
      return FALSE;
    }
  muster_connection_enter (self->connection, MUSTER_PHASE_WAIT, G_MAXINT64);
  g_atomic_int_set (&self->state, MUSTER_REQUEST_DEFERRED);
  MHD_suspend_connection (self->connection->mhd);
  return TRUE;
}

/* Makes it ready for the next request of its connection; what is cheap to keep is kept. */
void
muster_request_clear (MusterRequest *self)
{
  muster_request_set_data (self, NULL, NULL);
  g_clear_pointer (&self->answer, muster_answer_unref);
  g_clear_pointer (&self->body_out, muster_body_drop);
  g_clear_pointer (&self->target, muster_target_free);
  if (self->body != NULL && self->body->len > BODY_KEPT_BYTES)
    g_clear_pointer (&self->body, g_byte_array_unref);
  if (self->body != NULL)
    g_byte_array_set_size (self->body, 0);
  g_string_truncate (self->raw_target, 0);
  self->head = (MusterHead){ 0 };
  self->is_stream = FALSE;
  self->body_seen = 0;
  g_atomic_int_set (&self->state, MUSTER_REQUEST_NEW);
}
