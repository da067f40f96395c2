/* canary.c - an alert that only the hub waits for, to know that alerts come through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/canary.h"

#include "base/crypto.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#define TIMEOUT_S 20
#define BODY      "{\"summary\":\"canary\",\"dedupKey\":\"canary\"}"

struct _MusterCanary
{
  MusterClock *clock;
  char *request;
  GSocketConnectable *address;
  GSocketClient *client;
  GCancellable *cancellable;
  MusterAlarm *alarm;
  gint last_s; /* atomic, boot time: when the last arrived, or the first could have */
  gint64 sent_us;
  gint64 took_us;
  guint64 n;
};

/* One on its way: it may outlive the canary. */
typedef struct
{
  GSocketConnection *connection;
  char *request;
  char answer[256];
} Flight;

static void
flight_free (Flight *self)
{
  g_clear_object (&self->connection);
  g_free (self->request);
  g_free (self);
}

/* --- the way in; whether it came through its effect says --- */

static void
answered_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Flight *flight = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, &error);

  if (n > 0 && g_strstr_len (flight->answer, n, " 202 ") == NULL)
    g_warning ("the canary alert was answered “%.*s”", (int) MIN (n, 40), flight->answer);
  flight_free (flight);
}

static void
written_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Flight *flight = user_data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (flight->connection));

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, NULL))
    flight_free (flight);
  else
    g_input_stream_read_async (in, flight->answer, sizeof flight->answer, G_PRIORITY_DEFAULT, NULL,
                               answered_cb, flight);
}

static void
connected_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  Flight *flight = user_data;
  g_autoptr (GError) error = NULL;
  GOutputStream *out;

  flight->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (client), result, &error);
  if (flight->connection == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("the canary alert finds no way in: %s", error->message);
      flight_free (flight);
      return;
    }
  out = g_io_stream_get_output_stream (G_IO_STREAM (flight->connection));
  g_output_stream_write_all_async (out, flight->request, strlen (flight->request),
                                   G_PRIORITY_DEFAULT, NULL, written_cb, flight);
}

static void
send_cb (gpointer user_data)
{
  MusterCanary *self = user_data;
  Flight *flight = g_new0 (Flight, 1);
  gint64 now_us = muster_clock_boot_us (self->clock);

  if (!muster_canary_is_well (self))
    g_warning ("no canary alert has come through for %d s",
               (int) (now_us / G_USEC_PER_SEC) - g_atomic_int_get (&self->last_s));
  flight->request = g_strdup (self->request);
  self->sent_us = now_us;
  muster_alarm_set (self->alarm, now_us + MUSTER_CANARY_US);
  g_socket_client_connect_async (self->client, self->address, self->cancellable, connected_cb,
                                 flight);
}

/* --- it itself --- */

static GSocketConnectable *
find_address (const char *address)
{
  if (g_str_has_prefix (address, "unix:"))
    return G_SOCKET_CONNECTABLE (g_unix_socket_address_new (address + strlen ("unix:")));
  return g_network_address_parse (address, 0, NULL);
}

/**
 * muster_canary_new:
 * @clock: for when it is sent
 * @access: who lets it in
 * @address: where the hub takes intake
 *
 * Returns: (transfer full): one that is sent in a moment, and then every minute
 */
MusterCanary *
muster_canary_new (MusterClock *clock, MusterAccessTable *access, const char *address)
{
  MusterCanary *self = g_new0 (MusterCanary, 1);
  char *key = muster_new_secret ();

  muster_access_table_set_canary (access, key);
  self->clock = g_object_ref (clock);
  self->address = find_address (address);
  self->request =
      g_strdup_printf ("POST /v1/intake/%s/generic HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                       "application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" BODY,
                       key, (int) strlen (BODY));
  muster_wipe (key, strlen (key));
  g_free (key);
  self->client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (self->client, FALSE);
  g_socket_client_set_timeout (self->client, TIMEOUT_S);
  self->cancellable = g_cancellable_new ();
  self->last_s = (gint) (muster_clock_boot_us (clock) / G_USEC_PER_SEC);
  self->took_us = -1;
  self->alarm = muster_alarm_new_boot (clock, send_cb, self);
  muster_alarm_set (self->alarm, muster_clock_boot_us (clock) + G_USEC_PER_SEC);
  return self;
}

/**
 * muster_canary_free:
 * @self: (transfer full): a canary
 *
 * Sends none any more.
 */
void
muster_canary_free (MusterCanary *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  muster_alarm_free (self->alarm);
  g_object_unref (self->client);
  g_object_unref (self->address);
  g_object_unref (self->clock);
  g_free (self->request);
  g_free (self);
}

/**
 * muster_canary_arrive:
 * @self: a canary
 *
 * One came through.
 */
void
muster_canary_arrive (MusterCanary *self)
{
  gint64 now_us = muster_clock_boot_us (self->clock);

  g_atomic_int_set (&self->last_s, (gint) (now_us / G_USEC_PER_SEC));
  self->took_us = now_us - self->sent_us;
  self->n++;
}

/**
 * muster_canary_is_well:
 * @self: a canary
 *
 * On any thread.
 *
 * Returns: whether one came through within %MUSTER_CANARY_LATE_US, or none could have yet
 */
gboolean
muster_canary_is_well (const MusterCanary *self)
{
  gint64 now_s = muster_clock_boot_us (self->clock) / G_USEC_PER_SEC;

  return now_s - g_atomic_int_get (&self->last_s) <= MUSTER_CANARY_LATE_US / G_USEC_PER_SEC;
}

/**
 * muster_canary_get_took:
 * @self: a canary
 *
 * Returns: from where it was sent to where its effect was, µs; -1: none has arrived
 */
gint64
muster_canary_get_took (const MusterCanary *self)
{
  return self->took_us;
}

/**
 * muster_canary_get_n:
 * @self: a canary
 *
 * Returns: how many came through since the start
 */
guint64
muster_canary_get_n (const MusterCanary *self)
{
  return self->n;
}
