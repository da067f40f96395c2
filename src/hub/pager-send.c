/* pager-send.c - pages are tried, and what an answer means for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pager-parts.h"
#include "hub/pager-try.h"

#include <string.h>

#define UNKNOWN_MAX 2 /* where each may be seen: then it is left to the next rule */
#define TEST_TRIES  3
#define TEST_WAIT_S 30

typedef struct
{
  MusterPager *pager;
  const MusterChannel *channel;
  MusterUlid page;
  GPtrArray *words; /* that must not be told of */
  char *digest;
  gint64 began_us; /* boot time */
} Attempt;

/* --- after a try --- */

static void
note_sent (MusterPager *self, MusterPageJob *job, const Attempt *attempt)
{
  MusterLane *lane = job->lane;
  gboolean is_seen_twice = lane->channel->dedup == MUSTER_DEDUP_NO;

  muster_pager_note_worked (self, lane);
  muster_pager_get_counts (self, lane->channel)->sent++;
  muster_lane_note_sent (lane, job->page);
  muster_pager_end_page (
      self, &(MusterPageOutcome){ .kind = MUSTER_EVENT_PAGE_SENT,
                                  .page = job->page,
                                  .incident = job->incident,
                                  .is_repeat = job->is_repeat && is_seen_twice,
                                  .duration_us = muster_pager_boot_us (self) - attempt->began_us });
  g_hash_table_remove (self->jobs, &job->page);
  muster_lane_remove (lane, job);
}

static void
note_refused (MusterPager *self,
              MusterPageJob *job,
              const Attempt *attempt,
              const MusterVerdict *verdict)
{
  MusterLane *lane = job->lane;

  if (verdict->broken)
    {
      g_hash_table_replace (lane->broken, g_strdup (attempt->digest), g_strdup (verdict->reason));
      muster_pager_raise_trouble (self, lane, job, verdict->reason);
    }
  muster_lane_worked (lane);
  muster_pager_refuse_job (self, job, verdict->reason);
}

static double
draw (const MusterPager *self)
{
  guint16 bits;

  self->settings.random (NULL, (guchar *) &bits, sizeof bits);
  return bits / (double) G_MAXUINT16;
}

/* Whoever asks for a test wants to know: it is not tried for minutes. */
static gboolean
is_test_over (const MusterPageJob *job, const MusterVerdict *verdict)
{
  return job->incident == 0 && (job->tries + 1 >= TEST_TRIES || verdict->wait_s > TEST_WAIT_S);
}

static void
try_later (MusterPager *self, MusterPageJob *job, const MusterVerdict *verdict)
{
  MusterLane *lane = job->lane;
  gint64 now_us = muster_pager_boot_us (self);
  MusterPageOutcome outcome = { .kind = MUSTER_EVENT_PAGE_RETRIED,
                                .page = job->page,
                                .incident = job->incident,
                                .reason = verdict->reason };

  if (verdict->kind == MUSTER_VERDICT_LIMITED)
    lane->pauses_until_us =
        MAX (lane->pauses_until_us, now_us + (gint64) verdict->wait_s * G_USEC_PER_SEC);
  else if (muster_lane_failed (lane, now_us))
    muster_pager_raise_trouble (self, lane, job, verdict->reason);
  if (is_test_over (job, verdict))
    {
      muster_pager_refuse_job (self, job, verdict->reason);
      return;
    }
  muster_lane_put_off (lane, job, verdict->wait_s, draw (self), now_us);
  muster_pager_get_counts (self, lane->channel)->retried++;
  outcome.attempt = job->tries;
  outcome.due_us = muster_clock_now_us (self->settings.clock) + job->due_us - now_us;
  muster_page_outcome_submit (&outcome, self->settings.committer, NULL, NULL);
}

static void
note_failed (MusterPager *self, MusterPageJob *job, const MusterTryResult *result)
{
  if (result->is_unknown)
    {
      job->unknown++;
      job->is_repeat = TRUE;
    }
  if (!muster_pager_wants (self, job))
    {
      muster_lane_failed (job->lane, muster_pager_boot_us (self));
      muster_pager_refuse_job (self, job, NULL);
    }
  else if (job->lane->is_gone)
    muster_pager_refuse_job (self, job, MUSTER_PAGER_LOST_WORDS);
  else if (job->unknown >= UNKNOWN_MAX && job->lane->channel->dedup == MUSTER_DEDUP_NO)
    {
      g_autofree char *reason =
          g_strdup_printf ("%s; whether it came is not known", result->verdict.reason);

      muster_lane_failed (job->lane, muster_pager_boot_us (self));
      muster_pager_refuse_job (self, job, reason);
    }
  else
    try_later (self, job, &result->verdict);
}

static void
attempt_free (Attempt *self)
{
  g_ptr_array_unref (self->words);
  g_free (self->digest);
  g_free (self);
}

static void
tried_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;
  MusterPager *self = attempt->pager;
  MusterTryResult outcome;
  MusterPageJob *job;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      attempt_free (attempt); /* the pager is gone */
      return;
    }
  job = g_hash_table_lookup (self->jobs, &attempt->page);
  g_assert (job != NULL && job->is_trying);
  muster_try_judge (attempt->channel, result, attempt->words,
                    muster_clock_now_us (self->settings.clock), &outcome);
  muster_lane_end (job->lane, job);
  if (outcome.verdict.kind == MUSTER_VERDICT_SENT)
    note_sent (self, job, attempt);
  else if (outcome.verdict.kind == MUSTER_VERDICT_REFUSED)
    note_refused (self, job, attempt, &outcome.verdict);
  else
    note_failed (self, job, &outcome);
  muster_verdict_clear (&outcome.verdict);
  attempt_free (attempt);
  muster_pager_pump (self);
}

/* --- a try --- */

static gboolean
ask (MusterPager *self,
     MusterPageJob *job,
     const MusterTrySettings *settings,
     const MusterPagerSubject *subject,
     GError **error)
{
  g_auto (MusterPagerMessage) message;
  const MusterTry attempt_at = { settings, &message.message, job->lane->object->config->network,
                                 self->settings.ca_file };
  Attempt *attempt = g_new (Attempt, 1);

  *attempt = (Attempt){ .pager = self,
                        .channel = settings->channel,
                        .page = job->page,
                        .words = muster_try_settings_list_words (settings),
                        .digest = g_strdup (settings->digest),
                        .began_us = muster_pager_boot_us (self) };
  muster_pager_message_init (&message, subject);
  muster_lane_begin (job->lane, job, attempt->began_us);
  if (muster_try_ask (&attempt_at, &self->outbound, self->cancellable, tried_cb, attempt, error))
    return TRUE;
  muster_lane_end (job->lane, job);
  attempt_free (attempt);
  return FALSE;
}

static MusterPagerSubject
make_subject (const MusterPager *self, const MusterPageJob *job)
{
  MusterPagerSubject subject = {
    .world = muster_pager_get_world (self),
    .journal = muster_journal_get_id (muster_committer_get_journal (self->settings.committer)),
    .offers = self->settings.offers,
    .is_repeat = job->is_repeat && job->lane->channel->dedup == MUSTER_DEDUP_NO,
  };

  if (job->incident == 0)
    subject.test = muster_pager_find_test (self, job->page);
  else
    subject.page = muster_pager_find_page (self, job->incident, job->page, &subject.incident);
  return subject;
}

/* Asks, or finds that there is no point in it. */
static void
try_job (MusterPager *self, MusterPageJob *job)
{
  MusterLane *lane = job->lane;
  MusterPagerSubject subject = make_subject (self, job);
  g_autoptr (GPtrArray) reaches = muster_pager_read_reaches (self, job->person);
  g_auto (MusterTrySettings) settings = { 0 };
  g_autoptr (GError) error = NULL;
  const char *broken = NULL;

  if (!muster_pager_wants (self, job))
    {
      muster_pager_refuse_job (self, job, NULL);
      return;
    }
  if (muster_try_settings_init (
          &settings, lane, muster_contacts_find (reaches, muster_pager_subject_channel (&subject)),
          self->settings.state, &error))
    broken = g_hash_table_lookup (lane->broken, settings.digest);
  if (lane->channel->transport == MUSTER_TRANSPORT_SMTP)
    subject.sender = settings.filled.settings.from;
  if (error == NULL && broken == NULL && ask (self, job, &settings, &subject, &error))
    return;
  if (error != NULL)
    muster_pager_raise_trouble (self, lane, job, error->message);
  muster_pager_refuse_job (self, job, error != NULL ? error->message : broken);
}

void
muster_pager_arm (MusterPager *self)
{
  gint64 now_us = muster_pager_boot_us (self), next_us = G_MAXINT64;

  for (guint i = 0; i < self->lanes->len; i++)
    next_us = MIN (next_us, muster_lane_next_us (g_ptr_array_index (self->lanes, i), now_us));
  muster_alarm_set (self->alarm, next_us);
}

static void
drop_gone (MusterPager *self)
{
  for (guint i = self->lanes->len; i > 0; i--)
    {
      const MusterLane *lane = g_ptr_array_index (self->lanes, i - 1);

      if (lane->is_gone && lane->jobs->len == 0)
        g_ptr_array_remove_index (self->lanes, i - 1);
    }
}

void
muster_pager_pump (MusterPager *self)
{
  MusterPageJob *job;

  for (guint i = 0; i < self->lanes->len; i++)
    while ((job = muster_lane_next (g_ptr_array_index (self->lanes, i),
                                    muster_pager_boot_us (self))) != NULL)
      try_job (self, job);
  drop_gone (self);
  muster_pager_arm (self);
}
