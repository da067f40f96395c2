/* event.h - one thing that happened: a head and an erasable payload (protocol §2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/label-set.h"
#include "model/actor.h"
#include "model/event-kind.h"
G_BEGIN_DECLS

#define MUSTER_NO_TIME G_MININT64

typedef union
{
  gint64 number; /* INT, BOOL, INSTANT (µs), SEVERITY, STAGE, ROLE, ACCESS */
  MusterUlid id;
  const char *text; /* TOKEN and HASH; ended by a zero */
} MusterFact;

typedef union
{
  MusterText text; /* TEXT, and JSON as written */
  MusterLabelSet labels;
} MusterField;

/* Lives in a MusterBatch, with all its bytes. Facts and fields stand at their place in the kind's
 * row; the masks say which are there. A payload that was erased or withheld: fields_set is 0. */
typedef struct
{
  guint64 seq;
  gint64 at_us;
  gint64 claimed_us; /* MUSTER_NO_TIME: none */
  MusterEventKind kind;
  MusterPayloadClass payload; /* MUSTER_PAYLOAD_NONE: no digest */
  guint incident;             /* n of INC-n; 0: none */
  guint16 facts_set;
  guint16 fields_set;
  MusterActor actor;
  MusterUlid command; /* null: none */
  MusterFact facts[MUSTER_EVENT_FACTS_MAX];
  MusterField *fields; /* MUSTER_EVENT_FIELDS_MAX of them, or NULL */
  guint version;
} MusterEvent;

/* A kind that has no such fact or field is a programming error; one that is not set reads as the
 * value given here: 0, FALSE, MUSTER_NO_TIME for instants, the null id, NULL, the empty text. */
gboolean muster_event_has (const MusterEvent *self, MusterFactName name);
gint64 muster_event_int (const MusterEvent *self, MusterFactName name);
MusterUlid muster_event_ulid (const MusterEvent *self, MusterFactName name);
const char *muster_event_token (const MusterEvent *self, MusterFactName name);
gboolean muster_event_has_field (const MusterEvent *self, MusterFieldName name);
MusterText muster_event_text (const MusterEvent *self, MusterFieldName name);
char *muster_event_dup_text (const MusterEvent *self, MusterFieldName name);  /* "" if none */
char *muster_event_dup_field (const MusterEvent *self, MusterFieldName name); /* NULL if none */
const MusterLabelSet *muster_event_labels (const MusterEvent *self, MusterFieldName name);

/* Setters; text and labels are not copied: see batch.h. */
void muster_event_set_int (MusterEvent *self, MusterFactName name, gint64 value);
void
muster_event_set_ulid (MusterEvent *self, MusterFactName name, MusterUlid value); /* null: none */
void muster_event_set_token (MusterEvent *self, MusterFactName name, const char *token);

/* A structural comparison, for tests and for replay. */
gboolean muster_event_equal (const MusterEvent *a, const MusterEvent *b);

G_END_DECLS
