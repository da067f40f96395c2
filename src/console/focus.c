/* focus.c - lets the focus out of a widget that knows where it begins
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/focus.h"

static gboolean
is_backward (GtkDirectionType direction)
{
  return direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP || direction == GTK_DIR_LEFT;
}

static GtkWidget *
step (GtkWidget *child, gboolean is_back)
{
  return is_back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child);
}

/**
 * muster_focus_children:
 * @widget: a widget that cannot have the focus itself
 * @direction: where the focus goes
 *
 * Moves the focus to the next of its children. GTK's own way also tries gtk_widget_grab_focus () on
 * the widget when Shift+Tab leaves it; one that gives the focus to a child then would never let it
 * out.
 *
 * Returns: whether the focus is in it still
 */
gboolean
muster_focus_children (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean is_back = is_backward (direction);
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (!child)
    child = is_back ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);
  for (; child; child = step (child, is_back))
    if (!GTK_IS_NATIVE (child) && gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}
