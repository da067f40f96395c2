/* shift-notices.h - what people were told that wakes nobody, and whether they have seen it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
G_BEGIN_DECLS

/* Kinds, as in notice.told. */
#define MUSTER_NOTICE_SHIFT_MOVED   "shift-moved"
#define MUSTER_NOTICE_GAP           "gap"
#define MUSTER_NOTICE_SWAP_ASKED    "swap-asked"
#define MUSTER_NOTICE_SWAP_ANSWERED "swap-answered"
#define MUSTER_NOTICE_HANDOVER      "handover"
#define MUSTER_NOTICE_ZONE_CHANGED  "zone-changed"

#define MUSTER_NOTICES_KEEP_US (60 * G_TIME_SPAN_DAY)
#define MUSTER_NOTICES_MAX     20000

typedef struct
{
  MusterUlid id;
  guint64 seq;
  gint64 at_us;
  MusterUlid person; /* who is told */
  MusterUlid schedule;
  gint64 starts_us, ends_us; /* that it is about; MUSTER_NO_TIME: of no time */
  gint64 confirmed_us;       /* MUSTER_NO_TIME: it was not */
  char *kind;
  char *title;
  char *text;
} MusterShiftNotice;

MusterShiftNotice *muster_shift_notice_new (void);
void muster_shift_notice_free (MusterShiftNotice *self);

typedef struct _MusterNotices MusterShiftNotices;

MusterShiftNotices *muster_shift_notices_new (void);
void muster_shift_notices_free (MusterShiftNotices *self);
void muster_shift_notices_fold (MusterShiftNotices *self, const MusterEvent *event);
void muster_shift_notices_add (MusterShiftNotices *self,
                               MusterShiftNotice *notice /* transfer full */);
MusterShiftNotice *muster_shift_notices_get (const MusterShiftNotices *self, MusterUlid id);
const GQueue *
muster_shift_notices_list (const MusterShiftNotices *self); /* of MusterShiftNotice, oldest first */

/* Whether somebody was told of a gap of @schedule that begins then, at @since_us or later. */
gboolean muster_shift_notices_has_gap (const MusterShiftNotices *self,
                                       MusterUlid schedule,
                                       gint64 starts_us,
                                       gint64 since_us);

G_END_DECLS
