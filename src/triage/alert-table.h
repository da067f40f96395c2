/* alert-table.h - alerts by a hash of theirs, in an open-addressing table of pointers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/alert.h"
G_BEGIN_DECLS

/* Where an alert lies; the same as long as it is in the table. */
typedef gsize (*MusterAlertHash) (const MusterAlert *alert);

/* Beside each slot a byte says whether it is free, was freed (probing goes on past it), or which
 * eight bits of its alert's hash are: so a probe hardly ever reads an alert that is not the one,
 * each of which lies anywhere in memory. */
typedef struct
{
  MusterAlertHash hash;
  MusterAlert **slots; /* NULL: none */
  guint8 *tags;
  gsize mask;
  gsize n;      /* live */
  gsize n_used; /* live and deleted */
} MusterAlertTable;

void muster_alert_table_init (MusterAlertTable *self, MusterAlertHash hash);
void muster_alert_table_clear (MusterAlertTable *self); /* the alerts are not its own */
void muster_alert_table_add (MusterAlertTable *self, MusterAlert *alert);
void muster_alert_table_remove (MusterAlertTable *self, const MusterAlert *alert);

#define MUSTER_ALERT_TAG_FREE    0
#define MUSTER_ALERT_TAG_DELETED 1

/* The bits are the highest: the lowest say where it lies. */
static inline guint8
muster_alert_tag (gsize hash)
{
  return (guint8) MAX (hash >> (8 * sizeof hash - 8), MUSTER_ALERT_TAG_DELETED + 1);
}

/* An alert that may be of @hash; begin with @place = @hash, and go on until NULL. */
static inline MusterAlert *
muster_alert_table_next (const MusterAlertTable *self, gsize hash, gsize *place)
{
  const guint8 wanted = muster_alert_tag (hash);

  for (gsize slot = *place & self->mask; self->tags[slot] != MUSTER_ALERT_TAG_FREE;
       slot = (slot + 1) & self->mask)
    if (self->tags[slot] == wanted)
      {
        *place = slot + 1;
        return self->slots[slot];
      }
  return NULL;
}

G_END_DECLS
