/* gotify.c - pages to a Gotify server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 300
#define TEXT_BYTES_MAX  6000

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error) &&
         muster_settings_check_token (settings->secret, _ ("the token"), error);
}

/* From 8 its app rings, from 4 it makes a sound. */
static gint64
get_priority (const MusterPageMessage *message)
{
  if (message->kind == MUSTER_PAGE_RESOLVED || message->kind == MUSTER_PAGE_NOTICE)
    return 2;
  if (message->severity == MUSTER_SEVERITY_CRITICAL)
    return 10;
  return message->severity == MUSTER_SEVERITY_MAJOR ? 8 : 5;
}

static void
put_click (MusterJsonWriter *writer, const char *url)
{
  muster_json_name (writer, "extras");
  muster_json_begin_object (writer);
  muster_json_name (writer, "client::notification");
  muster_json_begin_object (writer);
  muster_json_name (writer, "click");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "url", url);
  muster_json_end_object (writer);
  muster_json_end_object (writer);
  muster_json_end_object (writer);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *url = muster_fill_url (settings->url, "/message");
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_plain (message, TEXT_BYTES_MAX);
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  muster_fill_header (out, "X-Gotify-Key", "%s", settings->secret);
  muster_json_member_string (&writer, "title", title);
  muster_json_member_string (&writer, "message", text);
  muster_json_member_int (&writer, "priority", get_priority (message));
  if (muster_is_page_link (message->url))
    put_click (&writer, message->url);
  muster_json_end_object (&writer);
}

const MusterChannel muster_channel_gotify = {
  .name = "gotify",
  .title = N_ ("Gotify"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 16 * 1024,
              .per_minute = 0 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = muster_judge_http,
};
