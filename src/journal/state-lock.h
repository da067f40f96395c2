/* state-lock.h - one process at a time has a state folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/journal.h"
G_BEGIN_DECLS

typedef struct _MusterStateLock MusterStateLock;

MusterStateLock *muster_state_lock_new (const char *state_dir, gboolean read_only, GError **error);
void muster_state_lock_free (MusterStateLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterStateLock, muster_state_lock_free)

G_END_DECLS
