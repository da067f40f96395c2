/* pager.h - pages leave the hub: each by its channel, until it is sent, refused or not needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On the main thread. Nothing leaves before its page.intended is on disk (security R37), and what
 * became of it is an event. What has none after a start is sent again.
 */
#pragma once
#include "hub/committer.h"
#include "hub/outbound.h"
#include "hub/page-offer.h"
#include "hub/server.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommitter *committer;
  MusterServer *server; /* who knows which consoles are connected */
  MusterClock *clock;
  const char *state;   /* nullable: the folder with the secrets; outlives the pager */
  const char *ca_file; /* nullable: certificates to trust beside the system's; likewise */
  const MusterPageOffers *offers;
  MusterRandomFunc random;
} MusterPagerSettings;

typedef struct _MusterPager MusterPager;

MusterPager *muster_pager_new (const MusterPagerSettings *settings);
void muster_pager_free (MusterPager *self); /* gives up what is being tried */
void muster_pager_set_outbound (MusterPager *self, const MusterOutbound *outbound);

/* What is configured has changed. */
void muster_pager_renew (MusterPager *self, const MusterWorld *world);
/* The world was folded anew: takes up what has no outcome in it. */
void muster_pager_resume (MusterPager *self);
/* Of a page.intended that is on disk, not to a desktop. */
void muster_pager_take (MusterPager *self, const MusterEvent *intended);
/* Of a notice.told that is on disk: by the first of the person's channels for what is not urgent
 * that works, once, if it does; consoles have it from the stream. */
void muster_pager_tell_notice (MusterPager *self, const MusterEvent *told);
/* Of a test-page.asked that is on disk. */
void muster_pager_test (MusterPager *self, const MusterEvent *asked);
/* That a page was sent is on disk: the page.sent, or the test-page.sent. */
void muster_pager_settle (MusterPager *self, const MusterEvent *sent);
/* Drops what nobody needs any more of an incident. */
void muster_pager_drop (MusterPager *self, guint incident);

/* For Prometheus; no name of a person or a channel. */
void muster_pager_append_metrics (const MusterPager *self, GString *out);

G_END_DECLS
