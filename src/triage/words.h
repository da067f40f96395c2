/* words.h - the words of a text, as people and programs write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_WORD_BYTES 32

/* A walk over a text: "no", "requests", "5", "xx" of "NoRequests_5xx". Bytes beyond ASCII are
 * letters. */
typedef struct
{
  const char *text;
  gsize n, at;
} MusterWords;

void muster_words_begin (MusterWords *self, const char *text, gssize n);
/* The next word in small letters, cut to fit; FALSE: there is none. */
gboolean muster_words_next (MusterWords *self, char word[MUSTER_WORD_BYTES]);
/* Does it say something of what the text is about? "the" and "x" do not. */
gboolean muster_word_is_telling (const char *word);

G_END_DECLS
