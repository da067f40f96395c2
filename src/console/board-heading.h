/* board-heading.h - the heading of a severity on the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/severity.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_BOARD_HEADING (muster_board_heading_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardHeading, muster_board_heading, MUSTER, BOARD_HEADING, GtkWidget)

GtkWidget *muster_board_heading_new (void);
void muster_board_heading_set (MusterBoardHeading *self,
                               MusterSeverity severity,
                               guint count,
                               gboolean has_captions);

G_END_DECLS
