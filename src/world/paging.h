/* paging.h - which incidents tell people, and how far that has got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
#include "model/incident.h"
#include "oncall/escalation.h"
#include "oncall/personal-hours.h"
#include "world/page-limits.h"
G_BEGIN_DECLS

/* A desktop that is on says so within that, and any other channel has taken the page. */
#define MUSTER_PAGE_SHOWN_WITHIN_US (15 * G_USEC_PER_SEC)

/* One policy at work on an incident. */
typedef struct
{
  guint64 seq;       /* of its escalation.started, by which others name it */
  MusterUlid policy; /* null: there is no such object */
  char *name;        /* what people call it; nullable */
  char *body;        /* of the policy as it was then; nullable: nobody */
  MusterPolicy *plan;
  MusterEscalation at;
  gboolean by_hand; /* a person asked for it, beside the incident's own */
  gboolean unheld;  /* that somebody had acknowledged was known then: it goes on, until answered */
  gboolean low;     /* it was about nothing urgent when the rounds began; on a hub, as below */
  guint told;       /* people of the last step */
  guint unheard;    /* of them, who cannot be reached */
} MusterEscalating;

/* Somebody whose turn has come, and who is told by one personal rule after the other. On a hub. */
typedef struct
{
  guint64 of; /* seq of the escalation; 0: a person asked for them */
  MusterUlid person;
  guint round, step;
  guint rule;         /* that comes next, from 0 */
  gint64 start_us;    /* when the turn came */
  MusterWait wait;    /* why the turn itself is not yet due when it came */
  gint64 due_us;      /* of that rule; MUSTER_NO_TIME: there is no more */
  gint64 shown_by_us; /* of the last page something has to be heard; MUSTER_NO_TIME: it was */
  GArray *pages;      /* of MusterUlid: of which nothing was heard yet, the last last */
  gboolean reached;   /* one of them was, or it counts no longer, as the next were told */
} MusterPersonTurn;

typedef struct
{
  guint incident;
  gboolean held;         /* by an acknowledgement, until people are told again */
  gboolean snoozed;      /* until .lapses_us */
  gint64 lapses_us;      /* the acknowledgement does; MUSTER_NO_TIME: it does not */
  gint64 shift_us;       /* how much the wall clock was put forward before anything began */
  GPtrArray *escalating; /* of MusterEscalating, oldest first */
  GPtrArray *turns;      /* of MusterPersonTurn, oldest first */
  gint64 due_us;         /* on a hub: when there is something to do */
  GSequenceIter *place;  /* in the order of that; NULL: never */
} MusterPaging;

typedef struct _MusterPagings MusterPagings;

MusterPagings *muster_pagings_new (void);
void muster_pagings_free (MusterPagings *self);

/* Nobody is told of anything that is folded from now on: what happens is a rehearsal. */
void muster_pagings_mute (MusterPagings *self);
MusterPaging *muster_pagings_get (const MusterPagings *self, guint incident); /* or NULL */
/* Added where there is none. */
MusterPaging *muster_pagings_ensure (MusterPagings *self, guint incident);
/* The one with something to do first; NULL: none. */
MusterPaging *muster_pagings_first (const MusterPagings *self);
/* Folds an event of @incident, which has folded it already. */
void
muster_pagings_fold (MusterPagings *self, const MusterIncident *incident, const MusterEvent *event);
/* The wall clock was put forward by so much: what waits for a time to pass waits as long. Each has
 * to be settled then. */
void muster_pagings_shift (MusterPagings *self, gint64 by_us);
/* After a snapshot: what waits to begin. */
void muster_pagings_settle (MusterPagings *self, const MusterIncident *incident);
GPtrArray *muster_pagings_list (const MusterPagings *self); /* of MusterPaging, by incident */
MusterPageLimits *muster_pagings_get_limits (const MusterPagings *self);

/* Whose turn it is among the targets of a step that takes one at a time. */
guint muster_pagings_get_turn (const MusterPagings *self, MusterUlid policy, guint step);
void muster_pagings_set_turn (MusterPagings *self, MusterUlid policy, guint step, guint turn);
typedef void (*MusterTurnFunc) (MusterUlid policy, guint step, guint turn, gpointer user_data);
void muster_pagings_foreach_turn (const MusterPagings *self, MusterTurnFunc func, gpointer data);

MusterEscalating *muster_escalating_new (guint64 seq, const char *body);
void muster_escalating_free (MusterEscalating *self);
void muster_escalating_read_plan (MusterEscalating *self); /* of .body */
MusterEscalating *muster_paging_find (const MusterPaging *self, guint64 seq);
gboolean muster_paging_has_begun (const MusterPaging *self); /* the incident's own policies have */
/* What is not held by an acknowledgement, where there is one. */
gboolean muster_escalating_goes_on (const MusterEscalating *self, const MusterIncident *incident);
gboolean muster_person_turn_goes_on (const MusterPersonTurn *self,
                                     const MusterPaging *paging,
                                     const MusterIncident *incident);
gboolean muster_paging_is_over (const MusterIncident *incident);
gint64 muster_paging_next_due (const MusterPaging *self, const MusterIncident *incident);
void muster_paging_shift (MusterPaging *self, gint64 by_us);
/* When it comes, as bad as the incident is: MUSTER_NO_TIME, no more. */
gint64 muster_person_turn_get_due (const MusterPersonTurn *self, const MusterIncident *incident);
/* The incident has become so bad since the rounds began that they begin anew. */
gboolean muster_escalating_is_raised (const MusterEscalating *self, const MusterIncident *incident);
/* It has become so bad that all steps of a round are taken together. */
gboolean muster_escalating_is_hurried (const MusterEscalating *self,
                                       const MusterIncident *incident);
/* What is worse than low cannot wait for the morning. */
gboolean muster_incident_is_urgent (const MusterIncident *incident);
MusterPersonTurn *muster_person_turn_new (void);
void muster_person_turn_free (MusterPersonTurn *self);

G_END_DECLS
