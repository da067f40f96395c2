/* change-pane.c - which changes may have begun an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The hub is asked while somebody looks, and once at the beginning. */
#include "console/change-pane.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/change-row.h"
#include "console/focus.h"
#include "console/scroller.h"

#define TURN_S 2 /* the hub is asked at most so often, */
#define TURNS  5 /* and at least once in so many: changes are on no stream */

struct _MusterChangePane
{
  GtkWidget parent_instance;
  MusterSession *session;
  guint incident;
  GtkWidget *scroller;
  GtkWidget *status;
  GtkWidget *list;
  GtkWidget *later;
  GCancellable *cancellable;
  GBytes *shown; /* (nullable): what the rows say */
  guint n;
  guint timer; /* 0: nobody looks */
  guint turns; /* since the hub was asked */
  gboolean is_loading;
  gboolean is_stale; /* the incident moved on */
};

G_DEFINE_FINAL_TYPE (MusterChangePane, muster_change_pane, GTK_TYPE_WIDGET)

static guint counted_signal;

/* --- showing --- */

static void
say (MusterChangePane *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->status), words);
  gtk_widget_set_visible (self->status, *words != '\0');
}

static void
show_words (MusterChangePane *self, const MusterSuspectList *list)
{
  g_autofree char *words = NULL, *later = NULL;

  if (*list->outside)
    /* TRANSLATORS: the placeholder says what is to blame instead: "a certificate is out of date" */
    words = g_strdup_printf (_ ("No change is to blame, most likely: %s"), list->outside);
  else if (list->items->len == 0)
    words = g_strdup (_ ("No change is known of the day before it began"));
  else
    words = g_strdup (_ ("Suspects, not culprits: ranked by what is known of them"));
  say (self, words);
  later = g_strdup_printf (ngettext ("%d change came when it had begun already",
                                     "%d changes came when it had begun already",
                                     (gulong) list->n_later),
                           (int) list->n_later);
  gtk_label_set_text (GTK_LABEL (self->later), later);
  gtk_widget_set_visible (self->later, list->n_later > 0);
}

/* The ids of rows that say why; nothing was shown yet: NULL. */
static GHashTable *
list_open (MusterChangePane *self)
{
  GHashTable *open = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row = gtk_widget_get_next_sibling (row))
    {
      if (!open)
        open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (muster_change_row_is_open (MUSTER_CHANGE_ROW (row)))
        g_hash_table_add (open, g_strdup (muster_change_row_get_id (MUSTER_CHANGE_ROW (row))));
    }
  return open;
}

/* Who has the focus in a row keeps it in the row of the same change. */
static char *
find_focused (MusterChangePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, MUSTER_TYPE_CHANGE_ROW) : NULL;

  return row && gtk_widget_is_ancestor (row, self->list)
             ? g_strdup (muster_change_row_get_id (MUSTER_CHANGE_ROW (row)))
             : NULL;
}

static void
show_rows (MusterChangePane *self, const MusterSuspectList *list)
{
  g_autoptr (GHashTable) open = list_open (self);
  g_autofree char *focused = find_focused (self);
  GtkWidget *again = NULL;

  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->list));)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < list->items->len; i++)
    {
      const MusterSuspectItem *item = g_ptr_array_index (list->items, i);
      GtkWidget *row = muster_change_row_new (item, i + 1, list->onset_us);

      muster_change_row_set_open (MUSTER_CHANGE_ROW (row),
                                  open ? g_hash_table_contains (open, item->id) : i == 0);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      if (g_strcmp0 (focused, item->id) == 0)
        again = row;
    }
  gtk_widget_set_visible (self->list, list->items->len > 0);
  if (focused && list->items->len > 0)
    gtk_widget_grab_focus (again ? again : gtk_widget_get_first_child (self->list));
}

/* --- asking --- */

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterChangePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (MusterSuspectList) list = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_loading = FALSE;
  if (json && self->shown && g_bytes_equal (json, self->shown))
    return;
  list = json ? muster_suspect_list_read (json, &error) : NULL;
  g_clear_pointer (&self->shown, g_bytes_unref);
  if (!list)
    {
      g_autofree char *words = muster_safe_text (error->message, -1, FALSE);

      say (self, words);
      return;
    }
  self->shown = g_steal_pointer (&json);
  show_words (self, list);
  show_rows (self, list);
  self->n = list->items->len;
  g_signal_emit (self, counted_signal, 0);
}

static void
ask (MusterChangePane *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/changes", self->incident);

  if (!muster_session_is_online (self->session))
    {
      say (self, _ ("There is no link to the hub. What you see is as it was."));
      g_clear_pointer (&self->shown, g_bytes_unref);
      return;
    }
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  self->is_stale = FALSE;
  self->turns = 0;
  muster_replica_get_async (muster_session_get_replica (self->session), path, self->cancellable,
                            got_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  MusterChangePane *self = user_data;

  if (self->is_stale || ++self->turns >= TURNS)
    ask (self);
  return G_SOURCE_CONTINUE;
}

/* --- the widget --- */

static void
map (GtkWidget *widget)
{
  MusterChangePane *self = MUSTER_CHANGE_PANE (widget);

  GTK_WIDGET_CLASS (muster_change_pane_parent_class)->map (widget);
  ask (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (TURN_S, timer_cb, self);
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MUSTER_CHANGE_PANE (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (muster_change_pane_parent_class)->unmap (widget);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_first_child (MUSTER_CHANGE_PANE (widget)->list);

  return row && gtk_widget_grab_focus (row);
}

static void
activated_cb (GtkListBox *list, MusterChangeRow *row)
{
  muster_change_row_set_open (row, !muster_change_row_is_open (row));
}

static void
dispose (GObject *object)
{
  MusterChangePane *self = MUSTER_CHANGE_PANE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_change_pane_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterChangePane *self = MUSTER_CHANGE_PANE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_bytes_unref);
  G_OBJECT_CLASS (muster_change_pane_parent_class)->finalize (object);
}

static void
muster_change_pane_class_init (MusterChangePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  counted_signal = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_words (GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "muster-dim");
  return label;
}

static void
muster_change_pane_init (MusterChangePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->cancellable = g_cancellable_new ();
  self->status = make_words (GTK_ACCESSIBLE_ROLE_STATUS);
  say (self, _ ("Asking the hub"));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Changes that may have begun it"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), NULL);
  self->later = make_words (GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_set_visible (self->later, FALSE);
  gtk_widget_add_css_class (box, "side-page");
  gtk_box_append (GTK_BOX (box), self->status);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->later);
  self->scroller = muster_scroller_new ();
  g_object_set (self->scroller, "child", box, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * muster_change_pane_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): the pane
 */
GtkWidget *
muster_change_pane_new (MusterSession *session, guint incident)
{
  MusterChangePane *self = g_object_new (MUSTER_TYPE_CHANGE_PANE, NULL);

  self->session = g_object_ref (session);
  self->incident = incident;
  return GTK_WIDGET (self);
}

/**
 * muster_change_pane_count:
 * @self: a pane
 *
 * Returns: how many changes are suspects, as far as the hub was asked
 */
guint
muster_change_pane_count (MusterChangePane *self)
{
  return self->n;
}

/**
 * muster_change_pane_update:
 * @self: a pane
 * @incident: the incident as it is now; only looked at
 */
void
muster_change_pane_update (MusterChangePane *self, const MusterIncident *incident)
{
  g_return_if_fail (MUSTER_IS_CHANGE_PANE (self));

  self->is_stale = TRUE;
  if (!self->shown && muster_session_is_online (self->session))
    ask (self);
}
