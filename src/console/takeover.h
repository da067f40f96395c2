/* takeover.h - a page of a SEV-1 over a whole screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "base/clock.h"
#include "world/world.h"
G_BEGIN_DECLS

/* What is to be seen. */
typedef struct
{
  const MusterWorld *world;
  const MusterIncident *incident;
  const char *body; /* safe text: what burns, and who pages */
  guint others;     /* pages of SEV-1 that are behind it */
  gboolean may_acknowledge;
  gboolean is_muted;
} MusterTakeoverData;

/* Signal "chosen" (action): "acknowledge", "open", "mute" or "dismiss". */
#define MUSTER_TYPE_TAKEOVER (muster_takeover_get_type ())
G_DECLARE_FINAL_TYPE (MusterTakeover, muster_takeover, MUSTER, TAKEOVER, GtkApplicationWindow)

GtkWidget *muster_takeover_new (GtkApplication *app, GdkMonitor *monitor, MusterClock *clock);
void muster_takeover_set (MusterTakeover *self, const MusterTakeoverData *data);

G_END_DECLS
