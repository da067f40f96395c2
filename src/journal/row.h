/* row.h - a committed batch as it is stored (protocol §3), and what is found in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "journal/journal.h"
G_BEGIN_DECLS

#define MUSTER_ROW_PAYLOADS_MAX 16

typedef struct
{
  MusterText class_name;
  MusterText block; /* payload-block.h */
} MusterStoredPayload;

/* Views: bytes belong to whoever stores them. Numbers as found: nothing of it is trusted. */
typedef struct
{
  gint64 first_seq;
  gint64 n;
  MusterText heads; /* each ended by a newline */
  MusterText hash;  /* the chain after the last */
  guint n_payloads;
  MusterStoredPayload payloads[MUSTER_ROW_PAYLOADS_MAX];
} MusterRow;

/* What is wrong, with which events. */
typedef struct
{
  const char *reason;      /* static; NULL: nothing */
  MusterJournalError code; /* TAMPERED or INCOMPLETE */
  guint64 seq;             /* the first that may be meant */
  guint64 last_seq;        /* the last: a row keeps only its last link of the chain */
} MusterFault;

/* One event of a row; views into the row. */
typedef struct
{
  MusterText head;
  MusterText digest; /* hexadecimal, in the head; n 0: no payload */
  MusterText class_name;
  MusterText body; /* bytes NULL: none, or erased */
  const guchar *salt;
  MusterSha256 leaf;
} MusterRowEvent;

/* A row taken apart: everything that can be checked without the rows before it. */
typedef struct
{
  GArray *events;  /* of MusterRowEvent: one a line that is whole */
  MusterText tail; /* what stands behind the last newline */
  MusterFault head_fault;
  MusterFault payload_fault;
} MusterUnpacked;

MusterUnpacked *muster_unpacked_new (void);
void muster_unpacked_free (MusterUnpacked *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterUnpacked, muster_unpacked_free)

void muster_row_unpack (const MusterRow *row, MusterUnpacked *out);
/* Checks it against the chain before it; @chain is then the one after it. */
gboolean muster_row_link (const MusterRow *row,
                          const MusterUnpacked *unpacked,
                          MusterSha256 *chain,
                          MusterFault *out);
/* The seq in a row's first head; 0 if there is none to be read. */
guint64 muster_row_own_seq (const MusterRow *row);

gboolean muster_payload_matches (const MusterRowEvent *event);
gboolean muster_fault_to_error (const MusterFault *self, GError **error); /* FALSE */

G_END_DECLS
