/* pagerduty.c - PagerDuty's Events API v2 (wire-formats 2.3; its developer documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event is known by its dedup_key. Its labels are for grouping, matching and reading: class
 * (else the summary) is alertname; source, component, group, class and severity keep their names.
 * What custom_details holds becomes annotations, one level deep, with links and the client beside
 * them.
 */
#include "sources/draft.h"
#include "sources/fill.h"
#include "sources/pagerduty-change.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define DEDUP_CHARACTERS_MAX 255
#define LINKS_BYTES_MAX      2048

typedef struct
{
  MusterText action;
  MusterText client;
  MusterText summary, source, severity, component, group, class;
  GString *links; /* a line each: its words, its address */
} Event;

/* An object's members become annotations; anything else is one, under the name of the whole. */
static void
read_details (MusterDraft *draft)
{
  MusterJsonReader *reader = draft->reader;
  MusterPairs *pairs = &draft->annotations;
  MusterText whole;
  MusterPair pair;

  pairs->n = 0;
  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT)
    {
      muster_draft_read_loose (draft, &whole);
      muster_pairs_add (pairs, "custom_details", whole);
      return;
    }
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &pair.name))
    {
      muster_draft_read_loose (draft, &pair.value);
      if (pairs->n < G_N_ELEMENTS (pairs->items))
        pairs->items[pairs->n++] = pair;
    }
}

static void
read_payload (MusterDraft *draft, Event *event)
{
  MusterText name;

  if (muster_json_reader_peek (draft->reader) != MUSTER_JSON_OBJECT)
    {
      muster_json_reader_skip (draft->reader);
      return;
    }
  muster_json_reader_enter_object (draft->reader);
  while (muster_json_reader_next_member (draft->reader, &name))
    if (muster_text_equal (name, "summary"))
      muster_draft_read_text (draft, "'payload.summary'", &event->summary);
    else if (muster_text_equal (name, "source"))
      muster_draft_read_text (draft, "'payload.source'", &event->source);
    else if (muster_text_equal (name, "severity"))
      muster_draft_read_text (draft, "'payload.severity'", &event->severity);
    else if (muster_text_equal (name, "component"))
      muster_draft_read_text (draft, "'payload.component'", &event->component);
    else if (muster_text_equal (name, "group"))
      muster_draft_read_text (draft, "'payload.group'", &event->group);
    else if (muster_text_equal (name, "class"))
      muster_draft_read_text (draft, "'payload.class'", &event->class);
    else if (muster_text_equal (name, "timestamp"))
      muster_draft_read_text (draft, "'payload.timestamp'", &draft->starts);
    else if (muster_text_equal (name, "custom_details"))
      read_details (draft);
    else
      muster_json_reader_skip (draft->reader);
}

static void
read_link (MusterDraft *draft, Event *event)
{
  MusterText name, href = { 0 }, words = { 0 };

  if (muster_json_reader_peek (draft->reader) != MUSTER_JSON_OBJECT)
    {
      muster_json_reader_skip (draft->reader);
      return;
    }
  muster_json_reader_enter_object (draft->reader);
  while (muster_json_reader_next_member (draft->reader, &name))
    if (muster_text_equal (name, "href"))
      muster_draft_read_loose (draft, &href);
    else if (muster_text_equal (name, "text"))
      muster_draft_read_loose (draft, &words);
    else
      muster_json_reader_skip (draft->reader);
  if (href.n == 0 || event->links->len + href.n + words.n + 3 > LINKS_BYTES_MAX)
    return;
  if (event->links->len > 0)
    g_string_append_c (event->links, '\n');
  if (words.n > 0)
    {
      g_string_append_len (event->links, words.bytes, (gssize) words.n);
      g_string_append (event->links, ": ");
    }
  g_string_append_len (event->links, href.bytes, (gssize) href.n);
}

static void
read_links (MusterDraft *draft, Event *event)
{
  if (muster_json_reader_peek (draft->reader) != MUSTER_JSON_ARRAY)
    {
      muster_json_reader_skip (draft->reader);
      return;
    }
  muster_json_reader_enter_array (draft->reader);
  while (muster_json_reader_next_item (draft->reader))
    read_link (draft, event);
}

static void
read_event (MusterDraft *draft, Event *event)
{
  MusterText name;

  while (muster_json_reader_next_member (draft->reader, &name))
    if (muster_text_equal (name, "routing_key"))
      muster_draft_read_text (draft, "'routing_key'", &draft->out->key);
    else if (muster_text_equal (name, "event_action"))
      muster_draft_read_text (draft, "'event_action'", &event->action);
    else if (muster_text_equal (name, "dedup_key"))
      muster_draft_read_text (draft, "'dedup_key'", &draft->report.dedup);
    else if (muster_text_equal (name, "payload"))
      read_payload (draft, event);
    else if (muster_text_equal (name, "client"))
      muster_draft_read_text (draft, "'client'", &event->client);
    else if (muster_text_equal (name, "client_url"))
      muster_draft_read_text (draft, "'client_url'", &draft->report.url);
    else if (muster_text_equal (name, "links"))
      read_links (draft, event);
    else
      muster_json_reader_skip (draft->reader);
}

static void
settle_action (MusterDraft *draft, MusterText action)
{
  if (muster_text_equal (action, "trigger"))
    draft->report.status = MUSTER_REPORT_FIRING;
  else if (muster_text_equal (action, "acknowledge"))
    draft->report.status = MUSTER_REPORT_ACKNOWLEDGED;
  else if (muster_text_equal (action, "resolve"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else
    muster_draft_flaw (draft, "'event_action' is not one of trigger, acknowledge, resolve");
}

static void
settle_severity (MusterDraft *draft, MusterText severity)
{
  static const char *const words[] = { "critical", "error", "warning", "info" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (muster_text_equal (severity, words[i]))
      draft->report.severity = muster_severity_from_alert (severity.bytes, (gssize) severity.n);
  if (draft->report.severity == MUSTER_SEVERITY_NONE &&
      draft->report.status == MUSTER_REPORT_FIRING)
    muster_draft_flaw (draft, "'payload.severity' is not one of critical, error, warning, info");
}

static void
settle_key (MusterDraft *draft)
{
  MusterText *key = &draft->report.dedup;

  if (key->n > 0 && g_utf8_strlen (key->bytes, (gssize) key->n) > DEDUP_CHARACTERS_MAX)
    muster_draft_flaw (draft, "'dedup_key' is over 255 characters");
  if (key->n > 0)
    return;
  if (draft->report.status != MUSTER_REPORT_FIRING || draft->in->unique == NULL)
    muster_draft_flaw (draft, "'dedup_key' is missing or blank");
  else
    *key = (MusterText){ muster_arena_strndup (draft->out->arena, draft->in->unique,
                                               strlen (draft->in->unique)),
                         strlen (draft->in->unique) };
}

static void
settle_labels (MusterDraft *draft, const Event *event)
{
  MusterPairs *labels = &draft->labels;

  muster_pairs_add (labels, "alertname", event->class.n > 0 ? event->class : event->summary);
  muster_pairs_add (labels, "source", event->source);
  muster_pairs_add (labels, "component", event->component);
  muster_pairs_add (labels, "group", event->group);
  muster_pairs_add (labels, "class", event->class);
  muster_pairs_add (labels, "severity", event->severity);
  /* An acknowledgement or an end need say no more than its key. */
  if (labels->n == 0)
    muster_pairs_add (labels, "alertname", draft->report.dedup);
}

/* The time of an event is the alert's start or end, by what it does. */
static void
settle_time (MusterDraft *draft)
{
  MusterText time = muster_source_time (draft->out->arena, draft->starts);

  draft->starts = draft->ends = (MusterText){ 0 };
  if (draft->report.status == MUSTER_REPORT_FIRING)
    draft->starts = time;
  else
    draft->ends = time;
}

static void
settle_event (MusterDraft *draft, const Event *event)
{
  MusterArena *arena = draft->out->arena;
  MusterText links = { muster_arena_strndup (arena, event->links->str, event->links->len),
                       event->links->len };

  settle_action (draft, event->action);
  settle_key (draft);
  if (draft->report.status == MUSTER_REPORT_FIRING && event->summary.n == 0)
    muster_draft_flaw (draft, "'payload.summary' is missing or blank");
  if (draft->report.status == MUSTER_REPORT_FIRING && event->source.n == 0)
    muster_draft_flaw (draft, "'payload.source' is missing or blank");
  settle_severity (draft, event->severity);
  settle_time (draft);
  draft->report.title = event->summary;
  settle_labels (draft, event);
  muster_pairs_add (&draft->annotations, "client", event->client);
  muster_pairs_add (&draft->annotations, "links", links);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  g_autoptr (GString) links = g_string_new (NULL);
  Event event = { .links = links };
  MusterDraft draft;

  if (in->path != NULL && g_str_equal (in->path, MUSTER_PAGERDUTY_CHANGE_PATH))
    return muster_pagerduty_decode_change (in, reader, out, error);
  muster_draft_init (&draft, "pagerduty", in, reader, out);
  muster_draft_begin (&draft, 0);
  if (muster_json_reader_enter_object (reader))
    {
      read_event (&draft, &event);
      settle_event (&draft, &event);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

static void
reply (const MusterReports *reports, MusterReply *out)
{
  gboolean is_change = reports->changes->len > 0;
  MusterJsonWriter writer;

  out->status = 202;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "status", "success");
  muster_json_member_string (&writer, "message",
                             is_change ? "Change event processed" : "Event processed");
  if (!is_change)
    {
      MusterText key = g_array_index (reports->reports, MusterReport, 0).dedup;

      muster_json_name (&writer, "dedup_key");
      muster_json_text (&writer, key.bytes, key.n);
    }
  muster_json_end_object (&writer);
}

/* PagerDuty knows no 401: a key that is not one is an invalid event. */
static void
refuse (guint status, const char *message, MusterReply *out)
{
  gboolean invalid = status == 400 || status == 401 || status == 403;
  MusterJsonWriter writer;

  out->status = invalid ? 400 : status;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "status", invalid ? "invalid event" : "error");
  muster_json_member_string (&writer, "message", invalid ? "Event object is invalid" : message);
  muster_json_name (&writer, "errors");
  muster_json_begin_array (&writer);
  muster_json_string (&writer, message);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
}

static const char *const paths[] = { "/v2/enqueue", MUSTER_PAGERDUTY_CHANGE_PATH, NULL };

const MusterSource muster_source_pagerduty = {
  .name = "pagerduty",
  /* Translators: a company's name */
  .title = N_ ("PagerDuty events"),
  .paths = paths,
  .decode = decode,
  .reply = reply,
  .refuse = refuse,
};
