/* poison-pull.c - an alert that ends the hub as it is pulled is set aside, and the others are heard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This program is its own musterd, and an Alertmanager that it asks. Some alerts end the hub: one
 * kind as it is read, one as it is decided. No answer is the same bytes twice.
 */
#include "hub/poison.h"
#include "sources/source.h"
#include "victim.h"
#include "world/alerts-report.h"

#include <stdlib.h>
#include <string.h>

#define PATIENCE_US (10 * G_USEC_PER_SEC)

extern const MusterSource muster_source_generic;
extern const MusterSource muster_source_prometheus;

static gboolean
decode_planted (const MusterIntake *in,
                MusterJsonReader *reader,
                MusterReports *out,
                GError **error)
{
  if (memmem (in->body, in->body_n, "poison", strlen ("poison")) != NULL)
    abort ();
  return muster_source_prometheus.decode (in, reader, out, error);
}

static void
reply_planted (const MusterReports *reports, MusterReply *out)
{
  out->status = 200;
}

static const MusterSource planted = {
  .name = "prometheus",
  .title = "Aborts",
  .decode = decode_planted,
  .reply = reply_planted,
};

/* Instead of the table of the library. */
const MusterSource *const muster_sources[] = { &muster_source_generic, &planted, NULL };

/* The linker puts the first where the second is called. */
void __wrap_muster_world_report (MusterWorld *world,
                                 const MusterDecideContext *context,
                                 const MusterReports *reports,
                                 MusterUlid key,
                                 MusterBatch *batch,
                                 MusterReportSummary *summary);
void __real_muster_world_report (MusterWorld *world,
                                 const MusterDecideContext *context,
                                 const MusterReports *reports,
                                 MusterUlid key,
                                 MusterBatch *batch,
                                 MusterReportSummary *summary);

void
__wrap_muster_world_report (MusterWorld *world,
                            const MusterDecideContext *context,
                            const MusterReports *reports,
                            MusterUlid key,
                            MusterBatch *batch,
                            MusterReportSummary *summary)
{
  for (guint i = 0; i < reports->reports->len; i++)
    {
      const MusterReport *report = &g_array_index (reports->reports, MusterReport, i);
      gsize n;
      const char *name = muster_label_set_get (&report->labels, "alertname", &n);

      if (name != NULL && n == strlen ("venom") && memcmp (name, "venom", n) == 0)
        abort ();
    }
  __real_muster_world_report (world, context, reports, key, batch, summary);
}

/* --- an Alertmanager --- */

typedef struct
{
  GSocket *socket;
  GThread *thread;
  GCancellable *cancellable;
  guint16 port;
  const char *culprit; /* the name of one of its alerts, and a note of it */
  const char *note;
  gint is_armed; /* atomic, as below: until then it has no alerts */
  gint n_polls;
} Peer;

static char *
list_alerts (const Peer *self, guint n)
{
  const char *const names[] = { "first", self->culprit, "last" };
  GString *out = g_string_new ("[");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (
        out,
        "%s{\"labels\":{\"alertname\":\"%s\"},\"annotations\":{\"n\":\"%u %s\"},"
        "\"endsAt\":\"2126-03-06T14:05:%02uZ\",\"fingerprint\":\"000000000000000%u\"}",
        i > 0 ? "," : "", names[i], n, i == 1 ? self->note : "", n % 60, i);
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

static char *
dup_answer (Peer *self, const char *request)
{
  if (strstr (request, "/status") != NULL)
    return g_strdup ("{\"uptime\":\"2026-03-06T14:00:00Z\",\"versionInfo\":{\"branch\":\"HEAD\"}}");
  if (strstr (request, "active=true") != NULL && g_atomic_int_get (&self->is_armed))
    return list_alerts (self, (guint) g_atomic_int_add (&self->n_polls, 1));
  return g_strdup ("[]");
}

static void
serve_one (Peer *self, GSocket *client)
{
  char request[4096] = "";
  gsize n = 0;
  gssize got;
  g_autofree char *body = NULL, *answer = NULL;

  while (strstr (request, "\r\n\r\n") == NULL &&
         (got = g_socket_receive (client, request + n, sizeof request - 1 - n, NULL, NULL)) > 0)
    n += (gsize) got;
  body = dup_answer (self, request);
  answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            "Connection: close\r\nContent-Length: %zu\r\n\r\n%s",
                            strlen (body), body);
  g_socket_send (client, answer, strlen (answer), NULL, NULL);
}

static gpointer
serve (gpointer data)
{
  Peer *self = data;
  GSocket *client;

  while ((client = g_socket_accept (self->socket, self->cancellable, NULL)) != NULL)
    {
      serve_one (self, client);
      g_socket_close (client, NULL);
      g_object_unref (client);
    }
  return NULL;
}

static void
peer_init (Peer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->socket, any, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->socket, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->socket, &error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("peer", serve, self);
}

static void
peer_clear (Peer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_object_unref (self->socket);
}

/* --- the hub --- */

static void
configure (Victim *victim, const Peer *peer)
{
  g_autofree char *body = g_strdup_printf (
      "{\"object\":\"alertmanager\",\"name\":\"prod\",\"body\":{\"urls\":[\"http://127.0.0.1:%u\"],"
      "\"interval\":\"1s\",\"silences\":false}}",
      peer->port);
  g_autofree char *answer = victim_ask (victim, "POST", "/v1/config", body);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
}

static void
wait_for (Victim *victim, const char *path, const char *text)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  while (!victim_lists (victim, path, text) && g_get_monotonic_time () < end_us)
    g_usleep (20000);
  victim_assert_lists (victim, path, text);
}

/* Twice it ends the hub. Then it is a dead letter of its own, what stands beside it is heard, and
 * the hub goes on asking. */
static void
test_set_aside (gconstpointer data)
{
  const char *const *culprit = data;
  Peer peer = { .culprit = culprit[0], .note = culprit[1] };
  gint64 end_us;
  Victim victim;
  gint n;

  peer_init (&peer);
  victim_init (&victim);
  configure (&victim, &peer);
  g_atomic_int_set (&peer.is_armed, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      victim_assert_killed (&victim);
      victim_start (&victim);
    }
  wait_for (&victim, "/v1/alerts", "\"first\"");
  wait_for (&victim, "/v1/alerts", "\"last\"");
  victim_assert_lists (&victim, "/v1/dead-letters", MUSTER_POISON_REASON);
  victim_assert_lists (&victim, "/v1/dead-letters", culprit[0]);
  g_assert_false (victim_lists (&victim, "/v1/dead-letters", "first"));
  g_assert_false (victim_lists (&victim, "/v1/alerts", "\"second\""));
  n = g_atomic_int_get (&peer.n_polls);
  end_us = g_get_monotonic_time () + PATIENCE_US;
  while (g_atomic_int_get (&peer.n_polls) < n + 2 && g_get_monotonic_time () < end_us)
    g_usleep (20000);
  g_assert_cmpint (g_atomic_int_get (&peer.n_polls), >=, n + 2);
  wait_for (&victim, "/v1/alertmanagers", "\"refused\":1");
  victim_clear (&victim);
  peer_clear (&peer);
}

int
main (int argc, char **argv)
{
  static const char *const as_read[] = { "second", "poison" };
  static const char *const as_decided[] = { "venom", "" };
  int status;

  if (victim_is_verb (argc, argv, &status))
    return status;
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/hub/poison-pull/reading", as_read, test_set_aside);
  g_test_add_data_func ("/hub/poison-pull/deciding", as_decided, test_set_aside);
  return g_test_run ();
}
