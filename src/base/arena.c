/* arena.c - many small pieces of memory, freed at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/arena.h"
#include <string.h>

/* What reset() keeps for the next round, so that steady work allocates nothing; more than this was
 * one large round, and is given back. */
#define KEPT_BYTES_MAX (1024 * 1024)
#define ALIGN_BYTES    8
#define PIECE_MAX      (G_MAXSIZE / 2)

typedef struct _Block Block;
struct _Block
{
  Block *next;
  gsize room_bytes;
  guint64 bytes[];
};

struct _MusterArena
{
  Block *used;  /* the newest first; next and stop point into it */
  Block *spare; /* all of block_bytes */
  char *next;
  char *stop;
  gsize block_bytes;
};

/**
 * muster_arena_new:
 * @block_bytes: how much to ask the system for at a time, > 0
 *
 * Returns: (transfer full): an empty arena; it takes memory at the first piece
 */
MusterArena *
muster_arena_new (gsize block_bytes)
{
  MusterArena *self;

  g_return_val_if_fail (block_bytes > 0 && block_bytes < PIECE_MAX, NULL);

  self = g_new0 (MusterArena, 1);
  self->block_bytes = (block_bytes + ALIGN_BYTES - 1) & ~(gsize) (ALIGN_BYTES - 1);
  return self;
}

static Block *
take_block (MusterArena *self, gsize n_bytes)
{
  Block *block;

  if (n_bytes <= self->block_bytes && self->spare != NULL)
    {
      block = self->spare;
      self->spare = block->next;
      return block;
    }
  n_bytes = MAX (n_bytes, self->block_bytes);
  block = g_malloc (sizeof *block + n_bytes);
  block->room_bytes = n_bytes;
  return block;
}

/**
 * muster_arena_alloc:
 * @self: an arena
 * @n_bytes: how much, at most half of the address space; 0 gives a pointer that may not be read
 *
 * Returns: (transfer none): uncleared memory, aligned to 8 bytes, until reset or free; aborts when
 *   the system has none, as g_malloc() does
 */
gpointer
muster_arena_alloc (MusterArena *self, gsize n_bytes)
{
  gsize rounded = (n_bytes + ALIGN_BYTES - 1) & ~(gsize) (ALIGN_BYTES - 1);
  char *piece;

  g_return_val_if_fail (self != NULL && n_bytes < PIECE_MAX, NULL);

  if (G_UNLIKELY ((gsize) (self->stop - self->next) < rounded || self->used == NULL))
    {
      Block *block = take_block (self, rounded);

      block->next = self->used;
      self->used = block;
      self->next = (char *) block->bytes;
      self->stop = self->next + block->room_bytes;
    }
  piece = self->next;
  self->next += rounded;
  return piece;
}

/**
 * muster_arena_strndup:
 * @self: an arena
 * @text: @n_bytes bytes
 * @n_bytes: how many
 *
 * Returns: (transfer none): a copy, ended by a zero
 */
char *
muster_arena_strndup (MusterArena *self, const char *text, gsize n_bytes)
{
  char *copy;

  g_return_val_if_fail (self != NULL && n_bytes < PIECE_MAX, NULL);

  copy = muster_arena_alloc (self, n_bytes + 1);
  if (n_bytes > 0)
    memcpy (copy, text, n_bytes);
  copy[n_bytes] = '\0';
  return copy;
}

/**
 * muster_arena_reset:
 * @self: an arena
 *
 * Ends the life of every piece. Up to 1 MiB of blocks is kept for the next ones.
 */
void
muster_arena_reset (MusterArena *self)
{
  gsize kept_bytes = 0;

  g_return_if_fail (self != NULL);

  for (Block *block = self->spare; block != NULL; block = block->next)
    kept_bytes += block->room_bytes;
  while (self->used != NULL)
    {
      Block *block = self->used;

      self->used = block->next;
      if (block->room_bytes == self->block_bytes &&
          kept_bytes + block->room_bytes <= KEPT_BYTES_MAX)
        {
          kept_bytes += block->room_bytes;
          block->next = self->spare;
          self->spare = block;
        }
      else
        g_free (block);
    }
  self->next = NULL;
  self->stop = NULL;
}

static void
free_blocks (Block *block)
{
  while (block != NULL)
    {
      Block *next = block->next;

      g_free (block);
      block = next;
    }
}

/**
 * muster_arena_free:
 * @self: (nullable): an arena
 *
 * Frees it and every piece.
 */
void
muster_arena_free (MusterArena *self)
{
  if (self == NULL)
    return;
  free_blocks (self->used);
  free_blocks (self->spare);
  g_free (self);
}
