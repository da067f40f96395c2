/* rule-section.h - rules of one sort: to be read, edited, tried and saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/rule-draft.h"
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_RULE_SECTION (muster_rule_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterRuleSection, muster_rule_section, MUSTER, RULE_SECTION, GtkWidget)

GtkWidget *muster_rule_section_new (MusterSession *session, const MusterRuleKind *kind);

G_END_DECLS
