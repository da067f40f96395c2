/* modifier.c - somebody stands in for somebody: one-off changes of who is on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/modifier.h"

#include "model/error.h"

#define STEPS_MAX 20000000 /* about a second */

/**
 * muster_modifier_apply:
 * @self: a modifier
 * @sets: where sets of people are kept
 * @set: who would be on call
 *
 * Returns: who is (on-call rule 7)
 */
guint
muster_modifier_apply (const MusterModifier *self, MusterMemberSets *sets, guint set)
{
  gboolean has_who = muster_member_sets_contain (sets, set, self->who);
  gboolean has_other;

  switch (self->kind)
    {
    case MUSTER_MODIFIER_COVER:
      return muster_member_sets_add (sets, &self->who, 1);
    case MUSTER_MODIFIER_ADD:
      return muster_member_sets_with (sets, set, self->who);
    case MUSTER_MODIFIER_REMOVE:
      return muster_member_sets_without (sets, set, self->who);
    case MUSTER_MODIFIER_REPLACE:
      return has_who ? muster_member_sets_with (
                           sets, muster_member_sets_without (sets, set, self->who), self->other)
                     : set;
    case MUSTER_MODIFIER_SWAP:
      has_other = muster_member_sets_contain (sets, set, self->other);
      if (has_who == has_other)
        return set;
      return has_who ? muster_member_sets_with (
                           sets, muster_member_sets_without (sets, set, self->who), self->other)
                     : muster_member_sets_with (
                           sets, muster_member_sets_without (sets, set, self->other), self->who);
    default:
      g_return_val_if_reached (set);
    }
}

static int
compare_instants (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* A timeline is cut wherever a modifier begins or ends; its pieces may be alike. */
static GArray *
cut (const GArray *modifiers, const MusterTimeline *timeline)
{
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (MusterStretch));
  guint next = 0;

  for (guint i = 0; i < modifiers->len; i++)
    {
      const MusterModifier *modifier = &g_array_index (modifiers, MusterModifier, i);

      g_array_append_val (cuts, modifier->from_s);
      g_array_append_val (cuts, modifier->to_s);
    }
  g_array_sort (cuts, compare_instants);
  for (guint i = 0; i < timeline->stretches->len; i++)
    {
      MusterStretch piece = *muster_timeline_get (timeline, i);
      gint64 end_s = muster_timeline_get_end (timeline, i);

      g_array_append_val (pieces, piece);
      for (; next < cuts->len && g_array_index (cuts, gint64, next) < end_s; next++)
        if (g_array_index (cuts, gint64, next) > piece.start_s)
          {
            piece.start_s = g_array_index (cuts, gint64, next);
            g_array_append_val (pieces, piece);
          }
    }
  return pieces;
}

/* The first piece that starts at an instant or later. */
static guint
find_piece (const GArray *pieces, gint64 at_s)
{
  guint low = 0, high = pieces->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (pieces, MusterStretch, middle).start_s < at_s)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * muster_modifiers_resolve:
 * @self: (element-type MusterModifier): modifiers, in the order in which they were made
 * @sets: where sets of people are kept
 * @timeline: who would be on call
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Each finds what those before it left: so A may be replaced by B, and B by C.
 *
 * Returns: (transfer full) (nullable): who is on call; %NULL: there are too many at the same time
 */
MusterTimeline *
muster_modifiers_resolve (const GArray *self,
                          MusterMemberSets *sets,
                          const MusterTimeline *timeline,
                          GError **error)
{
  g_autoptr (GArray) pieces = cut (self, timeline);
  MusterTimeline *resolved;
  guint64 steps = 0;

  for (guint i = 0; i < self->len; i++)
    {
      const MusterModifier *modifier = &g_array_index (self, MusterModifier, i);
      guint first = find_piece (pieces, modifier->from_s);
      guint end = find_piece (pieces, modifier->to_s);

      steps += end > first ? end - first : 0;
      if (steps > STEPS_MAX)
        {
          g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "Too many modifiers are about the same time");
          return NULL;
        }
      for (guint j = first; j < end; j++)
        {
          MusterStretch *piece = &g_array_index (pieces, MusterStretch, j);

          piece->value = muster_modifier_apply (modifier, sets, piece->value);
        }
    }
  resolved = muster_timeline_new (timeline->end_s);
  for (guint i = 0; i < pieces->len; i++)
    {
      const MusterStretch *piece = &g_array_index (pieces, MusterStretch, i);

      muster_timeline_append (resolved, piece->start_s, piece->value);
    }
  return resolved;
}
