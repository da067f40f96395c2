/* readiness-page.c - the page "Readiness" of the place On call: can everybody be reached?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/readiness-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/focus.h"
#include "console/form.h"
#include "console/readiness-row.h"
#include "console/scroller.h"

#define SHOWN_MAX 300 /* the rest is found by team */

struct _MusterReadinessPage
{
  GtkWidget parent_instance;
  GtkWidget *stack;
  GtkWidget *words; /* how many are ready */
  GtkWidget *team;
  GtkWidget *list;
  GtkWidget *more;
  MusterSession *session; /* nullable */
  GPtrArray *teams;       /* of char *: names, as they are offered after "Everybody" */
  char *listed;           /* what the list was made of; nullable */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (MusterReadinessPage, muster_readiness_page, GTK_TYPE_WIDGET)

/* --- teams --- */

static GPtrArray *
list_teams (MusterReadinessPage *self)
{
  const GPtrArray *objects = muster_directory_objects (
      muster_world_get_directory (muster_session_get_world (self->session)));
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && object->name && strcmp (object->type, MUSTER_OBJECT_TEAM) == 0)
        g_ptr_array_add (out, g_strdup (object->name));
    }
  return out;
}

static gboolean
are_same (const GPtrArray *a, const GPtrArray *b)
{
  if (!a || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static const char *
get_team (MusterReadinessPage *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->team));

  return chosen > 0 && self->teams && chosen <= self->teams->len
             ? g_ptr_array_index (self->teams, chosen - 1)
             : NULL;
}

static void
show_teams (MusterReadinessPage *self)
{
  GPtrArray *teams = list_teams (self);
  g_autoptr (GtkStringList) names = NULL;
  g_autofree char *had = g_strdup (get_team (self));
  guint at = 0;

  if (are_same (self->teams, teams))
    {
      g_ptr_array_unref (teams);
      return;
    }
  names = gtk_string_list_new (NULL);
  /* TRANSLATORS: a choice beside teams: people of all of them, and of none */
  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; i < teams->len; i++)
    {
      gtk_string_list_append (names, g_ptr_array_index (teams, i));
      if (g_strcmp0 (g_ptr_array_index (teams, i), had) == 0)
        at = i + 1;
    }
  g_clear_pointer (&self->teams, g_ptr_array_unref);
  self->teams = teams;
  self->is_filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->team), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->team), at);
  self->is_filling = FALSE;
}

/* --- people --- */

static char *
describe (const GPtrArray *people)
{
  guint n_not = 0, n_unknown = 0;

  for (guint i = 0; i < people->len; i++)
    {
      const MusterReadiness *one = g_ptr_array_index (people, i);

      n_not += one->ready == MUSTER_READY_NO;
      n_unknown += one->ready == MUSTER_READY_UNKNOWN;
    }
  if (n_not > 0)
    return g_strdup_printf (
        ngettext ("%u of %u cannot be reached", "%u of %u cannot be reached", n_not), n_not,
        people->len);
  if (n_unknown > 0)
    return g_strdup (_ ("Administrators see how others are reached; you see how you are"));
  return g_strdup_printf (
      ngettext ("%u person, reachable", "%u people, all reachable", people->len), people->len);
}

static char *
sign (const GPtrArray *people)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++)
    {
      const MusterReadiness *one = g_ptr_array_index (people, i);

      g_string_append_printf (out, "%s\n%s\n%s\n", one->title, one->rules ? one->rules : "",
                              one->why ? one->why : "");
    }
  return g_string_free (out, FALSE);
}

static void
show_people (MusterReadinessPage *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const MusterReadinessQuestion question = {
    muster_replica_get_me (replica),
    (muster_replica_get_access (replica) & MUSTER_ACCESS_ADMIN) != 0,
    get_team (self),
  };
  g_autoptr (GPtrArray) people =
      muster_readiness_list (muster_session_get_world (self->session), &question);
  g_autofree char *signature = sign (people), *words = describe (people);
  guint n = MIN (people->len, SHOWN_MAX);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    people->len > 0 || question.team ? "list" : "empty");
  if (g_strcmp0 (signature, self->listed) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&signature);
  gtk_label_set_text (GTK_LABEL (self->words), words);
  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         muster_readiness_row_new (g_ptr_array_index (people, i)));
  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->more, people->len > n);
}

static void
team_cb (MusterReadinessPage *self)
{
  if (self->session && !self->is_filling)
    show_people (self);
}

/* --- the widget --- */

static gboolean
grab_focus (GtkWidget *widget)
{
  MusterReadinessPage *self = MUSTER_READINESS_PAGE (widget);

  return gtk_widget_get_mapped (self->team) && gtk_widget_grab_focus (self->team);
}

static void
dispose (GObject *object)
{
  MusterReadinessPage *self = MUSTER_READINESS_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_readiness_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterReadinessPage *self = MUSTER_READINESS_PAGE (object);

  g_clear_pointer (&self->teams, g_ptr_array_unref);
  g_free (self->listed);
  G_OBJECT_CLASS (muster_readiness_page_parent_class)->finalize (object);
}

static void
muster_readiness_page_class_init (MusterReadinessPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_team (MusterReadinessPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  /* TRANSLATORS: a choice: people of which team are listed */
  self->team = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Team"), NULL);
  g_signal_connect_swapped (self->team, "notify::selected", G_CALLBACK (team_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->team);
  muster_form_prepare (group);
  return group;
}

static GtkWidget *
make_page (MusterReadinessPage *self)
{
  GtkWidget *scroller = muster_scroller_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->words = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "wrap", TRUE, NULL);
  self->list = gtk_list_box_new ();
  self->more = g_object_new (GTK_TYPE_LABEL, "label", _ ("Choose a team to see the others"),
                             "xalign", 0.0, "visible", FALSE, NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_add_css_class (self->words, "title-4");
  gtk_widget_add_css_class (self->more, "muster-dim");
  gtk_widget_set_focusable (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("People and how they are reached"), -1);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), make_team (self));
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_widget_add_css_class (box, "oncall-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  g_object_set (scroller, "child", clamp, NULL);
  return scroller;
}

static void
muster_readiness_page_init (MusterReadinessPage *self)
{
  GtkWidget *empty = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "avatar-default-symbolic",
                                   /* TRANSLATORS: nobody is configured who could be paged */
                                   "title", _ ("Nobody to page yet"), NULL);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_page (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

/**
 * muster_readiness_page_new:
 *
 * Returns: (transfer floating): the page, of no hub
 */
GtkWidget *
muster_readiness_page_new (void)
{
  return g_object_new (MUSTER_TYPE_READINESS_PAGE, NULL);
}

/**
 * muster_readiness_page_show:
 * @self: the page
 * @session: (nullable): the hub
 */
void
muster_readiness_page_show (MusterReadinessPage *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_READINESS_PAGE (self));
  g_set_object (&self->session, session);
  if (!session)
    return;
  show_teams (self);
  show_people (self);
}
