/* policy-options.h - the form of what is of a whole policy: rounds, waits, SEV-1
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/policy-draft.h"
G_BEGIN_DECLS

/* signals: "edited" */
#define MUSTER_TYPE_POLICY_OPTIONS (muster_policy_options_get_type ())
G_DECLARE_FINAL_TYPE (MusterPolicyOptions,
                      muster_policy_options,
                      MUSTER,
                      POLICY_OPTIONS,
                      AdwPreferencesGroup)

GtkWidget *muster_policy_options_new (MusterPolicyDraft *draft);
/* @field: (nullable): which is wrong */
void muster_policy_options_mark (MusterPolicyOptions *self, const char *field);

G_END_DECLS
