/* declare-dialog.h - opens an incident by hand: four questions, one of them required
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_DECLARE_DIALOG (muster_declare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterDeclareDialog, muster_declare_dialog, MUSTER, DECLARE_DIALOG, AdwWindow)

GtkWidget *muster_declare_dialog_new (MusterSession *session, GtkWindow *parent);
/* What its fields say so far; NULL while it cannot be declared. */
MusterCommand *muster_declare_dialog_make_command (MusterDeclareDialog *self);

G_END_DECLS
