/* policy-editor.c - a window to make or change an escalation policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What would come of it is shown while it is typed; nothing is in force before Save. */
#include "console/policy-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/child-window.h"
#include "console/chooser.h"
#include "console/form.h"
#include "console/policy-draft.h"
#include "console/policy-options.h"
#include "console/policy-save.h"
#include "console/policy-step-form.h"
#include "console/policy-targets.h"
#include "console/policy-timeline.h"
#include "console/scroller.h"
#include "console/style.h"
#include "console/toast.h"

#define UNDO_MAX 100

struct _MusterPolicyEditor
{
  AdwWindow parent_instance;
  MusterSession *session;
  char *policy;    /* its name as it is configured; nullable: it is a new one */
  guint64 seq;     /* of what is edited */
  MusterUlid id;   /* null: it is a new one */
  GPtrArray *undo; /* of char *: what it was before steps and targets changed */
  MusterPolicyDraft *draft;
  GtkWidget *save;
  GtkWidget *timeline;
  GtkWidget *name;
  GtkWidget *page;
  GtkWidget *steps; /* a box of forms */
  GtkWidget *options;
  GtkWidget *status;
  GCancellable *saving; /* nullable */
};

static guint signal_saved;

G_DEFINE_FINAL_TYPE (MusterPolicyEditor, muster_policy_editor, ADW_TYPE_WINDOW)

static void show_forms (MusterPolicyEditor *self);

static const MusterDirectory *
get_directory (MusterPolicyEditor *self)
{
  return muster_world_get_directory (muster_session_get_world (self->session));
}

static char *
read_name (MusterPolicyEditor *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

/* --- what is wrong --- */

static gboolean
has_changed_meanwhile (MusterPolicyEditor *self)
{
  const MusterObject *object =
      self->policy
          ? muster_directory_find (get_directory (self), MUSTER_OBJECT_POLICY, self->policy, -1)
          : NULL;

  return self->policy && (!object || object->seq != self->seq);
}

static const char *
find_name_fault (MusterPolicyEditor *self, const char *name)
{
  if (*name == '\0')
    return _ ("Give the policy a name");
  if (g_strcmp0 (name, self->policy) != 0 &&
      muster_directory_find (get_directory (self), MUSTER_OBJECT_POLICY, name, -1))
    return _ ("There is a policy of that name already");
  return NULL;
}

static void
mark (MusterPolicyEditor *self, const MusterPolicyFault *fault)
{
  for (GtkWidget *at = gtk_widget_get_first_child (self->steps); at;
       at = gtk_widget_get_next_sibling (at))
    {
      MusterPolicyStepForm *form = MUSTER_POLICY_STEP_FORM (at);

      muster_policy_step_form_mark (
          form, muster_policy_step_form_get_step (form) == fault->step ? fault->field : NULL);
    }
  muster_policy_options_mark (MUSTER_POLICY_OPTIONS (self->options),
                              fault->step == MUSTER_POLICY_ITSELF ? fault->field : NULL);
}

static void
say (MusterPolicyEditor *self, const char *words)
{
  g_autofree char *safe = muster_safe_text (words, -1, FALSE);

  gtk_label_set_text (GTK_LABEL (self->status), safe);
  gtk_widget_set_visible (self->status, *safe != '\0');
}

/* Where in the body it is nobody sees who fills in a form. */
static char *
describe_fault (const MusterPolicyFault *fault, const GError *error)
{
  const char *words = error->message;
  const char *colon = g_str_has_prefix (words, "byte ") ? strstr (words, ": ") : NULL;

  if (colon)
    words = colon + 2;
  if (fault->step == MUSTER_POLICY_ITSELF || g_strcmp0 (fault->field, "after") != 0)
    return g_strdup (words);
  /* TRANSLATORS: what is wrong with a step of a policy */
  return g_strdup_printf (_ ("Step %u: %s"), fault->step + 1, words);
}

static void
show_preview (MusterPolicyEditor *self)
{
  g_autofree char *body = muster_policy_draft_write (self->draft);
  g_autoptr (MusterPolicy) policy = muster_policy_read (body, NULL);
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));

  if (policy) /* else what was right last stays */
    muster_policy_timeline_set (MUSTER_POLICY_TIMELINE (self->timeline),
                                muster_policy_plan_new (muster_session_get_world (self->session),
                                                        policy, self->id, now_us, FALSE));
}

static void
show_state (MusterPolicyEditor *self)
{
  g_autofree char *name = read_name (self);
  const char *wrong = find_name_fault (self, name);
  gboolean is_online = muster_session_is_online (self->session);
  gboolean is_changed = !self->saving && has_changed_meanwhile (self);
  g_autoptr (GError) error = NULL;
  MusterPolicyFault fault;
  g_autoptr (MusterPolicy) policy = muster_policy_draft_read (self->draft, &fault, &error);

  g_autofree char *faulty = error ? describe_fault (&fault, error) : NULL;

  mark (self, &fault);
  muster_style_set_class (self->name, "error", wrong && *name);
  say (self, !is_online   ? _ ("There is no link to the hub. Saving needs it.")
             : is_changed ? _ ("Somebody else changed this policy. Close this window to see it.")
             : wrong      ? wrong
             : faulty     ? faulty
                          : "");
  gtk_widget_set_sensitive (self->save,
                            is_online && !is_changed && !wrong && policy && !self->saving);
  show_preview (self);
}

/* Anything but an incident: who is on call may be another one too. */
static void
changed_cb (MusterPolicyEditor *self, guint incident)
{
  if (incident == 0 && !self->saving)
    show_state (self);
}

/* --- steps and targets --- */

/* What is done next can be taken back. */
static void
keep (MusterPolicyEditor *self)
{
  if (self->undo->len == UNDO_MAX)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_add (self->undo, muster_policy_draft_write (self->draft));
}

static void
rebuild (MusterPolicyEditor *self)
{
  show_forms (self);
  show_state (self);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterPolicyEditor *self = MUSTER_POLICY_EDITOR (widget);
  g_autoptr (MusterPolicyDraft) old = NULL;
  g_autofree char *body = NULL;

  if (self->undo->len == 0)
    return;
  body = g_ptr_array_steal_index (self->undo, self->undo->len - 1);
  old = g_steal_pointer (&self->draft); /* forms look at it until they go */
  self->draft = muster_policy_draft_new (body);
  rebuild (self);
  gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

static void
focus_step (MusterPolicyEditor *self, guint step)
{
  GtkWidget *at = gtk_widget_get_first_child (self->steps);

  for (; at && step > 0; step--)
    at = gtk_widget_get_next_sibling (at);
  gtk_widget_child_focus (at ? at : self->page, GTK_DIR_TAB_FORWARD);
}

static void
chosen_cb (MusterPolicyEditor *self, const char *id, GtkWidget *chooser)
{
  guint step = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chooser), "step"));
  MusterTargetKind kind;
  const char *name;

  if (step >= muster_policy_draft_count (self->draft) ||
      !muster_policy_target_parse (id, &kind, &name))
    return;
  keep (self);
  muster_policy_draft_add_target (self->draft, step, kind, name);
  rebuild (self);
  focus_step (self, step);
}

static void
add_target_cb (MusterPolicyEditor *self, MusterPolicyStepForm *form)
{
  GtkWidget *chooser = muster_policy_targets_new (get_directory (self), GTK_WINDOW (self));

  g_object_set_data (G_OBJECT (chooser), "step",
                     GUINT_TO_POINTER (muster_policy_step_form_get_step (form)));
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
remove_cb (MusterPolicyEditor *self, guint target, MusterPolicyStepForm *form)
{
  guint step = muster_policy_step_form_get_step (form);

  keep (self);
  if (target == G_MAXUINT)
    muster_policy_draft_remove_step (self->draft, step);
  else
    muster_policy_draft_remove_target (self->draft, step, target);
  rebuild (self);
  focus_step (self, target == G_MAXUINT ? 0 : step);
}

static void
add_step_cb (MusterPolicyEditor *self)
{
  guint step;

  if (muster_policy_draft_count (self->draft) >= MUSTER_POLICY_STEPS_MAX)
    return;
  keep (self);
  step = muster_policy_draft_add_step (self->draft);
  rebuild (self);
  focus_step (self, step);
}

static void
show_forms (MusterPolicyEditor *self)
{
  for (GtkWidget *form; (form = gtk_widget_get_first_child (self->steps));)
    gtk_box_remove (GTK_BOX (self->steps), form);
  if (self->options)
    gtk_box_remove (GTK_BOX (self->page), self->options);
  for (guint i = 0; i < muster_policy_draft_count (self->draft); i++)
    {
      GtkWidget *form = muster_policy_step_form_new (self->draft, i, get_directory (self));

      g_signal_connect_object (form, "edited", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (form, "add", G_CALLBACK (add_target_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (form, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->steps), form);
    }
  self->options = muster_policy_options_new (self->draft);
  g_signal_connect_object (self->options, "edited", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->page), self->options);
}

/* --- saving --- */

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterPolicyEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_policy_save_finish (result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *name = NULL;

  if (g_cancellable_is_cancelled (self->saving))
    return;
  g_clear_object (&self->saving);
  if (!is_done)
    {
      show_state (self);
      say (self, error->message);
      return;
    }
  name = read_name (self);
  g_signal_emit (self, signal_saved, 0, name);
  if (parent)
    /* TRANSLATORS: said when a policy is in force */
    muster_toast_show (GTK_WIDGET (parent), _ ("Saved. Incidents that open from now on follow it"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_cb (MusterPolicyEditor *self)
{
  g_autofree char *name = read_name (self);
  g_autofree char *body = muster_policy_draft_write (self->draft);

  if (self->saving)
    return;
  self->saving = g_cancellable_new ();
  gtk_widget_set_sensitive (self->save, FALSE);
  muster_policy_save_async (self->session, self->policy, name, body, self->saving, saved_cb,
                            g_object_ref (self));
}

/* --- the window --- */

static void
dispose (GObject *object)
{
  MusterPolicyEditor *self = MUSTER_POLICY_EDITOR (object);

  if (self->saving)
    g_cancellable_cancel (self->saving);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_policy_editor_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterPolicyEditor *self = MUSTER_POLICY_EDITOR (object);

  g_clear_object (&self->saving);
  g_clear_pointer (&self->draft, muster_policy_draft_free);
  g_ptr_array_unref (self->undo);
  g_free (self->policy);
  G_OBJECT_CLASS (muster_policy_editor_parent_class)->finalize (object);
}

static void
muster_policy_editor_class_init (MusterPolicyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_saved = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "policy.undo", NULL, undo_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "policy.undo",
                                       NULL);
}

static GtkWidget *
make_header (MusterPolicyEditor *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  g_object_set (header, "show-start-title-buttons", FALSE, "show-end-title-buttons", FALSE, NULL);
  /* TRANSLATORS: verb on a button */
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static GtkWidget *
make_preview (MusterPolicyEditor *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->timeline = muster_policy_timeline_new ();
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "policy-preview");
  gtk_box_append (GTK_BOX (card), self->timeline);
  return card;
}

static GtkWidget *
make_name (MusterPolicyEditor *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->name = muster_form_entry_new ();
  /* TRANSLATORS: a field: what a policy is called */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name of the policy"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  muster_form_prepare (group);
  return group;
}

static GtkWidget *
make_page (MusterPolicyEditor *self)
{
  GtkWidget *scroller = muster_scroller_new ();
  /* TRANSLATORS: verb on a button: a policy gets another step */
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add a step"));

  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_step_cb), self);
  gtk_box_append (GTK_BOX (self->page), make_name (self));
  gtk_box_append (GTK_BOX (self->page), self->steps);
  gtk_box_append (GTK_BOX (self->page), add);
  gtk_widget_add_css_class (self->page, "hub-page");
  g_object_set (scroller, "child", self->page, "vexpand", TRUE, NULL);
  return scroller;
}

static void
muster_policy_editor_init (MusterPolicyEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->undo = g_ptr_array_new_with_free_func (g_free);
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->status, "dialog-foot");
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), make_preview (self));
  gtk_box_append (GTK_BOX (box), make_page (self));
  gtk_box_append (GTK_BOX (box), self->status);
  muster_child_window_close_on_escape (GTK_WINDOW (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 760);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 400);
}

/**
 * muster_policy_editor_new:
 * @session: the hub
 * @policy: (nullable): the name of the policy; %NULL: a new one
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
muster_policy_editor_new (MusterSession *session, const char *policy, GtkWindow *parent)
{
  MusterPolicyEditor *self = g_object_new (MUSTER_TYPE_POLICY_EDITOR, "transient-for", parent,
                                           "modal", TRUE, "destroy-with-parent", TRUE, "title",
                                           policy ? _ ("Change a policy") : _ ("New policy"), NULL);
  const MusterObject *object;

  self->session = g_object_ref (session);
  object = policy ? muster_directory_find (get_directory (self), MUSTER_OBJECT_POLICY, policy, -1)
                  : NULL;
  if (parent && gtk_widget_get_width (GTK_WIDGET (parent)) < 760) /* it covers a narrow window */
    gtk_window_set_default_size (GTK_WINDOW (self),
                                 MAX (gtk_widget_get_width (GTK_WIDGET (parent)) - 24, 360), 720);
  self->draft = muster_policy_draft_new (object ? object->body ? object->body : "{}" : NULL);
  if (object)
    {
      self->policy = g_strdup (policy);
      self->seq = object->seq;
      self->id = object->id;
      gtk_editable_set_text (GTK_EDITABLE (self->name), policy);
    }
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (show_state), self);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (show_state), self);
  g_signal_connect_swapped (muster_session_get_replica (session), "changed",
                            G_CALLBACK (changed_cb), self);
  rebuild (self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_grab_focus (self->name);
  return GTK_WIDGET (self);
}
