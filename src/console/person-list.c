/* person-list.c - choose a person, or a team
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/person-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"

#include "console/focus.h"
#include "console/scroller.h"

#define SEARCH_FROM 7 /* so many people are looked for rather than looked at */

struct _MusterPersonList
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (MusterPersonList, muster_person_list, GTK_TYPE_WIDGET)

static guint signal_chosen;

static void
activated_cb (MusterPersonList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signal_chosen, 0, g_object_get_data (G_OBJECT (row), "target"));
}

/* Enter in the search takes the first that is left. */
static void
search_activated_cb (MusterPersonList *self)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i);

      if (!row)
        return;
      if (!gtk_widget_get_child_visible (GTK_WIDGET (row)))
        continue;
      activated_cb (self, row);
      return;
    }
}

static gboolean
filter (GtkListBoxRow *row, gpointer user_data)
{
  MusterPersonList *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *text == '\0' ||
         g_str_match_string (text, g_object_get_data (G_OBJECT (row), "names"), TRUE);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  MusterPersonList *self = MUSTER_PERSON_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (gtk_widget_get_visible (self->search))
    return gtk_widget_grab_focus (self->search);
  return row && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_PERSON_LIST (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_person_list_parent_class)->dispose (object);
}

static void
muster_person_list_class_init (MusterPersonListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signal_chosen = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_person_list_init (MusterPersonList *self)
{
  GtkWidget *scroller = muster_scroller_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Find a person"), NULL);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->search, "search-changed",
                            G_CALLBACK (gtk_list_box_invalidate_filter), self->list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("People"), -1);
  g_object_set (scroller, "propagate-natural-height", TRUE, "max-content-height", 320, "child",
                self->list, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->search);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_person_list_new:
 *
 * Returns: (transfer floating): a list of nobody
 */
GtkWidget *
muster_person_list_new (void)
{
  return g_object_new (MUSTER_TYPE_PERSON_LIST, NULL);
}

static GtkWidget *
make_face (const char *title, gboolean is_team)
{
  return is_team ? gtk_image_new_from_icon_name ("system-users-symbolic")
                 : adw_avatar_new (24, title, TRUE);
}

static void
append_row (MusterPersonList *self, const MusterObject *object)
{
  gboolean is_team = strcmp (object->type, MUSTER_OBJECT_TEAM) == 0;
  gboolean has_title = object->full_name && *object->full_name;
  g_autofree char *name = muster_safe_text (object->name, -1, FALSE);
  g_autofree char *title =
      has_title ? muster_safe_text (object->full_name, -1, FALSE) : g_strdup (name);
  g_autofree char *id = muster_ulid_to_string (object->id);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *handle = gtk_label_new (has_title ? name : NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (handle, "muster-dim");
  gtk_widget_add_css_class (handle, "caption");
  gtk_box_append (GTK_BOX (box), make_face (title, is_team));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), handle);
  gtk_widget_add_css_class (row, "popover-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "target",
                          g_strconcat (is_team ? "team:" : "person:", id, NULL), g_free);
  g_object_set_data_full (G_OBJECT (row), "names", g_strconcat (title, " ", name, NULL), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/**
 * muster_person_list_set:
 * @self: a list
 * @directory: who there is
 * @with_teams: whether teams are offered, first
 * @but: a person who is not offered; the null id: everybody is
 */
void
muster_person_list_set (MusterPersonList *self,
                        const MusterDirectory *directory,
                        gboolean with_teams,
                        MusterUlid but)
{
  const GPtrArray *objects = muster_directory_objects (directory);
  guint n = 0;

  g_return_if_fail (MUSTER_IS_PERSON_LIST (self));

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint teams = with_teams ? 1 : 0, pass = 0; pass <= teams; pass++)
    for (guint i = 0; i < objects->len; i++)
      {
        const MusterObject *object = g_ptr_array_index (objects, i);
        const char *type = teams && pass == 0 ? MUSTER_OBJECT_TEAM : MUSTER_OBJECT_PERSON;

        if (object->removed || strcmp (object->type, type) != 0 ||
            muster_ulid_equal (object->id, but))
          continue;
        append_row (self, object);
        n++;
      }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (self->search, n >= SEARCH_FROM);
}
