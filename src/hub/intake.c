/* intake.c - what monitors post: from a body to the committer (protocol §6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "hub/api.h"
#include "hub/problem.h"
#include "sources/source.h"

#include <string.h>

#define BODY_BYTES_MAX    (16 * 1024 * 1024)
#define KEPT_BYTES_MAX    (64 * 1024) /* of a body that no source could read */
#define REFUSALS_TOLD_MAX 8           /* of one body */
#define KEY_BYTES         32
#define KEY_CHARACTERS    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define UNIQUE_BYTES      (MUSTER_ULID_TEXT_BYTES + 1)
#define DECODERS_KEPT_MAX 4 /* one for each HTTP thread is enough */

/* A body that came by a source, decoded or refused. */
typedef struct
{
  MusterWork work; /* first */
  const MusterSource *source;
  MusterReports *reports; /* NULL: refused */
  MusterUlid key;
  guint64 n_bytes;
  gboolean too_large;
  char *reason;
  char *text;
  gsize text_n;
} IntakeWork;

/* To begin one asks for chance, which costs more than to decode an alert. */
typedef struct
{
  MusterJsonReader *reader;
  MusterUlidSource ids;
} Decoder;

static void
work_free (MusterWork *work)
{
  IntakeWork *self = (IntakeWork *) work;

  g_clear_pointer (&self->reports, muster_reports_free);
  g_free (self->reason);
  g_free (self->text);
  g_free (self);
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

static MusterAnswer *
answer_refusal (const MusterSource *source, guint status, const char *message)
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
run_refused (IntakeWork *self, MusterCommitter *committer)
{
  MusterRefusedBody refused = {
    .key = self->key,
    .source = self->source->name,
    .reason = self->reason,
    .text = self->text,
    .text_n = self->text_n,
    .n_bytes = (gint64) self->n_bytes,
    .too_large = self->too_large,
  };

  muster_committer_refuse_body (committer, &refused);
  self->work.wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  if (self->work.request != NULL)
    self->work.answer = answer_refusal (self->source, 400, self->reason);
}

/* Elements that the sender is told were refused: an administrator sees them as a dead letter too
 * (security R8). What was folded into an overflow alert is seen there. */
static void
tell_refusals (const IntakeWork *self, MusterCommitter *committer)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  MusterRefusedBody refused = { .key = self->key, .source = self->source->name };
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

static MusterWorkResult
run_intake (MusterWork *work, MusterCommitter *committer)
{
  IntakeWork *self = (IntakeWork *) work;
  MusterReply reply = { 200, NULL, NULL };
  MusterReportSummary summary;

  if (self->reports == NULL)
    {
      run_refused (self, committer);
      return MUSTER_WORK_DONE;
    }
  muster_committer_report (committer, self->reports, self->key, &summary);
  work->wait_seq = summary.last_seq;
  tell_refusals (self, committer);
  if (summary.n_unknown_pings > 0)
    {
      work->answer = refuse_ping ();
      return MUSTER_WORK_DONE;
    }
  reply.body = g_string_new (NULL);
  self->source->reply (self->reports, &reply);
  work->answer = answer_from_reply (&reply);
  return MUSTER_WORK_DONE;
}

static const MusterWorkFuncs intake_funcs = { run_intake, NULL, work_free };

/* --- on the HTTP thread --- */

static Decoder *
take_decoder (MusterApi *api)
{
  Decoder *self = g_async_queue_try_pop (api->decoders);

  if (self != NULL)
    return self;
  self = g_new0 (Decoder, 1);
  self->reader = muster_json_reader_new ();
  muster_ulid_source_init (&self->ids, muster_random_fill, NULL);
  return self;
}

static void
decoder_free (Decoder *self)
{
  muster_json_reader_free (self->reader);
  g_free (self);
}

static void
give_back (MusterApi *api, Decoder *decoder)
{
  if (g_async_queue_length (api->decoders) < DECODERS_KEPT_MAX)
    g_async_queue_push (api->decoders, decoder);
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

static IntakeWork *
intake_work_new (const MusterCall *call, const MusterSource *source)
{
  IntakeWork *self = g_new0 (IntakeWork, 1);

  self->work.funcs = &intake_funcs;
  self->source = source;
  self->key = call->who.actor.id;
  return self;
}

static gboolean
takes_method (const MusterSource *source, const char *method)
{
  return strcmp (method, "POST") == 0 || (source->takes_get && strcmp (method, "GET") == 0);
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
  return takes_method (out->source, muster_request_get_method (call->request));
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
  return entrance->key == NULL &&
         muster_request_get_header (call->request, "Authorization") == NULL;
}

static MusterAnswer *
refuse_key (MusterCall *call, const MusterSource *source)
{
  MusterAnswer *answer;
  guint retry_s = 0;

  if (muster_request_may_guess (call->request, &retry_s))
    return answer_refusal (source, 401, "The integration key is missing, unknown or revoked");
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
  muster_request_set_body_max (call->request, BODY_BYTES_MAX);
  if (identify (call, &entrance))
    muster_request_authenticated (call->request);
  else if (!body_may_bring_key (call, &entrance))
    muster_call_answer (call, refuse_key (call, entrance.source));
  return TRUE;
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

/* A body that is no UTF-8 is kept as far as it is. */
static void
keep_text (IntakeWork *self, MusterAccessTable *access, const char *body, gsize n)
{
  const char *end;

  g_utf8_validate_len (body, MIN (n, KEPT_BYTES_MAX), &end);
  self->text_n = (gsize) (end - body);
  self->text = g_strndup (body, self->text_n);
  self->text_n = strlen (self->text); /* up to a NUL */
  black_out_keys (access, self->text);
}

static void
submit_refused (MusterCall *call, const MusterSource *source, const GError *error)
{
  IntakeWork *work = intake_work_new (call, source);
  gsize n;
  const char *body = (const char *) muster_request_get_body (call->request, &n);

  work->n_bytes = n;
  work->reason = g_strdup (error->message);
  keep_text (work, call->api->access, body, n);
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
  Decoder *decoder = take_decoder (call->api);
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
  decoded = entrance->source->decode (&in, decoder->reader, reports, error);
  give_back (call->api, decoder);
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
  IntakeWork *work;
  gsize n;

  find_entrance (call, &entrance);
  if (muster_committer_is_failing (call->api->committer))
    {
      muster_call_answer (call, muster_problem_busy (5));
      return;
    }
  reports = muster_reports_new ();
  if (!decode (call, &entrance, reports, &error))
    {
      if (call->who.access == MUSTER_ACCESS_INTAKE)
        submit_refused (call, entrance.source, error);
      else
        muster_call_answer (call, answer_refusal (entrance.source, 400, error->message));
      return;
    }
  if (!take_key_of_body (call, reports))
    {
      muster_call_answer (call, refuse_key (call, entrance.source));
      return;
    }
  work = intake_work_new (call, entrance.source);
  work->reports = g_steal_pointer (&reports);
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
  IntakeWork *work;

  if (call->who.access != MUSTER_ACCESS_INTAKE || !find_entrance (call, &entrance))
    return;
  work = intake_work_new (call, entrance.source);
  work->n_bytes = n_bytes;
  work->too_large = TRUE;
  work->reason = g_strdup ("the body is over 16 MiB");
  muster_committer_submit (call->api->committer, &work->work);
}
