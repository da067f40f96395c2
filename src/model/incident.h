/* incident.h - an incident as the journal tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
#include "model/role.h"
#include "model/severity.h"
#include "model/stage.h"
G_BEGIN_DECLS

/* What a command may find changed since its basis (protocol §5). */
/* Numbers are dense; beyond this one nothing is believed of a stream or a snapshot. */
#define MUSTER_INCIDENTS_MAX 10000000

typedef enum
{
  MUSTER_INCIDENT_FIELD_TITLE,
  MUSTER_INCIDENT_FIELD_SEVERITY,
  MUSTER_INCIDENT_FIELD_STAGE,
  MUSTER_INCIDENT_FIELD_ACKNOWLEDGED,
  MUSTER_INCIDENT_FIELD_IMPACT,
  MUSTER_INCIDENT_FIELD_ROLE, /* + MusterRole */
  MUSTER_INCIDENT_FIELD_ABOUT = MUSTER_INCIDENT_FIELD_ROLE + MUSTER_ROLE_OBSERVER + 1,
  MUSTER_N_INCIDENT_FIELDS,
} MusterIncidentField;

/* A line of the timeline. Runs of the same kind by the same actor fold into one with a count. */
typedef struct
{
  guint64 seq; /* of the first event */
  guint64 last_seq;
  gint64 at_us;
  gint64 last_at_us;
  gint64 claimed_us; /* MUSTER_NO_TIME: none */
  MusterEventKind kind;
  MusterActor actor;
  guint count; /* events, or alerts of them; at least 1 */
  gboolean pinned;
  gboolean undone;
  gint64 number;     /* severity, stage, role, users: what the kind says */
  gint64 was_number; /* before it, for undo */
  MusterUlid id;     /* person, task, run or page */
  MusterUlid was_id;
  char *text;     /* nullable: note, title, reason, summary */
  char *was_text; /* nullable */
  char *detail;   /* nullable: output, arguments, alert's name */
  char *word;     /* nullable: template, channel, outcome, by */
} MusterEntry;

typedef struct
{
  MusterUlid id;
  MusterUlid owner; /* null: nobody's */
  gint64 due_us;    /* MUSTER_NO_TIME: none */
  guint64 seq;
  gboolean done;
  char *text;
} MusterTask;

typedef enum
{
  MUSTER_PAGE_INTENDED,
  MUSTER_PAGE_SENT,
  MUSTER_PAGE_REFUSED,
  MUSTER_PAGE_SHOWN,
  MUSTER_PAGE_ANSWERED,
  MUSTER_PAGE_FOLDED, /* it waits, to go out with others: before it is intended */
} MusterPageState;

typedef struct
{
  MusterUlid id;
  MusterUlid person;
  gint64 at_us;
  guint64 seq;
  MusterPageState state;
  gboolean is_notice;   /* that it is over */
  gboolean is_by_hand;  /* a person asked for them: whoever else acknowledges, they are wanted */
  guint64 intended_seq; /* when it was to go out */
  char *channel;
} MusterPage;

typedef enum
{
  MUSTER_RUN_ASKED,
  MUSTER_RUN_STARTED,
  MUSTER_RUN_ENDED,
} MusterRunState;

typedef struct
{
  MusterUlid id;
  guint64 seq; /* of run.asked, and of its entry */
  MusterRunState state;
  char *template;
} MusterRun;

typedef struct
{
  guint number; /* n of INC-n */
  MusterSeverity severity;
  MusterStage stage;
  gboolean acknowledged;
  gboolean declared;           /* by a person, not by an alert */
  gboolean severity_by_person; /* alerts no longer raise it */
  gboolean title_by_person;    /* what it is about no longer changes it */
  gboolean about_by_person;    /* nor do alerts change what it is about */
  gboolean about_inferred;     /* that service has no alert itself */
  MusterUlid drill;            /* null: real */
  MusterUlid service;          /* that it is about; null: none */
  gint64 opened_us;
  gint64 resolved_us;                  /* MUSTER_NO_TIME: open */
  guint64 resolved_seq;                /* of the event that resolved it */
  gint64 acknowledged_us;              /* MUSTER_NO_TIME: never */
  gint64 impact_start_us;              /* MUSTER_NO_TIME: not known */
  gint64 quiet_until_us;               /* nobody is told before; MUSTER_NO_TIME: at once */
  gint64 users;                        /* affected people; 0: not known */
  gint64 stage_at_us[MUSTER_N_STAGES]; /* when it last went there; MUSTER_NO_TIME: never */
  guint firing, resolved, suppressed;  /* alerts that senders tell apart */
  MusterUlid roles[MUSTER_N_SINGLE_ROLES];
  gint64 role_since_us[MUSTER_N_SINGLE_ROLES];
  GArray *observers;          /* of MusterUlid */
  guint previous;             /* n of INC-n that its alerts were before; 0: none */
  MusterUlid storm_key;       /* of the key whose storm it takes in; null: it is none */
  gint64 storm_over_us;       /* MUSTER_NO_TIME: it is not over */
  gint64 storm_span_us;       /* how long it was; known when it is over */
  guint storm_alerts;         /* that it took in; likewise */
  guint merged_into;          /* n of INC-n; 0: it is one of its own */
  MusterStage stage_unmerged; /* where it was then */
  GArray *absorbed;           /* of guint: those merged into it */
  GArray *apart;              /* of guint: those that a person keeps it apart from */
  guint64 changed_seq[MUSTER_N_INCIDENT_FIELDS];
  char *title;
  char *description; /* nullable, as all below */
  char *impact;
  char *needs;
  char *custom;       /* JSON */
  char *alert_name;   /* of the alert that opened it */
  char *group;        /* the labels its alerts agree on: a JSON array of names and values */
  GPtrArray *entries; /* of MusterEntry, by seq */
  GPtrArray *tasks;   /* of MusterTask */
  GPtrArray *pages;   /* of MusterPage */
  GPtrArray *runs;    /* of MusterRun */
} MusterIncident;

MusterIncident *muster_incident_new (guint number);
void muster_incident_free (MusterIncident *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterIncident, muster_incident_free)

MusterEntry *muster_entry_new (void);
void muster_entry_free (MusterEntry *self);
void muster_task_free (MusterTask *self);
void muster_page_free (MusterPage *self);
void muster_run_free (MusterRun *self);

MusterEntry *muster_incident_find_entry (const MusterIncident *self, guint64 seq);
MusterTask *muster_incident_find_task (const MusterIncident *self, MusterUlid id);
MusterPage *muster_incident_find_page (const MusterIncident *self, MusterUlid id);
MusterRun *muster_incident_find_run (const MusterIncident *self, MusterUlid id);
gboolean muster_incident_has_observer (const MusterIncident *self, MusterUlid person);
gboolean muster_incident_is_apart (const MusterIncident *self, guint other);
gboolean muster_incident_is_open (const MusterIncident *self);
/* Only what is not may be merged away by itself. */
gboolean muster_incident_is_touched (const MusterIncident *self);
/* The instant that its clock counts from: the impact's start if known, else when it opened. */
gint64 muster_incident_clock_start_us (const MusterIncident *self);

G_END_DECLS
