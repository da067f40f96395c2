/* rule-row.c - one rule of a list: in a line, and opened to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-row.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/form.h"
#include "console/style.h"
#include "console/wrap-box.h"

struct _MusterRuleRow
{
  AdwExpanderRow parent_instance;
  MusterRuleDraft *draft; /* not owned */
  guint rule;
  GPtrArray *fields; /* of GtkWidget, not owned */
};

enum
{
  SIGNAL_EDITED,
  SIGNAL_ASKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterRuleRow, muster_rule_row, ADW_TYPE_EXPANDER_ROW)

/* --- in a line --- */

static char *
make_title (MusterRuleRow *self)
{
  const MusterRuleField *first = muster_rule_draft_get_kind (self->draft)->fields;
  guint depth = muster_rule_draft_depth (self->draft, self->rule);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = NULL;

  if (self->rule == MUSTER_RULE_DEFAULTS)
    /* TRANSLATORS: over what holds for alerts that no rule is for */
    return g_strdup (_ ("Whatever no rule takes"));
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "↳ ");
  if (g_str_equal (first->name, "name"))
    name = muster_rule_draft_dup (self->draft, self->rule, first);
  if (name && *name)
    g_string_append (out, name);
  else
    /* TRANSLATORS: a rule without a name: which one it is */
    g_string_append_printf (out, _ ("Rule %u"), self->rule + 1);
  return muster_safe_text (out->str, -1, FALSE);
}

static void
tell (MusterRuleRow *self)
{
  g_autofree char *title = make_title (self);
  g_autofree char *words = muster_rule_draft_tell (self->draft, self->rule);
  guint depth = muster_rule_draft_depth (self->draft, self->rule);
  g_autofree char *spoken =
      depth == 0
          ? g_strdup (words)
          /* TRANSLATORS: a rule in other rules: in how many, and what it says */
          : g_strdup_printf (ngettext ("in %u rule, %s", "in %u rules, %s", depth), depth, words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

/* --- fields --- */

static void
set_field (MusterRuleRow *self, GtkWidget *field, const char *value)
{
  muster_rule_draft_set (self->draft, self->rule, g_object_get_data (G_OBJECT (field), "field"),
                         value);
  tell (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
typed_cb (MusterRuleRow *self, GtkWidget *field)
{
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field))));

  set_field (self, field, value);
}

static void
switched_cb (MusterRuleRow *self, GParamSpec *property, GtkWidget *toggle)
{
  set_field (self, g_object_get_data (G_OBJECT (toggle), "row"),
             gtk_switch_get_active (GTK_SWITCH (toggle)) ? "yes" : "");
}

static GtkWidget *
make_switch (MusterRuleRow *self, const char *title, const char *value)
{
  GtkWidget *field = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, NULL);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), *value != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (field), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (field), toggle);
  g_object_set_data (G_OBJECT (toggle), "row", field);
  g_signal_connect_data (toggle, "notify::active", G_CALLBACK (switched_cb), self, NULL,
                         G_CONNECT_SWAPPED);
  return field;
}

static void
add_field (MusterRuleRow *self, const MusterRuleField *what)
{
  g_autofree char *value = muster_rule_draft_dup (self->draft, self->rule, what);
  GtkWidget *field;

  if (what->type == MUSTER_RULE_FIELD_SWITCH)
    field = make_switch (self, _ (what->title), value);
  else
    {
      field = muster_form_entry_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field), _ (what->title));
      gtk_editable_set_text (GTK_EDITABLE (field), value);
      g_signal_connect_swapped (field, "changed", G_CALLBACK (typed_cb), self);
    }
  g_object_set_data (G_OBJECT (field), "field", (gpointer) what);
  g_ptr_array_add (self->fields, field);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), field);
}

/* What no field is for is seen, so that nobody thinks it is gone. */
static void
add_rest (MusterRuleRow *self)
{
  g_autofree char *rest = muster_rule_draft_tell_rest (self->draft, self->rule);
  GtkWidget *row;

  if (*rest == '\0')
    return;
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE,
                      /* TRANSLATORS: over parts of a rule that cannot be edited here */
                      "title", _ ("Kept as it is"), "subtitle", rest, "subtitle-lines", 0, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* --- buttons --- */

static void
clicked_cb (MusterRuleRow *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "act")));
}

static void
add_buttons (MusterRuleRow *self)
{
  static const char *const buttons[] = {
    /* TRANSLATORS: verbs on buttons: put a rule before the one above it, or after the one below */
    [MUSTER_RULE_MOVE_UP] = N_ ("Move _up"),
    [MUSTER_RULE_MOVE_DOWN] = N_ ("Move _down"),
    /* TRANSLATORS: verb on a button: make a rule that is asked only where this one matches */
    [MUSTER_RULE_ADD_INSIDE] = N_ ("Add one _inside"),
    /* TRANSLATORS: verb on a button: take a rule away */
    [MUSTER_RULE_REMOVE] = N_ ("_Remove"),
  };
  GtkWidget *box = muster_wrap_box_new (6);
  GtkWidget *row = gtk_list_box_row_new ();

  for (int i = 0; i < (int) G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button;

      if (i == MUSTER_RULE_ADD_INSIDE && !muster_rule_draft_get_kind (self->draft)->can_nest)
        continue;
      button = gtk_button_new_with_mnemonic (_ (buttons[i]));
      g_object_set_data (G_OBJECT (button), "act", GINT_TO_POINTER (i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
      muster_wrap_box_append (MUSTER_WRAP_BOX (box), button);
    }
  gtk_widget_add_css_class (box, "rule-buttons");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set (row, "activatable", FALSE, "focusable", FALSE, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* --- the widget --- */

static void
finalize (GObject *object)
{
  g_ptr_array_unref (MUSTER_RULE_ROW (object)->fields);
  G_OBJECT_CLASS (muster_rule_row_parent_class)->finalize (object);
}

static void
muster_rule_row_class_init (MusterRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
muster_rule_row_init (MusterRuleRow *self)
{
  self->fields = g_ptr_array_new ();
}

/* What holds where no rule does has no name, and is for whatever comes. */
static gboolean
has_field (MusterRuleRow *self, const MusterRuleField *field)
{
  return self->rule != MUSTER_RULE_DEFAULTS ||
         (!g_str_equal (field->name, "name") && !g_str_equal (field->name, "match"));
}

/**
 * muster_rule_row_new:
 * @draft: rules; outlives the row
 * @rule: which one of them, or %MUSTER_RULE_DEFAULTS
 *
 * Returns: (transfer floating): its row, closed
 */
GtkWidget *
muster_rule_row_new (MusterRuleDraft *draft, guint rule)
{
  MusterRuleRow *self = g_object_new (MUSTER_TYPE_RULE_ROW, "use-markup", FALSE, NULL);
  const MusterRuleKind *kind = muster_rule_draft_get_kind (draft);

  self->draft = draft;
  self->rule = rule;
  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && kind->fields[i].name; i++)
    if (has_field (self, &kind->fields[i]))
      add_field (self, &kind->fields[i]);
  add_rest (self);
  if (rule != MUSTER_RULE_DEFAULTS)
    add_buttons (self);
  tell (self);
  muster_form_prepare (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * muster_rule_row_get_rule:
 * @self: a row
 *
 * Returns: which rule it is
 */
guint
muster_rule_row_get_rule (MusterRuleRow *self)
{
  return self->rule;
}

/**
 * muster_rule_row_open:
 * @self: a row
 */
void
muster_rule_row_open (MusterRuleRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (self->fields->pdata[0]);
}

/**
 * muster_rule_row_mark:
 * @self: a row
 * @field: (nullable): name of the field that is wrong; %NULL: none is
 *
 * Shows which one it is, also while the row is closed.
 */
void
muster_rule_row_mark (MusterRuleRow *self, const char *field)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      GtkWidget *one = self->fields->pdata[i];
      const MusterRuleField *what = g_object_get_data (G_OBJECT (one), "field");
      gboolean is_wrong = g_strcmp0 (field, what->name) == 0;

      muster_style_set_class (one, "error", is_wrong);
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (one), GTK_ACCESSIBLE_STATE_INVALID,
          is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  muster_style_set_class (GTK_WIDGET (self), "wrong", field != NULL);
}
