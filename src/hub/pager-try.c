/* pager-try.c - one try to have a page leave
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pager-try.h"

#include "base/crypto.h"
#include "base/safe-text.h"
#include "hub/secrets.h"
#include "model/error.h"

#include <string.h>

#define HTTP_TIMEOUT_MS 10000
#define MAIL_TIMEOUT_MS 30000 /* some greet late on purpose */
#define ANSWER_MAX      ((gsize) 64 * 1024)
#define WORD_BYTES_MIN  4 /* a shorter one stands everywhere */

/* --- settings --- */

static char *
look_up (const char *name, gpointer state, GError **error)
{
  char *secret = NULL;
  gsize n = 0;

  if (state != NULL)
    secret = muster_secret_get (state, name, &n, NULL);
  if (secret != NULL)
    return g_strchomp (secret);
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
               "there is no secret “%s”: set it by musterd secret set", name);
  return NULL;
}

static char *
digest_texts (const MusterFilledSettings *filled)
{
  MusterPiece pieces[2 * MUSTER_N_CHANNEL_KEYS];
  char hex[2 * MUSTER_SHA256_BYTES + 1];
  MusterSha256 digest;

  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    {
      const char *text = filled->texts[i] != NULL ? filled->texts[i] : "";

      pieces[2 * i] = (MusterPiece){ text, strlen (text) };
      pieces[2 * i + 1] = (MusterPiece){ "\0", 1 };
    }
  muster_sha256 (pieces, G_N_ELEMENTS (pieces), &digest);
  muster_to_hex (digest.bytes, sizeof digest.bytes, hex);
  return g_strdup (hex);
}

gboolean
muster_try_settings_init (MusterTrySettings *self,
                          const MusterLane *lane,
                          const MusterContact *reach,
                          const char *state,
                          GError **error)
{
  *self = (MusterTrySettings){ .channel = lane->channel };
  if (!muster_channel_config_fill (lane->object->config, reach, look_up, (gpointer) state,
                                   &self->filled, error))
    return FALSE;
  self->digest = digest_texts (&self->filled);
  return TRUE;
}

void
muster_try_settings_clear (MusterTrySettings *self)
{
  muster_filled_settings_clear (&self->filled);
  g_clear_pointer (&self->digest, g_free);
}

/* --- what must not be told of --- */

static void
free_word (gpointer word)
{
  muster_wipe (word, strlen (word));
  g_free (word);
}

static void
add_word (GPtrArray *words, const char *text)
{
  if (text != NULL && strlen (text) >= WORD_BYTES_MIN)
    g_ptr_array_add (words, g_strdup (text));
}

/* A URL's path may be a secret of its own, and the host says whose it is anyway. */
GPtrArray *
muster_try_settings_list_words (const MusterTrySettings *self)
{
  const MusterChannelSettings *settings = &self->filled.settings;
  g_autoptr (GUri) uri =
      settings->url != NULL ? g_uri_parse (settings->url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  GPtrArray *words = g_ptr_array_new_with_free_func (free_word);

  add_word (words, settings->to);
  add_word (words, settings->secret);
  add_word (words, settings->old_secret);
  add_word (words, settings->user);
  add_word (words, settings->url);
  if (uri != NULL)
    {
      add_word (words, g_uri_get_path (uri));
      add_word (words, g_uri_get_query (uri));
    }
  return words;
}

static void
hide_words (char **reason, const GPtrArray *words)
{
  g_autoptr (GString) text = g_string_new (*reason);

  for (guint i = 0; i < words->len; i++)
    g_string_replace (text, g_ptr_array_index (words, i), "…", 0);
  g_free (*reason);
  *reason = g_strdup (text->str);
}

/* --- asking --- */

gboolean
muster_try_ask (const MusterTry *self,
                const MusterOutbound *outbound,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data,
                GError **error)
{
  const MusterTrySettings *settings = self->settings;
  gboolean is_mail = settings->channel->transport == MUSTER_TRANSPORT_SMTP;
  g_auto (MusterChannelRequest) rendered;
  MusterOutboundRequest request;

  if (!muster_channel_render (settings->channel, self->message, &settings->filled.settings,
                              &rendered, error))
    return FALSE;
  g_ptr_array_add (rendered.headers, NULL);
  request = (MusterOutboundRequest){
    .method = is_mail ? NULL : rendered.method,
    .url = rendered.url,
    .reach = self->network ? MUSTER_OUTBOUND_NETWORK : MUSTER_OUTBOUND_PUBLIC,
    .headers = is_mail ? NULL : (const char *const *) rendered.headers->pdata,
    .body = rendered.body->str,
    .body_n = rendered.body->len,
    .sender = rendered.sender,
    .recipient = rendered.recipient,
    .user = is_mail ? settings->filled.settings.user : NULL,
    .password = is_mail ? settings->filled.settings.secret : NULL,
    .ca_file = self->ca_file,
    .answer_max = ANSWER_MAX,
    .takes_broken = TRUE,
    .timeout_ms = is_mail ? MAIL_TIMEOUT_MS : HTTP_TIMEOUT_MS,
  };
  muster_outbound_ask (outbound, &request, cancellable, callback, user_data);
  return TRUE;
}

/* --- judging --- */

static const char *
get_header (gconstpointer answer, const char *name)
{
  return muster_outbound_answer_get_header (answer, name);
}

static void
judge_answer (const MusterChannel *channel,
              const MusterOutboundAnswer *answer,
              gint64 now_us,
              MusterVerdict *out)
{
  MusterChannelAnswer given = {
    .status = answer->status, .get_header = get_header, .headers = answer, .now_us = now_us
  };

  given.body = g_bytes_get_data (answer->body, &given.body_n);
  if (given.body == NULL)
    given.body = "";
  channel->judge (&given, out);
}

/**
 * muster_try_judge:
 * @channel: by which it was tried
 * @result: of what muster_try_ask() asked
 * @words: (element-type utf8): what must not be told of
 * @now_us: time, UTC
 * @out: (out): what it means; its verdict is to be cleared
 *
 * Where there is no answer, what is wrong may be over soon.
 */
void
muster_try_judge (const MusterChannel *channel,
                  GAsyncResult *result,
                  const GPtrArray *words,
                  gint64 now_us,
                  MusterTryResult *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = muster_outbound_finish (result, &error);

  *out = (MusterTryResult){ .verdict = { .kind = MUSTER_VERDICT_RETRY, .wait_s = 1 } };
  if (answer == NULL)
    out->verdict.reason = muster_safe_text (error->message, -1, FALSE);
  else if (answer->status == 0)
    {
      out->is_unknown = TRUE;
      out->verdict.reason =
          muster_safe_text (answer->broken != NULL ? answer->broken : "", -1, FALSE);
    }
  else
    judge_answer (channel, answer, now_us, &out->verdict);
  if (out->verdict.reason != NULL)
    hide_words (&out->verdict.reason, words);
}
