/* handover-window.c - what one shift tells the next: to be read and confirmed, or to be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/handover-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/form.h"
#include "console/handover-note.h"
#include "console/hub-list.h"
#include "console/roster-lanes.h"
#include "console/roster-words.h"
#include "console/row-group.h"
#include "console/shift-news.h"
#include "world/handover-note.h"

#define AHEAD_S (60 * MUSTER_DAY_S) /* that who comes next is looked for */
#define REMOVE  1u                  /* a deed */

struct _MusterHandoverWindow
{
  AdwWindow parent_instance;
  GtkWidget *confirm;
  GtkWidget *who;
  GtkWidget *when;
  MusterRowGroup *remarks;
  GtkWidget *adding;
  GtkWidget *text;
  GtkWidget *note;
  GtkWidget *hint;
  MusterSession *session;
  MusterUlid schedule;
  MusterUlid handover;
  GTimeZone *zone;
  GArray *ids; /* of MusterUlid: of the remarks that are shown */
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (MusterHandoverWindow, muster_handover_window, ADW_TYPE_WINDOW)

static const MusterWorld *
get_world (MusterHandoverWindow *self)
{
  return muster_session_get_world (self->session);
}

static gint64
get_now_us (MusterHandoverWindow *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->session));
}

static char *
dup_name (MusterHandoverWindow *self, MusterUlid id)
{
  return muster_safe_text (
      muster_directory_title (muster_world_get_directory (get_world (self)), id), -1, FALSE);
}

static char *
dup_schedule (MusterHandoverWindow *self)
{
  const MusterObject *schedule =
      muster_directory_get (muster_world_get_directory (get_world (self)), self->schedule);

  return muster_safe_text (schedule && schedule->name ? schedule->name : "", -1, FALSE);
}

static char *
format_instant (MusterHandoverWindow *self, gint64 at_us)
{
  return muster_roster_format_instant (at_us / G_USEC_PER_SEC, get_now_us (self) / G_USEC_PER_SEC,
                                       self->zone);
}

/* --- the note --- */

static void
add_section (MusterHandoverWindow *self, const MusterNoteSection *section)
{
  GtkWidget *group = muster_row_group_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_row_free);

  for (guint i = 0; i < section->lines->len; i++)
    g_ptr_array_add (rows,
                     muster_row_new (NULL, g_strdup (g_ptr_array_index (section->lines, i)), NULL));
  muster_row_group_set_title (MUSTER_ROW_GROUP (group), section->title, NULL);
  muster_row_group_set (MUSTER_ROW_GROUP (group), rows, NULL);
  gtk_box_append (GTK_BOX (self->note), group);
}

/* What people said stands above it where it can be taken back. */
static void
show_note (MusterHandoverWindow *self, const char *text, gboolean with_said)
{
  g_autoptr (GPtrArray) sections = muster_handover_note_read (text);

  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->note));)
    gtk_box_remove (GTK_BOX (self->note), child);
  for (guint i = 0; i < sections->len; i++)
    {
      const MusterNoteSection *section = g_ptr_array_index (sections, i);

      if (with_said || !section->is_said)
        add_section (self, section);
    }
}

static void
say (MusterHandoverWindow *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->hint), words);
}

/* --- one that is due --- */

static void
show_due (MusterHandoverWindow *self, const MusterHandover *handover)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const MusterNewsView view = { get_world (self),
                                self->schedule,
                                muster_replica_get_me (replica),
                                muster_replica_get_access (replica),
                                get_now_us (self),
                                self->zone };
  const gboolean is_open = handover->confirmed_us == MUSTER_NO_TIME;
  const gboolean may = is_open && muster_shift_news_may_confirm (&view, handover);
  g_autofree char *went = dup_name (self, handover->person);
  g_autofree char *came = dup_name (self, handover->other);
  g_autofree char *who = g_strdup_printf (_ ("%s hands over to %s"), went, came);
  g_autofree char *schedule = dup_schedule (self);
  g_autofree char *at = format_instant (self, handover->starts_us);
  g_autofree char *when = g_strdup_printf ("%s · %s", schedule, at);
  g_autofree char *words = NULL;

  gtk_label_set_text (GTK_LABEL (self->who), who);
  gtk_label_set_text (GTK_LABEL (self->when), when);
  gtk_widget_set_visible (self->confirm, may);
  gtk_widget_set_sensitive (self->confirm, muster_session_is_online (self->session));
  if (!is_open)
    {
      g_autofree char *by = dup_name (self, handover->confirmed_by);
      g_autofree char *then = format_instant (self, handover->confirmed_us);

      words = g_strdup_printf (_ ("%s has read it, %s"), by, then);
    }
  else if (may)
    words = g_strdup (_ ("Enter says that you have read it."));
  else
    words = g_strdup_printf (_ ("%s has not said yet that it was read."), came);
  say (self, words);
}

static void
confirm_clicked_cb (MusterHandoverWindow *self)
{
  MusterCommand *command = muster_session_command (self->session, "handover.confirm", 0);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  command->object = self->handover;
  muster_session_send (self->session, command, GTK_WIDGET (parent ? parent : GTK_WINDOW (self)),
                       _ ("The handover was read"));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- the next one --- */

static GPtrArray *
list_remarks (MusterHandoverWindow *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const gboolean is_manager =
      (muster_replica_get_access (replica) & (MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN)) != 0;
  const GPtrArray *remarks =
      muster_handovers_list_remarks (muster_world_get_shifts (get_world (self))->handovers);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_row_free);

  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < remarks->len; i++)
    {
      const MusterHandoverRemark *remark = g_ptr_array_index (remarks, i);
      g_autofree char *by = dup_name (self, remark->actor.id);
      g_autofree char *at = format_instant (self, remark->at_us);
      MusterRow *row;

      if (!muster_ulid_equal (remark->schedule, self->schedule))
        continue;
      row = muster_row_new (NULL, muster_safe_text (remark->text ? remark->text : "", -1, FALSE),
                            remark->actor.type == MUSTER_ACTOR_PERSON
                                ? g_strdup_printf (_ ("by %s, %s"), by, at)
                                : g_strdup (at));
      if (is_manager || muster_ulid_equal (remark->actor.id, muster_replica_get_me (replica)))
        /* TRANSLATORS: verb: what somebody said is taken back */
        muster_row_add_button (row, REMOVE, _ ("Remove"), FALSE);
      g_array_append_val (self->ids, remark->id);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static char *
describe_next (MusterHandoverWindow *self)
{
  const gint64 now_s = get_now_us (self) / G_USEC_PER_SEC;
  g_autoptr (MusterRosterSubject) subject =
      muster_roster_subject_read (get_world (self), self->schedule, NULL);
  MusterRosterLane *lane =
      subject ? muster_roster_lane_new_final (subject, now_s, now_s + AHEAD_S, NULL) : NULL;
  char *words = lane ? muster_roster_describe_now (lane, now_s, self->zone) : g_strdup ("");

  g_clear_pointer (&lane, muster_roster_lane_free);
  return words;
}

static void
show_next (MusterHandoverWindow *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const gboolean is_online = muster_session_is_online (self->session);
  const gboolean may_add = is_online && muster_access_allows (muster_replica_get_access (replica),
                                                              MUSTER_ACCESS_RESPONDER);
  g_autofree char *schedule = dup_schedule (self);
  g_autofree char *next = describe_next (self);
  g_autofree char *when = g_strdup_printf ("%s · %s", schedule, next);

  gtk_label_set_text (GTK_LABEL (self->who), _ ("What the next shift will be told"));
  gtk_label_set_text (GTK_LABEL (self->when), when);
  muster_row_group_set_active (self->remarks, is_online);
  muster_row_group_set (self->remarks, list_remarks (self),
                        _ ("Nobody has said anything yet. What is open is told anyway."));
  gtk_widget_set_sensitive (self->text, may_add);
  say (self, is_online ? _ ("Whoever comes on call gets it then, and says that it was read.")
                       : _ ("There is no link to the hub. A remark needs it."));
}

static void
removed_cb (MusterHandoverWindow *self, guint row, guint deed)
{
  MusterCommand *command;

  if (row >= self->ids->len)
    return;
  command = muster_session_command (self->session, "handover.unwatch", 0);
  command->object = g_array_index (self->ids, MusterUlid, row);
  muster_session_send (self->session, command, GTK_WIDGET (self), NULL);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHandoverWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);

  if (!self->session)
    return;
  if (is_done)
    gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  else
    {
      g_autofree char *safe = muster_safe_text (error->message, -1, FALSE);

      say (self, safe);
    }
}

static void
add_cb (MusterHandoverWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
  MusterCommand *command;

  if (*text == '\0')
    return;
  command = muster_session_command (self->session, "handover.watch", 0);
  command->object = self->schedule;
  muster_command_set_text (command, "text", text);
  muster_replica_send_async (muster_session_get_replica (self->session), command, NULL, added_cb,
                             g_object_ref (self));
}

/* The hub's: it knows what is silenced, which is on no stream. */
static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GHashTable) thing = NULL;
  MusterHandoverWindow *self = user_data;
  gsize n;
  const char *bytes;

  if (!answer) /* also if the window is gone */
    return;
  bytes = g_bytes_get_data (answer, &n);
  muster_json_reader_begin (reader, bytes, n, NULL);
  thing = muster_hub_thing_read (reader);
  if (muster_json_reader_finish (reader, NULL))
    show_note (self, muster_hub_thing_get (thing, "text"), FALSE);
}

static void
ask_hub (MusterHandoverWindow *self)
{
  const MusterObject *schedule =
      muster_directory_get (muster_world_get_directory (get_world (self)), self->schedule);
  g_autofree char *text =
      muster_handover_note_write (get_world (self), schedule, get_now_us (self));
  g_autofree char *id = muster_ulid_to_string (self->schedule);
  g_autofree char *path = g_strdup_printf ("/v1/schedules/%s/handover", id);

  show_note (self, text, FALSE); /* until it answers */
  self->asking = g_cancellable_new ();
  muster_replica_get_async (muster_session_get_replica (self->session), path, self->asking,
                            answered_cb, self);
}

/* --- the window --- */

static void
show (MusterHandoverWindow *self)
{
  const MusterHandover *handover =
      muster_handovers_get (muster_world_get_shifts (get_world (self))->handovers, self->handover);

  if (muster_ulid_is_null (self->handover))
    show_next (self);
  else if (handover)
    show_due (self, handover);
}

static void
changed_cb (MusterHandoverWindow *self, guint incident)
{
  if (incident == 0)
    show (self);
}

static void
dispose (GObject *object)
{
  MusterHandoverWindow *self = MUSTER_HANDOVER_WINDOW (object);

  if (self->asking)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_HANDOVER_WINDOW);
  G_OBJECT_CLASS (muster_handover_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterHandoverWindow *self = MUSTER_HANDOVER_WINDOW (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (muster_handover_window_parent_class)->finalize (object);
}

static void
muster_handover_window_class_init (MusterHandoverWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (MUSTER_TYPE_ROW_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/handover-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, confirm);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, who);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, when);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, remarks);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, adding);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, text);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, note);
  gtk_widget_class_bind_template_child (widget_class, MusterHandoverWindow, hint);
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
muster_handover_window_init (MusterHandoverWindow *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (MusterUlid));
  gtk_widget_init_template (GTK_WIDGET (self));
  muster_row_group_set_title (self->remarks, _ ("Watch this"), NULL);
}

static void
begin (MusterHandoverWindow *self)
{
  const MusterHandover *handover =
      muster_handovers_get (muster_world_get_shifts (get_world (self))->handovers, self->handover);
  const gboolean is_next = handover == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->remarks), is_next);
  gtk_widget_set_visible (self->adding, is_next);
  gtk_widget_set_visible (self->confirm, FALSE);
  show (self);
  if (is_next)
    ask_hub (self);
  else
    show_note (self, handover->text, TRUE);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_grab_focus (is_next ? self->text : self->confirm);
}

/**
 * muster_handover_window_new:
 * @session: the hub
 * @wish: which handover
 * @parent: the window that it belongs to
 *
 * Returns: (transfer floating) (nullable): the window; %NULL: there is no such schedule
 */
GtkWidget *
muster_handover_window_new (MusterSession *session,
                            const MusterHandoverWish *wish,
                            GtkWindow *parent)
{
  const MusterWorld *world = muster_session_get_world (session);
  const MusterHandover *handover =
      muster_handovers_get (muster_world_get_shifts (world)->handovers, wish->handover);
  const MusterUlid schedule = handover ? handover->schedule : wish->schedule;
  MusterHandoverWindow *self;

  if (!muster_directory_get (muster_world_get_directory (world), schedule))
    return NULL;
  self = g_object_new (MUSTER_TYPE_HANDOVER_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->schedule = schedule;
  self->handover = handover ? handover->id : (MusterUlid){ 0, 0 };
  self->zone = g_time_zone_ref (wish->zone);
  muster_form_prepare (GTK_WIDGET (self));
  g_signal_connect_swapped (muster_session_get_replica (session), "changed",
                            G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (show), self);
  begin (self);
  return GTK_WIDGET (self);
}
