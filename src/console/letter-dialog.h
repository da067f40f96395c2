/* letter-dialog.h - reads again what could not be read, and shows before what it would become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/hub-list.h"
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_LETTER_DIALOG (muster_letter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterLetterDialog, muster_letter_dialog, MUSTER, LETTER_DIALOG, AdwWindow)

/* @letter: as the hub lists it. It is taken in, or not, before the window is destroyed. */
GtkWidget *
muster_letter_dialog_new (MusterSession *session, GtkWindow *parent, MusterHubThing *letter);

G_END_DECLS
