/* wall.c - who leads the war-room screen, and what it says of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/safe-text.h"
#include "console/wall-rota.h"
#include "console/wall-words.h"
#include "small-hub.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)

static guint
declare (SmallHub *hub, MusterSeverity severity, MusterStage stage)
{
  MusterCommand *command = small_hub_command (hub, "incident.declare", 0);
  guint number = 0;

  muster_command_set_text (command, "title", "Errors");
  muster_command_set_int (command, "severity", severity);
  g_assert_true (small_hub_do (hub, command, &number, NULL));
  command = small_hub_command (hub, "incident.stage", number);
  muster_command_set_int (command, "stage", stage);
  g_assert_true (small_hub_do (hub, command, NULL, NULL));
  return number;
}

static void
move (SmallHub *hub, guint incident, MusterStage stage, const char *reason)
{
  MusterCommand *command = small_hub_command (hub, "incident.stage", incident);

  muster_command_set_int (command, "stage", stage);
  if (reason != NULL)
    muster_command_set_text (command, "reason", reason);
  g_assert_true (small_hub_do (hub, command, NULL, NULL));
}

static void
update (MusterWallRota *rota, SmallHub *hub)
{
  muster_wall_rota_update (rota, hub->world, hub->context.now_us);
}

/* The worst that is not in Monitor yet, though another is worse. */
static void
test_order (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (MusterWallRota) rota = muster_wall_rota_new ();
  const guint expected[] = { 2, 4, 3, 1 };
  const guint *order;
  guint n;

  declare (hub, MUSTER_SEVERITY_CRITICAL, MUSTER_STAGE_MONITOR);
  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  small_hub_advance (hub, SECOND_US);
  declare (hub, MUSTER_SEVERITY_LOW, MUSTER_STAGE_TRIAGE);
  declare (hub, MUSTER_SEVERITY_MINOR, MUSTER_STAGE_MITIGATE);
  update (rota, hub);
  order = muster_wall_rota_get_order (rota, &n);
  g_assert_cmpmem (order, n * sizeof (guint), expected, sizeof expected);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 2);
}

/* Those not in Monitor take turns of 15 s; the others wait. */
static void
test_turns (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (MusterWallRota) rota = muster_wall_rota_new ();
  const guint leads[] = { 2, 3, 2, 3 };

  declare (hub, MUSTER_SEVERITY_CRITICAL, MUSTER_STAGE_MONITOR);
  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  declare (hub, MUSTER_SEVERITY_LOW, MUSTER_STAGE_TRIAGE);
  update (rota, hub);
  for (guint second = 0; second < 60; second++)
    {
      gint64 now_us = hub->context.now_us + second * SECOND_US;

      g_assert_cmpint (muster_wall_rota_turn (rota, now_us), ==, second != 0 && second % 15 == 0);
      g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, leads[second / 15]);
    }
}

static void
test_news_take_over (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (MusterWallRota) rota = muster_wall_rota_new ();
  gint64 began_us = hub->context.now_us;

  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  declare (hub, MUSTER_SEVERITY_LOW, MUSTER_STAGE_DIAGNOSE);
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 1);
  move (hub, 2, MUSTER_STAGE_MITIGATE, NULL);
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 2);
  g_assert_false (muster_wall_rota_turn (rota, began_us + 59 * SECOND_US));
  g_assert_true (muster_wall_rota_turn (rota, began_us + 60 * SECOND_US));
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 1);
  declare (hub, MUSTER_SEVERITY_MINOR, MUSTER_STAGE_TRIAGE); /* new, but not that bad */
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 1);
  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_TRIAGE);
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 4);
}

static void
test_pinned (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (MusterWallRota) rota = muster_wall_rota_new ();

  declare (hub, MUSTER_SEVERITY_MINOR, MUSTER_STAGE_DIAGNOSE);
  update (rota, hub);
  muster_wall_rota_set_pinned (rota, TRUE);
  declare (hub, MUSTER_SEVERITY_CRITICAL, MUSTER_STAGE_DIAGNOSE);
  update (rota, hub);
  g_assert_false (muster_wall_rota_turn (rota, hub->context.now_us + 3600 * SECOND_US));
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 1);
  move (hub, 1, MUSTER_STAGE_RESOLVED, NULL); /* nothing is left to look at */
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 2);
}

static void
test_quiet (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (MusterWallRota) rota = muster_wall_rota_new ();
  guint n;

  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 0);
  g_assert_false (muster_wall_rota_turn (rota, G_MAXINT64));
  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 1);
  move (hub, 1, MUSTER_STAGE_RESOLVED, NULL);
  update (rota, hub);
  g_assert_cmpuint (muster_wall_rota_get_lead (rota), ==, 0);
  muster_wall_rota_get_order (rota, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* A clock that was set back an hour does not stop the turns. */
static void
test_clock_back (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (MusterWallRota) rota = muster_wall_rota_new ();

  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  update (rota, hub);
  g_assert_true (muster_wall_rota_turn (rota, hub->context.now_us - 3600 * SECOND_US));
}

/* Nothing that somebody typed into a note or a reason is on the wall. */
static void
test_no_notes (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  const MusterIncident *incident;
  const MusterEntry *entry;
  g_autofree char *sentence = NULL;
  MusterCommand *note;

  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  move (hub, 1, MUSTER_STAGE_MITIGATE, "the password is hunter2");
  note = small_hub_command (hub, "incident.note", 1);
  muster_command_set_text (note, "text", "the password is hunter2");
  g_assert_true (small_hub_do (hub, note, NULL, NULL));
  incident = muster_world_get_incident (hub->world, 1);
  entry = muster_wall_latest (incident);
  g_assert_cmpint (entry->kind, ==, MUSTER_EVENT_INCIDENT_STAGE_SET);
  sentence = muster_wall_sentence (hub->world, entry);
  g_assert_cmpstr (sentence, ==, "ana moved to Mitigate");
}

static void
test_words (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  const MusterIncident *incident;
  g_autofree char *impact = NULL, *helpers = NULL, *commander = NULL, *none = NULL;
  const struct
  {
    MusterRole role;
    const char *person;
  } roles[] = { { MUSTER_ROLE_COMMANDER, "ana" },
                { MUSTER_ROLE_SCRIBE, "cho" },
                { MUSTER_ROLE_TECHNICAL_LEAD, "ben" } };
  MusterCommand *command;

  declare (hub, MUSTER_SEVERITY_MAJOR, MUSTER_STAGE_DIAGNOSE);
  incident = muster_world_get_incident (hub->world, 1);
  g_assert_cmpstr (muster_wall_note (incident), ==, "no commander");
  none = muster_wall_helpers (hub->world, incident);
  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      command = small_hub_command (hub, "incident.assign", 1);
      muster_command_set_int (command, "role", roles[i].role);
      muster_command_set_text (command, "person", roles[i].person);
      g_assert_true (small_hub_do (hub, command, NULL, NULL));
    }
  command = small_hub_command (hub, "incident.impact", 1);
  muster_command_set_text (command, "text",
                           "Logins \xe2\x80\xae"
                           "fail");
  muster_command_set_int (command, "users", 15000);
  g_assert_true (small_hub_do (hub, command, NULL, NULL));
  g_assert_cmpstr (muster_wall_note (incident), ==, "Diagnose");
  helpers = muster_wall_helpers (hub->world, incident);
  g_assert_cmpstr (helpers, ==, "ben leads, cho writes");
  commander = muster_wall_person (hub->world, incident->roles[MUSTER_ROLE_COMMANDER]);
  g_assert_cmpstr (commander, ==, "ana");
  impact = muster_wall_impact (incident);
  g_assert_true (muster_is_safe_text (impact, -1, FALSE));
  g_assert_nonnull (strstr (impact, "people affected"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall/order", test_order);
  g_test_add_func ("/wall/turns", test_turns);
  g_test_add_func ("/wall/news-take-over", test_news_take_over);
  g_test_add_func ("/wall/pinned", test_pinned);
  g_test_add_func ("/wall/quiet", test_quiet);
  g_test_add_func ("/wall/clock-back", test_clock_back);
  g_test_add_func ("/wall/no-notes", test_no_notes);
  g_test_add_func ("/wall/words", test_words);
  return g_test_run ();
}
