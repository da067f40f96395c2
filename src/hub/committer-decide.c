/* committer-decide.c - what commands and reports become, in the open batch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/committer.h"

#include "world/alerts-joined.h"
#include "world/commands.h"

static gboolean
find_repeat (MusterCommitter *self, const MusterCommand *command, MusterDecided *out)
{
  const MusterCommandAnswer *before =
      muster_ulid_is_null (command->id)
          ? NULL
          : muster_answers_get (muster_world_get_answers (muster_committer_get_world (self)),
                                command->id);

  if (before == NULL)
    return FALSE;
  *out = (MusterDecided){
    .first_seq = before->first_seq, .n = before->n, .incident = before->incident, .is_repeat = TRUE
  };
  return TRUE;
}

/* The key, token, drill, silence, override, request or object that the events tell of. */
static MusterUlid
made_by (const MusterBatch *batch, guint first)
{
  MusterUlid made = { 0, 0 };

  for (guint i = first; i < muster_batch_length (batch); i++)
    {
      const MusterEvent *event = muster_batch_get (batch, i);

      if (event->kind == MUSTER_EVENT_DRILL_STARTED)
        return muster_event_ulid (event, MUSTER_FACT_DRILL);
      if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_ACCESS_GRANTED ||
          event->kind == MUSTER_EVENT_SILENCE_SET || event->kind == MUSTER_EVENT_SHIFT_COVERED ||
          event->kind == MUSTER_EVENT_SHIFT_SWAPPED || event->kind == MUSTER_EVENT_SHIFT_ASKED)
        made = muster_event_ulid (event, MUSTER_FACT_ID);
    }
  return made;
}

/**
 * muster_committer_decide:
 * @self: a committer
 * @command: what somebody wants
 * @out: (out): what happened
 * @error: return location for a #MusterModelError
 *
 * Decides and folds a command; one that was decided before is found again by its id.
 *
 * Returns: whether it may happen, or did
 */
gboolean
muster_committer_decide (MusterCommitter *self,
                         const MusterCommand *command,
                         MusterDecided *out,
                         GError **error)
{
  const MusterDecideContext *context = muster_committer_get_context (self);
  MusterWorld *world = muster_committer_get_world (self);
  MusterBatch *batch = muster_committer_get_batch (self);
  guint before;

  if (find_repeat (self, command, out))
    return TRUE;
  muster_world_tell_joined (world, context, batch); /* before what somebody decides on it */
  before = muster_batch_length (batch);
  *out = (MusterDecided){ 0 };
  if (!muster_world_decide (world, context, command, batch, &out->incident, error))
    return FALSE;
  out->n = muster_batch_length (batch) - before;
  muster_world_apply (world, batch, before);
  if (out->n > 0)
    {
      out->first_seq = muster_batch_get (batch, before)->seq;
      out->made = made_by (batch, before);
    }
  return TRUE;
}

/**
 * muster_committer_report:
 * @self: a committer
 * @reports: a decoded body
 * @key: the id of its integration key
 * @summary: (out): what became of it
 *
 * Decides and folds what a monitor reports.
 */
void
muster_committer_report (MusterCommitter *self,
                         const MusterReports *reports,
                         MusterUlid key,
                         MusterReportSummary *summary)
{
  muster_world_report (muster_committer_get_world (self), muster_committer_get_context (self),
                       reports, key, muster_committer_get_batch (self), summary);
}

/**
 * muster_committer_refuse_body:
 * @self: a committer
 * @refused: what was refused
 *
 * Journals a refusal and its alert.
 */
void
muster_committer_refuse_body (MusterCommitter *self, const MusterRefusedBody *refused)
{
  muster_world_refuse_body (muster_committer_get_world (self), muster_committer_get_context (self),
                            refused, muster_committer_get_batch (self));
}
