/* sns.h - who signed what Amazon SNS sends, and what it wants confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/call.h"
#include "hub/outbound.h"
#include "sources/source.h"
G_BEGIN_DECLS

/* Fetches certificates and confirms subscriptions, on the main thread. */
MusterSns *muster_sns_new (MusterClock *clock);
void muster_sns_free (MusterSns *self);
void muster_sns_set_outbound (MusterSns *self, const MusterOutbound *outbound);

/* A body for the source aws-sns whose key is known: defers the request, and answers it. */
void muster_sns_handle (MusterCall *call, const MusterSource *source);

G_END_DECLS
