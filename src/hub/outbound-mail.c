/* outbound-mail.c - mail that the hub sends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each on a thread of its own: libcurl says good-bye to a mail server while its caller waits, and a
 * server may keep it waiting. How many there are at a time the caller bounds.
 */
#include "hub/outbound-mail.h"

#include "base/crypto.h"
#include "probes/curl-reach.h"
#include "probes/resolve.h"

#include <string.h>

#define GOODBYE_S         2L
#define REPLY_BYTES_MAX   1024
#define REPLIES_BYTES_MAX ((gsize) 64 * 1024) /* of all of a session's */

/* Its task holds it. The main thread has it until the name is known, then its own thread. */
typedef struct
{
  char *url, *sender, *recipient;
  char *user, *password, *ca_file; /* nullable */
  GString *message;
  gsize sent_n;
  gboolean is_strict; /* STARTTLS or nothing */
  gboolean takes_broken;
  const MusterCurlReach *reach;
  struct curl_slist *resolved;
  GCancellable *cancellable; /* nullable */
  GSource *timer;            /* while the name is looked up */
  GCancellable *resolving;
  long session_ms;
  guint status;   /* of the last reply; 0: none */
  GString *reply; /* its text, lines parted by spaces */
  gboolean reply_goes_on;
  gsize replies_n;
  char message_of_curl[CURL_ERROR_SIZE];
} Mail;

static void
wipe (char *text)
{
  if (text != NULL)
    muster_wipe (text, strlen (text));
  g_free (text);
}

static void
mail_free (gpointer data)
{
  Mail *self = data;

  g_free (self->url);
  g_free (self->sender);
  g_free (self->recipient);
  g_free (self->ca_file);
  wipe (self->user);
  wipe (self->password);
  g_string_free (self->message, TRUE);
  g_string_free (self->reply, TRUE);
  curl_slist_free_all (self->resolved);
  g_clear_object (&self->cancellable);
  g_object_unref (self->resolving);
  g_free (self);
}

/* --- a session, on its thread --- */

static size_t
read_cb (char *out, size_t size, size_t n, void *user_data)
{
  Mail *self = user_data;
  gsize now_n = MIN (size * n, self->message->len - self->sent_n);

  memcpy (out, self->message->str + self->sent_n, now_n);
  self->sent_n += now_n;
  return now_n;
}

static gboolean
is_code (const char *line, gsize n)
{
  return n >= 3 && g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) &&
         g_ascii_isdigit (line[2]);
}

/* A line of a reply (RFC 5321 §4.2): "250-more", "250 and that is all". */
static size_t
reply_cb (char *line, size_t size, size_t n, void *user_data)
{
  Mail *self = user_data;
  gsize line_n = n;

  self->replies_n += n;
  if (self->replies_n > REPLIES_BYTES_MAX)
    return 0;
  while (line_n > 0 && (line[line_n - 1] == '\n' || line[line_n - 1] == '\r'))
    line_n--;
  if (!is_code (line, line_n))
    return n;
  if (!self->reply_goes_on)
    g_string_truncate (self->reply, 0);
  self->status =
      100u * (guint) (line[0] - '0') + 10u * (guint) (line[1] - '0') + (guint) (line[2] - '0');
  self->reply_goes_on = line_n > 3 && line[3] == '-';
  if (self->reply->len > 0)
    g_string_append_c (self->reply, ' ');
  if (line_n > 4 && self->reply->len < REPLY_BYTES_MAX)
    g_string_append_len (self->reply, line + 4,
                         (gssize) MIN (line_n - 4, REPLY_BYTES_MAX - self->reply->len));
  return n;
}

static int
progress_cb (void *user_data, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
  return g_cancellable_is_cancelled (((Mail *) user_data)->cancellable);
}

static void
set_options (Mail *self, CURL *easy, const struct curl_slist *recipients)
{
  muster_curl_reach_set_up (self->reach, easy, self->url, self->resolved, self->message_of_curl);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (easy, CURLOPT_USE_SSL, self->is_strict ? CURLUSESSL_ALL : CURLUSESSL_TRY);
  curl_easy_setopt (easy, CURLOPT_FORBID_REUSE, 0L); /* so that it says good-bye later */
  curl_easy_setopt (easy, CURLOPT_USERNAME, self->user);
  curl_easy_setopt (easy, CURLOPT_PASSWORD, self->password);
  curl_easy_setopt (easy, CURLOPT_MAIL_FROM, self->sender);
  curl_easy_setopt (easy, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t) self->message->len);
  curl_easy_setopt (easy, CURLOPT_READFUNCTION, read_cb);
  curl_easy_setopt (easy, CURLOPT_READDATA, self);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, reply_cb);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (easy, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (easy, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, self->session_ms);
  if (self->ca_file != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, self->ca_file);
}

static const char *
describe (const Mail *self, CURLcode code)
{
  if (code == CURLE_USE_SSL_FAILED)
    return "the mail server offers no STARTTLS";
  if (code == CURLE_OPERATION_TIMEDOUT)
    return "no answer in time";
  return *self->message_of_curl != '\0' ? self->message_of_curl : curl_easy_strerror (code);
}

static void
answer (GTask *task, guint status, const char *text, const char *broken)
{
  MusterOutboundAnswer *made = muster_outbound_answer_new (status, g_string_new (text), NULL);

  made->broken = g_strdup (broken);
  g_task_return_pointer (task, made, (GDestroyNotify) muster_outbound_answer_free);
}

/* The last reply says more than libcurl's own code, where it is a refusal. */
static void
finish (GTask *task, CURLcode code)
{
  const Mail *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (self->cancellable))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "it was given up");
  else if (code == CURLE_OK || (self->status >= 400 && code != CURLE_OPERATION_TIMEDOUT))
    answer (task, self->status, self->reply->str, NULL);
  else if (code == CURLE_LOGIN_DENIED)
    answer (task, 534, "no way to log in that both sides know", NULL);
  else if (self->takes_broken && self->sent_n == self->message->len)
    answer (task, 0, "", describe (self, code));
  else
    g_task_return_new_error (task, G_IO_ERROR,
                             code == CURLE_OPERATION_TIMEDOUT ? G_IO_ERROR_TIMED_OUT
                                                              : G_IO_ERROR_FAILED,
                             "%s", describe (self, code));
}

/* Nothing of the mail is used after its end was told; only then the server is left. */
static void
leave (CURL *easy)
{
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, NULL);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, NULL);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, NULL);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 1L);
  curl_easy_setopt (easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, GOODBYE_S);
  curl_easy_cleanup (easy);
}

static gpointer
send_thread (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Mail *self = g_task_get_task_data (task);
  g_autofree char *address = g_strdup_printf ("<%s>", self->recipient);
  struct curl_slist *recipients = curl_slist_append (NULL, address);
  CURL *easy = curl_easy_init ();

  set_options (self, easy, recipients);
  finish (task, curl_easy_perform (easy));
  leave (easy);
  curl_slist_free_all (recipients);
  return NULL;
}

/* --- before it, on the main thread --- */

static void
stop_timer (Mail *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
start (GTask *task, GList *addresses)
{
  Mail *self = g_task_get_task_data (task);
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  const char *complaint = muster_curl_reach_judge (self->reach, addresses);
  g_autoptr (GError) error = NULL;
  GThread *thread;

  if (complaint != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                               "its address %s; not asked", complaint);
      return;
    }
  self->resolved = muster_curl_reach_resolve (self->reach, uri, g_uri_get_host (uri), addresses);
  thread = g_thread_try_new ("mail", send_thread, g_object_ref (task), &error);
  if (thread != NULL)
    {
      g_thread_unref (thread);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Mail *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);
  gboolean is_late = self->timer == NULL;

  stop_timer (self);
  if (is_late || g_cancellable_is_cancelled (self->cancellable))
    g_task_return_new_error (task, G_IO_ERROR,
                             is_late ? G_IO_ERROR_TIMED_OUT : G_IO_ERROR_CANCELLED,
                             "no answer in time");
  else if (error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, "%s",
                             muster_probe_resolver_words (error));
  else
    start (task, addresses);
  g_resolver_free_addresses (addresses);
}

static gboolean
late_cb (gpointer user_data)
{
  Mail *self = user_data;

  stop_timer (self);
  g_cancellable_cancel (self->resolving);
  return G_SOURCE_REMOVE;
}

static gboolean
may_ask (GUri *uri)
{
  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         g_uri_get_userinfo (uri) == NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "smtp") ||
          g_str_equal (g_uri_get_scheme (uri), "smtps"));
}

/* The envelope is one line of a session each. */
static gboolean
is_line (const char *text)
{
  return text != NULL && strpbrk (text, "\r\n<> ") == NULL;
}

/* Of the time for all of it. */
static guint
get_lookup_ms (const MusterOutboundRequest *request)
{
  return request->timeout_ms / 3;
}

static Mail *
mail_new (const MusterOutboundRequest *request, GCancellable *cancellable)
{
  Mail *self = g_new0 (Mail, 1);
  gboolean is_near = request->reach == MUSTER_OUTBOUND_NETWORK;

  self->url = g_strdup (request->url);
  self->sender = g_strdup_printf ("<%s>", request->sender);
  self->recipient = g_strdup (request->recipient);
  self->user = g_strdup (request->user);
  self->password = g_strdup (request->password);
  self->ca_file = g_strdup (request->ca_file);
  self->message =
      g_string_new_len (request->body, request->body_n > 0 ? (gssize) request->body_n
                                                           : (gssize) strlen (request->body));
  self->is_strict = !is_near;
  self->takes_broken = request->takes_broken;
  self->reach = is_near ? &muster_curl_reach_network : &muster_curl_reach_public;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->session_ms = MAX ((long) (request->timeout_ms - get_lookup_ms (request)), 1);
  self->resolving = g_cancellable_new ();
  self->reply = g_string_new (NULL);
  return self;
}

/**
 * muster_outbound_mail_async:
 * @request: what to send; copied
 * @cancellable: (nullable): a #GCancellable; giving up takes up to a second
 * @callback: called on this main context, with what muster_outbound_finish() takes
 * @user_data: for @callback
 *
 * Sends mail by SMTP.
 */
void
muster_outbound_mail_async (const MusterOutboundRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GUri) uri = g_uri_parse (request->url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Mail *self;

  g_task_set_source_tag (task, muster_outbound_mail_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_ask (uri) || !is_line (request->sender) || !is_line (request->recipient))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               "it is no address that may be asked");
      return;
    }
  self = mail_new (request, cancellable);
  g_task_set_task_data (task, self, mail_free);
  self->timer = g_timeout_source_new (get_lookup_ms (request));
  g_source_set_callback (self->timer, late_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), self->resolving, resolved_cb,
                                   g_object_ref (task));
}
