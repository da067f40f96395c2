/* here-window.c - sets the hub of this computer up: an address to paste, and a test alert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/here-window.h"

#include "base/json-reader.h"
#include "console/window.h"

#include <glib/gi18n.h>

/* Whose alerts come by a key made here, where they do not say themselves. */
#define SERVICE "this-computer"

struct _MusterHereWindow
{
  AdwWindow parent_instance;
  GtkWidget *status;
  GtkWidget *group;
  GtkWidget *address;
  GtkWidget *make;
  GtkWidget *test;
  MusterSession *session;
  GCancellable *cancellable;
  char *origin; /* (nullable): "http://127.0.0.1:9693" */
  char *key;    /* (nullable): its text, only here */
  gboolean is_asking;
  gboolean is_testing; /* the test alert is on its way */
};

G_DEFINE_FINAL_TYPE (MusterHereWindow, muster_here_window, ADW_TYPE_WINDOW)

/* --- what the hub answers --- */

static char *
read_origin (MusterJsonReader *reader)
{
  g_autofree char *origin = NULL;
  MusterText text;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_string (reader, &text) && !origin &&
        !g_str_has_prefix (text.bytes, "unix:"))
      origin = g_strndup (text.bytes, text.n);
  if (!origin || g_str_has_prefix (origin, "http"))
    return g_steal_pointer (&origin);
  return g_strconcat ("http://", origin, NULL);
}

/**
 * muster_here_read_address:
 * @me: an answer to GET /v1/me
 *
 * Returns: (transfer full) (nullable): where programs of this machine reach the hub; %NULL: it
 *   listens on no port
 */
char *
muster_here_read_address (GBytes *me)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autofree char *origin = NULL;
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (me, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "listen") && !origin)
      origin = read_origin (reader);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL) ? g_steal_pointer (&origin) : NULL;
}

/**
 * muster_here_read_key:
 * @answer: an answer to the command key.add
 *
 * Returns: (transfer full) (nullable): the text of the new key
 */
char *
muster_here_read_key (GBytes *answer)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autofree char *key = NULL;
  MusterText name, text;
  gsize n;
  const char *bytes = g_bytes_get_data (answer, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "key") && !key)
      key = muster_json_reader_string (reader, &text) ? g_strndup (text.bytes, text.n) : NULL;
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL) ? g_steal_pointer (&key) : NULL;
}

/* --- the steps --- */

static void
say (MusterHereWindow *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->status), words);
}

static void
show_address (MusterHereWindow *self)
{
  g_autofree char *url = NULL;

  if (!self->key)
    return;
  url =
      g_strdup_printf ("%s/v1/intake/%s/alertmanager", self->origin ? self->origin : "", self->key);
  gtk_editable_set_text (GTK_EDITABLE (self->address), url);
  gtk_widget_set_visible (self->group, TRUE);
  gtk_widget_set_visible (self->test, TRUE);
  gtk_widget_set_visible (self->make, FALSE);
  say (self, _ ("The hub of this computer runs. Alerts sent to this address open incidents. When "
                "this computer sleeps, pages stop."));
  gtk_widget_grab_focus (self->test);
}

static void
key_made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHereWindow) self = user_data;
  MusterReplica *replica = MUSTER_REPLICA (object);
  g_autoptr (GError) error = NULL;
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
  g_free (self->key);
  self->key = answer ? muster_here_read_key (answer) : NULL;
  show_address (self);
}

static void
make_clicked_cb (MusterHereWindow *self)
{
  MusterCommand *command = muster_session_command (self->session, "key.add", 0);

  muster_command_set_text (command, "service", SERVICE);
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->cancellable,
                             key_made_cb, g_object_ref (self));
}

static gboolean
has_key (MusterHereWindow *self)
{
  const GPtrArray *objects = muster_directory_objects (
      muster_world_get_directory (muster_session_get_world (self->session)));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && g_str_equal (object->type, MUSTER_OBJECT_KEY))
        return TRUE;
    }
  return FALSE;
}

static void
me_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHereWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) me = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!me)
    {
      self->is_asking = FALSE;
      say (self, error->message);
      return;
    }
  self->origin = muster_here_read_address (me);
  if (!has_key (self))
    {
      make_clicked_cb (self);
      return;
    }
  say (self, _ ("The hub of this computer runs, and it has an alert address already."));
  gtk_widget_set_visible (self->make, TRUE);
  gtk_widget_grab_focus (self->make);
}

static void
state_changed_cb (MusterHereWindow *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const char *trouble = muster_session_get_trouble (self->session);

  if (self->is_asking)
    return;
  if (muster_replica_get_state (replica) == MUSTER_REPLICA_LIVE)
    {
      self->is_asking = TRUE;
      muster_replica_get_async (replica, "/v1/me", self->cancellable, me_cb, g_object_ref (self));
    }
  else if (trouble)
    say (self, trouble);
}

/* --- the test --- */

static void
posted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHereWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterHubReply) reply =
      muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || (reply && reply->status == 200))
    return;
  self->is_testing = FALSE;
  gtk_widget_set_sensitive (self->test, TRUE);
  say (self, error ? error->message
                   : _ ("The hub did not take the test alert. Make a new address and try again."));
}

static void
test_clicked_cb (MusterHereWindow *self)
{
  static const char body[] =
      "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\","
      "\"labels\":{\"alertname\":\"MusterTest\",\"severity\":\"info\"},"
      "\"annotations\":{\"summary\":\"Test alert from Muster\"}}]}";
  g_autoptr (GBytes) json = g_bytes_new_static (body, sizeof body - 1);
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/alertmanager", self->key);

  self->is_testing = TRUE;
  gtk_widget_set_sensitive (self->test, FALSE);
  say (self, _ ("The test alert is on its way."));
  muster_hub_link_post_async (muster_session_get_link (self->session), path, json,
                              self->cancellable, posted_cb, g_object_ref (self));
}

static void
event_cb (MusterHereWindow *self, const MusterEvent *event)
{
  g_autofree char *words = NULL;

  if (!self->is_testing || event->incident == 0 ||
      (event->kind != MUSTER_EVENT_INCIDENT_OPENED &&
       event->kind != MUSTER_EVENT_INCIDENT_ALERT_JOINED))
    return;
  self->is_testing = FALSE;
  /* TRANSLATORS: the placeholder is the number of an incident */
  words = g_strdup_printf (_ ("The test alert arrived as INC-%u. This computer is set up."),
                           event->incident);
  say (self, words);
  gtk_widget_add_css_class (self->status, "muster-ok");
  gtk_widget_set_sensitive (self->test, TRUE);
}

static void
copy_clicked_cb (MusterHereWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_editable_get_text (GTK_EDITABLE (self->address)));
}

/* --- the window --- */

static void
dispose (GObject *object)
{
  MusterHereWindow *self = MUSTER_HERE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_HERE_WINDOW);
  G_OBJECT_CLASS (muster_here_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterHereWindow *self = MUSTER_HERE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_free (self->origin);
  g_free (self->key);
  G_OBJECT_CLASS (muster_here_window_parent_class)->finalize (object);
}

static void
muster_here_window_class_init (MusterHereWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/here-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterHereWindow, status);
  gtk_widget_class_bind_template_child (widget_class, MusterHereWindow, group);
  gtk_widget_class_bind_template_child (widget_class, MusterHereWindow, address);
  gtk_widget_class_bind_template_child (widget_class, MusterHereWindow, make);
  gtk_widget_class_bind_template_child (widget_class, MusterHereWindow, test);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
muster_here_window_init (MusterHereWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_here_window_new:
 * @session: the hub of this computer
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
muster_here_window_new (MusterSession *session, GtkWindow *parent)
{
  MusterHereWindow *self = g_object_new (MUSTER_TYPE_HERE_WINDOW, "transient-for", parent, NULL);
  MusterReplica *replica = muster_session_get_replica (session);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (replica, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (session, "trouble-changed", G_CALLBACK (state_changed_cb), self);
  state_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * muster_here_window_present:
 * @parent: a window of the console
 *
 * Chooses the hub of this computer, and shows how alerts come to it.
 */
void
muster_here_window_present (GtkWindow *parent)
{
  MusterSession *session;

  g_return_if_fail (MUSTER_IS_WINDOW (parent));

  gtk_widget_activate_action (GTK_WIDGET (parent), "app.use-private", NULL);
  session = muster_window_get_session (MUSTER_WINDOW (parent));
  if (session)
    gtk_window_present (GTK_WINDOW (muster_here_window_new (session, parent)));
}
