/* http.c - what a web server answers, and how fast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/curl-loop.h"
#include "probes/curl-reach.h"
#include "probes/http-reply.h"
#include "probes/probe.h"
#include "probes/resolve.h"
#include <glib/gi18n.h>
#include <string.h>

#define REDIRECTS_MAX 2

/* One hop after another: each is checked, resolved by GResolver (which can be cancelled at once),
 * its addresses judged, and only then fetched by libcurl, which follows nothing by itself. */
typedef struct
{
  MusterProbeRun *run;
  char *url; /* of this hop */
  guint redirects;
  GString *output;
  gint64 started_boot_us;
  CURL *easy;
  struct curl_slist *resolved;
  MusterCurlLoop *loop;
  MusterHttpReply *reply;
  GSource *cancel;
  char message[CURL_ERROR_SIZE];
} Fetch;

static void start_hop (GTask *task);

/* The order matters: a loop needs its handle, and a handle its reply. */
static void
end_hop (Fetch *self)
{
  if (self->cancel != NULL)
    g_source_destroy (self->cancel);
  g_clear_pointer (&self->cancel, g_source_unref);
  g_clear_pointer (&self->loop, muster_curl_loop_free);
  g_clear_pointer (&self->easy, curl_easy_cleanup);
  g_clear_pointer (&self->resolved, curl_slist_free_all);
  g_clear_pointer (&self->reply, muster_http_reply_free);
  self->message[0] = '\0';
}

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  end_hop (self);
  muster_probe_run_free (self->run);
  g_free (self->url);
  if (self->output != NULL)
    g_string_free (self->output, TRUE);
  g_free (self);
}

/* Takes over @words. */
static void
finish (GTask *task, MusterProbeExit outcome, char *words)
{
  Fetch *self = g_task_get_task_data (task);
  char *summary = g_strdup_printf ("%s: %s", muster_probe_run_get (self->run, "url"), words);

  g_free (words);
  end_hop (self);
  g_task_return_pointer (
      task, muster_probe_result_new (outcome, summary, g_steal_pointer (&self->output)),
      (GDestroyNotify) muster_probe_result_free);
}

static char *
time_taken (const Fetch *self)
{
  return muster_probe_duration_text (muster_clock_boot_us (self->run->clock) -
                                     self->started_boot_us);
}

static long
get_status (const Fetch *self)
{
  long status = 0;

  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

static void
append_phase (const Fetch *self, const char *name, CURLINFO info)
{
  g_autofree char *text = NULL;
  curl_off_t taken_us = 0;

  if (curl_easy_getinfo (self->easy, info, &taken_us) != CURLE_OK || taken_us <= 0)
    return; /* it did not come to that */
  text = muster_probe_duration_text (taken_us);
  g_string_append_printf (self->output, ", %s after %s", name, text);
}

static void
note_hop (Fetch *self)
{
  const char *address = NULL;

  curl_easy_getinfo (self->easy, CURLINFO_PRIMARY_IP, &address);
  g_string_append_printf (self->output, "GET %s\n%s", self->url,
                          address != NULL && *address != '\0' ? address : "no address");
  append_phase (self, "connected", CURLINFO_CONNECT_TIME_T);
  append_phase (self, "TLS", CURLINFO_APPCONNECT_TIME_T);
  append_phase (self, "first byte", CURLINFO_STARTTRANSFER_TIME_T);
  g_string_append (self->output, "\n\n");
  g_string_append_len (self->output, self->reply->head->str, (gssize) self->reply->head->len);
}

static void
finish_answered (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *took = time_taken (self);
  long status = get_status (self);
  GString *body = self->reply->body;

  g_string_append_len (self->output, body->str, (gssize) body->len);
  if (self->reply->body_cut)
    g_string_append_printf (self->output,
                            "\n[the body goes on: only its first %u bytes were read]\n",
                            (guint) body->len);
  finish (task, status < 400 ? MUSTER_PROBE_EXIT_OK : MUSTER_PROBE_EXIT_FAILED,
          g_strdup_printf ("status %ld in %s, %s%" G_GSIZE_FORMAT " bytes", status, took,
                           self->reply->body_cut ? "more than " : "", body->len));
}

static void
finish_broken (GTask *task, CURLcode code)
{
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *took = time_taken (self);
  const char *words = *self->message != '\0' ? self->message : curl_easy_strerror (code);

  /* Out of memory: what libcurl says of a field longer than it takes. */
  if (self->reply->head_too_long || code == CURLE_OUT_OF_MEMORY)
    words = "the head of the answer is longer than we take";
  else if (code == CURLE_PEER_FAILED_VERIFICATION)
    g_string_append_printf (self->output, "%s\n", words);
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    words = "the server's certificate is not valid for this";
  finish (task, MUSTER_PROBE_EXIT_FAILED, g_strdup_printf ("%s, after %s", words, took));
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *took = time_taken (self);
  char *words;

  note_hop (self);
  g_string_append_len (self->output, self->reply->body->str, (gssize) self->reply->body->len);
  words =
      get_status (self) == 0
          ? g_strdup_printf ("no answer after %s", took)
          : g_strdup_printf ("status %ld, but not the end of its body after %s (%" G_GSIZE_FORMAT
                             " bytes so far)",
                             get_status (self), took, self->reply->body->len);
  finish (task, MUSTER_PROBE_EXIT_TIMEOUT, words);
  g_object_unref (task); /* the loop's, which is no more */
  return G_SOURCE_REMOVE;
}

/* Takes over @task. */
static void
follow (GTask *task, const char *target)
{
  g_autoptr (GTask) owned = task;
  Fetch *self = g_task_get_task_data (task);
  const char *complaint = muster_probe_argument_complaint (MUSTER_PROBE_ARGUMENT_URL, target);

  if (complaint != NULL)
    {
      finish (task, MUSTER_PROBE_EXIT_FAILED,
              g_strdup_printf ("redirects to what %s; not followed", complaint));
      return;
    }
  if (self->redirects == REDIRECTS_MAX)
    {
      finish (task, MUSTER_PROBE_EXIT_FAILED,
              g_strdup_printf ("redirects more than %d times", REDIRECTS_MAX));
      return;
    }
  self->redirects++;
  g_free (self->url);
  self->url = g_strdup (target);
  end_hop (self);
  start_hop (g_steal_pointer (&owned));
}

static void
done_cb (CURLcode code, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *target = NULL;
  const char *redirect = NULL;

  note_hop (self);
  if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && self->reply->body_cut))
    {
      finish_broken (task, code);
      return;
    }
  curl_easy_getinfo (self->easy, CURLINFO_REDIRECT_URL, &redirect);
  if (redirect == NULL)
    {
      finish_answered (task);
      return;
    }
  target = g_strdup (redirect); /* it goes with the handle */
  follow (g_steal_pointer (&task), target);
}

static char *
dup_host (GUri *uri)
{
  char *host = g_strdup (g_uri_get_host (uri));
  gsize n = strlen (host);

  if (n > 1 && host[n - 1] == '.')
    host[n - 1] = '\0'; /* the root's dot is the resolver's only: libcurl drops it too */
  return host;
}

/* Takes over @task. */
static void
fetch (GTask *task, GList *addresses)
{
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *host = dup_host (uri);
  g_autofree char *url =
      g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri),
                  g_uri_get_path (uri), g_uri_get_query (uri), NULL);

  self->easy = curl_easy_init ();
  self->reply = muster_http_reply_new ();
  self->resolved = muster_curl_reach_resolve (&muster_curl_reach_network, uri, host, addresses);
  muster_curl_reach_set_up (&muster_curl_reach_network, self->easy, url, self->resolved,
                            self->message);
  muster_http_reply_attach (self->reply, self->easy);
  self->loop = muster_curl_loop_new (self->easy, done_cb, task);
  self->cancel = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (self->cancel, g_task_get_context (task));
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);
  const char *complaint = muster_curl_reach_judge (&muster_curl_reach_network, addresses);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error != NULL)
    finish (task, MUSTER_PROBE_EXIT_FAILED, g_strdup (muster_probe_resolver_words (error)));
  else if (complaint != NULL)
    finish (task, MUSTER_PROBE_EXIT_FAILED,
            g_strdup_printf ("its address %s; not fetched", complaint));
  else
    fetch (g_steal_pointer (&task), addresses);
  g_resolver_free_addresses (addresses);
}

/* Takes over @task. */
static void
start_hop (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), g_task_get_cancellable (task),
                                   resolved_cb, task);
}

static void
run_async (const MusterProbeRun *run,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GCancellable) never = g_cancellable_new ();
  GTask *task = g_task_new (NULL, cancellable != NULL ? cancellable : never, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, run_async);
  g_task_set_check_cancellable (task, FALSE); /* cancelled, it still says how far it came */
  g_task_set_task_data (task, self, fetch_free);
  self->run = muster_probe_run_copy (run);
  self->url = g_strdup (muster_probe_run_get (run, "url"));
  self->output = g_string_new (NULL);
  self->started_boot_us = muster_clock_boot_us (run->clock);
  start_hop (task);
}

static const MusterProbeArgument arguments[] = {
  { "url", MUSTER_PROBE_ARGUMENT_URL, TRUE },
  { NULL },
};

const MusterProbe muster_probe_http = {
  .name = "http",
  /* Translators: a check that fetches a web address */
  .title = N_ ("HTTP request"),
  .arguments = arguments,
  .run_async = run_async,
  .run_finish = muster_probe_task_finish,
};
