/* telegram.c - pages to a chat of Telegram, by a bot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text: no parse mode, so nothing is markup. Links are lines, not buttons: it refuses a whole
 * message for a button whose host it does not like, as those inside a company are.
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 300
#define TEXT_BYTES_MAX  3700 /* with the title, of 4096 */
#define CHAT_BYTES_MAX  64

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error) &&
         muster_settings_check_word (settings->secret, ":-_", 128, _ ("the token"), error) &&
         muster_settings_check_word (settings->to, "-@_", CHAT_BYTES_MAX, _ ("the chat"), error);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *path = g_strdup_printf ("/bot%s/sendMessage", settings->secret);
  g_autofree char *url = muster_fill_url (settings->url, path);
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_plain (message, TEXT_BYTES_MAX);
  g_autofree char *both = g_strconcat (title, "\n\n", text, NULL);
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  muster_json_member_string (&writer, "chat_id", settings->to);
  muster_json_member_string (&writer, "text", both);
  muster_json_name (&writer, "link_preview_options");
  muster_json_begin_object (&writer);
  muster_json_member_bool (&writer, "is_disabled", TRUE); /* it would follow links that act */
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
}

static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  double number = 0;

  muster_judge_http (answer, out);
  if (out->kind == MUSTER_VERDICT_LIMITED &&
      muster_answer_get_number (answer, "parameters.retry_after", &number))
    muster_judge_limited (answer, number, out);
  else if (out->kind == MUSTER_VERDICT_REFUSED &&
           (muster_answer_mentions (answer, "chat not found") ||
            muster_answer_get_number (answer, "parameters.migrate_to_chat_id", &number)))
    out->broken = TRUE;
}

const MusterChannel muster_channel_telegram = {
  .name = "telegram",
  .title = N_ ("Telegram"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 12 * 1024,
              .per_minute = 20 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
