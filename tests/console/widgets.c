/* widgets.c - what the widgets tell a screen reader, and how they keep their place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <locale.h>
#include <string.h>

#include "console/board-columns.h"
#include "console/board-list.h"
#include "console/board-row.h"
#include "console/clock-label.h"
#include "console/countdown-ring.h"
#include "console/drill-run.h"
#include "console/first-run.h"
#include "console/severity-glyph.h"
#include "console/severity-shape.h"
#include "console/stepper.h"
#include "console/storm-strip.h"
#include "console/strip.h"
#include "console/style.h"
#include "console/tick.h"
#include "console/timeline-list.h"
#include "console/timeline-row.h"
#include "console/wall-frame.h"
#include "console/war-room.h"
#include "console/width-watcher.h"
#include "gallery-data.h"
#include "wire/drill-file.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)

#define assert_role(widget, role)                                                                  \
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_##role)

static void
assert_label (gpointer widget, const char *label)
{
  g_autofree char *other = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  g_assert_cmpstr (other, ==, NULL);
}

/* A window with one widget in it, and a clock that stands. */
typedef struct
{
  GtkWidget *window;
  MusterClock *clock;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->clock = muster_clock_new_manual (GALLERY_NOW_US);
  muster_tick_set_clock (muster_tick_get (fixture->window), fixture->clock);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->clock);
}

static void
show (Fixture *fixture, GtkWidget *widget)
{
  gtk_window_set_child (GTK_WINDOW (fixture->window), widget);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* Depth first, the first descendant of that type, or with that label. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static void
test_glyph (Fixture *fixture, gconstpointer data)
{
  GtkWidget *glyph = muster_severity_glyph_new (MUSTER_SEVERITY_MAJOR, 24);
  MusterSeverityShape shape = { MUSTER_SEVERITY_MAJOR, 24, 1 };
  MusterSeverityShape other = { MUSTER_SEVERITY_MINOR, 24, 1 };
  MusterSeverityShape none = { MUSTER_SEVERITY_NONE, 24, 1 };
  GdkTexture *texture;

  show (fixture, glyph);
  assert_role (glyph, IMG);
  assert_label (glyph, "SEV-2 Major");
  texture = muster_severity_shape_texture (glyph, shape);
  g_assert_true (texture == muster_severity_shape_texture (glyph, shape)); /* drawn once */
  g_assert_true (texture != muster_severity_shape_texture (glyph, other));
  g_assert_null (muster_severity_shape_texture (glyph, none));
  muster_severity_glyph_set_severity (MUSTER_SEVERITY_GLYPH (glyph), MUSTER_SEVERITY_CRITICAL);
  assert_label (glyph, "SEV-1 Critical");
}

static void
test_clock_ticks (Fixture *fixture, gconstpointer data)
{
  GtkWidget *clock = g_object_new (MUSTER_TYPE_CLOCK_LABEL, "caption", "Impact", NULL);
  MusterClockLabel *label = MUSTER_CLOCK_LABEL (clock);

  show (fixture, clock);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "–");
  assert_label (clock, "Impact");
  muster_clock_label_set_instant (label, GALLERY_NOW_US - 1088 * SECOND_US);
  assert_role (clock, TIMER);
  assert_label (clock, "Impact 18 minutes");
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "18:08");

  muster_clock_advance (fixture->clock, SECOND_US);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "18:09");
  assert_label (clock, "Impact 18 minutes");
  muster_clock_advance (fixture->clock, 51 * SECOND_US);
  assert_label (clock, "Impact 19 minutes");

  gtk_widget_set_visible (clock, FALSE); /* nobody looks: it stands */
  muster_clock_advance (fixture->clock, 60 * SECOND_US);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "19:00");
  gtk_widget_set_visible (clock, TRUE);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "20:00");
  muster_clock_label_set_approximate (label, TRUE);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "~20:00");
}

static void
test_clock_kinds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *clock = muster_clock_label_new (MUSTER_CLOCK_DUE);
  MusterClockLabel *label = MUSTER_CLOCK_LABEL (clock);

  show (fixture, clock);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "not required");
  muster_clock_label_set_instant (label, GALLERY_NOW_US + 301 * SECOND_US);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "in 5:01");
  g_assert_false (gtk_widget_has_css_class (clock, "due-soon"));
  muster_clock_advance (fixture->clock, 2 * SECOND_US);
  g_assert_true (gtk_widget_has_css_class (clock, "due-soon"));
  muster_clock_advance (fixture->clock, 300 * SECOND_US);
  g_assert_cmpstr (muster_clock_label_get_text (label), ==, "overdue 0:01");
  g_assert_true (gtk_widget_has_css_class (clock, "overdue"));
  g_assert_false (gtk_widget_has_css_class (clock, "due-soon"));
}

/* A clock keeps its width within a magnitude, so that its neighbours stay. */
static void
test_clock_width (Fixture *fixture, gconstpointer data)
{
  GtkWidget *clock = muster_clock_label_new (MUSTER_CLOCK_ELAPSED);
  int first = 0;

  show (fixture, clock);
  for (int i = 1; i < 3600; i += 59)
    {
      int width;

      muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (clock), GALLERY_NOW_US - i * SECOND_US);
      gtk_widget_measure (clock, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      if (first == 0)
        first = width;
      g_assert_cmpint (width, ==, first);
    }
}

static void
test_stepper (Fixture *fixture, gconstpointer data)
{
  const gint64 entered_us[MUSTER_N_STAGES] = {
    [MUSTER_STAGE_DETECT] = gallery_at (14, 25, 2),
    [MUSTER_STAGE_DIAGNOSE] = gallery_at (14, 31, 10),
  };
  static const char *const labels[MUSTER_N_STAGES] = {
    "Detect, done, began 14:25:02",
    "Triage, done",
    "Mobilise, done",
    "Diagnose, current, since 14:31:10",
    "Mitigate, not yet",
    "Monitor, not yet",
    "Resolved, not yet",
    "Reviewed, not yet",
  };
  GtkWidget *stepper = muster_stepper_new (MUSTER_STEPPER_FULL);
  GtkWidget *step;
  guint n = 0;

  muster_stepper_set (MUSTER_STEPPER (stepper), MUSTER_STAGE_DIAGNOSE, entered_us, NULL);
  show (fixture, stepper);
  assert_role (stepper, LIST);
  assert_label (stepper, "State: Diagnose, 4 of 8");
  for (step = gtk_widget_get_first_child (stepper); step; step = gtk_widget_get_next_sibling (step))
    {
      assert_role (step, LIST_ITEM);
      assert_label (step, labels[n]);
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (step), GTK_ACCESSIBLE_STATE_SELECTED,
                                        n == MUSTER_STAGE_DIAGNOSE);
      g_assert_true (gtk_widget_grab_focus (step));
      n++;
    }
  g_assert_cmpuint (n, ==, MUSTER_N_STAGES);
}

static void
test_small_stepper (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stepper = muster_stepper_new (MUSTER_STEPPER_MINI);

  show (fixture, stepper);
  assert_role (stepper, IMG);
  assert_label (stepper, "State: Detect, 1 of 8");
}

static void
test_charts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *chart = muster_rate_chart_new ();
  GtkWidget *line = muster_sparkline_new ();
  MusterRateChartData rate = { .bars = gallery_storm_bars (), .end_us = gallery_at (14, 41, 0) };

  gtk_box_append (GTK_BOX (box), chart);
  gtk_box_append (GTK_BOX (box), line);
  muster_rate_chart_set (MUSTER_RATE_CHART (chart), &rate);
  muster_sparkline_set_bars (MUSTER_SPARKLINE (line), &rate.bars);
  show (fixture, box);
  assert_role (chart, IMG);
  assert_label (chart, "Alerts per minute, 325 now, peak 472 at 14:33");
  assert_role (line, IMG);
  assert_label (line, "Alerts per minute, 325 now, peak 472");
  g_assert_cmpuint (muster_rate_chart_step (0), ==, 5);
  g_assert_cmpuint (muster_rate_chart_step (10), ==, 5);
  g_assert_cmpuint (muster_rate_chart_step (472), ==, 200);
  g_assert_cmpuint (muster_rate_chart_step (10000), ==, 5000);
}

static void
test_ring (Fixture *fixture, gconstpointer data)
{
  GtkWidget *ring = muster_countdown_ring_new (MUSTER_RING_EXPIRES);
  GtkWidget *alert;

  muster_countdown_ring_set (MUSTER_COUNTDOWN_RING (ring), GALLERY_NOW_US - 60 * SECOND_US,
                             GALLERY_NOW_US + 240 * SECOND_US);
  show (fixture, ring);
  alert = gtk_widget_get_first_child (ring);
  assert_role (ring, TIMER);
  assert_role (alert, ALERT);
  assert_label (ring, "Expires in 4 minutes");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (alert)), ==, "");
  muster_clock_advance (fixture->clock, 181 * SECOND_US);
  g_assert_true (gtk_widget_has_css_class (ring, "due-soon"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (alert)), ==, "Expires in less than a minute");
  muster_clock_advance (fixture->clock, 60 * SECOND_US);
  assert_label (ring, "Expired");
}

static GtkWidget *
show_board (Fixture *fixture, MusterBoardModel *model)
{
  GtkWidget *list = muster_board_list_new (model);

  gallery_fill_board (model);
  show (fixture, list);
  return list;
}

static GtkWidget *
find_labelled (GtkWidget *widget, const char *label)
{
  g_autofree char *mismatch = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  if (!mismatch)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_labelled (child, label);

      if (found)
        return found;
    }
  return NULL;
}

static void
test_board (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  GtkWidget *list = show_board (fixture, model);
  GtkWidget *row;

  g_assert_nonnull (find_labelled (list, "SEV-3 Minor, 2 incidents"));
  row = find_labelled (list, "SEV-2 Major, user-service errors after v1.2.4, Diagnose, "
                             "1 approval waiting, commander Sarah, 4812 alerts, "
                             "next update in 19 minutes, open 18 minutes");
  g_assert_nonnull (row);
  assert_role (row, LIST_ITEM); /* GTK's own, which has the focus; the row in it has the name too */
}

/* "Acknowledge" must not hit another incident because its row moved. */
static void
test_board_selection_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  GtkWidget *list = show_board (fixture, model);
  MusterBoardList *board = MUSTER_BOARD_LIST (list);
  MusterBoardRowData row;
  GtkBitset *bits;

  muster_board_list_select (board, "INC-312");
  row = *muster_board_model_lookup (model, "INC-312");
  row.id = "INC-312";
  row.title = "node-2 is gone";
  row.services = NULL;
  row.fact = MUSTER_ROW_FACT_NONE;
  row.fact_note = NULL;
  row.commander = NULL;
  row.severity = MUSTER_SEVERITY_CRITICAL;
  row.stage = MUSTER_STAGE_TRIAGE;
  muster_board_model_put (model, &row);
  g_assert_cmpuint (muster_board_model_position (model, "INC-312"), ==, 1);
  g_assert_cmpstr (muster_board_list_get_selected (board), ==, "INC-312");
  bits = gtk_selection_model_get_selection (muster_board_list_get_selection (board));
  g_assert_cmpuint (gtk_bitset_get_size (bits), ==, 1);
  g_assert_true (gtk_bitset_contains (bits, 1));
  gtk_bitset_unref (bits);

  muster_board_model_remove (model, "INC-312");
  bits = gtk_selection_model_get_selection (muster_board_list_get_selection (board));
  g_assert_true (gtk_bitset_is_empty (bits));
  gtk_bitset_unref (bits);
}

static void
test_board_keys_skip_headings (Fixture *fixture, gconstpointer data)
{
  static const char *const down[] = { "INC-317", "INC-318", "INC-319", "INC-315", "INC-312" };
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  GtkWidget *list = show_board (fixture, model);
  MusterBoardList *board = MUSTER_BOARD_LIST (list);

  g_assert_true (gtk_widget_grab_focus (list)); /* on the first incident, not on its heading */
  g_assert_cmpstr (muster_board_list_get_selected (board), ==, down[0]);
  for (guint i = 1; i < G_N_ELEMENTS (down); i++)
    {
      g_assert_true (muster_board_list_move (board, GTK_DIR_DOWN));
      g_assert_cmpstr (muster_board_list_get_selected (board), ==, down[i]);
    }
  g_assert_false (muster_board_list_move (board, GTK_DIR_DOWN));
  for (guint i = G_N_ELEMENTS (down) - 1; i-- > 0;)
    {
      g_assert_true (muster_board_list_move (board, GTK_DIR_UP));
      g_assert_cmpstr (muster_board_list_get_selected (board), ==, down[i]);
    }
  g_assert_false (muster_board_list_move (board, GTK_DIR_UP));
  g_assert_cmpstr (muster_board_list_get_selected (board), ==, "INC-317");
}

static void
take_command_cb (GSimpleAction *action, GVariant *id, gpointer user_data)
{
  char **taken = user_data;

  g_free (*taken);
  *taken = g_variant_dup_string (id, NULL);
}

static void
test_board_button (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "take-command", .activate = take_command_cb, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  g_autofree char *taken = NULL;
  GtkWidget *list;
  guint n = 0;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, &taken);
  gtk_widget_insert_action_group (fixture->window, "board", G_ACTION_GROUP (group));
  list = show_board (fixture, model);
  for (GtkWidget *item = gtk_widget_get_first_child (find (list, GTK_TYPE_LIST_VIEW)); item;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *button = find (item, GTK_TYPE_BUTTON);

      if (!button || !gtk_widget_get_mapped (button))
        continue;
      n++;
      g_signal_emit_by_name (button, "clicked");
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (taken, ==, "INC-319");
}

/* 60 frames a second leave a few hundred µs a row; ten times the aim is slack for a busy machine
 * and for sanitizers. */
#define BIND_AIM_S 0.0002

static void
test_board_row_binds_fast (Fixture *fixture, gconstpointer data)
{
  enum
  {
    ROUNDS = 2000
  };
  GtkWidget *row = muster_board_row_new ();
  guint n;
  const MusterBoardRowData *rows = gallery_board_rows (&n);
  double seconds;

  muster_board_row_set (MUSTER_BOARD_ROW (row), &rows[0], 0);
  show (fixture, row);
  g_test_timer_start ();
  for (guint i = 0; i < ROUNDS; i++)
    muster_board_row_set (MUSTER_BOARD_ROW (row), &rows[i % n], (MusterBoardEdges) (i % 4));
  seconds = g_test_timer_elapsed () / ROUNDS;
  g_test_minimized_result (seconds, "a row is bound in %.1f µs", seconds * 1e6);
  g_assert_cmpfloat (seconds, <, 10 * BIND_AIM_S);
  g_assert_cmpstr (muster_board_row_get_id (MUSTER_BOARD_ROW (row)), ==, rows[(ROUNDS - 1) % n].id);
}

static void
test_timeline_row_binds_fast (Fixture *fixture, gconstpointer data)
{
  enum
  {
    ROUNDS = 2000
  };
  g_autoptr (MusterTimelineModel) model = muster_timeline_model_new ();
  GtkWidget *row = muster_timeline_row_new ();
  guint n;
  double seconds;

  gallery_fill_timeline (model);
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  show (fixture, row);
  g_test_timer_start ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (MusterTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (model), i % n);

      muster_timeline_row_set (MUSTER_TIMELINE_ROW (row), muster_timeline_item_row (item));
    }
  seconds = g_test_timer_elapsed () / ROUNDS;
  g_test_minimized_result (seconds, "an entry is bound in %.1f µs", seconds * 1e6);
  g_assert_cmpfloat (seconds, <, 10 * BIND_AIM_S);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  MusterBoardColumns wide = muster_board_columns_at (1164, 1);

  g_assert_false (wide.is_narrow);
  g_assert_true (wide.has_services && wide.chart.width > 0 && wide.due.width > 0);
  for (int width = 300; width < 2600; width++)
    for (float scale = 1; scale <= 2; scale += 0.5f)
      {
        MusterBoardColumns columns = muster_board_columns_at ((float) width, scale);

        /* never severity, title, clock; and the others in their order */
        g_assert_cmpfloat (columns.glyph.width, >, 0);
        g_assert_cmpfloat (columns.title.width, >, scale < 2 || width > 420 ? 60 : 0);
        g_assert_cmpfloat (columns.clock.width, >, 0);
        g_assert_cmpfloat (columns.title.x + columns.title.width, <=, columns.clock.x);
        if (columns.is_narrow)
          continue;
        g_assert_true (columns.due.width > 0 || !columns.has_services);
        g_assert_true (columns.has_services || columns.chart.width <= 0);
      }
}

static void
test_timeline (Fixture *fixture, gconstpointer data)
{
  static const MusterTextRun runs[] = { { "Sarah", MUSTER_RUN_STRONG },
                                        { " took over", MUSTER_RUN_PLAIN },
                                        { NULL } };
  static const MusterTextRun hostile[] = { { "<b>not bold</b> & \xE2\x80\xA6", MUSTER_RUN_PLAIN },
                                           { NULL } };
  g_autoptr (MusterTimelineModel) model = muster_timeline_model_new ();
  GtkWidget *list = muster_timeline_list_new (model);
  MusterTimelineRowData row = { .id = "zz",
                                .at_us = gallery_at (14, 20, 0),
                                .entered_us = gallery_at (14, 26, 0),
                                .kind = MUSTER_TIMELINE_NOTE,
                                .runs = runs,
                                .is_pending = TRUE };

  gallery_fill_timeline (model);
  show (fixture, list);
  assert_role (list, LOG);
  g_assert_nonnull (
      find_labelled (list, "14:28:00, Mike acknowledged · 2:58 after the alert · step 2, Priya, "
                           "cancelled"));
  muster_timeline_model_put (model, &row);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_nonnull (find_labelled (list, "14:20, entered 14:26, Sarah took over, will sync"));
  row.runs = hostile;
  row.is_pending = FALSE;
  muster_timeline_model_put (model, &row);
  g_assert_nonnull (find_labelled (list, "14:20, entered 14:26, <b>not bold</b> & …"));
  g_assert_true (muster_timeline_list_is_at_end (MUSTER_TIMELINE_LIST (list)));
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = muster_alert_row_new ();
  guint n;
  const MusterRoleCardData *roles = gallery_roles (&n);
  const MusterAlertRowData *alerts = gallery_alerts (&n);
  GtkWidget *commander = muster_role_card_new ();
  GtkWidget *scribe = muster_role_card_new ();

  muster_role_card_set (MUSTER_ROLE_CARD (commander), &roles[0]);
  muster_role_card_set (MUSTER_ROLE_CARD (scribe), &roles[3]);
  muster_alert_row_set (MUSTER_ALERT_ROW (row), &alerts[0]);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (box), commander);
  gtk_box_append (GTK_BOX (box), scribe);
  gtk_box_append (GTK_BOX (box), list);
  show (fixture, box);
  assert_role (commander, BUTTON);
  assert_label (commander, "Commander, Sarah, you, 3 of 6 tasks done");
  assert_label (scribe, "Scribe, nobody yet, claim it");
  assert_label (row, "HighErrorRate user-service, critical · source · 5xx over 5% for 1 min, "
                     "3904 alerts");
}

static void
test_strips (Fixture *fixture, gconstpointer data)
{
  const MusterStripData lost = { MUSTER_STRIP_LOST_LINK, "No link since 14:32" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *strip = muster_strip_new ();
  GtkWidget *storm = muster_storm_strip_new ();
  MusterStormData storm_data = gallery_storm ();

  gtk_box_append (GTK_BOX (box), strip);
  gtk_box_append (GTK_BOX (box), storm);
  muster_storm_strip_set (MUSTER_STORM_STRIP (storm), &storm_data);
  show (fixture, box);
  g_assert_false (gtk_widget_get_visible (strip));
  muster_strip_set (MUSTER_STRIP (strip), &lost);
  g_assert_true (gtk_widget_get_visible (strip));
  assert_role (find (strip, GTK_TYPE_LABEL), STATUS);
  muster_strip_set (MUSTER_STRIP (strip), NULL);
  g_assert_false (gtk_widget_get_visible (strip));
  assert_label (storm, "Alert storm folded into INC-318");
}

static void
wait_for_width (MusterWidthWatcher *watcher, MusterWidth width)
{
  while (muster_width_watcher_get_width (watcher) != width)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_width_watcher (Fixture *fixture, gconstpointer data)
{
  GtkWidget *watcher = muster_width_watcher_new ();
  GtkWidget *flap = adw_flap_new ();
  MusterWidthWatcher *self = MUSTER_WIDTH_WATCHER (watcher);

  g_assert_cmpint (muster_width_of (1200), ==, MUSTER_WIDTH_WIDE);
  g_assert_cmpint (muster_width_of (1199), ==, MUSTER_WIDTH_MEDIUM);
  g_assert_cmpint (muster_width_of (760), ==, MUSTER_WIDTH_MEDIUM);
  g_assert_cmpint (muster_width_of (759), ==, MUSTER_WIDTH_NARROW);
  adw_bin_set_child (ADW_BIN (self), flap);
  muster_width_watcher_fold_flap (self, ADW_FLAP (flap), 1100);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 500);
  show (fixture, watcher);
  wait_for_width (self, MUSTER_WIDTH_NARROW);
  g_assert_true (gtk_widget_has_css_class (fixture->window, "narrow"));
  g_assert_false (gtk_widget_has_css_class (fixture->window, "wide"));
  g_assert_cmpint (adw_flap_get_fold_policy (ADW_FLAP (flap)), ==, ADW_FLAP_FOLD_POLICY_ALWAYS);
}

/* What fits at the usual size of text does not at twice the size. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (fixture->window);
  GtkWidget *watcher = muster_width_watcher_new ();
  MusterWidthWatcher *self = MUSTER_WIDTH_WATCHER (watcher);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 500);
  show (fixture, watcher);
  wait_for_width (self, MUSTER_WIDTH_MEDIUM);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  gtk_widget_queue_resize (watcher);
  wait_for_width (self, MUSTER_WIDTH_NARROW);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

static void
test_war_room (Fixture *fixture, gconstpointer data)
{
  GtkWidget *wall = muster_war_room_new ();
  MusterWarRoomData war_room = gallery_war_room ();
  const MusterWarRoomData quiet = { .quiet_since_us = gallery_at (9, 12, 0) };

  muster_war_room_set (MUSTER_WAR_ROOM (wall), &war_room);
  show (fixture, wall);
  g_assert_true (gtk_widget_has_css_class (fixture->window, "wall"));
  g_assert_nonnull (find_labelled (wall, "SEV-2 Major"));
  g_assert_nonnull (find_labelled (wall, "Impact 18 minutes"));
  g_assert_nonnull (find_labelled (wall, "State: Diagnose, 4 of 8"));
  g_assert_nonnull (find_labelled (wall, "SEV-1 Critical, Checkout in EU, stable 9 min"));
  muster_war_room_set_link (MUSTER_WAR_ROOM (wall), gallery_at (14, 38, 10), 3);
  muster_war_room_set (MUSTER_WAR_ROOM (wall), &quiet);
  muster_war_room_set_link (MUSTER_WAR_ROOM (wall), 0, 0);
}

/* The picture wanders on a circle of 12 by steps of 3 and never leaves it. */
static void
test_wall_shift (Fixture *fixture, gconstpointer data)
{
  float x;
  float y;
  float last_x;
  float last_y;

  muster_wall_shift (-1, &last_x, &last_y);
  for (gint64 minute = 0; minute < 1440; minute++)
    {
      muster_wall_shift (minute, &x, &y);
      g_assert_cmpfloat_with_epsilon (x * x + y * y, 144, 0.01);
      g_assert_cmpfloat_with_epsilon ((x - last_x) * (x - last_x) + (y - last_y) * (y - last_y), 9,
                                      0.2);
      last_x = x;
      last_y = y;
    }
}

static void
test_first_run (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = { { .name = "drill", .activate = take_command_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *page = muster_first_run_new ();
  GtkWidget *button;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, NULL);
  gtk_widget_insert_action_group (fixture->window, "first-run", G_ACTION_GROUP (group));

  show (fixture, page);
  g_assert_true (gtk_widget_grab_focus (page));
  button = gtk_root_get_focus (GTK_ROOT (fixture->window));
  assert_role (button, BUTTON);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "first-run.drill");
  assert_label (button, "Run a drill now");
}

static GtkWidget *
find_menu_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_MENU_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *at = gtk_widget_get_first_child (widget); at && !found;
       at = gtk_widget_get_next_sibling (at))
    found = find_menu_button (at);
  return found;
}

/* The card says how long the drill takes, for each of its speeds and as the story has it. */
static void
test_drill_speed (Fixture *fixture, gconstpointer data)
{
  const MusterDrillPlay play = { .start_us = 0, .speed = 1 };
  g_autoptr (MusterDrill) drill = muster_drill_load (MUSTER_DRILL_FIRST, &play, NULL);
  GtkWidget *page = muster_first_run_new ();
  GtkWidget *button = find_menu_button (page);
  gint64 outage_us = 0;

  g_assert_nonnull (drill);
  for (guint i = 0; i < drill->steps->len; i++)
    {
      const MusterDrillStep *step = g_ptr_array_index (drill->steps, i);

      if (step->type == MUSTER_DRILL_POST)
        outage_us = step->at_us;
    }
  g_assert_cmpint (outage_us / G_USEC_PER_SEC, ==, MUSTER_DRILL_OUTAGE_S);
  g_assert_cmpuint (muster_first_run_drill_minutes (1), ==, 22);
  g_assert_cmpuint (muster_first_run_drill_minutes (4), ==, 6);
  g_assert_cmpuint (muster_first_run_drill_minutes (10), ==, 2);
  g_assert_cmpuint (muster_first_run_drill_minutes (1000), ==, 1);

  show (fixture, page);
  assert_label (button, "Speed: 4 times as fast");
  gtk_widget_activate_action (button, "drill.speed", "u", 1);
  assert_label (button, "Speed: Real time");
  g_assert_cmpuint (muster_first_run_get_speed (MUSTER_FIRST_RUN (page)), ==, 1);
  gtk_widget_activate_action (button, "drill.speed", "u", 10);
  assert_label (button, "Speed: 10 times as fast");
  g_assert_cmpuint (muster_first_run_get_speed (MUSTER_FIRST_RUN (page)), ==, 10);
}

#define add(path, test) g_test_add ("/widgets/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8"); /* GTK chose one that a bare machine may not have */
  muster_style_register ();
  adw_init ();
  add ("glyph", test_glyph);
  add ("clock-ticks", test_clock_ticks);
  add ("clock-kinds", test_clock_kinds);
  add ("clock-width", test_clock_width);
  add ("stepper", test_stepper);
  add ("small-stepper", test_small_stepper);
  add ("charts", test_charts);
  add ("ring", test_ring);
  add ("board", test_board);
  add ("board-selection-follows", test_board_selection_follows);
  add ("board-keys-skip-headings", test_board_keys_skip_headings);
  add ("board-button", test_board_button);
  add ("board-row-binds-fast", test_board_row_binds_fast);
  add ("timeline-row-binds-fast", test_timeline_row_binds_fast);
  add ("columns", test_columns);
  add ("timeline", test_timeline);
  add ("cards", test_cards);
  add ("strips", test_strips);
  add ("width-watcher", test_width_watcher);
  add ("large-text", test_large_text);
  add ("war-room", test_war_room);
  add ("wall-shift", test_wall_shift);
  add ("first-run", test_first_run);
  add ("drill-speed", test_drill_speed);
  return g_test_run ();
}
