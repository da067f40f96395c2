/* gate.c - what is reason enough for an incident: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"

#define SECONDS    ((gint64) G_USEC_PER_SEC)
#define DISK(node) "alertname=DiskFull,service=db,severity=warning,node=" node
#define WORST      "alertname=DiskFull,service=db,severity=critical,node=9"

static void
set_grouping (OneKey *self, const char *body)
{
  small_hub_configure (self->hub, "grouping", "default", body);
}

static const MusterSuppression *
first_held (const OneKey *self)
{
  g_autoptr (GPtrArray) held =
      muster_suppressions_list (muster_world_get_suppressions (self->hub->world));

  return held->len > 0 ? g_ptr_array_index (held, 0) : NULL;
}

static void
only_sev_1 (OneKey *self)
{
  small_hub_configure (self->hub, "rules", "severity_map",
                       "{\"rules\":[{\"match\":\"severity=critical\",\"severity\":1}]}");
}

/* --- so many at once --- */

static void
test_threshold (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"at_least\":3}");
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, FIRING, DISK ("2"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  g_assert_cmpuint (one_key_n_held (self), ==, 2);
  g_assert_cmpint (first_held (self)->suppressor.by, ==, MUSTER_SUPPRESSED_BY_THRESHOLD);
  g_assert_cmpstr (first_held (self)->rule, ==, "until 3 fire at once");
  one_key_report (self, FIRING, DISK ("3"));
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 3);
  one_key_report (self, FIRING, DISK ("4")); /* and joins at once from now on */
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 4);
}

/* Those that are over do not count. */
static void
test_at_once (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"at_least\":2}");
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, RESOLVED, DISK ("1"));
  one_key_report (self, FIRING, DISK ("2"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  one_key_report (self, FIRING, DISK ("1"));
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
}

static void
test_worst_waits_for_nothing (OneKey *self, gconstpointer unused)
{
  only_sev_1 (self);
  set_grouping (self, "{\"at_least\":5,\"pause\":\"5m\"}");
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  one_key_report (self, FIRING, WORST);
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_n_held (self), ==, 0); /* its incident takes the others in */
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_CRITICAL);
}

static void
test_rule_goes (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"at_least\":3}");
  one_key_report (self, FIRING, DISK ("1"));
  set_grouping (self, "{}");
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
}

static void
test_groups_count_apart (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"at_least\":2}");
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, FIRING, "alertname=DiskFull,service=api,severity=warning");
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
}

static void
test_drill_waits_for_nothing (OneKey *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "drill", drill);

  set_grouping (self, "{\"at_least\":3,\"pause\":\"5m\"}");
  small_hub_alert (self->hub, key, FIRING, DISK ("1"), NULL);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

/* --- a while --- */

static void
test_pause (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"pause\":\"2m\"}");
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpint (first_held (self)->suppressor.by, ==, MUSTER_SUPPRESSED_BY_PAUSE);
  small_hub_advance (self->hub, 60 * SECONDS);
  one_key_report (self, FIRING, DISK ("1")); /* a repeat does not put it off */
  one_key_report (self, FIRING, DISK ("2")); /* another one of the group comes out with it */
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  small_hub_advance (self->hub, 61 * SECONDS);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
}

static void
test_over_within_the_pause (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"pause\":\"2m\"}");
  one_key_report (self, FIRING, DISK ("1"));
  small_hub_advance (self->hub, 60 * SECONDS);
  one_key_report (self, RESOLVED, DISK ("1"));
  small_hub_advance (self->hub, 600 * SECONDS);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
}

/* An incident that is open takes it in at once. */
static void
test_no_pause_within_an_incident (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, DISK ("1"));
  set_grouping (self, "{\"pause\":\"2m\",\"at_least\":5}");
  one_key_report (self, FIRING, DISK ("2"));
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
}

static void
test_learned (OneKey *self, gconstpointer unused)
{
  set_grouping (
      self, "{\"pause\":\"learned\",\"rules\":[{\"name\":\"other\",\"match\":\"service=api\"}]}");
  for (guint i = 0; i < MUSTER_DURATIONS_NEEDED; i++)
    {
      one_key_report (self, FIRING, DISK ("1"));
      g_assert_cmpuint (one_key_n_held (self), ==, 0); /* not known yet */
      small_hub_advance (self->hub, 40 * SECONDS);
      one_key_report (self, RESOLVED, DISK ("1"));
    }
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, 3600 * SECONDS);
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  g_assert_cmpstr (first_held (self)->rule, ==, "9 of 10 were over within 40 s");
  small_hub_advance (self->hub, 41 * SECONDS);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/gate/threshold", test_threshold },
    { "/world/gate/at-once", test_at_once },
    { "/world/gate/worst-waits-for-nothing", test_worst_waits_for_nothing },
    { "/world/gate/rule-goes", test_rule_goes },
    { "/world/gate/groups-count-apart", test_groups_count_apart },
    { "/world/gate/drill-waits-for-nothing", test_drill_waits_for_nothing },
    { "/world/gate/pause", test_pause },
    { "/world/gate/over-within-the-pause", test_over_within_the_pause },
    { "/world/gate/no-pause-within-an-incident", test_no_pause_within_an_incident },
    { "/world/gate/learned", test_learned },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
