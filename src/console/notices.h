/* notices.h - what the desktop has to tell: pages to me, and new incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/notice.h"
G_BEGIN_DECLS

/* What is to be done about a place; without a notice it is to be emptied. */
typedef struct
{
  MusterNoticePlace place;
  MusterNotice *notice; /* nullable */
} MusterNoticeChange;

#define MUSTER_NOTICE_SINGLES_MAX 3
#define MUSTER_NOTICE_WINDOW_US   (60 * (gint64) G_USEC_PER_SEC)

/* Decides; knows no desktop. */
typedef struct _MusterNotices MusterNotices;

MusterNotices *muster_notices_new (void);
void muster_notices_free (MusterNotices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterNotices, muster_notices_free)

/* Something happened; what is to be told of it is decided when the world has settled. */
void muster_notices_hear (MusterNotices *self, const MusterEvent *event);
/* An earlier run of the program left this on the screen. */
void muster_notices_restore (MusterNotices *self, MusterNoticePlace place);
/* The person put it away without a word. */
void muster_notices_dismiss (MusterNotices *self, MusterNoticePlace place);
/* What the person chose could not be done: tell it again, with @trouble as its last line. */
void muster_notices_retell (MusterNotices *self, MusterNoticePlace place, const char *trouble);
/* The desktop has forgotten everything that was on the screen. */
void muster_notices_forget (MusterNotices *self);
/* What is to change, in order: an array of MusterNoticeChange, perhaps empty. */
GPtrArray *muster_notices_settle (MusterNotices *self, const MusterNoticeView *view);
/* The incidents whose pages to me wait: an array of guint is added to. */
void muster_notices_append_pages (const MusterNotices *self, GArray *out);
/* When to settle again for what waits, µs UTC; MUSTER_NO_TIME: nothing does. */
gint64 muster_notices_next_us (const MusterNotices *self);

G_END_DECLS
