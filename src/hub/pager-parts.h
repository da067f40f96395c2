/* pager-parts.h - what the files of the pager share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/page-outcome.h"
#include "hub/pager-lane.h"
#include "hub/pager.h"
G_BEGIN_DECLS

#define MUSTER_PAGER_LOST_WORDS "the channel was taken out of the configuration"

/* By one type of channel. */
typedef struct
{
  guint64 sent, refused, retried;
} MusterPageCounts;

struct _MusterPager
{
  MusterPagerSettings settings;
  MusterOutbound outbound;
  GPtrArray *lanes;   /* of MusterLane, owned */
  GPtrArray *objects; /* of MusterChannelObject, of the lanes that are not gone */
  GHashTable *jobs;   /* page → MusterPageJob, of the lanes */
  GHashTable *ended;  /* page → what became of it, owned; not known to be on disk */
  GHashTable *counts; /* MusterChannel → MusterPageCounts, owned */
  MusterAlarm *alarm;
  MusterAlarm *tell_again;
  MusterAlarm *desktop_again;
  MusterAlarm *desktop_test;
  GCancellable *cancellable;
  GQueue notices; /* of MusterNoticeJob, owned, that wait: pager-notice.c */
  guint n_telling;
};

gint64 muster_pager_boot_us (const MusterPager *self);
MusterWorld *muster_pager_get_world (const MusterPager *self);
MusterPageCounts *muster_pager_get_counts (MusterPager *self, const MusterChannel *channel);
/* Of MusterContact: how the person can be reached now. */
GPtrArray *muster_pager_read_reaches (const MusterPager *self, MusterUlid person);

/* Of the lanes that it could go by; NULL: @reason (transfer full) says why there is none. */
MusterLane *muster_pager_choose_lane (const MusterPager *self,
                                      MusterUlid person,
                                      const char *channel,
                                      char **reason);
void
muster_pager_enqueue (MusterPager *self, MusterLane *lane, MusterPageJob *job /* transfer full */);
void muster_pager_take_page (MusterPager *self,
                             const MusterIncident *incident,
                             const MusterPage *page,
                             gboolean is_repeat);

/* --- pager-resume.c --- */
void muster_pager_tell_desktop_again (gpointer self); /* for its alarm */

/* --- pager-test.c: a job for incident 0 is a test page --- */
/* Whether nothing is known of it yet; NULL: something is, or there was another one. */
const MusterPageReach *muster_pager_find_test (const MusterPager *self, MusterUlid test);
void muster_pager_end_lost_tests (MusterPager *self);
void muster_pager_end_desktop_tests (gpointer self); /* for its alarm */

/* --- pager-tell.c --- */
const MusterPage *muster_pager_find_page (const MusterPager *self,
                                          guint number,
                                          MusterUlid id,
                                          const MusterIncident **incident);
gboolean muster_page_is_wanted (const MusterIncident *incident, const MusterPage *page);
GHashTable *muster_pager_new_ended (void);
gboolean muster_pager_wants (const MusterPager *self, const MusterPageJob *job);
/* A page's last word; it is kept until it is on disk. */
void muster_pager_end_page (MusterPager *self, const MusterPageOutcome *outcome);
/* @reason NULL: nobody needs it any more. */
void muster_pager_refuse (MusterPager *self, MusterUlid page, guint incident, const char *reason);
void muster_pager_refuse_job (MusterPager *self, MusterPageJob *job, const char *reason);
void muster_pager_tell_lost (MusterPager *self); /* the world is another one */
void muster_pager_tell_again (gpointer self);    /* for its alarm */
void muster_pager_raise_trouble (MusterPager *self,
                                 MusterLane *lane,
                                 const MusterPageJob *job,
                                 const char *words);
void muster_pager_note_worked (MusterPager *self, MusterLane *lane);

/* --- pager-notice.c --- */
void muster_pager_forget_notices (MusterPager *self);

/* --- pager-send.c --- */
/* Tries what is to be tried now, and wakes for what comes next. */
void muster_pager_pump (MusterPager *self);
void muster_pager_arm (MusterPager *self);

G_END_DECLS
