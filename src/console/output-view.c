/* output-view.c - what a command printed, folded away until asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/output-view.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MusterOutputView
{
  GtkWidget parent_instance;
  GtkWidget *expander;
  GtkWidget *label;
  GtkWidget *all; /* "Show all 4,102 lines" */
  char *text;
  gboolean is_whole;
};

G_DEFINE_FINAL_TYPE (MusterOutputView, muster_output_view, GTK_TYPE_WIDGET)

/**
 * muster_output_head:
 * @text: an output
 * @lines: how many of its lines are wanted
 * @n_lines: (out): how many it has
 *
 * Returns: bytes of the first @lines lines, without the last line's end
 */
gsize
muster_output_head (const char *text, guint lines, guint *n_lines)
{
  gsize head_n = 0;
  const char *at = text;

  *n_lines = 0;
  while (*at)
    {
      gsize n = strcspn (at, "\n");

      if (++*n_lines <= lines)
        head_n = (gsize) (at - text) + n;
      at += n;
      if (*at)
        at++;
    }
  return head_n;
}

static void
show (MusterOutputView *self)
{
  guint n_lines;
  gsize n = muster_output_head (self->text, MUSTER_OUTPUT_LINES, &n_lines);
  gboolean is_cut = !self->is_whole && n_lines > MUSTER_OUTPUT_LINES;
  g_autofree char *head = is_cut ? g_strndup (self->text, n) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *all = NULL;
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->label), is_cut ? head : self->text);
  title = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);
  gtk_expander_set_label (GTK_EXPANDER (self->expander), title);
  /* TRANSLATORS: said of a part that unfolds; %s is as "6 lines" */
  name = g_strdup_printf (_ ("Output, %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  /* TRANSLATORS: a button under the first lines of a long output */
  all = g_strdup_printf (ngettext ("Show all %u line", "Show all %u lines", n_lines), n_lines);
  gtk_button_set_label (GTK_BUTTON (self->all), all);
  gtk_widget_set_visible (self->all, is_cut);
}

static void
expanded_cb (MusterOutputView *self)
{
  if (self->text && gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    show (self);
}

static void
all_cb (MusterOutputView *self)
{
  self->is_whole = TRUE;
  show (self);
}

static void
dispose (GObject *object)
{
  MusterOutputView *self = MUSTER_OUTPUT_VIEW (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (muster_output_view_parent_class)->dispose (object);
}

static void
muster_output_view_class_init (MusterOutputViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "output-view");
}

static void
muster_output_view_init (MusterOutputView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs,
                          pango_attr_insert_hyphens_new (FALSE)); /* it is shown as it came */
  self->label = gtk_label_new (NULL);
  gtk_label_set_selectable (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_attributes (GTK_LABEL (self->label), attrs);
  gtk_widget_add_css_class (self->label, "mono");
  gtk_widget_add_css_class (self->label, "output");
  self->all = gtk_button_new ();
  gtk_widget_set_halign (self->all, GTK_ALIGN_START);
  g_signal_connect_swapped (self->all, "clicked", G_CALLBACK (all_cb), self);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->all);
  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), box);
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
}

/**
 * muster_output_view_new:
 *
 * Returns: (transfer floating): a view of nothing
 */
GtkWidget *
muster_output_view_new (void)
{
  return g_object_new (MUSTER_TYPE_OUTPUT_VIEW, NULL);
}

/**
 * muster_output_view_set_text:
 * @self: a view
 * @text: (nullable): an output, fit to be shown (security R9)
 *
 * Folds the output away, unless it is the one that is shown already.
 */
void
muster_output_view_set_text (MusterOutputView *self, const char *text)
{
  g_return_if_fail (MUSTER_IS_OUTPUT_VIEW (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  self->is_whole = FALSE;
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), FALSE);
  if (text)
    show (self);
}
