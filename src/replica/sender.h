/* sender.h - gives commands to the hub, one after another, now or when the link is back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "link/hub-link.h"
#include "replica/outbox.h"
G_BEGIN_DECLS

/* What a hub answered to a command that was sent at once. */
typedef struct
{
  guint incident; /* n of INC-n; 0: none, or the command waits in the outbox */
  GBytes *answer; /* the hub's whole answer; NULL if it waits */
} MusterSent;

void muster_sent_free (MusterSent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSent, muster_sent_free)

/* Signal "outbox-changed" (no arguments): either list of the outbox is another one. */
#define MUSTER_TYPE_SENDER (muster_sender_get_type ())
G_DECLARE_FINAL_TYPE (MusterSender, muster_sender, MUSTER, SENDER, GObject)

MusterSender *
muster_sender_new (MusterHubLink *link, MusterClock *clock, MusterOutbox *outbox /* full */);
MusterOutbox *muster_sender_get_outbox (MusterSender *self);
/* Nothing is sent or told any more; what is on its way may arrive. */
void muster_sender_stop (MusterSender *self);

/* While it is not live commands wait, or fail if they may not. */
void muster_sender_set_live (MusterSender *self, gboolean live);
/* The world is folded up to here: whoever was told of it sees what the command did. */
void muster_sender_set_seq (MusterSender *self, guint64 seq);

/* @command has its id, basis, actor and access. Ends with a MusterSent. */
void muster_sender_send_async (MusterSender *self,
                               MusterCommand *command /* full */,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
MusterSent *muster_sender_send_finish (MusterSender *self, GAsyncResult *result, GError **error);

/* Puts a command straight into the outbox, to be sent in its turn. */
void muster_sender_queue (MusterSender *self, MusterCommand *command /* full */, gint64 made_us);
void muster_sender_discard (MusterSender *self, MusterUlid command);

G_END_DECLS
