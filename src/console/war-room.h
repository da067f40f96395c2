/* war-room.h - the screen on the wall: what burns, who leads, how long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/next-words.h"
#include "console/wall-card.h"
#include "model/stage.h"
G_BEGIN_DECLS

#define MUSTER_WALL_MOST_CARDS 4

typedef struct
{
  /* the incident that leads; without an id nothing is live */
  const char *id;
  const char *title;
  const char *impact; /* (nullable): one sentence */
  MusterSeverity severity;
  MusterStage stage;
  gint64 since_us;
  gint64 next_update_us;      /* 0: not required */
  const char *next_update_by; /* (nullable) */
  const char *commander;      /* (nullable) */
  const char *helpers;        /* (nullable): "Mike leads, Jonas writes" */
  MusterNextKind next;        /* while nobody has answered: in the place of the helpers */
  gint64 next_us;
  const char *next_who;
  /* the others */
  const MusterWallCardData *cards;
  guint n_cards;
  /* the latest decision or fact */
  gint64 foot_us;
  const char *foot_icon; /* (nullable) */
  const char *foot;      /* (nullable) */
  /* the place among the live incidents */
  guint n_dots;
  guint dot;
  /* nothing live */
  gint64 quiet_since_us; /* 0: not known */
  const char *waiting;   /* (nullable): nothing is known yet, and why */
  const char *on_call;   /* (nullable): who is there, in one line */
} MusterWarRoomData;

/* Its bar activates "war-room.exit", "war-room.pin" and "war-room.settings"; Esc is exit. */
#define MUSTER_TYPE_WAR_ROOM (muster_war_room_get_type ())
G_DECLARE_FINAL_TYPE (MusterWarRoom, muster_war_room, MUSTER, WAR_ROOM, GtkWidget)

GtkWidget *muster_war_room_new (void);
void muster_war_room_set (MusterWarRoom *self, const MusterWarRoomData *data);
void muster_war_room_set_link (MusterWarRoom *self, gint64 lost_at_us, guint tries);

G_END_DECLS
