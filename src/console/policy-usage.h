/* policy-usage.h - what leads to a policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  GPtrArray *services; /* of MusterObject, not owned */
  GPtrArray *routes;   /* of char *, fit to be shown */
} MusterPolicyUsage;

MusterPolicyUsage *muster_policy_usage_new (const MusterDirectory *directory, const char *policy);
void muster_policy_usage_free (MusterPolicyUsage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPolicyUsage, muster_policy_usage_free)

/* "2 services and 1 route"; NULL: nothing. */
char *muster_policy_usage_describe (const MusterPolicyUsage *self);

/* What is configured, with another name of the policy in it; NULL: it has none. */
char *muster_policy_rename_in_service (const MusterObject *service, const char *name);
char *
muster_policy_rename_in_routes (const MusterObject *routes, const char *from, const char *name);

G_END_DECLS
