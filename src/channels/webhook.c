/* webhook.c - pages as signed JSON, for whatever people have that takes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST to the URL of the settings. X-Muster-Signature has "v1=" and the hexadecimal HMAC-SHA256 of
 * the body by the secret; and a second one behind a comma, by the old secret, while there are two.
 * Who takes it checks one of them, and does nothing twice for one event.id, which is also the
 * Idempotency-Key. Any 2xx says that it was taken. Members may come, and none will change what it
 * means.
 */
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include "base/crypto.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 1024
#define TEXT_BYTES_MAX  ((gsize) 16 * 1024)

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error) &&
         muster_settings_check_token (settings->secret, _ ("the secret"), error) &&
         (settings->old_secret == NULL ||
          muster_settings_check_token (settings->old_secret, _ ("the old secret"), error));
}

static const char *
get_kind (const MusterPageMessage *message)
{
  if (message->kind == MUSTER_PAGE_BUNDLE)
    return "bundle";
  if (message->kind == MUSTER_PAGE_NOTICE)
    return "notice";
  if (message->kind == MUSTER_PAGE_TEST)
    return "test";
  return message->kind == MUSTER_PAGE_RESOLVED ? "resolved" : "page";
}

static void
put_incident (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_autofree char *number = muster_page_incident (message);

  muster_json_name (writer, "incident");
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", message->incident);
  muster_json_member_string (writer, "number", number);
  muster_fill_text (writer, "title", message->title, TITLE_BYTES_MAX);
  muster_json_member_int (writer, "severity", message->severity); /* 0: not said */
  muster_fill_text (writer, "service", message->service, TITLE_BYTES_MAX);
  muster_json_member_int (writer, "firing", message->firing);
  muster_json_member_instant (writer, "openedAt", message->opened_us);
  if (message->kind == MUSTER_PAGE_RESOLVED)
    muster_json_member_instant (writer, "resolvedAt", message->resolved_us);
  muster_json_end_object (writer);
}

static void
put_links (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_auto (MusterPageLinks) links;

  muster_page_links_init (&links, message);
  muster_json_name (writer, "links");
  muster_json_begin_array (writer);
  for (guint i = 0; i < links.n; i++)
    {
      muster_json_begin_object (writer);
      muster_json_member_string (writer, "action", links.links[i].action);
      muster_json_member_string (writer, "title", links.links[i].title);
      muster_json_member_string (writer, "url", links.links[i].url);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

static void
append_signature (GString *header, const char *secret, const GString *body)
{
  MusterSha256 digest;

  muster_hmac_sha256 ((const guchar *) secret, strlen (secret), body->str, body->len, &digest);
  g_string_append (header, "v1=");
  muster_append_hex (header, digest.bytes, sizeof digest.bytes);
}

static void
sign (const MusterChannelSettings *settings, MusterChannelRequest *out)
{
  g_autoptr (GString) header = g_string_new (NULL);

  append_signature (header, settings->secret, out->body);
  if (settings->old_secret != NULL)
    {
      g_string_append_c (header, ',');
      append_signature (header, settings->old_secret, out->body);
    }
  muster_fill_header (out, "X-Muster-Signature", "%s", header->str);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  MusterJsonWriter writer;
  char id[MUSTER_ULID_TEXT_BYTES + 1];

  muster_ulid_format (message->id, id);
  muster_fill_post_json (out, settings->url, &writer);
  muster_json_name (&writer, "event");
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "id", id);
  muster_json_member_string (&writer, "kind", get_kind (message));
  muster_json_member_instant (&writer, "madeAt", message->made_us);
  muster_json_member_int (&writer, "incidents", message->n_incidents);
  if (!muster_page_has_incident (message))
    muster_fill_text (&writer, "title", message->title, TITLE_BYTES_MAX);
  else
    put_incident (&writer, message);
  muster_json_name (&writer, "text");
  muster_fill_value (&writer, message->text, TEXT_BYTES_MAX, TRUE);
  put_links (&writer, message);
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
  muster_fill_header (out, "Idempotency-Key", "%s", id);
  sign (settings, out);
}

const MusterChannel muster_channel_webhook = {
  .name = "webhook",
  .title = N_ ("Signed webhook"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_YES,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 64 * 1024 },
  .check = check,
  .render = render,
  .judge = muster_judge_http,
};
