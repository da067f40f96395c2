/* stream.c - GET /v1/stream: a request whose answer is the event log (protocol §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libmicrohttpd asks a content reader for bytes whenever the socket takes some. When the log has
 * none the connection is suspended, under the log's lock, so no wake-up can be missed. Its deadline
 * runs only while bytes wait for the reader: each call is progress, sleeping has all the time.
 */
#include "hub/stream.h"
#include "base/error.h"
#include "hub/edge.h"
#include <string.h>

#define SEQ_MAX           (G_GUINT64_CONSTANT (1) << 53)
#define BLOCK_BYTES       4096 /* for HTTP/1.0; chunks are built in the connection's own memory */
#define SEND_BUFFER_BYTES (128 * 1024) /* the kernel's share of a reader that stalls */

typedef struct
{
  MusterServer *server;
  MusterConnection *connection;
  MusterLogReader *reader;
  MusterUlid token;
  GList link; /* in server->streams */
} MusterStream;

/**
 * muster_stream_parse_seq:
 * @text: what came as Last-Event-ID or ?since=
 * @out: (out): its value
 *
 * Returns: whether it is a whole number from 0 to 2^53, in digits alone
 */
gboolean
muster_stream_parse_seq (const char *text, guint64 *out)
{
  gsize n = strlen (text);

  if (n == 0 || n > strlen ("9007199254740992") || strspn (text, "0123456789") != n)
    return FALSE;
  *out = g_ascii_strtoull (text, NULL, 10);
  return *out <= SEQ_MAX;
}

/**
 * muster_stream_read_start:
 * @log: what it is to read
 * @out: (out caller-allocates): from where; roles and person are for the caller to fill in
 *
 * Reads Last-Event-ID, else ?since=, and Muster-Journal. A browser that reconnects sends both of
 * the first two, and the header is the newer.
 *
 * Returns: %FALSE with %MUSTER_BASE_ERROR_SYNTAX, which deserves 400
 */
gboolean
muster_stream_read_start (MusterRequest *request,
                          const MusterEventLog *log,
                          MusterLogStart *out,
                          GError **error)
{
  const MusterTarget *target = muster_request_get_target (request, error);
  const char *seq = muster_request_get_header (request, "Last-Event-ID");
  const char *journal = muster_request_get_header (request, "Muster-Journal");
  char ours[MUSTER_ULID_TEXT_BYTES + 1];

  *out = (MusterLogStart){ 0 };
  if (target == NULL)
    return FALSE;
  if (seq == NULL)
    seq = muster_target_get (target, "since");
  if ((seq != NULL && !muster_stream_parse_seq (seq, &out->since)) ||
      muster_target_count (target, "since") > 1)
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                           "Last-Event-ID and since must be one whole number from 0 to 2^53");
      return FALSE;
    }
  muster_ulid_format (muster_event_log_get_journal (log), ours);
  out->resumes = seq != NULL;
  out->is_foreign = journal != NULL && !g_str_equal (journal, ours);
  return TRUE;
}

/**
 * muster_request_stream:
 * @start: who reads, and from where
 *
 * Answers with the server's log, for as long as both sides live. As muster_request_answer(): once,
 * and when deferred from any thread.
 */
void
muster_request_stream (MusterRequest *request, const MusterLogStart *start)
{
  g_return_if_fail (request->answer == NULL && !request->is_stream);
  g_return_if_fail (request->connection->server->settings.log != NULL);
  request->is_stream = TRUE;
  request->stream_start = *start;
  muster_request_release (request);
}

/* --- the reader's sleep; the log is locked --- */

static void
sleep_cb (gpointer user_data)
{
  MusterStream *self = user_data;

  muster_connection_enter (self->connection, MUSTER_PHASE_STREAM, G_MAXINT64);
  MHD_suspend_connection (self->connection->mhd);
}

static void
wake_cb (gpointer user_data)
{
  MusterStream *self = user_data;

  muster_connection_enter (self->connection, MUSTER_PHASE_STREAM, self->server->settings.write_us);
  MHD_resume_connection (self->connection->mhd);
}

/* --- what libmicrohttpd calls --- */

static ssize_t
read_cb (void *data, uint64_t position, char *out, size_t max)
{
  MusterStream *self = data;
  gssize n = muster_log_reader_read (self->reader, out, max);

  if (n == MUSTER_LOG_END)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (n == MUSTER_LOG_LOST)
    return MHD_CONTENT_READER_END_WITH_ERROR;
  if (n > 0)
    muster_connection_enter (self->connection, MUSTER_PHASE_STREAM,
                             self->server->settings.write_us);
  return n;
}

static void
free_cb (void *data)
{
  MusterStream *self = data;
  MusterServer *server = self->server;

  g_mutex_lock (&server->streams_lock);
  g_queue_unlink (&server->streams, &self->link);
  g_mutex_unlock (&server->streams_lock);
  muster_log_reader_free (self->reader);
  g_free (self);
}

static MusterStream *
open_stream (MusterRequest *request)
{
  static const MusterLogReaderFuncs funcs = { sleep_cb, wake_cb };
  MusterServer *server = request->connection->server;
  MusterStream *self = g_new0 (MusterStream, 1);
  gboolean stopping;

  self->server = server;
  self->connection = request->connection;
  self->token = request->stream_start.token;
  self->link.data = self;
  self->reader = muster_log_reader_new (server->settings.log, &request->stream_start, &funcs, self);
  g_mutex_lock (&server->streams_lock);
  g_queue_push_tail_link (&server->streams, &self->link);
  stopping = g_atomic_int_get (&server->stopping);
  g_mutex_unlock (&server->streams_lock);
  if (stopping) /* muster_streams_end() may have been here before us */
    muster_log_reader_end (self->reader);
  return self;
}

static struct MHD_Response *
new_response (MusterStream *stream)
{
  const MusterEventLog *log = stream->server->settings.log;
  struct MHD_Response *response;
  char journal[MUSTER_ULID_TEXT_BYTES + 1];

  muster_ulid_format (muster_event_log_get_journal (log), journal);
  response =
      MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BLOCK_BYTES, read_cb, stream, free_cb);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
  MHD_add_response_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  MHD_add_response_header (response, "X-Accel-Buffering", "no");
  MHD_add_response_header (response, "Muster-Journal", journal);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONNECTION, "close");
  return response;
}

/**
 * muster_stream_begin:
 * @request: given to muster_request_stream(), now on its HTTP thread in the access handler
 *
 * Returns: %MHD_NO to close
 */
enum MHD_Result
muster_stream_begin (MusterRequest *request)
{
  MusterConnection *connection = request->connection;
  struct MHD_Response *response = new_response (open_stream (request));
  const int send_buffer = SEND_BUFFER_BYTES;
  enum MHD_Result queued;

  setsockopt (connection->fd, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
  muster_connection_enter (connection, MUSTER_PHASE_STREAM, connection->server->settings.write_us);
  queued = MHD_queue_response (connection->mhd, MHD_HTTP_OK, response);
  MHD_destroy_response (response);
  return queued;
}

/**
 * muster_streams_end:
 *
 * Ends every stream, and wakes those that sleep so that they do. The server is stopping already.
 */
void
muster_streams_end (MusterServer *server)
{
  g_mutex_lock (&server->streams_lock);
  for (GList *l = server->streams.head; l != NULL; l = l->next)
    muster_log_reader_end (((MusterStream *) l->data)->reader);
  g_mutex_unlock (&server->streams_lock);
}

/**
 * muster_streams_check:
 * @server: a server
 * @is_in_force: whether a token still lets its bearer in
 * @user_data: for @is_in_force
 *
 * Ends the streams of tokens that no longer do: who was shut out reads no further.
 */
void
muster_streams_check (MusterServer *server,
                      gboolean (*is_in_force) (MusterUlid token, gpointer user_data),
                      gpointer user_data)
{
  g_mutex_lock (&server->streams_lock);
  for (GList *l = server->streams.head; l != NULL; l = l->next)
    {
      const MusterStream *stream = l->data;

      if (!muster_ulid_is_null (stream->token) && !is_in_force (stream->token, user_data))
        muster_log_reader_end (stream->reader);
    }
  g_mutex_unlock (&server->streams_lock);
}
