/* preferences.c - what a person may choose for this console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/preferences.h"

#include "console/form.h"
#include "console/sound.h"

#include <glib/gi18n.h>

struct _MusterPreferences
{
  AdwPreferencesWindow parent_instance;
  GtkWidget *time;
  GtkWidget *appearance;
  GtkWidget *letters;
  GtkWidget *sounds;
  GtkWidget *tones;
  GtkWidget *presenting;
  MusterSettings *settings; /* (nullable) until all rows show it */
};

G_DEFINE_FINAL_TYPE (MusterPreferences, muster_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
time_selected_cb (MusterPreferences *self)
{
  if (self->settings)
    muster_settings_set_local_time (self->settings,
                                    adw_combo_row_get_selected (ADW_COMBO_ROW (self->time)) == 1);
}

static void
appearance_selected_cb (MusterPreferences *self)
{
  if (self->settings)
    muster_settings_set_appearance (self->settings, (MusterAppearance) adw_combo_row_get_selected (
                                                        ADW_COMBO_ROW (self->appearance)));
}

static void
letters_switched_cb (MusterPreferences *self)
{
  if (self->settings)
    muster_settings_set_letter_keys (self->settings,
                                     gtk_switch_get_active (GTK_SWITCH (self->letters)));
}

static void
sounds_switched_cb (MusterPreferences *self)
{
  if (self->settings)
    muster_settings_set_sounds (self->settings, gtk_switch_get_active (GTK_SWITCH (self->sounds)));
}

static void
presenting_switched_cb (MusterPreferences *self)
{
  if (self->settings)
    muster_settings_set_presenting (self->settings,
                                    gtk_switch_get_active (GTK_SWITCH (self->presenting)));
}

static void
try_tone_cb (GtkWidget *button, gpointer tone)
{
  muster_sound_play (muster_sound_get (gtk_widget_get_display (button)), GPOINTER_TO_UINT (tone));
}

/* As loud as it will be, whatever is switched off. */
static void
add_tones (MusterPreferences *self)
{
  for (guint severity = MUSTER_SEVERITY_CRITICAL; severity <= MUSTER_SEVERITY_MINOR; severity++)
    {
      g_autofree char *words = g_strdup_printf ("SEV-%u", severity);
      /* TRANSLATORS: the placeholder is as "SEV-2" */
      g_autofree char *name = g_strdup_printf (_ ("Hear a page of a %s"), words);
      GtkWidget *button = gtk_button_new_with_label (words);

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_signal_connect (button, "clicked", G_CALLBACK (try_tone_cb),
                        GUINT_TO_POINTER (muster_tone_of ((MusterSeverity) severity)));
      gtk_box_append (GTK_BOX (self->tones), button);
    }
}

static void
dispose (GObject *object)
{
  g_clear_object (&MUSTER_PREFERENCES (object)->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_PREFERENCES);
  G_OBJECT_CLASS (muster_preferences_parent_class)->dispose (object);
}

static void
muster_preferences_class_init (MusterPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterPreferences, time);
  gtk_widget_class_bind_template_child (widget_class, MusterPreferences, appearance);
  gtk_widget_class_bind_template_child (widget_class, MusterPreferences, letters);
  gtk_widget_class_bind_template_child (widget_class, MusterPreferences, sounds);
  gtk_widget_class_bind_template_child (widget_class, MusterPreferences, tones);
  gtk_widget_class_bind_template_child (widget_class, MusterPreferences, presenting);
  gtk_widget_class_bind_template_callback (widget_class, time_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, appearance_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, letters_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, sounds_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, presenting_switched_cb);
}

static void
muster_preferences_init (MusterPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  muster_form_prepare (GTK_WIDGET (self));
  add_tones (self);
}

/**
 * muster_preferences_new:
 * @settings: what is changed, at once
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
muster_preferences_new (MusterSettings *settings)
{
  MusterPreferences *self = g_object_new (MUSTER_TYPE_PREFERENCES, NULL);

  adw_combo_row_set_selected (ADW_COMBO_ROW (self->time),
                              muster_settings_get_local_time (settings) ? 1 : 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->appearance),
                              (guint) muster_settings_get_appearance (settings));
  gtk_switch_set_active (GTK_SWITCH (self->letters), muster_settings_get_letter_keys (settings));
  gtk_switch_set_active (GTK_SWITCH (self->sounds), muster_settings_get_sounds (settings));
  gtk_switch_set_active (GTK_SWITCH (self->presenting), muster_settings_get_presenting (settings));
  self->settings = g_object_ref (settings);
  return GTK_WIDGET (self);
}
