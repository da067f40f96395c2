/* incident-row.h - an incident of the world as a row of the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/board-row-data.h"
#include "world/world.h"
G_BEGIN_DECLS

/* What a row says beside the world. */
typedef struct
{
  const MusterWorld *world;
  MusterUlid me; /* null: nobody */
  gint64 now_us;
} MusterRowContext;

/* @data points into this struct, which must not be moved. */
typedef struct
{
  MusterBoardRowData data;
  char id[24];
  const char *services[3];
  char *texts[5]; /* what comes from outside, fit to be shown (security R9) */
  guint n_texts;
} MusterIncidentRow;

void muster_incident_row_init (MusterIncidentRow *self,
                               const MusterIncident *incident,
                               const MusterRowContext *context);
void muster_incident_row_clear (MusterIncidentRow *self);
MusterBars muster_incident_bars (const MusterIncident *incident, gint64 now_us);

G_END_DECLS
