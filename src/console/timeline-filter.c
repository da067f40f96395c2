/* timeline-filter.c - pills that say which kinds of entries a timeline shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/timeline-filter.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/scroller.h"

#define MASK(kind) MUSTER_TIMELINE_MASK (MUSTER_TIMELINE_##kind)

static const struct
{
  const char *title;
  guint mask;
  gboolean is_always; /* shown also where there is nothing of it */
} pills[] = {
  /* TRANSLATORS: what a timeline shows: every entry, or those of a kind */
  { N_ ("All"), MUSTER_TIMELINE_ALL, TRUE },
  { N_ ("Alerts"), MASK (ALERT) | MASK (STORM) | MASK (OPENED), TRUE },
  { N_ ("Pages"), MASK (PAGE), TRUE },
  { N_ ("People"), MASK (PERSON) | MASK (TICK), TRUE },
  { N_ ("Commands"), MASK (COMMAND) | MASK (FINDING) | MASK (LOCK), TRUE },
  { N_ ("Notes"), MASK (NOTE), TRUE },
  { N_ ("Changes"), MASK (CHANGE), FALSE },
  { N_ ("Updates"), MASK (UPDATE), FALSE },
};
#define N_PILLS G_N_ELEMENTS (pills)

struct _MusterTimelineFilter
{
  GtkWidget parent_instance;
  MusterTimelineModel *model;
  GtkWidget *scroller;
  GtkWidget *buttons[N_PILLS];
  GtkWidget *counts[N_PILLS];
};

G_DEFINE_FINAL_TYPE (MusterTimelineFilter, muster_timeline_filter, GTK_TYPE_WIDGET)

static void
toggled_cb (MusterTimelineFilter *self, GtkToggleButton *button)
{
  for (guint i = 0; i < N_PILLS; i++)
    if (self->buttons[i] == GTK_WIDGET (button) && gtk_toggle_button_get_active (button))
      muster_timeline_model_set_kinds (self->model, pills[i].mask);
}

static void
dispose (GObject *object)
{
  MusterTimelineFilter *self = MUSTER_TIMELINE_FILTER (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (muster_timeline_filter_parent_class)->dispose (object);
}

static void
muster_timeline_filter_class_init (MusterTimelineFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static GtkWidget *
make_pill (MusterTimelineFilter *self, guint i)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->counts[i] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->counts[i], "numeric");
  gtk_widget_add_css_class (self->counts[i], "count");
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (pills[i].title)));
  gtk_box_append (GTK_BOX (box), self->counts[i]);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "pill-filter");
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  if (i > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->buttons[0]));
  return button;
}

static void
muster_timeline_filter_init (MusterTimelineFilter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < N_PILLS; i++)
    {
      self->buttons[i] = make_pill (self, i);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }
  self->scroller = muster_scroller_new ();
  g_object_set (self->scroller, "hscrollbar-policy", GTK_POLICY_EXTERNAL, "vscrollbar-policy",
                GTK_POLICY_NEVER, "child", box, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show in the timeline"), -1);
}

/**
 * muster_timeline_filter_new:
 * @model: the timeline that the pills filter
 *
 * Returns: (transfer floating): pills, of which All is pressed
 */
GtkWidget *
muster_timeline_filter_new (MusterTimelineModel *model)
{
  MusterTimelineFilter *self = g_object_new (MUSTER_TYPE_TIMELINE_FILTER, NULL);

  self->model = g_object_ref (model);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
  muster_timeline_filter_update (self);
  return GTK_WIDGET (self);
}

/**
 * muster_timeline_filter_update:
 * @self: some pills
 *
 * Says how many entries of each kind there are now.
 */
void
muster_timeline_filter_update (MusterTimelineFilter *self)
{
  g_return_if_fail (MUSTER_IS_TIMELINE_FILTER (self));

  for (guint i = 0; i < N_PILLS; i++)
    {
      guint n = muster_timeline_model_count (self->model, pills[i].mask);
      g_autofree char *count = muster_format_count (n);
      g_autofree char *label = NULL;

      if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->counts[i])), count) == 0)
        continue;
      gtk_label_set_text (GTK_LABEL (self->counts[i]), count);
      gtk_widget_set_visible (self->buttons[i], n > 0 || pills[i].is_always);
      label = g_strdup_printf ("%s, %s", _ (pills[i].title), count);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

/**
 * muster_timeline_filter_choose:
 * @self: some pills
 * @number: which one that is shown; the first is 1
 *
 * Returns: whether there is one of that number, which is pressed now
 */
gboolean
muster_timeline_filter_choose (MusterTimelineFilter *self, guint number)
{
  g_return_val_if_fail (MUSTER_IS_TIMELINE_FILTER (self), FALSE);

  for (guint i = 0; i < N_PILLS; i++)
    if (gtk_widget_get_visible (self->buttons[i]) && --number == 0)
      {
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), TRUE);
        return TRUE;
      }
  return FALSE;
}
