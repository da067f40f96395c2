/* gallery-data.c - the made-up afternoon of the mockups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "gallery-data.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)

/**
 * gallery_at:
 * @hour: of the mockups' day
 * @minute: of the hour
 * @second: of the minute
 *
 * Returns: the instant, µs since the Unix epoch
 */
gint64
gallery_at (int hour, int minute, int second)
{
  gint64 midnight_us = GALLERY_NOW_US - ((14 * 60 + 41) * 60 + 8) * SECOND_US;

  return midnight_us + ((hour * 60 + minute) * 60 + second) * SECOND_US;
}

#define AGO(h, m, s)   (GALLERY_NOW_US - (((h) *60 + (m)) * 60 + (s)) * SECOND_US)
#define AHEAD(h, m, s) (GALLERY_NOW_US + (((h) *60 + (m)) * 60 + (s)) * SECOND_US)

static const char *const checkout[] = { "checkout", "payment-svc", NULL };
static const char *const user[] = {
  "user-service", "api-gateway", "web", "billing", "search", NULL
};
static const char *const exporter[] = { "export-worker", NULL };
static const char *const payment[] = { "payment-svc", NULL };
static const char *const node[] = { "node-2", NULL };

static const MusterBoardRowData rows[] = {
  { .id = "INC-317",
    .title = "Checkout payments declined in EU",
    .severity = MUSTER_SEVERITY_CRITICAL,
    .stage = MUSTER_STAGE_MONITOR,
    .services = checkout,
    .fact = MUSTER_FACT_STABLE,
    .fact_us = AGO (0, 9, 12),
    .fact_goal_us = 900 * SECOND_US,
    .commander = "Lena",
    .bars = { .n = 40,
              .counts = { [6] = 1,
                          [7] = 3,
                          [8] = 6,
                          [9] = 9,
                          [10] = 6,
                          [11] = 4,
                          [12] = 3,
                          [13] = 2,
                          [14] = 2,
                          [15] = 2,
                          [16] = 1,
                          [17] = 1,
                          [18] = 1,
                          [19] = 1 } },
    .n_alerts = 38,
    .next_update_us = AHEAD (0, 2, 52),
    .since_us = AGO (0, 49, 8) },
  { .id = "INC-318",
    .title = "user-service errors after v1.2.4",
    .severity = MUSTER_SEVERITY_MAJOR,
    .stage = MUSTER_STAGE_DIAGNOSE,
    .services = user,
    .fact = MUSTER_FACT_APPROVALS,
    .fact_n = 1,
    .commander = "Sarah",
    .is_yours = TRUE,
    .bars = { .n = 40,
              .counts = { [29] = 8,
                          [30] = 60,
                          [31] = 130,
                          [32] = 290,
                          [33] = 430,
                          [34] = 470,
                          [35] = 472,
                          [36] = 440,
                          [37] = 400,
                          [38] = 360,
                          [39] = 325 } },
    .n_alerts = 4812,
    .next_update_us = AHEAD (0, 19, 52),
    .since_us = AGO (0, 18, 8) },
  { .id = "INC-319",
    .title = "Nightly export has not finished",
    .severity = MUSTER_SEVERITY_MINOR,
    .stage = MUSTER_STAGE_TRIAGE,
    .services = exporter,
    .fact = MUSTER_FACT_NOTE,
    .fact_note = "opened by Omar",
    .bars = { .n = 40, .counts = { [32] = 3, [33] = 5, [35] = 2, [36] = 3, [37] = 3, [39] = 3 } },
    .n_alerts = 12,
    .next_update_us = AHEAD (1, 47, 52),
    .since_us = AGO (0, 12, 8) },
  { .id = "INC-315",
    .title = "payment-svc canary cannot pull its image",
    .severity = MUSTER_SEVERITY_MINOR,
    .stage = MUSTER_STAGE_MITIGATE,
    .services = payment,
    .fact = MUSTER_FACT_NOTE,
    .fact_note = "image rebuilt",
    .commander = "Tomas",
    .bars = { .n = 40, .counts = { [0] = 1, [7] = 1, [15] = 1, [24] = 1, [32] = 1, [39] = 1 } },
    .n_alerts = 6,
    .next_update_us = AGO (0, 5, 8),
    .since_us = AGO (4, 8, 8) },
  { .id = "INC-312",
    .title = "node-2 memory at 76%",
    .severity = MUSTER_SEVERITY_LOW,
    .stage = MUSTER_STAGE_MONITOR,
    .services = node,
    .fact = MUSTER_FACT_NOTE,
    .fact_note = "watching the trend",
    .commander = "Priya",
    .bars = { .n = 40, .counts = { [4] = 1, [17] = 1, [31] = 1 } },
    .n_alerts = 3,
    .since_us = AGO (6, 28, 28) },
};

/**
 * gallery_board_rows:
 * @n: (out): how many there are
 *
 * Returns: (array length=n): the five live incidents
 */
const MusterBoardRowData *
gallery_board_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

/**
 * gallery_fill_board:
 * @model: a board; gets the five live incidents in one commit
 */
void
gallery_fill_board (MusterBoardModel *model)
{
  muster_board_model_begin (model);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    muster_board_model_put (model, &rows[i]);
  muster_board_model_commit (model);
}

/**
 * gallery_storm_bars:
 *
 * Returns: the alerts per minute of INC-318, 13:45 to 14:41
 */
MusterBars
gallery_storm_bars (void)
{
  static const guint storm[] = { 5,   8,   15,  22,  75,  115, 235, 300, 440,
                                 480, 480, 475, 450, 400, 385, 372, 355, 335 };
  MusterBars bars = { .n = 57 };

  for (guint i = 0; i < bars.n; i++)
    bars.counts[i] = 2 + i % 3 * 2;
  for (guint i = 0; i < G_N_ELEMENTS (storm); i++)
    bars.counts[bars.n - G_N_ELEMENTS (storm) + i] = storm[i] * 472 / 480;
  bars.counts[bars.n - 1] = 325;
  return bars;
}
