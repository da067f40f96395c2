/* policy-warnings.h - what had better be known of a policy when it is put
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* Of char *, in words: steps that reach nobody, people whom nothing reaches, and rules of theirs
 * that last longer than their step waits for the next. */
GPtrArray *muster_policy_list_warnings (const MusterWorld *world, const MusterObject *policy);

/* Adds everybody whom a step of it may ever tell, each once. */
void
muster_policy_add_people (const MusterWorld *world, const MusterObject *policy, GPtrArray *people);

G_END_DECLS
