/* commands.c - every command over HTTP: answered, repeated, refused (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "shift-things.h"

#include <string.h>

/* What each row of the table is tried with. In the body stand: {INC}, an incident of the test's
 * own; {SEQ}, {TASK}, {PAGE} and {ALERT}, of what was added to it; {OTHER}, another incident. They
 * are in braces as an id may well have the letters "SEQ". `before` are commands that make it one
 * that does something, {PAGED} is who is paged. `object` is the type of what {id} in the path is.
 */
typedef struct
{
  const char *name;
  const char *body;      /* arguments */
  const char *before[2]; /* "word {arguments}" on the incident */
  const char *object;    /* made before */
} Case;

static const Case cases[] = {
  { "incident.declare", "\"title\":\"T\",\"severity\":\"SEV-2\",\"service\":\"api\"" },
  { "incident.acknowledge", "", { "unacknowledge {}" } },
  { "incident.unacknowledge", "" },
  { "incident.severity", "\"severity\":1,\"reason\":\"worse\"" },
  { "incident.stage", "\"stage\":\"diagnose\"" },
  { "incident.title", "\"title\":\"Better\"" },
  { "incident.resolve", "\"reason\":\"done\"" },
  { "incident.reopen", "", { "resolve {}" } },
  { "incident.assign", "\"role\":\"commander\",\"person\":\"ana\"" },
  { "incident.hand-over",
    "\"role\":\"commander\",\"person\":\"ben\"",
    { "assign {\"role\":\"commander\",\"person\":\"ana\"}" } },
  { "incident.release",
    "\"role\":\"commander\"",
    { "assign {\"role\":\"commander\",\"person\":\"ana\"}" } },
  { "incident.about", "\"service\":\"api\"" },
  { "incident.merge", "\"into\":\"{OTHER}\"" },
  { "incident.apart", "\"from\":\"{OTHER}\"" },
  { "incident.split", "\"alerts\":\"{ALERT}\"" },
  { "incident.note", "\"text\":\"N\",\"at\":\"2026-03-06T13:00:00Z\"" },
  { "incident.pin", "\"seq\":{SEQ}", { "note {\"text\":\"N\"}" } },
  { "incident.impact", "\"text\":\"all\",\"users\":3,\"start\":\"2026-03-06T13:50:00Z\"" },
  { "incident.task", "\"text\":\"T\",\"owner\":\"ana\",\"due\":\"2026-03-20T00:00:00Z\"" },
  { "incident.task-done", "\"task\":\"{TASK}\"", { "task {\"text\":\"T\"}" } },
  { "incident.undo", "\"seq\":{SEQ}", { "note {\"text\":\"N\"}" } },
  { "incident.page", "\"target\":\"person:ana\"" },
  { "incident.snooze", "\"until\":\"2026-03-06T16:00:00Z\"" },
  { "incident.escalate", "", { "unacknowledge {}" } },
  { "incident.page-shown", "\"page\":\"{PAGE}\"", { "page {\"target\":\"person:{PAGED}\"}" } },
  { "incident.run", "\"template\":\"memory\"" },
  { "change.record", "\"title\":\"d\",\"kind\":\"deploy\",\"version\":\"1.2\"" },
  { "config.put", "\"object\":\"team\",\"name\":\"t{INC}\",\"body\":{\"people\":[\"ana\"]}" },
  { "config.remove", "", .object = "team" },
  { "calendar.add", "\"person\":\"cho\"" },
  { "calendar.revoke", "", .object = "calendar" },
  { "key.add", "\"service\":\"api\"" },
  { "key.revoke", "", .object = "key" },
  { "key.rotate", "\"overlap\":\"2h\"", .object = "key" },
  { "key.retire", "", .object = "rotated" },
  { "letter.replay", "\"source\":\"generic\"", .object = "letter" },
  { "key.configure", "\"flood\":100,\"silence\":\"2h\"", .object = "key" },
  { "token.add", "\"person\":\"ana\",\"role\":\"viewer\"" },
  { "token.revoke", "", .object = "token" },
  { "secret.name", "\"name\":\"smtp\"" },
  { "silence.set", "\"matchers\":\"a=b\",\"endsAt\":\"2026-03-06T15:00:00Z\"" },
  { "silence.end", "", .object = "silence" },
  { "alert.acknowledge", "", .object = "alert" },
  { "schedule.override",
    "\"kind\":\"replace\",\"person\":\"ben\",\"other\":\"cho\",\"from\":\"2026-03-09T00:00:00Z\","
    "\"to\":\"2026-03-10T00:00:00Z\",\"reason\":\"r\"",
    .object = "schedule" },
  { "schedule.swap",
    "\"person\":\"ben\",\"other\":\"cho\",\"from\":\"2026-03-09T00:00:00Z\","
    "\"to\":\"2026-03-10T00:00:00Z\",\"reason\":\"r\"",
    .object = "schedule" },
  { "schedule.override-end", "", .object = "override" },
  { "schedule.ask",
    "\"from\":\"2026-03-14T00:00:00Z\",\"to\":\"2026-03-15T00:00:00Z\",\"note\":\"n\"",
    .object = "schedule" },
  { "schedule.offer", "\"from\":\"2026-03-12T00:00:00Z\",\"to\":\"2026-03-13T00:00:00Z\"",
    .object = "request" },
  { "schedule.accept", "\"person\":\"ben\"", .object = "own-request" },
  { "schedule.withdraw", "", .object = "own-request" },
  { "schedule.decline", "", .object = "asked-request" },
  { "handover.watch", "\"text\":\"t\"", .object = "schedule" },
  { "handover.unwatch", "", .object = "remark" },
  { "handover.confirm", "", .object = "handover" },
  { "notice.confirm", "", .object = "notice" },
  { "person.test-page", "\"channel\":\"desktop\"", .object = "person" },
  { "test-page.confirm", "", .object = "test-page" },
  { "drill.start", "\"name\":\"d\",\"speed\":2" },
  { "drill.end", "", .object = "drill" },
};

typedef struct
{
  LiveHub *hub;
  MusterUlidSource ids;
  const char *paged; /* who says that a page is on screen */
} Room;

static void
room_init (Room *self, gboolean on_disk)
{
  g_autofree char *ana = NULL, *ben = NULL, *cho = NULL, *key = NULL;

  self->hub = live_hub_new (on_disk);
  self->paged = "owner";
  muster_ulid_source_init (&self->ids, muster_random_fill, NULL);
  ana = live_token (self->hub, "ana", MUSTER_ACCESS_RESPONDER);
  ben = live_token (self->hub, "ben", MUSTER_ACCESS_RESPONDER);
  cho = live_token (self->hub, "cho", MUSTER_ACCESS_RESPONDER);
  key = live_key (self->hub, "api");
}

static LiveAnswer *
must (LiveHub *hub, const char *path, const char *body)
{
  LiveAnswer *answer = live_post (hub, NULL, path, body);

  if (answer->status != 200)
    g_error ("%s %s: %u %s", path, body, answer->status, answer->body);
  return answer;
}

static guint
declare (LiveHub *hub)
{
  g_autoptr (LiveAnswer) answer = must (hub, "/v1/incidents", "{\"title\":\"one\"}");
  g_autofree char *id = live_answer_string (answer, "incident");

  return muster_incident_parse_id (id, -1);
}

static const Case *
find_case (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (strcmp (cases[i].name, name) == 0)
      return &cases[i];
  g_error ("no case for %s: add one", name);
}

static void
fill (GString *text, const char *word, const MusterUlid *id)
{
  g_autofree char *value = muster_ulid_to_string (*id);

  g_string_replace (text, word, value, 0);
}

static MusterUlid
newest_silence (LiveHub *hub)
{
  const GPtrArray *list = muster_silences_list (muster_world_get_silences (live_hub_world (hub)));

  return ((MusterSilence *) g_ptr_array_index (list, list->len - 1))->id;
}

/* The newest key, with an old token beside its own. */
static MusterUlid
make_rotated (LiveHub *hub)
{
  const GPtrArray *objects =
      muster_directory_objects (muster_world_get_directory (live_hub_world (hub)));
  MusterUlid id = ((MusterObject *) g_ptr_array_index (objects, objects->len - 1))->id;
  g_autoptr (GString) path = g_string_new ("/v1/keys/{id}/rotate");

  fill (path, "{id}", &id);
  live_answer_free (must (hub, path->str, "{}"));
  return id;
}

/* A body that Alertmanager would not send, and our own format would. */
static MusterUlid
make_letter (LiveHub *hub)
{
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/alertmanager", key);
  g_autoptr (LiveAnswer) refused = live_post (hub, NULL, path, "{\"summary\":\"S\"}");

  g_assert_cmpuint (refused->status, ==, 400);
  return ((MusterDeadLetter *) muster_world_get_dead_letters (live_hub_world (hub))->tail->data)
      ->id;
}

/* The newest object of that type. */
static MusterUlid
make_object (LiveHub *hub, const char *type)
{
  static const struct
  {
    const char *type, *path, *body;
  } ways[] = {
    { "team", "/v1/config", "{\"object\":\"team\",\"name\":\"t%u\",\"body\":{}}" },
    { "key", "/v1/keys", "{\"service\":\"api\"}" },
    { "rotated", "/v1/keys", "{\"service\":\"api\"}" },
    { "token", "/v1/tokens", "{\"person\":\"ana\",\"role\":\"viewer\"}" },
    { "calendar", "/v1/calendars", "{\"person\":\"cho\"}" },
    { "drill", "/v1/drills", "{\"name\":\"d\"}" },
    { "silence", "/v1/silences", "{\"matchers\":\"a=b\",\"endsAt\":\"2026-03-06T15:00:00Z\"}" },
  };
  const GPtrArray *objects =
      muster_directory_objects (muster_world_get_directory (live_hub_world (hub)));
  GString *body;
  guint i = 0;

  if (strcmp (type, "letter") == 0)
    return make_letter (hub);
  while (strcmp (ways[i].type, type) != 0)
    i++;
  body = g_string_new (ways[i].body);
  {
    g_autofree char *number = g_strdup_printf ("%u", objects->len);
    g_string_replace (body, "%u", number, 0);
  }
  live_answer_free (must (hub, ways[i].path, body->str));
  g_string_free (body, TRUE);
  if (strcmp (type, "silence") == 0)
    return newest_silence (hub);
  if (strcmp (type, "rotated") == 0)
    return make_rotated (hub);
  for (i = objects->len; i > 0; i--)
    if (strcmp (((MusterObject *) g_ptr_array_index (objects, i - 1))->type, type) == 0)
      return ((MusterObject *) g_ptr_array_index (objects, i - 1))->id;
  g_assert_not_reached ();
}

static void
do_before (const Room *room, guint number, const char *before)
{
  const char *space = strchr (before, ' ');
  g_autofree char *path =
      g_strdup_printf ("/v1/incidents/INC-%u/%.*s", number, (int) (space - before), before);
  g_autoptr (GString) body = g_string_new (space + 1);

  g_string_replace (body, "{PAGED}", room->paged, 0);
  live_answer_free (must (room->hub, path, body->str));
}

/* An alert of the incident, by way of one that was merged into it. */
static MusterUlid
make_alert (LiveHub *hub, guint number)
{
  const MusterWorld *world = live_hub_world (hub);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/generic", key);
  g_autofree char *into = g_strdup_printf ("{\"into\":\"INC-%u\"}", number);
  g_autofree char *body =
      g_strdup_printf ("{\"summary\":\"S\",\"labels\":{\"alertname\":\"A%u\"}}", number);
  g_autofree char *merge = NULL;
  g_autoptr (LiveAnswer) sent = live_post (hub, NULL, path, body);
  guint opened = muster_world_last_incident (world);

  g_assert_cmpuint (sent->status, ==, 202);
  merge = g_strdup_printf ("/v1/incidents/INC-%u/merge", opened);
  live_answer_free (must (hub, merge, into));
  return muster_alert_index_first (muster_world_get_alerts (world), opened)->id;
}

/* Makes what the case is about and fills it in. */
static void
prepare (Room *room, const MusterCommandSpec *spec, GString *path, GString *body)
{
  const Case *one = find_case (spec->name);
  guint number = declare (room->hub);
  g_autofree char *id = g_strdup_printf ("INC-%u", number);
  const MusterIncident *incident;

  for (guint i = 0; i < G_N_ELEMENTS (one->before) && one->before[i] != NULL; i++)
    do_before (room, number, one->before[i]);
  g_string_assign (path, spec->path);
  g_string_assign (body, one->body);
  if (one->object != NULL)
    {
      MusterUlid object = live_shift_thing (room->hub, one->object, room->paged);

      if (muster_ulid_is_null (object))
        object = strcmp (one->object, "alert") == 0 ? make_alert (room->hub, number)
                                                    : make_object (room->hub, one->object);
      fill (path, "{id}", &object);
    }
  g_string_replace (path, "{id}", id, 0);
  incident = muster_world_get_incident (live_hub_world (room->hub), number);
  if (incident->tasks->len > 0)
    fill (body, "{TASK}", &((MusterTask *) g_ptr_array_index (incident->tasks, 0))->id);
  if (incident->pages->len > 0)
    fill (body, "{PAGE}", &((MusterPage *) g_ptr_array_index (incident->pages, 0))->id);
  {
    g_autofree char *seq =
        g_strdup_printf ("%" G_GUINT64_FORMAT, muster_world_get_seq (live_hub_world (room->hub)));
    g_string_replace (body, "{SEQ}", seq, 0);
  }
  if (strstr (body->str, "{ALERT}") != NULL)
    {
      MusterUlid alert = make_alert (room->hub, number);

      fill (body, "{ALERT}", &alert);
    }
  if (strstr (body->str, "{OTHER}") != NULL)
    {
      g_autofree char *other = g_strdup_printf ("INC-%u", declare (room->hub));

      g_string_replace (body, "{OTHER}", other, 0);
      return;
    }
  g_string_replace (body, "{INC}", id, 0);
}

static void
assert_problem (const LiveAnswer *answer, guint status, const char *name)
{
  g_autofree char *type = live_answer_string (answer, "type");
  g_autofree char *wanted = g_strconcat ("urn:muster:problem:", name, NULL);
  g_autofree char *media = live_answer_header (answer, "Content-Type");

  g_test_message ("%u %s", answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (type, ==, wanted);
  g_assert_cmpstr (media, ==, "application/problem+json");
}

/* --- the same id --- */

typedef struct
{
  char *name;
  char *path;
  char *body;
  char *answer; /* "seq" and "incident" of the first one */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->name);
  g_free (self->path);
  g_free (self->body);
  g_free (self->answer);
  g_free (self);
}

/* {"seq":[…],"incident":…, and up to there: what comes after is told only once. */
static char *
dup_lasting (const char *answer)
{
  const char *end = strstr (answer, "\"incident\":");

  g_assert_nonnull (end);
  end += strcspn (end, ",}");
  return g_strndup (answer, (gsize) (end - answer));
}

static void
ask_again (LiveHub *hub, const GPtrArray *asked)
{
  for (guint i = 0; i < asked->len; i++)
    {
      const Asked *one = g_ptr_array_index (asked, i);
      guint64 seq = muster_world_get_seq (live_hub_world (hub));
      g_autoptr (LiveAnswer) answer = must (hub, one->path, one->body);
      g_autofree char *lasting = dup_lasting (answer->body);

      g_test_message ("%s: %s", one->name, answer->body);
      g_assert_cmpstr (lasting, ==, one->answer);
      g_assert_null (strstr (answer->body, "\"key\""));
      g_assert_null (strstr (answer->body, "\"token\""));
      g_assert_cmpuint (muster_world_get_seq (live_hub_world (hub)), ==, seq);
    }
}

static void
test_same_id_same_answer (void)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (asked_free);
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);
  Room room;

  room_init (&room, TRUE);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL), body = g_string_new (NULL);
      g_autofree char *id =
          muster_ulid_to_string (muster_ulid_source_next (&room.ids, LIVE_START_US));
      Asked *one = g_new0 (Asked, 1);
      g_autoptr (LiveAnswer) answer = NULL;

      prepare (&room, &rows[i].spec, path, body);
      one->name = g_strdup (rows[i].spec.name);
      one->path = g_strdup (path->str);
      one->body = g_strdup_printf ("{\"id\":\"%s\"%s%s}", id, body->len > 0 ? "," : "", body->str);
      answer = must (room.hub, one->path, one->body);
      one->answer = dup_lasting (answer->body);
      g_assert_nonnull (strchr (strchr (one->answer, '[') + 1, ']'));
      g_assert_false (g_str_has_prefix (one->answer, "{\"seq\":[],")); /* it did something */
      g_assert_true (!rows[i].spec.makes_secret || strstr (answer->body, "\"key\"") != NULL ||
                     strstr (answer->body, "\"token\"") != NULL ||
                     strstr (answer->body, "\"path\"") != NULL);
      g_ptr_array_add (asked, one);
    }
  ask_again (room.hub, asked);
  live_hub_restart (room.hub);
  ask_again (room.hub, asked);
  live_hub_restart_without_snapshot (room.hub);
  ask_again (room.hub, asked);
  live_hub_free (room.hub);
}

/* --- who may --- */

static void
test_access (void)
{
  static const MusterAccess accesses[] = { MUSTER_ACCESS_VIEWER,  MUSTER_ACCESS_RESPONDER,
                                           MUSTER_ACCESS_MANAGER, MUSTER_ACCESS_ADMIN,
                                           MUSTER_ACCESS_AUDITOR, MUSTER_ACCESS_INTAKE,
                                           MUSTER_ACCESS_NODE,    MUSTER_ACCESS_SCREEN };
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);
  Room room;

  room_init (&room, FALSE);
  room.paged = "cho";
  for (guint a = 0; a < G_N_ELEMENTS (accesses); a++)
    {
      g_autofree char *token = live_token (room.hub, "cho", accesses[a]);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GString) path = g_string_new (NULL), body = g_string_new (NULL);
          g_autoptr (LiveAnswer) answer = NULL;
          guint64 seq;

          prepare (&room, &rows[i].spec, path, body);
          g_string_prepend_c (body, '{');
          g_string_append_c (body, '}');
          live_hub_settle (room.hub);
          seq = muster_world_get_seq (live_hub_world (room.hub));
          answer = live_post (room.hub, token, path->str, body->str);
          g_test_message ("%s as %s: %s: %u %s", rows[i].spec.name,
                          muster_access_name (accesses[a]), body->str, answer->status,
                          answer->body);
          if (muster_access_allows (accesses[a], rows[i].spec.access))
            g_assert_cmpuint (answer->status, ==, 200);
          else
            {
              assert_problem (answer, 403, "forbidden");
              g_assert_cmpuint (muster_world_get_seq (live_hub_world (room.hub)), ==, seq);
            }
        }
    }
  live_hub_free (room.hub);
}

static void
test_nobody (void)
{
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);
  Room room;

  room_init (&room, FALSE);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL), body = g_string_new (NULL);
      g_autoptr (LiveAnswer) stranger = NULL, liar = NULL;

      prepare (&room, &rows[i].spec, path, body);
      live_hub_advance (room.hub, G_TIME_SPAN_MINUTE); /* or it is 429: too many guesses */
      stranger =
          live_ask (room.hub, &(LiveRequest){ .path = path->str, .body = "{}", .by_tcp = TRUE });
      assert_problem (stranger, 401, "unauthorized");
      /* A wrong token is not made good by the socket. */
      liar = live_post (room.hub, "nonsense", path->str, "{}");
      assert_problem (liar, 401, "unauthorized");
    }
  live_hub_free (room.hub);
}

static void
remove_newest (LiveHub *hub, const char *type, const char *path_pattern)
{
  const GPtrArray *objects =
      muster_directory_objects (muster_world_get_directory (live_hub_world (hub)));

  for (guint i = objects->len; i > 0; i--)
    {
      const MusterObject *object = g_ptr_array_index (objects, i - 1);
      g_autoptr (GString) path = g_string_new (path_pattern);

      if (strcmp (object->type, type) != 0 || object->removed)
        continue;
      fill (path, "{id}", &object->id);
      live_answer_free (must (hub, path->str, "{}"));
      return;
    }
  g_assert_not_reached ();
}

static void
test_revoked_token (void)
{
  Room room;
  g_autofree char *token = NULL;
  g_autoptr (LiveAnswer) before = NULL, after = NULL;

  room_init (&room, FALSE);
  token = live_token (room.hub, "cho", MUSTER_ACCESS_ADMIN);
  before = live_get (room.hub, token, "/v1/me");
  g_assert_cmpuint (before->status, ==, 200);
  remove_newest (room.hub, "token", "/v1/tokens/{id}/revoke");
  after = live_get (room.hub, token, "/v1/me");
  g_assert_cmpuint (after->status, ==, 401);
  live_hub_free (room.hub);
}

/* Who is taken out of the configuration is let in no more, whatever tokens they had. */
static void
test_removed_person (void)
{
  Room room;
  g_autofree char *token = NULL;
  g_autoptr (LiveAnswer) before = NULL, after = NULL;

  room_init (&room, FALSE);
  token = live_token (room.hub, "cho", MUSTER_ACCESS_ADMIN);
  before = live_get (room.hub, token, "/v1/me");
  g_assert_cmpuint (before->status, ==, 200);
  remove_newest (room.hub, "person", "/v1/config/{id}/remove");
  after = live_get (room.hub, token, "/v1/me");
  g_assert_cmpuint (after->status, ==, 401);
  live_hub_free (room.hub);
}

/* --- problems --- */

static void
test_problems (void)
{
  static const struct
  {
    const char *path, *body;
    guint status;
    const char *name;
  } problems[] = {
    { "/v1/incidents", "{}", 400, "invalid" },
    { "/v1/incidents", "{\"title\":\" \"}", 400, "invalid" },
    { "/v1/incidents", "{\"title\":\"T\",\"titel\":\"T\"}", 400, "invalid" },
    { "/v1/incidents", "{\"title\":7}", 400, "invalid" },
    { "/v1/incidents", "{\"title\":\"T\",\"severity\":9}", 400, "invalid" },
    { "/v1/incidents", "[]", 400, "invalid" },
    { "/v1/incidents", "{", 400, "invalid" },
    { "/v1/incidents", "{\"title\":\"T\",\"id\":\"x\"}", 400, "invalid" },
    { "/v1/incidents", "{\"title\":\"T\",\"basis\":-1}", 400, "invalid" },
    { "/v1/incidents/INC-99/note", "{\"text\":\"N\"}", 404, "not-found" },
    { "/v1/incidents/INC-0/note", "{\"text\":\"N\"}", 404, "not-found" },
    { "/v1/incidents/INC-1/nonsense", "{}", 404, "not-found" },
    { "/v1/incidents/INC-1/assign", "{\"role\":\"scribe\",\"person\":\"zoe\"}", 400, "invalid" },
    { "/v1/incidents/INC-1/assign", "{\"role\":\"king\",\"person\":\"ana\"}", 400, "invalid" },
    { "/v1/incidents/INC-1/pin", "{\"seq\":99999}", 404, "not-found" },
    { "/v1/incidents/INC-1/task-done", "{\"task\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"}", 404,
      "not-found" },
    { "/v1/incidents/INC-1/page", "{\"target\":\"nobody\"}", 400, "invalid" },
    { "/v1/incidents/INC-1/run", "{\"template\":\"nonsense\"}", 400, "invalid" },
    { "/v1/incidents/INC-1/resolve", "{\"at\":\"2026-03-06T12:00:00Z\"}", 409, "stale" },
    { "/v1/keys/01ARZ3NDEKTSV4RRFFQ69G5FAV/revoke", "{}", 404, "not-found" },
    { "/v1/drills", "{\"name\":\"d\",\"speed\":1001}", 400, "invalid" },
  };
  Room room;

  room_init (&room, FALSE);
  declare (room.hub);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      guint64 seq = muster_world_get_seq (live_hub_world (room.hub));
      g_autoptr (LiveAnswer) answer =
          live_post (room.hub, NULL, problems[i].path, problems[i].body);

      g_test_message ("%s %s", problems[i].path, problems[i].body);
      assert_problem (answer, problems[i].status, problems[i].name);
      g_assert_cmpuint (muster_world_get_seq (live_hub_world (room.hub)), ==, seq);
    }
  live_hub_free (room.hub);
}

/* A field that changed since `basis` is a conflict; another field is none. */
static void
test_conflicts (void)
{
  static const struct
  {
    const char *change, *path, *arguments;
    gboolean conflicts;
  } conflicts[] = {
    { "severity {\"severity\":1}", "severity", "\"severity\":2", TRUE },
    { "severity {\"severity\":1}", "title", "\"title\":\"t\"", FALSE },
    { "title {\"title\":\"a\"}", "title", "\"title\":\"b\"", TRUE },
    { "stage {\"stage\":\"diagnose\"}", "stage", "\"stage\":\"monitor\"", TRUE },
    { "stage {\"stage\":\"diagnose\"}", "resolve", "", TRUE },
    { "stage {\"stage\":\"diagnose\"}", "severity", "\"severity\":2", FALSE },
    { "unacknowledge {}", "acknowledge", "", TRUE },
    { "impact {\"text\":\"a\"}", "impact", "\"text\":\"b\"", TRUE },
    { "assign {\"role\":\"scribe\",\"person\":\"ana\"}", "assign",
      "\"role\":\"scribe\",\"person\":\"ben\"", TRUE },
    { "assign {\"role\":\"scribe\",\"person\":\"ana\"}", "assign",
      "\"role\":\"commander\",\"person\":\"ben\"", FALSE },
    { "title {\"title\":\"a\"}", "note", "\"text\":\"always\"", FALSE },
    { "severity {\"severity\":1}", "task", "\"text\":\"always\"", FALSE },
  };
  Room room;

  room_init (&room, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (conflicts); i++)
    {
      guint number = declare (room.hub);
      guint64 basis = muster_world_get_seq (live_hub_world (room.hub));
      g_autofree char *path =
          g_strdup_printf ("/v1/incidents/INC-%u/%s", number, conflicts[i].path);
      g_autofree char *body =
          g_strdup_printf ("{\"basis\":%" G_GUINT64_FORMAT "%s%s}", basis,
                           *conflicts[i].arguments != '\0' ? "," : "", conflicts[i].arguments);
      g_autoptr (LiveAnswer) answer = NULL;

      do_before (&room, number, conflicts[i].change);
      answer = live_post (room.hub, NULL, path, body);
      g_test_message ("%s, then %s", conflicts[i].change, conflicts[i].path);
      if (conflicts[i].conflicts)
        assert_problem (answer, 409, "conflict");
      else
        g_assert_cmpuint (answer->status, ==, 200);
    }
  live_hub_free (room.hub);
}

/* Security R1: who has no token learns that a hub is there, and nothing else. */
static void
test_health_gives_no_detail (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autoptr (LiveAnswer) stranger = live_get (hub, "none", "/healthz");
  g_autoptr (LiveAnswer) owner = live_get (hub, NULL, "/healthz");

  g_assert_cmpuint (stranger->status, ==, 200);
  g_assert_cmpstr (stranger->body, ==, "{\"status\":\"ok\"}\n");
  g_assert_cmpstr (owner->body, ==, stranger->body);
  g_assert_null (strcasestr (stranger->head, "\r\nServer:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/same-id-same-answer", test_same_id_same_answer);
  g_test_add_func ("/commands/access", test_access);
  g_test_add_func ("/commands/nobody", test_nobody);
  g_test_add_func ("/commands/revoked-token", test_revoked_token);
  g_test_add_func ("/commands/removed-person", test_removed_person);
  g_test_add_func ("/commands/problems", test_problems);
  g_test_add_func ("/commands/conflicts", test_conflicts);
  g_test_add_func ("/commands/health", test_health_gives_no_detail);
  return g_test_run ();
}
