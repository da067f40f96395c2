/* mounts.h - the file systems that hold data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  char *point;  /* where it is mounted; any bytes but zero */
  char *type;   /* "ext4" */
  char *source; /* "/dev/sda1" */
  char *device; /* "MAJOR:MINOR" */
} MusterMount;

void muster_mount_free (MusterMount *self);

/* Array of MusterMount, local ones first. */
GPtrArray *muster_mounts_parse (const char *mountinfo);

G_END_DECLS
