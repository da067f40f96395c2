/* pager-lane.h - the pages that leave by one channel: in which order, how often, and when not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times are µs of the boot clock. Nothing here sends.
 */
#pragma once
#include "base/ulid.h"
#include "channels/config.h"
G_BEGIN_DECLS

#define MUSTER_LANE_TRYING_MAX   4    /* at a time */
#define MUSTER_LANE_JOBS_MAX     1000 /* that wait or are tried */
#define MUSTER_LANE_FAILURES_MAX 5    /* in a row, then it rests */

typedef struct _MusterLane MusterLane;

/* A page that has to leave. */
typedef struct
{
  MusterLane *lane;
  MusterUlid page;
  MusterUlid person;
  guint incident; /* 0: it is a test page */
  guint64 seq;    /* of its page.intended */
  MusterSeverity severity;
  gint64 due_us; /* of the next try */
  guint tries;   /* that failed */
  guint unknown; /* of these, what became of them nobody knows */
  gboolean is_repeat;
  gboolean is_trying;
} MusterPageJob;

/* One channel's. */
struct _MusterLane
{
  MusterChannelObject *object;  /* owned */
  const MusterChannel *channel; /* its type; NULL: this version has none */
  GPtrArray *jobs;              /* of MusterPageJob, owned; the most urgent first */
  guint trying;                 /* of them */
  gint64 began_us;              /* of the last try */
  MusterUlid settling;          /* the page that was sent last, until that is on disk; else null */
  guint failures;               /* in a row */
  guint rests;                  /* since it last worked */
  gint64 rests_until_us;        /* after that many failures */
  gint64 pauses_until_us;       /* as the other side wants it */
  GHashTable *broken;           /* digest of settings → why they are refused; both owned */
  gboolean is_gone;             /* out of the configuration; freed when nothing is being tried */
  gboolean is_sound;            /* nobody has to be told that it works */
};

MusterLane *muster_lane_new (MusterChannelObject *object /* transfer full */);
void muster_lane_free (MusterLane *self);
/* The object has changed: what was wrong may be right. */
void muster_lane_renew (MusterLane *self, MusterChannelObject *object /* transfer full */);

/* NULL: it may be tried; else why no page is taken now, in words. */
char *muster_lane_complain (const MusterLane *self, gint64 now_us);
void muster_lane_add (MusterLane *self, MusterPageJob *job /* transfer full */);
void muster_lane_remove (MusterLane *self, MusterPageJob *job); /* frees it */
/* The one to be tried now; NULL: none. */
MusterPageJob *muster_lane_next (const MusterLane *self, gint64 now_us);
gint64 muster_lane_next_us (const MusterLane *self, gint64 now_us); /* when; G_MAXINT64: never */
/* Of two, the one that is to leave first; below 0: @a. */
int muster_page_job_compare (const MusterPageJob *a, const MusterPageJob *b);

void muster_lane_begin (MusterLane *self, MusterPageJob *job, gint64 now_us);
void muster_lane_end (MusterLane *self, MusterPageJob *job);
void muster_lane_worked (MusterLane *self);
/* A page was sent; that it was is on disk. */
void muster_lane_note_sent (MusterLane *self, MusterUlid page);
gboolean muster_lane_note_settled (MusterLane *self, MusterUlid page); /* FALSE: not one of its */
/* TRUE: that was one too many, it rests now. */
gboolean muster_lane_failed (MusterLane *self, gint64 now_us);
/* Puts the next try off: longer each time, and for @wait_s at least; @random is 0 to 1. */
void muster_lane_put_off (const MusterLane *self,
                          MusterPageJob *job,
                          guint wait_s,
                          double random,
                          gint64 now_us);

G_END_DECLS
