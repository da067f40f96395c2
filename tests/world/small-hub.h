/* small-hub.h - a hub without a server or a disk: decides, folds, remembers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report.h"
#include "world/alerts-joined.h"
#include "world/alerts-report.h"
#include "world/commands.h"
#include "world/decide.h"

/* Everything random comes from the one seeded generator, so that a failure can be had again. */
typedef struct
{
  MusterWorld *world;
  GRand *rand;
  MusterUlidSource ids;
  MusterDecideContext context; /* its time moves by hand */
  GPtrArray *batches;          /* of MusterBatch, all that happened */
  gboolean tells_late;         /* what joined is told by the test, not behind every report */
} SmallHub;

SmallHub *small_hub_new (guint32 seed);
void small_hub_free (SmallHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmallHub, small_hub_free)

/* By the person "ana", admin, unless the command has an actor. TRUE if it was decided. */
gboolean small_hub_do (SmallHub *self, MusterCommand *command, guint *incident, GError **error);
MusterCommand *small_hub_command (SmallHub *self, const char *name, guint incident);
MusterUlid small_hub_person (SmallHub *self, const char *name);
/* An integration key of that service, and an alert by it. */
MusterUlid small_hub_key (SmallHub *self, const char *service, MusterUlid drill);
void small_hub_alert (SmallHub *self,
                      MusterUlid key,
                      MusterReportStatus status,
                      const char *labels,
                      MusterReportSummary *summary);
/* "rules", "routes", {"rules":[…]} */
void small_hub_configure (SmallHub *self, const char *type, const char *name, const char *body);
/* Somebody has every incident, so that nobody is told of any. */
void small_hub_acknowledge_all (SmallHub *self);
void small_hub_advance (SmallHub *self, gint64 by_us); /* and what is due then */
void small_hub_start_again (SmallHub *self);           /* and what it has to tell */
/* One random thing: any command with random arguments, a report of a few alerts, time. */
void small_hub_step (SmallHub *self);
guint64 small_hub_n_events (const SmallHub *self);
MusterEvent *small_hub_event (const SmallHub *self, guint64 seq);
