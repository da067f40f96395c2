/* number-set.c - many 64-bit numbers in little room, to be taken in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/number-set.h"

#include <string.h>

#define BLOCK_BITS  16
#define BLOCK_MASK  0xffffu
#define FEW_MAX     4096 /* from here on as many bits take no more room */
#define FEW_MIN     8
#define WORDS       ((BLOCK_MASK + 1) / 64)
#define WORDS_BYTES (WORDS * sizeof (guint64))

typedef struct
{
  guint64 high;
  guint16 *few; /* in no order, and some perhaps twice; NULL: see bits */
  guint64 *bits;
  guint n, room; /* of few */
} Block;

struct _MusterNumberSet
{
  GHashTable *by_high;
  GPtrArray *blocks; /* of Block; from the first taking on by falling high */
  Block *last;       /* that something was added to */
  gboolean is_sorted;
};

static void
block_free (gpointer data)
{
  Block *self = data;

  g_free (self->few);
  g_free (self->bits);
  g_free (self);
}

/**
 * muster_number_set_new:
 *
 * Returns: (transfer full): an empty set
 */
MusterNumberSet *
muster_number_set_new (void)
{
  MusterNumberSet *self = g_new0 (MusterNumberSet, 1);

  self->by_high = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

/**
 * muster_number_set_free:
 * @self: a set
 *
 * Frees it.
 */
void
muster_number_set_free (MusterNumberSet *self)
{
  g_hash_table_unref (self->by_high);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static Block *
find_block (MusterNumberSet *self, guint64 high)
{
  Block *block = self->last;

  if (block != NULL && block->high == high)
    return block;
  block = g_hash_table_lookup (self->by_high, &high);
  if (block == NULL)
    {
      block = g_new0 (Block, 1);
      block->high = high;
      g_ptr_array_add (self->blocks, block);
      g_hash_table_insert (self->by_high, &block->high, block);
      self->is_sorted = FALSE;
    }
  self->last = block;
  return block;
}

static void
set_bit (Block *block, guint low)
{
  block->bits[low / 64] |= G_GUINT64_CONSTANT (1) << low % 64;
}

static void
turn_into_bits (Block *block)
{
  block->bits = g_malloc0 (WORDS_BYTES);
  for (guint i = 0; i < block->n; i++)
    set_bit (block, block->few[i]);
  g_clear_pointer (&block->few, g_free);
}

/**
 * muster_number_set_add:
 * @self: a set
 * @number: any
 *
 * Puts it in, O(1).
 */
void
muster_number_set_add (MusterNumberSet *self, guint64 number)
{
  Block *block = find_block (self, number >> BLOCK_BITS);

  if (block->bits == NULL && block->n == FEW_MAX)
    turn_into_bits (block);
  if (block->bits != NULL)
    {
      set_bit (block, number & BLOCK_MASK);
      return;
    }
  if (block->n == block->room)
    {
      block->room = MAX (block->room * 2, FEW_MIN);
      block->few = g_renew (guint16, block->few, block->room);
    }
  block->few[block->n++] = number & BLOCK_MASK;
}

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const Block *x = *(const Block *const *) a, *y = *(const Block *const *) b;

  return (x->high < y->high) - (x->high > y->high);
}

/* Out of @block, as long as there is room. */
static guint
take_of_block (Block *block, guint64 *out, guint max)
{
  guint n = 0;

  for (guint word = 0; word < WORDS && n < max; word++)
    while (block->bits[word] != 0 && n < max)
      {
        guint bit = (guint) __builtin_ctzll (block->bits[word]);

        block->bits[word] &= block->bits[word] - 1;
        out[n++] = block->high << BLOCK_BITS | (word * 64 + bit);
      }
  return n;
}

/**
 * muster_number_set_take:
 * @self: a set
 * @out: (out): room for @max
 * @max: how many are wanted, > 0
 *
 * Takes the least numbers out, in order; their room is given back as they go.
 *
 * Returns: how many; fewer than @max, down to 0, when no more are left
 */
guint
muster_number_set_take (MusterNumberSet *self, guint64 *out, guint max)
{
  guint n = 0;

  if (!self->is_sorted)
    g_ptr_array_sort (self->blocks, compare_blocks);
  self->is_sorted = TRUE;
  self->last = NULL;
  while (n < max && self->blocks->len > 0)
    {
      Block *block = g_ptr_array_index (self->blocks, self->blocks->len - 1);

      if (block->bits == NULL)
        turn_into_bits (block);
      n += take_of_block (block, out + n, max - n);
      if (n == max)
        break;
      g_hash_table_remove (self->by_high, &block->high);
      g_ptr_array_set_size (self->blocks, (gint) self->blocks->len - 1);
    }
  return n;
}
