/* router.c - which routes take an alert, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/router.h"

#include <string.h>

static MusterLabel
label (const char *name, const char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

/* Under @parent, or first of all where that is NULL. */
static MusterRoute *
add (GPtrArray *routes, MusterRoute *parent, const char *matchers, const char *person)
{
  MusterRoute *route = muster_route_new (parent);

  route->name = g_strdup (person);
  g_assert_true (muster_matchers_parse (route->matchers, matchers, NULL));
  if (person[0] != '-')
    route->target = (MusterRouteTarget){ "person", g_strdup (person) };
  g_ptr_array_add (parent != NULL ? parent->children : routes, route);
  return route;
}

static GPtrArray *
new_routes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) muster_route_free);
}

/* "ana ben": whom the routes found lead to. */
static char *
find (const GPtrArray *routes, const char *service, const char *team)
{
  MusterLabel items[] = { label ("service", service), label ("team", team) };
  MusterLabelSet labels = { items, 2 };
  g_autoptr (GPtrArray) found = muster_routes_find (routes, &labels, 0, NULL, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            muster_route_get_target (g_ptr_array_index (found, i))->name);
  return g_string_free (text, FALSE);
}

static void
test_tree (void)
{
  g_autoptr (GPtrArray) routes = new_routes ();
  MusterRoute *db = add (routes, NULL, "service=~db.*", "ana");
  static const struct
  {
    const char *service, *team, *want;
  } cases[] = {
    { "db1", "", "ana" },          { "db1", "a", "ben" }, { "db1", "b", "cho" },
    { "db1", "c", "ana eve" },     { "api", "", "zoe" },  { "api", "c", "zoe" },
    { "api", "watch", "eve zoe" },
  };

  add (routes, db, "team=a", "ben");
  add (routes, db, "team=b", "cho");
  add (routes, db, "team=c", "-")->goes_on = TRUE; /* its parent's target */
  add (routes, db, "team=c", "eve");
  add (routes, NULL, "team=watch", "eve")->goes_on = TRUE;
  add (routes, NULL, "", "zoe");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = find (routes, cases[i].service, cases[i].team);

      g_assert_cmpstr (got, ==, cases[i].want);
    }
}

static void
count (const MusterRoute *route, MusterRouteOutcome outcome, gpointer counts)
{
  ((guint *) counts)[outcome]++;
}

static void
test_trace (void)
{
  g_autoptr (GPtrArray) routes = new_routes ();
  g_autofree char *value = g_strnfill (100, 'a');
  MusterLabel items[] = { label ("service", value) };
  MusterLabelSet labels = { items, 1 };
  g_autoptr (GPtrArray) found = NULL;
  guint counts[4] = { 0 };

  memcpy (value + 96, "bxy!", 4);
  add (routes, NULL, "service=x", "ana");
  add (routes, NULL, "service=~\"(a+)+b.?\"", "ben");
  add (routes, NULL, "", "cho")->hours = muster_hours_new ("UTC");
  add (routes, NULL, "", "eve");
  add (routes, NULL, "", "zoe"); /* never looked at */
  found = muster_routes_find (routes, &labels, 0, count, counts);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (counts[MUSTER_ROUTE_OTHER_LABELS], ==, 1);
  g_assert_cmpuint (counts[MUSTER_ROUTE_TOO_COSTLY], ==, 1);
  g_assert_cmpuint (counts[MUSTER_ROUTE_OTHER_HOURS], ==, 1);
  g_assert_cmpuint (counts[MUSTER_ROUTE_MATCHED], ==, 1);
}

static void
test_catch_all (void)
{
  g_autoptr (GPtrArray) routes = new_routes ();
  MusterRoute *last;

  g_assert_false (muster_routes_catch_all (routes));
  add (routes, NULL, "service=x", "ana");
  g_assert_false (muster_routes_catch_all (routes));
  last = add (routes, NULL, "", "-");
  g_assert_false (muster_routes_catch_all (routes));
  last->target = (MusterRouteTarget){ "person", g_strdup ("ana") };
  g_assert_true (muster_routes_catch_all (routes));
  last->hours = muster_hours_new ("UTC");
  g_assert_false (muster_routes_catch_all (routes));
}

static void
test_hours (void)
{
  /* Berlin: 2026-03-06 is a Friday; on the 29th clocks go from 02:00 to 03:00. */
  static const struct
  {
    const char *at;
    gboolean by_day, by_night;
  } cases[] = {
    { "2026-03-06T07:59:59Z", FALSE, FALSE }, /* 08:59 */
    { "2026-03-06T08:00:00Z", TRUE, FALSE },  { "2026-03-06T15:59:59Z", TRUE, FALSE },
    { "2026-03-06T16:00:00Z", FALSE, FALSE }, { "2026-03-06T21:30:00Z", FALSE, TRUE },
    { "2026-03-07T04:59:00Z", FALSE, TRUE }, /* 05:59 */
    { "2026-03-07T05:00:00Z", FALSE, FALSE }, { "2026-03-07T21:30:00Z", FALSE, FALSE },
    { "2026-03-27T21:00:00Z", FALSE, TRUE },  { "2026-04-03T07:00:00Z", TRUE, FALSE }, /* summer */
  };
  g_autoptr (MusterHours) by_day = muster_hours_new ("Europe/Berlin");
  g_autoptr (MusterHours) by_night = muster_hours_new ("Europe/Berlin");
  MusterHoursWindow day = { 0x1f, 9 * 60, 17 * 60 };
  MusterHoursWindow night = { 1u << 4, 22 * 60, 6 * 60 };

  g_array_append_val (by_day->windows, day);
  g_array_append_val (by_night->windows, night);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (cases[i].at, NULL);
      gint64 at_us = g_date_time_to_unix (at) * G_USEC_PER_SEC;

      g_test_message ("%s", cases[i].at);
      g_assert_cmpint (muster_hours_contain (by_day, at_us), ==, cases[i].by_day);
      g_assert_cmpint (muster_hours_contain (by_night, at_us), ==, cases[i].by_night);
    }
  g_assert_null (muster_hours_new ("Europe/Nowhere"));
}

static void
test_hours_texts (void)
{
  guint16 minute;
  guint8 day;

  g_assert_true (muster_hours_parse_minute ("00:00", &minute) && minute == 0);
  g_assert_true (muster_hours_parse_minute ("23:59", &minute) && minute == 1439);
  g_assert_true (muster_hours_parse_minute ("24:00", &minute) && minute == 1440);
  g_assert_false (muster_hours_parse_minute ("24:01", &minute));
  g_assert_false (muster_hours_parse_minute ("9:00", &minute));
  g_assert_false (muster_hours_parse_minute ("09:60", &minute));
  g_assert_false (muster_hours_parse_minute ("0a:00", &minute));
  g_assert_true (muster_hours_parse_day ("su", &day) && day == 0x40);
  g_assert_false (muster_hours_parse_day ("sun", &day));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/router/tree", test_tree);
  g_test_add_func ("/router/trace", test_trace);
  g_test_add_func ("/router/catch-all", test_catch_all);
  g_test_add_func ("/hours/contain", test_hours);
  g_test_add_func ("/hours/texts", test_hours_texts);
  return g_test_run ();
}
