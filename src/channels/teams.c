/* teams.c - pages to Microsoft Teams, by a workflow that posts Adaptive Cards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text stands in RichTextBlocks, which know no Markdown. A workflow is somebody's: when that
 * person's account goes, it goes too.
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
#define LINES_MAX       40

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error);
}

/* A block is a paragraph; it has no lines. */
static void
put_line (MusterJsonWriter *writer, const char *text, gboolean is_title)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", "RichTextBlock");
  muster_json_name (writer, "inlines");
  muster_json_begin_array (writer);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", "TextRun");
  muster_json_member_string (writer, "text", text);
  if (is_title)
    {
      muster_json_member_string (writer, "weight", "Bolder");
      muster_json_member_string (writer, "size", "Medium");
    }
  muster_json_end_object (writer);
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

static void
put_body (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_text (message, TEXT_BYTES_MAX, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX);

  muster_json_name (writer, "body");
  muster_json_begin_array (writer);
  put_line (writer, title, TRUE);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      put_line (writer, lines[i], FALSE);
  muster_json_end_array (writer);
}

static void
put_actions (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_auto (MusterPageLinks) links;

  muster_page_links_init (&links, message);
  muster_json_name (writer, "actions");
  muster_json_begin_array (writer);
  for (guint i = 0; i < links.n; i++)
    {
      muster_json_begin_object (writer);
      muster_json_member_string (writer, "type", "Action.OpenUrl");
      muster_json_member_string (writer, "title", links.links[i].title);
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
  MusterJsonWriter writer;

  muster_fill_post_json (out, settings->url, &writer);
  muster_json_member_string (&writer, "type", "message");
  muster_json_name (&writer, "attachments");
  muster_json_begin_array (&writer);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "contentType", "application/vnd.microsoft.card.adaptive");
  muster_json_member_string (&writer, "contentUrl", NULL);
  muster_json_name (&writer, "content");
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "$schema",
                             "http://adaptivecards.io/schemas/adaptive-card.json");
  muster_json_member_string (&writer, "type", "AdaptiveCard");
  muster_json_member_string (&writer, "version", "1.2");
  put_body (&writer, message);
  put_actions (&writer, message);
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
}

/* Connectors, the older kind of webhook, answered 200 to what they then did not deliver. */
static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  muster_judge_http (answer, out);
  if (out->kind != MUSTER_VERDICT_SENT ||
      !muster_answer_mentions (answer, "Webhook message delivery failed"))
    return;
  if (muster_answer_mentions (answer, "HTTP error 429"))
    muster_judge_limited (answer, 0, out);
  else
    muster_judge_refused (answer, FALSE, out);
}

const MusterChannel muster_channel_teams = {
  .name = "teams",
  .title = N_ ("Microsoft Teams"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 28 * 1000,
              .per_minute = 60 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
