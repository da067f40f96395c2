/* sns-message.h - what Amazon SNS sends around a message, and what of it is signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/value.h"
G_BEGIN_DECLS

/* https://sns.REGION.amazonaws.com/…, or in China; without a port or a user. */
gboolean muster_sns_is_address (MusterText url);

/* What is signed of a notification, or of a confirmation of a (un)subscription: names and values, a
 * line each. FALSE: it is neither, or lacks some of them. */
gboolean muster_sns_append_signed (const MusterValue *whole, GString *out);

G_END_DECLS
