/* snapshot-tables.h - which members the parts of a snapshot have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/answers.h"
#include "world/record.h"
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_SNAPSHOT_VERSION 1

typedef struct
{
  guint64 seq;
  gint64 at_us;
  guint64 refused;
} MusterSnapshotHead;

typedef struct
{
  const MusterMember *members;
  guint n;
} MusterRecordTable;

extern const MusterRecordTable muster_head_record;
extern const MusterRecordTable muster_incident_record;
extern const MusterRecordTable muster_entry_record;
extern const MusterRecordTable muster_task_record;
extern const MusterRecordTable muster_page_record;
extern const MusterRecordTable muster_run_record;
extern const MusterRecordTable muster_object_record;
extern const MusterRecordTable muster_answer_record;
extern const MusterRecordTable muster_letter_record;
extern const MusterRecordTable muster_silence_record;
extern const MusterRecordTable muster_opening_record; /* of a maintenance window */
extern const MusterRecordTable muster_override_spell_record;
extern const MusterRecordTable muster_disabled_rule_record;
extern const MusterRecordTable muster_suppression_record;
extern const MusterRecordTable muster_change_record;
extern const MusterRecordTable muster_symptom_record;
extern const MusterRecordTable muster_duration_record;
extern const MusterRecordTable muster_flap_record;
extern const MusterRecordTable muster_key_record;

/* What a hub knows of its integration keys: snapshot-keys.c. */
void muster_snapshot_save_key (const MusterKeyWatch *key, MusterJsonWriter *writer);
void muster_snapshot_load_key (MusterWorld *world, MusterJsonReader *reader);
/* What is so for a time: snapshot-windows.c. */
void muster_snapshot_save_windows (const MusterWorld *world, GString *out);

G_END_DECLS
