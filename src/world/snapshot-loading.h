/* snapshot-loading.h - a snapshot being read: for the files that read its parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/snapshot-tables.h"
G_BEGIN_DECLS

typedef struct
{
  MusterWorld *world;
  MusterJsonReader *reader; /* within the object that is the line */
  MusterArena *arena;       /* of the line */
  gboolean ended;
} MusterLoading;

/* A kind of line. */
typedef struct
{
  const char *name; /* NULL ends the list */
  void (*load) (MusterLoading *self);
} MusterLoadingPart;

/* snapshot-load-triage.c: what only a hub's own snapshot has */
extern const MusterLoadingPart muster_loading_triage[];

/* The rest of a part, by @table into @record. */
void
muster_loading_read_record (MusterLoading *self, const MusterRecordTable *table, gpointer record);

G_END_DECLS
