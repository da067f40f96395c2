/* pager-test.c - test pages: whether pages reach somebody, before one has to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A test page goes by the lane that a page would go by, behind all pages, and is told of by what
 * tells of pages: so what it shows is so. It is a job for incident 0.
 */
#include "hub/pager-parts.h"
#include "oncall/personal-rules.h"

#include <string.h>

#define SHOWN_US (15 * (gint64) G_USEC_PER_SEC) /* as a page to the desktop */

const MusterPageReach *
muster_pager_find_test (const MusterPager *self, MusterUlid test)
{
  const MusterPageReach *reach = muster_page_reaches_find_test (
      muster_world_get_page_reaches (muster_pager_get_world (self)), test);

  return reach != NULL && reach->is_waiting ? reach : NULL;
}

/* --- by a console --- */

static gboolean
is_to_desktop (const MusterPageReach *reach)
{
  return strcmp (reach->channel, MUSTER_CHANNEL_DESKTOP) == 0;
}

/* The stream has it: a console of the person's that shows it says so. */
static void
test_desktop (MusterPager *self, const MusterPageReach *reach)
{
  MusterServerStats stats;

  muster_server_get_stats (self->settings.server, &stats);
  if (stats.streams == 0)
    muster_pager_refuse (self, reach->test, 0, "no console is connected");
  else
    muster_alarm_set (self->desktop_test, muster_pager_boot_us (self) + SHOWN_US);
}

/* What was asked for later than the alarm was set moved it. */
void
muster_pager_end_desktop_tests (gpointer user_data)
{
  MusterPager *self = user_data;
  const GPtrArray *list =
      muster_page_reaches_list (muster_world_get_page_reaches (muster_pager_get_world (self)));

  muster_alarm_set (self->desktop_test, G_MAXINT64);
  for (guint i = 0; i < list->len; i++)
    {
      const MusterPageReach *reach = g_ptr_array_index (list, i);

      if (reach->is_waiting && is_to_desktop (reach))
        muster_pager_refuse (self, reach->test, 0, "no console of theirs has shown it");
    }
}

/* --- by channels --- */

static void
test_channel (MusterPager *self, const MusterPageReach *reach, guint64 seq)
{
  g_autofree char *reason = NULL;
  MusterLane *lane = muster_pager_choose_lane (self, reach->person, reach->channel, &reason);
  MusterPageJob *job;

  if (lane == NULL)
    {
      muster_pager_refuse (self, reach->test, 0, reason);
      return;
    }
  job = g_new (MusterPageJob, 1);
  *job = (MusterPageJob){ .page = reach->test,
                          .person = reach->person,
                          .seq = seq,
                          .severity = MUSTER_SEVERITY_INFO,
                          .due_us = G_MININT64 };
  muster_pager_enqueue (self, lane, job);
  muster_pager_pump (self);
}

/**
 * muster_pager_test:
 * @self: a pager
 * @asked: a test-page.asked that is on disk
 *
 * Has it leave.
 */
void
muster_pager_test (MusterPager *self, const MusterEvent *asked)
{
  const MusterPageReach *reach =
      muster_pager_find_test (self, muster_event_ulid (asked, MUSTER_FACT_ID));

  if (reach == NULL)
    return;
  if (is_to_desktop (reach))
    test_desktop (self, reach);
  else
    test_channel (self, reach, asked->seq);
}

/* Whoever asked has seen the hub go, and asks again. */
void
muster_pager_end_lost_tests (MusterPager *self)
{
  const GPtrArray *list =
      muster_page_reaches_list (muster_world_get_page_reaches (muster_pager_get_world (self)));

  for (guint i = 0; i < list->len; i++)
    {
      const MusterPageReach *reach = g_ptr_array_index (list, i);

      if (reach->is_waiting && !g_hash_table_contains (self->jobs, &reach->test) &&
          !g_hash_table_contains (self->ended, &reach->test))
        muster_pager_refuse (self, reach->test, 0,
                             "the hub was started anew before anything was known of it");
    }
}
