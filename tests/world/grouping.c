/* grouping.c - which incident takes an alert in by the rules of grouping: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"
#include "world/grouping-rules.h"

#define MINUTES    G_TIME_SPAN_MINUTE
#define DISK(node) "alertname=DiskFull,service=db,severity=warning,node=" node

static void
set_grouping (OneKey *self, const char *body)
{
  small_hub_configure (self->hub, "grouping", "default", body);
}

/* From its first alert on. */
static void
test_fixed_window (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"window\":\"10m\"}");
  one_key_report (self, FIRING, DISK ("1"));
  small_hub_advance (self->hub, 9 * MINUTES);
  one_key_report (self, FIRING, DISK ("2"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  small_hub_advance (self->hub, 2 * MINUTES);
  one_key_report (self, FIRING, DISK ("3"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  g_assert_cmpuint (one_key_incident (self, 2)->previous, ==, 1);
  one_key_report (self, RESOLVED, DISK ("1")); /* what joined counts where it is */
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 1);
}

/* From its last alert on. */
static void
test_sliding_window (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"window\":\"10m\",\"sliding\":true}");
  one_key_report (self, FIRING, DISK ("1"));
  small_hub_advance (self->hub, 9 * MINUTES);
  one_key_report (self, FIRING, DISK ("2"));
  small_hub_advance (self->hub, 9 * MINUTES);
  one_key_report (self, FIRING, DISK ("3"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  small_hub_advance (self->hub, 11 * MINUTES);
  one_key_report (self, FIRING, DISK ("4"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
}

static void
test_size (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"max\":2}");
  self->hub->tells_late = TRUE; /* those that nobody told of yet count */
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, FIRING, DISK ("2"));
  one_key_report (self, FIRING, DISK ("3"));
  one_key_report (self, FIRING, DISK ("4"));
  one_key_report (self, FIRING, DISK ("5"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 3);
  g_assert_cmpuint (one_key_incident (self, 3)->previous, ==, 2);
}

/* A resolved incident does not swallow what comes back: it is a new one, which knows the old. */
static void
test_recurrence (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, RESOLVED, DISK ("1"));
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, 5 * MINUTES);
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  g_assert_cmpuint (one_key_incident (self, 2)->previous, ==, 1);
  g_assert_false (muster_incident_is_open (one_key_incident (self, 1)));
}

static void
test_reopening (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"reopen\":\"10m\"}");
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, RESOLVED, DISK ("1"));
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, 9 * MINUTES);
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  g_assert_true (muster_incident_is_open (one_key_incident (self, 1)));
  one_key_report (self, RESOLVED, DISK ("1"));
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, 11 * MINUTES);
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
}

/* What people reviewed is done with. */
static void
test_reviewed_stays_closed (OneKey *self, gconstpointer unused)
{
  MusterCommand *review;

  set_grouping (self, "{\"reopen\":\"1h\"}");
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, RESOLVED, DISK ("1"));
  one_key_resolve (self, 1);
  review = small_hub_command (self->hub, "incident.stage", 1);
  muster_command_set_int (review, "stage", MUSTER_STAGE_REVIEWED);
  g_assert_true (small_hub_do (self->hub, review, NULL, NULL));
  one_key_report (self, FIRING, DISK ("1"));
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
}

/* Two rules with the same labels have groups of their own. */
static void
test_rules_apart (OneKey *self, gconstpointer unused)
{
  set_grouping (self, "{\"by\":[\"service\"],\"rules\":[{\"name\":\"cpu\",\"match\":\"alertname=~"
                      "\\\"Cpu.*\\\"\",\"by\":[\"service\"]}]}");
  one_key_report (self, FIRING, DISK ("1"));
  one_key_report (self, FIRING, "alertname=CpuHot,service=db");
  one_key_report (self, FIRING, "alertname=CpuIdle,service=db");
  one_key_report (self, FIRING, "alertname=Other,service=db");
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 2);
}

static void
test_refused (OneKey *self, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{\"window\":\"-1m\"}",
    "{\"window\":\"1y\"}",
    "{\"max\":0}",
    "{\"at_least\":0}",
    "{\"pause\":\"3h\"}",
    "{\"pause\":\"sometimes\"}",
    "{\"rules\":[{\"match\":\"a=b\"}]}",
    "{\"rules\":[{\"name\":\"a\",\"match\":\"a=~\\\"(\\\"\"}]}",
    "{\"rules\":[{\"name\":\"a\",\"match\":\"a=b\"},{\"name\":\"a\",\"match\":\"a=c\"}]}",
    "{\"by\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]}",
    "[]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_grouping_read (bodies[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/grouping/fixed-window", test_fixed_window },
    { "/world/grouping/sliding-window", test_sliding_window },
    { "/world/grouping/size", test_size },
    { "/world/grouping/recurrence", test_recurrence },
    { "/world/grouping/reopening", test_reopening },
    { "/world/grouping/reviewed-stays-closed", test_reviewed_stays_closed },
    { "/world/grouping/rules-apart", test_rules_apart },
    { "/world/grouping/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
