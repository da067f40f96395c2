/* alertmanager.c - Alertmanager's API v2: who asks for what, and its status
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/alertmanager.h"

#include "base/version.h"
#include "hub/alertmanager-json.h"
#include "hub/problem.h"

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

/* --- decoding, on the HTTP thread --- */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, message);
  return FALSE;
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
  { "GET", { "silences" }, MUSTER_ACCESS_VIEWER, muster_am_get_silences, decode_filter },
  { "POST",
    { "silences" },
    MUSTER_ACCESS_RESPONDER,
    muster_am_set_silence,
    muster_am_decode_silence },
  { "GET", { "silence", "*" }, MUSTER_ACCESS_VIEWER, muster_am_get_silence, NULL },
  { "DELETE",
    { "silence", "*" },
    MUSTER_ACCESS_RESPONDER,
    muster_am_end_silence,
    muster_am_decode_end },
};

/**
 * muster_alertmanager_dup_nth_route:
 * @nth: from 0 on
 *
 * Returns: (transfer full) (nullable): a method and a path, for what has to know them all
 */
char *
muster_alertmanager_dup_nth_route (guint nth)
{
  const char *more;

  if (nth >= G_N_ELEMENTS (routes))
    return NULL;
  more = routes[nth].path[1];
  return g_strdup_printf ("%s /api/v2/%s%s%s", routes[nth].method, routes[nth].path[0],
                          more != NULL ? "/" : "", more != NULL ? more : "");
}

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
