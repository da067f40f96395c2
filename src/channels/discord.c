/* discord.c - pages to Discord, by a webhook
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
#define TEXT_BYTES_MAX  4000 /* of 4096 */

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error);
}

/* Without it, a message that was not kept is no error. */
static char *
make_url (const char *url)
{
  return g_strconcat (url, strchr (url, '?') != NULL ? "&" : "?", "wait=true", NULL);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *url = make_url (settings->url);
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, muster_escape_markdown);
  g_autofree char *text = muster_page_markdown (message, TEXT_BYTES_MAX, muster_escape_markdown);
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  muster_json_member_string (&writer, "content", title);
  muster_json_name (&writer, "embeds");
  muster_json_begin_array (&writer);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "description", text);
  muster_json_end_object (&writer);
  muster_json_end_array (&writer);
  muster_json_name (&writer, "allowed_mentions");
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "parse");
  muster_json_begin_array (&writer);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
}

static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  double wait_s = 0;

  muster_judge_http (answer, out);
  if (out->kind == MUSTER_VERDICT_LIMITED &&
      muster_answer_get_number (answer, "retry_after", &wait_s))
    muster_judge_limited (answer, wait_s, out);
}

const MusterChannel muster_channel_discord = {
  .name = "discord",
  .title = N_ ("Discord"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 12 * 1024,
              .per_minute = 0 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
