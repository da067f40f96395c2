/* inhibition.h - alerts that stand for others while they fire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
#include "base/ulid.h"
G_BEGIN_DECLS

#define MUSTER_INHIBITION_EQUAL_MAX 8

/* While a source fires, targets that agree with it on the labels of `equal` are held back; labels
 * that both lack agree. An alert that is source and target of a rule does not hold back itself. */
typedef struct
{
  char *name;
  MusterMatchers *source, *target;
  guint n_equal;
  char *equal[MUSTER_INHIBITION_EQUAL_MAX];
} MusterInhibitionRule;

MusterInhibitionRule *muster_inhibition_rule_new (void);
void muster_inhibition_rule_free (MusterInhibitionRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterInhibitionRule, muster_inhibition_rule_free)

/* Which firing alerts are source or target of which rule. */
typedef struct _MusterInhibition MusterInhibition;

MusterInhibition *muster_inhibition_new (GPtrArray *rules /* transfer full */);
void muster_inhibition_free (MusterInhibition *self);

void muster_inhibition_add (MusterInhibition *self, MusterUlid alert, const MusterLabelSet *labels);
void
muster_inhibition_remove (MusterInhibition *self, MusterUlid alert, const MusterLabelSet *labels);

/* What holds back an alert with these labels: the rule, and the source in @out; NULL: nothing. */
const MusterInhibitionRule *muster_inhibition_find_source (const MusterInhibition *self,
                                                           MusterUlid alert,
                                                           const MusterLabelSet *labels,
                                                           MusterUlid *out);
/* The alerts that one with these labels holds back as a source: of MusterUlid, the oldest first. */
GArray *muster_inhibition_list_targets (const MusterInhibition *self,
                                        MusterUlid alert,
                                        const MusterLabelSet *labels);
const GPtrArray *muster_inhibition_get_rules (const MusterInhibition *self); /* in order */
gboolean muster_inhibition_is_empty (const MusterInhibition *self);

G_END_DECLS
