/* policy-step-form.h - the form of a step of a policy: when, whom, all or one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/policy-draft.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* signals: "edited": a field was; "add": somebody else is to be chosen; "remove" (guint target),
 * where G_MAXUINT is the whole step */
#define MUSTER_TYPE_POLICY_STEP_FORM (muster_policy_step_form_get_type ())
G_DECLARE_FINAL_TYPE (MusterPolicyStepForm,
                      muster_policy_step_form,
                      MUSTER,
                      POLICY_STEP_FORM,
                      AdwPreferencesGroup)

GtkWidget *muster_policy_step_form_new (MusterPolicyDraft *draft,
                                        guint step,
                                        const MusterDirectory *directory);
guint muster_policy_step_form_get_step (MusterPolicyStepForm *self);
/* @field: (nullable): which is wrong */
void muster_policy_step_form_mark (MusterPolicyStepForm *self, const char *field);

G_END_DECLS
