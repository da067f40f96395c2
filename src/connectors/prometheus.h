/* prometheus.h - Prometheus' query API from the other side (wire-formats 2.10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/metric-values.h"
G_BEGIN_DECLS

#define MUSTER_PROMETHEUS_ANSWER_MAX ((gsize) 64 * 1024) /* security R29 */

/* "URL/api/v1/query?query=…" */
char *muster_prometheus_query_url (const char *url, const char *query);
/* What was answered, also with a status that is no success: then the error says why. */
gboolean muster_prometheus_answer_decode (const char *json,
                                          gsize n,
                                          MusterMetricValues *out,
                                          GError **error);

G_END_DECLS
