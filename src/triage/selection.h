/* selection.h - which alerts something is about: by their labels, their service, or both
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
G_BEGIN_DECLS

typedef struct
{
  MusterMatchers *matchers; /* none: whatever the labels */
  GPtrArray *services;      /* of char *, names; none: whatever the service */
} MusterSelection;

MusterSelection *muster_selection_new (void);
void muster_selection_free (MusterSelection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSelection, muster_selection_free)

/* Whether it names something, so that it does not select nearly everything. */
gboolean muster_selection_is_narrow (const MusterSelection *self);
/* @service: the name of the alert's, nullable */
MusterPatternResult muster_selection_match (const MusterSelection *self,
                                            const MusterLabelSet *labels,
                                            const char *service);

G_END_DECLS
