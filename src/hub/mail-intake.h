/* mail-intake.h - one message of mail for one integration key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/intake-work.h"
#include "hub/page-offer.h"
#include "hub/recent-set.h"
G_BEGIN_DECLS

/* Where messages go; none of it owned. */
typedef struct
{
  MusterCommitter *committer;
  MusterAccessTable *access;
  GAsyncQueue *decoders; /* of MusterDecoder */
  MusterPoison *poison;  /* nullable */
  const MusterPageOffers *offers;
} MusterMailDoor;

/* Who it is for (a key or a page) and Message-ID; FALSE: the message has none. */
gboolean muster_mail_intake_digest (GBytes *message, MusterUlid key, MusterSha256 *out);
/* Decodes it and hands it over. @answered is called with a status of HTTP, on any thread, also
 * before this returns. */
void muster_mail_intake_submit (const MusterMailDoor *door,
                                GBytes *message,
                                MusterUlid key,
                                MusterIntakeAnswered answered,
                                gpointer user_data);
/* A message that was not kept raises a high alert. */
void muster_mail_intake_refuse_large (const MusterMailDoor *door, MusterUlid key, gsize n_bytes);

G_END_DECLS
