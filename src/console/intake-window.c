/* intake-window.c - by which keys alerts come in, and what of it could not be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/intake-window.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/alertmanager-section.h"
#include "console/ask.h"
#include "console/child-window.h"
#include "console/here-window.h"
#include "console/intake-card.h"
#include "console/key-card.h"
#include "console/letter-dialog.h"
#include "console/scroller.h"
#include "console/toast.h"

#define LETTERS_MAX   100 /* cards */
#define RENEW_EVERY_S 30

struct _MusterIntakeWindow
{
  AdwWindow parent_instance;
  MusterSession *session;
  GtkWidget *status;
  GtkWidget *service;
  GtkWidget *made; /* seen once a key was made */
  GtkWidget *made_key;
  GtkWidget *keys;
  GtkWidget *letters;
  GtkWidget *page;
  GCancellable *cancellable;
  guint renew_source;
};

G_DEFINE_FINAL_TYPE (MusterIntakeWindow, muster_intake_window, ADW_TYPE_WINDOW)

static void ask_all (MusterIntakeWindow *self);

static void
say (MusterIntakeWindow *self, const char *words)
{
  g_autofree char *safe = muster_safe_text (words ? words : "", -1, FALSE);

  gtk_label_set_text (GTK_LABEL (self->status), safe);
  gtk_widget_set_visible (self->status, words != NULL);
}

/* --- making a key --- */

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterIntakeWindow) self = user_data;
  MusterReplica *replica = MUSTER_REPLICA (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  GBytes *answer;

  if (!muster_replica_send_finish (replica, result, NULL, &error))
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        say (self, error->message);
      return;
    }
  answer = muster_replica_send_get_answer (replica, result);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  key = answer ? muster_here_read_key (answer) : NULL;
  gtk_label_set_text (GTK_LABEL (self->made_key), key ? key : "");
  gtk_widget_set_visible (self->made, key != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->service), "");
  say (self, NULL);
  ask_all (self);
}

static void
make_cb (MusterIntakeWindow *self)
{
  g_autofree char *service =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->service))));
  MusterCommand *command;

  if (*service == '\0')
    return;
  command = muster_session_command (self->session, "key.add", 0);
  muster_command_set_text (command, "service", service);
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->cancellable,
                             made_cb, g_object_ref (self));
}

static void
copy_cb (MusterIntakeWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (GTK_LABEL (self->made_key)));
  muster_toast_show (GTK_WIDGET (self), _ ("The key is on the clipboard"));
}

/* --- what is done to one --- */

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterIntakeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  say (self, is_done ? NULL : error->message);
  if (is_done)
    muster_toast_show (GTK_WIDGET (self), _ ("The token is refused from now on"));
  ask_all (self);
}

static void
send_about (MusterIntakeWindow *self,
            const char *name,
            const char *key,
            const char *overlap,
            GAsyncReadyCallback callback)
{
  MusterCommand *command = muster_session_command (self->session, name, 0);

  if (!muster_ulid_parse (key, -1, &command->object))
    {
      muster_command_free (command);
      return;
    }
  if (overlap && *overlap)
    muster_command_set_text (command, "overlap", overlap);
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->cancellable,
                             callback, g_object_ref (self));
}

static void
revoke_cb (GtkWidget *from, const char *text, gpointer id)
{
  send_about (MUSTER_INTAKE_WINDOW (from), "key.revoke", id, NULL, changed_cb);
}

static void
revoke_clicked_cb (MusterIntakeWindow *self, GtkWidget *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  const char *service = g_object_get_data (G_OBJECT (button), "service");
  g_autofree char *heading =
      /* TRANSLATORS: %s is a service */
      g_strdup_printf (_ ("Revoke the key of %s?"), service);

  muster_ask (GTK_WIDGET (self),
              &(MusterQuestion){ .heading = heading,
                                 .body = _ ("Whoever sends alerts by it is refused from now on. "
                                            "This cannot be undone."),
                                 /* TRANSLATORS: verb on a button */
                                 .verb = _ ("_Revoke") },
              revoke_cb, g_strdup (id), g_free);
}

static void
rotate_cb (GtkWidget *from, const char *text, gpointer id)
{
  send_about (MUSTER_INTAKE_WINDOW (from), "key.rotate", id, text, made_cb);
}

static void
rotate_clicked_cb (MusterIntakeWindow *self, GtkWidget *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  const char *service = g_object_get_data (G_OBJECT (button), "service");
  g_autofree char *heading =
      /* TRANSLATORS: %s is a service */
      g_strdup_printf (_ ("Give the key of %s a new token?"), service);

  muster_ask (GTK_WIDGET (self),
              &(MusterQuestion){ .heading = heading,
                                 .body = _ ("The old one is valid beside it for a while, so that "
                                            "senders can change over. Alerts that fire go on."),
                                 /* TRANSLATORS: a span of time is asked for, as "24h" */
                                 .label = _ ("The old one ends after"),
                                 .text = "24h",
                                 /* TRANSLATORS: verb on a button */
                                 .verb = _ ("Ro_tate"),
                                 .is_required = TRUE },
              rotate_cb, g_strdup (id), g_free);
}

static void
retire_clicked_cb (MusterIntakeWindow *self, GtkWidget *button)
{
  send_about (self, "key.retire", g_object_get_data (G_OBJECT (button), "id"), NULL, changed_cb);
}

static void
connect_button (MusterIntakeWindow *self,
                GtkWidget *button,
                MusterHubThing *key,
                const char *service,
                GCallback callback)
{
  if (!button)
    return;
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (muster_hub_thing_get (key, "id")),
                          g_free);
  g_object_set_data_full (G_OBJECT (button), "service", g_strdup (service), g_free);
  g_signal_connect_swapped (button, "clicked", callback, self);
}

/* --- what there is --- */

static void
clear_box (GtkWidget *box)
{
  GtkWidget *heading = gtk_widget_get_first_child (box);

  for (GtkWidget *at; (at = gtk_widget_get_next_sibling (heading));)
    gtk_box_remove (GTK_BOX (box), at);
}

static void
add_words (GtkWidget *box, const char *words)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "label", words, NULL);

  gtk_widget_add_css_class (label, "muster-dim");
  gtk_box_append (GTK_BOX (box), label);
}

/* (nullable): the things; else why there are none stands in @box */
static GPtrArray *
take (MusterIntakeWindow *self, GObject *replica, GAsyncResult *result, GtkWidget *box)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (replica), result, &error);
  GPtrArray *things = json ? muster_hub_list_read (json, &error) : NULL;
  g_autofree char *safe = error ? muster_safe_text (error->message, -1, FALSE) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&things, g_ptr_array_unref);
      return NULL;
    }
  clear_box (box);
  if (!things)
    add_words (box, safe);
  return things;
}

static gint64
now_us (MusterIntakeWindow *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->session));
}

static void
keys_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterIntakeWindow) self = user_data;
  g_autoptr (GPtrArray) keys = take (self, object, result, self->keys);
  const MusterDirectory *directory;

  if (!keys)
    return;
  directory = muster_world_get_directory (muster_session_get_world (self->session));
  for (guint i = 0; i < keys->len; i++)
    {
      MusterHubThing *key = g_ptr_array_index (keys, i);
      g_autofree char *service =
          muster_intake_tell_service (directory, muster_hub_thing_get (key, "service"));
      MusterKeyButtons buttons;

      gtk_box_append (GTK_BOX (self->keys),
                      muster_key_card_new (key, directory, now_us (self), &buttons));
      connect_button (self, buttons.rotate, key, service, G_CALLBACK (rotate_clicked_cb));
      connect_button (self, buttons.retire, key, service, G_CALLBACK (retire_clicked_cb));
      connect_button (self, buttons.revoke, key, service, G_CALLBACK (revoke_clicked_cb));
    }
  if (keys->len == 0)
    add_words (self->keys, _ ("There is no key yet: nobody can send alerts."));
}

static void
dialog_closed_cb (MusterIntakeWindow *self)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    ask_all (self);
}

static void
again_clicked_cb (MusterIntakeWindow *self, GtkWidget *button)
{
  GtkWidget *dialog = muster_letter_dialog_new (self->session, GTK_WINDOW (self),
                                                g_object_get_data (G_OBJECT (button), "letter"));

  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
letters_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterIntakeWindow) self = user_data;
  g_autoptr (GPtrArray) letters = take (self, object, result, self->letters);
  const MusterDirectory *directory;

  if (!letters)
    return;
  directory = muster_world_get_directory (muster_session_get_world (self->session));
  for (guint i = 0; i < MIN (letters->len, LETTERS_MAX); i++)
    {
      MusterHubThing *letter = g_ptr_array_index (letters, i);
      GtkWidget *again;

      gtk_box_append (GTK_BOX (self->letters),
                      muster_intake_letter_card_new (letter, directory, now_us (self), &again));
      if (!again)
        continue;
      g_object_set_data_full (G_OBJECT (again), "letter", g_hash_table_ref (letter),
                              (GDestroyNotify) g_hash_table_unref);
      g_signal_connect_swapped (again, "clicked", G_CALLBACK (again_clicked_cb), self);
    }
  if (letters->len == 0)
    add_words (self->letters, _ ("All that came could be read."));
}

static void
ask_all (MusterIntakeWindow *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);

  if (!muster_session_is_online (self->session))
    {
      say (self, _ ("There is no link to the hub. Keys and letters are only there."));
      return;
    }
  muster_replica_get_async (replica, "/v1/keys", self->cancellable, keys_cb, g_object_ref (self));
  muster_replica_get_async (replica, "/v1/dead-letters", self->cancellable, letters_cb,
                            g_object_ref (self));
}

/* "3 min ago" goes on; but nothing is taken from under the hands. */
static gboolean
renew_cb (gpointer user_data)
{
  MusterIntakeWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (muster_session_is_online (self->session) &&
      !(focus && gtk_widget_is_ancestor (focus, self->keys)))
    muster_replica_get_async (muster_session_get_replica (self->session), "/v1/keys",
                              self->cancellable, keys_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
state_changed_cb (MusterIntakeWindow *self)
{
  say (self, NULL);
  ask_all (self);
}

/* --- the window --- */

static void
dispose (GObject *object)
{
  MusterIntakeWindow *self = MUSTER_INTAKE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->renew_source, g_source_remove);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_intake_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&MUSTER_INTAKE_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (muster_intake_window_parent_class)->finalize (object);
}

static void
muster_intake_window_class_init (MusterIntakeWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static GtkWidget *
make_made (MusterIntakeWindow *self)
{
  GtkWidget *words = gtk_label_new (_ ("This is the new key. It is shown once: copy it now."));
  /* TRANSLATORS: verb on a button */
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy"));

  self->made = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->made_key = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                 PANGO_WRAP_CHAR, "selectable", TRUE, NULL);
  g_object_set (words, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->made_key), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The new key"), -1);
  gtk_widget_add_css_class (self->made_key, "mono");
  gtk_widget_set_halign (copy, GTK_ALIGN_START);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_cb), self);
  gtk_box_append (GTK_BOX (self->made), words);
  gtk_box_append (GTK_BOX (self->made), self->made_key);
  gtk_box_append (GTK_BOX (self->made), copy);
  gtk_widget_add_css_class (self->made, "card");
  gtk_widget_add_css_class (self->made, "hub-card");
  gtk_widget_set_visible (self->made, FALSE);
  return self->made;
}

static GtkWidget *
make_form (MusterIntakeWindow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: verb on a button: make an integration key */
  GtkWidget *make = gtk_button_new_with_mnemonic (_ ("_Make a key"));

  self->service = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->service), _ ("Service that its alerts are of"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->service), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Service of the new key"), -1);
  gtk_widget_set_hexpand (self->service, TRUE);
  g_signal_connect_swapped (self->service, "activate", G_CALLBACK (make_cb), self);
  g_signal_connect_swapped (make, "clicked", G_CALLBACK (make_cb), self);
  gtk_box_append (GTK_BOX (line), self->service);
  gtk_box_append (GTK_BOX (line), make);
  return line;
}

static void
muster_intake_window_init (MusterIntakeWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = muster_scroller_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();

  muster_child_window_close_on_escape (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, "visible", FALSE, NULL);
  self->keys = muster_child_window_section_new (_ ("Integration keys"));
  self->letters = muster_child_window_section_new (_ ("What could not be read"));
  gtk_box_append (GTK_BOX (self->page), self->status);
  gtk_box_append (GTK_BOX (self->page), make_form (self));
  gtk_box_append (GTK_BOX (self->page), make_made (self));
  gtk_box_append (GTK_BOX (self->page), self->keys);
  gtk_box_append (GTK_BOX (self->page), self->letters);
  gtk_widget_add_css_class (self->page, "hub-page");
  g_object_set (scroller, "child", self->page, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  adw_window_set_content (ADW_WINDOW (self), toasts);
  /* TRANSLATORS: title of a window: how alerts come in */
  gtk_window_set_title (GTK_WINDOW (self), _ ("Intake"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 680);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, -1);
  gtk_window_set_focus (GTK_WINDOW (self), self->service);
}

/**
 * muster_intake_window_new:
 * @session: the hub
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the window; the hub says who may see what
 */
GtkWidget *
muster_intake_window_new (MusterSession *session, GtkWindow *parent)
{
  MusterIntakeWindow *self = g_object_new (MUSTER_TYPE_INTAKE_WINDOW, "transient-for", parent,
                                           "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (state_changed_cb), self);
  gtk_box_insert_child_after (GTK_BOX (self->page), muster_alertmanager_section_new (session),
                              self->keys);
  self->renew_source = g_timeout_add_seconds (RENEW_EVERY_S, renew_cb, self);
  ask_all (self);
  return GTK_WIDGET (self);
}
