/* state.h - the files of a state folder beside its journal: a cache of the world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* DIR/snapshot: one line that says of which journal and seq, then the world's own lines. A cache:
 * it may be deleted; what does not fit the journal is not used. */
gboolean muster_state_load_snapshot (const char *state,
                                     MusterUlid journal,
                                     guint64 head,
                                     MusterWorld *world);
void muster_state_save_snapshot (const char *state, MusterUlid journal, const MusterWorld *world);

/* Says which folder an error is of, where it does not say so itself. */
void muster_state_prefix_error (const char *state, GError **error);

G_END_DECLS
