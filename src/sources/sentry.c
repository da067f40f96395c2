/* sentry.c - Sentry's webhooks: issues, issue alerts and metric alerts (its documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentry-Hook-Resource says which; the older plug-in sends no such header, and an issue as a whole.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define TAGS_MAX 100

static const MusterSeverityWord levels[] = { { "fatal", MUSTER_SEVERITY_MAJOR },
                                             { "critical", MUSTER_SEVERITY_MAJOR },
                                             { "error", MUSTER_SEVERITY_MINOR },
                                             { "warning", MUSTER_SEVERITY_LOW },
                                             { NULL, MUSTER_SEVERITY_NONE } };

static MusterText
at (const MusterValue *whole, const char *path)
{
  return muster_value_text_at (whole, path);
}

static void
set_issue (MusterDraft *draft, const char *kind, MusterText id)
{
  MusterText parts[] = { muster_text (kind), id };

  if (id.n == 0)
    muster_draft_flaw (draft, "the id is missing");
  muster_draft_join_dedup (draft, parts, G_N_ELEMENTS (parts));
}

/* [["browser","Firefox"],…] */
static void
add_tags (MusterDraft *draft, const MusterValue *tags)
{
  MusterText items[TAGS_MAX];
  guint n = 0;

  if (tags == NULL || tags->type != MUSTER_JSON_ARRAY)
    return;
  for (const MusterValue *tag = tags->first; tag != NULL && n < TAGS_MAX; tag = tag->next)
    items[n++] = muster_draft_printf (draft, "%.*s=%.*s", MUSTER_TEXT_ARGS (at (tag, "[0]")),
                                      MUSTER_TEXT_ARGS (at (tag, "[1]")));
  muster_draft_add_tags (draft, "tags", items, n);
}

static void
set_words (MusterDraft *draft, MusterText title, MusterText culprit)
{
  if (title.n == 0)
    muster_draft_flaw (draft, "the title is missing");
  muster_pairs_add (&draft->labels, "alertname", title);
  muster_pairs_add (&draft->labels, "service", draft->report.service);
  muster_pairs_add (&draft->annotations, "culprit", culprit);
  muster_draft_set_title (draft, title);
}

static void
fill_issue (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const urls[] = { "web_url", "permalink", NULL };
  static const char *const times[] = { "lastSeen", "firstSeen", NULL };
  const MusterValue *issue = muster_value_at (whole, "data.issue");
  MusterText action = at (whole, "action");

  if (muster_text_equal (action, "resolved") || muster_text_equal (action, "archived") ||
      muster_text_equal (action, "ignored"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else if (muster_text_equal (action, "assigned"))
    draft->report.status = MUSTER_REPORT_ACKNOWLEDGED;
  set_issue (draft, "issue", at (issue, "id"));
  muster_draft_set_severity (draft, at (issue, "level"), levels);
  if (draft->report.status == MUSTER_REPORT_FIRING)
    muster_draft_set_time (draft, muster_value_text_of (issue, times));
  muster_draft_set_url (draft, muster_value_text_of (issue, urls));
  draft->report.service = at (issue, "project.slug");
  muster_pairs_add (&draft->annotations, "short_id", at (issue, "shortId"));
  set_words (draft, at (issue, "title"), at (issue, "culprit"));
}

static void
fill_event_alert (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const times[] = { "datetime", "timestamp", NULL };
  static const char *const urls[] = { "web_url", "issue_url", NULL };
  const MusterValue *event = muster_value_at (whole, "data.event");

  set_issue (draft, "issue", at (event, "issue_id"));
  muster_draft_set_severity (draft, at (event, "level"), levels);
  muster_draft_set_time (draft, muster_value_text_of (event, times));
  muster_draft_set_url (draft, muster_value_text_of (event, urls));
  muster_pairs_add (&draft->labels, "rule", at (whole, "data.triggered_rule"));
  muster_pairs_add (&draft->labels, "environment", at (event, "environment"));
  add_tags (draft, muster_value_at (event, "tags"));
  set_words (draft, at (event, "title"), at (event, "culprit"));
}

static void
fill_metric_alert (MusterDraft *draft, const MusterValue *whole)
{
  const MusterValue *alert = muster_value_at (whole, "data.metric_alert");
  MusterText action = at (whole, "action");

  if (muster_text_equal (action, "resolved"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else
    muster_draft_set_severity (draft, action, levels);
  set_issue (draft, "metric", at (alert, "id"));
  draft->starts = muster_source_time (draft->out->arena, at (alert, "date_started"));
  draft->ends = muster_source_time (draft->out->arena, at (alert, "date_closed"));
  muster_draft_set_url (draft, at (whole, "data.web_url"));
  draft->report.service = at (alert, "projects[0]");
  muster_pairs_add (&draft->labels, "alertname", at (alert, "alert_rule.name"));
  muster_pairs_add (&draft->labels, "environment", at (alert, "alert_rule.environment"));
  muster_pairs_add (&draft->annotations, "description", at (whole, "data.description_text"));
  set_words (draft, at (whole, "data.description_title"), (MusterText){ 0 });
}

static void
fill_legacy (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const titles[] = { "event.title", "message", NULL };

  set_issue (draft, "issue", at (whole, "id"));
  muster_draft_set_severity (draft, at (whole, "level"), levels);
  muster_draft_set_time (draft, at (whole, "event.timestamp"));
  muster_draft_set_url (draft, at (whole, "url"));
  draft->report.service = at (whole, "project_slug");
  muster_pairs_add (&draft->labels, "rule", at (whole, "triggering_rules[0]"));
  muster_pairs_add (&draft->labels, "environment", at (whole, "event.environment"));
  set_words (draft, muster_value_text_of (whole, titles), at (whole, "culprit"));
}

static void
read_hook (MusterDraft *draft, const MusterValue *whole, const char *resource)
{
  static const struct
  {
    const char *resource; /* NULL: none is said */
    void (*fill) (MusterDraft *draft, const MusterValue *whole);
  } hooks[] = {
    { "event_alert", fill_event_alert },
    { "issue", fill_issue },
    { "metric_alert", fill_metric_alert },
    { NULL, fill_legacy },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hooks); i++)
    if (g_strcmp0 (resource, hooks[i].resource) == 0)
      {
        muster_draft_begin (draft, 0);
        hooks[i].fill (draft, whole);
        muster_draft_end (draft);
      }
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "sentry", in, reader, out);

  if (whole != NULL)
    read_hook (&draft, whole, muster_intake_get_header (in, "Sentry-Hook-Resource"));
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_sentry = {
  .name = "sentry",
  /* Translators: a program's name */
  .title = N_ ("Sentry"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
