/* storm-area.c - the storms that go on, and those that are over, above the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/storm-area.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/storm-figures.h"
#include "console/storm-strip.h"
#include "console/strip.h"
#include "console/tick.h"
#include "model/command.h"

#define STRIPS_MAX   2
#define ASK_EVERY_US (2 * G_USEC_PER_SEC)
/* A storm that was over before the console looked is old news after this. */
#define OVER_NEWS_US G_TIME_SPAN_HOUR

struct _MusterStormArea
{
  GtkWidget parent_instance;
  GtkWidget *strips[STRIPS_MAX];
  GtkWidget *more;
  GtkWidget *over;
  MusterSession *session; /* (nullable) */
  GHashTable *storms;     /* of numbers: incidents that are one */
  GHashTable *dismissed;  /* of numbers */
  GCancellable *cancellable;
  gint64 asked_us;
  gboolean is_asking;
};

G_DEFINE_FINAL_TYPE (MusterStormArea, muster_storm_area, GTK_TYPE_WIDGET)

/* --- which there are --- */

static gboolean
is_storm (const MusterIncident *incident)
{
  return incident && !muster_ulid_is_null (incident->storm_key) && incident->merged_into == 0;
}

static void
look_at (MusterStormArea *self, guint number)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  gpointer key = GUINT_TO_POINTER (number);

  if (is_storm (muster_world_get_incident (world, number)))
    g_hash_table_add (self->storms, key);
  else
    g_hash_table_remove (self->storms, key);
}

static gboolean
has_active (MusterStormArea *self)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->storms);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    {
      const MusterIncident *incident = muster_world_get_incident (world, GPOINTER_TO_UINT (number));

      if (incident && incident->storm_over_us == MUSTER_NO_TIME)
        return TRUE;
    }
  return FALSE;
}

/* (nullable): the one that was over last, and was not dismissed */
static const MusterIncident *
find_over (MusterStormArea *self)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  gint64 since_us = muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))) - OVER_NEWS_US;
  const MusterIncident *last = NULL;
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->storms);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    {
      const MusterIncident *incident = muster_world_get_incident (world, GPOINTER_TO_UINT (number));

      if (incident && incident->storm_over_us >= since_us &&
          !g_hash_table_contains (self->dismissed, number) &&
          (!last || incident->storm_over_us > last->storm_over_us))
        last = incident;
    }
  return last;
}

/* --- what is shown --- */

static void
show_over (MusterStormArea *self)
{
  const MusterIncident *incident = self->session ? find_over (self) : NULL;
  g_autofree char *count = NULL, *span = NULL, *title = NULL, *detail = NULL;

  if (!incident)
    {
      muster_strip_set (MUSTER_STRIP (self->over), NULL);
      return;
    }
  count = muster_format_count (incident->storm_alerts);
  span = muster_format_span (MAX (incident->storm_span_us, G_TIME_SPAN_MINUTE) /
                             G_TIME_SPAN_MINUTE * G_TIME_SPAN_MINUTE);
  title = g_strdup_printf (
      /* TRANSLATORS: how many alerts an alert storm had, "10,214", and how long it was, "31 min" */
      ngettext ("Storm over, %s alert in %s", "Storm over, %s alerts in %s",
                incident->storm_alerts),
      count, span);
  detail = g_strdup_printf ("INC-%u", incident->number);
  muster_strip_set (MUSTER_STRIP (self->over), &(MusterStripData){ .kind = MUSTER_STRIP_STORM_OVER,
                                                                   .title = title,
                                                                   .detail = detail,
                                                                   /* TRANSLATORS: a button: I have
                                                                    * seen this, take it away */
                                                                   .button = _ ("_Dismiss"),
                                                                   .action = "storm.dismiss" });
}

static void
show_strip (MusterStormArea *self, GtkWidget *strip, const MusterStormFigures *storm)
{
  const MusterIncident *incident = muster_world_get_incident (
      muster_session_get_world (self->session), muster_incident_parse_id (storm->id, -1));

  muster_storm_strip_set (MUSTER_STORM_STRIP (strip),
                          &(MusterStormData){
                              .id = storm->id,
                              .label = storm->label ? storm->label : "",
                              .share = storm->share,
                              .severity = incident ? incident->severity : MUSTER_SEVERITY_LOW,
                              .bars = storm->bars,
                              .rate = storm->rate,
                              .n_folded = storm->n_folded,
                              .n_pages = incident ? incident->pages->len : 0,
                              .n_outside = storm->n_outside,
                          });
  gtk_widget_set_visible (strip, TRUE);
}

static void
show_storms (MusterStormArea *self, const GPtrArray *storms)
{
  guint n = storms ? storms->len : 0;
  guint n_more = n > STRIPS_MAX ? n - STRIPS_MAX : 0;
  g_autofree char *more =
      /* TRANSLATORS: further alert storms than are shown */
      g_strdup_printf (ngettext ("+%u storm more", "+%u storms more", n_more), n_more);

  for (guint i = 0; i < STRIPS_MAX; i++)
    if (i < n)
      show_strip (self, self->strips[i], g_ptr_array_index (storms, i));
    else
      gtk_widget_set_visible (self->strips[i], FALSE);
  gtk_label_set_text (GTK_LABEL (self->more), more);
  gtk_widget_set_visible (self->more, n_more > 0);
}

/* --- its figures --- */

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterStormArea) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (GPtrArray) storms = json ? muster_storm_figures_read (json, &error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_asking = FALSE;
  if (storms && self->session)
    show_storms (self, storms);
}

static void
ask (MusterStormArea *self, gint64 now_us)
{
  if (self->is_asking || !muster_session_is_online (self->session) ||
      ABS (now_us - self->asked_us) < ASK_EVERY_US)
    return;
  self->is_asking = TRUE;
  self->asked_us = now_us;
  muster_replica_get_async (muster_session_get_replica (self->session), "/v1/storms",
                            self->cancellable, answered_cb, g_object_ref (self));
}

static void
look_again (MusterStormArea *self)
{
  show_over (self);
  if (has_active (self))
    ask (self, muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
  else
    show_storms (self, NULL);
}

/* Only while there is a storm, and no oftener than its figures are worth. */
static void
second_cb (GtkWidget *widget, gint64 now_us)
{
  MusterStormArea *self = MUSTER_STORM_AREA (widget);

  if (self->session && has_active (self))
    ask (self, now_us);
}

static void
changed_cb (MusterStormArea *self, guint number)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  guint n_before = g_hash_table_size (self->storms);

  if (number == 0)
    {
      g_hash_table_remove_all (self->storms);
      for (guint i = 1; i <= muster_world_last_incident (world); i++)
        look_at (self, i);
      look_again (self);
      return;
    }
  look_at (self, number);
  if (g_hash_table_size (self->storms) != n_before ||
      g_hash_table_contains (self->storms, GUINT_TO_POINTER (number)))
    look_again (self);
}

/* --- what is done --- */

static void
dismiss (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterStormArea *self = MUSTER_STORM_AREA (widget);
  const MusterIncident *incident = self->session ? find_over (self) : NULL;

  if (incident)
    g_hash_table_add (self->dismissed, GUINT_TO_POINTER (incident->number));
  show_over (self);
}

static void
review (GtkWidget *widget, const char *action, GVariant *parameter)
{
  guint incident = muster_incident_parse_id (g_variant_get_string (parameter, NULL), -1);

  if (incident != 0)
    gtk_widget_activate_action (widget, "win.open-room", "u", incident);
}

/* --- the widget --- */

static void
forget_session (MusterStormArea *self)
{
  if (!self->session)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  g_hash_table_remove_all (self->storms);
  g_hash_table_remove_all (self->dismissed);
  self->is_asking = FALSE;
}

static void
dispose (GObject *object)
{
  MusterStormArea *self = MUSTER_STORM_AREA (object);

  forget_session (self);
  for (guint i = 0; i < STRIPS_MAX; i++)
    g_clear_pointer (&self->strips[i], gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  g_clear_pointer (&self->over, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_storm_area_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterStormArea *self = MUSTER_STORM_AREA (object);

  g_hash_table_unref (self->storms);
  g_hash_table_unref (self->dismissed);
  G_OBJECT_CLASS (muster_storm_area_parent_class)->finalize (object);
}

static void
muster_storm_area_class_init (MusterStormAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "storm.dismiss", NULL, dismiss);
  gtk_widget_class_install_action (widget_class, "board.review-storm", "s", review);
}

static void
muster_storm_area_init (MusterStormArea *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->storms = g_hash_table_new (NULL, NULL);
  self->dismissed = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < STRIPS_MAX; i++)
    {
      self->strips[i] = muster_storm_strip_new ();
      gtk_widget_set_visible (self->strips[i], FALSE);
      gtk_widget_set_parent (self->strips[i], GTK_WIDGET (self));
    }
  self->more =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "margin-start", 42, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->more, "muster-dim");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  self->over = muster_strip_new ();
  gtk_widget_set_parent (self->over, GTK_WIDGET (self));
  muster_tick_follow (GTK_WIDGET (self), second_cb);
}

/**
 * muster_storm_area_set_session:
 * @self: storms
 * @session: (nullable): the hub that tells of them
 */
void
muster_storm_area_set_session (MusterStormArea *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_STORM_AREA (self));

  forget_session (self);
  if (!session)
    {
      show_over (self);
      show_storms (self, NULL);
      return;
    }
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (muster_session_get_replica (session), "changed",
                            G_CALLBACK (changed_cb), self);
  changed_cb (self, 0);
}

/**
 * muster_storm_area_set_narrow:
 * @self: storms
 * @narrow: whether the window is
 */
void
muster_storm_area_set_narrow (MusterStormArea *self, gboolean narrow)
{
  g_return_if_fail (MUSTER_IS_STORM_AREA (self));
  for (guint i = 0; i < STRIPS_MAX; i++)
    muster_storm_strip_set_narrow (MUSTER_STORM_STRIP (self->strips[i]), narrow);
}
