/* task-pane.c - what is to be done in an incident, and by whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/task-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/command-line.h"
#include "console/focus.h"
#include "console/format.h"
#include "console/scroller.h"
#include "console/toast.h"

struct _MusterTaskPane
{
  GtkWidget parent_instance;
  MusterSession *session;
  guint incident;
  GtkWidget *scroller;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *nothing;
  char *shown; /* what the rows say, so that they are made only when that changes */
};

G_DEFINE_FINAL_TYPE (MusterTaskPane, muster_task_pane, GTK_TYPE_WIDGET)

static void
add_cb (MusterTaskPane *self)
{
  g_autofree char *line =
      g_strconcat ("/task ", gtk_editable_get_text (GTK_EDITABLE (self->entry)), NULL);
  MusterCommandLine context = {
    .world = muster_session_get_world (self->session),
    .incident =
        muster_world_get_incident (muster_session_get_world (self->session), self->incident),
    .me = { MUSTER_ACTOR_PERSON,
            muster_replica_get_me (muster_session_get_replica (self->session)) },
    .now_us = muster_clock_now_us (muster_session_get_clock (self->session)),
  };
  g_autoptr (GError) error = NULL;
  MusterCommand *command;

  if (!context.incident)
    return;
  command = muster_command_line_parse (&context, line, &error);
  if (!command)
    {
      muster_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  muster_session_send (self->session, command, GTK_WIDGET (self), NULL);
}

static void
toggled_cb (GtkCheckButton *check, MusterTaskPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "room.task-done", "(sb)",
                              (const char *) g_object_get_data (G_OBJECT (check), "task"),
                              gtk_check_button_get_active (check));
}

static void
dispose (GObject *object)
{
  MusterTaskPane *self = MUSTER_TASK_PANE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_task_pane_parent_class)->dispose (object);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_TASK_PANE (widget)->entry);
}

static void
muster_task_pane_class_init (MusterTaskPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
muster_task_pane_init (MusterTaskPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->entry = gtk_entry_new ();
  /* TRANSLATORS: in an empty entry; @name stands for a person, due:30m for a time */
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("New task, as: @name due:30m text"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                     "list-add-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                   /* TRANSLATORS: verb: add a task */
                                   _ ("Add"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("New task"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (self->entry, "icon-press", G_CALLBACK (add_cb), self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->nothing = gtk_label_new (_ ("No task yet"));
  gtk_widget_add_css_class (self->nothing, "muster-dim");
  gtk_widget_add_css_class (box, "side-page");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->nothing);
  self->scroller = muster_scroller_new ();
  g_object_set (self->scroller, "child", box, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * muster_task_pane_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): the pane
 */
GtkWidget *
muster_task_pane_new (MusterSession *session, guint incident)
{
  MusterTaskPane *self = g_object_new (MUSTER_TYPE_TASK_PANE, NULL);

  self->session = g_object_ref (session);
  self->incident = incident;
  return GTK_WIDGET (self);
}

/* "Mike · due 15:30" */
static char *
tell_task (const MusterTask *task, const MusterNames *names)
{
  g_autofree char *owner =
      muster_ulid_is_null (task->owner)
          ? g_strdup (_ ("Nobody's yet"))
          : muster_safe_text (names->person (names->user_data, task->owner), -1, FALSE);
  g_autofree char *time = NULL;

  if (task->due_us == MUSTER_NO_TIME)
    return g_steal_pointer (&owner);
  time = muster_format_time_of_day (task->due_us, NULL);
  /* TRANSLATORS: whose task it is, and when it is due */
  return g_strdup_printf (_ ("%s · due %s"), owner, time);
}

static void
append_task (MusterTaskPane *self, const MusterTask *task, const MusterNames *names, gint64 now_us)
{
  g_autofree char *text = muster_safe_text (task->text, -1, FALSE);
  g_autofree char *detail = tell_task (task, names);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), task->done);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "task", muster_ulid_to_string (task->id), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (task->done)
    gtk_widget_add_css_class (row, "muster-dim");
  else if (task->due_us != MUSTER_NO_TIME && task->due_us < now_us)
    gtk_widget_add_css_class (row, "late-task");
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* All that the rows say, as one text: cheap to compare. */
static char *
digest (const MusterIncident *incident, const MusterNames *names, gint64 now_us)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < incident->tasks->len; i++)
    {
      const MusterTask *task = g_ptr_array_index (incident->tasks, i);
      gboolean is_late = task->due_us != MUSTER_NO_TIME && task->due_us < now_us;
      g_autofree char *detail = tell_task (task, names);

      muster_ulid_append (task->id, text);
      g_string_append_printf (text, " %d%d %s\n", task->done, is_late, detail);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * muster_task_pane_update:
 * @self: a pane
 * @incident: the incident as it is now; only looked at
 */
void
muster_task_pane_update (MusterTaskPane *self, const MusterIncident *incident)
{
  MusterNames names = muster_world_get_names (muster_session_get_world (self->session));
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));
  g_autofree char *shown = digest (incident, &names, now_us);

  g_return_if_fail (MUSTER_IS_TASK_PANE (self));

  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint done = 0; done <= 1; done++) /* what is open first */
    for (guint i = 0; i < incident->tasks->len; i++)
      {
        const MusterTask *task = g_ptr_array_index (incident->tasks, i);

        if ((guint) (task->done != FALSE) == done)
          append_task (self, task, &names, now_us);
      }
  gtk_widget_set_visible (self->list, incident->tasks->len > 0);
  gtk_widget_set_visible (self->nothing, incident->tasks->len == 0);
}
