/* gallery-pages.c - windows after the mockups, put together from the console's widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "gallery-pages.h"

#include "console/board-list.h"
#include "console/clock-label.h"
#include "console/countdown-ring.h"
#include "console/first-run.h"
#include "console/severity-glyph.h"
#include "console/stepper.h"
#include "console/storm-strip.h"
#include "console/strip.h"
#include "console/tick.h"
#include "console/timeline-list.h"
#include "console/vacant-avatar.h"
#include "console/war-room.h"
#include "console/width-watcher.h"
#include "gallery-data.h"

static void
nothing_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
}

static void
add_actions (GtkWidget *window, const char *group_name, const GActionEntry *entries, int n)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, n, NULL);
  gtk_widget_insert_action_group (window, group_name, G_ACTION_GROUP (group));
}

static void
add_all_actions (GtkWidget *window)
{
  static const GActionEntry board[] = {
    { .name = "take-command", .activate = nothing_cb, .parameter_type = "s" },
    { .name = "review", .activate = nothing_cb, .parameter_type = "s" },
    { .name = "review-storm", .activate = nothing_cb, .parameter_type = "s" },
  };
  static const GActionEntry first_run[] = {
    { .name = "drill", .activate = nothing_cb },
    { .name = "here", .activate = nothing_cb },
    { .name = "connect", .activate = nothing_cb },
  };
  static const GActionEntry war_room[] = {
    { .name = "exit", .activate = nothing_cb },
    { .name = "pin", .activate = nothing_cb },
    { .name = "settings", .activate = nothing_cb },
  };

  add_actions (window, "board", board, G_N_ELEMENTS (board));
  add_actions (window, "first-run", first_run, G_N_ELEMENTS (first_run));
  add_actions (window, "war-room", war_room, G_N_ELEMENTS (war_room));
}

static void
watched_cb (MusterWidthWatcher *watcher, GParamSpec *pspec, gpointer storm)
{
  muster_storm_strip_set_narrow (MUSTER_STORM_STRIP (storm),
                                 muster_width_watcher_get_width (watcher) == MUSTER_WIDTH_NARROW);
}

static GtkWidget *
make_header (const char *title, const char *subtitle)
{
  GtkWidget *header = gtk_header_bar_new ();

  gtk_header_bar_set_title_widget (GTK_HEADER_BAR (header), adw_window_title_new (title, subtitle));
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), muster_clock_label_new (MUSTER_CLOCK_TIME));
  return header;
}

static GtkWidget *
make_board (GtkWidget *watcher)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *storm = muster_storm_strip_new ();
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  GtkWidget *list = muster_board_list_new (model);
  MusterStormData data = gallery_storm ();

  gallery_fill_board (model);
  muster_board_list_select (MUSTER_BOARD_LIST (list), "INC-318");
  muster_storm_strip_set (MUSTER_STORM_STRIP (storm), &data);
  g_signal_connect (watcher, "notify::width", G_CALLBACK (watched_cb), storm);
  gtk_box_append (GTK_BOX (box), make_header ("Board", "5 live · 1 update overdue"));
  gtk_box_append (GTK_BOX (box), storm);
  gtk_box_append (GTK_BOX (box), list);
  return box;
}

static GtkWidget *
make_clock (const char *caption, MusterClockKind kind, gint64 at_us, const char *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *above = gtk_label_new (caption);
  GtkWidget *below = gtk_label_new (note);
  GtkWidget *clock =
      g_object_new (MUSTER_TYPE_CLOCK_LABEL, "kind", kind, "xalign", 1.0, "caption", caption, NULL);

  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (clock), at_us);
  gtk_widget_add_css_class (clock, "clock-room");
  for (guint i = 0; i < 2; i++)
    {
      gtk_label_set_xalign (GTK_LABEL (i ? above : below), 1);
      gtk_widget_add_css_class (i ? above : below, "caption");
      gtk_widget_add_css_class (i ? above : below, "muster-dim");
    }
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), clock);
  gtk_box_append (GTK_BOX (box), below);
  return box;
}

static GtkWidget *
make_room_head (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *severity = gtk_label_new ("SEV-2");
  GtkWidget *word = gtk_label_new ("Major");
  GtkWidget *impact = gtk_label_new ("23% of user requests failing, about 15,000 people affected");
  GtkWidget *clocks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 48);

  gtk_widget_add_css_class (severity, "sev-2");
  gtk_widget_add_css_class (severity, "room-severity");
  gtk_widget_add_css_class (word, "room-severity");
  gtk_widget_add_css_class (impact, "muster-dim");
  gtk_label_set_xalign (GTK_LABEL (impact), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), severity);
  gtk_box_append (GTK_BOX (line), word);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), impact);
  gtk_box_append (GTK_BOX (clocks), make_clock ("Impact", MUSTER_CLOCK_ELAPSED,
                                                gallery_at (14, 23, 0), "since 14:23:00"));
  gtk_box_append (GTK_BOX (clocks), make_clock ("Open", MUSTER_CLOCK_ELAPSED,
                                                gallery_at (14, 25, 2), "since 14:25:02"));
  gtk_box_append (GTK_BOX (clocks), make_clock ("Next update", MUSTER_CLOCK_REMAINING,
                                                gallery_at (15, 1, 0), "due 15:01, Ana"));
  gtk_box_append (GTK_BOX (box), muster_severity_glyph_new (MUSTER_SEVERITY_MAJOR, 48));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), clocks);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 15);
  return box;
}

static GtkWidget *
make_stepper (void)
{
  GtkWidget *stepper = muster_stepper_new (MUSTER_STEPPER_FULL);
  const gint64 entered_us[MUSTER_N_STAGES] = {
    [MUSTER_STAGE_DETECT] = gallery_at (14, 25, 2),
    [MUSTER_STAGE_TRIAGE] = gallery_at (14, 28, 0),
    [MUSTER_STAGE_MOBILISE] = gallery_at (14, 28, 40),
    [MUSTER_STAGE_DIAGNOSE] = gallery_at (14, 31, 10),
  };

  muster_stepper_set (MUSTER_STEPPER (stepper), MUSTER_STAGE_DIAGNOSE, entered_us, NULL);
  gtk_widget_set_margin_start (stepper, 24);
  gtk_widget_set_margin_end (stepper, 198);
  gtk_widget_set_margin_top (stepper, 9);
  gtk_widget_set_margin_bottom (stepper, 9);
  return stepper;
}

static GtkWidget *
make_roles (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  guint n;
  const MusterRoleCardData *roles = gallery_roles (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *card = muster_role_card_new ();

      muster_role_card_set (MUSTER_ROLE_CARD (card), &roles[i]);
      gtk_box_append (GTK_BOX (box), card);
    }
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  return box;
}

static GtkWidget *
make_alerts (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *chart = muster_rate_chart_new ();
  MusterRateMark mark = { gallery_at (14, 23, 0), "v1.2.4, 14:23" };
  MusterRateChartData data = { .bars = gallery_storm_bars (),
                               .end_us = gallery_at (14, 41, 0),
                               .severity = MUSTER_SEVERITY_MAJOR,
                               .marks = &mark,
                               .n_marks = 1 };
  guint n;
  const MusterAlertRowData *alerts = gallery_alerts (&n);

  muster_rate_chart_set (MUSTER_RATE_CHART (chart), &data);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = muster_alert_row_new ();

      muster_alert_row_set (MUSTER_ALERT_ROW (row), &alerts[i]);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_box_append (GTK_BOX (box), chart);
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_size_request (box, 360, -1);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  return box;
}

static GtkWidget *
make_room (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (MusterTimelineModel) model = muster_timeline_model_new ();
  GtkWidget *timeline = muster_timeline_list_new (model);

  gallery_fill_timeline (model);
  gtk_widget_set_vexpand (timeline, TRUE);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_box_append (GTK_BOX (left), make_roles ());
  gtk_box_append (GTK_BOX (left), timeline);
  gtk_box_append (GTK_BOX (body), left);
  gtk_box_append (GTK_BOX (body), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (body), make_alerts ());
  gtk_box_append (GTK_BOX (box), make_header ("user-service errors after v1.2.4",
                                              "INC-318 · opened by route “Platform production”"));
  gtk_box_append (GTK_BOX (box), make_room_head ());
  gtk_box_append (GTK_BOX (box), make_stepper ());
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), body);
  return box;
}

static GtkWidget *
make_glyphs (void)
{
  static const int sizes[] = { 16, 18, 24, 36, 48, 96, 150 };
  GtkWidget *grid = gtk_grid_new ();

  for (int i = 0; i < (int) G_N_ELEMENTS (sizes); i++)
    for (int severity = MUSTER_SEVERITY_CRITICAL; severity <= MUSTER_SEVERITY_INFO; severity++)
      gtk_grid_attach (GTK_GRID (grid),
                       muster_severity_glyph_new ((MusterSeverity) severity, sizes[i]), severity, i,
                       1, 1);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  return grid;
}

static GtkWidget *
make_strips (void)
{
  static const MusterStripData strips[] = {
    { MUSTER_STRIP_LOST_LINK, "No link since 14:32",
      "You see the state of 14:32:10. 3 changes will sync", "_Retry", "first-run.here" },
    { MUSTER_STRIP_DRILL, "Drill", "Nobody is paged, nothing leaves this computer", "_End drill",
      "first-run.drill" },
    { MUSTER_STRIP_CATCHING_UP, "Catching up, 1,204 events" },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < G_N_ELEMENTS (strips); i++)
    {
      GtkWidget *strip = muster_strip_new ();

      muster_strip_set (MUSTER_STRIP (strip), &strips[i]);
      gtk_box_append (GTK_BOX (box), strip);
    }
  return box;
}

static GtkWidget *
make_widgets (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *rings = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  const struct
  {
    MusterRingKind kind;
    gint64 start_us;
    gint64 end_us;
  } spans[] = {
    { MUSTER_RING_EXPIRES, gallery_at (14, 40, 50), gallery_at (14, 45, 50) },
    { MUSTER_RING_EXPIRES, gallery_at (14, 36, 50), gallery_at (14, 41, 50) },
    { MUSTER_RING_STABLE, gallery_at (14, 31, 56), gallery_at (14, 46, 56) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      GtkWidget *ring = muster_countdown_ring_new (spans[i].kind);

      muster_countdown_ring_set (MUSTER_COUNTDOWN_RING (ring), spans[i].start_us, spans[i].end_us);
      gtk_box_append (GTK_BOX (rings), ring);
    }
  gtk_box_append (GTK_BOX (rings), muster_vacant_avatar_new (MUSTER_VACANT_GAP, 30));
  gtk_box_append (GTK_BOX (rings), muster_vacant_avatar_new (MUSTER_VACANT_OPEN, 36));
  gtk_box_append (GTK_BOX (box), make_glyphs ());
  gtk_box_append (GTK_BOX (box), rings);
  gtk_box_append (GTK_BOX (box), make_strips ());
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 24);
  return box;
}

static GtkWidget *
make_wall (const char *page)
{
  GtkWidget *wall = muster_war_room_new ();
  MusterWarRoomData data = gallery_war_room ();
  const MusterWarRoomData quiet = { .quiet_since_us = gallery_at (14, 12, 0),
                                    .on_call = "Mike Platform, Lena Payments, Omar Data" };

  muster_war_room_set (MUSTER_WAR_ROOM (wall), g_str_equal (page, "wall-quiet") ? &quiet : &data);
  if (g_str_equal (page, "wall-stale"))
    muster_war_room_set_link (MUSTER_WAR_ROOM (wall), gallery_at (14, 38, 10), 3);
  return wall;
}

static GtkWidget *
make_page (const char *page, GtkWidget *watcher)
{
  if (g_str_has_prefix (page, "wall"))
    return make_wall (page);
  if (g_str_equal (page, "room"))
    return make_room ();
  if (g_str_equal (page, "widgets"))
    return make_widgets ();
  if (g_str_equal (page, "first-run"))
    return muster_first_run_new ();
  return make_board (watcher);
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
  GtkWidget *content;

  muster_tick_set_clock (muster_tick_get (window), clock);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  add_all_actions (window);
  content = make_page (page ? page : "board", watcher);
  adw_bin_set_child (ADW_BIN (watcher), content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), watcher);
  gtk_widget_grab_focus (content);
  return window;
}
