/* outbox-item.h - a command that waits, or that its hub did not apply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "model/command.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommand *command;
  gint64 made_us;
  char *problem; /* why it was not applied, in words; NULL while it waits */
} MusterOutboxItem;

MusterOutboxItem *
muster_outbox_item_new (MusterCommand *command /* full */, gint64 made_us, const char *problem);
void muster_outbox_item_free (MusterOutboxItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOutboxItem, muster_outbox_item_free)

/* One JSON object an item. */
void muster_outbox_item_write (const MusterOutboxItem *self, MusterJsonWriter *writer);
/* NULL and the reader's error, or one made with muster_json_reader_fail(), if it is none. */
MusterOutboxItem *muster_outbox_item_read (MusterJsonReader *reader);

G_END_DECLS
