/* application.c - the console: windows, hub and notifications of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/application.h"

#include "console/drill-run.h"
#include "console/first-frame.h"
#include "console/hub-chooser.h"
#include "console/notifier.h"
#include "console/preferences.h"
#include "console/shortcuts.h"
#include "console/sound.h"
#include "console/summons.h"
#include "console/tick.h"
#include "console/toast.h"
#include "console/war-room-screen.h"
#include "console/window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>

#define URI_SCHEME "muster:"

struct _MusterApplication
{
  AdwApplication parent_instance;
  MusterClock *clock;
  MusterSettings *settings;
  MusterHubChooser *hubs;
  MusterNotifier *notifier; /* (nullable) */
  MusterSummons *summons;   /* (nullable): with it */
  GtkWidget *wall;          /* (nullable): the war-room screen, weak */
  gboolean has_chosen;      /* what was chosen before is used once */
};

enum
{
  SIGNAL_SESSION_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterApplication, muster_application, ADW_TYPE_APPLICATION)

/* --- windows --- */

static void
apply_settings (MusterApplication *self)
{
  static const AdwColorScheme schemes[] = {
    [MUSTER_APPEARANCE_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
    [MUSTER_APPEARANCE_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [MUSTER_APPEARANCE_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  g_autoptr (GTimeZone) zone =
      muster_settings_get_local_time (self->settings) ? g_time_zone_new_local () : NULL;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[muster_settings_get_appearance (self->settings)]);
  for (GList *at = windows; at; at = at->next)
    {
      muster_tick_set_zone (muster_tick_get (at->data), zone);
      if (MUSTER_IS_WINDOW (at->data))
        muster_window_set_letter_keys (at->data, muster_settings_get_letter_keys (self->settings));
    }
}

static MusterWindow *
open_window (MusterApplication *self)
{
  GtkWidget *window = muster_window_new (GTK_APPLICATION (self));

  muster_tick_set_clock (muster_tick_get (window), self->clock);
  apply_settings (self);
  muster_window_set_session (MUSTER_WINDOW (window), muster_hub_chooser_get_session (self->hubs));
  gtk_window_present (GTK_WINDOW (window));
  muster_first_frame_watch (window);
  return MUSTER_WINDOW (window);
}

static MusterWindow *
find_window (MusterApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *at = windows; at; at = at->next)
    if (MUSTER_IS_WINDOW (at->data))
      return at->data;
  return NULL;
}

/* The one that was used last, else a new one. */
static MusterWindow *
get_window (MusterApplication *self)
{
  MusterWindow *window = find_window (self);

  return window ? window : open_window (self);
}

static void
tell (MusterApplication *self, const char *words)
{
  muster_toast_show (GTK_WIDGET (get_window (self)), words);
}

static void
open_cb (MusterApplication *self, guint incident, const char *token)
{
  MusterWindow *window = get_window (self);

  if (token)
    gtk_window_set_startup_id (GTK_WINDOW (window), token);
  gtk_window_present (GTK_WINDOW (window));
  if (incident != 0)
    muster_window_open_room (window, incident);
}

static void
open_room (MusterApplication *self, guint incident)
{
  open_cb (self, incident, NULL);
}

/* From the first window on: a screen on the wall alone notifies nobody, and ends when it is left.
 */
static void
begin_notifying (MusterApplication *self)
{
  MusterSession *session = self->hubs ? muster_hub_chooser_get_session (self->hubs) : NULL;

  if (self->notifier || !session || !find_window (self))
    return;
  self->notifier = muster_notifier_new (session, muster_hub_chooser_get_folder (self->hubs),
                                        G_APPLICATION (self));
  g_signal_connect_swapped (self->notifier, "open", G_CALLBACK (open_cb), self);
  self->summons =
      muster_summons_new (self->notifier, session, self->settings, GTK_APPLICATION (self));
  g_signal_connect_swapped (self->summons, "open", G_CALLBACK (open_room), self);
  g_signal_connect_swapped (self->summons, "failed", G_CALLBACK (tell), self);
}

static void
end_notifying (MusterApplication *self)
{
  if (!self->notifier)
    return;
  g_signal_handlers_disconnect_by_data (self->summons, self);
  muster_summons_stop (self->summons);
  g_clear_object (&self->summons);
  g_signal_handlers_disconnect_by_data (self->notifier, self);
  muster_notifier_stop (self->notifier);
  g_clear_object (&self->notifier);
}

/* --- the hub --- */

static void
session_changed_cb (MusterApplication *self)
{
  MusterSession *session = muster_hub_chooser_get_session (self->hubs);
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  end_notifying (self);
  if (self->wall)
    gtk_window_destroy (GTK_WINDOW (self->wall));
  for (GList *at = windows; at; at = at->next)
    if (MUSTER_IS_WINDOW (at->data))
      muster_window_set_session (at->data, session);
  begin_notifying (self);
  g_signal_emit (self, signals[SIGNAL_SESSION_CHANGED], 0);
}

static void
window_added (GtkApplication *app, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (muster_application_parent_class)->window_added (app, window);
  begin_notifying (MUSTER_APPLICATION (app));
}

/* --- actions --- */

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
retry_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  muster_hub_chooser_retry (MUSTER_APPLICATION (user_data)->hubs);
}

static void
start_drill_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint speed;

  g_variant_get (parameter, "(&su)", &name, &speed);
  if (!muster_hub_chooser_start_drill (self->hubs, name, speed, &error))
    tell (self, error->message);
}

static void
end_drill_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  muster_hub_chooser_end_drill (MUSTER_APPLICATION (user_data)->hubs);
}

static void
use_private_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  muster_hub_chooser_use_private (MUSTER_APPLICATION (user_data)->hubs);
}

static void
war_room_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterApplication *self = user_data;
  MusterSession *session = muster_hub_chooser_get_session (self->hubs);

  if (!session)
    {
      tell (self, _ ("Choose a hub first"));
      return;
    }
  if (!self->wall)
    {
      self->wall = muster_war_room_screen_new (session);
      g_object_add_weak_pointer (G_OBJECT (self->wall), (gpointer *) &self->wall);
      gtk_window_set_application (GTK_WINDOW (self->wall), GTK_APPLICATION (self));
      muster_tick_set_clock (muster_tick_get (self->wall), self->clock);
    }
  gtk_window_fullscreen (GTK_WINDOW (self->wall));
  gtk_window_present (GTK_WINDOW (self->wall));
}

static void
present_over (MusterApplication *self, GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (get_window (self)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterApplication *self = user_data;

  present_over (self, muster_preferences_new (self->settings));
}

static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_over (user_data, muster_shortcuts_window_new ());
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", "Muster", "application-icon", "org.muster.Console",
                "version", MUSTER_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _ ("Command incidents from the first alert to the postmortem"), "copyright",
                _ ("The Muster authors"), "translator-credits",
                /* TRANSLATORS: put your names here, one a line */
                _ ("translator-credits"), "modal", TRUE, NULL);
  present_over (user_data, about);
}

static void
mute_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterApplication *self = user_data;
  MusterSound *sound = muster_sound_get (gdk_display_get_default ());
  const gint64 now_us = muster_clock_now_us (self->clock);
  const gboolean is_muted = muster_sound_get_muted_until_us (sound, now_us) != 0;

  muster_sound_mute_until (sound, is_muted ? 0 : now_us + MUSTER_MUTE_US);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_activated },
  { .name = "quit", .activate = quit_activated },
  { .name = "retry", .activate = retry_activated },
  { .name = "start-drill", .activate = start_drill_activated, .parameter_type = "(su)" },
  { .name = "end-drill", .activate = end_drill_activated },
  { .name = "use-private", .activate = use_private_activated },
  { .name = "war-room", .activate = war_room_activated },
  { .name = "mute", .activate = mute_activated },
  { .name = "preferences", .activate = preferences_activated },
  { .name = "shortcuts", .activate = shortcuts_activated },
  { .name = "about", .activate = about_activated },
};

/* --- the application --- */

static void
activate (GApplication *app)
{
  MusterApplication *self = MUSTER_APPLICATION (app);

  if (!self->has_chosen && !muster_hub_chooser_get_session (self->hubs))
    muster_hub_chooser_use_chosen (self->hubs);
  self->has_chosen = TRUE;
  gtk_window_present (GTK_WINDOW (get_window (self)));
}

/* "muster:INC-7", or only "INC-7" */
static gboolean
open_uri (MusterApplication *self, const char *uri)
{
  const char *id = g_str_has_prefix (uri, URI_SCHEME) ? uri + strlen (URI_SCHEME) : uri;
  const guint incident = muster_incident_parse_id (id, -1);

  if (incident != 0)
    muster_window_open_room (get_window (self), incident);
  return incident != 0;
}

/* Which hub; FALSE, with a word on the other side, where there is none such. */
static gboolean
choose_hub (MusterApplication *self, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autoptr (GError) error = NULL;
  const char *url, *drill;
  gboolean ok = TRUE;

  if (g_variant_dict_lookup (options, "hub", "&s", &url))
    ok = muster_hub_chooser_use_url (self->hubs, url, NULL, &error);
  else if (g_variant_dict_lookup (options, "drill", "&s", &drill))
    ok = muster_hub_chooser_start_drill (self->hubs, drill, MUSTER_DRILL_SPEED, &error);
  else
    return TRUE;
  self->has_chosen = TRUE;
  if (!ok)
    g_application_command_line_printerr (line, "muster: %s\n", error->message);
  return ok;
}

static int
command_line (GApplication *app, GApplicationCommandLine *line)
{
  MusterApplication *self = MUSTER_APPLICATION (app);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) words = g_application_command_line_get_arguments (line, NULL);

  if (!choose_hub (self, line))
    return 2;
  if (g_variant_dict_contains (options, "war-room") && muster_hub_chooser_get_session (self->hubs))
    {
      g_action_group_activate_action (G_ACTION_GROUP (app), "war-room", NULL);
      return 0;
    }
  g_application_activate (app);
  if (words[0] && words[1] && !open_uri (self, words[1]))
    {
      g_application_command_line_printerr (line, _ ("muster: “%s” is no incident\n"), words[1]);
      return 2;
    }
  if (g_variant_dict_contains (options, "war-room"))
    g_action_group_activate_action (G_ACTION_GROUP (app), "war-room", NULL);
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

/* The end of the desktop's session, or Ctrl+C: what waits goes on disk, and a drill goes away. */
static gboolean
signal_cb (gpointer app)
{
  g_application_quit (app);
  return G_SOURCE_CONTINUE;
}

static void
startup (GApplication *app)
{
  MusterApplication *self = MUSTER_APPLICATION (app);

  G_APPLICATION_CLASS (muster_application_parent_class)->startup (app);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  g_unix_signal_add (SIGTERM, signal_cb, app);
  g_unix_signal_add (SIGINT, signal_cb, app);
  muster_shortcuts_install (GTK_APPLICATION (app));
  self->hubs = muster_hub_chooser_new (self->settings, self->clock);
  g_signal_connect_swapped (self->hubs, "session-changed", G_CALLBACK (session_changed_cb), self);
  g_signal_connect_swapped (self->hubs, "failed", G_CALLBACK (tell), self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (apply_settings), self,
                           G_CONNECT_SWAPPED);
}

static void
shutdown (GApplication *app)
{
  MusterApplication *self = MUSTER_APPLICATION (app);

  muster_hub_chooser_close (self->hubs);
  g_signal_handlers_disconnect_by_data (self->hubs, self);
  g_clear_object (&self->hubs);
  G_APPLICATION_CLASS (muster_application_parent_class)->shutdown (app);
}

static void
finalize (GObject *object)
{
  MusterApplication *self = MUSTER_APPLICATION (object);

  g_clear_weak_pointer (&self->wall);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (muster_application_parent_class)->finalize (object);
}

static void
muster_application_class_init (MusterApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_APPLICATION_CLASS (klass)->window_added = window_added;
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
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  self->clock = muster_clock_new_system ();
  self->settings = muster_settings_new (path);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), "[muster:INC-7]");
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
  return self->hubs ? muster_hub_chooser_get_session (self->hubs) : NULL;
}

/**
 * muster_application_get_hubs:
 * @self: the console, started
 *
 * Returns: (transfer none): what chooses the hub
 */
MusterHubChooser *
muster_application_get_hubs (MusterApplication *self)
{
  g_return_val_if_fail (MUSTER_IS_APPLICATION (self), NULL);
  return self->hubs;
}

/**
 * muster_application_get_settings:
 * @self: the console
 *
 * Returns: (transfer none): what the person chose
 */
MusterSettings *
muster_application_get_settings (MusterApplication *self)
{
  g_return_val_if_fail (MUSTER_IS_APPLICATION (self), NULL);
  return self->settings;
}
