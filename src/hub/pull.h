/* pull.h - the Alertmanagers that the hub asks by itself (features D6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/committer.h"
#include "hub/outbound.h"
#include "hub/poison.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommitter *committer; /* none owned */
  MusterClock *clock;
  GAsyncQueue *decoders; /* of MusterDecoder */
  MusterPoison *poison;  /* nullable */
  const char *state;     /* folder with the secrets; nullable */
} MusterPullsSettings;

typedef struct _MusterPulls MusterPulls;

MusterPulls *muster_pulls_new (const MusterPullsSettings *settings);
/* What is asked is given up. */
void muster_pulls_free (MusterPulls *self);
void muster_pulls_set_outbound (MusterPulls *self, const MusterOutbound *outbound);
/* As the world has them configured now. */
void muster_pulls_renew (MusterPulls *self, const MusterWorld *world);
/* Items of GET /v1/alertmanagers. */
void muster_pulls_write_json (const MusterPulls *self, MusterJsonWriter *writer);

G_END_DECLS
