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
    .fact = MUSTER_ROW_FACT_STABLE,
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
    .fact = MUSTER_ROW_FACT_APPROVALS,
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
    .fact = MUSTER_ROW_FACT_NOTE,
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
    .fact = MUSTER_ROW_FACT_NOTE,
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
    .fact = MUSTER_ROW_FACT_NOTE,
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

/**
 * gallery_storm:
 *
 * Returns: the storm that went into INC-318
 */
MusterStormData
gallery_storm (void)
{
  return (MusterStormData){ .id = "INC-318",
                            .label = "service=user-service",
                            .share = 96,
                            .severity = MUSTER_SEVERITY_MAJOR,
                            .bars = gallery_storm_bars (),
                            .rate = 325,
                            .n_folded = 4812,
                            .n_pages = 1,
                            .n_outside = 15 };
}

/**
 * gallery_roles:
 * @n: (out): how many there are
 *
 * Returns: (array length=n): who does what in INC-318
 */
const MusterRoleCardData *
gallery_roles (guint *n)
{
  static const MusterRoleCardData roles[] = {
    { MUSTER_ROLE_COMMANDER, "Sarah", TRUE, AGO (0, 12, 28), 3, 6 },
    { MUSTER_ROLE_COMMUNICATIONS, "Ana", FALSE, AGO (0, 11, 58), 2, 4 },
    { MUSTER_ROLE_TECHNICAL_LEAD, "Mike", FALSE, AGO (0, 11, 58), 4, 5 },
    { .role = MUSTER_ROLE_SCRIBE },
  };

  *n = G_N_ELEMENTS (roles);
  return roles;
}

/**
 * gallery_alerts:
 * @n: (out): how many there are
 *
 * Returns: (array length=n): the folded groups of INC-318
 */
const MusterAlertRowData *
gallery_alerts (guint *n)
{
  static const MusterAlertRowData alerts[] = {
    { MUSTER_LEVEL_CRITICAL, "HighErrorRate", "user-service", "source · 5xx over 5% for 1 min",
      3904 },
    { MUSTER_LEVEL_WARNING, "LatencyP95High", "api-gateway", "user-service, 1 hop, 40 s later",
      512 },
    { MUSTER_LEVEL_WARNING, "CheckoutSlow", "checkout", "user-service, 2 hops, 65 s later", 211 },
    { MUSTER_LEVEL_WARNING, "LoginFailures", "web", "user-service, 1 hop, 48 s later", 173 },
    { MUSTER_LEVEL_CRITICAL, "PodCrashLooping", "user-service", "same service · 12 of 12 pods",
      12 },
  };

  *n = G_N_ELEMENTS (alerts);
  return alerts;
}

#define PLAIN(words)                                                                               \
  {                                                                                                \
    words, MUSTER_RUN_PLAIN                                                                        \
  }
#define STRONG(words)                                                                              \
  {                                                                                                \
    words, MUSTER_RUN_STRONG                                                                       \
  }
#define DIM(words)                                                                                 \
  {                                                                                                \
    words, MUSTER_RUN_DIM                                                                          \
  }
#define MONO(words)                                                                                \
  {                                                                                                \
    words, MUSTER_RUN_MONO                                                                         \
  }

typedef struct
{
  int minute; /* after 14:00 */
  int second;
  MusterTimelineKind kind;
  const char *person;
  MusterTextRun runs[6];
  const char *detail;
  gboolean is_pinned;
} Moment;

static const Moment moments[] = {
  { 23,
    0,
    MUSTER_TIMELINE_CHANGE,
    NULL,
    { STRONG ("user-service v1.2.4"), PLAIN (" deployed to production"),
      DIM (" · 2 min before the first alert · revision 3") },
    NULL,
    TRUE },
  { 25,
    2,
    MUSTER_TIMELINE_ALERT,
    NULL,
    { STRONG ("HighErrorRate"), PLAIN (" fired on user-service: 23% of requests failing"),
      DIM (" · threshold 5%") } },
  { 25,
    2,
    MUSTER_TIMELINE_OPENED,
    NULL,
    { PLAIN ("Opened as "), STRONG ("SEV-2"),
      DIM (" · impact starts 14:23:00, taken from the deploy") } },
  { 25,
    4,
    MUSTER_TIMELINE_PAGE,
    NULL,
    { PLAIN ("Mike paged on desktop and ntfy"), DIM (" · delivered in 1.2 s") } },
  { 28,
    0,
    MUSTER_TIMELINE_TICK,
    NULL,
    { STRONG ("Mike"), PLAIN (" acknowledged"),
      DIM (" · 2:58 after the alert · step 2, Priya, cancelled") } },
  { 28, 40, MUSTER_TIMELINE_PERSON, "Sarah", { STRONG ("Sarah"), PLAIN (" took Commander") } },
  { 29,
    10,
    MUSTER_TIMELINE_PERSON,
    "Sarah",
    { PLAIN ("Ana is Comms, Mike is Technical lead, Jonas is Scribe") } },
  { 29,
    44,
    MUSTER_TIMELINE_STORM,
    NULL,
    { PLAIN ("1,000 alerts folded, "), STRONG ("storm mode"), PLAIN (" on"),
      DIM (" · no further pages for this group") } },
  { 30,
    20,
    MUSTER_TIMELINE_NOTE,
    "Mike",
    { PLAIN ("Connections have climbed since the deploy. Looking at the pool.") } },
  { 31,
    10,
    MUSTER_TIMELINE_UPDATE,
    NULL,
    { STRONG ("Ana"), PLAIN (" published "), STRONG ("Investigating"),
      PLAIN (": “Some sign-ins and profile pages fail. Next update by 15:01.”") } },
  { 34,
    12,
    MUSTER_TIMELINE_COMMAND,
    NULL,
    { MONO ("kubectl logs user-service-5c9d8f-p3m7n -n production --tail=50") },
    "prod-k8s-node-a8f3 · read · exit 0 · 0.8 s · 50 lines · 2 values redacted" },
  { 35,
    5,
    MUSTER_TIMELINE_FINDING,
    NULL,
    { PLAIN ("Finding: "), STRONG ("database connection pool exhausted"),
      DIM (" · 100 of 100 in use, 93 idle from v1.2.4 · confidence 0.95") },
    NULL,
    TRUE },
  { 36,
    30,
    MUSTER_TIMELINE_NOTE,
    "Sarah",
    { PLAIN ("Rolling back is the fastest safe path. Mike prepares it, Priya and I approve.") } },
};

/**
 * gallery_fill_timeline:
 * @model: a timeline; gets what happened to INC-318
 */
void
gallery_fill_timeline (MusterTimelineModel *model)
{
  muster_timeline_model_begin (model);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *id = g_strdup_printf ("%02u", i);
      MusterTimelineRowData row = { .id = id,
                                    .at_us = gallery_at (14, moments[i].minute, moments[i].second),
                                    .kind = moments[i].kind,
                                    .person = moments[i].person,
                                    .runs = moments[i].runs,
                                    .detail = moments[i].detail,
                                    .is_pinned = moments[i].is_pinned };

      muster_timeline_model_put (model, &row);
    }
  muster_timeline_model_commit (model);
}

/**
 * gallery_war_room:
 *
 * Returns: what the screen on the wall shows
 */
MusterWarRoomData
gallery_war_room (void)
{
  static const MusterWallCardData cards[] = {
    { MUSTER_SEVERITY_CRITICAL, "Checkout in EU", "stable 9 min", AGO (0, 49, 8) },
    { MUSTER_SEVERITY_MINOR, "Nightly export", "no commander", AGO (0, 12, 8) },
    { MUSTER_SEVERITY_MINOR, "payment-svc canary", "overdue", AGO (4, 8, 8) },
    { MUSTER_SEVERITY_LOW, "node-2 memory", "watching", AGO (6, 28, 28) },
  };

  return (
      MusterWarRoomData){ .id = "INC-318",
                          .title = "user-service errors after v1.2.4",
                          .impact = "23% of user requests failing, about 15,000 people affected",
                          .severity = MUSTER_SEVERITY_MAJOR,
                          .stage = MUSTER_STAGE_DIAGNOSE,
                          .since_us = AGO (0, 18, 8),
                          .next_update_us = AHEAD (0, 19, 52),
                          .next_update_by = "Ana",
                          .commander = "Sarah",
                          .helpers = "Mike leads, Jonas writes",
                          .cards = cards,
                          .n_cards = G_N_ELEMENTS (cards),
                          .foot_us = AGO (0, 0, 18),
                          .foot_icon = "changes-prevent-symbolic",
                          .foot = "Mike asks to roll back to v1.2.3. Waiting for two approvals.",
                          .n_dots = 5 };
}
