/* payload-block.h - the payloads of one class in one batch, as one row holds them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
#include "base/json-reader.h"
G_BEGIN_DECLS

typedef struct
{
  guint32 index; /* seq of the event, less the batch's first */
  const guchar *salt;
  MusterText body;
} MusterPayloadEntry;

/* Writing. What is appended to @block between begin_entry() and end_entry() is the body. */
void muster_payload_block_begin (GString *block, const char *class_name);
gsize muster_payload_block_begin_entry (GString *block, guint32 index, const guchar *salt);
void muster_payload_block_end_entry (GString *block, gsize body_at);

/* Reading. */
typedef struct
{
  const char *at;
  const char *end;
  gint64 last_index;
} MusterPayloadCursor;

gboolean
muster_payload_cursor_init (MusterPayloadCursor *self, MusterText block, MusterText class_name);
gboolean muster_payload_cursor_next (MusterPayloadCursor *self, MusterPayloadEntry *out);
gboolean muster_payload_cursor_failed (const MusterPayloadCursor *self);

/* The block without one entry, for an erasure; NULL if that was its last, or not there. */
GString *muster_payload_block_without (MusterText block, MusterText class_name, guint32 index);

G_END_DECLS
