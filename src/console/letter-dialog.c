/* letter-dialog.c - reads again what could not be read, and shows before what it would become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/letter-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/child-window.h"
#include "console/format.h"
#include "console/scroller.h"
#include "console/toast.h"

#define MAPPED "mapped/"

struct _MusterLetterDialog
{
  AdwWindow parent_instance;
  MusterSession *session;
  MusterUlid letter;
  char *source; /* that it was sent as */
  GtkWidget *as;
  GtkWidget *status;
  GtkWidget *items;
  GtkWidget *take;
  GCancellable *cancellable; /* of the preview that is asked for */
  gboolean has_sources;
};

G_DEFINE_FINAL_TYPE (MusterLetterDialog, muster_letter_dialog, ADW_TYPE_WINDOW)

/* --- what is asked --- */

/* (nullable): the source, or "mapped/NAME"; NULL: as it was sent */
static const char *
get_choice (MusterLetterDialog *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->as));
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->as)));

  return i > 0 && i != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (list, i) : NULL;
}

static char *
dup_path (MusterLetterDialog *self)
{
  const char *choice = get_choice (self);
  GString *path = g_string_new ("/v1/dead-letters/preview?letter=");

  muster_ulid_append (self->letter, path);
  if (choice && g_str_has_prefix (choice, MAPPED))
    {
      g_string_append (path, "&mapping=");
      g_string_append_uri_escaped (path, choice + strlen (MAPPED), NULL, FALSE);
    }
  else if (choice)
    {
      g_string_append (path, "&source=");
      g_string_append_uri_escaped (path, choice, NULL, FALSE);
    }
  return g_string_free (path, FALSE);
}

/* --- what would become of it --- */

/* The words of a preview, beside its items. */
typedef struct
{
  char *error;   /* nullable */
  gint64 alerts; /* and what else it brings */
  gint64 others;
  GPtrArray *sources; /* of char * */
} Preview;

static void
preview_clear (Preview *self)
{
  g_free (self->error);
  g_ptr_array_unref (self->sources);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Preview, preview_clear)

static void
read_names (MusterJsonReader *reader, GPtrArray *names)
{
  MusterText text;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
    g_ptr_array_add (names, muster_text_dup (text));
}

static gboolean
read_preview (GBytes *json, Preview *out)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, text;
  gint64 number;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "error") &&
        muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
        muster_json_reader_string (reader, &text))
      out->error = muster_text_dup (text);
    else if (muster_text_equal (name, "alerts"))
      muster_json_reader_int (reader, &out->alerts);
    else if ((muster_text_equal (name, "changes") || muster_text_equal (name, "pings")) &&
             muster_json_reader_int (reader, &number))
      out->others += number;
    else if (muster_text_equal (name, "sources"))
      read_names (reader, out->sources);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL);
}

static void
add_line (MusterLetterDialog *self, const char *text, const char *class_name)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "label", text, NULL);

  gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (self->items), label);
}

static const char *
tell_becomes (const char *becomes)
{
  static const struct
  {
    const char *becomes, *words;
  } table[] = {
    /* TRANSLATORS: what an alert would be if it was taken in */
    { "new", N_ ("New") },
    { "repeated", N_ ("Fires already") },
    { "resolved", N_ ("Ends one that fires") },
    { "acknowledged", N_ ("Acknowledges one that fires") },
    { "nothing", N_ ("Ends nothing that fires") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (becomes, table[i].becomes) == 0)
      return _ (table[i].words);
  return "";
}

/* "New: It fires · SEV-4 · checkout · into INC-5" */
static void
add_item (MusterLetterDialog *self, MusterHubThing *item)
{
  g_autofree char *title = muster_hub_thing_dup_safe (item, "title");
  g_autofree char *service = muster_hub_thing_dup_safe (item, "service");
  g_autofree char *incident = muster_hub_thing_dup_safe (item, "incident");
  const char *becomes = muster_hub_thing_get (item, "becomes");
  g_autoptr (GString) line = g_string_new (tell_becomes (becomes));

  g_string_append_printf (line, ": %s", *title ? title : _ ("an alert without a title"));
  g_string_append_printf (line, " · SEV-%u", (guint) muster_hub_thing_get_count (item, "severity"));
  if (*service)
    g_string_append_printf (line, " · %s", service);
  if (*incident)
    {
      g_string_append (line, " · ");
      /* TRANSLATORS: an alert would be taken into an incident, "INC-5" */
      g_string_append_printf (line, _ ("into %s"), incident);
    }
  add_line (self, line->str, "numeric");
}

static void
clear_items (MusterLetterDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->items)))
    gtk_box_remove (GTK_BOX (self->items), child);
}

static void
say (MusterLetterDialog *self, const char *words)
{
  g_autofree char *safe = muster_safe_text (words, -1, FALSE);

  gtk_label_set_text (GTK_LABEL (self->status), safe);
}

static void
show_preview (MusterLetterDialog *self, const Preview *preview, const GPtrArray *items)
{
  g_autofree char *count = muster_format_count ((guint64) MAX (preview->alerts, 0));
  g_autofree char *words = NULL;
  gboolean brings = !preview->error && preview->alerts + preview->others > 0;

  clear_items (self);
  for (guint i = 0; items && i < items->len; i++)
    add_item (self, g_ptr_array_index (items, i));
  if (items && preview->alerts > items->len)
    add_line (self, "…", "muster-dim");
  gtk_widget_set_sensitive (self->take, brings);
  if (preview->error)
    /* TRANSLATORS: then why */
    words = g_strdup_printf (_ ("It cannot be read so: %s"), preview->error);
  else if (!brings)
    words = g_strdup (_ ("It can be read, and says nothing."));
  else if (preview->alerts == 0)
    words = g_strdup (_ ("It can be read, and brings no alert but changes or pings."));
  else
    words = g_strdup_printf (ngettext ("It would bring %s alert:", "It would bring %s alerts:",
                                       (gulong) preview->alerts),
                             count);
  say (self, words);
}

static void
fill_sources (MusterLetterDialog *self, const GPtrArray *sources)
{
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->as)));

  self->has_sources = TRUE;
  for (guint i = 0; i < sources->len; i++)
    {
      g_autofree char *safe = muster_safe_text (g_ptr_array_index (sources, i), -1, FALSE);

      if (!g_str_equal (safe, self->source))
        gtk_string_list_append (list, safe);
    }
}

static void
previewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterLetterDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autoptr (GPtrArray) items = json ? muster_hub_list_read (json, &error) : NULL;
  g_auto (Preview) preview = { .sources = g_ptr_array_new_with_free_func (g_free) };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!items || !read_preview (json, &preview))
    {
      say (self, error ? error->message : "");
      return;
    }
  if (!self->has_sources)
    fill_sources (self, preview.sources);
  show_preview (self, &preview, items);
}

static void
ask_preview (MusterLetterDialog *self)
{
  g_autofree char *path = dup_path (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->take, FALSE);
  muster_replica_get_async (muster_session_get_replica (self->session), path, self->cancellable,
                            previewed_cb, g_object_ref (self));
}

/* --- taking it in --- */

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterLetterDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error))
    {
      say (self, error->message);
      gtk_widget_set_sensitive (self->take, TRUE);
      return;
    }
  if (parent)
    muster_toast_show (GTK_WIDGET (parent), _ ("It is taken in"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
take_cb (MusterLetterDialog *self)
{
  MusterCommand *command = muster_session_command (self->session, "letter.replay", 0);
  const char *choice = get_choice (self);

  command->object = self->letter;
  if (choice && g_str_has_prefix (choice, MAPPED))
    muster_command_set_text (command, "mapping", choice + strlen (MAPPED));
  else if (choice)
    muster_command_set_text (command, "source", choice);
  gtk_widget_set_sensitive (self->take, FALSE);
  muster_replica_send_async (muster_session_get_replica (self->session), command, NULL, taken_cb,
                             g_object_ref (self));
}

/* --- the window --- */

static void
dispose (GObject *object)
{
  MusterLetterDialog *self = MUSTER_LETTER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_letter_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_LETTER_DIALOG (object)->source);
  G_OBJECT_CLASS (muster_letter_dialog_parent_class)->finalize (object);
}

static void
muster_letter_dialog_class_init (MusterLetterDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static GtkWidget *
make_bar (MusterLetterDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  /* TRANSLATORS: verb on a button: closes a window, nothing happens */
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  /* TRANSLATORS: verb on a button: what could not be read is taken in after all */
  self->take = gtk_button_new_with_mnemonic (_ ("_Take in"));
  gtk_widget_add_css_class (self->take, "suggested-action");
  gtk_widget_set_sensitive (self->take, FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->take);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (take_cb), self);
  return bar;
}

static void
muster_letter_dialog_init (MusterLetterDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = muster_scroller_new ();
  /* TRANSLATORS: before a choice of formats of alerts */
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Read it as"));

  muster_child_window_close_on_escape (GTK_WINDOW (self));
  self->as = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);
  self->status =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0,
                    "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  self->items = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->as);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->as), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Read it as"), -1);
  gtk_box_append (GTK_BOX (page), label);
  gtk_box_append (GTK_BOX (page), self->as);
  gtk_box_append (GTK_BOX (page), self->status);
  gtk_box_append (GTK_BOX (page), self->items);
  gtk_widget_add_css_class (page, "hub-page");
  g_object_set (scroller, "child", page, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  /* TRANSLATORS: title of a window: what could not be read is read again */
  gtk_window_set_title (GTK_WINDOW (self), _ ("Read again"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 420);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
  gtk_window_set_focus (GTK_WINDOW (self), self->as);
}

/**
 * muster_letter_dialog_new:
 * @session: the hub
 * @parent: (nullable): the window that it belongs to
 * @letter: a letter, all of which was kept
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
muster_letter_dialog_new (MusterSession *session, GtkWindow *parent, MusterHubThing *letter)
{
  MusterLetterDialog *self = g_object_new (MUSTER_TYPE_LETTER_DIALOG, "transient-for", parent,
                                           "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  const char *id = muster_hub_thing_get (letter, "id");
  g_autofree char *sent = NULL;

  self->session = g_object_ref (session);
  self->source = muster_hub_thing_dup_safe (letter, "source");
  if (!id || !muster_ulid_parse (id, -1, &self->letter))
    self->letter = (MusterUlid){ 0, 0 };
  /* TRANSLATORS: %s is a format of alerts */
  sent = g_strdup_printf (_ ("%s, as it was sent"), self->source);
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->as))),
                          sent);
  g_signal_connect_swapped (self->as, "notify::selected", G_CALLBACK (ask_preview), self);
  ask_preview (self);
  return GTK_WIDGET (self);
}
