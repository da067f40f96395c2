/* draft.h - one alert while it is read, and what a body comes to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/overflow.h"
#include "sources/source.h"
G_BEGIN_DECLS

#define MUSTER_SOURCE_ALERTS_MAX 10000 /* in one body (R8) */
#define MUSTER_DRAFT_NOTES_MAX   4

typedef struct
{
  MusterText name;
  MusterText value;
} MusterPair;

/* As sent, names unlike each other; what an object may hold by R7. */
typedef struct
{
  guint n;
  MusterPair items[MUSTER_JSON_MEMBERS_MAX];
} MusterPairs;

/* Reads a body: begin an element, fill what is said of it, end it; at last finish. One flaw of an
 * element refuses that element alone. Large, and meant for the stack. */
typedef struct
{
  const char *source; /* its name */
  const MusterIntake *in;
  MusterJsonReader *reader;
  MusterReports *out;
  MusterOverflow overflow;

  guint index;             /* of the element being read */
  const char *flaw;        /* why it is refused; NULL: well so far */
  MusterReport report;     /* without label sets, which are made at its end */
  MusterText starts, ends; /* as sent; n 0: not said */
  guint n_notes;
  MusterPair notes[MUSTER_DRAFT_NOTES_MAX]; /* annotations of our own: what cleaning changed */
  MusterPairs labels, annotations;
} MusterDraft;

void muster_draft_init (MusterDraft *self,
                        const char *source,
                        const MusterIntake *in,
                        MusterJsonReader *reader,
                        MusterReports *out);
/* FALSE, with the reader's error, beyond MUSTER_SOURCE_ALERTS_MAX. */
gboolean muster_draft_begin (MusterDraft *self, guint index);
/* Cleans what was read. The new report, or NULL if it was refused or folded. */
MusterReport *muster_draft_end (MusterDraft *self);
/* Cleans what was read, as a change: its title, service, url, labels and start. NULL if refused. */
MusterChange *muster_draft_end_change (MusterDraft *self, MusterText kind, MusterText version);
/* The end of the body: FALSE leaves @out empty. */
gboolean muster_draft_finish (MusterDraft *self, GError **error);

/* Values of the element. What is null counts as not said; what is of another type is a flaw. */
void muster_draft_read_text (MusterDraft *self, const char *name, MusterText *out);
void muster_draft_read_pairs (MusterDraft *self, const char *name, MusterPairs *out);
/* labels, annotations, startsAt, endsAt, generatorURL; FALSE if @name is none of these. */
gboolean muster_draft_read_member (MusterDraft *self, MusterText name);
/* Any value as text: a string's, else its bytes as written; null is nothing. */
void muster_draft_read_loose (MusterDraft *self, MusterText *out);

gboolean muster_draft_is_zero_time (MusterText text);
void muster_draft_settle_times (MusterDraft *self);

void muster_draft_flaw (MusterDraft *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void muster_draft_note (MusterDraft *self, const char *name, MusterText value);

/* Empty text if there is none. */
MusterText muster_pairs_get (const MusterPairs *self, const char *name);
/* Leaves a pair that is there, and what there is no room for. */
void muster_pairs_add (MusterPairs *self, const char *name, MusterText value);

G_END_DECLS
