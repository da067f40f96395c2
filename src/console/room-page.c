/* room-page.c - the room of one incident: one picture, one order of events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/clock-label.h"
#include "console/command-bar.h"
#include "console/command-line.h"
#include "console/entry-row.h"
#include "console/focus.h"
#include "console/person-list.h"
#include "console/room-actions.h"
#include "console/room-feed.h"
#include "console/room-head.h"
#include "console/room-roles.h"
#include "console/room-side.h"
#include "console/room-strips.h"
#include "console/strip-area.h"
#include "console/timeline-filter.h"
#include "console/timeline-list.h"
#include "console/width-watcher.h"
#include "response/undo-fold.h"

#define FLAP_FOLDS_BELOW 1200
#define SIDE_WIDTH       396
#define SIDE_EVERY_MS    500 /* charts and counts of a storm need no more */

struct _MusterRoomPage
{
  GtkWidget parent_instance;
  MusterSession *session;
  guint incident;
  const MusterWorld *world; /* that was shown last; only to be compared */
  GSimpleActionGroup *actions;
  MusterTimelineModel *model;
  MusterRoomFeed *feed;
  guint tick;       /* id of what shows the change; 0: nothing changed */
  guint side_timer; /* 0: the side pane is level */
  gulong width_handler;
  MusterWidthWatcher *watcher; /* (nullable) */
  GtkWidget *box;              /* everything; bound, so that the template can let go of it */
  GtkWidget *strips;
  GtkWidget *more_strips; /* of this incident */
  GtkWidget *stack;
  GtkWidget *nothing; /* is seen until the incident is here */
  GtkWidget *back;
  GtkWidget *page_button;
  GtkWidget *page_content;
  GtkWidget *page_popover;
  GtkWidget *page_people;
  GtkWidget *title;
  GtkWidget *utc;
  GtkWidget *side_button;
  GtkWidget *flap;
  GtkWidget *side_slot;
  GtkWidget *content;
  GtkWidget *head;
  GtkWidget *roles;
  GtkWidget *filter;
  GtkWidget *timeline;
  GtkWidget *bar;
  GtkWidget *side;
};

G_DEFINE_FINAL_TYPE (MusterRoomPage, muster_room_page, GTK_TYPE_WIDGET)

static const MusterIncident *
find_incident (MusterRoomPage *self)
{
  return muster_world_get_incident (muster_session_get_world (self->session), self->incident);
}

static MusterUlid
get_me (MusterRoomPage *self)
{
  return muster_replica_get_me (muster_session_get_replica (self->session));
}

/* --- showing --- */

/* "INC-7 · opened by an alert on user-service" */
static void
show_title (MusterRoomPage *self, const MusterIncident *incident)
{
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));
  g_autofree char *title = muster_safe_text (incident->title ? incident->title : "", -1, FALSE);
  g_autofree char *service =
      muster_ulid_is_null (incident->service)
          ? NULL
          : muster_safe_text (muster_directory_title (directory, incident->service), -1, FALSE);
  const char *origin = incident->declared ? _ ("declared") : _ ("opened by an alert");
  g_autofree char *subtitle =
      service ? g_strdup_printf ("INC-%u · %s · %s", incident->number, service, origin)
              : g_strdup_printf ("INC-%u · %s", incident->number, origin);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle);
}

static void
show_side (MusterRoomPage *self)
{
  const MusterIncident *incident = find_incident (self);

  if (incident)
    muster_room_side_update (MUSTER_ROOM_SIDE (self->side), incident);
}

static gboolean
side_cb (gpointer user_data)
{
  MusterRoomPage *self = user_data;

  self->side_timer = 0;
  show_side (self);
  return G_SOURCE_REMOVE;
}

static void
show_page_button (MusterRoomPage *self, const MusterIncident *incident)
{
  const char *why = NULL;

  if (!muster_session_is_online (self->session))
    why = _ ("Nobody can be paged without a link to the hub");
  else if (!muster_incident_is_open (incident))
    why = _ ("The incident is resolved");
  gtk_widget_set_sensitive (self->page_button, why == NULL);
  gtk_widget_set_tooltip_text (self->page_button, why ? why : _ ("Page a person or a team"));
}

static void
show_now (MusterRoomPage *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const MusterIncident *incident = find_incident (self);
  gboolean was_waiting = gtk_widget_has_focus (self->nothing);

  self->world = muster_session_get_world (self->session);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), incident ? "room" : "nothing");
  if (!incident)
    return;
  if (was_waiting)
    gtk_widget_grab_focus (self->bar);
  show_title (self, incident);
  muster_room_strips_update (MUSTER_ROOM_STRIPS (self->more_strips), incident);
  show_page_button (self, incident);
  muster_room_actions_update (self->actions, self->session, incident);
  muster_room_head_set (MUSTER_ROOM_HEAD (self->head), self->world, incident);
  muster_room_roles_set (MUSTER_ROOM_ROLES (self->roles), self->world, incident, get_me (self));
  muster_room_feed_update (self->feed, self->world, incident, muster_replica_get_outbox (replica),
                           get_me (self));
  muster_timeline_filter_update (MUSTER_TIMELINE_FILTER (self->filter));
  if (self->side_timer == 0)
    self->side_timer = g_timeout_add (SIDE_EVERY_MS, side_cb, self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  MusterRoomPage *self = MUSTER_ROOM_PAGE (widget);

  self->tick = 0;
  show_now (self);
  return G_SOURCE_REMOVE;
}

/* Once a frame, however much came; and not at all while nobody looks. */
static void
queue_show (MusterRoomPage *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
changed_cb (MusterRoomPage *self, guint incident)
{
  if (self->world != muster_session_get_world (self->session))
    show_now (self); /* nothing of the old world may be left */
  else if (incident == self->incident || incident == 0)
    queue_show (self);
}

/* --- the command bar --- */

static MusterCommandLine
get_context (MusterRoomPage *self)
{
  return (MusterCommandLine){
    .world = muster_session_get_world (self->session),
    .incident = find_incident (self),
    .me = { MUSTER_ACTOR_PERSON, get_me (self) },
    .now_us = muster_clock_now_us (muster_session_get_clock (self->session)),
  };
}

static gboolean
take_line (const char *line, char **complaint, gpointer user_data)
{
  MusterRoomPage *self = user_data;
  MusterCommandLine context = get_context (self);
  g_autoptr (GError) error = NULL;
  MusterCommand *command;

  if (!context.incident)
    return FALSE;
  command = muster_command_line_parse (&context, line, &error);
  if (!command)
    {
      *complaint = g_strdup (error->message);
      return FALSE;
    }
  if (command->spec->class == MUSTER_COMMAND_ONLINE && !muster_session_is_online (self->session))
    {
      muster_command_free (command);
      *complaint = g_strdup (_ ("There is no link to the hub. Pages and checks need it, notes and "
                                "everything else wait for it"));
      return FALSE;
    }
  muster_timeline_list_go_to_end (MUSTER_TIMELINE_LIST (self->timeline));
  muster_room_give (GTK_WIDGET (self), self->session, command);
  return TRUE;
}

static GPtrArray *
complete_line (const char *line, gpointer user_data)
{
  MusterCommandLine context = get_context (user_data);

  return context.incident ? muster_command_line_complete (&context, line) : NULL;
}

/* --- the timeline --- */

static GMenuModel *
make_row_menu (const MusterTimelineRowData *row, gpointer user_data)
{
  MusterRoomPage *self = user_data;
  const MusterIncident *incident = find_incident (self);
  guint64 seq = muster_entry_row_seq (row->id);
  const MusterEntry *entry = incident && seq ? muster_incident_find_entry (incident, seq) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *pin = NULL, *undo = NULL, *copy = NULL;

  if (!entry)
    return NULL;
  pin = g_strdup_printf ("room.pin('%s')", row->id);
  undo = g_strdup_printf ("room.undo('%s')", row->id);
  copy = g_strdup_printf ("room.copy('%s')", row->id);
  /* TRANSLATORS: verbs in the menu of a line of the timeline */
  g_menu_append (menu, row->is_pinned ? _ ("Unpin") : _ ("Pin"), pin);
  if (muster_entry_can_undo (entry))
    g_menu_append (menu, _ ("Undo"), undo);
  /* TRANSLATORS: verb in the menu of a line of the timeline */
  g_menu_append (menu, _ ("Copy"), copy);
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* 1 to 8 press the pills while the list has the focus. */
static gboolean
list_key_cb (GtkEventControllerKey *controller,
             guint key,
             guint code,
             GdkModifierType state,
             MusterRoomPage *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || key < GDK_KEY_1 ||
      key > GDK_KEY_8)
    return FALSE;
  return muster_timeline_filter_choose (MUSTER_TIMELINE_FILTER (self->filter), key - GDK_KEY_1 + 1);
}

/* --- actions of the page itself --- */

static void
side_action_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  MusterRoomPage *self = user_data;

  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
revealed_cb (MusterRoomPage *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "side");

  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_boolean (adw_flap_get_reveal_flap (ADW_FLAP (self->flap))));
}

static void
show_tab (MusterRoomPage *self, MusterRoomTab tab)
{
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), TRUE);
  muster_room_side_show (MUSTER_ROOM_SIDE (self->side), tab);
  gtk_widget_grab_focus (self->side);
}

static void
tab_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gint32 tab = g_variant_get_int32 (parameter);

  if (tab >= 0 && tab < MUSTER_N_ROOM_TABS)
    show_tab (user_data, (MusterRoomTab) tab);
}

static void
filter_alerts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterRoomPage *self = user_data;

  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), TRUE);
  muster_room_side_filter_alerts (MUSTER_ROOM_SIDE (self->side));
}

static void
silence_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  muster_room_side_silence (MUSTER_ROOM_SIDE (MUSTER_ROOM_PAGE (user_data)->side));
}

static void
show_service_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterRoomPage *self = user_data;

  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), TRUE);
  muster_room_side_show_service (MUSTER_ROOM_SIDE (self->side),
                                 g_variant_get_string (parameter, NULL));
}

static void
new_task_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_tab (user_data, MUSTER_ROOM_TAB_TASKS);
}

static void
focus_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (MUSTER_ROOM_PAGE (user_data)->bar);
}

static void
newest_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  muster_timeline_list_go_to_end (MUSTER_TIMELINE_LIST (MUSTER_ROOM_PAGE (user_data)->timeline));
}

static void
focus_roles_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (MUSTER_ROOM_PAGE (user_data)->roles);
}

static void
choose_severity_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  muster_room_head_pop_up_severity (MUSTER_ROOM_HEAD (MUSTER_ROOM_PAGE (user_data)->head));
}

static void
pin_chosen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterRoomPage *self = user_data;
  const MusterTimelineRowData *row =
      muster_timeline_list_get_chosen (MUSTER_TIMELINE_LIST (self->timeline));

  if (row)
    gtk_widget_activate_action (GTK_WIDGET (self), "room.pin", "s", row->id);
}

static void
add_actions (MusterRoomPage *self)
{
  const GActionEntry entries[] = {
    { .name = "side", .state = "true", .change_state = side_action_cb },
    { .name = "tab", .activate = tab_cb, .parameter_type = "i" },
    { .name = "filter-alerts", .activate = filter_alerts_cb },
    { .name = "silence", .activate = silence_cb },
    { .name = "show-service", .activate = show_service_cb, .parameter_type = "s" },
    { .name = "new-task", .activate = new_task_cb },
    { .name = "focus-line", .activate = focus_line_cb },
    { .name = "newest", .activate = newest_cb },
    { .name = "focus-roles", .activate = focus_roles_cb },
    { .name = "choose-severity", .activate = choose_severity_cb },
    { .name = "pin-chosen", .activate = pin_chosen_cb },
  };

  self->actions = muster_room_actions_new (GTK_WIDGET (self), self->session, self->incident);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "room", G_ACTION_GROUP (self->actions));
}

/* --- width --- */

static void
width_cb (MusterRoomPage *self)
{
  MusterWidth width = muster_width_watcher_get_width (self->watcher);
  gboolean is_narrow = width == MUSTER_WIDTH_NARROW;
  const MusterIncident *incident = find_incident (self);

  gtk_widget_set_visible (self->back, is_narrow);
  gtk_widget_set_visible (self->utc, !is_narrow);
  muster_room_head_set_narrow (MUSTER_ROOM_HEAD (self->head), is_narrow);
  muster_room_strips_set_narrow (MUSTER_ROOM_STRIPS (self->more_strips), is_narrow);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->page_content),
                                /* TRANSLATORS: verb: get somebody's attention */
                                is_narrow ? "" : _ ("_Page…"));
  muster_command_bar_set_narrow (MUSTER_COMMAND_BAR (self->bar), is_narrow);
  gtk_widget_set_size_request (self->side_slot, is_narrow ? -1 : SIDE_WIDTH, -1);
  if (width != MUSTER_WIDTH_WIDE)
    adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  if (incident)
    muster_room_head_set (MUSTER_ROOM_HEAD (self->head), self->world, incident);
}

static void
unwatch (MusterRoomPage *self)
{
  if (self->watcher)
    g_clear_signal_handler (&self->width_handler, self->watcher);
  self->watcher = NULL;
}

static void
root (GtkWidget *widget)
{
  MusterRoomPage *self = MUSTER_ROOM_PAGE (widget);

  GTK_WIDGET_CLASS (muster_room_page_parent_class)->root (widget);
  self->watcher =
      (MusterWidthWatcher *) gtk_widget_get_ancestor (widget, MUSTER_TYPE_WIDTH_WATCHER);
  if (!self->watcher)
    return;
  muster_width_watcher_fold_flap (self->watcher, ADW_FLAP (self->flap), FLAP_FOLDS_BELOW);
  self->width_handler =
      g_signal_connect_swapped (self->watcher, "notify::width", G_CALLBACK (width_cb), self);
  width_cb (self);
}

static void
unroot (GtkWidget *widget)
{
  unwatch (MUSTER_ROOM_PAGE (widget));
  GTK_WIDGET_CLASS (muster_room_page_parent_class)->unroot (widget);
}

/* --- the widget --- */

/* Keys must find somebody, so that Escape leads out of a room that is not here yet, too. */
static gboolean
grab_focus (GtkWidget *widget)
{
  MusterRoomPage *self = MUSTER_ROOM_PAGE (widget);

  return gtk_widget_grab_focus (find_incident (self) ? self->bar : self->nothing);
}

static void
dispose (GObject *object)
{
  MusterRoomPage *self = MUSTER_ROOM_PAGE (object);

  unwatch (self);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->side_timer, g_source_remove);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "room", NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_ROOM_PAGE);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->feed, muster_room_feed_free);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_room_page_parent_class)->dispose (object);
}

static void
add_shortcuts (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_slash, 0, "room.focus-line" },
    { GDK_KEY_m, GDK_ALT_MASK, "room.next-stage" },
    { GDK_KEY_s, GDK_ALT_MASK, "room.choose-severity" },
    { GDK_KEY_r, GDK_ALT_MASK, "room.focus-roles" },
    { GDK_KEY_p, GDK_ALT_MASK, "room.pin-chosen" },
    { GDK_KEY_t, GDK_ALT_MASK, "room.new-task" },
    { GDK_KEY_i, GDK_ALT_MASK, "room.merge" },
    { GDK_KEY_b, GDK_ALT_MASK, "room.about" },
    { GDK_KEY_g, GDK_ALT_MASK, "room.graph" },
    { GDK_KEY_z, GDK_CONTROL_MASK, "room.undo-last" },
    { GDK_KEY_F9, 0, "room.side" },
    { GDK_KEY_Left, GDK_ALT_MASK, "win.back" },
    { GDK_KEY_Escape, 0, "win.back" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, keys[i].action,
                                         NULL);
  for (guint i = 0; i < MUSTER_N_ROOM_TABS; i++)
    gtk_widget_class_add_binding_action (klass, GDK_KEY_1 + i, GDK_CONTROL_MASK, "room.tab", "i",
                                         (int) i);
}

static void
muster_room_page_class_init (MusterRoomPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_CLOCK_LABEL);
  g_type_ensure (MUSTER_TYPE_COMMAND_BAR);
  g_type_ensure (MUSTER_TYPE_PERSON_LIST);
  g_type_ensure (MUSTER_TYPE_ROOM_HEAD);
  g_type_ensure (MUSTER_TYPE_ROOM_ROLES);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->root = root;
  widget_class->unroot = unroot;
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  add_shortcuts (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "room-page");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/room-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, box);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, strips);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, back);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, page_button);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, page_content);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, page_popover);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, page_people);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, title);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, utc);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, side_button);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, flap);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, side_slot);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, content);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, head);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, roles);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomPage, bar);
}

static void
page_shown_cb (MusterRoomPage *self)
{
  muster_person_list_set (MUSTER_PERSON_LIST (self->page_people),
                          muster_world_get_directory (muster_session_get_world (self->session)),
                          TRUE, (MusterUlid){ 0, 0 });
  gtk_widget_grab_focus (self->page_people);
}

static void
page_chosen_cb (MusterRoomPage *self, const char *target)
{
  gtk_popover_popdown (GTK_POPOVER (self->page_popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "room.page", "s", target);
}

static void
muster_room_page_init (MusterRoomPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = muster_timeline_model_new ();
  self->feed = muster_room_feed_new (self->model);
  self->filter = muster_timeline_filter_new (self->model);
  self->timeline = muster_timeline_list_new (self->model);
  muster_timeline_list_set_menu (MUSTER_TIMELINE_LIST (self->timeline), make_row_menu, self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (list_key_cb), self);
  gtk_widget_add_controller (self->timeline, keys);
  gtk_widget_set_vexpand (self->timeline, TRUE);
  gtk_widget_add_css_class (self->filter, "room-line");
  gtk_box_append (GTK_BOX (self->content), self->filter);
  gtk_box_append (GTK_BOX (self->content), self->timeline);
  gtk_box_reorder_child_after (GTK_BOX (self->content), self->bar, self->timeline);
  muster_command_bar_set_funcs (MUSTER_COMMAND_BAR (self->bar), take_line, complete_line, self);
  g_signal_connect_swapped (self->page_popover, "show", G_CALLBACK (page_shown_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->page_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Page a person or a team"), -1);
  g_signal_connect_swapped (self->page_people, "chosen", G_CALLBACK (page_chosen_cb), self);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self);
}

/**
 * muster_room_page_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): the room, for a place in a window with a #MusterWidthWatcher
 */
GtkWidget *
muster_room_page_new (MusterSession *session, guint incident)
{
  MusterRoomPage *self = g_object_new (MUSTER_TYPE_ROOM_PAGE, NULL);
  MusterReplica *replica;

  g_return_val_if_fail (MUSTER_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->incident = incident;
  muster_strip_area_set_session (MUSTER_STRIP_AREA (self->strips), session);
  self->more_strips = muster_room_strips_new (session, incident);
  gtk_box_insert_child_after (GTK_BOX (self->box), self->more_strips, self->strips);
  self->side = muster_room_side_new (session, incident);
  gtk_widget_set_hexpand (self->side, TRUE);
  gtk_box_append (GTK_BOX (self->side_slot), self->side);
  add_actions (self);
  replica = muster_session_get_replica (session);
  g_signal_connect_object (replica, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "state-changed", G_CALLBACK (queue_show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "outbox-changed", G_CALLBACK (queue_show), self,
                           G_CONNECT_SWAPPED);
  show_now (self);
  show_side (self);
  return GTK_WIDGET (self);
}

/**
 * muster_room_page_get_incident:
 * @self: a room
 *
 * Returns: n of INC-n
 */
guint
muster_room_page_get_incident (MusterRoomPage *self)
{
  g_return_val_if_fail (MUSTER_IS_ROOM_PAGE (self), 0);
  return self->incident;
}
