/* email.c - pages as mail: a thread an incident, plain text and HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All mails of an incident answer one that was never sent, whose id is made of the incident's: so
 * whichever of them come, and in whatever order, make one thread. Some readers thread by the
 * subject too, so that says only what stays: severity and state are in the text.
 */
#include "channels/judge.h"
#include "channels/mail-text.h"
#include "channels/page-text.h"
#include "channels/settings.h"
#include "model/error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SUBJECT_BYTES_MAX 250
#define TEXT_BYTES_MAX    ((gsize) 16 * 1024)
#define BOUNDARY_PREFIX   "=_muster_" /* quoted-printable has no "=_" (RFC 2045 §6.7) */

/* Some that servers make up have spaces, and people's letters may be any. */
static gboolean
check_password (const char *password, GError **error)
{
  gboolean is_text = password != NULL && *password != '\0' && g_utf8_validate (password, -1, NULL);

  for (const char *p = password; is_text && *p != '\0'; p++)
    is_text = (guchar) *p >= ' ' && *p != 0x7f;
  if (!is_text)
    g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                         _ ("the password is empty, or has a control in it"));
  return is_text;
}

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  if (!muster_settings_check_url (settings->url, "smtp smtps", error) ||
      !muster_settings_check_address (settings->from, _ ("the sender"), error) ||
      !muster_settings_check_address (settings->to, _ ("the recipient"), error))
    return FALSE;
  return (settings->user == NULL && settings->secret == NULL) ||
         (muster_settings_check_token (settings->user, _ ("the user"), error) &&
          check_password (settings->secret, error));
}

static gboolean
can_be_answered (const MusterPageMessage *message)
{
  return message->reply_to != NULL &&
         muster_settings_check_address (message->reply_to, "Reply-To", NULL);
}

/* "[INC-42] Payment errors" */
static char *
make_subject (const MusterPageMessage *message)
{
  g_autofree char *incident = muster_page_incident (message);
  g_autofree char *line =
      g_strdup_printf ("[%s] %s", incident, message->title != NULL ? message->title : "");

  if (!muster_page_has_incident (message))
    return muster_page_title (message, SUBJECT_BYTES_MAX, NULL);
  return muster_page_fit (line, SUBJECT_BYTES_MAX, FALSE, NULL);
}

static void
put_thread (GString *head, const MusterPageMessage *message, const char *domain)
{
  char page[MUSTER_ULID_TEXT_BYTES + 1], incident[MUSTER_ULID_TEXT_BYTES + 1];

  muster_ulid_format (message->id, page);
  muster_ulid_format (message->incident, incident);
  g_string_append_printf (head, "Message-ID: <page.%s@%s>\r\n", page, domain);
  if (!muster_page_has_incident (message))
    return; /* a thread of its own */
  g_string_append_printf (head, "In-Reply-To: <incident.%s@%s>\r\n", incident, domain);
  g_string_append_printf (head, "References: <incident.%s@%s>\r\n", incident, domain);
}

static void
put_head (GString *head, const MusterPageMessage *message, const MusterChannelSettings *settings)
{
  g_autofree char *subject = make_subject (message);
  g_autofree char *date = muster_mail_format_date (message->made_us);
  gboolean is_urgent =
      message->kind != MUSTER_PAGE_RESOLVED && muster_page_has_incident (message) &&
      message->severity >= MUSTER_SEVERITY_CRITICAL && message->severity <= MUSTER_SEVERITY_MAJOR;

  g_string_append_printf (head, "From: Muster <%s>\r\n", settings->from);
  g_string_append_printf (head, "To: <%s>\r\n", settings->to);
  if (can_be_answered (message))
    g_string_append_printf (head, "Reply-To: <%s>\r\n", message->reply_to);
  muster_mail_append_header (head, "Subject", subject);
  g_string_append_printf (head, "Date: %s\r\n", date);
  put_thread (head, message, strchr (settings->from, '@') + 1);
  g_string_append (head, "Auto-Submitted: auto-generated\r\n"); /* RFC 3834: no vacation answers */
  if (is_urgent)
    g_string_append (head, "Importance: high\r\n");
  g_string_append (head, "MIME-Version: 1.0\r\n");
}

/* What an answer has to begin with stays as it is in every language. */
static const char *
get_hint (const MusterPageMessage *message)
{
  return can_be_answered (message)
             ? _ ("Answer this mail with “ack”, “resolve” or “note” and what you note.")
             : "";
}

/* The title, then the text, then the links. */
static char *
make_plain (const MusterPageMessage *message)
{
  g_autofree char *title = muster_page_title (message, SUBJECT_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_plain (message, TEXT_BYTES_MAX);
  const char *hint = get_hint (message);

  return g_strconcat (title, "\n\n", text, "\n", *hint != '\0' ? "\n" : "", hint,
                      *hint != '\0' ? "\n" : "", NULL);
}

static char *
make_html (const MusterPageMessage *message)
{
  g_autofree char *title = muster_page_title (message, SUBJECT_BYTES_MAX, muster_escape_html);
  g_autofree char *text = muster_page_text (message, TEXT_BYTES_MAX, muster_escape_html);
  g_auto (MusterPageLinks) links;
  GString *html = g_string_new ("<!DOCTYPE html>\n<html><body>\n");

  muster_page_links_init (&links, message);
  g_string_append_printf (html, "<p><strong>%s</strong></p>\n", title);
  g_string_append_printf (html, "<p style=\"white-space: pre-wrap\">%s</p>\n", text);
  for (guint i = 0; i < links.n; i++)
    {
      g_autofree char *name = muster_escape_html (links.links[i].title);
      g_autofree char *url = muster_escape_html (links.links[i].url);

      g_string_append_printf (html, "<p><a href=\"%s\">%s</a></p>\n", url, name);
    }
  if (can_be_answered (message))
    g_string_append_printf (html, "<p>%s</p>\n", get_hint (message));
  g_string_append (html, "</body></html>\n");
  return g_string_free (html, FALSE);
}

static void
put_part (GString *body, const char *boundary, const char *type, const char *text)
{
  g_string_append_printf (body, "--%s\r\n", boundary);
  g_string_append_printf (body, "Content-Type: %s; charset=utf-8\r\n", type);
  g_string_append (body, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
  muster_mail_append_body (body, text);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *id = muster_ulid_to_string (message->id);
  g_autofree char *boundary = g_strconcat (BOUNDARY_PREFIX, id, NULL);
  g_autofree char *plain = make_plain (message);
  g_autofree char *html = make_html (message);

  out->url = g_strdup (settings->url);
  out->sender = g_strdup (settings->from);
  out->recipient = g_strdup (settings->to);
  put_head (out->body, message, settings);
  g_string_append_printf (
      out->body, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n", boundary);
  put_part (out->body, boundary, "text/plain", plain);
  put_part (out->body, boundary, "text/html", html);
  g_string_append_printf (out->body, "--%s--\r\n", boundary);
}

const MusterChannel muster_channel_email = {
  .name = "email",
  .title = N_ ("E-mail"),
  .transport = MUSTER_TRANSPORT_SMTP,
  .dedup = MUSTER_DEDUP_NO, /* the Message-ID is the same; few look */
  .limits = { .title_bytes = SUBJECT_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 256 * 1024 },
  .check = check,
  .render = render,
  .judge = muster_judge_smtp,
};
