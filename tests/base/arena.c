/* arena.c - pieces do not overlap, and steady work allocates nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/arena.h"
#include "random-below.h"
#include <string.h>

typedef struct
{
  guchar *bytes;
  gsize n;
  guchar mark;
} Piece;

/* Every piece still holds what was written into it after all others were written. */
static void
test_pieces_do_not_overlap (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (256);

  for (guint round = 0; round < 100; round++)
    {
      Piece pieces[200];

      for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
        {
          gsize n = random_below (i % 10 == 0 ? 2000 : 60);

          pieces[i] = (Piece){ .bytes = muster_arena_alloc (arena, n), .n = n, .mark = (guchar) i };
          g_assert_nonnull (pieces[i].bytes);
          g_assert_cmpuint ((guintptr) pieces[i].bytes % 8, ==, 0);
          memset (pieces[i].bytes, pieces[i].mark, n);
        }
      for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
        for (gsize j = 0; j < pieces[i].n; j++)
          g_assert_cmpuint (pieces[i].bytes[j], ==, pieces[i].mark);
      muster_arena_reset (arena);
    }
}

static void
test_strndup (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (16);
  char *empty = muster_arena_strndup (arena, NULL, 0);
  char *text = muster_arena_strndup (arena, "alertname", 5);
  char *larger = muster_arena_strndup (arena, "larger than a whole block", 25);

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (text, ==, "alert");
  g_assert_cmpstr (larger, ==, "larger than a whole block");
}

/* After a reset the same memory comes back: the second round asks the system for nothing. */
static void
test_reset_keeps_blocks (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  g_autoptr (GHashTable) first = g_hash_table_new (NULL, NULL);

  for (guint round = 0; round < 5; round++)
    {
      for (guint i = 0; i < 20; i++)
        {
          gpointer piece = muster_arena_alloc (arena, 1024); /* a block each */

          if (round == 0)
            g_hash_table_add (first, piece);
          else
            g_assert_true (g_hash_table_contains (first, piece));
        }
      muster_arena_reset (arena);
    }
}

static void
test_freed_and_empty (void)
{
  MusterArena *arena = muster_arena_new (1);

  muster_arena_reset (arena);
  muster_arena_reset (arena);
  g_assert_nonnull (muster_arena_alloc (arena, 0));
  muster_arena_free (arena);
  muster_arena_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arena/pieces-do-not-overlap", test_pieces_do_not_overlap);
  g_test_add_func ("/arena/strndup", test_strndup);
  g_test_add_func ("/arena/reset-keeps-blocks", test_reset_keeps_blocks);
  g_test_add_func ("/arena/freed-and-empty", test_freed_and_empty);
  return g_test_run ();
}
