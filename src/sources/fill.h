/* fill.h - what is said of one alert or change, out of a body that was read whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/clean.h"
#include "sources/value.h"
G_BEGIN_DECLS

/* A sender's word for how bad it is. Tables end with a NULL word. */
typedef struct
{
  const char *word;
  MusterSeverity severity;
} MusterSeverityWord;

/* A sender's word for what became of an alert; tables end likewise. */
typedef struct
{
  const char *word;
  MusterReportStatus status;
} MusterStatusWord;

/* Begins a body and reads it whole, JSON or a form. NULL: it is neither. */
const MusterValue *muster_draft_read_whole (MusterDraft *self,
                                            const char *source,
                                            const MusterIntake *in,
                                            MusterJsonReader *reader,
                                            MusterReports *out);

/* Begins a body that is neither. The reader has nothing to read, and may still be failed. */
void muster_draft_init_other (MusterDraft *self,
                              const char *source,
                              const MusterIntake *in,
                              MusterJsonReader *reader,
                              MusterReports *out);

/* A title of any length: what has to be cut is kept whole as an annotation. */
void muster_draft_set_title (MusterDraft *self, MusterText text);
/* A dedup key of any length: what is too long ends with a digest of it. */
void muster_draft_set_dedup (MusterDraft *self, MusterText text);
/* A dedup key made of several texts, of which some may be empty. */
void muster_draft_join_dedup (MusterDraft *self, const MusterText *parts, guint n);
void
muster_draft_set_severity (MusterDraft *self, MusterText word, const MusterSeverityWord *table);
/* FALSE, and nothing is set, if the word is not in the table. */
gboolean
muster_draft_set_status (MusterDraft *self, MusterText word, const MusterStatusWord *table);
/* When its state began: the start of what fires, the end of what does not. Any way of writing it.
 */
void muster_draft_set_time (MusterDraft *self, MusterText time);
void muster_draft_set_url (MusterDraft *self, MusterText url); /* only https and http */
/* The members of an object, one level deep; anything else under @name. */
void muster_draft_add_members (MusterDraft *self,
                               MusterPairs *pairs,
                               const char *name,
                               const MusterValue *value);
/* "env:prod" or "env=prod", by @separator, as labels; what has none is joined under @name. */
void muster_draft_add_tags (MusterDraft *self, const char *name, const MusterText *tags, guint n);
/* Items of a text that is separated by commas, without space around them. */
guint muster_split_text (MusterText text, MusterText *out, guint max);

/* A text made for this element, kept as long as what was read. */
MusterText muster_draft_printf (MusterDraft *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* For its "%.*s". */
#define MUSTER_TEXT_ARGS(text) (int) (text).n, (text).n > 0 ? (text).bytes : ""
/* The beginning up to the line's end; a commit as people name it. */
MusterText muster_text_first_line (MusterText text);
MusterText muster_text_short_commit (MusterText text);

/* In any case of letters. */
gboolean muster_text_is (MusterText self, const char *word);

/* How senders write a time, as RFC 3339: seconds to nanoseconds of the epoch, offsets without a
 * colon, a space for the T, dots for the dashes. What is none of these is given back as it is. */
MusterText muster_source_time (MusterArena *arena, MusterText text);

G_END_DECLS
