/* gallery-pages.c - windows after the mockups, put together from the console's widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "gallery-pages.h"

#include "console/board-list.h"
#include "console/clock-label.h"
#include "console/tick.h"
#include "console/width-watcher.h"
#include "gallery-data.h"

static void
nothing_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
}

static void
add_actions (GtkWidget *window)
{
  static const GActionEntry entries[] = {
    { .name = "take-command", .activate = nothing_cb, .parameter_type = "s" },
    { .name = "review", .activate = nothing_cb, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (window, "board", G_ACTION_GROUP (group));
}

static GtkWidget *
make_board (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  GtkWidget *list = muster_board_list_new (model);

  gallery_fill_board (model);
  muster_board_list_select (MUSTER_BOARD_LIST (list), "INC-318");
  gtk_box_append (GTK_BOX (box), list);
  return box;
}

/**
 * gallery_window:
 * @app: the application
 * @page: (nullable): which picture
 * @clock: the time in it
 *
 * Returns: (transfer none): a window without a frame
 */
GtkWidget *
gallery_window (GtkApplication *app, const char *page, MusterClock *clock)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *watcher = muster_width_watcher_new ();

  muster_tick_set_clock (muster_tick_get (window), clock);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  add_actions (window);
  muster_width_watcher_set_child (MUSTER_WIDTH_WATCHER (watcher), make_board ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), watcher);
  return window;
}
