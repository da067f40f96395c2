/* pager-notice.c - notices leave the hub: what somebody has to know and nobody wakes for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A notice is in the journal, and every console of the person has it. So it is tried by one channel
 * after the other and, where none takes it, not again: nothing waits for it, and it never stands in
 * the way of a page.
 */
#include "hub/pager-parts.h"
#include "hub/pager-try.h"
#include "oncall/personal-rules.h"

#include <string.h>

#define TELLING_MAX 2    /* at a time, of all channels */
#define WAITING_MAX 1000 /* then the oldest are left to the consoles */
/* It opens incidents of its own: nothing for what wakes nobody. */
#define NOT_BY "pagerduty"

typedef struct
{
  MusterPager *pager;
  MusterUlid id, person;
  gint64 at_us;
  char *title, *text;
  guint rule; /* that comes next */
  const MusterChannel *channel;
  GPtrArray *words; /* of the try: that must not be told of */
} MusterNoticeJob;

static void
job_free (MusterNoticeJob *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/* Where it goes by a channel of the person's now; NULL: nowhere. */
static MusterLane *
find_lane (const MusterPager *self, const MusterContact *reach)
{
  const MusterChannelObject *object =
      reach != NULL ? muster_contact_choose (reach, self->objects) : NULL;

  for (guint i = 0; object != NULL && i < self->lanes->len; i++)
    {
      MusterLane *lane = g_ptr_array_index (self->lanes, i);
      g_autofree char *why = NULL;

      if (lane->object != object || lane->is_gone || lane->channel == NULL ||
          strcmp (lane->channel->name, NOT_BY) == 0)
        continue;
      why = muster_lane_complain (lane, muster_pager_boot_us (self));
      return why == NULL ? lane : NULL;
    }
  return NULL;
}

static void go_on (MusterPager *self);

static void
told_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterNoticeJob *job = user_data;
  MusterPager *self = job->pager;
  MusterTryResult outcome;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      job_free (job); /* the pager is gone */
      return;
    }
  muster_try_judge (job->channel, result, job->words, muster_clock_now_us (self->settings.clock),
                    &outcome);
  g_clear_pointer (&job->words, g_ptr_array_unref);
  self->n_telling--;
  if (outcome.verdict.kind == MUSTER_VERDICT_SENT || outcome.is_unknown)
    job_free (job);
  else
    g_queue_push_head (&self->notices, job); /* by the next rule */
  muster_verdict_clear (&outcome.verdict);
  go_on (self);
}

static gboolean
try_lane (MusterNoticeJob *job, MusterLane *lane, const MusterContact *reach)
{
  MusterPager *self = job->pager;
  g_auto (MusterTrySettings) settings = { 0 };
  const MusterPageMessage message = { .kind = MUSTER_PAGE_NOTICE,
                                      .id = job->id,
                                      .incident = job->id,
                                      .title = job->title,
                                      .text = job->text,
                                      .opened_us = job->at_us,
                                      .made_us = job->at_us };
  const MusterTry attempt = { &settings, &message, lane->object->config->network,
                              self->settings.ca_file };

  if (!muster_try_settings_init (&settings, lane, reach, self->settings.state, NULL) ||
      g_hash_table_contains (lane->broken, settings.digest))
    return FALSE;
  job->channel = settings.channel;
  job->words = muster_try_settings_list_words (&settings);
  if (muster_try_ask (&attempt, &self->outbound, self->cancellable, told_cb, job, NULL))
    return TRUE;
  g_clear_pointer (&job->words, g_ptr_array_unref);
  return FALSE;
}

/* FALSE: there is no channel left. */
static gboolean
try_next (MusterNoticeJob *job)
{
  const MusterPager *self = job->pager;
  const MusterObject *person = muster_directory_get (
      muster_world_get_directory (muster_pager_get_world (self)), job->person);
  const char *contact = person != NULL && !person->removed ? person->contact : NULL;
  g_autoptr (GPtrArray) reaches = muster_contacts_read (contact);
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (contact, FALSE);

  while (job->rule < rules->len)
    {
      const MusterPersonalRule *rule = g_ptr_array_index (rules, job->rule++);
      const MusterContact *reach = muster_contacts_find (reaches, rule->channel);
      MusterLane *lane = find_lane (self, reach);

      if (lane != NULL && try_lane (job, lane, reach))
        return TRUE;
    }
  return FALSE;
}

static void
go_on (MusterPager *self)
{
  MusterNoticeJob *job;

  while (self->n_telling < TELLING_MAX && (job = g_queue_pop_head (&self->notices)) != NULL)
    if (try_next (job))
      self->n_telling++;
    else
      job_free (job);
}

/**
 * muster_pager_tell_notice:
 * @self: a pager
 * @told: a notice.told that is on disk
 *
 * Has it leave by a channel, if there is one that takes it.
 */
void
muster_pager_tell_notice (MusterPager *self, const MusterEvent *told)
{
  MusterNoticeJob *job = g_new0 (MusterNoticeJob, 1);

  job->pager = self;
  job->id = muster_event_ulid (told, MUSTER_FACT_ID);
  job->person = muster_event_ulid (told, MUSTER_FACT_PERSON);
  job->at_us = told->at_us;
  job->title = muster_event_dup_text (told, MUSTER_FIELD_TITLE);
  job->text = muster_event_dup_text (told, MUSTER_FIELD_TEXT);
  g_queue_push_tail (&self->notices, job);
  if (self->notices.length > WAITING_MAX)
    job_free (g_queue_pop_head (&self->notices));
  go_on (self);
}

/* What is being tried frees itself. */
void
muster_pager_forget_notices (MusterPager *self)
{
  g_queue_clear_full (&self->notices, (GDestroyNotify) job_free);
}
