/* mattermost.c - pages to Mattermost, by an incoming webhook
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
  return muster_settings_check_url (settings->url, "https http", error);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, muster_escape_mattermost);
  g_autofree char *text = muster_page_markdown (message, TEXT_BYTES_MAX, muster_escape_mattermost);
  g_autofree char *both = g_strconcat ("**", title, "**\n\n", text, NULL);
  MusterJsonWriter writer;

  muster_fill_post_json (out, settings->url, &writer);
  muster_json_member_string (&writer, "text", both);
  muster_json_end_object (&writer);
}

/* It says 400 also for a webhook that there is not (any more). */
static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  g_autofree char *id = NULL;

  muster_judge_http (answer, out);
  if (out->kind != MUSTER_VERDICT_REFUSED)
    return;
  id = muster_answer_dup_text (answer, "id");
  if (g_strcmp0 (id, "web.incoming_webhook.invalid.app_error") == 0)
    out->broken = TRUE;
}

const MusterChannel muster_channel_mattermost = {
  .name = "mattermost",
  .title = N_ ("Mattermost"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 16 * 1024,
              .per_minute = 0 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
