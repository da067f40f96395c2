/* severity-overrides.h - what is configured to make alerts worse for a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* An object "severity_override" says {"match","services","zone","start","duration","rrule","until",
 * "reason"} as a maintenance window does, but may be about all alerts, and {"raise":1} or
 * {"severity":2}: by so many steps, or at least that bad. In the place of times it may have a
 * "metric", as world/metric-body.h says. */

/* May an object say so? */
gboolean
muster_severity_override_check (const MusterDirectory *directory, const char *body, GError **error);
/* NULL: it is removed, or says what cannot be read. */
MusterSeverityOverride *muster_severity_override_read (const MusterObject *object);

typedef struct
{
  const MusterLabelSet *labels;
  const char *service; /* the name of its service; nullable */
} MusterSeverityAlert;

/* How bad an alert is by all of them, and why; @reason is untouched where none applies. */
MusterSeverity muster_severity_overrides_apply (const GPtrArray *overrides,
                                                MusterSeverity severity,
                                                const MusterSeverityAlert *alert,
                                                gint64 at_us,
                                                char **reason);

G_END_DECLS
