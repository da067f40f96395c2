/* route-test.h - who would hear of an alert, and by which rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* @objects: of MusterTeamObject, what is configured. @event: JSON, an alert as Prometheus or our
 * own format has it, or {"receivedAt","alert"}. @now_us: when it comes, unless it says so. Writes
 * one JSON object. */
gboolean muster_route_test (const GPtrArray *objects,
                            const char *event,
                            gsize n,
                            gint64 now_us,
                            GString *out,
                            GError **error);

G_END_DECLS
