/* api.c - which request is whose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api.h"

#include "hub/alertmanager.h"
#include "hub/problem.h"
#include "hub/routes.h"
#include "hub/stream.h"

#include <string.h>

#define BODY_BYTES_MAX (1024 * 1024)

/* How a request goes on once its head is read; its data, with the call. */
typedef void (*HandleFunc) (MusterCall *call);
typedef struct
{
  MusterCall call;
  HandleFunc handle;
  gboolean is_intake;
} Route;

/* --- routes of its own --- */

static void
handle_health (MusterCall *call)
{
  if (muster_committer_is_failing (call->api->committer) ||
      (call->api->canary != NULL && !muster_canary_is_well (call->api->canary)))
    muster_call_answer (call, muster_problem_busy (5));
  else
    muster_call_answer (
        call, muster_answer_new_static (200, "application/json", "{\"status\":\"ok\"}\n"));
}

static void
handle_stream (MusterCall *call)
{
  g_autoptr (GError) error = NULL;
  MusterLogStart start = { 0 };

  if (!muster_stream_read_start (call->request, call->api->log, &start, &error))
    {
      muster_call_answer (call, muster_problem_from_error (error));
      return;
    }
  start.roles = call->who.access;
  start.person = call->who.person;
  start.token = call->who.token;
  muster_request_stream (call->request, &start);
}

static void
handle_not_found (MusterCall *call)
{
  muster_call_answer (call, muster_problem_new (404, "not-found", "There is no such resource",
                                                "No route of this hub has that path and method"));
}

/* --- the head of a request --- */

static gboolean
is_path (const MusterTarget *target, const char *first, const char *second)
{
  return target->segments_n == (second != NULL ? 2u : 1u) &&
         strcmp (target->segments[0], first) == 0 &&
         (second == NULL || strcmp (target->segments[1], second) == 0);
}

static MusterAnswer *
unauthorized (MusterCall *call)
{
  MusterAnswer *answer;
  guint retry_s = 0;

  if (!muster_request_may_guess (call->request, &retry_s))
    {
      answer = muster_problem_new (429, "too-many-requests",
                                   "Too many requests without a valid key or token",
                                   "Wait, then try again with one that is in force");
      muster_answer_add_retry_after (answer, MAX (retry_s, 1));
      return answer;
    }
  answer = muster_problem_new (401, "unauthorized", "No valid token",
                               "Send “Authorization: Bearer TOKEN” with a token that is in force");
  muster_answer_add_header (answer, "WWW-Authenticate", "Bearer realm=\"muster\"");
  return answer;
}

static MusterAnswer *
too_fast (guint retry_s)
{
  MusterAnswer *answer =
      muster_problem_new (429, "too-many-requests", "Too many requests with this token",
                          "A token may ask 50 times a second, 500 at once");

  muster_answer_add_retry_after (answer, retry_s);
  return answer;
}

static MusterAnswer *
forbidden (MusterAccess required, MusterAccess access)
{
  g_autofree char *detail =
      g_strdup_printf ("This needs the access role %s, and you have %s",
                       muster_access_name (required), muster_access_name (access));

  return muster_problem_new (403, "forbidden", "Your access role does not allow this", detail);
}

/* Everything but intake and /healthz: who is it, and may they read at all? */
static HandleFunc
route_person (MusterCall *call, MusterAnswer **refusal)
{
  const char *method = muster_request_get_method (call->request);
  gboolean is_get = strcmp (method, "GET") == 0;
  MusterAccess required = MUSTER_ACCESS_VIEWER;
  HandleFunc handle = NULL;
  guint retry_s;

  if (is_get && is_path (call->target, "v1", "stream"))
    handle = handle_stream;
  else if (is_get && muster_query_find (call->target, &required))
    handle = muster_query_handle;
  else if (strcmp (method, "POST") == 0 && muster_is_command_path (call->target))
    handle = muster_command_handle;
  else if (strcmp (method, "POST") == 0 && muster_is_rules_path (call->target))
    {
      handle = muster_rules_handle;
      required = MUSTER_ACCESS_RESPONDER;
    }
  if (!muster_access_table_identify (call->api->access, call->request, &call->who))
    {
      *refusal = unauthorized (call);
      return NULL;
    }
  muster_request_authenticated (call->request);
  if (call->api->clock != NULL &&
      !muster_access_table_admit (call->api->access, &call->who,
                                  muster_clock_boot_us (call->api->clock), &retry_s))
    {
      *refusal = too_fast (retry_s);
      return NULL;
    }
  if (handle == NULL)
    return handle_not_found;
  /* A screen reads the stream and its snapshot, nothing else (security R3). */
  if (call->who.access == MUSTER_ACCESS_SCREEN &&
      (handle == handle_stream || is_path (call->target, "v1", "snapshot") ||
       is_path (call->target, "v1", "me")))
    return handle;
  if (handle != muster_command_handle && !muster_access_allows (call->who.access, required))
    {
      *refusal = forbidden (required, call->who.access);
      return NULL;
    }
  return handle;
}

static void
route_cb (MusterRequest *request, gpointer user_data)
{
  MusterApi *api = user_data;
  Route *route = g_new0 (Route, 1);
  MusterListenerKind kind =
      (MusterListenerKind) GPOINTER_TO_INT (muster_request_get_listener_tag (request));
  g_autoptr (GError) error = NULL;
  MusterAnswer *refusal = NULL;

  muster_request_set_data (request, route, g_free);
  muster_request_set_body_max (request, BODY_BYTES_MAX);
  route->call.api = api;
  route->call.request = request;
  route->call.target = muster_request_get_target (request, &error);
  if (route->call.target == NULL)
    refusal = muster_problem_from_error (error);
  else if (kind == MUSTER_LISTENER_ALL && muster_is_page_link_path (route->call.target))
    route->handle = muster_page_link_handle; /* its form comes by whatever name people reach it */
  else if (muster_request_has_foreign_origin (request))
    refusal =
        muster_problem_new (403, "foreign-origin", "Requests from other web pages are not served",
                            "The Origin of this request is not this hub's own");
  else if (is_path (route->call.target, "healthz", NULL))
    route->handle = handle_health;
  else if (muster_alertmanager_route (&route->call))
    route->handle = muster_alertmanager_handle;
  else if (muster_intake_route (&route->call))
    {
      route->handle = muster_intake_handle;
      route->is_intake = TRUE;
    }
  else if (kind == MUSTER_LISTENER_INTAKE)
    route->handle = handle_not_found;
  else if (muster_calendar_feed_route (&route->call))
    route->handle = muster_calendar_feed_handle;
  else
    route->handle = route_person (&route->call, &refusal);
  if (refusal != NULL)
    muster_call_answer (&route->call, refusal);
}

static void
handle_cb (MusterRequest *request, gpointer user_data)
{
  Route *route = muster_request_get_data (request);

  route->handle (&route->call);
}

static void
refused_body_cb (MusterRequest *request, guint64 bytes_n, gpointer user_data)
{
  Route *route = muster_request_get_data (request);

  if (route != NULL && route->is_intake)
    muster_intake_refused (&route->call, bytes_n);
}

/**
 * muster_api_init_handler:
 * @handler: (out): for a server whose user data is a #MusterApi
 *
 * Fills in the functions that serve requests.
 */
void
muster_api_init_handler (MusterServerHandler *handler)
{
  handler->route = route_cb;
  handler->handle = handle_cb;
  handler->refused_body = refused_body_cb;
}
