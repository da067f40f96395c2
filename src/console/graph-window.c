/* graph-window.c - the services around an incident, in a window beside its room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/graph-window.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/child-window.h"
#include "console/graph-view.h"
#include "console/scroller.h"

#define REST_MS   1000 /* alerts of a storm need no more */
#define ZOOM_STEP 1.25
#define FIT_MIN   0.7 /* smaller is hard to read: the rest is scrolled to */

struct _MusterGraphWindow
{
  AdwWindow parent_instance;
  MusterSession *session;
  guint incident;
  GtkWidget *room; /* (nullable): weak */
  GtkWidget *status;
  GtkWidget *scroller;
  GtkWidget *view;
  GCancellable *cancellable;
  GBytes *shown;     /* (nullable) */
  gboolean is_asked; /* an answer is awaited */
  gboolean is_stale;
  gboolean was_zoomed; /* by the person: it stays as it is */
  guint rest;
};

G_DEFINE_FINAL_TYPE (MusterGraphWindow, muster_graph_window, ADW_TYPE_WINDOW)

static void ask (MusterGraphWindow *self);

/* --- size --- */

static void
fit (MusterGraphWindow *self)
{
  int width = gtk_widget_get_width (self->scroller),
      height = gtk_widget_get_height (self->scroller);

  if (width > 0)
    muster_graph_view_set_zoom (
        MUSTER_GRAPH_VIEW (self->view),
        MAX (FIT_MIN, muster_graph_view_fit (MUSTER_GRAPH_VIEW (self->view), width, height)));
}

static void
zoom (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterGraphWindow *self = MUSTER_GRAPH_WINDOW (widget);
  MusterGraphView *view = MUSTER_GRAPH_VIEW (self->view);
  int by = g_variant_get_int32 (parameter);

  self->was_zoomed = by != 0;
  if (by == 0)
    fit (self);
  else
    muster_graph_view_set_zoom (view, by > 0 ? muster_graph_view_get_zoom (view) * ZOOM_STEP
                                             : muster_graph_view_get_zoom (view) / ZOOM_STEP);
}

/* --- what is shown --- */

static void
say (MusterGraphWindow *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->status), words);
}

static void
show_data (MusterGraphWindow *self, MusterGraphData *data /* transfer full */)
{
  g_autofree char *words = muster_graph_data_tell (data);
  gboolean is_first = gtk_widget_get_first_child (self->view) == NULL;

  say (self, words);
  gtk_widget_set_visible (self->scroller, data->nodes->len > 0);
  muster_graph_view_set (MUSTER_GRAPH_VIEW (self->view), data);
  if (!self->was_zoomed)
    fit (self);
  if (is_first)
    gtk_widget_grab_focus (self->view);
}

static gboolean
rest_cb (gpointer user_data)
{
  MusterGraphWindow *self = user_data;

  self->rest = 0;
  if (self->is_stale)
    ask (self);
  return G_SOURCE_REMOVE;
}

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterGraphWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  MusterGraphData *data = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_asked = FALSE;
  if (self->rest == 0)
    self->rest = g_timeout_add (REST_MS, rest_cb, self);
  if (json && self->shown && g_bytes_equal (json, self->shown))
    return;
  data = json ? muster_graph_data_read (json, &error) : NULL;
  g_clear_pointer (&self->shown, g_bytes_unref);
  if (!data)
    {
      g_autofree char *words = muster_safe_text (error->message, -1, FALSE);

      say (self, words);
      return;
    }
  self->shown = g_steal_pointer (&json);
  show_data (self, data);
}

static void
ask (MusterGraphWindow *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/graph", self->incident);

  self->is_stale = self->is_asked || self->rest != 0;
  if (self->is_stale)
    return;
  if (!muster_session_is_online (self->session))
    {
      say (self, _ ("There is no link to the hub. What you see is as it was."));
      g_clear_pointer (&self->shown, g_bytes_unref);
      return;
    }
  self->is_asked = TRUE;
  muster_replica_get_async (muster_session_get_replica (self->session), path, self->cancellable,
                            got_cb, g_object_ref (self));
}

static void
changed_cb (MusterGraphWindow *self, guint incident)
{
  if (incident == self->incident || incident == 0)
    ask (self);
}

/* A service may depend on others now. */
static void
event_cb (MusterGraphWindow *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    ask (self);
}

static void
opened_cb (MusterGraphWindow *self, const char *service)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!self->room || !gtk_widget_activate_action (self->room, "room.show-service", "s", service) ||
      !parent)
    return;
  gtk_window_present (parent);
}

/* --- the window --- */

static void
dispose (GObject *object)
{
  MusterGraphWindow *self = MUSTER_GRAPH_WINDOW (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_graph_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterGraphWindow *self = MUSTER_GRAPH_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_bytes_unref);
  G_OBJECT_CLASS (muster_graph_window_parent_class)->finalize (object);
}

static void
muster_graph_window_class_init (MusterGraphWindowClass *klass)
{
  static const struct
  {
    guint key;
    int by;
  } keys[] = { { GDK_KEY_plus, 1 },   { GDK_KEY_KP_Add, 1 },       { GDK_KEY_equal, 1 },
               { GDK_KEY_minus, -1 }, { GDK_KEY_KP_Subtract, -1 }, { GDK_KEY_0, 0 } };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "graph.zoom", "i", zoom);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint with = 0; with < 2; with++)
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, with ? GDK_CONTROL_MASK : 0,
                                           "graph.zoom", "i", keys[i].by);
}

static GtkWidget *
make_button (const char *icon, const char *words, int by)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "graph.zoom");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", by);
  return button;
}

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             make_button ("zoom-out-symbolic", _ ("Smaller (−)"), -1));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             make_button ("zoom-fit-best-symbolic", _ ("All of it (0)"), 0));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             make_button ("zoom-in-symbolic", _ ("Larger (+)"), 1));
  return header;
}

static void
muster_graph_window_init (MusterGraphWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  muster_child_window_close_on_escape (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, "label", _ ("Asking the hub"), NULL);
  gtk_widget_add_css_class (self->status, "graph-status");
  self->view = muster_graph_view_new ();
  gtk_widget_set_halign (self->view, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->view, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->view, "opened", G_CALLBACK (opened_cb), self);
  self->scroller = muster_scroller_new ();
  g_object_set (self->scroller, "child", self->view, "vexpand", TRUE, "hscrollbar-policy",
                GTK_POLICY_AUTOMATIC, NULL);
  gtk_box_append (GTK_BOX (box), make_header ());
  gtk_box_append (GTK_BOX (box), self->status);
  gtk_box_append (GTK_BOX (box), self->scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 640);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 300);
}

/**
 * muster_graph_window_new:
 * @session: the hub
 * @incident: n of INC-n
 * @room: the room that it is opened from; not kept alive
 *
 * Returns: (transfer floating): the window; it follows what happens
 */
GtkWidget *
muster_graph_window_new (MusterSession *session, guint incident, GtkWidget *room)
{
  GtkRoot *root = gtk_widget_get_root (room);
  MusterGraphWindow *self =
      g_object_new (MUSTER_TYPE_GRAPH_WINDOW, "transient-for", GTK_IS_WINDOW (root) ? root : NULL,
                    "destroy-with-parent", TRUE, NULL);
  MusterReplica *replica = muster_session_get_replica (session);
  /* TRANSLATORS: the title of a window: the services around an incident */
  g_autofree char *title = g_strdup_printf (_ ("Services of INC-%u"), incident);

  self->session = g_object_ref (session);
  self->incident = incident;
  g_set_weak_pointer (&self->room, room);
  if (GTK_IS_WINDOW (root)) /* it covers a narrow one */
    gtk_window_set_default_size (
        GTK_WINDOW (self), CLAMP (gtk_widget_get_width (GTK_WIDGET (root)) - 24, 360, 960), 640);
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_signal_connect_object (replica, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "state-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
  return GTK_WIDGET (self);
}
