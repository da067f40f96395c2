/* sending.c - each command is applied once and in order, whatever is lost on the way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk.h"

#include "wire/command-codec.h"

#include <string.h>

/* What the hub has of notes that begin with "n", in order, one a word. */
static char *
notes_of (Desk *desk, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (desk->hub->small->world, number);
  GString *notes = g_string_new (NULL);

  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_NOTE_ADDED && entry->text[0] == 'n')
        g_string_append_printf (notes, "%s ", entry->text);
    }
  return g_string_free (notes, FALSE);
}

static void
disturb (Desk *desk)
{
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      mock_link_cut (desk->link, TRUE);
      break;
    case 1:
    case 2:
      mock_link_cut (desk->link, FALSE);
      break;
    case 3:
      mock_link_fault (desk->link, MOCK_LOSE_ANSWER, "/v1/incidents", 1);
      break;
    case 4:
      mock_link_fault (desk->link, MOCK_LOSE_REQUEST, "/v1/incidents", 1);
      break;
    case 5:
      if (g_test_rand_bit ())
        desk_restart (desk);
      break;
    case 6:
      mock_link_reply (desk->link, toy_reply (503, "{\"title\":\"Busy\"}"));
      mock_link_fault (desk->link, MOCK_REPLY, "/v1/incidents", 1);
      break;
    default:
      break;
    }
  desk_turn (desk, (guint) g_test_rand_int_range (0, 12));
}

static void
test_once_and_in_order (void)
{
  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
      g_autoptr (GString) wanted = g_string_new (NULL);
      g_autofree char *got = NULL;
      guint incident;

      desk_settle (desk);
      incident = desk_declare (desk, "slow");
      for (guint i = 0; i < 30; i++)
        {
          g_autofree char *text = g_strdup_printf ("n%u", i);

          g_string_append_printf (wanted, "%s ", text);
          desk_send (desk, desk_note (incident, text));
          disturb (desk);
        }
      mock_link_fault (desk->link, MOCK_WELL, "", 0);
      mock_link_cut (desk->link, FALSE);
      desk_settle (desk);
      got = notes_of (desk, incident);
      g_assert_cmpstr (got, ==, wanted->str);
      g_assert_cmpuint (desk->n_failed, ==, 0);
      g_assert_cmpuint (desk->hub->n_applied, ==, 31);
      g_assert_cmpuint (muster_replica_get_unapplied (desk->replica)->len, ==, 0);
      desk_assert_equal (desk);
    }
}

/* Whoever is told that it was done sees it done. */
static void
test_told_when_shown (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
  guint number;

  desk_settle (desk);
  number = desk_declare (desk, "slow");
  for (guint i = 0; i < 20; i++)
    {
      const MusterIncident *incident =
          muster_world_get_incident (muster_replica_get_world (desk->replica), number);
      MusterCommand *command = desk_command ("incident.severity", number);
      g_autoptr (GError) error = NULL;
      const guint severity = 1 + i % 5;

      g_assert_nonnull (incident);
      muster_command_set_int (command, "severity", severity);
      /* the next one has the basis of what the last one did, so nothing conflicts */
      desk_send_wait (desk, command, NULL, &error);
      g_assert_no_error (error);
      incident = muster_world_get_incident (muster_replica_get_world (desk->replica), number);
      g_assert_cmpuint (incident->severity, ==, severity);
    }
}

static void
test_offline_declaration (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
  const MusterOutboxItem *item;
  const MusterIncident *incident;
  gint64 made_us;

  desk_settle (desk);
  mock_link_cut (desk->link, TRUE);
  made_us = muster_clock_now_us (desk->hub->clock);
  g_assert_cmpuint (desk_declare (desk, "all is down"), ==, 0);
  g_assert_cmpuint (muster_replica_get_outbox (desk->replica)->len, ==, 1);
  desk_restart (desk);
  item = g_ptr_array_index (muster_replica_get_outbox (desk->replica), 0);
  g_assert_cmpstr (muster_command_text (item->command, "title"), ==, "all is down");
  g_assert_cmpint (item->made_us, ==, made_us);
  g_assert_null (item->problem);
  muster_clock_advance (desk->hub->clock, 3 * G_TIME_SPAN_HOUR);
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
  g_assert_cmpuint (muster_world_last_incident (muster_replica_get_world (desk->replica)), ==, 1);
  incident = muster_world_get_incident (muster_replica_get_world (desk->replica), 1);
  g_assert_cmpstr (incident->title, ==, "all is down");
  g_assert_cmpint (((MusterEntry *) g_ptr_array_index (incident->entries, 0))->claimed_us, ==,
                   made_us);
}

static void
test_never_queued (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);
  g_autoptr (GError) error = NULL;
  MusterCommand *command;
  guint number;

  desk_settle (desk);
  number = desk_declare (desk, "slow");
  mock_link_cut (desk->link, TRUE);
  command = desk_command ("incident.page", number);
  muster_command_set_text (command, "target", "person:ben");
  g_assert_false (desk_send_wait (desk, command, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  g_clear_error (&error);
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
  mock_link_fault (desk->link, MOCK_LOSE_REQUEST, "/v1/incidents", 1);
  command = desk_command ("incident.page", number);
  muster_command_set_text (command, "target", "person:ben");
  g_assert_false (desk_send_wait (desk, command, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_cmpuint (muster_replica_get_outbox (desk->replica)->len, ==, 0);
}

/* A secret is in the hub's answer, and nowhere else. */
static void
key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GBytes **answer = user_data;

  g_assert_true (muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, NULL));
  *answer = g_bytes_ref (muster_replica_send_get_answer (MUSTER_REPLICA (object), result));
}

static void
test_whole_answer (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);
  MusterCommand *command = desk_command ("key.add", 0);
  g_autoptr (GBytes) answer = NULL;

  desk_settle (desk);
  muster_command_set_text (command, "service", "api");
  muster_replica_send_async (desk->replica, command, NULL, key_cb, &answer);
  desk_wait (desk, answer != NULL);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (answer, NULL),
                                  (gssize) g_bytes_get_size (answer), "\"seq\":["));
}

/* What the console knows to be in vain never comes to the hub. */
static void
test_preview (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
  MusterCommand *review = desk_command ("incident.stage", 1);
  MusterCommand *assign = desk_command ("incident.assign", 1);
  g_autoptr (GError) error = NULL;
  guint n_posts;

  desk_settle (desk);
  g_assert_cmpuint (desk_declare (desk, "slow"), ==, 1);
  n_posts = mock_link_n_posts (desk->link);
  g_assert_false (desk_send_wait (desk, desk_command ("incident.acknowledge", 999), NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  muster_command_set_int (review, "stage", MUSTER_STAGE_REVIEWED);
  g_assert_false (desk_send_wait (desk, review, NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_STATE);
  g_clear_error (&error);
  muster_command_set_int (assign, "role", MUSTER_ROLE_SCRIBE);
  muster_command_set_text (assign, "person", "nobody");
  g_assert_false (desk_send_wait (desk, assign, NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
  g_assert_cmpuint (mock_link_n_posts (desk->link), ==, n_posts);
}

/* Alerts are the hub's: a console asks it, and does not guess. */
static void
test_not_previewed (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
  MusterCommand *split = desk_command ("incident.split", 1);
  MusterCommand *merge = desk_command ("incident.merge", 2);
  MusterCommand *undo = desk_command ("incident.undo", 1);
  const GPtrArray *entries;
  g_autoptr (GError) error = NULL;
  guint n_posts;

  desk_settle (desk);
  g_assert_cmpuint (desk_declare (desk, "slow"), ==, 1);
  g_assert_cmpuint (desk_declare (desk, "slower"), ==, 2);
  n_posts = mock_link_n_posts (desk->link);
  muster_command_set_text (split, "alerts", "01M84M6R4RX6R5XDF94W4Y1G2E");
  g_assert_false (desk_send_wait (desk, split, NULL, &error));
  g_assert_cmpuint (mock_link_n_posts (desk->link), ==, n_posts + 1);
  g_clear_error (&error);
  muster_command_set_text (merge, "into", "INC-1");
  g_assert_true (desk_send_wait (desk, merge, NULL, &error));
  g_assert_no_error (error);
  entries = muster_world_get_incident (muster_replica_get_world (desk->replica), 1)->entries;
  muster_command_set_int (undo, "seq",
                          (gint64) ((MusterEntry *) entries->pdata[entries->len - 1])->seq);
  g_assert_true (desk_send_wait (desk, undo, NULL, &error));
  g_assert_no_error (error);
}

/* What is too long for the hub is refused before it could spoil the outbox. */
static void
test_too_long (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
  g_autofree char *text = g_strnfill (16 * 1024 + 1, 'a');
  g_autoptr (GError) error = NULL;

  desk_settle (desk);
  g_assert_cmpuint (desk_declare (desk, "slow"), ==, 1);
  mock_link_cut (desk->link, TRUE);
  g_assert_false (desk_send_wait (desk, desk_note (1, text), NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
  g_assert_cmpuint (muster_replica_get_outbox (desk->replica)->len, ==, 0);
}

/* --- the tray --- */

/* An acknowledgement that was queued while somebody else acknowledged and took it back. */
static void
bring_into_tray (Desk *desk)
{
  MusterCommand *title = desk_command ("incident.title", 1);
  MusterCommand *other;

  desk_settle (desk);
  g_assert_cmpuint (desk_declare (desk, "slow"), ==, 1);
  mock_link_cut (desk->link, TRUE);
  muster_command_set_text (title, "title", "mine");
  g_assert_true (desk_send_wait (desk, title, NULL, NULL));
  other = small_hub_command (desk->hub->small, "incident.title", 1);
  muster_command_set_text (other, "title", "theirs");
  g_assert_true (small_hub_do (desk->hub->small, other, NULL, NULL));
  toy_hub_step (desk->hub, 0);
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
}

static MusterOutboxItem *
only_unapplied (Desk *desk)
{
  const GPtrArray *tray = muster_replica_get_unapplied (desk->replica);

  g_assert_cmpuint (tray->len, ==, 1);
  return g_ptr_array_index (tray, 0);
}

static void
test_tray_and_retry (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);
  MusterUlid id;

  bring_into_tray (desk);
  g_assert_nonnull (strstr (only_unapplied (desk)->problem, "Someone changed this"));
  desk_restart (desk);
  desk_settle (desk);
  g_assert_nonnull (strstr (only_unapplied (desk)->problem, "Someone changed this"));
  id = only_unapplied (desk)->command->id;
  muster_replica_retry (desk->replica, id);
  desk_settle (desk);
  g_assert_cmpuint (muster_replica_get_unapplied (desk->replica)->len, ==, 0);
  g_assert_cmpstr (muster_world_get_incident (desk->hub->small->world, 1)->title, ==, "mine");
}

static void
test_tray_and_discard (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);

  bring_into_tray (desk);
  muster_replica_discard (desk->replica, only_unapplied (desk)->command->id);
  g_assert_cmpuint (muster_replica_get_unapplied (desk->replica)->len, ==, 0);
  desk_restart (desk);
  g_assert_cmpuint (muster_replica_get_unapplied (desk->replica)->len, ==, 0);
  desk_settle (desk);
  g_assert_cmpstr (muster_world_get_incident (desk->hub->small->world, 1)->title, ==, "theirs");
}

static void
test_stale_goes_to_tray (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);

  desk_settle (desk);
  g_assert_cmpuint (desk_declare (desk, "slow"), ==, 1);
  mock_link_cut (desk->link, TRUE);
  g_assert_true (desk_send_wait (desk, desk_command ("incident.resolve", 1), NULL, NULL));
  g_assert_true (desk_send_wait (desk, desk_note (1, "late"), NULL, NULL));
  muster_clock_advance (desk->hub->clock, 2 * G_TIME_SPAN_HOUR);
  mock_link_cut (desk->link, FALSE);
  desk_settle (desk);
  g_assert_nonnull (strstr (only_unapplied (desk)->problem, "more than an hour"));
  g_assert_true (
      muster_stage_is_open (muster_world_get_incident (desk->hub->small->world, 1)->stage));
  muster_replica_retry (desk->replica, only_unapplied (desk)->command->id);
  desk_settle (desk);
  g_assert_cmpint (muster_world_get_incident (desk->hub->small->world, 1)->stage, ==,
                   MUSTER_STAGE_RESOLVED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/sending/once-and-in-order", test_once_and_in_order);
  g_test_add_func ("/replica/sending/told-when-shown", test_told_when_shown);
  g_test_add_func ("/replica/sending/offline-declaration", test_offline_declaration);
  g_test_add_func ("/replica/sending/never-queued", test_never_queued);
  g_test_add_func ("/replica/sending/whole-answer", test_whole_answer);
  g_test_add_func ("/replica/sending/preview", test_preview);
  g_test_add_func ("/replica/sending/not-previewed", test_not_previewed);
  g_test_add_func ("/replica/sending/too-long", test_too_long);
  g_test_add_func ("/replica/sending/tray-and-retry", test_tray_and_retry);
  g_test_add_func ("/replica/sending/tray-and-discard", test_tray_and_discard);
  g_test_add_func ("/replica/sending/stale", test_stale_goes_to_tray);
  return g_test_run ();
}
