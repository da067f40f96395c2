/* disk.c - how full the file systems are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/disk-survey.h"
#include "probes/probe.h"
#include <glib/gi18n.h>

#define FULL_PERCENT 95

typedef struct
{
  GPtrArray *mounts;
  const MusterMount *worst; /* the fullest that can be written to */
  guint worst_percent;
  const char *worst_of;       /* "bytes" or "inodes" */
  const MusterMount *silent;  /* the first that did not answer */
  const MusterMount *refused; /* the first that could not be asked */
  int refused_error_number;
} Report;

static void
append_answer (GString *out, const MusterDiskRow *row)
{
  g_autofree char *size = g_format_size_full (row->size_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *used = g_format_size_full (row->used_bytes, G_FORMAT_SIZE_IEC_UNITS);
  guint inodes = muster_disk_percent (row->inodes_used, row->inodes - row->inodes_used);

  g_string_append_printf (out, "%10s %10s %4u %%", size, used,
                          muster_disk_percent (row->used_bytes, row->available_bytes));
  if (row->inodes > 0)
    g_string_append_printf (out, " %6u %%", inodes);
  else
    g_string_append_printf (out, " %8s", "-"); /* made as needed: btrfs, FAT */
}

static void
weigh (Report *self, const MusterMount *mount, const MusterDiskRow *row)
{
  guint bytes = muster_disk_percent (row->used_bytes, row->available_bytes);
  guint inodes = muster_disk_percent (row->inodes_used, row->inodes - row->inodes_used);

  if (row->read_only || (self->worst != NULL && MAX (bytes, inodes) <= self->worst_percent))
    return;
  self->worst = mount;
  self->worst_percent = MAX (bytes, inodes);
  self->worst_of = inodes > bytes ? "inodes" : "bytes";
}

static void
append_row (Report *self, GString *out, const MusterMount *mount, const MusterDiskRow *row)
{
  if (!row->answered)
    {
      self->silent = self->silent != NULL ? self->silent : mount;
      g_string_append_printf (out, "%10s %10s %6s %8s", "no answer", "", "", "");
    }
  else if (row->error_number != 0)
    {
      self->refused_error_number =
          self->refused != NULL ? self->refused_error_number : row->error_number;
      self->refused = self->refused != NULL ? self->refused : mount;
      g_string_append_printf (out, "%s:", g_strerror (row->error_number));
    }
  else if (row->size_bytes == 0)
    return; /* the kernel's own, of a type that we do not know */
  else
    {
      append_answer (out, row);
      weigh (self, mount, row);
    }
  g_string_append_printf (out, "  %s%s%s\n", mount->point, row->read_only ? "  read-only  " : "  ",
                          mount->type);
}

static char *
summarise (const Report *self)
{
  if (self->silent != NULL)
    return g_strdup_printf ("No answer from %s", self->silent->point);
  if (self->worst == NULL && self->refused != NULL)
    return g_strdup_printf ("%s: %s", self->refused->point,
                            g_strerror (self->refused_error_number));
  if (self->worst == NULL)
    return g_strdup ("No file system that can be written to");
  return g_strdup_printf ("%s: %u %% of its %s in use", self->worst->point, self->worst_percent,
                          self->worst_of);
}

/* One mount of many that this account may not ask is nothing to worry about. */
static MusterProbeExit
judge (const Report *self)
{
  if (self->silent != NULL)
    return MUSTER_PROBE_EXIT_TIMEOUT;
  if (self->worst == NULL && self->refused != NULL)
    return MUSTER_PROBE_EXIT_FAILED;
  return self->worst_percent >= FULL_PERCENT ? MUSTER_PROBE_EXIT_FAILED : MUSTER_PROBE_EXIT_OK;
}

static void
surveyed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = muster_disk_survey_finish (result, &error);
  Report report = { .mounts = g_task_get_task_data (task) };
  GString *output;

  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  output = g_string_new (NULL);
  g_string_append_printf (output, "%10s %10s %6s %8s  %s\n", "size", "used", "bytes", "inodes",
                          "on");
  for (guint i = 0; i < rows->len; i++)
    append_row (&report, output, g_ptr_array_index (report.mounts, i),
                &g_array_index (rows, MusterDiskRow, i));
  g_task_return_pointer (task,
                         muster_probe_result_new (judge (&report), summarise (&report), output),
                         (GDestroyNotify) muster_probe_result_free);
}

static GPtrArray *
list_one (const char *path)
{
  GPtrArray *mounts = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_mount_free);
  MusterMount *mount = g_new0 (MusterMount, 1);

  mount->point = g_strdup (path);
  mount->type = g_strdup ("");
  mount->source = g_strdup ("");
  g_ptr_array_add (mounts, mount);
  return mounts;
}

static void
run_async (const MusterProbeRun *run,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *mountinfo = NULL;
  const char *path = muster_probe_run_get (run, "path");
  GPtrArray *mounts;

  g_task_set_source_tag (task, run_async);
  g_task_set_check_cancellable (task, FALSE); /* cancelled, it names the mount that hangs */
  if (path == NULL && !g_file_get_contents ("/proc/self/mountinfo", &mountinfo, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  mounts = path != NULL ? list_one (path) : muster_mounts_parse (mountinfo);
  g_task_set_task_data (task, mounts, (GDestroyNotify) g_ptr_array_unref);
  muster_disk_survey_async (mounts, statvfs, cancellable, surveyed_cb, g_steal_pointer (&task));
}

static const MusterProbeArgument arguments[] = {
  { "path", MUSTER_PROBE_ARGUMENT_PATH, FALSE },
  { NULL },
};

const MusterProbe muster_probe_disk = {
  .name = "disk",
  /* Translators: a check of how full the disks are */
  .title = N_ ("Disk space"),
  .arguments = arguments,
  .run_async = run_async,
  .run_finish = muster_probe_task_finish,
};
