/* intake-work.c - a body that monitors sent, on the main thread (protocol §6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/intake-work.h"

#include "base/crypto.h"
#include "hub/problem.h"
#include "world/report-outcome.h"

#include <string.h>

#define TARGET_BYTES_MAX       1024
#define CONTENT_TYPE_BYTES_MAX 128
#define KEPT_BYTES_MAX         (64 * 1024) /* of a body that no source could read */
#define REFUSALS_TOLD_MAX      8           /* of one body */
#define KEY_BYTES              32
#define KEY_CHARACTERS         "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DECODERS_KEPT_MAX      4 /* one for each HTTP thread is enough */

static void
work_free (MusterWork *work)
{
  MusterIntakeWork *self = (MusterIntakeWork *) work;

  g_clear_pointer (&self->reports, muster_reports_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->reason);
  g_free (self->text);
  g_free (self->content_type);
  g_free (self->target);
  g_free (self);
}

static void
work_answered (MusterWork *work, const MusterAnswer *answer)
{
  MusterIntakeWork *self = (MusterIntakeWork *) work;

  if (self->answered != NULL)
    self->answered (muster_answer_get_status (answer), self->user_data);
}

static MusterAnswer *
answer_from_reply (MusterReply *reply)
{
  if (reply->content_type == NULL)
    {
      g_string_free (reply->body, TRUE);
      return muster_answer_new_static (reply->status, NULL, "");
    }
  return muster_answer_new_take (reply->status, reply->content_type, reply->body);
}

/**
 * muster_intake_refusal:
 * @source: what it was sent as
 * @status: of HTTP
 * @message: in words
 *
 * Returns: (transfer full): the refusal in the sender's own shape, if it has one
 */
MusterAnswer *
muster_intake_refusal (const MusterSource *source, guint status, const char *message)
{
  MusterReply reply = { status, NULL, NULL };

  if (source->refuse == NULL)
    return muster_problem_new (status, status == 401 ? "unauthorized" : "invalid",
                               status == 401 ? "No valid integration key"
                                             : "The body is not of this source's shape",
                               message);
  reply.body = g_string_new (NULL);
  source->refuse (status, message, &reply);
  return answer_from_reply (&reply);
}

/* --- on the main thread --- */

static void
run_refused (MusterIntakeWork *self, MusterCommitter *committer)
{
  MusterRefusedBody refused = {
    .key = self->key,
    .source = self->source->name,
    .reason = self->reason,
    .text = self->text,
    .text_n = self->text_n,
    .n_bytes = (gint64) self->n_bytes,
    .too_large = self->too_large,
    .content_type = self->content_type,
    .target = self->target,
  };

  muster_committer_refuse_body (committer, &refused);
  self->work.wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  self->work.answer = muster_intake_refusal (self->source, 400, self->reason);
}

/* Elements that the sender is told were refused: an administrator sees them as a dead letter too
 * (security R8). What was folded into an overflow alert is seen there. */
static void
tell_refusals (const MusterIntakeWork *self, MusterCommitter *committer)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  MusterRefusedBody refused = { .key = self->key, .source = self->source->name, .is_part = TRUE };
  guint n = 0;

  for (guint i = 0; i < self->reports->refusals->len; i++)
    {
      const MusterRefusal *refusal = &g_array_index (self->reports->refusals, MusterRefusal, i);

      if (!refusal->folded && n++ < REFUSALS_TOLD_MAX)
        g_string_append_printf (reason, "element %u: %s. ", refusal->index, refusal->reason);
    }
  if (n == 0)
    return;
  refused.reason = reason->str;
  refused.n_bytes = (gint64) self->n_bytes;
  muster_committer_refuse_body (committer, &refused);
}

/* Never a 2xx for what nobody waits for: its sender believes itself watched. */
static MusterAnswer *
refuse_ping (void)
{
  return muster_problem_new (404, "not-found", "No such heartbeat is configured",
                             "A ping has to name a heartbeat that its key may speak for");
}

/* What its sender is told of it, now and later. */
static void
note_outcome (MusterIntakeWork *self,
              MusterCommitter *committer,
              const MusterReportSummary *summary)
{
  MusterReports *reports = self->reports;
  MusterUlid request;

  muster_world_get_outcome (muster_committer_get_world (committer), reports, self->key, summary,
                            &reports->outcome);
  reports->outcome.at_us = muster_committer_now_us (committer);
  if (self->outcomes != NULL && self->source->tell != NULL &&
      muster_ulid_parse (reports->request.bytes, (gssize) reports->request.n, &request))
    muster_request_outcomes_add (self->outcomes, request, &reports->outcome);
}

/* It is on disk as any alert, and no alert to anybody. */
static void
hear_canary (MusterCommitter *committer)
{
  muster_committer_commit_event (committer,
                                 muster_committer_emit (committer, MUSTER_EVENT_HUB_CANARY, 0));
}

/* Decides what came in; the seq that has to be on disk before it is answered. */
static guint64
report (MusterIntakeWork *self, MusterCommitter *committer, MusterReportSummary *summary)
{
  if (!muster_is_canary (self->key))
    {
      muster_committer_report (committer, self->reports, self->key, summary);
      return summary->last_seq;
    }
  hear_canary (committer);
  return muster_world_get_seq (muster_committer_get_world (committer));
}

static void
run_reports (MusterIntakeWork *self, MusterCommitter *committer)
{
  MusterWork *work = &self->work;
  MusterReply reply = { 200, NULL, NULL };
  MusterReportSummary summary = { 0 };

  self->reports->source = self->source->name;
  work->wait_seq = report (self, committer, &summary);
  if (self->reports->wants_outcome)
    note_outcome (self, committer, &summary);
  tell_refusals (self, committer);
  if (summary.n_unknown_pings > 0)
    {
      work->answer = refuse_ping ();
      return;
    }
  reply.body = g_string_new (NULL);
  self->source->reply (self->reports, &reply);
  work->answer = answer_from_reply (&reply);
}

/* What is decided is noted as what is read is: it may be that which ends the hub. */
static MusterWorkResult
run_intake (MusterWork *work, MusterCommitter *committer)
{
  MusterIntakeWork *self = (MusterIntakeWork *) work;
  MusterPoisonBody body = { .key = self->key, .source = self->source->name };
  MusterPoisonNote note;

  if (self->reports == NULL)
    {
      run_refused (self, committer);
      return MUSTER_WORK_DONE;
    }
  if (self->poison == NULL || (work->request == NULL && self->body == NULL))
    {
      run_reports (self, committer);
      return MUSTER_WORK_DONE;
    }
  body.bytes = work->request != NULL
                   ? (const char *) muster_request_get_body (work->request, &body.n)
                   : g_bytes_get_data (self->body, &body.n);
  note = muster_poison_begin (self->poison, &body);
  run_reports (self, committer);
  muster_poison_end (self->poison, note, TRUE);
  return MUSTER_WORK_DONE;
}

static const MusterWorkFuncs intake_funcs = { run_intake, NULL, work_free, work_answered };

/* --- before that, on any thread --- */

/**
 * muster_intake_work_new:
 * @source: what the body was sent as
 * @key: the id of the integration key that it came by
 *
 * Returns: (transfer full): a work that has neither reports nor a reason yet
 */
MusterIntakeWork *
muster_intake_work_new (const MusterSource *source, MusterUlid key)
{
  MusterIntakeWork *self = g_new0 (MusterIntakeWork, 1);

  self->work.funcs = &intake_funcs;
  self->source = source;
  self->key = key;
  return self;
}

/* Keys are kept nowhere but as hashes, also where a body that cannot be read has one. */
static void
black_out_keys (MusterAccessTable *access, char *text)
{
  MusterIdentity ignored;
  gsize word_n;

  for (; *text != '\0'; text += word_n)
    {
      word_n = strspn (text, KEY_CHARACTERS);
      if (word_n == KEY_BYTES && muster_access_table_find_key (access, text, word_n, &ignored))
        memset (text, '*', word_n);
      word_n = MAX (word_n, 1);
    }
}

/**
 * muster_intake_dup_without_keys:
 * @access: who knows the keys
 * @text: what somebody sent
 *
 * Returns: (transfer full): the text, with each key in it blacked out
 */
char *
muster_intake_dup_without_keys (MusterAccessTable *access, const char *text)
{
  char *copy = g_strdup (text);

  black_out_keys (access, copy);
  return copy;
}

/**
 * muster_intake_work_keep:
 * @self: a work of a body that could not be read
 * @access: who knows the keys
 * @body: @n bytes
 * @n: how many
 *
 * Keeps its first bytes for a person. A body that is no UTF-8 is kept as far as it is.
 */
void
muster_intake_work_keep (MusterIntakeWork *self,
                         MusterAccessTable *access,
                         const char *body,
                         gsize n)
{
  const char *end;

  g_utf8_validate_len (body, MIN (n, KEPT_BYTES_MAX), &end);
  self->text_n = (gsize) (end - body);
  self->text = g_strndup (body, self->text_n);
  self->text_n = strlen (self->text); /* up to a NUL */
  black_out_keys (access, self->text);
}

/**
 * muster_intake_work_keep_head:
 * @self: a work of a body that could not be read
 * @access: who knows the keys
 * @target: of its request
 * @content_type: (nullable): of its request
 *
 * Keeps what a body is read by, for when it is read again.
 */
void
muster_intake_work_keep_head (MusterIntakeWork *self,
                              MusterAccessTable *access,
                              const char *target,
                              const char *content_type)
{
  self->target = g_strndup (target, TARGET_BYTES_MAX);
  black_out_keys (access, self->target);
  if (content_type != NULL && g_utf8_validate (content_type, -1, NULL))
    self->content_type = g_strndup (content_type, CONTENT_TYPE_BYTES_MAX);
}

/**
 * muster_guarded_decode:
 * @self: a body that is to be read
 * @decoder: with what
 * @out: empty; what it says
 * @error: why nothing comes of it
 *
 * Returns: whether something does
 */
gboolean
muster_guarded_decode (const MusterGuarded *self,
                       MusterDecoder *decoder,
                       MusterReports *out,
                       GError **error)
{
  const MusterPoisonBody body = { .key = self->key,
                                  .source = self->source->name,
                                  .bytes = self->in->body,
                                  .n = self->in->body_n,
                                  .name = self->name,
                                  .is_part = self->is_part };
  MusterPoisonNote note;
  gboolean decoded;

  if (self->poison == NULL)
    return self->source->decode (self->in, decoder->reader, out, error);
  if (muster_poison_is_quarantined (self->poison, &body))
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT, MUSTER_POISON_REASON);
      return FALSE;
    }
  note = muster_poison_begin (self->poison, &body);
  decoded = self->source->decode (self->in, decoder->reader, out, error);
  muster_poison_end (self->poison, note, !decoded || self->is_all); /* else it is decided yet */
  return decoded;
}

/**
 * muster_decoder_take:
 * @decoders: a store
 *
 * Returns: (transfer full): one that no other thread has
 */
MusterDecoder *
muster_decoder_take (GAsyncQueue *decoders)
{
  MusterDecoder *self = g_async_queue_try_pop (decoders);

  if (self != NULL)
    return self;
  self = g_new0 (MusterDecoder, 1);
  self->reader = muster_json_reader_new ();
  muster_ulid_source_init (&self->ids, muster_random_fill, NULL);
  return self;
}

static void
decoder_free (MusterDecoder *self)
{
  muster_json_reader_free (self->reader);
  g_free (self);
}

/**
 * muster_decoder_give_back:
 * @decoders: a store
 * @decoder: (transfer full): one that was taken
 *
 * Keeps it for the next body.
 */
void
muster_decoder_give_back (GAsyncQueue *decoders, MusterDecoder *decoder)
{
  if (g_async_queue_length (decoders) < DECODERS_KEPT_MAX)
    g_async_queue_push (decoders, decoder);
  else
    decoder_free (decoder);
}

/**
 * muster_intake_decoders_new:
 *
 * Returns: (transfer full): an empty store of decoders, for every thread
 */
GAsyncQueue *
muster_intake_decoders_new (void)
{
  return g_async_queue_new_full ((GDestroyNotify) decoder_free);
}
