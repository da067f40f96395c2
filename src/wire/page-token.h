/* page-token.h - what a link in a page may do, signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_PAGE_ACKNOWLEDGE,
  MUSTER_PAGE_JOIN,
  MUSTER_PAGE_ESCALATE,
  MUSTER_PAGE_RESOLVE,
  MUSTER_PAGE_REPLY, /* whatever the answer to a mail says */
} MusterPageAction;

#define MUSTER_PAGE_ACTIONS 5
/* Fits behind "reply+" in what a mail address has before its @ (RFC 5321 §4.5.3.1.1). */
#define MUSTER_PAGE_TOKEN_BYTES_MAX 58

typedef struct
{
  MusterUlid page;
  guint incident;
  MusterPageAction action;
} MusterPageToken;

char *muster_page_token_write (const MusterPageToken *self, const MusterSha256 *key);
/* FALSE: nobody with that key wrote it. Letters may have changed their case on the way. */
gboolean
muster_page_token_read (const char *text, gsize n, const MusterSha256 *key, MusterPageToken *out);

G_END_DECLS
