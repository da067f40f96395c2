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
extern const MusterShape muster_dead_man_switches_schema;
/* Of wire/override-schema. */
extern const MusterShape muster_severity_overrides_schema;
/* Of wire/paging-schema. */
extern const MusterShape muster_page_limit_shape;
extern const MusterShape muster_step_condition_shape;

/* Of wire/oncall-schema. */
extern const MusterShape muster_holidays_shape;
/* Of wire/channel-schema. */
extern const MusterShape muster_channels_schema;

/* Values that more than one of them has. */
extern const MusterShape muster_zone_shape;
extern const MusterShape muster_wall_time_shape;
extern const MusterShape muster_recurrence_shape;
extern const MusterShape muster_services_shape;
extern const MusterShape muster_matchers_shape;
extern const MusterShape muster_severity_shape;

G_END_DECLS
