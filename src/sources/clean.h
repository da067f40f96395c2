/* clean.h - label sets and annotations within budget (security R8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/draft.h"
G_BEGIN_DECLS

#define MUSTER_LABELS_MAX            64
#define MUSTER_LABEL_NAME_BYTES_MAX  128
#define MUSTER_LABEL_VALUE_BYTES_MAX 1024
#define MUSTER_ANNOTATIONS_BYTES_MAX 8192
#define MUSTER_TITLE_BYTES_MAX       1024
#define MUSTER_URL_BYTES_MAX         2048
#define MUSTER_VERSION_BYTES_MAX     256

/* Makes draft->report.labels. FALSE if the set is over budget; *why says it in words. A set with a
 * flaw has draft->flaw set. */
gboolean muster_clean_labels (MusterDraft *draft, const char **why);
/* Makes draft->report.annotations, with the notes. */
void muster_clean_annotations (MusterDraft *draft);
/* Cuts @text at a character's border, with a visible mark, and marks the report. */
void muster_clean_text (MusterDraft *draft, MusterText *text, gsize max_bytes);

static inline MusterText
muster_text (const char *constant)
{
  return (MusterText){ .bytes = constant, .n = strlen (constant) };
}

static inline MusterLabel
muster_label (MusterText name, MusterText value)
{
  return (MusterLabel){ .name = name.bytes,
                        .name_n = (guint16) name.n,
                        .value = value.bytes,
                        .value_n = (guint16) value.n };
}

static inline int
muster_compare_texts (MusterText a, MusterText b)
{
  int order = memcmp (a.bytes, b.bytes, MIN (a.n, b.n));

  if (order != 0)
    return order;
  return (a.n > b.n) - (a.n < b.n);
}

G_END_DECLS
