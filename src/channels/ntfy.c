/* ntfy.c - pages to a topic of an ntfy server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By JSON, at the server's root: headers would have to be encoded. Its text is plain unless asked
 * to be Markdown.
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 200
#define TEXT_BYTES_MAX  1400 /* of 4096; with links, in JSON, all has to fit into twice that */
#define ACTIONS_MAX     3
#define TOPIC_BYTES_MAX 64
#define QUOTA_WAIT_S    3600

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  if (!muster_settings_check_url (settings->url, "https http", error) ||
      !muster_settings_check_word (settings->to, "-_", TOPIC_BYTES_MAX, _ ("the topic"), error))
    return FALSE;
  return settings->secret == NULL ||
         muster_settings_check_token (settings->secret, _ ("the token"), error);
}

/* 5 goes on ringing, 2 makes no sound. */
static gint64
get_priority (const MusterPageMessage *message)
{
  if (message->kind == MUSTER_PAGE_RESOLVED || message->kind == MUSTER_PAGE_NOTICE)
    return 2;
  if (message->severity == MUSTER_SEVERITY_CRITICAL)
    return 5;
  return message->severity == MUSTER_SEVERITY_MAJOR ? 4 : 3;
}

static void
put_links (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_auto (MusterPageLinks) links;

  muster_page_links_init (&links, message);
  if (links.n > 0)
    muster_json_member_string (writer, "click", links.links[0].url);
  muster_json_name (writer, "actions");
  muster_json_begin_array (writer);
  for (guint i = 0; i < MIN (links.n, ACTIONS_MAX); i++)
    {
      muster_json_begin_object (writer);
      muster_json_member_string (writer, "action", "view");
      muster_json_member_string (writer, "label", links.links[i].title);
      muster_json_member_string (writer, "url", links.links[i].url);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *url = muster_fill_url (settings->url, "/");
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_text (message, TEXT_BYTES_MAX, NULL);
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  muster_json_member_string (&writer, "topic", settings->to);
  muster_json_member_string (&writer, "title", title);
  muster_json_member_string (&writer, "message", text);
  muster_json_member_int (&writer, "priority", get_priority (message));
  put_links (&writer, message);
  muster_json_end_object (&writer);
  if (settings->secret != NULL)
    muster_fill_header (out, "Authorization", "Bearer %s", settings->secret);
}

/* A day's quota is not over in a minute; a topic that it does not take, it never will. */
static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  double code = 0;

  muster_judge_http (answer, out);
  if (out->kind == MUSTER_VERDICT_SENT || !muster_answer_get_number (answer, "code", &code))
    return;
  if (code == 42908 || code == 42905)
    muster_judge_limited (answer, QUOTA_WAIT_S, out);
  else if (code == 40009 || code == 40010)
    muster_judge_refused (answer, TRUE, out);
}

const MusterChannel muster_channel_ntfy = {
  .name = "ntfy",
  .title = N_ ("ntfy"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = 8192,
              .per_minute = 12 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
