/* held-list.c - why alerts of an incident are held back, and how many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/held-list.h"

#include <glib/gi18n.h>

#include "console/alert-page.h"
#include "console/format.h"
#include "console/tick.h"

#define ASKED_N 1000u /* what more are held back is not looked at */
#define EVERY_S 30    /* asked again: a silence may get another end */

struct _MusterHeldList
{
  GtkWidget parent_instance;
  MusterSession *session;
  guint incident;
  GtkWidget *box;
  GtkWidget *rows;
  GCancellable *loading; /* (nullable) */
  guint n;               /* that the rows are of, or will be */
  guint seconds;         /* since it was asked */
  char *told;            /* (nullable): what the rows say */
};

G_DEFINE_FINAL_TYPE (MusterHeldList, muster_held_list, GTK_TYPE_WIDGET)

static guint signal_chosen;
static guint signal_changed;

static void
activated_cb (MusterHeldList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signal_chosen, 0, g_object_get_data (G_OBJECT (row), "reason"));
}

static GtkWidget *
make_row (const char *reason, guint n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_label_new (reason);
  GtkWidget *icon = gtk_image_new_from_icon_name ("pan-end-symbolic");
  g_autofree char *count = muster_format_count (n);
  g_autofree char *name =
      g_strdup_printf (ngettext ("%s, %s alert", "%s, %s alerts", n), reason, count);
  GtkWidget *number = gtk_label_new (count);

  g_object_set (words, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand",
                TRUE, NULL);
  gtk_widget_add_css_class (number, "heading");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (icon, "muster-dim");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "held-row");
  g_object_set_data_full (G_OBJECT (row), "reason", g_strdup (reason), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/* Whether they say something else than the rows do. */
static gboolean
is_news (MusterHeldList *self, const GPtrArray *items)
{
  g_autoptr (GString) told = g_string_new (NULL);
  gboolean is_other;

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (told, "%s\n",
                            muster_alert_item_get_reason (g_ptr_array_index (items, i)));
  is_other = g_strcmp0 (told->str, self->told) != 0;
  g_free (self->told);
  self->told = g_string_free (g_steal_pointer (&told), FALSE);
  return is_other;
}

/* How many alerts for each reason, in the order of the first of each. */
static void
show (MusterHeldList *self, const GPtrArray *items)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->rows), GTK_WIDGET (row));
  for (guint i = 0; i < items->len; i++)
    {
      const char *reason = muster_alert_item_get_reason (g_ptr_array_index (items, i));
      guint n = reason ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, reason)) : 0;

      if (!reason)
        continue;
      if (n == 0)
        g_ptr_array_add (reasons, (char *) reason);
      g_hash_table_insert (counts, (char *) reason, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < reasons->len; i++)
    {
      const char *reason = g_ptr_array_index (reasons, i);

      gtk_list_box_append (
          GTK_LIST_BOX (self->rows),
          make_row (reason, GPOINTER_TO_UINT (g_hash_table_lookup (counts, reason))));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), reasons->len > 0);
}

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHeldList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterAlertPage) page =
      muster_alert_page_get_finish (MUSTER_REPLICA (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (!page)
    self->n = 0; /* so that it is asked again */
  else if (is_news (self, page->items))
    {
      show (self, page->items);
      g_signal_emit (self, signal_changed, 0);
    }
}

static void
ask (MusterHeldList *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/alerts?status=suppressed&incident=INC-%u&limit=%u",
                                           self->incident, ASKED_N);

  self->seconds = 0;
  self->loading = g_cancellable_new ();
  muster_alert_page_get_async (muster_session_get_replica (self->session), path, self->loading,
                               got_cb, g_object_ref (self));
}

static void
tick_cb (GtkWidget *widget, gint64 now_us)
{
  MusterHeldList *self = MUSTER_HELD_LIST (widget);

  if (++self->seconds >= EVERY_S && self->n > 0 && !self->loading)
    ask (self);
}

/**
 * muster_held_list_update:
 * @self: a list
 * @n: how many alerts of the incident are held back now
 *
 * Asks the hub why, when the number changed.
 */
void
muster_held_list_update (MusterHeldList *self, guint n)
{
  g_return_if_fail (MUSTER_IS_HELD_LIST (self));

  if (n == self->n || self->loading)
    return;
  self->n = n;
  if (n == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      g_clear_pointer (&self->told, g_free);
      return;
    }
  ask (self);
}

static void
dispose (GObject *object)
{
  MusterHeldList *self = MUSTER_HELD_LIST (object);

  if (self->loading)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->told, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_held_list_parent_class)->dispose (object);
}

static void
muster_held_list_class_init (MusterHeldListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signal_chosen = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_held_list_init (MusterHeldList *self)
{
  /* TRANSLATORS: over the reasons why nobody is told of some alerts */
  GtkWidget *heading = gtk_label_new (_ ("Held back"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* TRANSLATORS: over the reasons why nobody is told of some
                                   * alerts */
                                  _ ("Held back"), -1);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), self->rows);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  muster_tick_follow (GTK_WIDGET (self), tick_cb);
}

/**
 * muster_held_list_new:
 * @session: a session
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): the list, hidden until something is held back
 */
GtkWidget *
muster_held_list_new (MusterSession *session, guint incident)
{
  MusterHeldList *self = g_object_new (MUSTER_TYPE_HELD_LIST, NULL);

  self->session = g_object_ref (session);
  self->incident = incident;
  return GTK_WIDGET (self);
}
