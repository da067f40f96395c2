/* roster-lanes.c - a schedule as lanes of blocks: its overrides, its layers, and what comes of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/roster-lanes.h"

#include <glib/gi18n.h>

#include "base/civil-date.h"
#include "base/safe-text.h"
#include "console/roster-words.h"

/* So far around what is shown a block's true ends are looked for. */
#define MARGIN_S (100 * MUSTER_DAY_S)

/* --- lanes --- */

static void
clear_block (MusterRosterBlock *block)
{
  g_free (block->who);
  g_free (block->what);
}

static MusterRosterLane *
lane_new (MusterLaneKind kind, const char *title, char *detail)
{
  MusterRosterLane *self = g_new (MusterRosterLane, 1);

  self->kind = kind;
  self->title = muster_safe_text (title, -1, FALSE);
  self->detail = detail;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (MusterRosterBlock));
  g_array_set_clear_func (self->blocks, (GDestroyNotify) clear_block);
  return self;
}

/**
 * muster_roster_lane_free:
 * @self: a lane
 *
 * Frees it.
 */
void
muster_roster_lane_free (MusterRosterLane *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_array_unref (self->blocks);
  g_free (self);
}

/**
 * muster_roster_lane_nearest:
 * @lane: a lane
 * @at_s: an instant
 *
 * Returns: its block that has the instant in it, else the nearest; %G_MAXUINT: it has none
 */
guint
muster_roster_lane_nearest (const MusterRosterLane *lane, gint64 at_s)
{
  guint best = G_MAXUINT;
  gint64 least_s = G_MAXINT64;

  for (guint i = 0; i < lane->blocks->len; i++)
    {
      const MusterRosterBlock *block = &g_array_index (lane->blocks, MusterRosterBlock, i);
      gint64 away_s = at_s < block->start_s ? block->start_s - at_s
                      : at_s < block->end_s ? -1
                                            : at_s - block->end_s;

      if (away_s < least_s)
        {
          least_s = away_s;
          best = i;
        }
    }
  return best;
}

/* What is being made: everything in view, of a schedule. */
typedef struct
{
  const MusterRosterSubject *subject;
  gint64 from_s, to_s;    /* in view */
  gint64 early_s, late_s; /* with the margin */
  MusterMemberSets *sets; /* of layers */
  GPtrArray *layers;      /* of MusterRosterLane, top to bottom */
} Making;

static void
add_duty (Making *self, MusterRosterLane *lane, gint64 start_s, gint64 end_s, guint set)
{
  MusterRosterBlock block = {
    .kind = MUSTER_BLOCK_VACANT, .start_s = start_s, .end_s = end_s, .person = G_MAXUINT
  };
  const guint *people;
  guint n;

  people = muster_member_sets_get (self->sets, set, &n);
  if (n > 0)
    {
      block.kind = MUSTER_BLOCK_DUTY;
      block.person = people[0];
      block.tint = g_array_index (self->subject->tints, guint, people[0]);
      block.who = muster_roster_subject_dup_names (self->subject, people, n);
    }
  g_array_append_val (lane->blocks, block);
}

static gboolean
is_seen (const Making *self, gint64 start_s, gint64 end_s)
{
  return start_s < self->to_s && end_s > self->from_s;
}

/* --- layers --- */

#define OUT_OF_HOURS G_MAXUINT

static guint
mask (guint set, guint holds, gpointer user_data G_GNUC_UNUSED)
{
  return holds != 0 ? set : OUT_OF_HOURS;
}

/* Whose turn it is within the layer's hours: a vacant turn is something else than no turn. */
static MusterTimeline *
resolve_layer (Making *self, const MusterLayer *layer, gint64 from_s, gint64 to_s)
{
  g_autoptr (MusterTimeline) turns = muster_layer_resolve (layer, self->sets, from_s, to_s);
  g_autoptr (MusterTimeline) hours = NULL;
  MusterWallClock clock;

  if (layer->hours->len == 0)
    return g_steal_pointer (&turns);
  muster_wall_clock_init (&clock, layer->zone);
  hours = muster_restriction_resolve (layer->hours, &clock, from_s, to_s);
  return muster_timeline_combine (turns, hours, mask, NULL);
}

static MusterRosterLane *
find_layer_lane (Making *self, const MusterLayer *layer)
{
  g_autofree char *name = muster_safe_text (layer->name, -1, FALSE);
  MusterRosterLane *lane;

  for (guint i = 0; i < self->layers->len; i++)
    {
      lane = g_ptr_array_index (self->layers, i);
      if (g_str_equal (lane->title, name))
        return lane;
    }
  lane = lane_new (MUSTER_LANE_LAYER, layer->name, muster_roster_describe_layer (layer));
  g_ptr_array_insert (self->layers, 0, lane); /* layers stand bottom first */
  return lane;
}

static void
add_layer (Making *self, const MusterLayer *layer, gint64 from_s, gint64 to_s)
{
  MusterRosterLane *lane = find_layer_lane (self, layer);
  g_autoptr (MusterTimeline) timeline = resolve_layer (self, layer, from_s, to_s);

  for (guint i = 0; i < timeline->stretches->len; i++)
    {
      const MusterStretch *stretch = muster_timeline_get (timeline, i);
      gint64 end_s = muster_timeline_get_end (timeline, i);

      if (stretch->value != OUT_OF_HOURS && is_seen (self, stretch->start_s, end_s))
        add_duty (self, lane, stretch->start_s, end_s, stretch->value);
    }
}

static void
add_layers (Making *self)
{
  const GPtrArray *versions = self->subject->body->schedule->versions;

  for (guint i = 0; i < versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (versions, i);
      gint64 from_s = MAX (version->from_s, self->early_s), to_s = self->late_s;

      if (i + 1 < versions->len)
        to_s = MIN (to_s,
                    ((const MusterScheduleVersion *) g_ptr_array_index (versions, i + 1))->from_s);
      if (!is_seen (self, from_s, to_s))
        continue;
      for (guint j = 0; j < version->layers->len; j++)
        add_layer (self, g_ptr_array_index (version->layers, j), from_s, to_s);
    }
}

/* --- overrides --- */

static void
add_modifier (Making *self, MusterRosterLane *lane, const MusterModifier *modifier)
{
  const MusterRosterSubject *subject = self->subject;
  const GArray *modifiers = subject->body->schedule->modifiers;
  gboolean is_replace = modifier->kind == MUSTER_MODIFIER_REPLACE;
  guint shown = is_replace ? modifier->other : modifier->who;
  const char *title = g_ptr_array_index (subject->titles, shown);
  const char *other =
      modifier->kind == MUSTER_MODIFIER_SWAP || is_replace
          ? g_ptr_array_index (subject->titles, is_replace ? modifier->who : modifier->other)
          : NULL;
  guint nth = (guint) (modifier - &g_array_index (modifiers, MusterModifier, 0));
  MusterRosterBlock block = { .kind = MUSTER_BLOCK_CHANGE,
                              .start_s = modifier->from_s,
                              .end_s = modifier->to_s,
                              .person = shown,
                              .tint = g_array_index (subject->tints, guint, shown),
                              .who = g_strdup (title),
                              .what = muster_roster_describe_modifier (modifier->kind, other) };

  if (nth >= subject->first_change && nth - subject->first_change < subject->changes->len)
    block.change = g_array_index (subject->changes, MusterUlid, nth - subject->first_change);
  g_array_append_val (lane->blocks, block);
}

/* The first lane that has nothing then: what overlaps stands below. */
static MusterRosterLane *
find_override_lane (GPtrArray *lanes, gint64 from_s, gint64 to_s)
{
  MusterRosterLane *lane;

  for (guint i = 0; i < lanes->len; i++)
    {
      gboolean is_free = TRUE;

      lane = g_ptr_array_index (lanes, i);
      for (guint j = 0; j < lane->blocks->len && is_free; j++)
        {
          const MusterRosterBlock *block = &g_array_index (lane->blocks, MusterRosterBlock, j);

          is_free = block->end_s <= from_s || block->start_s >= to_s;
        }
      if (is_free)
        return lane;
    }
  lane = lane_new (MUSTER_LANE_OVERRIDES, lanes->len == 0 ? _ ("Overrides") : "", NULL);
  g_ptr_array_add (lanes, lane);
  return lane;
}

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const MusterRosterBlock *x = a, *y = b;

  return (x->start_s > y->start_s) - (x->start_s < y->start_s);
}

static guint
add_asked (Making *self, GPtrArray *lanes)
{
  const GArray *all = self->subject->asked;
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const MusterRosterAsked *asked = &g_array_index (all, MusterRosterAsked, i);
      MusterRosterBlock block = { .kind = MUSTER_BLOCK_ASKED,
                                  .start_s = asked->start_s,
                                  .end_s = asked->end_s,
                                  .person = G_MAXUINT,
                                  .who = asked->who };

      if (!is_seen (self, asked->start_s, asked->end_s))
        continue;
      block.who = g_strdup (block.who);
      g_array_append_val (find_override_lane (lanes, asked->start_s, asked->end_s)->blocks, block);
      n++;
    }
  return n;
}

/* "2 in view, 1 asked" */
static char *
describe_overrides (guint n, guint n_asked)
{
  /* TRANSLATORS: below "Overrides": how many there are in the weeks that are shown */
  g_autofree char *seen = n == 0 ? g_strdup (_ ("none in view"))
                                 : g_strdup_printf (ngettext ("%u in view", "%u in view", n), n);

  if (n_asked == 0)
    return g_steal_pointer (&seen);
  /* TRANSLATORS: behind that: how many shifts somebody is asked to take */
  return g_strdup_printf (ngettext ("%s, %u asked", "%s, %u asked", n_asked), seen, n_asked);
}

static void
add_overrides (Making *self, GPtrArray *lanes)
{
  const GArray *modifiers = self->subject->body->schedule->modifiers;
  MusterRosterLane *first;
  guint n = 0, n_asked;

  for (guint i = 0; i < modifiers->len; i++)
    {
      const MusterModifier *modifier = &g_array_index (modifiers, MusterModifier, i);

      if (!is_seen (self, modifier->from_s, modifier->to_s))
        continue;
      add_modifier (self, find_override_lane (lanes, modifier->from_s, modifier->to_s), modifier);
      n++;
    }
  n_asked = add_asked (self, lanes);
  if (lanes->len == 0)
    g_ptr_array_add (lanes, lane_new (MUSTER_LANE_OVERRIDES, _ ("Overrides"), NULL));
  first = g_ptr_array_index (lanes, 0);
  first->detail = describe_overrides (n, n_asked);
  for (guint i = 0; i < lanes->len; i++)
    g_array_sort (((MusterRosterLane *) g_ptr_array_index (lanes, i))->blocks, compare_blocks);
}

/* --- who is on call --- */

static void
add_final_spans (MusterRosterLane *lane,
                 const MusterRosterSubject *subject,
                 const Making *view,
                 const MusterRoster *roster)
{
  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);
      MusterRosterBlock block = { .start_s = span.start_s, .end_s = span.end_s };

      if (span.n == 0 || !is_seen (view, span.start_s, span.end_s))
        continue;
      block.person = span.people[0];
      block.tint = g_array_index (subject->tints, guint, block.person);
      block.who = muster_roster_subject_dup_names (subject, span.people, span.n);
      g_array_append_val (lane->blocks, block);
    }
}

/**
 * muster_roster_lane_new_final:
 * @subject: a schedule
 * @from_s: an instant
 * @to_s: a later one
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): who is on call of it, and the gaps
 */
MusterRosterLane *
muster_roster_lane_new_final (const MusterRosterSubject *subject,
                              gint64 from_s,
                              gint64 to_s,
                              GError **error)
{
  const MusterSchedule *schedule = subject->body->schedule;
  Making view = { .from_s = from_s, .to_s = to_s };
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GArray) gaps = NULL;
  MusterRosterLane *lane;

  roster = muster_schedule_resolve (schedule, MAX (from_s - MARGIN_S, MUSTER_SCHEDULE_FIRST_S),
                                    MIN (to_s + MARGIN_S, MUSTER_SCHEDULE_END_S), error);
  if (!roster)
    return NULL;
  lane = lane_new (MUSTER_LANE_FINAL, _ ("Final schedule"),
                   /* TRANSLATORS: below "Final schedule" */
                   g_strdup (_ ("who is paged")));
  add_final_spans (lane, subject, &view, roster);
  gaps = muster_coverage_find_gaps (schedule, roster);
  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);
      MusterRosterBlock block = {
        .kind = MUSTER_BLOCK_GAP, .start_s = gap->start_s, .end_s = gap->end_s, .person = G_MAXUINT
      };

      if (is_seen (&view, gap->start_s, gap->end_s))
        g_array_append_val (lane->blocks, block);
    }
  g_array_sort (lane->blocks, compare_blocks);
  return lane;
}

/**
 * muster_roster_lanes_new:
 * @subject: a schedule
 * @from_s: an instant
 * @to_s: a later one
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable) (element-type MusterRosterLane): overrides, layers from the
 *   topmost down, and who is on call
 */
GPtrArray *
muster_roster_lanes_new (const MusterRosterSubject *subject,
                         gint64 from_s,
                         gint64 to_s,
                         GError **error)
{
  g_autoptr (MusterMemberSets) sets = muster_member_sets_new ();
  g_autoptr (GPtrArray) layers = g_ptr_array_new ();
  g_autoptr (GPtrArray) lanes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_roster_lane_free);
  Making making = { subject,
                    from_s,
                    to_s,
                    MAX (from_s - MARGIN_S, MUSTER_SCHEDULE_FIRST_S),
                    MIN (to_s + MARGIN_S, MUSTER_SCHEDULE_END_S),
                    sets,
                    layers };
  MusterRosterLane *final = muster_roster_lane_new_final (subject, from_s, to_s, error);

  if (!final) /* it also says whether the layers are too much */
    return NULL;
  add_overrides (&making, lanes);
  add_layers (&making);
  for (guint i = 0; i < layers->len; i++)
    g_ptr_array_add (lanes, g_ptr_array_index (layers, i));
  g_ptr_array_add (lanes, final);
  return g_steal_pointer (&lanes);
}
