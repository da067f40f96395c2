/* router.h - who is to hear of an alert: an ordered tree of rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
#include "model/severity.h"
#include "triage/hours.h"
G_BEGIN_DECLS

#define MUSTER_ROUTE_DEPTH_MAX 16

/* Whom a route leads to: what kind of thing, and its name. */
typedef struct
{
  const char *kind; /* "policy", "team", "schedule" or "person"; static */
  char *name;
} MusterRouteTarget;

typedef struct _MusterRoute MusterRoute;
struct _MusterRoute
{
  char *path;                /* "routes[2].routes[0]" */
  char *name;                /* nullable */
  MusterMatchers *matchers;  /* none: everything */
  MusterHours *hours;        /* nullable: always */
  MusterSeverity severity;   /* that it gives; NONE: it leaves it */
  MusterRouteTarget target;  /* kind NULL: its parent's */
  const MusterRoute *parent; /* nullable */
  GPtrArray *children;       /* of MusterRoute, owned */
  gboolean goes_on;          /* to its next sibling, although it matched */
};

MusterRoute *muster_route_new (const MusterRoute *parent);
void muster_route_free (MusterRoute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRoute, muster_route_free)
/* Its own or that of what it stands under; kind NULL: none of them has one. */
const MusterRouteTarget *muster_route_get_target (const MusterRoute *self);
MusterSeverity muster_route_get_severity (const MusterRoute *self);

typedef enum
{
  MUSTER_ROUTE_MATCHED,
  MUSTER_ROUTE_OTHER_LABELS,
  MUSTER_ROUTE_OTHER_HOURS,
  MUSTER_ROUTE_TOO_COSTLY, /* a pattern of it: the rule counts as one that does not match */
} MusterRouteOutcome;

/* Every rule that was looked at, in order. */
typedef void (*MusterRouteTrace) (const MusterRoute *route,
                                  MusterRouteOutcome outcome,
                                  gpointer user_data);

/* The routes that take the alert, in order: the deepest that match, the first of them unless they
 * go on. @trace is nullable. */
GPtrArray *muster_routes_find (const GPtrArray *routes,
                               const MusterLabelSet *labels,
                               gint64 at_us,
                               MusterRouteTrace trace,
                               gpointer user_data);
/* Does the last of them take whatever comes, so that nobody is left out? */
gboolean muster_routes_catch_all (const GPtrArray *routes);

G_END_DECLS
