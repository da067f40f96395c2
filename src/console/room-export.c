/* room-export.c - write an incident to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-export.h"

#include <glib/gi18n.h>

#include "console/toast.h"
#include "exporters/exporter.h"
#include "model/error.h"

#define FORMAT "markdown"

#define SUSPECTS_SHOWN 5
#define REASONS_SHOWN  3

typedef struct
{
  GtkWidget *page;
  MusterSession *session;
  GtkFileChooserNative *chooser;
  GFile *file; /* nullable: not chosen yet */
  guint incident;
} Exporting;

static void
exporting_free (Exporting *self)
{
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  g_object_unref (self->session);
  g_object_unref (self->page);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exporting, exporting_free)

static void
add_suspect (GArray *out, const MusterSuspectItem *item)
{
  GString *reasons = g_string_new (NULL);
  MusterExportSuspect suspect = { .at_us = item->start_us,
                                  .service = *item->service ? item->service : NULL,
                                  .title = item->title,
                                  .refuted_by = item->refuted_by };

  for (guint i = 0; i < MIN (item->reasons->len, REASONS_SHOWN); i++)
    g_string_append_printf (reasons, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (item->reasons, i));
  suspect.reason = g_string_free (reasons, FALSE);
  g_array_append_val (out, suspect);
}

static void
clear_suspect (gpointer data)
{
  g_free ((char *) ((MusterExportSuspect *) data)->reason);
}

static GArray *
choose_suspects (const MusterSuspectList *list)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (MusterExportSuspect));

  g_array_set_clear_func (out, clear_suspect);
  for (guint i = 0; list && i < MIN (list->items->len, SUSPECTS_SHOWN); i++)
    add_suspect (out, g_ptr_array_index (list->items, i));
  return out;
}

/**
 * muster_room_export_bytes:
 * @world: where the incident is
 * @incident: n of INC-n
 * @suspects: (nullable): the changes that may have begun it, as far as the hub was asked
 * @error: #MUSTER_MODEL_ERROR_NOT_FOUND, or the exporter's
 *
 * Returns: (transfer full) (nullable): the incident as Markdown
 */
GBytes *
muster_room_export_bytes (const MusterWorld *world,
                          guint incident,
                          const MusterSuspectList *suspects,
                          GError **error)
{
  const MusterExporter *exporter = muster_exporter_find (FORMAT);
  g_autoptr (GArray) shown = choose_suspects (suspects);
  MusterExport in = { .incident = muster_world_get_incident (world, incident),
                      .names = muster_world_get_names (world),
                      .handles = muster_world_get_handles (world),
                      .suspects = (const MusterExportSuspect *) (gpointer) shown->data,
                      .n_suspects = shown->len };
  g_autoptr (GString) out = g_string_new (NULL);

  if (!in.incident)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           _ ("There is no such incident"));
      return NULL;
    }
  if (!muster_ulid_is_null (in.incident->service))
    in.service = muster_directory_title (muster_world_get_directory (world), in.incident->service);
  if (suspects)
    {
      in.n_more_suspects = (guint) CLAMP (suspects->n - (gint64) shown->len, 0, G_MAXINT);
      in.outside = *suspects->outside ? suspects->outside : NULL;
    }
  if (!exporter->write (&in, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exporting) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *words = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    /* TRANSLATORS: %s is the name of a file that was written */
    words = g_strdup_printf (_ ("Saved as %s"), shown);
  else
    words = g_strdup_printf (_ ("Cannot write %s: %s"), shown, error->message);
  muster_toast_show (self->page, words);
}

/* Takes over @self. */
static void
write_file (Exporting *exporting, const MusterSuspectList *suspects)
{
  g_autoptr (Exporting) self = exporting;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = muster_room_export_bytes (muster_session_get_world (self->session),
                                                       self->incident, suspects, &error);
  GFile *file = self->file;

  if (!bytes)
    {
      muster_toast_show (self->page, error->message);
      return;
    }
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, g_steal_pointer (&self));
}

/* Where the hub does not answer, all the rest is written. */
static void
got_suspects_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, NULL);
  g_autoptr (MusterSuspectList) suspects = json ? muster_suspect_list_read (json, NULL) : NULL;

  write_file (user_data, suspects);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (Exporting) self = user_data;
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/changes", self->incident);
  MusterReplica *replica = muster_session_get_replica (self->session);

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (muster_session_is_online (self->session))
    muster_replica_get_async (replica, path, NULL, got_suspects_cb, g_steal_pointer (&self));
  else
    write_file (g_steal_pointer (&self), NULL);
}

/**
 * muster_room_export:
 * @page: the room
 * @session: its session
 * @incident: n of INC-n
 *
 * Asks for a file, in a sandbox by its portal, and writes the incident to it. What it says is of
 * the moment when the file is chosen; the changes that may have begun it are the hub's to rank.
 */
void
muster_room_export (GtkWidget *page, MusterSession *session, guint incident)
{
  const MusterIncident *now =
      muster_world_get_incident (muster_session_get_world (session), incident);
  GtkRoot *root = gtk_widget_get_root (page);
  g_autofree char *name = NULL;
  Exporting *self;

  if (!now)
    return;
  name = muster_export_file_name (now, muster_exporter_find (FORMAT)->suffix);
  self = g_new0 (Exporting, 1);
  self->page = g_object_ref (page);
  self->session = g_object_ref (session);
  self->incident = incident;
  self->chooser = gtk_file_chooser_native_new (_ ("Export the incident"),
                                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               /* TRANSLATORS: verb: write it to a file */
                                               _ ("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
