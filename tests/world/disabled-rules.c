/* disabled-rules.c - patterns that take too long (security R44, hostile input 64)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/disabled-rules.h"
#include "one-key.h"
#include "world/snapshot.h"

#include <string.h>

#define A "alertname=HighErrorRate,service=api"

/* An alert whose value is 1 KiB of "a" and then what no such pattern ends with. */
static void
report_hostile (OneKey *self, const char *name)
{
  g_autofree char *many = g_strnfill (1000, 'a');
  g_autofree char *labels = g_strdup_printf ("alertname=%s,service=api,x=%s!", name, many);

  one_key_report (self, FIRING, labels);
}

static GPtrArray *
disabled (const OneKey *self)
{
  return muster_world_get_rules (self->hub->world)->disabled;
}

static guint
count_events (const OneKey *self, MusterEventKind kind)
{
  guint n = 0;

  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    n += small_hub_event (self->hub, seq)->kind == kind;
  return n;
}

static void
assert_disabled (const OneKey *self, guint n, const char *path)
{
  g_assert_cmpuint (disabled (self)->len, ==, n);
  if (path != NULL)
    g_assert_cmpstr (((MusterDisabledRule *) g_ptr_array_index (disabled (self), n - 1))->path, ==,
                     path);
}

static void
rules (OneKey *self, const char *name, const char *body)
{
  small_hub_configure (self->hub, "rules", name, body);
}

#define COSTLY "x=~\\\"(a+)+$\\\""

static void
test_route (OneKey *self, gconstpointer unused)
{
  const MusterIncident *told;

  rules (self, "routes",
         "{\"rules\":[{\"name\":\"hostile\",\"match\":\"" COSTLY "\",\"to\":{\"person\":\"ana\"}},"
         "{\"to\":{\"person\":\"ben\"}}]}");
  report_hostile (self, "H");
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1); /* routed by what takes the rest */
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), <=, self->hub->context.now_us);
  small_hub_advance (self->hub, 0);
  assert_disabled (self, 1, "routes[0]");
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  told = one_key_incident (self, 2);
  g_assert_cmpstr (told->title, ==, "The rule routes[0] of routes is disabled: it takes too long");
  g_assert_cmpint (told->severity, ==, MUSTER_SEVERITY_LOW);
  /* once, however many come */
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("H%u", i);

      report_hostile (self, name);
    }
  small_hub_advance (self->hub, G_USEC_PER_SEC);
  g_assert_cmpuint (count_events (self, MUSTER_EVENT_RULE_DISABLED), ==, 1);
  /* nothing of it matches now, also what it could tell of cheaply */
  one_key_report (self, FIRING, "alertname=B,service=api,x=aa");
  g_assert_cmpuint (count_events (self, MUSTER_EVENT_RULE_ENABLED), ==, 0);
  /* changed: it is tried again, and the alert is over */
  rules (self, "routes", "{\"rules\":[{\"to\":{\"person\":\"ben\"}}]}");
  small_hub_advance (self->hub, 0);
  assert_disabled (self, 0, NULL);
  g_assert_cmpuint (count_events (self, MUSTER_EVENT_RULE_ENABLED), ==, 1);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 0);
}

static void
test_every_kind (OneKey *self, gconstpointer unused)
{
  guint firing;

  rules (self, "severity_map",
         "{\"rules\":[{\"match\":\"" COSTLY "\",\"severity\":1},"
         "{\"match\":\"service=api\",\"severity\":3}]}");
  rules (self, "inhibit", "{\"rules\":[{\"source\":\"alertname=Up\",\"target\":\"" COSTLY "\"}]}");
  small_hub_configure (self->hub, "grouping", "default",
                       "{\"rules\":[{\"name\":\"g\",\"match\":\"" COSTLY "\",\"by\":[\"x\"]}]}");
  small_hub_configure (self->hub, "maintenance", "w",
                       "{\"match\":\"" COSTLY
                       "\",\"start\":\"2026-03-06T14:00\",\"duration\":\"2h\"}");
  small_hub_advance (self->hub, 0); /* the window opens */
  report_hostile (self, "H");
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, 3); /* by the next rule */
  small_hub_advance (self->hub, 0);
  assert_disabled (self, 4, NULL);
  firing = muster_alert_index_firing (muster_world_get_alerts (self->hub->world));
  g_assert_cmpuint (firing, ==, 5);
}

/* hostile input 64, each of its patterns: found within the budget, and the alert is heard. */
static void
test_hostile_patterns (OneKey *self, gconstpointer unused)
{
  g_autoptr (GString) alternation = g_string_new (NULL);
  static const struct
  {
    const char *pattern;
    gboolean costly; /* or seen through by the library: it wants a letter that is not there */
  } cases[] = {
    { "(a+)+$", TRUE },   { "(.*)*x", FALSE },     { "(.*)*[xy]", TRUE },
    { "(a|aa)+$", TRUE }, { "(.*a){20}b", FALSE }, { "(.*a){20}[bc]", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"rules\":[{\"match\":\"x=~\\\"%s\\\"\",\"severity\":1}]}", cases[i].pattern);
      g_autofree char *name = g_strdup_printf ("P%u", i);
      gint64 before_us = g_get_monotonic_time ();
      guint incidents = one_key_n_incidents (self);

      rules (self, "severity_map", body);
      report_hostile (self, name);
      g_test_message ("%s: %d µs", cases[i].pattern, (int) (g_get_monotonic_time () - before_us));
      small_hub_advance (self->hub, G_USEC_PER_SEC);
      assert_disabled (self, cases[i].costly ? 1 : 0, cases[i].costly ? "severity_map[0]" : NULL);
      g_assert_cmpuint (one_key_n_incidents (self), >, incidents);
    }
  /* 10 KB of alternation is none that a rule may have */
  for (guint i = 0; alternation->len < 10240; i++)
    g_string_append_printf (alternation, "%sa%u", i > 0 ? "|" : "", i);
  {
    MusterCommand *command = small_hub_command (self->hub, "config.put", 0);
    g_autofree char *body = g_strdup_printf (
        "{\"rules\":[{\"match\":\"x=~\\\"%s\\\"\",\"severity\":1}]}", alternation->str);

    muster_command_set_text (command, "object", "rules");
    muster_command_set_text (command, "name", "severity_map");
    muster_command_set_text (command, "body", body);
    g_assert_false (small_hub_do (self->hub, command, NULL, NULL));
  }
}

static void
test_survives (OneKey *self, gconstpointer unused)
{
  const MusterScope scope = { .hub = TRUE };
  g_autoptr (GString) saved = g_string_new (NULL), again = g_string_new (NULL);
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 5, 6 });

  rules (self, "inhibit", "{\"rules\":[{\"source\":\"" COSTLY "\",\"target\":\"service=db\"}]}");
  one_key_report (self, FIRING, "alertname=S,service=api,x=aaa");
  one_key_report (self, FIRING, "alertname=T,service=db");
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  report_hostile (self, "H");
  small_hub_advance (self->hub, 0);
  assert_disabled (self, 1, "inhibit[0]");
  g_assert_cmpuint (one_key_n_held (self), ==, 0); /* what it held back is heard */
  muster_world_save (self->hub->world, &scope, saved);
  g_assert_true (muster_world_load (world, saved->str, saved->len, NULL));
  muster_world_save (world, &scope, again);
  g_assert_cmpstr (again->str, ==, saved->str);
  g_assert_false (muster_world_has_given_up (world));
  muster_world_free (self->hub->world);
  self->hub->world = g_steal_pointer (&world);
  one_key_report (self, FIRING, "alertname=U,service=db");
  g_assert_cmpuint (one_key_n_held (self), ==, 0); /* it is disabled still */
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (count_events (self, MUSTER_EVENT_RULE_DISABLED), ==, 1);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/disabled-rules/route", test_route },
    { "/world/disabled-rules/every-kind", test_every_kind },
    { "/world/disabled-rules/hostile-patterns", test_hostile_patterns },
    { "/world/disabled-rules/survives", test_survives },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
