/* recurrence.c - rules of recurrence against worked cases and a slow reference, and hostile ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/recurrence.h"

#include "base/wall-time.h"
#include "slow-recurrence.h"

#define DAY_S G_GINT64_CONSTANT (86400)

static gint64
wall (const char *text)
{
  gint64 wall_s;

  g_assert_true (muster_wall_time_parse (text, &wall_s));
  return wall_s;
}

/* The first wall times that a rule gives, in one text. */
static char *
list_times (const char *rule, const char *start, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (MusterRecurrence) recurrence =
      muster_recurrence_new (rule, wall (start), zone, &error);
  GString *out = g_string_new (NULL);
  gint64 at_s, from_s = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++, from_s = at_s + 1)
    {
      if (!muster_recurrence_next (recurrence, from_s, G_MAXINT64, &at_s))
        break;
      if (out->len > 0)
        g_string_append_c (out, ' ');
      muster_wall_time_append (at_s, out);
      g_string_truncate (out, out->len - strlen (":00"));
    }
  return g_string_free (out, FALSE);
}

/* Of RFC 5545's own examples those that concern rules we follow, and what people write. */
static void
test_worked (void)
{
  static const struct
  {
    const char *rule, *start, *times;
  } cases[] = {
    { "FREQ=DAILY;COUNT=3", "1997-09-02T09:00",
      "1997-09-02T09:00 1997-09-03T09:00 1997-09-04T09:00" },
    { "FREQ=DAILY;UNTIL=19970904T130000Z", "1997-09-02T09:00", /* 09:00 in New York */
      "1997-09-02T09:00 1997-09-03T09:00 1997-09-04T09:00" },
    { "FREQ=DAILY;UNTIL=19970904T125959Z", "1997-09-02T09:00",
      "1997-09-02T09:00 1997-09-03T09:00" },
    { "FREQ=DAILY;UNTIL=19970903", "1997-09-02T09:00", "1997-09-02T09:00 1997-09-03T09:00" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02T09:00",
      "1997-09-02T09:00 1997-09-04T09:00 1997-09-16T09:00 1997-09-18T09:00" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00",
      "1997-08-05T09:00 1997-08-10T09:00 1997-08-19T09:00 1997-08-24T09:00" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00",
      "1997-08-05T09:00 1997-08-17T09:00 1997-08-19T09:00 1997-08-31T09:00" },
    { "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05T09:00",
      "1997-09-05T09:00 1997-10-03T09:00 1997-11-07T09:00 1997-12-05T09:00" },
    { "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07T09:00",
      "1997-09-07T09:00 1997-09-28T09:00 1997-11-02T09:00 1997-11-30T09:00" },
    { "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28T09:00",
      "1997-09-28T09:00 1997-10-29T09:00 1997-11-28T09:00 1997-12-29T09:00" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02T09:00",
      "1998-02-13T09:00 1998-03-13T09:00 1998-11-13T09:00 1999-08-13T09:00" },
    { "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13T09:00",
      "1997-09-13T09:00 1997-10-11T09:00 1997-11-08T09:00 1997-12-13T09:00" },
    { "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04T09:00",
      "1997-09-04T09:00 1997-10-07T09:00 1997-11-06T09:00" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29T09:00",
      "1997-09-29T09:00 1997-10-30T09:00 1997-11-27T09:00 1997-12-30T09:00" },
    { "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15T09:00",
      "2007-01-15T09:00 2007-01-30T09:00 2007-02-15T09:00 2007-03-15T09:00" },
    { "FREQ=MONTHLY", "2026-01-31T02:00", /* the months without a 31st are passed over */
      "2026-01-31T02:00 2026-03-31T02:00 2026-05-31T02:00 2026-07-31T02:00" },
    { "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10T09:00",
      "1997-03-10T09:00 1999-01-10T09:00 1999-02-10T09:00 1999-03-10T09:00" },
    { "FREQ=YEARLY;BYDAY=20MO", "1997-05-19T09:00",
      "1997-05-19T09:00 1998-05-18T09:00 1999-05-17T09:00 2000-05-15T09:00" },
    { "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13T09:00",
      "1997-03-13T09:00 1997-03-20T09:00 1997-03-27T09:00 1998-03-05T09:00" },
    { "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05T09:00",
      "1996-11-05T09:00 2000-11-07T09:00 2004-11-02T09:00 2008-11-04T09:00" },
    { "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "2007-03-11T02:00",
      "2007-03-11T02:00 2008-03-09T02:00 2009-03-08T02:00 2010-03-14T02:00" },
    { "FREQ=YEARLY", "2028-02-29T02:00",
      "2028-02-29T02:00 2032-02-29T02:00 2036-02-29T02:00 2040-02-29T02:00" },
    { "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "1997-09-02T09:00",
      "1997-09-02T09:00 1997-09-02T12:00 1997-09-02T15:00" },
    { "FREQ=HOURLY;INTERVAL=10;BYDAY=SU", "2026-03-06T14:00",
      "2026-03-08T06:00 2026-03-08T16:00 2026-03-15T08:00 2026-03-15T18:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *times = list_times (cases[i].rule, cases[i].start, 4);

      g_test_message ("%s", cases[i].rule);
      g_assert_cmpstr (times, ==, cases[i].times);
    }
}

/* security R11 and hostile input 59: each refused, and none takes long. */
static void
test_refused (void)
{
  static const struct
  {
    const char *rule;
    int code;
  } cases[] = {
    { "", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=SECONDLY", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MINUTELY;INTERVAL=90", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;COUNT=1000000000", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;COUNT=0", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;COUNT=-1", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;INTERVAL=0", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;INTERVAL=99999999999999999999", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;COUNT=2;UNTIL=20300101", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;UNTIL=20301301", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;UNTIL=2030", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;UNTIL=20300101 000000", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;FREQ=DAILY", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;BYDAY=", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;BYDAY=MO,", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;BYDAY=1MO", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYDAY=0MO", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYDAY=54MO", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYDAY=99999999999999999999MO", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=3", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=WEEKLY;BYMONTHDAY=3", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYMONTHDAY=32", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYMONTHDAY=0", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=YEARLY;BYMONTH=13", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;BYHOUR=3", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=YEARLY;BYWEEKNO=3", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;BYMONTH=1;BYSETPOS=1", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=MONTHLY;BYSETPOS=1", MUSTER_BASE_ERROR_SYNTAX },
    { "FREQ=DAILY;X-A=\xff", MUSTER_BASE_ERROR_SYNTAX },
    /* gives nothing: a library that looks for the first takes a second and a half for the last */
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=MONTHLY;BYDAY=6MO", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=MONTHLY;INTERVAL=12;BYMONTH=4", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=DAILY;UNTIL=20260301", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=YEARLY;COUNT=10000", MUSTER_BASE_ERROR_LIMIT },
    { "FREQ=MONTHLY;BYDAY=5SU;BYMONTH=2;COUNT=3", MUSTER_BASE_ERROR_LIMIT },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GString) many = g_string_new ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].rule);
      g_assert_null (
          muster_recurrence_new (cases[i].rule, wall ("2026-03-02T09:00"), zone, &error));
      g_assert_error (error, MUSTER_BASE_ERROR, cases[i].code);
    }
  for (guint i = 2; i <= 400; i++)
    {
      g_autoptr (GError) error = NULL;

      g_string_append_printf (many, ",%u", i % 300 + 1);
      if (i < MUSTER_RECURRENCE_VALUES_MAX)
        continue;
      g_assert_null (muster_recurrence_new (many->str, 0, zone, &error));
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
    }
}

/* All of them within a fraction of what one may cost: 20 ms. */
static void
test_costs (void)
{
  static const char *const rules[] = {
    "FREQ=DAILY;COUNT=10000",
    "FREQ=HOURLY;COUNT=10000",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366,-366;COUNT=5",
    "FREQ=WEEKLY;INTERVAL=104;COUNT=10",
    "FREQ=HOURLY;INTERVAL=9999",
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 at_s;

  g_test_timer_start ();
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterRecurrence) recurrence =
          muster_recurrence_new (rules[i], wall ("2026-03-02T09:00"), zone, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < 10; j++)
        muster_recurrence_next (recurrence, wall ("9999-12-31T23:00") - j * 366 * DAY_S, G_MAXINT64,
                                &at_s);
    }
  g_test_minimized_result (g_test_timer_elapsed (), "five costly rules");
  g_assert_cmpfloat (g_test_timer_last (), <, 2.0); /* also under sanitizers on a busy machine */
}

static void
test_as_slow_reference (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  guint n_rules = 0;

  for (guint i = 0; i < 1500; i++)
    {
      SlowRule rule;
      g_autofree char *text = slow_rule_make (&rule);
      gint64 start_s = wall ("2026-01-01T00:00") + g_test_rand_int_range (0, 800) * DAY_S +
                       g_test_rand_int_range (0, 86400);
      gint64 to_s = start_s + 900 * DAY_S;
      g_autoptr (GArray) slow = slow_rule_list (&rule, start_s, to_s);
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterRecurrence) recurrence = muster_recurrence_new (text, start_s, zone, &error);

      g_test_message ("%s from %" G_GINT64_FORMAT ": %u", text, start_s, slow->len);
      if (recurrence == NULL) /* nothing in two years, or COUNT goes on for too long */
        {
          g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT);
          g_assert_true (slow->len == 0 || rule.count > 0 ||
                         g_array_index (slow, gint64, 0) >= start_s + MUSTER_RECURRENCE_HORIZON_S);
          continue;
        }
      n_rules++;
      for (guint j = 0; j < 20; j++)
        {
          gint64 from_s = start_s + g_test_rand_int_range (-10, 900) * DAY_S +
                          g_test_rand_int_range (-5000, 5000);
          gint64 at_s;
          gboolean found = muster_recurrence_next (recurrence, from_s, to_s, &at_s);
          guint k = 0;

          while (k < slow->len && g_array_index (slow, gint64, k) < from_s)
            k++;
          g_assert_true (found == (k < slow->len));
          if (found)
            g_assert_cmpint (at_s, ==, g_array_index (slow, gint64, k));
        }
    }
  g_assert_cmpuint (n_rules, >, 500);
}

/* --- wall times --- */

static void
test_wall_time (void)
{
  static const struct
  {
    const char *zone, *wall, *utc;
  } cases[] = {
    { "America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59" },
    { "America/New_York", "2026-03-08T02:00", "2026-03-08T07:00:00" }, /* never shown */
    { "America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00" },
    { "America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00" },
    { "America/New_York", "2026-11-01T00:59:59", "2026-11-01T04:59:59" },
    { "America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00" }, /* twice: the first */
    { "America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00" },
    { "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00" }, /* half an hour */
    { "Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00" },
    { "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00" },
    { "America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:00:00" }, /* a gap at midnight */
    { "America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00" },
    { "America/Sao_Paulo", "2019-02-16T23:30", "2019-02-17T01:30:00" },
    { "America/Sao_Paulo", "2026-11-01T00:00", "2026-11-01T03:00:00" }, /* no summer since 2019 */
    { "Africa/Cairo", "2026-10-29T23:30", "2026-10-29T20:30:00" },
    { "Europe/Dublin", "2026-03-29T01:30", "2026-03-29T01:00:00" },
    { "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00" }, /* a day that never was */
    { "UTC", "2026-03-08T02:30", "2026-03-08T02:30:00" },
    { "America/New_York", "2041-03-10T02:30", "2041-03-10T07:00:00" }, /* not listed any more */
    { "America/New_York", "9241-03-10T02:30", "9241-03-10T07:00:00" }, /* 18 times 400 years on */
    { "Europe/Dublin", "2041-03-31T01:30", "2041-03-31T01:00:00" },
    { "Europe/Dublin", "2041-12-24T12:00", "2041-12-24T12:00:00" },
    { "Europe/Dublin", "2041-06-24T12:00", "2041-06-24T11:00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      gint64 utc_s = muster_wall_time_to_utc (zone, wall (cases[i].wall));
      g_autoptr (GString) text = g_string_new (NULL);

      muster_wall_time_append (utc_s, text);
      g_test_message ("%s %s", cases[i].zone, cases[i].wall);
      g_assert_cmpstr (text->str, ==, cases[i].utc);
    }
}

/* It is the first instant at which the wall shows that or more, minute by minute. */
static void
test_wall_time_as_walls_show_it (void)
{
  static const char *const zones[] = { "America/New_York", "Australia/Lord_Howe",
                                       "America/Sao_Paulo", "Africa/Casablanca", "Asia/Gaza" };
  static const char *const days[] = { "2018-11-03T00:00", "2019-02-15T00:00", "2026-03-07T00:00",
                                      "2026-10-31T00:00", "2026-10-03T00:00", "2026-04-04T00:00",
                                      "2026-02-14T00:00", "2026-03-21T00:00" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    for (guint j = 0; j < G_N_ELEMENTS (days); j++)
      {
        g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
        gint64 wall_s = wall (days[j]), utc_s = wall_s - 2 * DAY_S;

        for (guint k = 0; k < 3 * 96; k++, wall_s += 900)
          {
            while (muster_wall_time_at (zone, utc_s) < wall_s)
              utc_s += 300;
            g_assert_cmpint (muster_wall_time_to_utc (zone, wall_s), ==, utc_s);
          }
      }
}

/* One clock that is asked in any order knows no more than many. */
static void
test_wall_clock (void)
{
  static const char *const zones[] = { "America/New_York",  "Australia/Lord_Howe", "Europe/Dublin",
                                       "Africa/Casablanca", "Pacific/Apia",        "UTC" };
  static const char *const days[] = { "2011-12-28T00:00", "2026-03-07T00:00", "2026-10-31T00:00",
                                      "2026-04-04T00:00", "2026-10-03T00:00", "2026-03-28T00:00" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      MusterWallClock clock;

      muster_wall_clock_init (&clock, zone);
      for (guint j = 0; j < 3000; j++)
        {
          gint64 wall_s = wall (days[j / 500]) + g_test_rand_int_range (0, 4 * 96) * 900;

          g_assert_cmpint (muster_wall_clock_find (&clock, wall_s), ==,
                           muster_wall_time_to_utc (zone, wall_s));
          g_assert_cmpint (muster_wall_clock_show (&clock, wall_s), ==,
                           muster_wall_time_at (zone, wall_s));
        }
    }
}

static void
test_wall_time_text (void)
{
  static const char *const bad[] = { "",
                                     "2026-03-02",
                                     "2026-03-02 09:00",
                                     "2026-03-02T9:00",
                                     "2026-03-02T09:00Z",
                                     "2026-02-30T09:00",
                                     "2026-03-02T24:00",
                                     "1969-12-31T23:59",
                                     "2026-03-02T09:00:00.5",
                                     "2026-03-02T09:00+01" };
  gint64 wall_s;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (muster_wall_time_parse (bad[i], &wall_s));
    }
}

/* A zone is a name, and never a path. */
static void
test_zones (void)
{
  static const char *const good[] = {
    "UTC",  "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3", "EST5EDT",
    "GMT0", "NZ-CHAT"
  };
  static const char *const bad[] = {
    "",      "Mars",          "/etc/localtime", "/dev/zero", "../zoneinfo/UTC",
    ":UTC",  "Europe/../UTC", "leapseconds",    "localtime", "right/UTC",
    "UTC+3", "EST5",          "America",        "tzdata"
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (good[i]);

      g_assert_nonnull (zone);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (muster_time_zone_new (bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence/worked", test_worked);
  g_test_add_func ("/recurrence/refused", test_refused);
  g_test_add_func ("/recurrence/costs", test_costs);
  g_test_add_func ("/recurrence/as-slow-reference", test_as_slow_reference);
  g_test_add_func ("/wall-time/worked", test_wall_time);
  g_test_add_func ("/wall-time/as-walls-show-it", test_wall_time_as_walls_show_it);
  g_test_add_func ("/wall-time/clock", test_wall_clock);
  g_test_add_func ("/wall-time/text", test_wall_time_text);
  g_test_add_func ("/wall-time/zones", test_zones);
  return g_test_run ();
}
