/* server-stop.c - an orderly end, whatever is going on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"

#define POSTERS 16
#define ROUNDS  20
#define POST    "POST /worker HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"

typedef struct
{
  int fd;
  gint *n_answered; /* atomic, of all */
} Poster;

/* Posts until it gets no answer any more; an answer is right or says that the hub is busy. */
static gpointer
post (gpointer data)
{
  Poster *self = data;
  guint status;

  while ((status = raw_roundtrip (self->fd, POST, NULL)) != 0)
    {
      g_assert_true (status == 202 || status == 503);
      g_atomic_int_inc (self->n_answered);
    }
  close (self->fd);
  return NULL;
}

static void
stop_under_load (void)
{
  HubFixture *fixture = hub_fixture_new ();
  GThread *threads[POSTERS];
  Poster posters[POSTERS];
  gint n_answered = 0;
  int stream = raw_connect (fixture->tcp);

  raw_send (stream, HUB_GET ("/stream"), -1);
  for (guint i = 0; i < POSTERS; i++)
    {
      posters[i] =
          (Poster){ raw_connect (i % 2 == 0 ? fixture->tcp : fixture->local), &n_answered };
      threads[i] = g_thread_new ("post", post, &posters[i]);
    }
  while (g_atomic_int_get (&n_answered) < POSTERS * 4)
    g_thread_yield ();
  hub_fixture_free (fixture);
  for (guint i = 0; i < POSTERS; i++)
    g_thread_join (threads[i]);
  g_string_free (raw_read_all (stream), TRUE);
  close (stream);
}

static void
test_under_load (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    stop_under_load ();
}

static gboolean
release_cb (gpointer user_data)
{
  muster_request_answer (user_data, muster_answer_new_static (200, NULL, "late, but true"));
  return G_SOURCE_REMOVE;
}

/* What is deferred is answered by the main loop, which the stop therefore keeps turning. */
static void
test_waits_for_answers (void)
{
  HubFixture *fixture = hub_fixture_new ();
  g_autofree char *body = NULL;
  int fd = raw_connect (fixture->tcp);

  raw_send (fd, HUB_GET ("/later"), -1);
  g_idle_add (release_cb, g_async_queue_pop (fixture->deferred));
  hub_fixture_free (fixture);
  g_assert_cmpuint (raw_read_answer (fd, &body), ==, 200);
  g_assert_cmpstr (body, ==, "late, but true");
  g_assert_true (raw_is_closed (fd));
  close (fd);
}

/* Silent, half-heard and idle connections, and a stream: all closed at once. */
static void
test_closes_all (void)
{
  HubFixture *fixture = hub_fixture_new ();
  int fds[4];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_connect (i % 2 == 0 ? fixture->tcp : fixture->local);
  raw_send (fds[1], "GET /who HT", -1);
  g_assert_cmpuint (raw_roundtrip (fds[2], HUB_GET ("/who"), NULL), ==, 200);
  raw_send (fds[3], "GET /stream HTTP/1.0\r\n\r\n", -1);
  g_string_free (raw_read_until (fds[3], ":hb\n\n"), TRUE);
  hub_fixture_settle (fixture);
  hub_fixture_free (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_assert_true (raw_is_closed (fds[i]));
      close (fds[i]);
    }
}

static void
test_stop_twice (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();

  muster_server_stop (fixture->server);
  muster_server_stop (fixture->server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/server-stop/under-load", test_under_load);
  g_test_add_func ("/hub/server-stop/waits-for-answers", test_waits_for_answers);
  g_test_add_func ("/hub/server-stop/closes-all", test_closes_all);
  g_test_add_func ("/hub/server-stop/stop-twice", test_stop_twice);
  return g_test_run ();
}
