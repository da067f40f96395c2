/* configure.h - a world of its own as a team file says: for tools that only ask what would be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* What a command that configures something carries. */
typedef struct
{
  const char *type;
  const char *name;
  const char *body; /* JSON */
} MusterConfigured;

gboolean muster_world_put_object (MusterWorld *world,
                                  const MusterDecideContext *context,
                                  const MusterConfigured *object,
                                  GError **error);
/* @objects: of MusterTeamObject; decided and folded like commands of an administrator. */
gboolean muster_world_configure (MusterWorld *world,
                                 const MusterDecideContext *context,
                                 const GPtrArray *objects,
                                 GError **error);

G_END_DECLS
