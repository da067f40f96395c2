/* policy-options.c - the form of what is of a whole policy: rounds, waits, SEV-1
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-options.h"

#include <glib/gi18n.h>

#include "console/form.h"
#include "console/style.h"

static const struct
{
  const char *field, *title;
} fields[] = {
  { "repeat", N_ ("More rounds, 0 to 100") },
  { "wait", N_ ("Wait after the last step; empty: 10m") },
  { "ack_timeout", N_ ("Acknowledged for, as 30m; empty: for good") },
};

struct _MusterPolicyOptions
{
  AdwPreferencesGroup parent_instance;
  MusterPolicyDraft *draft; /* not owned */
  GtkWidget *entries[G_N_ELEMENTS (fields)];
  GtkWidget *critical;
};

static guint signal_edited;

G_DEFINE_FINAL_TYPE (MusterPolicyOptions, muster_policy_options, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (MusterPolicyOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value =
          g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i]))));

      muster_policy_draft_set (self->draft, MUSTER_POLICY_ITSELF, fields[i].field, value);
    }
  g_signal_emit (self, signal_edited, 0);
}

static void
critical_cb (MusterPolicyOptions *self)
{
  gboolean is_on = gtk_switch_get_active (GTK_SWITCH (self->critical));

  muster_policy_draft_set (self->draft, MUSTER_POLICY_ITSELF, "critical", is_on ? "all" : "");
  g_signal_emit (self, signal_edited, 0);
}

static void
add_entries (MusterPolicyOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value =
          muster_policy_draft_dup (self->draft, MUSTER_POLICY_ITSELF, fields[i].field);

      self->entries[i] = muster_form_entry_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entries[i]), _ (fields[i].title));
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), value);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->entries[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_signal_connect_swapped (self->entries[i], "changed", G_CALLBACK (changed_cb), self);
}

static void
add_critical (MusterPolicyOptions *self)
{
  g_autofree char *value = muster_policy_draft_dup (self->draft, MUSTER_POLICY_ITSELF, "critical");
  const char *title = _ ("SEV-1 pages all steps at once");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "title-lines", 0, NULL);

  self->critical = gtk_switch_new ();
  gtk_widget_set_valign (self->critical, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (self->critical), g_str_equal (value, "all"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->critical), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->critical);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->critical);
  gtk_widget_set_focusable (row, FALSE); /* the switch is */
  g_signal_connect_swapped (self->critical, "notify::active", G_CALLBACK (critical_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
muster_policy_options_class_init (MusterPolicyOptionsClass *klass)
{
  signal_edited = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_policy_options_init (MusterPolicyOptions *self)
{
}

/**
 * muster_policy_options_new:
 * @draft: a policy; outlives the form
 *
 * Returns: (transfer floating): its form
 */
GtkWidget *
muster_policy_options_new (MusterPolicyDraft *draft)
{
  MusterPolicyOptions *self = g_object_new (MUSTER_TYPE_POLICY_OPTIONS, "title",
                                            /* TRANSLATORS: over a part of a form */
                                            _ ("When nobody answers"), NULL);

  self->draft = draft;
  add_entries (self);
  add_critical (self);
  muster_form_prepare (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * muster_policy_options_mark:
 * @self: a form
 * @field: (nullable): the field that is wrong; %NULL: none is
 */
void
muster_policy_options_mark (MusterPolicyOptions *self, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gboolean is_wrong = g_strcmp0 (field, fields[i].field) == 0;

      muster_style_set_class (self->entries[i], "error", is_wrong);
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (self->entries[i]), GTK_ACCESSIBLE_STATE_INVALID,
          is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
}
