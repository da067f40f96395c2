/* pager-lane.c - the pages that leave by one channel: in which order, how often, and when not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After five failures in a row a channel rests: pages that come then are refused, so that each
 * person's next rule begins, and one of those that wait is tried when the rest is over.
 */
#include "hub/pager-lane.h"

#define SECOND_US  ((gint64) G_USEC_PER_SEC)
#define WAIT_MAX_S 60
#define REST_S     30
#define REST_MAX_S 300
#define SLOW_US    SECOND_US /* others need not wait for longer for a try to end */

/**
 * muster_lane_new:
 * @object: (transfer full): a channel
 *
 * Returns: (transfer full): its lane
 */
MusterLane *
muster_lane_new (MusterChannelObject *object)
{
  MusterLane *self = g_new0 (MusterLane, 1);

  self->object = object;
  self->channel = muster_channel_find (object->config->type);
  self->jobs = g_ptr_array_new_with_free_func (g_free);
  self->broken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rests_until_us = self->pauses_until_us = self->began_us = G_MININT64;
  return self;
}

/**
 * muster_lane_free:
 * @self: (transfer full): a lane
 */
void
muster_lane_free (MusterLane *self)
{
  muster_channel_object_free (self->object);
  g_ptr_array_unref (self->jobs);
  g_hash_table_unref (self->broken);
  g_free (self);
}

/**
 * muster_lane_renew:
 * @self: a lane
 * @object: (transfer full): the same channel, changed
 *
 * Begins anew with it; what waits goes by the new settings, at its time.
 */
void
muster_lane_renew (MusterLane *self, MusterChannelObject *object)
{
  muster_channel_object_free (self->object);
  self->object = object;
  self->channel = muster_channel_find (object->config->type);
  g_hash_table_remove_all (self->broken);
  self->failures = self->rests = 0;
  self->rests_until_us = self->pauses_until_us = G_MININT64;
}

/* --- the queue --- */

int
muster_page_job_compare (const MusterPageJob *a, const MusterPageJob *b)
{
  if (a->severity != b->severity)
    return a->severity < b->severity ? -1 : 1;
  return (a->seq > b->seq) - (a->seq < b->seq);
}

/**
 * muster_lane_add:
 * @self: a lane
 * @job: (transfer full): a page
 *
 * Puts it where its urgency belongs. O(those that are less urgent).
 */
void
muster_lane_add (MusterLane *self, MusterPageJob *job)
{
  guint at = self->jobs->len;

  while (at > 0 && muster_page_job_compare (job, g_ptr_array_index (self->jobs, at - 1)) < 0)
    at--;
  job->lane = self;
  g_ptr_array_insert (self->jobs, (int) at, job);
}

/**
 * muster_lane_remove:
 * @self: a lane
 * @job: one of its pages, which is not being tried
 *
 * Frees it.
 */
void
muster_lane_remove (MusterLane *self, MusterPageJob *job)
{
  g_return_if_fail (!job->is_trying);
  g_ptr_array_remove (self->jobs, job);
}

static gboolean
is_resting (const MusterLane *self)
{
  return self->failures >= MUSTER_LANE_FAILURES_MAX;
}

/* After a rest one alone is tried. */
static gboolean
has_room (const MusterLane *self)
{
  return self->channel != NULL &&
         self->trying < (is_resting (self) ? 1u : (guint) MUSTER_LANE_TRYING_MAX);
}

/* Whatever is under way when the hub is killed, or was sent and is not known on disk to be, comes
 * twice where nobody de-duplicates: so that is one page, unless somebody is slow (security P1). */
static gint64
get_gap_end (const MusterLane *self)
{
  gboolean is_open = self->trying > 0 || !muster_ulid_is_null (self->settling);

  return is_open && self->channel->dedup == MUSTER_DEDUP_NO ? self->began_us + SLOW_US : G_MININT64;
}

static gint64
get_floor (const MusterLane *self)
{
  gint64 floor_us = MAX (self->pauses_until_us, get_gap_end (self));

  return is_resting (self) ? MAX (self->rests_until_us, floor_us) : floor_us;
}

/**
 * muster_lane_next:
 * @self: a lane
 * @now_us: boot time
 *
 * Returns: (nullable) (transfer none): the most urgent page that may be tried now
 */
MusterPageJob *
muster_lane_next (const MusterLane *self, gint64 now_us)
{
  if (!has_room (self) || now_us < get_floor (self))
    return NULL;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      MusterPageJob *job = g_ptr_array_index (self->jobs, i);

      if (!job->is_trying && job->due_us <= now_us)
        return job;
    }
  return NULL;
}

/**
 * muster_lane_next_us:
 * @self: a lane
 * @now_us: boot time
 *
 * Returns: when muster_lane_next() may find one, if nothing happens before
 */
gint64
muster_lane_next_us (const MusterLane *self, gint64 now_us)
{
  gint64 next_us = G_MAXINT64;

  if (!has_room (self))
    return G_MAXINT64;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const MusterPageJob *job = g_ptr_array_index (self->jobs, i);

      if (!job->is_trying)
        next_us = MIN (next_us, job->due_us);
    }
  return next_us == G_MAXINT64 ? G_MAXINT64 : MAX (next_us, MAX (get_floor (self), now_us));
}

/**
 * muster_lane_complain:
 * @self: a lane
 * @now_us: boot time
 *
 * Returns: (transfer full) (nullable): why a new page had better go by another channel
 */
char *
muster_lane_complain (const MusterLane *self, gint64 now_us)
{
  gint64 left_us = self->rests_until_us - now_us;

  if (self->channel == NULL)
    return g_strdup_printf ("this version has no channel of the type %s",
                            self->object->config->type);
  if (!is_resting (self) || (left_us <= 0 && self->trying == 0))
    return NULL;
  if (left_us <= 0)
    return g_strdup_printf ("the channel has failed %u times in a row, and is being tried again",
                            self->failures);
  return g_strdup_printf ("the channel has failed %u times in a row, and is tried again in %u s",
                          self->failures, (guint) ((left_us + SECOND_US - 1) / SECOND_US));
}

/* --- tries --- */

/**
 * muster_lane_begin:
 * @self: a lane
 * @job: one of its pages
 * @now_us: boot time
 *
 * It is being tried.
 */
void
muster_lane_begin (MusterLane *self, MusterPageJob *job, gint64 now_us)
{
  self->began_us = now_us;
  job->is_trying = TRUE;
  self->trying++;
}

/**
 * muster_lane_end:
 * @self: a lane
 * @job: one of its pages
 *
 * It is not any more.
 */
void
muster_lane_end (MusterLane *self, MusterPageJob *job)
{
  job->is_trying = FALSE;
  self->trying--;
}

/**
 * muster_lane_worked:
 * @self: a lane
 *
 * The other side has answered as it should.
 */
void
muster_lane_worked (MusterLane *self)
{
  self->failures = self->rests = 0;
}

/**
 * muster_lane_note_sent:
 * @self: a lane
 * @page: a page of it
 *
 * The other side has it.
 */
void
muster_lane_note_sent (MusterLane *self, MusterUlid page)
{
  self->settling = page;
}

/**
 * muster_lane_note_settled:
 * @self: a lane
 * @page: a page
 *
 * That it was sent is on disk.
 *
 * Returns: whether the lane has waited for that
 */
gboolean
muster_lane_note_settled (MusterLane *self, MusterUlid page)
{
  if (!muster_ulid_equal (self->settling, page))
    return FALSE;
  self->settling = (MusterUlid){ 0, 0 };
  return TRUE;
}

/**
 * muster_lane_failed:
 * @self: a lane
 * @now_us: boot time
 *
 * The other side is out of order.
 *
 * Returns: whether it begins to rest
 */
gboolean
muster_lane_failed (MusterLane *self, gint64 now_us)
{
  gint64 rest_s = (gint64) REST_S << MIN (self->rests, 4);

  self->failures++;
  if (!is_resting (self))
    return FALSE;
  self->rests++;
  self->rests_until_us = now_us + MIN (rest_s, REST_MAX_S) * SECOND_US;
  return self->failures == MUSTER_LANE_FAILURES_MAX;
}

/**
 * muster_lane_put_off:
 * @self: a lane
 * @job: one of its pages, which has failed
 * @wait_s: as the other side wants it; 0: it does not say
 * @random: 0 to 1
 * @now_us: boot time
 *
 * 1 s, 2 s, 4 s, … to a minute, and up to a quarter less, so that not all come at once.
 */
void
muster_lane_put_off (const MusterLane *self,
                     MusterPageJob *job,
                     guint wait_s,
                     double random,
                     gint64 now_us)
{
  gint64 wait_us = MIN ((gint64) 1 << MIN (job->tries, 6), WAIT_MAX_S) * SECOND_US;

  wait_us -= (gint64) (CLAMP (random, 0, 1) * (double) (wait_us / 4));
  wait_us = MAX (wait_us, wait_s > 1 ? (gint64) wait_s * SECOND_US : 0);
  job->tries++;
  job->due_us = MAX (now_us + wait_us, self->pauses_until_us);
  if (is_resting (self))
    job->due_us = MAX (job->due_us, self->rests_until_us);
}
