/* personal-hours.c - until when somebody is not told, held against a look at each minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-hours.h"

#include "base/instant.h"
#include "base/wall-time.h"
#include "oncall/personal-limit.h"

#define MINUTE G_TIME_SPAN_MINUTE

static gint64
instant (const char *text)
{
  gint64 at_us;

  g_assert_true (muster_instant_parse (text, -1, &at_us));
  return at_us;
}

static const char berlin[] =
    "{\"zone\":\"Europe/Berlin\",\"quiet\":[{\"from\":\"22:00\",\"to\":\"08:00\"}],"
    "\"working\":[{\"days\":[\"mo\",\"tu\",\"we\",\"th\",\"fr\"],\"from\":\"09:00\",\"to\":\"17:"
    "00\"}]"
    "}";

static void
test_worked_cases (void)
{
  static const struct
  {
    const char *at;
    MusterPatience patience;
    const char *next;
    MusterWait why;
  } cases[] = {
    { "2026-03-06T12:00:00Z", { TRUE, TRUE }, "2026-03-06T12:00:00Z", MUSTER_WAIT_NONE },
    { "2026-03-06T23:30:00Z", { TRUE, FALSE }, "2026-03-07T07:00:00Z", MUSTER_WAIT_QUIET },
    { "2026-03-06T21:00:00Z", { TRUE, FALSE }, "2026-03-07T07:00:00Z", MUSTER_WAIT_QUIET },
    { "2026-03-06T20:59:59Z", { TRUE, FALSE }, "2026-03-06T20:59:59Z", MUSTER_WAIT_NONE },
    { "2026-03-06T16:00:00Z", { FALSE, TRUE }, "2026-03-09T08:00:00Z", MUSTER_WAIT_WORKING },
    { "2026-03-06T23:30:00Z", { TRUE, TRUE }, "2026-03-09T08:00:00Z", MUSTER_WAIT_QUIET },
    /* the wall is put forward in that night, and back in this */
    { "2026-03-28T22:00:00Z", { TRUE, FALSE }, "2026-03-29T06:00:00Z", MUSTER_WAIT_QUIET },
    { "2026-10-24T21:00:00Z", { TRUE, FALSE }, "2026-10-25T07:00:00Z", MUSTER_WAIT_QUIET },
    { "2026-03-06T23:30:00Z", { FALSE, FALSE }, "2026-03-06T23:30:00Z", MUSTER_WAIT_NONE },
  };
  g_autoptr (MusterPersonalHours) hours = muster_personal_hours_read (berlin, NULL);

  g_assert_nonnull (hours);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterWait why;
      gint64 next_us =
          muster_personal_hours_next (hours, cases[i].patience, instant (cases[i].at), &why);

      g_assert_cmpint (next_us, ==, instant (cases[i].next));
      g_assert_cmpint (why, ==, cases[i].why);
    }
}

static void
test_nothing_said (void)
{
  static const char *const bodies[] = { NULL, "{}", "{\"zone\":\"Nowhere/Land\"}",
                                        "{\"zone\":\"UTC\",\"quiet\":[],\"working\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (MusterPersonalHours) hours = muster_personal_hours_read (bodies[i], NULL);

      g_assert_nonnull (hours);
      g_assert_cmpint (
          muster_personal_hours_next (hours, (MusterPatience){ TRUE, TRUE }, 12345, NULL), ==,
          12345);
    }
}

static void
test_refused (void)
{
  static const char *const bodies[] = {
    "[]",
    "{\"quiet\":{}}",
    "{\"quiet\":[{\"from\":\"22:00\"}]}",
    "{\"quiet\":[{\"from\":\"22:00\",\"to\":\"24:00\"}]}",
    "{\"quiet\":[{\"from\":\"22\",\"to\":\"08:00\"}]}",
    "{\"quiet\":[{\"days\":[],\"from\":\"22:00\",\"to\":\"08:00\"}]}",
    "{\"quiet\":[{\"days\":[\"mo\",\"mo\"],\"from\":\"22:00\",\"to\":\"08:00\"}]}",
    "{\"working\":[{\"days\":[\"holiday\"],\"from\":\"09:00\",\"to\":\"17:00\"}]}",
    "{\"zone\":\"Nowhere/Land\",\"working\":[{\"from\":\"09:00\",\"to\":\"17:00\"}]}",
    "{\"zone\":\"../../etc/passwd\",\"working\":[{\"from\":\"09:00\",\"to\":\"17:00\"}]}",
    /* in which nothing could ever be told */
    "{\"quiet\":[{\"from\":\"08:00\",\"to\":\"08:00\"}]}",
    "{\"quiet\":[{\"from\":\"00:00\",\"to\":\"12:00\"},{\"from\":\"12:00\",\"to\":\"00:00\"}]}",
    "{\"quiet\":[{\"from\":\"08:00\",\"to\":\"18:00\"}],\"working\":[{\"from\":\"09:00\",\"to\":"
    "\"17:00\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_personal_hours_read (bodies[i], &error));
      g_assert_nonnull (error);
    }
}

/* --- each minute --- */

typedef struct
{
  guint days, from_min, to_min;
} Window;

/* Whether the wall shows a time within it, by which day it began. */
static gboolean
holds (const Window *window, GTimeZone *zone, gint64 at_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) wall = g_date_time_to_timezone (utc, zone);
  guint minute = (guint) (60 * g_date_time_get_hour (wall) + g_date_time_get_minute (wall));
  guint today = (guint) g_date_time_get_day_of_week (wall) - 1, before = (today + 6) % 7;
  gboolean is_over_night = window->to_min <= window->from_min;

  if ((window->days >> today & 1) != 0 && minute >= window->from_min &&
      (is_over_night || minute < window->to_min))
    return TRUE;
  return is_over_night && (window->days >> before & 1) != 0 && minute < window->to_min;
}

static void
write_windows (const char *key, const Window *windows, guint n, GString *out)
{
  static const char *const days[] = { "mo", "tu", "we", "th", "fr", "sa", "su" };

  g_string_append_printf (out, ",\"%s\":[", key);
  for (guint i = 0; i < n; i++)
    {
      gboolean first = TRUE;

      g_string_append_printf (out, "%s{\"days\":[", i > 0 ? "," : "");
      for (guint day = 0; day < 7; day++)
        if ((windows[i].days >> day & 1) != 0)
          {
            g_string_append_printf (out, "%s\"%s\"", first ? "" : ",", days[day]);
            first = FALSE;
          }
      g_string_append_printf (out, "],\"from\":\"%02u:%02u\",\"to\":\"%02u:%02u\"}",
                              windows[i].from_min / 60, windows[i].from_min % 60,
                              windows[i].to_min / 60, windows[i].to_min % 60);
    }
  g_string_append_c (out, ']');
}

static guint
choose (Window *windows, guint max)
{
  guint n = (guint) g_test_rand_int_range (0, (gint32) max + 1);

  for (guint i = 0; i < n; i++)
    windows[i] = (Window){ (guint) g_test_rand_int_range (1, 128),
                           15 * (guint) g_test_rand_int_range (0, 96),
                           15 * (guint) g_test_rand_int_range (0, 96) };
  return n;
}

static gboolean
any_holds (const Window *windows, guint n, GTimeZone *zone, gint64 at_us)
{
  for (guint i = 0; i < n; i++)
    if (holds (&windows[i], zone, at_us))
      return TRUE;
  return FALSE;
}

/* Zones whose wall is not set in that week: what is passed over or shown twice has cases above. */
static void
test_like_each_minute (void)
{
  static const char *const zones[] = { "UTC", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu" };
  guint n_waited = 0;

  for (guint i = 0; i < 300; i++)
    {
      const char *name = zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))];
      g_autoptr (GTimeZone) zone = muster_time_zone_new (name);
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (MusterPersonalHours) hours = NULL;
      Window quiet[3], working[3];
      guint n_quiet = choose (quiet, 3), n_working = choose (working, 3);
      gint64 at_us = instant ("2026-05-04T00:00:00Z") + g_test_rand_int_range (0, 10000) * MINUTE;
      gint64 next_us, slow_us = at_us;

      g_string_append_printf (body, "{\"zone\":\"%s\"", name);
      write_windows ("quiet", quiet, n_quiet, body);
      write_windows ("working", working, n_working, body);
      g_string_append_c (body, '}');
      hours = muster_personal_hours_read (body->str, NULL);
      if (hours == NULL) /* they leave no time */
        continue;
      next_us = muster_personal_hours_next (hours, (MusterPatience){ TRUE, TRUE }, at_us, NULL);
      while (any_holds (quiet, n_quiet, zone, slow_us) ||
             (n_working > 0 && !any_holds (working, n_working, zone, slow_us)))
        slow_us += MINUTE;
      g_assert_cmpint (next_us, ==, slow_us);
      n_waited += slow_us > at_us;
    }
  g_assert_cmpuint (n_waited, >, 50);
}

/* --- how many --- */

static void
test_limits (void)
{
  static const struct
  {
    const char *contact, *channel;
    guint pages;
    gint64 minutes;
  } cases[] = {
    { NULL, "sms", 5, 15 },
    { NULL, "email", 10, 15 },
    { "{}", "ntfy", 10, 15 },
    { "not JSON", "sms", 5, 15 },
    { "{\"channels\":[{\"type\":\"sms\",\"limit\":{\"pages\":2,\"in\":\"1h\"}}]}", "sms", 2, 60 },
    { "{\"channels\":[{\"limit\":{\"pages\":2,\"in\":\"1h\"},\"type\":\"sms\"}]}", "sms", 2, 60 },
    { "{\"channels\":[{\"type\":\"sms\",\"limit\":{\"pages\":2,\"in\":\"1h\"}}]}", "email", 10,
      15 },
    { "{\"channels\":[{\"type\":\"sms\",\"limit\":{\"pages\":0,\"in\":\"-1h\"}}]}", "sms", 5, 15 },
    { "{\"channels\":[{\"type\":\"sms\",\"limit\":{\"pages\":5000,\"in\":\"1h\"}}]}", "sms", 30,
      60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterPersonalLimit limit = muster_personal_limit_read (cases[i].contact, cases[i].channel);

      g_assert_cmpuint (limit.pages, ==, cases[i].pages);
      g_assert_cmpint (limit.within_us, ==, cases[i].minutes * MINUTE);
    }
  g_assert_cmpuint (muster_personal_limit_read (NULL, "desktop").pages, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oncall/personal-hours/worked-cases", test_worked_cases);
  g_test_add_func ("/oncall/personal-hours/nothing-said", test_nothing_said);
  g_test_add_func ("/oncall/personal-hours/refused", test_refused);
  g_test_add_func ("/oncall/personal-hours/like-each-minute", test_like_each_minute);
  g_test_add_func ("/oncall/personal-hours/limits", test_limits);
  return g_test_run ();
}
