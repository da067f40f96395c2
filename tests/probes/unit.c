/* unit.c - tests of the unit check: a real bus, a stand-in for systemd on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include <string.h>

#define UNITS "/org/freedesktop/systemd1/unit/"

static const char xml[] =
    "<node>"
    "<interface name='org.freedesktop.systemd1.Manager'>"
    "<method name='LoadUnit'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
    "</interface>"
    "<interface name='org.freedesktop.systemd1.Unit'>"
    "<property name='Description' type='s' access='read'/>"
    "<property name='LoadState' type='s' access='read'/>"
    "<property name='ActiveState' type='s' access='read'/>"
    "<property name='SubState' type='s' access='read'/>"
    "<property name='StateChangeTimestamp' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.systemd1.Service'>"
    "<property name='Type' type='s' access='read'/>"
    "<property name='Result' type='s' access='read'/>"
    "<property name='ExecMainStatus' type='i' access='read'/>"
    "<property name='NRestarts' type='u' access='read'/>"
    "</interface>"
    "</node>";

typedef struct
{
  const char *name;
  const char *path;
  const char *properties; /* a{sv} as text */
} Unit;

static const Unit units[] = {
  { "web.service", UNITS "web",
    "{'Description': <'The web'>, 'LoadState': <'loaded'>, 'ActiveState': <'active'>, "
    "'SubState': <'running'>, 'StateChangeTimestamp': <uint64 1772807042000000>, "
    "'Type': <'notify'>, 'Result': <'success'>, 'ExecMainStatus': <0>, 'NRestarts': <uint32 3>}" },
  { "db.service", UNITS "db",
    "{'Description': <'The data'>, 'LoadState': <'loaded'>, 'ActiveState': <'failed'>, "
    "'SubState': <'failed'>, 'StateChangeTimestamp': <uint64 0>, "
    "'Type': <'simple'>, 'Result': <'oom-kill'>, 'ExecMainStatus': <9>, 'NRestarts': <uint32 0>}" },
  { "backup.service", UNITS "backup",
    "{'Description': <'Nightly'>, 'LoadState': <'loaded'>, 'ActiveState': <'inactive'>, "
    "'SubState': <'dead'>, 'StateChangeTimestamp': <uint64 1>, "
    "'Type': <'oneshot'>, 'Result': <'success'>, 'ExecMainStatus': <0>, 'NRestarts': <uint32 0>}" },
  { "off.service", UNITS "off",
    "{'Description': <''>, 'LoadState': <'loaded'>, 'ActiveState': <'inactive'>, "
    "'SubState': <'dead'>, 'StateChangeTimestamp': <uint64 18446744073709551615>, "
    "'Type': <'simple'>, 'Result': <'success'>, 'ExecMainStatus': <0>, 'NRestarts': <uint32 0>}" },
  { "no.service", UNITS "no",
    "{'Description': <'no.service'>, 'LoadState': <'not-found'>, 'ActiveState': <'inactive'>, "
    "'SubState': <'dead'>, 'StateChangeTimestamp': <uint64 0>, "
    "'Type': <''>, 'Result': <'success'>, 'ExecMainStatus': <0>, 'NRestarts': <uint32 0>}" },
  { "boot.target", UNITS "boot",
    "{'Description': <'All'>, 'LoadState': <'loaded'>, 'ActiveState': <'active'>, "
    "'SubState': <'active'>, 'StateChangeTimestamp': <uint64 1>}" },
};

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *info;
  GDBusMethodInvocation *held; /* of the unit that is never answered */
} StandIn;

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  StandIn *self = user_data;
  const char *name;

  g_variant_get (parameters, "(&s)", &name);
  if (g_str_equal (name, "hang.service"))
    {
      self->held = invocation;
      return;
    }
  if (g_str_equal (name, "secret.service"))
    {
      g_dbus_method_invocation_return_dbus_error (invocation,
                                                  "org.freedesktop.DBus.Error.AccessDenied", "no");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].name, name))
      {
        g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", units[i].path));
        return;
      }
  g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.systemd1.LoadFailed",
                                              "cannot");
}

static GVariant *
get_property_cb (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *name,
                 GError **error,
                 gpointer user_data)
{
  const Unit *unit = user_data;
  g_autoptr (GVariant) properties =
      g_variant_ref_sink (g_variant_new_parsed (unit->properties, NULL));

  return g_variant_lookup_value (properties, name, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = call_cb,
                                             .get_property = get_property_cb };

static void
register_object (StandIn *self, const char *path, guint interface, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (self->connection, path, self->info->interfaces[interface],
                                     &vtable, (gpointer) data, NULL, &error);
  g_assert_no_error (error);
}

static void
own_name (StandIn *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.systemd1", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

static void
stand_in_start (StandIn *self, gboolean with_systemd)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus), TRUE);
  if (!with_systemd)
    return;
  self->info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  self->connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  register_object (self, "/org/freedesktop/systemd1", 0, self);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      register_object (self, units[i].path, 1, &units[i]);
      if (g_str_has_suffix (units[i].name, ".service"))
        register_object (self, units[i].path, 2, &units[i]);
    }
  own_name (self);
}

static void
stand_in_stop (StandIn *self)
{
  g_clear_object (&self->held);
  if (self->connection != NULL)
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->info, g_dbus_node_info_unref);
  g_test_dbus_stop (self->bus);
  g_clear_object (&self->bus);
}

static const struct
{
  const char *argument;
  MusterProbeExit exit;
  const char *summary_has;
  const char *output_has;
} cases[] = {
  { "unit=web.service", MUSTER_PROBE_EXIT_OK, "web.service: active (running)",
    "Since:       2026-03-06T14:24:02Z (60 s ago)\n" },
  { "unit=web.service", MUSTER_PROBE_EXIT_OK, "web.service", "Restarts:    3\n" },
  { "unit=db.service", MUSTER_PROBE_EXIT_FAILED,
    "db.service: failed (failed), last result oom-kill", "Last status: 9\n" },
  { "unit=backup.service", MUSTER_PROBE_EXIT_OK, "inactive (dead)", "Last result: success\n" },
  { "unit=off.service", MUSTER_PROBE_EXIT_FAILED, "inactive (dead)", "Loaded:      loaded\n" },
  { "unit=no.service", MUSTER_PROBE_EXIT_FAILED, "there is no such unit", "not-found" },
  { "unit=boot.target", MUSTER_PROBE_EXIT_OK, "active (active)", "Description: All\n" },
  { "unit=secret.service", MUSTER_PROBE_EXIT_FAILED, "does not let us ask", "no" },
  { "unit=odd.service", MUSTER_PROBE_EXIT_FAILED, "did not answer as expected", "cannot" },
};

static void
test_cases (void)
{
  StandIn stand_in;

  stand_in_start (&stand_in, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Harness) harness;

      harness_init (&harness);
      harness_start (&harness, "unit", cases[i].argument, NULL);
      harness_wait (&harness);
      harness_assert_result (&harness, cases[i].exit, cases[i].summary_has);
      harness_assert_output (&harness, cases[i].output_has);
    }
  stand_in_stop (&stand_in);
}

static void
test_deadline (void)
{
  g_auto (Harness) harness;
  StandIn stand_in;

  stand_in_start (&stand_in, TRUE);
  harness_init (&harness);
  harness_start (&harness, "unit", "unit=hang.service", NULL);
  while (stand_in.held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (harness.done);
  muster_clock_advance (harness.clock, MUSTER_PROBE_DEADLINE_US);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_TIMEOUT, "No answer within 10.0 s");
  stand_in_stop (&stand_in);
}

/* A bus without systemd, and a bus that goes away in the middle of a question. */
static void
test_no_systemd (void)
{
  g_auto (Harness) harness;
  StandIn stand_in;

  stand_in_start (&stand_in, FALSE);
  harness_init (&harness);
  harness_start (&harness, "unit", "unit=web.service", NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED, "systemd is not on this machine");
  stand_in_stop (&stand_in);
}

static void
test_no_bus (void)
{
  static const char *const addresses[] = { "unix:path=/nonexistent/bus", "nonsense", "" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_auto (Harness) harness;

      g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", addresses[i], TRUE);
      harness_init (&harness);
      harness_start (&harness, "unit", "unit=web.service", NULL);
      harness_wait (&harness);
      harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED,
                             "web.service: this machine has no system bus to ask");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/unit/cases", test_cases);
  g_test_add_func ("/probes/unit/deadline", test_deadline);
  g_test_add_func ("/probes/unit/no-systemd", test_no_systemd);
  g_test_add_func ("/probes/unit/no-bus", test_no_bus);
  return g_test_run ();
}
