/* wall-rota.h - which incident leads the war-room screen, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_WALL_TURN_US     (15 * (gint64) G_USEC_PER_SEC)
#define MUSTER_WALL_TAKEOVER_US (60 * (gint64) G_USEC_PER_SEC)

/* Live incidents take turns of 15 s: those not yet in Monitor, worst first; the others only if
 * there is none of these. A new SEV-1 or SEV-2, and a change of state, leads for 60 s (ui.md §14).
 */
typedef struct _MusterWallRota MusterWallRota;

MusterWallRota *muster_wall_rota_new (void);
void muster_wall_rota_free (MusterWallRota *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterWallRota, muster_wall_rota_free)

/* The world changed. The first one is nothing new. */
void muster_wall_rota_update (MusterWallRota *self, const MusterWorld *world, gint64 now_us);
/* Time passed; TRUE if another one leads now. */
gboolean muster_wall_rota_turn (MusterWallRota *self, gint64 now_us);
/* The leader stays, and its turn does not end. */
void muster_wall_rota_set_pinned (MusterWallRota *self, gboolean pinned);

guint muster_wall_rota_get_lead (const MusterWallRota *self); /* n of INC-n; 0: nothing is live */
/* All that are live, in order: numbers of incidents. */
const guint *muster_wall_rota_get_order (const MusterWallRota *self, guint *n);

G_END_DECLS
