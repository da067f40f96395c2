/* roster.c - what the page "On call" says of a schedule: lanes, days, words, the year ahead
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include "base/wall-time.h"
#include "console/gantt-layout.h"
#include "console/gantt-shift.h"
#include "console/roster-outlook.h"
#include "console/roster-words.h"

#define HOUR_S 3600

/* The schedule of the mockup: March 2026 in Berlin. */
static const char body[] =
    "{\"zone\":\"Europe/Berlin\",\"layers\":["
    "{\"name\":\"Weekly\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\","
    "\"members\":[\"mike\",\"sarah\",\"tomas\",null]},"
    "{\"name\":\"Weekends\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\","
    "\"members\":[\"priya\",\"omar\"],\"windows\":["
    "{\"days\":[\"sa\"],\"from\":\"09:00\",\"to\":\"00:00\"},"
    "{\"days\":[\"su\"],\"from\":\"00:00\",\"to\":\"00:00\"},"
    "{\"days\":[\"mo\"],\"from\":\"00:00\",\"to\":\"09:00\"}]}],"
    "\"modifiers\":[{\"swap\":[\"tomas\",\"sarah\"],\"from\":\"2026-03-12T08:00:00Z\","
    "\"to\":\"2026-03-13T08:00:00Z\"},"
    "{\"cover\":\"priya\",\"from\":\"2026-03-23T08:00:00Z\",\"to\":\"2026-03-25T08:00:00Z\"}]}";

static GTimeZone *
berlin (void)
{
  return muster_time_zone_new ("Europe/Berlin");
}

static gint64
at (const char *wall)
{
  g_autoptr (GTimeZone) zone = berlin ();
  gint64 wall_s = 0;

  g_assert_true (muster_wall_time_parse (wall, &wall_s));
  return muster_wall_time_to_utc (zone, wall_s);
}

static MusterRosterSubject *
make_subject (void)
{
  g_autoptr (GError) error = NULL;
  MusterScheduleBody *read = muster_schedule_body_read ("Platform", body, &error);

  g_assert_no_error (error);
  return muster_roster_subject_new (read, NULL);
}

static const MusterRosterLane *
lane_of (const GPtrArray *lanes, guint i)
{
  return g_ptr_array_index (lanes, i);
}

static const MusterRosterBlock *
block_of (const MusterRosterLane *lane, guint i)
{
  g_assert_cmpuint (i, <, lane->blocks->len);
  return &g_array_index (lane->blocks, MusterRosterBlock, i);
}

static void
test_lanes (void)
{
  static const char *const finals[] = {
    "omar, on call, Sat 28 Feb 09:00 to Mon 2 Mar 09:00",
    "mike, on call, Mon 2 Mar 09:00 to Sat 7 Mar 09:00",
    "priya, on call, Sat 7 Mar 09:00 to Mon 9 Mar 09:00",
    "sarah, on call, Mon 9 Mar 09:00 to Thu 12 Mar 09:00",
    "tomas, on call, Thu 12 Mar 09:00 to Fri 13 Mar 09:00",
    "sarah, on call, Fri 13 Mar 09:00 to Sat 14 Mar 09:00",
    "omar, on call, Sat 14 Mar 09:00 to Mon 16 Mar 09:00",
    "tomas, on call, Mon 16 Mar 09:00 to Sat 21 Mar 09:00",
    "priya, on call, Sat 21 Mar 09:00 to Wed 25 Mar 09:00",
    "Nobody, Wed 25 Mar 09:00 to Sat 28 Mar 09:00, 72 hours",
    "omar, on call, Sat 28 Mar 09:00 to Mon 30 Mar 09:00",
  };
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  g_autoptr (GTimeZone) zone = berlin ();
  g_autoptr (GPtrArray) lanes =
      muster_roster_lanes_new (subject, at ("2026-03-02T00:00"), at ("2026-03-30T00:00"), NULL);
  const MusterRosterLane *final;

  g_assert_cmpuint (lanes->len, ==, 4);
  g_assert_cmpstr (lane_of (lanes, 0)->title, ==, "Overrides");
  g_assert_cmpstr (lane_of (lanes, 0)->detail, ==, "2 in view");
  g_assert_cmpstr (block_of (lane_of (lanes, 0), 0)->what, ==, "swap with sarah");
  g_assert_cmpstr (lane_of (lanes, 1)->title, ==, "Weekends"); /* the topmost layer stands first */
  g_assert_cmpstr (lane_of (lanes, 2)->detail, ==, "handoff Mon 09:00");
  g_assert_cmpint (block_of (lane_of (lanes, 2), 4)->kind, ==, MUSTER_BLOCK_VACANT);
  final = lane_of (lanes, 3);
  g_assert_cmpint (final->kind, ==, MUSTER_LANE_FINAL);
  g_assert_cmpuint (final->blocks->len, ==, G_N_ELEMENTS (finals));
  for (guint i = 0; i < G_N_ELEMENTS (finals); i++)
    {
      g_autofree char *said =
          muster_roster_describe_block (block_of (final, i), final, at ("2026-03-06T15:41"), zone);

      g_assert_cmpstr (said, ==, finals[i]);
    }
}

/* Overrides of the same time do not hide one another. */
static void
test_overlap (void)
{
  static const char text[] =
      "{\"modifiers\":[{\"cover\":\"a\",\"from\":\"2026-03-02T00:00:00Z\",\"to\":"
      "\"2026-03-04T00:00:00Z\"},{\"add\":\"b\",\"from\":\"2026-03-03T00:00:00Z\",\"to\":"
      "\"2026-03-05T00:00:00Z\"},{\"remove\":\"b\",\"from\":\"2026-03-04T00:00:00Z\",\"to\":"
      "\"2026-03-05T00:00:00Z\"}]}";
  g_autoptr (MusterRosterSubject) subject =
      muster_roster_subject_new (muster_schedule_body_read ("S", text, NULL), NULL);
  g_autoptr (GPtrArray) lanes =
      muster_roster_lanes_new (subject, 1772409600, 1772409600 + 7 * MUSTER_DAY_S, NULL);

  g_assert_cmpuint (lanes->len, ==, 3);
  g_assert_cmpuint (lane_of (lanes, 0)->blocks->len, ==, 2);
  g_assert_cmpuint (lane_of (lanes, 1)->blocks->len, ==, 1);
  g_assert_cmpstr (lane_of (lanes, 1)->title, ==, "");
  g_assert_cmpstr (lane_of (lanes, 0)->detail, ==, "3 in view");
}

static void
test_now (void)
{
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  g_autoptr (GTimeZone) zone = berlin ();
  const gint64 now_s = at ("2026-03-06T15:41");
  MusterRosterLane *final =
      muster_roster_lane_new_final (subject, now_s, now_s + 30 * MUSTER_DAY_S, NULL);
  g_autofree char *now = muster_roster_describe_now (final, now_s, zone);
  g_autofree char *gap = muster_roster_describe_now (final, at ("2026-03-26T00:00"), zone);

  g_assert_cmpstr (now, ==, "mike until Sat 7 Mar 09:00, then priya");
  g_assert_cmpstr (gap, ==, "Nobody until Sat 28 Mar 09:00, then omar");
  muster_roster_lane_free (final);
}

/* Every midnight is a whole number of days from the left, and there and back is the same. */
static void
test_scale (void)
{
  static const char *const zones[] = {
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo",
    "UTC",           "Asia/Kathmandu"
  };

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GTimeZone) zone =
          muster_time_zone_new (zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))]);
      g_autoptr (MusterGanttScale) scale = muster_gantt_scale_new (
          zone, g_test_rand_int_range (19000, 24000), (guint) g_test_rand_int_range (1, 85));
      gint64 from_s = muster_gantt_scale_get_start (scale);
      gint64 to_s = muster_gantt_scale_get_end (scale);
      gint64 at_s = from_s + g_test_rand_int_range (0, (gint32) (to_s - from_s));
      gint64 later_s = MIN (at_s + 60, to_s);

      for (guint day = 0; day <= scale->n_days; day++)
        g_assert_cmpfloat (muster_gantt_scale_place (scale, scale->starts_s[day]), ==, day);
      g_assert_cmpint (
          ABS (muster_gantt_scale_at (scale, muster_gantt_scale_place (scale, at_s)) - at_s), <=,
          1);
      g_assert_cmpfloat (muster_gantt_scale_place (scale, at_s), <=,
                         muster_gantt_scale_place (scale, later_s));
    }
}

static void
test_clocks_change (void)
{
  g_autoptr (GTimeZone) zone = berlin ();
  g_autoptr (MusterGanttScale) scale =
      muster_gantt_scale_new (zone, muster_gantt_week_of (zone, at ("2026-03-29T12:00")), 7);
  g_autofree char *words = muster_roster_describe_shift (scale, 6);

  g_assert_cmpint (muster_gantt_scale_get_shift (scale, 5), ==, 0);
  g_assert_cmpint (muster_gantt_scale_get_shift (scale, 6), ==, -HOUR_S);
  g_assert_cmpstr (words, ==, "Sun 29: clocks go forward, night is 1 h shorter");
}

static void
test_snap (void)
{
  g_autoptr (GTimeZone) zone = berlin ();
  g_autoptr (MusterGanttScale) scale = muster_gantt_scale_new (zone, 20514, 14);
  g_autoptr (GArray) handoffs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 handoff_s = at ("2026-03-07T09:15");

  g_array_append_val (handoffs, handoff_s);
  g_assert_cmpint (muster_gantt_scale_snap (scale, at ("2026-03-07T09:29"), HOUR_S, NULL, 0), ==,
                   at ("2026-03-07T09:00"));
  g_assert_cmpint (
      muster_gantt_scale_snap (scale, at ("2026-03-07T09:29"), HOUR_S, handoffs, HOUR_S / 2), ==,
      handoff_s);
  g_assert_cmpint (
      muster_gantt_scale_snap (scale, at ("2026-03-07T10:29"), HOUR_S, handoffs, HOUR_S / 2), ==,
      at ("2026-03-07T10:00"));
  g_assert_cmpint (muster_gantt_scale_snap (scale, at ("2026-03-07T10:24"), 900, handoffs, 450), ==,
                   at ("2026-03-07T10:30"));
}

static void
test_range_words (void)
{
  static const struct
  {
    const char *first;
    guint n_days;
    const char *words;
  } cases[] = { { "2026-03-02T00:00", 28, "2 to 29 March 2026" },
                { "2026-03-30T00:00", 28, "30 March to 26 April 2026" },
                { "2026-12-21T00:00", 14, "21 December 2026 to 3 January 2027" } };
  g_autoptr (GTimeZone) zone = berlin ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterGanttScale) scale = muster_gantt_scale_new (
          zone, muster_gantt_week_of (zone, at (cases[i].first)), cases[i].n_days);
      g_autofree char *words = muster_roster_format_range (scale);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_outlook (void)
{
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  g_autoptr (GTimeZone) zone = berlin ();
  const gint64 now_s = at ("2026-03-06T15:41");
  g_autoptr (MusterRosterOutlook) outlook = muster_roster_outlook_new (subject, now_s, NULL);
  g_autofree char *words = muster_roster_outlook_describe (outlook, zone);
  g_autoptr (GArray) shifts = muster_roster_outlook_list_shifts (outlook, 0, now_s, 2);
  gint64 open_s = 0;

  g_assert_cmpint (outlook->from_s, ==, at ("2026-03-02T00:00"));
  g_assert_cmpint (muster_roster_outlook_get_gap (outlook)->start_s, ==, at ("2026-03-25T09:00"));
  g_assert_cmpint (outlook->weeks[3].open_s, ==, 72 * HOUR_S);
  g_assert_cmpint (outlook->weeks[0].open_s, ==, 0);
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    open_s += outlook->weeks[i].open_s;
  for (guint i = 0; i < outlook->gaps->len; i++)
    open_s -= g_array_index (outlook->gaps, MusterGap, i).end_s -
              g_array_index (outlook->gaps, MusterGap, i).start_s;
  g_assert_cmpint (open_s, ==, 0); /* each gap is in some week, whole */
  g_assert_true (g_str_has_prefix (words, "13 gaps: 72 h in March, 120 h in April"));
  g_assert_cmpuint (shifts->len, ==, 2); /* of mike */
  g_assert_cmpint (g_array_index (shifts, MusterGap, 1).start_s, ==, at ("2026-03-30T09:00"));
  g_assert_true (muster_roster_outlook_is_fresh (outlook, now_s + HOUR_S));
  g_assert_false (muster_roster_outlook_is_fresh (outlook, at ("2026-03-09T00:00")));
}

static void
test_layout (void)
{
  g_autoptr (MusterRosterSubject) subject = make_subject ();
  g_autoptr (GPtrArray) lanes =
      muster_roster_lanes_new (subject, at ("2026-03-02T00:00"), at ("2026-03-30T00:00"), NULL);

  for (guint width = 300; width < 4000; width += 150)
    {
      MusterGanttContent content = { lanes, 28, 1 + width % 2, TRUE };
      g_autoptr (MusterGanttLayout) layout = muster_gantt_layout_new (&content, width);
      g_autoptr (MusterGanttLayout) least = muster_gantt_layout_new (&content, 0);

      g_assert_cmpfloat (least->height, ==, layout->height);
      for (guint i = 0; i < lanes->len; i++)
        {
          g_assert_cmpuint (muster_gantt_layout_lane (layout, layout->tops[i] + 1), ==, i);
          g_assert_cmpfloat (layout->tops[i] + layout->heights[i], <, layout->height);
          if (i > 0)
            g_assert_cmpfloat (layout->tops[i], >, layout->tops[i - 1] + layout->heights[i - 1]);
        }
    }
}

static void
test_fit (void)
{
  static const struct
  {
    double width, name, word;
    const char *text;
  } cases[] = { { 100, 80, 40, "Sarah Chen" },
                { 60, 80, 40, "Sarah" },
                { 30, 80, 40, "S" },
                { 46, 120, 90, "Sarah Chen" },
                { 10, 80, 40, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          muster_gantt_shift_fit ("Sarah Chen", cases[i].width, cases[i].name, cases[i].word);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/lanes", test_lanes);
  g_test_add_func ("/roster/overlap", test_overlap);
  g_test_add_func ("/roster/now", test_now);
  g_test_add_func ("/roster/scale", test_scale);
  g_test_add_func ("/roster/clocks-change", test_clocks_change);
  g_test_add_func ("/roster/snap", test_snap);
  g_test_add_func ("/roster/range-words", test_range_words);
  g_test_add_func ("/roster/outlook", test_outlook);
  g_test_add_func ("/roster/layout", test_layout);
  g_test_add_func ("/roster/fit", test_fit);
  return g_test_run ();
}
