/* exchange.c - the life of a request, in the calls that libmicrohttpd makes for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The target callback begins it. The access callback then comes once with the head, once for each
 * piece of the body, once at its end, and once more after each time the connection was suspended.
 * An answer to the first of these makes the library drop the rest and close: right for refusals,
 * wrong for anything else.
 */
#include "hub/edge.h"
#include "hub/problem.h"
#include <string.h>

#define BODY_RESERVE_BYTES (1024 * 1024) /* the most that is believed of a Content-Length */
#define ABSORBED_BYTES     65536         /* of a refused body are read, to keep the connection */
#define RATE_BYTES         65536         /* for each, a second is added to a deadline */

/* --- connections --- */

static void
describe_peer (MusterConnection *connection, const struct sockaddr *address)
{
  struct ucred peer;
  socklen_t n = sizeof peer;

  connection->uid = MUSTER_NO_UID;
  if (address == NULL)
    {
      if (getsockopt (connection->fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0)
        connection->uid = peer.uid;
    }
  else if (address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) address)->sin6_addr, connection->address,
               sizeof connection->address);
  else
    inet_ntop (AF_INET, &((const struct sockaddr_in *) address)->sin_addr, connection->address,
               sizeof connection->address);
}

static MusterConnection *
open_connection (MusterListener *listener, struct MHD_Connection *mhd)
{
  MusterConnection *self = g_new0 (MusterConnection, 1);
  const struct sockaddr *address = NULL;

  self->server = listener->server;
  self->listener = listener;
  self->mhd = mhd;
  self->fd = MHD_get_connection_info (mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  self->request.connection = self;
  self->request.raw_target = g_string_sized_new (128);
  if (!listener->socket.is_unix)
    address = MHD_get_connection_info (mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
  describe_peer (self, address);
  muster_connection_enter (self, MUSTER_PHASE_HEAD, self->server->settings.head_us);
  muster_watchdog_opened (self->server->watchdog, self, address);
  return self;
}

static void
close_connection (MusterConnection *self)
{
  MusterServer *server = self->server;

  muster_watchdog_closed (server->watchdog, self, muster_clock_boot_us (server->clock));
  muster_request_clear (&self->request);
  g_string_free (self->request.raw_target, TRUE);
  g_clear_pointer (&self->request.body, g_byte_array_unref);
  g_free (self);
}

void
muster_exchange_connection_cb (void *data,
                               struct MHD_Connection *mhd,
                               void **context,
                               enum MHD_ConnectionNotificationCode code)
{
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    *context = open_connection (data, mhd);
  else
    close_connection (g_steal_pointer ((MusterConnection **) context));
}

/* --- the beginning and the end of a request --- */

void *
muster_exchange_target_cb (void *data, const char *target, struct MHD_Connection *mhd)
{
  MusterConnection *connection =
      MHD_get_connection_info (mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  MusterRequest *request = &connection->request;

  muster_request_clear (request);
  g_string_append (request->raw_target, target);
  request->head.target = target;
  request->head.target_bytes = request->raw_target->len;
  if (g_atomic_int_get (&connection->phase) == MUSTER_PHASE_IDLE)
    muster_connection_enter (connection, MUSTER_PHASE_HEAD, connection->server->settings.head_us);
  return request;
}

void
muster_exchange_completed_cb (void *data,
                              struct MHD_Connection *mhd,
                              void **context,
                              enum MHD_RequestTerminationCode code)
{
  MusterRequest *request = *context;

  if (request == NULL)
    return;
  muster_request_clear (request);
  muster_connection_enter (request->connection, MUSTER_PHASE_IDLE,
                           request->connection->server->settings.idle_us);
  *context = NULL;
}

/* --- answering --- */

static enum MHD_Result
send_answer (MusterRequest *self, gboolean close)
{
  MusterServer *server = self->connection->server;
  gint64 bytes = (gint64) g_bytes_get_size (muster_answer_get_body (self->answer));
  gint64 span_us = server->settings.write_us + bytes / RATE_BYTES * G_USEC_PER_SEC;

  g_atomic_int_set (&self->state, MUSTER_REQUEST_ENDED);
  muster_connection_enter (self->connection, MUSTER_PHASE_ANSWER, span_us);
  close |= muster_request_is_http_10 (self) || g_atomic_int_get (&server->stopping);
  return muster_answer_queue (self->answer, self->connection->mhd, close);
}

static enum MHD_Result
send_outcome (MusterRequest *self)
{
  if (self->is_stream)
    {
      g_atomic_int_set (&self->state, MUSTER_REQUEST_ENDED);
      return muster_stream_begin (self);
    }
  if (self->body_out != NULL)
    {
      g_atomic_int_set (&self->state, MUSTER_REQUEST_ENDED);
      return muster_body_begin (self);
    }
  if (self->answer == NULL)
    {
      g_critical ("no answer to %s", self->head.method);
      self->answer = muster_problem_new (500, "internal", "The hub made a mistake", NULL);
    }
  return send_answer (self, FALSE);
}

/* From the first call only. @answer is taken. */
static enum MHD_Result
refuse (MusterRequest *self, MusterAnswer *answer)
{
  self->answer = answer;
  return send_answer (self, TRUE);
}

static void
note_refused_body (MusterRequest *self, guint64 bytes_n)
{
  MusterServer *server = self->connection->server;

  muster_count (&server->stats.big_bodies);
  if (server->settings.handler.refused_body != NULL)
    server->settings.handler.refused_body (self, bytes_n, server->settings.user_data);
}

static MusterAnswer *
new_too_large (void)
{
  return muster_problem_new (413, "too-large", "The body is too large", NULL);
}

/* libmicrohttpd takes no response while a body arrives. So the refusal is written past it, before
 * it closes; a sender that does not read meanwhile may see a reset instead: that is inherent. */
static enum MHD_Result
refuse_body_midway (MusterRequest *self)
{
  g_autoptr (MusterAnswer) answer = new_too_large ();
  gsize n;
  const char *body = g_bytes_get_data (muster_answer_get_body (answer), &n);
  g_autofree char *text =
      g_strdup_printf ("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Type: "
                       "%s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%.*s",
                       MUSTER_PROBLEM_TYPE, n, (int) n, body);
  gssize sent;

  note_refused_body (self, self->body_seen);
  g_atomic_int_set (&self->state, MUSTER_REQUEST_ENDED);
  sent = send (self->connection->fd, text, strlen (text), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0)
    g_debug ("could not say that a body is too large");
  return MHD_NO;
}

/* --- the head --- */

static MusterAnswer *
check_head (MusterRequest *self)
{
  MusterServer *server = self->connection->server;
  MusterHeadLimits limits = { server->settings.head_bytes, server->settings.head_fields };
  MusterFramingRefusal refusal;

  if (!muster_framing_check (&self->head, self->connection->mhd, &limits, &refusal))
    {
      muster_count (&server->stats.bad_framing);
      return muster_problem_new (refusal.status, "bad-request", "The request is malformed",
                                 refusal.reason);
    }
  if (self->connection->is_surplus || g_atomic_int_get (&server->stopping))
    return muster_answer_ref (server->busy);
  if (self->head.content_encoding != NULL)
    return muster_problem_new (415, "content-encoding", "Encoded bodies are not taken",
                               "send it without Content-Encoding");
  return NULL;
}

/* A small body of a refused request is read and thrown away, which keeps the connection. */
static gboolean
may_absorb (const MusterRequest *self, guint64 length)
{
  return self->head.transfer_encoding == NULL && self->head.expect == NULL &&
         length <= ABSORBED_BYTES;
}

static void
expect_body (MusterRequest *self, guint64 length)
{
  MusterServer *server = self->connection->server;
  guint reserve = (guint) CLAMP (length, 256, BODY_RESERVE_BYTES);

  if (self->body == NULL)
    self->body = g_byte_array_sized_new (reserve);
  self->body_since_us = muster_clock_boot_us (server->clock);
  muster_connection_enter (self->connection, MUSTER_PHASE_BODY, server->settings.body_us);
}

static enum MHD_Result
begin (MusterRequest *self, const char *method, const char *version)
{
  MusterServer *server = self->connection->server;
  MusterAnswer *refusal;
  guint64 length;

  self->head.method = method;
  self->head.version = version;
  muster_count (&server->stats.requests);
  refusal = check_head (self);
  if (refusal != NULL)
    return refuse (self, refusal);
  length = self->head.content_length != NULL
               ? g_ascii_strtoull (self->head.content_length, NULL, 10)
               : 0;
  self->body_max = server->settings.body_bytes;
  g_atomic_int_set (&self->state, MUSTER_REQUEST_ROUTING);
  server->settings.handler.route (self, server->settings.user_data);
  if (self->answer != NULL && !may_absorb (self, length))
    return send_answer (self, TRUE);
  if (self->answer == NULL && length > self->body_max)
    {
      note_refused_body (self, length);
      return refuse (self, new_too_large ());
    }
  g_atomic_int_set (&self->state, MUSTER_REQUEST_BODY);
  if (length > 0 || self->head.transfer_encoding != NULL)
    expect_body (self, length);
  return MHD_YES;
}

/* --- the body --- */

/* So much later is the body due for each 64 KiB of it that came (security R5). */
static void
extend_deadline (MusterRequest *self)
{
  MusterServer *server = self->connection->server;
  gint64 span_us =
      server->settings.body_us + (gint64) (self->body_seen / RATE_BYTES) * G_USEC_PER_SEC;
  gint64 deadline_s = (self->body_since_us + span_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  g_atomic_int_set (&self->connection->deadline_s, (gint) deadline_s);
}

static enum MHD_Result
take_body (MusterRequest *self, const char *bytes, size_t *n)
{
  self->body_seen += *n;
  if (self->answer == NULL)
    {
      if (self->body_seen > self->body_max)
        return refuse_body_midway (self);
      g_byte_array_append (self->body, (const guchar *) bytes, (guint) *n);
    }
  extend_deadline (self);
  *n = 0;
  return MHD_YES;
}

static enum MHD_Result
end_body (MusterRequest *self)
{
  MusterServer *server = self->connection->server;
  gint state;

  if (self->answer != NULL)
    return send_answer (self, FALSE);
  g_atomic_int_set (&self->state, MUSTER_REQUEST_HANDLING);
  server->settings.handler.handle (self, server->settings.user_data);
  state = g_atomic_int_get (&self->state);
  if (state == MUSTER_REQUEST_DEFERRED || state == MUSTER_REQUEST_RELEASED)
    return MHD_YES; /* not ours any more; called again once it is resumed */
  return send_outcome (self);
}

/**
 * muster_exchange_access_cb:
 *
 * libmicrohttpd's access handler; @data is a #MusterListener.
 *
 * Returns: %MHD_NO to close at once
 */
enum MHD_Result
muster_exchange_access_cb (void *data,
                           struct MHD_Connection *mhd,
                           const char *url,
                           const char *method,
                           const char *version,
                           const char *bytes,
                           size_t *bytes_n,
                           void **context)
{
  MusterRequest *request = *context;

  if (request == NULL)
    return MHD_NO;
  switch ((MusterRequestState) g_atomic_int_get (&request->state))
    {
    case MUSTER_REQUEST_NEW:
      return begin (request, method, version);
    case MUSTER_REQUEST_BODY:
      return *bytes_n > 0 ? take_body (request, bytes, bytes_n) : end_body (request);
    case MUSTER_REQUEST_RELEASED:
      return send_outcome (request);
    case MUSTER_REQUEST_ROUTING:
    case MUSTER_REQUEST_HANDLING:
    case MUSTER_REQUEST_DEFERRED:
    case MUSTER_REQUEST_ENDED:
    default:
      return MHD_NO;
    }
}
