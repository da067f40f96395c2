/* oncall-options.c - how a schedule is shown: how many weeks, in which zone; and how much is
 * covered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/oncall-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/roster-words.h"
#include "console/style.h"
#include "console/wrap-box.h"
#include "oncall/coverage.h"

struct _MusterOncallOptions
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *chip;
  GtkWidget *chip_icon;
  GtkWidget *chip_words;
  GtkWidget *zone; /* of the schedule */
};

G_DEFINE_FINAL_TYPE (MusterOncallOptions, muster_oncall_options, GTK_TYPE_WIDGET)

static GtkWidget *
make_toggle (const char *label, const char *name, const char *action, GVariant *target)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (toggle), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (toggle), target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (toggle, name);
  return toggle;
}

static GtkWidget *
make_group (const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return box;
}

static GtkWidget *
make_weeks (void)
{
  static const int weeks[] = { 1, 2, 4, 12 };
  GtkWidget *group = make_group (_ ("Weeks"));

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      g_autofree char *name =
          g_strdup_printf (ngettext ("%d week", "%d weeks", (gulong) weeks[i]), weeks[i]);
      g_autofree char *number = g_strdup_printf ("%d", weeks[i]);

      gtk_box_append (GTK_BOX (group), make_toggle (i == 0 ? name : number, name, "roster.weeks",
                                                    g_variant_new_int32 (weeks[i])));
    }
  return group;
}

static GtkWidget *
make_zones (MusterOncallOptions *self)
{
  GtkWidget *group = make_group (_ ("Time zone"));

  self->zone = make_toggle ("", "", "roster.zone", g_variant_new_string ("schedule"));
  gtk_box_append (GTK_BOX (group), self->zone);
  gtk_box_append (GTK_BOX (group),
                  /* TRANSLATORS: times are shown in my own time zone */
                  make_toggle (_ ("Mine"), _ ("Times of this computer"), "roster.zone",
                               g_variant_new_string ("mine")));
  gtk_box_append (GTK_BOX (group), make_toggle ("UTC", _ ("Times of UTC"), "roster.zone",
                                                g_variant_new_string ("utc")));
  return group;
}

/* As high as the buttons beside it, and it in the middle. */
static GtkWidget *
make_chip (MusterOncallOptions *self)
{
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->chip_icon = gtk_image_new ();
  self->chip_words = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->chip_words, "numeric");
  gtk_widget_add_css_class (self->chip, "coverage-chip");
  gtk_widget_set_valign (self->chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->chip), self->chip_icon);
  gtk_box_append (GTK_BOX (self->chip), self->chip_words);
  gtk_widget_add_css_class (place, "coverage-place");
  gtk_box_append (GTK_BOX (place), self->chip);
  return place;
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_ONCALL_OPTIONS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_oncall_options_parent_class)->dispose (object);
}

static void
muster_oncall_options_class_init (MusterOncallOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
muster_oncall_options_init (MusterOncallOptions *self)
{
  self->box = muster_wrap_box_new (12);
  muster_wrap_box_append (MUSTER_WRAP_BOX (self->box), make_chip (self));
  muster_wrap_box_append (MUSTER_WRAP_BOX (self->box), make_weeks ());
  muster_wrap_box_append (MUSTER_WRAP_BOX (self->box), make_zones (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* "89.3%": what is not all is never rounded to it. */
static char *
format_share (double share)
{
  int tenths = (int) (share * 1000);

  return g_strdup_printf ("%d.%d%%", tenths / 10, tenths % 10);
}

static char *
describe (double share, const GArray *gaps)
{
  g_autofree char *percent = format_share (share);
  g_autofree char *hours = NULL;
  gint64 open_s = 0;

  if (gaps->len == 0)
    /* TRANSLATORS: somebody is always on call in what is shown */
    return g_strdup (_ ("Fully covered"));
  for (guint i = 0; i < gaps->len; i++)
    open_s += g_array_index (gaps, MusterGap, i).end_s - g_array_index (gaps, MusterGap, i).start_s;
  hours = muster_roster_format_hours (open_s);
  /* TRANSLATORS: how much of the time somebody is on call, and how many gaps of how many hours in
   * all there are: "89.3% covered, 1 gap of 72 h" */
  return g_strdup_printf (
      ngettext ("%s covered, %u gap of %s", "%s covered, %u gaps of %s", gaps->len), percent,
      gaps->len, hours);
}

/**
 * muster_oncall_options_set_coverage:
 * @self: the options
 * @schedule: what is shown
 * @roster: that, resolved for the weeks that are shown
 *
 * Says how much is covered.
 */
void
muster_oncall_options_set_coverage (MusterOncallOptions *self,
                                    const MusterSchedule *schedule,
                                    const MusterRoster *roster)
{
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (schedule, roster);
  g_autofree char *words = describe (muster_coverage_share (schedule, roster), gaps);

  g_return_if_fail (MUSTER_IS_ONCALL_OPTIONS (self));
  gtk_label_set_text (GTK_LABEL (self->chip_words), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->chip_icon), gaps->len > 0
                                                                 ? "dialog-warning-symbolic"
                                                                 : "object-select-symbolic");
  muster_style_set_class (self->chip, "open", gaps->len > 0);
}

/* The place in "America/Argentina/Buenos_Aires". */
static char *
dup_place (const char *zone)
{
  const char *last = strrchr (zone, '/');
  char *place = g_strdup (last ? last + 1 : zone);

  return g_strdelimit (place, "_", ' ');
}

/**
 * muster_oncall_options_set_zone:
 * @self: the options
 * @zone: the schedule's
 *
 * Names it.
 */
void
muster_oncall_options_set_zone (MusterOncallOptions *self, GTimeZone *zone)
{
  g_autofree char *place = dup_place (g_time_zone_get_identifier (zone));
  /* TRANSLATORS: times are shown in the schedule's zone, as "Berlin" */
  g_autofree char *name = g_strdup_printf (_ ("Times of the schedule: %s"), place);

  g_return_if_fail (MUSTER_IS_ONCALL_OPTIONS (self));
  gtk_button_set_label (GTK_BUTTON (self->zone), place);
  gtk_widget_set_tooltip_text (self->zone, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zone), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  /* of two alike one is enough */
  gtk_widget_set_visible (gtk_widget_get_last_child (gtk_widget_get_parent (self->zone)),
                          !g_str_equal (place, "UTC"));
}
