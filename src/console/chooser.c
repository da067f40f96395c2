/* chooser.c - a window that asks for one thing of many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/child-window.h"
#include "console/scroller.h"
#include "console/severity-glyph.h"

#define ROWS_MAX 100 /* the rest is found by typing */

struct _MusterChooser
{
  AdwWindow parent_instance;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *status;
  GPtrArray *choices; /* (nullable): of MusterChoice */
  char *likely;
  char *others;
  char *nothing;
};

static guint signal_chosen;

G_DEFINE_FINAL_TYPE (MusterChooser, muster_chooser, ADW_TYPE_WINDOW)

/**
 * muster_choice_new:
 * @id: what is told when it is chosen
 * @title: safe
 * @detail: (nullable): safe
 *
 * Returns: (transfer full): something to choose
 */
MusterChoice *
muster_choice_new (const char *id, const char *title, const char *detail)
{
  MusterChoice *self = g_new0 (MusterChoice, 1);

  *self = (MusterChoice){ g_strdup (id), g_strdup (title), g_strdup (detail), MUSTER_SEVERITY_NONE,
                          FALSE };
  return self;
}

/**
 * muster_choice_free:
 * @self: something to choose
 */
void
muster_choice_free (MusterChoice *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

/* --- which are shown --- */

static gboolean
has_words (const char *text, char *const *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; words[i]; i++)
    if (!strstr (folded, words[i]))
      return FALSE;
  return TRUE;
}

/* Every word is somewhere in it, in any order. */
static gboolean
passes (const MusterChoice *choice, char *const *words)
{
  g_autofree char *text =
      g_strjoin (" ", choice->id, choice->title, choice->detail ? choice->detail : "", NULL);

  return has_words (text, words);
}

static GtkWidget *
make_row (const MusterChoice *choice)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", choice->title, "subtitle",
                    choice->detail ? choice->detail : "", "activatable", TRUE, NULL);
  g_autofree char *name =
      choice->detail ? g_strdup_printf ("%s, %s", choice->title, choice->detail) : NULL;

  if (choice->severity != MUSTER_SEVERITY_NONE)
    {
      GtkWidget *glyph = muster_severity_glyph_new (choice->severity, 24);

      gtk_widget_set_valign (glyph, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), glyph);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name ? name : choice->title, -1);
  g_object_set_data (G_OBJECT (row), "choice", (gpointer) choice);
  return row;
}

static void
tell_count (MusterChooser *self, guint n_passing)
{
  g_autofree char *words = NULL;

  if (n_passing > ROWS_MAX)
    words = g_strdup_printf (ngettext ("and %u more: type to find it",
                                       "and %u more: type to find them", n_passing - ROWS_MAX),
                             n_passing - ROWS_MAX);
  else if (n_passing == 0)
    words =
        g_strdup (self->choices && self->choices->len > 0 ? _ ("Nothing matches") : self->nothing);
  gtk_label_set_text (GTK_LABEL (self->status), words ? words : "");
  gtk_widget_set_visible (self->status, words != NULL);
}

static void
show_choices (MusterChooser *self)
{
  g_autofree char *folded =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  guint n = 0;

  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  for (guint i = 0; self->choices && i < self->choices->len; i++)
    {
      const MusterChoice *choice = g_ptr_array_index (self->choices, i);

      if (passes (choice, words) && n++ < ROWS_MAX)
        gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (choice));
    }
  gtk_widget_set_visible (self->list, n > 0);
  tell_count (self, n);
}

static const MusterChoice *
get_choice (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "choice");
}

static void
head_row (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  MusterChooser *self = user_data;
  gboolean is_likely = get_choice (row)->is_likely;
  GtkWidget *label;

  if (before ? get_choice (before)->is_likely == is_likely : !is_likely)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (is_likely ? self->likely : self->others);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "chooser-head");
  gtk_list_box_row_set_header (row, label);
}

/* --- choosing --- */

static void
activated_cb (MusterChooser *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (get_choice (row)->id);

  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signal_chosen, 0, id);
  g_object_unref (self);
}

/* Enter in the search takes the first. */
static void
search_activated_cb (MusterChooser *self)
{
  GtkListBoxRow *row;

  show_choices (self); /* what was typed last may not be looked for yet */
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  if (row)
    activated_cb (self, row);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        MusterChooser *self)
{
  return key == GDK_KEY_Down && gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

/* --- the window --- */

static void
finalize (GObject *object)
{
  MusterChooser *self = MUSTER_CHOOSER (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self->likely);
  g_free (self->others);
  g_free (self->nothing);
  G_OBJECT_CLASS (muster_chooser_parent_class)->finalize (object);
}

static void
muster_chooser_class_init (MusterChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_chosen = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
add_search (MusterChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->search, keys);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (show_choices), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
}

static void
muster_chooser_init (MusterChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = muster_scroller_new ();

  muster_child_window_close_on_escape (GTK_WINDOW (self));
  add_search (self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), head_row, self, NULL);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->status, "muster-dim");
  gtk_box_append (GTK_BOX (content), self->list);
  gtk_box_append (GTK_BOX (content), self->status);
  g_object_set (scroller, "child", content, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (page), self->search);
  gtk_box_append (GTK_BOX (page), scroller);
  gtk_widget_add_css_class (page, "chooser-page");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 560);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 300);
  gtk_window_set_focus (GTK_WINDOW (self), self->search);
}

/**
 * muster_chooser_new:
 * @parent: the window that asks
 * @words: what is asked; copied
 *
 * Returns: (transfer floating): a window with nothing to choose yet
 */
GtkWidget *
muster_chooser_new (GtkWindow *parent, const MusterChooserWords *words)
{
  MusterChooser *self = g_object_new (MUSTER_TYPE_CHOOSER, "transient-for", parent, "modal", TRUE,
                                      "destroy-with-parent", TRUE, "title", words->title, NULL);

  if (parent && gtk_widget_get_width (GTK_WIDGET (parent)) < 560) /* it covers a narrow window */
    gtk_window_set_default_size (GTK_WINDOW (self),
                                 MAX (gtk_widget_get_width (GTK_WIDGET (parent)) - 24, 360), 560);
  self->likely = g_strdup (words->likely);
  self->others = g_strdup (words->others);
  self->nothing = g_strdup (words->nothing);
  g_object_set (self->search, "placeholder-text", words->placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->placeholder, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->title, -1);
  return GTK_WIDGET (self);
}

/**
 * muster_chooser_set:
 * @self: a chooser
 * @choices: (element-type MusterChoice): likely ones first; kept
 *
 * Offers these; whoever types goes on typing.
 */
void
muster_chooser_set (MusterChooser *self, GPtrArray *choices)
{
  g_autoptr (GPtrArray) former = NULL;

  g_return_if_fail (MUSTER_IS_CHOOSER (self));

  former = self->choices; /* rows point into it until they are gone */
  self->choices = g_ptr_array_ref (choices);
  show_choices (self);
  if (!gtk_window_get_focus (GTK_WINDOW (self)))
    gtk_widget_grab_focus (self->search);
}
