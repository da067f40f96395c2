/* datadog.c - Datadog's webhooks (its documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever sets a webhook up writes its payload, out of Datadog's variables: the names here are the
 * variables' own, in small letters, and those of the payload that Datadog fills in by default.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define TAGS_MAX 100

static const MusterStatusWord transitions[] = {
  { "Triggered", MUSTER_REPORT_FIRING }, { "Re-Triggered", MUSTER_REPORT_FIRING },
  { "No Data", MUSTER_REPORT_FIRING },   { "Re-No Data", MUSTER_REPORT_FIRING },
  { "Warn", MUSTER_REPORT_FIRING },      { "Re-Warn", MUSTER_REPORT_FIRING },
  { "Renotify", MUSTER_REPORT_FIRING },  { "Recovered", MUSTER_REPORT_RESOLVED },
  { "success", MUSTER_REPORT_RESOLVED }, { NULL, MUSTER_REPORT_FIRING }
};

/* Priorities are people's; types and transitions are the monitor's state. */
static const MusterSeverityWord severities[] = {
  { "p4", MUSTER_SEVERITY_INFO },         { "p5", MUSTER_SEVERITY_INFO },
  { "triggered", MUSTER_SEVERITY_MINOR }, { "re-triggered", MUSTER_SEVERITY_MINOR },
  { "renotify", MUSTER_SEVERITY_MINOR },  { "warn", MUSTER_SEVERITY_LOW },
  { "re-warn", MUSTER_SEVERITY_LOW },     { "no data", MUSTER_SEVERITY_LOW },
  { "re-no data", MUSTER_SEVERITY_LOW },  { NULL, MUSTER_SEVERITY_NONE }
};

static MusterText
at (const MusterValue *whole, const char *path)
{
  return muster_value_text_at (whole, path);
}

/* "[P1] [Triggered] Disk is full": what is in brackets changes, the rest is its name. */
static MusterText
strip_brackets (MusterText title, gboolean *recovered)
{
  static const char word[] = "[Recovered";

  while (title.n > 1 && title.bytes[0] == '[')
    {
      const char *end = memchr (title.bytes, ']', title.n);
      gsize n = end != NULL ? (gsize) (end - title.bytes) + 1 : 0;

      if (n == 0 || n == title.n)
        break;
      *recovered = *recovered || strncmp (title.bytes, word, MIN (n, strlen (word))) == 0;
      title = (MusterText){ title.bytes + n, title.n - n };
      while (title.n > 1 && title.bytes[0] == ' ')
        title = (MusterText){ title.bytes + 1, title.n - 1 };
    }
  return title;
}

/* A cycle goes from triggering to recovery; without it, a monitor and what it looks at. */
static void
set_dedup (MusterDraft *draft, const MusterValue *whole, MusterText name)
{
  static const char *const keys[] = { "deduplication_key", "alert_cycle_key", "aggreg_key", NULL };
  MusterText key = muster_value_text_of (whole, keys);
  MusterText parts[] = { at (whole, "alert_id"), at (whole, "alert_scope") };

  if (key.n > 0)
    muster_draft_set_dedup (draft, key);
  else if (parts[0].n > 0)
    muster_draft_join_dedup (draft, parts, G_N_ELEMENTS (parts));
  else
    muster_draft_set_dedup (draft, name); /* "id" is another one each time */
}

static void
add_tags (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const lists[] = { "tags", "alert_scope" };
  MusterText items[TAGS_MAX];

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    muster_draft_add_tags (draft, lists[i], items,
                           muster_split_text (at (whole, lists[i]), items, TAGS_MAX));
}

static void
set_severity (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const words[] = { "alert_priority", "alert_transition", "alert_type",
                                       "priority" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      MusterText word = at (whole, words[i]);

      /* a variable that is not set stays as it was written, or is empty */
      if (word.n > 0 && word.bytes[0] != '$' && !muster_text_is (word, "normal"))
        {
          muster_draft_set_severity (draft, word, severities);
          return;
        }
    }
}

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const titles[] = { "title", "event_title", "alert_title", NULL };
  static const char *const bodies[] = { "body", "event_msg", "text_only_msg", NULL };
  static const char *const states[] = { "alert_transition", "alert_type", NULL };
  static const char *const urls[] = { "link", "url", "event_url", NULL };
  static const char *const times[] = { "date", "last_updated", NULL };
  static const char *const notes[] = { "alert_metric", "alert_query", "alert_status",
                                       "snapshot",     "event_type",  "logs_sample" };

  MusterText title = muster_value_text_of (whole, titles);
  gboolean recovered = FALSE;
  MusterText name = strip_brackets (title, &recovered);

  if (!muster_draft_set_status (draft, muster_value_text_of (whole, states), transitions) &&
      recovered)
    draft->report.status = MUSTER_REPORT_RESOLVED;
  set_dedup (draft, whole, name);
  if (title.n == 0)
    muster_draft_flaw (draft, "title is missing");
  set_severity (draft, whole);
  muster_draft_set_time (draft, muster_value_text_of (whole, times));
  muster_draft_set_url (draft, muster_value_text_of (whole, urls));
  muster_pairs_add (&draft->labels, "alertname", at (whole, "alert_title"));
  muster_pairs_add (&draft->labels, "alertname", name);
  muster_pairs_add (&draft->labels, "host", at (whole, "hostname"));
  muster_pairs_add (&draft->labels, "monitor", at (whole, "alert_id"));
  add_tags (draft, whole);
  muster_pairs_add (&draft->annotations, "description", muster_value_text_of (whole, bodies));
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    muster_pairs_add (&draft->annotations, notes[i], at (whole, notes[i]));
  muster_draft_set_title (draft, title);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "datadog", in, reader, out);

  if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_datadog = {
  .name = "datadog",
  /* Translators: a company's name */
  .title = N_ ("Datadog"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
