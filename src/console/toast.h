/* toast.h - tells a person what happened, at the foot of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS

/* A level-0 action can be taken back for so long (ui.md §13). */
#define MUSTER_TOAST_UNDO_SECONDS 10

void muster_toast_show (GtkWidget *from, const char *words);
/* The toast emits "button-clicked" for Undo. NULL where there is no window to show it. */
AdwToast *muster_toast_show_undo (GtkWidget *from, const char *words);

GtkWidget *muster_toast_find_overlay (GtkWidget *from);

G_END_DECLS
