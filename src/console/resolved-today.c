/* resolved-today.c - the incidents that were resolved today, folded into a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/resolved-today.h"

#include "base/safe-text.h"
#include "console/format.h"
#include "console/scroller.h"
#include "console/tick.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define MOST_ROWS    20
#define INCIDENT_KEY "muster-incident"

struct _MusterResolvedToday
{
  GtkWidget parent_instance;
  GtkWidget *expander;
  GtkWidget *count;
  GtkWidget *newest;
  GtkWidget *list;
  GArray *shown; /* of guint: the incidents in the list */
};

G_DEFINE_FINAL_TYPE (MusterResolvedToday, muster_resolved_today, GTK_TYPE_WIDGET)

static void
row_activated_cb (MusterResolvedToday *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-room", "u",
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), INCIDENT_KEY)));
}

static void
dispose (GObject *object)
{
  MusterResolvedToday *self = MUSTER_RESOLVED_TODAY (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_resolved_today_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (MUSTER_RESOLVED_TODAY (object)->shown);
  G_OBJECT_CLASS (muster_resolved_today_parent_class)->finalize (object);
}

static void
muster_resolved_today_class_init (MusterResolvedTodayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_css_name (widget_class, "resolved-today");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_label_box (MusterResolvedToday *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: heading of a list of incidents */
  GtkWidget *title = gtk_label_new (_ ("Resolved today"));

  gtk_widget_add_css_class (title, "heading");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "muster-dim");
  gtk_widget_add_css_class (self->count, "numeric");
  self->newest = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->newest), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->newest), 0);
  gtk_widget_set_margin_start (self->newest, 12);
  gtk_widget_add_css_class (self->newest, "muster-dim");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->newest);
  return box;
}

static void
muster_resolved_today_init (MusterResolvedToday *self)
{
  GtkWidget *scroller = muster_scroller_new ();

  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Resolved today"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), make_label_box (self));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), scroller);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * muster_resolved_today_new:
 *
 * Returns: (transfer floating): a line that is not there
 */
GtkWidget *
muster_resolved_today_new (void)
{
  return g_object_new (MUSTER_TYPE_RESOLVED_TODAY, NULL);
}

/**
 * muster_resolved_today_describe:
 * @incident: a resolved incident
 * @zone: (nullable): the zone to read times in
 *
 * Returns: (transfer full): it in one line
 */
char *
muster_resolved_today_describe (const MusterIncident *incident, GTimeZone *zone)
{
  g_autofree char *at = muster_format_time_of_day (incident->resolved_us, zone);
  g_autofree char *title = muster_safe_text (incident->title ? incident->title : "", -1, FALSE);

  /* TRANSLATORS: number, title and time of day of a resolved incident */
  return g_strdup_printf (_ ("INC-%u %s · resolved %s"), incident->number, title, at);
}

static GtkWidget *
make_row (const MusterIncident *incident, GTimeZone *zone)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe = muster_safe_text (incident->title ? incident->title : "", -1, FALSE);
  g_autofree char *title = g_markup_escape_text (safe, -1);
  g_autofree char *at = muster_format_time_of_day (incident->resolved_us, zone);
  /* TRANSLATORS: number of an incident and the time of day at which it was resolved */
  g_autofree char *detail = g_strdup_printf (_ ("INC-%u · resolved %s"), incident->number, at);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), INCIDENT_KEY, GUINT_TO_POINTER (incident->number));
  return row;
}

static gboolean
is_shown (MusterResolvedToday *self, const GArray *incidents)
{
  return self->shown->len == incidents->len &&
         (incidents->len == 0 ||
          memcmp (self->shown->data, incidents->data, incidents->len * sizeof (guint)) == 0);
}

/**
 * muster_resolved_today_show:
 * @self: the line
 * @session: the hub
 * @feed: what knows which they are
 */
void
muster_resolved_today_show (MusterResolvedToday *self,
                            MusterSession *session,
                            MusterBoardFeed *feed)
{
  const GArray *incidents = muster_board_feed_get_resolved_today (feed);
  const MusterWorld *world = muster_session_get_world (session);
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  g_autofree char *count = g_strdup_printf ("%u", incidents->len);
  g_autofree char *newest = NULL;
  GtkWidget *row;

  if (is_shown (self, incidents))
    return;
  g_array_set_size (self->shown, 0);
  g_array_append_vals (self->shown, incidents->data, incidents->len);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < MIN (incidents->len, MOST_ROWS); i++)
    gtk_list_box_append (
        GTK_LIST_BOX (self->list),
        make_row (muster_world_get_incident (world, g_array_index (incidents, guint, i)), zone));
  if (incidents->len > 0)
    newest = muster_resolved_today_describe (
        muster_world_get_incident (world, g_array_index (incidents, guint, 0)), zone);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_label_set_text (GTK_LABEL (self->newest), newest ? newest : "");
  gtk_widget_set_visible (GTK_WIDGET (self), incidents->len > 0);
}
