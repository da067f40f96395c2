/* page-outcome.c - what became of pages and of channels, told to the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/page-outcome.h"

#include "response/timeline-entry.h"
#include "world/channel-trouble.h"

/**
 * muster_page_outcome_copy:
 * @self: an outcome
 *
 * Returns: (transfer full): the same
 */
MusterPageOutcome *
muster_page_outcome_copy (const MusterPageOutcome *self)
{
  MusterPageOutcome *copy = g_memdup2 (self, sizeof *self);

  copy->reason = g_strdup (self->reason);
  return copy;
}

/**
 * muster_page_outcome_free:
 * @self: (transfer full): an outcome
 */
void
muster_page_outcome_free (MusterPageOutcome *self)
{
  g_free (self->reason);
  g_free (self);
}

/* --- pages --- */

typedef struct
{
  MusterWork work; /* first */
  MusterPageOutcome *outcome;
  MusterPageToldFunc told;
  gpointer user_data;
} OutcomeWork;

/* Of a test page there is less to tell. */
static void
fill_test (MusterEvent *event, MusterBatch *batch, const MusterPageOutcome *outcome)
{
  muster_event_set_ulid (event, MUSTER_FACT_ID, outcome->page);
  if (event->kind == MUSTER_EVENT_TEST_PAGE_SENT)
    {
      if (outcome->duration_us >= 0)
        muster_event_set_int (event, MUSTER_FACT_DURATION, outcome->duration_us);
    }
  else if (outcome->reason != NULL)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, outcome->reason, -1);
}

static void
fill (MusterEvent *event, MusterBatch *batch, const MusterPageOutcome *outcome)
{
  event->incident = outcome->incident;
  muster_event_set_ulid (event, MUSTER_FACT_PAGE, outcome->page);
  if (outcome->kind == MUSTER_EVENT_PAGE_SENT)
    {
      if (outcome->is_repeat)
        muster_event_set_int (event, MUSTER_FACT_REPEAT, TRUE);
      if (outcome->duration_us >= 0)
        muster_event_set_int (event, MUSTER_FACT_DURATION, outcome->duration_us);
    }
  else if (outcome->kind == MUSTER_EVENT_PAGE_RETRIED)
    {
      muster_event_set_int (event, MUSTER_FACT_ATTEMPT, outcome->attempt);
      muster_event_set_int (event, MUSTER_FACT_DUE, outcome->due_us);
    }
  else if (outcome->is_moot)
    muster_event_set_token (event, MUSTER_FACT_BY, MUSTER_PAGE_IS_MOOT);
  if (outcome->reason != NULL)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, outcome->reason, -1);
}

static MusterEventKind
get_kind (const MusterPageOutcome *outcome)
{
  if (outcome->incident != 0)
    return outcome->kind;
  return outcome->kind == MUSTER_EVENT_PAGE_SENT ? MUSTER_EVENT_TEST_PAGE_SENT
                                                 : MUSTER_EVENT_TEST_PAGE_REFUSED;
}

static gboolean
is_test_open (const MusterWorld *world, const MusterPageOutcome *outcome)
{
  const MusterPageReach *reach =
      muster_page_reaches_find_test (muster_world_get_page_reaches (world), outcome->page);

  return reach != NULL && reach->is_waiting && outcome->kind != MUSTER_EVENT_PAGE_RETRIED;
}

static gboolean
is_page_open (const MusterWorld *world, const MusterPageOutcome *outcome)
{
  const MusterIncident *incident = muster_world_get_incident (world, outcome->incident);
  const MusterPage *page =
      incident != NULL ? muster_incident_find_page (incident, outcome->page) : NULL;

  return page != NULL && page->state == MUSTER_PAGE_INTENDED;
}

static gboolean
is_open (const MusterWorld *world, const MusterPageOutcome *outcome)
{
  return outcome->incident == 0 ? is_test_open (world, outcome) : is_page_open (world, outcome);
}

static MusterWorkResult
run_outcome (MusterWork *work, MusterCommitter *committer)
{
  OutcomeWork *self = (OutcomeWork *) work;
  MusterWorld *world = muster_committer_get_world (committer);
  MusterBatch *batch = muster_committer_get_batch (committer);
  guint first = muster_batch_length (batch);
  MusterEvent *event;

  if (is_open (world, self->outcome))
    {
      event = muster_committer_emit (committer, get_kind (self->outcome), self->outcome->incident);
      (self->outcome->incident == 0 ? fill_test : fill) (event, batch, self->outcome);
      muster_world_apply (world, batch, first);
      work->wait_seq = event->seq;
    }
  if (self->told != NULL)
    self->told (self->outcome->page, work->wait_seq, self->user_data);
  return MUSTER_WORK_DONE;
}

static void
free_outcome (MusterWork *work)
{
  OutcomeWork *self = (OutcomeWork *) work;

  muster_page_outcome_free (self->outcome);
  g_free (self);
}

/**
 * muster_page_outcome_submit:
 * @self: what became of a page
 * @committer: who is told
 * @told: (nullable): called on the main thread
 * @user_data: for @told
 *
 * Tells it; a page has one outcome, whatever else is told later.
 */
void
muster_page_outcome_submit (const MusterPageOutcome *self,
                            MusterCommitter *committer,
                            MusterPageToldFunc told,
                            gpointer user_data)
{
  static const MusterWorkFuncs funcs = { run_outcome, NULL, free_outcome, NULL };
  OutcomeWork *work = g_new0 (OutcomeWork, 1);

  work->work.funcs = &funcs;
  work->outcome = muster_page_outcome_copy (self);
  work->told = told;
  work->user_data = user_data;
  muster_committer_submit (committer, &work->work);
}

/* --- channels --- */

typedef struct
{
  MusterWork work; /* first */
  MusterUlid channel;
  char *words; /* nullable */
} TroubleWork;

static MusterWorkResult
run_trouble (MusterWork *work, MusterCommitter *committer)
{
  const TroubleWork *self = (const TroubleWork *) work;

  muster_world_tell_channel (muster_committer_get_world (committer),
                             muster_committer_get_context (committer), self->channel, self->words,
                             muster_committer_get_batch (committer));
  work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

static void
free_trouble (MusterWork *work)
{
  TroubleWork *self = (TroubleWork *) work;

  g_free (self->words);
  g_free (self);
}

/**
 * muster_channel_trouble_submit:
 * @committer: who is told
 * @channel: an object's id
 * @words: (nullable): why pages do not leave by it; %NULL: they do
 *
 * Raises the hub's own alert, or ends it.
 */
void
muster_channel_trouble_submit (MusterCommitter *committer, MusterUlid channel, const char *words)
{
  static const MusterWorkFuncs funcs = { run_trouble, NULL, free_trouble, NULL };
  TroubleWork *work = g_new0 (TroubleWork, 1);

  work->work.funcs = &funcs;
  work->channel = channel;
  work->words = g_strdup (words);
  muster_committer_submit (committer, &work->work);
}
