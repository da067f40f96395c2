/* pagerduty.c - pages as events of PagerDuty (Events API v2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One alert there for an incident here: a second page repeats it, and when it is resolved here it
 * is there.
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX  1024
#define TEXT_BYTES_MAX   ((gsize) 16 * 1024)
#define SOURCE_BYTES_MAX 255
#define KEY_BYTES        32
#define LIMITED_S        120 /* "a few minutes" */

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error) &&
         muster_settings_check_word (settings->secret, "", KEY_BYTES, _ ("the routing key"), error);
}

static const char *
get_severity (const MusterPageMessage *message)
{
  static const char *const words[] = { "error", "critical", "error", "warning", "info", "info" };

  return (guint) message->severity < G_N_ELEMENTS (words) ? words[message->severity] : "error";
}

static void
put_payload (MusterJsonWriter *writer, const MusterPageMessage *message)
{
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_autofree char *text = muster_page_text (message, TEXT_BYTES_MAX, NULL);
  const char *service = message->service;

  muster_json_name (writer, "payload");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "summary", title);
  muster_fill_text (writer, "source", service != NULL && *service != '\0' ? service : "Muster",
                    SOURCE_BYTES_MAX);
  muster_json_member_string (writer, "severity", get_severity (message));
  muster_json_member_instant (writer, "timestamp", message->opened_us);
  muster_json_name (writer, "custom_details");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "text", text);
  muster_json_member_ulid (writer, "page", message->id);
  muster_json_end_object (writer);
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
      muster_json_member_string (writer, "href", links.links[i].url);
      muster_json_member_string (writer, "text", links.links[i].title);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *url = muster_fill_url (settings->url, "/v2/enqueue");
  gboolean is_over = message->kind == MUSTER_PAGE_RESOLVED;
  MusterJsonWriter writer;

  muster_fill_post_json (out, url, &writer);
  muster_json_member_string (&writer, "routing_key", settings->secret);
  muster_json_member_string (&writer, "event_action", is_over ? "resolve" : "trigger");
  muster_json_member_ulid (&writer, "dedup_key", message->incident);
  if (!is_over)
    {
      put_payload (&writer, message);
      put_links (&writer, message);
      muster_json_member_string (&writer, "client", "Muster");
      if (muster_is_page_link (message->url))
        muster_json_member_string (&writer, "client_url", message->url);
    }
  muster_json_end_object (&writer);
}

static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  muster_judge_http (answer, out);
  if (out->kind == MUSTER_VERDICT_LIMITED)
    muster_judge_limited (answer, muster_answer_get_wait (answer, LIMITED_S), out);
  else if (out->kind == MUSTER_VERDICT_REFUSED && muster_answer_mentions (answer, "routing_key"))
    out->broken = TRUE;
}

const MusterChannel muster_channel_pagerduty = {
  .name = "pagerduty",
  .title = N_ ("PagerDuty"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_YES,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = (gsize) 512 * 1000,
              .per_minute = 0 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
