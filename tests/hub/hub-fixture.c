/* hub-fixture.c - a server with a manual clock, and handlers that tests can steer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"
#include <glib/gstdio.h>
#include <string.h>

#define BIG_BYTES (64 * 1024 * 1024)
#define WAIT_US   (20 * G_USEC_PER_SEC)
#define FIRST_US  (1000 * G_USEC_PER_SEC)
#define LOG_BYTES (1024 * 1024)
#define LOG_JOURNAL                                                                                \
  {                                                                                                \
    1, 2                                                                                           \
  }

static gboolean
path_is (const MusterRequest *request, const char *path)
{
  return g_str_equal (muster_request_get_raw_target (request), path);
}

static void
route (MusterRequest *request, gpointer user_data)
{
  HubFixture *self = user_data;
  guint retry_after_s;

  if (muster_request_get_header (request, "Authorization") != NULL)
    muster_request_authenticated (request);
  if (g_str_has_prefix (muster_request_get_raw_target (request), "/intake/"))
    muster_request_set_body_max (request, 16 * 1024 * 1024);
  if (path_is (request, "/refuse"))
    muster_request_answer (request, muster_problem_new (403, "refused", "Refused", NULL));
  else if (path_is (request, "/guess") && !muster_request_may_guess (request, &retry_after_s))
    {
      MusterAnswer *answer = muster_problem_new (429, "slow-down", "Too many requests", NULL);
      muster_answer_add_retry_after (answer, retry_after_s);
      muster_request_answer (request, answer);
    }
  g_async_queue_push (self->routed, g_strdup (muster_request_get_raw_target (request)));
}

static void
answer_text (MusterRequest *request, char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  muster_request_answer (request, muster_answer_new (200, "text/plain", body));
}

static void
begin_stream (HubFixture *self, MusterRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *role = muster_request_get_header (request, "Role");
  MusterLogStart start;

  if (muster_request_has_foreign_origin (request))
    muster_request_answer (request, muster_problem_new (403, "origin", "Foreign origin", NULL));
  else if (!muster_stream_read_start (request, self->log, &start, &error))
    muster_request_answer (request, muster_problem_new (400, "seq", "Bad seq", error->message));
  else
    {
      start.roles = role != NULL ? (guint32) g_ascii_strtoull (role, NULL, 10) : 1;
      muster_request_stream (request, &start);
    }
}

typedef struct
{
  HubFixture *fixture;
  MusterBody *body;
  guint pieces_n;
  gboolean waits, cuts;
} Writer;

static gpointer
write_body (gpointer data)
{
  g_autofree Writer *self = data;
  guint i;

  for (i = 0; i < self->pieces_n; i++)
    {
      GString *piece = g_string_sized_new (HUB_PIECE_BYTES);

      g_string_set_size (piece, HUB_PIECE_BYTES);
      memset (piece->str, 'a' + (int) (i % 26), HUB_PIECE_BYTES);
      if (!muster_body_write (self->body, piece))
        break;
      if (i == 0 && self->waits)
        g_async_queue_pop (self->fixture->going_on);
    }
  if (i == self->pieces_n && !self->cuts)
    muster_body_end (self->body);
  muster_body_free (self->body);
  return NULL;
}

static void
begin_body (HubFixture *self, MusterRequest *request)
{
  const char *pieces = muster_request_get_header (request, "Pieces");
  Writer *writer = g_new0 (Writer, 1);

  writer->fixture = self;
  writer->pieces_n = pieces != NULL ? (guint) g_ascii_strtoull (pieces, NULL, 10) : 0;
  writer->waits = muster_request_get_header (request, "Waits") != NULL;
  writer->cuts = muster_request_get_header (request, "Cut") != NULL;
  if (!muster_request_defer (request))
    {
      g_free (writer);
      return;
    }
  writer->body = muster_body_new (request);
  muster_request_answer_body (request, writer->body);
  g_thread_unref (g_thread_new ("writer", write_body, writer));
}

static void
handle (MusterRequest *request, gpointer user_data)
{
  HubFixture *self = user_data;
  gsize n;

  muster_request_get_body (request, &n);
  if (path_is (request, "/who"))
    answer_text (request, g_strdup_printf ("%u %s %s", muster_request_get_peer_uid (request),
                                           muster_request_get_peer_address (request),
                                           (char *) muster_request_get_listener_tag (request)));
  else if (g_str_has_suffix (muster_request_get_raw_target (request), "/echo"))
    answer_text (request, g_strdup_printf ("%" G_GSIZE_FORMAT, n));
  else if (path_is (request, "/big"))
    muster_request_answer (request, muster_answer_new (200, "text/plain", self->big));
  else if (g_str_has_prefix (muster_request_get_raw_target (request), "/stream"))
    begin_stream (self, request);
  else if (path_is (request, "/written"))
    begin_body (self, request);
  else if (path_is (request, "/later"))
    {
      if (muster_request_defer (request))
        g_async_queue_push (self->deferred, request);
    }
  else if (path_is (request, "/worker"))
    {
      if (muster_request_defer (request))
        g_thread_pool_push (self->workers, request, NULL);
    }
  else
    muster_request_answer (request, muster_problem_new (404, "not-found", "No such thing", NULL));
}

static void
work (gpointer request, gpointer user_data)
{
  muster_request_answer (request, muster_answer_new (202, NULL, NULL));
}

static void
refused_body (MusterRequest *request, guint64 bytes_n, gpointer user_data)
{
  ((HubFixture *) user_data)->refused_n = (gint64) bytes_n;
}

void
hub_fixture_init_settings (HubFixture *self, MusterServerSettings *settings)
{
  muster_server_settings_init (settings);
  settings->handler = (MusterServerHandler){ route, handle, refused_body };
  settings->user_data = self;
  settings->log = self->log;
}

HubFixture *
hub_fixture_alloc (void)
{
  HubFixture *self = g_new0 (HubFixture, 1);
  MusterUlid journal = LOG_JOURNAL;

  self->clock = muster_clock_new_manual (FIRST_US);
  self->settler = -1;
  self->log = muster_event_log_new (journal, 0, LOG_BYTES);
  self->routed = g_async_queue_new_full (g_free);
  self->deferred = g_async_queue_new ();
  self->going_on = g_async_queue_new ();
  self->workers = g_thread_pool_new (work, self, 1, FALSE, NULL);
  self->big = g_bytes_new_take (g_malloc0 (BIG_BYTES), BIG_BYTES);
  return self;
}

void
hub_fixture_start (HubFixture *self, const MusterServerSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *spec = NULL;
  g_auto (GStrv) addresses = NULL;

  self->folder = g_dir_make_tmp ("muster-XXXXXX", &error);
  g_assert_no_error (error);
  spec = g_strdup_printf ("unix:%s/s", self->folder);
  self->server = muster_server_new (settings, self->clock);
  g_assert_true (muster_server_listen (self->server, "127.0.0.1:0", (gpointer) "tcp", &error));
  g_assert_true (muster_server_listen (self->server, spec, (gpointer) "unix", &error));
  addresses = muster_server_get_addresses (self->server);
  self->tcp = g_strdup (addresses[0]);
  self->local = g_strdup (addresses[1]);
}

HubFixture *
hub_fixture_new (void)
{
  HubFixture *self = hub_fixture_alloc ();
  MusterServerSettings settings;

  hub_fixture_init_settings (self, &settings);
  hub_fixture_start (self, &settings);
  return self;
}

void
hub_fixture_free (HubFixture *self)
{
  muster_server_free (self->server);
  muster_event_log_free (self->log);
  if (self->settler >= 0)
    close (self->settler);
  g_thread_pool_free (self->workers, FALSE, TRUE);
  g_async_queue_unref (self->routed);
  g_async_queue_unref (self->deferred);
  g_async_queue_unref (self->going_on);
  g_bytes_unref (self->big);
  g_object_unref (self->clock);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0); /* the socket's file is gone */
  g_free (self->folder);
  g_free (self->tcp);
  g_free (self->local);
  g_free (self);
}

static void
ask (HubFixture *self)
{
  g_assert_cmpuint (
      raw_roundtrip (self->settler, "GET /who HTTP/1.1\r\nHost: h\r\n" HUB_AUTH "\r\n", NULL), ==,
      200);
}

void
hub_fixture_settle (HubFixture *self)
{
  if (self->settler < 0)
    self->settler = raw_connect (self->tcp);
  ask (self);
  ask (self); /* the first may have been served in the same turn of the loop, before the others */
}

guint
hub_fixture_get_late (HubFixture *self)
{
  MusterServerStats stats;

  muster_server_get_stats (self->server, &stats);
  return stats.late;
}

guint
hub_fixture_advance (HubFixture *self, gint64 by_us)
{
  guint before = hub_fixture_get_late (self);

  hub_fixture_settle (self);
  muster_clock_advance (self->clock, by_us);
  ask (self); /* so that it is not late itself */
  muster_server_tick (self->server);
  return hub_fixture_get_late (self) - before;
}

void
hub_fixture_expect_route (HubFixture *self, const char *path)
{
  g_autofree char *got = NULL;

  do
    {
      g_free (got);
      got = g_async_queue_timeout_pop (self->routed, WAIT_US);
      g_assert_nonnull (got);
    }
  while (!g_str_equal (got, path));
}
