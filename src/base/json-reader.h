/* json-reader.h - a strict pull reader for JSON from outside (RFC 8259, security R7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/arena.h"
#include "base/error.h"
#include <string.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_JSON_NONE, /* an error, or no value here */
  MUSTER_JSON_NULL,
  MUSTER_JSON_BOOL,
  MUSTER_JSON_NUMBER,
  MUSTER_JSON_STRING,
  MUSTER_JSON_ARRAY,
  MUSTER_JSON_OBJECT,
} MusterJsonType;

/* What R7 allows; every reader has them. */
#define MUSTER_JSON_DEPTH_MAX   64
#define MUSTER_JSON_VALUES_MAX  500000
#define MUSTER_JSON_MEMBERS_MAX 256

/* A piece of text, not ended by a zero: into the input, or into the reader's arena if it had
 * escapes. Valid UTF-8 without NUL. */
typedef struct
{
  const char *bytes;
  gsize n;
} MusterText;

/* Errors stick: after one, every call fails and returns nothing, so a decoder may read on and ask
 * once at the end. Everything is checked, also what is skipped. No recursion. */
typedef struct _MusterJsonReader MusterJsonReader;

MusterJsonReader *muster_json_reader_new (void);
void muster_json_reader_free (MusterJsonReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterJsonReader, muster_json_reader_free)

/* Begins a document; a reader is used for one after another. @bytes must outlive what is read
 * without escapes; @arena (nullable: one of its own) what is read with them. */
void
muster_json_reader_begin (MusterJsonReader *self, const char *bytes, gsize n, MusterArena *arena);
/* One document was read to its end and nothing was wrong. */
gboolean muster_json_reader_finish (MusterJsonReader *self, GError **error);
gboolean muster_json_reader_failed (const MusterJsonReader *self);
/* Makes a decoder's own complaint the reader's error, at the current place; keeps an older one. */
void muster_json_reader_fail (MusterJsonReader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* What comes next, without reading it. */
MusterJsonType muster_json_reader_peek (MusterJsonReader *self);
/* Reads the value's opening; FALSE and an error if the next value is of another type. Then
 * next_member()/next_item() until FALSE; each TRUE must be followed by reading or skipping. */
gboolean muster_json_reader_enter_object (MusterJsonReader *self);
gboolean muster_json_reader_next_member (MusterJsonReader *self, MusterText *name);
gboolean muster_json_reader_enter_array (MusterJsonReader *self);
gboolean muster_json_reader_next_item (MusterJsonReader *self);

gboolean muster_json_reader_string (MusterJsonReader *self, MusterText *out);
gboolean muster_json_reader_int (MusterJsonReader *self, gint64 *out); /* whole, within 2^53 */
gboolean muster_json_reader_number (MusterJsonReader *self, double *out);
gboolean muster_json_reader_bool (MusterJsonReader *self, gboolean *out);
gboolean muster_json_reader_null (MusterJsonReader *self);
gboolean muster_json_reader_skip (MusterJsonReader *self);
/* Skips a value and says where it stood in the input: its bytes as written. */
gboolean muster_json_reader_raw (MusterJsonReader *self, MusterText *out);

/* Where in the input it stands: at the value that was peeked at, or behind the last one. */
const char *muster_json_reader_get_place (const MusterJsonReader *self);

/* Is @bytes one document that R7 accepts? */
gboolean muster_json_check (const char *bytes, gsize n, GError **error);

static inline gboolean
muster_text_equal (MusterText self, const char *text)
{
  return strlen (text) == self.n && memcmp (self.bytes, text, self.n) == 0;
}

static inline char *
muster_text_dup (MusterText self)
{
  return g_strndup (self.bytes, self.n);
}

G_END_DECLS
