/* hub-chooser.c - which hub the console shows: the private one, another, or a drill's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/hub-chooser.h"

#include "console/drill-run.h"
#include "console/private-hub.h"
#include "console/secrets.h"
#include "link/hub-address.h"

#include <glib/gi18n.h>

struct _MusterHubChooser
{
  GObject parent_instance;
  MusterSettings *settings;
  MusterClock *clock;
  MusterPrivateHub *private_hub; /* (nullable): while it is shown */
  MusterDrillRun *drill;         /* (nullable): while it is shown */
  MusterSession *session;        /* (nullable) */
  char *folder;                  /* (nullable) */
  char *wanted;                  /* (nullable): the address whose token is looked up */
};

enum
{
  SIGNAL_SESSION_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterHubChooser, muster_hub_chooser, G_TYPE_OBJECT)

/* Commands of one hub never wait in the outbox of another. */
static char *
find_folder (const char *url)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);

  name[16] = '\0';
  return g_build_filename (g_get_user_state_dir (), "muster", "console", name, NULL);
}

static void
forget_session (MusterHubChooser *self)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  if (self->private_hub)
    g_signal_handlers_disconnect_by_data (self->private_hub, self);
  g_clear_object (&self->private_hub);
  g_clear_pointer (&self->wanted, g_free);
}

/* The drill's hub goes after everybody has let go of its session. */
static void
set_session (MusterHubChooser *self, MusterSession *session, const char *folder)
{
  g_autoptr (MusterDrillRun) drill = NULL;

  if (self->drill && (!folder || g_strcmp0 (folder, muster_drill_run_get_folder (self->drill))))
    {
      drill = g_steal_pointer (&self->drill);
      g_signal_handlers_disconnect_by_data (drill, self);
    }
  forget_session (self);
  self->session = session ? g_object_ref (session) : NULL;
  g_free (self->folder);
  self->folder = g_strdup (folder);
  g_signal_emit (self, signals[SIGNAL_SESSION_CHANGED], 0);
  if (session) /* only now, so that nobody misses what it tells */
    muster_session_start (session);
}

static gboolean
open_session (MusterHubChooser *self,
              const char *url,
              const char *token,
              const char *folder,
              GError **error)
{
  g_autoptr (MusterSession) session = muster_session_new (url, token, folder, self->clock, error);

  if (!session)
    return FALSE;
  set_session (self, session, folder);
  return TRUE;
}

/* --- the private hub --- */

static void
private_state_cb (MusterHubChooser *self)
{
  if (!self->session)
    return;
  muster_session_set_trouble (self->session, muster_private_hub_get_trouble (self->private_hub));
  if (muster_private_hub_get_state (self->private_hub) == MUSTER_PRIVATE_HUB_RUNNING)
    muster_replica_reconnect (muster_session_get_replica (self->session));
}

static void
link_state_cb (MusterHubChooser *self)
{
  if (muster_replica_get_state (muster_session_get_replica (self->session)) ==
      MUSTER_REPLICA_OFFLINE)
    muster_private_hub_ensure (self->private_hub);
}

/**
 * muster_hub_chooser_use_private:
 * @self: a chooser
 *
 * Shows the hub of this account, and starts it where it does not run. The choice is remembered.
 */
void
muster_hub_chooser_use_private (MusterHubChooser *self)
{
  g_autofree char *url = muster_private_hub_address ();
  g_autofree char *folder = find_folder (MUSTER_HUB_PRIVATE);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (MUSTER_IS_HUB_CHOOSER (self));

  muster_settings_set_hub (self->settings, MUSTER_HUB_PRIVATE);
  if (!open_session (self, url, NULL, folder, &error))
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  self->private_hub = muster_private_hub_new (self->clock, NULL);
  g_signal_connect_swapped (self->private_hub, "state-changed", G_CALLBACK (private_state_cb),
                            self);
  g_signal_connect_swapped (muster_session_get_replica (self->session), "state-changed",
                            G_CALLBACK (link_state_cb), self);
  muster_private_hub_ensure (self->private_hub);
}

/* --- another hub --- */

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHubChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = muster_secrets_lookup_finish (result, &error);
  g_autofree char *url = g_steal_pointer (&self->wanted);
  g_autofree char *folder = url ? find_folder (url) : NULL;

  if (!url) /* another was chosen meanwhile */
    return;
  if (error)
    g_message ("no token from the keyring: %s", error->message);
  g_clear_error (&error);
  if (!open_session (self, url, token, folder, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

/**
 * muster_hub_chooser_use_url:
 * @self: a chooser
 * @url: the address of a hub
 * @token: (nullable): says who we are; %NULL: the one in the keyring, if there is one
 * @error: #MusterLinkError: it is no address
 *
 * Shows a hub. The choice is not remembered: the caller knows whether it is to last.
 *
 * Returns: whether it is an address
 */
gboolean
muster_hub_chooser_use_url (MusterHubChooser *self,
                            const char *url,
                            const char *token,
                            GError **error)
{
  g_autoptr (MusterHubAddress) address = NULL;
  g_autofree char *folder = find_folder (url);

  g_return_val_if_fail (MUSTER_IS_HUB_CHOOSER (self) && url, FALSE);

  address = muster_hub_address_parse (url, error);
  if (!address)
    return FALSE;
  if (token || address->socket_path)
    return open_session (self, url, token, folder, error);
  g_free (self->wanted);
  self->wanted = g_strdup (url);
  muster_secrets_lookup_async (url, NULL, token_cb, g_object_ref (self));
  return TRUE;
}

/**
 * muster_hub_chooser_use_chosen:
 * @self: a chooser
 *
 * Shows what the person chose before; who has a private hub has chosen it.
 *
 * Returns: whether there was a choice
 */
gboolean
muster_hub_chooser_use_chosen (MusterHubChooser *self)
{
  const char *hub;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (MUSTER_IS_HUB_CHOOSER (self), FALSE);

  hub = muster_settings_get_hub (self->settings);
  if (!hub && !muster_private_hub_has_state ())
    return FALSE;
  if (!hub || g_str_equal (hub, MUSTER_HUB_PRIVATE))
    {
      muster_hub_chooser_use_private (self);
      return TRUE;
    }
  if (muster_hub_chooser_use_url (self, hub, NULL, &error))
    return TRUE;
  g_message ("the hub of the settings cannot be used: %s", error->message);
  return FALSE;
}

/* --- a drill --- */

static void
drill_hint_cb (MusterHubChooser *self)
{
  const char *title;

  if (!self->session || !muster_session_is_drill (self->session))
    return;
  title = muster_session_get_drill (self->session);
  muster_session_set_drill (self->session, title, muster_drill_run_get_hint (self->drill));
}

static void
drill_ready_cb (MusterHubChooser *self)
{
  g_autoptr (GError) error = NULL;
  const char *url = muster_drill_run_get_url (self->drill);
  const char *folder = muster_drill_run_get_folder (self->drill);
  g_autoptr (MusterSession) session = muster_session_new (url, NULL, folder, self->clock, &error);

  if (!session)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  muster_session_set_drill (session, muster_drill_run_get_name (self->drill), NULL);
  set_session (self, session, folder);
}

static void
drill_failed_cb (MusterHubChooser *self)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, muster_drill_run_get_trouble (self->drill));
}

/**
 * muster_hub_chooser_start_drill:
 * @self: a chooser
 * @name: a drill of musterd
 * @speed: how many times as fast as real; at least 1
 * @error: return location: what is missing
 *
 * Starts a drill on a hub of its own; it is shown as soon as that takes requests.
 *
 * Returns: whether it is on its way
 */
gboolean
muster_hub_chooser_start_drill (MusterHubChooser *self,
                                const char *name,
                                guint speed,
                                GError **error)
{
  g_autoptr (MusterDrillRun) drill = muster_drill_run_new (name, speed);

  g_return_val_if_fail (MUSTER_IS_HUB_CHOOSER (self), FALSE);

  if (!muster_drill_run_start (drill, error))
    return FALSE;
  if (self->drill)
    set_session (self, NULL, NULL);
  self->drill = g_steal_pointer (&drill);
  g_signal_connect_swapped (self->drill, "ready", G_CALLBACK (drill_ready_cb), self);
  g_signal_connect_swapped (self->drill, "hint-changed", G_CALLBACK (drill_hint_cb), self);
  g_signal_connect_swapped (self->drill, "failed", G_CALLBACK (drill_failed_cb), self);
  return TRUE;
}

/**
 * muster_hub_chooser_end_drill:
 * @self: a chooser
 *
 * Shows what was chosen before, or asks.
 */
void
muster_hub_chooser_end_drill (MusterHubChooser *self)
{
  g_return_if_fail (MUSTER_IS_HUB_CHOOSER (self));

  if (!self->drill)
    return;
  set_session (self, NULL, NULL);
  muster_hub_chooser_use_chosen (self);
}

/* --- the object --- */

/**
 * muster_hub_chooser_retry:
 * @self: a chooser
 *
 * Somebody pressed Retry.
 */
void
muster_hub_chooser_retry (MusterHubChooser *self)
{
  g_return_if_fail (MUSTER_IS_HUB_CHOOSER (self));

  if (self->private_hub)
    muster_private_hub_ensure (self->private_hub);
  if (self->session)
    muster_replica_reconnect (muster_session_get_replica (self->session));
}

/**
 * muster_hub_chooser_close:
 * @self: a chooser
 *
 * Lets go of the hub; what waits for it is on disk when this returns, and a drill is gone.
 */
void
muster_hub_chooser_close (MusterHubChooser *self)
{
  g_return_if_fail (MUSTER_IS_HUB_CHOOSER (self));
  set_session (self, NULL, NULL);
}

/**
 * muster_hub_chooser_get_session:
 * @self: a chooser
 *
 * Returns: (transfer none) (nullable): the hub that is shown; %NULL: none is chosen yet
 */
MusterSession *
muster_hub_chooser_get_session (MusterHubChooser *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_CHOOSER (self), NULL);
  return self->session;
}

/**
 * muster_hub_chooser_get_folder:
 * @self: a chooser
 *
 * Returns: (type filename) (nullable): where things of that hub are kept
 */
const char *
muster_hub_chooser_get_folder (MusterHubChooser *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_CHOOSER (self), NULL);
  return self->folder;
}

static void
dispose (GObject *object)
{
  MusterHubChooser *self = MUSTER_HUB_CHOOSER (object);

  forget_session (self);
  if (self->drill)
    g_signal_handlers_disconnect_by_data (self->drill, self);
  g_clear_object (&self->drill);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (muster_hub_chooser_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_HUB_CHOOSER (object)->folder);
  G_OBJECT_CLASS (muster_hub_chooser_parent_class)->finalize (object);
}

static void
muster_hub_chooser_class_init (MusterHubChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_SESSION_CHANGED] =
      g_signal_new ("session-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_hub_chooser_init (MusterHubChooser *self)
{
}

/**
 * muster_hub_chooser_new:
 * @settings: where the choice is kept
 * @clock: a clock
 *
 * Returns: (transfer full): a chooser that shows nothing
 */
MusterHubChooser *
muster_hub_chooser_new (MusterSettings *settings, MusterClock *clock)
{
  MusterHubChooser *self = g_object_new (MUSTER_TYPE_HUB_CHOOSER, NULL);

  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);
  return self;
}
