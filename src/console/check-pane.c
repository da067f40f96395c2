/* check-pane.c - run a built-in check, and see what the checks of an incident said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/check-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/check-list.h"
#include "console/entry-row.h"
#include "console/focus.h"
#include "console/form.h"
#include "console/scroller.h"
#include "console/timeline-row.h"

#define RESULTS_MAX 30 /* the newest; all are in the timeline */

struct _MusterCheckPane
{
  GtkWidget parent_instance;
  MusterSession *session;
  GtkWidget *scroller;
  GtkWidget *check; /* which one */
  GtkWidget *entries[MUSTER_CHECK_ARGUMENTS_MAX];
  GtkWidget *run;
  GtkWidget *why; /* it cannot be run */
  GtkWidget *results;
  GtkWidget *nothing;
  char *shown;
};

G_DEFINE_FINAL_TYPE (MusterCheckPane, muster_check_pane, GTK_TYPE_WIDGET)

static const MusterCheck *
get_check (MusterCheckPane *self)
{
  guint n;
  const MusterCheck *checks = muster_checks (&n);

  return &checks[MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (self->check)), n - 1)];
}

/* (nullable): something is missing */
static char *
get_arguments (MusterCheckPane *self, const char **missing)
{
  const char *values[MUSTER_CHECK_ARGUMENTS_MAX];

  for (guint i = 0; i < MUSTER_CHECK_ARGUMENTS_MAX; i++)
    values[i] = gtk_editable_get_text (GTK_EDITABLE (self->entries[i]));
  return muster_check_arguments (get_check (self), values, missing);
}

/* Says why Run does nothing, where it does nothing. */
static void
show_possible (MusterCheckPane *self)
{
  const char *missing = NULL;
  g_autofree char *arguments = get_arguments (self, &missing);
  gboolean is_online = muster_session_is_online (self->session);

  gtk_widget_set_sensitive (self->run, is_online && arguments != NULL);
  gtk_widget_set_visible (self->why, !is_online);
  gtk_widget_set_tooltip_text (self->run, is_online ? missing : NULL);
}

static void
chosen_cb (MusterCheckPane *self)
{
  const MusterCheck *check = get_check (self);
  gboolean is_past = FALSE;

  for (guint i = 0; i < MUSTER_CHECK_ARGUMENTS_MAX; i++)
    {
      is_past = is_past || !check->arguments[i].name;
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), "");
      gtk_widget_set_visible (self->entries[i], !is_past);
      if (!is_past)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entries[i]),
                                       _ (check->arguments[i].title));
    }
  show_possible (self);
}

static void
run_cb (MusterCheckPane *self)
{
  g_autofree char *arguments = get_arguments (self, NULL);

  if (arguments && gtk_widget_get_sensitive (self->run))
    gtk_widget_activate_action (GTK_WIDGET (self), "room.run", "(ss)", get_check (self)->name,
                                arguments);
}

static void
dispose (GObject *object)
{
  MusterCheckPane *self = MUSTER_CHECK_PANE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_check_pane_parent_class)->dispose (object);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_CHECK_PANE (widget)->check);
}

static void
muster_check_pane_class_init (MusterCheckPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_form (MusterCheckPane *self)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n;
  const MusterCheck *checks = muster_checks (&n);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, _ (checks[i].title));
  self->check = adw_combo_row_new ();
  /* TRANSLATORS: over a choice of diagnostic checks */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->check), _ ("Check"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->check), G_LIST_MODEL (names));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->check);
  for (guint i = 0; i < MUSTER_CHECK_ARGUMENTS_MAX; i++)
    {
      self->entries[i] = muster_form_entry_new ();
      g_signal_connect_swapped (self->entries[i], "changed", G_CALLBACK (show_possible), self);
      g_signal_connect_swapped (self->entries[i], "entry-activated", G_CALLBACK (run_cb), self);
      gtk_list_box_append (GTK_LIST_BOX (list), self->entries[i]);
    }
  g_signal_connect_swapped (self->check, "notify::selected", G_CALLBACK (chosen_cb), self);
  muster_form_prepare (list);
  return list;
}

static void
muster_check_pane_init (MusterCheckPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (box, "side-page");
  gtk_box_append (GTK_BOX (box), make_form (self));
  /* TRANSLATORS: verb: run a diagnostic check */
  self->run = gtk_button_new_with_label (_ ("Run"));
  gtk_widget_set_halign (self->run, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->run, "suggested-action");
  g_signal_connect_swapped (self->run, "clicked", G_CALLBACK (run_cb), self);
  gtk_box_append (GTK_BOX (box), self->run);
  self->why = gtk_label_new (_ ("Checks run on the hub, and there is no link to it"));
  gtk_label_set_wrap (GTK_LABEL (self->why), TRUE);
  gtk_widget_add_css_class (self->why, "muster-dim");
  gtk_box_append (GTK_BOX (box), self->why);
  self->results = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->results), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->results, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->results), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Results"), -1);
  gtk_box_append (GTK_BOX (box), self->results);
  self->nothing = gtk_label_new (_ ("No check was run yet"));
  gtk_widget_add_css_class (self->nothing, "muster-dim");
  gtk_box_append (GTK_BOX (box), self->nothing);
  self->scroller = muster_scroller_new ();
  g_object_set (self->scroller, "child", box, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * muster_check_pane_new:
 * @session: a session
 *
 * Returns: (transfer floating): the pane
 */
GtkWidget *
muster_check_pane_new (MusterSession *session)
{
  MusterCheckPane *self = g_object_new (MUSTER_TYPE_CHECK_PANE, NULL);

  self->session = g_object_ref (session);
  chosen_cb (self);
  return GTK_WIDGET (self);
}

static char *
digest (const MusterIncident *incident)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < incident->runs->len; i++)
    {
      const MusterRun *run = g_ptr_array_index (incident->runs, i);

      g_string_append_printf (text, "%" G_GUINT64_FORMAT " %d\n", run->seq, run->state);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_results (MusterCheckPane *self, const MusterIncident *incident)
{
  MusterNames names = muster_world_get_names (muster_session_get_world (self->session));

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->results));)
    gtk_list_box_remove (GTK_LIST_BOX (self->results), row);
  for (guint i = incident->runs->len, n = 0; i-- > 0 && n < RESULTS_MAX; n++)
    {
      const MusterRun *run = g_ptr_array_index (incident->runs, i);
      const MusterEntry *entry = muster_incident_find_entry (incident, run->seq);
      g_autoptr (MusterTimelineRowData) data = NULL;
      GtkWidget *row;

      if (!entry)
        continue;
      data = muster_entry_row_new (entry, &names);
      row = muster_timeline_row_new ();
      gtk_list_box_append (GTK_LIST_BOX (self->results), row);
      muster_timeline_row_set (MUSTER_TIMELINE_ROW (row), data);
    }
}

/**
 * muster_check_pane_update:
 * @self: a pane
 * @incident: the incident as it is now; only looked at
 */
void
muster_check_pane_update (MusterCheckPane *self, const MusterIncident *incident)
{
  g_autofree char *shown = digest (incident);

  g_return_if_fail (MUSTER_IS_CHECK_PANE (self));

  show_possible (self);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  show_results (self, incident);
  gtk_widget_set_visible (self->results, incident->runs->len > 0);
  gtk_widget_set_visible (self->nothing, incident->runs->len == 0);
}
