/* key-settings.h - what is configured of an integration key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_FLOOD_DEFAULT 300 /* new alerts in five minutes */

/* The body of an object "key": {"flood":300,"silence":"2h"}; both may be left out. */
typedef struct
{
  guint flood;       /* more new alerts in five minutes are a storm; 0: there is none */
  gint64 silence_us; /* how long a silence is told; 0: as is learned; -1: never */
} MusterKeySettings;

/* What it says; of a body that cannot be read, or NULL, what is so without one. */
void muster_key_settings_read (const char *body, MusterKeySettings *out);
/* "learned", "off", or a duration of a minute or more. */
gboolean muster_key_silence_parse (const char *text, gint64 *out_us, GError **error);

G_END_DECLS
