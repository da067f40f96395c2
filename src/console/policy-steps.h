/* policy-steps.h - whom a policy would tell, and when, as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/policy-plan.h"
G_BEGIN_DECLS

typedef struct
{
  const MusterWorld *world;
  const MusterPolicyPlan *plan;
  gint64 now_us;
  GTimeZone *zone;
  gboolean sees_contacts; /* of everybody; else of @me only */
  MusterUlid me;
} MusterPolicyStepsData;

/* Fills a list box anew: the first round step by step, later ones in a line where they are alike.
 */
void muster_policy_steps_fill (GtkListBox *list, const MusterPolicyStepsData *data);

G_END_DECLS
