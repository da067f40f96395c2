/* rebalance.h - which shifts had better be somebody else's, so that all have alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/shift-candidates.h"
G_BEGIN_DECLS

#define MUSTER_REBALANCE_MAX 3

/* @other takes a shift of @person: then neither has as much as @person has now. */
typedef struct
{
  guint person, other;
  gint64 start_s, end_s;
  gint64 person_s, other_s; /* what they have in all, as it is */
  guint n_broken;           /* rules of the lint that it would break */
} MusterRebalance;

/* Of MusterRebalance, best first, each of another shift that begins at @now_s or later and ends by
 * @to_s: of whoever has most from @from_s to @to_s, by a roster that reaches
 * MUSTER_CANDIDATES_AROUND_S further on both sides. */
GArray *muster_rebalance_suggest (const MusterRoster *roster,
                                  guint n_people,
                                  gint64 from_s,
                                  gint64 now_s,
                                  gint64 to_s);

G_END_DECLS
