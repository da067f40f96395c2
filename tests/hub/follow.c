/* follow.c - for every role: snapshot and stream of a whole hub say the same (protocol §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "link/hub-link.h"
#include "live-hub.h"
#include "wire/event-codec.h"
#include "world/snapshot.h"

#include <string.h>

#define SECRET_ADDRESS "ben@example.org"

/* A reader: a world that began with a snapshot, and what it has checked. */
typedef struct
{
  LiveHub *hub;
  MusterScope scope;
  char *token;
  MusterHubLink *link;
  MusterWorld *world;
  MusterJsonReader *reader;
  MusterSha256 chain;
  guint n_lines;
  guint n_of[MUSTER_LINE_WITHHELD + 1];
  GString *seen; /* all lines */
} Reader;

/* As the table of events says; what has no payload is a head for everybody who may read it. */
static void
check_type (const Reader *self, const MusterLine *line)
{
  const MusterEventSpec *spec;

  if (line->event == NULL)
    return;
  spec = muster_event_spec (line->event->kind);
  g_assert_cmpuint ((spec->full | spec->head) & self->scope.access, !=, 0);
  if (line->type == MUSTER_LINE_FULL)
    g_assert_cmpuint (spec->full & self->scope.access, !=, 0);
}

static void
line_cb (gint64 seq, const char *bytes, gsize n, gpointer user_data)
{
  Reader *self = user_data;
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_autoptr (GError) error = NULL;
  MusterLine line;

  g_assert_true (muster_line_decode (bytes, n, self->reader, batch, &line, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seq, ==, (gint64) muster_world_get_seq (self->world) + 1); /* no gap */
  g_assert_cmpuint (line.seq, ==, (guint64) seq);
  muster_chain_step (&self->chain, &line.leaf);
  check_type (self, &line);
  if (line.event != NULL)
    muster_world_evolve (self->world, line.event);
  else
    muster_world_skip (self->world, line.seq);
  self->n_of[line.type]++;
  self->n_lines++;
  g_string_append_len (self->seen, bytes, (gssize) n);
  g_string_append_c (self->seen, '\n');
}

static void
reset_cb (const char *bytes, gsize n, gpointer user_data)
{
  g_error ("a reset: %.*s", (int) n, bytes);
}

static const MusterLinkListener listener = { line_cb, NULL, reset_cb };

static MusterWorld *
new_world (void)
{
  return muster_world_new (MUSTER_WORLD_CONSOLE, (MusterHashSeed){ 1, 2 });
}

static void
load (MusterWorld *world, const LiveAnswer *snapshot)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (snapshot->status, ==, 200);
  muster_world_load (world, snapshot->body, snapshot->body_n, &error);
  g_assert_no_error (error);
}

static void
read_chain (const LiveAnswer *snapshot, MusterSha256 *chain)
{
  g_autofree char *hex = live_answer_header (snapshot, "Muster-Chain");

  g_assert_nonnull (hex);
  g_assert_true (muster_from_hex (hex, strlen (hex), chain->bytes, sizeof chain->bytes));
}

static char *
save (const MusterWorld *world, const MusterScope *scope)
{
  GString *out = g_string_new (NULL);

  muster_world_save (world, scope, out);
  return g_string_free (out, FALSE);
}

static void
reader_begin (Reader *self, LiveHub *hub, const char *name, MusterAccess access)
{
  g_autoptr (LiveAnswer) snapshot = NULL;
  g_autofree char *seq = NULL, *journal = NULL;
  g_autoptr (GError) error = NULL;
  const MusterObject *person;

  *self = (Reader){ .hub = hub,
                    .scope = { .access = access },
                    .world = new_world (),
                    .reader = muster_json_reader_new (),
                    .seen = g_string_new (NULL) };
  self->token = live_token (hub, name, access);
  person =
      muster_directory_find (muster_world_get_directory (live_hub_world (hub)), "person", name, -1);
  if (person != NULL)
    self->scope.person = person->id;
  snapshot = live_get (hub, self->token, "/v1/snapshot");
  load (self->world, snapshot);
  read_chain (snapshot, &self->chain);
  seq = live_answer_header (snapshot, "Muster-Seq");
  journal = live_answer_header (snapshot, "Muster-Journal");
  g_assert_cmpuint (g_ascii_strtoull (seq, NULL, 10), ==, muster_world_get_seq (self->world));
  self->link = muster_hub_link_new (&(MusterHubLinkOptions){ .url = hub->local,
                                                             .token = self->token,
                                                             .clock = hub->clock,
                                                             .fill = muster_random_fill },
                                    &error);
  g_assert_no_error (error);
  muster_hub_link_set_listener (self->link, &listener, self);
  muster_hub_link_open (self->link, (gint64) muster_world_get_seq (self->world), journal);
}

static void
reader_catch_up (Reader *self)
{
  live_hub_settle (self->hub);
  while (muster_world_get_seq (self->world) < live_hub_seq (self->hub))
    g_main_context_iteration (NULL, TRUE);
}

static void
reader_clear (Reader *self)
{
  g_object_unref (self->link);
  muster_world_free (self->world);
  muster_json_reader_free (self->reader);
  g_string_free (self->seen, TRUE);
  g_free (self->token);
}

static void
do_it (LiveHub *hub, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

  if (answer->status != 200)
    g_error ("%s %s: %u %s", path, body, answer->status, answer->body);
}

/* One of almost everything that an incident can have. */
static void
make_history (LiveHub *hub)
{
  g_autofree char *key = live_key (hub, "api");

  do_it (hub, "/v1/config",
         "{\"object\":\"person\",\"name\":\"ben\",\"body\":{},\"contact\":"
         "{\"channels\":[{\"type\":\"email\",\"to\":\"" SECRET_ADDRESS "\"}]}}");
  g_assert_cmpuint (live_alert (hub, key,
                                "[{\"summary\":\"a\",\"severity\":\"critical\"},"
                                "{\"summary\":\"a\",\"labels\":{\"pod\":\"2\"}}]"),
                    ==, 202);
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"b\",\"dedupKey\":\"b\"}"), ==, 202);
  do_it (hub, "/v1/incidents/INC-1/acknowledge", "{}");
  do_it (hub, "/v1/incidents/INC-1/assign", "{\"role\":\"commander\",\"person\":\"ben\"}");
  do_it (hub, "/v1/incidents/INC-1/note", "{\"text\":\"secret words\"}");
  do_it (hub, "/v1/incidents/INC-1/task", "{\"text\":\"look\",\"owner\":\"ben\"}");
  do_it (hub, "/v1/incidents/INC-1/impact", "{\"text\":\"all\",\"users\":10}");
  do_it (hub, "/v1/incidents/INC-1/page", "{\"target\":\"person:ben\"}");
  do_it (hub, "/v1/incidents/INC-1/stage", "{\"stage\":\"diagnose\"}");
  do_it (hub, "/v1/incidents", "{\"title\":\"declared\",\"severity\":3,\"needs\":\"hands\"}");
  g_assert_cmpuint (
      live_alert (hub, key, "{\"summary\":\"b\",\"dedupKey\":\"b\",\"status\":\"resolved\"}"), ==,
      202);
  do_it (hub, "/v1/incidents/INC-2/resolve", "{\"reason\":\"gone\"}");
  do_it (hub, "/v1/drills", "{\"name\":\"d\"}");
  g_assert_cmpuint (live_alert (hub, key, "{"), ==, 400);
}

static const struct
{
  const char *name;
  MusterAccess access;
} roles[] = {
  { "vic", MUSTER_ACCESS_VIEWER },  { "rob", MUSTER_ACCESS_RESPONDER },
  { "max", MUSTER_ACCESS_MANAGER }, { "ada", MUSTER_ACCESS_ADMIN },
  { "aud", MUSTER_ACCESS_AUDITOR }, { "ben", MUSTER_ACCESS_RESPONDER },
  { "wall", MUSTER_ACCESS_SCREEN },
};

/* Snapshot, then lines, is the later snapshot: state and chain. */
static void
test_fold_is_snapshot (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    for (guint late = 0; late <= 1; late++)
      {
        g_autoptr (LiveHub) hub = live_hub_new (FALSE);
        g_autoptr (LiveAnswer) snapshot = NULL;
        g_autoptr (MusterWorld) wanted = new_world ();
        g_autofree char *want = NULL, *got = NULL;
        MusterSha256 chain;
        Reader reader;

        g_test_message ("%s as %s", roles[i].name, muster_access_name (roles[i].access));
        if (late)
          make_history (hub);
        reader_begin (&reader, hub, roles[i].name, roles[i].access);
        make_history (hub);
        snapshot = live_get (hub, reader.token, "/v1/snapshot"); /* all is told that happened */
        reader_catch_up (&reader);
        g_assert_cmpuint (reader.n_lines, >, 15);
        load (wanted, snapshot);
        read_chain (snapshot, &chain);
        g_assert_cmpmem (chain.bytes, sizeof chain, reader.chain.bytes, sizeof chain);
        want = save (wanted, &reader.scope);
        got = save (reader.world, &reader.scope);
        g_assert_cmpstr (got, ==, want);
        reader_clear (&reader);
      }
}

static void
test_who_reads_what (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (LiveHub) hub = live_hub_new (FALSE);
      gboolean is_admin = roles[i].access == MUSTER_ACCESS_ADMIN;
      gboolean is_screen = roles[i].access == MUSTER_ACCESS_SCREEN;
      gboolean is_ben = strcmp (roles[i].name, "ben") == 0;
      g_autoptr (LiveAnswer) snapshot = NULL;
      Reader reader;

      g_test_message ("%s as %s", roles[i].name, muster_access_name (roles[i].access));
      reader_begin (&reader, hub, roles[i].name, roles[i].access);
      make_history (hub);
      reader_catch_up (&reader);
      snapshot = live_get (hub, reader.token, "/v1/snapshot");
      g_assert_cmpint (strstr (reader.seen->str, SECRET_ADDRESS) != NULL, ==, is_admin || is_ben);
      g_assert_cmpint (strstr (snapshot->body, SECRET_ADDRESS) != NULL, ==, is_admin || is_ben);
      g_assert_cmpint (strstr (reader.seen->str, "secret words") != NULL, ==, !is_screen);
      g_assert_cmpint (strstr (snapshot->body, "secret words") != NULL, ==, !is_screen);
      g_assert_null (strstr (reader.seen->str, "\"labels\":{")); /* raw alerts are for nobody */
      reader_clear (&reader);
    }
}

/* Whoever resumes after any seq gets each line once, across a restart of the hub too. */
static void
test_resume (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  Reader reader;

  reader_begin (&reader, hub, "vic", MUSTER_ACCESS_VIEWER);
  make_history (hub);
  reader_catch_up (&reader);
  live_hub_restart (hub);
  muster_hub_link_retry_now (reader.link);
  make_history (hub);
  reader_catch_up (&reader);
  reader_clear (&reader);
}

/* Who is shut out while reading reads no further. */
static void
test_revoked (void)
{
  static const char *const ways[] = { "token", "person" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (LiveHub) hub = live_hub_new (FALSE);
      const GPtrArray *objects =
          muster_directory_objects (muster_world_get_directory (live_hub_world (hub)));
      g_autofree char *path = NULL;
      Reader reader, other;

      reader_begin (&other, hub, "rob", MUSTER_ACCESS_RESPONDER);
      reader_begin (&reader, hub, "vic", MUSTER_ACCESS_VIEWER);
      do_it (hub, "/v1/incidents", "{\"title\":\"seen\"}");
      reader_catch_up (&reader);
      for (guint o = 0; o < objects->len; o++) /* the newest of its type */
        {
          const MusterObject *object = g_ptr_array_index (objects, o);
          g_autofree char *id = muster_ulid_to_string (object->id);

          if (strcmp (object->type, ways[i]) != 0)
            continue;
          g_free (path);
          path = i == 0 ? g_strdup_printf ("/v1/tokens/%s/revoke", id)
                        : g_strdup_printf ("/v1/config/%s/remove", id);
        }
      do_it (hub, path, "{}");
      while (muster_hub_link_get_state (reader.link) != MUSTER_LINK_OFFLINE)
        g_main_context_iteration (NULL, TRUE);
      do_it (hub, "/v1/incidents", "{\"title\":\"unseen\"}");
      reader_catch_up (&other);
      g_assert_nonnull (strstr (other.seen->str, "unseen"));
      g_assert_null (strstr (reader.seen->str, "unseen"));
      reader_clear (&reader);
      reader_clear (&other);
    }
}

static void
test_starts (void)
{
  static const struct
  {
    const char *headers;
    const char *query;
    guint status;
  } starts[] = {
    { "Last-Event-ID: -1\r\n", "", 400 },
    { "Last-Event-ID: 1e9\r\n", "", 400 },
    { "Last-Event-ID: 18446744073709551616\r\n", "", 400 },
    { "Last-Event-ID: x\r\n", "", 400 },
    { NULL, "?since=x", 400 },
    { "Origin: http://evil.example\r\n", "", 403 },
    { "Authorization: Bearer nonsense\r\n", "", 401 },
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autoptr (LiveAnswer) stranger = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/stream", starts[i].query, NULL);
      g_autoptr (LiveAnswer) answer =
          live_ask (hub, &(LiveRequest){ .path = path, .headers = starts[i].headers });

      g_assert_cmpuint (answer->status, ==, starts[i].status);
    }
  stranger = live_ask (hub, &(LiveRequest){ .path = "/v1/stream", .by_tcp = TRUE });
  g_assert_cmpuint (stranger->status, ==, 401);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/follow/fold-is-snapshot", test_fold_is_snapshot);
  g_test_add_func ("/follow/who-reads-what", test_who_reads_what);
  g_test_add_func ("/follow/resume", test_resume);
  g_test_add_func ("/follow/revoked", test_revoked);
  g_test_add_func ("/follow/starts", test_starts);
  return g_test_run ();
}
