/* override-dialog.c - asks who stands in for whom, and shows what that changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/override-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/form.h"
#include "console/override-draft.h"
#include "console/override-undo.h"
#include "console/roster-subject.h"
#include "console/span-group.h"
#include "console/toast.h"

struct _MusterOverrideDialog
{
  AdwWindow parent_instance;
  GtkWidget *save;
  GtkWidget *what;
  GtkWidget *kind;
  GtkWidget *person;
  GtkWidget *other;
  MusterSpanGroup *when;
  GtkWidget *why;
  GtkWidget *hint;
  MusterSession *session;
  MusterRosterSubject *subject; /* the schedule as it is now */
  GPtrArray *names;             /* of char *, of those who can be chosen */
  MusterUlid schedule;
  MusterUlid instead;
  GCancellable *sending; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterOverrideDialog, muster_override_dialog, ADW_TYPE_WINDOW)

static void
say (MusterOverrideDialog *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->hint), words);
}

/* --- what is written --- */

static MusterModifierKind
get_kind (MusterOverrideDialog *self)
{
  return (MusterModifierKind) adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind));
}

static gboolean
has_other (MusterModifierKind kind)
{
  return kind == MUSTER_MODIFIER_REPLACE || kind == MUSTER_MODIFIER_SWAP;
}

/* NULL: nobody is chosen. */
static const char *
get_name (MusterOverrideDialog *self, GtkWidget *row)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  return i < self->names->len ? g_ptr_array_index (self->names, i) : NULL;
}

static gint64
get_now_s (MusterOverrideDialog *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->session)) / G_USEC_PER_SEC;
}

static const char *
find_wrong_people (MusterOverrideDialog *self)
{
  const char *person = get_name (self, self->person);
  const char *other = get_name (self, self->other);

  if (!person || (has_other (get_kind (self)) && !other))
    return _ ("Say who.");
  if (has_other (get_kind (self)) && g_str_equal (person, other))
    return _ ("Say two people, not one twice.");
  return NULL;
}

/* FALSE, and why: what is written is no override. */
static gboolean
read_draft (MusterOverrideDialog *self, MusterModifier *out, const char **out_why)
{
  const char *wrong_time =
      muster_span_group_read (self->when, get_now_s (self), &out->from_s, &out->to_s);
  const MusterDirectory *directory;

  out->kind = get_kind (self);
  *out_why = find_wrong_people (self);
  if (!*out_why)
    *out_why = wrong_time;
  if (!*out_why && !muster_session_is_online (self->session))
    *out_why = _ ("There is no link to the hub. An override needs it.");
  if (*out_why)
    return FALSE;
  directory = muster_world_get_directory (muster_session_get_world (self->session));
  out->who =
      muster_roster_subject_add_person (self->subject, directory, get_name (self, self->person));
  if (has_other (out->kind))
    out->other =
        muster_roster_subject_add_person (self->subject, directory, get_name (self, self->other));
  return TRUE;
}

/* --- what it changes --- */

static void
name_people (MusterOverrideDialog *self)
{
  static const char *const persons[] = { N_ ("Who is on call"), N_ ("Who is replaced"),
                                         N_ ("Who is on call, too"), N_ ("Who is not on call"),
                                         N_ ("Who swaps") };
  MusterModifierKind kind = get_kind (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->person), _ (persons[kind]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other),
                                 kind == MUSTER_MODIFIER_SWAP ? _ ("With whom") : _ ("By whom"));
  gtk_widget_set_visible (self->other, has_other (kind));
}

static void
changed_cb (MusterOverrideDialog *self)
{
  g_autoptr (MusterOverrideEffect) effect = NULL;
  g_autofree char *words = NULL;
  MusterModifier draft = { 0 };
  const char *why;

  if (!self->session)
    return;
  name_people (self);
  if (!read_draft (self, &draft, &why))
    {
      say (self, why);
      gtk_widget_set_sensitive (self->save, FALSE);
      return;
    }
  effect = muster_override_effect_new (self->subject, &draft);
  words = effect ? muster_override_effect_describe (effect, self->subject) : g_strdup ("");
  say (self, words);
  gtk_widget_set_sensitive (self->save, !self->sending);
}

/* --- sending --- */

static void
end_other (MusterOverrideDialog *self)
{
  MusterCommand *command;

  if (muster_ulid_is_null (self->instead))
    return;
  command = muster_session_command (self->session, "schedule.override-end", 0);
  command->object = self->instead;
  muster_session_send (self->session, command, GTK_WIDGET (self), NULL);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterOverrideDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);
  g_autofree char *safe = error ? muster_safe_text (error->message, -1, FALSE) : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (g_cancellable_is_cancelled (self->sending))
    return;
  g_clear_object (&self->sending);
  if (!is_done)
    {
      say (self, safe);
      gtk_widget_set_sensitive (self->save, TRUE);
      return;
    }
  end_other (self);
  if (parent)
    muster_override_offer_undo (self->session, GTK_WIDGET (parent), self->schedule);
  gtk_window_close (GTK_WINDOW (self));
}

static void
send (MusterOverrideDialog *self, const MusterModifier *draft)
{
  gboolean swaps = draft->kind == MUSTER_MODIFIER_SWAP;
  MusterCommand *command =
      muster_session_command (self->session, swaps ? "schedule.swap" : "schedule.override", 0);
  g_autofree char *why = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why))));

  command->object = self->schedule;
  if (!swaps)
    muster_command_set_text (command, "kind", muster_modifier_kind_to_string (draft->kind));
  muster_command_set_text (command, "person", get_name (self, self->person));
  if (has_other (draft->kind))
    muster_command_set_text (command, "other", get_name (self, self->other));
  if (draft->from_s > get_now_s (self))
    muster_command_set_int (command, "from", draft->from_s * G_USEC_PER_SEC);
  muster_command_set_int (command, "to", draft->to_s * G_USEC_PER_SEC);
  if (*why != '\0')
    muster_command_set_text (command, "reason", why);
  self->sending = g_cancellable_new ();
  gtk_widget_set_sensitive (self->save, FALSE);
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->sending,
                             sent_cb, g_object_ref (self));
}

static void
save_clicked_cb (MusterOverrideDialog *self)
{
  MusterModifier draft = { 0 };
  const char *why;

  if (self->sending)
    return;
  if (read_draft (self, &draft, &why))
    send (self, &draft);
  else
    say (self, why);
}

/* --- the dialog --- */

static void
dispose (GObject *object)
{
  MusterOverrideDialog *self = MUSTER_OVERRIDE_DIALOG (object);

  if (self->sending)
    g_cancellable_cancel (self->sending);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_OVERRIDE_DIALOG);
  G_OBJECT_CLASS (muster_override_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterOverrideDialog *self = MUSTER_OVERRIDE_DIALOG (object);

  g_clear_object (&self->sending);
  g_clear_pointer (&self->subject, muster_roster_subject_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_override_dialog_parent_class)->finalize (object);
}

static void
muster_override_dialog_class_init (MusterOverrideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (MUSTER_TYPE_SPAN_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/override-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, save);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, what);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, person);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, other);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, when);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, why);
  gtk_widget_class_bind_template_child (widget_class, MusterOverrideDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
set_choices (GtkWidget *row, const char *const *choices)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (choices);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
}

static void
muster_override_dialog_init (MusterOverrideDialog *self)
{
  const char *const kinds[] = { /* TRANSLATORS: what an override does */
                                _ ("One person is on call alone"),
                                _ ("One person replaces another"),
                                _ ("One person is on call, too"),
                                _ ("One person is not on call"),
                                _ ("Two people swap"),
                                NULL
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  set_choices (self->kind, kinds);
}

/* People of the schedule first, then all others. */
static void
list_people (MusterOverrideDialog *self, const MusterDirectory *directory)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  const GPtrArray *objects = muster_directory_objects (directory);

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->subject->body->people->len; i++)
    {
      const char *name = g_ptr_array_index (self->subject->body->people, i);

      if (!muster_directory_find (directory, MUSTER_OBJECT_PERSON, name, -1))
        continue;
      g_ptr_array_add (self->names, g_strdup (name));
      g_ptr_array_add (titles, g_strdup (g_ptr_array_index (self->subject->titles, i)));
    }
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *person = g_ptr_array_index (objects, i);

      if (person->removed || strcmp (person->type, MUSTER_OBJECT_PERSON) != 0 || !person->name ||
          g_ptr_array_find_with_equal_func (self->names, person->name, g_str_equal, NULL))
        continue;
      g_ptr_array_add (self->names, g_strdup (person->name));
      g_ptr_array_add (
          titles, muster_safe_text (muster_directory_title (directory, person->id), -1, FALSE));
    }
  g_ptr_array_add (titles, NULL);
  set_choices (self->person, (const char *const *) titles->pdata);
  set_choices (self->other, (const char *const *) titles->pdata);
}

static void
choose (MusterOverrideDialog *self, GtkWidget *row, const char *name, guint otherwise)
{
  guint i = otherwise;

  if (name)
    g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &i);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
}

static void
begin_with (MusterOverrideDialog *self, const MusterOverrideWish *wish)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), wish->kind);
  choose (self, self->person, wish->person, 0);
  choose (self, self->other, wish->other, MIN (1, self->names->len > 0 ? self->names->len - 1 : 0));
  muster_span_group_set (self->when, wish->zone, wish->from_s, wish->to_s);
  if (wish->reason)
    gtk_editable_set_text (GTK_EDITABLE (self->why), wish->reason);
}

/**
 * muster_override_dialog_new:
 * @session: the hub
 * @wish: what it begins with
 * @parent: the window that it belongs to
 *
 * Returns: (transfer floating) (nullable): the dialog; %NULL: the schedule cannot be read
 */
GtkWidget *
muster_override_dialog_new (MusterSession *session,
                            const MusterOverrideWish *wish,
                            GtkWindow *parent)
{
  const MusterWorld *world = muster_session_get_world (session);
  MusterRosterSubject *subject = muster_roster_subject_read (world, wish->schedule, NULL);
  MusterOverrideDialog *self;

  if (!subject)
    return NULL;
  self = g_object_new (MUSTER_TYPE_OVERRIDE_DIALOG, "transient-for", parent, NULL);
  self->subject = subject;
  self->schedule = wish->schedule;
  self->instead = wish->instead;
  list_people (self, muster_world_get_directory (world));
  begin_with (self, wish);
  self->session = g_object_ref (session);
  name_people (self);
  muster_form_prepare (GTK_WIDGET (self));
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (changed_cb), self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_grab_focus (self->person);
  changed_cb (self);
  return GTK_WIDGET (self);
}
