/* mail-reply.h - what somebody answers to the mail of a page (wire-formats 2.8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/mail-message.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_REPLY_NOTHING, /* none of these */
  MUSTER_REPLY_ACKNOWLEDGE,
  MUSTER_REPLY_RESOLVE,
  MUSTER_REPLY_NOTE,
} MusterReplyVerb;

typedef struct
{
  MusterText sender; /* the address in From; empty: there is not just one */
  gboolean is_automatic;
  MusterReplyVerb verb;
  MusterText note; /* of a note */
} MusterMailReply;

/* FALSE: it is no message of mail. */
gboolean muster_mail_reply_read (MusterText message, MusterArena *arena, MusterMailReply *out);

G_END_DECLS
