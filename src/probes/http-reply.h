/* http-reply.h - what an HTTP server answered, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <curl/curl.h>
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_HTTP_HEAD_BYTES_MAX ((gsize) 16 * 1024)
#define MUSTER_HTTP_BODY_BYTES_MAX ((gsize) 64 * 1024)

typedef struct
{
  GString *head;
  GString *body;
  gboolean head_too_long;
  gboolean body_cut; /* there was more than we read */
} MusterHttpReply;

MusterHttpReply *muster_http_reply_new (void);
void muster_http_reply_free (MusterHttpReply *self);
void muster_http_reply_attach (MusterHttpReply *self, CURL *easy);

G_END_DECLS
