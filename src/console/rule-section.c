/* rule-section.c - rules of one sort: to be read, edited, tried and saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-section.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/child-window.h"
#include "console/form.h"
#include "console/rule-rehearsal.h"
#include "console/rule-row.h"
#include "console/toast.h"

#define REHEARSE_AFTER_MS 800 /* since the last change */
#define NOTHING_OPEN      (G_MAXUINT - 1)
#define SHOWN_MAX         200 /* rules; the rest is kept, and edited in the team file */

struct _MusterRuleSection
{
  GtkWidget parent_instance;
  MusterSession *session;
  const MusterRuleKind *kind;
  MusterRuleDraft *draft;
  char *saved;       /* what the draft was made of, as it writes that */
  guint64 saved_seq; /* of the object; 0: there was none */
  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *sample; /* (nullable): labels of an alert, for routes */
  GtkWidget *trial;
  GtkWidget *status;
  GtkWidget *foot;
  GtkWidget *save;
  guint timer;
  GCancellable *asking; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterRuleSection, muster_rule_section, GTK_TYPE_WIDGET)

static void show_rules (MusterRuleSection *self, guint open);
static void show_state (MusterRuleSection *self);

static const MusterObject *
find_object (MusterRuleSection *self)
{
  const MusterWorld *world = muster_session_get_world (self->session);

  return muster_directory_resolve (muster_world_get_directory (world), self->kind->object,
                                   self->kind->name);
}

static gboolean
is_changed (MusterRuleSection *self)
{
  g_autofree char *body = muster_rule_draft_write (self->draft);

  return strcmp (body, self->saved) != 0;
}

/* --- what would come of them --- */

static void
rehearsed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterRuleSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = muster_rule_rehearse_finish (MUSTER_HUB_LINK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  gtk_label_set_text (GTK_LABEL (self->trial), words ? words : error->message);
}

static void
rehearse (MusterRuleSection *self)
{
  g_autofree char *body = muster_rule_draft_write (self->draft);

  gtk_label_set_text (GTK_LABEL (self->trial), _ ("Playing the alerts of the last 30 days"));
  gtk_widget_set_visible (self->trial, TRUE);
  self->asking = g_cancellable_new ();
  muster_rule_rehearse_async (muster_session_get_link (self->session), self->kind, body,
                              self->asking, rehearsed_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  MusterRuleSection *self = user_data;

  self->timer = 0;
  rehearse (self);
  return G_SOURCE_REMOVE;
}

static void
try_sample (MusterRuleSection *self)
{
  const char *labels = gtk_editable_get_text (GTK_EDITABLE (self->sample));
  g_autoptr (GError) error = NULL;
  g_autofree char *words =
      *labels
          ? muster_rule_draft_try (self->draft, labels,
                                   muster_clock_now_us (muster_session_get_clock (self->session)),
                                   &error)
          : NULL;

  gtk_label_set_text (GTK_LABEL (self->trial), words ? words : error ? error->message : "");
  gtk_widget_set_visible (self->trial, words || error);
}

/* The field that is at fault is red, and is named in words. */
static void
mark_fault (MusterRuleSection *self, const MusterRuleFault *fault)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row = gtk_widget_get_next_sibling (row))
    muster_rule_row_mark (
        MUSTER_RULE_ROW (row),
        muster_rule_row_get_rule (MUSTER_RULE_ROW (row)) == fault->rule ? fault->field : NULL);
}

static const char *
title_of (MusterRuleSection *self, const char *name)
{
  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && self->kind->fields[i].name; i++)
    if (name && strcmp (self->kind->fields[i].name, name) == 0)
      return _ (self->kind->fields[i].title);
  return NULL;
}

static void
show_state (MusterRuleSection *self)
{
  MusterRuleFault fault;
  g_autoptr (GError) error = NULL;
  gboolean is_right = muster_rule_draft_check (self->draft, &fault, &error);
  gboolean has_changed = is_changed (self);
  const char *title = title_of (self, fault.field);
  g_autofree char *words = is_right ? NULL
                           : title  ? g_strdup_printf ("%s: %s", title, error->message)
                                    : g_strdup (error->message);

  mark_fault (self, &fault);
  gtk_label_set_text (GTK_LABEL (self->status), words ? words : "");
  gtk_widget_set_visible (self->status, has_changed && words);
  gtk_widget_set_visible (self->foot, has_changed);
  gtk_widget_set_sensitive (self->save, is_right && muster_session_is_online (self->session));
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->asking)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->sample)
    try_sample (self);
  else if (!has_changed || !is_right || !self->kind->can_rehearse)
    gtk_widget_set_visible (self->trial, FALSE);
  else
    self->timer = g_timeout_add (REHEARSE_AFTER_MS, timer_cb, self);
}

/* --- saving --- */

static void
load (MusterRuleSection *self)
{
  const MusterObject *object = find_object (self);
  g_autoptr (MusterRuleDraft) old = NULL;

  old = g_steal_pointer (&self->draft); /* rows look at it until they go */
  g_free (self->saved);
  self->draft = muster_rule_draft_new (self->kind, object ? object->body : NULL);
  self->saved = muster_rule_draft_write (self->draft);
  self->saved_seq = object ? object->seq : 0;
  show_rules (self, NOTHING_OPEN);
  show_state (self);
}

static void
save_cb (MusterRuleSection *self)
{
  const MusterObject *object = find_object (self);
  g_autofree char *body = muster_rule_draft_write (self->draft);
  MusterCommand *command;

  if ((object ? object->seq : 0) != self->saved_seq)
    {
      muster_toast_show (GTK_WIDGET (self),
                         _ ("Somebody else changed these rules. Discard yours to see them"));
      return;
    }
  command = muster_session_command (self->session, "config.put", 0);
  muster_command_set_text (command, "object", self->kind->object);
  muster_command_set_text (command, "name", self->kind->name);
  muster_command_set_text (command, "body", body);
  /* TRANSLATORS: said when rules are in force */
  muster_session_send (self->session, command, GTK_WIDGET (self), _ ("Saved"));
}

static void
discard_cb (MusterRuleSection *self)
{
  load (self);
  gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

/* What was saved, here or elsewhere, is what is shown; but nobody's own changes are taken away. */
static void
event_cb (MusterRuleSection *self, const MusterEvent *event)
{
  const MusterObject *object;
  g_autofree char *body = NULL, *theirs = NULL;
  g_autoptr (MusterRuleDraft) draft = NULL;

  if (event->kind != MUSTER_EVENT_CONFIG_PUT && event->kind != MUSTER_EVENT_CONFIG_REMOVED)
    return;
  object = find_object (self);
  if ((object ? object->seq : 0) == self->saved_seq)
    return;
  body = muster_rule_draft_write (self->draft);
  draft = muster_rule_draft_new (self->kind, object ? object->body : NULL);
  theirs = muster_rule_draft_write (draft);
  if (!is_changed (self))
    load (self);
  else if (strcmp (body, theirs) == 0)
    {
      g_free (self->saved);
      self->saved = g_steal_pointer (&theirs);
      self->saved_seq = object->seq;
      show_state (self);
    }
}

/* --- a rule --- */

/* What a button of a row asks for. Returns: which rule is open then; the count: none */
static guint
act (MusterRuleSection *self, MusterRuleAct what, guint rule)
{
  guint to = rule;

  if (what == MUSTER_RULE_ADD_INSIDE)
    return muster_rule_draft_add_inside (self->draft, rule);
  if (what != MUSTER_RULE_REMOVE)
    {
      muster_rule_draft_move (self->draft, rule, what == MUSTER_RULE_MOVE_UP ? -1 : 1, &to);
      return to;
    }
  muster_rule_draft_remove (self->draft, rule);
  return muster_rule_draft_count (self->draft);
}

static void
asked_cb (MusterRuleSection *self, int what, MusterRuleRow *row)
{
  guint rule = muster_rule_row_get_rule (row);
  guint open = act (self, (MusterRuleAct) what, rule);

  if (open == rule)
    return; /* it stands at an end already */
  show_rules (self, open);
  show_state (self);
  if (what == MUSTER_RULE_REMOVE)
    gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

static void
add_row (MusterRuleSection *self, guint rule, guint open)
{
  GtkWidget *row = muster_rule_row_new (self->draft, rule);

  g_signal_connect_object (row, "edited", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  if (rule == open)
    muster_rule_row_open (MUSTER_RULE_ROW (row));
}

/* @open: whose fields are seen, with the focus there; NOTHING_OPEN: nobody's */
static void
show_rules (MusterRuleSection *self, guint open)
{
  guint n = MIN (muster_rule_draft_count (self->draft), SHOWN_MAX);

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < n; i++)
    add_row (self, i, open);
  if (self->kind->has_defaults)
    add_row (self, MUSTER_RULE_DEFAULTS, open);
  gtk_widget_set_visible (self->list, n > 0 || self->kind->has_defaults);
}

static void
add_cb (MusterRuleSection *self)
{
  guint rule = muster_rule_draft_add (self->draft);

  show_rules (self, rule);
  show_state (self);
}

/* --- the widget --- */

static void
dispose (GObject *object)
{
  MusterRuleSection *self = MUSTER_RULE_SECTION (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->asking)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_rule_section_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterRuleSection *self = MUSTER_RULE_SECTION (object);

  muster_rule_draft_free (self->draft);
  g_free (self->saved);
  G_OBJECT_CLASS (muster_rule_section_parent_class)->finalize (object);
}

static void
muster_rule_section_class_init (MusterRuleSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rule-section");
}

static void
muster_rule_section_init (MusterRuleSection *self)
{
}

static GtkWidget *
make_label (const char *class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "visible", FALSE, NULL);

  gtk_widget_add_css_class (label, class);
  return label;
}

static void
add_sample (MusterRuleSection *self)
{
  GtkWidget *group = gtk_list_box_new ();

  self->sample = muster_form_entry_new ();
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->sample),
      /* TRANSLATORS: service="api" is typed as it stands */
      _ ("Try the labels of an alert, as service=\"api\",severity=\"critical\""));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (group, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (group), self->sample);
  muster_form_prepare (group);
  g_signal_connect_swapped (self->sample, "changed", G_CALLBACK (try_sample), self);
  gtk_box_append (GTK_BOX (self->box), group);
}

static void
add_foot (MusterRuleSection *self)
{
  /* TRANSLATORS: verb on a button: what was changed is as before */
  GtkWidget *discard = gtk_button_new_with_mnemonic (_ ("_Discard"));

  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: verb on a button */
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (discard, "clicked", G_CALLBACK (discard_cb), self);
  gtk_box_append (GTK_BOX (self->foot), self->save);
  gtk_box_append (GTK_BOX (self->foot), discard);
  gtk_box_append (GTK_BOX (self->box), self->foot);
}

static void
add_widgets (MusterRuleSection *self)
{
  GtkWidget *hint = gtk_label_new (_ (self->kind->hint));
  /* TRANSLATORS: verb on a button: make another rule */
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add a rule"));
  /* TRANSLATORS: a button: make another rule of a sort, as "Routes" */
  g_autofree char *name = g_strdup_printf (_ ("Add a rule: %s"), _ (self->kind->title));

  self->box = muster_child_window_section_new (_ (self->kind->title));
  g_object_set (hint, "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (hint, "muster-dim");
  gtk_box_append (GTK_BOX (self->box), hint);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->kind->title), -1);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (self->box), add);
  if (strcmp (self->kind->name, "routes") == 0)
    add_sample (self);
  self->status = make_label ("overdue");
  gtk_box_append (GTK_BOX (self->box), self->status);
  self->trial = make_label ("numeric");
  gtk_box_append (GTK_BOX (self->box), self->trial);
  add_foot (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_rule_section_new:
 * @session: the hub
 * @kind: which sort of rules
 *
 * Returns: (transfer floating): the rules that are in force
 */
GtkWidget *
muster_rule_section_new (MusterSession *session, const MusterRuleKind *kind)
{
  MusterRuleSection *self = g_object_new (MUSTER_TYPE_RULE_SECTION, NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  add_widgets (self);
  load (self);
  g_signal_connect_object (muster_session_get_replica (session), "event", G_CALLBACK (event_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (muster_session_get_replica (session), "state-changed",
                           G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
