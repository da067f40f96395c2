/* alert-table.h - alerts by a hash of theirs, in an open-addressing table of pointers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/alert.h"
G_BEGIN_DECLS

/* A place that was freed: probing goes on past it. */
#define MUSTER_ALERT_DELETED ((MusterAlert *) 1)

/* Where an alert lies; the same as long as it is in the table. */
typedef gsize (*MusterAlertHash) (const MusterAlert *alert);

/* Probe from hash & mask to the first NULL: the fields are for reading. */
typedef struct
{
  MusterAlertHash hash;
  MusterAlert **slots;
  gsize mask;
  gsize n;      /* live */
  gsize n_used; /* live and deleted */
} MusterAlertTable;

void muster_alert_table_init (MusterAlertTable *self, MusterAlertHash hash);
void muster_alert_table_clear (MusterAlertTable *self); /* the alerts are not its own */
void muster_alert_table_add (MusterAlertTable *self, MusterAlert *alert);
void muster_alert_table_remove (MusterAlertTable *self, const MusterAlert *alert);

/* Is there an alert in this slot? */
static inline gboolean
muster_alert_is_live (const MusterAlert *alert)
{
  return alert != NULL && alert != MUSTER_ALERT_DELETED;
}

G_END_DECLS
