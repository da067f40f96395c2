/* postmortem.h - an incident of a world, written by an exporter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "exporters/exporter.h"
#include "world/world.h"
G_BEGIN_DECLS

/* With the changes that may have begun it. */
gboolean muster_postmortem_write (const MusterWorld *world,
                                  const MusterIncident *incident,
                                  const MusterExporter *exporter,
                                  GString *out,
                                  GError **error);

G_END_DECLS
