/* page-bundles.h - pages that go out together: what is in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_BUNDLE_LINES_MAX 20

/* For a page.intended whose RULE is "bundle", until its outcome is known. Of MusterIncident, the
 * worst first; NULL: it is no bundle. */
GPtrArray *muster_world_list_bundle (const MusterWorld *world, MusterUlid page);
char *muster_world_describe_bundle (const GPtrArray *incidents);

G_END_DECLS
