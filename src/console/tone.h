/* tone.h - the three tones of pages, from calm to firm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>

#include "model/severity.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_TONE_NONE,  /* SEV-4 and SEV-5 */
  MUSTER_TONE_CALM,  /* SEV-3 */
  MUSTER_TONE_CLEAR, /* SEV-2 */
  MUSTER_TONE_FIRM,  /* SEV-1 */
} MusterTone;
#define MUSTER_TONE_N (MUSTER_TONE_FIRM + 1)

#define MUSTER_TONE_RATE 44100 /* samples a second */

MusterTone muster_tone_of (MusterSeverity severity);
const char *muster_tone_name (MusterTone self);
GBytes *muster_tone_new_wave (MusterTone self);

G_END_DECLS
