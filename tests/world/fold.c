/* fold.c - the state is a fold of what happened, whichever way it is had
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-hub.h"
#include "small-shifts.h"
#include "world/snapshot.h"

#define N_STEPS 10000

static MusterWorld *
new_world (void)
{
  return muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ (guint64) g_test_rand_int (), 77 });
}

static char *
save (const MusterWorld *world)
{
  GString *out = g_string_new (NULL);
  MusterScope hub = { .hub = TRUE };

  muster_world_save (world, &hub, out);
  return g_string_free (out, FALSE);
}

static void
fold_range (MusterWorld *world, const SmallHub *hub, guint64 first, guint64 last)
{
  for (guint64 seq = first; seq <= last; seq++)
    muster_world_evolve (world, small_hub_event (hub, seq));
}

/* Two alerts that have nothing in common, where one is as much as there may be. */
static void
storm (SmallHub *hub, MusterUlid key)
{
  MusterCommand *command = small_hub_command (hub, "key.configure", 0);

  command->object = key;
  muster_command_set_int (command, "flood", 1);
  g_assert_true (small_hub_do (hub, command, NULL, NULL));
  small_hub_alert (hub, key, MUSTER_REPORT_FIRING, "alertname=One,service=x1", NULL);
  small_hub_alert (hub, key, MUSTER_REPORT_FIRING, "alertname=Two,service=x2", NULL);
  small_hub_advance (hub, 20 * G_TIME_SPAN_MINUTE);
}

static SmallHub *
random_history (guint n_steps)
{
  SmallHub *hub = small_hub_new ((guint32) g_test_rand_int ());
  MusterUlid key = small_hub_key (hub, "api", (MusterUlid){ 0, 0 });

  /* what chance alone would hardly bring about: an incident while there are routes */
  small_hub_configure (hub, "rules", "routes", "{\"rules\":[{\"to\":{\"person\":\"ana\"}}]}");
  small_hub_alert (hub, key, MUSTER_REPORT_FIRING, "alertname=DiskFull,service=s1", NULL);
  storm (hub, key);
  small_hub_put_rota (hub);
  small_hub_start_again (hub);
  for (guint i = 0; i < n_steps; i++)
    small_hub_step (hub);
  return hub;
}

/* Nothing makes alerts leave an incident one by one. */
static const char *
find_missing (const guint *counts)
{
  for (guint kind = 1; kind < MUSTER_N_EVENT_KINDS; kind++)
    if (counts[kind] == 0 && kind != MUSTER_EVENT_INCIDENT_ALERT_LEFT)
      return muster_event_spec ((MusterEventKind) kind)->name;
  return NULL;
}

/* So that the properties below are not true of nothing. What is rare may need another history. */
static void
test_every_kind_happens (void)
{
  guint counts[MUSTER_N_EVENT_KINDS] = { 0 };

  for (guint i = 0; i < 5 && find_missing (counts) != NULL; i++)
    {
      g_autoptr (SmallHub) hub = random_history (N_STEPS);

      for (guint64 seq = 1; seq <= small_hub_n_events (hub); seq++)
        counts[small_hub_event (hub, seq)->kind]++;
    }
  g_assert_cmpstr (find_missing (counts), ==, NULL);
  g_assert_cmpuint (counts[MUSTER_EVENT_ALERT_FIRED], >, 500);
  g_assert_cmpuint (counts[MUSTER_EVENT_ALERT_RESOLVED], >, 100);
}

static void
test_fold_is_fold_from_snapshot (void)
{
  g_autoptr (SmallHub) hub = random_history (N_STEPS);
  guint64 n = small_hub_n_events (hub);
  g_autoptr (MusterWorld) whole = new_world ();
  g_autofree char *wanted = NULL;

  fold_range (whole, hub, 1, n);
  wanted = save (whole);
  for (guint i = 0; i < 12; i++)
    {
      guint64 cut = i == 0 ? 0 : i == 1 ? n : (guint64) g_test_rand_int_range (1, (gint32) n);
      g_autoptr (MusterWorld) head = new_world (), rest = new_world ();
      g_autofree char *snapshot = NULL, *got = NULL;
      g_autoptr (GError) error = NULL;

      fold_range (head, hub, 1, cut);
      snapshot = save (head);
      muster_world_load (rest, snapshot, strlen (snapshot), &error);
      g_assert_no_error (error);
      got = save (rest);
      g_assert_cmpstr (got, ==, snapshot);
      g_clear_pointer (&got, g_free);
      fold_range (rest, hub, cut + 1, n);
      got = save (rest);
      g_assert_cmpstr (got, ==, wanted);
    }
}

/* The live world went the same way, but for what costs no event: repeats. */
static void
test_live_world_is_the_fold (void)
{
  g_autoptr (SmallHub) hub = random_history (2000);
  g_autoptr (MusterWorld) folded = new_world ();
  MusterScope people = { .access = MUSTER_ACCESS_VIEWER };
  g_autoptr (GString) live = g_string_new (NULL), got = g_string_new (NULL);

  fold_range (folded, hub, 1, small_hub_n_events (hub));
  muster_world_save (hub->world, &people, live);
  muster_world_save (folded, &people, got);
  g_assert_cmpstr (got->str, ==, live->str);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (folded)), ==,
                    muster_alert_index_firing (muster_world_get_alerts (hub->world)));
}

static void
test_unknown_kinds_change_nothing (void)
{
  g_autoptr (SmallHub) hub = random_history (500);
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_autofree char *before = save (hub->world), *after = NULL;
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_UNKNOWN);

  event->seq = small_hub_n_events (hub) + 1;
  event->incident = 1;
  event->at_us = muster_world_get_time (hub->world);
  muster_world_evolve (hub->world, event);
  g_assert_cmpuint (muster_world_get_seq (hub->world), ==, event->seq);
  muster_world_restore_seq (hub->world, event->seq - 1, event->at_us);
  after = save (hub->world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_damaged_snapshots_are_refused (void)
{
  g_autoptr (SmallHub) hub = random_history (300);
  g_autofree char *snapshot = save (hub->world);
  gsize n = strlen (snapshot);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (MusterWorld) world = new_world ();
      g_autoptr (GError) error = NULL;
      gsize cut = (gsize) g_test_rand_int_range (0, (gint32) n - 1);

      g_assert_false (muster_world_load (world, snapshot, cut, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/fold/every-kind-happens", test_every_kind_happens);
  g_test_add_func ("/world/fold/is-fold-from-snapshot", test_fold_is_fold_from_snapshot);
  g_test_add_func ("/world/fold/live-world", test_live_world_is_the_fold);
  g_test_add_func ("/world/fold/unknown-kinds", test_unknown_kinds_change_nothing);
  g_test_add_func ("/world/fold/damaged-snapshots", test_damaged_snapshots_are_refused);
  return g_test_run ();
}
