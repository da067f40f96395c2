/* board-page.c - what burns, who has it, what is late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-page.h"

#include "console/board-actions.h"
#include "console/board-feed.h"
#include "console/board-filter.h"
#include "console/board-list.h"
#include "console/clock-label.h"
#include "console/resolved-today.h"
#include "console/storm-area.h"
#include "console/strip-area.h"
#include "console/tick.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _MusterBoardPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *declare_word;
  GtkWidget *services;
  GtkWidget *menu;
  GtkWidget *war_room;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *clock;
  GtkWidget *zone;
  GtkWidget *strips;
  GtkWidget *storms;
  GtkWidget *stack;
  GtkWidget *list_place;
  GtkWidget *empty;
  GtkWidget *waiting;
  GtkWidget *resolved;
  MusterBoardModel *model; /* (nullable) */
  MusterBoardFeed *feed;   /* (nullable) */
  GtkWidget *list;         /* (nullable) */
  MusterSession *session;  /* (nullable) */
  char *service;           /* (nullable): only this one */
  guint seen_live;         /* how many were last told */
  guint focus_idle;
  gboolean has_focused; /* the keyboard went to the first row once */
  gboolean is_filtered;
  gboolean letter_keys;
};

enum
{
  SIGNAL_COUNTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterBoardPage, muster_board_page, GTK_TYPE_WIDGET)

/* --- what is shown --- */

static void
show_title (MusterBoardPage *self)
{
  const guint live = muster_board_feed_count_live (self->feed);
  g_autofree char *words = g_strdup_printf (
      /* TRANSLATORS: how many incidents are open */
      ngettext ("%u live", "%u live", live), live);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), words);
  if (live == self->seen_live)
    return;
  self->seen_live = live;
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0, live);
}

static void
show_waiting (MusterBoardPage *self)
{
  const gboolean is_lost = muster_replica_get_state (muster_session_get_replica (self->session)) ==
                           MUSTER_REPLICA_OFFLINE;
  g_autofree char *hub = g_markup_escape_text (muster_session_get_title (self->session), -1);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->waiting),
                             is_lost ? _ ("No link to the hub") : _ ("Connecting to the hub"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (self->waiting),
      is_lost ? _ ("Muster tries again by itself. What you declare now is sent when the link is "
                   "there.")
              : hub);
}

static void
show_empty (MusterBoardPage *self)
{
  const GArray *resolved = muster_board_feed_get_resolved_today (self->feed);
  const MusterIncident *last =
      resolved->len > 0 ? muster_world_get_incident (muster_session_get_world (self->session),
                                                     g_array_index (resolved, guint, 0))
                        : NULL;
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  g_autofree char *words = last ? muster_resolved_today_describe (last, zone) : NULL;
  g_autofree char *escaped = words ? g_markup_escape_text (words, -1) : NULL;

  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), escaped);
}

/* The first key pressed is for the first incident, and not for its heading. */
static gboolean
focus_cb (gpointer user_data)
{
  MusterBoardPage *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  self->focus_idle = 0;
  if (gtk_widget_get_mapped (self->list) && !(focus && GTK_IS_EDITABLE (focus)))
    {
      gtk_widget_grab_focus (self->list);
      muster_board_list_move (MUSTER_BOARD_LIST (self->list), GTK_DIR_DOWN);
    }
  return G_SOURCE_REMOVE;
}

static void
focus_list (MusterBoardPage *self)
{
  if (self->has_focused)
    return;
  self->has_focused = TRUE;
  self->focus_idle = g_idle_add_full (G_PRIORITY_LOW, focus_cb, self, NULL);
}

static void
show_page (MusterBoardPage *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const gboolean was_live = muster_replica_get_live_at_us (replica) != MUSTER_NO_TIME &&
                            muster_replica_get_state (replica) != MUSTER_REPLICA_CONNECTING;
  const char *page = "list";

  if (muster_board_model_n_rows (self->model) == 0)
    {
      if (muster_board_feed_count_live (self->feed) > 0 && self->is_filtered)
        page = "nothing";
      else
        page = was_live ? "empty" : "waiting";
    }
  show_waiting (self);
  show_empty (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  if (g_str_equal (page, "list"))
    focus_list (self);
}

static void
fed_cb (MusterBoardPage *self)
{
  muster_resolved_today_show (MUSTER_RESOLVED_TODAY (self->resolved), self->session, self->feed);
  show_title (self);
  show_page (self);
}

static void
show_zone (GtkWidget *widget, gint64 now_us)
{
  MusterBoardPage *self = MUSTER_BOARD_PAGE (widget);
  GTimeZone *zone = muster_tick_zone (muster_tick_get (widget));

  gtk_label_set_text (GTK_LABEL (self->zone),
                      zone ? g_time_zone_get_abbreviation (
                                 zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                  now_us / G_USEC_PER_SEC))
                           : "UTC");
}

/* --- filter --- */

static gboolean
filter (const MusterBoardRowData *row, gpointer query)
{
  return muster_board_query_matches (query, row);
}

static void
apply_filter (MusterBoardPage *self)
{
  MusterBoardQuery *query;

  if (!self->model)
    return;
  query = muster_board_query_new (self->service,
                                  gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  self->is_filtered = !muster_board_query_is_empty (query);
  muster_board_model_set_filter (self->model, filter, query,
                                 (GDestroyNotify) muster_board_query_free);
  fed_cb (self);
}

static void
search_changed_cb (MusterBoardPage *self)
{
  apply_filter (self);
}

static void
search_activated_cb (MusterBoardPage *self)
{
  if (self->list)
    gtk_widget_grab_focus (self->list);
}

static void
set_service (MusterBoardPage *self, const char *service)
{
  g_free (self->service);
  self->service = service && *service != '\0' ? g_strdup (service) : NULL;
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->services),
                             self->service ? self->service : _ ("All services"));
  apply_filter (self);
}

static void
filter_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_service (MUSTER_BOARD_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
clear_filter_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterBoardPage *self = MUSTER_BOARD_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
  set_service (self, NULL);
}

static void
add_service (GMenu *menu, const char *title, const char *name)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "board.filter", "s", name);
  g_menu_append_item (menu, item);
}

/* Made anew each time it is opened: services come and go. */
static void
popup_services_cb (GtkMenuButton *button, gpointer user_data)
{
  MusterBoardPage *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  const GPtrArray *objects;

  add_service (menu, _ ("All services"), "");
  objects = self->session ? muster_directory_objects (muster_world_get_directory (
                                muster_session_get_world (self->session)))
                          : NULL;
  for (guint i = 0; objects && i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && g_str_equal (object->type, MUSTER_OBJECT_SERVICE))
        add_service (menu, object->name, object->name);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* --- the widget --- */

static void
forget_session (MusterBoardPage *self)
{
  if (!self->session)
    return;
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  self->has_focused = FALSE;
  adw_bin_set_child (ADW_BIN (self->list_place), NULL);
  self->list = NULL;
  g_signal_handlers_disconnect_by_data (self->feed, self);
  g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->feed);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
}

static void
dispose (GObject *object)
{
  MusterBoardPage *self = MUSTER_BOARD_PAGE (object);

  forget_session (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_BOARD_PAGE);
  G_OBJECT_CLASS (muster_board_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_BOARD_PAGE (object)->service);
  G_OBJECT_CLASS (muster_board_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, box);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, title);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, declare_word);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, services);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, menu);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, war_room);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, clock);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, strips);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, storms);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, list_place);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, empty);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, MusterBoardPage, resolved);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
}

static void
muster_board_page_class_init (MusterBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (MUSTER_TYPE_STRIP_AREA);
  g_type_ensure (MUSTER_TYPE_STORM_AREA);
  g_type_ensure (MUSTER_TYPE_RESOLVED_TODAY);
  signals[SIGNAL_COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/board-page.ui");
  gtk_widget_class_install_action (widget_class, "board.filter", "s", filter_activated);
  gtk_widget_class_install_action (widget_class, "board.clear-filter", NULL,
                                   clear_filter_activated);
  bind_children (widget_class);
}

static void
muster_board_page_init (MusterBoardPage *self)
{
  GtkWidget *clock;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->letter_keys = TRUE;
  clock = muster_clock_label_new (MUSTER_CLOCK_TIME);
  gtk_box_append (GTK_BOX (self->clock), clock);
  self->zone = gtk_label_new ("UTC");
  gtk_widget_add_css_class (self->zone, "muster-dim");
  gtk_box_append (GTK_BOX (self->clock), self->zone);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->services), popup_services_cb, self,
                                         NULL);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
  muster_tick_follow (GTK_WIDGET (self), show_zone);
}

/**
 * muster_board_page_new:
 *
 * Returns: (transfer floating): a board of no hub
 */
GtkWidget *
muster_board_page_new (void)
{
  return g_object_new (MUSTER_TYPE_BOARD_PAGE, NULL);
}

/**
 * muster_board_page_set_session:
 * @self: a board
 * @session: (nullable): the hub that it shows
 */
void
muster_board_page_set_session (MusterBoardPage *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_BOARD_PAGE (self));

  if (session == self->session)
    return;
  forget_session (self);
  muster_strip_area_set_session (MUSTER_STRIP_AREA (self->strips), session);
  muster_storm_area_set_session (MUSTER_STORM_AREA (self->storms), session);
  if (!session)
    return;
  self->session = g_object_ref (session);
  self->model = muster_board_model_new ();
  self->feed = muster_board_feed_new (session, self->model);
  self->list = muster_board_list_new (self->model);
  muster_board_actions_attach (MUSTER_BOARD_LIST (self->list), session);
  muster_board_actions_set_letter_keys (MUSTER_BOARD_LIST (self->list), self->letter_keys);
  adw_bin_set_child (ADW_BIN (self->list_place), self->list);
  g_signal_connect_swapped (self->feed, "changed", G_CALLBACK (fed_cb), self);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (show_page), self);
  apply_filter (self);
}

/**
 * muster_board_page_set_menu:
 * @self: a board
 * @menu: the main menu, for a window that is too narrow to show the side bar
 */
void
muster_board_page_set_menu (MusterBoardPage *self, GMenuModel *menu)
{
  g_return_if_fail (MUSTER_IS_BOARD_PAGE (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
}

/**
 * muster_board_page_popup_menu:
 * @self: a board
 */
void
muster_board_page_popup_menu (MusterBoardPage *self)
{
  g_return_if_fail (MUSTER_IS_BOARD_PAGE (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

/**
 * muster_board_page_set_width:
 * @self: a board
 * @width: of the window
 */
void
muster_board_page_set_width (MusterBoardPage *self, MusterWidth width)
{
  const gboolean is_narrow = width == MUSTER_WIDTH_NARROW;

  g_return_if_fail (MUSTER_IS_BOARD_PAGE (self));
  gtk_widget_set_visible (self->declare_word, !is_narrow);
  gtk_widget_set_visible (self->services, !is_narrow);
  gtk_widget_set_visible (self->war_room, !is_narrow);
  gtk_widget_set_visible (self->clock, !is_narrow);
  gtk_widget_set_visible (self->menu, is_narrow);
  muster_storm_area_set_narrow (MUSTER_STORM_AREA (self->storms), is_narrow);
}

/**
 * muster_board_page_set_letter_keys:
 * @self: a board
 * @letter_keys: whether A and C act on the row that has the focus
 */
void
muster_board_page_set_letter_keys (MusterBoardPage *self, gboolean letter_keys)
{
  g_return_if_fail (MUSTER_IS_BOARD_PAGE (self));
  self->letter_keys = letter_keys;
  if (self->list)
    muster_board_actions_set_letter_keys (MUSTER_BOARD_LIST (self->list), letter_keys);
}

/**
 * muster_board_page_search:
 * @self: a board
 *
 * Opens the search.
 */
void
muster_board_page_search (MusterBoardPage *self)
{
  g_return_if_fail (MUSTER_IS_BOARD_PAGE (self));
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}
