/* board-actions.h - what can be done with a row of the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/board-list.h"
#include "console/session.h"
G_BEGIN_DECLS

/* Gives the list the group "board": "open", "acknowledge", "take-command", "review" and
 * "copy-number" (s: the row's id); their keys, and the menu of a row. */
void muster_board_actions_attach (MusterBoardList *list, MusterSession *session);
void muster_board_actions_set_letter_keys (MusterBoardList *list, gboolean letter_keys);

G_END_DECLS
