/* shift-deciding.h - decisions about shifts: for the files that decide commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/deciding.h"
#include "world/shift-moves.h"
G_BEGIN_DECLS

/* The schedule of the command's path; NULL and an error: there is none. */
const MusterObject *muster_deciding_schedule (const MusterDeciding *self, GError **error);
gboolean muster_deciding_is_manager (const MusterDeciding *self);
gboolean muster_deciding_is_me (const MusterDeciding *self, MusterUlid person);
/* Who gives the command, for people to read. */
const char *muster_deciding_actor_title (const MusterDeciding *self);

/* "from" (without it: now) and "to": whole seconds, not in the past, within a year and not too
 * long.
 */
gboolean muster_deciding_span (const MusterDeciding *self,
                               gint64 *starts_us,
                               gint64 *ends_us,
                               GError **error);

/* What a person is to be told. */
typedef struct
{
  MusterUlid person;
  const char *kind; /* MUSTER_NOTICE_… */
  MusterUlid schedule;
  gint64 starts_us, ends_us; /* MUSTER_NO_TIME: it is of no time */
  const char *title, *text;
} MusterNoticeDraft;

/* By the hub; the caller adds by whom else. */
MusterEvent *muster_notice_emit (MusterBatch *batch,
                                 const MusterDecideContext *context,
                                 const MusterNoticeDraft *draft);
void muster_deciding_tell (MusterDeciding *self, const MusterNoticeDraft *draft);

/* Tells everybody else whose future shifts move by what the batch has from @first on. */
void muster_deciding_tell_changed (MusterDeciding *self,
                                   const MusterObject *schedule,
                                   guint first,
                                   const char *why);
/* The same of a schedule whose body becomes @body, or that goes away. */
void
muster_deciding_tell_put (MusterDeciding *self, const MusterObject *schedule, const char *body);
void muster_deciding_tell_removed (MusterDeciding *self, const MusterObject *schedule);

G_END_DECLS
