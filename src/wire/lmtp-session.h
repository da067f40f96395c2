/* lmtp-session.h - the receiving side of LMTP: bytes in, replies and messages out (RFC 2033)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "wire/page-token.h"
G_BEGIN_DECLS

#define MUSTER_LMTP_LINE_BYTES_MAX    1024 /* of a command; RFC 5321 wants 512 and what we offer */
#define MUSTER_LMTP_RECIPIENTS_MAX    100
#define MUSTER_LMTP_MESSAGE_BYTES_MAX ((gsize) 16 * 1024 * 1024) /* security R5 */
/* An alert's text comes first; what is attached behind it is read and let go. */
#define MUSTER_LMTP_KEPT_BYTES_MAX ((gsize) 1024 * 1024)

typedef enum
{
  MUSTER_LMTP_COMMANDS,
  MUSTER_LMTP_DATA,
  MUSTER_LMTP_MESSAGE, /* one is here and waits for muster_lmtp_session_answer() */
  MUSTER_LMTP_OVER,    /* send what is left to send, then close */
} MusterLmtpState;

/* What became of a message for one of its recipients. */
typedef enum
{
  MUSTER_LMTP_TAKEN,
  MUSTER_LMTP_BUSY, /* it is not kept: to be sent again */
  MUSTER_LMTP_UNREADABLE,
  MUSTER_LMTP_TOO_LARGE,
  MUSTER_LMTP_NOT_DONE, /* an answer that nothing follows from */
} MusterLmtpOutcome;

/* Who a message is for. */
typedef struct
{
  gboolean is_reply;    /* reply+TOKEN@…, else alert+KEY@… */
  MusterUlid key;       /* the integration key's id */
  MusterPageToken page; /* what is answered */
} MusterLmtpRecipient;

/* Whose key, or which page's token, is that? FALSE: nobody's. @out: .is_reply says which. */
typedef gboolean (*MusterLmtpFindFunc) (const char *word,
                                        gsize n,
                                        MusterLmtpRecipient *out,
                                        gpointer user_data);

typedef struct _MusterLmtpSession MusterLmtpSession;

MusterLmtpSession *muster_lmtp_session_new (MusterLmtpFindFunc find, gpointer user_data);
void muster_lmtp_session_free (MusterLmtpSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLmtpSession, muster_lmtp_session_free)

/* How many of the bytes it took: all, or up to the end of a message or of the session. */
gsize muster_lmtp_session_feed (MusterLmtpSession *self, const char *bytes, gsize n);
MusterLmtpState muster_lmtp_session_get_state (const MusterLmtpSession *self);
/* What is to be sent; the caller takes away from its front what it has sent. */
GString *muster_lmtp_session_get_output (MusterLmtpSession *self);
/* Complete commands and bytes of messages so far: a deadline moves with them. */
guint64 muster_lmtp_session_get_progress (const MusterLmtpSession *self);
/* Has any recipient been known? */
gboolean muster_lmtp_session_is_known (const MusterLmtpSession *self);

/* --- in the state MESSAGE --- */
guint muster_lmtp_session_get_n_recipients (const MusterLmtpSession *self);
const MusterLmtpRecipient *muster_lmtp_session_get_recipient (const MusterLmtpSession *self,
                                                              guint i);
/* The first bytes that are kept, with the envelope's sender as Return-Path before them. */
GBytes *muster_lmtp_session_dup_message (const MusterLmtpSession *self);
/* Of all of it. */
gsize muster_lmtp_session_get_size (const MusterLmtpSession *self);
/* One outcome a recipient, in order. */
void muster_lmtp_session_answer (MusterLmtpSession *self, const MusterLmtpOutcome *outcomes);

/* Says that it has to end, and why, in words. */
void muster_lmtp_session_end (MusterLmtpSession *self, const char *why);

G_END_DECLS
