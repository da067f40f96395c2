/* ulid-set.c - ids in order, close together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A list of sorted blocks. Ids of what happens are made in the order of time, so most are added
 * behind all others, where a full block is followed by a new one and stays full. */
#include "base/ulid-set.h"

#include <string.h>

#define BLOCK_MAX 256
#define BLOCK_MIN 4
#define FEW       (BLOCK_MAX / 4) /* so few are put together with a neighbour's */

typedef struct
{
  guint n;
  guint room;
  MusterUlid ids[];
} Block;

struct _MusterUlidSet
{
  guint n; /* of blocks, none of which is empty */
  guint room;
  Block **blocks;
};

/**
 * muster_ulid_set_new:
 *
 * Returns: (transfer full): an empty set
 */
MusterUlidSet *
muster_ulid_set_new (void)
{
  return g_new0 (MusterUlidSet, 1);
}

/**
 * muster_ulid_set_free:
 * @self: a set
 *
 * Frees it.
 */
void
muster_ulid_set_free (MusterUlidSet *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->blocks[i]);
  g_free (self->blocks);
  g_free (self);
}

static Block *
resize_block (Block *block, guint room)
{
  guint n = block != NULL ? block->n : 0;

  block = g_realloc (block, sizeof *block + room * sizeof (MusterUlid));
  block->n = n;
  block->room = room;
  return block;
}

/* The last block that does not begin behind @id; of a set that is not empty. */
static guint
find_block (const MusterUlidSet *self, MusterUlid id)
{
  guint low = 0, high = self->n;

  if (muster_ulid_compare (self->blocks[high - 1]->ids[0], id) <= 0)
    return high - 1;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (muster_ulid_compare (self->blocks[middle]->ids[0], id) <= 0)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Where @id is in a block, or would be. */
static guint
find_place (const Block *block, MusterUlid id)
{
  guint low = 0, high = block->n;

  if (muster_ulid_compare (block->ids[high - 1], id) < 0)
    return high;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (muster_ulid_compare (block->ids[middle], id) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_at (const Block *block, guint place, MusterUlid id)
{
  return place < block->n && muster_ulid_equal (block->ids[place], id);
}

static void
insert_block (MusterUlidSet *self, guint at, Block *block)
{
  if (self->n == self->room)
    {
      self->room = MAX (self->room * 2, 1);
      self->blocks = g_renew (Block *, self->blocks, self->room);
    }
  memmove (self->blocks + at + 1, self->blocks + at, (self->n - at) * sizeof *self->blocks);
  self->blocks[at] = block;
  self->n++;
}

static void
remove_block (MusterUlidSet *self, guint at)
{
  g_free (self->blocks[at]);
  self->n--;
  memmove (self->blocks + at, self->blocks + at + 1, (self->n - at) * sizeof *self->blocks);
}

/* The upper half of a full block becomes one of its own; nothing where @id comes behind all. */
static void
split_block (MusterUlidSet *self, guint at, guint place)
{
  Block *block = self->blocks[at];
  guint kept = place == block->n && at == self->n - 1 ? block->n : block->n / 2;
  guint moved = block->n - kept;
  Block *next = resize_block (NULL, MAX (moved * 2, BLOCK_MAX / 4));

  memcpy (next->ids, block->ids + kept, moved * sizeof (MusterUlid));
  next->n = moved;
  block->n = kept;
  insert_block (self, at + 1, next);
}

/**
 * muster_ulid_set_add:
 * @self: a set
 * @id: in it or not
 *
 * Takes it in, O(log n).
 */
void
muster_ulid_set_add (MusterUlidSet *self, MusterUlid id)
{
  guint at, place;
  Block *block;

  if (self->n == 0)
    insert_block (self, 0, resize_block (NULL, BLOCK_MIN));
  at = self->blocks[0]->n > 0 ? find_block (self, id) : 0;
  block = self->blocks[at];
  place = block->n > 0 ? find_place (block, id) : 0;
  if (is_at (block, place, id))
    return;
  if (block->n == BLOCK_MAX)
    {
      split_block (self, at, place);
      if (place >= block->n)
        {
          place -= block->n;
          at++;
        }
      block = self->blocks[at];
    }
  if (block->n == block->room)
    block = self->blocks[at] = resize_block (block, MIN (block->room * 2, BLOCK_MAX));
  memmove (block->ids + place + 1, block->ids + place, (block->n - place) * sizeof id);
  block->ids[place] = id;
  block->n++;
}

/* Puts what a block and the next hold into the first of them, where that is little. */
static void
join_blocks (MusterUlidSet *self, guint at)
{
  Block *block, *next;

  if (at + 1 >= self->n)
    return;
  block = self->blocks[at];
  next = self->blocks[at + 1];
  if (block->n + next->n > BLOCK_MAX / 2)
    return;
  if (block->n + next->n > block->room)
    block = self->blocks[at] = resize_block (block, BLOCK_MAX / 2);
  memcpy (block->ids + block->n, next->ids, next->n * sizeof (MusterUlid));
  block->n += next->n;
  remove_block (self, at + 1);
}

/**
 * muster_ulid_set_remove:
 * @self: a set
 * @id: in it or not
 *
 * Takes it out, O(log n).
 */
void
muster_ulid_set_remove (MusterUlidSet *self, MusterUlid id)
{
  guint at = self->n > 0 ? find_block (self, id) : 0;
  Block *block = self->n > 0 ? self->blocks[at] : NULL;
  guint place = block != NULL ? find_place (block, id) : 0;

  if (block == NULL || !is_at (block, place, id))
    return;
  block->n--;
  memmove (block->ids + place, block->ids + place + 1, (block->n - place) * sizeof id);
  if (block->n == 0)
    remove_block (self, at);
  else if (block->n < FEW)
    {
      join_blocks (self, at);
      if (at > 0)
        join_blocks (self, at - 1);
    }
}

/**
 * muster_ulid_set_contains:
 * @self: a set
 * @id: an id
 *
 * Returns: whether it is in the set
 */
gboolean
muster_ulid_set_contains (const MusterUlidSet *self, MusterUlid id)
{
  const Block *block = self->n > 0 ? self->blocks[find_block (self, id)] : NULL;

  return block != NULL && is_at (block, find_place (block, id), id);
}

/**
 * muster_ulid_set_is_empty:
 * @self: a set
 *
 * Returns: whether nothing is in it
 */
gboolean
muster_ulid_set_is_empty (const MusterUlidSet *self)
{
  return self->n == 0;
}

/**
 * muster_ulid_set_next:
 * @self: a set
 * @place: (inout): where the walk stands
 * @out: (out): the next id, above the one before
 *
 * Returns: whether there was one more
 */
gboolean
muster_ulid_set_next (const MusterUlidSet *self, MusterUlidSetPlace *place, MusterUlid *out)
{
  if (place->block >= self->n)
    return FALSE;
  *out = self->blocks[place->block]->ids[place->place++];
  if (place->place == self->blocks[place->block]->n)
    *place = (MusterUlidSetPlace){ place->block + 1, 0 };
  return TRUE;
}
