/* drill-schema.h - the keys of a drill
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "wire/yaml-shape.h"
G_BEGIN_DECLS

extern const MusterShape muster_drill_schema;

/* Arguments of commands that are times, and so may be offsets. */
gboolean muster_is_drill_time_argument (const char *name);

G_END_DECLS
