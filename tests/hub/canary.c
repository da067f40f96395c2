/* canary.c - an alert of the hub's own comes through it, or it is said that none does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

static char *
read_figures (LiveHub *live)
{
  g_autoptr (LiveAnswer) answer = live_get (live, NULL, "/metrics");

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->body);
}

static gboolean
has_figure (LiveHub *live, const char *line)
{
  g_autofree char *figures = read_figures (live);
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);

  return strstr (figures, whole) != NULL;
}

static guint
ask_health (LiveHub *live)
{
  g_autoptr (LiveAnswer) answer = live_get (live, NULL, "/healthz");

  return answer->status;
}

static void
wait_for (LiveHub *live, const char *line)
{
  while (!has_figure (live, line))
    g_main_context_iteration (NULL, FALSE);
}

static void
test_comes_through (void)
{
  g_autoptr (LiveHub) live = live_hub_new (TRUE);

  g_assert_false (has_figure (live, "muster_canary_total 0"));
  muster_hub_watch_itself (live->hub);
  g_assert_true (has_figure (live, "muster_canary_total 0"));
  live_hub_advance (live, 2 * G_USEC_PER_SEC);
  wait_for (live, "muster_canary_total 1");
  live_hub_advance (live, MUSTER_CANARY_US);
  wait_for (live, "muster_canary_total 2");
  g_assert_true (has_figure (live, "muster_canary_well 1"));
  g_assert_cmpuint (ask_health (live), ==, 200);
  /* nobody sees an alert */
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (live)), ==, 0);
  g_assert_cmpuint (muster_alert_index_size (muster_world_get_alerts (live_hub_world (live))), ==,
                    0);
  live_hub_restart_without_snapshot (live);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (live)), ==, 0);
}

/* What does not come through is missed, also from outside. */
static void
test_does_not_come_through (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (LIVE_START_US);
  MusterAccessTable *table = muster_access_table_new (0);
  MusterCanary *canary = muster_canary_new (clock, table, "unix:/nowhere/hub.sock");

  muster_clock_advance (clock, MUSTER_CANARY_LATE_US);
  g_assert_true (muster_canary_is_well (canary));
  g_assert_cmpint (muster_canary_get_took (canary), ==, -1);
  muster_clock_advance (clock, G_USEC_PER_SEC);
  g_assert_false (muster_canary_is_well (canary));
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "no canary alert has come through*");
  muster_clock_advance (clock, MUSTER_CANARY_US);
  g_test_assert_expected_messages ();
  muster_canary_arrive (canary);
  g_assert_true (muster_canary_is_well (canary));
  g_assert_cmpuint (muster_canary_get_n (canary), ==, 1);
  muster_canary_free (canary);
  while (g_main_context_iteration (NULL, FALSE)) /* what was on its way is given up */
    ;
  muster_access_table_free (table);
}

/* The key is the hub's alone, and opens nothing else. */
static void
test_key (void)
{
  MusterAccessTable *table = muster_access_table_new (0);
  MusterIdentity who;

  g_assert_false (muster_access_table_find_key (table, "tweet", 5, &who));
  muster_access_table_set_canary (table, "tweet");
  g_assert_true (muster_access_table_find_key (table, "tweet", 5, &who));
  g_assert_true (muster_is_canary (who.actor.id));
  g_assert_cmpint (who.access, ==, MUSTER_ACCESS_INTAKE);
  g_assert_false (muster_access_table_find_key (table, "twee", 4, &who));
  muster_access_table_free (table);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canary/comes-through", test_comes_through);
  g_test_add_func ("/canary/does-not-come-through", test_does_not_come_through);
  g_test_add_func ("/canary/key", test_key);
  return g_test_run ();
}
