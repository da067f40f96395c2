/* policy-editor.h - a window to make or change an escalation policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

/* signals: "saved" (const char *name) */
#define MUSTER_TYPE_POLICY_EDITOR (muster_policy_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterPolicyEditor, muster_policy_editor, MUSTER, POLICY_EDITOR, AdwWindow)

/* @policy: (nullable): its name; NULL: a new one */
GtkWidget *muster_policy_editor_new (MusterSession *session, const char *policy, GtkWindow *parent);

G_END_DECLS
