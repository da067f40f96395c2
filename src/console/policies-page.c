/* policies-page.c - the page "Policies" of the place On call: whom each policy would tell, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policies-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/focus.h"
#include "console/form.h"
#include "console/policy-detail.h"
#include "console/policy-editor.h"
#include "console/policy-usage.h"
#include "console/policy-words.h"
#include "console/scroller.h"
#include "console/toast.h"

#define LIST_WIDTH 264

struct _MusterPoliciesPage
{
  GtkWidget parent_instance;
  GtkWidget *stack;
  GtkWidget *columns;
  GtkWidget *side;
  GtkWidget *list;
  GtkWidget *add[2]; /* beside the list, and where there is none */
  GtkWidget *detail;
  MusterSession *session; /* nullable */
  char *listed;           /* what the list was made of; nullable */
  MusterUlid chosen;
  char *awaited;     /* nullable: a policy that was saved and is to be chosen when it is there */
  gboolean is_there; /* it came, and gets the focus */
};

G_DEFINE_FINAL_TYPE (MusterPoliciesPage, muster_policies_page, GTK_TYPE_WIDGET)

static const MusterDirectory *
get_directory (MusterPoliciesPage *self)
{
  return muster_world_get_directory (muster_session_get_world (self->session));
}

/* --- the list --- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const MusterObject *x = *(const MusterObject *const *) a;
  const MusterObject *y = *(const MusterObject *const *) b;

  return g_utf8_collate (x->name, y->name);
}

static GPtrArray *
list_policies (MusterPoliciesPage *self)
{
  const GPtrArray *objects = muster_directory_objects (get_directory (self));
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && object->name && strcmp (object->type, MUSTER_OBJECT_POLICY) == 0)
        g_ptr_array_add (out, (gpointer) object);
    }
  g_ptr_array_sort (out, compare_names);
  return out;
}

static char *
describe (MusterPoliciesPage *self, const MusterObject *object)
{
  g_autoptr (MusterPolicy) policy = muster_policy_read (object->body, NULL);
  g_autoptr (MusterPolicyUsage) usage =
      muster_policy_usage_new (get_directory (self), object->name);
  g_autofree char *shape =
      policy ? muster_policy_describe_shape (policy) : g_strdup (_ ("cannot be read"));
  g_autofree char *used = muster_policy_usage_describe (usage);

  /* TRANSLATORS: of a policy: how many steps it has, and that nothing leads to it */
  return used ? g_strdup_printf ("%s · %s", shape, used)
              : g_strdup_printf (_ ("%s · unused"), shape);
}

static void
add_row (MusterPoliciesPage *self, const MusterObject *policy, const char *about)
{
  g_autofree char *name = muster_safe_text (policy->name, -1, FALSE);
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, "subtitle", about,
                    "title-lines", 2, "subtitle-lines", 0, "activatable", TRUE, NULL);

  g_object_set_data_full (G_OBJECT (row), "policy", muster_ulid_to_string (policy->id), g_free);
  muster_form_name (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about,
                                  -1);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  if (muster_ulid_equal (policy->id, self->chosen))
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
}

static const MusterObject *
find_chosen (MusterPoliciesPage *self, const GPtrArray *policies)
{
  const MusterObject *found = NULL;

  for (guint i = 0; i < policies->len; i++)
    {
      const MusterObject *policy = g_ptr_array_index (policies, i);

      if (g_strcmp0 (policy->name, self->awaited) == 0)
        {
          g_clear_pointer (&self->awaited, g_free);
          self->chosen = policy->id;
          self->is_there = TRUE;
          return policy;
        }
      if (muster_ulid_equal (policy->id, self->chosen))
        found = policy;
    }
  if (!found && policies->len > 0)
    {
      found = g_ptr_array_index (policies, 0);
      self->chosen = found->id;
    }
  return found;
}

/* Only when it is another one: whoever goes through it stays where they are. */
static void
show_list (MusterPoliciesPage *self, const GPtrArray *policies)
{
  g_autoptr (GString) listed = g_string_new (NULL);
  g_autoptr (GPtrArray) about = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *chosen = muster_ulid_to_string (self->chosen);
  gboolean had_focus = gtk_widget_get_focus_child (self->list) != NULL;

  for (guint i = 0; i < policies->len; i++)
    {
      const MusterObject *policy = g_ptr_array_index (policies, i);

      g_ptr_array_add (about, describe (self, policy));
      g_string_append_printf (listed, "%s\n%s\n", policy->name,
                              (const char *) g_ptr_array_index (about, i));
    }
  g_string_append (listed, chosen);
  if (g_strcmp0 (listed->str, self->listed) == 0)
    return;
  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < policies->len; i++)
    add_row (self, g_ptr_array_index (policies, i), g_ptr_array_index (about, i));
  g_free (self->listed);
  self->listed = g_strdup (listed->str);
  if (had_focus || self->is_there)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  self->is_there = FALSE;
}

static void
show_add (MusterPoliciesPage *self)
{
  MusterAccess access = muster_replica_get_access (muster_session_get_replica (self->session));
  gboolean is_manager = (access & (MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN)) != 0;
  gboolean is_online = muster_session_is_online (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (self->add); i++)
    {
      gtk_widget_set_visible (self->add[i], is_manager);
      gtk_widget_set_sensitive (self->add[i], is_online);
      gtk_widget_set_tooltip_text (self->add[i],
                                   is_online ? NULL : _ ("There is no link to the hub"));
    }
}

static void
show (MusterPoliciesPage *self)
{
  g_autoptr (GPtrArray) policies = list_policies (self);
  const MusterObject *chosen = find_chosen (self, policies);

  show_add (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), chosen ? "list" : "empty");
  if (!chosen)
    return;
  show_list (self, policies);
  muster_policy_detail_set (MUSTER_POLICY_DETAIL (self->detail), self->session, chosen);
}

static void
selected_cb (MusterPoliciesPage *self, GtkListBoxRow *row)
{
  const char *id = row ? g_object_get_data (G_OBJECT (row), "policy") : NULL;
  const MusterObject *policy;

  if (!id || !self->session || !muster_ulid_parse (id, -1, &self->chosen))
    return;
  policy = muster_directory_get (get_directory (self), self->chosen);
  if (policy)
    muster_policy_detail_set (MUSTER_POLICY_DETAIL (self->detail), self->session, policy);
  if (self->listed) /* what is chosen is part of it */
    memcpy (self->listed + strlen (self->listed) - strlen (id), id, strlen (id));
}

/* --- changing --- */

static void
saved_cb (MusterPoliciesPage *self, const char *name)
{
  g_free (self->awaited);
  self->awaited = g_strdup (name);
  if (self->session)
    show (self);
}

static void
open_editor (MusterPoliciesPage *self, const char *policy)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *editor = muster_policy_editor_new (self->session, policy, GTK_WINDOW (root));

  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
add_cb (MusterPoliciesPage *self)
{
  if (self->session)
    open_editor (self, NULL);
}

static const MusterObject *
get_chosen (MusterPoliciesPage *self)
{
  return self->session ? muster_directory_get (get_directory (self), self->chosen) : NULL;
}

static void
edit_cb (MusterPoliciesPage *self)
{
  const MusterObject *policy = get_chosen (self);

  if (policy)
    open_editor (self, policy->name);
}

/* --- removing --- */

typedef struct
{
  MusterPoliciesPage *page;
  MusterUlid id;
  char *name, *body; /* body is nullable */
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *self = data;

  g_object_unref (self->page);
  g_free (self->name);
  g_free (self->body);
  g_free (self);
}

static void
put_back_cb (AdwToast *toast, Removal *self)
{
  MusterCommand *command;

  if (!self->page->session)
    return;
  command = muster_session_command (self->page->session, "config.put", 0);
  muster_command_set_text (command, "object", MUSTER_OBJECT_POLICY);
  muster_command_set_text (command, "name", self->name);
  if (self->body)
    muster_command_set_text (command, "body", self->body);
  muster_session_send (self->page->session, command, GTK_WIDGET (self->page), NULL);
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Removal *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);
  g_autofree char *safe = error ? muster_safe_text (error->message, -1, FALSE) : NULL;
  AdwToast *toast = NULL;

  if (!is_done)
    muster_toast_show (GTK_WIDGET (self->page), safe);
  else
    toast = muster_toast_show_undo (GTK_WIDGET (self->page), _ ("The policy was removed"));
  if (toast)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (put_back_cb), self, removal_free,
                           0);
  else
    removal_free (self, NULL);
}

static void
remove_now (MusterPoliciesPage *self, const MusterObject *policy)
{
  MusterCommand *command = muster_session_command (self->session, "config.remove", 0);
  Removal *removal = g_new0 (Removal, 1);

  *removal = (Removal){ g_object_ref (self), policy->id, g_strdup (policy->name),
                        g_strdup (policy->body) };
  command->object = policy->id;
  muster_replica_send_async (muster_session_get_replica (self->session), command, NULL, removed_cb,
                             removal);
}

static void
answered_cb (MusterPoliciesPage *self, const char *response, AdwMessageDialog *dialog)
{
  const MusterObject *policy = get_chosen (self);

  if (policy && !policy->removed && strcmp (response, "remove") == 0)
    remove_now (self, policy);
}

/* Where something leads to it, others are reached by it no more. */
static void
remove_cb (MusterPoliciesPage *self)
{
  const MusterObject *policy = get_chosen (self);
  g_autoptr (MusterPolicyUsage) usage = NULL;
  g_autofree char *used = NULL;
  GtkWidget *dialog;

  if (!policy)
    return;
  usage = muster_policy_usage_new (get_directory (self), policy->name);
  used = muster_policy_usage_describe (usage);
  if (!used)
    {
      remove_now (self, policy);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   _ ("Remove this policy?"), NULL);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* TRANSLATORS: what has a policy that is to be removed: "2 services and 1 route" */
      _ ("It is what %s lead to. Their incidents will page no step; only owners and consoles hear "
         "of them."),
      used);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep it"), "remove",
                                    _ ("_Remove the policy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- the widget --- */

static gboolean
grab_focus (GtkWidget *widget)
{
  MusterPoliciesPage *self = MUSTER_POLICIES_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row && gtk_widget_get_mapped (GTK_WIDGET (row)))
    return gtk_widget_grab_focus (GTK_WIDGET (row));
  return gtk_widget_get_mapped (self->add[1]) && gtk_widget_grab_focus (self->add[1]);
}

static void
dispose (GObject *object)
{
  MusterPoliciesPage *self = MUSTER_POLICIES_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_policies_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterPoliciesPage *self = MUSTER_POLICIES_PAGE (object);

  g_free (self->listed);
  g_free (self->awaited);
  G_OBJECT_CLASS (muster_policies_page_parent_class)->finalize (object);
}

static void
muster_policies_page_class_init (MusterPoliciesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_add (MusterPoliciesPage *self, int i)
{
  /* TRANSLATORS: verb on a button: make a policy */
  self->add[i] = gtk_button_new_with_mnemonic (_ ("_New policy…"));
  gtk_widget_set_halign (self->add[i], i == 0 ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->add[i], "clicked", G_CALLBACK (add_cb), self);
  return self->add[i];
}

static GtkWidget *
make_columns (MusterPoliciesPage *self)
{
  GtkWidget *scroller = muster_scroller_new ();

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->list = gtk_list_box_new ();
  self->detail = muster_policy_detail_new ();
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Escalation policies"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->detail, "edit", G_CALLBACK (edit_cb), self);
  g_signal_connect_swapped (self->detail, "remove", G_CALLBACK (remove_cb), self);
  gtk_widget_set_hexpand (self->detail, TRUE);
  gtk_widget_add_css_class (self->columns, "oncall-page");
  gtk_box_append (GTK_BOX (self->side), self->list);
  gtk_box_append (GTK_BOX (self->side), make_add (self, 0));
  gtk_box_append (GTK_BOX (self->columns), self->side);
  gtk_box_append (GTK_BOX (self->columns), self->detail);
  g_object_set (scroller, "child", self->columns, NULL);
  return scroller;
}

static void
muster_policies_page_init (MusterPoliciesPage *self)
{
  GtkWidget *empty = g_object_new (
      ADW_TYPE_STATUS_PAGE, "icon-name", "system-users-symbolic",
      /* TRANSLATORS: nothing says yet who is paged, one after the other */
      "title", _ ("No policy yet"), "description",
      _ ("A policy says who is paged of an incident, and who next when nobody answers."), NULL);

  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_columns (self), "list");
  adw_status_page_set_child (ADW_STATUS_PAGE (empty), make_add (self, 1));
  gtk_widget_add_css_class (self->add[1], "pill");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  muster_policies_page_set_narrow (self, FALSE);
}

/**
 * muster_policies_page_new:
 *
 * Returns: (transfer floating): the page, of no hub
 */
GtkWidget *
muster_policies_page_new (void)
{
  return g_object_new (MUSTER_TYPE_POLICIES_PAGE, NULL);
}

/**
 * muster_policies_page_show:
 * @self: the page
 * @session: (nullable): the hub
 */
void
muster_policies_page_show (MusterPoliciesPage *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_POLICIES_PAGE (self));
  g_set_object (&self->session, session);
  if (session)
    show (self);
}

/**
 * muster_policies_page_set_narrow:
 * @self: the page
 * @is_narrow: whether the list is above what is chosen of it
 */
void
muster_policies_page_set_narrow (MusterPoliciesPage *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_POLICIES_PAGE (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), is_narrow
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->side, is_narrow ? -1 : LIST_WIDTH, -1);
}
