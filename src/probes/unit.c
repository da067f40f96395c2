/* unit.c - what systemd says of one of its units
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "probes/probe.h"
#include <glib/gi18n.h>

#define SYSTEMD_NAME      "org.freedesktop.systemd1"
#define MANAGER_PATH      "/org/freedesktop/systemd1"
#define MANAGER_INTERFACE "org.freedesktop.systemd1.Manager"
#define UNIT_INTERFACE    "org.freedesktop.systemd1.Unit"

/* Interfaces with a Result of their own, by the unit's suffix. */
static const struct
{
  const char *suffix;
  const char *interface;
} kinds[] = {
  { ".automount", SYSTEMD_NAME ".Automount" }, { ".mount", SYSTEMD_NAME ".Mount" },
  { ".path", SYSTEMD_NAME ".Path" },           { ".scope", SYSTEMD_NAME ".Scope" },
  { ".service", SYSTEMD_NAME ".Service" },     { ".socket", SYSTEMD_NAME ".Socket" },
  { ".swap", SYSTEMD_NAME ".Swap" },           { ".timer", SYSTEMD_NAME ".Timer" },
};

typedef struct
{
  MusterProbeRun *run;
  GDBusConnection *bus; /* our own: the shared one would end the process when the bus goes away */
  char *path;           /* the unit's object */
  GVariant *unit;       /* a{sv}: properties of every unit */
  GVariant *kind;       /* a{sv}: those of its kind; nullable */
} Inquiry;

static void
inquiry_free (gpointer data)
{
  Inquiry *self = data;

  if (self->bus != NULL)
    g_dbus_connection_close (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->run, muster_probe_run_free);
  g_clear_pointer (&self->unit, g_variant_unref);
  g_clear_pointer (&self->kind, g_variant_unref);
  g_free (self->path);
  g_free (self);
}

static const char *
get_text (GVariant *properties, const char *name)
{
  const char *text = "";

  if (properties != NULL)
    g_variant_lookup (properties, name, "&s", &text);
  return text;
}

static void
append_since (const Inquiry *self, GString *out)
{
  char text[MUSTER_INSTANT_TEXT_BYTES];
  guint64 since_us = 0;
  gint64 ago_s;

  /* Zero: never changed since the machine started. */
  if (!g_variant_lookup (self->unit, "StateChangeTimestamp", "t", &since_us) || since_us == 0 ||
      since_us > G_MAXINT64)
    return;
  muster_instant_format ((gint64) since_us, text);
  ago_s = (muster_clock_now_us (self->run->clock) - (gint64) since_us) / G_USEC_PER_SEC;
  g_string_append_printf (out, "Since:       %s", text);
  if (ago_s >= 0)
    g_string_append_printf (out, " (%" G_GINT64_FORMAT " s ago)", ago_s);
  g_string_append_c (out, '\n');
}

static GString *
describe (const Inquiry *self)
{
  GString *out = g_string_new (NULL);
  guint32 restarts = 0;
  gint32 status = 0;

  g_string_append_printf (out, "Unit:        %s\n", muster_probe_run_get (self->run, "unit"));
  g_string_append_printf (out, "Description: %s\n", get_text (self->unit, "Description"));
  g_string_append_printf (out, "Loaded:      %s\n", get_text (self->unit, "LoadState"));
  g_string_append_printf (out, "Active:      %s (%s)\n", get_text (self->unit, "ActiveState"),
                          get_text (self->unit, "SubState"));
  append_since (self, out);
  if (*get_text (self->kind, "Result") != '\0')
    g_string_append_printf (out, "Last result: %s\n", get_text (self->kind, "Result"));
  if (self->kind != NULL && g_variant_lookup (self->kind, "ExecMainStatus", "i", &status))
    g_string_append_printf (out, "Last status: %d\n", status);
  if (self->kind != NULL && g_variant_lookup (self->kind, "NRestarts", "u", &restarts))
    g_string_append_printf (out, "Restarts:    %u\n", restarts);
  return out;
}

/* A oneshot service that has run and gone is well; every other unit that is not active is not. */
static MusterProbeExit
judge (const Inquiry *self)
{
  const char *active = get_text (self->unit, "ActiveState");

  if (g_str_equal (active, "active") || g_str_equal (active, "reloading") ||
      g_str_equal (active, "activating"))
    return MUSTER_PROBE_EXIT_OK;
  if (g_str_equal (active, "inactive") && g_str_equal (get_text (self->kind, "Type"), "oneshot") &&
      g_str_equal (get_text (self->kind, "Result"), "success"))
    return MUSTER_PROBE_EXIT_OK;
  return MUSTER_PROBE_EXIT_FAILED;
}

static char *
summarise (const Inquiry *self)
{
  const char *name = muster_probe_run_get (self->run, "unit");
  const char *load = get_text (self->unit, "LoadState");
  const char *result = get_text (self->kind, "Result");

  if (g_str_equal (load, "not-found"))
    return g_strdup_printf ("%s: there is no such unit", name);
  if (*result != '\0' && !g_str_equal (result, "success"))
    return g_strdup_printf ("%s: %s (%s), last result %s", name,
                            get_text (self->unit, "ActiveState"), get_text (self->unit, "SubState"),
                            result);
  return g_strdup_printf ("%s: %s (%s)", name, get_text (self->unit, "ActiveState"),
                          get_text (self->unit, "SubState"));
}

static void
finish (GTask *task)
{
  Inquiry *self = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         muster_probe_result_new (judge (self), summarise (self), describe (self)),
                         (GDestroyNotify) muster_probe_result_free);
}

/* Ends with @error itself if it is a cancellation, else with a result that says it in words. */
static void
give_up (GTask *task, const char *words, GError *error)
{
  Inquiry *self = g_task_get_task_data (task);
  const char *name = muster_probe_run_get (self->run, "unit");
  GString *output;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  g_dbus_error_strip_remote_error (error);
  output = g_string_new (NULL);
  g_string_append_printf (output, "%s\n", error->message);
  g_task_return_pointer (task,
                         muster_probe_result_new (MUSTER_PROBE_EXIT_FAILED,
                                                  g_strdup_printf ("%s: %s", name, words), output),
                         (GDestroyNotify) muster_probe_result_free);
  g_error_free (error);
}

static const char *
call_words (const GError *error)
{
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    return "systemd is not on this machine's system bus";
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    return "the system bus does not let us ask";
  return "systemd did not answer as expected";
}

static void
call_properties (GTask *task, const char *interface, GAsyncReadyCallback callback)
{
  Inquiry *self = g_task_get_task_data (task);

  g_dbus_connection_call (self->bus, SYSTEMD_NAME, self->path, "org.freedesktop.DBus.Properties",
                          "GetAll", g_variant_new ("(s)", interface), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          G_MAXINT, /* the deadline is the caller's */
                          g_task_get_cancellable (task), callback, task);
}

static void
kind_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  Inquiry *self = g_task_get_task_data (task);

  if (reply == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (reply != NULL)
    self->kind = g_variant_get_child_value (reply, 0);
  finish (task); /* without its kind we still know the state */
}

static void
unit_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  Inquiry *self = g_task_get_task_data (task);
  const char *name = muster_probe_run_get (self->run, "unit");

  if (reply == NULL)
    {
      const char *words = call_words (error);
      give_up (task, words, g_steal_pointer (&error));
      return;
    }
  self->unit = g_variant_get_child_value (reply, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (name, kinds[i].suffix))
      {
        call_properties (g_steal_pointer (&task), kinds[i].interface, kind_cb);
        return;
      }
  finish (task);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  Inquiry *self = g_task_get_task_data (task);

  if (reply == NULL)
    {
      const char *words = call_words (error);
      give_up (task, words, g_steal_pointer (&error));
      return;
    }
  g_variant_get (reply, "(o)", &self->path);
  call_properties (g_steal_pointer (&task), UNIT_INTERFACE, unit_cb);
}

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  Inquiry *self = g_task_get_task_data (task);

  self->bus = g_dbus_connection_new_for_address_finish (result, &error);
  if (self->bus == NULL)
    {
      give_up (task, "this machine has no system bus to ask", g_steal_pointer (&error));
      return;
    }
  g_dbus_connection_call (self->bus, SYSTEMD_NAME, MANAGER_PATH, MANAGER_INTERFACE,
                          "LoadUnit", /* GetUnit knows only those in memory */
                          g_variant_new ("(s)", muster_probe_run_get (self->run, "unit")),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT,
                          cancellable, loaded_cb, g_steal_pointer (&task));
}

static void
run_async (const MusterProbeRun *run,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  Inquiry *self = g_new0 (Inquiry, 1);

  g_task_set_source_tag (task, run_async);
  g_task_set_task_data (task, self, inquiry_free);
  self->run = muster_probe_run_copy (run);
  /* For the system bus this looks at the environment only: it cannot block. */
  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  if (address == NULL)
    {
      give_up (task, "this machine has no system bus to ask", g_steal_pointer (&error));
      return;
    }
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, cancellable, connected_cb, g_steal_pointer (&task));
}

static const MusterProbeArgument arguments[] = {
  { "unit", MUSTER_PROBE_ARGUMENT_UNIT, TRUE },
  { NULL },
};

const MusterProbe muster_probe_unit = {
  .name = "unit",
  /* Translators: a check of a service or other unit that systemd runs */
  .title = N_ ("Unit state"),
  .arguments = arguments,
  .run_async = run_async,
  .run_finish = muster_probe_task_finish,
};
