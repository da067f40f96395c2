/* ulid-set.h - ids in order, close together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

/* Little more than sixteen bytes an id, for sets that may be of one or of a million. */
typedef struct _MusterUlidSet MusterUlidSet;

MusterUlidSet *muster_ulid_set_new (void);
void muster_ulid_set_free (MusterUlidSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterUlidSet, muster_ulid_set_free)

void muster_ulid_set_add (MusterUlidSet *self, MusterUlid id);
void muster_ulid_set_remove (MusterUlidSet *self, MusterUlid id);
gboolean muster_ulid_set_contains (const MusterUlidSet *self, MusterUlid id);
gboolean muster_ulid_set_is_empty (const MusterUlidSet *self);

/* A walk in order, from {0}; the set is not to be changed meanwhile. */
typedef struct
{
  guint block, place;
} MusterUlidSetPlace;

gboolean
muster_ulid_set_next (const MusterUlidSet *self, MusterUlidSetPlace *place, MusterUlid *out);

G_END_DECLS
