/* alert-menu.c - what can be done with an alert of a list: its menu and its keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-menu.h"

#include <glib/gi18n.h>

#include "console/alert-line.h"

#define MENU_KEY "muster-alert-menu"

typedef struct
{
  GtkWidget *view; /* owns this */
  MusterAlertMarks *marks;
  GtkWidget *menu; /* (nullable): of the row it was opened on */
} Menu;

static void
menu_free (gpointer data)
{
  Menu *self = data;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_object_unref (self->marks);
  g_free (self);
}

/* --- which alert is meant --- */

static MusterAlertLine *
find_line (GtkWidget *widget)
{
  GtkWidget *line = widget ? gtk_widget_get_ancestor (widget, MUSTER_TYPE_ALERT_LINE) : NULL;

  if (!line && widget) /* the row of the list around it */
    line = gtk_widget_get_first_child (widget);
  return line && MUSTER_IS_ALERT_LINE (line) ? MUSTER_ALERT_LINE (line) : NULL;
}

static MusterAlertItem *
find_item (GtkWidget *widget)
{
  MusterAlertLine *line = find_line (widget);
  MusterAlertItem *item = line ? muster_alert_line_get (line) : NULL;

  return item && !muster_alert_item_is_heading (item) ? item : NULL;
}

static GtkWidget *
get_focus (Menu *self)
{
  GtkRoot *root = gtk_widget_get_root (self->view);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && gtk_widget_is_ancestor (focus, self->view) ? focus : NULL;
}

/* --- the menu --- */

static void
append (GMenu *menu, const char *title, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (Menu *self, MusterAlertItem *item)
{
  const char *id = muster_alert_item_get_id (item);
  g_autofree char *matchers = muster_alert_filter_write (muster_alert_item_get_labels (item));
  GMenu *menu = g_menu_new ();
  guint n = muster_alert_marks_count (self->marks);
  gboolean is_marked = muster_alert_marks_has (self->marks, id);
  guint n_detached = n + (is_marked ? 0 : 1);
  g_autofree char *detach =
      n == 0
          /* TRANSLATORS: verb: take an alert out of an incident, into one of its own */
          ? g_strdup (_ ("_Detach"))
          : g_strdup_printf (ngettext ("_Detach %u alert", "_Detach %u alerts", n_detached),
                             n_detached);

  append (menu, detach, "alerts.detach", g_variant_new_string (id));
  append (menu,
          is_marked
              /* TRANSLATORS: verb: an alert is no longer one of those that are chosen */
              ? _ ("D_eselect")
              /* TRANSLATORS: verb: choose an alert */
              : _ ("S_elect"),
          "alerts.mark", g_variant_new_string (id));
  if (matchers)
    /* TRANSLATORS: verb on a button: tell nobody of an alert for a while */
    append (menu, _ ("_Silence…"), "win.silence", g_variant_new ("(sb)", matchers, TRUE));
  return G_MENU_MODEL (menu);
}

static void
popup (Menu *self, MusterAlertItem *item, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) menu = make_menu (self, item);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_widget_set_parent (self->menu, self->view);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, Menu *self)
{
  const GdkRectangle at = { (int) x, (int) y, 1, 1 };
  MusterAlertItem *item = find_item (gtk_widget_pick (self->view, x, y, GTK_PICK_DEFAULT));

  if (!item)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup (self, item, &at);
}

/* --- keys --- */

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Menu *self = user_data;
  GtkWidget *focus = get_focus (self);
  MusterAlertItem *item = find_item (focus);
  GdkRectangle at = { 24, 24, 1, 1 };
  graphene_rect_t bounds;

  if (!item)
    return FALSE;
  if (gtk_widget_compute_bounds (focus, self->view, &bounds))
    at = (GdkRectangle){ (int) bounds.origin.x + 24,
                         (int) (bounds.origin.y + bounds.size.height) - 6, 1, 1 };
  at.y = CLAMP (at.y, 0, gtk_widget_get_height (self->view) - 1); /* where it can be seen */
  popup (self, item, &at);
  return TRUE;
}

static gboolean
mark_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Menu *self = user_data;
  GtkWidget *focus = get_focus (self);
  MusterAlertItem *item = find_item (focus);

  /* a button of an open alert has its own use for Space */
  if (!item || gtk_widget_get_ancestor (focus, MUSTER_TYPE_ALERT_LINE))
    return FALSE;
  return gtk_widget_activate_action (self->view, "alerts.mark", "s",
                                     muster_alert_item_get_id (item));
}

/* Single letters can be turned off: the window says so. */
static gboolean
detach_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Menu *self = user_data;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (self->view));
  MusterAlertItem *item = find_item (get_focus (self));

  if (gtk_widget_has_css_class (root, "no-letter-keys") ||
      (!item && muster_alert_marks_count (self->marks) == 0))
    return FALSE;
  return gtk_widget_activate_action (self->view, "alerts.detach", "s",
                                     item ? muster_alert_item_get_id (item) : "");
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

/* The menu is a child of the list and must go before it. */
static void
destroyed_cb (GtkWidget *view, Menu *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
}

/**
 * muster_alert_menu_attach:
 * @view: a list of #MusterAlertLine in a pane that has the actions of alerts
 * @marks: which alerts are chosen
 *
 * Gives the list its keys and the menu of its rows.
 */
void
muster_alert_menu_attach (GtkWidget *view, MusterAlertMarks *marks)
{
  Menu *self = g_new0 (Menu, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEventController *early = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->view = view;
  self->marks = g_object_ref (marks);
  add_key (keys, "Menu|<Shift>F10", menu_key_cb, self);
  add_key (keys, "d", detach_key_cb, self);
  gtk_widget_add_controller (view, keys);
  add_key (early, "space", mark_key_cb, self); /* before the list's own selection, which is none */
  gtk_event_controller_set_propagation_phase (early, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (view, early);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (view, "destroy", G_CALLBACK (destroyed_cb), self);
  g_object_set_data_full (G_OBJECT (view), MENU_KEY, self, menu_free);
}
