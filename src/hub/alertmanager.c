/* alertmanager.c - Alertmanager's API v2: who asks for what, its status and its silences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/alertmanager.h"

#include "base/instant.h"
#include "base/version.h"
#include "hub/alertmanager-json.h"
#include "hub/problem.h"
#include "world/commands.h"

#include <string.h>

#define API_VERSION "0.25.0" /* of the Alertmanager whose API this is */

/* What `amtool config show` prints: all that an Alertmanager of this kind is. */
#define CONFIG                                                                                     \
  "route:\n  receiver: " MUSTER_AM_RECEIVER "\nreceivers:\n- name: " MUSTER_AM_RECEIVER "\n"

static void
work_free (MusterWork *work)
{
  MusterAmWork *self = (MusterAmWork *) work;

  g_clear_pointer (&self->filter, muster_matchers_free);
  g_clear_pointer (&self->command, muster_command_free);
  g_clear_pointer (&self->alerts, g_array_unref);
  if (self->body != NULL)
    g_string_free (self->body, TRUE);
  g_free (self);
}

/**
 * muster_am_answer:
 * @self: a request
 * @committer: whose world @body tells of
 * @body: (transfer full): JSON
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_answer (MusterAmWork *self, MusterCommitter *committer, GString *body)
{
  self->work.answer = muster_answer_new_take (200, "application/json", body);
  self->work.wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

/**
 * muster_am_refusal:
 * @status: of HTTP
 * @message: in words
 *
 * Returns: (transfer full): the refusal as Alertmanager would put it
 */
MusterAnswer *
muster_am_refusal (guint status, const char *message)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_string (&writer, message);
  return muster_answer_new_take (status, "application/json", body);
}

/**
 * muster_am_may_see:
 * @self: a request
 * @service: of a key
 *
 * Returns: whether the asker may see what came in by keys of that service
 */
gboolean
muster_am_may_see (const MusterAmWork *self, MusterUlid service)
{
  return self->call.who.access != MUSTER_ACCESS_INTAKE ||
         muster_ulid_equal (self->call.who.service, service);
}

/* --- status --- */

static void
write_version (MusterJsonWriter *writer)
{
  static const char *const names[] = { "branch", "buildDate", "buildUser", "goVersion",
                                       "revision" };

  muster_json_name (writer, "versionInfo");
  muster_json_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    muster_json_member_string (writer, names[i],
                               strcmp (names[i], "branch") == 0 ? "muster " MUSTER_VERSION : "");
  muster_json_member_string (writer, "version", API_VERSION);
  muster_json_end_object (writer);
}

static MusterWorkResult
get_status (MusterAmWork *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "cluster");
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "peers");
  muster_json_begin_array (&writer);
  muster_json_end_array (&writer);
  muster_json_member_string (&writer, "status", "disabled");
  muster_json_end_object (&writer);
  muster_json_name (&writer, "config");
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "original", CONFIG);
  muster_json_end_object (&writer);
  muster_json_member_instant (&writer, "uptime", self->call.api->started_us);
  write_version (&writer);
  muster_json_end_object (&writer);
  return muster_am_answer (self, committer, body);
}

static MusterWorkResult
get_receivers (MusterAmWork *self, MusterCommitter *committer)
{
  return muster_am_answer (self, committer,
                           g_string_new ("[{\"name\":\"" MUSTER_AM_RECEIVER "\"}]"));
}

/* --- silences --- */

/* Alertmanager's rule: the filter looks at the matchers as if they were labels. */
static gboolean
passes_filter (const MusterMatchers *filter, const MusterSilence *silence)
{
  MusterLabel items[MUSTER_MATCHERS_MAX];
  MusterLabelSet labels = { items, 0 };

  for (guint i = 0; i < silence->matchers->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (silence->matchers->items, i);

      items[labels.n++] =
          (MusterLabel){ matcher->name, matcher->value, (guint16) strlen (matcher->name),
                         (guint16) strlen (matcher->value) };
    }
  return muster_matchers_match (filter, &labels) == MUSTER_PATTERN_YES;
}

/* Those of everybody concern a key's alerts as well. */
static gboolean
may_see_silence (const MusterAmWork *self, const MusterSilence *silence)
{
  return muster_ulid_is_null (silence->service) || muster_am_may_see (self, silence->service);
}

static MusterWorkResult
get_silences (MusterAmWork *self, MusterCommitter *committer)
{
  const GPtrArray *list =
      muster_silences_list (muster_world_get_silences (muster_committer_get_world (committer)));
  gint64 now_us = muster_committer_now_us (committer);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_array (&writer);
  for (guint i = 0; i < list->len; i++)
    {
      const MusterSilence *silence = g_ptr_array_index (list, i);

      if (may_see_silence (self, silence) && passes_filter (self->filter, silence))
        muster_am_write_silence (&writer, silence, now_us);
    }
  muster_json_end_array (&writer);
  return muster_am_answer (self, committer, body);
}

static MusterWorkResult
answer_not_found (MusterAmWork *self)
{
  self->work.answer = muster_am_refusal (404, "there is no silence with that id");
  return MUSTER_WORK_DONE;
}

static MusterWorkResult
get_silence (MusterAmWork *self, MusterCommitter *committer)
{
  const MusterSilence *silence = muster_silences_get (
      muster_world_get_silences (muster_committer_get_world (committer)), self->id);
  GString *body;
  MusterJsonWriter writer;

  if (silence == NULL || !may_see_silence (self, silence))
    return answer_not_found (self);
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_am_write_silence (&writer, silence, muster_committer_now_us (committer));
  return muster_am_answer (self, committer, body);
}

/* FALSE: refused, and answered so. */
static gboolean
decide (MusterAmWork *self, MusterCommitter *committer, MusterDecided *decided)
{
  g_autoptr (GError) error = NULL;
  guint status = 400;

  if (muster_committer_decide (committer, self->command, decided, &error))
    return TRUE;
  if (g_error_matches (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND))
    status = 404;
  else if (g_error_matches (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN))
    status = 403;
  self->work.answer = muster_am_refusal (status, error->message);
  return FALSE;
}

static MusterWorkResult
set_silence (MusterAmWork *self, MusterCommitter *committer)
{
  MusterUlid id = muster_command_ulid (self->command, "silence");
  MusterDecided decided;
  g_autoptr (GString) uuid = g_string_new (NULL);
  GString *body;
  MusterJsonWriter writer;

  if (!decide (self, committer, &decided))
    return MUSTER_WORK_DONE;
  /* Nothing was made where the silence is so already. */
  muster_am_append_uuid (muster_ulid_is_null (decided.made) ? id : decided.made, uuid);
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "silenceID", uuid->str);
  muster_json_end_object (&writer);
  return muster_am_answer (self, committer, body);
}

static MusterWorkResult
end_silence (MusterAmWork *self, MusterCommitter *committer)
{
  MusterDecided decided;

  if (!decide (self, committer, &decided))
    return MUSTER_WORK_DONE;
  self->work.answer = muster_answer_new_static (200, NULL, "");
  self->work.wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

/* --- decoding, on the HTTP thread --- */

/* Silences are commands like all others; a key may give these two. */
static MusterCommand *
new_command (const MusterAmWork *self, const char *name)
{
  MusterCommand *command = muster_command_new (muster_command_by_name (name));

  command->actor = self->call.who.actor;
  command->access =
      self->call.who.access == MUSTER_ACCESS_INTAKE ? MUSTER_ACCESS_MANAGER : self->call.who.access;
  return command;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, message);
  return FALSE;
}

static gboolean
read_time (MusterJsonReader *reader, MusterCommand *command, const char *name, GError **error)
{
  MusterText text = { NULL, 0 };
  gint64 at_us;

  muster_json_reader_string (reader, &text);
  if (text.n == 0 || !muster_instant_parse (text.bytes, (gssize) text.n, &at_us))
    return muster_json_reader_failed (reader) || fail (error, "a time is not of RFC 3339");
  muster_command_set_int (command, name, at_us);
  return TRUE;
}

static void
read_words (MusterJsonReader *reader, MusterCommand *command, const char *name)
{
  g_autofree char *words = NULL;
  MusterText text;

  if (!muster_json_reader_string (reader, &text) || text.n == 0)
    return;
  words = muster_text_dup (text);
  muster_command_set_text (command, name, words);
}

static gboolean
read_id (MusterJsonReader *reader, MusterCommand *command, GError **error)
{
  g_autofree char *words = NULL;
  MusterText text;
  MusterUlid id;

  if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
    return muster_json_reader_null (reader);
  if (!muster_json_reader_string (reader, &text) || text.n == 0)
    return TRUE; /* "": a new one */
  words = muster_text_dup (text);
  if (!muster_am_parse_uuid (words, &id))
    return fail (error, "the id is no UUID");
  muster_command_set_ulid (command, "silence", id);
  return TRUE;
}

static gboolean
read_matchers (MusterJsonReader *reader, MusterCommand *command, GError **error)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (!muster_matchers_read_json (matchers, reader, error))
    return FALSE;
  muster_matchers_append_text (matchers, text);
  muster_command_set_text (command, "matchers", text->str);
  return TRUE;
}

static gboolean
read_member (MusterJsonReader *reader, MusterText name, MusterCommand *command, GError **error)
{
  if (muster_text_equal (name, "id"))
    return read_id (reader, command, error);
  if (muster_text_equal (name, "matchers"))
    return read_matchers (reader, command, error);
  if (muster_text_equal (name, "startsAt"))
    return read_time (reader, command, "startsAt", error);
  if (muster_text_equal (name, "endsAt"))
    return read_time (reader, command, "endsAt", error);
  if (muster_text_equal (name, "createdBy"))
    read_words (reader, command, "createdBy");
  else if (muster_text_equal (name, "comment"))
    read_words (reader, command, "comment");
  else
    muster_json_reader_skip (reader);
  return TRUE;
}

static gboolean
decode_silence (MusterAmWork *self, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;
  gsize n;
  const char *body = (const char *) muster_request_get_body (self->call.request, &n);

  self->command = new_command (self, "silence.set");
  muster_json_reader_begin (reader, body, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!read_member (reader, name, self->command, error))
      return FALSE;
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (!muster_command_has (self->command, "matchers") ||
      !muster_command_has (self->command, "startsAt") ||
      !muster_command_has (self->command, "endsAt"))
    return fail (error, "a silence needs matchers, startsAt and endsAt");
  return TRUE;
}

static gboolean
decode_end (MusterAmWork *self, GError **error)
{
  self->command = new_command (self, "silence.end");
  self->command->object = self->id;
  return TRUE;
}

static gboolean
decode_filter (MusterAmWork *self, GError **error)
{
  const MusterTarget *target = self->call.target;

  self->filter = muster_matchers_new ();
  for (guint i = 0; i < target->parameters_n; i++)
    {
      const char *value = target->parameters[i].value;

      if (strcmp (target->parameters[i].name, "filter") != 0)
        continue;
      if (value[0] == '\0')
        return fail (error, "a filter is empty");
      if (!muster_matchers_parse (self->filter, value, error))
        return FALSE;
    }
  return TRUE;
}

/* --- routes --- */

typedef struct
{
  const char *method;
  const char *path[2]; /* after /api/v2; "*": an id */
  MusterAccess access;
  MusterAmFunc run;
  gboolean (*decode) (MusterAmWork *self, GError **error); /* nullable */
} Route;

static const Route routes[] = {
  { "GET", { "status" }, MUSTER_ACCESS_VIEWER, get_status, NULL },
  { "GET", { "receivers" }, MUSTER_ACCESS_VIEWER, get_receivers, NULL },
  { "GET", { "alerts" }, MUSTER_ACCESS_VIEWER, muster_am_get_alerts, decode_filter },
  { "GET", { "alerts", "groups" }, MUSTER_ACCESS_VIEWER, muster_am_get_groups, decode_filter },
  { "GET", { "silences" }, MUSTER_ACCESS_VIEWER, get_silences, decode_filter },
  { "POST", { "silences" }, MUSTER_ACCESS_RESPONDER, set_silence, decode_silence },
  { "GET", { "silence", "*" }, MUSTER_ACCESS_VIEWER, get_silence, NULL },
  { "DELETE", { "silence", "*" }, MUSTER_ACCESS_RESPONDER, end_silence, decode_end },
};

/* /api/v2/…, or the same behind /v1/intake/KEY; NULL: neither. */
static const Route *
find_route (const MusterCall *call, const char **out_key, const char **out_id)
{
  const MusterTarget *target = call->target;
  gboolean has_key = target->segments_n > 3 && strcmp (target->segments[0], "v1") == 0 &&
                     strcmp (target->segments[1], "intake") == 0;
  const char *const *rest = target->segments + (has_key ? 3 : 0);
  guint rest_n = target->segments_n - (has_key ? 3 : 0);

  *out_key = has_key ? target->segments[2] : NULL;
  *out_id = NULL;
  if (rest_n < 3 || rest_n > 4 || strcmp (rest[0], "api") != 0 || strcmp (rest[1], "v2") != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *const *path = routes[i].path;
      gboolean any = g_strcmp0 (path[1], "*") == 0;

      if (strcmp (muster_request_get_method (call->request), routes[i].method) != 0 ||
          strcmp (path[0], rest[2]) != 0 || (path[1] != NULL) != (rest_n == 4) ||
          (path[1] != NULL && !any && strcmp (path[1], rest[3]) != 0))
        continue;
      if (any)
        *out_id = rest[3];
      return &routes[i];
    }
  return NULL;
}

static gboolean
identify (MusterCall *call, const char *key)
{
  g_autofree char *header = NULL;

  if (key != NULL)
    return muster_access_table_find_key (call->api->access, key, strlen (key), &call->who);
  header = muster_request_dup_credential (call->request);
  if (header != NULL &&
      muster_access_table_find_key (call->api->access, header, strlen (header), &call->who))
    return TRUE;
  return muster_access_table_identify (call->api->access, call->request, &call->who);
}

/* The port that is for monitors only takes no token (protocol §8). */
static gboolean
may_enter (const MusterCall *call)
{
  return call->who.access == MUSTER_ACCESS_INTAKE ||
         GPOINTER_TO_INT (muster_request_get_listener_tag (call->request)) == MUSTER_LISTENER_ALL;
}

static MusterAnswer *
refuse_often (const char *message, guint retry_s)
{
  MusterAnswer *answer = muster_am_refusal (429, message);

  muster_answer_add_retry_after (answer, MAX (retry_s, 1));
  return answer;
}

static MusterAnswer *
refuse_stranger (MusterCall *call)
{
  guint retry_s = 0;

  if (muster_request_may_guess (call->request, &retry_s))
    return muster_am_refusal (401, "the key or token is missing, unknown or revoked");
  return refuse_often ("too many requests without a valid key or token", retry_s);
}

/* NULL: whoever it is may go on. */
static MusterAnswer *
check_person (MusterCall *call, const Route *route)
{
  guint retry_s;

  if (call->who.access == MUSTER_ACCESS_INTAKE)
    return NULL;
  if (!muster_access_allows (call->who.access, route->access))
    return muster_am_refusal (403, "your access role does not allow this");
  if (call->api->clock == NULL ||
      muster_access_table_admit (call->api->access, &call->who,
                                 muster_clock_boot_us (call->api->clock), &retry_s))
    return NULL;
  return refuse_often ("too many requests with this token", retry_s);
}

/**
 * muster_alertmanager_route:
 * @call: a call whose head is here
 *
 * Finds out who asks, or refuses.
 *
 * Returns: whether the path is one of Alertmanager's API
 */
gboolean
muster_alertmanager_route (MusterCall *call)
{
  const char *key, *id;
  const Route *route = find_route (call, &key, &id);
  MusterAnswer *refusal;

  if (route == NULL)
    return FALSE;
  if (!identify (call, key) || !may_enter (call))
    refusal = refuse_stranger (call);
  else
    {
      muster_request_authenticated (call->request);
      refusal = check_person (call, route);
    }
  if (refusal != NULL)
    muster_call_answer (call, refusal);
  return TRUE;
}

static MusterWorkResult
run_work (MusterWork *work, MusterCommitter *committer)
{
  MusterAmWork *self = (MusterAmWork *) work;

  return self->func (self, committer);
}

/**
 * muster_alertmanager_handle:
 * @call: a call that muster_alertmanager_route() took, whose body is here
 *
 * Decodes it and hands it over.
 */
void
muster_alertmanager_handle (MusterCall *call)
{
  static const MusterWorkFuncs funcs = { run_work, NULL, work_free };
  const char *key, *id;
  const Route *route = find_route (call, &key, &id);
  MusterAmWork *self = g_new0 (MusterAmWork, 1);
  g_autoptr (GError) error = NULL;

  self->work.funcs = &funcs;
  self->work.is_read = strcmp (route->method, "GET") == 0;
  self->call = *call;
  self->func = route->run;
  if (id != NULL && !muster_am_parse_uuid (id, &self->id))
    muster_call_answer (call, muster_am_refusal (404, "there is no silence with that id"));
  else if (route->decode != NULL && !route->decode (self, &error))
    muster_call_answer (call, muster_am_refusal (400, error->message));
  else
    {
      muster_call_submit (call, &self->work);
      return;
    }
  work_free (&self->work);
}
