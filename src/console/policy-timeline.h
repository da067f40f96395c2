/* policy-timeline.h - a picture of whom a policy would tell, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/policy-plan.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_POLICY_TIMELINE (muster_policy_timeline_get_type ())
G_DECLARE_FINAL_TYPE (MusterPolicyTimeline,
                      muster_policy_timeline,
                      MUSTER,
                      POLICY_TIMELINE,
                      GtkWidget)

GtkWidget *muster_policy_timeline_new (void);
void muster_policy_timeline_set (MusterPolicyTimeline *self,
                                 MusterPolicyPlan *plan /* transfer full */);

G_END_DECLS
