/* readiness-row.c - how one person is reached, and what is wrong with that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/readiness-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/form.h"

#define FACE 34
#define OTHER(along)                                                                               \
  ((along) == GTK_ORIENTATION_VERTICAL ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL)

struct _MusterReadinessRow
{
  GtkListBoxRow parent_instance;
  MusterUlid person;
};

enum
{
  SIGNAL_TEST,
  SIGNAL_CAME,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterReadinessRow, muster_readiness_row, GTK_TYPE_LIST_BOX_ROW)

/* An icon and a word: colour alone says nothing. */
static const struct
{
  const char *icon, *class, *word;
} states[] = {
  [MUSTER_READY_NO] = { "dialog-warning-symbolic", "overdue", N_ ("Not ready") },
  [MUSTER_READY_PARTLY] = { "dialog-information-symbolic", "due-soon", N_ ("Look at this") },
  [MUSTER_READY_YES] = { "object-select-symbolic", "ready", N_ ("Ready") },
  [MUSTER_READY_UNPAGED] = { "avatar-default-symbolic", "muster-dim", N_ ("Not paged") },
};

static const struct
{
  const char *icon, *class;
} ways[] = {
  [MUSTER_WAY_NOT] = { "dialog-warning-symbolic", "overdue" },
  [MUSTER_WAY_FAILING] = { "dialog-warning-symbolic", "overdue" },
  [MUSTER_WAY_UNTESTED] = { "dialog-information-symbolic", "muster-dim" },
  [MUSTER_WAY_WORKS] = { "object-select-symbolic", "muster-dim" },
};

static GtkWidget *
make_label (const char *words, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (label, class);
  return label;
}

/* --- what is said --- */

static void
add_words (GtkWidget *box, GString *spoken, const char *words, const char *class)
{
  g_string_append_printf (spoken, ", %s", words);
  gtk_box_append (GTK_BOX (box), make_label (words, class));
}

static void
add_way (GtkWidget *box,
         GString *spoken,
         const MusterReadyWay *way,
         const MusterReadinessReader *reader)
{
  g_autofree char *words = muster_ready_way_describe (way, reader->now_us, reader->zone);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (way->is_waiting ? "content-loading-symbolic"
                                                                  : ways[way->state].icon);

  g_string_append_printf (spoken, ", %s", words);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (line, way->is_waiting ? "muster-dim" : ways[way->state].class);
  gtk_widget_add_css_class (line, "numeric");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), make_label (words, "readiness-way"));
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
make_words (const MusterReadyPerson *what, const MusterReadinessReader *reader, GString *spoken)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gboolean is_paged = what->ready != MUSTER_READY_UNPAGED;

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_label (what->title, "heading"));
  for (guint i = 0; i < what->problems->len; i++)
    add_words (box, spoken, g_ptr_array_index (what->problems, i),
               is_paged ? states[what->ready].class : "muster-dim");
  for (guint i = 0; what->ways && i < what->ways->len; i++)
    add_way (box, spoken, g_ptr_array_index (what->ways, i), reader);
  if (!what->ways && what->ready == MUSTER_READY_PARTLY)
    add_words (box, spoken, _ ("By what they are reached is for them and administrators to see"),
               "muster-dim");
  if (!is_paged)
    add_words (box, spoken, _ ("No policy pages them"), "muster-dim");
  return box;
}

/* --- what is done --- */

static void
test_cb (MusterReadinessRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TEST], 0);
}

static void
came_cb (MusterReadinessRow *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_CAME], 0, g_object_get_data (G_OBJECT (button), "test"));
}

static GtkWidget *
make_button (const char *label, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  muster_form_name (button, name);
  gtk_widget_set_tooltip_text (button, name);
  return button;
}

/* Of the channel whose test page waits for the longest to be heard of. */
static void
add_came (MusterReadinessRow *self, GtkWidget *box, const MusterReadyPerson *what)
{
  for (guint i = 0; what->ways && i < what->ways->len; i++)
    {
      const MusterReadyWay *way = g_ptr_array_index (what->ways, i);
      g_autofree char *name = NULL;
      GtkWidget *button;

      if (!muster_ready_way_is_unconfirmed (way))
        continue;
      /* TRANSLATORS: on a button: the test page by a channel reached me; "e-mail" */
      name = g_strdup_printf (_ ("The test page by %s came"), way->title);
      /* TRANSLATORS: on a button: a test page reached me */
      button = make_button (_ ("It came"), name);
      g_object_set_data_full (G_OBJECT (button), "test", muster_ulid_to_string (way->test), g_free);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (came_cb), self);
      gtk_box_append (GTK_BOX (box), button);
      return;
    }
}

static GtkWidget *
make_buttons (MusterReadinessRow *self,
              const MusterReadyPerson *what,
              const MusterReadinessReader *reader)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: a button: send a person a page that shows whether pages reach them */
  g_autofree char *name = g_strdup_printf (_ ("Send a test page to %s"), what->title);
  GtkWidget *test;

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_hexpand (box, reader->is_narrow);
  if (reader->is_me)
    add_came (self, box, what);
  if (!reader->may_test)
    return box;
  /* TRANSLATORS: verb on a button */
  test = make_button (_ ("Send test page"), name);
  g_signal_connect_swapped (test, "clicked", G_CALLBACK (test_cb), self);
  gtk_box_append (GTK_BOX (box), test);
  return box;
}

static GtkWidget *
make_state (MusterReady ready)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (states[ready].icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (states[ready].word)));
  gtk_widget_add_css_class (box, states[ready].class);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  return box;
}

/* --- the row --- */

static void
muster_readiness_row_class_init (MusterReadinessRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_TEST] =
      g_signal_new ("test", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CAME] = g_signal_new ("came", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_readiness_row_init (MusterReadinessRow *self)
{
}

/**
 * muster_readiness_row_new:
 * @what: how somebody is reached
 * @reader: who reads it
 *
 * Returns: (transfer floating): a row that says so
 */
GtkWidget *
muster_readiness_row_new (const MusterReadyPerson *what, const MusterReadinessReader *reader)
{
  MusterReadinessRow *self =
      g_object_new (MUSTER_TYPE_READINESS_ROW, "activatable", FALSE, "focusable", FALSE, NULL);
  GtkOrientation along = reader->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *both = gtk_box_new (along, reader->is_narrow ? 6 : 12);
  GtkWidget *side = gtk_box_new (OTHER (along), 9);
  GtkWidget *avatar = adw_avatar_new (FACE, what->title, TRUE);
  g_autoptr (GString) spoken = g_string_new (what->title);

  self->person = what->person;
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_widget_set_valign (side, GTK_ALIGN_CENTER);
  g_string_append_printf (spoken, ", %s", _ (states[what->ready].word));
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (both), make_words (what, reader, spoken));
  gtk_box_append (GTK_BOX (side), make_state (what->ready));
  gtk_box_append (GTK_BOX (side), make_buttons (self, what, reader));
  gtk_box_append (GTK_BOX (both), side);
  gtk_box_append (GTK_BOX (box), both);
  gtk_widget_add_css_class (box, "readiness-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  muster_form_name (GTK_WIDGET (self), spoken->str);
  return GTK_WIDGET (self);
}

/**
 * muster_readiness_row_get_person:
 * @self: a row
 *
 * Returns: whom it is of
 */
MusterUlid
muster_readiness_row_get_person (MusterReadinessRow *self)
{
  return self->person;
}
