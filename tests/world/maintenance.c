/* maintenance.c - windows open and end, hold alerts back, and let go of them: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"
#include "world/snapshot.h"
#include "world/window-body.h"

#define A       "alertname=HighErrorRate,service=api,pod=p1,severity=critical"
#define B       "alertname=HighErrorRate,service=api,pod=p2,severity=critical"
#define DB      "alertname=DiskFull,service=db,severity=warning"
#define MINUTES (60 * (gint64) G_USEC_PER_SEC)

/* The hub begins at 2026-03-06T14:25Z, a Friday. */
#define API_AT_15                                                                                  \
  "{\"match\":\"service=api\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\","                 \
  "\"rrule\":\"FREQ=DAILY\",\"reason\":\"backup\"}"

static const MusterMaintenance *
maintenance (const OneKey *self)
{
  return muster_world_get_maintenance (self->hub->world);
}

static MusterUlid
put (OneKey *self, const char *body)
{
  small_hub_configure (self->hub, "maintenance", "nightly", body);
  return muster_directory_find (muster_world_get_directory (self->hub->world), "maintenance",
                                "nightly", -1)
      ->id;
}

static gboolean
is_open (const OneKey *self, MusterUlid id)
{
  return muster_maintenance_get_opening (maintenance (self), id) != NULL;
}

static void
test_opens_and_ends (OneKey *self, gconstpointer unused)
{
  MusterUlid id = put (self, API_AT_15);
  const MusterSuppression *held;
  guint64 before;

  one_key_report (self, FIRING, DB);
  small_hub_acknowledge_all (self->hub);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   self->hub->context.now_us + 35 * MINUTES);
  small_hub_advance (self->hub, 34 * MINUTES);
  g_assert_false (is_open (self, id));
  small_hub_advance (self->hub, MINUTES);
  g_assert_true (is_open (self, id));
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   self->hub->context.now_us + 60 * MINUTES);
  one_key_report (self, FIRING, A);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1); /* that of the disk */
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  held = muster_suppressions_peek_orphan (muster_world_get_suppressions (self->hub->world));
  g_assert_null (held);
  before = small_hub_n_events (self->hub);
  one_key_report (self, FIRING, A); /* a repeat costs nothing */
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
  small_hub_advance (self->hub, 59 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  small_hub_advance (self->hub, MINUTES);
  g_assert_false (is_open (self, id));
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2); /* it fires still, and is heard */
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 1);
  small_hub_advance (self->hub, 23 * 60 * MINUTES);
  g_assert_true (is_open (self, id)); /* the day after */
  g_assert_cmpuint (one_key_incident (self, 2)->suppressed, ==, 1);
}

static void
test_what_fires_is_held (OneKey *self, gconstpointer unused)
{
  const MusterSuppression *held;
  g_autoptr (GPtrArray) list = NULL;
  MusterUlid id;

  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, FIRING, DB);
  id = put (self, API_AT_15);
  small_hub_advance (self->hub, 40 * MINUTES);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 1);
  list = muster_suppressions_list (muster_world_get_suppressions (self->hub->world));
  held = g_ptr_array_index (list, 0);
  g_assert_cmpint (held->suppressor.by, ==, MUSTER_SUPPRESSED_BY_MAINTENANCE);
  g_assert_true (muster_ulid_equal (held->suppressor.id, id));
  g_assert_cmpstr (held->rule, ==, "nightly");
  one_key_report (self, RESOLVED, A);
  small_hub_advance (self->hub, 20 * MINUTES);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 1);
  small_hub_advance (self->hub, 35 * MINUTES);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
}

static void
test_by_service (OneKey *self, gconstpointer unused)
{
  small_hub_configure (self->hub, "service", "billing",
                       "{\"select\":[{\"namespace\":\"billing\"}]}");
  put (self, "{\"services\":[\"billing\"],\"match\":\"severity!=critical\","
             "\"start\":\"2026-03-06T14:00\",\"duration\":\"1h\"}");
  small_hub_advance (self->hub, 0);
  one_key_report (self, FIRING, "alertname=A,namespace=billing,severity=warning");
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  one_key_report (self, FIRING, "alertname=A,namespace=billing,severity=critical");
  one_key_report (self, FIRING, "alertname=A,namespace=other,severity=warning");
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  small_hub_advance (self->hub, 35 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  small_hub_acknowledge_all (self->hub);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==, G_MAXINT64); /* once */
}

static void
test_changed_while_open (OneKey *self, gconstpointer unused)
{
  MusterUlid id = put (self, API_AT_15);

  small_hub_advance (self->hub, 40 * MINUTES);
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, FIRING, DB);
  g_assert_cmpuint (one_key_n_held (self), ==, 2);
  /* narrower: what it no longer is about is heard, the rest is not */
  put (self, "{\"match\":[\"service=api\",\"pod=p1\"],\"start\":\"2026-03-01T15:00\","
             "\"duration\":\"1h\",\"rrule\":\"FREQ=DAILY\"}");
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), <=, self->hub->context.now_us);
  small_hub_advance (self->hub, 0);
  g_assert_true (is_open (self, id));
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  /* about others: those that fire are held back */
  put (self, "{\"match\":\"service=db\",\"start\":\"2026-03-01T15:00\",\"duration\":\"2h\","
             "\"rrule\":\"FREQ=DAILY\"}");
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  g_assert_cmpint (muster_maintenance_get_opening (maintenance (self), id)->ends_us, ==,
                   self->hub->context.now_us + 115 * MINUTES);
  /* at another time: it is over now */
  put (self, "{\"match\":\"service=db\",\"start\":\"2026-03-01T19:00\",\"duration\":\"2h\","
             "\"rrule\":\"FREQ=DAILY\"}");
  small_hub_advance (self->hub, 0);
  g_assert_false (is_open (self, id));
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
}

static void
test_removed_while_open (OneKey *self, gconstpointer unused)
{
  MusterUlid id = put (self, API_AT_15);
  MusterCommand *command;

  small_hub_advance (self->hub, 40 * MINUTES);
  one_key_report (self, FIRING, A);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  command = small_hub_command (self->hub, "config.remove", 0);
  command->object = id;
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  one_key_report (self, FIRING, B); /* it holds nothing back from that moment on */
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_null (muster_maintenance_get (maintenance (self), id));
  g_assert_false (is_open (self, id));
  small_hub_advance (self->hub, 1440 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
}

/* Those that a hub slept through are not told of, and one at hand lasts for what is left of it. */
static void
test_after_a_sleep (OneKey *self, gconstpointer unused)
{
  MusterUlid id = put (self, API_AT_15);
  guint64 before = small_hub_n_events (self->hub);

  small_hub_advance (self->hub, 10 * 1440 * MINUTES); /* 14:25 again */
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
  small_hub_advance (self->hub, (1440 + 60) * MINUTES); /* 15:25 */
  g_assert_true (is_open (self, id));
  g_assert_cmpint (muster_maintenance_get_opening (maintenance (self), id)->ends_us, ==,
                   self->hub->context.now_us + 35 * MINUTES);
}

static void
test_drills_are_heard (OneKey *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "shop", drill);

  small_hub_alert (self->hub, key, FIRING, B, NULL);
  put (self, API_AT_15);
  small_hub_advance (self->hub, 40 * MINUTES);
  small_hub_alert (self->hub, key, FIRING, A, NULL);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
}

static void
test_silence_and_window (OneKey *self, gconstpointer unused)
{
  MusterCommand *command = small_hub_command (self->hub, "silence.set", 0);

  muster_command_set_text (command, "matchers", "pod=p1");
  muster_command_set_int (command, "endsAt", self->hub->context.now_us + 50 * MINUTES);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  put (self, API_AT_15);
  one_key_report (self, FIRING, A);
  small_hub_advance (self->hub, 50 * MINUTES); /* the silence ends, the window goes on */
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  small_hub_advance (self->hub, 50 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

/* A snapshot between a change and what time makes of it. */
static void
test_survives_a_snapshot (OneKey *self, gconstpointer unused)
{
  const MusterScope scope = { .hub = TRUE };
  g_autoptr (GString) saved = g_string_new (NULL), again = g_string_new (NULL);
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 3, 4 });
  MusterUlid id = put (self, API_AT_15);

  small_hub_advance (self->hub, 40 * MINUTES);
  one_key_report (self, FIRING, A);
  put (self, "{\"match\":\"service=db\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\","
             "\"rrule\":\"FREQ=DAILY\"}");
  muster_world_save (self->hub->world, &scope, saved);
  g_assert_true (muster_world_load (world, saved->str, saved->len, NULL));
  muster_world_save (world, &scope, again);
  g_assert_cmpstr (again->str, ==, saved->str);
  muster_world_free (self->hub->world);
  self->hub->world = g_steal_pointer (&world);
  small_hub_advance (self->hub, 0);
  g_assert_true (is_open (self, id));
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

static void
test_refused (OneKey *self, gconstpointer unused)
{
  static const char *const bodies[] = {
    NULL,
    "[]",
    "{}",
    "{\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\"}",
    "{\"match\":\"service=~\\\".*\\\"\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\"}",
    "{\"match\":\"a=~\\\"(\\\"\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\"}",
    "{\"services\":[\"nowhere\"],\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\"}",
    "{\"match\":\"a=b\",\"duration\":\"1h\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01\",\"duration\":\"1h\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1s\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"400d\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\",\"zone\":\"Mars\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\",\"until\":\"soon\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\","
    "\"rrule\":\"FREQ=SECONDLY\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\","
    "\"rrule\":\"FREQ=DAILY;COUNT=1000000000\"}",
    "{\"match\":\"a=b\",\"start\":\"2026-03-01T15:00\",\"duration\":\"1h\","
    "\"rrule\":\"FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30\"}",
  };
  guint64 before = small_hub_n_events (self->hub);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      MusterCommand *command = small_hub_command (self->hub, "config.put", 0);
      g_autoptr (GError) error = NULL;

      muster_command_set_text (command, "object", "maintenance");
      muster_command_set_text (command, "name", "w");
      muster_command_set_text (command, "body", bodies[i]);
      g_test_message ("%s", bodies[i]);
      g_assert_false (small_hub_do (self->hub, command, NULL, &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
}

/* Whatever happens, at every moment: what is held back by a window is so by one that is open, is
 * about it, and has it in its time. */
static void
test_held_only_while_open (void)
{
  g_autoptr (SmallHub) hub = small_hub_new ((guint32) g_test_rand_int ());
  guint n_held = 0;

  small_hub_key (hub, "api", (MusterUlid){ 0, 0 });
  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GPtrArray) list = NULL;

      small_hub_step (hub);
      small_hub_advance (hub, 0);
      list = muster_suppressions_list (muster_world_get_suppressions (hub->world));
      for (guint j = 0; j < list->len; j++)
        {
          const MusterSuppression *held = g_ptr_array_index (list, j);
          const MusterOpening *opening;

          if (held->suppressor.by != MUSTER_SUPPRESSED_BY_MAINTENANCE)
            continue;
          n_held++;
          opening = muster_maintenance_get_opening (muster_world_get_maintenance (hub->world),
                                                    held->suppressor.id);
          g_assert_nonnull (opening);
          g_assert_cmpint (opening->starts_us, <=, hub->context.now_us);
          g_assert_cmpint (opening->ends_us, >, hub->context.now_us);
        }
    }
  g_assert_cmpuint (n_held, >, 0);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/maintenance/opens-and-ends", test_opens_and_ends },
    { "/world/maintenance/what-fires-is-held", test_what_fires_is_held },
    { "/world/maintenance/by-service", test_by_service },
    { "/world/maintenance/changed-while-open", test_changed_while_open },
    { "/world/maintenance/removed-while-open", test_removed_while_open },
    { "/world/maintenance/after-a-sleep", test_after_a_sleep },
    { "/world/maintenance/drills-are-heard", test_drills_are_heard },
    { "/world/maintenance/silence-and-window", test_silence_and_window },
    { "/world/maintenance/survives-a-snapshot", test_survives_a_snapshot },
    { "/world/maintenance/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/world/maintenance/held-only-while-open", test_held_only_while_open);
  return g_test_run ();
}
