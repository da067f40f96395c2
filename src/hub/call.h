/* call.h - one request on its way through a route, and what routes work with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/access.h"
#include "hub/canary.h"
#include "hub/checkup.h"
#include "hub/committer.h"
#include "hub/dead-man.h"
#include "hub/event-log.h"
#include "hub/poison.h"
#include "hub/request-outcomes.h"
#include "hub/server.h"
#include "sources/source.h"
G_BEGIN_DECLS

/* What a listener serves: its tag. */
typedef enum
{
  MUSTER_LISTENER_ALL,    /* every route */
  MUSTER_LISTENER_INTAKE, /* intake and /healthz: the private hub's port (protocol §8) */
} MusterListenerKind;

typedef struct _MusterSns MusterSns;
typedef struct _MusterPageOffers MusterPageOffers;
typedef struct _MusterPulls MusterPulls;
typedef struct _MusterOverrideAsker MusterOverrideAsker;
typedef struct _MusterPager MusterPager;

typedef struct
{
  MusterCommitter *committer; /* none owned */
  MusterAccessTable *access;
  MusterEventLog *log;
  GAsyncQueue *decoders;           /* of MusterDecoder */
  MusterPoison *poison;            /* nullable: no state folder */
  MusterSns *sns;                  /* nullable: signatures are not looked at */
  MusterRequestOutcomes *outcomes; /* for senders that ask; main thread */
  MusterPulls *pulls;              /* nullable: no Alertmanager is asked */
  MusterOverrideAsker *asker;      /* nullable, as pulls */
  MusterDeadMan *dead_man;         /* nullable, as canary */
  MusterCanary *canary;            /* nullable: nothing watches whether alerts come through */
  const MusterPageOffers *offers;  /* what links in pages may do */
  MusterPager *pager;              /* likewise */
  MusterServer *server;            /* for its figures; set after the server is made */
  MusterClock *clock;              /* for the rates of tokens; NULL: they have none */
  const MusterCheckup *checkup;    /* nullable; while the hub runs on a state folder */
  gint64 started_us;               /* when the hub did, µs UTC */
  gboolean is_private;
  gint exports_n; /* atomic: lists of alerts that are being written */
  gint rehearses; /* atomic: other rules are played */
} MusterApi;

/* One request on its way through a route. */
typedef struct
{
  MusterApi *api;
  MusterRequest *request;
  const MusterTarget *target;
  MusterIdentity who;
} MusterCall;

/* Answers an error of MUSTER_MODEL_ERROR or MUSTER_BASE_ERROR. */
MusterAnswer *muster_problem_from_error (const GError *error);
/* The call's path, decoded, without query: "/v1/incidents/INC-7/note". */
char *muster_call_dup_path (const MusterCall *call);
/* Answers and forgets the call's request. */
void muster_call_answer (MusterCall *call, MusterAnswer *answer /* transfer full */);
/* Defers the request and hands the work over; a server that is stopping has answered 503. */
void muster_call_submit (MusterCall *call, MusterWork *work /* transfer full */);

G_END_DECLS
