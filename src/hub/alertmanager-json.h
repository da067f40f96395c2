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
/* What changes of an alert, at one moment, and the payload of its alert.fired. */
typedef struct
{
  MusterUlid id;
  gint64 starts_us, ends_us, last_seen_us;
  MusterSuppressor held; /* by nothing: it is active */
  MusterText payload;
} MusterAmAlert;

/* What a payload says, in the payload's own bytes and the arena. */
typedef struct
{
  MusterLabelSet labels;                              /* sorted */
  MusterText labels_json, annotations_json, url_json; /* as written; n 0: there are none */
} MusterAmText;

gboolean muster_am_read_payload (MusterText payload,
                                 MusterJsonReader *reader,
                                 MusterArena *arena,
                                 MusterAmText *out);
void muster_am_append_alert (GString *out, const MusterAmAlert *alert, const MusterAmText *text);

G_END_DECLS
