/* gantt-grip.c - what comes of it when a shift is moved: which override that would be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-grip.h"

#define EDGE_PX 8 /* so near an edge it is the edge that is held */

/**
 * muster_gantt_grip_at:
 * @x: of the pointer in a block
 * @width: of the block
 *
 * Returns: what is held there; of a block that is narrow its middle third is its body
 */
MusterGanttGrip
muster_gantt_grip_at (double x, double width)
{
  double edge = MIN (EDGE_PX, width / 3);

  if (x < edge)
    return MUSTER_GRIP_START;
  return x > width - edge ? MUSTER_GRIP_END : MUSTER_GRIP_BODY;
}

static const MusterRosterBlock *
nth (const MusterRosterLane *lane, guint i)
{
  return i < lane->blocks->len ? &g_array_index (lane->blocks, MusterRosterBlock, i) : NULL;
}

static gboolean
is_duty (const MusterRosterBlock *block)
{
  return block && block->kind == MUSTER_BLOCK_DUTY;
}

/* An edge of a gap is that of who is beside it. */
static gboolean
take_neighbour (MusterGanttMove *move)
{
  if (is_duty (nth (move->final, move->block)))
    return TRUE;
  if (move->grip == MUSTER_GRIP_START && move->block > 0)
    {
      move->block--;
      move->grip = MUSTER_GRIP_END;
    }
  else if (move->grip == MUSTER_GRIP_END)
    {
      move->block++;
      move->grip = MUSTER_GRIP_START;
    }
  return is_duty (nth (move->final, move->block));
}

/* Somebody takes over a time that another one has; nobody does: it is left open. */
static void
give (const MusterGanttMove *move,
      const MusterRosterBlock *from,
      const MusterRosterBlock *to,
      MusterModifier *out)
{
  if (move->is_union || !is_duty (to))
    {
      out->kind = MUSTER_MODIFIER_REMOVE;
      out->who = from->person;
      return;
    }
  out->kind = MUSTER_MODIFIER_COVER;
  out->who = to->person;
}

static void
take (const MusterGanttMove *move, const MusterRosterBlock *block, MusterModifier *out)
{
  out->kind = move->is_union ? MUSTER_MODIFIER_ADD : MUSTER_MODIFIER_COVER;
  out->who = block->person;
}

static void
move_edge (const MusterGanttMove *move, const MusterRosterBlock *block, MusterModifier *out)
{
  const gboolean is_start = move->grip == MUSTER_GRIP_START;
  const gint64 edge_s = is_start ? block->start_s : block->end_s;
  const MusterRosterBlock *beside = nth (move->final, is_start ? move->block - 1 : move->block + 1);
  const gboolean grows = is_start ? move->at_s < edge_s : move->at_s > edge_s;

  out->from_s = MIN (move->at_s, edge_s);
  out->to_s = MAX (move->at_s, edge_s);
  if (grows)
    {
      take (move, block, out);
      return;
    }
  out->from_s = MAX (out->from_s, block->start_s);
  out->to_s = MIN (out->to_s, block->end_s);
  if (beside && (is_start ? beside->end_s != edge_s : beside->start_s != edge_s))
    beside = NULL;
  give (move, block, beside, out);
}

/* Onto a gap it is covered; onto somebody else's shift these two swap. */
static gboolean
move_body (const MusterGanttMove *move, const MusterRosterBlock *block, MusterModifier *out)
{
  const MusterRosterBlock *target =
      nth (move->final, muster_roster_lane_nearest (move->final, move->at_s));

  if (!target || target == block || move->at_s < target->start_s || move->at_s >= target->end_s)
    return FALSE;
  if (target->kind == MUSTER_BLOCK_GAP)
    {
      take (move, block, out);
      out->from_s = target->start_s;
      out->to_s = target->end_s;
      return TRUE;
    }
  if (!is_duty (target) || target->person == block->person)
    return FALSE;
  out->kind = MUSTER_MODIFIER_SWAP;
  out->who = block->person;
  out->other = target->person;
  out->from_s = MIN (block->start_s, target->start_s);
  out->to_s = MAX (block->end_s, target->end_s);
  return TRUE;
}

/**
 * muster_gantt_move_propose:
 * @self: what is moved, and where to
 * @out: (out): the override
 *
 * An edge that is moved out has its person take over what it is moved over; one that is moved in
 * gives it to whoever is beside, or leaves it open.
 *
 * Returns: whether anything comes of it that is not past
 */
gboolean
muster_gantt_move_propose (const MusterGanttMove *self, MusterModifier *out)
{
  MusterGanttMove move = *self;
  const MusterRosterBlock *block;

  *out = (MusterModifier){ .kind = MUSTER_MODIFIER_COVER };
  if (move.grip == MUSTER_GRIP_NONE || !nth (move.final, move.block) || !take_neighbour (&move))
    return FALSE;
  block = nth (move.final, move.block);
  if (move.grip == MUSTER_GRIP_BODY)
    {
      if (!move_body (&move, block, out))
        return FALSE;
    }
  else
    move_edge (&move, block, out);
  out->from_s = MAX (out->from_s, move.now_s);
  return out->from_s < out->to_s;
}
