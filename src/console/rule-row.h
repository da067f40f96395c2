/* rule-row.h - one rule of a list: in a line, and opened to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/rule-draft.h"
#include <adwaita.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_RULE_MOVE_UP,
  MUSTER_RULE_MOVE_DOWN,
  MUSTER_RULE_ADD_INSIDE,
  MUSTER_RULE_REMOVE,
} MusterRuleAct;

/* "edited": a field says something else; "asked" (MusterRuleAct): a button was pressed. */
#define MUSTER_TYPE_RULE_ROW (muster_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterRuleRow, muster_rule_row, MUSTER, RULE_ROW, AdwExpanderRow)

/* @draft: outlives it. @rule: or MUSTER_RULE_DEFAULTS */
GtkWidget *muster_rule_row_new (MusterRuleDraft *draft, guint rule);
guint muster_rule_row_get_rule (MusterRuleRow *self);
/* With the focus in its first field. */
void muster_rule_row_open (MusterRuleRow *self);
/* @field: (nullable): the one that is wrong */
void muster_rule_row_mark (MusterRuleRow *self, const char *field);

G_END_DECLS
