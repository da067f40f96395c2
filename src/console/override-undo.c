/* override-undo.c - takes an override back that was just made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/override-undo.h"

#include <glib/gi18n.h>

#include "console/toast.h"

/* What Undo does to which override. */
typedef struct
{
  MusterSession *session;
  GtkWidget *from;
  MusterUlid schedule;
  MusterShiftChange *again; /* (nullable): to be made anew; NULL: the newest is to be ended */
} Undoing;

static void
undoing_free (gpointer data, GClosure *closure)
{
  Undoing *self = data;

  g_object_unref (self->session);
  g_object_unref (self->from);
  g_clear_pointer (&self->again, muster_shift_change_free);
  g_free (self);
}

static const MusterShiftChange *
find_newest (MusterSession *session, MusterUlid schedule)
{
  const MusterWorld *world = muster_session_get_world (session);
  const MusterUlid me = muster_replica_get_me (muster_session_get_replica (session));
  const gint64 now_us = muster_clock_now_us (muster_session_get_clock (session));
  const GPtrArray *changes =
      muster_shift_changes_list_of (muster_world_get_shifts (world)->changes, schedule);

  for (guint i = changes->len; i-- > 0;)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      if (muster_ulid_equal (change->actor.id, me) && change->ends_us > now_us)
        return change;
    }
  return NULL;
}

static void
send_end (MusterSession *session, GtkWidget *from, MusterUlid change, const char *done)
{
  MusterCommand *command = muster_session_command (session, "schedule.override-end", 0);

  command->object = change;
  muster_session_send (session, command, from, done);
}

static void
make_again (Undoing *self)
{
  const MusterShiftChange *change = self->again;
  const gboolean swaps = change->kind == MUSTER_MODIFIER_SWAP;
  MusterCommand *command =
      muster_session_command (self->session, swaps ? "schedule.swap" : "schedule.override", 0);
  g_autofree char *person = muster_ulid_to_string (change->person);
  g_autofree char *other = muster_ulid_to_string (change->other);

  command->object = change->schedule;
  if (!swaps)
    muster_command_set_text (command, "kind", muster_modifier_kind_to_string (change->kind));
  muster_command_set_text (command, "person", person);
  if (!muster_ulid_is_null (change->other))
    muster_command_set_text (command, "other", other);
  if (change->starts_us > muster_clock_now_us (muster_session_get_clock (self->session)))
    muster_command_set_int (command, "from", change->starts_us);
  muster_command_set_int (command, "to", change->ends_us);
  if (change->reason)
    muster_command_set_text (command, "reason", change->reason);
  muster_session_send (self->session, command, self->from, NULL);
}

static void
undo_cb (AdwToast *toast, Undoing *self)
{
  if (self->again)
    make_again (self);
  else
    muster_override_undo (self->session, self->from, self->schedule);
}

static void
offer (MusterSession *session, GtkWidget *from, const char *words, const Undoing *what)
{
  GtkWidget *overlay = muster_toast_find_overlay (from); /* @from may be gone by then */
  AdwToast *toast = muster_toast_show_undo (from, words);
  Undoing *undoing;

  if (!toast)
    return;
  undoing = g_memdup2 (what, sizeof *what);
  undoing->session = g_object_ref (session);
  undoing->from = g_object_ref (overlay ? overlay : from);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undoing, undoing_free, 0);
}

/**
 * muster_override_offer_undo:
 * @session: the hub
 * @from: a widget of the window that is told
 * @schedule: whose override was made
 *
 * Says that it was, and lets it be taken back.
 */
void
muster_override_offer_undo (MusterSession *session, GtkWidget *from, MusterUlid schedule)
{
  const Undoing what = { .schedule = schedule };

  offer (session, from, _ ("Saved. Whose shift moved was told"), &what);
}

/**
 * muster_override_undo:
 * @session: the hub
 * @from: a widget of the window that is told
 * @schedule: a schedule
 *
 * Ends the newest override of it that I made.
 *
 * Returns: whether there is one
 */
gboolean
muster_override_undo (MusterSession *session, GtkWidget *from, MusterUlid schedule)
{
  const MusterShiftChange *newest = find_newest (session, schedule);

  if (newest)
    send_end (session, from, newest->id, _ ("The override was taken back"));
  return newest != NULL;
}

/**
 * muster_override_end:
 * @session: the hub
 * @from: a widget of the window that is told
 * @change: an override
 *
 * Ends it, and lets it be made again.
 */
void
muster_override_end (MusterSession *session, GtkWidget *from, MusterUlid change)
{
  const MusterShiftChange *ended = muster_shift_changes_get (
      muster_world_get_shifts (muster_session_get_world (session))->changes, change);
  Undoing what = { .session = session };

  if (!ended)
    return;
  what.schedule = ended->schedule;
  what.again = muster_shift_change_copy (ended);
  send_end (session, from, change, NULL);
  offer (session, from, _ ("The override ends. Whose shift moved is told"), &what);
}
