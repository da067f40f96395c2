/* zabbix.c - Zabbix, by a webhook media type that posts its parameters (Zabbix' manual: macros,
 * webhooks)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters are called after their macros, in small letters: {EVENT.ID} is event_id, or eventid as
 * the media types that come with Zabbix have it. A problem and its recovery have the same
 * {EVENT.ID}; {EVENT.VALUE} is 0 when it is over.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define TAGS_MAX 100

/* As Zabbix' own media type for PagerDuty has them. */
static const MusterSeverityWord severities[] = {
  { "disaster", MUSTER_SEVERITY_MAJOR }, { "high", MUSTER_SEVERITY_MINOR },
  { "average", MUSTER_SEVERITY_MINOR },  { "warning", MUSTER_SEVERITY_LOW },
  { "5", MUSTER_SEVERITY_MAJOR },        { "4", MUSTER_SEVERITY_MINOR },
  { "3", MUSTER_SEVERITY_MINOR },        { "2", MUSTER_SEVERITY_LOW },
  { NULL, MUSTER_SEVERITY_NONE }
};

/* A macro that was not expanded says nothing. */
static MusterText
get (const MusterValue *whole, const char *name, const char *other)
{
  MusterText text = muster_value_text_at (whole, name);

  if (text.n == 0 && other != NULL)
    text = muster_value_text_at (whole, other);
  if (text.n > 0 && text.bytes[0] == '{')
    text = (MusterText){ 0 };
  return text;
}

static void
set_status (MusterDraft *draft, const MusterValue *whole)
{
  MusterText value = get (whole, "event_value", "eventvalue");
  MusterText update = get (whole, "event_update_status", "eventupdate");
  MusterText acknowledged = get (whole, "event_ack_status", "eventack");

  if (muster_text_equal (value, "0"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else if (!muster_text_equal (value, "1") && value.n > 0)
    muster_draft_flaw (draft, "event_value is neither 1 nor 0");
  else if (muster_text_equal (update, "1") && muster_text_is (acknowledged, "Yes"))
    draft->report.status = MUSTER_REPORT_ACKNOWLEDGED;
}

/* {EVENT.DATE} and {EVENT.TIME} are in a zone that is not said, so only {EVENT.TIMESTAMP} counts:
 * rather the time of receipt than one that is hours off. */
static void
set_times (MusterDraft *draft, const MusterValue *whole)
{
  MusterArena *arena = draft->out->arena;

  draft->starts = muster_source_time (arena, get (whole, "event_timestamp", NULL));
  draft->ends = muster_source_time (arena, get (whole, "event_recovery_timestamp", NULL));
}

/* {EVENT.TAGSJSON}, an array of {"tag","value"} in a text; or {EVENT.TAGS}, "a:b, c". */
static void
add_tags (MusterDraft *draft, const MusterValue *whole)
{
  const MusterValue *tags =
      muster_value_parse (get (whole, "event_tags_json", "event_tagsjson"), draft->out->arena);
  MusterText items[TAGS_MAX];
  guint n = 0;

  if (tags == NULL || tags->type != MUSTER_JSON_ARRAY)
    n = muster_split_text (get (whole, "event_tags", "eventtags"), items, TAGS_MAX);
  else
    for (const MusterValue *tag = tags->first; tag != NULL && n < TAGS_MAX; tag = tag->next)
      {
        MusterText name = muster_value_text_at (tag, "tag");
        MusterText value = muster_value_text_at (tag, "value");

        items[n++] = value.n == 0
                         ? name
                         : muster_draft_printf (draft, "%.*s=%.*s", MUSTER_TEXT_ARGS (name),
                                                MUSTER_TEXT_ARGS (value));
      }
  muster_draft_add_tags (draft, "tags", items, n);
}

static void
set_url (MusterDraft *draft, const MusterValue *whole)
{
  MusterText base = get (whole, "zabbix_url", NULL);
  MusterText trigger = get (whole, "trigger_id", "triggerid");

  muster_draft_set_url (draft, get (whole, "trigger_url", NULL));
  if (draft->report.url.n == 0 && base.n > 0 && trigger.n > 0)
    muster_draft_set_url (
        draft, muster_draft_printf (draft, "%.*s/tr_events.php?triggerid=%.*s&eventid=%.*s",
                                    MUSTER_TEXT_ARGS (base), MUSTER_TEXT_ARGS (trigger),
                                    MUSTER_TEXT_ARGS (draft->report.dedup)));
}

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  MusterText id = get (whole, "event_id", "eventid");
  MusterText name = get (whole, "event_name", "eventname");
  MusterText severity = get (whole, "event_severity", "severity");

  if (name.n == 0)
    name = get (whole, "alert_subject", "subject");
  if (id.n == 0 || name.n == 0)
    muster_draft_flaw (draft, "event_id or event_name is missing");
  set_status (draft, whole);
  muster_draft_set_dedup (draft, id);
  muster_draft_set_severity (
      draft, severity.n > 0 ? severity : get (whole, "event_nseverity", NULL), severities);
  set_times (draft, whole);
  set_url (draft, whole);
  muster_pairs_add (&draft->labels, "alertname", name);
  muster_pairs_add (&draft->labels, "host", get (whole, "host_name", "hostname"));
  muster_pairs_add (&draft->labels, "address", get (whole, "host_ip", "hostip"));
  muster_pairs_add (&draft->labels, "trigger", get (whole, "trigger_id", "triggerid"));
  add_tags (draft, whole);
  muster_pairs_add (&draft->annotations, "description",
                    get (whole, "trigger_description", "triggerdesc"));
  muster_pairs_add (&draft->annotations, "opdata", get (whole, "event_opdata", "triggeropdata"));
  muster_pairs_add (&draft->annotations, "message", get (whole, "alert_message", "message"));
  muster_pairs_add (&draft->annotations, "update", get (whole, "event_update_message", NULL));
  muster_draft_set_title (draft, name);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "zabbix", in, reader, out);

  if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_zabbix = {
  .name = "zabbix",
  /* Translators: a program's name */
  .title = N_ ("Zabbix"),
  .decode = decode,
  .reply = muster_reply_accepted_202,
};
