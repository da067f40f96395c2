/* intake-question.c - what became of a request, told to who sent it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some formats answer a body before they look at it, so their clients ask later what came of it.
 * Ours was decided and on disk before its answer, but these clients look for what their own hub
 * says.
 */
#include "hub/intake-work.h"
#include "hub/routes.h"

typedef struct
{
  MusterWork work; /* first */
  const MusterApi *api;
  const MusterSource *source;
  MusterUlid key;
  MusterUlid request;
} Question;

static void
question_free (MusterWork *work)
{
  g_free (work);
}

static MusterText
find_alias (MusterCommitter *committer, MusterUlid id)
{
  const MusterAlert *alert =
      muster_alert_index_get (muster_world_get_alerts (muster_committer_get_world (committer)), id);

  return alert != NULL ? muster_alert_get_dedup (alert) : (MusterText){ 0 };
}

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  Question *self = (Question *) work;
  char request[MUSTER_ULID_TEXT_BYTES + 1];
  MusterQuestion question = { .request = request };
  MusterReply reply = { 200, NULL, NULL };

  question.outcome = muster_request_outcomes_find (self->api->outcomes, self->request, self->key);
  if (question.outcome == NULL)
    {
      work->answer = muster_intake_refusal (self->source, 404,
                                            "Request not found: it is none of the latest by this "
                                            "key since the hub started");
      return MUSTER_WORK_DONE;
    }
  muster_ulid_format (self->request, request);
  question.alert = find_alias (committer, question.outcome->alert);
  reply.body = g_string_new (NULL);
  self->source->tell (&question, &reply);
  work->answer = muster_answer_new_take (reply.status, reply.content_type, reply.body);
  return MUSTER_WORK_DONE;
}

/**
 * muster_intake_question_handle:
 * @call: a call by an integration key
 * @entrance: where a source is asked what became of a request
 *
 * Answers from the main thread, which decided it.
 */
void
muster_intake_question_handle (MusterCall *call, const MusterSourceRoute *entrance)
{
  static const MusterWorkFuncs funcs = { run, NULL, question_free };
  Question *self = g_new0 (Question, 1);

  self->work.funcs = &funcs;
  self->work.is_read = TRUE;
  self->api = call->api;
  self->source = entrance->source;
  self->key = call->who.actor.id;
  muster_ulid_parse (entrance->part, -1, &self->request); /* what is no id of ours is not found */
  muster_call_submit (call, &self->work);
}
