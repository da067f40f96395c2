/* onset.h - when a series began to be unlike itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  gint64 at_us;
  double value;
} MusterSample;

/* FALSE: nothing stands out before @fired_us. */
gboolean
muster_onset_find (const MusterSample *samples, guint n, gint64 fired_us, gint64 *onset_us);

/* How many times its usual a series has become by @onset_us; 0: too little is known. */
double muster_onset_growth (const MusterSample *samples, guint n, gint64 onset_us);

G_END_DECLS
