/* wall-card.h - another incident, in one line of the war-room screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/severity.h"
G_BEGIN_DECLS

typedef struct
{
  MusterSeverity severity;
  const char *title;
  const char *note; /* (nullable): "stable 9 min" */
  gint64 since_us;
} MusterWallCardData;

#define MUSTER_TYPE_WALL_CARD (muster_wall_card_get_type ())
G_DECLARE_FINAL_TYPE (MusterWallCard, muster_wall_card, MUSTER, WALL_CARD, GtkWidget)

GtkWidget *muster_wall_card_new (void);
void muster_wall_card_set (MusterWallCard *self, const MusterWallCardData *data);
void muster_wall_card_set_zoom (MusterWallCard *self, double zoom);
void muster_wall_card_set_approximate (MusterWallCard *self, gboolean approximate);

G_END_DECLS
