/* snapshot.h - the world as lines of JSON: a cache, and what a console begins with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Who reads it. A hub's own has everything; a console's has what its access role may read, so that
 * it equals the fold of that role's stream (protocol §4). */
typedef struct
{
  gboolean hub;
  MusterAccess access;
  MusterUlid person; /* whose contact data may be read */
} MusterScope;

/* One JSON object a line: first {"part":"head","v":1,"seq":N,…}, last {"part":"end"}. Members and
 * parts that a reader does not know are ignored. */
void muster_world_save (const MusterWorld *world, const MusterScope *scope, GString *out);
/* What is configured, and nothing that happened: a hub's own, for a world beside it. */
void muster_world_save_configuration (const MusterWorld *world, GString *out);
/* Into a new world. On error the world is to be thrown away. */
gboolean muster_world_load (MusterWorld *world, const char *bytes, gsize n, GError **error);

G_END_DECLS
