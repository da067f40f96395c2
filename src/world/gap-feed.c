/* gap-feed.c - whoever answers for a schedule is told of its gaps in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 14 days before one begins and 3 days before, together with all that come within three weeks: of
 * gaps that come every day one is told now and then (features O6).
 */
#include "world/gap-feed.h"

#include "oncall/coverage.h"
#include "world/handover-note.h"
#include "world/shift-deciding.h"
#include "world/shift-words.h"

#define FAR_US   (14 * G_TIME_SPAN_DAY)
#define NEAR_US  (3 * G_TIME_SPAN_DAY)
#define AGAIN_US (5 * G_TIME_SPAN_DAY) /* told since then before it begins: it is near */
#define TOLD_MAX 5                     /* in full */

typedef struct
{
  MusterWorld *world;
  const MusterDecideContext *context;
  const MusterObject *schedule;
  MusterBatch *batch;
  gint64 end_s; /* up to when it is looked */
} Feeding;

static char *
describe_gaps (const Feeding *self, const GArray *gaps, GTimeZone *zone)
{
  GString *text = g_string_new ("Nobody is on call ");

  for (guint i = 0; i < MIN (gaps->len, TOLD_MAX); i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

      g_string_append (text, i > 0 ? ", and " : "");
      muster_shift_words_append_span (text, zone, (MusterShiftSpan){ gap->start_s, gap->end_s },
                                      self->context->now_us / G_USEC_PER_SEC);
      g_string_append (text, gap->end_s >= self->end_s ? " and longer" : "");
    }
  if (gaps->len > TOLD_MAX)
    g_string_append_printf (text, ", and %u times more", gaps->len - TOLD_MAX);
  return g_string_free (text, FALSE);
}

static void
tell_gaps (const Feeding *self, const GArray *gaps)
{
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, self->schedule);
  g_autoptr (GPtrArray) owners = muster_schedule_list_owners (self->world, self->schedule);
  g_autofree char *title = g_strdup_printf ("Nobody will be on call of %s", self->schedule->name);

  for (guint i = 0; i < owners->len; i++)
    {
      const MusterObject *owner = g_ptr_array_index (owners, i);
      g_autoptr (GTimeZone) zone = muster_person_ref_zone (owner, body->schedule->zone);
      g_autofree char *text = describe_gaps (self, gaps, zone);
      const MusterNoticeDraft draft = { owner->id,
                                        MUSTER_NOTICE_GAP,
                                        self->schedule->id,
                                        g_array_index (gaps, MusterGap, 0).start_s * G_USEC_PER_SEC,
                                        g_array_index (gaps, MusterGap, gaps->len - 1).end_s *
                                            G_USEC_PER_SEC,
                                        title,
                                        text };

      muster_notice_emit (self->batch, self->context, &draft);
    }
}

/* Is it time to tell of it, now or again? When that is next goes into @next_us. */
static gboolean
is_untold (const Feeding *self, gint64 starts_us, gint64 *next_us)
{
  gint64 now_us = self->context->now_us;
  gboolean is_near = now_us >= starts_us - NEAR_US;

  if (now_us < starts_us - FAR_US)
    {
      *next_us = MIN (*next_us, starts_us - FAR_US);
      return FALSE;
    }
  if (!is_near)
    *next_us = MIN (*next_us, starts_us - NEAR_US);
  return !muster_shift_notices_has_gap (muster_world_get_shifts (self->world)->notices,
                                        self->schedule->id, starts_us,
                                        starts_us - (is_near ? AGAIN_US : MUSTER_GAP_FEED_US));
}

/**
 * muster_world_mind_gaps:
 * @world: a hub's world
 * @context: time and chance
 * @schedule: a schedule that can be read
 * @roster: of it, from now or before for %MUSTER_GAP_FEED_US
 * @batch: where the events go; they have no seqs and are not folded
 *
 * Tells of gaps that were not told yet.
 *
 * Returns: when to look again, µs UTC; %G_MAXINT64: this roster says nothing of that
 */
gint64
muster_world_mind_gaps (MusterWorld *world,
                        const MusterDecideContext *context,
                        const MusterObject *schedule,
                        const MusterRoster *roster,
                        MusterBatch *batch)
{
  const Feeding self = { world, context, schedule, batch, roster->timeline->end_s };
  const MusterScheduleBody *body = muster_world_get_schedule (world, schedule);
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (body->schedule, roster);
  g_autoptr (GArray) coming = g_array_new (FALSE, FALSE, sizeof (MusterGap));
  gint64 next_us = G_MAXINT64;
  gboolean untold = FALSE;

  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

      if (gap->start_s * G_USEC_PER_SEC <= context->now_us)
        continue;
      untold |= is_untold (&self, gap->start_s * G_USEC_PER_SEC, &next_us);
      g_array_append_vals (coming, gap, 1);
    }
  if (untold)
    tell_gaps (&self, coming);
  return next_us;
}
