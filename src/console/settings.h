/* settings.h - what a person chose for this console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib-object.h>
G_BEGIN_DECLS

/* Which hub: none yet, the private one, or an address. */
#define MUSTER_HUB_PRIVATE "private"

typedef enum
{
  MUSTER_APPEARANCE_SYSTEM,
  MUSTER_APPEARANCE_LIGHT,
  MUSTER_APPEARANCE_DARK,
} MusterAppearance;

/* A small key file. Signal "changed" (no arguments): anything. */
#define MUSTER_TYPE_SETTINGS (muster_settings_get_type ())
G_DECLARE_FINAL_TYPE (MusterSettings, muster_settings, MUSTER, SETTINGS, GObject)

MusterSettings *muster_settings_new (const char *path);
char *muster_settings_default_path (void);
gboolean muster_settings_is_saved (MusterSettings *self);

const char *muster_settings_get_hub (MusterSettings *self); /* NULL: not chosen */
void muster_settings_set_hub (MusterSettings *self, const char *hub);
gboolean muster_settings_get_local_time (MusterSettings *self); /* else UTC */
void muster_settings_set_local_time (MusterSettings *self, gboolean local_time);
MusterAppearance muster_settings_get_appearance (MusterSettings *self);
void muster_settings_set_appearance (MusterSettings *self, MusterAppearance appearance);
gboolean muster_settings_get_letter_keys (MusterSettings *self);
void muster_settings_set_letter_keys (MusterSettings *self, gboolean letter_keys);
gboolean muster_settings_get_sounds (MusterSettings *self); /* of pages */
void muster_settings_set_sounds (MusterSettings *self, gboolean sounds);
/* Others see this screen: pages do not cover it. */
gboolean muster_settings_get_presenting (MusterSettings *self);
void muster_settings_set_presenting (MusterSettings *self, gboolean presenting);

G_END_DECLS
