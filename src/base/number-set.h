/* number-set.h - many 64-bit numbers in little room, to be taken in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Numbers that differ in their low 16 bits only share a block: two bytes each, and when there are
 * many of them a bit each. So a million that lie close together take 128 KiB. */
typedef struct _MusterNumberSet MusterNumberSet;

MusterNumberSet *muster_number_set_new (void);
void muster_number_set_free (MusterNumberSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterNumberSet, muster_number_set_free)

/* What is in already stays in once. */
void muster_number_set_add (MusterNumberSet *self, guint64 number);
/* Takes the least ones out; returns how many, 0 when there are none left. */
guint muster_number_set_take (MusterNumberSet *self, guint64 *out, guint max);

G_END_DECLS
