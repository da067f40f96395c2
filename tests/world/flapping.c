/* flapping.c - alerts that come and go: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/flapping.h"
#include "one-key.h"

#define MINUTES G_TIME_SPAN_MINUTE
#define FLAPPER "alertname=HighErrorRate,service=api,severity=warning"
#define STEADY  "alertname=HighErrorRate,service=api,severity=warning,pod=2"

static void
come_and_go (OneKey *self, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      small_hub_advance (self->hub, MINUTES);
      one_key_report (self, FIRING, FLAPPER);
      small_hub_advance (self->hub, MINUTES);
      one_key_report (self, RESOLVED, FLAPPER);
    }
}

static guint
count_entries (const OneKey *self, MusterEventKind kind)
{
  const GPtrArray *entries = one_key_incident (self, 1)->entries;
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += ((const MusterEntry *) g_ptr_array_index (entries, i))->kind == kind;
  return n;
}

static gboolean
is_flapping (const OneKey *self)
{
  gint64 at_us;

  return muster_flaps_first_calm (muster_world_get_flaps (self->hub->world), &at_us) != NULL;
}

/* Six changes within 15 minutes; then the timeline is silent about it, and the counts hold. */
static void
test_told_once (OneKey *self, gconstpointer unused)
{
  guint before;

  come_and_go (self, 3);
  g_assert_false (is_flapping (self));
  come_and_go (self, 1);
  g_assert_true (is_flapping (self));
  g_assert_cmpuint (count_entries (self, MUSTER_EVENT_ALERT_FLAPPING), ==, 1);
  small_hub_acknowledge_all (self->hub);
  before = one_key_incident (self, 1)->entries->len;
  come_and_go (self, 10);
  g_assert_cmpuint (one_key_incident (self, 1)->entries->len, ==, before);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
  one_key_report (self, FIRING, FLAPPER);
  one_key_report (self, FIRING, STEADY); /* others are told as ever */
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->entries->len, ==, before + 1);
}

static void
test_calm (OneKey *self, gconstpointer unused)
{
  const MusterEntry *last;

  come_and_go (self, 4);
  one_key_report (self, FIRING, FLAPPER);
  small_hub_advance (self->hub, 16 * MINUTES);
  g_assert_false (is_flapping (self));
  last = g_ptr_array_index (one_key_incident (self, 1)->entries,
                            one_key_incident (self, 1)->entries->len - 1);
  g_assert_cmpint (last->kind, ==, MUSTER_EVENT_ALERT_CALMED);
  g_assert_cmpstr (last->word, ==, "firing");
  one_key_report (self, RESOLVED, FLAPPER); /* and is told again */
  g_assert_cmpuint (count_entries (self, MUSTER_EVENT_ALERT_RESOLVED), >, 1);
}

/* Nobody is called anew for what flaps: the incident that was resolved is opened again. */
static void
test_reopens (OneKey *self, gconstpointer unused)
{
  come_and_go (self, 4);
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, MINUTES);
  one_key_report (self, FIRING, FLAPPER);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  g_assert_true (muster_incident_is_open (one_key_incident (self, 1)));
  g_assert_true (is_flapping (self));
  one_key_report (self, RESOLVED, FLAPPER);
  small_hub_advance (self->hub, 20 * MINUTES);
  one_key_resolve (self, 1);
  one_key_report (self, FIRING, FLAPPER); /* it was calm: something new */
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
}

static void
test_slow_changes_are_no_flapping (OneKey *self, gconstpointer unused)
{
  for (guint i = 0; i < 20; i++)
    {
      one_key_report (self, FIRING, FLAPPER);
      small_hub_advance (self->hub, 8 * MINUTES);
      one_key_report (self, RESOLVED, FLAPPER);
      small_hub_advance (self->hub, 8 * MINUTES);
    }
  g_assert_false (is_flapping (self));
}

static void
test_by_rule (OneKey *self, gconstpointer unused)
{
  small_hub_configure (self->hub, "grouping", "default", "{\"flapping\":{\"changes\":0}}");
  come_and_go (self, 10);
  g_assert_false (is_flapping (self));
  small_hub_configure (self->hub, "grouping", "default",
                       "{\"flapping\":{\"changes\":3,\"within\":\"5m\",\"calm\":\"2m\"}}");
  come_and_go (self, 1);
  g_assert_true (is_flapping (self));
  small_hub_advance (self->hub, 2 * MINUTES);
  g_assert_false (is_flapping (self));
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/flapping/told-once", test_told_once },
    { "/world/flapping/calm", test_calm },
    { "/world/flapping/reopens", test_reopens },
    { "/world/flapping/slow-changes-are-no-flapping", test_slow_changes_are_no_flapping },
    { "/world/flapping/by-rule", test_by_rule },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
