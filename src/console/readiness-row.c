/* readiness-row.c - how one person is reached, and what is wrong with that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/readiness-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define FACE 34

static const struct
{
  const char *icon, *class, *word;
} states[] = {
  [MUSTER_READY_NO] = { "dialog-warning-symbolic", "overdue", N_ ("Not ready") },
  [MUSTER_READY_PARTLY] = { "dialog-information-symbolic", "due-soon", N_ ("Look at this") },
  [MUSTER_READY_UNKNOWN] = { "dialog-question-symbolic", "muster-dim", N_ ("Not known") },
  [MUSTER_READY_YES] = { "object-select-symbolic", "ready", N_ ("Ready") },
};

static GtkWidget *
make_label (const char *words, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, class);
  return label;
}

/* The state as an icon and a word: colour alone says nothing. */
static GtkWidget *
make_state (MusterReady ready)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (states[ready].icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (states[ready].word)));
  gtk_widget_add_css_class (box, states[ready].class);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/**
 * muster_readiness_row_new:
 * @what: how somebody is reached
 *
 * Returns: (transfer floating): a row that says so
 */
GtkWidget *
muster_readiness_row_new (const MusterReadiness *what)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *avatar = adw_avatar_new (FACE, what->title, TRUE);
  const char *rules =
      what->rules ? what->rules : _ ("How they are reached is for them and administrators to see");
  g_autofree char *spoken =
      what->ready == MUSTER_READY_NO
          ? g_strdup_printf ("%s, %s, %s", what->title, _ (states[what->ready].word), what->why)
          : g_strdup_printf ("%s, %s, %s%s%s", what->title, _ (states[what->ready].word), rules,
                             what->why ? ", " : "", what->why ? what->why : "");

  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_label (what->title, "heading"));
  if (what->ready != MUSTER_READY_NO)
    gtk_box_append (GTK_BOX (words), make_label (rules, "muster-dim"));
  if (what->why)
    gtk_box_append (GTK_BOX (words), make_label (what->why, what->ready == MUSTER_READY_UNKNOWN
                                                                ? "muster-dim"
                                                                : states[what->ready].class));
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_state (what->ready));
  gtk_widget_add_css_class (box, "readiness-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set (row, "activatable", FALSE, "focusable", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}
