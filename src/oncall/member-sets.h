/* member-sets.h - sets of people, each kept once and known by a number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* The set that nobody is in. */
#define MUSTER_NOBODY 0u

/* People are numbers, whatever these mean to the caller. Equal sets have the same number. */
typedef struct _MusterMemberSets MusterMemberSets;

MusterMemberSets *muster_member_sets_new (void);
void muster_member_sets_free (MusterMemberSets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMemberSets, muster_member_sets_free)

/* @people: in any order, some perhaps twice. */
guint muster_member_sets_add (MusterMemberSets *self, const guint *people, guint n);
/* In ascending order. */
const guint *muster_member_sets_get (const MusterMemberSets *self, guint set, guint *out_n);
gboolean muster_member_sets_contain (const MusterMemberSets *self, guint set, guint person);

guint muster_member_sets_with (MusterMemberSets *self, guint set, guint person);
guint muster_member_sets_without (MusterMemberSets *self, guint set, guint person);
guint muster_member_sets_union (MusterMemberSets *self, guint a, guint b);

G_END_DECLS
