/* ask-dialog.c - asks who takes a shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/ask-dialog.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/form.h"
#include "console/span-group.h"
#include "console/takers.h"
#include "console/toast.h"

struct _MusterAskDialog
{
  AdwWindow parent_instance;
  GtkWidget *ask;
  GtkWidget *whom;
  MusterSpanGroup *when;
  GtkWidget *note;
  GtkWidget *hint;
  MusterSession *session;
  MusterRosterSubject *subject; /* the schedule as it is now */
  GPtrArray *people;            /* of char *, names in the order of the choices, but the first */
  MusterUlid schedule;
  MusterUlid person;
  char *name;            /* of that person */
  GCancellable *sending; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterAskDialog, muster_ask_dialog, ADW_TYPE_WINDOW)

static gint64
get_now_s (MusterAskDialog *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->session)) / G_USEC_PER_SEC;
}

/* Who is asked; NULL: everybody. */
static const char *
get_other (MusterAskDialog *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->whom));

  return i > 0 && i <= self->people->len ? g_ptr_array_index (self->people, i - 1) : NULL;
}

/* Who had best take it, or how the one who is asked would fare. */
static char *
describe (MusterAskDialog *self, gint64 from_s, gint64 to_s)
{
  g_autoptr (GPtrArray) candidates = muster_takers_list (self->subject, self->name, from_s, to_s);
  const char *other = get_other (self);

  for (guint i = 0; i < candidates->len; i++)
    {
      const MusterTaker *candidate = g_ptr_array_index (candidates, i);

      if (other && !g_str_equal (candidate->name, other))
        continue;
      return other
                 ? g_strdup_printf ("%s: %s, %s", candidate->title, candidate->words,
                                    candidate->figure)
                 /* TRANSLATORS: who had best take a shift: "Ben: 21 days of rest, 96 h → 120 h" */
                 : g_strdup_printf (_ ("All who are in this schedule are told. Best match is %s: "
                                       "%s, %s"),
                                    candidate->title, candidate->words, candidate->figure);
    }
  return g_strdup (_ ("There is nobody else in this schedule."));
}

static const char *
find_fault (MusterAskDialog *self, gint64 *from_s, gint64 *to_s)
{
  const char *why = muster_span_group_read (self->when, get_now_s (self), from_s, to_s);

  if (why)
    return why;
  if (*from_s <= get_now_s (self))
    return _ ("It has begun: a request ends when the shift begins.");
  if (!muster_session_is_online (self->session))
    return _ ("There is no link to the hub. A request needs it.");
  return NULL;
}

static void
changed_cb (MusterAskDialog *self)
{
  g_autofree char *words = NULL;
  gint64 from_s = 0, to_s = 0;
  const char *why;

  if (!self->session)
    return;
  why = find_fault (self, &from_s, &to_s);
  words = why ? g_strdup (why) : describe (self, from_s, to_s);
  gtk_label_set_text (GTK_LABEL (self->hint), words);
  gtk_widget_set_sensitive (self->ask, !why && !self->sending);
}

/* --- sending --- */

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterAskDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);
  g_autofree char *safe = error ? muster_safe_text (error->message, -1, FALSE) : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (g_cancellable_is_cancelled (self->sending))
    return;
  g_clear_object (&self->sending);
  if (!is_done)
    {
      gtk_label_set_text (GTK_LABEL (self->hint), safe);
      gtk_widget_set_sensitive (self->ask, TRUE);
      return;
    }
  if (parent)
    muster_toast_show (GTK_WIDGET (parent), _ ("Asked. You are told who offers to take it"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_clicked_cb (MusterAskDialog *self)
{
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  const char *other = get_other (self);
  MusterCommand *command;
  gint64 from_s, to_s;

  if (self->sending || find_fault (self, &from_s, &to_s))
    return;
  command = muster_session_command (self->session, "schedule.ask", 0);
  command->object = self->schedule;
  muster_command_set_text (command, "person", self->name);
  if (other)
    muster_command_set_text (command, "other", other);
  muster_command_set_int (command, "from", from_s * G_USEC_PER_SEC);
  muster_command_set_int (command, "to", to_s * G_USEC_PER_SEC);
  if (*note != '\0')
    muster_command_set_text (command, "note", note);
  self->sending = g_cancellable_new ();
  gtk_widget_set_sensitive (self->ask, FALSE);
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->sending,
                             sent_cb, g_object_ref (self));
}

/* --- the dialog --- */

static void
dispose (GObject *object)
{
  MusterAskDialog *self = MUSTER_ASK_DIALOG (object);

  if (self->sending)
    g_cancellable_cancel (self->sending);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_ASK_DIALOG);
  G_OBJECT_CLASS (muster_ask_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterAskDialog *self = MUSTER_ASK_DIALOG (object);

  g_clear_object (&self->sending);
  g_clear_pointer (&self->subject, muster_roster_subject_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self->name);
  G_OBJECT_CLASS (muster_ask_dialog_parent_class)->finalize (object);
}

static void
muster_ask_dialog_class_init (MusterAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (MUSTER_TYPE_SPAN_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/ask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterAskDialog, ask);
  gtk_widget_class_bind_template_child (widget_class, MusterAskDialog, whom);
  gtk_widget_class_bind_template_child (widget_class, MusterAskDialog, when);
  gtk_widget_class_bind_template_child (widget_class, MusterAskDialog, note);
  gtk_widget_class_bind_template_child (widget_class, MusterAskDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_clicked_cb);
}

static void
muster_ask_dialog_init (MusterAskDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Everybody, then those who had best take it. */
static void
list_people (MusterAskDialog *self, const MusterShiftWish *wish)
{
  g_autoptr (GPtrArray) candidates =
      muster_takers_list (self->subject, self->name, wish->from_s, wish->to_s);
  /* TRANSLATORS: who is asked to take a shift */
  const char *const everybody[] = { _ ("Everybody of the schedule"), NULL };
  g_autoptr (GtkStringList) choices = gtk_string_list_new (everybody);

  self->people = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < candidates->len; i++)
    {
      const MusterTaker *candidate = g_ptr_array_index (candidates, i);

      g_ptr_array_add (self->people, g_strdup (candidate->name));
      gtk_string_list_append (choices, candidate->title);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->whom), G_LIST_MODEL (choices));
}

/**
 * muster_ask_dialog_new:
 * @session: the hub
 * @wish: whose shift it is, and when
 * @parent: the window that it belongs to
 *
 * Returns: (transfer floating) (nullable): the dialog; %NULL: there is nothing to ask
 */
GtkWidget *
muster_ask_dialog_new (MusterSession *session, const MusterShiftWish *wish, GtkWindow *parent)
{
  const MusterWorld *world = muster_session_get_world (session);
  const MusterObject *person =
      muster_directory_get (muster_world_get_directory (world), wish->person);
  MusterRosterSubject *subject =
      person && person->name ? muster_roster_subject_read (world, wish->schedule, NULL) : NULL;
  MusterAskDialog *self;

  if (!subject)
    return NULL;
  self = g_object_new (MUSTER_TYPE_ASK_DIALOG, "transient-for", parent, NULL);
  self->subject = subject;
  self->schedule = wish->schedule;
  self->person = wish->person;
  self->name = g_strdup (person->name);
  list_people (self, wish);
  muster_span_group_set (self->when, wish->zone, wish->from_s, wish->to_s);
  self->session = g_object_ref (session);
  muster_form_prepare (GTK_WIDGET (self));
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (changed_cb), self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_grab_focus (self->whom);
  changed_cb (self);
  return GTK_WIDGET (self);
}
