/* opsgenie.c - Opsgenie's alert API: create, close, acknowledge, and its heartbeats (wire-formats
 * 2.4; Opsgenie's documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An alert is known by its alias; who gave none gets one, as there. Tags "name:value" become
 * labels, details annotations. What is too long is cut and marked, never refused.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define CREATE      "/v2/alerts"
#define CLOSE       "/v2/alerts/{alias}/close"
#define ACKNOWLEDGE "/v2/alerts/{alias}/acknowledge"
#define PING        "/v2/heartbeats/{name}/ping"

#define REQUEST "/v2/alerts/requests/{request}"

#define TAGS_MAX 100

/* wire-formats 2.4: P1 is as critical, P2 as error, P3 as warning. */
static const MusterSeverityWord priorities[] = {
  { "p1", MUSTER_SEVERITY_MAJOR }, { "p2", MUSTER_SEVERITY_MINOR }, { "p3", MUSTER_SEVERITY_LOW },
  { "p4", MUSTER_SEVERITY_INFO },  { "p5", MUSTER_SEVERITY_INFO },  { NULL, MUSTER_SEVERITY_NONE }
};

static MusterText
keep (MusterDraft *draft, const char *text)
{
  gsize n = strlen (text);

  return (MusterText){ muster_arena_strndup (draft->out->arena, text, n), n };
}

static void
add_tags (MusterDraft *draft, const MusterValue *tags)
{
  MusterText items[TAGS_MAX];
  guint n = 0;

  if (tags == NULL || tags->type != MUSTER_JSON_ARRAY)
    {
      n = muster_split_text (muster_value_text (tags), items, TAGS_MAX);
      muster_draft_add_tags (draft, "tags", items, n);
      return;
    }
  for (const MusterValue *tag = tags->first; tag != NULL && n < TAGS_MAX; tag = tag->next)
    if (tag->text.n > 0)
      items[n++] = tag->text;
  muster_draft_add_tags (draft, "tags", items, n);
}

static void
fill_created (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const texts[] = { "description", "note", "user" };
  MusterText priority = muster_value_text_at (whole, "priority");
  MusterText alias = muster_value_text_at (whole, "alias");
  MusterText message = muster_value_text_at (whole, "message");

  if (message.n == 0)
    muster_draft_flaw (draft, "message can not be empty");
  muster_draft_set_title (draft, message);
  muster_draft_set_dedup (draft, alias.n > 0 ? alias : draft->out->request);
  muster_draft_set_severity (draft, priority.n > 0 ? priority : keep (draft, "P3"), priorities);
  /* Alertmanager's titles count alerts, and so change; it has the labels among the details. */
  muster_pairs_add (&draft->labels, "alertname", muster_value_text_at (whole, "details.alertname"));
  muster_pairs_add (&draft->labels, "alertname", message);
  muster_draft_set_url (draft, muster_value_text_at (whole, "source"));
  muster_pairs_add (&draft->labels, "entity", muster_value_text_at (whole, "entity"));
  muster_pairs_add (&draft->labels, "source", muster_value_text_at (whole, "source"));
  muster_pairs_add (&draft->labels, "service", muster_value_text_at (whole, "details.service"));
  add_tags (draft, muster_value_at (whole, "tags"));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    muster_pairs_add (&draft->annotations, texts[i], muster_value_text_at (whole, texts[i]));
  muster_draft_add_members (draft, &draft->annotations, "details",
                            muster_value_at (whole, "details"));
  muster_pairs_add (
      &draft->annotations, "responders",
      muster_value_to_text (muster_value_at (whole, "responders"), draft->out->arena));
}

/* What closes or acknowledges says whose alias in its path, and who did it in its body. */
static void
fill_action (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const texts[] = { "user", "source", "note" };

  draft->report.status =
      g_str_equal (draft->in->path, CLOSE) ? MUSTER_REPORT_RESOLVED : MUSTER_REPORT_ACKNOWLEDGED;
  muster_draft_set_dedup (draft, keep (draft, draft->in->part));
  muster_pairs_add (&draft->labels, "alertname", draft->report.dedup);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    muster_pairs_add (&draft->annotations, texts[i], muster_value_text_at (whole, texts[i]));
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterIntake filled = *in;
  MusterPing ping = { 0 };
  MusterDraft draft;
  const MusterValue *whole;

  if (filled.body_n == 0 && filled.path != NULL && !g_str_equal (filled.path, CREATE))
    {
      filled.body = "{}"; /* an action need say no more than its path */
      filled.body_n = 2;
    }
  whole = muster_draft_read_whole (&draft, "opsgenie", &filled, reader, out);
  out->request = keep (&draft, in->unique);
  if (whole != NULL && in->path != NULL && g_str_equal (in->path, PING))
    {
      ping.name = keep (&draft, in->part);
      g_array_append_val (out->pings, ping);
    }
  else if (whole != NULL)
    {
      out->wants_outcome = TRUE;
      muster_draft_begin (&draft, 0);
      if (in->path == NULL || g_str_equal (in->path, CREATE))
        fill_created (&draft, whole);
      else
        fill_action (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

/* Clients may look for "took"; nobody needs it measured. */
static void
end_answer (MusterJsonWriter *writer, MusterText request)
{
  muster_json_name (writer, "took");
  muster_json_double (writer, 0.0);
  if (request.n > 0)
    {
      muster_json_name (writer, "requestId");
      muster_json_text (writer, request.bytes, request.n);
    }
  muster_json_end_object (writer);
}

static void
reply (const MusterReports *reports, MusterReply *out)
{
  MusterJsonWriter writer;

  out->status = 202;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "result",
                             reports->pings->len > 0 ? "PONG - Heartbeat received"
                                                     : "Request will be processed");
  end_answer (&writer, reports->request);
}

/* What was asked for, whether it was done, and what was. Opsgenie's documentation has some of these
 * words; what clients go by is the second. */
static const struct
{
  const char *action;
  gboolean is_done;
  const char *words;
} tellings[] = {
  [MUSTER_BECAME_FOLDED] = { "Create", TRUE, "Counted in an alert that stands for many" },
  [MUSTER_BECAME_NEW] = { "Create", TRUE, "Created alert" },
  [MUSTER_BECAME_REPEAT] = { "Create", TRUE, "Counted as a repeat of an open alert" },
  [MUSTER_BECAME_RESOLVED] = { "Close", TRUE, "Closed alert" },
  [MUSTER_BECAME_ACKNOWLEDGED] = { "Acknowledge", TRUE, "Acknowledged alert" },
  [MUSTER_BECAME_NONE_RESOLVED] = { "Close", FALSE, "Alert does not exist" },
  [MUSTER_BECAME_NONE_ACKNOWLEDGED] = { "Acknowledge", FALSE, "Alert does not exist" },
};

/* The alert's id is its alias: clients that know either may close it by either. */
static void
tell (const MusterQuestion *question, MusterReply *out)
{
  static const char *const names[] = { "alertId", "alias" };
  const MusterReportOutcome *outcome = question->outcome;
  MusterJsonWriter writer;

  out->status = 200;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "data");
  muster_json_begin_object (&writer);
  muster_json_member_bool (&writer, "success", tellings[outcome->became].is_done);
  muster_json_member_string (&writer, "action", tellings[outcome->became].action);
  muster_json_member_instant (&writer, "processedAt", outcome->at_us);
  muster_json_member_ulid (&writer, "integrationId", outcome->key);
  muster_json_member_bool (&writer, "isSuccess", tellings[outcome->became].is_done);
  muster_json_member_string (&writer, "status", tellings[outcome->became].words);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      muster_json_name (&writer, names[i]);
      muster_json_text (&writer, question->alert.n > 0 ? question->alert.bytes : "",
                        question->alert.n);
    }
  muster_json_end_object (&writer);
  end_answer (&writer, (MusterText){ question->request, strlen (question->request) });
}

/* A body that is not the API's is 422 there. */
static void
refuse (guint status, const char *message, MusterReply *out)
{
  MusterJsonWriter writer;

  out->status = status == 400 ? 422 : status;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "message", message);
  end_answer (&writer, (MusterText){ 0 });
}

static const char *const paths[] = { CREATE, CLOSE, ACKNOWLEDGE, PING, NULL };

const MusterSource muster_source_opsgenie = {
  .name = "opsgenie",
  /* Translators: a product's name */
  .title = N_ ("Opsgenie alerts"),
  .paths = paths,
  .key_parameter = "apiKey",
  .decode = decode,
  .reply = reply,
  .refuse = refuse,
  .question_path = REQUEST,
  .tell = tell,
};
