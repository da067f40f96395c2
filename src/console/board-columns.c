/* board-columns.c - where the columns of the board stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-columns.h"

#define SIDE      18
#define GAP       18
#define GLYPH     24
#define STATE     150
#define COMMANDER 128
#define CHART     72
#define COUNT     54
#define CHART_GAP 12
#define DUE       116
#define CLOCK     96

/* Below these widths of the title something else has to go. */
#define TITLE_WITH_CHART    260
#define TITLE_WITH_SERVICES 220
#define TITLE_WITH_DUE      180
#define TITLE_LEAST         150

static float
take (float *end, float width, float scale)
{
  *end -= width * scale;
  return *end;
}

/* All columns but the title from the trailing edge on; the title gets what is left. */
static void
place_columns (MusterBoardColumns *columns, float width, gboolean has_chart, gboolean has_due)
{
  float scale = columns->scale;
  float end = width - SIDE;

  columns->clock = (MusterColumn){ take (&end, CLOCK, scale), CLOCK * scale };
  end -= GAP;
  columns->due = (MusterColumn){ 0 };
  if (has_due)
    {
      columns->due = (MusterColumn){ take (&end, DUE, scale), DUE * scale };
      end -= GAP;
    }
  columns->count = (MusterColumn){ take (&end, COUNT, scale), COUNT * scale };
  columns->chart = (MusterColumn){ 0 };
  if (has_chart)
    {
      columns->chart = (MusterColumn){ take (&end, CHART, scale), CHART * scale };
      end -= CHART_GAP * scale;
    }
  end -= GAP;
  columns->commander = (MusterColumn){ take (&end, COMMANDER, scale), COMMANDER * scale };
  end -= GAP;
  columns->state = (MusterColumn){ take (&end, STATE, scale), STATE * scale };
  end -= GAP;
  columns->glyph = (MusterColumn){ SIDE, GLYPH };
  columns->title.x = SIDE + GLYPH + GAP;
  columns->title.width = end - columns->title.x;
}

static void
place_narrow (MusterBoardColumns *columns, float width)
{
  float scale = columns->scale;

  columns->is_narrow = TRUE;
  columns->glyph = (MusterColumn){ 12, 28 };
  columns->clock = (MusterColumn){ width - 12 - 84 * scale, 84 * scale };
  columns->due = columns->clock;
  columns->title.x = 52;
  columns->title.width = columns->clock.x - 6 - columns->title.x;
}

/**
 * muster_board_columns_at:
 * @width: of the row, logical pixels
 * @scale: of the text, 1 for 96 dpi
 *
 * As the row gets narrower, or the text larger, columns go in this order: chart, services, next
 * update; then the row becomes two lines. Severity, title and clock never go.
 *
 * Returns: the places
 */
MusterBoardColumns
muster_board_columns_at (float width, float scale)
{
  MusterBoardColumns columns = { .has_services = TRUE, .scale = scale };

  place_columns (&columns, width, TRUE, TRUE);
  if (columns.title.width < TITLE_WITH_CHART * scale)
    place_columns (&columns, width, FALSE, TRUE);
  if (columns.title.width < TITLE_WITH_SERVICES * scale)
    columns.has_services = FALSE;
  if (columns.title.width < TITLE_WITH_DUE * scale)
    place_columns (&columns, width, FALSE, FALSE);
  if (columns.title.width < TITLE_LEAST * scale)
    place_narrow (&columns, width);
  return columns;
}
