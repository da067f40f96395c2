/* escalation-people.h - who stands behind the targets of a step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/policy.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Adds each person once to @out (of MusterObject), who are there at @at_us. */
void muster_world_add_target (const MusterWorld *self,
                              const MusterPolicyTarget *target,
                              gint64 at_us,
                              GPtrArray *out);
/* Adds who answers for a service: its team's owners, else the team; nobody where it has none. */
void muster_directory_add_owners (const MusterDirectory *self, MusterUlid service, GPtrArray *out);

G_END_DECLS
