/* rule-value.h - what is said of a rule: as JSON, and as a person writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/rule-draft.h"
G_BEGIN_DECLS

/* @raw: (nullable): JSON */
char *muster_rule_value_tell (const MusterRuleField *field, const char *raw);
char *muster_rule_value_write (const MusterRuleField *field, const char *value);

G_END_DECLS
