/* policy-words.h - what is said of policies: when, whom, how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/policy-plan.h"
G_BEGIN_DECLS

/* "0 min", "90 min", "5 h 20 min": since an incident opened. */
char *muster_policy_format_offset (gint64 offset_us);
/* "3 steps, 3 rounds" */
char *muster_policy_describe_shape (const MusterPolicy *policy);
/* "Mike", "Mike and Ben", "Mike, Ben, Ana and 4 more" */
char *muster_plan_moment_describe_people (const MusterPlanMoment *moment);
/* Why nobody is told, and from when on somebody would be; NULL: somebody is told. */
char *muster_plan_moment_describe_vacancy (const MusterPlanMoment *moment,
                                           gint64 now_us,
                                           GTimeZone *zone);
/* All of it in sentences, for who cannot see it. */
char *muster_policy_plan_describe (const MusterPolicyPlan *plan);

/* "e-mail": a channel, fit to be shown */
char *muster_channel_describe (const char *channel);
/* "desktop at once, e-mail after 2 min"; @rules: of MusterPersonalRule */
char *muster_personal_rules_describe (const GPtrArray *rules);

G_END_DECLS
