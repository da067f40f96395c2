/* team-place.h - where in a team file stands what was refused of an object's JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
G_BEGIN_DECLS

/* The value of @node, an object of the file, behind which @where is in @body, its JSON; NULL: that
 * is nowhere in it. */
const MusterYaml *
muster_team_place_find (const MusterYaml *node, const char *body, const char *where);
/* The object that the file has under @list, "schedules", by that name. */
const MusterYaml *
muster_team_place_object (const MusterYaml *root, const char *list, const char *name);

G_END_DECLS
