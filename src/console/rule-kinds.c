/* rule-kinds.c - the sorts of rules, and what can be edited of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-draft.h"

#include <glib/gi18n.h>

#include "world/grouping-rules.h"
#include "world/rules.h"

#define FIELD(name, title, type)                                                                   \
  {                                                                                                \
    name, title, MUSTER_RULE_FIELD_##type                                                          \
  }

static const MusterRuleKind kinds[] = {
  { MUSTER_OBJECT_RULES,
    MUSTER_RULES_ROUTES,
    N_ ("Routes"),
    N_ ("Who hears of an alert. The first that matches counts; the last takes whatever comes."),
    FALSE,
    { FIELD ("name", N_ ("Name"), TEXT), FIELD ("match", N_ ("Which alerts"), MATCHERS),
      FIELD ("to", N_ ("Who hears of them, as team:platform"), TARGET),
      FIELD ("severity", N_ ("Severity, 1 to 5"), SEVERITY),
      FIELD ("continue", N_ ("Go on to the next route"), SWITCH),
      FIELD ("hours.windows", N_ ("Only then, as mo-fr 20:00-08:00; sa su"), WINDOWS),
      FIELD ("hours.zone", N_ ("Time zone of that, as Europe/Berlin"), TEXT) },
    .can_nest = TRUE },
  { MUSTER_OBJECT_RULES,
    MUSTER_RULES_SEVERITY_MAP,
    N_ ("Severity"),
    N_ ("How bad an alert is. The first that matches counts."),
    FALSE,
    { FIELD ("match", N_ ("Which alerts"), MATCHERS),
      FIELD ("severity", N_ ("Severity, 1 to 5"), SEVERITY) } },
  { MUSTER_OBJECT_RULES,
    MUSTER_RULES_INHIBIT,
    N_ ("Inhibition"),
    N_ ("Alerts that stand for others while they fire."),
    TRUE,
    { FIELD ("name", N_ ("Name"), TEXT),
      FIELD ("source", N_ ("While such an alert fires"), MATCHERS),
      FIELD ("target", N_ ("hold these back"), MATCHERS),
      FIELD ("equal", N_ ("where these labels agree"), LABELS) } },
  { MUSTER_OBJECT_GROUPING,
    MUSTER_GROUPING_DEFAULT,
    N_ ("Grouping"),
    N_ ("Which alerts are one incident. The first that matches counts."),
    TRUE,
    { FIELD ("name", N_ ("Name"), TEXT), FIELD ("match", N_ ("Which alerts"), MATCHERS),
      FIELD ("by", N_ ("One incident for each of these labels"), LABELS),
      FIELD ("window", N_ ("Within, as 30m"), TEXT),
      FIELD ("sliding", N_ ("Each alert begins that anew"), SWITCH),
      FIELD ("at_least", N_ ("Only when so many fire"), NUMBER),
      FIELD ("max", N_ ("At most so many alerts"), NUMBER),
      FIELD ("reopen", N_ ("Reopen within, as 10m"), TEXT),
      FIELD ("pause", N_ ("Tell nobody before it lasts so long, as 2m or learned"), TEXT),
      FIELD ("flapping.changes", N_ ("Flaps from so many changes on, 0 for never"), NUMBER),
      FIELD ("flapping.within", N_ ("when they come within, as 15m"), TEXT),
      FIELD ("flapping.calm", N_ ("Calm after, as 15m"), TEXT) },
    .has_defaults = TRUE },
};

/**
 * muster_rule_kinds:
 * @n: (out): how many
 *
 * Returns: (transfer none): the sorts of rules
 */
const MusterRuleKind *
muster_rule_kinds (guint *n)
{
  *n = G_N_ELEMENTS (kinds);
  return kinds;
}
