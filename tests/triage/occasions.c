/* occasions.c - windows on the wall, where the wall is set back and forth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/occasions.h"

#include "base/wall-time.h"

typedef struct
{
  const char *zone, *start;
  guint minutes;
  const char *rule, *from, *spans;
} Case;

static gint64
wall (const char *text)
{
  gint64 wall_s;

  g_assert_true (muster_wall_time_parse (text, &wall_s));
  return wall_s;
}

static MusterOccasions *
make (const char *zone_name, const char *start, guint minutes, const char *rule)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  MusterOccasions *self = muster_occasions_new (zone, wall (start), minutes * 60);
  g_autoptr (GError) error = NULL;

  if (rule != NULL)
    self->recurrence = muster_recurrence_new (rule, self->start_s, zone, &error);
  g_assert_no_error (error);
  return self;
}

/* The first four from an instant on, as instants. */
static char *
list_spans (const Case *self)
{
  g_autoptr (MusterOccasions) occasions = make (self->zone, self->start, self->minutes, self->rule);
  gint64 after_us = wall (self->from) * G_USEC_PER_SEC;
  GString *out = g_string_new (NULL);
  MusterSpan span;

  for (guint i = 0; i < 4 && muster_occasions_next (occasions, after_us, &span); i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      muster_wall_time_append (span.start_us / G_USEC_PER_SEC, out);
      g_string_truncate (out, out->len - 3);
      g_string_append_printf (out, "+%d", (int) (muster_span_length_us (span) / 60 / 1000000));
      after_us = span.end_us;
    }
  return g_string_free (out, FALSE);
}

static void
test_worked (void)
{
  static const Case cases[] = {
    /* once */
    { "Europe/Berlin", "2026-03-01T02:00", 120, NULL, "2026-01-01T00:00", "2026-03-01T01:00+120" },
    { "Europe/Berlin", "2026-03-01T02:00", 120, NULL, "2026-03-01T02:59", "2026-03-01T01:00+120" },
    { "Europe/Berlin", "2026-03-01T02:00", 120, NULL, "2026-03-01T03:00", "" },
    /* New York: 02:00 is missing on 8 March, 01:00 comes twice on 1 November */
    { "America/New_York", "2026-02-22T01:00", 180, "FREQ=WEEKLY", "2026-03-07T00:00",
      "2026-03-08T06:00+120 2026-03-15T05:00+180 2026-03-22T05:00+180 2026-03-29T05:00+180" },
    { "America/New_York", "2026-03-06T02:00", 30, "FREQ=DAILY", "2026-03-07T00:00",
      "2026-03-07T07:00+30 2026-03-09T06:00+30 2026-03-10T06:00+30 2026-03-11T06:00+30" },
    { "America/New_York", "2026-03-06T02:30", 60, "FREQ=DAILY", "2026-03-07T00:00",
      "2026-03-07T07:30+60 2026-03-08T07:00+30 2026-03-09T06:30+60 2026-03-10T06:30+60" },
    { "America/New_York", "2026-10-30T01:30", 60, "FREQ=DAILY", "2026-10-31T00:00",
      "2026-10-31T05:30+60 2026-11-01T05:30+120 2026-11-02T06:30+60 2026-11-03T06:30+60" },
    { "America/New_York", "2026-03-08T00:00", 60, "FREQ=HOURLY", "2026-03-08T05:30",
      "2026-03-08T05:00+60 2026-03-08T06:00+60 2026-03-08T07:00+60 2026-03-08T08:00+60" },
    /* Lord Howe: half an hour, 02:00 to 02:30 on 4 October, back on 5 April */
    { "Australia/Lord_Howe", "2026-10-01T02:15", 60, "FREQ=DAILY", "2026-10-02T12:00",
      "2026-10-02T15:45+60 2026-10-03T15:30+45 2026-10-04T15:15+60 2026-10-05T15:15+60" },
    { "Australia/Lord_Howe", "2026-04-03T01:00", 60, "FREQ=DAILY", "2026-04-03T12:00",
      "2026-04-03T14:00+60 2026-04-04T14:00+90 2026-04-05T14:30+60 2026-04-06T14:30+60" },
    /* São Paulo: midnight was missing on 4 November 2018; no summer time since 2019 */
    { "America/Sao_Paulo", "2018-11-01T23:30", 60, "FREQ=DAILY", "2018-11-03T12:00",
      "2018-11-04T02:30+30 2018-11-05T01:30+60 2018-11-06T01:30+60 2018-11-07T01:30+60" },
    { "America/Sao_Paulo", "2018-10-28T00:00", 60, "FREQ=WEEKLY", "2018-11-01T00:00",
      "2018-11-11T02:00+60 2018-11-18T02:00+60 2018-11-25T02:00+60 2018-12-02T02:00+60" },
    { "America/Sao_Paulo", "2026-10-18T00:00", 60, "FREQ=WEEKLY", "2026-10-17T00:00",
      "2026-10-18T03:00+60 2026-10-25T03:00+60 2026-11-01T03:00+60 2026-11-08T03:00+60" },
    /* longer than what lies between them */
    { "UTC", "2026-01-01T00:00", 36 * 60, "FREQ=DAILY", "2026-01-02T06:00",
      "2026-01-01T00:00+2160 2026-01-02T00:00+2160 2026-01-03T00:00+2160 2026-01-04T00:00+2160" },
    { "Pacific/Apia", "2011-12-28T09:00", 60, "FREQ=DAILY", "2011-12-29T00:00",
      "2011-12-29T19:00+60 2011-12-30T19:00+60 2011-12-31T19:00+60 2012-01-01T19:00+60" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spans = list_spans (&cases[i]);

      g_test_message ("%u %s %s", i, cases[i].zone, cases[i].start);
      g_assert_cmpstr (spans, ==, cases[i].spans);
    }
}

static void
test_until (void)
{
  g_autoptr (MusterOccasions) occasions = make ("UTC", "2026-03-01T02:00", 60, "FREQ=DAILY");
  MusterSpan span;

  occasions->until_s = wall ("2026-03-03T02:00"); /* that one still is */
  g_assert_true (
      muster_occasions_next (occasions, wall ("2026-03-03T02:59") * G_USEC_PER_SEC, &span));
  g_assert_false (
      muster_occasions_next (occasions, wall ("2026-03-03T03:00") * G_USEC_PER_SEC, &span));
  g_assert_false (muster_occasions_next (occasions, G_MAXINT64, &span));
  g_assert_false (muster_occasions_next (occasions, G_MININT64, &span)); /* too far ahead */
}

/* Minute by minute through a year: is the wall's time within one that began on a wall? */
static void
test_as_walls_show_it (void)
{
  static const char *const zones[] = { "Australia/Lord_Howe", "America/New_York",
                                       "America/Sao_Paulo", "Africa/Casablanca" };

  for (guint i = 0; i < 40; i++)
    {
      const char *name = zones[i % G_N_ELEMENTS (zones)];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
      guint start_min = (guint) g_test_rand_int_range (0, 48) * 15;
      guint minutes = (guint) g_test_rand_int_range (1, 20) * 15;
      g_autofree char *start =
          g_strdup_printf ("2018-03-01T%02u:%02u", start_min / 60, start_min % 60);
      g_autoptr (MusterOccasions) occasions = make (name, start, minutes, "FREQ=DAILY");
      gint64 at_s = wall ("2018-09-20T00:00"), end_s = wall ("2019-04-20T00:00");
      MusterSpan span = { 0, 0 };

      for (; at_s < end_s; at_s += 300)
        {
          guint shown = (guint) (muster_wall_time_at (zone, at_s) / 60 % 1440);
          gboolean wanted = shown >= start_min && shown < start_min + minutes;
          gboolean got;

          if (at_s * G_USEC_PER_SEC >= span.end_us)
            g_assert_true (muster_occasions_next (occasions, at_s * G_USEC_PER_SEC, &span));
          got = muster_span_contains (span, at_s * G_USEC_PER_SEC);
          /* the hour that comes twice: within the first it may be over, and begins no second time
           */
          if (got != wanted)
            {
              gint64 change_s = 0;

              for (gint64 near_s = at_s - 7200; near_s < at_s + 7200; near_s += 300)
                if (muster_wall_time_at (zone, near_s + 300) < muster_wall_time_at (zone, near_s))
                  change_s = near_s;
              g_test_message ("%s %s %u %" G_GINT64_FORMAT, name, start, minutes, at_s);
              g_assert_cmpint (change_s, !=, 0);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/occasions/worked", test_worked);
  g_test_add_func ("/occasions/until", test_until);
  g_test_add_func ("/occasions/as-walls-show-it", test_as_walls_show_it);
  return g_test_run ();
}
