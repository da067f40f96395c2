/* silence-dialog.c - asks what is silenced, how long and why, and shows what that holds back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/silence-dialog.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/alert-page.h"
#include "console/form.h"
#include "console/format.h"
#include "console/silence-draft.h"
#include "console/tick.h"
#include "console/toast.h"

#define ASK_AFTER_MS 250 /* since the last change */
#define SHOWN_N      3   /* of the alerts that it would hold back */

struct _MusterSilenceDialog
{
  AdwWindow parent_instance;
  GtkWidget *silence;
  GtkWidget *conditions;
  GtkWidget *another;
  GtkWidget *more;
  GtkWidget *span;
  GtkWidget *until;
  GtkWidget *why;
  GtkWidget *hint;
  GtkWidget *first;
  MusterSession *session;
  GPtrArray *lines;  /* of MusterSilenceLine */
  MusterUlid object; /* the silence that gets another end; null: it is new */
  gint64 starts_us;
  guint timer;           /* 0: no question waits */
  GCancellable *asking;  /* (nullable): what it would hold back */
  GCancellable *sending; /* (nullable) */
  gboolean is_refused;   /* the hub said why not */
};

static guint signal_silenced;

G_DEFINE_FINAL_TYPE (MusterSilenceDialog, muster_silence_dialog, ADW_TYPE_WINDOW)

static void
say (MusterSilenceDialog *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->hint), words);
}

static char *
read_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* FALSE: what is written is no time. */
static gboolean
read_end (MusterSilenceDialog *self, gint64 *end_us)
{
  MusterTick *tick = muster_tick_get (GTK_WIDGET (self));
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->span));
  gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));

  return chosen < MUSTER_N_SILENCE_SPANS &&
         muster_silence_end ((MusterSilenceSpan) chosen,
                             gtk_editable_get_text (GTK_EDITABLE (self->until)), now_us,
                             muster_tick_zone (tick), end_us);
}

/* --- what it would hold back --- */

static void
show_first (MusterSilenceDialog *self, const GPtrArray *items, gint64 alerts_n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = MIN (items->len, SHOWN_N);

  for (guint i = 0; i < n; i++)
    {
      MusterAlertItem *item = g_ptr_array_index (items, i);
      g_autofree char *labels = muster_alert_item_dup_labels (item);

      g_string_append_printf (text, "%s%s  %s", i > 0 ? "\n" : "",
                              muster_alert_item_get_title (item), labels);
    }
  if (alerts_n > n)
    {
      g_autofree char *more = muster_format_count ((guint64) alerts_n - n);

      g_string_append_c (text, '\n');
      /* TRANSLATORS: after a list of alerts: how many more there are */
      g_string_append_printf (text, _ ("and %s more"), more);
    }
  gtk_label_set_text (GTK_LABEL (self->first), text->str);
  gtk_widget_set_visible (self->first, n > 0);
}

static char *
tell_preview (const MusterAlertPage *page)
{
  g_autofree char *alerts_n = muster_format_count ((guint64) page->alerts_n);
  g_autofree char *incidents_n = muster_format_count ((guint64) page->incidents_n);
  g_autofree char *alerts = NULL, *incidents = NULL;

  if (page->alerts_n == 0)
    return g_strdup (_ ("Would hold back no alert that fires now"));
  /* TRANSLATORS: a part of "Would hold back 12 alerts of 3 incidents" */
  alerts = g_strdup_printf (ngettext ("%s alert", "%s alerts", (gulong) page->alerts_n), alerts_n);
  /* TRANSLATORS: a part of "Would hold back 12 alerts of 3 incidents" */
  incidents = g_strdup_printf (ngettext ("%s incident", "%s incidents", (gulong) page->incidents_n),
                               incidents_n);
  /* TRANSLATORS: as in "Would hold back 12 alerts of 3 incidents" */
  return g_strdup_printf (_ ("Would hold back %s of %s"), alerts, incidents);
}

static void
previewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSilenceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterAlertPage) page =
      muster_alert_page_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  if (self->is_refused)
    return;
  words = page ? tell_preview (page) : muster_safe_text (error->message, -1, FALSE);
  say (self, words);
  if (page)
    show_first (self, page->items, page->alerts_n);
  else
    gtk_widget_set_visible (self->first, FALSE);
}

static void
stop_asking (MusterSilenceDialog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->asking)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static gboolean
ask_cb (gpointer user_data)
{
  MusterSilenceDialog *self = user_data;
  g_autofree char *matchers = muster_silence_lines_text (self->lines);
  g_autofree char *escaped = g_uri_escape_string (matchers, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/silences/preview?matchers=", escaped, NULL);

  self->timer = 0;
  self->asking = g_cancellable_new ();
  muster_alert_page_get_async (muster_session_get_replica (self->session), path, self->asking,
                               previewed_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* --- what is missing --- */

static const char *
find_gap (MusterSilenceDialog *self, const char *matchers)
{
  g_autofree char *why = read_text (self->why);
  gint64 end_us;

  if (!muster_session_is_online (self->session))
    return _ ("There is no link to the hub. A silence needs it.");
  if (*matchers == '\0')
    return _ ("Say which alerts: at least one condition.");
  if (!read_end (self, &end_us))
    return _ ("Say how long, as 90m, 3d, 18:30 or 2026-03-07 09:00.");
  /* TRANSLATORS: "why" is the field of that name */
  return *why == '\0' ? _ ("Say why: others will read it.") : NULL;
}

/* Anything changed: what is missing is said, or what it would hold back is asked. */
static void
changed_cb (MusterSilenceDialog *self)
{
  g_autofree char *matchers = NULL;
  const char *gap;

  if (!self->session)
    return;
  matchers = muster_silence_lines_text (self->lines);
  gap = find_gap (self, matchers);
  self->is_refused = FALSE;
  gtk_widget_set_visible (self->until, adw_combo_row_get_selected (ADW_COMBO_ROW (self->span)) ==
                                           MUSTER_SILENCE_OTHER);
  gtk_widget_set_sensitive (self->silence, !gap && !self->sending);
  stop_asking (self);
  /* what one that is there holds back already, no preview counts */
  if (*matchers == '\0' || !muster_session_is_online (self->session) ||
      !muster_ulid_is_null (self->object))
    {
      say (self, gap ? gap : "");
      gtk_widget_set_visible (self->first, FALSE);
      return;
    }
  self->timer = g_timeout_add (ASK_AFTER_MS, ask_cb, self);
}

/* --- conditions --- */

static void
ticked_cb (GtkCheckButton *check, MusterSilenceLine *line)
{
  line->is_on = gtk_check_button_get_active (check);
}

static void
add_line (MusterSilenceDialog *self, MusterSilenceLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *safe = muster_safe_text (line->text, -1, FALSE);
  g_autofree char *escaped = g_markup_escape_text (safe, -1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), line->is_on);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (check, muster_ulid_is_null (self->object));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, safe, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), line);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (changed_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_set_focusable (row, FALSE); /* the check is */
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->conditions), row);
}

static void
more_changed_cb (MusterSilenceDialog *self)
{
  gtk_widget_remove_css_class (self->more, "error");
}

/* A condition, or several with commas between. */
static void
more_applied_cb (MusterSilenceDialog *self)
{
  g_autofree char *text = read_text (self->more);
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (!muster_matchers_parse (matchers, text, &error))
    {
      g_autofree char *safe = muster_safe_text (error->message, -1, FALSE);

      gtk_widget_add_css_class (self->more, "error");
      say (self, safe);
      return;
    }
  lines = muster_silence_lines (text, FALSE);
  while (lines->len > 0)
    {
      MusterSilenceLine *line = g_ptr_array_steal_index (lines, 0);

      g_ptr_array_add (self->lines, line);
      add_line (self, line);
    }
  gtk_widget_set_visible (self->conditions, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->more), "");
  changed_cb (self);
}

/* --- sending --- */

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSilenceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *safe = error ? muster_safe_text (error->message, -1, FALSE) : NULL;

  if (g_cancellable_is_cancelled (self->sending))
    return;
  g_clear_object (&self->sending);
  if (is_done)
    {
      g_signal_emit (self, signal_silenced, 0);
      if (parent)
        muster_toast_show (GTK_WIDGET (parent), _ ("Silenced. What is held back stays visible"));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->is_refused = TRUE;
  say (self, safe);
  gtk_widget_set_visible (self->first, FALSE);
  gtk_widget_set_sensitive (self->silence, TRUE);
}

static void
silence_clicked_cb (MusterSilenceDialog *self)
{
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));
  MusterReplica *replica = muster_session_get_replica (self->session);
  const MusterObject *me = muster_directory_get (directory, muster_replica_get_me (replica));
  g_autofree char *matchers = muster_silence_lines_text (self->lines);
  g_autofree char *why = read_text (self->why);
  const char *gap = find_gap (self, matchers);
  MusterCommand *command;
  gint64 end_us;

  if (gap || self->sending || !read_end (self, &end_us))
    {
      if (gap)
        say (self, gap);
      return;
    }
  stop_asking (self);
  command = muster_session_command (self->session, "silence.set", 0);
  muster_command_set_text (command, "matchers", matchers);
  muster_command_set_int (command, "endsAt", end_us);
  muster_command_set_text (command, "comment", why);
  if (me)
    muster_command_set_text (command, "createdBy", me->name);
  if (self->starts_us != MUSTER_NO_TIME)
    muster_command_set_int (command, "startsAt", self->starts_us);
  if (!muster_ulid_is_null (self->object))
    muster_command_set_ulid (command, "silence", self->object);
  self->sending = g_cancellable_new ();
  gtk_widget_set_sensitive (self->silence, FALSE);
  muster_replica_send_async (replica, command, self->sending, sent_cb, g_object_ref (self));
}

/* --- the dialog --- */

static void
dispose (GObject *object)
{
  MusterSilenceDialog *self = MUSTER_SILENCE_DIALOG (object);

  stop_asking (self);
  if (self->sending)
    g_cancellable_cancel (self->sending);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_SILENCE_DIALOG);
  G_OBJECT_CLASS (muster_silence_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterSilenceDialog *self = MUSTER_SILENCE_DIALOG (object);

  g_clear_object (&self->sending);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_silence_dialog_parent_class)->finalize (object);
}

static void
muster_silence_dialog_class_init (MusterSilenceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_silenced = g_signal_new ("silenced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/silence-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, silence);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, conditions);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, another);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, more);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, span);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, until);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, why);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, MusterSilenceDialog, first);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, silence_clicked_cb);
}

static void
muster_silence_dialog_init (MusterSilenceDialog *self)
{
  const char *const spans[] = { /* TRANSLATORS: how long alerts are silenced */
                                _ ("1 hour"), _ ("4 hours"), _ ("Until tomorrow 09:00"),
                                _ ("24 hours"),
                                /* TRANSLATORS: a time that is written below */
                                _ ("Another time"), NULL
  };
  g_autoptr (GtkStringList) names = gtk_string_list_new (spans);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->span), G_LIST_MODEL (names));
}

static void
begin_with (MusterSilenceDialog *self, const MusterSilenceDraft *draft)
{
  gboolean is_new = muster_ulid_is_null (draft->silence);

  self->object = draft->silence;
  self->starts_us = is_new ? MUSTER_NO_TIME : draft->starts_us;
  self->lines = muster_silence_lines (draft->matchers, draft->is_alert);
  for (guint i = 0; i < self->lines->len; i++)
    add_line (self, g_ptr_array_index (self->lines, i));
  if (draft->comment)
    gtk_editable_set_text (GTK_EDITABLE (self->why), draft->comment);
  gtk_widget_set_visible (self->conditions, self->lines->len > 0);
  gtk_widget_set_visible (self->another, is_new);
  if (!is_new)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Give a silence another end"));
      /* TRANSLATORS: verb: a silence gets another end */
      gtk_button_set_label (GTK_BUTTON (self->silence), _ ("_Save"));
    }
}

/**
 * muster_silence_dialog_new:
 * @session: the hub
 * @draft: what it begins with
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
muster_silence_dialog_new (MusterSession *session,
                           const MusterSilenceDraft *draft,
                           GtkWindow *parent)
{
  MusterSilenceDialog *self =
      g_object_new (MUSTER_TYPE_SILENCE_DIALOG, "transient-for", parent, NULL);

  begin_with (self, draft);
  muster_form_prepare (GTK_WIDGET (self));
  self->session = g_object_ref (session);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (changed_cb), self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_grab_focus (!muster_ulid_is_null (self->object) ? self->span
                         : self->lines->len > 0              ? self->why
                                                             : self->more);
  changed_cb (self);
  return GTK_WIDGET (self);
}
