/* deciding.h - one decision being made: for the decide functions of the command table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

typedef struct
{
  const MusterWorld *world;
  const MusterDecideContext *context;
  const MusterCommand *command;
  const MusterIncident *incident; /* NULL where the command is about none */
  MusterBatch *batch;
  guint answer; /* the incident's number for the answer */
} MusterDeciding;

typedef gboolean (*MusterDecideFunc) (MusterDeciding *self, GError **error);

/* A new event by the command's actor, now, of the command's incident. */
MusterEvent *muster_deciding_emit (MusterDeciding *self, MusterEventKind kind);
/* FALSE and a conflict if @field changed after the command's basis. */
gboolean muster_deciding_check_field (const MusterDeciding *self, guint field, GError **error);
/* The person an argument names; the caller where it is not given. NULL and an error if there is
 * none such. */
const MusterObject *
muster_deciding_person (const MusterDeciding *self, const char *argument, GError **error);
/* The service of the key that gives the command; null where no key does. */
MusterUlid muster_deciding_key_service (const MusterDeciding *self);
MusterUlid muster_deciding_new_id (const MusterDeciding *self);

G_END_DECLS
