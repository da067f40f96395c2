/* pager-resume.c - pages that had no outcome when the hub ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pager-parts.h"
#include "oncall/personal-rules.h"

#define DESKTOP_AGAIN_US (5 * (gint64) G_USEC_PER_SEC) /* consoles come back after a start */

static gboolean
is_on_desktop (const MusterPage *page)
{
  return g_strcmp0 (page->channel, MUSTER_CHANNEL_DESKTOP) == 0;
}

static gboolean
resume_page (MusterPager *self, const MusterIncident *incident, const MusterPage *page)
{
  if (page->state != MUSTER_PAGE_INTENDED)
    return FALSE;
  if (is_on_desktop (page))
    return muster_page_is_wanted (incident, page);
  if (muster_page_is_wanted (incident, page))
    muster_pager_take_page (self, incident, page, TRUE);
  else if (!g_hash_table_contains (self->ended, &page->id) &&
           !g_hash_table_contains (self->jobs, &page->id))
    muster_pager_refuse (self, page->id, incident->number, NULL);
  return FALSE;
}

/**
 * muster_pager_resume:
 * @self: a pager
 *
 * O(pages ever). Whoever is told twice by a channel that cannot know is told that, too.
 */
void
muster_pager_resume (MusterPager *self)
{
  const MusterWorld *world = muster_pager_get_world (self);
  gboolean any_on_desktop = FALSE;

  muster_pager_tell_lost (self);
  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      for (guint j = 0; incident != NULL && j < incident->pages->len; j++)
        any_on_desktop |= resume_page (self, incident, g_ptr_array_index (incident->pages, j));
    }
  muster_pager_end_lost_tests (self);
  if (any_on_desktop)
    muster_alarm_set (self->desktop_again, muster_pager_boot_us (self) + DESKTOP_AGAIN_US);
  muster_pager_pump (self);
}

/* The consoles that are there by now have them from the stream. */
void
muster_pager_tell_desktop_again (gpointer user_data)
{
  MusterPager *self = user_data;
  const MusterWorld *world = muster_pager_get_world (self);
  MusterServerStats stats;

  muster_server_get_stats (self->settings.server, &stats);
  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      for (guint j = 0; incident != NULL && j < incident->pages->len; j++)
        {
          const MusterPage *page = g_ptr_array_index (incident->pages, j);

          if (!is_on_desktop (page) || !muster_page_is_wanted (incident, page))
            continue;
          if (stats.streams == 0)
            muster_pager_refuse (self, page->id, i, "no console is connected");
          else
            muster_pager_end_page (self, &(MusterPageOutcome){ .kind = MUSTER_EVENT_PAGE_SENT,
                                                               .page = page->id,
                                                               .incident = i,
                                                               .duration_us = -1 });
        }
    }
}
