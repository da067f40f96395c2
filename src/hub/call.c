/* call.c - one request on its way through a route
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/call.h"

#include "hub/problem.h"
#include "model/error.h"

/**
 * muster_call_answer:
 * @call: a call
 * @answer: (transfer full): what to say
 *
 * Answers a request that is not deferred.
 */
void
muster_call_answer (MusterCall *call, MusterAnswer *answer)
{
  muster_request_answer (call->request, answer);
}

/**
 * muster_call_submit:
 * @call: a call
 * @work: (transfer full): what the committer is to do for it
 *
 * Waits for the main thread without holding the HTTP thread.
 */
void
muster_call_submit (MusterCall *call, MusterWork *work)
{
  MusterCommitter *committer = call->api->committer;

  work->request = call->request;
  if (muster_request_defer (call->request))
    muster_committer_submit (committer, work);
  else /* stopping: answered already */
    work->funcs->free (work);
}

/**
 * muster_call_dup_path:
 * @call: a call
 *
 * Returns: (transfer full): its path, decoded, without query
 */
char *
muster_call_dup_path (const MusterCall *call)
{
  GString *path = g_string_new (NULL);

  for (guint i = 0; i < call->target->segments_n; i++)
    {
      g_string_append_c (path, '/');
      g_string_append (path, call->target->segments[i]);
    }
  return g_string_free (path, FALSE);
}

static const struct
{
  int code;
  guint status;
  const char *name;
  const char *title;
} model_problems[] = {
  { MUSTER_MODEL_ERROR_INVALID, 400, "invalid", "The command cannot apply" },
  { MUSTER_MODEL_ERROR_NOT_FOUND, 404, "not-found", "There is no such thing" },
  { MUSTER_MODEL_ERROR_CONFLICT, 409, "conflict", "It changed since you saw it" },
  { MUSTER_MODEL_ERROR_STATE, 409, "state", "Not in this state" },
  { MUSTER_MODEL_ERROR_STALE, 409, "stale", "It waited too long" },
  { MUSTER_MODEL_ERROR_FORBIDDEN, 403, "forbidden", "Your access role does not allow this" },
};

/**
 * muster_problem_from_error:
 * @error: why a request was not taken
 *
 * Returns: (transfer full): the problem document that says so
 */
MusterAnswer *
muster_problem_from_error (const GError *error)
{
  if (error->domain == MUSTER_MODEL_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (model_problems); i++)
      if (model_problems[i].code == error->code)
        return muster_problem_new (model_problems[i].status, model_problems[i].name,
                                   model_problems[i].title, error->message);
  return muster_problem_new (400, "invalid", "The request cannot be read", error->message);
}
