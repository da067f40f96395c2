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
#include "console/alert-search.h"
#include "console/focus.h"
#include "console/format.h"
#include "console/held-list.h"
#include "console/rate-chart.h"
#include "console/scroller.h"
#include "console/toast.h"

#define GROUPS_MAX 50 /* rows; the rest is told as a number */

struct _MusterAlertPane
{
  GtkWidget parent_instance;
  MusterSession *session;
  MusterAlertListModel *model;
  MusterAlertMarks *marks;
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *stack;
  GtkWidget *content; /* of the groups' page */
  GtkWidget *rate;
  GtkWidget *chart;
  GtkWidget *newest;
  GtkWidget *groups;
  GtkWidget *more;
  GtkWidget *nothing;
  GtkWidget *every; /* shows each alert */
  GtkWidget *held;
  GtkWidget *list;
  gboolean is_listing; /* each alert is seen, whatever the filter is */
  guint64 told_n;      /* a sum of what the incident counts: the list is as new as that */
};

G_DEFINE_FINAL_TYPE (MusterAlertPane, muster_alert_pane, GTK_TYPE_WIDGET)

/* Groups while nothing is typed, else each alert that passes. */
static void
show_page (MusterAlertPane *self)
{
  const char *text = muster_alert_search_get_text (MUSTER_ALERT_SEARCH (self->search));

  if (!self->is_listing && *text == '\0')
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "groups");
      return;
    }
  muster_alert_list_model_load (self->model);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->list);
}

static void
filter_cb (MusterAlertPane *self)
{
  MusterAlertFilter *filter = muster_alert_filter_new (
      muster_alert_search_get_text (MUSTER_ALERT_SEARCH (self->search)), NULL);

  if (filter)
    muster_alert_list_model_set_filter (self->model, filter);
  show_page (self);
}

static gboolean
focus_groups (MusterAlertPane *self)
{
  return gtk_widget_get_visible (self->groups)
             ? gtk_widget_child_focus (self->groups, GTK_DIR_TAB_FORWARD)
             : gtk_widget_grab_focus (self->search);
}

/* Back to the groups; FALSE: they are shown already. */
static gboolean
clear (MusterAlertPane *self)
{
  gboolean is_shown = gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->list ||
                      *muster_alert_search_get_text (MUSTER_ALERT_SEARCH (self->search)) != '\0';

  self->is_listing = FALSE;
  muster_alert_search_set_text (MUSTER_ALERT_SEARCH (self->search), "");
  show_page (self);
  return is_shown;
}

static void
search_left_cb (MusterAlertPane *self)
{
  if (!clear (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
search_down_cb (MusterAlertPane *self)
{
  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->list)
    gtk_widget_grab_focus (self->list);
  else
    focus_groups (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);

  if (muster_alert_marks_count (self->marks) > 0)
    {
      muster_alert_marks_clear (self->marks);
      return TRUE;
    }
  return clear (self) && focus_groups (self);
}

static void
activated_cb (MusterAlertPane *self, GtkListBoxRow *row)
{
  const char *name = g_object_get_data (G_OBJECT (row), "name");
  g_autofree char *text = name ? muster_alert_filter_add ("", "alertname", name) : NULL;

  if (!text)
    return;
  muster_alert_search_set_text (MUSTER_ALERT_SEARCH (self->search), text);
  gtk_widget_grab_focus (self->list);
}

static void
every_cb (MusterAlertPane *self)
{
  self->is_listing = TRUE;
  show_page (self);
  gtk_widget_grab_focus (self->list);
}

static void
held_cb (MusterAlertPane *self, const char *reason)
{
  every_cb (self);
  muster_alert_list_go_to (MUSTER_ALERT_LIST (self->list), reason);
}

static void
add_label (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);
  const char *text = muster_alert_search_get_text (MUSTER_ALERT_SEARCH (self->search));
  g_autofree char *more = NULL;
  const char *name, *value;

  g_variant_get (parameter, "(&s&s)", &name, &value);
  more = muster_alert_filter_add (text, name, value);
  muster_alert_search_set_text (MUSTER_ALERT_SEARCH (self->search), more);
}

static void
silence_alert (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterAlertItem *item = muster_alert_list_model_get_open (MUSTER_ALERT_PANE (widget)->model);
  g_autofree char *matchers =
      item ? muster_alert_filter_write (muster_alert_item_get_labels (item)) : NULL;

  if (matchers)
    gtk_widget_activate_action (widget, "win.silence", "(sb)", matchers, TRUE);
}

static void
silence_filter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);
  g_autoptr (MusterAlertFilter) filter = muster_alert_filter_new (
      muster_alert_search_get_text (MUSTER_ALERT_SEARCH (self->search)), NULL);
  g_autofree char *matchers = filter ? muster_alert_filter_dup_matchers (filter) : NULL;

  gtk_widget_activate_action (widget, "win.silence", "(sb)", matchers ? matchers : "", FALSE);
}

static void
acknowledged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterAlertPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error))
    words = g_strdup (_ ("Nobody is told of it until it is over"));
  else
    words = muster_safe_text (error->message, -1, FALSE);
  if (self->session)
    muster_toast_show (GTK_WIDGET (self), words);
}

static void
acknowledge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);
  MusterCommand *command = muster_session_command (self->session, "alert.acknowledge", 0);

  if (muster_ulid_parse (g_variant_get_string (parameter, NULL), -1, &command->object))
    muster_replica_send_async (muster_session_get_replica (self->session), command, NULL,
                               acknowledged_cb, g_object_ref (self));
  else
    muster_command_free (command);
}

/* The alert that is open, else what is typed. */
static void
silence_here (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);

  if (muster_alert_list_model_get_open (self->model))
    silence_alert (widget, action, parameter);
  else
    silence_filter (widget, action, parameter);
}

static void
mark_alert (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_alert_marks_toggle (MUSTER_ALERT_PANE (widget)->marks,
                             g_variant_get_string (parameter, NULL));
}

/* Those that are chosen, and the one that was pointed at. */
static void
detach (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autofree char *ids = NULL;

  if (*id && !muster_alert_marks_has (self->marks, id))
    muster_alert_marks_toggle (self->marks, id);
  ids = muster_alert_marks_dup_ids (self->marks);
  if (*ids && gtk_widget_activate_action (widget, "room.split", "s", ids))
    gtk_widget_grab_focus (self->list);
  muster_alert_marks_clear (self->marks);
}

/* Ctrl+1 leads to what there is to read; the filter has its own key. */
static gboolean
grab_focus (GtkWidget *widget)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (widget);

  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->list
             ? gtk_widget_grab_focus (self->list)
             : focus_groups (self);
}

static void
dispose (GObject *object)
{
  MusterAlertPane *self = MUSTER_ALERT_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->marks);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_alert_pane_parent_class)->dispose (object);
}

static void
muster_alert_pane_class_init (MusterAlertPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.add-label", "(ss)", add_label);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.silence-alert", NULL,
                                   silence_alert);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.silence-filter", NULL,
                                   silence_filter);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.silence-here", NULL,
                                   silence_here);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.acknowledge", "s",
                                   acknowledge);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.mark", "s", mark_alert);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "alerts.detach", "s", detach);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
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
  /* TRANSLATORS: a button: a list of alerts, one by one */
  self->every = gtk_button_new_with_mnemonic (_ ("Show each _alert"));
  gtk_widget_set_halign (self->every, GTK_ALIGN_START);
  g_signal_connect_swapped (self->every, "clicked", G_CALLBACK (every_cb), self);
  gtk_box_append (GTK_BOX (box), self->every);
  g_object_set (scroller, "child", box, "vexpand", TRUE, NULL);
  self->content = box;
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "groups");
  self->search = muster_alert_search_new ();
  g_signal_connect_swapped (self->search, "filter-changed", G_CALLBACK (filter_cb), self);
  g_signal_connect_swapped (self->search, "left", G_CALLBACK (search_left_cb), self);
  g_signal_connect_swapped (self->search, "down", G_CALLBACK (search_down_cb), self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->search);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
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
  self->model = muster_alert_list_model_new (muster_session_get_replica (session), incident);
  self->held = muster_held_list_new (session, incident);
  g_signal_connect_swapped (self->held, "chosen", G_CALLBACK (held_cb), self);
  g_signal_connect_object (self->held, "changed", G_CALLBACK (muster_alert_list_model_refresh),
                           self->model, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (GTK_BOX (self->content), self->held, self->chart);
  self->marks = muster_alert_marks_new ();
  self->list = muster_alert_list_new (self->model, self->marks);
  gtk_stack_add_child (GTK_STACK (self->stack), self->list);
  return GTK_WIDGET (self);
}

static void
show_rate (MusterAlertPane *self, const GPtrArray *incidents, gint64 now_us)
{
  MusterRateChartData data = {
    .end_us = now_us - now_us % G_TIME_SPAN_MINUTE,
    .severity = ((MusterIncident *) g_ptr_array_index (incidents, 0))->severity
  };
  g_autofree char *now = NULL, *peak = NULL, *text = NULL;

  muster_alert_bars (incidents, now_us, &data.bars);
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
show_groups (MusterAlertPane *self, const GPtrArray *incidents, gint64 now_us)
{
  const MusterIncident *incident = g_ptr_array_index (incidents, 0);
  g_autoptr (GPtrArray) groups = muster_alert_groups (incidents);
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
  gtk_widget_set_visible (self->every, groups->len > 0);
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
  guint64 told_n = (guint64) incident->firing + 2 * (guint64) incident->resolved +
                   3 * (guint64) incident->suppressed;
  g_autoptr (GPtrArray) incidents = NULL;
  gint64 now_us;

  g_return_if_fail (MUSTER_IS_ALERT_PANE (self));

  if (told_n != self->told_n)
    muster_alert_list_model_refresh (self->model);
  self->told_n = told_n;
  muster_held_list_update (MUSTER_HELD_LIST (self->held), (guint) incident->suppressed);
  now_us = muster_clock_now_us (muster_session_get_clock (self->session));
  incidents = muster_alert_incidents (muster_session_get_world (self->session), incident);
  show_rate (self, incidents, now_us);
  show_groups (self, incidents, now_us);
}

/**
 * muster_alert_pane_filter:
 * @self: a pane
 *
 * Puts the cursor into the filter.
 */
void
muster_alert_pane_filter (MusterAlertPane *self)
{
  g_return_if_fail (MUSTER_IS_ALERT_PANE (self));
  gtk_widget_grab_focus (self->search);
}

/**
 * muster_alert_pane_show_label:
 * @self: a pane
 * @name: of a label
 * @value: its value
 *
 * Lists the alerts that have it, and only these.
 */
void
muster_alert_pane_show_label (MusterAlertPane *self, const char *name, const char *value)
{
  g_autofree char *text = muster_alert_filter_add ("", name, value);

  g_return_if_fail (MUSTER_IS_ALERT_PANE (self));
  muster_alert_search_set_text (MUSTER_ALERT_SEARCH (self->search), text);
  gtk_widget_grab_focus (self->list);
}
