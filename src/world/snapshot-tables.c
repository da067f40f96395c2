/* snapshot-tables.c - which members the parts of a snapshot have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-tables.h"

#define M(record, name, field, type)                                                               \
  {                                                                                                \
    name, MUSTER_MEMBER_##type, G_STRUCT_OFFSET (record, field)                                    \
  }
#define TABLE(name)                                                                                \
  const MusterRecordTable muster_##name##_record = { name##_members, G_N_ELEMENTS (name##_members) }

static const MusterMember head_members[] = {
  M (MusterSnapshotHead, "seq", seq, UINT64),
  M (MusterSnapshotHead, "at", at_us, INT64),
  M (MusterSnapshotHead, "refused", refused, UINT64),
};
TABLE (head);

static const MusterMember incident_members[] = {
  M (MusterIncident, "number", number, UINT),
  M (MusterIncident, "severity", severity, UINT),
  M (MusterIncident, "stage", stage, UINT),
  M (MusterIncident, "acknowledged", acknowledged, BOOL),
  M (MusterIncident, "declared", declared, BOOL),
  M (MusterIncident, "severityByPerson", severity_by_person, BOOL),
  M (MusterIncident, "titleByPerson", title_by_person, BOOL),
  M (MusterIncident, "aboutByPerson", about_by_person, BOOL),
  M (MusterIncident, "aboutInferred", about_inferred, BOOL),
  M (MusterIncident, "previous", previous, UINT),
  M (MusterIncident, "mergedInto", merged_into, UINT),
  M (MusterIncident, "stageUnmerged", stage_unmerged, UINT),
  M (MusterIncident, "drill", drill, ULID),
  M (MusterIncident, "service", service, ULID),
  M (MusterIncident, "openedAt", opened_us, TIME),
  M (MusterIncident, "resolvedAt", resolved_us, TIME),
  M (MusterIncident, "resolvedSeq", resolved_seq, UINT64),
  M (MusterIncident, "acknowledgedAt", acknowledged_us, TIME),
  M (MusterIncident, "impactStart", impact_start_us, TIME),
  M (MusterIncident, "quietUntil", quiet_until_us, TIME),
  M (MusterIncident, "users", users, INT64),
  M (MusterIncident, "firing", firing, UINT),
  M (MusterIncident, "resolved", resolved, UINT),
  M (MusterIncident, "suppressed", suppressed, UINT),
  M (MusterIncident, "title", title, TEXT),
  M (MusterIncident, "description", description, TEXT),
  M (MusterIncident, "impact", impact, TEXT),
  M (MusterIncident, "needs", needs, TEXT),
  M (MusterIncident, "custom", custom, TEXT),
  M (MusterIncident, "alertName", alert_name, TEXT),
  M (MusterIncident, "group", group, TEXT),
  M (MusterIncident, "stormKey", storm_key, ULID),
  M (MusterIncident, "stormOver", storm_over_us, TIME),
  M (MusterIncident, "stormSpan", storm_span_us, INT64),
  M (MusterIncident, "stormAlerts", storm_alerts, UINT),
};
TABLE (incident);

static const MusterMember entry_members[] = {
  M (MusterEntry, "seq", seq, UINT64),
  M (MusterEntry, "lastSeq", last_seq, UINT64),
  M (MusterEntry, "at", at_us, INT64),
  M (MusterEntry, "lastAt", last_at_us, INT64),
  M (MusterEntry, "claimed", claimed_us, TIME),
  M (MusterEntry, "actorType", actor.type, UINT),
  M (MusterEntry, "actor", actor.id, ULID),
  M (MusterEntry, "count", count, UINT),
  M (MusterEntry, "pinned", pinned, BOOL),
  M (MusterEntry, "undone", undone, BOOL),
  M (MusterEntry, "number", number, INT64),
  M (MusterEntry, "wasNumber", was_number, INT64),
  M (MusterEntry, "id", id, ULID),
  M (MusterEntry, "wasId", was_id, ULID),
  M (MusterEntry, "text", text, TEXT),
  M (MusterEntry, "wasText", was_text, TEXT),
  M (MusterEntry, "detail", detail, TEXT),
  M (MusterEntry, "word", word, TEXT),
};
TABLE (entry);

static const MusterMember task_members[] = {
  M (MusterTask, "id", id, ULID),      M (MusterTask, "owner", owner, ULID),
  M (MusterTask, "due", due_us, TIME), M (MusterTask, "seq", seq, UINT64),
  M (MusterTask, "done", done, BOOL),  M (MusterTask, "text", text, TEXT),
};
TABLE (task);

static const MusterMember page_members[] = {
  M (MusterPage, "id", id, ULID),
  M (MusterPage, "person", person, ULID),
  M (MusterPage, "at", at_us, INT64),
  M (MusterPage, "seq", seq, UINT64),
  M (MusterPage, "state", state, UINT),
  M (MusterPage, "notice", is_notice, BOOL),
  M (MusterPage, "byHand", is_by_hand, BOOL),
  M (MusterPage, "intendedSeq", intended_seq, UINT64),
  M (MusterPage, "channel", channel, TEXT),
};
TABLE (page);

static const MusterMember run_members[] = {
  M (MusterRun, "id", id, ULID),
  M (MusterRun, "seq", seq, UINT64),
  M (MusterRun, "state", state, UINT),
  M (MusterRun, "template", template, TEXT),
};
TABLE (run);

static const MusterMember object_members[] = {
  M (MusterObject, "id", id, ULID),
  M (MusterObject, "seq", seq, UINT64),
  M (MusterObject, "at", at_us, INT64),
  M (MusterObject, "access", access, UINT),
  M (MusterObject, "service", service, ULID),
  M (MusterObject, "drill", drill, ULID),
  M (MusterObject, "removed", removed, BOOL),
  M (MusterObject, "name", name, TEXT),
  M (MusterObject, "fullName", full_name, TEXT),
  M (MusterObject, "body", body, TEXT),
  M (MusterObject, "contact", contact, TEXT),
  M (MusterObject, "hash", hash, TEXT),
  M (MusterObject, "oldHash", old_hash, TEXT),
  M (MusterObject, "oldUntil", old_until_us, TIME),
};
TABLE (object);

static const MusterMember answer_members[] = {
  M (MusterCommandAnswer, "command", command, ULID),
  M (MusterCommandAnswer, "at", at_us, INT64),
  M (MusterCommandAnswer, "firstSeq", first_seq, UINT64),
  M (MusterCommandAnswer, "n", n, UINT),
  M (MusterCommandAnswer, "incident", incident, UINT),
};
TABLE (answer);

static const MusterMember letter_members[] = {
  M (MusterDeadLetter, "id", id, ULID),
  M (MusterDeadLetter, "seq", seq, UINT64),
  M (MusterDeadLetter, "at", at_us, INT64),
  M (MusterDeadLetter, "key", key, ULID),
  M (MusterDeadLetter, "bytes", n_bytes, INT64),
  M (MusterDeadLetter, "source", source, TEXT),
  M (MusterDeadLetter, "reason", reason, TEXT),
  M (MusterDeadLetter, "text", text, TEXT),
  M (MusterDeadLetter, "contentType", content_type, TEXT),
  M (MusterDeadLetter, "target", target, TEXT),
  M (MusterDeadLetter, "replayedAt", replayed_us, TIME),
  M (MusterDeadLetter, "replayerType", replayer.type, UINT),
  M (MusterDeadLetter, "replayer", replayer.id, ULID),
  M (MusterDeadLetter, "replayedAs", replayed_as, TEXT),
  M (MusterDeadLetter, "replayedWith", replayed_with, TEXT),
};
TABLE (letter);

static const MusterMember change_members[] = {
  M (MusterRecordedChange, "id", id, ULID),
  M (MusterRecordedChange, "seq", seq, UINT64),
  M (MusterRecordedChange, "at", at_us, INT64),
  M (MusterRecordedChange, "start", start_us, INT64),
  M (MusterRecordedChange, "key", key, ULID),
  M (MusterRecordedChange, "person", person, ULID),
  M (MusterRecordedChange, "service", service, ULID),
  M (MusterRecordedChange, "title", title, TEXT),
  M (MusterRecordedChange, "kind", kind, TEXT),
  M (MusterRecordedChange, "source", source, TEXT),
  M (MusterRecordedChange, "version", version, TEXT),
  M (MusterRecordedChange, "url", url, TEXT),
  M (MusterRecordedChange, "labels", labels, TEXT),
};
TABLE (change);

static const MusterMember silence_members[] = {
  M (MusterSilence, "id", id, ULID),           M (MusterSilence, "service", service, ULID),
  M (MusterSilence, "alert", alert, ULID),     M (MusterSilence, "actorType", actor.type, UINT),
  M (MusterSilence, "actor", actor.id, ULID),  M (MusterSilence, "starts", starts_us, INT64),
  M (MusterSilence, "ends", ends_us, INT64),   M (MusterSilence, "updated", updated_us, INT64),
  M (MusterSilence, "state", state, UINT),     M (MusterSilence, "author", author, TEXT),
  M (MusterSilence, "comment", comment, TEXT),
};
TABLE (silence);

static const MusterMember opening_members[] = {
  M (MusterOpening, "id", id, ULID),
  M (MusterOpening, "seq", seq, UINT64),
  M (MusterOpening, "starts", starts_us, INT64),
  M (MusterOpening, "ends", ends_us, INT64),
};
TABLE (opening);

static const MusterMember override_spell_members[] = {
  M (MusterOverrideSpell, "id", id, ULID),
  M (MusterOverrideSpell, "seq", seq, UINT64),
  M (MusterOverrideSpell, "starts", starts_us, INT64),
  M (MusterOverrideSpell, "ends", ends_us, TIME),
  M (MusterOverrideSpell, "why", why, TEXT),
};
TABLE (override_spell);

static const MusterMember disabled_rule_members[] = {
  M (MusterDisabledRule, "id", id, ULID),
  M (MusterDisabledRule, "at", at_us, INT64),
  M (MusterDisabledRule, "over", over, BOOL),
  M (MusterDisabledRule, "path", path, TEXT),
};
TABLE (disabled_rule);

static const MusterMember suppression_members[] = {
  M (MusterSuppression, "alert", alert, ULID),
  M (MusterSuppression, "by", suppressor.by, UINT),
  M (MusterSuppression, "id", suppressor.id, ULID),
  M (MusterSuppression, "title", title, TEXT),
  M (MusterSuppression, "rule", rule, TEXT),
  M (MusterSuppression, "until", until_us, TIME),
  M (MusterSuppression, "orphaned", orphaned, BOOL),
};
TABLE (suppression);

static const MusterMember duration_members[] = {
  M (MusterDuration, "service", service, ULID),
  M (MusterDuration, "name", name, TEXT),
  M (MusterDuration, "n", n, UINT),
};
TABLE (duration);

static const MusterMember flap_members[] = {
  M (MusterFlap, "alert", alert, ULID),
  M (MusterFlap, "calm", calm_us, INT64),
};
TABLE (flap);

static const MusterMember symptom_members[] = {
  M (MusterSymptom, "service", service, ULID),   M (MusterSymptom, "where", where, UINT64),
  M (MusterSymptom, "first", first_us, INT64),   M (MusterSymptom, "last", last_us, INT64),
  M (MusterSymptom, "severity", severity, UINT), M (MusterSymptom, "n", n, UINT),
};
TABLE (symptom);

static const MusterMember key_members[] = {
  M (MusterKeyWatch, "key", key, ULID),
  M (MusterKeyWatch, "alerts", alerts, UINT64),
  M (MusterKeyWatch, "refused", refused, UINT64),
  M (MusterKeyWatch, "requests", requests, UINT64),
  M (MusterKeyWatch, "heard", heard_us, TIME),
  M (MusterKeyWatch, "since", since_us, TIME),
  M (MusterKeyWatch, "marked", marked_us, TIME),
  M (MusterKeyWatch, "told", told_us, TIME),
  M (MusterKeyWatch, "source", source, TEXT),
  M (MusterKeyWatch, "gaps", cadence.n, UINT),
  M (MusterKeyWatch, "minute", flood.minute, INT64),
  M (MusterKeyWatch, "storm", storm.incident, UINT),
  M (MusterKeyWatch, "stormPeak", storm.peak, UINT),
  M (MusterKeyWatch, "stormCritical", storm.n_critical, UINT),
  M (MusterKeyWatch, "stormFolded", storm.folded, UINT64),
  M (MusterKeyWatch, "stormStart", storm.start_us, INT64),
  M (MusterKeyWatch, "stormHigh", storm.high_until_us, INT64),
};
TABLE (key);
