/* connect-dialog.c - asks for the address of a hub and the token for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/connect-dialog.h"

#include "base/crypto.h"
#include "console/application.h"
#include "console/form.h"
#include "console/secrets.h"
#include "console/toast.h"
#include "replica/hub-answer.h"

#include <glib/gi18n.h>

struct _MusterConnectDialog
{
  AdwWindow parent_instance;
  GtkWidget *connect;
  GtkWidget *url;
  GtkWidget *token;
  GtkWidget *status;
  GCancellable *cancellable;
  MusterHubLink *link; /* (nullable): to the hub that is asked */
};

G_DEFINE_FINAL_TYPE (MusterConnectDialog, muster_connect_dialog, ADW_TYPE_WINDOW)

/* (transfer full): without the blanks that come along when it is pasted */
static char *
read_field (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
changed_cb (MusterConnectDialog *self)
{
  g_autofree char *url = read_field (self->url);

  gtk_widget_set_sensitive (self->connect, *url != '\0');
}

static void
say (MusterConnectDialog *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->status), words);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (muster_secrets_store_finish (result, &error))
    return;
  g_message ("the token is not in the keyring: %s", error->message);
  muster_toast_show (
      GTK_WIDGET (window),
      _ ("The keyring did not take the token. Muster asks for it at the next start"));
}

/* The hub knows us: from now on it is the one that is shown. */
static void
use_hub (MusterConnectDialog *self)
{
  MusterApplication *app = MUSTER_APPLICATION (g_application_get_default ());
  g_autofree char *url = read_field (self->url);
  g_autofree char *token = read_field (self->token);
  g_autoptr (GError) error = NULL;

  if (!muster_hub_chooser_use_url (muster_application_get_hubs (app), url,
                                   *token != '\0' ? token : NULL, &error))
    {
      say (self, error->message);
      return;
    }
  muster_settings_set_hub (muster_application_get_settings (app), url);
  if (*token != '\0')
    muster_secrets_store_async (url, token, NULL, stored_cb,
                                g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self))));
  gtk_window_close (GTK_WINDOW (self));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterHubReply) reply =
      muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->connect, TRUE);
  if (reply && reply->status == 200)
    {
      use_hub (self);
      return;
    }
  if (reply)
    error = muster_hub_problem_read (reply->status, reply->body);
  say (self, error->message);
}

static void
connect_clicked_cb (MusterConnectDialog *self)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autofree char *url = read_field (self->url);
  g_autofree char *token = read_field (self->token);
  g_autoptr (GError) error = NULL;
  const MusterHubLinkOptions options = {
    .url = url, .token = *token != '\0' ? token : NULL, .clock = clock, .fill = muster_random_fill
  };

  g_clear_object (&self->link);
  self->link = muster_hub_link_new (&options, &error);
  if (!self->link)
    {
      say (self, error->message);
      return;
    }
  gtk_widget_set_sensitive (self->connect, FALSE);
  say (self, _ ("Asking the hub."));
  muster_hub_link_get_async (self->link, "/v1/me", self->cancellable, asked_cb,
                             g_object_ref (self));
}

static void
dispose (GObject *object)
{
  MusterConnectDialog *self = MUSTER_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->link);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_CONNECT_DIALOG);
  G_OBJECT_CLASS (muster_connect_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&MUSTER_CONNECT_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (muster_connect_dialog_parent_class)->finalize (object);
}

static void
muster_connect_dialog_class_init (MusterConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterConnectDialog, connect);
  gtk_widget_class_bind_template_child (widget_class, MusterConnectDialog, url);
  gtk_widget_class_bind_template_child (widget_class, MusterConnectDialog, token);
  gtk_widget_class_bind_template_child (widget_class, MusterConnectDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
}

static void
muster_connect_dialog_init (MusterConnectDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  muster_form_prepare (GTK_WIDGET (self));
}

/**
 * muster_connect_dialog_new:
 * @parent: a window of the console
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
muster_connect_dialog_new (GtkWindow *parent)
{
  return g_object_new (MUSTER_TYPE_CONNECT_DIALOG, "transient-for", parent, NULL);
}
