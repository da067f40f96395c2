/* paging.h - which incidents tell people, and how far that has got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
#include "model/incident.h"
#include "oncall/escalation.h"
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
  guint told;    /* people of the last step; on a hub, as below */
  guint unheard; /* of them, who cannot be reached */
} MusterEscalating;

/* Somebody whose turn has come, and who is told by one personal rule after the other. On a hub. */
typedef struct
{
  guint64 of; /* seq of the escalation */
  MusterUlid person;
  guint round, step;
  guint rule;         /* that comes next, from 0 */
  gint64 start_us;    /* when the turn came */
  gint64 due_us;      /* of that rule; MUSTER_NO_TIME: there is no more */
  gint64 shown_by_us; /* of the last page something has to be heard; MUSTER_NO_TIME: it was */
  GArray *pages;      /* of MusterUlid: of which nothing was heard yet, the last last */
  gboolean reached;   /* one of them was */
} MusterPersonTurn;

typedef struct
{
  guint incident;
  gboolean held;         /* by an acknowledgement */
  gboolean snoozed;      /* until .lapses_us */
  gint64 lapses_us;      /* the acknowledgement does; MUSTER_NO_TIME: it does not */
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
/* After a snapshot: what waits to begin. */
void muster_pagings_settle (MusterPagings *self, const MusterIncident *incident);
GPtrArray *muster_pagings_list (const MusterPagings *self); /* of MusterPaging, by incident */

/* Whose turn it is among the targets of a step that takes one at a time. */
guint muster_pagings_get_turn (const MusterPagings *self, MusterUlid policy, guint step);
void muster_pagings_set_turn (MusterPagings *self, MusterUlid policy, guint step, guint turn);
typedef void (*MusterTurnFunc) (MusterUlid policy, guint step, guint turn, gpointer user_data);
void muster_pagings_foreach_turn (const MusterPagings *self, MusterTurnFunc func, gpointer data);

MusterEscalating *muster_escalating_new (guint64 seq, const char *body);
void muster_escalating_free (MusterEscalating *self);
void muster_escalating_read_plan (MusterEscalating *self); /* of .body */
MusterEscalating *muster_paging_find (const MusterPaging *self, guint64 seq);
MusterPersonTurn *muster_person_turn_new (void);
void muster_person_turn_free (MusterPersonTurn *self);

G_END_DECLS
