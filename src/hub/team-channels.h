/* team-channels.h - whether the people of a team file can be paged as it says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
G_BEGIN_DECLS

/* @root: a file that the schema takes; @objects: of MusterTeamObject, its; @known: of
 * MusterChannelObject, of the hub beside it, taken over. Errors begin with "FILE:LINE:COLUMN: ". */
gboolean muster_team_channels_check (const char *file,
                                     const MusterYaml *root,
                                     const GPtrArray *objects,
                                     GPtrArray *known /* transfer full */,
                                     GError **error);

G_END_DECLS
