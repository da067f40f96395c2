/* grouping.c - which alerts are one incident: the rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/grouping.h"

#include <string.h>

/* No sender can have a label of that name: it is none (security R8). */
static const char rule_label[] = "-rule";

/**
 * muster_grouping_rule_new:
 *
 * Returns: (transfer full): the rule of those who wrote none
 */
MusterGroupingRule *
muster_grouping_rule_new (void)
{
  MusterGroupingRule *self = g_new0 (MusterGroupingRule, 1);

  self->matchers = muster_matchers_new ();
  self->at_least = 1;
  self->flap_changes = 6;
  self->flap_within_us = 15 * G_TIME_SPAN_MINUTE;
  self->flap_calm_us = 15 * G_TIME_SPAN_MINUTE;
  return self;
}

/**
 * muster_grouping_rule_free:
 * @self: a rule
 *
 * Frees it.
 */
void
muster_grouping_rule_free (MusterGroupingRule *self)
{
  for (guint i = 0; i < self->n_names; i++)
    g_free (self->names[i]);
  muster_matchers_free (self->matchers);
  g_free (self->name);
  g_free (self);
}

/**
 * muster_grouping_find:
 * @rules: (element-type MusterGroupingRule): in order; the last takes whatever comes
 * @labels: of an alert
 *
 * A rule with a pattern that is too costly counts as one that does not match.
 *
 * Returns: (transfer none): the first rule that takes it
 */
const MusterGroupingRule *
muster_grouping_find (const GPtrArray *rules, const MusterLabelSet *labels)
{
  guint i = 0;

  while (
      i + 1 < rules->len &&
      muster_matchers_match (((const MusterGroupingRule *) g_ptr_array_index (rules, i))->matchers,
                             labels) != MUSTER_PATTERN_YES)
    i++;
  return g_ptr_array_index (rules, i);
}

static gboolean
choose (const MusterLabelSet *labels, const char *name, MusterLabelSet *out)
{
  gsize value_n, name_n = strlen (name);
  const char *value = muster_label_set_get (labels, name, &value_n);

  if (value == NULL)
    return FALSE;
  out->items[out->n++] = (MusterLabel){ name, value, (guint16) name_n, (guint16) value_n };
  return TRUE;
}

static void
choose_default (const MusterLabelSet *labels, MusterText service, MusterLabelSet *out)
{
  choose (labels, "alertname", out);
  if (choose (labels, "service", out))
    return;
  if (service.n > 0)
    out->items[out->n++] = (MusterLabel){ "service", service.bytes, 7, (guint16) service.n };
  else
    choose (labels, "job", out);
}

/**
 * muster_grouping_rule_choose:
 * @self: a rule
 * @labels: an alert's labels
 * @service: the service that its sender's own field names, where it has no such label; n 0: none
 * @out: (out caller-allocates): the labels that name its group
 *
 * An alert that has none of the labels is in the group of those that have none. The groups of a
 * rule that has a name are its own.
 */
void
muster_grouping_rule_choose (const MusterGroupingRule *self,
                             const MusterLabelSet *labels,
                             MusterText service,
                             MusterLabelSet *out)
{
  out->n = 0;
  for (guint i = 0; i < self->n_names; i++)
    choose (labels, self->names[i], out);
  if (self->n_names == 0)
    choose_default (labels, service, out);
  if (self->name != NULL)
    out->items[out->n++] = (MusterLabel){ rule_label, self->name, sizeof rule_label - 1,
                                          (guint16) strlen (self->name) };
}
