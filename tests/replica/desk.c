/* desk.c - a replica at its toy hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk.h"

#include <glib/gstdio.h>
#include <string.h>

static void
event_cb (Desk *self, const MusterEvent *event)
{
  g_string_append_printf (self->events, "%" G_GUINT64_FORMAT " ", event->seq);
}

static void
changed_cb (Desk *self, guint incident)
{
  g_array_append_val (self->changed, incident);
}

static void
start (Desk *self)
{
  self->link = mock_link_new (self->hub);
  self->replica = muster_replica_new (self->link, self->hub->clock, self->folder);
  g_signal_connect_swapped (self->replica, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (changed_cb), self);
  muster_replica_start (self->replica);
}

Desk *
desk_new (MusterAccess access)
{
  Desk *self = g_new0 (Desk, 1);

  self->hub = toy_hub_new ((guint32) g_test_rand_int (), access);
  self->folder = g_dir_make_tmp ("muster-desk-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->events = g_string_new (NULL);
  self->changed = g_array_new (FALSE, FALSE, sizeof (guint));
  start (self);
  return self;
}

static void
end (Desk *self)
{
  muster_replica_stop (self->replica);
  g_signal_handlers_disconnect_by_data (self->replica, self);
  /* what the program had asked for is answered before the next one begins */
  while (self->n_sending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->replica);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&self->link);
}

void
desk_restart (Desk *self)
{
  end (self);
  start (self);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

void
desk_free (Desk *self)
{
  end (self);
  toy_hub_free (self->hub);
  remove_folder (self->folder);
  g_free (self->folder);
  g_string_free (self->events, TRUE);
  g_array_unref (self->changed);
  g_free (self);
}

void
desk_turn (Desk *self, guint n)
{
  muster_hub_link_get_state (self->link); /* lines may have come */
  for (guint i = 0; i < n; i++)
    g_main_context_iteration (NULL, FALSE);
}

void
desk_pass (Desk *self)
{
  muster_hub_link_get_state (self->link);
  if (g_main_context_iteration (NULL, FALSE))
    return;
  g_thread_yield (); /* a snapshot may be in the making, or a file */
  muster_clock_advance (self->hub->clock, G_USEC_PER_SEC / 10);
}

gboolean
desk_is_level (Desk *self)
{
  return muster_replica_get_state (self->replica) == MUSTER_REPLICA_LIVE &&
         muster_world_get_seq (muster_replica_get_world (self->replica)) == toy_hub_seq (self->hub);
}

void
desk_settle (Desk *self)
{
  desk_wait (self, desk_is_level (self) && self->n_sending == 0 &&
                       muster_replica_get_outbox (self->replica)->len == 0);
}

void
desk_assert_equal (Desk *self)
{
  g_autofree char *wanted = toy_hub_save (self->hub, self->hub->small->world);
  g_autofree char *got = toy_hub_save (self->hub, muster_replica_get_world (self->replica));

  g_auto (GStrv) wanted_lines = g_strsplit (wanted, "\n", -1),
                 got_lines = g_strsplit (got, "\n", -1);

  for (guint i = 0; wanted_lines[i] != NULL; i++)
    g_assert_cmpstr (got_lines[i], ==, wanted_lines[i]);
  g_assert_cmpuint (strlen (got), ==, strlen (wanted));
}

/* --- commands --- */

MusterCommand *
desk_command (const char *name, guint incident)
{
  MusterCommand *command = muster_command_new (muster_command_by_name (name));

  command->incident = incident;
  return command;
}

MusterCommand *
desk_note (guint incident, const char *text)
{
  MusterCommand *command = desk_command ("incident.note", incident);

  muster_command_set_text (command, "text", text);
  return command;
}

typedef struct
{
  Desk *desk;
  gboolean done; /* whoever waits for it owns this */
  gboolean waited_for;
  gboolean well;
  guint incident;
  GError *error;
} Sending;

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  MusterReplica *replica = MUSTER_REPLICA (object);
  Desk *self = sending->desk;

  sending->well = muster_replica_send_finish (replica, result, &sending->incident, &sending->error);
  self->n_sending--;
  self->n_failed += !sending->well;
  self->n_kept += sending->well && muster_replica_send_get_answer (replica, result) == NULL;
  sending->done = TRUE;
  if (sending->waited_for)
    return;
  g_clear_error (&sending->error);
  g_free (sending);
}

static Sending *
send (Desk *self, MusterCommand *command, gboolean waited_for)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->desk = self;
  sending->waited_for = waited_for;
  self->n_sending++;
  muster_replica_send_async (self->replica, command, NULL, sent_cb, sending);
  return sending;
}

void
desk_send (Desk *self, MusterCommand *command)
{
  send (self, command, FALSE);
}

gboolean
desk_send_wait (Desk *self, MusterCommand *command, guint *incident, GError **error)
{
  g_autofree Sending *sending = send (self, command, TRUE);

  desk_wait (self, sending->done);
  if (incident != NULL)
    *incident = sending->incident;
  if (sending->error != NULL)
    g_propagate_error (error, sending->error);
  return sending->well;
}

guint
desk_declare (Desk *self, const char *title)
{
  MusterCommand *command = desk_command ("incident.declare", 0);
  g_autoptr (GError) error = NULL;
  guint incident;

  muster_command_set_text (command, "title", title);
  desk_send_wait (self, command, &incident, &error);
  g_assert_no_error (error);
  return incident;
}
