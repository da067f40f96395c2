/* ask-dialog.h - asks who takes a shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_ASK_DIALOG (muster_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterAskDialog, muster_ask_dialog, MUSTER, ASK_DIALOG, AdwWindow)

/* Whose shift, and when. */
typedef struct
{
  MusterUlid schedule;
  MusterUlid person;
  gint64 from_s, to_s;
  GTimeZone *zone; /* in which times are told and typed */
} MusterShiftWish;

/* NULL: the schedule cannot be read, or that person is nobody. */
GtkWidget *
muster_ask_dialog_new (MusterSession *session, const MusterShiftWish *wish, GtkWindow *parent);

G_END_DECLS
