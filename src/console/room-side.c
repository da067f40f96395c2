/* room-side.c - the side pane of a room: alerts, tasks, checks, changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-side.h"

#include <glib/gi18n.h>

#include "console/alert-pane.h"
#include "console/change-pane.h"
#include "console/check-pane.h"
#include "console/focus.h"
#include "console/format.h"
#include "console/task-pane.h"

struct _MusterRoomSide
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *stack;
  GtkWidget *tabs[MUSTER_N_ROOM_TABS];
  GtkWidget *counts[MUSTER_N_ROOM_TABS];
  GtkWidget *panes[MUSTER_N_ROOM_TABS];
};

static const char *const titles[MUSTER_N_ROOM_TABS] = {
  /* TRANSLATORS: a tab of the side pane */
  [MUSTER_ROOM_TAB_ALERTS] = N_ ("Alerts"),
  /* TRANSLATORS: a tab of the side pane */
  [MUSTER_ROOM_TAB_TASKS] = N_ ("Tasks"),
  /* TRANSLATORS: a tab of the side pane: diagnostic checks */
  [MUSTER_ROOM_TAB_CHECKS] = N_ ("Checks"),
  /* TRANSLATORS: a tab of the side pane: what was changed before the incident */
  [MUSTER_ROOM_TAB_CHANGES] = N_ ("Changes"),
};

G_DEFINE_FINAL_TYPE (MusterRoomSide, muster_room_side, GTK_TYPE_WIDGET)

static void
toggled_cb (MusterRoomSide *self, GtkToggleButton *button)
{
  for (guint i = 0; i < MUSTER_N_ROOM_TABS; i++)
    if (self->tabs[i] == GTK_WIDGET (button) && gtk_toggle_button_get_active (button))
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->panes[i]);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_ROOM_SIDE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_room_side_parent_class)->dispose (object);
}

/* Where a pane has nothing that could have the focus. */
static gboolean
grab_tab (MusterRoomSide *self)
{
  for (guint i = 0; i < MUSTER_N_ROOM_TABS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->tabs[i])))
      return gtk_widget_grab_focus (self->tabs[i]);
  return FALSE;
}

/* A pane knows where it begins, also when the focus is in it already. */
static gboolean
grab_focus (GtkWidget *widget)
{
  GtkWidget *stack = MUSTER_ROOM_SIDE (widget)->stack;

  return gtk_widget_grab_focus (gtk_stack_get_visible_child (GTK_STACK (stack))) ||
         gtk_widget_child_focus (stack, GTK_DIR_TAB_FORWARD) ||
         grab_tab (MUSTER_ROOM_SIDE (widget));
}

static void
muster_room_side_class_init (MusterRoomSideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "room-side");
}

static GtkWidget *
make_tab (MusterRoomSide *self, guint i)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_TAB, "hexpand", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->counts[i] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->counts[i], "numeric");
  gtk_widget_add_css_class (self->counts[i], "count");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (titles[i])));
  gtk_box_append (GTK_BOX (box), self->counts[i]);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "room-tab");
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  if (i > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->tabs[0]));
  return button;
}

static void
muster_room_side_init (MusterRoomSide *self)
{
  GtkWidget *tabs = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST,
                                  "spacing", 6, NULL);

  gtk_widget_add_css_class (tabs, "room-tabs");
  for (guint i = 0; i < MUSTER_N_ROOM_TABS; i++)
    {
      self->tabs[i] = make_tab (self, i);
      gtk_box_append (GTK_BOX (tabs), self->tabs[i]);
    }
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), tabs);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
set_count (MusterRoomSide *self, MusterRoomTab tab, guint64 n)
{
  g_autofree char *count = muster_format_count (n);
  g_autofree char *label = g_strdup_printf ("%s, %s", _ (titles[tab]), count);

  gtk_label_set_text (GTK_LABEL (self->counts[tab]), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tabs[tab]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
counted_cb (MusterRoomSide *self, MusterChangePane *pane)
{
  set_count (self, MUSTER_ROOM_TAB_CHANGES, muster_change_pane_count (pane));
}

/**
 * muster_room_side_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): the pane, on its first tab
 */
GtkWidget *
muster_room_side_new (MusterSession *session, guint incident)
{
  MusterRoomSide *self = g_object_new (MUSTER_TYPE_ROOM_SIDE, NULL);

  self->panes[MUSTER_ROOM_TAB_ALERTS] = muster_alert_pane_new (session, incident);
  self->panes[MUSTER_ROOM_TAB_TASKS] = muster_task_pane_new (session, incident);
  self->panes[MUSTER_ROOM_TAB_CHECKS] = muster_check_pane_new (session);
  self->panes[MUSTER_ROOM_TAB_CHANGES] = muster_change_pane_new (session, incident);
  g_signal_connect_object (self->panes[MUSTER_ROOM_TAB_CHANGES], "counted", G_CALLBACK (counted_cb),
                           self, G_CONNECT_SWAPPED);
  set_count (self, MUSTER_ROOM_TAB_CHANGES, 0);
  for (guint i = 0; i < MUSTER_N_ROOM_TABS; i++)
    gtk_stack_add_child (GTK_STACK (self->stack), self->panes[i]);
  muster_room_side_show (self, MUSTER_ROOM_TAB_ALERTS);
  return GTK_WIDGET (self);
}

static guint
count_open_tasks (const MusterIncident *incident)
{
  guint n = 0;

  for (guint i = 0; i < incident->tasks->len; i++)
    n += !((const MusterTask *) g_ptr_array_index (incident->tasks, i))->done;
  return n;
}

/**
 * muster_room_side_update:
 * @self: a pane
 * @incident: the incident as it is now; only looked at
 */
void
muster_room_side_update (MusterRoomSide *self, const MusterIncident *incident)
{
  g_return_if_fail (MUSTER_IS_ROOM_SIDE (self));

  set_count (self, MUSTER_ROOM_TAB_ALERTS, incident->firing + (guint64) incident->suppressed);
  set_count (self, MUSTER_ROOM_TAB_TASKS, count_open_tasks (incident));
  set_count (self, MUSTER_ROOM_TAB_CHECKS, incident->runs->len);
  muster_alert_pane_update (MUSTER_ALERT_PANE (self->panes[MUSTER_ROOM_TAB_ALERTS]), incident);
  muster_task_pane_update (MUSTER_TASK_PANE (self->panes[MUSTER_ROOM_TAB_TASKS]), incident);
  muster_check_pane_update (MUSTER_CHECK_PANE (self->panes[MUSTER_ROOM_TAB_CHECKS]), incident);
  muster_change_pane_update (MUSTER_CHANGE_PANE (self->panes[MUSTER_ROOM_TAB_CHANGES]), incident);
}

/**
 * muster_room_side_show:
 * @self: a pane
 * @tab: which one is shown
 */
void
muster_room_side_show (MusterRoomSide *self, MusterRoomTab tab)
{
  g_return_if_fail (MUSTER_IS_ROOM_SIDE (self));
  g_return_if_fail (tab < MUSTER_N_ROOM_TABS);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tabs[tab]), TRUE);
}

/**
 * muster_room_side_filter_alerts:
 * @self: a pane
 *
 * Shows the alerts with the cursor in their filter.
 */
void
muster_room_side_filter_alerts (MusterRoomSide *self)
{
  g_return_if_fail (MUSTER_IS_ROOM_SIDE (self));

  muster_room_side_show (self, MUSTER_ROOM_TAB_ALERTS);
  muster_alert_pane_filter (MUSTER_ALERT_PANE (self->panes[MUSTER_ROOM_TAB_ALERTS]));
}

/**
 * muster_room_side_silence:
 * @self: a pane
 *
 * Asks how long the alert that is open is silenced, else what is filtered.
 */
void
muster_room_side_silence (MusterRoomSide *self)
{
  g_return_if_fail (MUSTER_IS_ROOM_SIDE (self));
  gtk_widget_activate_action (self->panes[MUSTER_ROOM_TAB_ALERTS], "alerts.silence-here", NULL);
}

/**
 * muster_room_side_show_service:
 * @self: a pane
 * @service: its name
 *
 * Shows the alerts that say so.
 */
void
muster_room_side_show_service (MusterRoomSide *self, const char *service)
{
  g_return_if_fail (MUSTER_IS_ROOM_SIDE (self));

  muster_room_side_show (self, MUSTER_ROOM_TAB_ALERTS);
  muster_alert_pane_show_label (MUSTER_ALERT_PANE (self->panes[MUSTER_ROOM_TAB_ALERTS]), "service",
                                service);
}
