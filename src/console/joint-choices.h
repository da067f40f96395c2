/* joint-choices.h - into which incident one may be merged, and what it may be about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/chooser.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Of MusterChoice: open incidents as "INC-3", likely ones first. */
GPtrArray *muster_joint_choices (const MusterWorld *world, const MusterIncident *incident);
/* Of MusterChoice: services by name. @ranking (nullable): names of those that may have begun it,
 * best first. */
GPtrArray *muster_about_choices (const MusterWorld *world,
                                 const MusterIncident *incident,
                                 const char *const *ranking);
/* The "ranking" of GET /v1/incidents/INC-n: names of services; NULL: it is none. */
GStrv muster_about_read_ranking (GBytes *json, GError **error);

G_END_DECLS
