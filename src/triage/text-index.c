/* text-index.c - which texts are alike, by the words that they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/text-index.h"

#include "triage/words.h"

#include <stdlib.h>
#include <string.h>

/* Whose shingles these are; in order, each once. */
typedef struct
{
  guint n;
  guint32 shingles[MUSTER_TEXT_SHINGLES_MAX];
} Text;

struct _MusterTextIndex
{
  GHashTable *texts;    /* id → Text */
  GHashTable *postings; /* shingle → GArray of guint: ids, in order */
};

/**
 * muster_text_index_new:
 *
 * Returns: (transfer full): one without texts
 */
MusterTextIndex *
muster_text_index_new (void)
{
  MusterTextIndex *self = g_new0 (MusterTextIndex, 1);

  self->texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->postings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * muster_text_index_free:
 * @self: an index
 *
 * Frees it.
 */
void
muster_text_index_free (MusterTextIndex *self)
{
  g_hash_table_unref (self->postings);
  g_hash_table_unref (self->texts);
  g_free (self);
}

static const Text *
get_text (const MusterTextIndex *self, guint id)
{
  return g_hash_table_lookup (self->texts, GUINT_TO_POINTER (id));
}

/* --- shingles --- */

static int
compare_shingles (const void *a, const void *b)
{
  const guint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
add_shingle (Text *text, guint32 shingle)
{
  if (text->n < MUSTER_TEXT_SHINGLES_MAX)
    text->shingles[text->n++] = shingle;
}

/* Numbers and what every text says are left out: they differ, or agree, for no reason. */
static void
read_text (Text *text, const char *words)
{
  char word[MUSTER_WORD_BYTES];
  MusterWords walk;
  guint32 before = 0, n = 0;

  muster_words_begin (&walk, words, -1);
  while (muster_words_next (&walk, word))
    {
      guint32 hash;

      if (!muster_word_is_telling (word))
        continue;
      hash = g_str_hash (word);
      add_shingle (text, hash);
      if (before != 0)
        add_shingle (text, before * 31 + hash);
      before = hash;
    }
  qsort (text->shingles, text->n, sizeof *text->shingles, compare_shingles);
  for (guint i = 0; i < text->n; i++)
    if (n == 0 || text->shingles[i] != text->shingles[n - 1])
      text->shingles[n++] = text->shingles[i];
  text->n = n;
}

/* --- postings --- */

/* Where @id is, or would be. */
static guint
find_place (const GArray *ids, guint id)
{
  guint from = 0, to = ids->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (g_array_index (ids, guint, middle) < id)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

static void
enter (MusterTextIndex *self, guint32 shingle, guint id)
{
  GArray *ids = g_hash_table_lookup (self->postings, GUINT_TO_POINTER (shingle));

  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->postings, GUINT_TO_POINTER (shingle), ids);
    }
  g_array_insert_val (ids, find_place (ids, id), id);
}

static void
leave (MusterTextIndex *self, guint32 shingle, guint id)
{
  GArray *ids = g_hash_table_lookup (self->postings, GUINT_TO_POINTER (shingle));
  guint place = ids != NULL ? find_place (ids, id) : 0;

  if (ids != NULL && place < ids->len && g_array_index (ids, guint, place) == id)
    g_array_remove_index (ids, place);
  if (ids != NULL && ids->len == 0)
    g_hash_table_remove (self->postings, GUINT_TO_POINTER (shingle));
}

/**
 * muster_text_index_put:
 * @self: an index
 * @id: the text's number
 * @words: (nullable): what it says; %NULL: it is there no longer
 *
 * Takes a text in, in place of what that number said before. O(its shingles), each of which knows
 * its texts in order.
 */
void
muster_text_index_put (MusterTextIndex *self, guint id, const char *words)
{
  const Text *former = get_text (self, id);
  g_autofree Text *text = g_new0 (Text, 1);

  if (words != NULL)
    read_text (text, words);
  if (former != NULL && former->n == text->n &&
      memcmp (former->shingles, text->shingles, text->n * sizeof *text->shingles) == 0)
    return;
  for (guint i = 0; former != NULL && i < former->n; i++)
    leave (self, former->shingles[i], id);
  for (guint i = 0; i < text->n; i++)
    enter (self, text->shingles[i], id);
  if (text->n > 0)
    g_hash_table_insert (self->texts, GUINT_TO_POINTER (id), g_steal_pointer (&text));
  else
    g_hash_table_remove (self->texts, GUINT_TO_POINTER (id));
}

/* --- finding --- */

/* How many shingles of a text others have, the newest of each: id → count. */
static GHashTable *
count_shared (const MusterTextIndex *self, guint id, const Text *text)
{
  GHashTable *shared = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < text->n; i++)
    {
      const GArray *ids =
          g_hash_table_lookup (self->postings, GUINT_TO_POINTER (text->shingles[i]));
      guint first = ids->len > MUSTER_TEXT_POSTINGS_MAX ? ids->len - MUSTER_TEXT_POSTINGS_MAX : 0;

      for (guint k = first; k < ids->len; k++)
        {
          gpointer other = GUINT_TO_POINTER (g_array_index (ids, guint, k));
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (shared, other));

          if (GPOINTER_TO_UINT (other) != id)
            g_hash_table_insert (shared, other, GUINT_TO_POINTER (n + 1));
        }
    }
  return shared;
}

static gboolean
is_better (const MusterTextMatch *one, const MusterTextMatch *other)
{
  return one->likeness > other->likeness ||
         (one->likeness == other->likeness && one->id > other->id);
}

static guint
offer (MusterTextMatch *items, guint n, const MusterTextMatch *match)
{
  guint i = n;

  if (n == MUSTER_TEXT_MATCHES_MAX && !is_better (match, &items[n - 1]))
    return n;
  i = MIN (i, MUSTER_TEXT_MATCHES_MAX - 1);
  for (; i > 0 && is_better (match, &items[i - 1]); i--)
    items[i] = items[i - 1];
  items[i] = *match;
  return MIN (n + 1, MUSTER_TEXT_MATCHES_MAX);
}

/**
 * muster_text_index_find:
 * @self: an index
 * @id: a text of it
 * @least: the least likeness, above 0
 * @out: (out): room for %MUSTER_TEXT_MATCHES_MAX
 *
 * Finds the texts that say most of the same (Jaccard index of their shingles). At most 64 shingles
 * times 256 texts are looked at, however many there are.
 *
 * Returns: how many, likest first
 */
guint
muster_text_index_find (const MusterTextIndex *self,
                        guint id,
                        double least,
                        MusterTextMatch out[MUSTER_TEXT_MATCHES_MAX])
{
  const Text *text = get_text (self, id);
  g_autoptr (GHashTable) shared = NULL;
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  if (text == NULL)
    return 0;
  shared = count_shared (self, id, text);
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint both = GPOINTER_TO_UINT (value);
      const Text *other = get_text (self, GPOINTER_TO_UINT (key));
      const MusterTextMatch match = { GPOINTER_TO_UINT (key),
                                      (double) both / (double) (text->n + other->n - both) };

      if (match.likeness >= least)
        n = offer (out, n, &match);
    }
  return n;
}
