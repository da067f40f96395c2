/* outbound-mail.h - mail that the hub sends: for outbound.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/outbound.h"
G_BEGIN_DECLS

/* As muster_outbound_async(), of a request without a method. */
void muster_outbound_mail_async (const MusterOutboundRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

G_END_DECLS
