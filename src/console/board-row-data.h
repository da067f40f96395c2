/* board-row-data.h - what one row of the board says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>

#include "console/next-words.h"
#include "console/sparkline.h"
#include "model/severity.h"
#include "model/stage.h"
G_BEGIN_DECLS

/* The one fact beside the state, the weightiest first. */
typedef enum
{
  MUSTER_ROW_FACT_NONE,
  MUSTER_ROW_FACT_APPROVALS, /* fact_n approvals wait */
  MUSTER_ROW_FACT_RELAPSE,   /* it came back after it seemed well */
  MUSTER_ROW_FACT_NEXT,      /* fact_next at fact_us, of fact_note */
  MUSTER_ROW_FACT_STABLE,    /* well since fact_us, fact_goal_us long wanted */
  MUSTER_ROW_FACT_NOTE,      /* what a person wrote in fact_note */
} MusterRowFact;

typedef struct
{
  const char *id; /* "INC-318"; tells rows apart */
  const char *title;
  MusterSeverity severity;
  MusterStage stage;
  const char *const *services; /* (nullable), NULL-terminated */
  MusterRowFact fact;
  guint fact_n;
  MusterNextKind fact_next;
  gint64 fact_us;
  gint64 fact_goal_us;
  const char *fact_note;
  const char *commander; /* (nullable) */
  gboolean is_yours;     /* you are the commander */
  MusterBars bars;
  guint64 n_alerts;
  gint64 next_update_us; /* 0: not required */
  gint64 since_us;       /* start of the impact if known, else when it was opened */
  gboolean is_stale;     /* the link is lost: counts may be old */
  gboolean is_pending;   /* changed here, not yet on the hub */
} MusterBoardRowData;

MusterBoardRowData *muster_board_row_data_copy (const MusterBoardRowData *self);
void muster_board_row_data_free (MusterBoardRowData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterBoardRowData, muster_board_row_data_free)
gboolean muster_board_row_data_equal (const MusterBoardRowData *a, const MusterBoardRowData *b);
int muster_board_row_data_compare (const MusterBoardRowData *a, const MusterBoardRowData *b);

char *muster_board_row_data_fact (const MusterBoardRowData *self, gint64 now_us);
char *muster_board_row_data_summary (const MusterBoardRowData *self, gint64 now_us);
char *muster_board_row_data_describe (const MusterBoardRowData *self, gint64 now_us);

G_END_DECLS
