/* heartbeats.c - what is expected every so often, heard and missed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/heartbeats.h"
#include "base/instant.h"
#include "small-hub.h"
#include "world/pings.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE

static SmallHub *
hub_with (const char *name, const char *body)
{
  SmallHub *hub = small_hub_new (1);
  MusterCommand *command = small_hub_command (hub, "config.put", 0);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", "heartbeat");
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  small_hub_do (hub, command, NULL, &error);
  g_assert_no_error (error);
  return hub;
}

/* FALSE: nobody waits for it. */
static gboolean
ping (SmallHub *hub, MusterUlid key, const char *name)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterPing one = { .name = { name, strlen (name) } };
  MusterReportSummary summary;

  g_array_append_val (reports->pings, one);
  muster_world_report (hub->world, &hub->context, reports, key, batch, &summary);
  muster_world_tell_joined (hub->world, &hub->context, batch);
  return summary.n_unknown_pings == 0;
}

static guint
n_firing (const SmallHub *hub)
{
  return muster_alert_index_firing (muster_world_get_alerts (hub->world));
}

static void
test_bodies (void)
{
  static const struct
  {
    const char *body;
    gint64 interval_s; /* 0: refused */
    gint64 grace_s;
  } cases[] = {
    { "{\"interval\":\"15m\"}", 900, 180 },
    { "{\"interval\":\"30s\",\"grace\":\"0s\"}", 30, 0 },
    { "{\"interval\":\"1h\",\"grace\":\"5m\",\"more\":[1]}", 3600, 300 },
    { "{\"interval\":\"29s\"}", 0, 0 },
    { "{\"interval\":\"400d\"}", 0, 0 },
    { "{\"interval\":\"-5m\"}", 0, 0 },
    { "{\"interval\":900}", 0, 0 },
    { "{\"interval\":\"15m\",\"grace\":\"soon\"}", 0, 0 },
    { "{\"interval\":\"15m\",\"service\":5}", 0, 0 },
    { "{}", 0, 0 },
    { "[]", 0, 0 },
    { NULL, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (MusterHeartbeatBody) body = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean ok = muster_heartbeat_body_read (cases[i].body, &body, &error);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpint (ok, ==, cases[i].interval_s > 0);
      g_assert_cmpint (ok, ==, error == NULL);
      if (!ok)
        continue;
      g_assert_cmpint (body.interval_us, ==, cases[i].interval_s * G_USEC_PER_SEC);
      g_assert_cmpint (body.grace_us, ==, cases[i].grace_s * G_USEC_PER_SEC);
    }
}

static void
test_missing_and_back (void)
{
  g_autoptr (SmallHub) hub = hub_with ("nightly", "{\"interval\":\"10m\",\"grace\":\"2m\"}");
  MusterUlid key = small_hub_key (hub, "api", (MusterUlid){ 0, 0 });
  gint64 start_us = hub->context.now_us;
  const MusterIncident *incident;

  g_assert_cmpint (muster_world_next_deadline (hub->world), <=, start_us + 12 * MINUTE);
  g_assert_cmpint (muster_world_next_deadline (hub->world), >, start_us + 11 * MINUTE);
  for (guint i = 0; i < 20; i++)
    {
      small_hub_advance (hub, 11 * MINUTE);
      g_assert_true (ping (hub, key, "nightly"));
      g_assert_true (ping (hub, key, "")); /* the only one */
      g_assert_false (ping (hub, key, "weekly"));
    }
  g_assert_cmpuint (muster_world_last_incident (hub->world), ==, 0);
  g_assert_cmpint (muster_world_next_deadline (hub->world), ==, hub->context.now_us + 12 * MINUTE);

  small_hub_advance (hub, 12 * MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 1);
  incident = muster_world_get_incident (hub->world, 1);
  g_assert_cmpstr (incident->title, ==, "Heartbeat nightly is missing");
  g_assert_cmpint (incident->severity, ==, MUSTER_SEVERITY_MINOR);

  /* It goes on being missing: one alert, one incident, and time moves on. */
  for (guint i = 0; i < 20; i++)
    small_hub_advance (hub, 10 * MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 1);
  g_assert_cmpuint (muster_world_last_incident (hub->world), ==, 1);
  g_assert_cmpint (muster_world_next_deadline (hub->world), >, hub->context.now_us);

  g_assert_true (ping (hub, key, "nightly"));
  g_assert_cmpuint (n_firing (hub), ==, 0);
  small_hub_advance (hub, 12 * MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 1);
}

static void
restart (SmallHub *hub)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_HUB_STARTED);

  event->at_us = hub->context.now_us;
  event->seq = muster_world_get_seq (hub->world) + 1;
  muster_event_set_int (event, MUSTER_FACT_RESOLVE_TIMEOUT, 5 * MINUTE);
  muster_world_evolve (hub->world, event);
}

/* Nobody could be heard while the hub was down. */
static void
test_grace_after_start (void)
{
  g_autoptr (SmallHub) hub = hub_with ("nightly", "{\"interval\":\"10m\",\"grace\":\"2m\"}");

  hub->context.now_us += G_TIME_SPAN_DAY;
  restart (hub);
  small_hub_advance (hub, 11 * MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 0);
  small_hub_advance (hub, MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 1);
}

/* Nor does one that is not expected any more stay missing. */
static void
test_removed_while_missing (void)
{
  g_autoptr (SmallHub) hub = hub_with ("nightly", "{\"interval\":\"10m\",\"grace\":\"2m\"}");
  MusterUlid key = small_hub_key (hub, "api", (MusterUlid){ 0, 0 });
  const MusterObject *object = muster_directory_find (muster_world_get_directory (hub->world),
                                                      MUSTER_OBJECT_HEARTBEAT, "nightly", -1);
  MusterCommand *command = small_hub_command (hub, "config.remove", 0);

  small_hub_advance (hub, 12 * MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 1);
  command->object = object->id;
  g_assert_true (small_hub_do (hub, command, NULL, NULL));
  g_assert_false (ping (hub, key, "nightly"));
  g_assert_false (ping (hub, key, ""));
  small_hub_acknowledge_all (hub);
  small_hub_advance (hub, MINUTE);
  g_assert_cmpuint (n_firing (hub), ==, 0);
  g_assert_cmpint (muster_world_next_deadline (hub->world), ==, G_MAXINT64);
}

/* A key speaks for its service; unknown services are refused when it is configured. */
static void
test_whose_heartbeat (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  MusterUlid api = small_hub_key (hub, "api", (MusterUlid){ 0, 0 });
  MusterUlid db = small_hub_key (hub, "db", (MusterUlid){ 0, 0 });
  static const struct
  {
    const char *body;
    gboolean ok;
  } cases[] = { { "{\"interval\":\"1h\",\"service\":\"db\"}", TRUE },
                { "{\"interval\":\"1h\",\"service\":\"nonsense\"}", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterCommand *command = small_hub_command (hub, "config.put", 0);

      muster_command_set_text (command, "object", "heartbeat");
      muster_command_set_text (command, "name", cases[i].ok ? "backup" : "other");
      muster_command_set_text (command, "body", cases[i].body);
      g_assert_cmpint (small_hub_do (hub, command, NULL, NULL), ==, cases[i].ok);
    }
  g_assert_true (ping (hub, db, "backup"));
  g_assert_true (ping (hub, db, ""));
  g_assert_false (ping (hub, api, "backup"));
  g_assert_false (ping (hub, api, ""));
}

/* Random pings and pauses: one that was heard within its time is never missing, and one that was
 * not always is. */
static void
test_heard_or_missing (void)
{
  g_autoptr (SmallHub) hub = hub_with ("nightly", "{\"interval\":\"10m\",\"grace\":\"2m\"}");
  MusterUlid key = small_hub_key (hub, "api", (MusterUlid){ 0, 0 });
  gint64 heard_us = hub->context.now_us;

  g_assert_true (ping (hub, key, "nightly"));
  for (guint i = 0; i < 2000; i++)
    {
      small_hub_advance (hub, g_test_rand_int_range (1, 7) * MINUTE);
      g_assert_cmpint (n_firing (hub), ==, hub->context.now_us >= heard_us + 12 * MINUTE);
      if (g_test_rand_int_range (0, 3) > 0)
        continue;
      g_assert_true (ping (hub, key, "nightly"));
      heard_us = hub->context.now_us;
      g_assert_cmpuint (n_firing (hub), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/heartbeats/bodies", test_bodies);
  g_test_add_func ("/world/heartbeats/missing-and-back", test_missing_and_back);
  g_test_add_func ("/world/heartbeats/grace-after-start", test_grace_after_start);
  g_test_add_func ("/world/heartbeats/removed-while-missing", test_removed_while_missing);
  g_test_add_func ("/world/heartbeats/whose", test_whose_heartbeat);
  g_test_add_func ("/world/heartbeats/heard-or-missing", test_heard_or_missing);
  return g_test_run ();
}
