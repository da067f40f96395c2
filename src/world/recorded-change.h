/* recorded-change.h - one change as the world knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
G_BEGIN_DECLS

typedef struct
{
  MusterUlid id;
  guint64 seq;
  gint64 at_us;       /* when it was told */
  gint64 start_us;    /* when it took effect */
  MusterUlid key;     /* who told it: an integration key, */
  MusterUlid person;  /* or a person; the other is null */
  MusterUlid service; /* null: none that is known */
  char *title;
  char *kind;    /* "deploy", "flag", …; this and all below nullable */
  char *source;  /* "github", … */
  char *version; /* or a commit */
  char *url;
  char *labels; /* ["name","value",…] by name */
} MusterRecordedChange;

void muster_recorded_change_free (MusterRecordedChange *self);

/* From change.recorded. */
MusterRecordedChange *muster_recorded_change_new (const MusterEvent *event);

G_END_DECLS
