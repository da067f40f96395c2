/* words.c - the words of a text, as people and programs write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/words.h"

#include <stdlib.h>
#include <string.h>

#define TELLING_BYTES_MIN 3

/**
 * muster_words_begin:
 * @self: a walk
 * @text: of any bytes; it must outlive the walk
 * @n: how many; -1: up to its zero
 *
 * Begins before the first word.
 */
void
muster_words_begin (MusterWords *self, const char *text, gssize n)
{
  *self = (MusterWords){ text, n < 0 ? strlen (text) : (gsize) n, 0 };
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (c & 0x80) != 0;
}

/* "requestsReceived", "HTTPError": where the next word of a name written in one begins. */
static gboolean
is_hump (const MusterWords *self, gsize i)
{
  return g_ascii_isupper (self->text[i]) &&
         (g_ascii_islower (self->text[i - 1]) ||
          (i + 1 < self->n && g_ascii_islower (self->text[i + 1])));
}

/**
 * muster_words_next:
 * @self: a walk
 * @word: (out): the word
 *
 * Goes on to the next run of letters or of digits.
 *
 * Returns: whether there is one
 */
gboolean
muster_words_next (MusterWords *self, char word[MUSTER_WORD_BYTES])
{
  gsize i = self->at, begin, length = 0;
  gboolean of_digits;

  while (i < self->n && !g_ascii_isdigit (self->text[i]) && !is_letter (self->text[i]))
    i++;
  if (i == self->n)
    {
      self->at = i;
      return FALSE;
    }
  of_digits = g_ascii_isdigit (self->text[i]);
  for (begin = i; i < self->n; i++)
    {
      char c = self->text[i];

      if (of_digits ? !g_ascii_isdigit (c) : !is_letter (c) || (i > begin && is_hump (self, i)))
        break;
      if (length < MUSTER_WORD_BYTES - 1)
        word[length++] = g_ascii_tolower (c);
    }
  word[length] = '\0';
  self->at = i;
  return TRUE;
}

static int
compare_words (gconstpointer key, gconstpointer item)
{
  return strcmp (key, *(const char *const *) item);
}

/**
 * muster_word_is_telling:
 * @word: in small letters
 *
 * Returns: whether two texts that have it may be about the same thing
 */
gboolean
muster_word_is_telling (const char *word)
{
  /* in order: they are searched */
  static const char *const common[] = {
    "above",      "after",    "alert",   "all",    "also",      "and",      "any",      "are",
    "been",       "before",   "below",   "but",    "call",      "calls",    "can",      "cannot",
    "client",     "code",     "codes",   "com",    "could",     "count",    "critical", "does",
    "downstream", "duration", "during",  "else",   "error",     "errors",   "exceeded", "fail",
    "failed",     "failing",  "failure", "for",    "from",      "func",     "handled",  "handler",
    "has",        "have",     "high",    "http",   "https",     "internal", "into",     "its",
    "latency",    "low",      "main",    "millis", "more",      "new",      "nil",      "not",
    "null",       "observed", "of",      "old",    "one",       "only",     "out",      "over",
    "per",        "percent",  "pkg",     "rate",   "ratio",     "request",  "requests", "response",
    "responses",  "return",   "seconds", "self",   "server",    "service",  "services", "should",
    "some",       "src",      "status",  "string", "svc",       "than",     "that",     "the",
    "their",      "then",     "there",   "this",   "threshold", "too",      "total",    "two",
    "under",      "upstream", "var",     "void",   "warning",   "was",      "were",     "when",
    "which",      "while",    "will",    "with",   "without",   "www",      "yet",      "you",
  };

  return strlen (word) >= TELLING_BYTES_MIN && !g_ascii_isdigit (word[0]) &&
         bsearch (word, common, G_N_ELEMENTS (common), sizeof *common, compare_words) == NULL;
}
