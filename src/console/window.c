/* window.c - the window: side bar, places and rooms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/window.h"

#include "console/board-page.h"
#include "console/connect-dialog.h"
#include "console/declare-dialog.h"
#include "console/drill-run.h"
#include "console/first-run.h"
#include "console/here-window.h"
#include "console/intake-window.h"
#include "console/oncall-page.h"
#include "console/places.h"
#include "console/room-page.h"
#include "console/rules-window.h"
#include "console/sidebar.h"
#include "console/silence-dialog.h"
#include "console/silences-window.h"
#include "console/style.h"
#include "console/toast.h"

#include <glib/gi18n.h>

struct _MusterWindow
{
  AdwApplicationWindow parent_instance;
  MusterWidthWatcher *watcher;
  GtkWidget *toasts;
  GtkWidget *pages;
  GtkWidget *leaflet;
  MusterSidebar *sidebar;
  GtkWidget *content;
  GtkWidget *places;
  GtkWidget *switcher;
  MusterBoardPage *board;
  MusterOncallPage *oncall;
  GtkWidget *first_menu; /* the main menu on the first page */
  GtkWidget *first_run;
  GtkWidget *room; /* (nullable): the room that is shown */
  guint incident;  /* n of INC-n of that room; 0: none */
  MusterSession *session;
};

G_DEFINE_FINAL_TYPE (MusterWindow, muster_window, ADW_TYPE_APPLICATION_WINDOW)

static void
close_room (MusterWindow *self)
{
  self->incident = 0;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", FALSE); /* its key is free */
  muster_style_set_class (self->toasts, "in-room", FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->content), "places");
  if (self->room)
    gtk_stack_remove (GTK_STACK (self->content), self->room);
  self->room = NULL;
}

static void
place_changed_cb (MusterWindow *self)
{
  if (self->incident == 0)
    muster_sidebar_show_place (
        self->sidebar, adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (self->places)));
}

static void
show_place (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  close_room (self);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (self->places),
                                         g_variant_get_string (parameter, NULL));
  place_changed_cb (self);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->oncall)))
    gtk_widget_grab_focus (GTK_WIDGET (self->oncall));
}

static void
open_room (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_window_open_room (MUSTER_WINDOW (widget), g_variant_get_uint32 (parameter));
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_window_go_back (MUSTER_WINDOW (widget));
}

static void
retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "app.retry", NULL);
}

static void
declare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (self->session)
    gtk_window_present (GTK_WINDOW (muster_declare_dialog_new (self->session, GTK_WINDOW (self))));
}

static void
silence (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);
  MusterSilenceDraft draft = { .starts_us = MUSTER_NO_TIME };

  g_variant_get (parameter, "(&sb)", &draft.matchers, &draft.is_alert);
  if (self->session)
    gtk_window_present (
        GTK_WINDOW (muster_silence_dialog_new (self->session, &draft, GTK_WINDOW (self))));
}

static void
show_silences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (self->session)
    gtk_window_present (GTK_WINDOW (muster_silences_window_new (self->session, GTK_WINDOW (self))));
}

static void
show_rules (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (self->session)
    gtk_window_present (GTK_WINDOW (muster_rules_window_new (self->session, GTK_WINDOW (self))));
}

static void
show_intake (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (self->session)
    gtk_window_present (GTK_WINDOW (muster_intake_window_new (self->session, GTK_WINDOW (self))));
}

/* In a room what is looked at there, else whatever somebody writes. */
static void
silence_here (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (self->room)
    gtk_widget_activate_action (self->room, "room.silence", NULL);
  else
    gtk_widget_activate_action (widget, "win.silence", "(sb)", "", FALSE);
}

static void
search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (self->room)
    gtk_widget_activate_action (self->room, "room.filter-alerts", NULL);
  else if (self->session)
    {
      adw_view_stack_set_visible_child (ADW_VIEW_STACK (self->places), GTK_WIDGET (self->board));
      muster_board_page_search (self->board);
    }
}

static void
popup_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);

  if (!self->session)
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->first_menu));
  else if (!adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    muster_sidebar_popup_menu (self->sidebar);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->oncall)))
    muster_oncall_page_popup_menu (self->oncall);
  else
    muster_board_page_popup_menu (self->board);
}

static void
toggle_side (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);

  if (self->room)
    gtk_widget_activate_action (self->room, "room.side", NULL);
  else if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    adw_leaflet_set_visible_child (
        ADW_LEAFLET (self->leaflet),
        adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet)) == sidebar ? self->content
                                                                               : sidebar);
  else
    gtk_widget_set_visible (sidebar, !gtk_widget_get_visible (sidebar));
}

static void
next_room (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWindow *self = MUSTER_WINDOW (widget);
  const guint next = muster_sidebar_get_room_after (self->sidebar, self->incident);

  if (next != 0)
    muster_window_open_room (self, next);
}

static void
choose_way (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (g_str_equal (action, "first-run.drill"))
    gtk_widget_activate_action (
        widget, "app.start-drill", "(su)", MUSTER_DRILL_FIRST,
        muster_first_run_get_speed (MUSTER_FIRST_RUN (MUSTER_WINDOW (widget)->first_run)));
  else if (g_str_equal (action, "first-run.here"))
    muster_here_window_present (GTK_WINDOW (widget));
  else
    gtk_window_present (GTK_WINDOW (muster_connect_dialog_new (GTK_WINDOW (widget))));
}

static void
toggle_fullscreen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
counted_cb (MusterWindow *self, guint live)
{
  muster_sidebar_set_count (self->sidebar, MUSTER_PLACE_BOARD, live);
}

static void
width_cb (MusterWindow *self)
{
  const MusterWidth width = muster_width_watcher_get_width (self->watcher);

  muster_board_page_set_width (self->board, width);
  muster_oncall_page_set_width (self->oncall, width);
}

static void
folded_cb (MusterWindow *self)
{
  const gboolean is_folded = adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));

  gtk_widget_set_visible (self->switcher, is_folded); /* sliding in, GTK 4.8 makes it -1 high */
  muster_sidebar_set_folded (self->sidebar, is_folded);
}

static void
dispose (GObject *object)
{
  MusterWindow *self = MUSTER_WINDOW (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_WINDOW);
  G_OBJECT_CLASS (muster_window_parent_class)->dispose (object);
}

static void
muster_window_class_init (MusterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (MUSTER_TYPE_WIDTH_WATCHER);
  g_type_ensure (MUSTER_TYPE_SIDEBAR);
  gtk_widget_class_install_action (widget_class, "win.place", "s", show_place);
  gtk_widget_class_install_action (widget_class, "win.open-room", "u", open_room);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry);
  gtk_widget_class_install_action (widget_class, "win.full-screen", NULL, toggle_fullscreen);
  gtk_widget_class_install_action (widget_class, "win.declare", NULL, declare);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "win.silence", "(sb)", silence);
  gtk_widget_class_install_action (widget_class, "win.silence-here", NULL, silence_here);
  gtk_widget_class_install_action (widget_class, "win.silences", NULL, show_silences);
  gtk_widget_class_install_action (widget_class, "win.rules", NULL, show_rules);
  gtk_widget_class_install_action (widget_class, "win.intake", NULL, show_intake);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, popup_menu);
  gtk_widget_class_install_action (widget_class, "win.side", NULL, toggle_side);
  gtk_widget_class_install_action (widget_class, "win.next-room", NULL, next_room);
  gtk_widget_class_install_action (widget_class, "first-run.drill", NULL, choose_way);
  gtk_widget_class_install_action (widget_class, "first-run.here", NULL, choose_way);
  gtk_widget_class_install_action (widget_class, "first-run.connect", NULL, choose_way);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, watcher);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, content);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, places);
  gtk_widget_class_bind_template_child (widget_class, MusterWindow, switcher);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
}

static void
add_place (MusterWindow *self, const MusterPlace *place)
{
  GtkWidget *child = place->will_be ? muster_place_new_empty (place)
                     : g_str_equal (place->name, MUSTER_PLACE_BOARD) ? GTK_WIDGET (self->board)
                                                                     : GTK_WIDGET (self->oncall);
  AdwViewStackPage *page = adw_view_stack_add_titled (ADW_VIEW_STACK (self->places), child,
                                                      place->name, _ (place->title));

  adw_view_stack_page_set_icon_name (page, place->icon);
}

static void
add_first_run (MusterWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->first_menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->first_menu), "open-menu-symbolic");
  gtk_widget_set_tooltip_text (self->first_menu, _ ("Main menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->first_menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Main menu"), -1);
  gtk_widget_add_css_class (header, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (NULL, NULL));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->first_menu);
  self->first_run = muster_first_run_new ();
  gtk_widget_set_vexpand (self->first_run, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->first_run);
  gtk_stack_add_named (GTK_STACK (self->pages), box, "first-run");
}

static GMenuModel *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) hub = g_menu_new ();
  g_autoptr (GMenu) middle = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  /* TRANSLATORS: menu entry: play a made-up outage */
  g_autoptr (GMenuItem) drill = g_menu_item_new (_ ("Run a _drill"), NULL);

  g_menu_append (first, _ ("_New window"), "app.new-window");
  g_menu_append (first, _ ("_War-room screen"), "app.war-room");
  /* TRANSLATORS: menu entry: tell nobody of some alerts for a while */
  g_menu_append (hub, _ ("S_ilence alerts…"), "win.silence-here");
  /* TRANSLATORS: menu entry: who silenced what */
  g_menu_append (hub, _ ("Si_lences"), "win.silences");
  /* TRANSLATORS: menu entry: what becomes of alerts, and who hears of them */
  g_menu_append (hub, _ ("R_ules"), "win.rules");
  /* TRANSLATORS: menu entry: how alerts come in */
  g_menu_append (hub, _ ("_Intake"), "win.intake");
  g_menu_item_set_action_and_target (drill, "app.start-drill", "(su)", MUSTER_DRILL_FIRST,
                                     MUSTER_DRILL_SPEED);
  g_menu_append_item (middle, drill);
  g_menu_append (middle, _ ("_Use the hub of this computer"), "first-run.here");
  g_menu_append (middle, _ ("_Connect to a hub…"), "first-run.connect");
  g_menu_append (last, _ ("_Preferences"), "app.preferences");
  g_menu_append (last, _ ("_Keyboard shortcuts"), "app.shortcuts");
  g_menu_append (last, _ ("_About Muster"), "app.about");
  /* TRANSLATORS: verb: end the program */
  g_menu_append (last, _ ("_Quit"), "app.quit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (hub));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (middle));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
add_menus (MusterWindow *self)
{
  g_autoptr (GMenuModel) menu = make_menu ();

  muster_sidebar_set_menu (self->sidebar, menu);
  muster_board_page_set_menu (self->board, menu);
  muster_oncall_page_set_menu (self->oncall, menu);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->first_menu), menu);
}

/* On the first page the numbers choose a way to begin. */
static gboolean
place_key_cb (GtkWidget *widget, GVariant *name, gpointer user_data)
{
  if (!MUSTER_WINDOW (widget)->session)
    return FALSE;
  return gtk_widget_activate_action_variant (widget, "win.place", name);
}

/* Whoever has an own use for Escape has it first. */
static gboolean
escape_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  if (!MUSTER_WINDOW (widget)->room)
    return FALSE;
  muster_window_go_back (MUSTER_WINDOW (widget));
  return TRUE;
}

static void
add_keys (MusterWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  guint n;
  const MusterPlace *places = muster_places (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (places[i].key),
                                                gtk_callback_action_new (place_key_cb, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (places[i].name));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape"),
                        gtk_callback_action_new (escape_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
muster_window_init (MusterWindow *self)
{
  guint n;
  const MusterPlace *places = muster_places (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->board = MUSTER_BOARD_PAGE (muster_board_page_new ());
  self->oncall = MUSTER_ONCALL_PAGE (muster_oncall_page_new ());
  g_signal_connect_object (self->board, "counted", G_CALLBACK (counted_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < n; i++)
    add_place (self, &places[i]);
  add_first_run (self);
  add_menus (self);
  add_keys (self);
  muster_width_watcher_fold_leaflet (self->watcher, ADW_LEAFLET (self->leaflet),
                                     MUSTER_MEDIUM_FROM);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  folded_cb (self);
  g_signal_connect_object (self->watcher, "notify::width", G_CALLBACK (width_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * muster_window_new:
 * @app: the console
 *
 * Returns: (transfer floating): a window without a hub
 */
GtkWidget *
muster_window_new (GtkApplication *app)
{
  return g_object_new (MUSTER_TYPE_WINDOW, "application", app, NULL);
}

/**
 * muster_window_set_session:
 * @self: a window
 * @session: (nullable): the hub that it shows; %NULL: none is chosen, and the window asks for one
 */
void
muster_window_set_session (MusterWindow *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_WINDOW (self));

  close_room (self);
  g_set_object (&self->session, session);
  muster_sidebar_set_session (self->sidebar, session);
  muster_board_page_set_session (self->board, session);
  muster_oncall_page_set_session (self->oncall, session);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), session ? "work" : "first-run");
  if (!session)
    gtk_widget_grab_focus (self->first_run);
  place_changed_cb (self);
}

/**
 * muster_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the hub that it shows
 */
MusterSession *
muster_window_get_session (MusterWindow *self)
{
  g_return_val_if_fail (MUSTER_IS_WINDOW (self), NULL);
  return self->session;
}

/**
 * muster_window_get_watcher:
 * @self: a window
 *
 * Returns: (transfer none): what tells how wide the window is
 */
MusterWidthWatcher *
muster_window_get_watcher (MusterWindow *self)
{
  g_return_val_if_fail (MUSTER_IS_WINDOW (self), NULL);
  return self->watcher;
}

/**
 * muster_window_set_letter_keys:
 * @self: a window
 * @letter_keys: whether single letters act on the row that has the focus
 */
void
muster_window_set_letter_keys (MusterWindow *self, gboolean letter_keys)
{
  g_return_if_fail (MUSTER_IS_WINDOW (self));
  muster_board_page_set_letter_keys (self->board, letter_keys);
  muster_oncall_page_set_letter_keys (self->oncall, letter_keys);
  muster_style_set_class (GTK_WIDGET (self), "no-letter-keys", !letter_keys);
}

/**
 * muster_window_open_room:
 * @self: a window
 * @incident: n of INC-n
 *
 * Shows the room of an incident.
 */
void
muster_window_open_room (MusterWindow *self, guint incident)
{
  g_return_if_fail (MUSTER_IS_WINDOW (self));

  if (!self->session || incident == 0 || incident == self->incident)
    return;
  close_room (self);
  self->room = muster_room_page_new (self->session, incident);
  self->incident = incident;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", TRUE);
  muster_style_set_class (self->toasts, "in-room", TRUE);
  gtk_stack_add_child (GTK_STACK (self->content), self->room);
  gtk_stack_set_visible_child (GTK_STACK (self->content), self->room);
  muster_sidebar_show_room (self->sidebar, incident);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
  gtk_widget_grab_focus (self->room);
}

/**
 * muster_window_go_back:
 * @self: a window
 *
 * Leaves the room for the place that it was opened from.
 */
void
muster_window_go_back (MusterWindow *self)
{
  g_return_if_fail (MUSTER_IS_WINDOW (self));

  close_room (self);
  place_changed_cb (self);
}
