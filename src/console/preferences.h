/* preferences.h - what a person may choose for this console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/settings.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_PREFERENCES (muster_preferences_get_type ())
G_DECLARE_FINAL_TYPE (MusterPreferences,
                      muster_preferences,
                      MUSTER,
                      PREFERENCES,
                      AdwPreferencesWindow)

GtkWidget *muster_preferences_new (MusterSettings *settings);

G_END_DECLS
