/* modifier.h - somebody stands in for somebody: one-off changes of who is on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
#include "oncall/member-sets.h"
#include "oncall/timeline.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_MODIFIER_COVER,   /* @who alone is on */
  MUSTER_MODIFIER_REPLACE, /* @other is on wherever @who would be */
  MUSTER_MODIFIER_ADD,     /* @who is on, too */
  MUSTER_MODIFIER_REMOVE,  /* @who is not */
  MUSTER_MODIFIER_SWAP,    /* each is on where the other would be */
} MusterModifierKind;

typedef struct
{
  MusterModifierKind kind;
  guint who, other;    /* @other: of replace and swap */
  gint64 from_s, to_s; /* instants */
} MusterModifier;

guint muster_modifier_apply (const MusterModifier *self, MusterMemberSets *sets, guint set);

/* All of a list, in its order; FALSE with MUSTER_MODEL_ERROR_INVALID where it is too much work. */
MusterTimeline *muster_modifiers_resolve (const GArray *self,
                                          MusterMemberSets *sets,
                                          const MusterTimeline *timeline,
                                          GError **error);

G_END_DECLS
