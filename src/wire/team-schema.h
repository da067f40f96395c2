/* team-schema.h - the keys of a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "wire/yaml-shape.h"
G_BEGIN_DECLS

extern const MusterShape muster_team_schema;
/* Lists in it, of wire/intake-schema. */
extern const MusterShape muster_heartbeats_schema;
extern const MusterShape muster_mappings_schema;
extern const MusterShape muster_alertmanagers_schema;

G_END_DECLS
