/* disk-survey.h - asks every file system how full it is, without waiting for one that hangs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "probes/mounts.h"
#include <gio/gio.h>
#include <sys/statvfs.h>
G_BEGIN_DECLS

typedef struct
{
  gboolean answered; /* FALSE: still waiting when the survey was cancelled */
  int error_number;  /* of errno(3), 0 if there is an answer */
  gboolean read_only;
  guint64 size_bytes;
  guint64 used_bytes;
  guint64 available_bytes; /* to those who are not root */
  guint64 inodes;
  guint64 inodes_used;
} MusterDiskRow;

typedef int (*MusterStatvfsFunc) (const char *path, struct statvfs *out);

/* @ask is called on a thread of the survey's own, which may outlive it. */
void muster_disk_survey_async (GPtrArray *mounts,
                               MusterStatvfsFunc ask,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Array of MusterDiskRow, one a mount. A cancelled survey is no error. */
GArray *muster_disk_survey_finish (GAsyncResult *result, GError **error);

guint muster_disk_percent (guint64 used, guint64 available);

G_END_DECLS
