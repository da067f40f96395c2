/* row-group.c - a card of rows under a heading, each with what can be done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/row-group.h"

#include <adwaita.h>

#define FACE 30

struct _MusterRowGroup
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *head;
  GtkWidget *title;
  GtkWidget *hint;
  GtkWidget *list;
  GPtrArray *rows; /* of MusterRow, as they are shown */
  char *nothing;   /* (nullable) */
  gboolean is_narrow;
  gboolean is_active;
};

static guint signal_pressed;

G_DEFINE_FINAL_TYPE (MusterRowGroup, muster_row_group, GTK_TYPE_WIDGET)

/* --- what rows say --- */

/**
 * muster_row_new:
 * @icon: (nullable): its name; kept as it is
 * @title: (transfer full): words
 * @detail: (transfer full) (nullable): smaller ones
 *
 * Returns: (transfer full): a row to be shown
 */
MusterRow *
muster_row_new (const char *icon, char *title, char *detail)
{
  MusterRow *self = g_new0 (MusterRow, 1);

  self->icon = icon;
  self->title = title;
  self->detail = detail;
  return self;
}

/**
 * muster_row_free:
 * @self: a row
 *
 * Frees it.
 */
void
muster_row_free (MusterRow *self)
{
  g_free (self->face);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->figure);
  g_free (self);
}

/**
 * muster_row_add_button:
 * @self: a row that has fewer than %MUSTER_ROW_BUTTONS_MAX
 * @deed: told when it is pressed
 * @label: its words; kept as they are
 * @is_suggested: whether it is what people mostly want
 */
void
muster_row_add_button (MusterRow *self, guint deed, const char *label, gboolean is_suggested)
{
  g_return_if_fail (self->n_buttons < MUSTER_ROW_BUTTONS_MAX);
  self->buttons[self->n_buttons++] =
      (MusterRowButton){ .deed = deed, .label = label, .is_suggested = is_suggested };
}

static gboolean
is_same_row (const MusterRow *a, const MusterRow *b)
{
  if (g_strcmp0 (a->icon, b->icon) != 0 || g_strcmp0 (a->face, b->face) != 0 ||
      g_strcmp0 (a->title, b->title) != 0 || g_strcmp0 (a->detail, b->detail) != 0 ||
      g_strcmp0 (a->figure, b->figure) != 0 || a->is_warning != b->is_warning ||
      a->n_buttons != b->n_buttons)
    return FALSE;
  for (guint i = 0; i < a->n_buttons; i++)
    if (a->buttons[i].deed != b->buttons[i].deed)
      return FALSE;
  return TRUE;
}

static gboolean
are_same (const GPtrArray *a, const GPtrArray *b)
{
  if (!a || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same_row (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

/* --- widgets --- */

static void
pressed_cb (GtkWidget *button, MusterRowGroup *self)
{
  const guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "row"));
  const guint deed = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "deed"));

  g_signal_emit (self, signal_pressed, 0, row, deed);
}

static GtkWidget *
make_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, NULL);
}

static GtkWidget *
make_buttons (MusterRowGroup *self, const MusterRow *row, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < row->n_buttons; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (row->buttons[i].label);
      g_autofree char *name = g_strdup_printf ("%s, %s", row->buttons[i].label, row->title);

      if (row->buttons[i].is_suggested)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_widget_set_sensitive (button, self->is_active || row->buttons[i].is_always);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data (G_OBJECT (button), "row", GUINT_TO_POINTER (n));
      g_object_set_data (G_OBJECT (button), "deed", GUINT_TO_POINTER (row->buttons[i].deed));
      g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (self->is_narrow)
    gtk_widget_set_margin_top (box, 6);
  return box;
}

static GtkWidget *
make_words (const MusterRow *row)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (words), make_label (row->title));
  if (row->detail && *row->detail != '\0')
    {
      GtkWidget *detail = make_label (row->detail);

      gtk_widget_add_css_class (detail, "caption");
      gtk_widget_add_css_class (detail, "numeric");
      gtk_widget_add_css_class (detail, row->is_warning ? "muster-warning" : "muster-dim");
      gtk_box_append (GTK_BOX (words), detail);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  return words;
}

static GtkWidget *
make_row (MusterRowGroup *self, const MusterRow *row, guint n)
{
  GtkWidget *widget = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = make_words (row), *image = NULL;

  if (row->face)
    image = adw_avatar_new (FACE, row->face, TRUE);
  else if (row->icon)
    image = gtk_image_new_from_icon_name (row->icon);
  if (image)
    {
      gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (line), image);
    }
  gtk_box_append (GTK_BOX (line), words);
  if (row->figure)
    {
      GtkWidget *figure = gtk_label_new (row->figure);

      gtk_widget_add_css_class (figure, "numeric");
      gtk_widget_add_css_class (figure, "muster-dim");
      gtk_box_append (GTK_BOX (line), figure);
    }
  if (row->n_buttons > 0)
    gtk_box_append (GTK_BOX (self->is_narrow ? words : line), make_buttons (self, row, n));
  gtk_widget_add_css_class (line, "row-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), FALSE);
  gtk_widget_set_focusable (widget, FALSE); /* its buttons are */
  return widget;
}

static void
add_nothing (MusterRowGroup *self)
{
  const MusterRow nothing = { .title = self->nothing };
  GtkWidget *row = make_row (self, &nothing, 0);

  gtk_widget_add_css_class (row, "muster-dim");
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* Which row has the focus in it; -1: none. */
static int
find_focus (MusterRowGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!focus || !gtk_widget_is_ancestor (focus, self->list))
    return -1;
  return gtk_list_box_row_get_index (
      GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW)));
}

/* There, or as near above it as there is something. */
static void
focus_row (MusterRowGroup *self, int n)
{
  for (; n >= 0; n--)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), n);

      if (row && gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
rebuild (MusterRowGroup *self)
{
  const int focus = find_focus (self);

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; self->rows && i < self->rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         make_row (self, g_ptr_array_index (self->rows, i), i));
  if (self->nothing && (!self->rows || self->rows->len == 0))
    add_nothing (self);
  if (focus >= 0)
    focus_row (self, focus);
}

/* --- the widget --- */

/**
 * muster_row_group_set:
 * @self: a group
 * @rows: (transfer full) (element-type MusterRow): what it shows
 * @nothing: (nullable): said where there are none
 */
void
muster_row_group_set (MusterRowGroup *self, GPtrArray *rows, const char *nothing)
{
  g_autoptr (GPtrArray) new = rows;

  g_return_if_fail (MUSTER_IS_ROW_GROUP (self));

  if (are_same (self->rows, new) && g_strcmp0 (self->nothing, nothing) == 0)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&new);
  g_free (self->nothing);
  self->nothing = g_strdup (nothing);
  rebuild (self);
}

/**
 * muster_row_group_set_title:
 * @self: a group
 * @title: its heading
 * @hint: (nullable): small, beside it
 */
void
muster_row_group_set_title (MusterRowGroup *self, const char *title, const char *hint)
{
  g_return_if_fail (MUSTER_IS_ROW_GROUP (self));
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->hint), hint ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

/**
 * muster_row_group_set_suffix:
 * @self: a group
 * @suffix: (transfer floating): at the end of the title's line
 */
void
muster_row_group_set_suffix (MusterRowGroup *self, GtkWidget *suffix)
{
  g_return_if_fail (MUSTER_IS_ROW_GROUP (self));
  gtk_box_append (GTK_BOX (self->head), suffix);
}

/**
 * muster_row_group_set_narrow:
 * @self: a group
 * @is_narrow: whether buttons stand below the words
 */
void
muster_row_group_set_narrow (MusterRowGroup *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_ROW_GROUP (self));
  if (is_narrow == self->is_narrow)
    return;
  self->is_narrow = is_narrow;
  rebuild (self);
}

/**
 * muster_row_group_set_active:
 * @self: a group
 * @is_active: whether anything can be done
 */
void
muster_row_group_set_active (MusterRowGroup *self, gboolean is_active)
{
  g_return_if_fail (MUSTER_IS_ROW_GROUP (self));
  if (is_active == self->is_active)
    return;
  self->is_active = is_active;
  rebuild (self);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_ROW_GROUP (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_row_group_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterRowGroup *self = MUSTER_ROW_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->nothing);
  G_OBJECT_CLASS (muster_row_group_parent_class)->finalize (object);
}

static void
muster_row_group_class_init (MusterRowGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "row-group");
  signal_pressed = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
make_head (MusterRowGroup *self)
{
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (self->title, "heading");
  self->hint = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_add_css_class (self->hint, "muster-dim");
  gtk_widget_set_size_request (self->head, -1, 34); /* as high as one with a button */
  gtk_box_append (GTK_BOX (self->head), self->title);
  gtk_box_append (GTK_BOX (self->head), self->hint);
}

static void
muster_row_group_init (MusterRowGroup *self)
{
  self->is_active = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  make_head (self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->head);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_row_group_new:
 *
 * Returns: (transfer floating): a group of no rows
 */
GtkWidget *
muster_row_group_new (void)
{
  return g_object_new (MUSTER_TYPE_ROW_GROUP, NULL);
}
