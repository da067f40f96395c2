/* alert-table.h - alerts by a hash of theirs, in an open-addressing table of pointers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/alert.h"
G_BEGIN_DECLS

/* Beside each slot a tag says whether it is free, was freed (probing goes on past it), or which
 * hash its alert has: so neither a probe nor growing reads alerts that are not the one, each of
 * which lies anywhere in memory. */
typedef struct
{
  MusterAlert **slots; /* NULL: none */
  guint32 *tags;
  gsize mask;
  gsize n;       /* live */
  gsize n_used;  /* live and deleted */
  guint n_moves; /* how often all got other places; it wraps */
} MusterAlertTable;

/* @hash: the same as long as the alert is in the table. */
void muster_alert_table_init (MusterAlertTable *self);
void muster_alert_table_clear (MusterAlertTable *self); /* the alerts are not its own */
void muster_alert_table_add (MusterAlertTable *self, gsize hash, MusterAlert *alert);
void muster_alert_table_remove (MusterAlertTable *self, gsize hash, const MusterAlert *alert);

#define MUSTER_ALERT_TAG_FREE    0
#define MUSTER_ALERT_TAG_DELETED 1

/* All of a hash that is used: it says where an alert lies, too. */
static inline guint32
muster_alert_tag (gsize hash)
{
  return MAX ((guint32) hash, MUSTER_ALERT_TAG_DELETED + 1);
}

/* An alert that may be of @tag; begin with @place = @tag, and go on until NULL. */
static inline MusterAlert *
muster_alert_table_next (const MusterAlertTable *self, guint32 tag, gsize *place)
{

  for (gsize slot = *place & self->mask; self->tags[slot] != MUSTER_ALERT_TAG_FREE;
       slot = (slot + 1) & self->mask)
    if (self->tags[slot] == tag)
      {
        *place = slot + 1;
        return self->slots[slot];
      }
  return NULL;
}

G_END_DECLS
