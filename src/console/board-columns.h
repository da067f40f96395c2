/* board-columns.h - where the columns of the board stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* From the leading edge, in logical pixels; a column of no width is left out. */
typedef struct
{
  float x;
  float width;
} MusterColumn;

typedef struct
{
  gboolean is_narrow; /* two lines and a button instead of columns */
  gboolean has_services;
  float scale; /* of the text */
  MusterColumn glyph;
  MusterColumn title;
  MusterColumn state;
  MusterColumn commander;
  MusterColumn chart;
  MusterColumn count;
  MusterColumn due;
  MusterColumn clock;
} MusterBoardColumns;

#define MUSTER_BOARD_ROW_HEIGHT    66
#define MUSTER_BOARD_NARROW_HEIGHT 60
#define MUSTER_BOARD_BUTTON_ROOM   33 /* under the two lines of a narrow row */
#define MUSTER_BOARD_LEAST_WIDTH   300

MusterBoardColumns muster_board_columns_at (float width, float scale);

G_END_DECLS
