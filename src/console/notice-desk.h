/* notice-desk.h - puts notices on the desktop by libnotify, from a thread of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/notice.h"
G_BEGIN_DECLS

/* libnotify's calls wait for the notification daemon, up to 25 s when that hangs. So one thread
 * makes them all, remembers which id each place has, and keeps that in a file for the next run. */
typedef struct _MusterNoticeDesk MusterNoticeDesk;

typedef enum
{
  MUSTER_DESK_RESTORED, /* an earlier run left this on the screen; they come first of all */
  MUSTER_DESK_READY,    /* no more of them */
  MUSTER_DESK_SHOWN,
  MUSTER_DESK_FAILED,    /* it could not be shown; @text says why */
  MUSTER_DESK_DISMISSED, /* the person closed it */
  MUSTER_DESK_ACKNOWLEDGE,
  MUSTER_DESK_OPEN,     /* @text: a token with which a window may come to the front, or NULL */
  MUSTER_DESK_RESTARTED /* another daemon is there: nothing is on the screen */
} MusterDeskNewsType;

typedef struct
{
  MusterDeskNewsType type;
  MusterNoticePlace place;
  char *text; /* nullable */
} MusterDeskNews;

/* In the main loop. */
typedef void (*MusterDeskFunc) (const MusterDeskNews *news, gpointer user_data);

MusterNoticeDesk *muster_notice_desk_new (const char *folder, MusterDeskFunc func, gpointer data);
void muster_notice_desk_free (MusterNoticeDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterNoticeDesk, muster_notice_desk_free)

void muster_notice_desk_show (MusterNoticeDesk *self, const MusterNotice *notice);
void muster_notice_desk_withdraw (MusterNoticeDesk *self, MusterNoticePlace place);

G_END_DECLS
