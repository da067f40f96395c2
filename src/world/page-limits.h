/* page-limits.h - how many pages people got lately, and which go out together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
#include "oncall/personal-limit.h"
G_BEGIN_DECLS

/* Pages that would be too many by themselves. Until it is intended it waits; then it is there until
 * its outcome is known, which is that of all. */
typedef struct
{
  MusterUlid page;
  MusterUlid person;
  char *channel;
  gint64 due_us;     /* when it goes out */
  gboolean intended; /* it is on its way */
  GArray *incidents; /* of guint, sorted */
} MusterPageBundle;

typedef struct _MusterPageLimits MusterPageLimits;

MusterPageLimits *muster_page_limits_new (void);
void muster_page_limits_free (MusterPageLimits *self);

/* A page was intended: it counts; @low: it was about nothing urgent. */
void muster_page_limits_count (MusterPageLimits *self,
                               MusterUlid person,
                               const char *channel,
                               gboolean low,
                               gint64 at_us);
/* When that person takes another one, no earlier than @now_us. */
gint64 muster_page_limits_next (const MusterPageLimits *self,
                                MusterUlid person,
                                const char *channel,
                                const MusterPersonalLimit *limit,
                                gint64 now_us);
/* When they take another digest. */
gint64 muster_page_limits_next_digest (const MusterPageLimits *self,
                                       MusterUlid person,
                                       const char *channel,
                                       gint64 now_us);

/* The one that still waits for that person and channel; NULL: none does. */
const MusterPageBundle *
muster_page_limits_open (const MusterPageLimits *self, MusterUlid person, const char *channel);
MusterPageBundle *muster_page_limits_find (const MusterPageLimits *self, MusterUlid page);
/* The waiting one that goes out first; NULL: none waits. */
const MusterPageBundle *muster_page_limits_first (const MusterPageLimits *self);
/* Takes an incident's page in; of a page that is not known yet it makes a bundle. */
void muster_page_limits_fold (MusterPageLimits *self, const MusterEvent *folded, guint incident);
void muster_page_limits_intend (MusterPageLimits *self, MusterPageBundle *bundle);
void muster_page_limits_drop (MusterPageLimits *self, MusterUlid page);

/* The wall clock was set by so much: what has been counted was so much later. */
void muster_page_limits_shift (MusterPageLimits *self, gint64 by_us);

/* For snapshots: in an order of their own. */
typedef struct
{
  MusterUlid person;
  char *channel;
  gint64 low_us;   /* the last one about nothing urgent; MUSTER_NO_TIME: there was none */
  GArray *recent;  /* of gint64, oldest first, at most MUSTER_LIMIT_PAGES_MAX */
  MusterUlid open; /* the bundle that waits; null: none */
} MusterPageCount;

GPtrArray *muster_page_limits_list_counts (const MusterPageLimits *self);  /* of MusterPageCount */
GPtrArray *muster_page_limits_list_bundles (const MusterPageLimits *self); /* of MusterPageBundle */
MusterPageCount *
muster_page_limits_ensure (MusterPageLimits *self, MusterUlid person, const char *channel);
void muster_page_limits_restore (MusterPageLimits *self, MusterPageBundle *bundle);
MusterPageBundle *muster_page_bundle_new (void);
void muster_page_bundle_free (MusterPageBundle *self);

G_END_DECLS
