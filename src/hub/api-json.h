/* api-json.h - the world's things as the API shows them (files-and-commands, HTTP)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "world/world.h"
G_BEGIN_DECLS

void muster_json_incident (MusterJsonWriter *writer,
                           const MusterWorld *world,
                           const MusterIncident *incident);
/* With what it may be about, best first. */
void muster_json_incident_ranked (MusterJsonWriter *writer,
                                  const MusterWorld *world,
                                  const MusterIncident *incident);
/* "ranking": [{"service","score","inferred"}], best first; empty where nothing is known. */
void
muster_json_member_ranking (MusterJsonWriter *writer, const MusterWorld *world, guint incident);
/* Which changes may have begun it, likeliest first. */
void muster_json_suspects (MusterJsonWriter *writer,
                           const MusterWorld *world,
                           const MusterIncident *incident);
void
muster_json_entry (MusterJsonWriter *writer, const MusterWorld *world, const MusterEntry *entry);
void muster_json_labels (MusterJsonWriter *writer, const char *name, const MusterLabelSet *labels);
/* @event (nullable) is its alert.fired, for the annotations. */
void muster_json_alert (MusterJsonWriter *writer,
                        const MusterWorld *world,
                        const MusterAlert *alert,
                        const MusterEvent *event);
void muster_json_object_members (MusterJsonWriter *writer, const MusterObject *object);
void muster_json_object (MusterJsonWriter *writer,
                         const MusterObject *object,
                         const MusterRuleBook *rules);
void muster_json_change (MusterJsonWriter *writer,
                         const MusterWorld *world,
                         const MusterRecordedChange *change);
void muster_json_silence (MusterJsonWriter *writer,
                          const MusterWorld *world,
                          const MusterSilence *silence);
/* api-keys.c: with how it does. */
void muster_json_key (MusterJsonWriter *writer, const MusterWorld *world, const MusterObject *key);
void muster_json_incident_id (MusterJsonWriter *writer, guint incident); /* 0: null */

G_END_DECLS
