/* policy-detail.h - one escalation policy: whom it would tell and when, and what leads to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

/* signals: "edit", "remove" */
#define MUSTER_TYPE_POLICY_DETAIL (muster_policy_detail_get_type ())
G_DECLARE_FINAL_TYPE (MusterPolicyDetail, muster_policy_detail, MUSTER, POLICY_DETAIL, GtkWidget)

GtkWidget *muster_policy_detail_new (void);
void muster_policy_detail_set (MusterPolicyDetail *self,
                               MusterSession *session,
                               const MusterObject *policy);

G_END_DECLS
