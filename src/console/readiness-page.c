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
#include "console/format.h"
#include "console/readiness-row.h"
#include "console/readiness-watch.h"
#include "console/scroller.h"
#include "console/tick.h"

#define SHOWN_MAX 300 /* the rest is found by team */

struct _MusterReadinessPage
{
  GtkWidget parent_instance;
  GtkWidget *stack;
  GtkWidget *waiting; /* a status page */
  GtkWidget *words;   /* how many are ready */
  GtkWidget *state;   /* how old that is */
  GtkWidget *notes;   /* policies and schedules that reach nobody */
  GtkWidget *team;
  GtkWidget *list;
  GtkWidget *more;
  MusterSession *session; /* nullable */
  GPtrArray *teams;       /* of char *: names, as they are offered after "Everybody" */
  gboolean is_filling, is_narrow;
  MusterReadinessWatch *watch;
  char *listed; /* what the lists were made of; nullable */
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

/* --- what is wrong --- */

static void
show_notes (MusterReadinessPage *self)
{
  const GPtrArray *notes = muster_readiness_watch_get (self->watch)->notes;

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->notes));)
    gtk_list_box_remove (GTK_LIST_BOX (self->notes), row);
  for (guint i = 0; i < notes->len && i < SHOWN_MAX; i++)
    {
      const MusterReadyNote *note = g_ptr_array_index (notes, i);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", note->title,
                                     "subtitle", note->words, "title-lines", 0, "subtitle-lines", 0,
                                     "focusable", FALSE, NULL);
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "overdue");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      gtk_list_box_append (GTK_LIST_BOX (self->notes), row);
    }
  gtk_widget_set_visible (self->notes, notes->len > 0);
}

static char *
describe (const GPtrArray *people)
{
  guint n[MUSTER_READY_UNPAGED + 1] = { 0 }, n_paged;

  for (guint i = 0; i < people->len; i++)
    n[((const MusterReadyPerson *) g_ptr_array_index (people, i))->ready]++;
  n_paged = people->len - n[MUSTER_READY_UNPAGED];
  if (n[MUSTER_READY_NO] > 0)
    /* TRANSLATORS: people; the second number is how many there are in all */
    return g_strdup_printf (
        ngettext ("%u of %u cannot be reached", "%u of %u cannot be reached", n[MUSTER_READY_NO]),
        n[MUSTER_READY_NO], n_paged);
  if (n[MUSTER_READY_PARTLY] > 0)
    /* TRANSLATORS: people; the second number is how many there are in all */
    return g_strdup_printf (ngettext ("%u of %u had better be looked at",
                                      "%u of %u had better be looked at", n[MUSTER_READY_PARTLY]),
                            n[MUSTER_READY_PARTLY], n_paged);
  if (n_paged == 0)
    return g_strdup (_ ("No policy pages anybody yet"));
  return g_strdup_printf (ngettext ("%u person, reachable", "%u people, all reachable", n_paged),
                          n_paged);
}

/* How old that is, where the hub can no longer be asked. */
static void
show_state (MusterReadinessPage *self)
{
  gboolean is_online = muster_session_is_online (self->session);
  gint64 asked_us = muster_readiness_watch_get_asked_us (self->watch);
  const char *trouble = muster_readiness_watch_get_trouble (self->watch);
  g_autofree char *at = NULL, *words = NULL;

  if (!is_online && asked_us != MUSTER_NO_TIME)
    {
      at = muster_format_time (asked_us, muster_tick_zone (muster_tick_get (self->stack)));
      /* TRANSLATORS: a time of day */
      words = g_strdup_printf (_ ("There is no link to the hub. This is as of %s."), at);
    }
  else if (trouble)
    words = g_strdup (trouble);
  gtk_label_set_text (GTK_LABEL (self->state), words ? words : "");
  gtk_widget_set_visible (self->state, words != NULL);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->waiting),
                             is_online ? _ ("Asking the hub") : _ ("There is no link to the hub"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->waiting),
                                   trouble ? trouble
                                           : _ ("Who can be reached is for the hub to say."));
}

/* --- people --- */

static void
test_cb (MusterReadinessPage *self, MusterReadinessRow *row)
{
  MusterCommand *command;

  if (!self->session)
    return;
  command = muster_session_command (self->session, "person.test-page", 0);
  command->object = muster_readiness_row_get_person (row);
  muster_session_send (self->session, command, GTK_WIDGET (self), NULL);
}

static void
came_cb (MusterReadinessPage *self, const char *test)
{
  MusterCommand *command;
  MusterUlid id;

  if (!self->session || !muster_ulid_parse (test, -1, &id))
    return;
  command = muster_session_command (self->session, "test-page.confirm", 0);
  command->object = id;
  muster_session_send (self->session, command, GTK_WIDGET (self),
                       /* TRANSLATORS: said when somebody told that a test page came */
                       _ ("Noted: pages reach you"));
}

static GHashTable *
list_team (MusterReadinessPage *self)
{
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));
  const char *name = get_team (self);
  const MusterObject *team =
      name ? muster_directory_find (directory, MUSTER_OBJECT_TEAM, name, -1) : NULL;
  g_autoptr (GPtrArray) people = team ? muster_directory_list_people (directory, team) : NULL;
  GHashTable *out = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; people && i < people->len; i++)
    g_hash_table_add (out, (gpointer) ((const MusterObject *) g_ptr_array_index (people, i))->name);
  return out;
}

static void
add_row (MusterReadinessPage *self, const MusterReadyPerson *person)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  gboolean is_me = muster_ulid_equal (person->person, muster_replica_get_me (replica));
  gboolean is_admin = (muster_replica_get_access (replica) & MUSTER_ACCESS_ADMIN) != 0;
  gboolean is_online = muster_session_is_online (self->session);
  const MusterReadinessReader reader = {
    .now_us = muster_clock_now_us (muster_session_get_clock (self->session)),
    .zone = muster_tick_zone (muster_tick_get (self->stack)),
    .may_test = is_online && (is_me || is_admin) && person->ways,
    .is_me = is_online && is_me,
    .is_narrow = self->is_narrow,
  };
  GtkWidget *row = muster_readiness_row_new (person, &reader);

  g_signal_connect_object (row, "test", G_CALLBACK (test_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "came", G_CALLBACK (came_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* Whoever has the focus within keeps it. */
static void
restore_focus (MusterReadinessPage *self, MusterUlid person)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row = gtk_widget_get_next_sibling (row))
    if (muster_ulid_equal (muster_readiness_row_get_person (MUSTER_READINESS_ROW (row)), person) &&
        gtk_widget_child_focus (row, GTK_DIR_TAB_BACKWARD)) /* the last button: to test */
      return;
  gtk_widget_grab_focus (self->team);
}

static void
show_people (MusterReadinessPage *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->list);
  MusterUlid had =
      focus ? muster_readiness_row_get_person (MUSTER_READINESS_ROW (focus)) : (MusterUlid){ 0, 0 };
  g_autoptr (GHashTable) team = list_team (self);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  const GPtrArray *all = muster_readiness_watch_get (self->watch)->people;
  g_autofree char *words = NULL;
  guint n;

  for (guint i = 0; i < all->len; i++)
    {
      MusterReadyPerson *person = g_ptr_array_index (all, i);

      if (!get_team (self) || g_hash_table_contains (team, person->name))
        g_ptr_array_add (people, person);
    }
  n = MIN (people->len, SHOWN_MAX);
  words = describe (people);
  gtk_label_set_text (GTK_LABEL (self->words), words);
  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < n; i++)
    add_row (self, g_ptr_array_index (people, i));
  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->more, people->len > n);
  if (focus)
    restore_focus (self, had);
}

/* Only where it is something else: whoever goes through it stays where they are. */
static void
show_lists (MusterReadinessPage *self)
{
  const char *team;
  g_autofree char *listed = NULL;

  show_teams (self);
  team = get_team (self);
  listed =
      g_strdup_printf ("%u %d %d %s", muster_readiness_watch_count (self->watch),
                       muster_session_is_online (self->session), self->is_narrow, team ? team : "");
  if (g_strcmp0 (listed, self->listed) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&listed);
  show_notes (self);
  show_people (self);
}

static void
show (MusterReadinessPage *self)
{
  gboolean is_known = muster_readiness_watch_get (self->watch) != NULL;

  show_state (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_known ? "list" : "waiting");
  if (is_known)
    show_lists (self);
}

static void
changed_cb (gpointer self, gpointer watch)
{
  show (self);
}

static void
team_cb (MusterReadinessPage *self)
{
  if (self->session && !self->is_filling)
    show (self);
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

  g_clear_pointer (&self->watch, muster_readiness_watch_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
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
make_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_focusable (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static GtkWidget *
make_page (MusterReadinessPage *self)
{
  GtkWidget *scroller = muster_scroller_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->words = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "wrap", TRUE, NULL);
  self->state = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  self->list = make_list (_ ("People and how they are reached"));
  self->notes = make_list (_ ("Policies and schedules that reach nobody"));
  self->more = g_object_new (GTK_TYPE_LABEL, "label", _ ("Choose a team to see the others"),
                             "xalign", 0.0, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->words, "title-4");
  gtk_widget_add_css_class (self->more, "muster-dim");
  gtk_widget_add_css_class (self->state, "stale");
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->notes);
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
  self->watch = muster_readiness_watch_new (changed_cb, self);
  self->waiting = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "avatar-default-symbolic", NULL);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_page (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->waiting, "waiting");
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
 *
 * Shows what is known, and asks the hub whether that is still so.
 */
void
muster_readiness_page_show (MusterReadinessPage *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_READINESS_PAGE (self));
  muster_readiness_watch_set (self->watch, session);
  g_set_object (&self->session, session);
  if (!session)
    return;
  show (self);
  muster_readiness_watch_ask (self->watch);
}

/**
 * muster_readiness_page_set_narrow:
 * @self: the page
 * @is_narrow: whether the buttons of a row are under its words
 */
void
muster_readiness_page_set_narrow (MusterReadinessPage *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_READINESS_PAGE (self));
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  if (self->session)
    show (self);
}
