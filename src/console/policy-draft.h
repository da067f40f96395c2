/* policy-draft.h - an escalation policy while somebody edits it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/policy.h"
G_BEGIN_DECLS

/* Stands for a step: what is of the whole policy. */
#define MUSTER_POLICY_ITSELF G_MAXUINT

/* Fields: of the policy "repeat", "wait", "ack_timeout", "critical"; of a step "after",
 * "strategy". */
typedef struct
{
  guint step;        /* or MUSTER_POLICY_ITSELF */
  const char *field; /* static; "notify" too. NULL: none, or nobody knows which */
} MusterPolicyFault;

typedef struct _MusterPolicyDraft MusterPolicyDraft;

/* @body: (nullable): as it is configured; NULL: what a new one begins with, without anybody */
MusterPolicyDraft *muster_policy_draft_new (const char *body);
void muster_policy_draft_free (MusterPolicyDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPolicyDraft, muster_policy_draft_free)

/* As a person writes it: "10m", "2", "all"; "" where it says nothing. */
char *muster_policy_draft_dup (const MusterPolicyDraft *self, guint step, const char *field);
void
muster_policy_draft_set (MusterPolicyDraft *self, guint step, const char *field, const char *value);

guint muster_policy_draft_count (const MusterPolicyDraft *self); /* steps */
/* At the end, as much later as the one before it is; its number. */
guint muster_policy_draft_add_step (MusterPolicyDraft *self);
void muster_policy_draft_remove_step (MusterPolicyDraft *self, guint step);

/* Of MusterPolicyTarget. */
const GPtrArray *muster_policy_draft_get_targets (const MusterPolicyDraft *self, guint step);
/* FALSE: it is there already. */
gboolean muster_policy_draft_add_target (MusterPolicyDraft *self,
                                         guint step,
                                         MusterTargetKind kind,
                                         const char *name);
void muster_policy_draft_remove_target (MusterPolicyDraft *self, guint step, guint target);

char *muster_policy_draft_write (const MusterPolicyDraft *self); /* the body */
/* The hub's own check, and that each step has somebody; NULL with @fault and @error. */
MusterPolicy *
muster_policy_draft_read (const MusterPolicyDraft *self, MusterPolicyFault *fault, GError **error);

G_END_DECLS
