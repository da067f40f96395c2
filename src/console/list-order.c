/* list-order.c - keep the entries of a list in order while they come, change and go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/list-order.h"

/**
 * muster_list_mark_moved:
 * @moved: (element-type MusterListMarks): those that await muster_list_order()
 * @entry: one that is new or has perhaps another place; again does nothing
 */
void
muster_list_mark_moved (GPtrArray *moved, gpointer entry)
{
  MusterListMarks *marks = entry;

  if (!marks->is_moved)
    g_ptr_array_add (moved, entry);
  marks->is_moved = TRUE;
}

static void
append_unless_removed (GPtrArray *array, gpointer entry)
{
  if (!((MusterListMarks *) entry)->is_removed)
    g_ptr_array_add (array, entry);
}

/**
 * muster_list_order:
 * @ordered: (inout) (element-type MusterListMarks): every entry, in order but for @moved; replaced
 * @moved: (element-type MusterListMarks): emptied
 * @compare: given two places in an array, as for g_ptr_array_sort()
 *
 * Sorts those that moved and merges them into the others; entries marked as removed are left out,
 * and not freed. Takes O(n + m log m), m having moved.
 */
void
muster_list_order (GPtrArray **ordered, GPtrArray *moved, GCompareFunc compare)
{
  g_autoptr (GPtrArray) before = *ordered;
  guint next = 0;

  *ordered = g_ptr_array_sized_new (before->len + moved->len);
  g_ptr_array_sort (moved, compare);
  for (guint i = 0; i < before->len; i++)
    {
      if (((MusterListMarks *) before->pdata[i])->is_moved)
        continue;
      while (next < moved->len && compare (&moved->pdata[next], &before->pdata[i]) < 0)
        append_unless_removed (*ordered, moved->pdata[next++]);
      append_unless_removed (*ordered, before->pdata[i]);
    }
  while (next < moved->len)
    append_unless_removed (*ordered, moved->pdata[next++]);
  for (guint i = 0; i < moved->len; i++)
    ((MusterListMarks *) moved->pdata[i])->is_moved = FALSE;
  g_ptr_array_set_size (moved, 0);
}

/**
 * muster_list_tell_changed:
 * @shown: (element-type MusterListMarks): the entries that the view has
 * @tell: called with each that changed
 */
void
muster_list_tell_changed (const GPtrArray *shown, GFunc tell)
{
  for (guint i = 0; i < shown->len; i++)
    {
      MusterListMarks *marks = shown->pdata[i];
      gboolean is_changed = marks->is_changed;

      marks->is_changed = FALSE;
      if (is_changed)
        tell (marks, NULL);
    }
}

/**
 * muster_list_is_removed:
 * @key: any
 * @entry: a #MusterListMarks
 * @user_data: any
 *
 * Returns: whether @entry goes; for g_hash_table_foreach_remove()
 */
gboolean
muster_list_is_removed (gpointer key, gpointer entry, gpointer user_data)
{
  return ((MusterListMarks *) entry)->is_removed;
}
