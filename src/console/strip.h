/* strip.h - a line across the page about something that is not normal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_STRIP_LOST_LINK,
  MUSTER_STRIP_CATCHING_UP,
  MUSTER_STRIP_DRILL,
  MUSTER_STRIP_CLOCK_SKEW,
  MUSTER_STRIP_UPDATE,
  MUSTER_STRIP_MERGED,
  MUSTER_STRIP_STORM_OVER,
  MUSTER_STRIP_MUTED,
  MUSTER_STRIP_NO_SOUND,
} MusterStripKind;

typedef struct
{
  MusterStripKind kind;
  const char *title;
  const char *detail; /* (nullable) */
  const char *button; /* (nullable): its words, with an underline for the key */
  const char *action; /* (nullable): what the button does, as "win.retry" */
} MusterStripData;

#define MUSTER_TYPE_STRIP (muster_strip_get_type ())
G_DECLARE_FINAL_TYPE (MusterStrip, muster_strip, MUSTER, STRIP, GtkWidget)

GtkWidget *muster_strip_new (void);
void muster_strip_set (MusterStrip *self, const MusterStripData *data);

G_END_DECLS
