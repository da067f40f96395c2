/* text-index.h - which texts are alike, by the words that they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_TEXT_SHINGLES_MAX 64  /* of one text */
#define MUSTER_TEXT_POSTINGS_MAX 256 /* texts looked at for one shingle: the newest */
#define MUSTER_TEXT_MATCHES_MAX  8

typedef struct
{
  guint id;
  double likeness; /* 0 to 1: the share of what both say in what either says */
} MusterTextMatch;

/* Texts by number, found by their shingles: words, and pairs of words that follow each other. */
typedef struct _MusterTextIndex MusterTextIndex;

MusterTextIndex *muster_text_index_new (void);
void muster_text_index_free (MusterTextIndex *self);
/* The text of that number, and no other; NULL or without words: none. */
void muster_text_index_put (MusterTextIndex *self, guint id, const char *text);
/* Likest first, none less than @least. */
guint muster_text_index_find (const MusterTextIndex *self,
                              guint id,
                              double least,
                              MusterTextMatch out[MUSTER_TEXT_MATCHES_MAX]);

G_END_DECLS
