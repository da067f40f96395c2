/* matcher-index.h - which of many lists of matchers may match a label set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
G_BEGIN_DECLS

typedef struct _MusterMatcherIndex MusterMatcherIndex;

MusterMatcherIndex *muster_matcher_index_new (void);
void muster_matcher_index_free (MusterMatcherIndex *self);

/* @matchers must stay as they are until they are removed; @owner is what is found by them. */
void
muster_matcher_index_add (MusterMatcherIndex *self, const MusterMatchers *matchers, gpointer owner);
void muster_matcher_index_remove (MusterMatcherIndex *self,
                                  const MusterMatchers *matchers,
                                  gpointer owner);

/* TRUE ends the search. */
typedef gboolean (*MusterMatcherFunc) (gpointer owner, gpointer user_data);
/* Calls @func for each owner whose matchers may match, and for some whose do not. */
gpointer muster_matcher_index_find (const MusterMatcherIndex *self,
                                    const MusterLabelSet *labels,
                                    MusterMatcherFunc func,
                                    gpointer user_data);

G_END_DECLS
