/* sns.c - who signed what Amazon SNS sends, and what it wants confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key lets a message in. The signature says beyond that whether SNS sent it: what somebody else
 * signed is refused and kept for an administrator to see; where the certificate cannot be fetched
 * the alert is taken all the same, says so, and another says why, because an alert is never lost.
 * Only SNS' own hosts are ever asked.
 */
#include "hub/sns.h"

#include "hub/intake-work.h"
#include "hub/sns-certificates.h"
#include "sources/sns-message.h"

#include <string.h>

#define CONFIRM_TIMEOUT_MS 5000
#define CONFIRM_BYTES      (64 * 1024)
#define CONFIRMS_MAX       4 /* at once */

struct _MusterSns
{
  MusterOutbound outbound;
  MusterSnsCertificates *certificates;
  GCancellable *cancellable;
  guint n_confirming;
};

/* One body on its way. */
typedef struct
{
  MusterWork work; /* first */
  MusterApi *api;
  const MusterSource *source;
  MusterUlid key;
  gint64 received_us;
  MusterArena *arena;
  const MusterValue *whole; /* NULL: not JSON, or not of SNS */
  char *signature;          /* as MusterIntake has it */
  gboolean was_confirming;
  gboolean is_confirmed;
} SnsWork;

/**
 * muster_sns_new:
 * @clock: says whether a certificate is in force
 *
 * Returns: (transfer full): what goes over the network
 */
MusterSns *
muster_sns_new (MusterClock *clock)
{
  MusterSns *self = g_new0 (MusterSns, 1);

  self->certificates = muster_sns_certificates_new (clock, &self->outbound);
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * muster_sns_free:
 * @self: (transfer full): one that no request waits for
 */
void
muster_sns_free (MusterSns *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  muster_sns_certificates_free (self->certificates);
  g_free (self);
}

/**
 * muster_sns_set_outbound:
 * @outbound: what makes requests from now on: for tests, which ask no network
 */
void
muster_sns_set_outbound (MusterSns *self, const MusterOutbound *outbound)
{
  self->outbound = *outbound;
}

static void
work_free (MusterWork *work)
{
  SnsWork *self = (SnsWork *) work;

  muster_arena_free (self->arena);
  g_free (self->signature);
  g_free (self);
}

/* --- the signature --- */

static MusterText
at (const SnsWork *self, const char *name)
{
  return muster_value_text_at (self->whole, name);
}

static gboolean
is_signed_by (const SnsWork *self, const MusterCertificate *certificate, const GString *text)
{
  MusterText version = at (self, "SignatureVersion");
  g_autofree char *base64 = muster_text_dup (at (self, "Signature"));
  gsize n = 0;
  g_autofree guchar *signature = *base64 != '\0' ? g_base64_decode (base64, &n) : NULL;

  return n > 0 &&
         muster_certificate_verify (certificate,
                                    muster_text_equal (version, "2") ? MUSTER_SIGNED_RSA_SHA256
                                                                     : MUSTER_SIGNED_RSA_SHA1,
                                    text->str, text->len, signature, n);
}

/* Once its certificate is there. */
static void
go_on_cb (gpointer user_data)
{
  SnsWork *self = user_data;

  muster_committer_submit (self->api->committer, &self->work);
}

/* Why it is to be refused; NULL: it is not. Sets the signature, or *@waits: it goes on by itself.
 */
static const char *
check (SnsWork *self, gboolean *waits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  MusterText version = at (self, "SignatureVersion"), url = at (self, "SigningCertURL");
  const MusterCertificate *certificate;
  g_autofree char *address = NULL;
  const char *why;

  if (!muster_sns_append_signed (self->whole, text))
    return NULL; /* raw delivery, and what the source will refuse by itself */
  if (!muster_text_equal (version, "1") && !muster_text_equal (version, "2"))
    return "SignatureVersion is neither 1 nor 2";
  if (!muster_sns_is_address (url) || url.n < 4 || memcmp (url.bytes + url.n - 4, ".pem", 4) != 0)
    return "SigningCertURL is not a certificate of SNS";
  address = muster_text_dup (url);
  certificate =
      muster_sns_certificates_get (self->api->sns->certificates, address, &why, go_on_cb, self);
  *waits = certificate == NULL && why == NULL;
  if (certificate != NULL && !is_signed_by (self, certificate, text))
    return "the signature is not SNS'";
  self->signature = g_strdup (certificate != NULL ? MUSTER_SIGNATURE_VALID : why);
  return NULL;
}

/* --- the subscription --- */

static void
confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SnsWork *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = muster_outbound_finish (result, &error);

  self->api->sns->n_confirming--;
  self->is_confirmed = answer != NULL && answer->status == 200;
  if (!self->is_confirmed)
    g_message ("a subscription of SNS could not be confirmed: %s",
               error != NULL ? error->message : "SNS refuses");
  muster_committer_submit (self->api->committer, &self->work);
}

/* Only what SNS signed, and never what tells that a subscription ended: the same address there
 * would begin it anew. */
static gboolean
may_confirm (const SnsWork *self)
{
  return !self->was_confirming && g_strcmp0 (self->signature, MUSTER_SIGNATURE_VALID) == 0 &&
         muster_text_equal (at (self, "Type"), "SubscriptionConfirmation") &&
         muster_sns_is_address (at (self, "SubscribeURL")) &&
         self->api->sns->n_confirming < CONFIRMS_MAX;
}

static void
confirm (SnsWork *self)
{
  MusterSns *sns = self->api->sns;
  g_autofree char *url = muster_text_dup (at (self, "SubscribeURL"));
  const MusterOutboundRequest request = {
    .method = "GET",
    .url = url,
    .reach = MUSTER_OUTBOUND_PUBLIC,
    .answer_max = CONFIRM_BYTES,
    .timeout_ms = CONFIRM_TIMEOUT_MS,
  };

  self->was_confirming = TRUE;
  sns->n_confirming++;
  muster_outbound_ask (&sns->outbound, &request, sns->cancellable, confirmed_cb, self);
}

/* --- what comes of it --- */

static gboolean
decode (const SnsWork *self, MusterReports *reports, GError **error)
{
  MusterDecoder *decoder = muster_decoder_take (self->api->decoders);
  MusterIntake in = {
    .method = "POST",
    .part = "",
    .query = "",
    .received_us = self->received_us,
    .signature = self->signature,
    .is_confirmed = self->is_confirmed,
  };
  gboolean decoded;

  in.body = (const char *) muster_request_get_body (self->work.request, &in.body_n);
  decoded = muster_guarded_decode (
      &(MusterGuarded){ self->api->poison, self->key, self->source, &in }, decoder, reports, error);
  muster_decoder_give_back (self->api->decoders, decoder);
  return decoded;
}

/* As any other body from here on; @self is no more. */
static void
hand_over (SnsWork *self, MusterCommitter *committer, const char *refusal)
{
  MusterIntakeWork *intake = muster_intake_work_new (self->source, self->key);
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *body = (const char *) muster_request_get_body (self->work.request, &n);

  intake->work.request = self->work.request;
  intake->n_bytes = n;
  intake->poison = self->api->poison;
  if (refusal == NULL && decode (self, reports, &error))
    intake->reports = g_steal_pointer (&reports);
  else
    {
      intake->reason = g_strdup (refusal != NULL ? refusal : error->message);
      muster_intake_work_keep (intake, self->api->access, body, n);
    }
  work_free (&self->work);
  intake->work.funcs->run (&intake->work, committer);
  muster_committer_finish (committer, &intake->work);
}

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  SnsWork *self = (SnsWork *) work;
  const char *refusal = NULL;
  gboolean waits = FALSE;

  if (self->signature == NULL)
    refusal = check (self, &waits);
  if (waits)
    return MUSTER_WORK_PENDING;
  if (refusal == NULL && may_confirm (self))
    {
      confirm (self);
      return MUSTER_WORK_PENDING;
    }
  hand_over (self, committer, refusal);
  return MUSTER_WORK_PENDING; /* another work has taken its place */
}

/**
 * muster_sns_handle:
 * @call: a call by an integration key, whose body is here
 * @source: aws-sns
 *
 * Defers it until it is known who signed it, for some seconds at most.
 */
void
muster_sns_handle (MusterCall *call, const MusterSource *source)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free };
  SnsWork *self = g_new0 (SnsWork, 1);
  MusterText body;

  body.bytes = (const char *) muster_request_get_body (call->request, &body.n);
  self->work.funcs = &funcs;
  self->api = call->api;
  self->source = source;
  self->key = call->who.actor.id;
  self->received_us = muster_committer_get_clock_us (call->api->committer);
  self->arena = muster_arena_new (4096);
  self->whole = muster_value_parse (body, self->arena);
  muster_call_submit (call, &self->work);
}
