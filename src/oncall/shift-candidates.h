/* shift-candidates.h - who had best take a shift that somebody cannot, or that nobody has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/rest.h"
G_BEGIN_DECLS

/* Load is what they have in so long before the shift and after it. */
#define MUSTER_CANDIDATES_AROUND_S (28 * G_GINT64_CONSTANT (86400))

typedef struct
{
  guint person;
  MusterRest rest;  /* around it, if they took it */
  gint64 shift_s;   /* how long they would be on call without a day's pause */
  gint64 load_s;    /* as it is */
  gint64 added_s;   /* what they would have more: not what they have already */
  gboolean is_free; /* of any part of it */
  guint n_broken;   /* rules of the lint that it would break */
} MusterShiftCandidate;

/* Each of @n_people, best first: of [start, end), by a roster that reaches further on both sides,
 * MUSTER_CANDIDATES_AROUND_S at least. */
GArray *muster_shift_candidates_rank (const MusterRoster *roster,
                                      guint n_people,
                                      gint64 start_s,
                                      gint64 end_s);
/* The rules that it would break, in words: "11 days of rest before, the rule asks for 14". */
GStrv muster_shift_candidate_describe_broken (const MusterShiftCandidate *self);

G_END_DECLS
