/* recent-set.h - what was seen lately, and no more of it than fits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
G_BEGIN_DECLS

typedef struct _MusterRecentSet MusterRecentSet;

/* Of at most @max digests: a new one puts out the oldest. */
MusterRecentSet *muster_recent_set_new (guint max);
void muster_recent_set_free (MusterRecentSet *self);
gboolean muster_recent_set_has (const MusterRecentSet *self, const MusterSha256 *digest);
void muster_recent_set_add (MusterRecentSet *self, const MusterSha256 *digest);

G_END_DECLS
