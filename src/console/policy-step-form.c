/* policy-step-form.c - the form of a step of a policy: when, whom, all or one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-step-form.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/form.h"
#include "console/style.h"

struct _MusterPolicyStepForm
{
  AdwPreferencesGroup parent_instance;
  MusterPolicyDraft *draft; /* not owned */
  guint step;
  GtkWidget *after;
  GtkWidget *strategy;
  GtkWidget *add;
};

enum
{
  SIGNAL_EDITED,
  SIGNAL_ADD,
  SIGNAL_REMOVE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterPolicyStepForm, muster_policy_step_form, ADW_TYPE_PREFERENCES_GROUP)

/* --- fields --- */

static void
after_cb (MusterPolicyStepForm *self)
{
  g_autofree char *value =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->after))));

  muster_policy_draft_set (self->draft, self->step, "after", value);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
strategy_cb (MusterPolicyStepForm *self)
{
  gboolean in_turn = adw_combo_row_get_selected (ADW_COMBO_ROW (self->strategy)) == 1;

  muster_policy_draft_set (self->draft, self->step, "strategy", in_turn ? "round-robin" : "");
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
add_after (MusterPolicyStepForm *self)
{
  g_autofree char *value = muster_policy_draft_dup (self->draft, self->step, "after");

  self->after = muster_form_entry_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->after),
                                 /* TRANSLATORS: a field; 10m is typed as it stands */
                                 _ ("After, as 10m; empty: at once"));
  gtk_editable_set_text (GTK_EDITABLE (self->after), value);
  g_signal_connect_swapped (self->after, "changed", G_CALLBACK (after_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->after);
}

static void
add_strategy (MusterPolicyStepForm *self)
{
  const char *const words[] = { /* TRANSLATORS: who of a step of a policy is paged */
                                _ ("All of them"),
                                /* TRANSLATORS: another one in each round and incident */
                                _ ("One of them, another each time"), NULL
  };
  g_autoptr (GtkStringList) names = gtk_string_list_new (words);
  g_autofree char *value = muster_policy_draft_dup (self->draft, self->step, "strategy");

  /* TRANSLATORS: a choice: who of a step of a policy is paged */
  self->strategy = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Page"), "model", names, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->strategy),
                              g_str_equal (value, "round-robin") ? 1 : 0);
  g_signal_connect_swapped (self->strategy, "notify::selected", G_CALLBACK (strategy_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->strategy);
}

/* --- whom --- */

static void
remove_cb (MusterPolicyStepForm *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "target")));
}

static GtkWidget *
make_remove (MusterPolicyStepForm *self, guint target, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  muster_form_name (button, name);
  g_object_set_data (G_OBJECT (button), "target", GUINT_TO_POINTER (target));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

static const char *
icon_of (MusterTargetKind kind)
{
  return kind == MUSTER_TARGET_PERSON ? "avatar-default-symbolic"
         : kind == MUSTER_TARGET_TEAM ? "system-users-symbolic"
                                      : "x-office-calendar-symbolic";
}

static const char *
word_of (MusterTargetKind kind)
{
  return kind == MUSTER_TARGET_PERSON ? _ ("Person")
         : kind == MUSTER_TARGET_TEAM ? _ ("Everybody of the team")
                                      : _ ("Whoever is on call then");
}

static void
add_target (MusterPolicyStepForm *self,
            const MusterDirectory *directory,
            const MusterPolicyTarget *target,
            guint i)
{
  const MusterObject *object = muster_directory_find (
      directory, muster_target_kind_to_string (target->kind), target->name, -1);
  g_autofree char *name = muster_safe_text (
      object ? muster_directory_title (directory, object->id) : target->name, -1, FALSE);
  /* TRANSLATORS: a button: a person, team or schedule is no longer paged by a step */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s from step %u"), name, self->step + 1);
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, "subtitle",
      object ? word_of (target->kind) : _ ("Is not there any more"), "focusable", FALSE, NULL);

  if (!object)
    gtk_widget_add_css_class (row, "policy-vacant");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (icon_of (target->kind)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove (self, i, remove));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_cb (MusterPolicyStepForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD], 0);
}

static void
add_button (MusterPolicyStepForm *self)
{
  g_autofree char *name =
      /* TRANSLATORS: a button: choose who else is paged by a step of a policy */
      g_strdup_printf (_ ("Add whom step %u pages"), self->step + 1);
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, NULL);

  /* TRANSLATORS: a button: choose a schedule, person or team */
  self->add = gtk_button_new_with_label (_ ("Add whom to page"));
  muster_form_name (self->add, name);
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add, "policy-add");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->add);
  g_object_set (row, "activatable", FALSE, "focusable", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/* --- the widget --- */

static void
muster_policy_step_form_class_init (MusterPolicyStepFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_EDITED] =
      g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ADD] =
      g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
muster_policy_step_form_init (MusterPolicyStepForm *self)
{
}

/**
 * muster_policy_step_form_new:
 * @draft: a policy; outlives the form
 * @step: which step of it
 * @directory: who is who; not kept
 *
 * Returns: (transfer floating): its form
 */
GtkWidget *
muster_policy_step_form_new (MusterPolicyDraft *draft, guint step, const MusterDirectory *directory)
{
  MusterPolicyStepForm *self = g_object_new (MUSTER_TYPE_POLICY_STEP_FORM, NULL);
  const GPtrArray *targets = muster_policy_draft_get_targets (draft, step);
  /* TRANSLATORS: over the form of a step of a policy, which one it is */
  g_autofree char *title = g_strdup_printf (_ ("Step %u"), step + 1);
  /* TRANSLATORS: a button: take a step out of a policy */
  g_autofree char *remove = g_strdup_printf (_ ("Remove step %u"), step + 1);

  self->draft = draft;
  self->step = step;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self),
                                           make_remove (self, G_MAXUINT, remove));
  add_after (self);
  for (guint i = 0; i < targets->len; i++)
    add_target (self, directory, g_ptr_array_index (targets, i), i);
  add_button (self);
  if (targets->len > 1)
    add_strategy (self);
  muster_form_prepare (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * muster_policy_step_form_get_step:
 * @self: a form
 *
 * Returns: which step it is of
 */
guint
muster_policy_step_form_get_step (MusterPolicyStepForm *self)
{
  return self->step;
}

/**
 * muster_policy_step_form_mark:
 * @self: a form
 * @field: (nullable): the field that is wrong, "after" or "notify"; %NULL: none is
 */
void
muster_policy_step_form_mark (MusterPolicyStepForm *self, const char *field)
{
  gboolean is_wrong = g_strcmp0 (field, "after") == 0;

  muster_style_set_class (self->after, "error", is_wrong);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->after), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  muster_style_set_class (self->add, "wrong", g_strcmp0 (field, "notify") == 0);
}
