/* policy-detail.c - one escalation policy: whom it would tell and when, and what leads to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-detail.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/policy-steps.h"
#include "console/policy-timeline.h"
#include "console/policy-usage.h"
#include "console/policy-words.h"
#include "console/tick.h"

struct _MusterPolicyDetail
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *buttons;
  GtkWidget *edit;
  GtkWidget *remove;
  GtkWidget *trouble;
  GtkWidget *critical; /* a toggle: as for SEV-1 */
  GtkWidget *timeline;
  GtkWidget *steps;
  GtkWidget *usage;
  GtkWidget *picture;
  MusterSession *session; /* nullable */
  MusterUlid policy;
};

enum
{
  SIGNAL_EDIT,
  SIGNAL_REMOVE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterPolicyDetail, muster_policy_detail, GTK_TYPE_WIDGET)

/* --- what is shown --- */

static void
show_plan (MusterPolicyDetail *self, const MusterPolicy *policy)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  MusterReplica *replica = muster_session_get_replica (self->session);
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));
  gboolean is_critical = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->critical));
  g_autoptr (MusterPolicyPlan) plan =
      muster_policy_plan_new (world, policy, self->policy, now_us, is_critical);
  const MusterPolicyStepsData data = {
    world,
    plan,
    now_us,
    muster_tick_zone (muster_tick_get (GTK_WIDGET (self))),
    (muster_replica_get_access (replica) & MUSTER_ACCESS_ADMIN) != 0,
    muster_replica_get_me (replica),
  };

  gtk_widget_set_visible (self->critical, policy->critical_all);
  muster_policy_steps_fill (GTK_LIST_BOX (self->steps), &data);
  muster_policy_timeline_set (MUSTER_POLICY_TIMELINE (self->timeline), g_steal_pointer (&plan));
}

static void
show_trouble (MusterPolicyDetail *self, const MusterPolicy *policy, const char *why)
{
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));
  guint step = policy ? muster_policy_find_unreachable (muster_session_get_world (self->session),
                                                        policy, now_us)
                      : 0;
  g_autofree char *words = NULL;

  if (!policy)
    words = muster_safe_text (why, -1, FALSE);
  else if (policy->steps->len == 0)
    words =
        g_strdup (_ ("The policy has no step: whoever answers for the service is told at once"));
  else if (step > 0)
    /* TRANSLATORS: what is wrong with a policy: a step, from 1 */
    words = g_strdup_printf (_ ("Nobody can be reached by step %u"), step);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->trouble)), words ? words : "");
  gtk_widget_set_visible (self->trouble, words != NULL);
}

static void
show_facts (MusterPolicyDetail *self, const MusterPolicy *policy)
{
  g_autofree char *shape = policy ? muster_policy_describe_shape (policy) : g_strdup ("");
  g_autofree char *held = NULL, *words = NULL;

  if (policy && policy->ack_timeout_us > 0)
    {
      held = muster_policy_format_offset (policy->ack_timeout_us);
      /* TRANSLATORS: of a policy: how many steps it has, and a length of time */
      words = g_strdup_printf (_ ("%s · an acknowledgement holds %s"), shape, held);
    }
  gtk_label_set_text (GTK_LABEL (self->facts), words ? words : shape);
}

static void
add_use (MusterPolicyDetail *self, const char *title, const char *kind, const char *icon)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", kind, "focusable", FALSE, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_append (GTK_LIST_BOX (self->usage), row);
}

static void
show_usage (MusterPolicyDetail *self, const MusterObject *policy)
{
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));
  g_autoptr (MusterPolicyUsage) usage = muster_policy_usage_new (directory, policy->name);

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->usage));)
    gtk_list_box_remove (GTK_LIST_BOX (self->usage), row);
  for (guint i = 0; i < usage->services->len; i++)
    {
      const MusterObject *service = g_ptr_array_index (usage->services, i);
      g_autofree char *title =
          muster_safe_text (muster_directory_title (directory, service->id), -1, FALSE);

      /* TRANSLATORS: what something is that leads to a policy */
      add_use (self, title, _ ("Service"), "network-server-symbolic");
    }
  for (guint i = 0; i < usage->routes->len; i++)
    /* TRANSLATORS: what something is that leads to a policy: a rule who hears of an alert */
    add_use (self, g_ptr_array_index (usage->routes, i), _ ("Route"), "mail-forward-symbolic");
  if (usage->services->len + usage->routes->len == 0)
    add_use (self, _ ("Nothing leads here"), _ ("No service and no route has this policy"),
             "dialog-information-symbolic");
}

static void
show_buttons (MusterPolicyDetail *self)
{
  MusterAccess access = muster_replica_get_access (muster_session_get_replica (self->session));
  gboolean is_manager = (access & (MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN)) != 0;
  gboolean is_online = muster_session_is_online (self->session);
  const char *why = is_online ? NULL : _ ("There is no link to the hub");

  gtk_widget_set_visible (self->buttons, is_manager);
  gtk_widget_set_sensitive (self->edit, is_online);
  gtk_widget_set_sensitive (self->remove, is_online);
  gtk_widget_set_tooltip_text (self->edit, why);
  gtk_widget_set_tooltip_text (self->remove, why);
}

static void
show (MusterPolicyDetail *self)
{
  const MusterObject *object =
      self->session
          ? muster_directory_get (
                muster_world_get_directory (muster_session_get_world (self->session)), self->policy)
          : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterPolicy) policy = NULL;
  g_autofree char *title = NULL;

  if (!object)
    return;
  policy = muster_policy_read (object->body, &error);
  title = muster_safe_text (object->name, -1, FALSE);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  show_facts (self, policy);
  show_trouble (self, policy, error ? error->message : NULL);
  show_usage (self, object);
  show_buttons (self);
  gtk_widget_set_visible (self->picture, policy != NULL);
  gtk_widget_set_visible (self->steps, policy != NULL);
  if (policy)
    show_plan (self, policy);
}

/* --- the widget --- */

static void
edit_cb (MusterPolicyDetail *self)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0);
}

static void
remove_cb (MusterPolicyDetail *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
dispose (GObject *object)
{
  MusterPolicyDetail *self = MUSTER_POLICY_DETAIL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_policy_detail_parent_class)->dispose (object);
}

static void
muster_policy_detail_class_init (MusterPolicyDetailClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_EDIT] =
      g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] =
      g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_head (MusterPolicyDetail *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                              "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  self->facts = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: verb on a button: change a policy */
  self->edit = gtk_button_new_with_mnemonic (_ ("_Edit…"));
  /* TRANSLATORS: verb on a button: take a policy away */
  self->remove = gtk_button_new_with_mnemonic (_ ("Re_move"));
  gtk_widget_add_css_class (self->title, "title-4");
  gtk_widget_add_css_class (self->facts, "muster-dim");
  gtk_widget_add_css_class (self->facts, "numeric");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_START);
  g_signal_connect_swapped (self->edit, "clicked", G_CALLBACK (edit_cb), self);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->facts);
  gtk_box_append (GTK_BOX (self->buttons), self->edit);
  gtk_box_append (GTK_BOX (self->buttons), self->remove);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), self->buttons);
  gtk_box_append (GTK_BOX (self->box), head);
}

static void
add_trouble (MusterPolicyDetail *self)
{
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_STATUS, NULL);

  self->trouble = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_box_append (GTK_BOX (self->trouble),
                  gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (self->trouble), words);
  gtk_widget_add_css_class (self->trouble, "overdue");
  gtk_box_append (GTK_BOX (self->box), self->trouble);
}

static void
add_picture (MusterPolicyDetail *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading =
      g_object_new (GTK_TYPE_LABEL, "label", _ ("If an incident opened now and nobody answered"),
                    "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0, "wrap", TRUE,
                    "hexpand", TRUE, NULL);

  /* TRANSLATORS: a switch: whom a policy would page for an incident of the worst severity */
  self->critical = gtk_check_button_new_with_mnemonic (_ ("As _SEV-1"));
  self->picture = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->timeline = muster_policy_timeline_new ();
  g_signal_connect_swapped (self->critical, "toggled", G_CALLBACK (show), self);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (self->picture, "card");
  gtk_widget_add_css_class (self->picture, "policy-card");
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (GTK_BOX (line), self->critical);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->picture), self->timeline);
  gtk_box_append (GTK_BOX (self->box), self->picture);
}

static GtkWidget *
make_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_focusable (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static void
muster_policy_detail_init (MusterPolicyDetail *self)
{
  GtkWidget *heading =
      /* TRANSLATORS: over the services and routes that have a policy */
      g_object_new (GTK_TYPE_LABEL, "label", _ ("What leads here"), "accessible-role",
                    GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0, "margin-top", 9, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  add_head (self);
  add_trouble (self);
  add_picture (self);
  self->steps = make_list (_ ("Who is paged when"));
  self->usage = make_list (_ ("What leads here"));
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (self->box), self->steps);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), self->usage);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_policy_detail_new:
 *
 * Returns: (transfer floating): of no policy
 */
GtkWidget *
muster_policy_detail_new (void)
{
  return g_object_new (MUSTER_TYPE_POLICY_DETAIL, NULL);
}

/**
 * muster_policy_detail_set:
 * @self: a detail
 * @session: the hub
 * @policy: what it shows; not kept
 */
void
muster_policy_detail_set (MusterPolicyDetail *self,
                          MusterSession *session,
                          const MusterObject *policy)
{
  g_return_if_fail (MUSTER_IS_POLICY_DETAIL (self));
  g_set_object (&self->session, session);
  self->policy = policy->id;
  show (self);
}
