/* board-page.h - what burns, who has it, what is late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
#include "console/width-watcher.h"
G_BEGIN_DECLS

/* Activates "win.open-room" (u), "win.declare", "app.war-room". Signal "counted" (guint): how many
 * incidents are live. */
#define MUSTER_TYPE_BOARD_PAGE (muster_board_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardPage, muster_board_page, MUSTER, BOARD_PAGE, GtkWidget)

GtkWidget *muster_board_page_new (void);
void muster_board_page_set_session (MusterBoardPage *self, MusterSession *session);
void muster_board_page_set_menu (MusterBoardPage *self, GMenuModel *menu);
void muster_board_page_set_width (MusterBoardPage *self, MusterWidth width);
void muster_board_page_set_letter_keys (MusterBoardPage *self, gboolean letter_keys);
void muster_board_page_search (MusterBoardPage *self);
void muster_board_page_popup_menu (MusterBoardPage *self);

G_END_DECLS
