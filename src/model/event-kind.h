/* event-kind.h - the one table of what can happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/role.h"
#include <glib.h>
G_BEGIN_DECLS

/* A fact: small, typed, in the head, never erased. One row a name in event-kind.c. */
typedef enum
{
  MUSTER_FACT_ACCESS,
  MUSTER_FACT_ALERT,
  MUSTER_FACT_ALERTS,
  MUSTER_FACT_ANSWER,
  MUSTER_FACT_ATTEMPT,
  MUSTER_FACT_BY,
  MUSTER_FACT_BYTES,
  MUSTER_FACT_CHANNEL,
  MUSTER_FACT_DONE,
  MUSTER_FACT_DRILL,
  MUSTER_FACT_DUE,
  MUSTER_FACT_DURATION,
  MUSTER_FACT_ENDS,
  MUSTER_FACT_HASH,
  MUSTER_FACT_ID,
  MUSTER_FACT_KEY,
  MUSTER_FACT_OBJECT,
  MUSTER_FACT_OF,
  MUSTER_FACT_ON,
  MUSTER_FACT_OUTCOME,
  MUSTER_FACT_OWNER,
  MUSTER_FACT_PAGE,
  MUSTER_FACT_PERSON,
  MUSTER_FACT_RESOLVE_TIMEOUT,
  MUSTER_FACT_ROLE,
  MUSTER_FACT_ROUND,
  MUSTER_FACT_RULE,
  MUSTER_FACT_RUN,
  MUSTER_FACT_SERVICE,
  MUSTER_FACT_SEVERITY,
  MUSTER_FACT_SPEED,
  MUSTER_FACT_STAGE,
  MUSTER_FACT_START,
  MUSTER_FACT_STARTS,
  MUSTER_FACT_STEP,
  MUSTER_FACT_TASK,
  MUSTER_FACT_TEMPLATE,
  MUSTER_FACT_TIMED,
  MUSTER_FACT_USERS,
} MusterFactName;
#define MUSTER_N_FACT_NAMES (MUSTER_FACT_USERS + 1)

typedef enum
{
  MUSTER_TYPE_INT, /* a JSON number, within 2^53 */
  MUSTER_TYPE_BOOL,
  MUSTER_TYPE_ULID,
  MUSTER_TYPE_INSTANT,  /* RFC 3339; µs inside */
  MUSTER_TYPE_SEVERITY, /* 1 to 5 */
  MUSTER_TYPE_STAGE,
  MUSTER_TYPE_ROLE,
  MUSTER_TYPE_ACCESS,
  MUSTER_TYPE_TOKEN, /* [a-z0-9._-]{1,64} */
  MUSTER_TYPE_HASH,  /* 64 hexadecimal digits */
} MusterFactType;

/* A field of a payload: text from outside or long, erasable. */
typedef enum
{
  MUSTER_FIELD_ANNOTATIONS,
  MUSTER_FIELD_ARGUMENTS,
  MUSTER_FIELD_BODY,
  MUSTER_FIELD_CUSTOM,
  MUSTER_FIELD_DEDUP,
  MUSTER_FIELD_DESCRIPTION,
  MUSTER_FIELD_GROUP,
  MUSTER_FIELD_IMPACT,
  MUSTER_FIELD_KIND,
  MUSTER_FIELD_LABELS,
  MUSTER_FIELD_MARKS,
  MUSTER_FIELD_MATCHERS,
  MUSTER_FIELD_NAME,
  MUSTER_FIELD_NEEDS,
  MUSTER_FIELD_REASON,
  MUSTER_FIELD_SOURCE,
  MUSTER_FIELD_SUMMARY,
  MUSTER_FIELD_TEXT,
  MUSTER_FIELD_TITLE,
  MUSTER_FIELD_URL,
  MUSTER_FIELD_VERSION,
} MusterFieldName;
#define MUSTER_N_FIELD_NAMES (MUSTER_FIELD_VERSION + 1)

typedef enum
{
  MUSTER_FIELD_TYPE_TEXT,
  MUSTER_FIELD_TYPE_LABELS, /* an object of strings */
  MUSTER_FIELD_TYPE_JSON,   /* any value, kept as written */
} MusterFieldType;

typedef enum
{
  MUSTER_PAYLOAD_NONE,
  MUSTER_PAYLOAD_ALERT,
  MUSTER_PAYLOAD_TEXT,
  MUSTER_PAYLOAD_OUTPUT,
  MUSTER_PAYLOAD_CONTACT,
  MUSTER_PAYLOAD_DOCUMENT,
} MusterPayloadClass;
#define MUSTER_N_PAYLOAD_CLASSES (MUSTER_PAYLOAD_DOCUMENT + 1)

typedef enum
{
  MUSTER_EVENT_UNKNOWN, /* of a newer version: kept in the journal, folded as nothing */
  /* triage */
  MUSTER_EVENT_ALERT_FIRED,
  MUSTER_EVENT_ALERT_RESOLVED,
  MUSTER_EVENT_ALERT_SUPPRESSED,
  MUSTER_EVENT_ALERT_RELEASED,
  MUSTER_EVENT_ALERT_ATTACHED,
  MUSTER_EVENT_CHANGE_RECORDED,
  MUSTER_EVENT_INTAKE_REFUSED,
  MUSTER_EVENT_SILENCE_SET,
  MUSTER_EVENT_SILENCE_STARTED,
  MUSTER_EVENT_SILENCE_ENDED,
  /* response */
  MUSTER_EVENT_INCIDENT_DECLARED,
  MUSTER_EVENT_INCIDENT_OPENED,
  MUSTER_EVENT_INCIDENT_ROUTED,
  MUSTER_EVENT_INCIDENT_ALERT_JOINED,
  MUSTER_EVENT_INCIDENT_ALERT_LEFT,
  MUSTER_EVENT_INCIDENT_TITLED,
  MUSTER_EVENT_INCIDENT_SEVERITY_SET,
  MUSTER_EVENT_INCIDENT_STAGE_SET,
  MUSTER_EVENT_INCIDENT_ACKNOWLEDGED,
  MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED,
  MUSTER_EVENT_INCIDENT_IMPACT_SET,
  MUSTER_EVENT_INCIDENT_REOPENED,
  MUSTER_EVENT_ROLE_ASSIGNED,
  MUSTER_EVENT_ROLE_RELEASED,
  MUSTER_EVENT_NOTE_ADDED,
  MUSTER_EVENT_ENTRY_PINNED,
  MUSTER_EVENT_TASK_ADDED,
  MUSTER_EVENT_TASK_CHANGED,
  /* oncall */
  MUSTER_EVENT_PAGE_INTENDED,
  MUSTER_EVENT_PAGE_SENT,
  MUSTER_EVENT_PAGE_REFUSED,
  MUSTER_EVENT_PAGE_SHOWN,
  MUSTER_EVENT_PAGE_ANSWERED,
  /* diagnosis */
  MUSTER_EVENT_RUN_ASKED,
  MUSTER_EVENT_RUN_STARTED,
  MUSTER_EVENT_RUN_OUTPUT,
  MUSTER_EVENT_RUN_ENDED,
  /* any */
  MUSTER_EVENT_CONFIG_PUT,
  MUSTER_EVENT_CONFIG_REMOVED,
  MUSTER_EVENT_SECRET_NAMED,
  MUSTER_EVENT_ACCESS_GRANTED,
  MUSTER_EVENT_ACCESS_REVOKED,
  MUSTER_EVENT_HUB_STARTED,
  MUSTER_EVENT_CLOCK_STEPPED,
  MUSTER_EVENT_DRILL_STARTED,
  MUSTER_EVENT_DRILL_ENDED,
  MUSTER_EVENT_UNDONE,
} MusterEventKind;
#define MUSTER_N_EVENT_KINDS (MUSTER_EVENT_UNDONE + 1)

#define MUSTER_EVENT_FACTS_MAX  8
#define MUSTER_EVENT_FIELDS_MAX 6

typedef struct
{
  const char *name; /* "incident.opened" */
  guint version;
  MusterPayloadClass payload; /* unless the event says otherwise */
  guint full;                 /* MusterAccess bits that read head and payload on the stream */
  guint head;                 /* bits that read the head alone; the rest get it withheld */
  guint n_facts;
  MusterFactName facts[MUSTER_EVENT_FACTS_MAX]; /* in the order of the head */
  guint n_fields;
  MusterFieldName fields[MUSTER_EVENT_FIELDS_MAX]; /* in the order of the payload */
} MusterEventSpec;

const MusterEventSpec *muster_event_spec (MusterEventKind kind);
MusterEventKind muster_event_kind_from_name (const char *name, gssize n); /* UNKNOWN if none */
const char *muster_fact_name (MusterFactName self);                       /* "resolveTimeout" */
MusterFactType muster_fact_type (MusterFactName self);
const char *muster_field_name (MusterFieldName self);
MusterFieldType muster_field_type (MusterFieldName self);
const char *muster_payload_class_name (MusterPayloadClass self);
gboolean muster_payload_class_parse (const char *text, gssize n, MusterPayloadClass *out);

G_END_DECLS
