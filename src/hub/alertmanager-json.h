/* alertmanager-json.h - silences and alerts as Alertmanager's API v2 shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_AM_RECEIVER "muster" /* the one that there is */

/* Ids are written as UUIDs: the same 128 bits. */
void muster_am_append_uuid (MusterUlid id, GString *out);
gboolean muster_am_parse_uuid (const char *text, MusterUlid *out);

void
muster_am_write_silence (MusterJsonWriter *writer, const MusterSilence *silence, gint64 now_us);
/* @event (nullable) is its alert.fired, for what it says beside the labels. */
void muster_am_write_alert (MusterJsonWriter *writer,
                            const MusterWorld *world,
                            const MusterAlert *alert,
                            const MusterEvent *event);

G_END_DECLS
