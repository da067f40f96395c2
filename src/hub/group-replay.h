/* group-replay.h - what recorded alerts would have become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* A hub's world in memory, whose clock is the record's. */
typedef struct _MusterGroupReplay MusterGroupReplay;

/* @objects: of MusterTeamObject, what is configured. */
MusterGroupReplay *muster_group_replay_new (const GPtrArray *objects, GError **error);
void muster_group_replay_free (MusterGroupReplay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGroupReplay, muster_group_replay_free)
/* Lines of JSON as in files-and-commands.md; the error says in which line it is. */
gboolean
muster_group_replay_read (MusterGroupReplay *self, const char *bytes, gsize n, GError **error);
void muster_group_replay_run (MusterGroupReplay *self);
void muster_group_replay_write (const MusterGroupReplay *self, GString *out);

G_END_DECLS
