/* storm-strip.c - an alert storm, folded into one line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/storm-strip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/format.h"
#include "console/style.h"

#define LARGE_TEXT 1.5 /* times 96 dpi */

struct _MusterStormStrip
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *chart;
  GtkWidget *figures;
  GtkWidget *folded;
  GtkWidget *folded_caption;
  GtkWidget *rate;
  GtkWidget *peak;
  GtkWidget *outside;
  GtkWidget *button;
  char *words[2][2]; /* wide and narrow: title, detail */
  char *label;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (MusterStormStrip, muster_storm_strip, GTK_TYPE_WIDGET)

static void
clear_words (MusterStormStrip *self)
{
  for (guint i = 0; i < 4; i++)
    g_clear_pointer (&self->words[i / 2][i % 2], g_free);
  g_clear_pointer (&self->label, g_free);
}

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_STORM_STRIP);
  clear_words (MUSTER_STORM_STRIP (object));
  G_OBJECT_CLASS (muster_storm_strip_parent_class)->dispose (object);
}

static void
muster_storm_strip_class_init (MusterStormStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_SPARKLINE);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/storm-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, box);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, title);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, detail);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, chart);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, figures);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, folded);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, folded_caption);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, rate);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, peak);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, outside);
  gtk_widget_class_bind_template_child (widget_class, MusterStormStrip, button);
}

static void
muster_storm_strip_init (MusterStormStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_storm_strip_new:
 *
 * Returns: (transfer floating): a strip without a storm
 */
GtkWidget *
muster_storm_strip_new (void)
{
  return g_object_new (MUSTER_TYPE_STORM_STRIP, NULL);
}

static void
set_severity (MusterStormStrip *self, MusterSeverity severity)
{
  for (int i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    {
      char name[8];

      g_snprintf (name, sizeof name, "sev-%d", i);
      muster_style_set_class (self->icon, name, i == (int) severity);
    }
  muster_sparkline_set_severity (MUSTER_SPARKLINE (self->chart), severity);
}

/* What the alerts share is a matcher: shown as it is written. */
static void
show_words (MusterStormStrip *self)
{
  const char *detail = self->words[self->is_narrow][1];
  const char *start = detail && self->label ? strstr (detail, self->label) : NULL;
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();

  gtk_label_set_text (GTK_LABEL (self->title), self->words[self->is_narrow][0]);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  if (start)
    {
      PangoAttribute *mono = pango_attr_family_new ("monospace");

      mono->start_index = (guint) (start - detail);
      mono->end_index = mono->start_index + (guint) strlen (self->label);
      pango_attr_list_insert (attrs, mono);
    }
  gtk_label_set_attributes (GTK_LABEL (self->detail), attrs);
}

static void
set_words (MusterStormStrip *self, const MusterStormData *data, const char *folded)
{
  clear_words (self);
  self->label = g_strdup (data->label);
  /* TRANSLATORS: very many alerts were put into one incident, "INC-318" */
  self->words[0][0] = g_strdup_printf (_ ("Alert storm folded into %s"), data->id);
  self->words[0][1] = *data->label == '\0'
                          ? g_strdup (_ ("They have no label in common"))
                          /* TRANSLATORS: how many alerts of a storm share a label */
                          : g_strdup_printf (_ ("%u%% share %s"), data->share, data->label);
  self->words[1][0] = g_strdup_printf (
      ngettext ("%s alert folded", "%s alerts folded", (gulong) data->n_folded), folded);
  self->words[1][1] = g_strdup_printf (
      /* TRANSLATORS: the incident into which alerts were put, and how often people were paged */
      ngettext ("into %s, %u page sent", "into %s, %u pages sent", data->n_pages), data->id,
      data->n_pages);
}

static void
set_figure (GtkWidget *label, guint64 n)
{
  g_autofree char *text = muster_format_count (n);

  gtk_label_set_text (GTK_LABEL (label), text);
}

/**
 * muster_storm_strip_set:
 * @self: a strip
 * @data: the storm
 */
void
muster_storm_strip_set (MusterStormStrip *self, const MusterStormData *data)
{
  g_autofree char *folded = NULL;
  g_autofree char *peak = NULL;
  g_autofree char *peak_text = NULL;
  g_autofree char *pages = NULL;

  g_return_if_fail (MUSTER_IS_STORM_STRIP (self));
  g_return_if_fail (data && data->id && data->label);

  folded = muster_format_count (data->n_folded);
  peak = muster_format_count (muster_bars_peak (&data->bars));
  /* TRANSLATORS: the largest number of alerts in a minute */
  peak_text = g_strdup_printf (_ ("peak %s"), peak);
  pages = g_strdup_printf (
      /* TRANSLATORS: below the number of alerts of a storm */
      ngettext ("alerts, %u page sent", "alerts, %u pages sent", data->n_pages), data->n_pages);
  set_severity (self, data->severity);
  set_words (self, data, folded);
  show_words (self);
  muster_sparkline_set_bars (MUSTER_SPARKLINE (self->chart), &data->bars);
  gtk_label_set_text (GTK_LABEL (self->folded), folded);
  gtk_label_set_text (GTK_LABEL (self->folded_caption), pages);
  set_figure (self->rate, data->rate);
  gtk_label_set_text (GTK_LABEL (self->peak), peak_text);
  set_figure (self->outside, data->n_outside);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", data->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "board.review-storm");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->words[0][0], -1);
}

/* Where there is no room for both, the words stay whole and the chart goes. */
static void
make_room (MusterStormStrip *self)
{
  GtkWidget *labels[] = { self->title, self->detail };

  gtk_widget_set_visible (
      self->chart, !self->is_narrow || muster_style_text_scale (GTK_WIDGET (self)) < LARGE_TEXT);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    g_object_set (labels[i], "wrap", self->is_narrow, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                  "ellipsize", self->is_narrow ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END, NULL);
}

/**
 * muster_storm_strip_set_narrow:
 * @self: a strip
 * @narrow: whether the window is narrow: words first, figures left out
 */
void
muster_storm_strip_set_narrow (MusterStormStrip *self, gboolean narrow)
{
  g_return_if_fail (MUSTER_IS_STORM_STRIP (self));

  if (self->is_narrow == narrow)
    return;
  self->is_narrow = narrow;
  gtk_widget_set_visible (self->figures, !narrow);
  make_room (self);
  if (narrow)
    gtk_button_set_icon_name (GTK_BUTTON (self->button), "go-next-symbolic");
  else
    /* TRANSLATORS: verb: look at the alert storm */
    gtk_button_set_label (GTK_BUTTON (self->button), _ ("_Review"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Review"), -1);
  muster_style_set_class (self->button, "flat", narrow);
  if (self->label)
    show_words (self);
}
