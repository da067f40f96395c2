/* silences-window.c - who silenced what, until when, and how much that holds back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/silences-window.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/child-window.h"
#include "console/maintenance-section.h"
#include "console/scroller.h"
#include "console/silence-card.h"
#include "console/silence-dialog.h"
#include "console/tick.h"
#include "console/toast.h"

#define EVERY_S   5   /* the hub is asked again: silences are on no stream */
#define SHOWN_MAX 200 /* cards of one state */

enum
{
  ACTIVE,
  PENDING,
  EXPIRED,
  N_STATES,
};

static const struct
{
  const char *name;
  const char *title;
} states[N_STATES] = {
  /* TRANSLATORS: over silences that hold alerts back now */
  [ACTIVE] = { "active", N_ ("Active") },
  /* TRANSLATORS: over silences that begin later */
  [PENDING] = { "pending", N_ ("Later") },
  [EXPIRED] = { "expired", N_ ("Ended in the last five days") },
};

struct _MusterSilencesWindow
{
  AdwWindow parent_instance;
  MusterSession *session;
  GtkWidget *status;
  GtkWidget *sections[N_STATES];
  GtkWidget *maintenance;
  GtkWidget *add;
  GHashTable *cards; /* of MusterSilenceCard, not owned, by the silence's id */
  GCancellable *cancellable;
  GBytes *shown; /* (nullable): what the cards say */
  gboolean is_loading;
  guint timer;
};

G_DEFINE_FINAL_TYPE (MusterSilencesWindow, muster_silences_window, ADW_TYPE_WINDOW)

static void ask (MusterSilencesWindow *self);

/* --- what can be done --- */

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSilencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error);
  g_autofree char *words = is_done ? g_strdup (_ ("The silence is over. What still fires is heard"))
                                   : muster_safe_text (error->message, -1, FALSE);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  muster_toast_show (GTK_WIDGET (self), words);
  ask (self);
}

static void
end_cb (MusterSilencesWindow *self, MusterSilenceCard *card)
{
  MusterHubThing *silence = muster_silence_card_get (card);
  const char *id = muster_hub_thing_get (silence, "id");
  MusterCommand *command = muster_session_command (self->session, "silence.end", 0);

  if (!id || !muster_ulid_parse (id, -1, &command->object))
    {
      muster_command_free (command);
      return;
    }
  muster_replica_send_async (muster_session_get_replica (self->session), command, self->cancellable,
                             ended_cb, g_object_ref (self));
}

static void
open_dialog (MusterSilencesWindow *self, const MusterSilenceDraft *draft)
{
  GtkWidget *dialog = muster_silence_dialog_new (self->session, draft, GTK_WINDOW (self));

  g_signal_connect_object (dialog, "silenced", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
prolong_cb (MusterSilencesWindow *self, MusterSilenceCard *card)
{
  MusterHubThing *silence = muster_silence_card_get (card);
  const char *id = muster_hub_thing_get (silence, "id");
  const char *matchers = muster_hub_thing_get (silence, "matchers");
  MusterSilenceDraft draft = { .matchers = matchers ? matchers : "",
                               .comment = muster_hub_thing_get (silence, "comment"),
                               .starts_us = muster_hub_thing_get_time_us (silence, "startsAt") };

  if (id && muster_ulid_parse (id, -1, &draft.silence))
    open_dialog (self, &draft);
}

static void
add_cb (MusterSilencesWindow *self)
{
  const MusterSilenceDraft draft = { .matchers = "", .starts_us = MUSTER_NO_TIME };

  open_dialog (self, &draft);
}

/* --- what there is --- */

static guint
find_state (MusterHubThing *silence)
{
  const char *state = muster_hub_thing_get (silence, "state");

  for (guint i = 0; i < N_STATES; i++)
    if (g_strcmp0 (state, states[i].name) == 0)
      return i;
  return EXPIRED;
}

/* A card stays the card of its silence, so that whoever has the focus there keeps it. */
static GtkWidget *
take_card (MusterSilencesWindow *self, GHashTable *former, MusterHubThing *silence)
{
  const char *id = muster_hub_thing_get (silence, "id");
  GtkWidget *box = self->sections[find_state (silence)];
  GtkWidget *card = g_hash_table_lookup (former, id);

  if (card && gtk_widget_get_parent (card) != box)
    card = NULL; /* it is of another state now */
  if (!card)
    {
      card = muster_silence_card_new ();
      g_signal_connect_swapped (card, "end", G_CALLBACK (end_cb), self);
      g_signal_connect_swapped (card, "prolong", G_CALLBACK (prolong_cb), self);
      gtk_box_append (GTK_BOX (box), card);
    }
  else
    g_hash_table_remove (former, id);
  muster_silence_card_set (MUSTER_SILENCE_CARD (card), silence);
  g_hash_table_insert (self->cards, g_strdup (id), card);
  return card;
}

static void
remove_card (MusterSilencesWindow *self, GtkWidget *card)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus && gtk_widget_is_ancestor (focus, card))
    gtk_widget_grab_focus (self->add); /* else GTK chooses, and takes the toast's */
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (card)), card);
}

static void
show_things (MusterSilencesWindow *self, const GPtrArray *things)
{
  g_autoptr (GHashTable) former = g_steal_pointer (&self->cards);
  GtkWidget *last[N_STATES] = { NULL };
  guint counts[N_STATES] = { 0 };
  GHashTableIter iter;
  gpointer card;

  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_STATES; i++)
    last[i] = gtk_widget_get_first_child (self->sections[i]); /* the heading */
  for (guint i = 0; i < things->len; i++)
    {
      MusterHubThing *silence = g_ptr_array_index (things, i);
      guint state = find_state (silence);
      GtkWidget *at;

      if (!muster_hub_thing_get (silence, "id") || counts[state]++ >= SHOWN_MAX)
        continue;
      at = take_card (self, former, silence);
      gtk_box_reorder_child_after (GTK_BOX (self->sections[state]), at, last[state]);
      last[state] = at;
    }
  g_hash_table_iter_init (&iter, former);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    remove_card (self, card);
  for (guint i = 0; i < N_STATES; i++)
    gtk_widget_set_visible (self->sections[i], counts[i] > 0);
  gtk_label_set_text (GTK_LABEL (self->status),
                      things->len == 0 ? _ ("Nothing is silenced, nor was in the last five days.")
                                       : "");
  gtk_widget_set_visible (self->status, things->len == 0);
}

static void
say (MusterSilencesWindow *self, const char *words)
{
  g_autofree char *safe = muster_safe_text (words, -1, FALSE);

  gtk_label_set_text (GTK_LABEL (self->status), safe);
  gtk_widget_set_visible (self->status, TRUE);
}

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSilencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (GPtrArray) things = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_loading = FALSE;
  if (json && self->shown && g_bytes_equal (json, self->shown))
    return;
  things = json ? muster_hub_list_read (json, &error) : NULL;
  g_clear_pointer (&self->shown, g_bytes_unref);
  if (!things)
    {
      say (self, error->message);
      return;
    }
  self->shown = g_steal_pointer (&json);
  show_things (self, things);
}

static void
maintenance_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSilencesWindow) self = user_data;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, NULL);

  if (json && !g_cancellable_is_cancelled (self->cancellable))
    muster_maintenance_section_show (MUSTER_MAINTENANCE_SECTION (self->maintenance), json);
}

static void
ask (MusterSilencesWindow *self)
{
  gboolean is_online = muster_session_is_online (self->session);

  gtk_widget_set_sensitive (self->add, is_online);
  if (!is_online)
    {
      say (self, _ ("There is no link to the hub. What you see is as it was."));
      g_clear_pointer (&self->shown, g_bytes_unref);
      return;
    }
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  muster_replica_get_async (muster_session_get_replica (self->session), "/v1/silences",
                            self->cancellable, got_cb, g_object_ref (self));
  muster_replica_get_async (muster_session_get_replica (self->session), "/v1/maintenance?days=30",
                            self->cancellable, maintenance_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  ask (user_data);
  return G_SOURCE_CONTINUE;
}

/* --- the window --- */

static void
dispose (GObject *object)
{
  MusterSilencesWindow *self = MUSTER_SILENCES_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_silences_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterSilencesWindow *self = MUSTER_SILENCES_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_bytes_unref);
  G_OBJECT_CLASS (muster_silences_window_parent_class)->finalize (object);
}

static void
muster_silences_window_class_init (MusterSilencesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static GtkWidget *
make_header (MusterSilencesWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();

  /* TRANSLATORS: verb on a button: tell nobody of some alerts for a while */
  self->add = gtk_button_new_with_mnemonic (_ ("_Silence…"));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->add);
  return header;
}

static void
muster_silences_window_init (MusterSilencesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = muster_scroller_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();

  muster_child_window_close_on_escape (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, "label", _ ("Asking the hub"), NULL);
  gtk_widget_add_css_class (self->status, "muster-dim");
  gtk_box_append (GTK_BOX (list), self->status);
  for (guint i = 0; i < N_STATES; i++)
    {
      self->sections[i] = muster_child_window_section_new (_ (states[i].title));
      gtk_widget_set_visible (self->sections[i], FALSE);
      gtk_box_append (GTK_BOX (list), self->sections[i]);
    }
  self->maintenance = muster_maintenance_section_new ();
  gtk_widget_insert_after (self->maintenance, list, self->sections[ACTIVE]);
  gtk_widget_add_css_class (list, "hub-page");
  g_object_set (scroller, "child", list, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  adw_window_set_content (ADW_WINDOW (self), toasts);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Silences"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 680);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, -1);
}

/**
 * muster_silences_window_new:
 * @session: the hub
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
muster_silences_window_new (MusterSession *session, GtkWindow *parent)
{
  MusterSilencesWindow *self = g_object_new (MUSTER_TYPE_SILENCES_WINDOW, "transient-for", parent,
                                             "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed", G_CALLBACK (ask),
                            self);
  self->timer = g_timeout_add_seconds (EVERY_S, timer_cb, self);
  ask (self);
  return GTK_WIDGET (self);
}
