/* storm.c - a hundred thousand series at two thousand alerts a second (security P10, hostile 31)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten minutes of it by a clock that is moved by hand. What it takes in time and memory the bench
 * measures; here, how much of it becomes incidents and events.
 */
#include "small-hub.h"

#include "world/due.h"

#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define SERIES 10000
#else
#define SERIES 100000
#endif
#define RATE        2000
#define PER_REQUEST 100
#define FLOOD       300 /* new alerts in five minutes; more are a storm */

typedef struct
{
  SmallHub *hub;
  MusterUlid key;
  guint64 events_n;
} Storm;

static void
end_batch (Storm *self, MusterBatch *batch)
{
  self->events_n += muster_batch_length (batch);
  muster_batch_unref (batch);
}

static void
add_report (MusterReports *reports, guint number)
{
  MusterLabel *items = muster_arena_alloc (reports->arena, 3 * sizeof *items);
  char *name = muster_arena_alloc (reports->arena, 16);
  char *pod = muster_arena_alloc (reports->arena, 16);
  MusterReport *report = muster_reports_add (reports);

  items[0] =
      (MusterLabel){ "alertname", name, 9, (guint16) g_snprintf (name, 16, "Down%u", number) };
  items[1] = (MusterLabel){ "pod", pod, 3, (guint16) g_snprintf (pod, 16, "p%u", number) };
  items[2] = (MusterLabel){ "severity", "error", 8, 5 };
  report->labels = (MusterLabelSet){ items, 3 };
}

/* Every series once, each a group of its own, as time passes. */
static void
report_all (Storm *self)
{
  SmallHub *hub = self->hub;
  g_autoptr (MusterReports) reports = muster_reports_new ();

  for (guint at = 0; at < SERIES; at += PER_REQUEST)
    {
      MusterBatch *batch = muster_batch_new ();
      MusterReportSummary summary;

      muster_reports_reset (reports);
      for (guint i = at; i < at + PER_REQUEST; i++)
        add_report (reports, i);
      muster_world_report (hub->world, &hub->context, reports, self->key, batch, &summary);
      hub->context.now_us += PER_REQUEST * G_USEC_PER_SEC / RATE;
      if (muster_world_next_deadline (hub->world) <= hub->context.now_us)
        muster_world_run_due (hub->world, &hub->context, batch, G_MAXUINT);
      muster_world_tell_joined_due (hub->world, &hub->context, batch);
      end_batch (self, batch);
    }
}

/* A critical alert by another key is heard as ever. */
static void
assert_others_are_heard (Storm *self)
{
  MusterUlid other = small_hub_key (self->hub, "pay", (MusterUlid){ 0, 0 });
  guint before = muster_world_last_incident (self->hub->world);
  const MusterIncident *incident;

  small_hub_alert (self->hub, other, MUSTER_REPORT_FIRING, "alertname=Ledger,severity=critical",
                   NULL);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, before + 1);
  incident = muster_world_get_incident (self->hub->world, before + 1);
  g_assert_cmpuint (incident->firing, ==, 1);
  g_assert_cmpint (incident->severity, ==, MUSTER_SEVERITY_MAJOR);
}

static void
test_storm (void)
{
  g_autoptr (SmallHub) hub = small_hub_new ((guint32) g_test_rand_int ());
  Storm self = { .hub = hub, .key = small_hub_key (hub, "shop", (MusterUlid){ 0, 0 }) };
  const MusterAlertIndex *alerts;
  guint firing_n = 0, largest = 0, standing = 0;
  guint64 once;

  report_all (&self);
  once = self.events_n;
  for (guint round = 0; round < 3; round++)
    {
      report_all (&self);
      if (round == 0)
        assert_others_are_heard (&self);
    }
  alerts = muster_world_get_alerts (hub->world);
  g_assert_cmpuint (muster_alert_index_firing_of (alerts, self.key), ==, SERIES);
  /* Those before it was known to be one, the storm, and the other key's; then two are left. */
  g_assert_cmpuint (muster_world_last_incident (hub->world), <=, FLOOD + 2);
  for (guint i = 1; i <= muster_world_last_incident (hub->world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (hub->world, i);
      guint n = incident->firing;

      standing += incident->merged_into == 0;
      firing_n += n;
      largest = MAX (largest, n);
    }
  g_assert_cmpuint (standing, ==, 2);
  g_assert_cmpuint (largest, ==, SERIES);
  g_assert_cmpuint (firing_n, <=, SERIES + 1);
  /* One event an alert, and a few a second for the incidents; repeats cost none. */
  g_assert_cmpuint (once, <=, SERIES + SERIES / RATE * 8 + 10 * FLOOD);
  g_assert_cmpuint (self.events_n - once, <=, SERIES / 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/storm", test_storm);
  return g_test_run ();
}
