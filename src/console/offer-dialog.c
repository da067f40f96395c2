/* offer-dialog.c - offers to take the shift of somebody who asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/offer-dialog.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/form.h"
#include "console/roster-outlook.h"
#include "console/roster-words.h"
#include "console/takers.h"
#include "console/toast.h"

#define RETURNS_MOST 12 /* shifts of mine that can be chosen */

struct _MusterOfferDialog
{
  AdwWindow parent_instance;
  GtkWidget *offer;
  GtkWidget *request;
  GtkWidget *note;
  GtkWidget *back;
  GtkWidget *hint;
  MusterSession *session;
  MusterUlid id;
  GArray *mine;          /* of MusterGap: shifts that I could have taken in return */
  char *fares;           /* how I would fare with it */
  GCancellable *sending; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterOfferDialog, muster_offer_dialog, ADW_TYPE_WINDOW)

static void
changed_cb (MusterOfferDialog *self)
{
  gboolean is_online;

  if (!self->session)
    return;
  is_online = muster_session_is_online (self->session);
  gtk_label_set_text (GTK_LABEL (self->hint),
                      is_online ? self->fares
                                : _ ("There is no link to the hub. An offer needs it."));
  gtk_widget_set_sensitive (self->offer, is_online && !self->sending);
}

/* --- sending --- */

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);
  g_autofree char *safe = error ? muster_safe_text (error->message, -1, FALSE) : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (g_cancellable_is_cancelled (self->sending))
    return;
  g_clear_object (&self->sending);
  if (!is_done)
    {
      gtk_label_set_text (GTK_LABEL (self->hint), safe);
      gtk_widget_set_sensitive (self->offer, TRUE);
      return;
    }
  if (parent)
    muster_toast_show (GTK_WIDGET (parent), _ ("Offered. You are told whether it is accepted"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
offer_clicked_cb (MusterOfferDialog *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->back));
  MusterCommand *command;

  if (self->sending)
    return;
  command = muster_session_command (self->session, "schedule.offer", 0);
  command->object = self->id;
  if (i > 0 && i <= self->mine->len)
    {
      const MusterGap *shift = &g_array_index (self->mine, MusterGap, i - 1);

      muster_command_set_int (command, "from", shift->start_s * G_USEC_PER_SEC);
      muster_command_set_int (command, "to", shift->end_s * G_USEC_PER_SEC);
    }
  self->sending = g_cancellable_new ();
  gtk_widget_set_sensitive (self->offer, FALSE);
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->sending,
                             sent_cb, g_object_ref (self));
}

/* --- the dialog --- */

static void
dispose (GObject *object)
{
  MusterOfferDialog *self = MUSTER_OFFER_DIALOG (object);

  if (self->sending)
    g_cancellable_cancel (self->sending);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_OFFER_DIALOG);
  G_OBJECT_CLASS (muster_offer_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterOfferDialog *self = MUSTER_OFFER_DIALOG (object);

  g_clear_object (&self->sending);
  g_clear_pointer (&self->mine, g_array_unref);
  g_free (self->fares);
  G_OBJECT_CLASS (muster_offer_dialog_parent_class)->finalize (object);
}

static void
muster_offer_dialog_class_init (MusterOfferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/offer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterOfferDialog, offer);
  gtk_widget_class_bind_template_child (widget_class, MusterOfferDialog, request);
  gtk_widget_class_bind_template_child (widget_class, MusterOfferDialog, note);
  gtk_widget_class_bind_template_child (widget_class, MusterOfferDialog, back);
  gtk_widget_class_bind_template_child (widget_class, MusterOfferDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, offer_clicked_cb);
}

static void
muster_offer_dialog_init (MusterOfferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shifts of mine that have not begun, as what may be asked in return. */
static void
list_returns (MusterOfferDialog *self,
              const MusterRosterSubject *subject,
              const char *me,
              GTimeZone *zone)
{
  const gint64 now_s =
      muster_clock_now_us (muster_session_get_clock (self->session)) / G_USEC_PER_SEC;
  const char *const nothing[] = { /* TRANSLATORS: what is asked for taking a shift */
                                  _ ("Nothing"), NULL
  };
  g_autoptr (GtkStringList) choices = gtk_string_list_new (nothing);
  g_autoptr (MusterRosterOutlook) outlook = NULL;
  guint person;

  self->mine = g_array_new (FALSE, FALSE, sizeof (MusterGap));
  if (me && g_ptr_array_find_with_equal_func (subject->body->people, me, g_str_equal, &person))
    outlook = muster_roster_outlook_new (subject, now_s, NULL);
  if (outlook)
    {
      g_autoptr (GArray) shifts =
          muster_roster_outlook_list_shifts (outlook, person, now_s, RETURNS_MOST + 1);

      for (guint i = 0; i < shifts->len; i++)
        {
          const MusterGap *shift = &g_array_index (shifts, MusterGap, i);
          g_autofree char *span =
              muster_roster_format_span (shift->start_s, shift->end_s, now_s, zone);

          if (shift->start_s <= now_s)
            continue;
          g_array_append_val (self->mine, *shift);
          gtk_string_list_append (choices, span);
        }
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->back), G_LIST_MODEL (choices));
}

static char *
describe_me (MusterRosterSubject *subject, const char *me, gint64 from_s, gint64 to_s)
{
  g_autoptr (GPtrArray) candidates = muster_takers_list (subject, NULL, from_s, to_s);

  for (guint i = 0; i < candidates->len; i++)
    {
      const MusterTaker *candidate = g_ptr_array_index (candidates, i);

      if (g_strcmp0 (candidate->name, me) == 0)
        /* TRANSLATORS: "With it you have: 21 days of rest, 96 h → 120 h" */
        return g_strdup_printf (_ ("With it you have: %s, %s"), candidate->words,
                                candidate->figure);
    }
  return g_strdup ("");
}

static void
fill (MusterOfferDialog *self,
      const MusterShiftRequest *request,
      MusterRosterSubject *subject,
      GTimeZone *zone)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *me = muster_directory_get (
      directory, muster_replica_get_me (muster_session_get_replica (self->session)));
  const gint64 from_s = request->starts_us / G_USEC_PER_SEC;
  const gint64 to_s = request->ends_us / G_USEC_PER_SEC;
  const gint64 now_s =
      muster_clock_now_us (muster_session_get_clock (self->session)) / G_USEC_PER_SEC;
  g_autofree char *who =
      muster_safe_text (muster_directory_title (directory, request->person), -1, FALSE);
  g_autofree char *span = muster_roster_format_span (from_s, to_s, now_s, zone);
  /* TRANSLATORS: whose shift, and from when to when */
  g_autofree char *words = g_strdup_printf (_ ("%s’s shift, %s"), who, span);
  g_autofree char *note = muster_safe_text (request->note ? request->note : "", -1, FALSE);

  if (me && me->name)
    muster_roster_subject_add_person (subject, directory, me->name);
  gtk_label_set_text (GTK_LABEL (self->request), words);
  gtk_label_set_text (GTK_LABEL (self->note), note);
  gtk_widget_set_visible (self->note, *note != '\0');
  list_returns (self, subject, me ? me->name : NULL, zone);
  self->fares = describe_me (subject, me ? me->name : NULL, from_s, to_s);
}

/**
 * muster_offer_dialog_new:
 * @session: the hub
 * @request: what is asked
 * @zone: in which times are told
 * @parent: the window that it belongs to
 *
 * Returns: (transfer floating) (nullable): the dialog; %NULL: the request is over
 */
GtkWidget *
muster_offer_dialog_new (MusterSession *session,
                         MusterUlid request,
                         GTimeZone *zone,
                         GtkWindow *parent)
{
  const MusterWorld *world = muster_session_get_world (session);
  const MusterShiftRequest *asked =
      muster_shift_requests_get (muster_world_get_shifts (world)->requests, request);
  g_autoptr (MusterRosterSubject) subject =
      asked && !asked->ended ? muster_roster_subject_read (world, asked->schedule, NULL) : NULL;
  MusterOfferDialog *self;

  if (!subject)
    return NULL;
  self = g_object_new (MUSTER_TYPE_OFFER_DIALOG, "transient-for", parent, NULL);
  self->id = request;
  self->session = g_object_ref (session);
  fill (self, asked, subject, zone);
  muster_form_prepare (GTK_WIDGET (self));
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (changed_cb), self);
  changed_cb (self);
  gtk_widget_grab_focus (self->offer);
  return GTK_WIDGET (self);
}
