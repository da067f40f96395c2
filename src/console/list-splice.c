/* list-splice.c - turn what a list shows into what it should show, in the fewest changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/list-splice.h"

#include <string.h>

#define NONE G_MAXUINT

/* The part of both lists that differs. */
typedef struct
{
  GListModel *model;
  GPtrArray *shown;
  const GPtrArray *wanted;
  guint start;     /* where both begin to differ */
  guint shown_end; /* one after the last that differs */
  guint wanted_end;
} Window;

static Window
find_window (GListModel *model, GPtrArray *shown, const GPtrArray *wanted)
{
  Window window = { model, shown, wanted, 0, shown->len, wanted->len };

  while (window.start < MIN (shown->len, wanted->len) &&
         shown->pdata[window.start] == wanted->pdata[window.start])
    window.start++;
  while (window.shown_end > window.start && window.wanted_end > window.start &&
         shown->pdata[window.shown_end - 1] == wanted->pdata[window.wanted_end - 1])
    {
      window.shown_end--;
      window.wanted_end--;
    }
  return window;
}

/* For each wanted row of the window, where it is shown now. */
static guint *
find_places (const Window *window)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  guint n = window->wanted_end - window->start;
  guint *at = g_new (guint, n);

  for (guint i = window->start; i < window->shown_end; i++)
    g_hash_table_insert (places, window->shown->pdata[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n; i++)
    {
      gpointer place = g_hash_table_lookup (places, window->wanted->pdata[window->start + i]);

      at[i] = place ? GPOINTER_TO_UINT (place) - 1 : NONE;
    }
  return at;
}

/* Rows that stay are the longest increasing subsequence of @at (Fredman 1975: patience sorting);
 * the others become NONE. */
static void
keep_most (guint *at, guint n)
{
  g_autofree guint *tails = g_new (guint, n); /* best end of a run of each length */
  g_autofree guint *before = g_new (guint, n);
  guint length = 0;
  guint keep;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (at[i] == NONE)
        continue;
      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (at[tails[middle]] < at[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? tails[low - 1] : NONE;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  keep = length > 0 ? tails[length - 1] : NONE;
  for (guint i = n; i-- > 0;)
    if (i == keep)
      keep = before[i];
    else
      at[i] = NONE;
}

/* Replaces @n_removed rows at @position by @n_added wanted ones from @from on, and says so. */
static void
replace (const Window *window, guint position, guint n_removed, guint n_added, guint from)
{
  GPtrArray *shown = window->shown;
  guint n_after = shown->len - position - n_removed;

  if (n_removed == 0 && n_added == 0)
    return;
  if (n_added > n_removed)
    g_ptr_array_set_size (shown, (int) (shown->len + n_added - n_removed));
  memmove (shown->pdata + position + n_added, shown->pdata + position + n_removed,
           n_after * sizeof (gpointer));
  if (n_added < n_removed)
    g_ptr_array_set_size (shown, (int) (shown->len + n_added - n_removed));
  if (n_added > 0)
    memcpy (shown->pdata + position, window->wanted->pdata + from, n_added * sizeof (gpointer));
  g_list_model_items_changed (window->model, position, n_removed, n_added);
}

/**
 * muster_list_splice:
 * @model: the model whose rows they are
 * @shown: (element-type gpointer): what @model has now; changed step by step
 * @wanted: (element-type gpointer): what it should have; no pointer may be in a list twice
 *
 * Emits as few rows as possible in "items-changed": as many as can stay where they are, stay.
 * At each emission @shown is what the listeners have been told. Takes O(n log n) in the part
 * that differs.
 */
void
muster_list_splice (GListModel *model, GPtrArray *shown, const GPtrArray *wanted)
{
  Window window;
  g_autofree guint *at = NULL;
  guint n;
  guint position;
  guint next_shown; /* as it was before the first change */
  guint next = 0;

  g_return_if_fail (G_IS_LIST_MODEL (model));

  window = find_window (model, shown, wanted);
  n = window.wanted_end - window.start;
  position = next_shown = window.start;
  at = find_places (&window);
  keep_most (at, n);
  for (guint i = 0; i < n; i++)
    {
      if (at[i] == NONE)
        continue;
      replace (&window, position, at[i] - next_shown, i - next, window.start + next);
      position += i - next + 1;
      next_shown = at[i] + 1;
      next = i + 1;
    }
  replace (&window, position, window.shown_end - next_shown, n - next, window.start + next);
}
