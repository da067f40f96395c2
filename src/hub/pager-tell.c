/* pager-tell.c - what became of pages, until it is on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pager-parts.h"

#define TELL_AGAIN_US (2 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  MusterPageOutcome *outcome;
  guint64 seq; /* 0: not told yet */
} Ended;

static void
ended_free (gpointer data)
{
  Ended *self = data;

  muster_page_outcome_free (self->outcome);
  g_free (self);
}

GHashTable *
muster_pager_new_ended (void)
{
  return g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL, ended_free);
}

/* --- what is wanted --- */

const MusterPage *
muster_pager_find_page (const MusterPager *self,
                        guint number,
                        MusterUlid id,
                        const MusterIncident **incident)
{
  *incident = muster_world_get_incident (muster_pager_get_world (self), number);
  return *incident != NULL ? muster_incident_find_page (*incident, id) : NULL;
}

/* Since it was intended nobody has taken the incident on, and it goes on. */
gboolean
muster_page_is_wanted (const MusterIncident *incident, const MusterPage *page)
{
  if (page->state != MUSTER_PAGE_INTENDED || incident->merged_into > 0)
    return FALSE;
  if (page->is_notice)
    return !muster_incident_is_open (incident);
  return muster_incident_is_open (incident) &&
         (page->is_by_hand ||
          page->intended_seq > incident->changed_seq[MUSTER_INCIDENT_FIELD_ACKNOWLEDGED]);
}

gboolean
muster_pager_wants (const MusterPager *self, const MusterPageJob *job)
{
  const MusterIncident *incident;
  const MusterPage *page;

  if (job->incident == 0)
    return muster_pager_find_test (self, job->page) != NULL;
  page = muster_pager_find_page (self, job->incident, job->page, &incident);
  return page != NULL && muster_page_is_wanted (incident, page);
}

/* --- outcomes --- */

static void
told_cb (MusterUlid page, guint64 seq, gpointer user_data)
{
  MusterPager *self = user_data;
  Ended *ended = g_hash_table_lookup (self->ended, &page);

  if (ended == NULL)
    return;
  if (seq > 0)
    ended->seq = seq;
  else
    g_hash_table_remove (self->ended, &page); /* it has had one */
}

static gboolean
is_stored (gpointer page, gpointer ended, gpointer committed)
{
  guint64 seq = ((const Ended *) ended)->seq;

  return seq > 0 && seq <= *(const guint64 *) committed;
}

static void
forget_stored (MusterPager *self)
{
  guint64 committed = muster_committer_get_committed (self->settings.committer);

  g_hash_table_foreach_remove (self->ended, is_stored, &committed);
}

static void
submit (MusterPager *self, const MusterPageOutcome *outcome)
{
  muster_page_outcome_submit (outcome, self->settings.committer, told_cb, self);
  if (muster_alarm_get (self->tell_again) == G_MAXINT64)
    muster_alarm_set (self->tell_again, muster_pager_boot_us (self) + TELL_AGAIN_US);
}

/* What the journal did not take while it failed. */
void
muster_pager_tell_again (gpointer user_data)
{
  MusterPager *self = user_data;
  GHashTableIter iter;
  gpointer value;

  muster_alarm_set (self->tell_again, G_MAXINT64);
  forget_stored (self);
  g_hash_table_iter_init (&iter, self->ended);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const Ended *) value)->seq == 0)
      submit (self, ((const Ended *) value)->outcome);
}

/* A page's last word; it is kept until it is on disk. */
void
muster_pager_end_page (MusterPager *self, const MusterPageOutcome *outcome)
{
  Ended *ended = g_new0 (Ended, 1);

  forget_stored (self);
  ended->outcome = muster_page_outcome_copy (outcome);
  g_hash_table_replace (self->ended, &ended->outcome->page, ended);
  submit (self, outcome);
}

void
muster_pager_refuse (MusterPager *self, MusterUlid page, guint incident, const char *reason)
{
  muster_pager_end_page (self, &(MusterPageOutcome){ .kind = MUSTER_EVENT_PAGE_REFUSED,
                                                     .page = page,
                                                     .incident = incident,
                                                     .is_moot = reason == NULL,
                                                     .reason = (char *) reason });
}

/* @reason: NULL: nobody needs it any more. */
void
muster_pager_refuse_job (MusterPager *self, MusterPageJob *job, const char *reason)
{
  MusterLane *lane = job->lane;

  if (reason != NULL && lane->channel != NULL)
    muster_pager_get_counts (self, lane->channel)->refused++;
  muster_pager_refuse (self, job->page, job->incident, reason);
  g_hash_table_remove (self->jobs, &job->page);
  muster_lane_remove (lane, job);
}

/* Nothing is told of a channel that only a drill has met. */
void
muster_pager_raise_trouble (MusterPager *self,
                            MusterLane *lane,
                            const MusterPageJob *job,
                            const char *words)
{
  const MusterIncident *incident =
      muster_world_get_incident (muster_pager_get_world (self), job->incident);

  if (incident != NULL && !muster_ulid_is_null (incident->drill))
    return;
  lane->is_sound = FALSE;
  muster_channel_trouble_submit (self->settings.committer, lane->object->id, words);
}

void
muster_pager_note_worked (MusterPager *self, MusterLane *lane)
{
  muster_lane_worked (lane);
  if (lane->is_sound || g_hash_table_size (lane->broken) > 0)
    return;
  lane->is_sound = TRUE;
  muster_channel_trouble_submit (self->settings.committer, lane->object->id, NULL);
}

/**
 * muster_pager_settle:
 * @self: a pager
 * @sent: an event that is on disk
 *
 * The next page of that channel may go.
 */
void
muster_pager_settle (MusterPager *self, const MusterEvent *sent)
{
  MusterUlid page = muster_event_ulid (sent, sent->kind == MUSTER_EVENT_PAGE_SENT ? MUSTER_FACT_PAGE
                                                                                  : MUSTER_FACT_ID);

  for (guint i = 0; i < self->lanes->len; i++)
    if (muster_lane_note_settled (g_ptr_array_index (self->lanes, i), page))
      {
        muster_pager_pump (self);
        return;
      }
}

/* Since the world is another one: what was told and is not in it. */
void
muster_pager_tell_lost (MusterPager *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->ended);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Ended *) value)->seq = 0;
  if (g_hash_table_size (self->ended) > 0)
    muster_alarm_set (self->tell_again, muster_pager_boot_us (self) + TELL_AGAIN_US);
}

/* --- figures --- */

static void
append_counts (const MusterPager *self, GString *out, const char *name, gsize offset)
{
  static const char help[] = "Pages by what became of them, and tries that failed.";

  g_string_append_printf (out,
                          "# HELP muster_pages_%s_total %s\n# TYPE muster_pages_%s_total "
                          "counter\n",
                          name, help, name);
  for (guint i = 0; muster_channels[i] != NULL; i++)
    {
      const MusterPageCounts *counts = g_hash_table_lookup (self->counts, muster_channels[i]);

      if (counts != NULL)
        g_string_append_printf (out, "muster_pages_%s_total{type=\"%s\"} %" G_GUINT64_FORMAT "\n",
                                name, muster_channels[i]->name,
                                G_STRUCT_MEMBER (guint64, counts, offset));
    }
}

/**
 * muster_pager_append_metrics:
 * @self: a pager
 * @out: where to
 *
 * Writes what it counts, by types of channels.
 */
void
muster_pager_append_metrics (const MusterPager *self, GString *out)
{
  guint resting = 0;

  append_counts (self, out, "sent", G_STRUCT_OFFSET (MusterPageCounts, sent));
  append_counts (self, out, "refused", G_STRUCT_OFFSET (MusterPageCounts, refused));
  append_counts (self, out, "retried", G_STRUCT_OFFSET (MusterPageCounts, retried));
  for (guint i = 0; i < self->lanes->len; i++)
    resting += ((const MusterLane *) g_ptr_array_index (self->lanes, i))->failures >=
               MUSTER_LANE_FAILURES_MAX;
  g_string_append_printf (out,
                          "# HELP muster_pages_waiting Pages that are to leave.\n"
                          "# TYPE muster_pages_waiting gauge\nmuster_pages_waiting %u\n"
                          "# HELP muster_channels_resting Channels that fail.\n"
                          "# TYPE muster_channels_resting gauge\nmuster_channels_resting %u\n",
                          g_hash_table_size (self->jobs), resting);
}
