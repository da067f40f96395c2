/* sound.h - the speaker of this computer, and whether it is muted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/tone.h"
G_BEGIN_DECLS

#define MUSTER_MUTE_US (15 * 60 * (gint64) G_USEC_PER_SEC)

/* Signal "changed" (no arguments): trouble came or went, or it was muted or no longer. */
#define MUSTER_TYPE_SOUND (muster_sound_get_type ())
G_DECLARE_FINAL_TYPE (MusterSound, muster_sound, MUSTER, SOUND, GObject)

MusterSound *muster_sound_get (GdkDisplay *display);

void muster_sound_play (MusterSound *self, MusterTone tone);
void muster_sound_stop (MusterSound *self);
/* For a while, as long as the program runs. It only says so: who plays asks first. */
void muster_sound_mute_until (MusterSound *self, gint64 until_us); /* µs UTC; 0: no longer */
gint64 muster_sound_get_muted_until_us (MusterSound *self, gint64 now_us); /* 0: it is not */
const char *muster_sound_get_trouble (MusterSound *self); /* NULL: none that is known */

G_END_DECLS
