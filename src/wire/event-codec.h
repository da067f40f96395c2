/* event-codec.h - events as bytes: heads, payloads and stream lines (protocol §2, §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
#include "base/error.h"
#include "model/batch.h"
G_BEGIN_DECLS

/* The payload's bytes as they are digested: one JSON object, members in the order of the kind's
 * row, unset fields left out. */
void muster_event_append_payload (const MusterEvent *event, GString *out);
/* The head: one line of compact JSON without a newline. @digest is NULL where there is no payload.
 */
void muster_event_append_head (const MusterEvent *event, const MusterSha256 *digest, GString *out);

/* Decodes a head into a new event of @batch. An unknown kind, a newer version and unknown facts are
 * no error: kind is MUSTER_EVENT_UNKNOWN, or the facts are left out. @digest (nullable) gets the
 * digest, @has_digest whether there is one. */
typedef struct
{
  MusterEvent *event;
  gboolean has_digest;
  MusterSha256 digest;
} MusterDecodedHead;
gboolean muster_event_decode_head (const char *bytes,
                                   gsize n,
                                   MusterJsonReader *reader,
                                   MusterBatch *batch,
                                   MusterDecodedHead *out,
                                   GError **error);
/* Of the head of an alert.fired, as we write it: which alert, and its payload's digest. FALSE: it
 * is another, or written otherwise; read all of it. */
gboolean
muster_event_peek_alert (const char *bytes, gsize n, MusterUlid *alert, MusterSha256 *digest);
/* Fills the event's fields from its payload's bytes. */
gboolean muster_event_decode_payload (MusterEvent *event,
                                      const char *bytes,
                                      gsize n,
                                      MusterJsonReader *reader,
                                      MusterBatch *batch,
                                      GError **error);

/* Stream lines. */
void muster_line_append_full (GString *out,
                              const char *head,
                              gsize head_n,
                              MusterPayloadClass payload_class,
                              const guchar *salt,
                              const char *body,
                              gsize body_n);
void muster_line_append_withheld (GString *out, guint64 seq, const MusterSha256 *leaf);

typedef enum
{
  MUSTER_LINE_FULL,
  MUSTER_LINE_HEAD,
  MUSTER_LINE_WITHHELD,
} MusterLineType;

typedef struct
{
  MusterLineType type;
  guint64 seq;
  MusterSha256 leaf;  /* of the head's bytes, or as the line says when withheld */
  MusterEvent *event; /* NULL when withheld; its fields are set when the line is full */
} MusterLine;

/* Checks that the body matches the digest in the head, too. */
gboolean muster_line_decode (const char *bytes,
                             gsize n,
                             MusterJsonReader *reader,
                             MusterBatch *batch,
                             MusterLine *out,
                             GError **error);

void muster_event_leaf (const char *head, gsize n, MusterSha256 *out);
void muster_chain_step (MusterSha256 *chain, const MusterSha256 *leaf);

G_END_DECLS
