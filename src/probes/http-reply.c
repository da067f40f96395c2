/* http-reply.c - what an HTTP server answered, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/http-reply.h"

/**
 * muster_http_reply_new:
 *
 * Returns: (transfer full): an empty reply
 */
MusterHttpReply *
muster_http_reply_new (void)
{
  MusterHttpReply *self = g_new0 (MusterHttpReply, 1);

  self->head = g_string_new (NULL);
  self->body = g_string_new (NULL);
  return self;
}

/**
 * muster_http_reply_free:
 * @self: (transfer full): a reply
 */
void
muster_http_reply_free (MusterHttpReply *self)
{
  g_string_free (self->head, TRUE);
  g_string_free (self->body, TRUE);
  g_free (self);
}

/* A field a call. Cookies are somebody's sessions: their names and values do not go into the
 * journal. Answering less than was given ends the transfer. */
static size_t
head_cb (char *bytes, size_t size, size_t n, void *user_data)
{
  static const char cookie[] = "set-cookie:";
  MusterHttpReply *self = user_data;

  if (self->head->len + n > MUSTER_HTTP_HEAD_BYTES_MAX)
    {
      self->head_too_long = TRUE;
      return 0;
    }
  if (n >= sizeof cookie && g_ascii_strncasecmp (bytes, cookie, sizeof cookie - 1) == 0)
    g_string_append (self->head, "Set-Cookie: [left out]\r\n");
  else
    g_string_append_len (self->head, bytes, (gssize) n);
  return n;
}

static size_t
body_cb (char *bytes, size_t size, size_t n, void *user_data)
{
  MusterHttpReply *self = user_data;
  gsize room = MUSTER_HTTP_BODY_BYTES_MAX - self->body->len;

  g_string_append_len (self->body, bytes, (gssize) MIN (n, room));
  if (n <= room)
    return n;
  self->body_cut = TRUE;
  return 0;
}

/**
 * muster_http_reply_attach:
 * @self: an empty reply; must outlive the transfer
 * @easy: what will be transferred
 *
 * Reads the first MUSTER_HTTP_BODY_BYTES_MAX of the body and ends the transfer with
 * CURLE_WRITE_ERROR after that, or when the head is over MUSTER_HTTP_HEAD_BYTES_MAX.
 */
void
muster_http_reply_attach (MusterHttpReply *self, CURL *easy)
{
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, head_cb);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, body_cb);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
}
