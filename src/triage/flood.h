/* flood.h - how many new alerts come in, and whether that is a storm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/top-labels.h"
G_BEGIN_DECLS

#define MUSTER_FLOOD_BARS      60 /* minutes */
#define MUSTER_FLOOD_WINDOW    5  /* minutes that the limit is about */
#define MUSTER_FLOOD_CALM_US   (10 * G_TIME_SPAN_MINUTE)
#define MUSTER_FLOOD_CALM_PART 10 /* below a tenth of the peak */

/* New alerts a minute, for the last hour. */
typedef struct
{
  gint64 minute;                 /* since the epoch: the newest bar's */
  guint bars[MUSTER_FLOOD_BARS]; /* a minute's stands at its remainder */
} MusterFlood;

void muster_flood_count (MusterFlood *self, gint64 at_us);
/* Of the last five minutes. */
guint muster_flood_in_window (const MusterFlood *self, gint64 now_us);
guint muster_flood_bar (const MusterFlood *self, gint64 minute);

/* More came than may open incidents of their own: one incident takes them in. */
typedef struct
{
  guint incident;   /* n of INC-n; 0: there is no storm */
  guint peak;       /* most in a minute */
  guint n_critical; /* incidents of their own that the worst alerts opened meanwhile */
  guint64 folded;   /* alerts that it took in */
  gint64 start_us;
  gint64 high_until_us; /* the end of the last minute that was not below a tenth of the peak */
  MusterTopLabels *top; /* nullable */
} MusterStorm;

void muster_storm_begin (MusterStorm *self, guint incident, gint64 at_us);
void muster_storm_end (MusterStorm *self);
/* One more was counted; it may keep the storm up. */
void muster_storm_count (MusterStorm *self, const MusterFlood *flood, gint64 at_us);
void muster_storm_fold (MusterStorm *self, const MusterLabelSet *labels);
/* When it is over unless more come; %G_MAXINT64: there is none. */
gint64 muster_storm_over_us (const MusterStorm *self);

G_END_DECLS
