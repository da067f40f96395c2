/* metrics.h - the hub's figures for Prometheus
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/call.h"
G_BEGIN_DECLS

/* Text exposition format 0.0.4. On the main thread. */
void muster_metrics_append (const MusterApi *api, GString *out);

G_END_DECLS
