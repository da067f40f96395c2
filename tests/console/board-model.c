/* board-model.c - the board against a slow oracle: same rows, fewest changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-model.h"

#include <stdlib.h>
#include <string.h>

#define N_IDS 24

/* What a view knows from the signals alone. */
typedef struct
{
  MusterBoardItem *item;
  MusterBoardRowData *row; /* (nullable): a copy from when it was last told */
  guint count;
  guint edges;
  gulong handler;
} Seen;

typedef struct
{
  MusterBoardModel *model;
  GPtrArray *seen; /* of Seen */
  guint n_touched; /* rows that went or came since the last look */
  guint n_splices;
} View;

static void
look (MusterBoardItem *item, Seen *seen)
{
  const MusterBoardRowData *row = muster_board_item_row (item);

  g_clear_pointer (&seen->row, muster_board_row_data_free);
  seen->row = row ? muster_board_row_data_copy (row) : NULL;
  seen->count = muster_board_item_count (item);
  seen->edges = muster_board_item_edges (item);
}

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_clear_signal_handler (&seen->handler, seen->item);
  g_object_unref (seen->item);
  g_clear_pointer (&seen->row, muster_board_row_data_free);
  g_free (seen);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  View *view = user_data;

  g_assert_true (removed > 0 || added > 0);
  g_assert_cmpuint (position + removed, <=, view->seen->len);
  if (removed > 0)
    g_ptr_array_remove_range (view->seen, position, removed);
  for (guint i = 0; i < added; i++)
    {
      Seen *seen = g_new0 (Seen, 1);

      seen->item = g_list_model_get_item (model, position + i);
      seen->handler = g_signal_connect (seen->item, "changed", G_CALLBACK (look), seen);
      look (seen->item, seen);
      g_ptr_array_insert (view->seen, (int) (position + i), seen);
    }
  view->n_touched += removed + added;
  view->n_splices++;
  /* at every emission the model is what the view has been told */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, view->seen->len);
  for (guint i = 0; i < view->seen->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_assert_true (item == G_OBJECT (((Seen *) g_ptr_array_index (view->seen, i))->item));
    }
}

static void
view_init (View *view)
{
  view->model = muster_board_model_new ();
  view->seen = g_ptr_array_new_with_free_func (seen_free);
  view->n_touched = view->n_splices = 0;
  g_signal_connect (view->model, "items-changed", G_CALLBACK (items_changed_cb), view);
}

static void
view_clear (View *view)
{
  g_signal_handlers_disconnect_by_data (view->model, view);
  g_ptr_array_unref (view->seen);
  g_object_unref (view->model);
}

/* The oracle: at most one row an id, sorted again each time. */
typedef struct
{
  MusterBoardRowData *rows[N_IDS]; /* (nullable) */
} Oracle;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const MusterBoardRowData *const *first = a;
  const MusterBoardRowData *const *second = b;

  return muster_board_row_data_compare (*first, *second);
}

static GPtrArray *
oracle_sorted (const Oracle *oracle, MusterBoardFilter filter)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < N_IDS; i++)
    if (oracle->rows[i] && (!filter || filter (oracle->rows[i], NULL)))
      g_ptr_array_add (sorted, oracle->rows[i]);
  g_ptr_array_sort (sorted, compare_rows);
  return sorted;
}

static guint
count_group (const GPtrArray *sorted, MusterSeverity severity)
{
  guint n = 0;

  for (guint i = 0; i < sorted->len; i++)
    n += ((MusterBoardRowData *) sorted->pdata[i])->severity == severity;
  return n;
}

/* Walks the sorted rows and what the view saw side by side. */
static void
assert_agree (const View *view, const Oracle *oracle, MusterBoardFilter filter)
{
  g_autoptr (GPtrArray) sorted = oracle_sorted (oracle, filter);
  guint at = 0;

  for (guint i = 0; i < sorted->len; i++)
    {
      const MusterBoardRowData *row = sorted->pdata[i];
      const MusterBoardRowData *above = i > 0 ? sorted->pdata[i - 1] : NULL;
      const MusterBoardRowData *below = i + 1 < sorted->len ? sorted->pdata[i + 1] : NULL;
      gboolean is_first = !above || above->severity != row->severity;
      gboolean is_last = !below || below->severity != row->severity;
      const Seen *seen;

      if (is_first)
        {
          g_assert_cmpuint (at, <, view->seen->len);
          seen = view->seen->pdata[at++];
          g_assert_null (seen->row);
          g_assert_cmpint (muster_board_item_severity (seen->item), ==, row->severity);
          g_assert_cmpuint (seen->count, ==, count_group (sorted, row->severity));
          g_assert_cmpuint (seen->edges, ==, i == 0 ? MUSTER_BOARD_FIRST : 0);
        }
      g_assert_cmpuint (at, <, view->seen->len);
      seen = view->seen->pdata[at++];
      g_assert_nonnull (seen->row);
      g_assert_true (muster_board_row_data_equal (seen->row, row));
      g_assert_cmpuint (seen->edges, ==,
                        (is_first ? MUSTER_BOARD_FIRST : 0) | (is_last ? MUSTER_BOARD_LAST : 0));
    }
  g_assert_cmpuint (at, ==, view->seen->len);
}

/* As many rows as can stay: the longest common subsequence, in O(n²). */
static guint
count_common (const GPtrArray *a, const GPtrArray *b)
{
  g_autofree guint *best = g_new0 (guint, b->len + 1);

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0, diagonal = 0; j < b->len; j++)
      {
        guint above = best[j + 1];

        best[j + 1] = a->pdata[i] == b->pdata[j] ? diagonal + 1 : MAX (above, best[j]);
        diagonal = above;
      }
  return best[b->len];
}

/* Headings by their severity, rows by their place in @oracle_ids: things that outlive changes. */
static GPtrArray *
shape_of (const View *view)
{
  GPtrArray *shape = g_ptr_array_new ();

  for (guint i = 0; i < view->seen->len; i++)
    {
      const Seen *seen = view->seen->pdata[i];
      guint key = seen->row ? 100 + (guint) atoi (seen->row->id + 4)
                            : 1 + (guint) muster_board_item_severity (seen->item);

      g_ptr_array_add (shape, GUINT_TO_POINTER (key));
    }
  return shape;
}

static MusterBoardRowData *
make_row (guint i)
{
  static const char *const services[] = { "user-service", NULL };
  g_autofree char *id = g_strdup_printf ("INC-%u", i);
  MusterBoardRowData row = {
    .id = id,
    .title = "Nightly export has not finished",
    .severity = (MusterSeverity) g_test_rand_int_range (0, MUSTER_SEVERITY_INFO + 1),
    .stage = (MusterStage) g_test_rand_int_range (0, MUSTER_STAGE_RESOLVED),
    .services = g_test_rand_bit () ? services : NULL,
    .commander = g_test_rand_bit () ? "Sarah" : NULL,
    .n_alerts = (guint64) g_test_rand_int_range (0, 3),
    .since_us = g_test_rand_int_range (0, 8),
  };

  return muster_board_row_data_copy (&row);
}

static void
change_something (View *view, Oracle *oracle)
{
  guint i = (guint) g_test_rand_int_range (0, N_IDS);
  g_autofree char *id = g_strdup_printf ("INC-%u", i);

  if (g_test_rand_int_range (0, 4) == 0)
    {
      g_clear_pointer (&oracle->rows[i], muster_board_row_data_free);
      muster_board_model_remove (view->model, id);
      return;
    }
  if (oracle->rows[i] && g_test_rand_bit ())
    oracle->rows[i]->n_alerts++; /* keeps its place */
  else
    {
      g_clear_pointer (&oracle->rows[i], muster_board_row_data_free);
      oracle->rows[i] = make_row (i);
    }
  muster_board_model_put (view->model, oracle->rows[i]);
}

static void
test_storm_order (void)
{
  MusterBoardRowData ninth = { .id = "INC-9", .title = "ninth", .since_us = 7 };
  MusterBoardRowData tenth = { .id = "INC-10", .title = "tenth", .since_us = 7 };

  g_assert_cmpint (muster_board_row_data_compare (&tenth, &ninth), <, 0);
  g_assert_cmpint (muster_board_row_data_compare (&ninth, &tenth), >, 0);
  g_assert_cmpint (muster_board_row_data_compare (&ninth, &ninth), ==, 0);
}

static gboolean
has_commander (const MusterBoardRowData *row, gpointer user_data)
{
  return row->commander != NULL;
}

static void
test_random_changes (void)
{
  MusterBoardFilter filter = NULL;
  Oracle oracle = { 0 };
  View view;

  view_init (&view);
  for (guint round = 0; round < 4000; round++)
    {
      g_autoptr (GPtrArray) before = shape_of (&view);
      g_autoptr (GPtrArray) after = NULL;
      guint n_changes = (guint) g_test_rand_int_range (0, 6);
      guint common;

      view.n_touched = 0;
      muster_board_model_begin (view.model);
      for (guint i = 0; i < n_changes; i++)
        change_something (&view, &oracle);
      if (g_test_rand_int_range (0, 50) == 0)
        {
          filter = filter ? NULL : has_commander;
          muster_board_model_set_filter (view.model, filter, NULL, NULL);
        }
      g_assert_cmpuint (view.n_touched, ==, 0); /* nothing is told before the commit */
      muster_board_model_commit (view.model);

      assert_agree (&view, &oracle, filter);
      after = shape_of (&view);
      common = count_common (before, after);
      g_assert_cmpuint (view.n_touched, ==, before->len + after->len - 2 * common);
    }
  for (guint i = 0; i < N_IDS; i++)
    g_clear_pointer (&oracle.rows[i], muster_board_row_data_free);
  view_clear (&view);
}

static void
test_unchanged_row_is_silent (void)
{
  MusterBoardRowData row = { .id = "INC-1", .title = "a", .severity = MUSTER_SEVERITY_MAJOR };
  g_autoptr (GObject) item = NULL;
  View view;

  view_init (&view);
  muster_board_model_put (view.model, &row);
  g_assert_cmpuint (view.n_splices, ==, 1);
  g_assert_cmpuint (view.seen->len, ==, 2);
  item = g_list_model_get_item (G_LIST_MODEL (view.model), 1);

  muster_board_model_put (view.model, &row);
  row.title = "b";
  muster_board_model_put (view.model, &row);
  g_assert_cmpuint (view.n_splices, ==, 1);
  g_assert_cmpstr (((Seen *) view.seen->pdata[1])->row->title, ==, "b");
  g_assert_cmpstr (muster_board_item_row (MUSTER_BOARD_ITEM (item))->title, ==, "b");

  muster_board_model_remove (view.model, "INC-1");
  muster_board_model_remove (view.model, "INC-1");
  g_assert_cmpuint (view.seen->len, ==, 0);
  g_assert_null (muster_board_item_row (MUSTER_BOARD_ITEM (item)));
  view_clear (&view);
}

static void
test_many_rows (void)
{
  enum
  {
    N = 10000
  };
  View view = { .model = muster_board_model_new () };
  MusterBoardRowData row = { .title = "a", .severity = MUSTER_SEVERITY_MINOR };
  guint n_signals = 0;

  muster_board_model_begin (view.model);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("INC-%u", i);

      row.id = id;
      row.severity = (MusterSeverity) (1 + i % 5);
      row.since_us = (gint64) i * 7919 % N;
      muster_board_model_put (view.model, &row);
    }
  muster_board_model_commit (view.model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view.model)), ==, N + 5);

  g_signal_connect_swapped (view.model, "items-changed", G_CALLBACK (g_atomic_int_inc), &n_signals);
  g_test_timer_start ();
  row.id = "INC-5000"; /* from one end to the other: two small splices, not one of everything */
  row.severity = MUSTER_SEVERITY_INFO;
  row.since_us = -1;
  muster_board_model_put (view.model, &row);
  g_test_minimized_result (g_test_timer_elapsed (), "one of %d rows moves", N);
  g_assert_cmpuint (n_signals, ==, 2);
  g_assert_cmpuint (muster_board_model_position (view.model, "INC-5000"), ==, N + 4);
  g_object_unref (view.model);
}

static void
test_words (void)
{
  static const char *const services[] = { "user-service", NULL };
  gint64 now_us = G_GINT64_CONSTANT (1772808068000000);
  MusterBoardRowData row = {
    .id = "INC-318",
    .title = "user-service errors after v1.2.4",
    .severity = MUSTER_SEVERITY_MAJOR,
    .stage = MUSTER_STAGE_DIAGNOSE,
    .services = services,
    .fact = MUSTER_ROW_FACT_STABLE,
    .fact_us = now_us - 552 * G_USEC_PER_SEC,
    .fact_goal_us = 900 * G_USEC_PER_SEC,
    .commander = "Sarah",
    .n_alerts = 4812,
    .next_update_us = now_us + 1192 * G_USEC_PER_SEC,
    .since_us = now_us - 1088 * G_USEC_PER_SEC,
  };
  g_autofree char *spoken = muster_board_row_data_describe (&row, now_us);
  g_autofree char *fact = muster_board_row_data_fact (&row, now_us);
  g_autofree char *line = muster_board_row_data_summary (&row, now_us);
  g_autofree char *vacant = NULL;

  g_assert_cmpstr (spoken, ==,
                   "SEV-2 Major, user-service errors after v1.2.4, Diagnose, commander Sarah, "
                   "4812 alerts, next update in 19 minutes, open 18 minutes");
  g_assert_cmpstr (fact, ==, "stable 9:12 of 15:00");
  g_assert_cmpstr (line, ==, "Diagnose · stable 9:12 of 15:00 · Sarah");
  row.commander = NULL;
  row.fact = MUSTER_ROW_FACT_NONE;
  vacant = muster_board_row_data_summary (&row, now_us);
  g_assert_cmpstr (vacant, ==, "Diagnose · no commander for 18:08");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-model/storm-order", test_storm_order);
  g_test_add_func ("/board-model/random-changes", test_random_changes);
  g_test_add_func ("/board-model/unchanged-row-is-silent", test_unchanged_row_is_silent);
  g_test_add_func ("/board-model/many-rows", test_many_rows);
  g_test_add_func ("/board-model/words", test_words);
  return g_test_run ();
}
