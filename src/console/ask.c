/* ask.c - one question in a dialog: a text, or a yes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/ask.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/form.h"

typedef struct
{
  GtkWidget *from; /* owned */
  GtkWidget *entry;
  MusterAnswerFunc func; /* NULL: it was answered */
  gpointer user_data;
  GDestroyNotify destroy;
  gboolean is_required;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  if (self->destroy)
    self->destroy (self->user_data);
  g_object_unref (self->from);
  g_free (self);
}

static char *
get_text (const Asking *self)
{
  return self->entry ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))))
                     : NULL;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_autofree char *text = get_text (self);
  MusterAnswerFunc func = self->func;

  self->func = NULL;
  if (func && g_strcmp0 (response, "do") == 0)
    func (self->from, text, self->user_data);
}

static void
changed_cb (AdwMessageDialog *dialog)
{
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  g_autofree char *text = get_text (self);

  adw_message_dialog_set_response_enabled (dialog, "do", !self->is_required || (text && *text));
}

/* Enter in the text is the verb. libadwaita 1.2 closes the dialog only where a button is pressed.
 */
static void
activated_cb (AdwMessageDialog *dialog)
{
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  g_autofree char *text = get_text (self);

  if (self->is_required && !(text && *text))
    return;
  adw_message_dialog_response (dialog, "do");
  gtk_window_close (GTK_WINDOW (dialog));
}

static GtkWidget *
add_entry (AdwMessageDialog *dialog, const MusterQuestion *question)
{
  GtkWidget *group = gtk_list_box_new ();
  GtkWidget *entry = muster_form_entry_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), question->label);
  gtk_editable_set_text (GTK_EDITABLE (entry), question->text ? question->text : "");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (group, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (group), entry);
  muster_form_prepare (group);
  adw_message_dialog_set_extra_child (dialog, group);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), dialog);
  g_signal_connect_swapped (entry, "entry-activated", G_CALLBACK (activated_cb), dialog);
  return entry;
}

/**
 * muster_ask:
 * @from: a widget of the window that asks
 * @question: what is asked; copied
 * @func: called if the person says so
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data, in any case
 *
 * Asks one thing in a dialog over the window (ui.md §13, level 1).
 */
void
muster_ask (GtkWidget *from,
            const MusterQuestion *question,
            MusterAnswerFunc func,
            gpointer user_data,
            GDestroyNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              question->heading, question->body);
  Asking *self = g_new0 (Asking, 1);

  *self = (Asking){ g_object_ref (from), NULL, func, user_data, destroy, question->is_required };
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel",
                                   /* TRANSLATORS: closes a dialog, nothing happens */
                                   _ ("_Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "do", question->verb);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "do");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "asking", self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  if (question->label)
    {
      self->entry = add_entry (ADW_MESSAGE_DIALOG (dialog), question);
      changed_cb (ADW_MESSAGE_DIALOG (dialog));
    }
  gtk_window_present (GTK_WINDOW (dialog));
  if (self->entry)
    gtk_widget_grab_focus (self->entry);
}
