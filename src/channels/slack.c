/* slack.c - pages to Slack, by an incoming webhook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is of anybody stands in blocks of plain text, where nothing is markup and nobody mentioned.
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 150 /* of a header block */
#define TEXT_BYTES_MAX  3000

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error);
}

static void
put_plain_text (MusterJsonWriter *writer, const char *text)
{
  muster_json_name (writer, "text");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", "plain_text");
  muster_json_member_string (writer, "text", text);
  muster_json_member_bool (writer, "emoji", FALSE);
  muster_json_end_object (writer);
}

static void
put_block (MusterJsonWriter *writer, const char *type, const char *text)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", type);
  put_plain_text (writer, text);
  muster_json_end_object (writer);
}

static void
put_buttons (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_auto (MusterPageLinks) links;

  muster_page_links_init (&links, message);
  if (links.n == 0)
    return;
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", "actions");
  muster_json_name (writer, "elements");
  muster_json_begin_array (writer);
  for (guint i = 0; i < links.n; i++)
    {
      g_autofree char *title = muster_escape_slack (links.links[i].title);

      muster_json_begin_object (writer);
      muster_json_member_string (writer, "type", "button");
      put_plain_text (writer, title);
      muster_json_member_string (writer, "url", links.links[i].url);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, muster_escape_slack);
  g_autofree char *text = muster_page_text (message, TEXT_BYTES_MAX, muster_escape_slack);
  MusterJsonWriter writer;

  muster_fill_post_json (out, settings->url, &writer);
  muster_json_member_string (&writer, "text", title); /* what a phone's notification says */
  muster_json_member_bool (&writer, "mrkdwn", FALSE);
  muster_json_name (&writer, "blocks");
  muster_json_begin_array (&writer);
  put_block (&writer, "header", title);
  put_block (&writer, "section", text);
  put_buttons (&writer, message);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
}

static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  muster_judge_http (answer, out);
  if (out->kind == MUSTER_VERDICT_REFUSED && muster_answer_says (answer, "user_not_found"))
    out->broken = TRUE;
}

const MusterChannel muster_channel_slack = {
  .name = "slack",
  .title = N_ ("Slack"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = 13000,
              .per_minute = 60 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
