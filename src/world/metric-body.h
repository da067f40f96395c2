/* metric-body.h - a metric that something depends on, as it is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/metric-condition.h"
#include "world/rules-reading.h"
G_BEGIN_DECLS

#define MUSTER_METRIC_QUERY_BYTES_MAX 1024

/* {"url":"http://10.0.0.1:9090","query":"sum(rate(orders_total[5m]))","below":10,"for":"5m",
 * "interval":"1m","token":{"secret":"NAME"}}: "above" or "below"; the last three may be left out.
 */
MusterMetricCondition *muster_metric_body_read (MusterRulesReading *reading);

G_END_DECLS
