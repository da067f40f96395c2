/* private-hub.c - finds the hub of this account, or starts it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/private-hub.h"

#include "base/crypto.h"
#include "console/hub-process.h"
#include "link/backoff.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>

#define UNIT            "musterd.service"
#define UNIT_TIMEOUT_MS 5000
/* The user manager says yes before the socket is there. */
#define UNIT_POLL_US   (200 * (gint64) 1000)
#define UNIT_POLLS_MAX 50

struct _MusterPrivateHub
{
  GObject parent_instance;
  MusterClock *clock;
  MusterAlarm *again; /* when to look, or to start, once more */
  MusterBackoff backoff;
  MusterHubProcess *process; /* (nullable): the one started here */
  GCancellable *cancellable;
  char *program; /* (nullable) */
  char *trouble; /* (nullable) */
  MusterPrivateHubState state;
  guint polls; /* left, while the unit starts */
};

enum
{
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterPrivateHub, muster_private_hub, G_TYPE_OBJECT)

static char *
find_socket (void)
{
  const char *flatpak = g_getenv ("FLATPAK_ID");

  if (flatpak)
    return g_build_filename (g_get_user_runtime_dir (), "app", flatpak, "hub.sock", NULL);
  return g_build_filename (g_get_user_runtime_dir (), "muster", "hub.sock", NULL);
}

static void
set_state (MusterPrivateHub *self, MusterPrivateHubState state, const char *trouble)
{
  if (self->state == state && g_strcmp0 (self->trouble, trouble) == 0)
    return;
  self->state = state;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
try_later (MusterPrivateHub *self, const char *trouble)
{
  set_state (self, MUSTER_PRIVATE_HUB_FAILED, trouble);
  muster_alarm_set (self->again,
                    muster_clock_boot_us (self->clock) +
                        muster_backoff_next_us (&self->backoff, muster_random_fill, NULL));
}

/* --- a program of our own --- */

static void
line_cb (MusterPrivateHub *self, const char *line)
{
  if (!muster_hub_process_is_ready_line (line))
    return;
  muster_backoff_reset (&self->backoff);
  set_state (self, MUSTER_PRIVATE_HUB_RUNNING, NULL);
}

static void
ended_cb (MusterPrivateHub *self, gboolean ok)
{
  g_signal_handlers_disconnect_by_data (self->process, self);
  g_clear_object (&self->process);
  try_later (self, ok ? _ ("The hub of this computer has ended. It is started again.")
                      : _ ("The hub of this computer has crashed. It is started again."));
}

static void
start_program (MusterPrivateHub *self)
{
  g_autofree char *found = self->program ? NULL : muster_hub_process_find_program ();
  const char *program = self->program ? self->program : found;
  const char *const argv[] = { program, "serve", "--private", NULL };
  g_autoptr (GError) error = NULL;

  if (self->process)
    return;
  if (!program)
    {
      set_state (self, MUSTER_PRIVATE_HUB_FAILED,
                 _ ("The program musterd is not installed. Install it, then press Retry."));
      return;
    }
  self->process = muster_hub_process_new (argv, MUSTER_HUB_PROCESS_STAYS, &error);
  if (!self->process)
    {
      try_later (self, error->message);
      return;
    }
  g_signal_connect_swapped (self->process, "line", G_CALLBACK (line_cb), self);
  g_signal_connect_swapped (self->process, "ended", G_CALLBACK (ended_cb), self);
}

/* --- the user manager's unit --- */

static void
unit_started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterPrivateHub) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) job =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!job)
    {
      g_debug ("no unit: %s", error->message);
      start_program (self);
      return;
    }
  self->polls = UNIT_POLLS_MAX;
  muster_alarm_set (self->again, muster_clock_boot_us (self->clock) + UNIT_POLL_US);
}

static void
bus_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterPrivateHub) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!bus)
    {
      start_program (self);
      return;
    }
  g_dbus_connection_call (bus, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
                          "org.freedesktop.systemd1.Manager", "StartUnit",
                          g_variant_new ("(ss)", UNIT, "replace"), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, UNIT_TIMEOUT_MS, self->cancellable,
                          unit_started_cb, g_object_ref (self));
}

/* A program that was built, not installed, is meant itself and not what may be installed. */
static gboolean
may_use_unit (MusterPrivateHub *self)
{
  return !self->program && g_getenv ("FLATPAK_ID") == NULL;
}

static void
start (MusterPrivateHub *self)
{
  set_state (self, MUSTER_PRIVATE_HUB_STARTING, self->trouble);
  if (may_use_unit (self))
    g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, g_object_ref (self));
  else
    start_program (self);
}

/* --- looking --- */

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterPrivateHub) self = user_data;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (connection)
    {
      self->polls = 0;
      muster_backoff_reset (&self->backoff);
      set_state (self, MUSTER_PRIVATE_HUB_RUNNING, NULL);
    }
  else if (self->polls == 0)
    start (self);
  else if (--self->polls == 0) /* the manager cannot, so we do */
    start_program (self);
  else
    muster_alarm_set (self->again, muster_clock_boot_us (self->clock) + UNIT_POLL_US);
}

static void
look (MusterPrivateHub *self)
{
  g_autofree char *path = find_socket ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->cancellable,
                                 connected_cb, g_object_ref (self));
}

static void
again_cb (gpointer user_data)
{
  MusterPrivateHub *self = user_data;

  muster_alarm_set (self->again, G_MAXINT64);
  look (self);
}

/* --- the object --- */

static void
dispose (GObject *object)
{
  MusterPrivateHub *self = MUSTER_PRIVATE_HUB (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->again, muster_alarm_free);
  if (self->process)
    g_signal_handlers_disconnect_by_data (self->process, self);
  g_clear_object (&self->process);
  G_OBJECT_CLASS (muster_private_hub_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterPrivateHub *self = MUSTER_PRIVATE_HUB (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  g_free (self->program);
  g_free (self->trouble);
  G_OBJECT_CLASS (muster_private_hub_parent_class)->finalize (object);
}

static void
muster_private_hub_class_init (MusterPrivateHubClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_STATE_CHANGED] =
      g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
muster_private_hub_init (MusterPrivateHub *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * muster_private_hub_new:
 * @clock: a clock
 * @program: (nullable) (type filename): the musterd to start; %NULL: the user manager's unit where
 *   there is one, else the one beside this program
 *
 * Returns: (transfer full): what does nothing until it is asked to
 */
MusterPrivateHub *
muster_private_hub_new (MusterClock *clock, const char *program)
{
  MusterPrivateHub *self = g_object_new (MUSTER_TYPE_PRIVATE_HUB, NULL);

  self->clock = g_object_ref (clock);
  self->program = g_strdup (program);
  self->again = muster_alarm_new_boot (clock, again_cb, self);
  return self;
}

/**
 * muster_private_hub_ensure:
 * @self: the private hub
 *
 * Looks whether it answers, and starts it if not.
 */
void
muster_private_hub_ensure (MusterPrivateHub *self)
{
  g_return_if_fail (MUSTER_IS_PRIVATE_HUB (self));

  if (self->state == MUSTER_PRIVATE_HUB_LOOKING || self->state == MUSTER_PRIVATE_HUB_STARTING ||
      muster_alarm_get (self->again) != G_MAXINT64)
    return;
  set_state (self, MUSTER_PRIVATE_HUB_LOOKING, self->trouble);
  look (self);
}

/**
 * muster_private_hub_stop:
 * @self: the private hub
 *
 * Ends it if it was started here; else leaves it alone.
 */
void
muster_private_hub_stop (MusterPrivateHub *self)
{
  g_return_if_fail (MUSTER_IS_PRIVATE_HUB (self));

  muster_alarm_set (self->again, G_MAXINT64);
  if (self->process)
    {
      g_signal_handlers_disconnect_by_data (self->process, self);
      muster_hub_process_stop (self->process);
    }
  g_clear_object (&self->process);
  set_state (self, MUSTER_PRIVATE_HUB_IDLE, NULL);
}

/**
 * muster_private_hub_get_state:
 * @self: the private hub
 *
 * Returns: how far it is
 */
MusterPrivateHubState
muster_private_hub_get_state (MusterPrivateHub *self)
{
  g_return_val_if_fail (MUSTER_IS_PRIVATE_HUB (self), MUSTER_PRIVATE_HUB_IDLE);
  return self->state;
}

/**
 * muster_private_hub_get_trouble:
 * @self: the private hub
 *
 * Returns: (nullable): why it does not run, in words
 */
const char *
muster_private_hub_get_trouble (MusterPrivateHub *self)
{
  g_return_val_if_fail (MUSTER_IS_PRIVATE_HUB (self), NULL);
  return self->trouble;
}

/**
 * muster_private_hub_address:
 *
 * Returns: (transfer full): where it listens for consoles
 */
char *
muster_private_hub_address (void)
{
  g_autofree char *path = find_socket ();

  return g_strconcat ("unix:", path, NULL);
}

/**
 * muster_private_hub_has_state:
 *
 * Returns: whether it ran before on this account
 */
gboolean
muster_private_hub_has_state (void)
{
  g_autofree char *journal =
      g_build_filename (g_get_user_state_dir (), "muster", "hub", "journal.db", NULL);

  return g_file_test (journal, G_FILE_TEST_EXISTS);
}
