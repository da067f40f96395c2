/* command-bar.c - one line that takes notes and commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/command-bar.h"

#include "console/focus.h"
#include "console/scroller.h"
#include "console/style.h"

#include <glib/gi18n.h>

#define HISTORY_MAX 50

struct _MusterCommandBar
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *frame;
  GtkWidget *view;
  GtkWidget *hint;
  GtkWidget *chips;
  GtkWidget *send;
  GtkWidget *complaint;
  GtkWidget *popover;
  GtkWidget *list;
  GPtrArray *completions; /* of MusterCompletion, as listed */
  GPtrArray *history;     /* of lines, the newest last */
  guint recalled;         /* how far back; 0: the line is new */
  MusterLineFunc take;
  MusterCompleteFunc complete;
  gpointer user_data;
  gboolean is_setting; /* the text changes, but nobody types */
};

G_DEFINE_FINAL_TYPE (MusterCommandBar, muster_command_bar, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (MusterCommandBar *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

/**
 * muster_command_bar_get_text:
 * @self: a bar
 *
 * Returns: (transfer full): what is typed
 */
char *
muster_command_bar_get_text (MusterCommandBar *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
complain (MusterCommandBar *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->complaint), words ? words : "");
  gtk_widget_set_visible (self->complaint, words != NULL);
}

/* --- completion --- */

static GtkWidget *
make_row (const MusterCompletion *completion)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (completion->title);
  GtkWidget *detail = gtk_label_new (completion->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_size_request (title, 110, -1);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (detail, "muster-dim");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "popover-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
choose (MusterCommandBar *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index);

  if (row)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static int
get_chosen (MusterCommandBar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  return row ? gtk_list_box_row_get_index (row) : -1;
}

static gboolean
is_completing (MusterCommandBar *self)
{
  return gtk_widget_get_visible (self->popover);
}

static void
close_completions (MusterCommandBar *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
show_completions (MusterCommandBar *self, const char *line)
{
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  if (self->complete && *line == '/')
    self->completions = self->complete (line, self->user_data);
  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  if (!self->completions || self->completions->len == 0)
    {
      close_completions (self);
      return;
    }
  for (guint i = 0; i < self->completions->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         make_row (g_ptr_array_index (self->completions, i)));
  choose (self, 0);
  if (gtk_widget_get_mapped (self->view))
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
take_completion (MusterCommandBar *self, int index)
{
  g_autofree char *line = NULL;

  if (!self->completions || index < 0 || index >= (int) self->completions->len)
    return;
  line = g_strdup (((MusterCompletion *) g_ptr_array_index (self->completions, index))->line);
  muster_command_bar_set_text (self, line);
}

static void
row_activated_cb (MusterCommandBar *self, GtkListBoxRow *row)
{
  take_completion (self, gtk_list_box_row_get_index (row));
  gtk_widget_grab_focus (self->view);
}

/* --- typing --- */

static void
changed_cb (MusterCommandBar *self)
{
  g_autofree char *line = muster_command_bar_get_text (self);
  gboolean is_empty = *line == '\0';

  gtk_widget_set_visible (self->hint, is_empty);
  gtk_widget_set_visible (self->chips,
                          is_empty && !gtk_widget_has_css_class (GTK_WIDGET (self), "no-chips"));
  gtk_widget_set_sensitive (self->send, !is_empty);
  complain (self, NULL);
  if (!self->is_setting)
    self->recalled = 0;
  show_completions (self, line);
}

/**
 * muster_command_bar_set_text:
 * @self: a bar
 * @text: for the line; the cursor goes to its end
 */
void
muster_command_bar_set_text (MusterCommandBar *self, const char *text)
{
  GtkTextIter end;

  g_return_if_fail (MUSTER_IS_COMMAND_BAR (self));

  self->is_setting = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  gtk_text_buffer_get_end_iter (get_buffer (self), &end);
  gtk_text_buffer_place_cursor (get_buffer (self), &end);
  self->is_setting = FALSE;
}

/**
 * muster_command_bar_send:
 * @self: a bar
 *
 * Gives the line away, as Enter does; what is wrong with it is said under the bar.
 */
void
muster_command_bar_send (MusterCommandBar *self)
{
  g_autofree char *line = NULL;
  g_autofree char *complaint = NULL;

  g_return_if_fail (MUSTER_IS_COMMAND_BAR (self));

  line = muster_command_bar_get_text (self);
  close_completions (self);
  if (*line == '\0' || !self->take)
    return;
  if (!self->take (line, &complaint, self->user_data))
    {
      complain (self, complaint);
      return;
    }
  if (self->history->len == HISTORY_MAX)
    g_ptr_array_remove_index (self->history, 0);
  g_ptr_array_add (self->history, g_steal_pointer (&line));
  self->recalled = 0;
  muster_command_bar_set_text (self, "");
}

static gboolean
recall (MusterCommandBar *self, int step)
{
  gint64 recalled = (gint64) self->recalled + step;

  if (recalled < 0 || recalled > self->history->len)
    return FALSE;
  self->recalled = (guint) recalled;
  muster_command_bar_set_text (
      self, recalled == 0
                ? ""
                : g_ptr_array_index (self->history, self->history->len - (guint) recalled));
  close_completions (self);
  return TRUE;
}

static gboolean
is_empty_or_recalled (MusterCommandBar *self)
{
  return self->recalled > 0 || gtk_text_buffer_get_char_count (get_buffer (self)) == 0;
}

static gboolean
move_in_list (MusterCommandBar *self, int step)
{
  int n = (int) self->completions->len;

  choose (self, (get_chosen (self) + step + n) % n);
  return TRUE;
}

static gboolean
completing_key (MusterCommandBar *self, guint key)
{
  if (key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab)
    {
      take_completion (self, get_chosen (self));
      return TRUE;
    }
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    return move_in_list (self, key == GDK_KEY_Up ? -1 : 1);
  if (key != GDK_KEY_Escape)
    return FALSE;
  close_completions (self);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType state,
                MusterCommandBar *self)
{
  gboolean is_plain =
      (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0;

  if (!is_plain)
    return FALSE; /* Shift+Enter is a new line */
  if (gtk_text_view_im_context_filter_keypress (
          GTK_TEXT_VIEW (self->view),
          gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller))))
    return TRUE;
  if (is_completing (self) && completing_key (self, key))
    return TRUE;
  if (key == GDK_KEY_Escape) /* leaves the room, but not with something half written */
    return gtk_text_buffer_get_char_count (get_buffer (self)) > 0;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      muster_command_bar_send (self);
      return TRUE;
    }
  if ((key == GDK_KEY_Up || key == GDK_KEY_Down) && is_empty_or_recalled (self))
    return recall (self, key == GDK_KEY_Up ? 1 : -1);
  return FALSE;
}

static void
focus_left_cb (MusterCommandBar *self)
{
  close_completions (self);
}

static void
chip_cb (MusterCommandBar *self, GtkWidget *chip)
{
  g_autofree char *line = g_strconcat (gtk_button_get_label (GTK_BUTTON (chip)), " ", NULL);

  muster_command_bar_set_text (self, line);
  gtk_widget_grab_focus (self->view);
}

/* --- the widget --- */

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_COMMAND_BAR (widget)->view);
}

static void
dispose (GObject *object)
{
  MusterCommandBar *self = MUSTER_COMMAND_BAR (object);

  self->take = NULL;
  self->complete = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_command_bar_parent_class)->dispose (object);
}

static void
muster_command_bar_class_init (MusterCommandBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "command-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_view (MusterCommandBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->view = gtk_text_view_new ();
  g_object_set (self->view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "left-margin",
                12, "right-margin", 12, "top-margin", 10, "bottom-margin", 10, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Note or command"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->view, keys);
  gtk_widget_add_controller (self->view, focus);
  g_signal_connect_swapped (get_buffer (self), "changed", G_CALLBACK (changed_cb), self);
  return self->view;
}

static GtkWidget *
make_chips (MusterCommandBar *self)
{
  static const char *const chips[] = { "/sev", "/role", "/task", "/page", "/run" };

  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      GtkWidget *chip = gtk_button_new_with_label (chips[i]);

      gtk_widget_add_css_class (chip, "command-chip");
      gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (chip, "clicked", G_CALLBACK (chip_cb), self);
      gtk_box_append (GTK_BOX (self->chips), chip);
    }
  gtk_widget_set_halign (self->chips, GTK_ALIGN_END);
  gtk_widget_set_margin_end (self->chips, 9);
  return self->chips;
}

/* It ends where the chips begin, and clicks go through it. */
static GtkWidget *
make_hint (MusterCommandBar *self, GtkWidget *chips)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0); /* of the chips */
  g_autoptr (GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  /* TRANSLATORS: in the empty command bar */
  self->hint = gtk_label_new (_ ("Write a note, or type / for commands"));
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->hint, TRUE);
  gtk_widget_add_css_class (self->hint, "muster-dim");
  gtk_size_group_add_widget (group, place);
  gtk_size_group_add_widget (group, chips);
  g_object_bind_property (chips, "visible", place, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (line), self->hint);
  gtk_box_append (GTK_BOX (line), place);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_can_target (line, FALSE);
  return line;
}

static GtkWidget *
make_frame (MusterCommandBar *self)
{
  GtkWidget *scroller = muster_scroller_new ();
  GtkWidget *chips = make_chips (self);

  g_object_set (scroller, "vscrollbar-policy", GTK_POLICY_EXTERNAL, "propagate-natural-height",
                TRUE, "max-content-height", 120, "child", make_view (self), NULL);
  self->frame = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->frame), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->frame), make_hint (self, chips));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->frame), chips);
  gtk_widget_add_css_class (self->frame, "command-frame");
  gtk_widget_set_overflow (self->frame, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (self->frame, TRUE);
  return self->frame;
}

static void
make_popover (MusterCommandBar *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_set_focusable (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Completions"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->popover = gtk_popover_new ();
  g_object_set (self->popover, "autohide", FALSE, "has-arrow", FALSE, "position", GTK_POS_TOP,
                "halign", GTK_ALIGN_START, "child", self->list, NULL);
  gtk_popover_set_offset (GTK_POPOVER (self->popover), 0, -6);
  gtk_widget_set_size_request (self->list, 320, -1);
  gtk_widget_set_parent (self->popover, self->frame);
}

static void
muster_command_bar_init (MusterCommandBar *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->history = g_ptr_array_new_with_free_func (g_free);
  self->send = gtk_button_new_from_icon_name ("mail-send-symbolic");
  gtk_widget_set_valign (self->send, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (self->send,
                               /* TRANSLATORS: verb, and its key */
                               _ ("Send (Enter)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* TRANSLATORS: verb */
                                  _ ("Send"), -1);
  gtk_widget_add_css_class (self->send, "send-line");
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (muster_command_bar_send), self);
  gtk_box_append (GTK_BOX (line), make_frame (self));
  gtk_box_append (GTK_BOX (line), self->send);
  self->complaint = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                  "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->complaint, "overdue");
  gtk_widget_add_css_class (self->complaint, "caption");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->complaint);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  make_popover (self);
  gtk_widget_set_sensitive (self->send, FALSE);
}

/**
 * muster_command_bar_new:
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
muster_command_bar_new (void)
{
  return g_object_new (MUSTER_TYPE_COMMAND_BAR, NULL);
}

/**
 * muster_command_bar_set_funcs:
 * @self: a bar
 * @take: takes a line that was sent
 * @complete: (nullable): says what could be typed next
 * @user_data: for both; must outlive the bar's life on screen
 */
void
muster_command_bar_set_funcs (MusterCommandBar *self,
                              MusterLineFunc take,
                              MusterCompleteFunc complete,
                              gpointer user_data)
{
  g_return_if_fail (MUSTER_IS_COMMAND_BAR (self));

  self->take = take;
  self->complete = complete;
  self->user_data = user_data;
}

/**
 * muster_command_bar_set_narrow:
 * @self: a bar
 * @is_narrow: whether there is no room for the hints at its end
 */
void
muster_command_bar_set_narrow (MusterCommandBar *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_COMMAND_BAR (self));

  muster_style_set_class (GTK_WIDGET (self), "no-chips", is_narrow);
  gtk_widget_set_visible (self->chips,
                          !is_narrow && gtk_text_buffer_get_char_count (get_buffer (self)) == 0);
}
