/* outbound.c - requests that the hub makes, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"

#include "base/crypto.h"
#include "hub/outbound-mail.h"
#include "probes/curl-loop.h"
#include "probes/curl-reach.h"
#include "probes/resolve.h"

#include <string.h>

/* Its task holds it, and it holds its task until it is over. */
typedef struct
{
  gboolean is_over;
  char *method;
  char *url;
  const MusterCurlReach *reach;
  char *body; /* nullable */
  gsize body_n;
  char *ca_file; /* nullable */
  gsize answer_max;
  gboolean takes_broken;
  struct curl_slist *headers;
  struct curl_slist *resolved;
  GCancellable *resolving;
  GPtrArray *head; /* of char *, the lines of the answer's */
  gsize head_n;    /* bytes of all heads that came */
  GString *answer;
  gboolean is_too_long;
  CURL *easy;
  MusterCurlLoop *loop;
  GSource *timer;
  GSource *cancel;
  char message[CURL_ERROR_SIZE];
} Transfer;

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* A loop needs its handle, so it goes first. */
static void
stop (Transfer *self)
{
  drop_source (&self->timer);
  drop_source (&self->cancel);
  g_cancellable_cancel (self->resolving);
  g_clear_pointer (&self->loop, muster_curl_loop_free);
  g_clear_pointer (&self->easy, curl_easy_cleanup);
}

static void
transfer_free (gpointer data)
{
  Transfer *self = data;

  stop (self);
  g_object_unref (self->resolving);
  curl_slist_free_all (self->headers);
  curl_slist_free_all (self->resolved);
  if (self->answer != NULL)
    g_string_free (self->answer, TRUE);
  g_clear_pointer (&self->head, g_ptr_array_unref);
  if (self->body != NULL)
    muster_wipe (self->body, self->body_n);
  g_free (self->method);
  g_free (self->url);
  g_free (self->body);
  g_free (self->ca_file);
  g_free (self);
}

/* Once, and what still runs of it is stopped; the task may be gone after that. */
static void
fail (GTask *task, GIOErrorEnum code, const char *words)
{
  Transfer *self = g_task_get_task_data (task);

  self->is_over = TRUE;
  g_task_return_new_error (task, G_IO_ERROR, (int) code, "%s", words);
  stop (self);
  g_object_unref (task);
}

/* @broken: why that is not all; NULL: it is. */
static void
finish (GTask *task, guint status, const char *broken)
{
  Transfer *self = g_task_get_task_data (task);
  MusterOutboundAnswer *answer = muster_outbound_answer_new (
      status, g_steal_pointer (&self->answer), g_steal_pointer (&self->head));

  answer->broken = g_strdup (broken);
  self->is_over = TRUE;
  g_task_return_pointer (task, answer, (GDestroyNotify) muster_outbound_answer_free);
  stop (self);
  g_object_unref (task);
}

static guint
get_status (const Transfer *self)
{
  long status = 0;

  if (self->easy != NULL)
    curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  return status >= 200 ? (guint) status
                       : 0; /* what is below only says that there is more to come */
}

static gboolean
is_out (const Transfer *self)
{
  long n = 0;

  if (self->easy != NULL)
    curl_easy_getinfo (self->easy, CURLINFO_REQUEST_SIZE, &n);
  return n > 0;
}

static void
break_off (GTask *task, GIOErrorEnum code, const char *words)
{
  const Transfer *self = g_task_get_task_data (task);

  if (self->takes_broken && is_out (self))
    finish (task, get_status (self), words);
  else
    fail (task, code, words);
}

static gboolean
late_cb (gpointer task)
{
  break_off (task, G_IO_ERROR_TIMED_OUT, "no answer in time");
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer task)
{
  fail (task, G_IO_ERROR_CANCELLED, "it was given up");
  return G_SOURCE_REMOVE;
}

static size_t
body_cb (char *bytes, size_t size, size_t n, void *user_data)
{
  Transfer *self = user_data;

  self->is_too_long = self->answer->len + n > self->answer_max;
  if (self->is_too_long)
    return 0;
  g_string_append_len (self->answer, bytes, (gssize) n);
  return n;
}

/* A line at a time; another head may follow one that says that there is more to come. */
static size_t
head_cb (char *bytes, size_t size, size_t n, void *user_data)
{
  Transfer *self = user_data;
  gsize line_n = n;

  self->head_n += n;
  if (self->head_n > MUSTER_OUTBOUND_HEAD_MAX)
    return 0;
  while (line_n > 0 && (bytes[line_n - 1] == '\n' || bytes[line_n - 1] == '\r'))
    line_n--;
  if (n > 5 && memcmp (bytes, "HTTP/", 5) == 0)
    g_ptr_array_set_size (self->head, 0);
  else if (line_n > 0 && memchr (bytes, '\0', line_n) == NULL)
    g_ptr_array_add (self->head, g_strndup (bytes, line_n));
  return n;
}

static void
done_cb (CURLcode code, gpointer user_data)
{
  GTask *task = user_data;
  const Transfer *self = g_task_get_task_data (task);

  if (self->is_too_long || self->head_n > MUSTER_OUTBOUND_HEAD_MAX)
    break_off (task, G_IO_ERROR_MESSAGE_TOO_LARGE, "the answer is longer than we take");
  else if (code != CURLE_OK)
    {
      g_autofree char *words =
          g_strdup (*self->message != '\0' ? self->message : curl_easy_strerror (code));

      break_off (task, G_IO_ERROR_FAILED, words);
    }
  else
    finish (task, get_status (self), NULL);
}

static void
set_options (Transfer *self)
{
  CURL *easy = self->easy;

  muster_curl_reach_set_up (self->reach, easy, self->url, self->resolved, self->message);
  curl_easy_setopt (easy, CURLOPT_CUSTOMREQUEST, self->method);
  if (self->body != NULL)
    {
      curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) self->body_n);
      curl_easy_setopt (easy, CURLOPT_POSTFIELDS, self->body);
    }
  if (self->ca_file != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, self->ca_file);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, body_cb);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, head_cb);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
}

static void
fetch (GTask *task, GList *addresses)
{
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  const char *complaint = muster_curl_reach_judge (self->reach, addresses);

  if (complaint != NULL)
    {
      g_autofree char *words = g_strdup_printf ("its address %s; not asked", complaint);

      fail (task, G_IO_ERROR_PERMISSION_DENIED, words);
      return;
    }
  self->resolved = muster_curl_reach_resolve (self->reach, uri, g_uri_get_host (uri), addresses);
  self->easy = curl_easy_init ();
  set_options (self);
  self->loop = muster_curl_loop_new (self->easy, done_cb, task);
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);

  const Transfer *self = g_task_get_task_data (task);

  if (!self->is_over && error != NULL)
    fail (task, G_IO_ERROR_HOST_NOT_FOUND, muster_probe_resolver_words (error));
  else if (!self->is_over)
    fetch (task, addresses);
  g_resolver_free_addresses (addresses);
}

static GSource *
attach (GSource *source, GTask *task, GSourceFunc func)
{
  g_source_set_callback (source, func, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

static void
add_header (Transfer *self, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", name, value);

  self->headers = curl_slist_append (self->headers, line);
}

static Transfer *
transfer_new (const MusterOutboundRequest *request)
{
  Transfer *self = g_new0 (Transfer, 1);

  self->method = g_strdup (request->method);
  self->url = g_strdup (request->url);
  self->reach = request->reach == MUSTER_OUTBOUND_PUBLIC ? &muster_curl_reach_public
                                                         : &muster_curl_reach_network;
  if (request->body != NULL)
    {
      self->body_n = request->body_n > 0 ? request->body_n : strlen (request->body);
      self->body = g_malloc0 (self->body_n + 1);
      memcpy (self->body, request->body, self->body_n);
    }
  self->ca_file = g_strdup (request->ca_file);
  self->answer_max = request->answer_max;
  self->takes_broken = request->takes_broken;
  self->head = g_ptr_array_new_with_free_func (g_free);
  self->answer = g_string_new (NULL);
  self->resolving = g_cancellable_new ();
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    self->headers = curl_slist_append (self->headers, request->headers[i]);
  if (request->body != NULL && request->headers == NULL)
    add_header (self, "Content-Type", "application/json");
  if (request->authorization != NULL)
    add_header (self, "Authorization", request->authorization);
  add_header (self, "Expect", ""); /* nothing to wait for */
  return self;
}

static gboolean
may_ask (const MusterOutboundRequest *request, GUri *uri)
{
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https") ||
         (request->reach == MUSTER_OUTBOUND_NETWORK &&
          g_str_equal (g_uri_get_scheme (uri), "http"));
}

/**
 * muster_outbound_async:
 * @request: what to ask; copied
 * @cancellable: (nullable): a #GCancellable
 * @callback: called on this main context
 * @user_data: for @callback
 *
 * Asks.
 */
void
muster_outbound_async (const MusterOutboundRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;
  g_autoptr (GUri) uri = g_uri_parse (request->url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Transfer *self;

  if (request->method == NULL)
    {
      muster_outbound_mail_async (request, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (NULL, cancellable, callback, user_data);
  self = transfer_new (request);
  g_task_set_source_tag (task, muster_outbound_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, transfer_free);
  if (!may_ask (request, uri))
    {
      fail (task, G_IO_ERROR_INVALID_ARGUMENT, "it is no address that may be asked");
      return;
    }
  self->timer = attach (g_timeout_source_new (request->timeout_ms), task, G_SOURCE_FUNC (late_cb));
  if (cancellable != NULL)
    self->cancel =
        attach (g_cancellable_source_new (cancellable), task, G_SOURCE_FUNC (cancelled_cb));
  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), self->resolving, resolved_cb,
                                   g_object_ref (task));
}

/**
 * muster_outbound_finish:
 * @result: of muster_outbound_async() or muster_outbound_ask()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was answered
 */
MusterOutboundAnswer *
muster_outbound_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * muster_outbound_ask:
 * @self: what makes requests
 * @request: what to ask
 * @cancellable: (nullable): a #GCancellable
 * @callback: called on this main context
 * @user_data: for @callback
 *
 * Asks, over the network unless a test has put something in its place.
 */
void
muster_outbound_ask (const MusterOutbound *self,
                     const MusterOutboundRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  if (self->func == NULL)
    muster_outbound_async (request, cancellable, callback, user_data);
  else
    self->func (request, g_task_new (NULL, cancellable, callback, user_data), self->user_data);
}
