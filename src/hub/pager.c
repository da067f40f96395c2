/* pager.c - pages leave the hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a page is still wanted the world says, each time before it is tried: so nothing leaves
 * after an acknowledgement but what was on its way. Each channel has a lane of its own, so that one
 * that hangs delays no other.
 */
#include "hub/pager.h"

#include "hub/channel-check.h"
#include "hub/pager-parts.h"
#include "oncall/personal-rules.h"

#include <string.h>

gint64
muster_pager_boot_us (const MusterPager *self)
{
  return muster_clock_boot_us (self->settings.clock);
}

MusterWorld *
muster_pager_get_world (const MusterPager *self)
{
  return muster_committer_get_world (self->settings.committer);
}

MusterPageCounts *
muster_pager_get_counts (MusterPager *self, const MusterChannel *channel)
{
  MusterPageCounts *counts = g_hash_table_lookup (self->counts, channel);

  if (counts != NULL)
    return counts;
  counts = g_new0 (MusterPageCounts, 1);
  g_hash_table_insert (self->counts, (gpointer) channel, counts);
  return counts;
}

GPtrArray *
muster_pager_read_reaches (const MusterPager *self, MusterUlid person)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (muster_pager_get_world (self)), person);

  return muster_contacts_read (object != NULL && !object->removed ? object->contact : NULL);
}

/* --- lanes --- */

static MusterLane *
find_lane (const MusterPager *self, MusterUlid object)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      MusterLane *lane = g_ptr_array_index (self->lanes, i);

      if (muster_ulid_equal (lane->object->id, object))
        return lane;
    }
  return NULL;
}

static void
refuse_all (MusterPager *self, MusterLane *lane, const char *reason)
{
  for (guint i = lane->jobs->len; i > 0; i--)
    {
      MusterPageJob *job = g_ptr_array_index (lane->jobs, i - 1);

      if (!job->is_trying)
        muster_pager_refuse_job (self, job, reason);
    }
}

static void
put_lane (MusterPager *self, MusterChannelObject *object /* transfer full */)
{
  MusterLane *lane = find_lane (self, object->id);

  if (lane == NULL)
    {
      g_ptr_array_add (self->lanes, muster_lane_new (object));
      return;
    }
  lane->is_gone = FALSE;
  g_hash_table_remove_all (lane->broken); /* somebody may have mended it, or an address */
  if (lane->object->seq == object->seq)
    muster_channel_object_free (object);
  else
    {
      lane->is_sound = FALSE;
      muster_lane_renew (lane, object);
    }
}

/**
 * muster_pager_renew:
 * @self: a pager
 * @world: what is configured
 *
 * A channel that was changed begins anew; what waits for one that is gone is refused.
 */
void
muster_pager_renew (MusterPager *self, const MusterWorld *world)
{
  g_autoptr (GPtrArray) objects = muster_channel_objects_list (muster_world_get_directory (world));

  for (guint i = 0; i < self->lanes->len; i++)
    ((MusterLane *) g_ptr_array_index (self->lanes, i))->is_gone = TRUE;
  while (objects->len > 0)
    put_lane (self, g_ptr_array_steal_index (objects, 0));
  g_ptr_array_set_size (self->objects, 0);
  for (guint i = 0; i < self->lanes->len; i++)
    {
      MusterLane *lane = g_ptr_array_index (self->lanes, i);

      if (lane->is_gone || lane->channel == NULL)
        refuse_all (self, lane, MUSTER_PAGER_LOST_WORDS);
      else
        g_ptr_array_add (self->objects, lane->object);
    }
  muster_pager_pump (self);
}

/* --- new pages --- */

/* Where it goes; NULL: @reason says why nowhere. */
MusterLane *
muster_pager_choose_lane (const MusterPager *self,
                          MusterUlid person,
                          const char *channel,
                          char **reason)
{
  g_autoptr (GPtrArray) reaches = muster_pager_read_reaches (self, person);
  const MusterContact *reach = muster_contacts_find (reaches, channel);
  const MusterChannelObject *object =
      reach != NULL ? muster_contact_choose (reach, self->objects) : NULL;
  MusterLane *lane = object != NULL ? find_lane (self, object->id) : NULL;

  if (reach == NULL)
    *reason = g_strdup ("they have no such channel");
  else if (lane == NULL)
    *reason = g_strdup_printf ("no channel of the type %s is configured", channel);
  else
    *reason = muster_lane_complain (lane, muster_pager_boot_us (self));
  return *reason == NULL ? lane : NULL;
}

/* A drill's pages go to who started it alone (protocol §7). */
static gboolean
is_of_others_drill (const MusterPager *self, const MusterIncident *incident, const MusterPage *page)
{
  const MusterObject *drill;

  if (muster_ulid_is_null (incident->drill))
    return FALSE;
  drill = muster_directory_get (muster_world_get_directory (muster_pager_get_world (self)),
                                incident->drill);
  return drill == NULL || !muster_ulid_equal (drill->service, page->person);
}

/* An older one that waits says no more than this. */
static void
drop_older (MusterPager *self, MusterLane *lane, const MusterPageJob *job)
{
  for (guint i = lane->jobs->len; i > 0; i--)
    {
      MusterPageJob *other = g_ptr_array_index (lane->jobs, i - 1);

      if (!other->is_trying && other->incident == job->incident && other->seq < job->seq &&
          muster_ulid_equal (other->person, job->person))
        muster_pager_refuse_job (self, other, NULL);
    }
}

/* The least urgent has to make room. FALSE: that is the new one. */
static gboolean
make_room (MusterPager *self, MusterLane *lane, const MusterPageJob *job)
{
  MusterPageJob *last;

  if (lane->jobs->len < MUSTER_LANE_JOBS_MAX)
    return TRUE;
  last = g_ptr_array_index (lane->jobs, lane->jobs->len - 1);
  if (last->is_trying || muster_page_job_compare (job, last) > 0)
    return FALSE;
  muster_pager_refuse_job (self, last, "too many pages wait for this channel");
  return TRUE;
}

void
muster_pager_enqueue (MusterPager *self, MusterLane *lane, MusterPageJob *job)
{
  drop_older (self, lane, job);
  if (!make_room (self, lane, job))
    {
      muster_pager_refuse (self, job->page, job->incident, "too many pages wait for this channel");
      g_free (job);
      return;
    }
  muster_lane_add (lane, job);
  g_hash_table_insert (self->jobs, &job->page, job);
}

void
muster_pager_take_page (MusterPager *self,
                        const MusterIncident *incident,
                        const MusterPage *page,
                        gboolean is_repeat)
{
  g_autofree char *reason = NULL;
  MusterPageJob *job;
  MusterLane *lane;

  if (g_hash_table_contains (self->jobs, &page->id) ||
      g_hash_table_contains (self->ended, &page->id))
    return;
  if (is_of_others_drill (self, incident, page))
    {
      muster_pager_refuse (self, page->id, incident->number,
                           "of a drill only who started it is told");
      return;
    }
  lane = muster_pager_choose_lane (self, page->person, page->channel, &reason);
  if (lane == NULL)
    {
      muster_pager_refuse (self, page->id, incident->number, reason);
      return;
    }
  job = g_new (MusterPageJob, 1);
  *job = (MusterPageJob){ .page = page->id,
                          .person = page->person,
                          .incident = incident->number,
                          .seq = page->seq,
                          .severity = incident->severity,
                          .due_us = G_MININT64,
                          .unknown = is_repeat,
                          .is_repeat = is_repeat };
  muster_pager_enqueue (self, lane, job);
}

/**
 * muster_pager_take:
 * @self: a pager
 * @intended: a page.intended that is on disk
 *
 * Has it leave.
 */
void
muster_pager_take (MusterPager *self, const MusterEvent *intended)
{
  const MusterIncident *incident;
  const MusterPage *page = muster_pager_find_page (
      self, intended->incident, muster_event_ulid (intended, MUSTER_FACT_PAGE), &incident);

  if (page == NULL || page->state != MUSTER_PAGE_INTENDED)
    return;
  muster_pager_take_page (self, incident, page, FALSE);
  muster_pager_pump (self);
}

/**
 * muster_pager_drop:
 * @self: a pager
 * @incident: n of INC-n
 *
 * What is being tried goes on; its answer is its outcome.
 */
void
muster_pager_drop (MusterPager *self, guint incident)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      const MusterLane *lane = g_ptr_array_index (self->lanes, i);

      for (guint j = lane->jobs->len; j > 0; j--)
        {
          MusterPageJob *job = g_ptr_array_index (lane->jobs, j - 1);
          const MusterIncident *its;
          const MusterPage *page;

          if (job->incident != incident || job->is_trying)
            continue;
          page = muster_pager_find_page (self, incident, job->page, &its);
          if (page == NULL || !muster_page_is_wanted (its, page))
            muster_pager_refuse_job (self, job, NULL);
        }
    }
  muster_pager_arm (self);
}

/* --- itself --- */

static void
pump_cb (gpointer self)
{
  muster_pager_pump (self);
}

/**
 * muster_pager_new:
 * @settings: what it works with; copied
 *
 * Returns: (transfer full): a pager without channels
 */
MusterPager *
muster_pager_new (const MusterPagerSettings *settings)
{
  MusterPager *self = g_new0 (MusterPager, 1);

  self->settings = *settings;
  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_lane_free);
  self->objects = g_ptr_array_new ();
  self->jobs = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  self->ended = muster_pager_new_ended ();
  self->counts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->alarm = muster_alarm_new_boot (settings->clock, pump_cb, self);
  self->tell_again = muster_alarm_new_boot (settings->clock, muster_pager_tell_again, self);
  self->desktop_again =
      muster_alarm_new_boot (settings->clock, muster_pager_tell_desktop_again, self);
  self->desktop_test =
      muster_alarm_new_boot (settings->clock, muster_pager_end_desktop_tests, self);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->notices);
  return self;
}

/**
 * muster_pager_free:
 * @self: (transfer full): a pager, whose committer is stopped
 */
void
muster_pager_free (MusterPager *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  muster_pager_forget_notices (self);
  muster_alarm_free (self->alarm);
  muster_alarm_free (self->tell_again);
  muster_alarm_free (self->desktop_again);
  muster_alarm_free (self->desktop_test);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->ended);
  g_hash_table_unref (self->jobs);
  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->lanes);
  g_free (self);
}

/**
 * muster_pager_set_outbound:
 * @self: a pager
 * @outbound: what makes requests from now on: for tests, which ask no network
 */
void
muster_pager_set_outbound (MusterPager *self, const MusterOutbound *outbound)
{
  self->outbound = *outbound;
}
