/* timeline-model.c - the timeline against a slow oracle: same entries, fewest changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/timeline-model.h"

#define N_IDS 20

static const MusterTextRun runs[] = { { "Sarah took Commander", MUSTER_RUN_PLAIN }, { NULL } };

/* What a view knows from the signals alone. */
typedef struct
{
  MusterTimelineModel *model;
  GPtrArray *items; /* of MusterTimelineItem */
  guint n_touched;
  guint n_told;
} View;

static void
told_cb (View *view)
{
  view->n_told++;
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  View *view = data;

  for (guint i = 0; i < removed; i++)
    {
      g_signal_handlers_disconnect_by_data (view->items->pdata[position], view);
      g_ptr_array_remove_index (view->items, position);
    }
  for (guint i = 0; i < added; i++)
    {
      GObject *item = g_list_model_get_item (model, position + i);

      g_signal_connect_swapped (item, "changed", G_CALLBACK (told_cb), view);
      g_ptr_array_insert (view->items, (int) (position + i), item);
    }
  view->n_touched += removed + added;
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, view->items->len);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const MusterTimelineRowData *const *first = a;
  const MusterTimelineRowData *const *second = b;

  return muster_timeline_row_data_compare (*first, *second);
}

static void
assert_agree (const View *view, MusterTimelineRowData *const *rows, guint mask)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  guint counts[MUSTER_N_TIMELINE_KINDS] = { 0 };

  for (guint i = 0; i < N_IDS; i++)
    {
      if (rows[i] && (mask & MUSTER_TIMELINE_MASK (rows[i]->kind)))
        g_ptr_array_add (sorted, rows[i]);
      if (rows[i])
        counts[rows[i]->kind]++;
    }
  g_ptr_array_sort (sorted, compare_rows);
  g_assert_cmpuint (sorted->len, ==, view->items->len);
  for (guint i = 0; i < sorted->len; i++)
    g_assert_true (muster_timeline_row_data_equal (
        sorted->pdata[i], muster_timeline_item_row (view->items->pdata[i])));
  for (guint i = 0; i < MUSTER_N_TIMELINE_KINDS; i++)
    g_assert_cmpuint (muster_timeline_model_count (view->model, MUSTER_TIMELINE_MASK (i)), ==,
                      counts[i]);
}

static void
change_something (View *view, MusterTimelineRowData **rows)
{
  guint i = (guint) g_test_rand_int_range (0, N_IDS);
  g_autofree char *id = g_strdup_printf ("%u", i);
  MusterTimelineRowData row = {
    .id = id,
    .at_us = g_test_rand_int_range (0, 10),
    .kind = (MusterTimelineKind) g_test_rand_int_range (0, MUSTER_N_TIMELINE_KINDS),
    .runs = runs,
    .is_pending = g_test_rand_bit (),
  };

  g_clear_pointer (&rows[i], muster_timeline_row_data_free);
  if (g_test_rand_int_range (0, 4) == 0)
    {
      muster_timeline_model_remove (view->model, id);
      return;
    }
  rows[i] = muster_timeline_row_data_copy (&row);
  muster_timeline_model_put (view->model, &row);
}

static void
test_random_changes (void)
{
  MusterTimelineRowData *rows[N_IDS] = { NULL };
  guint mask = MUSTER_TIMELINE_ALL;
  View view = { .model = muster_timeline_model_new (),
                .items = g_ptr_array_new_with_free_func (g_object_unref) };

  g_signal_connect (view.model, "items-changed", G_CALLBACK (items_changed_cb), &view);
  for (guint round = 0; round < 4000; round++)
    {
      guint n = (guint) g_test_rand_int_range (0, 5);

      muster_timeline_model_begin (view.model);
      for (guint i = 0; i < n; i++)
        change_something (&view, rows);
      if (g_test_rand_int_range (0, 20) == 0)
        mask = g_test_rand_bit () ? MUSTER_TIMELINE_ALL : (guint) g_test_rand_int ();
      muster_timeline_model_set_kinds (view.model, mask);
      muster_timeline_model_commit (view.model);
      assert_agree (&view, rows, mask);
    }
  g_signal_handlers_disconnect_by_data (view.model, &view);
  g_ptr_array_unref (view.items);
  g_object_unref (view.model);
  for (guint i = 0; i < N_IDS; i++)
    g_clear_pointer (&rows[i], muster_timeline_row_data_free);
}

/* A new entry is one row; one that arrived at the hub tells only itself. */
static void
test_fewest_changes (void)
{
  MusterTimelineRowData row = { .kind = MUSTER_TIMELINE_NOTE, .runs = runs };
  View view = { .model = muster_timeline_model_new (),
                .items = g_ptr_array_new_with_free_func (g_object_unref) };

  g_signal_connect (view.model, "items-changed", G_CALLBACK (items_changed_cb), &view);
  muster_timeline_model_begin (view.model);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%05u", i);

      row.id = id;
      row.at_us = i;
      muster_timeline_model_put (view.model, &row);
    }
  muster_timeline_model_commit (view.model);
  g_assert_cmpuint (view.n_touched, ==, 10000);

  view.n_touched = 0;
  row.id = "new";
  row.at_us = 10000;
  row.is_pending = TRUE;
  muster_timeline_model_put (view.model, &row);
  g_assert_cmpuint (view.n_touched, ==, 1);
  row.is_pending = FALSE;
  muster_timeline_model_put (view.model, &row);
  muster_timeline_model_put (view.model, &row);
  g_assert_cmpuint (view.n_touched, ==, 1);
  g_assert_cmpuint (view.n_told, ==, 1);

  g_signal_handlers_disconnect_by_data (view.model, &view);
  g_ptr_array_unref (view.items);
  g_object_unref (view.model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline-model/random-changes", test_random_changes);
  g_test_add_func ("/timeline-model/fewest-changes", test_fewest_changes);
  return g_test_run ();
}
