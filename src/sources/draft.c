/* draft.c - one alert while it is read, and what a body comes to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/draft.h"
#include "sources/clean.h"

/* A hub keeps thousands of changes in memory, with their labels. */
#define CHANGE_LABELS_MAX      32
#define CHANGE_VALUE_BYTES_MAX 256

/**
 * muster_draft_init:
 * @self: on the stack
 * @source: the source's name, static
 * @in: the request
 * @reader: begun here, on the request's body
 * @out: empty; what the body comes to
 *
 * Begins a body. Bytes of what is read belong to the body or to @out's arena.
 */
void
muster_draft_init (MusterDraft *self,
                   const char *source,
                   const MusterIntake *in,
                   MusterJsonReader *reader,
                   MusterReports *out)
{
  self->source = source;
  self->in = in;
  self->reader = reader;
  self->out = out;
  self->overflow = (MusterOverflow){ 0 };
  muster_json_reader_begin (reader, in->body, in->body_n, out->arena);
}

/**
 * muster_draft_begin:
 * @self: a body
 * @index: which element it is, from 0
 *
 * Begins an element: nothing is said of it so far, it fires.
 *
 * Returns: FALSE if the body has too many (R8); the reader has the error
 */
gboolean
muster_draft_begin (MusterDraft *self, guint index)
{
  if (index >= MUSTER_SOURCE_ALERTS_MAX)
    {
      muster_json_reader_fail (self->reader, "more than %d alerts in one request",
                               MUSTER_SOURCE_ALERTS_MAX);
      return FALSE;
    }
  self->index = index;
  self->flaw = NULL;
  self->report = (MusterReport){ .starts_us = MUSTER_NO_TIME, .ends_us = MUSTER_NO_TIME };
  self->starts = self->ends = (MusterText){ 0 };
  self->n_notes = 0;
  self->labels.n = 0;
  self->annotations.n = 0;
  return TRUE;
}

/**
 * muster_draft_flaw:
 * @self: an element
 * @format: why it is refused, in words that echo nothing
 * @...: its arguments
 *
 * Refuses the element at its end. The first flaw is kept.
 */
void
muster_draft_flaw (MusterDraft *self, const char *format, ...)
{
  g_autofree char *flaw = NULL;
  va_list args;

  if (self->flaw != NULL)
    return;
  va_start (args, format);
  flaw = g_strdup_vprintf (format, args);
  va_end (args);
  self->flaw = muster_arena_strndup (self->out->arena, flaw, strlen (flaw));
}

/**
 * muster_draft_note:
 * @self: an element
 * @name: an annotation's name, static, beginning with "muster_"
 * @value: what is kept of what was sent
 *
 * Keeps beside the alert what cleaning took out of it. At most MUSTER_DRAFT_NOTES_MAX.
 */
void
muster_draft_note (MusterDraft *self, const char *name, MusterText value)
{
  g_return_if_fail (self->n_notes < MUSTER_DRAFT_NOTES_MAX);

  self->notes[self->n_notes++] = (MusterPair){ muster_text (name), value };
}

/* The title is the sender's own words, if it has any for people; else triage makes one. */
static void
settle_texts (MusterDraft *self)
{
  MusterText *title = &self->report.title;
  MusterText *service = &self->report.service;

  if (title->n == 0)
    *title = muster_pairs_get (&self->annotations, "summary");
  if (G_UNLIKELY (title->n > MUSTER_TITLE_BYTES_MAX))
    muster_clean_text (self, title, MUSTER_TITLE_BYTES_MAX);
  if (G_UNLIKELY (service->n > MUSTER_LABEL_VALUE_BYTES_MAX))
    muster_clean_text (self, service, MUSTER_LABEL_VALUE_BYTES_MAX);
  if (G_UNLIKELY (self->report.url.n > MUSTER_URL_BYTES_MAX))
    {
      self->report.url = (MusterText){ 0 }; /* part of an address leads elsewhere */
      self->report.marks |= MUSTER_MARK_CUT;
    }
}

static void
fold (MusterDraft *self, const char *why)
{
  MusterText severity = muster_pairs_get (&self->labels, "severity");
  MusterFolded what = { .index = self->index,
                        .why = why,
                        .name = muster_pairs_get (&self->labels, "alertname"),
                        .report = &self->report };

  if (self->report.severity == MUSTER_SEVERITY_NONE)
    self->report.severity = muster_severity_from_alert (severity.bytes, (gssize) severity.n);
  muster_overflow_fold (&self->overflow, self->out, &what);
}

/**
 * muster_draft_end:
 * @self: an element that was read to its end
 *
 * Cleans the element per R8 and R10 and adds it to the reports.
 *
 * Returns: (nullable): the new report, valid until the next; NULL if it was refused or folded
 */
MusterReport *
muster_draft_end (MusterDraft *self)
{
  const char *why = NULL;
  MusterReport *report;
  gboolean fits;

  if (G_UNLIKELY (muster_json_reader_failed (self->reader)))
    return NULL;
  muster_draft_settle_times (self);
  fits = muster_clean_labels (self, &why);
  if (G_UNLIKELY (self->flaw != NULL))
    {
      muster_reports_refuse (self->out, self->index, "%s", self->flaw);
      return NULL;
    }
  if (G_UNLIKELY (!fits))
    {
      fold (self, why);
      return NULL;
    }
  settle_texts (self);
  muster_clean_annotations (self);
  report = muster_reports_add (self->out);
  *report = self->report;
  return report;
}

/* A change need have no labels, and is not known by them: it may lose some. */
static gboolean
fit_change_labels (MusterDraft *self)
{
  guint n = 0, sent = self->labels.n;
  const char *why;

  for (guint i = 0; i < sent && n < CHANGE_LABELS_MAX; i++)
    if (self->labels.items[i].name.n > 0 && self->labels.items[i].value.n > 0 &&
        self->labels.items[i].name.n <= MUSTER_LABEL_NAME_BYTES_MAX)
      {
        muster_clean_text (self, &self->labels.items[i].value, CHANGE_VALUE_BYTES_MAX);
        self->labels.items[n++] = self->labels.items[i];
      }
  self->labels.n = n;
  if (n > 0 && !muster_clean_labels (self, &why))
    self->report.labels.n = 0; /* names that grow over their budget when they are mapped */
  return n == sent && (n == 0 || self->report.labels.n > 0);
}

/**
 * muster_draft_end_change:
 * @self: an element that was read to its end and is a change
 * @kind: what kind; may be empty
 * @version: a version or a commit; may be empty
 *
 * Cleans the element as an alert is, and adds it to the changes: its title, service, url, labels
 * and start. Of a label set over budget a part is left out, with a mark: a change is not known by
 * it.
 *
 * Returns: (nullable): the new change, valid until the next; NULL if it was refused
 */
MusterChange *
muster_draft_end_change (MusterDraft *self, MusterText kind, MusterText version)
{
  MusterChange change;

  if (muster_json_reader_failed (self->reader))
    return NULL;
  muster_pairs_add (&self->labels, "service", self->report.service);
  muster_draft_settle_times (self);
  settle_texts (self);
  if (self->report.title.n == 0)
    muster_draft_flaw (self, "the change has no summary");
  if (!fit_change_labels (self))
    self->report.marks |= MUSTER_MARK_CUT;
  if (self->flaw != NULL)
    {
      muster_reports_refuse (self->out, self->index, "%s", self->flaw);
      return NULL;
    }
  muster_clean_text (self, &kind, MUSTER_VERSION_BYTES_MAX);
  muster_clean_text (self, &version, MUSTER_VERSION_BYTES_MAX);
  change = (MusterChange){ .at_us = self->report.starts_us,
                           .title = self->report.title,
                           .kind = kind,
                           .service = self->report.service,
                           .source = muster_text (self->source),
                           .version = version,
                           .url = self->report.url,
                           .labels = self->report.labels,
                           .marks = self->report.marks };
  g_array_append_val (self->out->changes, change);
  return &g_array_index (self->out->changes, MusterChange, self->out->changes->len - 1);
}

/* The error when a body held elements, and all of them were refused. */
static gboolean
fail_if_all_refused (MusterDraft *self, GError **error)
{
  const MusterRefusal *first;
  guint n = self->out->refusals->len;

  if (self->out->reports->len > 0 || self->out->changes->len > 0 || n == 0)
    return FALSE;
  first = &g_array_index (self->out->refusals, MusterRefusal, 0);
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
               n == 1 ? "%s" : "%s (the first of %u alerts, all refused)", first->reason, n);
  return TRUE;
}

/**
 * muster_draft_finish:
 * @self: a body that was read
 * @error: the reader's error, or SYNTAX if every element was refused
 *
 * Ends the body, with the report that stands for what was folded.
 *
 * Returns: FALSE if nothing of it may be used; @out is then empty
 */
gboolean
muster_draft_finish (MusterDraft *self, GError **error)
{
  gboolean ok = muster_json_reader_finish (self->reader, error);

  if (ok)
    {
      muster_overflow_finish (&self->overflow, self->out, self->source);
      ok = !fail_if_all_refused (self, error);
    }
  if (!ok)
    muster_reports_reset (self->out);
  return ok;
}
