/* application.c - the console: one a session, windows, hub and notifications of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/application.h"

#include "console/notifier.h"
#include "console/settings.h"
#include "console/tick.h"
#include "console/war-room-screen.h"
#include "console/window.h"

#include <glib/gi18n.h>

struct _MusterApplication
{
  AdwApplication parent_instance;
  MusterClock *clock;
  MusterSettings *settings;
  MusterSession *session;   /* (nullable): no hub is chosen yet */
  MusterNotifier *notifier; /* (nullable): of the session */
};

enum
{
  SIGNAL_SESSION_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterApplication, muster_application, ADW_TYPE_APPLICATION)

static void
set_session (MusterApplication *self, MusterSession *session)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  g_set_object (&self->session, session);
  for (GList *at = windows; at; at = at->next)
    if (MUSTER_IS_WINDOW (at->data))
      muster_window_set_session (at->data, session);
  g_signal_emit (self, signals[SIGNAL_SESSION_CHANGED], 0);
}

/* Commands of one hub never wait in the outbox of another. */
static char *
find_outbox_folder (const char *url)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);

  name[16] = '\0';
  return g_build_filename (g_get_user_state_dir (), "muster", "console", name, NULL);
}

static GtkWindow *
open_window (MusterApplication *self)
{
  GtkWidget *window = muster_window_new (GTK_APPLICATION (self));

  muster_tick_set_clock (muster_tick_get (window), self->clock);
  muster_window_set_session (MUSTER_WINDOW (window), self->session);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* Somebody pressed Open on the desktop; perhaps there is no window any more. */
static void
notice_opened_cb (MusterApplication *self, guint incident, const char *token)
{
  GtkWindow *window = NULL;

  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at && !window;
       at = at->next)
    if (MUSTER_IS_WINDOW (at->data))
      window = at->data;
  if (!window)
    window = open_window (self);
  if (incident != 0)
    muster_window_open_room (MUSTER_WINDOW (window), incident);
  if (token)
    gtk_window_set_startup_id (window, token);
  gtk_window_present (window);
}

static void
set_notifier (MusterApplication *self, const char *folder)
{
  if (self->notifier)
    muster_notifier_stop (self->notifier);
  g_clear_object (&self->notifier);
  if (!folder)
    return;
  self->notifier = muster_notifier_new (self->session, folder, G_APPLICATION (self));
  g_signal_connect_object (self->notifier, "open", G_CALLBACK (notice_opened_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
use_hub (MusterApplication *self, const char *url, const char *token, GError **error)
{
  g_autofree char *folder = find_outbox_folder (url);
  g_autoptr (MusterSession) session = muster_session_new (url, token, folder, self->clock, error);

  if (!session)
    return FALSE;
  set_session (self, session);
  set_notifier (self, folder);
  muster_session_start (session);
  return TRUE;
}

static void
activate (GApplication *app)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window)
    gtk_window_present (window);
  else
    open_window (MUSTER_APPLICATION (app));
}

static void
open_war_room (MusterApplication *self)
{
  GtkWidget *screen;

  if (!self->session)
    return;
  screen = muster_war_room_screen_new (self->session);
  muster_tick_set_clock (muster_tick_get (screen), self->clock);
  gtk_window_set_application (GTK_WINDOW (screen), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (screen));
}

static int
command_line (GApplication *app, GApplicationCommandLine *line)
{
  MusterApplication *self = MUSTER_APPLICATION (app);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autoptr (GError) error = NULL;
  const char *url;

  if (g_variant_dict_lookup (options, "hub", "&s", &url) && !use_hub (self, url, NULL, &error))
    {
      g_application_command_line_printerr (line, "muster: %s\n", error->message);
      return 2;
    }
  if (g_variant_dict_contains (options, "war-room") && self->session)
    open_war_room (self);
  else
    g_application_activate (app);
  return 0;
}

static int
handle_local_options (GApplication *app, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("muster %s\n", MUSTER_VERSION);
  return 0;
}

static void
new_window_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_window (user_data);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

static void
war_room_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_war_room (user_data);
}

static const GActionEntry actions[] = {
  { .name = "war-room", .activate = war_room_activated },
  { .name = "new-window", .activate = new_window_activated },
  { .name = "quit", .activate = quit_activated },
};

static void
startup (GApplication *app)
{
  G_APPLICATION_CLASS (muster_application_parent_class)->startup (app);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "app.war-room",
                                         (const char *[]){ "<Control><Shift>w", NULL });
}

static void
shutdown (GApplication *app)
{
  MusterApplication *self = MUSTER_APPLICATION (app);

  set_notifier (self, NULL);
  set_session (self, NULL);
  G_APPLICATION_CLASS (muster_application_parent_class)->shutdown (app);
}

static void
finalize (GObject *object)
{
  MusterApplication *self = MUSTER_APPLICATION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (muster_application_parent_class)->finalize (object);
}

static void
muster_application_class_init (MusterApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  app_class->startup = startup;
  app_class->shutdown = shutdown;
  app_class->activate = activate;
  app_class->command_line = command_line;
  app_class->handle_local_options = handle_local_options;
  signals[SIGNAL_SESSION_CHANGED] =
      g_signal_new ("session-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
muster_application_init (MusterApplication *self)
{
  g_autofree char *path = muster_settings_default_path ();
  const GOptionEntry options[] = {
    { "hub", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Use this hub instead of the private one"),
      "URL" },
    { "war-room", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the lead incident full screen"), NULL },
    { "drill", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Play a drill"), "NAME" },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { NULL },
  };

  self->clock = muster_clock_new_system ();
  self->settings = muster_settings_new (path);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * muster_application_new:
 *
 * Returns: (transfer full): the console
 */
MusterApplication *
muster_application_new (void)
{
  return g_object_new (MUSTER_TYPE_APPLICATION, "application-id", "org.muster.Console", "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/org/muster/Console", NULL);
}

/**
 * muster_application_get_session:
 * @self: the console
 *
 * Returns: (transfer none) (nullable): the hub that it shows; %NULL: none is chosen yet
 */
MusterSession *
muster_application_get_session (MusterApplication *self)
{
  g_return_val_if_fail (MUSTER_IS_APPLICATION (self), NULL);
  return self->session;
}
