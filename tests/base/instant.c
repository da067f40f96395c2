/* instant.c - RFC 3339 both ways, beside GLib's own calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "base/error.h"
#include "random-below.h"
#include <string.h>

#define SECOND   G_GINT64_CONSTANT (1000000)
#define DAY      (86400 * SECOND)
#define FIRST_US (G_GINT64_CONSTANT (-62135596800) * SECOND)
#define LAST_US  (G_GINT64_CONSTANT (253402300800) * SECOND - 1)

static void
test_worked_cases (void)
{
  static const struct
  {
    const char *text;
    gint64 at_us;
    const char *formatted; /* NULL: as it was */
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0, NULL },
    { "2026-03-06T14:25:02.000123Z", G_GINT64_CONSTANT (1772807102000123), NULL },
    { "2026-03-06T14:25:02.1Z", G_GINT64_CONSTANT (1772807102100000), NULL },
    { "2026-03-06t14:25:02z", G_GINT64_CONSTANT (1772807102000000), "2026-03-06T14:25:02Z" },
    { "2026-03-06T14:25:02.1239999Z", G_GINT64_CONSTANT (1772807102123999),
      "2026-03-06T14:25:02.123999Z" },
    { "2026-03-06T14:25:02.000000000Z", G_GINT64_CONSTANT (1772807102000000),
      "2026-03-06T14:25:02Z" },
    { "2026-03-06T15:25:02+01:00", G_GINT64_CONSTANT (1772807102000000), "2026-03-06T14:25:02Z" },
    { "2026-03-05T14:26:02-23:59", G_GINT64_CONSTANT (1772807102000000), "2026-03-06T14:25:02Z" },
    { "2026-03-06T14:25:02-00:00", G_GINT64_CONSTANT (1772807102000000), "2026-03-06T14:25:02Z" },
    { "2024-02-29T00:00:00Z", G_GINT64_CONSTANT (1709164800000000), NULL },
    { "1969-12-31T23:59:59.999999Z", -1, NULL },
    { "0001-01-01T00:00:00Z", FIRST_US, NULL },
    { "9999-12-31T23:59:59.999999Z", LAST_US, NULL },
    /* leap seconds */
    { "2016-12-31T23:59:60Z", G_GINT64_CONSTANT (1483228799999999), "2016-12-31T23:59:59.999999Z" },
    { "2016-12-31T23:59:60.5Z", G_GINT64_CONSTANT (1483228799999999),
      "2016-12-31T23:59:59.999999Z" },
    { "2017-01-01T00:59:60+01:00", G_GINT64_CONSTANT (1483228799999999),
      "2016-12-31T23:59:59.999999Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at_us = 99;
      g_autofree char *formatted = NULL;

      g_assert_true (muster_instant_parse (cases[i].text, -1, &at_us));
      g_assert_cmpint (at_us, ==, cases[i].at_us);
      formatted = muster_instant_to_string (at_us);
      g_assert_cmpstr (formatted, ==,
                       cases[i].formatted != NULL ? cases[i].formatted : cases[i].text);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    "2026-03-06",
    "2026-03-06T14:25:02",
    "2026-03-06 14:25:02Z",
    "2026-03-06T14:25Z",
    "2026-03-06T14:25:02.Z",
    "2026-03-06T14:25:02.1234567890Z",
    "2026-03-06T14:25:02,1Z",
    "2026-03-06T14:25:02ZZ",
    "2026-03-06T14:25:02Z ",
    " 2026-03-06T14:25:02Z",
    "2026-03-06T14:25:02+0100",
    "2026-03-06T14:25:02+01",
    "2026-03-06T14:25:02+24:00",
    "2026-03-06T14:25:02+99:99", /* security §4, 57 */
    "2026-03-06T14:25:02+01:60",
    "2026-03-06T24:00:00Z",
    "2026-03-06T23:60:00Z",
    "2026-03-06T23:59:61Z",
    "2026-03-06T12:00:60Z",
    "2016-12-31T23:59:60+01:00",
    "2026-02-29T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-32T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "+026-01-01T00:00:00Z",
    "2026-W10-5T00:00:00Z",
    "2026-1 -01T00:00:00Z",
    "2026-01-01T0 :00:00Z",
    "2026/01/01T00:00:00Z",
  };
  gint64 at_us = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (muster_instant_parse (texts[i], -1, &at_us));
  g_assert_false (muster_instant_parse (NULL, -1, &at_us));
  g_assert_false (muster_instant_parse ("2026-03-06T14:25:02Z", 19, &at_us));
  g_assert_cmpint (at_us, ==, 7);
}

static gint64
random_instant (void)
{
  guint64 chance = (guint64) (guint) g_test_rand_int () << 32 | (guint) g_test_rand_int ();

  return FIRST_US + (gint64) (chance % (guint64) (LAST_US - FIRST_US + 1));
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      static const gint64 units[] = { 1, 1000, SECOND, DAY };
      gint64 unit = units[i % G_N_ELEMENTS (units)];
      gint64 at_us = random_instant () / unit * unit, back = 0;
      char text[MUSTER_INSTANT_TEXT_BYTES];
      gsize n = muster_instant_format (at_us, text);

      g_assert_cmpuint (n, ==, strlen (text));
      g_assert_cmpuint (n, <, MUSTER_INSTANT_TEXT_BYTES);
      g_assert_true (muster_instant_parse (text, (gssize) n, &back));
      g_assert_cmpint (back, ==, at_us);
      g_assert_true (text[n - 2] != '0' || n == 20); /* the fewest digits */
    }
}

/* Every day of four centuries, and years at the ends, as GLib counts them. */
static void
test_calendar (void)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (1800, 1, 1, 12, 34, 56);
  gint64 at_us = g_date_time_to_unix (day) * SECOND;

  for (guint i = 0; i < 146097; i++, at_us += DAY)
    {
      g_autoptr (GDateTime) expected = g_date_time_new_from_unix_utc (at_us / SECOND);
      char text[MUSTER_INSTANT_TEXT_BYTES];
      gint64 back;
      int year = 0, month = 0, date = 0;

      muster_instant_format (at_us, text);
      g_date_time_get_ymd (expected, &year, &month, &date);
      g_assert_cmpint (g_ascii_strtoll (text, NULL, 10), ==, year);
      g_assert_cmpint (g_ascii_strtoll (text + 5, NULL, 10), ==, month);
      g_assert_cmpint (g_ascii_strtoll (text + 8, NULL, 10), ==, date);
      g_assert_cmpstr (text + 10, ==, "T12:34:56Z");
      g_assert_true (muster_instant_parse (text, 20, &back));
      g_assert_cmpint (back, ==, at_us);
    }
}

static void
test_far_instants (void)
{
  g_autofree char *late = muster_instant_to_string (G_MAXINT64);
  g_autofree char *early = muster_instant_to_string (G_MININT64);

  g_assert_cmpstr (late, ==, "9999-12-31T23:59:59.999999Z");
  g_assert_cmpstr (early, ==, "0001-01-01T00:00:00Z");
}

static void
test_durations (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;
  } cases[] = {
    { "0m", 0 },
    { "0s", 0 },
    { "90s", 90 },
    { "15m", 900 },
    { "2h", 7200 },
    { "1h30m", 5400 },
    { "7d", 604800 },
    { "1w", 604800 },
    { "1w2d3h4m5s", 788645 },
    { "366d", 366 * 86400 },
    { "0000000000000000000000000001h", 3600 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 us = -1;

      g_assert_true (muster_duration_parse (cases[i].text, &us, &error));
      g_assert_no_error (error);
      g_assert_cmpint (us, ==, cases[i].seconds * SECOND);
    }
}

static void
test_refused_durations (void)
{
  static const struct
  {
    const char *text;
    MusterBaseError code;
  } cases[] = {
    { "", MUSTER_BASE_ERROR_SYNTAX },
    { "5", MUSTER_BASE_ERROR_SYNTAX },
    { "m", MUSTER_BASE_ERROR_SYNTAX },
    { "-5m", MUSTER_BASE_ERROR_SYNTAX }, /* security §4, 58 */
    { "+5m", MUSTER_BASE_ERROR_SYNTAX },
    { "5 m", MUSTER_BASE_ERROR_SYNTAX },
    { "5m ", MUSTER_BASE_ERROR_SYNTAX },
    { "1.5h", MUSTER_BASE_ERROR_SYNTAX },
    { "30m1h", MUSTER_BASE_ERROR_SYNTAX },
    { "1m1m", MUSTER_BASE_ERROR_SYNTAX },
    { "5M", MUSTER_BASE_ERROR_SYNTAX },
    { "5y", MUSTER_BASE_ERROR_SYNTAX },
    { "1h30", MUSTER_BASE_ERROR_SYNTAX },
    { "367d", MUSTER_BASE_ERROR_LIMIT },
    { "366d1s", MUSTER_BASE_ERROR_LIMIT },
    { "1000000000000000000s", MUSTER_BASE_ERROR_LIMIT },
    { "99999999999999999999999999999999w99999999999999999999999999d", MUSTER_BASE_ERROR_LIMIT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 us = 7;

      g_assert_false (muster_duration_parse (cases[i].text, &us, &error));
      g_assert_error (error, MUSTER_BASE_ERROR, (int) cases[i].code);
      g_assert_cmpint (us, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/worked-cases", test_worked_cases);
  g_test_add_func ("/instant/refuses", test_refuses);
  g_test_add_func ("/instant/round-trip", test_round_trip);
  g_test_add_func ("/instant/calendar", test_calendar);
  g_test_add_func ("/instant/far", test_far_instants);
  g_test_add_func ("/instant/durations", test_durations);
  g_test_add_func ("/instant/refused-durations", test_refused_durations);
  return g_test_run ();
}
