/* durations.h - how long alerts usually last before they are over by themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_DURATIONS_KEPT      16 /* of one name, the newest */
#define MUSTER_DURATIONS_NEEDED    8  /* before anything is said of it */
#define MUSTER_DURATIONS_NAMES_MAX 10000

/* Of the alerts of one name and service. */
typedef struct
{
  MusterUlid service;
  char *name;
  guint32 seconds[MUSTER_DURATIONS_KEPT]; /* as a ring */
  guint n;                                /* that were ever seen */
} MusterDuration;

typedef struct _MusterDurations MusterDurations;

MusterDurations *muster_durations_new (void);
void muster_durations_free (MusterDurations *self);

void muster_durations_add (MusterDurations *self,
                           MusterUlid service,
                           const char *name,
                           gint64 duration_us);
const MusterDuration *
muster_durations_get (const MusterDurations *self, MusterUlid service, const char *name);
/* What 9 of 10 of them did not outlast, s; 0: too few were seen. */
guint muster_duration_usual (const MusterDuration *self);

/* All, the least lately seen first; and one of a snapshot, in that order. */
const GQueue *muster_durations_list (const MusterDurations *self);
void muster_durations_restore (MusterDurations *self, MusterDuration *duration /* full */);
void muster_duration_free (MusterDuration *self);

G_END_DECLS
