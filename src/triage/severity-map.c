/* severity-map.c - how bad an alert is, by rules over its labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/severity-map.h"

/**
 * muster_severity_rule_new:
 *
 * Returns: (transfer full): a rule that matches everything and gives no severity
 */
MusterSeverityRule *
muster_severity_rule_new (void)
{
  MusterSeverityRule *self = g_new0 (MusterSeverityRule, 1);

  self->matchers = muster_matchers_new ();
  return self;
}

/**
 * muster_severity_rule_free:
 * @self: a rule
 *
 * Frees it.
 */
void
muster_severity_rule_free (MusterSeverityRule *self)
{
  muster_matchers_free (self->matchers);
  g_free (self);
}

/**
 * muster_severity_map_find:
 * @rules: (element-type MusterSeverityRule): in order
 * @labels: of an alert
 *
 * A rule with a pattern that is too costly counts as one that does not match.
 *
 * Returns: the severity that the first rule gives; none, where none matches
 */
MusterSeverity
muster_severity_map_find (const GPtrArray *rules, const MusterLabelSet *labels)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const MusterSeverityRule *rule = g_ptr_array_index (rules, i);

      if (muster_matchers_match (rule->matchers, labels) == MUSTER_PATTERN_YES)
        return rule->severity;
    }
  return MUSTER_SEVERITY_NONE;
}
