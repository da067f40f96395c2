/* toast.c - tells a person what happened, at the foot of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/toast.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 6

static GtkWidget *
find_below (GtkWidget *widget)
{
  if (ADW_IS_TOAST_OVERLAY (widget))
    return widget;
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at;
       at = gtk_widget_get_next_sibling (at))
    {
      GtkWidget *found = find_below (at);

      if (found)
        return found;
    }
  return NULL;
}

/**
 * muster_toast_find_overlay:
 * @from: a widget
 *
 * Returns: (nullable) (transfer none): where toasts are shown for @from: around it, in its window,
 *   or of a dialog in the window below it
 */
GtkWidget *
muster_toast_find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  GtkRoot *root = gtk_widget_get_root (from);

  while (!overlay && root && GTK_IS_WINDOW (root))
    {
      GtkWindow *above = gtk_window_get_transient_for (GTK_WINDOW (root));

      overlay = find_below (GTK_WIDGET (root));
      root = above ? GTK_ROOT (above) : NULL;
    }
  return overlay;
}

static AdwToast *
add (GtkWidget *from, const char *words, const char *button, guint seconds)
{
  GtkWidget *overlay = muster_toast_find_overlay (from);
  g_autofree char *markup = g_markup_escape_text (words, -1);
  AdwToast *toast;

  if (!overlay || !gtk_widget_get_root (overlay)) /* its window was closed meanwhile */
    {
      g_message ("%s", words);
      return NULL;
    }
  toast = adw_toast_new (markup);
  adw_toast_set_timeout (toast, seconds);
  adw_toast_set_button_label (toast, button);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  return toast;
}

/**
 * muster_toast_show:
 * @from: a widget of the window
 * @words: one sentence, plain text
 */
void
muster_toast_show (GtkWidget *from, const char *words)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && words);
  add (from, words, NULL, TOAST_SECONDS);
}

/**
 * muster_toast_show_undo:
 * @from: a widget of the window
 * @words: what was done, plain text
 *
 * Returns: (nullable) (transfer none): the toast, which emits "button-clicked" for Undo; %NULL
 *   where there is no window to show it
 */
AdwToast *
muster_toast_show_undo (GtkWidget *from, const char *words)
{
  g_return_val_if_fail (GTK_IS_WIDGET (from) && words, NULL);
  /* TRANSLATORS: the button of a message about what was done: take it back */
  return add (from, words, _ ("Undo"), MUSTER_TOAST_UNDO_SECONDS);
}
