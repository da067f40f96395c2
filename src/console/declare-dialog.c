/* declare-dialog.c - opens an incident by hand: four questions, one of them required
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/declare-dialog.h"

#include <glib/gi18n.h>

#include "console/form.h"
#include "console/severity-glyph.h"

#define USERS_MAX ((gint64) 1 << 53)

struct _MusterDeclareDialog
{
  AdwWindow parent_instance;
  GtkWidget *declare;
  GtkWidget *title;
  GtkWidget *severities;
  GtkWidget *service;
  GtkWidget *users;
  GtkWidget *impact;
  GtkWidget *needs;
  GtkWidget *hint;
  MusterSession *session;
  MusterSeverity severity;
};

G_DEFINE_FINAL_TYPE (MusterDeclareDialog, muster_declare_dialog, ADW_TYPE_WINDOW)

/* (transfer full) (nullable): what a field says, without the blanks around it */
static char *
read_field (GtkWidget *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* FALSE: something is written that is no number. */
static gboolean
read_users (MusterDeclareDialog *self, guint64 *users)
{
  g_autofree char *text = read_field (self->users);

  *users = 0;
  return !text || g_ascii_string_to_unsigned (text, 10, 0, USERS_MAX, users, NULL);
}

static void
changed_cb (MusterDeclareDialog *self)
{
  g_autofree char *title = read_field (self->title);
  guint64 users;
  const gboolean is_number = read_users (self, &users);

  if (is_number)
    gtk_widget_remove_css_class (self->users, "error");
  else
    gtk_widget_add_css_class (self->users, "error");
  gtk_widget_set_sensitive (self->declare, title && is_number);
}

static void
set_text (MusterCommand *command, const char *name, GtkWidget *row)
{
  g_autofree char *text = read_field (row);

  if (text)
    muster_command_set_text (command, name, text);
}

/**
 * muster_declare_dialog_make_command:
 * @self: a dialog
 *
 * Returns: (transfer full) (nullable): the command to declare what the fields say; %NULL while
 *   the first question has no answer
 */
MusterCommand *
muster_declare_dialog_make_command (MusterDeclareDialog *self)
{
  GtkStringObject *service;
  MusterCommand *command;
  guint64 users;

  g_return_val_if_fail (MUSTER_IS_DECLARE_DIALOG (self), NULL);

  if (!gtk_widget_get_sensitive (self->declare) || !read_users (self, &users))
    return NULL;
  command = muster_session_command (self->session, "incident.declare", 0);
  set_text (command, "title", self->title);
  set_text (command, "impact", self->impact);
  set_text (command, "needs", self->needs);
  muster_command_set_int (command, "severity", self->severity);
  if (users > 0)
    muster_command_set_int (command, "users", (gint64) users);
  service = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->service));
  if (service && adw_combo_row_get_selected (ADW_COMBO_ROW (self->service)) > 0)
    muster_command_set_text (command, "service", gtk_string_object_get_string (service));
  return command;
}

static void
declare_clicked_cb (MusterDeclareDialog *self)
{
  MusterCommand *command = muster_declare_dialog_make_command (self);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!command)
    return;
  muster_session_send (self->session, command, parent ? GTK_WIDGET (parent) : GTK_WIDGET (self),
                       _ ("Incident declared"));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- severity --- */

static void
severity_toggled_cb (GtkToggleButton *button, MusterDeclareDialog *self)
{
  if (gtk_toggle_button_get_active (button))
    self->severity =
        (MusterSeverity) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "severity"));
}

static GtkWidget *
make_severity (MusterDeclareDialog *self, MusterSeverity severity, GtkWidget *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = muster_severity_label (severity);

  gtk_box_append (GTK_BOX (box), muster_severity_glyph_new (severity, 18));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (muster_severity_word (severity))));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "severity", GUINT_TO_POINTER (severity));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                               group ? GTK_TOGGLE_BUTTON (group) : NULL);
  g_signal_connect (button, "toggled", G_CALLBACK (severity_toggled_cb), self);
  return button;
}

static void
add_severities (MusterDeclareDialog *self)
{
  GtkWidget *group = NULL;

  for (guint i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    {
      GtkWidget *button = make_severity (self, (MusterSeverity) i, group);
      GtkWidget *child = gtk_flow_box_child_new ();

      group = group ? group : button;
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
      gtk_flow_box_insert (GTK_FLOW_BOX (self->severities), child, -1);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == MUSTER_SEVERITY_MINOR);
    }
}

/* --- the dialog --- */

static void
add_services (MusterDeclareDialog *self)
{
  const GPtrArray *objects = muster_directory_objects (
      muster_world_get_directory (muster_session_get_world (self->session)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* TRANSLATORS: of a choice of services: none of them */
  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && g_str_equal (object->type, MUSTER_OBJECT_SERVICE))
        gtk_string_list_append (names, object->name);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->service), G_LIST_MODEL (names));
}

static void
show_hint (MusterDeclareDialog *self)
{
  const gboolean is_live =
      muster_replica_get_state (muster_session_get_replica (self->session)) == MUSTER_REPLICA_LIVE;

  gtk_label_set_text (GTK_LABEL (self->hint),
                      is_live ? _ ("Only the first question needs an answer. The others can wait.")
                              : _ ("There is no link. The incident is sent when it is back, with "
                                   "the time of now."));
}

static void
dispose (GObject *object)
{
  MusterDeclareDialog *self = MUSTER_DECLARE_DIALOG (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_DECLARE_DIALOG);
  G_OBJECT_CLASS (muster_declare_dialog_parent_class)->dispose (object);
}

static void
muster_declare_dialog_class_init (MusterDeclareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/declare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, declare);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, title);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, severities);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, service);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, users);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, impact);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, needs);
  gtk_widget_class_bind_template_child (widget_class, MusterDeclareDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, declare_clicked_cb);
}

static void
muster_declare_dialog_init (MusterDeclareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  muster_form_prepare (GTK_WIDGET (self));
  add_severities (self);
}

/**
 * muster_declare_dialog_new:
 * @session: the hub
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
muster_declare_dialog_new (MusterSession *session, GtkWindow *parent)
{
  MusterDeclareDialog *self =
      g_object_new (MUSTER_TYPE_DECLARE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (show_hint), self);
  add_services (self);
  show_hint (self);
  return GTK_WIDGET (self);
}
