/* facts.h - what the journal knows for a postmortem: spans, and what went how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* How we know that the impact was over. */
typedef enum
{
  MUSTER_RECOVERY_NONE,     /* it goes on */
  MUSTER_RECOVERY_ALERTS,   /* the last alert resolved */
  MUSTER_RECOVERY_MONITOR,  /* people moved on to Monitor */
  MUSTER_RECOVERY_RESOLVED, /* the incident was resolved */
} MusterRecovery;

/* How we know when it began. */
typedef enum
{
  MUSTER_ONSET_OPENING, /* not known: it counts from when the incident opened */
  MUSTER_ONSET_ALERT,   /* the first alert's own start */
  MUSTER_ONSET_PEOPLE,  /* somebody said so */
} MusterOnset;

/* The two clocks of an incident. They are not the same: people close an incident some time after
 * the service is well again, and it often was unwell before anybody knew. */
typedef struct
{
  gint64 impact_start_us;
  gint64 impact_end_us; /* MUSTER_NO_TIME: goes on */
  MusterOnset onset;
  MusterRecovery recovery;
  gint64 opened_us;
  gint64 resolved_us; /* MUSTER_NO_TIME: open */
} MusterIncidentSpans;

typedef enum
{
  MUSTER_FACT_WENT_WELL,
  MUSTER_FACT_WENT_WRONG,
} MusterFactSide;

void muster_incident_spans (const MusterIncident *incident, MusterIncidentSpans *out);
/* Sentences; no person is in them. */
GPtrArray *muster_incident_facts (const MusterIncident *incident, MusterFactSide side);
/* "24 minutes", "1 hour 5 minutes": at most two units. */
char *muster_span_in_words (gint64 length_us);

G_END_DECLS
