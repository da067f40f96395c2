/* outbox-tray.c - what waits for the hub, and what it did not apply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/outbox-tray.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/scroller.h"

#define MOST_ROWS   50
#define COMMAND_KEY "muster-command"

struct _MusterOutboxTray
{
  GtkPopover parent_instance;
  GtkWidget *box;
  GtkWidget *waiting_title;
  GtkWidget *waiting;
  GtkWidget *unapplied_title;
  GtkWidget *unapplied;
  MusterSession *session;
};

G_DEFINE_FINAL_TYPE (MusterOutboxTray, muster_outbox_tray, GTK_TYPE_POPOVER)

static MusterUlid
get_command (GtkWidget *button)
{
  return *(const MusterUlid *) g_object_get_data (G_OBJECT (button), COMMAND_KEY);
}

static void
retry_cb (GtkWidget *button, MusterOutboxTray *self)
{
  muster_replica_retry (muster_session_get_replica (self->session), get_command (button));
}

static void
discard_cb (GtkWidget *button, MusterOutboxTray *self)
{
  muster_replica_discard (muster_session_get_replica (self->session), get_command (button));
}

static GtkWidget *
make_button (MusterOutboxTray *self, const MusterOutboxItem *item, const char *label, GCallback cb)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), COMMAND_KEY,
                          g_memdup2 (&item->command->id, sizeof item->command->id), g_free);
  g_signal_connect (button, "clicked", cb, self);
  return button;
}

/* "Add a note, INC-7" */
static char *
describe (const MusterOutboxItem *item)
{
  const MusterCommand *command = item->command;
  const char *title = _ (command->spec->title);

  if (command->incident != 0)
    /* TRANSLATORS: what a command does, and the number of its incident */
    return g_strdup_printf (_ ("%s, INC-%u"), title, command->incident);
  if (g_str_equal (command->spec->name, "incident.declare"))
    return g_strdup_printf ("%s: %s", title, muster_command_text (command, "title"));
  return g_strdup (title);
}

static GtkWidget *
make_row (MusterOutboxTray *self, const MusterOutboxItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe (item);
  g_autofree char *title = g_markup_escape_text (words, -1);
  g_autofree char *problem = item->problem ? g_markup_escape_text (item->problem, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (problem)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 /* TRANSLATORS: verb: send the command once more */
                                 make_button (self, item, _ ("Retry"), G_CALLBACK (retry_cb)));
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             /* TRANSLATORS: verb: throw the command away */
                             make_button (self, item, _ ("Discard"), G_CALLBACK (discard_cb)));
  return row;
}

static void
fill (MusterOutboxTray *self, GtkWidget *list, const GPtrArray *items)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
  for (guint i = 0; i < MIN (items->len, MOST_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, g_ptr_array_index (items, i)));
  gtk_widget_set_visible (list, items->len > 0);
}

static void
show (MusterOutboxTray *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const GPtrArray *waiting = muster_replica_get_outbox (replica);
  const GPtrArray *unapplied = muster_replica_get_unapplied (replica);
  g_autofree char *waits =
      waiting->len == 0
          ? g_strdup (_ ("Nothing waits for the hub"))
          /* TRANSLATORS: how many commands will be sent when the link is back */
          : g_strdup_printf (ngettext ("%u waits for the hub", "%u wait for the hub", waiting->len),
                             waiting->len);
  g_autofree char *refused = g_strdup_printf (
      /* TRANSLATORS: how many commands the hub did not carry out */
      ngettext ("%u not applied", "%u not applied", unapplied->len), unapplied->len);

  gtk_label_set_text (GTK_LABEL (self->waiting_title), waits);
  gtk_label_set_text (GTK_LABEL (self->unapplied_title), refused);
  gtk_widget_set_visible (self->unapplied_title, unapplied->len > 0);
  fill (self, self->waiting, waiting);
  fill (self, self->unapplied, unapplied);
}

static void
dispose (GObject *object)
{
  MusterOutboxTray *self = MUSTER_OUTBOX_TRAY (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_outbox_tray_parent_class)->dispose (object);
}

static void
muster_outbox_tray_class_init (MusterOutboxTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static GtkWidget *
add_title (MusterOutboxTray *self)
{
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (self->box), title);
  return title;
}

static GtkWidget *
add_list (MusterOutboxTray *self, const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (self->box), list);
  return list;
}

static void
muster_outbox_tray_init (MusterOutboxTray *self)
{
  GtkWidget *scroller = muster_scroller_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  gtk_widget_set_margin_start (self->box, 6);
  gtk_widget_set_margin_end (self->box, 6);
  self->waiting_title = add_title (self);
  self->waiting = add_list (self, _ ("Waits for the hub"));
  self->unapplied_title = add_title (self);
  self->unapplied = add_list (self, _ ("Not applied"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), 324);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}

/**
 * muster_outbox_tray_new:
 * @session: the hub
 *
 * Returns: (transfer floating): the tray
 */
GtkWidget *
muster_outbox_tray_new (MusterSession *session)
{
  MusterOutboxTray *self = g_object_new (MUSTER_TYPE_OUTBOX_TRAY, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (muster_session_get_replica (session), "outbox-changed",
                            G_CALLBACK (show), self);
  show (self);
  return GTK_WIDGET (self);
}
