/* sms.c - pages as text messages, by a gateway that takes what Twilio takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The URL is the gateway's own for messages: at Twilio
 * https://api.twilio.com/2010-04-01/Accounts/ACCOUNT/Messages.json.
 */
#include "channels/answer.h"
#include "channels/fill.h"
#include "channels/judge.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_BYTES_MAX 200
#define TEXT_BYTES_MAX  480 /* of 1600, as it is paid for by the 70 or 160 characters */
#define NUMBER_MAX      16

static gboolean
check (const MusterChannelSettings *settings, GError **error)
{
  return muster_settings_check_url (settings->url, "https http", error) &&
         muster_settings_check_word (settings->user, "-_.", 64, _ ("the account"), error) &&
         muster_settings_check_token (settings->secret, _ ("the token"), error) &&
         muster_settings_check_word (settings->from, "+", 34, _ ("the sender"), error) &&
         muster_settings_check_word (settings->to, "+", NUMBER_MAX, _ ("the number"), error);
}

/* To take it on is what it is for; the console is behind that link too. */
static const MusterPageLink *
choose_link (const MusterPageLinks *links)
{
  for (guint i = 0; i < links->n; i++)
    if (strcmp (links->links[i].action, "acknowledge") == 0)
      return &links->links[i];
  return links->n > 0 ? &links->links[0] : NULL;
}

static char *
make_text (const MusterPageMessage *message)
{
  g_autofree char *title = muster_page_title (message, TITLE_BYTES_MAX, NULL);
  g_auto (MusterPageLinks) links;
  const MusterPageLink *link;

  muster_page_links_init (&links, message);
  link = choose_link (&links);
  if (link == NULL ||
      strlen (title) + strlen (link->title) + strlen (link->url) + 3 > TEXT_BYTES_MAX)
    return g_steal_pointer (&title);
  return g_strdup_printf ("%s\n%s: %s", title, link->title, link->url);
}

static void
put_field (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

static void
render (const MusterPageMessage *message,
        const MusterChannelSettings *settings,
        MusterChannelRequest *out)
{
  g_autofree char *text = make_text (message);

  out->method = "POST";
  out->url = g_strdup (settings->url);
  muster_fill_header (out, "Content-Type", "application/x-www-form-urlencoded");
  muster_fill_basic (out, settings->user, settings->secret);
  put_field (out->body, "To", settings->to);
  put_field (out->body, "From", settings->from);
  put_field (out->body, "Body", text);
}

/* By Twilio's codes: what is wrong with a number stays wrong, but its queue may be full. */
static void
judge (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  double code = 0;

  muster_judge_http (answer, out);
  if (out->kind != MUSTER_VERDICT_REFUSED || !muster_answer_get_number (answer, "code", &code))
    return;
  if (code == 21611)
    muster_judge_limited (answer, 0, out);
  else if (code == 21211 || code == 21212 || code == 21408 || code == 21606 || code == 21610 ||
           code == 21614 || code == 21659)
    out->broken = TRUE;
}

const MusterChannel muster_channel_sms = {
  .name = "sms",
  .title = N_ ("Text message"),
  .transport = MUSTER_TRANSPORT_HTTP,
  .dedup = MUSTER_DEDUP_NO,
  .limits = { .title_bytes = TITLE_BYTES_MAX,
              .text_bytes = TEXT_BYTES_MAX,
              .request_bytes = 4096,
              .per_minute = 60 },
  .experimental = TRUE,
  .check = check,
  .render = render,
  .judge = judge,
};
