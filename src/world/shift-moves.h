/* shift-moves.h - whose future shifts a change moves, and how to tell them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster-change.h"
#include "world/decide.h"
G_BEGIN_DECLS

/* How far ahead people are told of what moves. */
#define MUSTER_SHIFT_MOVES_MONTHS 12

/* A schedule before and after, each as it holds; NULL: it cannot be read, or is not there. */
typedef struct
{
  const char *name; /* the schedule's */
  const MusterScheduleBody *before, *after;
  gint64 from_s, to_s; /* what is looked at */
} MusterShiftPair;

/* Both of the same people. */
typedef struct
{
  GPtrArray *people; /* of char *, names: all of both */
  MusterRoster *was, *is;
  GArray *changes; /* of MusterRosterChange */
} MusterShiftDiff;

/* NULL with MUSTER_MODEL_ERROR_INVALID: it is too much to resolve. */
MusterShiftDiff *muster_shift_diff_new (const MusterShiftPair *pair, GError **error);
void muster_shift_diff_free (MusterShiftDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterShiftDiff, muster_shift_diff_free)

/* What one person has to know. */
typedef struct
{
  const MusterObject *person;
  gint64 start_s, end_s; /* of the first that moves */
  char *title, *text;
} MusterShiftMove;

/* Of MusterShiftMove: each person who is there once; @why: "because …", nullable. */
GPtrArray *muster_shift_diff_describe (const MusterShiftDiff *self,
                                       const MusterDirectory *directory,
                                       const MusterShiftPair *pair,
                                       gint64 now_s,
                                       const char *why);

G_END_DECLS
