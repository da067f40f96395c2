/* entry-row.h - lines of an incident as a timeline shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/timeline-row-data.h"
#include "replica/outbox-item.h"
#include "response/timeline-text.h"
G_BEGIN_DECLS

/* The name of an entry's row, made of its seq, and back; 0: it is of no entry. */
char *muster_entry_row_id (guint64 seq);
guint64 muster_entry_row_seq (const char *id);

MusterTimelineRowData *muster_entry_row_new (const MusterEntry *entry, const MusterNames *names);
/* What waits to be sent; NULL for a command that no timeline would show. */
MusterTimelineRowData *muster_pending_row_new (const MusterOutboxItem *item, const char *person);

G_END_DECLS
