/* severity-map.h - how bad an alert is, by rules over its labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
#include "model/severity.h"
G_BEGIN_DECLS

typedef struct
{
  MusterMatchers *matchers;
  MusterSeverity severity;
} MusterSeverityRule;

MusterSeverityRule *muster_severity_rule_new (void);
void muster_severity_rule_free (MusterSeverityRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSeverityRule, muster_severity_rule_free)

/* By the first of @rules that matches; NONE: by none of them. */
MusterSeverity muster_severity_map_find (const GPtrArray *rules, const MusterLabelSet *labels);

G_END_DECLS
