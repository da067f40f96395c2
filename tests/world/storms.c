/* storms.c - more new alerts than may each open an incident are taken into one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/storms.h"
#include "one-key.h"
#include "world/snapshot.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE

static MusterKeyWatch *
watch (const OneKey *self)
{
  return muster_intake_watch_get (muster_world_get_intake (self->hub->world), self->key);
}

static void
set_flood (OneKey *self, gint64 flood)
{
  MusterCommand *command = small_hub_command (self->hub, "key.configure", 0);
  g_autoptr (GError) error = NULL;

  command->object = self->key;
  muster_command_set_int (command, "flood", flood);
  small_hub_do (self->hub, command, NULL, &error);
  g_assert_no_error (error);
}

/* @n alerts that have nothing in common but a cluster, evenly within @span_us. */
static void
rain (OneKey *self, guint from, guint n, gint64 span_us)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *labels =
          g_strdup_printf ("alertname=A%u,service=s%u,cluster=eu", from + i, from + i);

      small_hub_advance (self->hub, span_us / n);
      one_key_report (self, FIRING, labels);
    }
}

static const MusterIncident *
storm_of (const OneKey *self)
{
  for (guint i = one_key_n_incidents (self); i > 0; i--)
    if (muster_world_is_storm (self->hub->world, i))
      return one_key_incident (self, i);
  return NULL;
}

static guint
n_timeline (const MusterIncident *incident, MusterEventKind kind)
{
  guint n = 0;

  for (guint i = 0; i < incident->entries->len; i++)
    n += ((MusterEntry *) g_ptr_array_index (incident->entries, i))->kind == kind;
  return n;
}

static void
test_one_incident (OneKey *self, gconstpointer unused)
{
  const MusterIncident *storm;

  rain (self, 0, 300, 4 * MINUTE);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 300);
  g_assert_null (storm_of (self));
  rain (self, 300, 2000, MINUTE);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 301);
  storm = storm_of (self);
  g_assert_cmpstr (storm->title, ==,
                   "Alert storm: over 300 new alerts in 5 minutes by the key of shop");
  g_assert_cmpuint (storm->firing, ==, 2300);
  g_assert_cmpuint (watch (self)->storm.folded, ==, 2300);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (self->hub->world)), ==,
                    2300);
  g_assert_cmpuint (n_timeline (storm, MUSTER_EVENT_INCIDENT_ALERT_JOINED), <=, 2);
  /* what it began with is part of it, in one line */
  g_assert_cmpuint (storm->absorbed->len, ==, 300);
  g_assert_cmpuint (n_timeline (storm, MUSTER_EVENT_INCIDENT_MERGED), ==, 1);
  for (guint i = 1; i <= 300; i++)
    g_assert_cmpuint (one_key_incident (self, i)->merged_into, ==, storm->number);
}

static void
acknowledge (OneKey *self, guint incident)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, small_hub_command (self->hub, "incident.acknowledge", incident), NULL,
                &error);
  g_assert_no_error (error);
}

/* Not what is older than that, nor what somebody works on, nor the worst, nor another key's. */
static void
test_begins_with (OneKey *self, gconstpointer unused)
{
  MusterUlid other = small_hub_key (self->hub, "cart", (MusterUlid){ 0, 0 });

  small_hub_configure (self->hub, "rules", "severity_map",
                       "{\"rules\":[{\"match\":\"worst=yes\",\"severity\":1}]}");
  set_flood (self, 50);
  one_key_report (self, FIRING, "alertname=Old,service=old");
  small_hub_advance (self->hub, 6 * MINUTE);
  one_key_report (self, FIRING, "alertname=Mine,service=mine");
  acknowledge (self, 2);
  one_key_report (self, FIRING, "alertname=Worst,service=worst,worst=yes");
  small_hub_alert (self->hub, other, FIRING, "alertname=Cart,service=cart", NULL);
  rain (self, 0, 60, MINUTE);
  for (guint i = 1; i <= 4; i++)
    g_assert_cmpuint (one_key_incident (self, i)->merged_into, ==, 0);
  g_assert_cmpuint (storm_of (self)->absorbed->len, ==, 48);
  g_assert_cmpuint (storm_of (self)->firing, ==, 60);
}

/* Nor what was found to belong together by what depends on what. */
static void
test_leaves_the_connected (OneKey *self, gconstpointer unused)
{
  small_hub_configure (self->hub, "service", "db", "{}");
  small_hub_configure (self->hub, "service", "orders", "{\"depends_on\":[\"db\"]}");
  set_flood (self, 50);
  one_key_report (self, FIRING, "alertname=Slow,service=orders");
  one_key_report (self, FIRING, "alertname=Down,service=db");
  rain (self, 0, 60, MINUTE);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->merged_into, ==, 0);
  g_assert_cmpuint (storm_of (self)->firing, ==, 60);
}

/* Each of them may come back, from its own room. */
static void
test_comes_back (OneKey *self, gconstpointer unused)
{
  const MusterIncident *one;
  const MusterEntry *merged;
  MusterCommand *undo;
  g_autoptr (GError) error = NULL;

  set_flood (self, 50);
  rain (self, 0, 100, MINUTE);
  one = one_key_incident (self, 7);
  merged = g_ptr_array_index (one->entries, one->entries->len - 1);
  g_assert_cmpint (merged->kind, ==, MUSTER_EVENT_INCIDENT_MERGED);
  undo = small_hub_command (self->hub, "incident.undo", 7);
  muster_command_set_int (undo, "seq", (gint64) merged->seq);
  small_hub_do (self->hub, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->merged_into, ==, 0);
  g_assert_cmpuint (one->firing, ==, 1);
  g_assert_cmpuint (storm_of (self)->firing, ==, 99);
}

/* What belongs somewhere goes there, also in a storm; and other keys are in none. */
static void
test_folding_comes_last (OneKey *self, gconstpointer unused)
{
  MusterUlid other = small_hub_key (self->hub, "cart", (MusterUlid){ 0, 0 });

  set_flood (self, 50);
  rain (self, 0, 40, MINUTE);
  acknowledge (self, 8);
  rain (self, 40, 60, MINUTE);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 51);
  one_key_report (self, FIRING, "alertname=A7,service=s7,pod=new");
  g_assert_cmpuint (one_key_incident (self, 8)->firing, ==, 2);
  one_key_report (self, RESOLVED, "alertname=A7,service=s7,pod=new");
  g_assert_cmpuint (one_key_incident (self, 8)->firing, ==, 1);
  small_hub_alert (self->hub, other, FIRING, "alertname=Cart,service=cart", NULL);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 52);
  g_assert_cmpuint (watch (self)->storm.folded, ==, 99);
}

static void
test_over (OneKey *self, gconstpointer unused)
{
  const MusterIncident *storm;
  guint before;

  set_flood (self, 50);
  rain (self, 0, 1000, 2 * MINUTE);
  storm = storm_of (self);
  g_assert_cmpint (storm->storm_over_us, ==, MUSTER_NO_TIME);
  /* a little goes on, and is folded; it keeps nothing up */
  for (guint i = 0; i < 9; i++)
    rain (self, 1000 + i, 1, MINUTE);
  g_assert_cmpint (storm->storm_over_us, ==, MUSTER_NO_TIME);
  before = one_key_n_incidents (self);
  small_hub_advance (self->hub, 3 * MINUTE);
  g_assert_cmpint (storm->storm_over_us, !=, MUSTER_NO_TIME);
  g_assert_cmpuint (storm->storm_alerts, ==, 1009);
  g_assert_cmpint (storm->storm_span_us, >=, MINUTE);
  g_assert_cmpint (storm->storm_span_us, <=, 3 * MINUTE);
  g_assert_cmpuint (n_timeline (storm, MUSTER_EVENT_INCIDENT_STORM_ENDED), ==, 1);
  /* then alerts are looked at one by one again */
  rain (self, 5000, 1, 1);
  g_assert_cmpuint (one_key_n_incidents (self), ==, before + 1);
  /* and the next storm is another */
  rain (self, 6000, 200, MINUTE);
  g_assert_true (storm_of (self) != storm);
}

/* The worst are not hidden in it, as far as somebody could still look at them. */
static void
test_critical (OneKey *self, gconstpointer unused)
{
  const MusterIncident *storm;

  small_hub_configure (self->hub, "rules", "severity_map",
                       "{\"rules\":[{\"match\":\"worst=yes\",\"severity\":1}]}");
  set_flood (self, 50);
  rain (self, 0, 100, MINUTE);
  storm = storm_of (self);
  g_assert_cmpint (storm->severity, >, MUSTER_SEVERITY_CRITICAL);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *labels = g_strdup_printf ("alertname=W%u,service=w%u,worst=yes", i, i);

      one_key_report (self, FIRING, labels);
    }
  g_assert_cmpuint (one_key_n_incidents (self), ==, 51 + 5);
  g_assert_cmpint (one_key_incident (self, 52)->severity, ==, MUSTER_SEVERITY_CRITICAL);
  g_assert_cmpint (storm->severity, ==, MUSTER_SEVERITY_CRITICAL); /* and the rest make it worse */
}

static void
test_resolved_goes_on (OneKey *self, gconstpointer unused)
{
  const MusterIncident *storm;
  MusterCommand *resolve;
  g_autoptr (GError) error = NULL;

  set_flood (self, 50);
  rain (self, 0, 100, MINUTE);
  storm = storm_of (self);
  resolve = small_hub_command (self->hub, "incident.resolve", storm->number);
  g_assert_true (small_hub_do (self->hub, resolve, NULL, &error));
  rain (self, 100, 10, MINUTE);
  g_assert_true (storm_of (self) != storm);
  g_assert_cmpuint (storm_of (self)->firing, ==, 10);
}

static void
test_never (OneKey *self, gconstpointer unused)
{
  set_flood (self, 0);
  rain (self, 0, 1000, MINUTE);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1000);
}

static void
test_survives (OneKey *self, gconstpointer unused)
{
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 });
  g_autoptr (GString) saved = g_string_new (NULL), again = g_string_new (NULL);
  const MusterScope hub = { .hub = TRUE };
  const MusterTopLabel *best;
  const MusterKeyWatch *got;
  g_autoptr (GError) error = NULL;

  set_flood (self, 50);
  rain (self, 0, 500, 2 * MINUTE);
  muster_world_save (self->hub->world, &hub, saved);
  g_assert_true (muster_world_load (world, saved->str, saved->len, &error));
  muster_world_save (world, &hub, again);
  g_assert_cmpstr (again->str, ==, saved->str);
  got = muster_intake_watch_get (muster_world_get_intake (world), self->key);
  g_assert_cmpuint (got->storm.folded, ==, 500);
  g_assert_cmpuint (muster_top_labels_get (got->storm.top, &best, 1), ==, 1);
  g_assert_cmpstr (best->name, ==, "cluster");
  g_assert_cmpuint (best->n - best->error, ==, 500);
  g_assert_cmpint (muster_storm_over_us (&got->storm), ==,
                   muster_storm_over_us (&watch (self)->storm));
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/storms/one-incident", test_one_incident },
    { "/world/storms/begins-with", test_begins_with },
    { "/world/storms/leaves-the-connected", test_leaves_the_connected },
    { "/world/storms/comes-back", test_comes_back },
    { "/world/storms/folding-comes-last", test_folding_comes_last },
    { "/world/storms/over", test_over },
    { "/world/storms/critical", test_critical },
    { "/world/storms/resolved-goes-on", test_resolved_goes_on },
    { "/world/storms/never", test_never },
    { "/world/storms/survives", test_survives },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
