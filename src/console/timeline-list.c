/* timeline-list.c - a timeline that stays at its end until somebody looks back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/timeline-list.h"

#include <glib/gi18n.h>

#include "console/focus.h"
#include "console/scroller.h"
#include "console/timeline-row.h"

#define END_SLACK 12.0 /* pixels from the end that still count as the end */

struct _MusterTimelineList
{
  GtkWidget parent_instance;
  MusterTimelineModel *model;
  GtkWidget *overlay;
  GtkWidget *scroller;
  GtkWidget *view;
  GtkWidget *pill; /* "6 new" */
  GtkWidget *menu; /* (nullable): of a row */
  MusterTimelineMenuFunc menu_func;
  gpointer menu_data;
  guint n_new;
  gboolean is_at_end;
  guint anchoring; /* the tick that goes to the end, 0 for none */
};

G_DEFINE_FINAL_TYPE (MusterTimelineList, muster_timeline_list, GTK_TYPE_WIDGET)

static GtkAdjustment *
get_adjustment (MusterTimelineList *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

static void
show_new (MusterTimelineList *self, guint n_new)
{
  g_autofree char *label = NULL;

  self->n_new = n_new;
  gtk_widget_set_visible (self->pill, n_new > 0);
  if (n_new == 0)
    return;
  /* TRANSLATORS: entries that came while somebody looks further up */
  label = g_strdup_printf (ngettext ("%u new", "%u new", n_new), n_new);
  gtk_button_set_label (GTK_BUTTON (self->pill), label);
}

static void
scrolled_cb (MusterTimelineList *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (self->anchoring != 0) /* the view lays itself out: nobody scrolled */
    return;
  self->is_at_end = gtk_adjustment_get_value (adjustment) >= end - END_SLACK;
  if (self->is_at_end)
    show_new (self, 0);
}

static gboolean
anchor_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MusterTimelineList *self = MUSTER_TIMELINE_LIST (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  self->anchoring = 0;
  if (n > 0)
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", n - 1);
  return G_SOURCE_REMOVE;
}

/* The view holds on to a row, not to a place, and only to a row it has laid out: at the next frame,
 * it is told to hold on to the last one. */
static void
stay_at_end (MusterTimelineList *self)
{
  if (self->is_at_end && self->anchoring == 0)
    self->anchoring = gtk_widget_add_tick_callback (GTK_WIDGET (self), anchor_cb, NULL, NULL);
}

static void
grown_cb (MusterTimelineList *self, guint position, guint removed, guint added)
{
  gboolean is_last = position + added == g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (self->is_at_end)
    stay_at_end (self);
  else if (is_last && added > removed)
    show_new (self, self->n_new + added - removed);
}

static void
changed_cb (MusterTimelineItem *item, GtkWidget *row)
{
  if (muster_timeline_item_row (item))
    muster_timeline_row_set (MUSTER_TIMELINE_ROW (row), muster_timeline_item_row (item));
}

static void
pop_up (MusterTimelineList *self, GtkWidget *row, double x, double y)
{
  const MusterTimelineRowData *data = muster_timeline_row_get (MUSTER_TIMELINE_ROW (row));
  g_autoptr (GMenuModel) model = NULL;
  double at_x, at_y;

  if (!self->menu_func || !data)
    return;
  model = self->menu_func (data, self->menu_data);
  if (!model)
    return;
  if (!self->menu)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &at_x, &at_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) at_x, (int) at_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, MusterTimelineList *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (!gdk_event_triggers_context_menu (
          gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture))))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, row, x, y);
}

/* The menu key: the row widget is the only child of the focused one. */
static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus ? gtk_widget_get_first_child (focus) : NULL;

  if (!MUSTER_IS_TIMELINE_ROW (row))
    return FALSE;
  pop_up (MUSTER_TIMELINE_LIST (widget), row, gtk_widget_get_width (row) / 2.0,
          gtk_widget_get_height (row));
  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, MusterTimelineList *self)
{
  GtkWidget *row = muster_timeline_row_new ();
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (gesture));
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  MusterTimelineItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);

  g_signal_connect (item, "changed", G_CALLBACK (changed_cb), row);
  changed_cb (item, row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), changed_cb,
                                        gtk_list_item_get_child (list_item));
}

static void
dispose (GObject *object)
{
  MusterTimelineList *self = MUSTER_TIMELINE_LIST (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (muster_timeline_list_parent_class)->dispose (object);
}

/* A popover is not laid out by the layout manager. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterTimelineList *self = MUSTER_TIMELINE_LIST (widget);

  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  gtk_widget_measure (MUSTER_TIMELINE_LIST (widget)->overlay, orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_TIMELINE_LIST (widget)->view);
}

static void
muster_timeline_list_class_init (MusterTimelineListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
}

static GtkListItemFactory *
make_factory (MusterTimelineList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

static void
muster_timeline_list_init (MusterTimelineList *self)
{
  self->is_at_end = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Timeline"), -1);
  self->view = gtk_list_view_new (NULL, make_factory (self));
  gtk_widget_add_css_class (self->view, "timeline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Timeline"), -1);
  self->scroller = muster_scroller_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  self->pill = gtk_button_new ();
  gtk_widget_add_css_class (self->pill, "new-pill");
  gtk_widget_set_halign (self->pill, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->pill, GTK_ALIGN_END);
  gtk_widget_set_visible (self->pill, FALSE);
  g_signal_connect_swapped (self->pill, "clicked", G_CALLBACK (muster_timeline_list_go_to_end),
                            self);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->pill);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (stay_at_end), self,
                           G_CONNECT_SWAPPED);
}

/**
 * muster_timeline_list_new:
 * @model: the timeline
 *
 * Returns: (transfer floating): a list of @model
 */
GtkWidget *
muster_timeline_list_new (MusterTimelineModel *model)
{
  MusterTimelineList *self = g_object_new (MUSTER_TYPE_TIMELINE_LIST, NULL);
  GtkSingleSelection *selection = NULL;

  g_return_val_if_fail (MUSTER_IS_TIMELINE_MODEL (model), NULL);

  self->model = g_object_ref (model);
  selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE,
                            "model", model, NULL);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (grown_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_unref (selection);
  g_signal_connect (self, "map", G_CALLBACK (muster_timeline_list_go_to_end), NULL);
  return GTK_WIDGET (self);
}

/**
 * muster_timeline_list_go_to_end:
 * @self: a list
 *
 * Shows the newest entry, and stays with the newest from now on.
 */
void
muster_timeline_list_go_to_end (MusterTimelineList *self)
{
  g_return_if_fail (MUSTER_IS_TIMELINE_LIST (self));

  self->is_at_end = TRUE;
  show_new (self, 0);
  stay_at_end (self);
}

/**
 * muster_timeline_list_is_at_end:
 * @self: a list
 *
 * Returns: whether it stays with the newest entry
 */
gboolean
muster_timeline_list_is_at_end (MusterTimelineList *self)
{
  g_return_val_if_fail (MUSTER_IS_TIMELINE_LIST (self), FALSE);
  return self->is_at_end;
}

/**
 * muster_timeline_list_set_menu:
 * @self: a list
 * @func: gives the menu of an entry; called when somebody asks for it
 * @user_data: for @func; must outlive the list
 */
void
muster_timeline_list_set_menu (MusterTimelineList *self,
                               MusterTimelineMenuFunc func,
                               gpointer user_data)
{
  g_return_if_fail (MUSTER_IS_TIMELINE_LIST (self));

  self->menu_func = func;
  self->menu_data = user_data;
}

/**
 * muster_timeline_list_get_chosen:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the entry that is chosen
 */
const MusterTimelineRowData *
muster_timeline_list_get_chosen (MusterTimelineList *self)
{
  GtkSelectionModel *selection;
  MusterTimelineItem *item;

  g_return_val_if_fail (MUSTER_IS_TIMELINE_LIST (self), NULL);

  selection = gtk_list_view_get_model (GTK_LIST_VIEW (self->view));
  item = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (selection));
  return item ? muster_timeline_item_row (item) : NULL;
}
