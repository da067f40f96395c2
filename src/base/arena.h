/* arena.h - many small pieces of memory, freed at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* A bump allocator. Pieces are aligned to 8 bytes and live until the arena is reset or freed. */
typedef struct _MusterArena MusterArena;

MusterArena *muster_arena_new (gsize block_bytes);
gpointer muster_arena_alloc (MusterArena *self, gsize n_bytes);
char *muster_arena_strndup (MusterArena *self, const char *text, gsize n_bytes);
void muster_arena_reset (MusterArena *self);
void muster_arena_free (MusterArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterArena, muster_arena_free)

G_END_DECLS
