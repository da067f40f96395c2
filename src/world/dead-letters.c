/* dead-letters.c - bodies that no source could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"
#include "world/reporting.h"

#include <string.h>

#define DEAD_LETTERS_LOOKED_AT 10

/* The same complaint about the same key within a minute is in the list already: a sender that is
 * set up wrong does not fill the disk. */
static gboolean
is_kept_already (const MusterWorld *world, gint64 now_us, const MusterRefusedBody *refused)
{
  const GList *link = muster_world_get_dead_letters (world)->tail;

  for (guint i = 0; link != NULL && i < DEAD_LETTERS_LOOKED_AT; i++, link = link->prev)
    {
      const MusterDeadLetter *letter = link->data;

      if (letter->at_us > now_us - G_TIME_SPAN_MINUTE &&
          muster_ulid_equal (letter->key, refused->key) &&
          strcmp (letter->source, refused->source) == 0 &&
          strcmp (letter->reason, refused->reason) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
keep_dead_letter (MusterReporting *self, const MusterRefusedBody *refused)
{
  MusterEvent *event = muster_reporting_emit (self, MUSTER_EVENT_INTAKE_REFUSED, 0);

  muster_event_set_ulid (event, MUSTER_FACT_ID,
                         muster_ulid_source_next (self->context->ids, self->context->now_us));
  muster_event_set_ulid (event, MUSTER_FACT_KEY, refused->key);
  muster_event_set_int (event, MUSTER_FACT_BYTES, refused->n_bytes);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_SOURCE, refused->source, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON, refused->reason, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, refused->text,
                         (gssize) refused->text_n);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_KIND, refused->content_type, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_URL, refused->target, -1);
  muster_reporting_commit (self, event);
}

/**
 * muster_world_refuse_body:
 * @world: a hub's world
 * @context: time and chance
 * @refused: what came, and why it was not taken
 * @batch: where the events go; they have their seqs and are folded
 *
 * Keeps a refused body as a dead letter and raises an alert about it: a refusal is never silent.
 */
void
muster_world_refuse_body (MusterWorld *world,
                          const MusterDecideContext *context,
                          const MusterRefusedBody *refused,
                          MusterBatch *batch)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autofree char *title = NULL;
  MusterReportSummary summary;
  MusterReporting self = { world, context, batch, &summary };
  MusterLabel labels[] = { muster_make_label ("alertname", refused->is_poison ? "IntakePoison"
                                                                              : "IntakeRefused"),
                           muster_make_label ("source", refused->source) };
  MusterReport *report;

  muster_reporting_begin (&self, refused->key);
  if (!is_kept_already (world, context->now_us, refused))
    keep_dead_letter (&self, refused);
  title =
      refused->is_poison
          ? g_strdup_printf ("what %s sent ended the hub twice and was set aside", refused->source)
      : refused->too_large
          ? g_strdup_printf ("intake refused %" G_GINT64_FORMAT " bytes", refused->n_bytes)
          : g_strdup_printf ("intake could not read what %s sent", refused->source);
  reports->source = refused->source;
  reports->is_replay = refused->is_part; /* it was heard with the rest */
  report = muster_reports_add (reports);
  report->labels = (MusterLabelSet){ labels, G_N_ELEMENTS (labels) };
  report->severity = refused->is_poison   ? MUSTER_SEVERITY_MAJOR
                     : refused->too_large ? MUSTER_SEVERITY_MINOR
                                          : MUSTER_SEVERITY_LOW;
  report->title = (MusterText){ title, strlen (title) };
  muster_world_report (world, context, reports, refused->key, batch, &summary);
}

/* The drill of the key that a letter came by, if it is over. */
static gboolean
is_of_past_drill (const MusterWorld *world, const MusterDeadLetter *letter)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *key = muster_directory_get (directory, letter->key);
  const MusterObject *drill = key != NULL ? muster_directory_get (directory, key->drill) : NULL;

  return drill != NULL && drill->removed;
}

gboolean
muster_decide_letter_replay (MusterDeciding *self, GError **error)
{
  const MusterDeadLetter *letter =
      muster_world_get_dead_letter (self->world, self->command->object);
  const char *source = muster_command_text (self->command, "source");
  const char *mapping = muster_command_text (self->command, "mapping");
  MusterEvent *event;

  if (letter == NULL)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such dead letter: the newest 200 are kept");
      return FALSE;
    }
  if (!muster_dead_letter_is_whole (letter) || is_of_past_drill (self->world, letter))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           muster_dead_letter_is_whole (letter)
                               ? "It is of a drill that is over"
                               : "Not all of it was kept, so it cannot be read again");
      return FALSE;
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_INTAKE_REPLAYED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, letter->id);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_SOURCE,
                         source != NULL    ? source
                         : mapping != NULL ? "mapped"
                                           : letter->source,
                         -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, mapping, -1);
  return TRUE;
}
