/* intake.c - what monitors post: from a body to the committer (protocol §6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/intake-work.h"
#include "hub/problem.h"
#include "hub/routes.h"
#include "hub/sns.h"
#include "sources/source.h"

#include <string.h>

#define BODY_BYTES_MAX (16 * 1024 * 1024)
#define UNIQUE_BYTES   (MUSTER_ULID_TEXT_BYTES + 1)

static gboolean
takes_method (const MusterSourceRoute *route, const char *method)
{
  gboolean is_get = strcmp (method, "GET") == 0;

  if (route->asks)
    return is_get;
  return strcmp (method, "POST") == 0 || (route->source->takes_get && is_get);
}

/* Which source a path leads to: /v1/intake/KEY/SOURCE…, /v1/intake/KEY + a sender's own path, or
 * the sender's own path with the key elsewhere. */
static gboolean
find_entrance (const MusterCall *call, MusterSourceRoute *out)
{
  const MusterTarget *target = call->target;
  gboolean has_key = target->segments_n >= 4 && strcmp (target->segments[0], "v1") == 0 &&
                     strcmp (target->segments[1], "intake") == 0;
  guint skip = has_key ? 3 : 0;
  const char *const *rest = target->segments + skip;

  if (!muster_source_route_path (rest, target->segments_n - skip, has_key, out) &&
      !(has_key && muster_source_route_name (rest, target->segments_n - skip, out)))
    return FALSE;
  if (has_key)
    out->key = target->segments[2];
  return takes_method (out, muster_request_get_method (call->request));
}

/* The key in the path, in a header, or in the query where its senders have it. */
static gboolean
identify (MusterCall *call, const MusterSourceRoute *entrance)
{
  g_autofree char *header = NULL;
  const char *key = entrance->key;

  if (key == NULL)
    key = header = muster_request_dup_credential (call->request);
  if (key == NULL && entrance->source->key_parameter != NULL)
    key = muster_target_get (call->target, entrance->source->key_parameter);
  return key != NULL &&
         muster_access_table_find_key (call->api->access, key, strlen (key), &call->who);
}

/* Only where none stands elsewhere. */
static gboolean
body_may_bring_key (const MusterCall *call, const MusterSourceRoute *entrance)
{
  return entrance->key == NULL && !entrance->asks &&
         muster_request_get_header (call->request, "Authorization") == NULL;
}

static MusterAnswer *
refuse_key (MusterCall *call, const MusterSource *source)
{
  MusterAnswer *answer;
  guint retry_s = 0;

  if (muster_request_may_guess (call->request, &retry_s))
    return muster_intake_refusal (source, 401,
                                  "The integration key is missing, unknown or revoked");
  answer = muster_problem_new (429, "too-many-requests", "Too many requests without a valid key",
                               "Wait, then try again with one that is in force");
  muster_answer_add_retry_after (answer, MAX (retry_s, 1));
  return answer;
}

/**
 * muster_intake_route:
 * @call: a call whose head is here
 *
 * Takes requests to a source: sets the body's limit and finds the key, or refuses.
 *
 * Returns: whether the path is one of a source
 */
gboolean
muster_intake_route (MusterCall *call)
{
  MusterSourceRoute entrance;

  if (!find_entrance (call, &entrance))
    return FALSE;
  if (!entrance.asks)
    muster_request_set_body_max (call->request, BODY_BYTES_MAX);
  if (identify (call, &entrance))
    muster_request_authenticated (call->request);
  else if (!body_may_bring_key (call, &entrance))
    muster_call_answer (call, refuse_key (call, entrance.source));
  return TRUE;
}

static void
submit_refused (MusterCall *call, const MusterSource *source, const GError *error)
{
  MusterIntakeWork *work = muster_intake_work_new (source, call->who.actor.id);
  gsize n;
  const char *body = (const char *) muster_request_get_body (call->request, &n);

  work->n_bytes = n;
  work->reason = g_strdup (error->message);
  muster_intake_work_keep (work, call->api->access, body, n);
  muster_intake_work_keep_head (work, call->api->access,
                                muster_request_get_raw_target (call->request),
                                muster_request_get_header (call->request, "Content-Type"));
  muster_call_submit (call, &work->work);
}

static gboolean
take_key_of_body (MusterCall *call, const MusterReports *reports)
{
  if (call->who.access == MUSTER_ACCESS_INTAKE)
    return TRUE;
  if (reports->key.n == 0 || !muster_access_table_find_key (call->api->access, reports->key.bytes,
                                                            reports->key.n, &call->who))
    return FALSE;
  muster_request_authenticated (call->request);
  return TRUE;
}

static const char *
get_header (gconstpointer request, const char *name)
{
  return muster_request_get_header (request, name);
}

static gboolean
decode (MusterCall *call, const MusterSourceRoute *entrance, MusterReports *reports, GError **error)
{
  const char *query = strchr (muster_request_get_raw_target (call->request), '?');
  g_autofree char *mapping =
      *entrance->part != '\0' ? muster_access_table_dup_mapping (call->api->access, entrance->part)
                              : NULL;
  MusterDecoder *decoder = muster_decoder_take (call->api->decoders);
  gboolean decoded;
  char unique[UNIQUE_BYTES];
  MusterIntake in = {
    .method = muster_request_get_method (call->request),
    .path = entrance->path,
    .part = entrance->part,
    .query = query != NULL ? query + 1 : "",
    .mapping = mapping,
    .get_header = get_header,
    .headers = call->request,
    .content_type = muster_request_get_header (call->request, "Content-Type"),
    .received_us = muster_committer_get_clock_us (call->api->committer),
    .unique = unique,
  };

  muster_ulid_format (muster_ulid_source_next (&decoder->ids, in.received_us), unique);
  in.body = (const char *) muster_request_get_body (call->request, &in.body_n);
  decoded = muster_guarded_decode (&(MusterGuarded){ call->api->poison,
                                                     call->who.access == MUSTER_ACCESS_INTAKE
                                                         ? call->who.actor.id
                                                         : (MusterUlid){ 0, 0 },
                                                     entrance->source, &in },
                                   decoder, reports, error);
  muster_decoder_give_back (call->api->decoders, decoder);
  return decoded;
}

/**
 * muster_intake_handle:
 * @call: a call whose body is here
 *
 * Decodes on the HTTP thread and hands over; what cannot be decoded is journaled too.
 */
void
muster_intake_handle (MusterCall *call)
{
  g_autoptr (MusterReports) reports = NULL;
  g_autoptr (GError) error = NULL;
  MusterSourceRoute entrance;
  MusterIntakeWork *work;
  gsize n;

  find_entrance (call, &entrance);
  if (entrance.asks)
    {
      muster_intake_question_handle (call, &entrance);
      return;
    }
  if (muster_committer_is_failing (call->api->committer))
    {
      muster_call_answer (call, muster_problem_busy (5));
      return;
    }
  if (call->api->sns != NULL && call->who.access == MUSTER_ACCESS_INTAKE &&
      strcmp (entrance.source->name, "aws-sns") == 0)
    {
      muster_sns_handle (call, entrance.source);
      return;
    }
  reports = muster_reports_new ();
  if (!decode (call, &entrance, reports, &error))
    {
      if (call->who.access == MUSTER_ACCESS_INTAKE)
        submit_refused (call, entrance.source, error);
      else
        muster_call_answer (call, muster_intake_refusal (entrance.source, 400, error->message));
      return;
    }
  if (!take_key_of_body (call, reports))
    {
      muster_call_answer (call, refuse_key (call, entrance.source));
      return;
    }
  work = muster_intake_work_new (entrance.source, call->who.actor.id);
  work->reports = g_steal_pointer (&reports);
  work->poison = call->api->poison;
  work->outcomes = call->api->outcomes;
  muster_request_get_body (call->request, &n);
  work->n_bytes = n;
  muster_call_submit (call, &work->work);
}

/**
 * muster_intake_refused:
 * @call: a call whose body was over the limit
 * @n_bytes: how many there were, as far as is known
 *
 * Raises a high alert: the sender is told 413 already.
 */
void
muster_intake_refused (MusterCall *call, guint64 n_bytes)
{
  MusterSourceRoute entrance;
  MusterIntakeWork *work;

  if (call->who.access != MUSTER_ACCESS_INTAKE || !find_entrance (call, &entrance) || entrance.asks)
    return;
  work = muster_intake_work_new (entrance.source, call->who.actor.id);
  work->n_bytes = n_bytes;
  work->too_large = TRUE;
  work->reason = g_strdup ("the body is over 16 MiB");
  muster_committer_submit (call->api->committer, &work->work);
}
