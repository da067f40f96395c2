/* body.c - an answer that is written while it is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As in hub/stream, libmicrohttpd asks for bytes whenever the socket takes some, and the connection
 * is suspended, under the lock, while there are none. Its deadline runs only while bytes wait for
 * the reader, and every 64 KiB that it took put it off by a second: so a reader that is slower than
 * that is closed, however regularly it takes a little.
 */
#include "hub/body.h"

#include "hub/edge.h"

#include <string.h>

#define QUEUED_BYTES_MAX (256 * 1024)
#define BLOCK_BYTES      (32 * 1024)
#define RATE_BYTES       65536 /* for each, a second is added to a deadline */

struct _MusterBody
{
  gatomicrefcount refs; /* the writer's, and the answer's */
  MusterServer *server;
  MusterConnection *connection; /* of the answer, from begin on */

  GMutex lock; /* all below */
  GCond taken;
  GQueue pieces; /* of GString */
  gsize offset;  /* into the first */
  gsize queued_bytes;
  gboolean is_ended;  /* by its writer */
  gboolean is_closed; /* nobody reads it */
  gboolean is_asleep; /* the connection is suspended */
  gint64 due_us;      /* while awake: boot time of its deadline */
  gint64 left_us;     /* while asleep: the time that is left then */
  GList link;         /* in server->bodies, by its lock */
};

static void
free_piece (gpointer piece)
{
  g_string_free (piece, TRUE);
}

static void
unref_body (MusterBody *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_queue_clear_full (&self->pieces, free_piece);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->taken);
  g_free (self);
}

/**
 * muster_body_new:
 * @request: deferred; not touched
 *
 * Returns: (transfer full): an empty body
 */
MusterBody *
muster_body_new (MusterRequest *request)
{
  MusterBody *self = g_new0 (MusterBody, 1);

  g_atomic_ref_count_init (&self->refs);
  self->server = request->connection->server;
  self->link.data = self;
  g_mutex_init (&self->lock);
  g_cond_init (&self->taken);
  g_atomic_int_inc (&self->server->n_written);
  return self;
}

/* Locked. The HTTP thread is to ask again. */
static void
wake (MusterBody *self)
{
  if (!self->is_asleep)
    return;
  self->is_asleep = FALSE;
  self->due_us = muster_clock_boot_us (self->server->clock) + self->left_us;
  muster_connection_enter (self->connection, MUSTER_PHASE_STREAM, self->left_us);
  MHD_resume_connection (self->connection->mhd);
}

/**
 * muster_body_free:
 * @self: a body
 *
 * Lets go of the writer's end. What is not ended is cut, and its connection closed, so that nobody
 * takes a part for the whole.
 */
void
muster_body_free (MusterBody *self)
{
  MusterServer *server = self->server;

  g_mutex_lock (&self->lock);
  self->is_closed |= !self->is_ended;
  wake (self);
  g_mutex_unlock (&self->lock);
  unref_body (self);
  g_atomic_int_add (&server->n_written, -1);
}

/**
 * muster_body_write:
 * @self: a body
 * @piece: (transfer full): what comes next
 *
 * Returns: %FALSE if nobody reads it any more
 */
gboolean
muster_body_write (MusterBody *self, GString *piece)
{
  gboolean is_closed;

  g_mutex_lock (&self->lock);
  while (!self->is_closed && self->queued_bytes > QUEUED_BYTES_MAX)
    g_cond_wait (&self->taken, &self->lock);
  is_closed = self->is_closed;
  if (is_closed || piece->len == 0)
    g_string_free (piece, TRUE);
  else
    {
      self->queued_bytes += piece->len;
      g_queue_push_tail (&self->pieces, piece);
      wake (self);
    }
  g_mutex_unlock (&self->lock);
  return !is_closed;
}

/**
 * muster_body_end:
 * @self: a body
 *
 * Ends the answer behind what was written.
 */
void
muster_body_end (MusterBody *self)
{
  g_mutex_lock (&self->lock);
  self->is_ended = TRUE;
  wake (self);
  g_mutex_unlock (&self->lock);
}

/* Locked. */
static void
close_locked (MusterBody *self)
{
  self->is_closed = TRUE;
  wake (self);
  g_cond_signal (&self->taken);
}

/* The server stops. What is all written has a little time still, as any answer; a reader that does
 * not take the rest would keep the connection from hearing of it. */
static void
cut (MusterBody *self)
{
  g_mutex_lock (&self->lock);
  if (!self->is_ended)
    {
      close_locked (self);
      shutdown (self->connection->fd, SHUT_RDWR);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * muster_request_answer_body:
 * @request: deferred
 * @body: its body, whose writer goes on
 *
 * As muster_request_answer(), with 200 and JSON.
 */
void
muster_request_answer_body (MusterRequest *request, MusterBody *body)
{
  g_return_if_fail (request->answer == NULL && !request->is_stream && request->body_out == NULL);
  g_atomic_ref_count_inc (&body->refs);
  request->body_out = body;
  muster_request_release (request);
}

/* --- what libmicrohttpd calls --- */

/* Locked. */
static gsize
take (MusterBody *self, char *out, gsize max)
{
  gsize n = 0;
  GString *piece;

  while (n < max && (piece = g_queue_peek_head (&self->pieces)) != NULL)
    {
      gsize part = MIN (max - n, piece->len - self->offset);

      memcpy (out + n, piece->str + self->offset, part);
      n += part;
      self->offset += part;
      if (self->offset < piece->len)
        break;
      free_piece (g_queue_pop_head (&self->pieces));
      self->offset = 0;
    }
  self->queued_bytes -= n;
  return n;
}

/* Locked. */
static ssize_t
read_locked (MusterBody *self, char *out, gsize max)
{
  gint64 now_us = muster_clock_boot_us (self->server->clock);
  gsize n;

  if (self->is_closed)
    return MHD_CONTENT_READER_END_WITH_ERROR;
  n = take (self, out, max);
  if (n > 0)
    {
      self->due_us += (gint64) n * G_USEC_PER_SEC / RATE_BYTES;
      muster_connection_enter (self->connection, MUSTER_PHASE_STREAM, self->due_us - now_us);
      g_cond_signal (&self->taken);
      return (ssize_t) n;
    }
  if (self->is_ended)
    return MHD_CONTENT_READER_END_OF_STREAM;
  self->left_us = MAX (self->due_us - now_us, 0);
  muster_connection_enter (self->connection, MUSTER_PHASE_STREAM, G_MAXINT64);
  MHD_suspend_connection (self->connection->mhd);
  self->is_asleep = TRUE;
  return 0;
}

static ssize_t
read_cb (void *data, uint64_t position, char *out, size_t max)
{
  MusterBody *self = data;
  ssize_t n;

  g_mutex_lock (&self->lock);
  n = read_locked (self, out, max);
  g_mutex_unlock (&self->lock);
  return n;
}

static void
free_cb (void *data)
{
  MusterBody *self = data;

  g_mutex_lock (&self->server->streams_lock);
  g_queue_unlink (&self->server->bodies, &self->link);
  g_mutex_unlock (&self->server->streams_lock);
  muster_body_drop (self);
}

/**
 * muster_body_drop:
 * @self: (transfer full): the answer's end of a body
 *
 * Nobody reads it any more.
 */
void
muster_body_drop (MusterBody *self)
{
  g_mutex_lock (&self->lock);
  close_locked (self);
  g_mutex_unlock (&self->lock);
  unref_body (self);
}

/* Announced before it is looked whether the server stops, which does it the other way round. */
static void
open_body (MusterBody *self, MusterConnection *connection)
{
  MusterServer *server = self->server;
  gint64 now_us = muster_clock_boot_us (server->clock);

  g_mutex_lock (&self->lock);
  self->connection = connection;
  self->due_us = now_us + server->settings.write_us;
  g_mutex_unlock (&self->lock);
  muster_connection_enter (connection, MUSTER_PHASE_STREAM, server->settings.write_us);
  g_mutex_lock (&server->streams_lock);
  g_queue_push_tail_link (&server->bodies, &self->link);
  g_mutex_unlock (&server->streams_lock);
  if (g_atomic_int_get (&server->stopping))
    cut (self);
}

/**
 * muster_body_begin:
 * @request: given to muster_request_answer_body(), now on its HTTP thread in the access handler
 *
 * Returns: %MHD_NO to close
 */
enum MHD_Result
muster_body_begin (MusterRequest *request)
{
  MusterBody *self = g_steal_pointer (&request->body_out);
  MusterConnection *connection = request->connection;
  struct MHD_Response *response;
  enum MHD_Result queued;

  open_body (self, connection);
  response =
      MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BLOCK_BYTES, read_cb, self, free_cb);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
  queued = MHD_queue_response (connection->mhd, MHD_HTTP_OK, response);
  MHD_destroy_response (response);
  return queued;
}

/**
 * muster_bodies_end:
 * @server: is stopping already
 *
 * Cuts every body that is not written to its end.
 */
void
muster_bodies_end (MusterServer *server)
{
  g_mutex_lock (&server->streams_lock);
  for (GList *l = server->bodies.head; l != NULL; l = l->next)
    cut (l->data);
  g_mutex_unlock (&server->streams_lock);
}
