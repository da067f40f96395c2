/* json-reader-private.h - the reader's inside; for json-reader and json-values only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-names.h"
#include "base/text-scan.h"
G_BEGIN_DECLS

/* Cost: each byte is looked at once by the scanner of its token, once more if its string has
 * escapes and is wanted, and once by the hash if it is in a member's name; json-names.c counts what
 * names can cost beyond that. There is no step back and no recursion. */
struct _MusterJsonReader
{
  const char *begin;
  const char *end;
  const char *p;
  const char *token; /* where the last one began: what a decoder complains about */
  MusterArena *arena;
  MusterArena *own_arena;
  MusterJsonNames *names;
  GError *error;
  guint n_values;
  guint depth;
  gboolean value_due; /* a value must come next, and nothing else may */
  gboolean first;     /* the innermost container was only just entered */
  gboolean is_object[MUSTER_JSON_DEPTH_MAX];
};

/* All say FALSE. They never quote the input: the message goes back to whoever sent it, and into
 * logs (security, threat B1). */
gboolean muster_json_refuse (MusterJsonReader *self,
                             MusterBaseError code,
                             const char *where,
                             const char *problem);
gboolean muster_json_syntax_error (MusterJsonReader *self, const char *problem);
gboolean muster_json_limit_error (MusterJsonReader *self, const char *problem);
gboolean muster_json_wrong_type (MusterJsonReader *self, const char *wanted);
MusterJsonType muster_json_type_of (char c);
gboolean muster_json_read_hard_string (MusterJsonReader *self, const char *p, MusterText *out);

static inline void
muster_json_skip_space (MusterJsonReader *self)
{
  const char *p = self->p;

  while (p < self->end && *p <= ' ' && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;
  self->p = p;
}

/* Goes to the first byte of the value that is due. */
static inline gboolean
muster_json_seek_value (MusterJsonReader *self)
{
  if (G_UNLIKELY (!self->value_due))
    return self->error == NULL ? muster_json_syntax_error (self, "no value is due here") : FALSE;
  muster_json_skip_space (self);
  self->token = self->p;
  if (G_UNLIKELY (self->p == self->end))
    return muster_json_syntax_error (self, "the document ends where a value should be");
  return TRUE;
}

/* seek_value() for who takes the value. */
static inline gboolean
muster_json_take_value (MusterJsonReader *self)
{
  if (!muster_json_seek_value (self))
    return FALSE;
  if (G_UNLIKELY (++self->n_values > MUSTER_JSON_VALUES_MAX))
    return muster_json_limit_error (self, "more than 500000 values");
  self->value_due = FALSE;
  return TRUE;
}

/* Reads the string that begins at the cursor. @out NULL: only checks it. */
static inline gboolean
muster_json_read_string (MusterJsonReader *self, MusterText *out)
{
  const char *start = self->p + 1;
  const char *p = muster_scan_plain (start, self->end);

  if (G_UNLIKELY (p == self->end || *p != '"'))
    return muster_json_read_hard_string (self, p, out);
  self->p = p + 1; /* no escapes and only ASCII: most strings */
  if (out != NULL)
    *out = (MusterText){ .bytes = start, .n = (gsize) (p - start) };
  return TRUE;
}

G_END_DECLS
