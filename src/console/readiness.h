/* readiness.h - can everybody be reached who is paged? What the hub says of that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_READY_NO,     /* a page reaches nothing */
  MUSTER_READY_PARTLY, /* something had better be otherwise */
  MUSTER_READY_YES,
  MUSTER_READY_UNPAGED, /* no policy leads to them */
} MusterReady;

typedef enum
{
  MUSTER_WAY_NOT, /* nothing is configured that pages could go by */
  MUSTER_WAY_FAILING,
  MUSTER_WAY_UNTESTED, /* no page has come since something was changed, or ever */
  MUSTER_WAY_WORKS,
} MusterWayState;

/* A channel of somebody's. Times are µs UTC; MUSTER_NO_TIME: never. */
typedef struct
{
  char *title; /* "e-mail", fit to be shown */
  MusterWayState state;
  gboolean is_waiting; /* a test page is on its way */
  MusterUlid test;     /* the last one; null: there was none */
  gint64 tested_us, worked_us, confirmed_us, failed_us;
  char *reason; /* nullable; fit to be shown */
} MusterReadyWay;

typedef struct
{
  MusterUlid person;
  MusterReady ready;
  char *name;          /* as teams have it */
  char *title;         /* fit to be shown */
  GPtrArray *problems; /* of char *: those that are not a way's own; fit to be shown */
  GPtrArray *ways;     /* of MusterReadyWay; NULL: not for this reader to know */
} MusterReadyPerson;

/* A policy or schedule that reaches nobody. */
typedef struct
{
  char *title, *words; /* fit to be shown */
} MusterReadyNote;

typedef struct
{
  GPtrArray *people; /* of MusterReadyPerson: what is worst first, then by title */
  GPtrArray *notes;  /* of MusterReadyNote */
} MusterReadiness;

/* An answer of GET /v1/readiness. Members that it does not know it skips. */
MusterReadiness *muster_readiness_read (GBytes *answer, GError **error);
void muster_readiness_free (MusterReadiness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterReadiness, muster_readiness_free)

/* A test page came, or was sent, and the person has not said so yet. */
gboolean muster_ready_way_is_unconfirmed (const MusterReadyWay *self);
/* "e-mail: a page came Tue 24 Nov 03:10" */
char *muster_ready_way_describe (const MusterReadyWay *self, gint64 now_us, GTimeZone *zone);

G_END_DECLS
