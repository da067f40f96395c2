/* apprise.c - pages by an Apprise server, which knows many more services
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To a configuration that is kept there, so that its secrets stay there; and to a tag of it.
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 250
#define TEXT_BYTES_MAX  6000

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  if (!muster_settings_check_url (settings->url, "https http", error) ||
      !muster_settings_check_word (settings->user, "-_", 64, _ ("the configuration's key"), error))
    return FALSE;
  return settings->to == NULL ||
         muster_settings_check_word (settings->to, "-_.", 64, _ ("the tag"), error);
}

static const char *
get_type (const MusterPageMessage *message)
{
  if (message->kind == MUSTER_PAGE_RESOLVED)
    return "success";
  if (!muster_page_has_incident (message))
    return "info";
  return message->severity == MUSTER_SEVERITY_CRITICAL || message->severity == MUSTER_SEVERITY_MAJOR
             ? "failure"
             : "warning";
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *path = g_strconcat ("/notify/", settings->user, NULL);
  g_autofree char *url = muster_fill_url (settings->url, path);
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_plain (message, TEXT_BYTES_MAX);
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  muster_json_member_string (&writer, "title", title);
  muster_json_member_string (&writer, "body", text);
  muster_json_member_string (&writer, "type", get_type (message));
  muster_json_member_string (&writer, "format", "text");
  if (settings->to != NULL)
    muster_json_member_string (&writer, "tag", settings->to);
  muster_json_end_object (&writer);
}

/* 204 says that there was nobody to tell; 424, that some or all could not be. */
static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  muster_judge_http (answer, out);
  if (answer->status == 204)
    muster_judge_refused (answer, TRUE, out);
  else if (answer->status == 424)
    muster_judge_retry (answer, out);
}

const MusterChannel muster_channel_apprise = {
  .name = "apprise",
  .title = N_ ("Apprise"),
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
