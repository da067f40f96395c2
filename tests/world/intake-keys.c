/* intake-keys.c - keys fall silent and are heard again, and change their tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"
#include "world/snapshot.h"

#include <string.h>

#define MINUTE  G_TIME_SPAN_MINUTE
#define WATCHES "alertname=Watchdog"

static MusterKeyWatch *
watch (const OneKey *self)
{
  return muster_intake_watch_get (muster_world_get_intake (self->hub->world), self->key);
}

static guint
n_firing (const OneKey *self)
{
  return muster_alert_index_firing (muster_world_get_alerts (self->hub->world));
}

/* Says the same every minute, as monitors do. */
static void
say (OneKey *self, guint minutes)
{
  for (guint i = 0; i < minutes; i++)
    {
      small_hub_advance (self->hub, MINUTE);
      one_key_report (self, FIRING, WATCHES);
    }
}

static gboolean
command (OneKey *self, const char *name, const char *argument, const char *value, GError **error)
{
  MusterCommand *one = small_hub_command (self->hub, name, 0);

  one->object = self->key;
  if (argument != NULL)
    muster_command_set_text (one, argument, value);
  return small_hub_do (self->hub, one, NULL, error);
}

static void
test_silence (OneKey *self, gconstpointer unused)
{
  const MusterIncident *incident;

  one_key_report (self, FIRING, WATCHES);
  say (self, 2 * 1440);
  g_assert_cmpuint (n_firing (self), ==, 1);
  g_assert_cmpint (muster_key_watch_patience_us (watch (self)), ==, 15 * MINUTE);
  small_hub_advance (self->hub, 15 * MINUTE - 1);
  g_assert_cmpuint (n_firing (self), ==, 1);
  small_hub_advance (self->hub, 1);
  g_assert_cmpuint (n_firing (self), ==, 2);
  g_assert_cmpint (watch (self)->told_us, ==, self->hub->context.now_us);
  incident = one_key_incident (self, one_key_n_incidents (self));
  g_assert_true (g_str_has_prefix (incident->title, "Nothing has come by the key of shop since "));
  g_assert_cmpint (incident->severity, ==, MUSTER_SEVERITY_LOW);
  /* once, however long */
  small_hub_advance (self->hub, 3 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (n_firing (self), ==, 2);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  one_key_report (self, FIRING, WATCHES);
  g_assert_cmpuint (n_firing (self), ==, 1);
  g_assert_cmpint (watch (self)->told_us, ==, MUSTER_NO_TIME);
  /* and again: a sender that was away is as regular as before */
  say (self, 5);
  small_hub_advance (self->hub, 15 * MINUTE);
  g_assert_cmpuint (n_firing (self), ==, 2);
}

/* Rare alerts are no cadence, and neither is what a drill or a revoked key said. */
static void
test_who_is_never_silent (OneKey *self, gconstpointer unused)
{
  for (guint i = 0; i < 40; i++)
    {
      small_hub_advance (self->hub, (1 + i % 3) * G_TIME_SPAN_DAY);
      for (guint k = 0; k < 30; k++)
        {
          small_hub_advance (self->hub, MINUTE);
          one_key_report (self, k < 29 ? FIRING : RESOLVED, "alertname=Rare");
        }
    }
  small_hub_advance (self->hub, 365 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (n_firing (self), ==, 0);
}

static void
test_revoked (OneKey *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  say (self, 2 * 1440);
  small_hub_advance (self->hub, 20 * MINUTE);
  g_assert_cmpuint (n_firing (self), ==, 2);
  command (self, "key.revoke", NULL, NULL, &error);
  g_assert_no_error (error);
  small_hub_advance (self->hub, MINUTE);
  g_assert_cmpuint (n_firing (self), ==, 1); /* its silence is no news any more */
  small_hub_advance (self->hub, 100 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (n_firing (self), ==, 1);
}

static void
test_configured (OneKey *self, gconstpointer unused)
{
  static const char *const refused[] = { "30s", "never", "-5m", "" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (command (self, "key.configure", "silence", refused[i], &error));
      g_clear_error (&error);
    }
  g_assert_true (command (self, "key.configure", "silence", "5m", &error));
  one_key_report (self, FIRING, WATCHES);
  small_hub_advance (self->hub, 5 * MINUTE);
  g_assert_cmpuint (n_firing (self), ==, 2);
  g_assert_true (command (self, "key.configure", "silence", "off", &error));
  small_hub_advance (self->hub, 1);
  g_assert_cmpuint (n_firing (self), ==, 1);
  g_assert_true (command (self, "key.configure", "silence", "learned", &error));
  small_hub_advance (self->hub, G_TIME_SPAN_DAY);
  g_assert_cmpuint (n_firing (self), ==, 1);
  g_assert_cmpuint (watch (self)->settings.flood, ==, MUSTER_FLOOD_DEFAULT);
}

/* Nobody is silent who could not be heard. */
static void
test_grace (OneKey *self, gconstpointer unused)
{
  g_autoptr (MusterBatch) started = muster_batch_new ();

  say (self, 2 * 1440);
  self->hub->context.now_us += 5 * G_TIME_SPAN_HOUR; /* the hub is down */
  muster_world_decide_started (self->hub->world, &self->hub->context, started);
  muster_world_apply (self->hub->world, started, 0);
  small_hub_advance (self->hub, 14 * MINUTE);
  g_assert_cmpuint (n_firing (self), ==, 1);
  small_hub_advance (self->hub, MINUTE);
  g_assert_cmpuint (n_firing (self), ==, 2);
  g_ptr_array_add (self->hub->batches, g_steal_pointer (&started));
}

static void
test_survives (OneKey *self, gconstpointer unused)
{
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 });
  g_autoptr (GString) saved = g_string_new (NULL), again = g_string_new (NULL);
  const MusterScope hub = { .hub = TRUE };
  g_autoptr (GError) error = NULL;
  const MusterKeyWatch *got;

  say (self, 2 * 1440);
  small_hub_advance (self->hub, 20 * MINUTE);
  command (self, "key.rotate", "overlap", "2h", &error);
  g_assert_no_error (error);
  muster_world_save (self->hub->world, &hub, saved);
  g_assert_true (muster_world_load (world, saved->str, saved->len, &error));
  muster_world_save (world, &hub, again);
  g_assert_cmpstr (again->str, ==, saved->str);
  got = muster_intake_watch_get (muster_world_get_intake (world), self->key);
  g_assert_cmpint (got->told_us, ==, watch (self)->told_us);
  g_assert_cmpuint (got->requests, ==, 2880);
  g_assert_cmpuint (got->alerts, ==, 1);
  g_assert_cmpint (muster_key_watch_patience_us (got), ==, 15 * MINUTE);
  g_assert_cmpint (muster_world_next_deadline (world), ==,
                   muster_world_next_deadline (self->hub->world));
}

static guint
n_hashes (const OneKey *self)
{
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);
  const MusterObject *key = muster_directory_get (directory, self->key);

  return (muster_directory_find_hash (directory, "key", key->hash) == key) +
         (key->old_hash != NULL &&
          muster_directory_find_hash (directory, "key", key->old_hash) == key);
}

static void
test_rotate (OneKey *self, gconstpointer unused)
{
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);
  g_autofree char *first = g_strdup (muster_directory_get (directory, self->key)->hash);
  g_autoptr (GError) error = NULL;

  g_assert_true (command (self, "key.rotate", NULL, NULL, &error));
  g_assert_cmpuint (n_hashes (self), ==, 2);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), <=,
                   self->hub->context.now_us + G_TIME_SPAN_DAY);
  g_assert_false (command (self, "key.rotate", NULL, NULL, &error)); /* one at a time */
  g_clear_error (&error);
  small_hub_advance (self->hub, G_TIME_SPAN_DAY - 1);
  g_assert_cmpuint (n_hashes (self), ==, 2);
  small_hub_advance (self->hub, 1);
  g_assert_cmpuint (n_hashes (self), ==, 1);
  g_assert_null (muster_directory_find_hash (directory, "key", first));
  g_assert_true (command (self, "key.rotate", "overlap", "0s", &error));
  g_assert_cmpuint (n_hashes (self), ==, 1);
  g_assert_true (command (self, "key.rotate", "overlap", "30d", &error));
  g_assert_cmpuint (n_hashes (self), ==, 2);
  g_assert_true (command (self, "key.configure", "silence", "1h", &error));
  g_assert_cmpuint (n_hashes (self), ==, 2); /* other settings leave it alone */
  g_assert_true (command (self, "key.retire", NULL, NULL, &error));
  g_assert_cmpuint (n_hashes (self), ==, 1);
  g_assert_false (command (self, "key.rotate", "overlap", "31d", &error));
  g_clear_error (&error);
  g_assert_true (command (self, "key.rotate", NULL, NULL, &error));
  g_assert_true (command (self, "key.revoke", NULL, NULL, &error));
  g_assert_false (command (self, "key.rotate", NULL, NULL, &error));
  small_hub_advance (self->hub, 2 * G_TIME_SPAN_DAY); /* and nothing waits for its old token */
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), >, self->hub->context.now_us);
}

/* An alert is the same by either token: rotating opens nothing twice. */
static void
test_rotate_keeps_alerts (OneKey *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  one_key_report (self, FIRING, WATCHES);
  g_assert_true (command (self, "key.rotate", NULL, NULL, &error));
  one_key_report (self, FIRING, WATCHES);
  g_assert_cmpuint (self->last.n_repeated, ==, 1);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/keys/silence", test_silence },
    { "/world/keys/never-silent", test_who_is_never_silent },
    { "/world/keys/revoked", test_revoked },
    { "/world/keys/configured", test_configured },
    { "/world/keys/grace", test_grace },
    { "/world/keys/survives", test_survives },
    { "/world/keys/rotate", test_rotate },
    { "/world/keys/rotate-keeps-alerts", test_rotate_keeps_alerts },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
