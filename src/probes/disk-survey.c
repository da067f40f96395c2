/* disk-survey.c - asks every file system how full it is, without waiting for one that hangs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/disk-survey.h"
#include <errno.h>

/* Shared by the caller's thread and the asking one; the last of them frees it. statvfs() on a dead
 * network mount can take for ever and nothing can interrupt it, so the thread is left behind then.
 * It is none of GTask's pool, whose few threads the resolver and every file operation need. */
typedef struct
{
  GPtrArray *mounts;
  MusterStatvfsFunc ask;
  GMainContext *context;
  GMutex lock;
  GArray *rows;     /* under lock */
  gboolean stopped; /* under lock: nobody listens any more */
  GTask *task;      /* the caller's thread only; NULL once returned */
  GSource *cancel;  /* the caller's thread only */
} Survey;

static void
survey_clear (gpointer data)
{
  Survey *self = data;

  g_ptr_array_unref (self->mounts);
  g_main_context_unref (self->context);
  g_array_unref (self->rows);
  g_mutex_clear (&self->lock);
}

static void
survey_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, survey_clear);
}

static void
finish (Survey *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  GArray *rows;

  if (task == NULL)
    return;
  if (self->cancel != NULL)
    g_source_destroy (self->cancel);
  g_clear_pointer (&self->cancel, g_source_unref);
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  rows = g_array_copy (self->rows);
  g_mutex_unlock (&self->lock);
  g_task_return_pointer (task, rows, (GDestroyNotify) g_array_unref);
}

static gboolean
done_cb (gpointer user_data)
{
  finish (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  finish (user_data);
  return G_SOURCE_REMOVE;
}

/* f_frsize is the unit of the block counts (POSIX); a file system may claim more in use than it
 * has, or more free than that. */
static void
fill_row (MusterDiskRow *row, const struct statvfs *usage)
{
  guint64 unit = usage->f_frsize != 0 ? usage->f_frsize : usage->f_bsize;
  guint64 most = unit != 0 ? G_MAXUINT64 / unit : 0;

  row->read_only = (usage->f_flag & ST_RDONLY) != 0;
  row->size_bytes = MIN (usage->f_blocks, most) * unit;
  row->used_bytes = MIN (usage->f_blocks - MIN (usage->f_bfree, usage->f_blocks), most) * unit;
  row->available_bytes = MIN (MIN (usage->f_bavail, usage->f_blocks), most) * unit;
  row->inodes = usage->f_files;
  row->inodes_used = usage->f_files - MIN (usage->f_ffree, usage->f_files);
}

static void
ask_one (MusterStatvfsFunc ask, const char *path, MusterDiskRow *row)
{
  struct statvfs usage = { 0 };

  *row = (MusterDiskRow){ .answered = TRUE };
  if (ask (path, &usage) == 0)
    fill_row (row, &usage);
  else
    row->error_number = errno;
}

static gpointer
ask_all (gpointer data)
{
  Survey *self = data;
  g_autoptr (GSource) done = g_idle_source_new ();
  gboolean stopped = FALSE;

  for (guint i = 0; i < self->mounts->len && !stopped; i++)
    {
      const MusterMount *mount = g_ptr_array_index (self->mounts, i);
      MusterDiskRow row;

      ask_one (self->ask, mount->point, &row);
      g_mutex_lock (&self->lock);
      g_array_index (self->rows, MusterDiskRow, i) = row;
      stopped = self->stopped;
      g_mutex_unlock (&self->lock);
    }
  g_source_set_priority (done, G_PRIORITY_DEFAULT);
  g_source_set_callback (done, done_cb, g_atomic_rc_box_acquire (self), survey_unref);
  g_source_attach (done, self->context);
  survey_unref (self);
  return NULL;
}

/**
 * muster_disk_survey_async:
 * @mounts: (element-type MusterMount): what to ask, in this order; not to be changed any more
 * @ask: statvfs(), or a test's own
 * @cancellable: (nullable): ends the survey with the answers so far
 * @callback: called on this thread's main context
 * @user_data: for @callback
 */
void
muster_disk_survey_async (GPtrArray *mounts,
                          MusterStatvfsFunc ask,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Survey *self = g_atomic_rc_box_new0 (Survey);
  GThread *thread;

  g_mutex_init (&self->lock);
  self->mounts = g_ptr_array_ref (mounts);
  self->ask = ask;
  self->context = g_main_context_ref_thread_default ();
  self->rows = g_array_new (FALSE, TRUE, sizeof (MusterDiskRow));
  g_array_set_size (self->rows, mounts->len);
  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, muster_disk_survey_async);
  g_task_set_check_cancellable (self->task, FALSE);
  thread = g_thread_try_new ("disk-survey", ask_all, g_atomic_rc_box_acquire (self), &error);
  if (thread == NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);
      g_task_return_error (task, g_steal_pointer (&error));
      survey_unref (self); /* the thread's */
      survey_unref (self);
      return;
    }
  g_thread_unref (thread);
  if (cancellable != NULL)
    {
      self->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb),
                             g_atomic_rc_box_acquire (self), survey_unref);
      g_source_attach (self->cancel, self->context);
    }
  survey_unref (self);
}

/**
 * muster_disk_survey_finish:
 * @result: what the callback got
 * @error: that no thread could be started
 *
 * Returns: (transfer full) (nullable) (element-type MusterDiskRow): a row for each mount
 */
GArray *
muster_disk_survey_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, muster_disk_survey_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * muster_disk_percent:
 * @used: what is in use
 * @available: what can still be used by those who are not root
 *
 * As df(1) has it: of what could ever be used, and rounded up, so that 100 is only full.
 *
 * Returns: from 0 to 100; 0 if there is nothing of it at all
 */
guint
muster_disk_percent (guint64 used, guint64 available)
{
  double all = (double) used + (double) available;
  guint percent;

  if (all <= 0)
    return 0;
  percent = (guint) (100.0 * (double) used / all);
  if ((double) percent * all < 100.0 * (double) used)
    percent++;
  return MIN (percent, 100);
}
