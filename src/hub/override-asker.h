/* override-asker.h - the metrics that overrides of severities depend on (features RT4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/committer.h"
#include "hub/outbound.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommitter *committer; /* neither owned */
  MusterClock *clock;
  const char *state; /* folder with the secrets; nullable */
} MusterOverrideAskerSettings;

typedef struct _MusterOverrideAsker MusterOverrideAsker;

MusterOverrideAsker *muster_override_asker_new (const MusterOverrideAskerSettings *settings);
/* What is asked is given up. */
void muster_override_asker_free (MusterOverrideAsker *self);
void muster_override_asker_set_outbound (MusterOverrideAsker *self, const MusterOutbound *outbound);
/* As the world has them configured now. */
void muster_override_asker_renew (MusterOverrideAsker *self, const MusterWorld *world);
/* Of one override: an object, or null where it asks no metric. */
void muster_override_asker_write_json (const MusterOverrideAsker *self,
                                       MusterUlid override,
                                       MusterJsonWriter *writer);

G_END_DECLS
