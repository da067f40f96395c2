/* board-row-face.h - what a row of the board looks like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/board-columns.h"
#include "console/board-row-data.h"
#include "console/painter.h"
G_BEGIN_DECLS

typedef struct
{
  MusterBoardRowData *data; /* (nullable) */
  MusterBoardColumns columns;
  gint64 now_us;
  char *clock;
  char *due;
  char *fact; /* in a narrow row: its whole second line */
} MusterBoardRowFace;

gboolean muster_board_row_face_update (MusterBoardRowFace *self, gint64 now_us);
void muster_board_row_face_clear (MusterBoardRowFace *self);
void muster_board_row_face_paint_still (const MusterBoardRowFace *self,
                                        const MusterPainter *painter);
void muster_board_row_face_paint_counting (const MusterBoardRowFace *self,
                                           const MusterPainter *painter);

G_END_DECLS
