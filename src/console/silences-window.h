/* silences-window.h - who silenced what, until when, and how much that holds back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include <adwaita.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_SILENCES_WINDOW (muster_silences_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterSilencesWindow,
                      muster_silences_window,
                      MUSTER,
                      SILENCES_WINDOW,
                      AdwWindow)

GtkWidget *muster_silences_window_new (MusterSession *session, GtkWindow *parent);

G_END_DECLS
