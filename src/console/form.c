/* form.c - what the rows of a form need to be filled in by keyboard, and heard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/form.h"

#include <adwaita.h>

#include "base/safe-text.h"
#include "console/style.h"

/* --- Tab --- */

static GtkWidget *
neighbour (GtkWidget *row, gboolean is_back)
{
  return is_back ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);
}

static gboolean
tab_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state)
{
  GtkWidget *form = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (form));
  gboolean is_back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;
  GtkDirectionType direction = is_back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD;
  GtkWidget *row;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab) || (state & GDK_CONTROL_MASK) != 0)
    return FALSE;
  row = focus ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  while (row && (row = neighbour (row, is_back)))
    if (gtk_widget_get_child_visible (row) && gtk_widget_child_focus (row, direction))
      return TRUE;
  return FALSE;
}

/* Tab goes from row to row, and out behind the last one. Lists of GTK before 4.18 leave at once,
 * and know the arrows only. */
static void
tab_through (GtkWidget *form)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (tab_cb), NULL);
  gtk_widget_add_controller (form, keys);
}

/* --- choices --- */

/* A choice: its words, and a check mark that is seen in the list at the one that is chosen. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
}

static void
show_check (GtkListItem *item, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (item));
  gboolean is_chosen = adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item);

  gtk_widget_set_opacity (check, is_chosen ? 1 : 0); /* its room stays, so nothing moves */
}

static char *
get_text (GtkListItem *item)
{
  return muster_safe_text (gtk_string_object_get_string (gtk_list_item_get_item (item)), -1, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *text = get_text (item);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  muster_style_name_item (box, text);
  show_check (item, NULL, row);
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (show_check), item,
                           G_CONNECT_SWAPPED);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  g_signal_handlers_disconnect_by_func (row, show_check, item);
}

static void
setup_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = get_text (item);

  gtk_label_set_text (GTK_LABEL (label), text);
  muster_style_name_item (label, text);
}

static void
name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_VIEW (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at;
       at = gtk_widget_get_next_sibling (at))
    name_lists (at, name);
}

/* Neither the list of choices that libadwaita 1.2 makes nor the one of what is chosen has names. */
static void
name_choices (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) choices = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) chosen = gtk_signal_list_item_factory_new ();

  g_signal_connect (choices, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (choices, "bind", G_CALLBACK (bind_cb), row, 0);
  g_signal_connect_object (choices, "unbind", G_CALLBACK (unbind_cb), row, 0);
  g_signal_connect (chosen, "setup", G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (chosen, "bind", G_CALLBACK (bind_chosen_cb), NULL);
  adw_combo_row_set_factory (row, chosen);
  adw_combo_row_set_list_factory (row, choices);
  name_lists (GTK_WIDGET (row), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

/* --- entries --- */

static void
name_entry (AdwPreferencesRow *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (row), -1);
}

/* GTK 4.8 tells a screen reader what is written only of the row, and only where it has the focus.
 */
static void
describe_entry (GtkText *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_editable_get_text (GTK_EDITABLE (text)), -1);
}

/* What has the focus in a row is the text within, which libadwaita 1.2 hides from a screen reader:
 * it would say nothing. A password stays unsaid. */
static void
voice_entry (AdwPreferencesRow *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

  g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  name_entry (row);
  g_signal_connect (row, "notify::title", G_CALLBACK (name_entry), NULL);
  if (!ADW_IS_PASSWORD_ENTRY_ROW (row))
    g_signal_connect (text, "changed", G_CALLBACK (describe_entry), NULL);
}

static void
prepare_rows (GtkWidget *widget)
{
  if (ADW_IS_COMBO_ROW (widget))
    {
      name_choices (ADW_COMBO_ROW (widget));
      return;
    }
  if (ADW_IS_ENTRY_ROW (widget))
    {
      voice_entry (ADW_PREFERENCES_ROW (widget));
      return;
    }
  if (GTK_IS_LIST_BOX (widget) || GTK_IS_SCROLLED_WINDOW (widget))
    gtk_widget_set_focusable (widget, FALSE); /* they have no name; what is in them does */
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at;
       at = gtk_widget_get_next_sibling (at))
    prepare_rows (at);
}

/**
 * muster_form_entry_new:
 *
 * Returns: (transfer floating): an #AdwEntryRow that leaves it to the text within to be a text box
 *   to a screen reader; those of a template say so by "accessible-role"
 */
GtkWidget *
muster_form_entry_new (void)
{
  return g_object_new (ADW_TYPE_ENTRY_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
}

/**
 * muster_form_prepare:
 * @form: what has rows of libadwaita in it, not yet shown; models of choices are strings
 *
 * Has Tab go from row to row, and a screen reader say each field and each choice.
 */
void
muster_form_prepare (GtkWidget *form)
{
  g_return_if_fail (GTK_IS_WIDGET (form));

  tab_through (form);
  prepare_rows (form);
}

/**
 * muster_form_name:
 * @widget: a row or a button
 * @name: what a screen reader says of it
 *
 * Names it, and has what is written on it not be said a second time.
 */
void
muster_form_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}
