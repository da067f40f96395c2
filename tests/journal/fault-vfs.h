/* fault-vfs.h - a disk that fails when it is told to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  FAULT_NO_SPACE, /* ENOSPC on a write */
  FAULT_WRITE,    /* EIO on a write */
  FAULT_SYNC,     /* EIO on a sync, writes going through */
} FaultKind;

/* Makes it SQLite's default, for the whole process. */
void fault_vfs_install (void);
/* The @at-th write or sync from now on fails (from 1), and if @stays all after it. */
void fault_vfs_arm (FaultKind kind, guint at, gboolean stays);
/* Returns whether anything has failed since arm(). */
gboolean fault_vfs_disarm (void);

G_END_DECLS
