/* actor.h - who did it: person:ID, key:ID, node:ID, screen:ID or hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_ACTOR_HUB,
  MUSTER_ACTOR_PERSON,
  MUSTER_ACTOR_KEY,
  MUSTER_ACTOR_NODE,
  MUSTER_ACTOR_SCREEN,
} MusterActorType;

typedef struct
{
  MusterActorType type;
  MusterUlid id; /* null for the hub */
} MusterActor;

gboolean muster_actor_parse (const char *text, gssize n, MusterActor *out);
void muster_actor_append (MusterActor self, GString *out);

G_END_DECLS
