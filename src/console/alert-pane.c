/* alert-pane.c - the alerts of an incident: how many a minute, by name, and each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-pane.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/alert-digest.h"
#include "console/alert-list.h"
#include "console/alert-row.h"
#include "console/format.h"
#include "console/rate-chart.h"
#include "console/scroller.h"

#define GROUPS_MAX 50 /* rows; the rest is told as a number */

struct _MusterAlertPane
{
  GtkWidget parent_instance;
  MusterSession *session;
  GtkWidget *stack;
  GtkWidget *rate;
  GtkWidget *chart;
  GtkWidget *newest;
  GtkWidget *groups;
  GtkWidget *more;
  GtkWidget *nothing;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (MusterAlertPane, muster_alert_pane, GTK_TYPE_WIDGET)

static void
activated_cb (MusterAlertPane *self, GtkListBoxRow *row)
{
  const char *name = g_object_get_data (G_OBJECT (row), "name");

  if (!name)
    return;
  muster_alert_list_open (MUSTER_ALERT_LIST (self->list), name);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->list);
  gtk_widget_grab_focus (self->list);
}

static void
back_cb (MusterAlertPane *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "groups");
  gtk_widget_child_focus (self->groups, GTK_DIR_TAB_FORWARD);
}

static void
dispose (GObject *object)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_alert_pane_parent_class)->dispose (object);
}

static void
muster_alert_pane_class_init (MusterAlertPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_heading (const char *title, GtkWidget **end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  *end = gtk_label_new (NULL);
  gtk_widget_add_css_class (*end, "muster-dim");
  gtk_widget_add_css_class (*end, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), *end);
  return box;
}

static void
muster_alert_pane_init (MusterAlertPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = muster_scroller_new ();

  gtk_widget_add_css_class (box, "side-page");
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Alerts per minute"), &self->rate));
  self->chart = muster_rate_chart_new ();
  gtk_box_append (GTK_BOX (box), self->chart);
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Folded groups"), &self->newest));
  self->groups = gtk_list_box_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->groups), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Folded groups"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->groups), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->groups, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->groups), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Folded groups"), -1);
  g_signal_connect_swapped (self->groups, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (box), self->groups);
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "muster-dim");
  gtk_box_append (GTK_BOX (box), self->more);
  self->nothing = gtk_label_new (_ ("No alert belongs to this incident"));
  gtk_widget_add_css_class (self->nothing, "muster-dim");
  gtk_box_append (GTK_BOX (box), self->nothing);
  g_object_set (scroller, "child", box, NULL);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "groups");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

/**
 * muster_alert_pane_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): the pane
 */
GtkWidget *
muster_alert_pane_new (MusterSession *session, guint incident)
{
  MusterAlertPane *self = g_object_new (MUSTER_TYPE_ALERT_PANE, NULL);

  self->session = g_object_ref (session);
  self->list = muster_alert_list_new (session, incident);
  g_signal_connect_swapped (self->list, "back", G_CALLBACK (back_cb), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->list);
  return GTK_WIDGET (self);
}

static void
show_rate (MusterAlertPane *self, const MusterIncident *incident, gint64 now_us)
{
  MusterRateChartData data = { .end_us = now_us - now_us % G_TIME_SPAN_MINUTE,
                               .severity = incident->severity };
  g_autofree char *now = NULL, *peak = NULL, *text = NULL;

  muster_alert_bars (incident, now_us, &data.bars);
  now = muster_format_count (data.bars.counts[data.bars.n - 1]);
  peak = muster_format_count (muster_bars_peak (&data.bars));
  /* TRANSLATORS: alerts in this minute, and in the minute with the most of them */
  text = g_strdup_printf (_ ("%s now · peak %s"), now, peak);
  gtk_label_set_text (GTK_LABEL (self->rate), text);
  muster_rate_chart_set (MUSTER_RATE_CHART (self->chart), &data);
}

static char *
tell_times (const MusterAlertGroup *group)
{
  g_autofree char *first = muster_format_time (group->first_us, NULL);
  g_autofree char *last = muster_format_time (group->last_us, NULL);

  /* TRANSLATORS: under the name of an alert: times of day */
  return group->first_us == group->last_us
             ? g_strdup_printf (_ ("seen %s"), first)
             : g_strdup_printf (_ ("first seen %s, last %s"), first, last);
}

static MusterLevel
level_of (MusterSeverity severity)
{
  if (severity == MUSTER_SEVERITY_NONE)
    return MUSTER_LEVEL_WARNING;
  if (severity <= MUSTER_SEVERITY_MAJOR)
    return MUSTER_LEVEL_CRITICAL;
  return severity < MUSTER_SEVERITY_INFO ? MUSTER_LEVEL_WARNING : MUSTER_LEVEL_INFO;
}

static void
set_row (GtkWidget *row, const MusterAlertGroup *group, const MusterIncident *incident)
{
  g_autofree char *name =
      muster_safe_text (*group->name ? group->name : _ ("Without a name"), -1, FALSE);
  g_autofree char *times = tell_times (group);

  muster_alert_row_set (
      MUSTER_ALERT_ROW (row),
      &(MusterAlertRowData){ .level = level_of (group->worst),
                             .name = name,
                             .reason = times,
                             .n_alerts = group->n,
                             .is_resolved = !muster_incident_is_open (incident) });
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (group->name), g_free);
}

static void
show_groups (MusterAlertPane *self, const MusterIncident *incident, gint64 now_us)
{
  g_autoptr (GPtrArray) groups = muster_alert_groups (incident);
  guint n = MIN (groups->len, GROUPS_MAX);
  gint64 newest_us = MUSTER_NO_TIME;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->groups), (int) i);

      if (!row)
        {
          row = GTK_LIST_BOX_ROW (muster_alert_row_new ());
          gtk_list_box_append (GTK_LIST_BOX (self->groups), GTK_WIDGET (row));
        }
      set_row (GTK_WIDGET (row), g_ptr_array_index (groups, i), incident);
    }
  for (GtkListBoxRow *row;
       (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->groups), (int) n));)
    gtk_list_box_remove (GTK_LIST_BOX (self->groups), GTK_WIDGET (row));
  for (guint i = 0; i < groups->len; i++)
    newest_us = MAX (newest_us, ((MusterAlertGroup *) g_ptr_array_index (groups, i))->last_us);
  if (groups->len > 0)
    {
      g_autofree char *span = muster_format_span (MAX (now_us - newest_us, 0));

      /* TRANSLATORS: how long ago the newest alert came, as in "newest 2 s ago" */
      text = g_strdup_printf (_ ("newest %s ago"), span);
    }
  gtk_label_set_text (GTK_LABEL (self->newest), text ? text : "");
  gtk_widget_set_visible (self->groups, groups->len > 0);
  gtk_widget_set_visible (self->nothing, groups->len == 0);
  gtk_widget_set_visible (self->more, groups->len > n);
  if (groups->len > n)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("and %u more name", "and %u more names", groups->len - n), groups->len - n);

      gtk_label_set_text (GTK_LABEL (self->more), more);
    }
}

/**
 * muster_alert_pane_update:
 * @self: a pane
 * @incident: the incident as it is now; only looked at
 */
void
muster_alert_pane_update (MusterAlertPane *self, const MusterIncident *incident)
{
  gint64 now_us;

  g_return_if_fail (MUSTER_IS_ALERT_PANE (self));

  now_us = muster_clock_now_us (muster_session_get_clock (self->session));
  show_rate (self, incident, now_us);
  show_groups (self, incident, now_us);
}
