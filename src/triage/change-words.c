/* change-words.c - which changes say the same as what fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A word counts for as much as it is rare among the changes (inverse document frequency): what
 * every change says tells nothing of any. */
#include "triage/change-words.h"

#include "triage/words.h"

#include <math.h>
#include <string.h>

#define SHOWN       4
#define TEXT_MAX    16384 /* bytes of a diff that are read */
#define WORDS_LIMIT 4096  /* different ones of a change */
#define NAMES_MAX   200   /* services whose names are looked at */

struct _MusterChangeWords
{
  GHashTable *trouble; /* of char *: words of what fails */
  GPtrArray *changes;  /* of GHashTable: words of each that the trouble has as well */
  GHashTable *counts;  /* word → in how many changes */
};

static void
add_text (GHashTable *words, const char *text, gsize n)
{
  MusterWords walk;
  char word[MUSTER_WORD_BYTES];

  muster_words_begin (&walk, text, (gssize) n);
  while (muster_words_next (&walk, word))
    if (muster_word_is_telling (word) && g_hash_table_size (words) < WORDS_LIMIT)
      g_hash_table_add (words, g_strdup (word));
}

/* Changed lines only: what stands around them was there before. */
static void
add_diff (GHashTable *words, const char *diff)
{
  const char *end = diff + strnlen (diff, TEXT_MAX);

  while (diff < end)
    {
      const char *stop = memchr (diff, '\n', (gsize) (end - diff));

      stop = stop != NULL ? stop : end;
      if ((diff[0] == '-' || diff[0] == '+') && !g_str_has_prefix (diff, "---") &&
          !g_str_has_prefix (diff, "+++"))
        add_text (words, diff + 1, (gsize) (stop - diff) - 1);
      diff = stop + 1;
    }
}

static GHashTable *
words_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
read_change (MusterChangeWords *self, const MusterChangeFacts *change)
{
  GHashTable *words = words_new ();
  GHashTableIter iter;
  gpointer word;

  if (change->title != NULL)
    add_text (words, change->title, strlen (change->title));
  if (change->files != NULL)
    add_text (words, change->files, strlen (change->files));
  if (change->diff != NULL)
    add_diff (words, change->diff);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      gpointer n = g_hash_table_lookup (self->counts, word);

      if (!g_hash_table_contains (self->trouble, word))
        g_hash_table_iter_remove (&iter);
      else
        g_hash_table_insert (self->counts, g_strdup (word),
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
    }
  return words;
}

/* A service's own name tells which service, and that counts elsewhere; so does a part of it. */
static gboolean
is_part_of_name (const MusterServiceGraph *graph, const char *word)
{
  for (guint i = 0; i < MIN (muster_service_graph_size (graph), NAMES_MAX); i++)
    {
      g_autofree char *name = g_ascii_strdown (muster_service_graph_get_name (graph, i), -1);

      if (strstr (name, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
remove_names (MusterChangeWords *self, const MusterServiceGraph *graph)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, self->trouble);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (is_part_of_name (graph, word))
      g_hash_table_iter_remove (&iter);
}

/**
 * muster_change_words_new:
 * @changes: (array length=n): what was changed
 * @n: how many
 * @trouble: what fails
 *
 * Returns: (transfer full): the words that they share
 */
MusterChangeWords *
muster_change_words_new (const MusterChangeFacts *changes, guint n, const MusterTrouble *trouble)
{
  MusterChangeWords *self = g_new0 (MusterChangeWords, 1);

  self->trouble = words_new ();
  self->counts = words_new ();
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < trouble->n_signs; i++)
    add_text (self->trouble, trouble->signs[i].text, strlen (trouble->signs[i].text));
  if (trouble->graph != NULL)
    remove_names (self, trouble->graph);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->changes, read_change (self, &changes[i]));
  return self;
}

/**
 * muster_change_words_free:
 * @self: words
 *
 * Frees them.
 */
void
muster_change_words_free (MusterChangeWords *self)
{
  g_ptr_array_unref (self->changes);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->trouble);
  g_free (self);
}

static double
rarity_of (const MusterChangeWords *self, const char *word)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, word));

  return log ((1.0 + self->changes->len) / (double) MAX (n, 1));
}

static int
compare_by_rarity (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  double rarer = rarity_of (user_data, x) - rarity_of (user_data, y);

  return rarer != 0 ? (rarer > 0 ? -1 : 1) : strcmp (x, y);
}

/**
 * muster_change_words_overlap:
 * @self: words
 * @change: index of a change
 * @shared: (out) (transfer full) (nullable): the rarest that it shares
 *
 * Returns: how rare they are, all told; 0: there are none
 */
double
muster_change_words_overlap (const MusterChangeWords *self, guint change, char **shared)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  GHashTableIter iter;
  gpointer word;
  double sum = 0;

  *shared = NULL;
  g_hash_table_iter_init (&iter, g_ptr_array_index (self->changes, change));
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_ptr_array_add (words, word);
  g_ptr_array_sort_with_data (words, compare_by_rarity, (gpointer) self);
  for (guint i = 0; i < words->len; i++)
    {
      sum += rarity_of (self, g_ptr_array_index (words, i));
      if (i < SHOWN)
        g_string_append_printf (told, "%s%s", i > 0 ? ", " : "",
                                (char *) g_ptr_array_index (words, i));
    }
  if (words->len > 0)
    *shared = g_strdup (told->str);
  return sum;
}
