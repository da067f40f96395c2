/* board-actions.c - what can be done with a row of the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-actions.h"

#include "console/board-row.h"
#include "console/room-joint.h"
#include "console/toast.h"

#include <glib/gi18n.h>

#define ACTIONS_KEY "muster-board-actions"

typedef struct
{
  MusterBoardList *list; /* owns this */
  MusterSession *session;
  GtkEventController *letters;
  GtkWidget *menu; /* (nullable): of the row it was opened on */
} Actions;

static void
actions_free (gpointer data)
{
  Actions *self = data;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_object_unref (self->session);
  g_free (self);
}

/* 0, and a word to the person, for what the hub does not know yet. */
static guint
find_incident (Actions *self, const char *id)
{
  const guint incident = id ? muster_incident_parse_id (id, -1) : 0;

  if (incident == 0 && id)
    muster_toast_show (GTK_WIDGET (self->list),
                       _ ("The hub does not know this incident yet. It is sent when the link is "
                          "back"));
  return incident;
}

/* --- the actions --- */

static void
open_incident (Actions *self, const char *id)
{
  const guint incident = find_incident (self, id);

  if (incident != 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "win.open-room", "u", incident);
}

static void
acknowledge (Actions *self, const char *id)
{
  const guint incident = find_incident (self, id);
  g_autofree char *done = NULL;

  if (incident == 0)
    return;
  /* TRANSLATORS: the placeholder is the number of an incident */
  done = g_strdup_printf (_ ("INC-%u acknowledged"), incident);
  muster_session_send (self->session,
                       muster_session_command (self->session, "incident.acknowledge", incident),
                       GTK_WIDGET (self->list), done);
}

static void
take_command (Actions *self, const char *id)
{
  const guint incident = find_incident (self, id);
  MusterCommand *command;
  g_autofree char *done = NULL;

  if (incident == 0)
    return;
  command = muster_session_command (self->session, "incident.assign", incident);
  muster_command_set_int (command, "role", MUSTER_ROLE_COMMANDER);
  /* TRANSLATORS: the placeholder is the number of an incident */
  done = g_strdup_printf (_ ("You command INC-%u"), incident);
  muster_session_send (self->session, command, GTK_WIDGET (self->list), done);
}

static void
escalate (Actions *self, const char *id)
{
  const guint incident = find_incident (self, id);
  g_autofree char *done = NULL;

  if (incident == 0)
    return;
  /* TRANSLATORS: the placeholder is the number of an incident */
  done = g_strdup_printf (_ ("INC-%u: the next people are told now"), incident);
  muster_session_send (self->session,
                       muster_session_command (self->session, "incident.escalate", incident),
                       GTK_WIDGET (self->list), done);
}

static void
merge (Actions *self, const char *id)
{
  const guint incident = find_incident (self, id);

  if (incident != 0)
    muster_joint_ask_merge (GTK_WIDGET (self->list), self->session, incident);
}

static void
copy_id (Actions *self, const char *id)
{
  if (!id)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->list)), id);
  muster_toast_show (GTK_WIDGET (self->list), _ ("Number copied"));
}

typedef void (*ActionFunc) (Actions *self, const char *id);

static const struct
{
  const char *name;
  ActionFunc func;
} table[] = {
  { "open", open_incident },         { "review", open_incident },
  { "review-storm", open_incident }, { "acknowledge", acknowledge },
  { "take-command", take_command },  { "merge", merge },
  { "escalate", escalate },          { "copy-number", copy_id },
};

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      table[i].func (user_data, g_variant_get_string (parameter, NULL));
}

/* --- the menu of a row --- */

static void
append (GMenu *menu, const char *title, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (const char *id)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  /* TRANSLATORS: verb: show the room of an incident */
  append (first, _ ("_Open"), "board.open", id);
  append (first, _ ("_Take command"), "board.take-command", id);
  /* TRANSLATORS: verb: say that you have seen the incident and act on it */
  append (first, _ ("_Acknowledge"), "board.acknowledge", id);
  /* TRANSLATORS: verb: the next people of its policy are paged, without waiting */
  append (first, _ ("_Escalate now"), "board.escalate", id);
  /* TRANSLATORS: verb: make one incident of two */
  append (first, _ ("_Merge into…"), "board.merge", id);
  append (last, _ ("_Copy number"), "board.copy-number", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
popup (Actions *self, const char *id, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) menu = make_menu (id);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->list));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, Actions *self)
{
  const GdkRectangle at = { (int) x, (int) y, 1, 1 };
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked ? gtk_widget_get_ancestor (picked, MUSTER_TYPE_BOARD_ROW) : NULL;

  if (!row || !muster_board_row_get_id (MUSTER_BOARD_ROW (row)))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  muster_board_list_select (self->list, muster_board_row_get_id (MUSTER_BOARD_ROW (row)));
  popup (self, muster_board_row_get_id (MUSTER_BOARD_ROW (row)), &at);
}

/* Below the row that has the focus. */
static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Actions *self = user_data;
  const char *id = muster_board_list_get_selected (self->list);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t bounds;
  GdkRectangle at = { 60, 60, 1, 1 };

  if (!id)
    return FALSE;
  if (focus && gtk_widget_compute_bounds (focus, widget, &bounds))
    at = (GdkRectangle){ (int) bounds.origin.x + 60,
                         (int) (bounds.origin.y + bounds.size.height) - 12, 1, 1 };
  popup (self, id, &at);
  return TRUE;
}

/* --- keys --- */

static gboolean
acknowledge_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Actions *self = user_data;

  acknowledge (self, muster_board_list_get_selected (self->list));
  return TRUE;
}

static gboolean
take_command_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Actions *self = user_data;

  take_command (self, muster_board_list_get_selected (self->list));
  return TRUE;
}

static gboolean
escalate_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Actions *self = user_data;

  escalate (self, muster_board_list_get_selected (self->list));
  return TRUE;
}

static gboolean
merge_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Actions *self = user_data;

  merge (self, muster_board_list_get_selected (self->list));
  return TRUE;
}

static void
add_key (GtkEventController *controller,
         const char *trigger,
         GtkShortcutFunc func,
         gpointer user_data)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (func, user_data, NULL)));
}

static void
add_controllers (Actions *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkEventController *menu_keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->letters = gtk_shortcut_controller_new ();
  add_key (self->letters, "a", acknowledge_key_cb, self);
  add_key (self->letters, "c", take_command_key_cb, self);
  add_key (self->letters, "e", escalate_key_cb, self);
  add_key (self->letters, "m", merge_key_cb, self);
  gtk_widget_add_controller (list, self->letters);
  add_key (menu_keys, "Menu|<Shift>F10", menu_key_cb, self);
  gtk_widget_add_controller (list, menu_keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
}

static void
opened_cb (MusterBoardList *list, const char *id, Actions *self)
{
  open_incident (self, id);
}

/* The menu is a child of the list and must go before it. */
static void
destroyed_cb (GtkWidget *list, Actions *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
}

/**
 * muster_board_actions_attach:
 * @list: the list of a board
 * @session: the hub
 *
 * Gives @list its actions, keys and menu.
 */
void
muster_board_actions_attach (MusterBoardList *list, MusterSession *session)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  Actions *self = g_new0 (Actions, 1);

  self->list = list;
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (table[i].name, G_VARIANT_TYPE_STRING);

      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (list), "board", G_ACTION_GROUP (group));
  add_controllers (self);
  g_signal_connect (list, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (list, "destroy", G_CALLBACK (destroyed_cb), self);
  g_object_set_data_full (G_OBJECT (list), ACTIONS_KEY, self, actions_free);
}

/**
 * muster_board_actions_set_letter_keys:
 * @list: the list of a board, with actions
 * @letter_keys: whether single letters act on the row that has the focus
 */
void
muster_board_actions_set_letter_keys (MusterBoardList *list, gboolean letter_keys)
{
  Actions *self = g_object_get_data (G_OBJECT (list), ACTIONS_KEY);

  g_return_if_fail (self);
  gtk_event_controller_set_propagation_phase (self->letters,
                                              letter_keys ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
}
