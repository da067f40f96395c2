/* page-reaches.h - whether pages have reached people, by each of their channels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What became of test pages, and of pages: the last of each. Those of drills do not count.
 */
#pragma once
#include "model/batch.h"
#include "model/incident.h"
G_BEGIN_DECLS

/* By a channel they get one at most in that time. */
#define MUSTER_TEST_PAGE_PAUSE_US G_TIME_SPAN_MINUTE

/* A person and a type of channel that a page to them went by. */
typedef struct
{
  MusterUlid person;
  char *channel;       /* "email" */
  MusterUlid test;     /* the last test page; null: there was none */
  gint64 tested_us;    /* when it was asked for; MUSTER_NO_TIME: never, as of all times here */
  gboolean is_waiting; /* for what became of it */
  gint64 worked_us;    /* when a page was taken last */
  guint64 worked_seq;
  gint64 failed_us;    /* when one was refused last */
  char *why;           /* nullable */
  gint64 confirmed_us; /* when the person said that one came, or answered by it */
} MusterPageReach;

MusterPageReach *muster_page_reach_new (void);
void muster_page_reach_free (MusterPageReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPageReach, muster_page_reach_free)
/* The last that is known is that pages do not come. */
gboolean muster_page_reach_is_failing (const MusterPageReach *self);

typedef struct _MusterPageReaches MusterPageReaches;

MusterPageReaches *muster_page_reaches_new (void);
void muster_page_reaches_free (MusterPageReaches *self);
/* Of test pages and of people. */
void muster_page_reaches_fold (MusterPageReaches *self, const MusterEvent *event);
/* Of what is about an incident, which has seen the event. */
void muster_page_reaches_fold_page (MusterPageReaches *self,
                                    const MusterIncident *incident,
                                    const MusterEvent *event);
/* Of a snapshot. */
void muster_page_reaches_add (MusterPageReaches *self, MusterPageReach *reach /* transfer full */);

const MusterPageReach *
muster_page_reaches_get (const MusterPageReaches *self, MusterUlid person, const char *channel);
const MusterPageReach *muster_page_reaches_find_test (const MusterPageReaches *self,
                                                      MusterUlid test);
const GPtrArray *muster_page_reaches_list (const MusterPageReaches *self); /* of MusterPageReach */

G_END_DECLS
