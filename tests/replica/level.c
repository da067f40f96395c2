/* level.c - a console's parts equal its hub's, whatever happens on the way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk.h"

#include <string.h>

static const MusterAccess roles[] = {
  MUSTER_ACCESS_VIEWER, MUSTER_ACCESS_RESPONDER, MUSTER_ACCESS_MANAGER,
  MUSTER_ACCESS_ADMIN,  MUSTER_ACCESS_AUDITOR,   MUSTER_ACCESS_SCREEN,
};

static guint
random_incident (Desk *desk)
{
  guint last = muster_world_last_incident (desk->hub->small->world);

  return last > 0 ? (guint) g_test_rand_int_range (1, (gint32) last + 1) : 1;
}

static void
send_something (Desk *desk)
{
  static const char *const names[] = { "incident.acknowledge", "incident.note", "incident.reopen",
                                       "incident.title" };
  MusterCommand *command =
      desk_command (names[g_test_rand_int_range (0, 4)], random_incident (desk));

  if (strcmp (command->spec->name, "incident.note") == 0)
    muster_command_set_text (command, "text", "looking");
  else if (strcmp (command->spec->name, "incident.title") == 0)
    muster_command_set_text (command, "title", "another");
  desk_send (desk, command);
}

static void
something_happens (Desk *desk)
{
  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      mock_link_cut (desk->link, TRUE);
      break;
    case 1:
    case 2:
      mock_link_cut (desk->link, FALSE);
      break;
    case 3:
      mock_link_reset (desk->link);
      break;
    case 4:
      if (g_test_rand_int_range (0, 4) == 0)
        desk_restart (desk);
      break;
    case 5:
      mock_link_set_stale (desk->link);
      break;
    case 6:
      mock_link_fault (desk->link, (MockFault) g_test_rand_int_range (0, 3), "/v1/", 2);
      break;
    case 7:
      send_something (desk);
      break;
    case 8:
      muster_replica_reconnect (desk->replica);
      break;
    default:
      toy_hub_step (desk->hub, (guint) g_test_rand_int_range (1, 30));
    }
  desk_turn (desk, (guint) g_test_rand_int_range (0, 20));
}

static void
check_role (MusterAccess access)
{
  g_autoptr (Desk) desk = desk_new (access);

  for (guint i = 0; i < 150; i++)
    something_happens (desk);
  mock_link_fault (desk->link, MOCK_WELL, "", 0);
  mock_link_cut (desk->link, FALSE);
  if (muster_replica_get_state (desk->replica) == MUSTER_REPLICA_STALE)
    muster_replica_reconnect (desk->replica);
  desk_settle (desk);
  desk_assert_equal (desk);
  g_assert_cmpuint (muster_replica_get_access (desk->replica), ==, access);
  g_assert_true (muster_ulid_equal (muster_replica_get_me (desk->replica), desk->hub->person));
  g_assert_null (muster_replica_get_trouble (desk->replica));
}

static void
test_every_role (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    check_role (roles[i]);
}

/* The other half of the property: the roles do not see the same. */
static void
test_roles_differ (void)
{
  g_autofree char *admin = NULL, *screen = NULL;
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);

  toy_hub_step (desk->hub, 400);
  admin = toy_hub_save (desk->hub, desk->hub->small->world);
  desk->hub->access = MUSTER_ACCESS_SCREEN;
  screen = toy_hub_save (desk->hub, desk->hub->small->world);
  g_assert_cmpstr (admin, !=, screen);
}

/* Events are told once each and in order, from the first catching up on. */
static void
test_events_in_order (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);
  g_autoptr (GString) wanted = g_string_new (NULL);
  guint64 seq;

  toy_hub_step (desk->hub, 50);
  desk_settle (desk);
  g_string_truncate (desk->events, 0);
  seq = toy_hub_seq (desk->hub);
  for (guint i = 0; i < 40; i++)
    {
      toy_hub_step (desk->hub, 10);
      mock_link_cut (desk->link, g_test_rand_bit ());
      desk_turn (desk, (guint) g_test_rand_int_range (0, 9));
    }
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
  while (++seq <= toy_hub_seq (desk->hub))
    if (muster_event_spec (small_hub_event (desk->hub->small, seq)->kind)->full != 0 ||
        muster_event_spec (small_hub_event (desk->hub->small, seq)->kind)->head != 0)
      g_string_append_printf (wanted, "%" G_GUINT64_FORMAT " ", seq);
  g_assert_cmpstr (desk->events->str, ==, wanted->str);
}

/* However many lines there are of an incident, it changed once a turn. */
static void
test_changed_once_a_turn (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);
  guint incident;

  desk_settle (desk);
  incident = desk_declare (desk, "slow");
  desk_settle (desk);
  for (guint i = 0; i < 50; i++)
    {
      MusterCommand *note = small_hub_command (desk->hub->small, "incident.note", incident);

      muster_command_set_text (note, "text", "more");
      g_assert_true (small_hub_do (desk->hub->small, note, NULL, NULL));
    }
  toy_hub_step (desk->hub, 0);
  g_array_set_size (desk->changed, 0);
  desk_settle (desk);
  g_assert_cmpuint (desk->changed->len, ==, 1);
  g_assert_cmpuint (g_array_index (desk->changed, guint, 0), ==, incident);
}

static void
test_states (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);

  mock_link_cut (desk->link, TRUE);
  g_assert_cmpint (muster_replica_get_state (desk->replica), ==, MUSTER_REPLICA_CONNECTING);
  g_assert_cmpuint (muster_world_get_seq (muster_replica_get_world (desk->replica)), ==, 0);
  g_assert_cmpint (muster_replica_get_live_at_us (desk->replica), ==, MUSTER_NO_TIME);
  desk_wait (desk, muster_replica_get_trouble (desk->replica) != NULL);
  desk_wait (desk, muster_replica_get_tries (desk->replica) >= 3);
  g_assert_cmpint (muster_replica_get_state (desk->replica), ==, MUSTER_REPLICA_CONNECTING);
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
  g_assert_null (muster_replica_get_trouble (desk->replica));
  g_assert_cmpint (muster_replica_get_live_at_us (desk->replica), >, 0);
  mock_link_set_stale (desk->link);
  g_assert_cmpint (muster_replica_get_state (desk->replica), ==, MUSTER_REPLICA_STALE);
  mock_link_cut (desk->link, TRUE);
  g_assert_cmpint (muster_replica_get_state (desk->replica), ==, MUSTER_REPLICA_OFFLINE);
  g_assert_nonnull (muster_replica_get_trouble (desk->replica));
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
  mock_link_reset (desk->link);
  g_assert_cmpint (muster_replica_get_state (desk->replica), ==, MUSTER_REPLICA_CATCHING_UP);
  desk_settle (desk);
  g_assert_null (muster_replica_get_trouble (desk->replica));
  muster_replica_stop (desk->replica);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/level/every-role", test_every_role);
  g_test_add_func ("/replica/level/roles-differ", test_roles_differ);
  g_test_add_func ("/replica/level/events-in-order", test_events_in_order);
  g_test_add_func ("/replica/level/changed-once-a-turn", test_changed_once_a_turn);
  g_test_add_func ("/replica/level/states", test_states);
  return g_test_run ();
}
