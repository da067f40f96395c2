/* matrix.c - pages to a room of Matrix
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
#define TEXT_BYTES_MAX  8000 /* twice, as an event has 65536 bytes with all that servers add */
#define ROOM_BYTES_MAX  255

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error) &&
         muster_settings_check_token (settings->secret, _ ("the access token"), error) &&
         muster_settings_check_word (settings->to, "!:._=/+-[]", ROOM_BYTES_MAX, _ ("the room"),
                                     error);
}

/* The page's id is the transaction's: what comes twice by one token is one event. */
static char *
make_url (const MusterPageMessage *message, const MusterChannelSettings *settings)
{
  g_autofree char *room = g_uri_escape_string (settings->to, NULL, FALSE);
  g_autofree char *id = muster_ulid_to_string (message->id);
  g_autofree char *path =
      g_strdup_printf ("/_matrix/client/v3/rooms/%s/send/m.room.message/%s", room, id);

  return muster_fill_url (settings->url, path);
}

/* Lines are <br>. */
static char *
make_html (const MusterPageMessage *message)
{
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, muster_escape_html);
  g_autofree char *text = muster_page_html (message, TEXT_BYTES_MAX);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *broken = g_strjoinv ("<br>", lines);

  return g_strdup_printf ("<strong>%s</strong><br>%s", title, broken);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *url = make_url (message, settings);
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_plain (message, TEXT_BYTES_MAX);
  g_autofree char *both = g_strconcat (title, "\n", text, NULL);
  g_autofree char *html = make_html (message);
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  out->method = "PUT";
  muster_fill_header (out, "Authorization", "Bearer %s", settings->secret);
  muster_json_member_string (&writer, "msgtype", "m.text");
  muster_json_member_string (&writer, "body", both);
  muster_json_member_string (&writer, "format", "org.matrix.custom.html");
  muster_json_member_string (&writer, "formatted_body", html);
  muster_json_name (&writer, "m.mentions"); /* nobody, whatever the text looks like */
  muster_json_begin_object (&writer);
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
}

static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  double wait_ms = 0;

  muster_judge_http (answer, out);
  if (out->kind == MUSTER_VERDICT_LIMITED &&
      muster_answer_get_number (answer, "retry_after_ms", &wait_ms))
    muster_judge_limited (answer, wait_ms / 1000, out);
}

const MusterChannel muster_channel_matrix = {
  .name = "matrix",
  .title = N_ ("Matrix"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_YES,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = 60000,
              .per_minute = 0 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
