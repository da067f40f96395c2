/* holidays.c - days on which whoever is on call had rather not be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/holidays.h"

#include "base/wall-time.h"

#define HOUR_S 3600

static void
test_read (void)
{
  static const struct
  {
    const char *body;
    guint n;
  } cases[] = {
    { "{\"holidays\":[\"2026-12-25\",\"2026-01-01\"]}", 2 },
    { "{\"holidays\":[\"2026-02-30\",\"soon\",\"2026-12-25T00:00\",\"\"]}", 0 },
    { "{\"holidays\":\"2026-12-25\",\"zone\":\"UTC\"}", 0 },
    { "{\"zone\":\"UTC\"}", 0 },
    { "{\"holidays\":[2026,null]}", 0 },
    { "[", 0 },
    { NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) days = muster_holidays_read (cases[i].body);

      g_assert_cmpuint (days != NULL ? days->len : 0, ==, cases[i].n);
    }
}

/* A day is one of the wall where they live: of 23 hours where its clocks go forward. */
static void
test_measure (void)
{
  static const struct
  {
    const char *holiday;
    gint64 start_s, end_s; /* since 2026-03-28T00:00Z */
    gint64 hours;
    guint n;
  } cases[] = {
    { "2026-03-29", 0, 72 * HOUR_S, 23, 1 },
    { "2026-03-28", 0, 72 * HOUR_S, 23, 1 }, /* it began an hour before */
    { "2026-03-30", 0, 72 * HOUR_S, 24, 1 },
    { "2026-04-01", 0, 72 * HOUR_S, 0, 0 },
  };
  g_autoptr (GTimeZone) berlin = muster_time_zone_new ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"holidays\":[\"%s\",\"%s\"]}", cases[i].holiday, cases[i].holiday);
      g_autoptr (GArray) days = muster_holidays_read (body);
      g_autoptr (GArray) duties = g_array_new (FALSE, FALSE, sizeof (MusterDuty));
      MusterDuty duty = { 1774656000 + cases[i].start_s, 1774656000 + cases[i].end_s };
      guint n;

      g_array_append_val (duties, duty);
      g_assert_cmpint (muster_holidays_measure (days, duties, berlin, &n), ==,
                       cases[i].hours * HOUR_S);
      g_assert_cmpuint (n, ==, cases[i].n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holidays/read", test_read);
  g_test_add_func ("/holidays/measure", test_measure);
  return g_test_run ();
}
