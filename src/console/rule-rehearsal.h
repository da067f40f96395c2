/* rule-rehearsal.h - what rules would have made of the hub's own past alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/rule-draft.h"
#include "link/hub-link.h"
G_BEGIN_DECLS

void muster_rule_rehearse_async (MusterHubLink *link,
                                 const MusterRuleKind *kind,
                                 const char *body,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* In a sentence or two; NULL: the hub could not say. */
char *muster_rule_rehearse_finish (MusterHubLink *link, GAsyncResult *result, GError **error);
/* @json: of POST /v1/rules/preview */
char *muster_rule_rehearsal_tell (GBytes *json, GError **error);

G_END_DECLS
