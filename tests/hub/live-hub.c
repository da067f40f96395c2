/* live-hub.c - a whole hub in this process, asked over its sockets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include "base/json-reader.h"
#include "raw-client.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* --- the hub --- */

static void
start (LiveHub *self)
{
  MusterHubSettings settings = {
    .state = self->state,
    .clock = self->clock,
    .serves = TRUE,
    .owner = "owner",
    .url = "https://muster.example/",
  };
  g_autofree char *socket = g_strconcat ("unix:", self->folder, "/s", NULL);
  g_auto (GStrv) addresses = NULL;
  g_autoptr (GError) error = NULL;

  self->hub = muster_hub_new (&settings, &error);
  g_assert_no_error (error);
  if (self->outbound != NULL)
    muster_hub_set_outbound (self->hub, self->outbound); /* before a page is sent again */
  muster_hub_start (self->hub);
  g_assert_true (muster_hub_listen (self->hub, socket, MUSTER_LISTENER_ALL, &error));
  g_assert_true (muster_hub_listen (self->hub, "127.0.0.1:0", MUSTER_LISTENER_ALL, &error));
  addresses = muster_hub_get_addresses (self->hub);
  g_free (self->local);
  g_free (self->tcp);
  self->local = g_strdup (addresses[0]);
  self->tcp = g_strdup (addresses[1]);
  live_hub_settle (self);
}

static void
stop (LiveHub *self)
{
  muster_hub_stop (self->hub);
  g_clear_pointer (&self->hub, muster_hub_free);
}

LiveHub *
live_hub_new (gboolean on_disk)
{
  LiveHub *self = g_new0 (LiveHub, 1);
  g_autoptr (GError) error = NULL;

  self->clock = muster_clock_new_manual (LIVE_START_US);
  self->folder = g_dir_make_tmp ("muster-XXXXXX", &error);
  g_assert_no_error (error);
  if (on_disk)
    self->state = g_build_filename (self->folder, "state", NULL);
  start (self);
  return self;
}

void
live_hub_restart (LiveHub *self)
{
  g_assert_nonnull (self->state);
  stop (self);
  start (self);
}

void
live_hub_restart_without_snapshot (LiveHub *self)
{
  g_autofree char *snapshot = g_build_filename (self->state, "snapshot", NULL);

  stop (self);
  g_assert_cmpint (g_unlink (snapshot), ==, 0);
  start (self);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
live_hub_free (LiveHub *self)
{
  stop (self);
  remove_folder (self->folder);
  g_object_unref (self->clock);
  g_free (self->folder);
  g_free (self->state);
  g_free (self->local);
  g_free (self->tcp);
  g_free (self);
}

MusterWorld *
live_hub_world (const LiveHub *self)
{
  return muster_committer_get_world (muster_hub_get_committer (self->hub));
}

MusterMemoryJournal *
live_hub_journal (const LiveHub *self)
{
  return MUSTER_MEMORY_JOURNAL (
      muster_committer_get_journal (muster_hub_get_committer (self->hub)));
}

guint64
live_hub_seq (const LiveHub *self)
{
  return muster_committer_get_committed (muster_hub_get_committer (self->hub));
}

void
live_hub_settle (LiveHub *self)
{
  MusterCommitter *committer = muster_hub_get_committer (self->hub);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (!muster_committer_is_failing (committer))
    muster_committer_settle (committer);
  do
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      muster_committer_wait (committer);
    }
  while (g_main_context_pending (NULL) ||
         (!muster_committer_is_failing (committer) &&
          live_hub_seq (self) < muster_world_get_seq (live_hub_world (self))));
}

void
live_hub_fail_next (LiveHub *self, guint n)
{
  live_hub_settle (self);
  muster_memory_journal_fail_next (live_hub_journal (self), n);
}

void
live_hub_advance (LiveHub *self, gint64 by_us)
{
  muster_clock_advance (self->clock, by_us);
  live_hub_settle (self);
}

/* --- asking: on a thread of its own, as the hub decides on this one --- */

typedef struct
{
  const char *address;
  const char *bytes;
  gsize n;
  GString *answer;
  int done;
} Talk;

static gpointer
talk_thread (gpointer data)
{
  Talk *self = data;
  int fd = raw_connect (self->address);

  raw_send (fd, self->bytes, (gssize) self->n);
  self->answer = raw_read_all (fd);
  close (fd);
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

GString *
live_talk (const char *address, const char *bytes, gsize n)
{
  Talk talk = { .address = address, .bytes = bytes, .n = n };
  GThread *thread = g_thread_new ("client", talk_thread, &talk);

  while (!g_atomic_int_get (&talk.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  return talk.answer;
}

GString *
live_raw (LiveHub *self, gboolean by_tcp, const char *bytes, gsize n)
{
  return live_talk (by_tcp ? self->tcp : self->local, bytes, n);
}

static LiveAnswer *
parse_answer (const GString *bytes)
{
  LiveAnswer *self = g_new0 (LiveAnswer, 1);
  const char *end = g_strstr_len (bytes->str, (gssize) bytes->len, "\r\n\r\n");

  raw_find_statuses (bytes->str, bytes->len, &self->status, 1);
  if (end == NULL)
    return self;
  self->head = g_strndup (bytes->str, (gsize) (end - bytes->str) + 2);
  end += 4;
  self->body_n = bytes->len - (gsize) (end - bytes->str);
  if (strcasestr (self->head, "\r\nTransfer-Encoding: chunked\r\n") != NULL)
    {
      GString *body = raw_join_chunks (end, self->body_n);

      g_assert_nonnull (body);
      self->body_n = body->len;
      self->body = g_string_free (body, FALSE);
      return self;
    }
  self->body = g_malloc0 (self->body_n + 1);
  memcpy (self->body, end, self->body_n);
  return self;
}

static GString *
write_request (const LiveRequest *request)
{
  GString *bytes = g_string_new (NULL);
  gsize body_n = request->body == NULL  ? 0
                 : request->body_n != 0 ? request->body_n
                                        : strlen (request->body);
  const char *method = request->method != NULL ? request->method
                       : request->body != NULL ? "POST"
                                               : "GET";

  g_string_append_printf (bytes, "%s %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n", method,
                          request->path);
  if (request->token != NULL)
    g_string_append_printf (bytes, "Authorization: Bearer %s\r\n", request->token);
  if (request->headers != NULL)
    g_string_append (bytes, request->headers);
  if (request->body != NULL)
    g_string_append_printf (
        bytes, "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n", body_n);
  g_string_append (bytes, "\r\n");
  g_string_append_len (bytes, request->body != NULL ? request->body : "", (gssize) body_n);
  return bytes;
}

LiveAnswer *
live_ask (LiveHub *self, const LiveRequest *request)
{
  g_autoptr (GString) bytes = write_request (request);
  g_autoptr (GString) answer = live_raw (self, request->by_tcp, bytes->str, bytes->len);

  return parse_answer (answer);
}

static void
wait_for_deferred (const LiveHub *self, guint n)
{
  MusterServerStats stats = { 0 };

  while (stats.deferred < n)
    {
      g_thread_yield ();
      muster_server_get_stats (muster_hub_get_server (self->hub), &stats);
    }
}

void
live_post_both (LiveHub *self,
                const char *const paths[2],
                const char *const bodies[2],
                LiveAnswer *answers[2])
{
  Talk talks[2] = { 0 };
  GString *requests[2];
  GThread *threads[2];

  for (guint i = 0; i < 2; i++)
    {
      requests[i] = write_request (&(LiveRequest){ .path = paths[i], .body = bodies[i] });
      talks[i] = (Talk){ .address = self->local, .bytes = requests[i]->str, .n = requests[i]->len };
      threads[i] = g_thread_new ("client", talk_thread, &talks[i]);
      wait_for_deferred (self, i + 1); /* the first comes first */
    }
  while (!g_atomic_int_get (&talks[0].done) || !g_atomic_int_get (&talks[1].done))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_thread_join (threads[i]);
      answers[i] = parse_answer (talks[i].answer);
      g_string_free (talks[i].answer, TRUE);
      g_string_free (requests[i], TRUE);
    }
}

LiveAnswer *
live_get (LiveHub *self, const char *token, const char *path)
{
  return live_ask (self, &(LiveRequest){ .path = path, .token = token });
}

LiveAnswer *
live_post (LiveHub *self, const char *token, const char *path, const char *body)
{
  return live_ask (self, &(LiveRequest){ .path = path, .token = token, .body = body });
}

/* --- answers --- */

void
live_answer_free (LiveAnswer *self)
{
  g_free (self->head);
  g_free (self->body);
  g_free (self);
}

char *
live_answer_header (const LiveAnswer *self, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char *at = self->head != NULL ? strcasestr (self->head, start) : NULL;

  if (at == NULL)
    return NULL;
  at += strlen (start);
  return g_strndup (at, strcspn (at, "\r"));
}

static gboolean
find_member (MusterJsonReader *reader, const LiveAnswer *self, const char *member)
{
  MusterText name;

  muster_json_reader_begin (reader, self->body, self->body_n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (muster_text_equal (name, member))
        return TRUE;
      muster_json_reader_skip (reader);
    }
  return FALSE;
}

char *
live_answer_string (const LiveAnswer *self, const char *member)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText text;

  if (!find_member (reader, self, member) ||
      muster_json_reader_peek (reader) != MUSTER_JSON_STRING ||
      !muster_json_reader_string (reader, &text))
    return NULL;
  return muster_text_dup (text);
}

gint64
live_answer_int (const LiveAnswer *self, const char *member)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gint64 value;

  return find_member (reader, self, member) && muster_json_reader_int (reader, &value) ? value : -1;
}

/* --- what most tests need --- */

static char *
ask_secret (LiveHub *self, const char *path, const char *body, const char *member)
{
  g_autoptr (LiveAnswer) answer = live_post (self, NULL, path, body);

  if (answer->status != 200)
    g_error ("%s %s: %u %s", path, body, answer->status, answer->body);
  return live_answer_string (answer, member);
}

char *
live_key (LiveHub *self, const char *service)
{
  g_autofree char *body = g_strdup_printf ("{\"service\":\"%s\"}", service);

  return ask_secret (self, "/v1/keys", body, "key");
}

char *
live_token (LiveHub *self, const char *person, MusterAccess access)
{
  g_autofree char *token =
      g_strdup_printf ("{\"person\":\"%s\",\"role\":\"%s\"}", person, muster_access_name (access));
  g_autofree char *put =
      g_strdup_printf ("{\"object\":\"person\",\"name\":\"%s\",\"body\":{}}", person);
  g_autoptr (LiveAnswer) made = NULL;

  if ((access & MUSTER_ACCESS_PEOPLE) != 0)
    {
      made = live_post (self, NULL, "/v1/config", put);
      g_assert_cmpuint (made->status, ==, 200);
    }
  return ask_secret (self, "/v1/tokens", token, "token");
}

guint
live_alert (LiveHub *self, const char *key, const char *json)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/generic", key);
  g_autoptr (LiveAnswer) answer = live_post (self, NULL, path, json);

  return answer->status;
}
