/* outbox.c - commands that wait for the hub, and those it did not apply, kept on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main thread changes the lists and hands whole texts to a thread that writes them. Texts are
 * numbered: an older one never replaces a newer one on disk, whichever thread gets the lock first.
 */
#include "replica/outbox.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define FILE_NAME "outbox.json"
#define VERSION   1
/* More than a person can have typed; a file beyond it is not ours. */
#define FILE_MAX_BYTES (64 * 1024 * 1024)

/* The file, as the threads that write it share it. */
typedef struct
{
  gatomicrefcount ref_count;
  GMutex lock;
  char *path;
  guint64 written; /* the newest text on disk; under the lock */
  gboolean closed; /* a damaged file stands there and could not be set aside */
} Store;

struct _MusterOutbox
{
  Store *store;
  GPtrArray *waiting;
  GPtrArray *unapplied;
  guint64 changes; /* how often the lists were changed */
};

typedef struct
{
  Store *store;
  GString *text;
  guint64 number;
} Save;

static Store *
store_ref (Store *store)
{
  g_atomic_ref_count_inc (&store->ref_count);
  return store;
}

static void
store_unref (Store *store)
{
  if (!g_atomic_ref_count_dec (&store->ref_count))
    return;
  g_mutex_clear (&store->lock);
  g_free (store->path);
  g_free (store);
}

/* --- writing --- */

static void
write_list (MusterJsonWriter *writer, const char *name, const GPtrArray *items)
{
  muster_json_name (writer, name);
  muster_json_begin_array (writer);
  for (guint i = 0; i < items->len; i++)
    muster_outbox_item_write (g_ptr_array_index (items, i), writer);
  muster_json_end_array (writer);
}

static Save *
begin_save (MusterOutbox *self)
{
  Save *save = g_new0 (Save, 1);
  MusterJsonWriter writer;

  save->store = store_ref (self->store);
  save->number = self->changes;
  save->text = g_string_new (NULL);
  muster_json_writer_init (&writer, save->text);
  muster_json_begin_object (&writer);
  muster_json_member_int (&writer, "v", VERSION);
  write_list (&writer, "waiting", self->waiting);
  write_list (&writer, "unapplied", self->unapplied);
  muster_json_end_object (&writer);
  g_string_append_c (save->text, '\n');
  return save;
}

static void
save_free (Save *save)
{
  store_unref (save->store);
  g_string_free (save->text, TRUE);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

/* On any thread. */
static gboolean
write_save (const Save *save, GError **error)
{
  Store *store = save->store;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);

  if (store->closed)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                   _ ("“%s” is damaged and cannot be moved away"), store->path);
      return FALSE;
    }
  if (save->number <= store->written)
    return TRUE;
  if (!g_file_set_contents_full (store->path, save->text->str, (gssize) save->text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return FALSE;
  store->written = save->number;
  return TRUE;
}

static void
save_thread (GTask *task, gpointer source, gpointer save, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_save (save, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * muster_outbox_sync_async:
 * @self: an outbox
 * @callback: called when all that was changed before this call is on disk, or cannot be
 * @user_data: for @callback
 */
void
muster_outbox_sync_async (MusterOutbox *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, muster_outbox_sync_async);
  g_task_set_task_data (task, begin_save (self), (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * muster_outbox_sync_finish:
 * @result: what the callback got
 * @error: return location for a #GFileError
 *
 * Returns: whether it is on disk
 */
gboolean
muster_outbox_sync_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * muster_outbox_flush:
 * @self: an outbox
 *
 * Writes what is not on disk yet, waiting for the disk and for threads that are at it.
 */
void
muster_outbox_flush (MusterOutbox *self)
{
  g_autoptr (Save) save = begin_save (self);
  g_autoptr (GError) error = NULL;

  if (!write_save (save, &error))
    g_warning ("waiting commands not written: %s", error->message);
}

/* --- reading --- */

static void
read_list (MusterJsonReader *reader, GPtrArray *items, gboolean has_problem)
{
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      MusterOutboxItem *item = muster_outbox_item_read (reader);

      if (item == NULL)
        return;
      g_ptr_array_add (items, item);
      if ((item->problem != NULL) != has_problem)
        muster_json_reader_fail (reader, "a command in the wrong list");
    }
}

static gboolean
read_text (MusterOutbox *self, const char *text, gsize n, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gint64 version = 0;
  guint lists = 0;
  MusterText name;

  muster_json_reader_begin (reader, text, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "v"))
      muster_json_reader_int (reader, &version);
    else if (muster_text_equal (name, "waiting"))
      {
        read_list (reader, self->waiting, FALSE);
        lists++;
      }
    else if (muster_text_equal (name, "unapplied"))
      {
        read_list (reader, self->unapplied, TRUE);
        lists++;
      }
    else
      muster_json_reader_fail (reader, "a list that this version does not know");
  if (version != VERSION || lists != 2)
    muster_json_reader_fail (reader, "a file of another version");
  return muster_json_reader_finish (reader, error);
}

static gboolean
read_file (MusterOutbox *self, GError **error)
{
  g_autofree char *text = NULL;
  GStatBuf status;
  gsize n;

  if (g_stat (self->store->path, &status) == 0 && status.st_size > FILE_MAX_BYTES)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("it is too large"));
      return FALSE;
    }
  return g_file_get_contents (self->store->path, &text, &n, error) &&
         read_text (self, text, n, error);
}

/* A name beside the file that nothing has: "outbox-damaged-2.json". */
static char *
set_aside (MusterOutbox *self)
{
  g_autofree char *folder = g_path_get_dirname (self->store->path);

  for (guint i = 1; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("outbox-damaged-%u.json", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      return g_rename (self->store->path, path) == 0 ? g_steal_pointer (&path) : NULL;
    }
  return NULL;
}

static char *
refuse_file (MusterOutbox *self, const GError *error)
{
  g_autofree char *kept = set_aside (self);

  g_ptr_array_set_size (self->waiting, 0);
  g_ptr_array_set_size (self->unapplied, 0);
  self->store->closed = kept == NULL;
  return g_strdup_printf (
      /* Translators: %s: the reason, %s: a file's path */
      _ ("The commands that waited for the hub cannot be read (%s). They are kept in “%s”"),
      error->message, kept != NULL ? kept : self->store->path);
}

/**
 * muster_outbox_open:
 * @folder: where the file is; made if it is not there
 * @trouble: (out) (nullable) (transfer full): what went wrong, in words
 *
 * Reads what waited when the console ended. Reading is strict and all or nothing: a command that
 * was half read might be another command.
 *
 * Returns: (transfer full): the outbox; empty after a trouble
 */
MusterOutbox *
muster_outbox_open (const char *folder, char **trouble)
{
  MusterOutbox *self = g_new0 (MusterOutbox, 1);
  g_autoptr (GError) error = NULL;

  *trouble = NULL;
  self->store = g_new0 (Store, 1);
  g_atomic_ref_count_init (&self->store->ref_count);
  g_mutex_init (&self->store->lock);
  self->store->path = g_build_filename (folder, FILE_NAME, NULL);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_outbox_item_free);
  self->unapplied = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_outbox_item_free);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    *trouble =
        g_strdup_printf (_ ("Commands cannot be kept in “%s”: %s"), folder, g_strerror (errno));
  else if (!read_file (self, &error) && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    *trouble = refuse_file (self, error);
  return self;
}

/**
 * muster_outbox_free:
 * @self: (nullable): an outbox
 *
 * Frees it. What was not synced or flushed is not on disk.
 */
void
muster_outbox_free (MusterOutbox *self)
{
  if (self == NULL)
    return;
  store_unref (self->store);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->unapplied);
  g_free (self);
}

/* --- the lists --- */

/**
 * muster_outbox_get_waiting:
 * @self: an outbox
 *
 * Returns: (transfer none) (element-type MusterOutboxItem): what waits, in the order of sending
 */
const GPtrArray *
muster_outbox_get_waiting (const MusterOutbox *self)
{
  return self->waiting;
}

/**
 * muster_outbox_get_unapplied:
 * @self: an outbox
 *
 * Returns: (transfer none) (element-type MusterOutboxItem): what the hub did not apply, oldest
 *   first
 */
const GPtrArray *
muster_outbox_get_unapplied (const MusterOutbox *self)
{
  return self->unapplied;
}

/**
 * muster_outbox_add:
 * @self: an outbox
 * @command: (transfer full): a command with an id
 * @made_us: when the person gave it, µs UTC
 *
 * Puts a command at the end of those that wait.
 */
void
muster_outbox_add (MusterOutbox *self, MusterCommand *command, gint64 made_us)
{
  g_ptr_array_add (self->waiting, muster_outbox_item_new (command, made_us, NULL));
  self->changes++;
}

/**
 * muster_outbox_add_first:
 * @self: an outbox
 * @command: (transfer full): a command with an id
 * @made_us: when the person gave it, µs UTC
 *
 * Puts a command before those that wait: they were given after it.
 */
void
muster_outbox_add_first (MusterOutbox *self, MusterCommand *command, gint64 made_us)
{
  g_ptr_array_insert (self->waiting, 0, muster_outbox_item_new (command, made_us, NULL));
  self->changes++;
}

static MusterOutboxItem *
take_from (GPtrArray *items, MusterUlid id)
{
  for (guint i = 0; i < items->len; i++)
    {
      const MusterOutboxItem *item = g_ptr_array_index (items, i);

      if (muster_ulid_equal (item->command->id, id))
        return g_ptr_array_steal_index (items, i);
    }
  return NULL;
}

/**
 * muster_outbox_take:
 * @self: an outbox
 * @command: an id
 *
 * Takes a command out of the list that it is in.
 *
 * Returns: (nullable) (transfer full): the item, %NULL if there is none such
 */
MusterOutboxItem *
muster_outbox_take (MusterOutbox *self, MusterUlid command)
{
  MusterOutboxItem *item = take_from (self->waiting, command);

  if (item == NULL)
    item = take_from (self->unapplied, command);
  if (item != NULL)
    self->changes++;
  return item;
}

/**
 * muster_outbox_answer:
 * @self: an outbox
 * @command: the id of a command that waits
 * @problem: (nullable): why the hub did not apply it, in words; %NULL: it did
 *
 * Says that the hub has spoken.
 */
void
muster_outbox_answer (MusterOutbox *self, MusterUlid command, const char *problem)
{
  g_autoptr (MusterOutboxItem) item = take_from (self->waiting, command);

  if (item == NULL)
    return;
  self->changes++;
  if (problem == NULL)
    return;
  item->problem = g_strdup (problem);
  g_ptr_array_add (self->unapplied, g_steal_pointer (&item));
}
