/* countdown-ring.h - a ring that drains, or fills, with the time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_RING_EXPIRES, /* drains until the end */
  MUSTER_RING_STABLE,  /* fills towards a goal: "9:12 of 15:00" */
} MusterRingKind;

#define MUSTER_TYPE_COUNTDOWN_RING (muster_countdown_ring_get_type ())
G_DECLARE_FINAL_TYPE (MusterCountdownRing, muster_countdown_ring, MUSTER, COUNTDOWN_RING, GtkWidget)

GtkWidget *muster_countdown_ring_new (MusterRingKind kind);
void muster_countdown_ring_set (MusterCountdownRing *self, gint64 start_us, gint64 end_us);

G_END_DECLS
