/* event-kind.c - the one table of what can happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/event-kind.h"

#include <string.h>

#define PEOPLE MUSTER_ACCESS_PEOPLE
#define SCREEN MUSTER_ACCESS_SCREEN
#define ADMIN  MUSTER_ACCESS_ADMIN

#define FACT(x)  MUSTER_FACT_##x
#define FIELD(x) MUSTER_FIELD_##x

static const struct
{
  const char *name;
  MusterFactType type;
} fact_names[MUSTER_N_FACT_NAMES] = {
  [FACT (ACCESS)] = { "access", MUSTER_TYPE_ACCESS },
  [FACT (ALERT)] = { "alert", MUSTER_TYPE_ULID },
  [FACT (ALERTS)] = { "alerts", MUSTER_TYPE_INT },
  [FACT (ANSWER)] = { "answer", MUSTER_TYPE_TOKEN },
  [FACT (ATTEMPT)] = { "attempt", MUSTER_TYPE_INT },
  [FACT (BY)] = { "by", MUSTER_TYPE_TOKEN },
  [FACT (BYTES)] = { "bytes", MUSTER_TYPE_INT },
  [FACT (CHANNEL)] = { "channel", MUSTER_TYPE_TOKEN },
  [FACT (DONE)] = { "done", MUSTER_TYPE_BOOL },
  [FACT (DRILL)] = { "drill", MUSTER_TYPE_ULID },
  [FACT (DUE)] = { "due", MUSTER_TYPE_INSTANT },
  [FACT (DURATION)] = { "durationUs", MUSTER_TYPE_INT },
  [FACT (ENDS)] = { "endsAt", MUSTER_TYPE_INSTANT },
  [FACT (FROM)] = { "from", MUSTER_TYPE_INT },
  [FACT (HASH)] = { "hash", MUSTER_TYPE_HASH },
  [FACT (ID)] = { "id", MUSTER_TYPE_ULID },
  [FACT (INCIDENTS)] = { "incidents", MUSTER_TYPE_INT },
  [FACT (INTO)] = { "into", MUSTER_TYPE_INT },
  [FACT (KEY)] = { "key", MUSTER_TYPE_ULID },
  [FACT (KIND)] = { "kind", MUSTER_TYPE_TOKEN },
  [FACT (OBJECT)] = { "object", MUSTER_TYPE_TOKEN },
  [FACT (OF)] = { "of", MUSTER_TYPE_INT },
  [FACT (OFFSET)] = { "offsetS", MUSTER_TYPE_INT },
  [FACT (ON)] = { "on", MUSTER_TYPE_BOOL },
  [FACT (OTHER)] = { "other", MUSTER_TYPE_ULID },
  [FACT (OUTCOME)] = { "outcome", MUSTER_TYPE_TOKEN },
  [FACT (OWNER)] = { "owner", MUSTER_TYPE_ULID },
  [FACT (PAGE)] = { "page", MUSTER_TYPE_ULID },
  [FACT (PERSON)] = { "person", MUSTER_TYPE_ULID },
  [FACT (REPEAT)] = { "repeat", MUSTER_TYPE_BOOL },
  [FACT (REQUEST)] = { "request", MUSTER_TYPE_ULID },
  [FACT (RESOLVED)] = { "resolved", MUSTER_TYPE_INT },
  [FACT (RESOLVE_TIMEOUT)] = { "resolveTimeoutUs", MUSTER_TYPE_INT },
  [FACT (ROLE)] = { "role", MUSTER_TYPE_ROLE },
  [FACT (ROUND)] = { "round", MUSTER_TYPE_INT },
  [FACT (RULE)] = { "rule", MUSTER_TYPE_TOKEN },
  [FACT (RUN)] = { "run", MUSTER_TYPE_ULID },
  [FACT (SCHEDULE)] = { "schedule", MUSTER_TYPE_ULID },
  [FACT (SERVICE)] = { "service", MUSTER_TYPE_ULID },
  [FACT (SEVERITY)] = { "severity", MUSTER_TYPE_SEVERITY },
  [FACT (SPEED)] = { "speed", MUSTER_TYPE_INT },
  [FACT (STAGE)] = { "stage", MUSTER_TYPE_STAGE },
  [FACT (START)] = { "start", MUSTER_TYPE_INSTANT },
  [FACT (STARTS)] = { "startsAt", MUSTER_TYPE_INSTANT },
  [FACT (STEP)] = { "step", MUSTER_TYPE_INT },
  [FACT (SUPPRESSED)] = { "suppressed", MUSTER_TYPE_INT },
  [FACT (TASK)] = { "task", MUSTER_TYPE_ULID },
  [FACT (TEMPLATE)] = { "template", MUSTER_TYPE_TOKEN },
  [FACT (TIMED)] = { "timed", MUSTER_TYPE_BOOL },
  [FACT (UNRAISED)] = { "unraised", MUSTER_TYPE_SEVERITY },
  [FACT (USERS)] = { "users", MUSTER_TYPE_INT },
};

static const struct
{
  const char *name;
  MusterFieldType type;
} field_names[MUSTER_N_FIELD_NAMES] = {
  [FIELD (ANNOTATIONS)] = { "annotations", MUSTER_FIELD_TYPE_LABELS },
  [FIELD (ARGUMENTS)] = { "arguments", MUSTER_FIELD_TYPE_LABELS },
  [FIELD (BODY)] = { "body", MUSTER_FIELD_TYPE_JSON },
  [FIELD (CUSTOM)] = { "customFields", MUSTER_FIELD_TYPE_JSON },
  [FIELD (DEDUP)] = { "dedup", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (DESCRIPTION)] = { "description", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (GROUP)] = { "group", MUSTER_FIELD_TYPE_LABELS },
  [FIELD (IMPACT)] = { "impact", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (KIND)] = { "kind", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (LABELS)] = { "labels", MUSTER_FIELD_TYPE_LABELS },
  [FIELD (MARKS)] = { "marks", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (MATCHERS)] = { "matchers", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (NAME)] = { "name", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (NEEDS)] = { "needs", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (REASON)] = { "reason", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (SOURCE)] = { "source", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (SUMMARY)] = { "summary", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (TEXT)] = { "text", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (TITLE)] = { "title", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (URL)] = { "url", MUSTER_FIELD_TYPE_TEXT },
  [FIELD (VERSION)] = { "version", MUSTER_FIELD_TYPE_TEXT },
};

#define FACTS(...)                                                                                 \
  .n_facts = sizeof ((MusterFactName[]){ __VA_ARGS__ }) / sizeof (MusterFactName),                 \
  .facts = { __VA_ARGS__ }
#define FIELDS(...)                                                                                \
  .n_fields = sizeof ((MusterFieldName[]){ __VA_ARGS__ }) / sizeof (MusterFieldName),              \
  .fields = { __VA_ARGS__ }

/* A screen sees titles, states, names and clocks, never commands, notes or output (ui.md §14); raw
 * alerts are on nobody's stream (protocol §4): people get their heads. */
static const MusterEventSpec specs[MUSTER_N_EVENT_KINDS] = {
  [MUSTER_EVENT_UNKNOWN] = { "unknown", 0, MUSTER_PAYLOAD_NONE, 0, PEOPLE },
  [MUSTER_EVENT_ALERT_FIRED] = { "alert.fired", 1, MUSTER_PAYLOAD_ALERT, 0, PEOPLE,
                                 FACTS (FACT (ALERT),
                                        FACT (KEY),
                                        FACT (SERVICE),
                                        FACT (SEVERITY),
                                        FACT (STARTS),
                                        FACT (ENDS),
                                        FACT (TIMED),
                                        FACT (UNRAISED)),
                                 FIELDS (FIELD (LABELS),
                                         FIELD (ANNOTATIONS),
                                         FIELD (DEDUP),
                                         FIELD (TITLE),
                                         FIELD (URL),
                                         FIELD (MARKS)) },
  [MUSTER_EVENT_ALERT_RESOLVED] = { "alert.resolved", 1, MUSTER_PAYLOAD_NONE, 0, PEOPLE | SCREEN,
                                    FACTS (FACT (ALERT), FACT (BY), FACT (ENDS)) },
  [MUSTER_EVENT_ALERT_SUPPRESSED] = { "alert.suppressed", 1, MUSTER_PAYLOAD_ALERT, 0,
                                      PEOPLE | SCREEN,
                                      FACTS (FACT (ALERT), FACT (BY), FACT (ID), FACT (ENDS)),
                                      FIELDS (FIELD (TITLE), FIELD (NAME)) },
  [MUSTER_EVENT_ALERT_RELEASED] = { "alert.released", 1, MUSTER_PAYLOAD_NONE, 0, PEOPLE | SCREEN,
                                    FACTS (FACT (ALERT), FACT (BY)) },
  [MUSTER_EVENT_ALERT_ATTACHED] = { "alert.attached", 1, MUSTER_PAYLOAD_NONE, 0, PEOPLE,
                                    FACTS (FACT (ALERT)) },
  [MUSTER_EVENT_ALERT_FLAPPING] = { "alert.flapping", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                    FACTS (FACT (ALERT), FACT (DURATION)),
                                    FIELDS (FIELD (NAME), FIELD (REASON)) },
  [MUSTER_EVENT_ALERT_CALMED] = { "alert.calmed", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                  FACTS (FACT (ALERT), FACT (BY)), FIELDS (FIELD (NAME)) },
  [MUSTER_EVENT_CHANGE_RECORDED] = { "change.recorded", 1, MUSTER_PAYLOAD_ALERT, 0, PEOPLE,
                                     FACTS (FACT (ID), FACT (KEY), FACT (SERVICE), FACT (START)),
                                     FIELDS (FIELD (TITLE),
                                             FIELD (KIND),
                                             FIELD (SOURCE),
                                             FIELD (VERSION),
                                             FIELD (URL),
                                             FIELD (LABELS)) },
  [MUSTER_EVENT_INTAKE_REFUSED] = { "intake.refused", 1, MUSTER_PAYLOAD_ALERT, ADMIN, PEOPLE,
                                    FACTS (FACT (ID), FACT (KEY), FACT (BYTES)),
                                    FIELDS (FIELD (SOURCE),
                                            FIELD (REASON),
                                            FIELD (TEXT),
                                            FIELD (KIND),
                                            FIELD (URL)) },
  [MUSTER_EVENT_INTAKE_REPLAYED] = { "intake.replayed", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                     FACTS (FACT (ID)), FIELDS (FIELD (SOURCE), FIELD (NAME)) },
  [MUSTER_EVENT_SILENCE_SET] = { "silence.set", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                 FACTS (FACT (ID),
                                        FACT (SERVICE),
                                        FACT (STARTS),
                                        FACT (ENDS),
                                        FACT (ALERT)),
                                 FIELDS (FIELD (MATCHERS), FIELD (NAME), FIELD (TEXT)) },
  [MUSTER_EVENT_SILENCE_STARTED] = { "silence.started", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                     FACTS (FACT (ID)) },
  [MUSTER_EVENT_SILENCE_ENDED] = { "silence.ended", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                   FACTS (FACT (ID), FACT (BY)) },
  [MUSTER_EVENT_MAINTENANCE_STARTED] = { "maintenance.started", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                         FACTS (FACT (ID), FACT (STARTS), FACT (ENDS)) },
  [MUSTER_EVENT_MAINTENANCE_ENDED] = { "maintenance.ended", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                       FACTS (FACT (ID), FACT (BY)) },
  [MUSTER_EVENT_RULE_DISABLED] = { "rule.disabled", 1, MUSTER_PAYLOAD_DOCUMENT, PEOPLE, 0,
                                   FACTS (FACT (ID)), FIELDS (FIELD (NAME)) },
  [MUSTER_EVENT_RULE_ENABLED] = { "rule.enabled", 1, MUSTER_PAYLOAD_DOCUMENT, PEOPLE, 0,
                                  FACTS (FACT (ID)), FIELDS (FIELD (NAME)) },
  /* The field is there where a metric says so, the end where a calendar does. */
  [MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED] = { "severity-override.started", 1, MUSTER_PAYLOAD_TEXT,
                                               PEOPLE, 0,
                                               FACTS (FACT (ID), FACT (STARTS), FACT (ENDS)),
                                               FIELDS (FIELD (REASON)) },
  [MUSTER_EVENT_SEVERITY_OVERRIDE_ENDED] = { "severity-override.ended", 1, MUSTER_PAYLOAD_NONE,
                                             PEOPLE, 0, FACTS (FACT (ID), FACT (BY)) },
  [MUSTER_EVENT_INCIDENT_DECLARED] = { "incident.declared", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN,
                                       0, FACTS (FACT (SEVERITY), FACT (SERVICE), FACT (USERS)),
                                       FIELDS (FIELD (TITLE),
                                               FIELD (DESCRIPTION),
                                               FIELD (IMPACT),
                                               FIELD (NEEDS),
                                               FIELD (CUSTOM)) },
  [MUSTER_EVENT_INCIDENT_OPENED] = { "incident.opened", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                     FACTS (FACT (SEVERITY),
                                            FACT (SERVICE),
                                            FACT (ALERT),
                                            FACT (RULE),
                                            FACT (START),
                                            FACT (DRILL),
                                            FACT (FROM),
                                            FACT (DUE)),
                                     FIELDS (FIELD (TITLE),
                                             FIELD (SUMMARY),
                                             FIELD (GROUP),
                                             FIELD (REASON)) },
  [MUSTER_EVENT_INCIDENT_ROUTED] = { "incident.routed", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                     .n_facts = 0, FIELDS (FIELD (NAME), FIELD (REASON)) },
  [MUSTER_EVENT_INCIDENT_ALERT_JOINED] = { "incident.alert-joined", 1, MUSTER_PAYLOAD_TEXT,
                                           PEOPLE | SCREEN, 0,
                                           FACTS (FACT (ALERT),
                                                  FACT (ALERTS),
                                                  FACT (RULE),
                                                  FACT (SEVERITY)),
                                           FIELDS (FIELD (NAME), FIELD (REASON)) },
  [MUSTER_EVENT_INCIDENT_ALERT_LEFT] = { "incident.alert-left", 1, MUSTER_PAYLOAD_TEXT,
                                         PEOPLE | SCREEN, 0, FACTS (FACT (ALERT), FACT (ALERTS)),
                                         FIELDS (FIELD (REASON)) },
  /* Each tells one side: on the incident that went away `into`, on the one that took in `from`. */
  [MUSTER_EVENT_INCIDENT_MERGED] = { "incident.merged", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                     FACTS (FACT (INTO),
                                            FACT (FROM),
                                            FACT (ALERTS),
                                            FACT (RESOLVED),
                                            FACT (SUPPRESSED)),
                                     FIELDS (FIELD (REASON)) },
  /* With `alert` one alert goes; without, all of an incident that was merged in. */
  [MUSTER_EVENT_INCIDENT_SPLIT] = { "incident.split", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                    FACTS (FACT (INTO),
                                           FACT (FROM),
                                           FACT (ALERT),
                                           FACT (ALERTS),
                                           FACT (RESOLVED),
                                           FACT (SUPPRESSED)),
                                    FIELDS (FIELD (REASON)) },
  /* A person says that these two are not one: nothing suggests it, or makes one of them, any more.
   */
  [MUSTER_EVENT_INCIDENT_KEPT_APART] = { "incident.kept-apart", 1, MUSTER_PAYLOAD_TEXT,
                                         PEOPLE | SCREEN, 0, FACTS (FACT (FROM)),
                                         FIELDS (FIELD (REASON)) },
  /* An incident that was opened by the rule "storm" takes in no more by that. */
  [MUSTER_EVENT_INCIDENT_STORM_ENDED] = { "incident.storm-ended", 1, MUSTER_PAYLOAD_NONE,
                                          PEOPLE | SCREEN, 0,
                                          FACTS (FACT (ALERTS), FACT (DURATION)) },
  [MUSTER_EVENT_INCIDENT_ABOUT_SET] = { "incident.about-set", 1, MUSTER_PAYLOAD_TEXT,
                                        PEOPLE | SCREEN, 0, FACTS (FACT (SERVICE), FACT (RULE)),
                                        FIELDS (FIELD (TITLE), FIELD (REASON)) },
  [MUSTER_EVENT_INCIDENT_TITLED] = { "incident.titled", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                     .n_facts = 0, FIELDS (FIELD (TITLE)) },
  [MUSTER_EVENT_INCIDENT_SEVERITY_SET] = { "incident.severity-set", 1, MUSTER_PAYLOAD_TEXT,
                                           PEOPLE | SCREEN, 0, FACTS (FACT (SEVERITY)),
                                           FIELDS (FIELD (REASON)) },
  [MUSTER_EVENT_INCIDENT_STAGE_SET] = { "incident.stage-set", 1, MUSTER_PAYLOAD_TEXT,
                                        PEOPLE | SCREEN, 0, FACTS (FACT (STAGE), FACT (BY)),
                                        FIELDS (FIELD (REASON)) },
  [MUSTER_EVENT_INCIDENT_ACKNOWLEDGED] = { "incident.acknowledged", 1, MUSTER_PAYLOAD_NONE,
                                           PEOPLE | SCREEN, 0 },
  [MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED] = { "incident.unacknowledged", 1, MUSTER_PAYLOAD_NONE,
                                             PEOPLE | SCREEN, 0 },
  [MUSTER_EVENT_INCIDENT_IMPACT_SET] = { "incident.impact-set", 1, MUSTER_PAYLOAD_TEXT,
                                         PEOPLE | SCREEN, 0, FACTS (FACT (START), FACT (USERS)),
                                         FIELDS (FIELD (TEXT)) },
  [MUSTER_EVENT_INCIDENT_REOPENED] = { "incident.reopened", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN,
                                       0, .n_facts = 0, FIELDS (FIELD (REASON)) },
  [MUSTER_EVENT_ROLE_ASSIGNED] = { "role.assigned", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                   FACTS (FACT (ROLE), FACT (PERSON)) },
  [MUSTER_EVENT_ROLE_RELEASED] = { "role.released", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                   FACTS (FACT (ROLE), FACT (PERSON)) },
  [MUSTER_EVENT_NOTE_ADDED] = { "note.added", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0, .n_facts = 0,
                                FIELDS (FIELD (TEXT)) },
  [MUSTER_EVENT_ENTRY_PINNED] = { "entry.pinned", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                  FACTS (FACT (OF), FACT (ON)) },
  [MUSTER_EVENT_TASK_ADDED] = { "task.added", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                FACTS (FACT (TASK), FACT (OWNER), FACT (DUE)),
                                FIELDS (FIELD (TEXT)) },
  [MUSTER_EVENT_TASK_CHANGED] = { "task.changed", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                  FACTS (FACT (TASK), FACT (DONE)) },
  /* A policy, as it is then, begins to tell people; its seq is what the others are OF. */
  [MUSTER_EVENT_ESCALATION_STARTED] = { "escalation.started", 1, MUSTER_PAYLOAD_DOCUMENT,
                                        PEOPLE | SCREEN, 0, FACTS (FACT (ID), FACT (BY)),
                                        FIELDS (FIELD (NAME), FIELD (BODY)) },
  /* Step 0: all rounds are over, nobody has answered, every console tells it. ON: there was
   * somebody to tell. */
  [MUSTER_EVENT_ESCALATION_STEP_DUE] = { "escalation.step-due", 1, MUSTER_PAYLOAD_TEXT,
                                         PEOPLE | SCREEN, 0,
                                         FACTS (FACT (OF), FACT (ROUND), FACT (STEP), FACT (ON)),
                                         FIELDS (FIELD (NAME), FIELD (REASON)) },
  /* Without OF a person asked for them. DUE: not before; RULE: why (oncall/personal-hours.h);
   * OFFSET: how many seconds the person's wall is ahead of UTC then. */
  [MUSTER_EVENT_ESCALATION_PERSON_DUE] = { "escalation.person-due", 1, MUSTER_PAYLOAD_NONE, PEOPLE,
                                           0,
                                           FACTS (FACT (OF),
                                                  FACT (PERSON),
                                                  FACT (ROUND),
                                                  FACT (STEP),
                                                  FACT (DUE),
                                                  FACT (RULE),
                                                  FACT (OFFSET)) },
  [MUSTER_EVENT_ESCALATION_HASTENED] = { "escalation.hastened", 1, MUSTER_PAYLOAD_NONE,
                                         PEOPLE | SCREEN, 0,
                                         FACTS (FACT (OF), FACT (ON), FACT (BY)) },
  [MUSTER_EVENT_ESCALATION_SNOOZED] = { "escalation.snoozed", 1, MUSTER_PAYLOAD_NONE,
                                        PEOPLE | SCREEN, 0, FACTS (FACT (ENDS)) },
  [MUSTER_EVENT_ESCALATION_RESUMED] = { "escalation.resumed", 1, MUSTER_PAYLOAD_NONE,
                                        PEOPLE | SCREEN, 0, FACTS (FACT (OF), FACT (BY)) },
  [MUSTER_EVENT_ESCALATION_ENDED] = { "escalation.ended", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN,
                                      0, FACTS (FACT (OF), FACT (BY)) },
  /* It would be too many by that channel: it goes out with others as PAGE, which is intended on one
   * of their incidents at ENDS or before, and whose outcome is that of all. */
  [MUSTER_EVENT_PAGE_FOLDED] = { "page.folded", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                 FACTS (FACT (PAGE),
                                        FACT (PERSON),
                                        FACT (CHANNEL),
                                        FACT (ROUND),
                                        FACT (STEP),
                                        FACT (ATTEMPT),
                                        FACT (RULE),
                                        FACT (DUE),
                                        FACT (ENDS)) },
  /* DUE: when the person's next rule is; none: it is the last. RULE: "high", "low" (whose rules),
   * "asked" (by a person), "bundle" (of so many INCIDENTS, folded before), "resolved" (it is over).
   */
  [MUSTER_EVENT_PAGE_INTENDED] = { "page.intended", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                   FACTS (FACT (PAGE),
                                          FACT (PERSON),
                                          FACT (CHANNEL),
                                          FACT (ROUND),
                                          FACT (STEP),
                                          FACT (ATTEMPT),
                                          FACT (RULE),
                                          FACT (DUE),
                                          FACT (INCIDENTS)) },
  /* REPEAT: it may have been sent before, and whoever gets it cannot know. */
  [MUSTER_EVENT_PAGE_SENT] = { "page.sent", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                               FACTS (FACT (PAGE), FACT (REPEAT), FACT (DURATION)) },
  /* BY "moot": nobody needs it any more, or a newer one says the same. */
  [MUSTER_EVENT_PAGE_REFUSED] = { "page.refused", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                  FACTS (FACT (PAGE), FACT (BY)), FIELDS (FIELD (REASON)) },
  [MUSTER_EVENT_PAGE_SHOWN] = { "page.shown", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                FACTS (FACT (PAGE)) },
  [MUSTER_EVENT_PAGE_ANSWERED] = { "page.answered", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                   FACTS (FACT (PAGE), FACT (ANSWER)) },
  /* ATTEMPT: how often it was tried so far; DUE: when it is again. */
  [MUSTER_EVENT_PAGE_RETRIED] = { "page.retried", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                  FACTS (FACT (PAGE), FACT (ATTEMPT), FACT (DUE)),
                                  FIELDS (FIELD (REASON)) },
  /* It has not been sent in time: what comes next need not wait for it. */
  [MUSTER_EVENT_PAGE_LATE] = { "page.late", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                               FACTS (FACT (PAGE)) },
  /* Somebody stands in for somebody in a schedule, beside what is configured of it. KIND: cover,
   * replace (OTHER instead of PERSON), add or remove. REQUEST: that it follows from. */
  [MUSTER_EVENT_SHIFT_COVERED] = { "shift.covered", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                   FACTS (FACT (ID),
                                          FACT (SCHEDULE),
                                          FACT (KIND),
                                          FACT (PERSON),
                                          FACT (OTHER),
                                          FACT (STARTS),
                                          FACT (ENDS),
                                          FACT (REQUEST)),
                                   FIELDS (FIELD (REASON)) },
  [MUSTER_EVENT_SHIFT_SWAPPED] = { "shift.swapped", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                   FACTS (FACT (ID),
                                          FACT (SCHEDULE),
                                          FACT (PERSON),
                                          FACT (OTHER),
                                          FACT (STARTS),
                                          FACT (ENDS),
                                          FACT (REQUEST)),
                                   FIELDS (FIELD (REASON)) },
  /* One of these holds until ENDS and no longer; where that is its start, not at all. */
  [MUSTER_EVENT_SHIFT_RESTORED] = { "shift.restored", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                    FACTS (FACT (ID), FACT (ENDS)) },
  /* Somebody asks who takes their shift: OTHER, or anybody of the schedule. */
  [MUSTER_EVENT_SHIFT_ASKED] = { "shift.asked", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                 FACTS (FACT (ID),
                                        FACT (SCHEDULE),
                                        FACT (PERSON),
                                        FACT (OTHER),
                                        FACT (STARTS),
                                        FACT (ENDS)),
                                 FIELDS (FIELD (TEXT)) },
  /* PERSON would, if their own shift from STARTS to ENDS, where that is said, is taken in return.
   */
  [MUSTER_EVENT_SHIFT_OFFERED] = { "shift.offered", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                   FACTS (FACT (REQUEST),
                                          FACT (PERSON),
                                          FACT (STARTS),
                                          FACT (ENDS)) },
  [MUSTER_EVENT_SHIFT_ASK_ENDED] = { "shift.ask-ended", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                     FACTS (FACT (REQUEST), FACT (BY)) },
  /* The next shift is to look after that. */
  [MUSTER_EVENT_HANDOVER_WATCHED] = { "handover.watched", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                      FACTS (FACT (ID), FACT (SCHEDULE)), FIELDS (FIELD (TEXT)) },
  /* That need not be looked after any more. */
  [MUSTER_EVENT_HANDOVER_UNWATCHED] = { "handover.unwatched", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                        FACTS (FACT (ID)) },
  /* The shift changes at STARTS, PERSON goes and OTHER comes, and there is something to tell. */
  [MUSTER_EVENT_HANDOVER_DUE] = { "handover.due", 1, MUSTER_PAYLOAD_DOCUMENT, PEOPLE, 0,
                                  FACTS (FACT (ID),
                                         FACT (SCHEDULE),
                                         FACT (PERSON),
                                         FACT (OTHER),
                                         FACT (STARTS)),
                                  FIELDS (FIELD (TEXT)) },
  [MUSTER_EVENT_HANDOVER_CONFIRMED] = { "handover.confirmed", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                        FACTS (FACT (ID)) },
  /* What somebody has to know though it wakes nobody. */
  [MUSTER_EVENT_NOTICE_TOLD] = { "notice.told", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                 FACTS (FACT (ID),
                                        FACT (PERSON),
                                        FACT (KIND),
                                        FACT (SCHEDULE),
                                        FACT (STARTS),
                                        FACT (ENDS)),
                                 FIELDS (FIELD (TITLE), FIELD (TEXT)) },
  [MUSTER_EVENT_NOTICE_CONFIRMED] = { "notice.confirmed", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                      FACTS (FACT (ID)) },
  /* A page of no incident is to show whether pages reach PERSON by CHANNEL. */
  [MUSTER_EVENT_TEST_PAGE_ASKED] = { "test-page.asked", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                     FACTS (FACT (ID), FACT (PERSON), FACT (CHANNEL)) },
  [MUSTER_EVENT_TEST_PAGE_SENT] = { "test-page.sent", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                    FACTS (FACT (ID), FACT (DURATION)) },
  [MUSTER_EVENT_TEST_PAGE_REFUSED] = { "test-page.refused", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                                       FACTS (FACT (ID)), FIELDS (FIELD (REASON)) },
  /* It came: so the person says, or their console, which shows it. */
  [MUSTER_EVENT_TEST_PAGE_CONFIRMED] = { "test-page.confirmed", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                         FACTS (FACT (ID)) },
  /* What the clocks of a zone show from STARTS to ENDS, by the zone data of that day: "0:3600
   * 1774746000:7200", from which second on how many ahead of UTC. */
  [MUSTER_EVENT_ZONE_NOTED] = { "zone.noted", 1, MUSTER_PAYLOAD_DOCUMENT, PEOPLE, 0,
                                FACTS (FACT (STARTS), FACT (ENDS)),
                                FIELDS (FIELD (NAME), FIELD (TEXT)) },
  [MUSTER_EVENT_RUN_ASKED] = { "run.asked", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                               FACTS (FACT (RUN), FACT (TEMPLATE)), FIELDS (FIELD (ARGUMENTS)) },
  [MUSTER_EVENT_RUN_STARTED] = { "run.started", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                 FACTS (FACT (RUN)) },
  [MUSTER_EVENT_RUN_OUTPUT] = { "run.output", 1, MUSTER_PAYLOAD_OUTPUT, PEOPLE, 0,
                                FACTS (FACT (RUN), FACT (BYTES)), FIELDS (FIELD (TEXT)) },
  [MUSTER_EVENT_RUN_ENDED] = { "run.ended", 1, MUSTER_PAYLOAD_TEXT, PEOPLE, 0,
                               FACTS (FACT (RUN), FACT (OUTCOME), FACT (DURATION)),
                               FIELDS (FIELD (SUMMARY)) },
  [MUSTER_EVENT_CONFIG_PUT] = { "config.put", 1, MUSTER_PAYLOAD_DOCUMENT, PEOPLE | SCREEN, 0,
                                FACTS (FACT (OBJECT),
                                       FACT (ID),
                                       FACT (HASH),
                                       FACT (SERVICE),
                                       FACT (DRILL),
                                       FACT (ACCESS)),
                                FIELDS (FIELD (NAME), FIELD (BODY)) },
  [MUSTER_EVENT_CONFIG_REMOVED] = { "config.removed", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                    FACTS (FACT (OBJECT), FACT (ID)) },
  [MUSTER_EVENT_SECRET_NAMED] = { "secret.named", 1, MUSTER_PAYLOAD_DOCUMENT, ADMIN, PEOPLE,
                                  .n_facts = 0, FIELDS (FIELD (NAME)) },
  [MUSTER_EVENT_ACCESS_GRANTED] = { "access.granted", 1, MUSTER_PAYLOAD_DOCUMENT, ADMIN, PEOPLE,
                                    FACTS (FACT (ID), FACT (HASH), FACT (ACCESS), FACT (PERSON)),
                                    FIELDS (FIELD (NAME)) },
  [MUSTER_EVENT_ACCESS_REVOKED] = { "access.revoked", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0,
                                    FACTS (FACT (ID)) },
  /* Until `endsAt` the token before is valid too; `key.retired` ends that one. */
  [MUSTER_EVENT_KEY_ROTATED] = { "key.rotated", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                 FACTS (FACT (ID), FACT (HASH), FACT (ENDS)) },
  [MUSTER_EVENT_KEY_RETIRED] = { "key.retired", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                 FACTS (FACT (ID)) },
  [MUSTER_EVENT_HUB_CANARY] = { "hub.canary", 1, MUSTER_PAYLOAD_NONE, PEOPLE, 0 },
  [MUSTER_EVENT_HUB_STARTED] = { "hub.started", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                 FACTS (FACT (RESOLVE_TIMEOUT)) },
  [MUSTER_EVENT_CLOCK_STEPPED] = { "clock.stepped", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                   FACTS (FACT (DURATION)) },
  [MUSTER_EVENT_DRILL_STARTED] = { "drill.started", 1, MUSTER_PAYLOAD_TEXT, PEOPLE | SCREEN, 0,
                                   FACTS (FACT (DRILL), FACT (PERSON), FACT (SPEED)),
                                   FIELDS (FIELD (NAME)) },
  [MUSTER_EVENT_DRILL_ENDED] = { "drill.ended", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                                 FACTS (FACT (DRILL)) },
  [MUSTER_EVENT_UNDONE] = { "undone", 1, MUSTER_PAYLOAD_NONE, PEOPLE | SCREEN, 0,
                            FACTS (FACT (OF)) },
};

static const char *const payload_class_names[MUSTER_N_PAYLOAD_CLASSES] = {
  [MUSTER_PAYLOAD_NONE] = "none",       [MUSTER_PAYLOAD_ALERT] = "alert",
  [MUSTER_PAYLOAD_TEXT] = "text",       [MUSTER_PAYLOAD_OUTPUT] = "output",
  [MUSTER_PAYLOAD_CONTACT] = "contact", [MUSTER_PAYLOAD_DOCUMENT] = "document",
};

/**
 * muster_event_spec:
 * @kind: a kind
 *
 * Returns: its row
 */
const MusterEventSpec *
muster_event_spec (MusterEventKind kind)
{
  g_return_val_if_fail ((guint) kind < MUSTER_N_EVENT_KINDS, &specs[MUSTER_EVENT_UNKNOWN]);
  return &specs[kind];
}

/**
 * muster_event_kind_from_name:
 * @name: a kind's name in a head
 * @n: its bytes, or -1
 *
 * Returns: the kind, %MUSTER_EVENT_UNKNOWN for one that this version does not know
 */
MusterEventKind
muster_event_kind_from_name (const char *name, gssize n)
{
  gsize length = n < 0 ? strlen (name) : (gsize) n;

  /* In the table's order: what a journal is full of stands first. */
  for (guint i = MUSTER_EVENT_UNKNOWN + 1; i < MUSTER_N_EVENT_KINDS; i++)
    if (specs[i].name[0] == name[0] && strlen (specs[i].name) == length &&
        memcmp (specs[i].name, name, length) == 0)
      return (MusterEventKind) i;
  return MUSTER_EVENT_UNKNOWN;
}

/**
 * muster_fact_name:
 * @self: a fact's name
 *
 * Returns: as in a head
 */
const char *
muster_fact_name (MusterFactName self)
{
  return fact_names[self].name;
}

/**
 * muster_fact_type:
 * @self: a fact's name
 *
 * Returns: the type it has in every kind
 */
MusterFactType
muster_fact_type (MusterFactName self)
{
  return fact_names[self].type;
}

/**
 * muster_field_name:
 * @self: a payload field's name
 *
 * Returns: as in a payload
 */
const char *
muster_field_name (MusterFieldName self)
{
  return field_names[self].name;
}

/**
 * muster_field_type:
 * @self: a payload field's name
 *
 * Returns: the type it has in every kind
 */
MusterFieldType
muster_field_type (MusterFieldName self)
{
  return field_names[self].type;
}

/**
 * muster_payload_class_name:
 * @self: a class
 *
 * Returns: as in a stream line and in the journal
 */
const char *
muster_payload_class_name (MusterPayloadClass self)
{
  return payload_class_names[self];
}

/**
 * muster_payload_class_parse:
 * @text: a class's name
 * @n: its bytes, or -1
 * @out: (out): the class
 *
 * Returns: whether there is one of that name
 */
gboolean
muster_payload_class_parse (const char *text, gssize n, MusterPayloadClass *out)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;

  for (guint i = MUSTER_PAYLOAD_ALERT; i < MUSTER_N_PAYLOAD_CLASSES; i++)
    if (strlen (payload_class_names[i]) == length &&
        memcmp (payload_class_names[i], text, length) == 0)
      {
        *out = (MusterPayloadClass) i;
        return TRUE;
      }
  return FALSE;
}
