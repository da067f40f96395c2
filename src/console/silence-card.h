/* silence-card.h - a silence: of what, by whom, why, until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/hub-list.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* signals: "prolong", "end": somebody pressed that */
#define MUSTER_TYPE_SILENCE_CARD (muster_silence_card_get_type ())
G_DECLARE_FINAL_TYPE (MusterSilenceCard, muster_silence_card, MUSTER, SILENCE_CARD, GtkWidget)

GtkWidget *muster_silence_card_new (void);
void muster_silence_card_set (MusterSilenceCard *self, MusterHubThing *silence);
MusterHubThing *muster_silence_card_get (MusterSilenceCard *self);

/* "until 16:05 · 42 min left" */
char *muster_silence_tell_when (MusterHubThing *silence, gint64 now_us, GTimeZone *zone);

G_END_DECLS
