/* roster.c - who is on call from when to when: a schedule, resolved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every layer becomes a timeline of sets of people, these are made into one from the bottom to the
 * top, and modifiers change that one. It costs what there is between the two instants, wherever the
 * anchors are.
 */
#include "oncall/roster.h"

#include "base/civil-date.h"
#include "model/error.h"
#include "oncall/shift-count.h"

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

/* --- layers --- */

static guint
combine_stack (guint below, guint above, gpointer user_data G_GNUC_UNUSED)
{
  return above != MUSTER_NOBODY ? above : below;
}

static guint
combine_union (guint below, guint above, gpointer user_data)
{
  return muster_member_sets_union (user_data, below, above);
}

static MusterTimeline *
nobody (gint64 from_s, gint64 to_s)
{
  MusterTimeline *timeline = muster_timeline_new (to_s);

  muster_timeline_append (timeline, from_s, MUSTER_NOBODY);
  return timeline;
}

/* Neighbours two by two, so that a hundred layers are gone through seven times. */
static MusterTimeline *
combine_all (GPtrArray *timelines, MusterScheduleMode mode, MusterMemberSets *sets)
{
  MusterTimelineFunc func = mode == MUSTER_SCHEDULE_UNION ? combine_union : combine_stack;
  g_autoptr (GPtrArray) left = g_ptr_array_ref (timelines);

  while (left->len > 1)
    {
      GPtrArray *next = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_timeline_free);

      for (guint i = 0; i + 1 < left->len; i += 2)
        g_ptr_array_add (next,
                         muster_timeline_combine (g_ptr_array_index (left, i),
                                                  g_ptr_array_index (left, i + 1), func, sets));
      if (left->len % 2 != 0)
        g_ptr_array_add (next, g_ptr_array_steal_index (left, left->len - 1));
      g_ptr_array_unref (left);
      left = next;
    }
  return g_ptr_array_steal_index (left, 0);
}

static MusterTimeline *
resolve_version (const MusterSchedule *self,
                 const MusterScheduleVersion *version,
                 MusterMemberSets *sets,
                 gint64 from_s,
                 gint64 to_s)
{
  g_autoptr (GPtrArray) timelines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_timeline_free);

  if (version->layers->len == 0)
    return nobody (from_s, to_s);
  for (guint i = 0; i < version->layers->len; i++)
    g_ptr_array_add (timelines, muster_layer_resolve (g_ptr_array_index (version->layers, i), sets,
                                                      from_s, to_s));
  return combine_all (timelines, self->mode, sets);
}

/* --- versions --- */

static const MusterScheduleVersion *
nth_version (const MusterSchedule *self, guint i)
{
  return g_ptr_array_index (self->versions, i);
}

/* What of [from, to) the version holds; empty: nothing. */
static gboolean
clip_version (const MusterSchedule *self, guint i, gint64 *from_s, gint64 *to_s)
{
  *from_s = MAX (*from_s, nth_version (self, i)->from_s);
  if (i + 1 < self->versions->len)
    *to_s = MIN (*to_s, nth_version (self, i + 1)->from_s);
  return *from_s < *to_s;
}

static MusterTimeline *
resolve_versions (const MusterSchedule *self, MusterMemberSets *sets, gint64 from_s, gint64 to_s)
{
  MusterTimeline *timeline = nobody (from_s, to_s); /* before the first version */

  for (guint i = 0; i < self->versions->len; i++)
    {
      g_autoptr (MusterTimeline) part = NULL;
      gint64 start_s = from_s, end_s = to_s;

      if (!clip_version (self, i, &start_s, &end_s))
        continue;
      part = resolve_version (self, nth_version (self, i), sets, start_s, end_s);
      for (guint j = 0; j < part->stretches->len; j++)
        muster_timeline_append (timeline, muster_timeline_get (part, j)->start_s,
                                muster_timeline_get (part, j)->value);
    }
  return timeline;
}

/* --- what may be asked --- */

/* Shifts cannot be counted over any time whatever. */
static gboolean
is_near (const MusterLayer *layer, gint64 at_s)
{
  return !layer->rotates || layer->advance != MUSTER_ADVANCE_SHIFT ||
         ABS (at_s - layer->rotation.anchor_s) < MUSTER_SHIFT_COUNT_DAYS_MAX * MUSTER_DAY_S;
}

static gboolean
check_asked (const MusterSchedule *self, gint64 from_s, gint64 to_s, GError **error)
{
  gint64 n = 0;

  if (from_s > to_s)
    return fail (error, "What is asked for ends before it begins");
  if (from_s < MUSTER_SCHEDULE_FIRST_S || to_s > MUSTER_SCHEDULE_END_S)
    return fail (error, "What is asked for is before the year 1 or after 9999");
  for (guint i = 0; i < self->versions->len; i++)
    {
      const GPtrArray *layers = nth_version (self, i)->layers;
      gint64 start_s = from_s, end_s = to_s;

      if (!clip_version (self, i, &start_s, &end_s))
        continue;
      for (guint j = 0; j < layers->len; j++)
        {
          const MusterLayer *layer = g_ptr_array_index (layers, j);

          if (!is_near (layer, start_s))
            return fail (error, "Shifts are counted for 400 years from their start, not for more");
          n += muster_layer_count_most (layer, start_s, end_s);
        }
    }
  return n <= MUSTER_SCHEDULE_STRETCHES_MAX || fail (error, "That is too long a time at once");
}

/**
 * muster_schedule_resolve:
 * @self: a schedule that muster_schedule_check() accepts
 * @from_s: an instant
 * @to_s: a later one, or the same
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Says who is on call by the rules of on-call.md, section 2.
 *
 * Returns: (transfer full) (nullable): the roster; %NULL: it would be too long
 */
MusterRoster *
muster_schedule_resolve (const MusterSchedule *self, gint64 from_s, gint64 to_s, GError **error)
{
  g_autoptr (MusterMemberSets) sets = NULL;
  g_autoptr (MusterTimeline) planned = NULL, timeline = NULL;
  MusterRoster *roster;

  if (!check_asked (self, from_s, to_s, error))
    return NULL;
  sets = muster_member_sets_new ();
  planned = resolve_versions (self, sets, from_s, to_s);
  timeline = muster_modifiers_resolve (self->modifiers, sets, planned, error);
  if (timeline == NULL)
    return NULL;
  if (from_s == to_s)
    g_array_set_size (timeline->stretches, 0);
  roster = g_new (MusterRoster, 1);
  roster->sets = g_steal_pointer (&sets);
  roster->timeline = g_steal_pointer (&timeline);
  return roster;
}

/**
 * muster_roster_free:
 * @self: a roster
 *
 * Frees it.
 */
void
muster_roster_free (MusterRoster *self)
{
  muster_member_sets_free (self->sets);
  muster_timeline_free (self->timeline);
  g_free (self);
}

/**
 * muster_roster_get_n_spans:
 * @self: a roster
 *
 * Returns: how many spans it has
 */
guint
muster_roster_get_n_spans (const MusterRoster *self)
{
  return self->timeline->stretches->len;
}

/**
 * muster_roster_get_span:
 * @self: a roster
 * @i: which of its spans
 *
 * Returns: that one
 */
MusterRosterSpan
muster_roster_get_span (const MusterRoster *self, guint i)
{
  const MusterStretch *stretch = muster_timeline_get (self->timeline, i);
  MusterRosterSpan span = { stretch->start_s, muster_timeline_get_end (self->timeline, i), NULL,
                            0 };

  span.people = muster_member_sets_get (self->sets, stretch->value, &span.n);
  return span;
}

/**
 * muster_roster_get_at:
 * @self: a roster that is not empty
 * @at_s: an instant of it
 *
 * Returns: who is on call then, and from when to when of what was asked for
 */
MusterRosterSpan
muster_roster_get_at (const MusterRoster *self, gint64 at_s)
{
  return muster_roster_get_span (self, muster_timeline_find (self->timeline, at_s));
}
